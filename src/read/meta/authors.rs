//! Who wrote it: the most trusted source that names people, else one that names a newsroom.

use super::super::names::{self, Credit, Kind};
use super::super::signals::{Element, Signals};
use super::claims::{Claim, Claims, Field, Source};
use super::clean::clean;
use super::lines::Lines;

/// Longest text of an element that is read as a byline, in characters; what is longer is a biography.
const LONGEST: usize = 200;

/// Most people who sign one article; an element list beyond it is of other articles.
const MOST: usize = 20;

/// The authors, in order.
pub(super) fn judge(signals: &Signals, claims: &Claims, lines: &Lines) -> Vec<String> {
    let sources = [Source::Story, Source::Meta, Source::Declared, Source::Classed];
    let mut said: Vec<Vec<Credit>> = sources.iter().map(|source| credits(claims, *source)).collect();
    said.push(lines.authors.iter().map(|name| Credit { name: name.clone(), kind: Kind::Person }).collect());
    let _ = signals;
    let people = said.iter().find(|credits| credits.iter().any(|credit| credit.kind == Kind::Person));
    let any = || said.iter().find(|credits| !credits.is_empty());
    match people.or_else(any) {
        Some(credits) => names(credits),
        None => Vec::new(),
    }
}

/// People alone if there are any: an agency beside them is no name.
fn names(credits: &[Credit]) -> Vec<String> {
    let people = credits.iter().any(|credit| credit.kind == Kind::Person);
    let kept = credits.iter().filter(|credit| !people || credit.kind != Kind::Newsroom);
    kept.take(MOST).map(|credit| credit.name.clone()).collect()
}

/// Everybody a source credits.
fn credits(claims: &Claims, source: Source) -> Vec<Credit> {
    let mut all: Vec<Credit> = Vec::new();
    let mut rank = None;
    for claim in claims.of(Field::Author).chain(claims.of(Field::Newsroom)).filter(|claim| claim.source == source) {
        // Lower ranks only if the higher say nothing.
        if *rank.get_or_insert(claim.rank) != claim.rank && !all.is_empty() {
            break;
        }
        rank = Some(claim.rank);
        for credit in of_claim(claim) {
            if !all.iter().any(|known| same(&known.name, &credit.name)) {
                all.push(credit);
            }
        }
        if source == Source::Classed && !all.is_empty() {
            break;
        }
    }
    all
}

fn of_claim(claim: &Claim) -> Vec<Credit> {
    let text = clean(&claim.text);
    if text.chars().count() > LONGEST || text.contains("://") {
        return Vec::new();
    }
    match claim.source {
        _ if claim.field == Field::Newsroom => {
            let kind = |credit: Credit| if credit.kind == Kind::Handle { Credit { kind: Kind::Newsroom, ..credit } } else { credit };
            names::credits(&text).into_iter().map(kind).collect()
        }
        Source::Classed => from_class(&text, claim.element),
        _ => names::credits(&text),
    }
}

/// A class word is weak: the element must stand by the article and hold names in the shape of names.
fn from_class(text: &str, element: Option<&Element>) -> Vec<Credit> {
    if element.is_some_and(|element| element.in_chrome) {
        return Vec::new();
    }
    let people = names::people(text);
    people.into_iter().map(|name| Credit { name, kind: Kind::Person }).collect()
}

/// Whether two prints are of one name.
fn same(one: &str, other: &str) -> bool {
    super::title::key(one) == super::title::key(other)
}
