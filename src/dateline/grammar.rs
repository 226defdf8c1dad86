//! Composes the parts: place, date and agency in any order, each once, each with something behind it.
//! Every prefix that could be a whole dateline is a reading; which of them is one, [`super::judge`] says.

use crate::letters;

use super::agency::{self, Agency};
use super::date::{self, Date};
use super::place::{self, Place, Region};
use super::scan::{Case, Cursor, case, digit};
use super::separator::{Separator, separator};
use super::vocabulary::{Concept, is};

/// One way to read the beginning of a text as a dateline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) place: Option<Place<'a>>,
    pub(super) date: Option<(Date, &'a str)>,
    pub(super) agency: Option<Agency<'a>>,
    /// How many parts it has.
    pub(super) parts: usize,
    /// What parts the place from the date or the agency behind it.
    pub(super) between: Separator,
    /// Whether the last part is the agency.
    pub(super) signed: bool,
    /// Whether one pair of brackets holds all of it, and whether those are square.
    pub(super) enclosed: bool,
    pub(super) square: bool,
    /// Where the last part ends.
    pub(super) end: usize,
    pub(super) separator: Separator,
    /// Where the text begins.
    pub(super) body: usize,
}

impl Reading<'_> {
    const NOTHING: Reading<'static> = Reading {
        place: None,
        date: None,
        agency: None,
        parts: 0,
        between: Separator::Missing,
        signed: false,
        enclosed: false,
        square: false,
        end: 0,
        separator: Separator::Missing,
        body: 0,
    };
}

impl<'a> Reading<'a> {
    /// A reading of text that is known to be a place.
    pub(super) fn of_place(start: Cursor<'a>, end: Cursor<'a>) -> Option<Self> {
        let (text, (separator, body)) = (start.until(end), separator(end));
        let place = Place { text, name: text, case: Case::Title, region: Region::None, stopped: false, several: false };
        let reading =
            Reading { place: Some(place), parts: 1, end: end.at(), separator, body: body.at(), ..Reading::NOTHING };
        (!text.is_empty()).then_some(reading)
    }
}

/// Place, date, agency, and the agency again where the carrier and the source both sign
/// (`Canadian Press - GENEVA (AP) -`).
const MOST_PARTS: usize = 4;

/// All readings that begin here, the shortest first. At most [`MOST_PARTS`], so the whole takes bounded time.
pub(super) fn readings(start: Cursor<'_>) -> impl DoubleEndedIterator<Item = Reading<'_>> + Clone {
    let mut all = [None; MOST_PARTS];
    let (mut reading, mut at) = (Reading::NOTHING, start);
    for slot in &mut all {
        let Some((longer, end)) = part(at, reading) else { break };
        let (separator, body) = separator(end);
        let (end, separator, body) = behind_reporter(&longer, separator, body).unwrap_or((end, separator, body));
        reading = Reading { end: end.at(), separator, body: body.at(), parts: reading.parts + 1, ..longer };
        *slot = Some(reading);
        if separator == Separator::Colon && !quotes_agency(body) && !closes(body) {
            break;
        }
        at = between_slashes(end).filter(|_| separator == Separator::Slash).unwrap_or(body);
    }
    all.into_iter().flatten()
}

/// Whether an agency in angle quotes stands here, as the pan-Arab papers sign behind a colon: `الرياض: «الشرق الأوسط»`.
fn quotes_agency(at: Cursor<'_>) -> bool {
    at.peek() == Some('«') && agency::bracketed(at).is_some_and(|(said, _)| agency::is_known(said))
}

/// Whether an agency behind a colon ends the text, on a line of its own: `الخرطوم: سونا`.
fn closes(at: Cursor<'_>) -> bool {
    agency::bare(at).is_some_and(|(_, end)| end.spaces().rest().is_empty())
}

/// Where the slash is that opens what an agency signs between two whose name does not count by itself: `BAGHDAD / INA /`.
fn between_slashes(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let slash = end.blanks();
    let bare = || slash.eat("/").and_then(|name| agency::bare(name.blanks()));
    agency::bracketed(slash).filter(|(said, _)| agency::is_known(said) && bare().is_none()).map(|_| slash)
}

/// Behind the reporter whom an agency names in the slug: `МОСКВА, 3 мар - РИА Новости, Анна Ким. Совет …`, and in capitals
/// `İSTANBUL (AA) - AYŞE YILMAZ - Belediye …`.
fn behind_reporter<'a>(
    reading: &Reading<'_>,
    separator: Separator,
    body: Cursor<'a>,
) -> Option<(Cursor<'a>, Separator, Cursor<'a>)> {
    /// Words of a name.
    const NAME: std::ops::RangeInclusive<usize> = 2..=3;
    let agency = reading.agency.filter(|agency| agency.known && reading.signed && reading.place.is_some())?;
    let set = match separator {
        Separator::Comma if !agency.bracketed => Case::Title,
        Separator::Hyphen | Separator::Dash if agency.bracketed => Case::Caps,
        _ => return None,
    };
    // `Анна КИМ`
    let fits = |word: &str| case(word) == set || set == Case::Title && case(word) == Case::Caps;
    let (mut end, mut words) = (body, 0);
    while let Some((_, next)) = end.blanks().word().filter(|(word, _)| fits(word)) {
        (end, words) = (next, words + 1);
    }
    let (mark, text) = self::separator(end);
    let ends = match set {
        Case::Title => mark == Separator::Stop,
        _ => matches!(mark, Separator::Hyphen | Separator::Dash) && end.blanks().at() > end.at(),
    };
    (NAME.contains(&words) && ends).then_some((end, mark, text))
}

/// The reading with the part that stands here.
fn part<'a>(at: Cursor<'a>, so_far: Reading<'a>) -> Option<(Reading<'a>, Cursor<'a>)> {
    let first = at.peek()?;
    if matches!(first, '(' | '[' | '/' | '（' | '［') {
        return in_brackets(at, so_far).or_else(|| behind_slash(at, so_far));
    }
    if first == '«' {
        // Anybody may be quoted there.
        let agency = |so_far: &Reading<'_>| so_far.agency.is_some_and(|agency| agency.known);
        return in_brackets(at, so_far).filter(|(reading, _)| so_far.agency.is_none() && agency(reading));
    }
    let unsigned = Reading { signed: false, ..so_far };
    if so_far.date.is_none()
        && let Some((date, end)) = day(at, &so_far)
    {
        let between = so_far.place.map_or(Separator::Missing, |_| so_far.separator);
        return Some((Reading { date: Some((date, at.until(end))), between, ..unsigned }, end));
    }
    if so_far.agency.is_none()
        && let Some((agency, end)) = name(at, &so_far)
    {
        let between = if so_far.date.is_none() { so_far.separator } else { so_far.between };
        return Some((Reading { agency: Some(agency), signed: true, between, ..so_far }, end));
    }
    if so_far.place.is_some() || digit(first).is_some() {
        return None;
    }
    let listed = || place::listed_city(at).filter(|_| so_far.agency.is_some() && so_far.separator == Separator::Comma);
    let (place, end) = place::place(at)?;
    let sure = is(Concept::City, place.name) || place.region == Region::Known;
    let (place, end) = if sure { (place, end) } else { listed().unwrap_or((place, end)) };
    Some((Reading { place: Some(place), ..unsigned }, end))
}

/// The day that stands here.
fn day<'a>(at: Cursor<'a>, so_far: &Reading<'_>) -> Option<(Date, Cursor<'a>)> {
    let placed = so_far.place.is_some();
    let dated =
        || Some(at).filter(|at| digit_ahead(*at)).and_then(|at| date::date(at).or_else(|| lone_day(at, so_far)));
    let weekday = || Some(at).filter(|_| placed && so_far.separator == Separator::Comma).and_then(date::weekday);
    dated().or_else(weekday)
}

/// The agency that signs here without brackets: one of the list, or what stands where one does.
fn name<'a>(at: Cursor<'a>, so_far: &Reading<'_>) -> Option<(Agency<'a>, Cursor<'a>)> {
    if let Some(listed) = agency::bare(at).or_else(|| agency::quoted(at)) {
        return Some(listed);
    }
    let place = so_far.place?;
    let small = || agency::small(at).filter(|_| place.case == Case::Caps);
    let known = || Some(at).filter(|_| is(Concept::City, place.name)).and_then(agency::behind_place);
    let unlisted = || agency::unlisted(at, so_far.separator).filter(|_| so_far.date.is_some() && so_far.parts == 2);
    small().or_else(known).or_else(unlisted)
}

/// An agency that a slash joins to a city of the list: `Leipzig/dpa.`, `بغداد/المدى`.
fn behind_slash<'a>(at: Cursor<'a>, so_far: Reading<'a>) -> Option<(Reading<'a>, Cursor<'a>)> {
    let name = at.eat("/").filter(|_| so_far.parts == 1)?;
    so_far.place.filter(|place| is(Concept::City, place.name))?;
    let (agency, end) = agency::bare(name).or_else(|| agency::small(name)).or_else(|| agency::behind_place(name))?;
    Some((Reading { agency: Some(agency), signed: true, ..so_far }, end))
}

/// Whether a digit is near enough to be a date's: a glance that saves reading most words as months.
fn digit_ahead(at: Cursor<'_>) -> bool {
    /// Bytes from the beginning of a date to its first digit: a long weekday, a month in two bytes a letter.
    const NEAR: usize = 48;
    /// The lead byte of digits beyond ASCII: Arabic, Devanagari, Bengali, full width.
    const WIDE: u8 = 0xd9;
    at.rest().bytes().take(NEAR).any(|byte| byte.is_ascii_digit() || byte >= WIDE)
}

fn lone_day<'a>(at: Cursor<'a>, so_far: &Reading<'_>) -> Option<(Date, Cursor<'a>)> {
    so_far.place.and_then(|_| date::lone_day(at))
}

/// Brackets hold a date, a signature, or all of a dateline. A second signature is part of the dateline, but the first
/// one names the agency.
fn in_brackets<'a>(at: Cursor<'a>, so_far: Reading<'a>) -> Option<(Reading<'a>, Cursor<'a>)> {
    let (content, end) = agency::bracketed(at)?;
    if let (Some(date), None) = (date::whole(content), so_far.date) {
        return Some((Reading { date: Some((date, content)), signed: false, ..so_far }, end));
    }
    if let Some(reading) = enclosed(content).filter(|_| so_far.parts == 0) {
        return Some((Reading { square: end.previous() == Some(']'), ..reading }, end));
    }
    let sent = so_far.agency.is_some_and(|agency| agency.known) && is(Concept::City, content);
    let caps = |place: &Place<'_>| place.case == Case::Caps && so_far.date.is_some();
    if let Some(place) = placed(content).filter(|place| so_far.parts == 1 && (sent || caps(place))) {
        return Some((Reading { place: Some(place), signed: false, ..so_far }, end));
    }
    if let Some((agency, date)) = dated(content).filter(|_| so_far.agency.is_none() && so_far.date.is_none()) {
        return Some((Reading { agency: Some(agency), date: Some(date), signed: true, ..so_far }, end));
    }
    let agency = agency::signature(content)?;
    let first = so_far.agency.filter(|_| so_far.place.is_some()).or(Some(agency));
    (so_far.agency.is_none() || so_far.place.is_some() && agency.known)
        .then_some((Reading { agency: first, signed: true, ..so_far }, end))
}

/// A known agency and the day beside it in one pair of brackets: `Newsfile Corp. - June 4, 2024`, `TTXVN 3/3`,
/// `March 5, 2026 / JNS`.
fn dated(content: &str) -> Option<(Agency<'_>, (Date, &str))> {
    if let Some((day, name)) = content.rsplit_once([' ', '/']).filter(|(_, name)| agency::is_known(name)) {
        let day = day.trim_end_matches(['/', '-', '–', '—', '|', ' ']);
        if let Some(date) = date::whole(day) {
            return Some((Agency { text: name, known: true, bracketed: true }, (date, day)));
        }
    }
    let mut gaps = content.match_indices(' ');
    gaps.find_map(|(at, _)| {
        let name = content[..at].trim_end_matches(['-', '–', '—', ',', '/', ' ']);
        let day = Cursor::new(content, at + 1).skip(|c| matches!(c, '-' | '–' | '—' | ' '));
        let (date, end) = date::date(day).or_else(|| date::day_and_month(day))?;
        let whole = end.rest().is_empty() && agency::is_known(name);
        whole.then_some((Agency { text: name, known: true, bracketed: true }, (date, day.rest())))
    })
}

/// The city of the list that fills a pair of brackets, in capitals behind a day (`March 4, 2024 (KHARTOUM) –`), or behind
/// an agency (`واس (الرياض)`).
fn placed(content: &str) -> Option<Place<'_>> {
    let (place, end) = place::place(Cursor::new(content, 0))?;
    let whole = end.rest().is_empty() && is(Concept::City, place.name);
    Some(place).filter(|_| whole && !agency::is_known(content))
}

/// The reading that fills a pair of brackets, if its place is sure to be one: an agency may have a place's form there.
fn enclosed(content: &str) -> Option<Reading<'_>> {
    let joined = content.rsplit_once('-').is_some_and(|(city, _)| is(Concept::City, city));
    if agency::is_known(content) && !joined || !content.starts_with(letters::is_alphanumeric) {
        return None;
    }
    let sure = |place: Place<'_>| is(Concept::City, place.name) || place.region == Region::Known;
    let whole = |reading: &Reading<'_>| {
        reading.body == content.len() && reading.place.is_some_and(|place| sure(place) || reading.date.is_some())
    };
    readings(Cursor::new(content, 0)).find(whole).map(|reading| Reading { enclosed: true, ..reading })
}
