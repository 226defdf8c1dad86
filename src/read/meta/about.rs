//! Site, section, tags, description, picture: what stands around an article.

use super::super::language;
use super::super::signals::Signals;
use super::address;
use super::claims::{Claims, Field};
use super::clean::clean;
use super::title::key;

/// Longest name of a section or tag, in characters; longer ones are sentences.
const LONGEST_NAME: usize = 80;

/// Most tags kept: more are a site's whole vocabulary.
const MOST_TAGS: usize = 50;

/// The publication's name, as the page declares it.
pub(super) fn site(claims: &Claims) -> Option<String> {
    name(claims, Field::Site)
}

/// The department of the publication.
pub(super) fn section(claims: &Claims, site: Option<&str>) -> Option<String> {
    let own = |name: &String| site.is_none_or(|site| key(site) != key(name));
    claims.texts(Field::Section).filter_map(a_name).find(own)
}

fn name(claims: &Claims, field: Field) -> Option<String> {
    claims.texts(field).find_map(a_name)
}

/// A short text without an address.
fn a_name(raw: &str) -> Option<String> {
    let name = clean(raw);
    let length = name.chars().count();
    let short = (2..=LONGEST_NAME).contains(&length);
    (short && !name.contains("://") && !name.starts_with('@')).then_some(name)
}

/// Keywords of the most trusted source that gives any, one each.
pub(super) fn tags(claims: &Claims) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut said = None;
    for claim in claims.of(Field::Tag) {
        if *said.get_or_insert((claim.source, claim.rank)) != (claim.source, claim.rank) && !tags.is_empty() {
            break;
        }
        said = Some((claim.source, claim.rank));
        for tag in claim.text.split([',', ';', '،', '，', '、']).filter_map(a_name) {
            let tag = tag.trim_start_matches('#').to_owned();
            if tags.len() < MOST_TAGS && !tags.iter().any(|known| key(known) == key(&tag)) {
                tags.push(tag);
            }
        }
    }
    tags
}

/// The page's own summary.
pub(super) fn description(claims: &Claims) -> Option<String> {
    claims.texts(Field::Description).map(clean).find(|text| text.contains(' ') || text.chars().count() > 10)
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
