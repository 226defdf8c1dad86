//! Site, section, tags, description, picture: what stands around an article.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::letters;

use super::super::language;
use super::super::signals::Signals;
use super::address;
use super::claims::{Claim, Claims, Field, Source};
use super::clean::{clean, clean_short};
use super::title::key;

/// Longest name of a section or tag, in characters; longer ones are sentences.
const LONGEST_NAME: usize = 80;

/// Most tags kept: more are a site's whole vocabulary.
const MOST_TAGS: usize = 50;

/// Names in a list of sections or tags that are looked at.
const MOST_LISTED: usize = 1_000;

/// The publication's name, as the page declares it.
pub(super) fn site(claims: &Claims) -> Option<String> {
    name(claims, Field::Site)
}

/// The department of the publication: the first that a trusted source names, else what stands beside the headline alone.
pub(super) fn section(
    claims: &Claims,
    site: Option<&str>,
    title: Option<&str>,
    headline: Option<usize>,
) -> Option<String> {
    let title = title.map(key).unwrap_or_default();
    let own = |name: &String| {
        let name = key(name);
        site.is_none_or(|site| key(site) != name) && !is_template(&name) && (name.is_empty() || !title.contains(&name))
    };
    let said = claims.of(Field::Section).filter(|claim| is_beside(claim, headline));
    said.flat_map(|claim| claim.text.split(',')).take(MOST_LISTED).filter_map(a_name).find(own)
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

fn name(claims: &Claims, field: Field) -> Option<String> {
    claims.texts(field).find_map(a_name)
}

/// A short text without an address.
fn a_name(raw: &str) -> Option<String> {
    let name = clean_short(raw);
    let length = name.chars().count();
    let short = (2..=LONGEST_NAME).contains(&length);
    (short && !name.contains("://") && !name.starts_with('@')).then(|| name.into_owned())
}

/// Keywords of the most trusted source that gives any, one each. Above the headline stand menus, not keywords.
pub(super) fn tags(claims: &Claims, headline: Option<usize>) -> Vec<String> {
    let above = |claim: &&Claim| {
        let stands = claim.element.zip(headline).filter(|_| claim.source == Source::Classed);
        stands.is_some_and(|(element, headline)| (element.block as usize) < headline)
    };
    let mut tags: Vec<String> = Vec::new();
    let mut keys: HashSet<String> = HashSet::new();
    let mut said = None;
    for claim in claims.of(Field::Tag).filter(|claim| !above(claim)) {
        if *said.get_or_insert((claim.source, claim.rank)) != (claim.source, claim.rank) && !tags.is_empty() {
            break;
        }
        said = Some((claim.source, claim.rank));
        let listed = claim.text.split([',', ';', '،', '，', '、']).take(MOST_LISTED);
        for tag in listed.filter_map(a_tag) {
            if tags.len() < MOST_TAGS && keys.insert(key(&tag)) {
                tags.push(tag);
            }
        }
    }
    let cloud = said.is_some_and(|(source, _)| source == Source::Classed) && tags.len() > MOST_CLASSED;
    if cloud { Vec::new() } else { tags }
}

/// Most keywords that elements with class words may give; more are the cloud of all that a site has.
const MOST_CLASSED: usize = 15;

/// A keyword as a reader would see it: no key with a value, no sentence, no name for machines.
fn a_tag(raw: &str) -> Option<String> {
    let name = a_name(raw)?;
    let tag = name.trim_start_matches('#').trim();
    let machine = tag.contains([':', '=', '_', '{', '(']) || !tag.contains(' ') && tag.matches('-').count() > 1;
    let fits = tag.split(' ').count() <= LONGEST_TAG && tag.chars().any(letters::is_alphabetic);
    (fits && !machine && !is_template(&key(tag))).then(|| tag.to_owned())
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
    claims.texts(Field::Image).find_map(|href| address::resolve(href, signals))
}

/// Places and datelines that the markup declares.
pub(super) fn places(claims: &Claims) -> Vec<String> {
    let mut places: Vec<String> = claims.texts(Field::Place).filter_map(a_name).collect();
    places.dedup();
    places
}

/// The language as declared: by the root element, else by JSON-LD and metas.
pub(super) fn language(signals: &Signals, claims: &Claims) -> Option<String> {
    let said = signals.lang.as_deref().into_iter().chain(claims.texts(Field::Language));
    said.filter_map(language::normalise).next()
}
