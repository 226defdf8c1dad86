//! Years that are not of the Gregorian count: Persian (solar hijri) and Thai (Buddhist) dates, eras of Japan and Taiwan.

/// Persian months, with their number.
const PERSIAN: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// Persian years in which there were web pages (1980 to 2100).
const PERSIAN_YEARS: std::ops::RangeInclusive<i32> = 1358..=1479;

/// Years between the Buddhist and the Gregorian count.
const BUDDHIST: i32 = 543;

/// Names before a year that counts from an emperor's accession, or from the founding of the Republic of China, with the
/// year before the first.
const ERAS: [(&str, i32); 5] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("民国", 1911)];

/// The Gregorian year of a year of the era whose name ends a word (`中華民國113年`).
pub(super) fn of_era(word: &str, year: u32) -> Option<i32> {
    let (_, before) = ERAS.iter().find(|(name, _)| word.ends_with(name))?;
    before.checked_add_unsigned(year)
}

/// The number of a Persian month. `آذر` is March in Levantine Arabic with another first letter, so they do not clash.
pub(super) fn persian_month(name: &str) -> Option<u32> {
    if name.is_ascii() {
        return None;
    }
    let name = name.replace('ي', "ی");
    let index = PERSIAN.iter().position(|month| *month == name)?;
    Some(index as u32 + 1)
}

/// Whether a number can be a Persian year.
pub(super) fn is_persian_year(year: i32) -> bool {
    PERSIAN_YEARS.contains(&year)
}

/// A Thai page's year in the Gregorian count.
pub(super) fn from_buddhist(year: i32) -> i32 {
    if year > *super::YEARS.end() { year - BUDDHIST } else { year }
}

/// A Persian day in the Gregorian calendar.
///
/// The leap years follow the 33-year cycle, which agrees with the astronomical calendar from 1244 to 1472.
pub(super) fn from_persian(year: i32, month: u32, day: u32) -> Option<jiff::civil::Date> {
    let length = if month <= 6 { 31 } else { 30 };
    if !is_persian_year(year) || !(1..=12).contains(&month) || !(1..=length).contains(&day) {
        return None;
    }
    // Years passed since 1 Farvardin 1358, which was 21 March 1979.
    let passed = year - 1358;
    let leaps = (1358..year).filter(|year| is_leap(*year)).count() as i32;
    let before = (month - 1) * 31 - (month - 1).saturating_sub(6);
    let days = passed * 365 + leaps + (before + day - 1) as i32;
    jiff::civil::date(1979, 3, 21).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn is_leap(year: i32) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}
