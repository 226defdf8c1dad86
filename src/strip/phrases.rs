//! Words that chrome is made of, as data.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

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

struct Vocabulary {
    automaton: AhoCorasick,
    concepts: Vec<Concept>,
}

static PHRASES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let (phrases, concepts): (Vec<_>, Vec<_>) = rows().map(|row| (row.phrase, row.concept)).unzip();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases);
    Vocabulary { automaton: automaton.expect("the vocabulary is a few thousand bytes"), concepts }
});

/// One phrase of the vocabulary.
pub(super) struct Row {
    pub(super) concept: Concept,
    pub(super) phrase: &'static str,
}

/// All phrases, in file order.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    VOCABULARY.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).flat_map(|line| {
        let mut columns = line.split('\t');
        let (concept, phrases) = (columns.next().and_then(concept), columns.nth(1).unwrap_or_default());
        phrases.split('|').filter_map(move |phrase| Some(Row { concept: concept?, phrase }))
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
    buffer.extend(text.chars().take(SEARCHED).flat_map(char::to_lowercase).map(plain));
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
        let at = PHRASES.concepts[hit.pattern().as_usize()] as usize;
        found[at] = found[at].max(weight);
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
                let normal: String = phrase.trim().chars().flat_map(char::to_lowercase).map(plain).collect();
                assert_eq!(phrase, normal, "a phrase is lower case, with plain apostrophes and no space around it");
                assert!(!phrase.is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn a_phrase_counts_by_how_much_of_the_block_it_is() {
        assert_eq!(of("Most Visited", Concept::Related), 3);
        assert_eq!(of("Most visited in Other Media", Concept::Related), 2);
        assert_eq!(of("The museum is the most visited in town.", Concept::Related), 1);
        assert_eq!(of("Foremost visitedly", Concept::Related), 0);
    }
}
