//! The date of a dateline, as agencies print it.

use crate::letters;

use super::misprint;
use super::scan::{Case, Cursor, case, is_comma};
use super::vocabulary::{Concept, fold, is};

/// How a date is written, which says how far it can be trusted to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Date {
    /// Day and month (`Feb 26`, `3 декабря`, `12月3日`).
    Named,
    /// Day, month and year, the month by name.
    Dated,
    /// Day, month and year in digits.
    Numeric,
    /// Day and month, the month misprinted (`Narch 2`).
    Guessed,
    /// A day alone before a bracket (`MADRID, 21 (`), or with the number of its month (`5/3 (`).
    Day,
    /// A day of the week alone (`SYDNEY, Thu (`).
    Weekday,
}

/// Reads a date.
pub(super) fn date(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let start = introduced(at);
    if let Some(day) = marked_day(start) {
        return Some(day);
    }
    if start.peek().and_then(super::scan::digit).is_some() || spoken_day(start).is_some() {
        return numeric(start)
            .or_else(|| east_asian(start))
            .or_else(|| year_first(start))
            .or_else(|| day_first(start))
            .or_else(|| month_first(start));
    }
    month_first(start)
}

/// A day alone behind the word for one, as Marathi and Gujarati papers date: `ता. ४`, `दि. ४`, `તા.૪`.
fn marked_day(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    const WORDS: [&str; 4] = ["ता", "दि", "તા", "દિ"];
    let number = WORDS.iter().find_map(|word| at.eat(word))?.eat(".")?.blanks();
    let (_, end) = day(number)?;
    let whole = month(end.blanks()).map(|(name, end)| with_year(name, end));
    whole.or(Some((Date::Named, end)))
}

/// Reads a day alone, which only a bracket behind it makes a date, or one with the number of its month, in Kuwait
/// (`3 - 12 (`), Hà Nội (`3/12 (`), Helsinki (`3.12. (`).
pub(super) fn lone_day(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (_, first) = day(at)?;
    let mark = first.blanks().peek().filter(|mark| matches!(mark, '-' | '/' | '.'));
    let number = mark.and_then(|mark| first.blanks().forward(mark.len_utf8()).blanks().digits(2));
    let second = number.filter(|(month, _)| is_month(*month)).map_or(first, |(_, end)| end).maybe('.');
    let brackets = second.blanks().peek() == Some('(');
    brackets.then_some((Date::Day, second))
}

fn is_month(number: u32) -> bool {
    (1..=12).contains(&number)
}

/// Reads a day of the week alone, as papers dated what came by wire overnight. Another word behind it goes on a name
/// (`Sunday River`).
pub(super) fn weekday(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (_, end) = at.word().filter(|(word, _)| is(Concept::Weekday, word))?;
    let stopped = end.maybe('.');
    let end = if stopped.blanks().peek() == Some('(') { stopped } else { end };
    end.blanks().peek().is_none_or(|c| !letters::is_alphanumeric(c)).then_some((Date::Weekday, end))
}

/// What is a date and nothing else, if it is one; between strokes or brackets two digits are a year too: `/05.03.26/`.
pub(super) fn whole(text: &str) -> Option<Date> {
    let at = Cursor::new(text, 0);
    let read = date(at).or_else(|| in_digits(at).filter(|(year, _)| *year < 100).map(|(_, end)| (Date::Numeric, end)));
    read.filter(|(_, end)| end.rest().is_empty()).map(|(date, _)| date)
}

/// Behind a weekday and the small words that lead to a day: `Monday, `, `في `.
fn introduced(at: Cursor<'_>) -> Cursor<'_> {
    let Some((word, end)) = at.word() else { return at };
    if is(Concept::Weekday, word) {
        let end = end.maybe('.');
        return introduced_day(comma(end).unwrap_or(end).blanks());
    }
    introduced_day(at)
}

fn introduced_day(at: Cursor<'_>) -> Cursor<'_> {
    let Some((word, end)) = at.word() else { return at };
    let day = end.blanks();
    // `Oaxaca, Oax., a 3 de marzo`
    let leads = (is(Concept::DateWord, word) || word == "a") && day.peek().and_then(super::scan::digit).is_some();
    if leads { day } else { at }
}

/// `Feb. 26`, `March 2nd, 2015`.
fn month_first(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (name, end) = month(at).or_else(|| misprint::month(at).map(|end| (Date::Guessed, end)))?;
    // `மார்ச்.5`
    let number = end.maybe('.').peek().and_then(super::scan::digit).map_or(end.blanks(), |_| end.maybe('.'));
    let (_, end) = day(number)?;
    Some(with_year(name, counted(end)))
}

/// Behind the word that Lithuanian and Nepali set behind a day: `kovo 4 d.`, `फागुन २१ गते`.
fn counted(day: Cursor<'_>) -> Cursor<'_> {
    const WORDS: [&str; 2] = ["d.", "गते"];
    WORDS.iter().find_map(|word| day.blanks().eat(word)).unwrap_or(day)
}

/// `26 Feb`, `3. Dezember 2024`, `21 de marzo de 2024`, `3rd December, 2024`, `5-mart`.
fn day_first(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (_, end) = day(at)?;
    let end = end.eat("-").unwrap_or_else(|| end.maybe('.').blanks());
    let (name, end) = month(end).or_else(|| month(date_word(end))).or_else(|| month(date_word(date_word(end))))?;
    let (date, end) = with_year(name, end);
    Some((date, second_calendar(end)))
}

/// `2024. december 3.`, `2024 оны гуравдугаар сарын 5`
fn year_first(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (_, end) = year(at)?;
    let (_, end) = month(date_word(end.maybe('.').blanks()))?;
    let (_, end) = day(end.blanks())?;
    let end = end.maybe('.');
    let weekday = end.eat(", ").and_then(Cursor::word).filter(|(word, _)| is(Concept::Weekday, word));
    Some((Date::Dated, weekday.map_or(end, |(_, behind)| behind)))
}

/// `1996-08-22`, `03.12.2024`, `3/12/2024`; a year of two digits before the bracket or stroke of an agency.
fn numeric(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (year, end) = in_digits(at)?;
    let signed = || end.blanks().peek().is_some_and(|c| matches!(c, '(' | '/'));
    (is_year(year) || year < 100 && signed()).then_some((Date::Numeric, end))
}

/// Day, month and year in digits, in any order that has the year at an end: the year.
fn in_digits(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    let (first, end) = at.digits(4)?;
    let mark = end.peek().filter(|c| matches!(c, '-' | '.' | '/'))?;
    let (second, end) = end.forward(mark.len_utf8()).blanks().digits(2)?;
    let start = end.eat(mark.encode_utf8(&mut [0; 4]))?.blanks();
    let (third, end) = start.digits(4)?;
    let short = end.at() - start.at() == 2 && mark == '.' && first < 100;
    let (year, day) = if first > third && !short { (first, third) } else { (third, first) };
    let fits = (is_year(year) || short) && (1..=31).contains(&day) && (1..=31).contains(&second);
    let whole = end.peek().is_none_or(|c| !letters::is_alphanumeric(c));
    (fits && whole).then_some((year, end))
}

/// `3/3`, which only an agency beside it shows to be a day.
pub(super) fn day_and_month(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (_, end) = day(at)?;
    let (_, end) = day(end.eat("/")?)?;
    Some((Date::Numeric, end))
}

/// `2024年12月3日`, `12월 3일`, `３日`.
fn east_asian(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let year = unit(at, 4, ['年', '년']);
    let month = unit(year.unwrap_or(at), 2, ['月', '월']);
    let end = unit(month.or(year).unwrap_or(at), 2, ['日', '일'])?;
    Some((if year.is_some() { Date::Dated } else { Date::Named }, end))
}

/// A number and its unit.
fn unit(at: Cursor<'_>, digits: usize, names: [char; 2]) -> Option<Cursor<'_>> {
    let (_, end) = at.blanks().digits(digits)?;
    let end = end.blanks();
    let name = end.peek().filter(|c| names.contains(c))?;
    Some(end.forward(name.len_utf8()))
}

fn with_year(name: Date, end: Cursor<'_>) -> (Date, Cursor<'_>) {
    let joint = end.peek().filter(|c| matches!(c, '.' | '/') || is_comma(*c));
    let gap = date_word(joint.map_or(end, |joint| end.forward(joint.len_utf8())).blanks());
    match year(gap).or_else(|| short_year(gap)) {
        Some((_, end)) if name == Date::Named => (Date::Dated, clock(era(end))),
        Some((_, end)) => (name, clock(era(end))),
        None => (name, clock(end)),
    }
}

/// Behind a comma of any script.
fn comma(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.peek().filter(|c| is_comma(*c)).map(|c| at.forward(c.len_utf8()))
}

/// Behind what may follow a year: `г.`, `م`, `р.`.
fn era(at: Cursor<'_>) -> Cursor<'_> {
    let next = at.blanks();
    match next.word() {
        Some((word, end)) if is(Concept::DateWord, word) => end.maybe('.'),
        _ => at,
    }
}

/// Behind the time of day, which companies' releases give: `, 07:00 CET`, ` – 5:45 pm CET`, ` at 9:00 a.m. EET`, ` (08:00 CET)`.
fn clock(at: Cursor<'_>) -> Cursor<'_> {
    const JOINTS: [&str; 8] = [", ", " at ", " – ", " — ", " - ", " (", " / ", " "];
    const HALVES: [&str; 6] = ["a.m.", "p.m.", "am", "pm", "AM", "PM"];
    let Some(joint) = JOINTS.into_iter().find(|joint| at.eat(joint).is_some()) else { return at };
    let read = || {
        let (_, end) = at.eat(joint)?.digits(2).filter(|(hour, _)| *hour < 24)?;
        let (_, end) = end.eat(":").or_else(|| end.eat("."))?.digits(2).filter(|(minute, _)| *minute < 60)?;
        let end = HALVES.iter().find_map(|half| end.blanks().eat(half)).unwrap_or(end);
        let zone = end.blanks().word().filter(|(zone, _)| zone.len() <= 5 && case(zone) == Case::Caps);
        let end = zone.map_or(end, |(_, end)| end);
        if joint == " (" { end.eat(")") } else { Some(end) }
    };
    // Without a mark behind it the time is the beginning of a sentence.
    let parted = |end: &Cursor<'_>| matches!(end.blanks().peek(), Some('-' | '–' | '—' | ':' | '/' | '(' | '|'));
    read().filter(parted).unwrap_or(at)
}

/// Saudi datelines give the day in both calendars: `… 1446 هـ الموافق 04 ديسمبر 2024 م`.
fn second_calendar(at: Cursor<'_>) -> Cursor<'_> {
    let joint = date_word(at.blanks());
    if joint.at() == at.blanks().at() {
        return at;
    }
    let other = day(joint).and_then(|(_, end)| month(end.blanks())).map(|(name, end)| with_year(name, end).1);
    other.unwrap_or(at)
}

fn date_word(at: Cursor<'_>) -> Cursor<'_> {
    match at.word() {
        Some((word, end)) if is(Concept::DateWord, word) && end.blanks().at() > end.at() => end.blanks(),
        _ => at,
    }
}

/// A month by name, or by its number and the word for one.
fn month(at: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    if let Some((_, end)) = at.dotted().filter(|(name, _)| name.contains('.') && is(Concept::Month, name)) {
        // `มี.ค.`
        return Some((Date::Named, end.maybe('.')));
    }
    let end = named_month(at).or_else(|| numbered_month(at))?;
    // `مارس آذار`: by its names on both sides of the Arab lands.
    let other = end.eat(" ").filter(|next| next.peek().is_some_and(super::scan::is_uncased)).and_then(named_month);
    Some((Date::Named, other.unwrap_or(end)))
}

/// Behind the name of a month; Levantine and Islamic ones have two words.
fn named_month(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (first, end) = at.word()?;
    let two = end.eat(" ").and_then(Cursor::word).map(|(_, end)| end).filter(|end| is(Concept::Month, at.until(*end)));
    two.or_else(|| is(Concept::Month, first).then(|| behind_stop(first, end)))
}

/// Behind a month by its number: `tháng 3`, `3 сарын`, `гуравдугаар сарын`.
fn numbered_month(at: Cursor<'_>) -> Option<Cursor<'_>> {
    if let Some(number) = month_word(at).map(Cursor::blanks) {
        return month_in_digits(number);
    }
    let in_words = || {
        let (first, end) = at.word()?;
        let two = end.eat(" ").and_then(Cursor::word).map(|(_, end)| end);
        let whole = |end: &Cursor<'_>| is(Concept::MonthNumber, at.until(*end));
        two.filter(whole).or_else(|| is(Concept::MonthNumber, first).then_some(end))
    };
    month_word(month_in_digits(at).or_else(in_words)?.blanks())
}

fn month_in_digits(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.digits(2).filter(|(number, _)| is_month(*number)).map(|(_, end)| end)
}

/// Behind the word that makes a number a month.
fn month_word(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.word().filter(|(word, _)| is(Concept::MonthWord, word)).map(|(_, end)| end)
}

/// Behind the stop of a month that is shortened. Before a capital it ends the dateline: `5. März. Der Rat`.
fn behind_stop<'a>(month: &str, end: Cursor<'a>) -> Cursor<'a> {
    let stopped = end.maybe('.');
    let ends = || stopped.blanks().peek().is_some_and(letters::is_uppercase);
    if is_shortened(month) && !(is_whole(month) && ends()) { stopped } else { end }
}

/// Whether a short name of a month is not shortened.
fn is_whole(month: &str) -> bool {
    const NAMES: [&str; 12] =
        ["may", "june", "july", "marz", "mai", "juni", "juli", "mars", "juin", "aout", "mayo", "maj"];
    NAMES.iter().any(|name| month.chars().filter_map(fold).eq(name.chars()))
}

/// Whether a stop behind a month belongs to it: behind a full name it separates (`3 мая. /ТАСС/`).
fn is_shortened(month: &str) -> bool {
    /// Letters of the longest abbreviation in use, `Sept.`
    const LONGEST: usize = 4;
    month.chars().count() <= LONGEST && !["мая", "июня", "июля", "МАЯ", "ИЮНЯ", "ИЮЛЯ"].contains(&month)
}

/// A day of the month, also one typed with letters for digits (`2O`, `l3`), and its ordinal.
fn day(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    const ORDINALS: [&str; 9] = ["st", "nd", "rd", "th", "er", "º", "°", "-nji", "-njy"];
    let (value, end) = typed_day(at)?;
    let end = ORDINALS.iter().find_map(|ordinal| end.eat(ordinal)).unwrap_or(end);
    let whole = end.peek().is_none_or(|c| !letters::is_alphanumeric(c) && !matches!(c, '%' | '°'));
    ((1..=31).contains(&value) && whole && !is_hour(end)).then_some((value, end))
}

/// Whether a colon and a digit make the number before them an hour; a colon before a blank parts the day from the text.
fn is_hour(end: Cursor<'_>) -> bool {
    end.eat(":").and_then(Cursor::peek).and_then(super::scan::digit).is_some()
}

fn typed_day(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    if let Some((ones, end)) = at.eat("l").and_then(|at| at.digits(1)) {
        return Some((10 + ones, end));
    }
    let Some((value, end)) = at.digits(2) else { return spoken_day(at) };
    match end.eat("O").or_else(|| end.eat("o")) {
        Some(end) if value < 4 => Some((value * 10, end)),
        _ => Some((value, end)),
    }
}

/// A day in words, as Hindi agencies give those below ten.
fn spoken_day(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    const WORDS: [&str; 9] = ["एक", "दो", "तीन", "चार", "पांच", "छह", "सात", "आठ", "नौ"];
    let (word, end) = at.word()?;
    (1..).zip(WORDS).find(|(_, name)| *name == word).map(|(value, _)| (value, end))
}

fn year(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    at.digits(4).filter(|&(value, _)| is_year(value))
}

/// A year of two digits, which only the agency's bracket or the time behind it shows to be one: `03 Mar 25 (ANG)`.
fn short_year(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    let (value, end) = at.digits(2).filter(|(_, end)| end.at() == at.at() + 2)?;
    (end.blanks().peek() == Some('(') || clock(end).at() > end.at()).then_some((value, end))
}

/// Years of the Gregorian, Islamic and Persian calendars in which news was written.
fn is_year(value: u32) -> bool {
    (1850..2100).contains(&value) || (1300..1500).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! dates {
        ($($name:ident: $text:expr => $read:expr,)*) => { $(#[test] fn $name() {
            let at = Cursor::new($text, 0);
            assert_eq!(date(at).map(|(kind, end)| (kind, at.until(end))), $read);
        })* };
    }

    dates! {
        american: "Feb. 26, 2015 -- The" => Some((Date::Dated, "Feb. 26, 2015")),
        american_plain: "March 2 - The" => Some((Date::Named, "March 2")),
        capitals: "APRIL 9 - The" => Some((Date::Named, "APRIL 9")),
        ordinal: "3rd December, 2024 (WAM)" => Some((Date::Dated, "3rd December, 2024")),
        spanish: "21 mar (EFE)" => Some((Date::Named, "21 mar")),
        spanish_long: "21 de marzo de 2024 (EFE)" => Some((Date::Dated, "21 de marzo de 2024")),
        german: "3. Dezember 2024 (dpa)" => Some((Date::Dated, "3. Dezember 2024")),
        russian: "21 янв — РИА" => Some((Date::Named, "21 янв")),
        arabic: "3 ديسمبر 2024 / وام" => Some((Date::Dated, "3 ديسمبر 2024")),
        arabic_introduced: "في 3 ديسمبر / وام" => Some((Date::Named, "في 3 ديسمبر")),
        levantine: "3 كانون الأول (بترا)" => Some((Date::Named, "3 كانون الأول")),
        both_calendars: "03 جمادى الآخرة 1446 هـ الموافق 04 ديسمبر 2024 م واس" =>
            Some((Date::Dated, "03 جمادى الآخرة 1446 هـ الموافق 04 ديسمبر 2024 م")),
        hungarian: "2024. december 3., kedd (MTI)" => Some((Date::Dated, "2024. december 3., kedd")),
        japanese: "12月3日 AFP" => Some((Date::Named, "12月3日")),
        wide_digits: "１２月３日 ロイター" => Some((Date::Named, "１２月３日")),
        korean: "12월 3일 연합" => Some((Date::Named, "12월 3일")),
        iso: "1996-08-22" => Some((Date::Numeric, "1996-08-22")),
        dotted: "03.12.2024 (PAP)" => Some((Date::Numeric, "03.12.2024")),
        weekday: "Monday, March 3 - x" => Some((Date::Named, "Monday, March 3")),
        misprinted_month: "Narch 2 - x" => Some((Date::Guessed, "Narch 2")),
        swapped_month: "Apirl 7 - x" => Some((Date::Guessed, "Apirl 7")),
        letter_for_nought: "March 2O - x" => Some((Date::Named, "March 2O")),
        no_day: "May said on Tuesday" => None,
        no_such_day: "March 45 - x" => None,
        time: "May 10:30" => None,
        before_a_colon: "Nov. 4: The" => Some((Date::Named, "Nov. 4")),
        before_a_colon_day_first: "04 Nov: The" => Some((Date::Named, "04 Nov")),
        number: "157 people" => None,
        size: "XS - 118ml" => None,
    }
}
