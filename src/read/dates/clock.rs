//! The time of day and its offset from UTC.

use std::fmt;

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

/// Names of zones that mean one offset wherever they are printed, in minutes east of UTC. `CST`, `IST`, `BST` as in
/// Bangladesh and the like are disputed and left out, but for BST, which newsrooms use for British Summer Time alone.
const ZONES: [(&str, i32); 24] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("bst", 60),
    ("wet", 0),
    ("west", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("est", -300),
    ("edt", -240),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
];

/// Largest offset there is, in minutes: +14:00.
const FARTHEST: i32 = 14 * 60;

/// Tokens between a day and its time: "T", a comma, "at", "um", "-", "a las".
const GAP: usize = 3;

/// Tokens that a time with its zone takes at most: `10:15:00.123 p.m. (UTC+02:00)` and the like.
const WIDTH: usize = 14;

/// The time that stands right behind a date or right before it.
pub(super) fn beside(tokens: &[Token], start: usize, end: usize) -> Option<Clock> {
    let behind = (end..tokens.len().min(end + GAP + 1)).find_map(|at| Some(read(tokens, at)?.0));
    let before = || (start.saturating_sub(WIDTH)..start).find_map(|at| read(tokens, at)).map(|(clock, _)| clock);
    behind.or_else(before)
}

/// Tokens that a time takes, with a zone or without: in `Mar 3 10:15:00 +0000 2024` it parts the day from the year.
pub(super) fn width(tokens: &[Token], at: usize) -> usize {
    local(tokens, at).map_or(0, |(_, end)| offset(tokens, end).map_or(end, |(_, end)| end) - at)
}

/// A time with its zone that begins here, and the index behind it.
fn read(tokens: &[Token], at: usize) -> Option<(Clock, usize)> {
    let (seconds, end) = local(tokens, at)?;
    let (offset, end) = offset(tokens, end)?;
    Some((Clock { seconds, offset }, end))
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
fn offset(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let at = at + usize::from(tokens.get(at)?.is('('));
    let token = tokens.get(at)?;
    if let Some(word) = token.word() {
        let (_, minutes) = ZONES.iter().find(|(name, _)| *name == word)?;
        let refined = if *minutes == 0 { signed(tokens, at + 1) } else { None };
        return Some(refined.unwrap_or((*minutes, at + 1)));
    }
    signed(tokens, at)
}

/// `+02:00`, `-0500`, `+2`.
fn signed(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
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
    (minutes <= FARTHEST).then_some((sign * minutes, end))
}
