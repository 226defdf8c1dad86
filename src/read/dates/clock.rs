//! The time of day and its offset from UTC.

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};

use super::tokens::{Kind, Token};

/// A time whose offset is known. Fractions of a second are dropped: no reader asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Seconds since midnight, local time.
    seconds: u32,
    /// Minutes east of UTC.
    offset: i32,
}

impl Clock {
    pub(super) fn utc(seconds: u32) -> Clock {
        Clock { seconds, offset: 0 }
    }

    /// Minutes east of UTC.
    pub(super) fn offset(self) -> i32 {
        self.offset
    }

    /// The same minute to the second that another print of it gives.
    pub(super) fn to_the_second_of(self, other: Clock) -> Clock {
        Clock { seconds: self.seconds / 60 * 60 + other.seconds % 60, ..self }
    }

    /// Minutes since midnight, UTC; may be of the day before or after.
    pub(super) fn utc_minutes(self) -> i32 {
        self.seconds as i32 / 60 - self.offset
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Clock { seconds, offset } = *self;
        write!(f, "{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)?;
        match offset {
            0 => write!(f, "Z"),
            _ => write!(f, "{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, offset.abs() / 60, offset.abs() % 60),
        }
    }
}

/// A zone by its name.
struct Zone {
    /// In small letters, or in capitals if it is no zone otherwise.
    name: &'static str,
    offset: Offset,
}

static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let rows = include_str!("zones.txt").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(zone).collect()
});

fn zone(row: &'static str) -> Option<Zone> {
    let mut fields = row.split(' ');
    let (name, minutes) = (fields.next()?, fields.next()?.parse().ok()?);
    let offset = if fields.next().is_some() { Offset::American(minutes) } else { Offset::Fixed(minutes) };
    Some(Zone { name, offset })
}

/// Minutes east of UTC.
#[derive(Debug, Clone, Copy)]
enum Offset {
    Fixed(i32),
    /// In winter; an hour more in summer.
    American(i32),
}

/// A time with its zone, on a day still to be known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    seconds: u32,
    offset: Offset,
    /// The index of the token behind it.
    pub(super) end: usize,
}

impl Time {
    /// The time on this day, which tells summer from winter.
    pub(super) fn on(self, day: Date) -> Clock {
        let offset = match self.offset {
            Offset::Fixed(minutes) => minutes,
            Offset::American(minutes) => minutes + if is_american_summer(day, self.seconds) { 60 } else { 0 },
        };
        Clock { seconds: self.seconds, offset }
    }
}

/// Whether clocks in the United States are an hour ahead: by the rule of 2007, or that of 1987 before it. The hour that
/// comes twice in autumn is taken for its first time.
fn is_american_summer(day: Date, seconds: u32) -> bool {
    /// Clocks change at two in the morning, by the time until then.
    const CHANGE: u32 = 2 * 3_600;
    let sunday = |month: i8, nth: i8| {
        Date::new(day.year(), month, 1).and_then(|first| first.nth_weekday_of_month(nth, Weekday::Sunday))
    };
    let sundays = if day.year() >= 2007 { (sunday(3, 2), sunday(11, 1)) } else { (sunday(4, 1), sunday(10, -1)) };
    let (Ok(begin), Ok(end)) = sundays else { return false };
    let now = (day, seconds);
    ((begin, CHANGE)..(end, CHANGE)).contains(&now)
}

/// Largest offset there is, in minutes: +14:00.
const FARTHEST: i32 = 14 * 60;

/// Tokens between a day and its time: "T", a comma, "at", "um", "-", "a las".
const GAP: usize = 3;

/// Words between a time and its zone.
const UNITS: [&str; 5] = ["uhr", "hrs", "hr", "hours", "h"];

/// Tokens that a time with its zone takes at most: `10:15:00.123 p.m. (UTC+02:00)` and the like.
const WIDTH: usize = 14;

/// The time that stands right behind a date, in it, or right before it.
pub(super) fn beside(tokens: &[Token], start: usize, end: usize) -> Option<Time> {
    // "4 March 2024 (updated: 10:15 GMT", "4 March 2024 | Updated 10:15 GMT": behind a label begins something else.
    let is_word = |at: usize| tokens.get(at).and_then(Token::word).is_some();
    let is_label = |at: usize| {
        is_word(at) && tokens.get(at + 1).is_some_and(|next| next.is(':')) || tokens[at].is('|') && is_word(at + 1)
    };
    let mut gap = (end..tokens.len().min(end + GAP + 1)).take_while(|at| !is_label(*at));
    let behind = gap.find_map(|at| read(tokens, at));
    let before = || (start.saturating_sub(WIDTH)..end).find_map(|at| read(tokens, at));
    behind.or_else(before)
}

/// Tokens that a time takes, with a zone or without: in `Mar 3 10:15:00 UTC 2024` it parts the day from the year.
pub(super) fn width(tokens: &[Token], at: usize) -> usize {
    local(tokens, at).map_or(0, |(_, end)| offset(tokens, end).map_or(end, |(_, end)| end) - at)
}

/// A time with its zone that begins here.
fn read(tokens: &[Token], at: usize) -> Option<Time> {
    let (seconds, end) = local(tokens, at).or_else(|| with_point(tokens, at))?;
    let is_unit = tokens.get(end).and_then(Token::word).is_some_and(|word| UNITS.contains(&word));
    let (offset, end) = offset(tokens, end + usize::from(is_unit))?;
    Some(Time { seconds, offset, end })
}

/// `10.15`, `10h15`: a time only before words, of which the first is a unit or a zone, for it may be anything else.
fn with_point(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let part = |at: usize| tokens.get(at).filter(|token| (1..=2).contains(&token.digits()))?.number();
    let (hour, minute) = (part(at)? as u32, part(at + 2)? as u32);
    let point = |at: usize| tokens.get(at).is_some_and(|token| token.is('.'));
    let parted = point(at + 1) || tokens[at + 1].word() == Some("h");
    // Of three numbers with points between, none are a time.
    let apart = !at.checked_sub(1).is_some_and(point) && tokens[at + 2].digits() == 2;
    let (hour, end) = half(tokens, hour, at + 3);
    tokens.get(end)?.word().filter(|_| parted && apart)?;
    seconds(hour, minute, 0).map(|seconds| (seconds, end))
}

/// `10:15`, `10:15:30.5`, `10:15 p.m.`, `101530` after a "T".
fn local(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let part =
        |at: usize, below: u64| tokens.get(at)?.number().filter(|value| *value < below).map(|value| value as u32);
    let mark = |at: usize| tokens.get(at).is_some_and(|token| token.is(':'));
    let first = tokens.get(at)?;
    if first.digits() == 6 && tokens.get(at.checked_sub(1)?)?.word() == Some("t") {
        let value = first.number()? as u32;
        return seconds(value / 10_000, value / 100 % 100, value % 100).map(|seconds| (seconds, at + 1));
    }
    let hour = part(at, 24)?;
    if !mark(at + 1) || first.digits() > 2 {
        return None;
    }
    let minute = part(at + 2, 60)?;
    let (second, mut end) = match part(at + 4, 61) {
        Some(second) if mark(at + 3) => (second, at + 5),
        _ => (0, at + 3),
    };
    let fraction = |at: usize| tokens.get(at).is_some_and(|token| token.is('.') || token.is(','));
    if fraction(end) && second_fraction(tokens, end) {
        end += 2;
    }
    let (hour, end) = half(tokens, hour, end);
    seconds(hour, minute, second.min(59)).map(|seconds| (seconds, end))
}

/// Whether digits follow the mark at once.
fn second_fraction(tokens: &[Token], mark: usize) -> bool {
    tokens.get(mark + 1).is_some_and(|token| token.digits() > 0 && token.start == tokens[mark].end)
}

fn seconds(hour: u32, minute: u32, second: u32) -> Option<u32> {
    (hour < 24 && minute < 60 && second < 60).then_some(hour * 3_600 + minute * 60 + second)
}

/// The hour moved by "a.m." or "p.m.", and the index behind that.
fn half(tokens: &[Token], hour: u32, at: usize) -> (u32, usize) {
    let word = |at: usize| tokens.get(at).and_then(Token::word).unwrap_or_default();
    let stop = |at: usize| usize::from(tokens.get(at).is_some_and(|token| token.is('.')));
    let (letter, end) = match word(at) {
        "am" | "pm" => (word(at), at + 1 + stop(at + 1)),
        "a" | "p" if stop(at + 1) == 1 && word(at + 2) == "m" => (word(at), at + 3 + stop(at + 3)),
        _ => return (hour, at),
    };
    let hour = if letter.starts_with('p') && hour < 12 {
        hour + 12
    } else if letter.starts_with('a') && hour == 12 {
        0
    } else {
        hour
    };
    (hour, end)
}

/// An offset or the name of a zone, possibly in parentheses, and the index behind it.
fn offset(tokens: &[Token], at: usize) -> Option<(Offset, usize)> {
    let at = at + usize::from(tokens.get(at)?.is('('));
    let token = tokens.get(at)?;
    if let Some(word) = token.word() {
        let is = |zone: &&Zone| zone.name == word || token.capitals && zone.name.eq_ignore_ascii_case(word);
        let named = ZONES.iter().find(is)?.offset;
        let refined = if matches!(named, Offset::Fixed(0)) { signed(tokens, at + 1) } else { None };
        return Some(refined.unwrap_or((named, at + 1)));
    }
    signed(tokens, at)
}

/// `+02:00`, `-0500`, `+2`.
fn signed(tokens: &[Token], at: usize) -> Option<(Offset, usize)> {
    let sign = match tokens.get(at)?.kind {
        Kind::Mark('+') => 1,
        Kind::Mark('-') => -1,
        _ => return None,
    };
    let number = tokens.get(at + 1)?;
    let value = number.number()? as i32;
    let (minutes, end) = match number.digits() {
        4 => (value / 100 * 60 + value % 100, at + 2),
        1 | 2 if tokens.get(at + 2).is_some_and(|token| token.is(':')) => {
            (value * 60 + tokens.get(at + 3)?.number()?.min(60) as i32, at + 4)
        }
        1 | 2 => (value * 60, at + 2),
        _ => return None,
    };
    (minutes <= FARTHEST).then_some((Offset::Fixed(sign * minutes), end))
}
