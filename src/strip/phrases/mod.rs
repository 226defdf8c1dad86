//! Words that chrome is made of, as data.

mod index;
mod patterns;

use std::ops::Range;

use crate::letters;

use super::classes;
use index::INDEX;

/// Characters of a block that are searched: a phrase that counts stands near its beginning.
const SEARCHED: usize = 160;

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Concept {
    /// Teasers of other stories.
    Related,
    /// Sharing and following.
    Share,
    /// Newsletters, subscriptions, applications, donations.
    Subscribe,
    /// Cookies, consent, copyright, terms.
    Legal,
    /// Readers' comments.
    Comment,
    /// Who wrote it, who took the picture, when.
    Credit,
    /// Advertising labels.
    Advertising,
    /// Buttons and menus.
    Control,
}

/// Number of [`Concept`]s.
pub(super) const CONCEPTS: usize = 8;

/// How much of a block a phrase of a concept makes up: 0 none, 1 somewhere in it, 2 its beginning, 3 all of it.
pub(super) type Found = [u8; CONCEPTS];

/// A phrase of the vocabulary.
struct Phrase {
    concept: Concept,
    text: &'static str,
    /// Bytes of it before its first word.
    before: usize,
    /// Whether it counts only as the whole of a block.
    alone: bool,
}

/// The concepts by their numbers, and what the data call them.
const NAMES: [(&str, Concept); CONCEPTS] = [
    ("related", Concept::Related),
    ("share", Concept::Share),
    ("subscribe", Concept::Subscribe),
    ("legal", Concept::Legal),
    ("comment", Concept::Comment),
    ("credit", Concept::Credit),
    ("advertising", Concept::Advertising),
    ("control", Concept::Control),
];

/// The concept of a row of data.
#[cfg(test)]
fn concept(word: &str) -> Option<Concept> {
    NAMES.iter().find(|(name, _)| *name == word).map(|(_, concept)| *concept)
}

/// The phrases a block holds, given its words' hashes, where each begins, and whether there are digits in it. `buffer` is
/// scratch.
pub(super) fn find(text: &str, words: (&[u32], &[u32]), has_digits: bool, buffer: &mut String) -> Found {
    let mut found = Found::default();
    find_phrases(searched(text), words, &mut found);
    if has_digits && text.len() <= 2 * patterns::LONGEST {
        buffer.clear();
        buffer.extend(folded(text).map(|(_, c)| c));
        if buffer.len() <= patterns::LONGEST {
            patterns::find(buffer, &mut found);
        }
    }
    found
}

/// As much of a text as is searched.
fn searched(text: &str) -> &str {
    let end = match text.as_bytes().get(..SEARCHED) {
        None => text.len(),
        Some(beginning) if beginning.is_ascii() => SEARCHED,
        Some(_) => text.char_indices().nth(SEARCHED).map_or(text.len(), |(end, _)| end),
    };
    &text[..end]
}

/// Goes through a text word by word; of phrases that begin at one word the longest counts, and no other begins inside it.
fn find_phrases(text: &str, (words, starts): (&[u32], &[u32]), found: &mut Found) {
    let index = &*INDEX;
    let mut rest = 0;
    for (at, &start) in starts.iter().enumerate() {
        let start = start as usize;
        if start >= text.len() {
            return;
        }
        if !index.opens(words, at) || start < rest {
            continue;
        }
        for phrase in index.beginning_with(words, at) {
            if let Some(range) = phrase.range_in(text, start) {
                rest = range.end;
                phrase.count(text, range, found);
                break;
            }
        }
    }
}

impl Phrase {
    /// Where it stands in a text with its first word at `start`, if no word goes on at its ends.
    fn range_in(&self, text: &str, start: usize) -> Option<Range<usize>> {
        // What stands before a phrase's first word is ASCII.
        let begin = start.checked_sub(self.before)?;
        if self.is_plainly_not_in(&text.as_bytes()[begin..]) {
            return None;
        }
        let (mut chars, mut end) = (folded(text.get(begin..)?), 0);
        for (_, wanted) in folded(self.text) {
            let (behind, c) = chars.next()?;
            if c != wanted {
                return None;
            }
            end = behind;
        }
        edge(chars.next().map(|(_, c)| c)).then_some(begin..begin + end)
    }

    /// Whether some bytes begin otherwise than the phrase, as far as both are letters of ASCII.
    fn is_plainly_not_in(&self, bytes: &[u8]) -> bool {
        let other = self.text.bytes().zip(bytes).find(|(wanted, byte)| *wanted != byte.to_ascii_lowercase());
        other.is_some_and(|(wanted, byte)| wanted.is_ascii() && byte.is_ascii_alphabetic())
    }

    fn count(&self, text: &str, range: Range<usize>, found: &mut Found) {
        let bare = |side: &str| !folded(side).any(|(_, c)| letters::is_alphanumeric(c));
        let weight = match (bare(&text[..range.start]), bare(&text[range.end..])) {
            (true, true) => 3,
            (true, false) => 2,
            _ => 1,
        };
        if weight == 3 || !self.alone {
            let slot = &mut found[self.concept as usize];
            *slot = weight.max(*slot);
        }
    }
}

/// A text as phrases are compared: lower case, on one line, with plain apostrophes, letters as [`classes::fold`] has them;
/// each with the offset behind the character that it comes from.
pub(super) fn folded(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices().filter_map(|(at, c)| Some((at + c.len_utf8(), fold(c)?)))
}

/// One character so, if it is not left out.
#[inline]
fn fold(c: char) -> Option<char> {
    match c {
        '\t'..='\r' => Some(' '),
        _ if c.is_ascii() => Some(c.to_ascii_lowercase()),
        _ => classes::fold(letters::lower(c)).map(plain),
    }
}

/// Typographic apostrophes and odd spaces as the vocabulary writes them.
fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// Whether a word may end beside this character. Scripts that do not part words have no edges to look for.
fn edge(beside: Option<char>) -> bool {
    beside.is_none_or(|c| !letters::is_alphanumeric(c) || classes::is_ideograph(c))
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    fn find_in(text: &str) -> Found {
        let mut words = Words::default();
        let has_digits = words.push(text).digits > 0.0;
        find(text, words.placed(0), has_digits, &mut String::new())
    }

    fn of(text: &str, concept: Concept) -> u8 {
        find_in(text)[concept as usize]
    }

    #[test]
    fn patterns_are_whole_blocks_with_numbers() {
        for (text, concept) in [
            ("5 min read", Concept::Credit),
            ("2 minuti di lettura", Concept::Credit),
            ("4 хвилини читання", Concept::Credit),
            ("Время чтения: 4 минуты", Concept::Credit),
            ("3 hours ago", Concept::Credit),
            ("Vor 2 Stunden", Concept::Credit),
            ("12 Comments", Concept::Comment),
            ("Комментарии (4)", Concept::Comment),
            ("1.2K shares", Concept::Share),
            ("10:45", Concept::Credit),
            ("03.05.2024, 10:15 Uhr", Concept::Credit),
            ("2024年3月5日 08:00", Concept::Credit),
            ("Page 1 of 3", Concept::Control),
            ("1 / 12", Concept::Control),
        ] {
            assert_eq!(of(text, concept), 3, "{text}");
        }
        for text in ["12 people died.", "It was 10:45", "In 2024 he left", "25 percent"] {
            assert!(find_in(text).iter().all(|&weight| weight < 3), "{text}");
        }
    }

    #[test]
    fn a_phrase_counts_by_how_much_of_the_block_it_is() {
        assert_eq!(of("Most Visited", Concept::Related), 3);
        assert_eq!(of("Most visited in Other Media", Concept::Related), 2);
        assert_eq!(of("The museum is the most visited in town.", Concept::Related), 1);
        assert_eq!(of("Foremost visitedly", Concept::Related), 0);
    }

    #[test]
    fn common_words_count_only_alone() {
        assert_eq!(of("More »", Concept::Control), 3);
        assert_eq!(of("More than a hundred people came.", Concept::Control), 0);
        assert_eq!(of("Shares of the shipyard fell.", Concept::Share), 0);
        assert_eq!(of("More from this author", Concept::Related), 2);
    }

    #[test]
    fn letters_written_either_way_are_one() {
        let turkish = ["İlgili Haberler", "İLGİLİ HABERLER"];
        let others = ["Читайте еще: по теме", "إقرأ أيضًا", "پربیننده ترین", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "Citeşte şi"];
        // The second letter of the last word in two ways.
        let bengali = ["আরও প\u{9dc}ুন", "আরও প\u{9a1}\u{9bc}ুন"];
        for text in turkish.into_iter().chain(others).chain(bengali) {
            assert_ne!(of(text, Concept::Related), 0, "{text}");
        }
        assert_eq!(of("YAZDIR", Concept::Share), 3);
        assert_eq!(of("ЕЩЁ", Concept::Control), 3);
        assert_eq!(of("ЕЩЕ", Concept::Control), 3);
    }
}
