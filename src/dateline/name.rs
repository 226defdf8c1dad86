//! What a name says of itself: a town's by how it is built, or a person's, a team's, a label's.

use crate::letters;

use super::place::{Place, Region};
use super::scan::Case;
use super::vocabulary::{Concept, has_place_suffix, is};

/// Whether a name holds a word that labels are made of. A city of the list may (`NEWPORT NEWS`).
pub(super) fn is_label(place: &Place<'_>) -> bool {
    let label = |word: &str| is(Concept::Label, word) || (is(Concept::Function, word) && place.case == Case::Caps);
    let role = place.region == Region::Unknown && place.text[place.name.len()..].split_whitespace().any(label);
    // `Bad Tölz`, `BRASÍLIA e SÃO PAULO`: a word that opens names of places is none there.
    let opens = |at: usize, word: &str| is(Concept::First, word) && at + 1 < words(place.name);
    let mut named = place.name.split_whitespace().enumerate();
    is(Concept::Label, place.name)
        || named.any(|(at, word)| label(word) && !opens(at, word))
        || role
        || is_kicker(place.name)
}

/// Whether a name is made of words of kickers: `ROAD CLOSURE`, but not `ROAD TOWN`.
fn is_kicker(name: &str) -> bool {
    let kicker = |word: &str| is(Concept::Kicker, word) || is(Concept::Connector, word);
    is(Concept::Kicker, name) || name.split_whitespace().all(kicker)
}

/// Whether words in capitals say where a reporter is, small ones among them: `ON THE FRONT LINE IN EASTERN TUNDALAY (AP)`.
pub(super) fn is_whereabouts(place: &Place<'_>) -> bool {
    const FIRST: [&str; 11] = ["ABOARD", "ALONG", "AT", "EN", "IN", "INSIDE", "NEAR", "OFF", "ON", "OUTSIDE", "OVER"];
    /// Words at least: "ON THIS DAY" heads a column.
    const FEWEST: usize = 4;
    let first = place.name.split_whitespace().next().unwrap_or_default();
    place.case == Case::Caps && FIRST.contains(&first) && words(place.name) >= FEWEST
}

/// Whether a name in mixed case begins as bylines do: `By Ann Writer Perth (Australia)`.
pub(super) fn is_byline(place: &Place<'_>) -> bool {
    let mut words = place.name.split_whitespace();
    let by = words.next().is_some_and(|first| is(Concept::Byline, first));
    by && words.next().is_some() && place.case == Case::Title
}

/// Whether a word in capitals can be a name and not initials: long enough, and with a vowel to say it by.
pub(super) fn is_name(name: &str) -> bool {
    /// Letters. Real places of three letters are on the list; the rest of that length is initials.
    const SHORTEST: usize = 4;
    let letters = || name.chars().filter(|c| letters::is_alphabetic(*c));
    let said = letters().any(|c| !c.is_ascii() || matches!(c.to_ascii_uppercase(), 'A' | 'E' | 'I' | 'O' | 'U' | 'Y'));
    letters().count() >= SHORTEST && said
}

/// Whether a name begins as names of persons do and does not end as those of places do (`VICTORIA FALLS`).
pub(super) fn is_person(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let given = words.next().is_some_and(|first| is(Concept::Given, first));
    given && words.next_back().is_some_and(|last| !is(Concept::Last, last) && !has_place_suffix(last))
}

/// Whether a name is that of a team, a university, a day that is kept: it ends as those do, or begins with a city of the list
/// and does not end as places do (`GREEN BAY PACKERS`).
pub(super) fn is_body(name: &str) -> bool {
    let Some((front, last)) = name.rsplit_once(' ') else { return false };
    let first = name.split_whitespace().next().unwrap_or(name);
    let placed = is(Concept::Last, last) || has_place_suffix(last) || is(Concept::First, first);
    is(Concept::Body, last) || is(Concept::City, front) && !placed
}

/// Whether a name begins with initials, as those of persons do and of borders between two countries: `J.K. DOE`.
pub(super) fn is_initialled(name: &str) -> bool {
    name.chars().nth(1) == Some('.')
}

/// Whether a name is that of a month or a day of the week.
pub(super) fn is_day(name: &str) -> bool {
    is(Concept::Month, name) || is(Concept::Weekday, name)
}

/// Whether a name is built as names of places are.
pub(super) fn shaped(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let (first, last) = (words.next().unwrap_or(name), words.next_back());
    match last {
        Some(last) => is(Concept::First, first) || is(Concept::Last, last) || has_place_suffix(last),
        None => has_place_suffix(first),
    }
}

pub(super) fn words(name: &str) -> usize {
    name.split_whitespace().count()
}

/// Whether a name can head an entry of a list: a pronoun between dashes can not (`He — the mayor — said …`).
pub(super) fn is_head(name: &Place<'_>) -> bool {
    !is(Concept::Function, name.name) && !is(Concept::Opener, name.name)
}

/// Whether a place in mixed case is one word and nobody's given name: what signs a comment is another word, or two.
pub(super) fn is_one_name(place: &Place<'_>) -> bool {
    words(place.text) == 1 && !is(Concept::Given, place.name)
}
