//! Hyphens at the ends of lines: the printer's go when the lines are joined, the writer's stay.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::join;
use crate::letters;
use crate::read::language;

/// Languages that hardly join words by a hyphen before a small letter, unlike English ("long-term") or French
/// ("peut-elle"): there such a hyphen is the printer's.
const CLOSED: [&str; 6] = ["da", "de", "es", "it", "nb", "sv"];

/// Bytes of a page that tell its language.
const SAMPLE: usize = 8 << 10;

/// Bytes of it whose words are known: a bound on memory, and a book has its words by then.
const KNOWN: usize = 1 << 20;

/// What a page says about its hyphens; nothing is looked for before a line ends on one.
pub(super) struct Hyphens<'p> {
    pub(super) page: &'p str,
    words: OnceCell<HashSet<&'p str>>,
    closed: OnceCell<bool>,
}

impl<'p> Hyphens<'p> {
    pub(super) fn new(page: &'p str) -> Hyphens<'p> {
        Hyphens { page, words: OnceCell::new(), closed: OnceCell::new() }
    }

    /// Whether the hyphen between these two lines is one of the printer's: the word is on the page without it, or its
    /// language has no such hyphens and the page no such word.
    pub(super) fn is_printers(&self, above: &str, below: &str) -> bool {
        let above = above.trim_end_matches(is_hyphen);
        let first = above.rsplit(|char| !is_of_word(char)).next().unwrap_or_default();
        let second = below.split(|char| !is_of_word(char)).next().unwrap_or_default();
        if self.words().contains(format!("{first}{second}").as_str()) {
            return true;
        }
        let capitals = first.chars().skip(1).any(letters::is_uppercase);
        let whole = || self.words().contains(format!("{first}-{second}").as_str());
        join::is_small(second) && !capitals && self.is_closed() && !whole()
    }

    /// The words of the page, those with a hyphen inside whole.
    fn words(&self) -> &HashSet<&'p str> {
        let words = || letters::head(self.page, KNOWN).split(|char| !is_of_word(char)).filter(|word| !word.is_empty());
        self.words.get_or_init(|| words().map(|word| word.trim_matches(is_hyphen)).collect())
    }

    fn is_closed(&self) -> bool {
        let is_closed =
            || language::of_words(letters::head(self.page, SAMPLE)).is_some_and(|language| CLOSED.contains(&language));
        *self.closed.get_or_init(is_closed)
    }
}

fn is_of_word(char: char) -> bool {
    letters::is_alphabetic(char) || is_hyphen(char)
}

fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '‐')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_of_printer_and_writer() {
        let german =
            "Der Hafen ist nach der Sperrung wieder auf, und die Stadt teilte mit, dass es rot-grün leuchtet. ";
        let rows = [
            ("the word stands elsewhere", "It was announced.", "It was an-", "nounced again", true),
            ("it does not", "It was so.", "It was long-", "term", false),
            ("a language that closes words", german, "die Hafenver-", "waltung", true),
            ("but for this word", german, "der rot-", "grün leuchtet", false),
            ("an abbreviation", german, "der EU-", "weite Plan", false),
            ("a name", german, "die Hafen-", "Stadt", false),
        ];
        for (name, page, above, below, wanted) in rows {
            assert_eq!(Hyphens::new(page).is_printers(above, below), wanted, "{name}");
        }
    }
}
