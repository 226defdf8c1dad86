//! Site, section, tags, description, picture: what stands around an article.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::letters;

use super::super::signals::Signals;
use super::super::{chars, language, names};
use super::address;
use super::claims::{Claim, Claims, Field, PERSONAL, Source, WEB_SITE};
use super::clean::{clean, clean_address, clean_short};
use super::title::key;

/// Longest name of a section or tag, in characters; longer ones are sentences.
const LONGEST_NAME: usize = 80;

/// Most tags kept: more are a site's whole vocabulary.
const MOST_TAGS: usize = 50;

/// Names in a list of sections or tags that are looked at.
const MOST_LISTED: usize = 1_000;

/// Separators of a list from which a text that has others beside it is a list nevertheless.
const LISTED: usize = 2;

/// Places kept: more are a gazetteer.
const MOST_PLACES: usize = 20;

/// Names of the site that are weighed, the most trusted first: more are a catalogue's.
const MOST_SITES: usize = 40;

/// Claims of one source and rank, with that source, the most trusted first.
fn ranks<'c, 'a>(said: &'c [&'c Claim<'a>]) -> impl Iterator<Item = &'c [&'c Claim<'a>]> {
    said.chunk_by(|one, other| (one.source, one.rank) == (other.source, other.rank))
}

/// A name that somebody gives the site.
struct Named {
    speaker: u8,
    key: String,
    name: String,
}

/// The publication's name: Open Graph's, unless publisher and web site agree on another. A firm's name, and one that is
/// no name by its looks, stand in only where there is no other.
pub(super) fn site(claims: &Claims, title: Option<&str>) -> Option<String> {
    let title = title.map(key).unwrap_or_default();
    let said = claims.of(Field::Site).filter(|claim| claim.rank != PERSONAL).take(MOST_SITES);
    let named = |claim: &Claim| {
        let name = a_name(&claim.text)?;
        Some(Named { speaker: speaker(claim), key: key(&name), name })
    };
    let said: Vec<Named> = said.filter_map(named).collect();
    let agreed = |one: &Named| {
        let agrees = |other: &Named| other.speaker < OTHERS && other.speaker != one.speaker && other.key == one.key;
        one.speaker < OTHERS && said.iter().any(agrees)
    };
    let place = |one: &&Named| {
        let spelled = said.iter().any(|other| spells(other, one));
        let odd = spelled || one.key == title || is_template(&one.key) || is_odd(&one.name);
        (is_firm(&one.key), odd, !agreed(one), one.speaker)
    };
    said.iter().min_by_key(place).map(|best| best.name.clone())
}

/// Whether one name is the words of the other, which sets them together as addresses do: "The Post" and "thepost".
fn spells(words: &Named, together: &Named) -> bool {
    words.key.contains(' ') && words.key.len() > together.key.len() && words.key.replace(' ', "") == together.key
}

/// Who names the site, the surest first: Open Graph, the article's publisher, the web site; all others are [`OTHERS`].
fn speaker(claim: &Claim) -> u8 {
    match (claim.source, claim.rank) {
        (Source::Meta, 0) => 0,
        (Source::Story | Source::Page, 0) => 1,
        (Source::Page, WEB_SITE) => 2,
        _ => OTHERS,
    }
}

/// Rank of those who name the site and are none of the three who know.
const OTHERS: u8 = 3;

/// Marks between a site's name and what it says of itself.
const TAGLINES: [&str; 6] = ["|", " - ", " – ", " — ", " :: ", ": "];

/// Words that are no site's name by themselves.
const BARE: [&str; 2] = ["blog", "news"];

/// Whether a text is no name by its looks: an address, a folder of one, a slogan, a name with one, two letters.
fn is_odd(name: &str) -> bool {
    /// Most words of a site's name: "Harbour School of Ships, Sails and Continuing Education".
    const MOST_WORDS: usize = 8;
    let word = !name.contains(' ');
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let address = word && ending.len() > 1 && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    let slug = word && name.contains('-') && !name.contains(letters::is_uppercase);
    let tagged = TAGLINES.iter().any(|mark| name.contains(mark)) || name.ends_with(['-', '–', '—']);
    let short = name.is_ascii() && name.chars().filter(|c| letters::is_alphanumeric(*c)).count() < 3;
    let long = name.split(' ').count() > MOST_WORDS;
    address || slug || tagged || short || long || BARE.contains(&&*key(name))
}

/// Whether a name's key ends like that of a firm: "Harbour Media LLC".
pub(super) fn is_firm(name: &str) -> bool {
    static FORMS: LazyLock<Vec<&str>> =
        LazyLock::new(|| include_str!("firms.txt").lines().filter(|line| !line.starts_with('#')).collect());
    FORMS.iter().any(|form| name.strip_suffix(form).is_some_and(|rest| rest.ends_with(' ')))
}

/// The department of the publication: the first that a trusted source names, else what stands beside the headline alone.
pub(super) fn section(
    claims: &Claims,
    site: Option<&str>,
    title: Option<&str>,
    headline: Option<usize>,
) -> Option<String> {
    let (site, title) = (site.map(key), title.map(key).unwrap_or_default());
    let own = |claim: &Claim, name: &str| {
        let name = key(name);
        // An element in the headline's words is the end of a trail of breadcrumbs.
        site.as_ref() != Some(&name) && !is_template(&name) && (claim.source != Source::Classed || name != title)
    };
    let said: Vec<&Claim> = claims.of(Field::Section).filter(|claim| is_beside(claim, headline)).collect();
    let of_rank = |said: &[&Claim]| {
        let several = are_several(said);
        said.iter().take(MOST_LISTED).find_map(|claim| {
            let text = clean_short(&claim.text);
            let mut names = if is_series(&text) { listed(&text, &[], true) } else { listed(&text, &[','], several) };
            names.find(|name| is_name(name) && own(claim, name)).map(str::to_owned)
        })
    };
    ranks(&said).find_map(of_rank)
}

/// The names in a text: it is one itself if it is `whole`, unless its separators are too many for that, or stand
/// without spaces.
fn listed<'t>(text: &'t str, separators: &'static [char], whole: bool) -> impl Iterator<Item = &'t str> {
    let parts = |(at, mark): (usize, &str)| !text[at + mark.len()..].starts_with(' ');
    let whole = whole && text.matches(separators).count() < LISTED && !text.match_indices(separators).any(parts);
    text.split(move |c| !whole && separators.contains(&c)).map(str::trim).take(MOST_LISTED)
}

/// Whether claims of one rank are a list together: a page may say the same twice.
fn are_several(said: &[&Claim]) -> bool {
    said.iter().any(|claim| claim.text != said[0].text)
}

/// Whether the commas in a text part the words of one name, which ends in "and": "Food, Drink & Travel".
fn is_series(text: &str) -> bool {
    let Some((front, last)) = text.rsplit_once(", ") else { return false };
    let words: Vec<&str> = last.split(' ').collect();
    let joined = words.len() > 2 && words[1..words.len() - 1].iter().any(|word| names::is_and(word));
    let few = text.matches(", ").count() <= LISTED;
    joined && few && !front.split(", ").any(|part| is_template(&key(part)))
}

/// Most words of a section's name that only a class word declares: longer ones are whole trails of breadcrumbs.
const MOST_WORDS: usize = 3;

/// Blocks above and below the headline within which an element names the article's section.
const BESIDE: std::ops::RangeInclusive<i64> = -6..=4;

/// Whether a claim is of this article: an element must be a short link beside the headline.
fn is_beside(claim: &Claim, headline: Option<usize>) -> bool {
    let Some((element, headline)) = claim.element.zip(headline) else { return claim.element.is_none() };
    let distance = i64::from(element.block) - headline as i64;
    let linked = !element.value.is_empty() && !element.value.starts_with('#');
    claim.source != Source::Classed || BESIDE.contains(&distance) && linked && is_short(&claim.text)
}

/// Whether a text may be the name of a section: few words, and no mark in them that parts names.
fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= MOST_WORDS
        && !text.contains(|c: char| letters::is_numeric(c) || "»>/|:!?.".contains(c))
}

/// Names that content systems put where there is no section, or that are of every page of a site.
fn is_template(name: &str) -> bool {
    static TEMPLATES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("templates.txt").lines().collect());
    TEMPLATES.contains(&name)
}

/// A short text without an address.
fn a_name(raw: &str) -> Option<String> {
    let name = clean_short(raw);
    is_name(&name).then(|| name.into_owned())
}

/// The same of a text that is clean.
fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=LONGEST_NAME).contains(&length) && !name.contains("://") && !name.starts_with('@')
}

/// What parts keywords in one text.
const SEPARATORS: &[char] = &[',', ';', '،', '，', '、'];

/// Keywords of the most trusted source that gives any, one each. Above the headline stand menus, not keywords.
pub(super) fn tags(claims: &Claims, headline: Option<usize>) -> Vec<String> {
    let above = |claim: &&Claim| {
        let stands = claim.element.zip(headline).filter(|_| claim.source == Source::Classed);
        stands.is_some_and(|(element, headline)| (element.block as usize) < headline)
    };
    let said: Vec<&Claim> = claims.of(Field::Tag).filter(|claim| !above(claim)).collect();
    let given = ranks(&said).map(|said| (keywords(said), said[0].source));
    match given.into_iter().find(|(tags, _)| !tags.is_empty()) {
        Some((tags, Source::Classed)) if tags.len() > MOST_CLASSED => Vec::new(),
        given => given.map_or_else(Vec::new, |(tags, _)| tags),
    }
}

/// The keywords that claims of one rank give, one each: a single text is a list of them.
fn keywords(said: &[&Claim]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut keys: HashSet<String> = HashSet::new();
    let several = are_several(said);
    for claim in said {
        let text = clean_short(&claim.text);
        for tag in listed(&text, SEPARATORS, several).filter_map(a_tag) {
            if tags.len() < MOST_TAGS && keys.insert(key(tag)) {
                tags.push(tag.to_owned());
            }
        }
        if tags.len() == MOST_TAGS {
            break;
        }
    }
    // One has a title and a part of it; several are the system's own, with a key each.
    let keyed = |tag: &String| tag.contains(": ");
    if tags.iter().filter(|tag| keyed(tag)).count() > 1 {
        tags.retain(|tag| !keyed(tag));
    }
    tags
}

/// Most keywords that elements with class words may give; more are the cloud of all that a site has.
const MOST_CLASSED: usize = 15;

/// A keyword as a reader would see it: no sentence, no name for machines.
fn a_tag(text: &str) -> Option<&str> {
    let tag = text.trim().trim_start_matches('#').trim();
    let fits = tag.split(' ').count() <= LONGEST_TAG && tag.contains(letters::is_alphabetic) || is_year(tag);
    let ideograph = tag.chars().count() == 1 && tag.contains(chars::is_spaceless);
    (fits && (ideograph || is_name(tag)) && !is_for_machines(tag) && !is_template(&key(tag))).then_some(tag)
}

/// Whether a keyword is an identifier, a number, or a key with its value: `content-id_7`, `facts-for-all-teams`,
/// `contentType: Story`.
fn is_for_machines(tag: &str) -> bool {
    let small = |text: &str| !text.contains(' ') && !text.contains(letters::is_uppercase);
    let is_key = |key: &str| !key.contains(' ') && key.starts_with(|c: char| c.is_ascii_lowercase());
    let valued = |(key, value): (&str, &str)| !value.starts_with(' ') || is_key(key) || value.contains(':');
    tag.contains(['=', '_', '{'])
        || tag.starts_with(['(', '/'])
        || tag.split_once(':').is_some_and(valued)
        || tag.matches('-').count() > 1 && small(tag)
}

/// Whether a keyword is a year, rather than a number of the system's.
fn is_year(tag: &str) -> bool {
    tag.len() == 4 && tag.starts_with(['1', '2']) && tag.bytes().all(|byte| byte.is_ascii_digit())
}

/// Most words of a keyword.
const LONGEST_TAG: usize = 6;

/// The page's own summary.
pub(super) fn description(claims: &Claims) -> Option<String> {
    let mut said = claims.texts(Field::Description).map(clean);
    said.find(|text| text.contains(' ') || text.chars().count() > 10).map(Cow::into_owned)
}

/// The lead picture, absolute.
pub(super) fn image(claims: &Claims, signals: &Signals) -> Option<String> {
    address::first_absolute(claims.texts(Field::Image).map(clean_address), signals)
}

/// Places and datelines that the markup declares, one each.
pub(super) fn places(claims: &Claims) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    // A dateline's element may hold what parts it from the text: "LISBON —".
    let ends = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ',' | '|' | '=');
    let bare = |place: String| place.trim_end_matches(ends).to_owned();
    for place in claims.texts(Field::Place).take(MOST_LISTED).filter_map(a_name).map(bare) {
        if !place.is_empty() && places.len() < MOST_PLACES && !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The language as declared: by the root element, else by JSON-LD and metas.
pub(super) fn language(signals: &Signals, claims: &Claims) -> Option<String> {
    let said = signals.lang.as_deref().into_iter().chain(claims.texts(Field::Language));
    said.filter_map(language::normalise).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_firm_counts_behind_a_name() {
        for form in include_str!("firms.txt").lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(key(form), form);
            assert!(is_firm(&format!("harbour {form}")), "{form}");
        }
        assert!(!is_firm("llc") && !is_firm("harbour") && !is_firm("harbourllc"));
    }

    #[test]
    fn odd_names() {
        for name in ["post.example", "FAZ.NET", "coast-news", "The Post | News", "The Post -", "U.S.", "Blog"] {
            assert!(is_odd(name), "{name}");
        }
        for name in ["The Post", "taz", "N24", "新报", "Journal of the Harbour Masters"] {
            assert!(!is_odd(name), "{name}");
        }
    }

    #[test]
    fn lists_and_names_with_commas() {
        for (text, whole, count) in [
            ("harbour, storm", false, 2),
            ("Marbury, Ohio", true, 1),
            ("Marbury,Ohio", true, 2),
            ("a, b, c", true, 3),
            ("harbour", true, 1),
        ] {
            assert_eq!(listed(text, SEPARATORS, whole).count(), count, "{text}");
        }
        assert!(is_series("Food, Drink & Travel") && is_series("Coast, Sea, Ships and Ferries"));
        assert!(!is_series("News, Sport") && !is_series("Home, Food & Travel") && !is_series("A, B, C, Food & Travel"));
    }
}
