//! Who wrote it: the most trusted source that names people, else one that names a newsroom.

use crate::document::{Block, Document};

use super::super::dates;
use super::super::names::{self, Credit, Kind};
use super::super::signals::Element;
use super::about::is_firm;
use super::claims::{Claim, Claims, Field, Source};
use super::clean::{clean_lines, clean_short};
use super::lines;
use super::when::Around;

/// Longest text of an element that is read as a byline, in characters; what is longer is a biography.
const LONGEST: usize = 200;

/// Most people who sign one article; an element list beyond it is of other articles.
const MOST: usize = 20;

/// Claims of one source that are weighed, the most trusted first: more are a list of other articles.
const MOST_CLAIMS: usize = 400;

/// Blocks below the headline (and above it) within which an element that only a class word marks can be the byline.
const NEAR: std::ops::RangeInclusive<i64> = -4..=12;

/// Blocks between the authors of one byline, at most.
const BYLINE: u32 = 12;

/// Words before a paper's name that one place has and another leaves out: "The Valley Herald".
const ARTICLES: [&str; 12] = ["the", "der", "die", "das", "le", "la", "les", "el", "il", "het", "de", "o"];

/// Parts of addresses that lead to an author's page.
const AUTHOR_PAGES: [&str; 9] =
    ["/author", "/autor", "/auteur", "/profile", "/people/", "/staff/", "/contributor", "/reporter", "/by/"];

/// The authors, in order. `sites` are the names that the site goes by.
pub(super) fn judge(claims: &Claims, sites: &[String], around: &Around, document: &Document) -> Vec<String> {
    let sources = [Source::Story, Source::Meta, Source::Declared, Source::Classed];
    let mut said: Vec<Vec<Credit>> = sources.iter().map(|source| credits(claims, *source, around)).collect();
    // The name of a department stands where bylines do, too: "North Coast, March 3".
    let is_department = |name: &str| {
        let name = key(name);
        claims.texts(Field::Section).take(MOST_CLAIMS).any(|section| key(section) == name)
    };
    let printed = |mut names: Vec<String>| {
        names.retain(|name| !is_department(name));
        persons(names)
    };
    said.push(printed(around.lines.authors.clone()));
    let mut signed = claims.of(Field::Author).chain(claims.of(Field::Newsroom));
    let of_news = signed.any(|claim| claim.source == Source::Story && claim.rank == 0);
    for credits in &mut said {
        let own = |credit: &Credit| {
            let site = is_site(&credit.name, sites);
            !site || of_news || names::is_human(credit) || is_printed(&credit.name, around.headline, document)
        };
        credits.retain(own);
        credits
            .iter_mut()
            .filter(|credit| is_site(&credit.name, sites) || is_firm(&super::title::key(&credit.name)))
            .for_each(|credit| credit.kind = Kind::Newsroom);
    }
    if !said.iter().flatten().any(is_person) {
        said.push(far(claims, around));
    }
    if said.iter().all(Vec::is_empty) {
        said.push(printed(lines::signature(document)));
    }
    if said.iter().all(Vec::is_empty) {
        said.push(printed(lines::between(document, around.headline, around.language)));
    }
    let people = said.iter().position(|credits| credits.iter().any(is_person));
    let any = || said.iter().position(|credits| !credits.is_empty());
    let Some(best) = people.or_else(any) else { return Vec::new() };
    // A content system often declares one account where the page prints all who wrote.
    let whole = said[best..].iter().find(|more| more.len() > said[best].len() && holds(more, &said[best]));
    names(whole.unwrap_or(&said[best]))
}

/// Everybody named in texts that are known to name the authors.
pub(super) fn said(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<Credit> = Vec::new();
    let texts = texts.filter(|text| text.chars().count() <= LONGEST).take(MOST_CLAIMS);
    for credit in texts.flat_map(|text| names::credits(&text)) {
        if !all.iter().any(|known| same(&known.name, &credit.name)) {
            all.push(credit);
        }
    }
    names(&all)
}

/// Whether a name is the site's, with or without an article before either.
fn is_site(name: &str, sites: &[String]) -> bool {
    let key = super::title::key(name);
    let bare = key.split_once(' ').filter(|(first, _)| ARTICLES.contains(first)).map(|(_, bare)| bare.replace(' ', ""));
    let key = key.replace(' ', "");
    let with_article = |site: &String| ARTICLES.iter().any(|article| site.strip_prefix(article) == Some(&key));
    sites.contains(&key) || bare.is_some_and(|bare| sites.contains(&bare)) || sites.iter().any(with_article)
}

/// Whether the page prints a name where authors are: on a line of its own, in a byline, or near the headline.
fn is_printed(name: &str, headline: Option<usize>, document: &Document) -> bool {
    let name = super::title::key(name);
    let begin = super::title::initial(&name);
    let prints = |(at, block): (usize, &Block)| {
        let text = document.text(block);
        let distance = headline.map(|headline| at as i64 - headline as i64);
        let within = || distance.is_some_and(|distance| NEAR.contains(&distance)) || names::is_introduced(text);
        let short = (name.len() * 2 / 3..=LONGEST).contains(&text.len());
        short
            && (super::title::initial(text) == begin && super::title::key(text) == name
                || within() && super::title::key(text).contains(&name))
    };
    document.blocks.iter().enumerate().any(prints)
}

/// One word that is an account's name rather than a month beside a date.
fn is_account(credit: &Credit) -> bool {
    credit.kind == Kind::Handle && !dates::is_month(&credit.name)
}

fn is_person(credit: &Credit) -> bool {
    credit.kind == Kind::Person
}

/// Whether all of one list are in the other, which names people alone.
fn holds(more: &[Credit], few: &[Credit]) -> bool {
    more.iter().all(is_person) && few.iter().all(|one| more.iter().any(|other| same(&one.name, &other.name)))
}

/// People alone if there are any: an agency beside them is no name.
fn names(credits: &[Credit]) -> Vec<String> {
    let people = credits.iter().any(is_person);
    let kept = credits.iter().filter(|credit| !people || credit.kind != Kind::Newsroom);
    kept.take(MOST).map(|credit| credit.name.clone()).collect()
}

/// Everybody a source credits, at most so many as a record may hold.
fn credits(claims: &Claims, source: Source, around: &Around) -> Vec<Credit> {
    // Each beside the key of its name.
    let mut all: Vec<(String, Credit)> = Vec::new();
    let mut last: Option<&Claim> = None;
    let said = claims.of(Field::Author).chain(claims.of(Field::Newsroom)).filter(|claim| claim.source == source);
    let said: Vec<&Claim> = said.take(MOST_CLAIMS).collect();
    // A page may print the bylines of other articles above its headline.
    let from = |least: i64| {
        let far = |claim: &Claim| claim.element.and_then(|element| distance(element, around.headline));
        said.iter().position(|claim| far(claim).is_some_and(|far| far >= least && NEAR.contains(&far)))
    };
    let first = from(0).or_else(|| from(*NEAR.start())).unwrap_or(0);
    for claim in said.into_iter().skip(first) {
        match last {
            Some(last) if source == Source::Classed && wraps(claim, last) => continue,
            Some(last) if !continues(last, claim, around.document) => break,
            _ => {}
        }
        for credit in of_claim(claim, around) {
            let key = key(&credit.name);
            match all.iter_mut().find(|(known, _)| one_in_other(known, &key)) {
                // A wrapper's text has more than the name that stands in it.
                Some(known) if source == Source::Classed && credit.name.len() < known.1.name.len() => {
                    *known = (key, credit);
                }
                Some(_) => {}
                None => {
                    all.push((key, credit));
                    last = Some(claim);
                }
            }
        }
        if all.len() >= MOST {
            break;
        }
    }
    all.into_iter().map(|(_, credit)| credit).collect()
}

/// The first people that an element outside the chrome introduces far from the headline, as at the end of a text.
fn far(claims: &Claims, around: &Around) -> Vec<Credit> {
    let own = |claim: &&Claim| claim.element.is_none_or(|element| !around.is_of_others(element));
    let classed =
        claims.of(Field::Author).filter(|claim| claim.source == Source::Classed && claim.rank == 0).filter(own);
    let paged = |claim: &Claim| claim.element.is_some_and(|element| is_author_page(&element.value));
    let texts = classed.map(|claim| (clean_lines(&claim.text), paged(claim)));
    let short = texts.filter(|(text, _)| text.chars().count() <= LONGEST);
    let signed = short.filter(|(text, paged)| *paged || names::is_introduced(text));
    let whole = |text: &str, people: &[String]| people.iter().any(|name| name == text);
    let people = signed.map(|(text, paged)| (names::people(&text), text, paged));
    let mut people = people.filter(|(people, text, paged)| !paged || whole(text, people)).map(|(people, ..)| people);
    persons(people.find(|people| !people.is_empty()).unwrap_or_default())
}

fn persons(names: Vec<String>) -> Vec<Credit> {
    names.into_iter().map(|name| Credit { name, kind: Kind::Person }).collect()
}

/// Whether a claim is part of the byline that another began: of the same rank, near it, and for classes inside its
/// element or beside it.
fn continues(last: &Claim, claim: &Claim, document: &Document) -> bool {
    let of_one = |(one, other): (&Element, &Element)| {
        let near = one.block.abs_diff(other.block) <= BYLINE;
        near && (claim.source != Source::Classed || one.text.contains(&*other.text) || is_beside(one, other, document))
    };
    last.rank == claim.rank && last.element.zip(claim.element).is_none_or(of_one)
}

/// Whether an element is one around another, which ended before it: what stands in it has been told.
fn wraps(claim: &Claim, inner: &Claim) -> bool {
    let around = |(outer, inner): (&Element, &Element)| {
        outer.block <= inner.block && outer.text.len() > inner.text.len() && outer.text.contains(&*inner.text)
    };
    claim.element.zip(inner.element).is_some_and(around)
}

/// Blocks from one co-author to the next: a list item each, perhaps with a role between them.
const BESIDE: u32 = 2;

/// Whether two elements of one kind name a person each, and nothing stands between the names but what parts names or
/// says what these people do.
fn is_beside(one: &Element, other: &Element, document: &Document) -> bool {
    let kin = is_author_page(&one.value) == is_author_page(&other.value);
    let Some((name, next)) = names::sole(&one.text).zip(names::sole(&other.text)).filter(|_| kin) else { return false };
    let (first, last) = (one.block, other.block);
    if !(first..=first + BESIDE).contains(&last) {
        return false;
    }
    let blocks = (first..=last).filter_map(|at| document.blocks.get(at as usize));
    let text = blocks.map(|block| document.text(block)).collect::<Vec<_>>().join("\n");
    let behind = text.split_once(&name).map(|(_, behind)| behind);
    let between = behind.and_then(|behind| behind.split_once(&next)).map(|(between, _)| between);
    between.is_some_and(names::is_between)
}

fn of_claim(claim: &Claim, around: &Around) -> Vec<Credit> {
    let text = if claim.element.is_some() { clean_lines(&claim.text) } else { clean_short(&claim.text).into_owned() };
    if text.chars().count() > LONGEST || text.contains("://") {
        return Vec::new();
    }
    let printed = |name: &String| around.document.text.contains(name);
    match (claim.source, claim.element) {
        _ if claim.field == Field::Newsroom => newsroom(&text),
        (Source::Story | Source::Meta, _) => match names::turned(&text).filter(printed) {
            Some(name) => persons(vec![name]),
            None => names::named(&text),
        },
        _ if names::is_count(&text) => Vec::new(),
        (Source::Classed, Some(element)) if around.is_of_others(element) => Vec::new(),
        (Source::Classed, Some(element)) => from_class(&text, element, around.headline),
        _ => names::credits(&text),
    }
}

/// What is declared an organisation, whatever its name looks like: "Doe & Doe" are not two people.
fn newsroom(text: &str) -> Vec<Credit> {
    let named = names::named(text);
    if !named.is_empty() && text.contains(" & ") {
        return vec![Credit { name: text.to_owned(), kind: Kind::Newsroom }];
    }
    named.into_iter().map(|credit| Credit { kind: Kind::Newsroom, ..credit }).collect()
}

/// A class word is weak: the element must stand near the headline and hold names in the shape of names.
fn from_class(text: &str, element: &Element, headline: Option<usize>) -> Vec<Credit> {
    if !distance(element, headline).map_or(!element.in_chrome, |far| NEAR.contains(&far)) {
        return Vec::new();
    }
    let people = names::people(text);
    let signed = names::is_introduced(text) || is_author_page(&element.value);
    if people.is_empty() && signed {
        return names::credits(text).into_iter().filter(is_account).collect();
    }
    if people.is_empty() {
        return names::named(text).into_iter().filter(|credit| credit.kind == Kind::Newsroom).collect();
    }
    persons(people)
}

/// Blocks from the headline, if there is one, down to an element.
fn distance(element: &Element, headline: Option<usize>) -> Option<i64> {
    headline.map(|headline| i64::from(element.block) - headline as i64)
}

fn is_author_page(address: &str) -> bool {
    AUTHOR_PAGES.iter().any(|page| address.contains(page))
}

/// Whether two prints are of one name; "Dr" makes no other person.
fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// Whether of two names' keys one is the other with words before or behind it.
fn one_in_other(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short == long || short.contains(' ') && (long.starts_with(short) || long.ends_with(short))
}

fn key(name: &str) -> String {
    let key = super::title::key(name);
    key.strip_prefix("dr ").map(str::to_owned).unwrap_or(key)
}
