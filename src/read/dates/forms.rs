//! The forms a date takes: year first, with the name of a month, with units, in three numbers.

use super::tokens::{Kind, Token};
use super::{Found, Moment, Place, calendars, clock, day, months};

/// Words between the parts of a date ("3 de marzo de 2024", "3rd of March", "3 tháng 3 năm 2024").
const LINKS: [&str; 34] = [
    "de", "del", "of", "do", "da", "di", "d", "st", "nd", "rd", "th", "er", "re", "e", "ª", "º", "den", "der", "m",
    "g", "la", "le", "the", "năm", "r", "roku", "года", "г", "عام", "سنة", "de l", "ko", "ga", "watan",
];

/// Units that follow a number in Chinese, Japanese and Korean dates.
const UNITS: [[&str; 2]; 3] = [["年", "년"], ["月", "월"], ["日", "일"]];

/// Countries where `03/04/2024` is the fourth of March.
const MONTH_FIRST: [&str; 3] = ["US", "PH", "PR"];

/// Languages in whose countries days come first throughout. English is not among them, nor is Chinese.
const DAY_FIRST: [&str; 33] = [
    "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hi", "hr", "id", "it", "ms", "nb", "nl",
    "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "bn",
];

/// Two-digit years up to this one are of this century, the others of the last.
const PIVOT: i32 = 69;

/// Days of the week, in English alone: it is the language whose countries do not agree on the order.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The parts of a date, and the index behind them.
struct Parts {
    day: jiff::civil::Date,
    end: usize,
}

/// The date whose first token is this one, and the index behind it and the time behind it.
pub(super) fn date_at(tokens: &[Token], at: usize, place: Option<&Place>) -> Option<(Found, usize)> {
    let Parts { day, end } = match tokens[at].kind {
        Kind::Mark(_) => None,
        // No word but a month's begins a date.
        Kind::Word(_) => named(tokens, at, place),
        Kind::Number { .. } => iso(tokens, at, place)
            .or_else(|| units(tokens, at))
            .or_else(|| named(tokens, at, place))
            .or_else(|| latvian(tokens, at, place))
            .or_else(|| vietnamese(tokens, at))
            .or_else(|| numeric(tokens, at, place)),
    }?;
    let time = clock::beside(tokens, at, end);
    let moment = Moment { day, clock: time.map(|time| time.on(day)) };
    let behind = time.map_or(end, |time| time.end.max(end));
    Some((Found { moment, start: tokens[at].start, end: end_of(&tokens[end - 1]) }, behind))
}

/// The byte behind a date's last token, of which only the unit belongs to it: `日更新`.
fn end_of(token: &Token) -> usize {
    let unit = token.word().and_then(|word| UNITS[2].iter().find(|unit| word.starts_with(**unit)));
    unit.map_or(token.end, |unit| token.start + unit.len())
}

/// Whether the last tokens are the day and the month of a date, to which a year belongs.
pub(super) fn ends_in_day_and_month(tokens: &[Token]) -> bool {
    let is_part = |token: &&Token| {
        (1..=2).contains(&token.digits()) || token.word().is_some_and(|word| !is_link(word) && months::is_name(word))
    };
    let passes = |token: &&Token| is_part(token) || is_between(token);
    tokens.iter().rev().take(2 + 2 * FARTHEST).take_while(passes).filter(is_part).take(2).count() == 2
}

/// A number of at most so many digits.
fn number(tokens: &[Token], at: usize, digits: std::ops::RangeInclusive<u8>) -> Option<u32> {
    let token = tokens.get(at)?;
    digits.contains(&token.digits()).then_some(())?;
    token.number()?.try_into().ok()
}

fn year(tokens: &[Token], at: usize) -> Option<i32> {
    Some(number(tokens, at, 4..=4)? as i32)
}

/// Whether the token before belongs to the same string of characters, as in `kali-2026-1-2` or `10.2024.1.2`.
fn glued(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let before = &tokens[before];
        before.end == tokens[at].start
            && (before.word().is_some() || ['-', '.', '/', '_'].iter().any(|mark| before.is(*mark)))
    })
}

/// Whether that is a word of a script that writes words and numbers together, as in `송고시간2024-03-03`.
fn is_behind_letters(tokens: &[Token], at: usize) -> bool {
    /// From Hangul on; below are scripts whose words are parted by spaces, and those of file names.
    const TOGETHER: char = '\u{1100}';
    let word = at.checked_sub(1).and_then(|before| tokens[before].word());
    word.is_some_and(|word| word.chars().next_back().is_some_and(|c| c >= TOGETHER))
}

/// `2024-03-03`, `2024/3/3`, `2024.03.03.`, `20240303T…`; a Persian year likewise.
fn iso(tokens: &[Token], at: usize, place: Option<&Place>) -> Option<Parts> {
    if glued(tokens, at) && !is_behind_letters(tokens, at) {
        return None;
    }
    if tokens[at].digits() == 8 && tokens.get(at + 1)?.word() == Some("t") {
        let value = tokens[at].number()? as u32;
        return Some(Parts { day: day((value / 10_000) as i32, value / 100 % 100, value % 100)?, end: at + 1 });
    }
    let year = year(tokens, at)?;
    let mark = same_mark(tokens, at)?;
    let (month, date) = (number(tokens, at + 2, 1..=2)?, number(tokens, at + 4, 1..=2)?);
    let digits_at = |at: usize| tokens.get(at).is_some_and(|token| token.digits() > 0);
    let longer = mark != '.' && tokens.get(at + 5).is_some_and(|next| next.is(mark)) && digits_at(at + 6);
    if longer {
        return None;
    }
    let persian = calendars::is_persian_year(year) && place.is_none_or(|place| place.language == "fa");
    let day =
        if persian { calendars::from_persian(year, month, date) } else { day(buddhist(year, place), month, date) };
    Some(Parts { day: day?, end: at + 5 })
}

/// The mark that stands between the first and second and between the second and third of three numbers. Bars part
/// anything from anything, but for numbers of as many digits as dates have.
fn same_mark(tokens: &[Token], at: usize) -> Option<char> {
    let mark = ['-', '/', '.', '|'].into_iter().find(|mark| tokens.get(at + 1).is_some_and(|token| token.is(*mark)))?;
    let padded = || tokens[at].digits() + 2 + tokens.get(at + 4).map_or(0, Token::digits) == 8;
    let whole = mark != '|' || tokens.get(at + 2).is_some_and(|token| token.digits() == 2) && padded();
    (whole && tokens.get(at + 3).is_some_and(|token| token.is(mark))).then_some(mark)
}

fn buddhist(year: i32, place: Option<&Place>) -> i32 {
    if place.is_some_and(|place| place.language == "th") { calendars::from_buddhist(year) } else { year }
}

/// `2024年3月3日`, `2024년 3월 3일`, `令和6年3月3日`.
fn units(tokens: &[Token], at: usize) -> Option<Parts> {
    let unit = |at: usize, unit: usize| {
        let word = tokens.get(at)?.word()?;
        UNITS[unit].iter().any(|name| word.starts_with(name)).then_some(())
    };
    let of_era = || {
        let word = tokens.get(at.checked_sub(1)?)?.word()?;
        calendars::of_era(word, number(tokens, at, 1..=3)?)
    };
    let year = year(tokens, at).or_else(of_era)?;
    unit(at + 1, 0)?;
    let month = number(tokens, at + 2, 1..=2)?;
    unit(at + 3, 1)?;
    let date = number(tokens, at + 4, 1..=2)?;
    unit(at + 5, 2)?;
    Some(Parts { day: day(year, month, date)?, end: at + 6 })
}

/// `3 tháng 3 năm 2024`, `3 tháng 3, 2024`.
fn vietnamese(tokens: &[Token], at: usize) -> Option<Parts> {
    let date = number(tokens, at, 1..=2)?;
    (tokens.get(at + 1)?.word()? == "tháng").then_some(())?;
    let month = number(tokens, at + 2, 1..=2)?;
    let (year, end) = after(tokens, at + 3, |at| year(tokens, at))?;
    Some(Parts { day: day(year, month, date)?, end })
}

/// `2024. gada 3. marts`.
fn latvian(tokens: &[Token], at: usize, place: Option<&Place>) -> Option<Parts> {
    let year = year(tokens, at)?;
    let (_, end) = after(tokens, at + 1, |at| tokens.get(at)?.word().filter(|word| *word == "gada"))?;
    let date = number(tokens, end, 1..=2)?;
    let (month, _) = after(tokens, end + 1, |at| Some(month(tokens, at, place)?.0))?;
    month.day(year, date, month.end)
}

/// With the name of a month: day-month-year, month-day-year, year-month-day.
fn named(tokens: &[Token], at: usize, place: Option<&Place>) -> Option<Parts> {
    if let Some((month, end)) = month(tokens, at, place) {
        let (date, end) = after(tokens, end, |at| number(tokens, at, 1..=2))?;
        let end = end + clock::width(tokens, end);
        let (year, end) = after(tokens, end, |at| year(tokens, at))?;
        return month.day(buddhist(year, place), date, end);
    }
    if let Some(date) = number(tokens, at, 1..=2).filter(|_| !is_of_issue(tokens, at)) {
        let (month, end) = after(tokens, at + 1, |at| Some(month(tokens, at, place)?.0))?;
        let end = end.max(month.end);
        let (year, end) = after(tokens, behind_era(tokens, end), |at| year(tokens, at))?;
        return month.day(buddhist(year, place), date, end);
    }
    let year = year(tokens, at)?;
    let (month, end) = after(tokens, at + 1, |at| Some(month(tokens, at, place)?.0))?;
    let (date, end) = after(tokens, end.max(month.end), |at| number(tokens, at, 1..=2))?;
    month.day(buddhist(year, place), date, end)
}

/// Whether a number is that of a paper's issue, before its month: "Issue 7, March 2024".
fn is_of_issue(tokens: &[Token], at: usize) -> bool {
    const ISSUES: [&str; 10] = ["issue", "no", "nr", "vol", "volume", "number", "ausgabe", "heft", "numéro", "número"];
    let before = tokens[..at].iter().rev().find(|token| !token.is('.')).and_then(Token::word);
    tokens.get(at + 1).is_some_and(|next| next.is(',')) && before.is_some_and(|word| ISSUES.contains(&word))
}

/// The index behind the name of the Buddhist or the Christian era, `พ.ศ.` or `ค.ศ.`, which Thai dates have before the year.
fn behind_era(tokens: &[Token], at: usize) -> usize {
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let point = |at: usize| tokens.get(at).is_some_and(|token| token.is('.'));
    let is_era = matches!(word(at), Some("พ" | "ค")) && point(at + 1) && word(at + 2) == Some("ศ");
    if is_era { at + 3 + usize::from(point(at + 3)) } else { at }
}

/// Tokens between two parts of a date: a point, a comma, an ordinal ending and a link word.
const FARTHEST: usize = 3;

/// What `read` finds behind links and marks, and the index behind it.
fn after<T>(tokens: &[Token], at: usize, read: impl Fn(usize) -> Option<T>) -> Option<(T, usize)> {
    for at in at..=at + FARTHEST {
        if let Some(part) = read(at) {
            return Some((part, at + 1));
        }
        tokens.get(at).filter(|token| is_between(token))?;
    }
    None
}

fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

/// Whether a token may stand between two parts of a date.
fn is_between(token: &Token) -> bool {
    match token.word() {
        Some(word) => is_link(word),
        None => [',', '.', '-', '/', '\'', '’', 'º', 'ª', '°'].iter().any(|mark| token.is(*mark)),
    }
}

/// A month by name.
#[derive(Clone, Copy)]
struct Month {
    number: u32,
    persian: bool,
    end: usize,
}

impl Month {
    fn day(self, year: i32, date: u32, end: usize) -> Option<Parts> {
        let day =
            if self.persian { calendars::from_persian(year, self.number, date) } else { day(year, self.number, date) };
        Some(Parts { day: day?, end })
    }
}

/// The month that begins here, perhaps by two of its names (`شباط/فبراير`), and the index behind it.
fn month(tokens: &[Token], at: usize, place: Option<&Place>) -> Option<(Month, usize)> {
    let (first, end) = one_month(tokens, at, place)?;
    let again = tokens.get(end).filter(|token| token.is('/')).and_then(|_| one_month(tokens, end + 1, place));
    let again = again.filter(|(second, _)| (second.number, second.persian) == (first.number, first.persian));
    Some(again.unwrap_or((first, end)))
}

/// The month that begins here, of two words (`كانون الثاني`, `ม.ค`) or one, and the index behind it.
fn one_month(tokens: &[Token], at: usize, place: Option<&Place>) -> Option<(Month, usize)> {
    let language = place.map(|place| place.language.as_str());
    let first = tokens.get(at)?.word()?;
    let found = |number: u32, end: usize| Some((Month { number, persian: false, end }, end));
    let point = usize::from(tokens.get(at + 1).is_some_and(|token| token.is('.')));
    if let Some(second) = tokens.get(at + 1 + point).and_then(Token::word)
        && !first.is_ascii()
        && let Some(number) = months::named(&format!("{first}{}{second}", [' ', '.'][point]), language)
    {
        return found(number, at + 2 + point);
    }
    if let Some(number) = calendars::persian_month(first) {
        return Some((Month { number, persian: true, end: at + 1 }, at + 1));
    }
    found(months::named(first, language)?, at + 1)
}

/// `3.3.2024`, `3/3/2024`, `3-3-24`: day first or month first as the place has it.
fn numeric(tokens: &[Token], at: usize, place: Option<&Place>) -> Option<Parts> {
    let mark = same_mark(tokens, at)?;
    // A renderer that drops markup sets words and dates together: "am03.03.2024".
    let after_word = at > 0 && tokens[at - 1].word().is_some() && mark == '.' && year(tokens, at + 4).is_some();
    if glued(tokens, at) && !after_word {
        return None;
    }
    let (first, second) = (number(tokens, at, 1..=2)?, number(tokens, at + 2, 1..=2)?);
    let year = match (year(tokens, at + 4), number(tokens, at + 4, 2..=2)) {
        (Some(year), _) => buddhist(year, place),
        // Two digits after dashes are as often a score or a range, and apart from the mark a count: "until 5.2. 10 % off".
        (None, Some(short)) if mark != '-' && tokens[at + 3].end == tokens[at + 4].start => {
            short as i32 + if short as i32 > PIVOT { 1900 } else { 2000 }
        }
        _ => return None,
    };
    let longer =
        tokens.get(at + 5).is_some_and(|next| next.is(mark) && next.end == tokens.get(at + 6).map_or(0, |t| t.start));
    if longer {
        return None;
    }
    let orders = [day(year, second, first), day(year, first, second)];
    let day = match weekday(tokens, at).map(|weekday| orders.map(|day| day.filter(|day| falls_on(*day, weekday)))) {
        Some([Some(day), None] | [None, Some(day)]) => Some(day),
        _ => orders[usize::from(!day_first(first, second, mark, place)?)],
    };
    Some(Parts { day: day?, end: at + 5 })
}

/// The day of the week, from Monday on, whose name stands right before a date.
fn weekday(tokens: &[Token], at: usize) -> Option<usize> {
    /// Letters of the shortest abbreviation.
    const SHORTEST: usize = 3;
    let before = tokens[..at].iter().rev().find(|token| !token.is(',') && !token.is('.'))?.word()?;
    WEEKDAYS.iter().position(|name| before.len() >= SHORTEST && name.starts_with(before))
}

fn falls_on(day: jiff::civil::Date, weekday: usize) -> bool {
    day.weekday().to_monday_zero_offset() as usize == weekday
}

/// Whether three numbers that begin here are a date whatever the place, and then whether the day is the first.
pub(super) fn proves_day_first(tokens: &[Token], at: usize) -> Option<bool> {
    let Parts { day, .. } = numeric(tokens, at, None)?;
    let (first, second) = (number(tokens, at, 1..=2)?, number(tokens, at + 2, 1..=2)?);
    (tokens[at + 1].is('/') && first != second).then_some(u32::try_from(day.day()) == Ok(first))
}

/// Whether the first of two numbers is the day; `None` when nothing tells.
fn day_first(first: u32, second: u32, mark: char, place: Option<&Place>) -> Option<bool> {
    if first > 12 || second > 12 || first == second {
        return Some(first > 12 || first == second);
    }
    if mark == '.' {
        return Some(true);
    }
    order(place?)
}

/// Whether days come first in a place; `None` when that is not known.
pub(super) fn order(place: &Place) -> Option<bool> {
    let Place { language, region } = place;
    if MONTH_FIRST.contains(&region.as_str()) {
        return Some(false);
    }
    (DAY_FIRST.contains(&language.as_str()) || !region.is_empty()).then_some(true)
}
