//! Words that stand before a date and say what happened on it; the words are in `labels.txt`.

use std::sync::LazyLock;

use crate::letters;

use super::super::dates::{self, Moment};
use super::super::pairs::Pairs;

/// What a word says that happened on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Changed,
    Published,
    /// Nothing: it names the article.
    Article,
    /// A picture was taken, which is no matter of the article's.
    Pictured,
}

impl Kind {
    /// Whether it is something that happened to the article on a day.
    fn is_of_day(self) -> bool {
        matches!(self, Kind::Changed | Kind::Published)
    }
}

/// A date of a short text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated<'t> {
    pub(super) moment: Moment,
    /// What its label says, if it has one.
    pub(super) kind: Option<Kind>,
    /// The text before it, from the date before it on.
    pub(super) before: &'t str,
    /// The text behind its day, up to the next date.
    pub(super) behind: &'t str,
}

/// All dates of a short text, each with its own label: that between it and the date before, or, in languages that write
/// so and where none stands before the first date, that behind it.
pub(super) fn dated<'t>(text: &'t str, language: Option<&str>) -> Vec<Dated<'t>> {
    let found = dates::find_all(text, language);
    if found.is_empty() {
        return Vec::new();
    }
    let begin = |at: usize| at.checked_sub(1).map_or(0, |before| found[before].end);
    let between = |at: usize| &text[begin(at)..found.get(at).map_or(text.len(), |next| next.start)];
    let behind = kind(between(0)).is_none() && kind_behind(between(found.len())).is_some();
    let labelled = |at: usize| {
        let (before, after) = (between(at), between(at + 1));
        let kind = if behind { kind_behind(after) } else { kind(before) };
        Dated { moment: found[at].moment, kind, before, behind: after }
    };
    (0..found.len()).map(labelled).collect()
}

/// The words by their first byte: a text is searched for all of them at once.
static WORDS: LazyLock<[Vec<(&'static str, Kind)>; 256]> = LazyLock::new(|| {
    let mut words = [const { Vec::new() }; 256];
    for (word, kind) in rows() {
        words[usize::from(word.as_bytes()[0])].push((word, kind));
    }
    words
});

/// The table, flat.
fn rows() -> impl Iterator<Item = (&'static str, Kind)> {
    let lines = include_str!("labels.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut kind = Kind::Changed;
    lines.filter_map(move |line| {
        match line {
            "[changed]" => kind = Kind::Changed,
            "[published]" => kind = Kind::Published,
            "[article]" => kind = Kind::Article,
            "[pictured]" => kind = Kind::Pictured,
            word => return Some((word, kind)),
        }
        None
    })
}

/// What they begin with.
static PAIRS: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(rows().map(|(word, _)| word)));

/// The longest of all words that some bytes, in lower case, begin with.
fn leading(text: &[u8]) -> Option<(&'static str, Kind)> {
    let words = &WORDS[usize::from(*text.first()?)];
    let begins = |word: &[u8]| word.get(1) == text.get(1) && text.starts_with(word);
    words.iter().filter(|(word, _)| begins(word.as_bytes())).max_by_key(|(word, _)| word.len()).copied()
}

/// Whether a text begins with a word for publication or change.
pub(super) fn opens(text: &str) -> bool {
    let first = text.chars().next().map_or('\0', letters::lower).encode_utf8(&mut [0; 4]).as_bytes()[0];
    let begins = || leading(text.to_lowercase().as_bytes()).is_some_and(|(_, kind)| kind.is_of_day());
    !WORDS[usize::from(first)].is_empty() && begins()
}

/// Whether a text begins with a name for the article that it stands in.
pub(super) fn opens_with_article(text: &str) -> bool {
    leading(text.to_lowercase().as_bytes()).is_some_and(|(_, kind)| kind == Kind::Article)
}

/// Whether a text says that its date is of a change. Words of publication win where both stand there.
pub(super) fn says_changed(text: &str) -> bool {
    let lower = text.to_lowercase();
    let held = |kind: Kind| kinds(&lower).any(|(.., held)| held == kind);
    held(Kind::Changed) && !held(Kind::Published)
}

/// What the words before a date say that happened on it: the last of them tells, but "published and updated" is of a
/// publication.
pub(super) fn kind(text: &str) -> Option<Kind> {
    /// Bytes between two words for one date, at most: " und ".
    const BETWEEN: usize = 6;
    let lower = text.to_lowercase();
    let both = kinds(&lower).filter(|(.., kind)| kind.is_of_day());
    let last = both.reduce(|last, next| match (last, next) {
        ((_, end, Kind::Published), (start, behind, _)) if start - end <= BETWEEN => (start, behind, Kind::Published),
        _ => next,
    });
    last.map(|(.., kind)| kind)
}

/// What the last words before a date that is not in this text say of it: those behind any other date.
pub(super) fn kind_before(text: &str, language: Option<&str>) -> Option<Kind> {
    /// Bytes in which a label and words beside it have room: "8:00 a.m. EST; originally published by Jane Doe on".
    const LONGEST: usize = 60;
    let last = text.trim_end().rsplit(['\n', '|', '·', '•']).find(|part| part.contains(letters::is_alphabetic))?;
    let kind = kind(last).filter(|_| last.len() <= LONGEST)?;
    // "Updated 3 March 2024" labels a date of its own.
    let own = dates::find_all(last, language).last().is_some_and(|found| self::kind(&last[found.end..]).is_none());
    (!own).then_some(kind)
}

/// What the words behind a date say of it, in Chinese, Japanese and Korean: "2024年3月3日 10時15分更新".
fn kind_behind(text: &str) -> Option<Kind> {
    /// Bytes of a time and a mark between the date and its label.
    const GAP: usize = 40;
    /// From Hangul on, above which these scripts are.
    const FIRST: char = '\u{1100}';
    if text.is_ascii() {
        return None;
    }
    let (at, kind) = kinds(text).map(|(at, _, kind)| (at, kind)).find(|(_, kind)| kind.is_of_day())?;
    let gap = &text[..at];
    // "2024年3月3日 (3月4日更新)": that is of a day without its year.
    let month = |(c, next): (char, char)| letters::is_numeric(c) && matches!(next, '月' | '월' | '/' | '-' | '.');
    let own = at <= GAP && !gap.chars().zip(gap.chars().skip(1)).any(month);
    (own && text[at..].starts_with(|c| c >= FIRST)).then_some(kind)
}

/// Whether a text has words of pictures and their credits.
pub(super) fn is_of_picture(text: &str) -> bool {
    kinds(&text.to_lowercase()).any(|(.., kind)| kind == Kind::Pictured)
}

/// The words in a text in lower case, each with its first byte and the one behind it. They do not overlap: "last update:"
/// is no "date:".
fn kinds(lower: &str) -> impl Iterator<Item = (usize, usize, Kind)> {
    let (bytes, pairs) = (lower.as_bytes(), &*PAIRS);
    let mut next = 0;
    std::iter::from_fn(move || {
        let may_begin = |at: &usize| bytes.get(at + 1).is_some_and(|&second| pairs.hold(bytes[*at], second));
        let found = |at: usize| leading(&bytes[at..]).map(|(word, kind)| (at, at + word.len(), kind));
        let word = (next..bytes.len()).filter(may_begin).find_map(found);
        next = word.map_or(bytes.len(), |(_, behind, _)| behind);
        word
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_tells_its_kind() {
        for (word, kind) in rows() {
            assert_eq!(opens(&format!("{word} x")), kind.is_of_day(), "{word}");
            assert_eq!(opens_with_article(&format!("{word} x")), kind == Kind::Article, "{word}");
            assert_eq!(says_changed(&format!("x {word} ")), kind == Kind::Changed, "{word}");
            assert_eq!(is_of_picture(&format!("x {word} ")), kind == Kind::Pictured, "{word}");
        }
        assert!(opens("UPDATED") && !opens("Harbour updated") && says_changed("Harbour updated"));
        assert!(!says_changed("Published and updated"));
        assert!(!says_changed(""));
        assert_eq!(kind("Published and updated on "), Some(Kind::Published));
        assert_eq!(kind("Published in March. Last update: "), Some(Kind::Changed));
    }

    #[test]
    fn a_label_is_that_of_the_date_behind_it() {
        let cases = [
            ("Updated ", Some(Kind::Changed)),
            ("Updated 4 March 2024 · First published ", Some(Kind::Published)),
            ("Updated: 8:00 am; originally published: ", Some(Kind::Published)),
            ("Aktualisiert am 04.03.2024, veröffentlicht am ", Some(Kind::Published)),
            ("Updated 4 March 2024 ", None),
            ("By Jane Doe ", None),
            ("Update: The harbour opens again, and the ferries leave at nine o'clock ", None),
        ];
        for (text, expected) in cases {
            assert_eq!(kind_before(text, Some("en")), expected, "{text}");
        }
    }
}
