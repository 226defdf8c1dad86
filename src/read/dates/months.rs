//! Names of months in many languages to their numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

/// Name to `(language, month)`, once for each language that has it.
type Names = HashMap<&'static str, Vec<(&'static str, u32)>, RandomState>;

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::with_capacity_and_hasher(1_000, RandomState::default());
    for (language, month, name) in rows() {
        names.entry(name).or_default().push((language, month));
    }
    names
});

/// The table, flat.
fn rows() -> impl Iterator<Item = (&'static str, u32, &'static str)> {
    let lines = include_str!("months.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut fields = line.split('|').map(str::trim);
        let language = fields.next().unwrap_or_default();
        (1..).zip(fields).flat_map(move |(month, names)| names.split(',').map(move |name| (language, month, name)))
    })
}

/// The month of this name: in this language if it has it, else the one that all languages that have it agree on.
pub(super) fn named(name: &str, language: Option<&str>) -> Option<u32> {
    let meanings = NAMES.get(name)?;
    if let Some((_, month)) = meanings.iter().find(|(of, _)| Some(*of) == language) {
        return Some(*month);
    }
    let month = meanings[0].1;
    meanings.iter().all(|(_, other)| *other == month).then_some(month)
}

/// Whether a word is the name of a month in some language, whichever month that is.
pub(super) fn is_name(word: &str) -> bool {
    NAMES.contains_key(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_twelve_months() {
        for line in include_str!("months.txt").lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('|').count(), 13, "{line}");
        }
    }

    #[test]
    fn every_name_reads_in_its_language() {
        for (language, month, name) in rows() {
            let text = format!("3 {name} 2024");
            let expected = format!("2024-{month:02}-03");
            assert_eq!(super::super::parse(&text, Some(language)).as_deref(), Some(&*expected), "{language} {name}");
        }
    }

    /// Two lists, for datelines want no nominatives, and words only that are nothing else at the beginning of a text.
    #[test]
    fn months_of_datelines_are_months_of_dates() {
        const OTHER_CALENDARS: [&str; 5] = ["am-ethiopian", "ar-hijri", "fa-solar", "ne-bikram", "ps-solar"];
        let rows = include_str!("../../dateline/months.tsv").lines().filter(|line| line.starts_with("month\t"));
        let rows = rows.map(|row| row.split('\t').skip(1).collect::<Vec<_>>());
        for row in rows.filter(|row| !OTHER_CALENDARS.contains(&row[0])) {
            let missing: Vec<&str> = row[1].split('|').filter(|name| !is_name(&name.to_lowercase())).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", row[0]);
        }
    }

    #[test]
    fn a_name_that_languages_dispute_needs_one() {
        assert_eq!(named("listopad", None), None);
        assert_eq!(named("listopad", Some("pl")), Some(11));
        assert_eq!(named("listopad", Some("hr")), Some(10));
    }
}
