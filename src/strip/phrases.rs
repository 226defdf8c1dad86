//! Words that chrome is made of, as data.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::letters;

use super::classes::{self, ASCII};
use super::patterns;
use super::words::{self, Set, Words};

/// The vocabulary: a concept, a language, then phrases parted by `|`.
const VOCABULARY: &str = include_str!("phrases.tsv");

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

/// Numbers of 64 bits that filter first words.
const FILTER: usize = 1024;

/// The phrases by the hash of their first word.
struct Vocabulary {
    /// Longest first among those of one first word.
    phrases: Vec<Phrase>,
    first_words: HashMap<u32, Range<usize>, RandomState>,
    /// A bit for each of the same words, to be asked first: one in fifty of other words has it too.
    filter: [u64; FILTER],
    /// Each with the second word of a phrase, or none.
    openings: Set,
}

struct Phrase {
    concept: Concept,
    /// As texts are folded.
    text: String,
    /// Bytes of it before its first word.
    before: usize,
    /// The hash of its second word.
    second: Option<u32>,
    /// Whether it counts only as the whole of a block.
    alone: bool,
}

static PHRASES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut words = Words::default();
    let mut phrases: Vec<(u32, Phrase)> = rows().map(|row| phrase(row, &mut words)).collect();
    phrases.sort_by_key(|(word, phrase)| (*word, Reverse(phrase.text.len())));
    let mut first_words: HashMap<u32, Range<usize>, RandomState> = HashMap::default();
    for (at, (word, _)) in phrases.iter().enumerate() {
        first_words.entry(*word).or_insert(at..at).end = at + 1;
    }
    let mut filter = [0; FILTER];
    first_words.keys().for_each(|&word| filter[in_filter(word)] |= bit(word));
    let openings = Set::of(phrases.iter().map(|(first, phrase)| opening(*first, phrase.second)));
    Vocabulary { phrases: phrases.into_iter().map(|(_, phrase)| phrase).collect(), first_words, filter, openings }
});

/// Where a word's bit stands in the filter, and which it is.
fn in_filter(word: u32) -> usize {
    word as usize / 64 % FILTER
}

fn bit(word: u32) -> u64 {
    1 << (word % 64)
}

/// The first two words of a phrase, as one hash.
#[inline]
fn opening(first: u32, second: Option<u32>) -> u32 {
    words::mix(first, second.unwrap_or_default())
}

/// A phrase and the hash of its first word; its words are added to others.
fn phrase(row: Row, words: &mut Words) -> (u32, Phrase) {
    let mut text = String::with_capacity(row.phrase.len());
    fold_into(&mut text, row.phrase);
    let before = text.find(begins_word).unwrap_or_default();
    words.push(&text);
    let first = words.last().first().copied().unwrap_or_default();
    let second = words.last().get(1).copied();
    (first, Phrase { concept: row.concept, text, before, second, alone: row.alone })
}

/// One phrase of the vocabulary.
pub(super) struct Row {
    pub(super) concept: Concept,
    pub(super) phrase: &'static str,
    /// Whether it counts only as the whole of a block.
    pub(super) alone: bool,
}

/// All phrases, in file order.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    VOCABULARY.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).flat_map(|line| {
        let mut columns = line.split('\t');
        let (concept, phrases) = (columns.next().and_then(concept), columns.nth(1).unwrap_or_default());
        phrases.split('|').filter_map(move |phrase| {
            let alone = phrase.strip_prefix('=');
            Some(Row { concept: concept?, phrase: alone.unwrap_or(phrase), alone: alone.is_some() })
        })
    })
}

/// The concept of a row.
pub(super) fn concept(word: &str) -> Option<Concept> {
    Some(match word {
        "related" => Concept::Related,
        "share" => Concept::Share,
        "subscribe" => Concept::Subscribe,
        "legal" => Concept::Legal,
        "comment" => Concept::Comment,
        "credit" => Concept::Credit,
        "advertising" => Concept::Advertising,
        "control" => Concept::Control,
        _ => return None,
    })
}

/// The phrases a block holds, given its words' hashes and whether there are digits in it. `buffer` is scratch.
pub(super) fn find(text: &str, words: &[u32], has_digits: bool, buffer: &mut String) -> Found {
    let mut found = Found::default();
    let vocabulary = &*PHRASES;
    let opens = vocabulary.may_find(words);
    let counts = has_digits && text.len() <= 2 * patterns::LONGEST;
    if !opens && !counts {
        return found;
    }
    buffer.clear();
    fold_into(buffer, searched(text));
    if opens {
        vocabulary.find(buffer, words, &mut found);
    }
    if counts && buffer.len() <= patterns::LONGEST {
        patterns::find(buffer).for_each(|concept| found[concept as usize] = 3);
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

impl Vocabulary {
    /// Whether a phrase may stand at the beginning of a text.
    fn may_find(&self, words: &[u32]) -> bool {
        // A word has a character at least, so these are all that stand in what is searched.
        words.iter().take(SEARCHED).enumerate().any(|(at, _)| self.opens(words, at))
    }

    /// Whether a phrase may begin at a word, by its first two.
    #[inline]
    fn opens(&self, words: &[u32], at: usize) -> bool {
        let word = words[at];
        self.filter[in_filter(word)] & bit(word) != 0 && self.may_open(word, words.get(at + 1).copied())
    }

    fn may_open(&self, first: u32, second: Option<u32>) -> bool {
        self.openings.contains(opening(first, None)) || self.openings.contains(opening(first, second))
    }

    /// The phrases with this first word, the longest first.
    fn beginning_with(&self, word: u32) -> &[Phrase] {
        self.first_words.get(&word).map_or(&[], |range| &self.phrases[range.clone()])
    }

    /// Goes through a folded text word by word; of phrases that begin at one word the longest counts, and no other
    /// begins inside it.
    fn find(&self, text: &str, words: &[u32], found: &mut Found) {
        let (mut rest, mut passed) = (0, 0);
        let mut starts = word_starts(text);
        for at in (0..words.len().min(SEARCHED)).filter(|&at| self.opens(words, at)) {
            let Some(start) = starts.nth(at - passed) else { return };
            passed = at + 1;
            if start < rest {
                continue;
            }
            if let Some(phrase) = self.beginning_with(words[at]).iter().find(|phrase| phrase.is_at(text, start)) {
                let begin = start - phrase.before;
                rest = begin + phrase.text.len();
                phrase.count(text, begin..rest, found);
            }
        }
    }
}

/// Where the words of a text begin: those that [`Words`] has the hashes of.
fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(begins_word)?;
        let rest = text[start..].trim_start_matches(goes_on);
        at = text.len() - rest.len();
        if at == start {
            at += rest.chars().next()?.len_utf8();
        }
        Some(start)
    })
}

#[inline]
fn begins_word(c: char) -> bool {
    goes_on(c) || stands_alone(c)
}

#[inline]
fn goes_on(c: char) -> bool {
    match ASCII.get(c as usize).filter(|_| c.is_ascii()) {
        Some(&(_, letter)) => letter != 0,
        None => letters::is_alphanumeric(c) && !classes::is_ideograph(c),
    }
}

/// Whether it is a word by itself.
#[inline]
fn stands_alone(c: char) -> bool {
    c == '©' || classes::is_ideograph(c) && letters::is_alphanumeric(c)
}

impl Phrase {
    /// Whether it stands in a text with its first word at `start`, and no word goes on at its ends.
    fn is_at(&self, text: &str, start: usize) -> bool {
        let Some(begin) = start.checked_sub(self.before) else { return false };
        let Some(rest) = text.get(begin..) else { return false };
        rest.starts_with(&*self.text) && edge(rest[self.text.len()..].chars().next())
    }

    fn count(&self, text: &str, range: Range<usize>, found: &mut Found) {
        let bare = |side: &str| !side.contains(letters::is_alphanumeric);
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

/// Appends a text as phrases are compared: lower case, on one line, with plain apostrophes, letters as
/// [`classes::fold`] has them.
fn fold_into(out: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let (start, beginning) = (out.len(), plain_bytes(rest.as_bytes()));
        out.push_str(&rest[..beginning]);
        out[start..].make_ascii_lowercase();
        let mut chars = rest[beginning..].chars();
        match chars.next() {
            None => return,
            Some('\t'..='\r') => out.push(' '),
            Some(c) => out.extend(letters::to_lowercase(c).filter_map(classes::fold).map(plain)),
        }
        rest = chars.as_str();
    }
}

/// Bytes at the beginning that are ASCII and break no line; eight at once, as long as it goes.
fn plain_bytes(bytes: &[u8]) -> usize {
    let is_plain = |byte: u8| byte.is_ascii() & !(b'\t'..=b'\r').contains(&byte);
    let is_not = |eight: &[u8; 8]| !eight.iter().fold(true, |plain, &byte| plain & is_plain(byte));
    let (eights, _) = bytes.as_chunks();
    let sure = eights.iter().position(is_not).unwrap_or(eights.len()) * 8;
    sure + bytes[sure..].iter().position(|&byte| !is_plain(byte)).unwrap_or(bytes.len() - sure)
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
    use super::*;

    fn find_in(text: &str) -> Found {
        let mut words = Words::default();
        let has_digits = words.push(text).digits > 0.0;
        find(text, words.all(), has_digits, &mut String::new())
    }

    fn of(text: &str, concept: Concept) -> u8 {
        find_in(text)[concept as usize]
    }

    #[test]
    fn rows_are_well_formed() {
        for line in VOCABULARY.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let columns: Vec<_> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert!(concept(columns[0]).is_some(), "{line}");
            for phrase in columns[2].split('|') {
                let phrase = phrase.strip_prefix('=').unwrap_or(phrase);
                let normal: String = phrase.trim().chars().flat_map(char::to_lowercase).map(plain).collect();
                assert_eq!(phrase, normal, "a phrase is lower case, with plain apostrophes and no space around it");
                assert!(!phrase.is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn patterns_are_whole_blocks_with_numbers() {
        for (text, concept) in [
            ("5 min read", Concept::Credit),
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
        for text in ["12 people died.", "It was 10:45", "In 2024 he left"] {
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
        for text in ["İlgili Haberler", "İLGİLİ HABERLER", "Читайте еще: по теме", "إقرأ أيضًا", "پربیننده ترین"]
        {
            assert_ne!(of(text, Concept::Related), 0, "{text}");
        }
        assert_eq!(of("YAZDIR", Concept::Share), 3);
        assert_eq!(of("ЕЩЁ", Concept::Control), 3);
        assert_eq!(of("ЕЩЕ", Concept::Control), 3);
    }
}
