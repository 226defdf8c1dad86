//! Is a reading a dateline? Each combination of parts has to be borne out by as much as it lacks: a signature on the
//! list needs little else, a lone place wants capitals and a dash, a place in mixed case wants to be known.

use crate::letters;

use super::agency;
use super::alone::alone;
use super::date::Date;
use super::grammar::Reading;
use super::name::{is_byline, is_label, is_name, is_one_name, is_person, is_whereabouts, words};
use super::place::{Place, Region};
use super::prose::{Opening, dated_heading, first_word, opener, opening, opens, sentence_like, shouting, titled};
use super::scan::{Case, Cursor, case};
use super::separator::Separator;
use super::vocabulary::{Concept, is};

/// What surrounds a reading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The paragraph it stands in.
    pub(super) paragraph: &'a str,
    /// Language of the text, the first subtag.
    pub(super) language: &'a str,
    /// What the markup calls a place or a dateline.
    pub(super) places: &'a [String],
    /// Where text set off by the markup ends.
    pub(super) lead: usize,
    /// Where agencies may be named.
    pub(super) credits: &'a [&'a str],
}

/// Whether a reading is a dateline.
pub(super) fn convincing(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let firm = reading.place.is_some() && (reading.date.is_some() || reading.agency.is_some_and(|agency| agency.known));
    if bracketed_alone(reading, rest, context) {
        return true;
    }
    let open = reading.enclosed && !made(reading.separator) && !closed(reading, context);
    if rest.is_empty() || open || hopeless(reading) || (!firm && shouting(rest)) {
        return false;
    }
    match (reading.place, reading.date, reading.agency) {
        (Some(place), ..) => placed(reading, &place, context),
        (None, None, Some(_)) => signed_alone(reading, rest),
        (None, Some((date, _)), Some(agency)) => {
            agency.known && (agency.bracketed || long(reading.separator) || is_dispatch(reading, date, rest))
        }
        (None, Some((date, text)), None) => dated_alone(reading, (date, text), rest),
        (None, None, None) => false,
    }
}

/// `ТАСС, 5 марта. Совет …`: an agency that sends from no place.
fn is_dispatch(reading: &Reading<'_>, date: Date, rest: &str) -> bool {
    let by_name = matches!(date, Date::Named | Date::Dated);
    by_name && !reading.signed && stops(reading.separator) && opens(rest) && sentence_like(rest)
}

/// Whether brackets around a whole dateline have a stop or a colon behind them and hold enough to be one: `[Baku-APA].`,
/// `(ភ្នំពេញ)៖`.
fn closed(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let signed = reading.agency.is_some_and(|agency| agency.known);
    let uncased = reading.place.is_some_and(|place| place.case == Case::Uncased && trusted(&place, context));
    stops(reading.separator) && (signed || uncased)
}

/// `(Québec) Le gouvernement …`, as a paper of Montréal sets a place; `[NAIROBI] A new …`, in square brackets and capitals.
fn bracketed_alone(reading: &Reading<'_>, rest: &str, context: &Context<'_>) -> bool {
    let city = reading.place.is_some_and(|place| trusted(&place, context));
    let caps = reading.place.is_some_and(|place| place.case == Case::Caps && place.name.len() > 3);
    (context.language == "fr" || reading.square && caps)
        && reading.enclosed
        && city
        && reading.date.is_none()
        && reading.agency.is_none()
        && opens(rest)
        && sentence_like(rest)
}

/// Whether a reading that fills its paragraph is a dateline on a line of its own. The context is the next paragraph's.
pub(super) fn on_its_own_line(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let Some(place) = reading.place.filter(|_| !reading.enclosed) else { return false };
    let next = context.paragraph;
    let caps = place.case == Case::Caps;
    let trusted = trusted(&place, context);
    let sure = trusted || place.region == Region::Known;
    if !trusted && (is_byline(&place) || is_label(&place) && !sure) {
        return false;
    }
    match (reading.agency, reading.date) {
        (Some(agency), date) => {
            let signed = date.is_some() || agency.bracketed;
            // Two words before an agency may be the photographer's name.
            let short = place.case == Case::Uncased && (date.is_some() || words(place.name) == 1);
            agency.known && (sure || signed && (caps || short))
        }
        (None, Some((Date::Numeric, _))) => sure || (caps && is_name(place.name)),
        (None, Some((Date::Named | Date::Dated, _))) => sure && opens(next),
        (None, Some((Date::Weekday, _))) => trusted && place.case != Case::Title && opens(next) && sentence_like(next),
        (None, Some(_)) => false,
        (None, None) => opens(next) && sentence_like(next) && (marked(&place, context) || (caps && sure)),
    }
}

/// Whether a reading is a dateline wherever a paragraph begins with it: signed by a known agency, its place sure.
pub(super) fn firm(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let (Some(place), Some(agency)) = (reading.place, reading.agency) else { return false };
    let sure = place.case == Case::Caps || place.region == Region::Known || trusted(&place, context);
    let signed = agency.known && (agency.bracketed || reading.date.is_some());
    sure && signed && made(reading.separator) && convincing(reading, context)
}

/// Whether a list or the page knows a place.
pub(super) fn listed(place: &Place<'_>, context: &Context<'_>) -> bool {
    place.region == Region::Known || trusted(place, context)
}

/// Whether a reading inside a paragraph, behind something glued before it, is a dateline. There prose runs on both sides,
/// so only the fullest forms count, or those behind the end of a sentence or byline.
pub(super) fn unmistakable(reading: &Reading<'_>, context: &Context<'_>, before: Before) -> bool {
    let Some(place) = reading.place else {
        let signed = reading.agency.is_some_and(|agency| agency.known && agency.bracketed) && reading.date.is_none();
        return signed && before != Before::Text && made(reading.separator) && convincing(reading, context);
    };
    let caps = place.case == Case::Caps;
    let trusted = trusted(&place, context);
    let sure = trusted || place.region == Region::Known;
    let signed = reading.agency.is_some_and(|agency| agency.known && agency.bracketed);
    let enough = match before {
        _ if signed => caps || sure,
        _ if !caps => false,
        Before::Byline => trusted || words(place.name) <= 2,
        Before::Name => trusted,
        Before::Sentence => sure || reading.agency.is_some() || reading.date.is_some(),
        Before::Text => sure && reading.parts > 1,
    };
    enough && made(reading.separator) && convincing(reading, context)
}

/// What a dateline inside a paragraph is glued to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The end of a sentence or line.
    Sentence,
    /// A byline, with something behind the name.
    Byline,
    /// A byline so far all in capitals: the next capitals may still be the name.
    Name,
    /// Anything else.
    Text,
}

/// Whether what the markup calls the place is one here: a separator behind it, or the end of its element, and a sentence.
pub(super) fn declared(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let ended = reading.separator == Separator::Missing && set_off(reading, context);
    (made(reading.separator) || stops(reading.separator) || ended) && opens(rest) && sentence_like(rest)
}

pub(super) fn made(separator: Separator) -> bool {
    matches!(separator, Separator::Dash | Separator::Hyphen | Separator::Damaged | Separator::Bar)
}

/// What most prose reads as: words set as a name, and nothing behind them.
fn hopeless(reading: &Reading<'_>) -> bool {
    let mixed = reading.place.is_some_and(|place| place.case == Case::Title) && reading.parts == 1;
    mixed && matches!(reading.separator, Separator::Missing | Separator::Comma)
}

fn placed(reading: &Reading<'_>, place: &Place<'_>, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let trusted = trusted(place, context);
    let known_agency = reading.agency.is_some_and(|agency| agency.known || credited(agency.text, context));
    let bracketed = known_agency && reading.agency.is_some_and(|agency| agency.bracketed);
    let label = is_label(place) && place.region != Region::Known && !(bracketed && is_whereabouts(place));
    if !trusted && (is_byline(place) || label) {
        return is_desk(reading) && signed(reading, place, trusted, rest);
    }
    match (reading.agency, reading.date) {
        (Some(_), _) if bracketed => signed(reading, place, trusted, rest),
        (Some(_), _) if known_agency => carried(reading, place, trusted, context),
        (Some(agency), _) if abbreviates(agency.text, place.name) && !call_sign(agency.text) => false,
        (Some(_), _) => signed_by_form(reading, place, context) && opens(rest),
        (None, Some((date, _))) => dated(reading, place, (date, trusted), rest),
        (None, None) if place.region == Region::Known => {
            regional(reading, place, context) || alone(reading, place, context)
        }
        (None, None) => alone(reading, place, context),
    }
}

/// `PLACE (AP) -`: whatever separates, but a place in mixed case needs more than a signature, which captions have too.
fn signed(reading: &Reading<'_>, place: &Place<'_>, trusted: bool, rest: &str) -> bool {
    let sure = trusted || place.case == Case::Caps || place.region == Region::Known || reading.date.is_some();
    match reading.separator {
        Separator::Comma | Separator::Slash => false,
        // `LONDON (AP) is its third office`.
        // `Seattle, WA (PRWEB) March 5, 2015 The …`: behind a year text begins.
        Separator::Missing => {
            let dated = reading.date.is_some_and(|(date, _)| date == Date::Dated);
            sure && (reading.signed || dated && sentence_like(rest)) && opens(rest)
        }
        Separator::Stop | Separator::Colon | Separator::Bar => sure,
        _ => true,
    }
}

/// `PLACE, Agency -` and `Agency - PLACE -`: nothing holds the name but the list, so a separator has to.
fn carried(reading: &Reading<'_>, place: &Place<'_>, trusted: bool, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let sure = trusted || place.case != Case::Title || place.region == Region::Known || reading.date.is_some();
    let own_line = reading.separator == Separator::Missing && reading.date.is_some() && place.case == Case::Uncased;
    let ended = match reading.separator {
        Separator::Stop | Separator::Colon => reading.parts > 2 || (trusted && opens(rest)),
        Separator::Missing => {
            let begins = place.case == Case::Caps && in_capitals(reading) && begins(reading, trusted, rest);
            let joined = trusted && opens(rest) && (is_joined(reading, place) || is_published(reading, context));
            own_line || begins || joined && sentence_like(rest)
        }
        separator => long(separator),
    };
    sure && ended
}

/// Whether a hyphen or slash joins the agency to a place in a script without capitals: `دمشق-سانا قال`, `تهران/ ایسنا`.
fn is_joined(reading: &Reading<'_>, place: &Place<'_>) -> bool {
    place.case == Case::Uncased && reading.signed && matches!(reading.between, Separator::Tight | Separator::Slash)
}

/// Whether a site's address or name, a comma and the city open a text, as sites of Indonesia do, with nothing behind them:
/// `Suara.example, Jakarta Pemerintah …`.
fn is_published(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let malay = matches!(context.language, "id" | "ms");
    malay && reading.parts == 2 && !reading.signed && reading.date.is_none()
}

/// Whether text begins behind an agency that nothing parts from it: `ASTANA. KAZINFORM The …`, and after a year any text
/// (`МОСКВА, 3 марта 2024 — REGNUM В Москве …`).
fn begins(reading: &Reading<'_>, trusted: bool, rest: &str) -> bool {
    let dated = reading.date.is_some_and(|(date, _)| date == Date::Dated);
    trusted && opener(rest) || dated && opens(rest) && sentence_like(rest)
}

/// Whether the agency is set in capitals, as the place of `ASTANA. KAZINFORM The …` is.
fn in_capitals(reading: &Reading<'_>) -> bool {
    reading.agency.is_some_and(|agency| case(agency.text) == Case::Caps)
}

/// Whether what stands in brackets is short for the name before it, letter by letter (`TESLA (TSLA)`): no agency is.
fn abbreviates(short: &str, name: &str) -> bool {
    let fold = super::vocabulary::fold;
    let mut letters = name.chars().filter_map(fold);
    let same_first = letters.clone().next() == short.chars().find_map(fold);
    same_first && case(short) == Case::Caps && short.chars().filter_map(fold).all(|c| letters.any(|other| other == c))
}

/// `PLACE (Xyz) -`: an agency never heard of.
fn signed_by_form(reading: &Reading<'_>, place: &Place<'_>, context: &Context<'_>) -> bool {
    let trusted = trusted(place, context);
    // A script without capitals cannot set a place in them: there a short name in front of the brackets has to do.
    let uncased = place.case == Case::Uncased && words(place.name) <= 3;
    let sure =
        place.case == Case::Caps || place.region == Region::Known || reading.date.is_some() || trusted || uncased;
    let dash = made(reading.separator);
    let bracketed = reading.agency.is_some_and(|agency| agency.bracketed);
    let initials = bracketed && in_capitals(reading);
    let short = place.case != Case::Title || (if bracketed { initials && words(place.name) <= 2 } else { trusted });
    let dated = reading.date.is_some() && short;
    let stopped = dated && stops(reading.separator);
    let placed = bracketed || trusted || place.case == Case::Caps || place.region == Region::Known;
    reading.signed && sure && placed && (dash || stopped || introduces(reading, place, context))
}

/// Whether a colon behind an agency never heard of begins a text: `KINGSTON (JIS): `. A place in mixed case is set so in
/// English, and signed by initials.
fn introduces(reading: &Reading<'_>, place: &Place<'_>, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    let listed = trusted(place, context) || place.case == Case::Caps && is(Concept::Region, place.name);
    let set = place.case != Case::Title || context.language == "en" && in_capitals(reading);
    let plain = reading.separator == Separator::Colon && reading.agency.is_some_and(|agency| agency.bracketed);
    plain && listed && set && sentence_like(rest) && !titled(rest)
}

/// `PLACE, Feb 26 -`.
fn dated(reading: &Reading<'_>, place: &Place<'_>, (date, trusted): (Date, bool), rest: &str) -> bool {
    let sure = trusted || place.case == Case::Caps || place.region == Region::Known;
    let dash = long(reading.separator);
    // A dash parts the name of a report from its day.
    let parted = matches!(reading.between, Separator::Dash | Separator::Hyphen);
    if parted && !(trusted || place.region == Region::Known) {
        return false;
    }
    let likely = match date {
        Date::Day => return false,
        Date::Weekday => return reading.between == Separator::Comma && on_a_weekday(reading, place, trusted, rest),
        Date::Guessed => return sure && dash,
        // A byline has a name in mixed case and a date too, but then with its year, or a bar.
        Date::Named => words(place.name) <= 3 && reading.separator != Separator::Bar,
        Date::Dated => reading.between == Separator::Comma && is_one_name(place) && drawn(reading, rest),
        Date::Numeric => false,
    };
    (sure || likely) && dash || sure && stops(reading.separator) && opens(rest)
}

/// `PARIS, Thursday — `: only a dash shows that the day is no part of a sentence, or capitals and a stop.
fn on_a_weekday(reading: &Reading<'_>, place: &Place<'_>, trusted: bool, rest: &str) -> bool {
    let caps = place.case == Case::Caps && !is_person(place.name);
    let dash = (caps || trusted) && long(reading.separator);
    sentence_like(rest) && opens(rest) && (dash || caps && trusted && stops(reading.separator))
}

/// Whether a long dash parts a reading from a sentence: what a form or a list sets behind a date is a hyphen.
fn drawn(reading: &Reading<'_>, rest: &str) -> bool {
    reading.separator == Separator::Dash && sentence_like(rest)
}

/// `PLACE, Region -`, the region being on the list.
fn regional(reading: &Reading<'_>, place: &Place<'_>, context: &Context<'_>) -> bool {
    let rest = &context.paragraph[reading.body..];
    // `Dubai, UAE: `, as companies of the Gulf open their releases.
    let released = || context.language == "en" && is(Concept::City, place.name) && !titled(rest);
    let caps = place.case == Case::Caps;
    let short = words(place.name) <= 3;
    match reading.separator {
        Separator::Dash | Separator::Hyphen | Separator::Damaged => {
            opens(rest) && (caps || short && sentence_like(rest))
        }
        Separator::Bar => opens(rest) && (caps || short) && sentence_like(rest),
        Separator::Tight => caps && opens(rest),
        Separator::Colon => (caps || released()) && opens(rest) && sentence_like(rest),
        Separator::Stop => caps && opens(rest) && sentence_like(rest),
        Separator::Missing => caps && place.stopped && opens(rest) && !dated_heading(rest),
        Separator::Comma | Separator::Slash => false,
    }
}

/// `AP -`, `(CNN)`, `(WXYZ) --`.
fn signed_alone(reading: &Reading<'_>, rest: &str) -> bool {
    let Some(agency) = reading.agency else { return false };
    match reading.separator {
        Separator::Dash | Separator::Hyphen => {
            let begins = opens(rest) || agency.bracketed && opening(rest) == Opening::Small;
            let named = agency::is_outlet(agency.text) || agency::is_coined(agency.text);
            let outlet = agency.bracketed && named && opens(rest) && sentence_like(rest);
            let named = agency.known || call_sign(agency.text);
            named && begins && (agency.bracketed || !interrupted(rest)) || outlet
        }
        Separator::Missing | Separator::Damaged | Separator::Colon => agency.known && agency.bracketed && opens(rest),
        // `Shafaq News/ The …`
        Separator::Slash => agency.known && words(agency.text) > 1 && opens(rest) && sentence_like(rest),
        _ => false,
    }
}

/// `Feb. 23, 2015 -- `: an event calendar has dates and dashes too, so one hyphen needs the year and any form a sentence.
fn dated_alone(reading: &Reading<'_>, (date, text): (Date, &str), rest: &str) -> bool {
    let named = matches!(date, Date::Dated | Date::Named) && text.chars().next().is_some_and(letters::is_uppercase);
    let dash = match reading.separator {
        Separator::Dash => true,
        Separator::Hyphen => date == Date::Dated,
        _ => false,
    };
    named
        && dash
        && opens(rest)
        && sentence_like(rest)
        && !first_word(rest).is_some_and(|word| is(Concept::Label, word))
}

/// Whether a second dash, small letters behind it, soon ends what the first one put in: `AP for short – has been …`.
fn interrupted(rest: &str) -> bool {
    /// Bytes.
    const SOON: usize = 48;
    let near = letters::head(rest, SOON);
    let dash = [" – ", " — ", " - "].into_iter().find_map(|dash| near.split_once(dash));
    dash.is_some_and(|(_, behind)| opening(behind) == Opening::Small)
}

/// American stations have four letters, the first a K or a W, perhaps with `-TV`.
fn call_sign(name: &str) -> bool {
    let letters = name.split('-').next().unwrap_or(name);
    (3..=4).contains(&letters.len())
        && letters.starts_with(['K', 'W'])
        && letters.bytes().all(|b| b.is_ascii_uppercase())
}

/// A separator made for the purpose.
fn long(separator: Separator) -> bool {
    made(separator) || matches!(separator, Separator::Tight | Separator::Slash)
}

pub(super) fn stops(separator: Separator) -> bool {
    matches!(separator, Separator::Stop | Separator::Colon)
}

/// Whether a place needs no proof: a city of the list, or one the page names.
pub(super) fn trusted(place: &Place<'_>, context: &Context<'_>) -> bool {
    is(Concept::City, place.name) || marked(place, context)
}

/// Whether the markup calls this a place or a dateline.
pub(super) fn marked(place: &Place<'_>, context: &Context<'_>) -> bool {
    context.places.iter().any(|said| {
        let first = Cursor::new(said.trim(), 0);
        super::place::place(first).is_some_and(|(said, _)| same(said.name, place.name))
    })
}

fn same(one: &str, other: &str) -> bool {
    let fold = super::vocabulary::fold;
    one.chars().filter_map(fold).eq(other.chars().filter_map(fold))
}

/// Whether what the markup sets off is just this dateline.
pub(super) fn set_off(reading: &Reading<'_>, context: &Context<'_>) -> bool {
    context.lead >= reading.end && context.lead <= reading.body
}

/// Whether the page names an agency elsewhere.
fn credited(agency: &str, context: &Context<'_>) -> bool {
    context.credits.iter().any(|credit| credit.split(|c: char| !letters::is_alphanumeric(c)).any(|word| word == agency))
}

/// Whether a label stands where a place could, before a day and a known agency: the desk that a story was written at
/// (`Redacción Deportes, 3 mar (EFE).-`).
pub(super) fn is_desk(reading: &Reading<'_>) -> bool {
    let signed = reading.agency.is_some_and(|agency| agency.known && agency.bracketed);
    let label = reading.place.is_some_and(|place| is_label(&place) && place.region != Region::Known);
    label && signed && reading.date.is_some() && !is(Concept::City, reading.place.map_or("", |place| place.name))
}
