//! When it was published and when it was last changed.

use super::super::dates::{self, Moment};
use super::super::signals::Signals;
use super::claims::{Claim, Claims, Field, Source};
use super::lines::Lines;

/// Blocks above and below the headline within which a date that only a class word declares is the article's own.
const NEAR: std::ops::RangeInclusive<i64> = -8..=25;

/// The same for elements in what looks like chrome: headers are often classed with words of teasers and widgets.
const BESIDE: std::ops::RangeInclusive<i64> = -2..=6;

/// What is known before dates are judged.
pub(super) struct Around<'a> {
    pub(super) lines: &'a Lines,
    pub(super) language: Option<&'a str>,
    /// The block of the headline.
    pub(super) headline: Option<usize>,
}

/// The two dates.
pub(super) struct Dates {
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
}

/// Judges both.
pub(super) fn judge(signals: &Signals, claims: &Claims, around: &Around) -> Dates {
    let Around { lines, language, headline } = *around;
    let said = |field| {
        let near = move |claim: &&Claim| is_own(claim, headline);
        claims.of(field).filter(near).filter_map(|claim| Some(dates::find(&claim.text, language)?.moment))
    };
    let addresses = signals.links.iter().filter(|(rel, _, _)| rel == "canonical").map(|(_, href, _)| href.as_str());
    let addresses = addresses.chain(signals.base.as_deref()).chain(claims.texts(Field::Url));
    let printed = lines.published.iter().copied().chain(addresses.filter_map(in_address));
    let published: Vec<Moment> = said(Field::Published).chain(printed).collect();
    let modified: Vec<Moment> = said(Field::Modified).chain(lines.modified).collect();
    let modified = precise(&modified);
    // A page that gives one date, and calls it that of its last change, is known by that date: readers cite it so.
    let published = precise(&published).or(modified);
    Dates { published: published.map(|moment| moment.to_string()), modified: modified.map(|moment| moment.to_string()) }
}

/// The first that is said, with the time of day that another source gives for the same day.
fn precise(said: &[Moment]) -> Option<Moment> {
    let first = *said.first()?;
    let timed = said.iter().find(|other| other.day == first.day && other.clock.is_some());
    Some(timed.copied().unwrap_or(first))
}

/// Whether a date is this article's: elements in the chrome or far from the headline date something else.
fn is_own(claim: &Claim, headline: Option<usize>) -> bool {
    let Some(element) = claim.element.filter(|_| claim.source == Source::Classed) else { return true };
    let distance = headline.map(|headline| i64::from(element.block) - headline as i64);
    match distance {
        Some(distance) if element.in_chrome => BESIDE.contains(&distance),
        Some(distance) => NEAR.contains(&distance),
        None => !element.in_chrome,
    }
}

/// The day that a path spells out: `/2024/03/03/`, `/2024/mar/03/`, `/2024-03-03-title`, `/20240303/`.
fn in_address(address: &str) -> Option<Moment> {
    let path = address.split(['?', '#']).next()?;
    let segments: Vec<&str> = path.split('/').skip(3).collect();
    let spelled = segments.windows(3).find_map(|three| numbers(three[0], three[1], three[2]));
    spelled.or_else(|| segments.iter().find_map(|segment| leading_day(segment)))
}

fn numbers(year: &str, month: &str, day: &str) -> Option<Moment> {
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let month_name = month.len() == 3 && month.bytes().all(|byte| byte.is_ascii_lowercase());
    let day = day.split('-').next()?;
    if !number(year, 4..=4) || !number(day, 1..=2) || !(number(month, 1..=2) || month_name) {
        return None;
    }
    let text = if month_name { format!("{day} {month} {year}") } else { format!("{year}-{month}-{day}") };
    Some(dates::find(&text, Some("en"))?.moment)
}

/// A segment that begins with a whole day, or is one of eight digits.
fn leading_day(segment: &str) -> Option<Moment> {
    let compact = segment.len() == 8 && segment.bytes().all(|byte| byte.is_ascii_digit());
    let day = segment.get(..10).filter(|day| {
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    });
    let text = if compact { segment } else { day? };
    Some(dates::find(text, None)?.moment)
}
