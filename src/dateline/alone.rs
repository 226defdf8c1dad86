//! A place and a separator, nothing else: the commonest form of a dateline, and the one most things look like.

use super::grammar::Reading;
use super::judge::{Context, made, marked, set_off, stops, trusted};
use super::name::{is_body, is_day, is_initialled, is_name, is_person, shaped, words};
use super::place::{Place, Region};
use super::prose::{curt, dated_heading, opener, opens, recurs, running, sentence_like, titled};
use super::scan::{Case, Cursor};
use super::separator::{Separator, separator};
use super::vocabulary::{Concept, is};

/// `PLACE -`: the commonest form, and the one most things look like.
pub(super) fn alone(reading: &Reading<'_>, place: &Place<'_>, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let trusted = trusted(place, context);
    let colon = reading.separator == Separator::Colon;
    if !opens(rest) || signs(rest) || goes_on(rest) || dated_heading(rest) && !trusted || colon && titled(rest) {
        return false;
    }
    match place.case {
        Case::Caps => alone_in_capitals(reading, place, trusted, context),
        Case::Title => alone_in_mixed_case(reading, place, trusted, context),
        Case::Uncased | Case::Lower => {
            trusted
                && sentence_like(rest)
                && !matches!(reading.separator, Separator::Missing | Separator::Comma | Separator::Slash)
        }
    }
}

/// Whether a text begins with an agency and a separator: a reading that ends before them would leave them in the body.
fn signs(rest: &str) -> bool {
    let agency = super::agency::bare(Cursor::new(rest, 0)).map(|(_, end)| separator(end).0);
    agency.is_some_and(|separator| made(separator) || stops(separator))
}

/// Whether a text begins with another city and a mark behind it: both are stations of a line (`Hong Kong – Zhuhai – Macau:`).
fn goes_on(rest: &str) -> bool {
    let next = super::place::place(Cursor::new(rest, 0));
    next.is_some_and(|(_, end)| {
        let (mark, behind) = separator(end);
        made(mark) && super::place::place(behind).is_some_and(|(place, _)| is(Concept::City, place.name))
    })
}

fn alone_in_capitals(reading: &Reading<'_>, place: &Place<'_>, trusted: bool, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let named = is_name(place.name)
        && !is_initialled(place.name)
        && !is_person(place.name)
        && !is_body(place.name)
        && !is_day(place.name);
    let plain = place.region != Region::Unknown && named;
    match reading.separator {
        Separator::Dash | Separator::Damaged => (trusted || named) && running(rest),
        Separator::Hyphen => (trusted || named) && sentence_like(rest),
        Separator::Bar => (trusted || set_off(reading, context)) && sentence_like(rest),
        Separator::Tight => trusted && sentence_like(rest),
        Separator::Colon => sentence_like(rest) && (trusted || plain && recurs(place.name, rest)),
        Separator::Stop => sentence_like(rest) && (trusted || plain && shaped(place.name) && recurs(place.name, rest)),
        Separator::Missing => trusted && sentence_like(rest) && opener(rest),
        Separator::Comma | Separator::Slash => false,
    }
}

fn alone_in_mixed_case(reading: &Reading<'_>, place: &Place<'_>, trusted: bool, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let borne_out = || trusted || (shaped(place.name) && recurs(place.name, rest)) || set_off(reading, context);
    let plain = place.region == Region::None;
    let trusted = trusted && (!is(Concept::Common, place.name) || marked(place, context));
    match reading.separator {
        Separator::Dash | Separator::Damaged => borne_out() && sentence_like(rest),
        Separator::Hyphen | Separator::Bar => (trusted || set_off(reading, context)) && sentence_like(rest),
        Separator::Stop => plain && deck_place(place, trusted, context) && sentence_like(rest) && !curt(rest),
        // Papers of India, the Gulf, the Malay lands and Greece part it so; `Berlin: a short history` heads no sentence.
        Separator::Colon => {
            let custom = matches!(context.language, "en" | "id" | "ms" | "el");
            (marked(place, context) || trusted && plain && custom) && sentence_like(rest)
        }
        _ => false,
    }
}

/// German papers set the place in mixed case before a full stop; so does anybody who ends a short sentence with one, and
/// papers in some languages never do (`London. It rains.`).
fn deck_place(place: &Place<'_>, trusted: bool, context: &Context<'_>) -> bool {
    let never = matches!(context.language, "en" | "fr" | "ru") && !marked(place, context);
    trusted && !never || (context.language == "de" && shaped(place.name) && words(place.name) <= 2)
}
