//! Words that stand before a date and say what happened on it; the words are in `labels.txt`.

use std::sync::LazyLock;

use crate::letters;

/// What a word says that happened on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Changed,
    Published,
}

/// The words by their first byte: a text is searched for all of them at once.
static WORDS: LazyLock<[Vec<(&str, Kind)>; 256]> = LazyLock::new(|| {
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
            word => return Some((word, kind)),
        }
        None
    })
}

/// Of all words, those that some bytes, in lower case, begin with.
fn leading<'t>(words: &'t [Vec<(&str, Kind)>; 256], text: &'t [u8]) -> impl Iterator<Item = Kind> {
    let words = text.first().map_or(&[][..], |first| &words[usize::from(*first)]);
    let begins = |word: &[u8]| word.get(1) == text.get(1) && text.starts_with(word);
    words.iter().filter(move |(word, _)| begins(word.as_bytes())).map(|(_, kind)| *kind)
}

/// Whether a text begins with a word for publication or change.
pub(super) fn opens(text: &str) -> bool {
    let first = text.chars().next().map_or('\0', letters::lower).encode_utf8(&mut [0; 4]).as_bytes()[0];
    !WORDS[usize::from(first)].is_empty() && leading(&WORDS, text.to_lowercase().as_bytes()).next().is_some()
}

/// Whether the words before a date say that it is of a change. Words of publication win where both stand there.
pub(super) fn says_changed(text: &str) -> bool {
    let lower = text.to_lowercase();
    let (words, bytes) = (&*WORDS, lower.as_bytes());
    let mut changed = false;
    for at in 0..bytes.len() {
        for kind in leading(words, &bytes[at..]) {
            match kind {
                Kind::Changed => changed = true,
                Kind::Published => return false,
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_tells_its_kind() {
        for (word, kind) in rows() {
            assert!(opens(&format!("{word} x")), "{word}");
            assert_eq!(says_changed(&format!("x {word} ")), kind == Kind::Changed, "{word}");
        }
        assert!(opens("UPDATED") && !opens("Harbour updated") && says_changed("Harbour updated"));
        assert!(!says_changed("Published and updated"));
        assert!(!says_changed(""));
    }
}
