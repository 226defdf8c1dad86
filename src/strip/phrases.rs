//! Words that chrome is made of, as data.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::RegexSet;

/// The vocabulary: a concept, a language, then phrases parted by `|`.
const VOCABULARY: &str = include_str!("phrases.tsv");

/// Patterns of whole blocks that no list of phrases can hold, for they have numbers in them: a concept, then a regular
/// expression.
const PATTERNS: &str = include_str!("patterns.tsv");

/// Bytes up to which a block is compared with the patterns: a count, a duration, a time of day with a word or two.
const PATTERN_LENGTH: usize = 48;

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

struct Vocabulary {
    automaton: AhoCorasick,
    rows: Vec<Row>,
}

static PHRASES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let rows: Vec<Row> = rows().collect();
    let phrases = rows.iter().map(|row| row.phrase.chars().filter_map(fold).collect::<String>());
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases);
    Vocabulary { automaton: automaton.expect("the vocabulary is a few thousand bytes"), rows }
});

/// The patterns, and the concept of each.
static WHOLE: LazyLock<(RegexSet, Vec<Concept>)> = LazyLock::new(|| {
    let (patterns, concepts): (Vec<_>, Vec<_>) = patterns().unzip();
    (RegexSet::new(patterns).expect("a test reads the patterns"), concepts)
});

fn patterns() -> impl Iterator<Item = (String, Concept)> {
    let rows = PATTERNS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(word, pattern)| Some((format!("^(?:{pattern})$"), concept(word)?)))
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

fn concept(word: &str) -> Option<Concept> {
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

/// The phrases a block holds. `buffer` is scratch.
pub(super) fn find(text: &str, buffer: &mut String) -> Found {
    buffer.clear();
    buffer.extend(text.chars().take(SEARCHED).flat_map(char::to_lowercase).filter_map(fold));
    let mut found = Found::default();
    for hit in PHRASES.automaton.find_iter(buffer.as_str()) {
        let (before, behind) = (&buffer[..hit.start()], &buffer[hit.end()..]);
        if !edge(before.chars().next_back()) || !edge(behind.chars().next()) {
            continue;
        }
        let bare = |side: &str| !side.contains(char::is_alphanumeric);
        let weight = match (bare(before), bare(behind)) {
            (true, true) => 3,
            (true, false) => 2,
            _ => 1,
        };
        let row = &PHRASES.rows[hit.pattern().as_usize()];
        if weight == 3 || !row.alone {
            found[row.concept as usize] = found[row.concept as usize].max(weight);
        }
    }
    let has_digit = || buffer.bytes().any(|byte| byte.is_ascii_digit());
    if buffer.len() <= PATTERN_LENGTH && has_digit() {
        for at in WHOLE.0.matches(buffer) {
            found[WHOLE.1[at] as usize] = 3;
        }
    }
    found
}

/// Typographic apostrophes and odd spaces as the vocabulary writes them.
fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// A lower-case character as phrases are compared: letters that texts write either way are one, marks that are often
/// left out are none.
fn fold(c: char) -> Option<char> {
    Some(match plain(c) {
        // What lower-casing leaves over the i of `İ`; Arabic vowel signs and the stroke that stretches words.
        '\u{307}' | '\u{64b}'..='\u{652}' | '\u{640}' => return None,
        'ı' => 'i',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' => 'ا',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        '\u{200c}' => ' ',
        c => c,
    })
}

/// Whether a word may end beside this character. Scripts that do not part words have no edges to look for.
fn edge(beside: Option<char>) -> bool {
    beside.is_none_or(|c| !c.is_alphanumeric() || super::measure::is_ideograph(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, concept: Concept) -> u8 {
        find(text, &mut String::new())[concept as usize]
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
        assert_eq!(patterns().count(), PATTERNS.lines().filter(|line| !line.starts_with('#')).count());
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
            assert!(find(text, &mut String::new()).iter().all(|&weight| weight < 3), "{text}");
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
