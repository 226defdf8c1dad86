//! Dates as pages print them, in many languages, to RFC 3339.
//!
//! `tokens` cuts a short text into numbers, words and marks, `forms` finds the first run of them that is a day,
//! `clock` the time and offset beside it, `months` and `calendars` know names and foreign years.

mod calendars;
mod clock;
mod forms;
mod months;
mod tokens;

use std::fmt;

use wide::u8x16;

use crate::letters;
use crate::sixteens;

use tokens::Token;

/// Years a page can be from. Below lie the defaults of content systems (1970-01-01, 0001-01-01) and the past that an
/// article is about; above, expiry dates. Trades scanned archives of older papers for none of these.
const YEARS: std::ops::RangeInclusive<i32> = 1980..=2100;

/// Characters of a text that are looked at: a byline with its date is shorter, and prose is not to be searched.
const LONGEST: usize = 240;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Reads the first date in a short text (a byline, a `datetime` attribute, a line "Published …").
///
/// The result is an RFC 3339 timestamp when the text gives a time and an offset, else a day (`2024-02-29`).
/// `language` (BCP 47) tells day-first from month-first in `03/04/2024`; where it does not, such a date is `None`.
pub fn parse(text: &str, language: Option<&str>) -> Option<String> {
    Some(find(text, language)?.moment.to_string())
}

/// A date and where in the text it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The date.
    pub(super) moment: Moment,
    /// Byte at which its words begin.
    pub(super) start: usize,
    /// Byte behind its day, month and year.
    pub(super) end: usize,
}

/// A day, and the time on it when its offset from UTC is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: jiff::civil::Date,
    pub(super) clock: Option<clock::Clock>,
}

impl Moment {
    /// A time in UTC as one of the same minute with an offset of its own has it; `None` if it is of another minute.
    pub(super) fn local_of(self, utc: Moment) -> Option<Moment> {
        let (own, other) = (self.minutes()?, utc.minutes()?);
        let local = own == other && self.offset() != Some(0) && utc.offset() == Some(0);
        local.then(|| Moment { clock: self.clock.zip(utc.clock).map(|(own, utc)| own.to_the_second_of(utc)), ..self })
    }

    /// Whether this is a day alone, the one before or behind that of a time in UTC, as clocks elsewhere have it then.
    pub(super) fn is_elsewhere_at(self, utc: Moment) -> bool {
        /// Minutes that clocks are behind UTC, and before it, at most, but for some islands.
        const BEHIND: i64 = 10 * 60;
        const BEFORE: i64 = 13 * 60;
        if self.clock.is_some() {
            return false;
        }
        let Some(at) = utc.minutes().filter(|_| utc.offset() == Some(0)) else { return false };
        let day = |minutes: i64| minutes.div_euclid(DAY);
        let own = self.days();
        own != day(at) && (day(at - BEHIND)..=day(at + BEFORE)).contains(&own)
    }

    fn offset(self) -> Option<i32> {
        self.clock.map(clock::Clock::offset)
    }

    /// Days since 1970.
    fn days(self) -> i64 {
        i64::from((self.day - jiff::civil::date(1970, 1, 1)).get_days())
    }

    /// Minutes since 1970, UTC.
    fn minutes(self) -> Option<i64> {
        Some(self.days() * DAY + i64::from(self.clock?.utc_minutes()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        self.clock.map_or(Ok(()), |clock| write!(f, "T{clock}"))
    }
}

/// Whether a text has as many digits as the shortest date, `3.3.24` or `令和6年3月3日`.
pub(super) fn may_hold(text: &str) -> bool {
    /// Digits of these dates.
    const FEWEST: u32 = 4;
    const FEWEST_OF_ERA: usize = 3;
    let (mut plain, mut beyond_ascii) = (0, 0);
    for at in (0..text.len()).step_by(16) {
        let sixteen = u8x16::new(sixteens::up_to_sixteen(text.as_bytes(), at));
        let digits = sixteens::up_to(b'9' - b'0', sixteen - sixteens::all(b'0')).to_bitmask();
        if digits != 0 {
            plain += digits.count_ones();
        }
        beyond_ascii |= sixteen.to_bitmask();
    }
    plain >= FEWEST
        || beyond_ascii != 0
            && text.chars().filter(|c| letters::is_numeric(*c)).take(FEWEST_OF_ERA).count() == FEWEST_OF_ERA
}

/// [`parse`], with the place in the text.
pub(super) fn find(text: &str, language: Option<&str>) -> Option<Found> {
    first(text, language, 1).pop()
}

/// All dates of a short text, in order.
pub(super) fn find_all(text: &str, language: Option<&str>) -> Vec<Found> {
    /// Dates of a date line, at most: of publication, of change, and of both once more in another calendar.
    const MOST: usize = 4;
    first(text, language, MOST)
}

/// The first dates in a text, at most so many.
fn first(text: &str, language: Option<&str>, most: usize) -> Vec<Found> {
    let text = letters::first(text, LONGEST);
    if !may_hold(text) {
        return Vec::new();
    }
    let tokens = tokens::cut(text);
    if let Some(found) = instant(&tokens) {
        return vec![found];
    }
    let language = language.map(primary);
    let mut found = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while at < tokens.len() && found.len() < most {
        // What belongs to one date is not looked at for the next.
        match forms::date_at(&tokens[begin..], at - begin, language.as_ref()) {
            Some((date, behind)) => {
                found.push(date);
                begin += behind;
                at = begin;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a short text has a date.
pub(crate) fn holds(text: &str, language: Option<&str>) -> bool {
    find(text, language).is_some()
}

/// Whether a line is a date and no more than belongs to one: a time and its zone, a day of the week, a word such as
/// "Published".
pub(crate) fn is_line(text: &str, language: Option<&str>) -> bool {
    /// Letters beside a date, which those of "Wednesday" are; an ideograph is as good as a few.
    const MOST_BESIDE: usize = 9;
    const IDEOGRAPH: usize = 4;
    let Some(found) = find(text, language) else { return false };
    let outside = || text[..found.start].chars().chain(text[found.end..].chars());
    let weight = |c: char| if c < '\u{2e80}' { 1 } else { IDEOGRAPH };
    let letters = outside().filter(|&c| letters::is_alphabetic(c)).map(weight).sum::<usize>();
    let names_something = outside().zip(outside().skip(1)).any(|(c, next)| letters::is_alphabetic(c) && next == ':');
    letters <= MOST_BESIDE && !names_something
}

/// Whether a word names a month in some language.
pub(super) fn is_month(word: &str) -> bool {
    months::named(&word.to_lowercase(), None).is_some()
}

/// Whether pages in this language, and in its country if the tag names one, are known to write the day first or second.
pub(super) fn tells_order(language: &str) -> bool {
    forms::order(&primary(language)).is_some()
}

/// Whether the first number of the first date in three numbers must be the day, or the month; `None` where nothing
/// tells.
pub(super) fn day_first(text: &str) -> Option<bool> {
    let tokens = tokens::cut(letters::first(text, LONGEST));
    (0..tokens.len()).find_map(|at| forms::proves_day_first(&tokens, at))
}

/// The language and the region of a tag, as far as dates care.
struct Place {
    language: String,
    region: String,
}

fn primary(tag: &str) -> Place {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let region = parts.find(|part| part.len() == 2).unwrap_or_default().to_ascii_uppercase();
    Place { language, region }
}

/// A text that is one number: seconds or milliseconds since 1970, `20240303` or `20240303101500`.
fn instant(tokens: &[Token]) -> Option<Found> {
    let [Token { start, end, .. }] = tokens else { return None };
    let number = tokens[0].number()?;
    let moment = match tokens[0].digits() {
        8 => compact(number)?,
        10 => since_1970(number)?,
        13 => since_1970(number / 1_000)?,
        14 => compact(number / 1_000_000)?,
        _ => return None,
    };
    Some(Found { moment, start: *start, end: *end })
}

/// `20240303`.
fn compact(number: u64) -> Option<Moment> {
    day((number / 10_000) as i32, (number / 100 % 100) as u32, (number % 100) as u32).map(Moment::from)
}

fn since_1970(seconds: u64) -> Option<Moment> {
    const SECONDS: u64 = 86_400;
    let date =
        jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days((seconds / SECONDS) as i64).ok()?).ok()?;
    YEARS.contains(&i32::from(date.year())).then_some(())?;
    Some(Moment { day: date, clock: Some(clock::Clock::utc((seconds % SECONDS) as u32)) })
}

/// The day, if the calendar has it and a page can be from it.
fn day(year: i32, month: u32, day: u32) -> Option<jiff::civil::Date> {
    YEARS.contains(&year).then_some(())?;
    jiff::civil::Date::new(year as i16, month.try_into().ok()?, day.try_into().ok()?).ok()
}

impl From<jiff::civil::Date> for Moment {
    fn from(day: jiff::civil::Date) -> Self {
        Moment { day, clock: None }
    }
}

#[cfg(test)]
mod tests;
