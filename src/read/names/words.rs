//! The vocabulary of bylines.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::super::pairs::Pairs;
use super::tokens::Word;

/// What a word does in a byline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Concept {
    By,
    And,
    Others,
    End,
    Source,
    For,
    Role,
    Newsroom,
    Agency,
    Nobody,
    Did,
    Particle,
    Credential,
    /// A given name that looks like a word which introduces names.
    Given,
}

/// Words of the longest entry.
pub(super) const LONGEST_ENTRY: usize = 5;

/// Entry to its concepts, as bits.
static WORDS: LazyLock<HashMap<&str, u16, RandomState>> = LazyLock::new(|| {
    let mut words = HashMap::default();
    for (concept, entry) in rows() {
        *words.entry(entry).or_default() |= 1 << concept as u16;
    }
    words
});

/// How many words the longest entry has that begins with a word: most words begin none.
static LONGEST_BEHIND: LazyLock<HashMap<&str, usize, RandomState>> = LazyLock::new(|| {
    let mut longest = HashMap::default();
    for (_, entry) in rows() {
        let first = entry.split(' ').next().unwrap_or_default();
        let words = longest.entry(first).or_default();
        *words = entry.split(' ').count().max(*words);
    }
    longest
});

/// First words of the entries that introduce an author: most lines are told from bylines by theirs.
static OPENINGS: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| {
    let openings = rows().filter(|(concept, _)| *concept == Concept::By);
    openings.filter_map(|(_, entry)| entry.split(' ').next()).collect()
});

/// What they begin with.
static PAIRS: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(OPENINGS.iter().copied()));

/// Those in ASCII by their first byte.
static PLAIN: LazyLock<[Vec<&str>; 256]> = LazyLock::new(|| {
    let mut plain = [const { Vec::new() }; 256];
    for word in OPENINGS.iter().filter(|word| word.is_ascii()) {
        plain[usize::from(word.as_bytes()[0])].push(*word);
    }
    plain
});

/// Whether an entry that introduces an author may begin a text, by its first two letters: a glance that settles most.
pub(super) fn may_open(text: &str) -> bool {
    match *text.as_bytes() {
        [first, second, ..] if first.is_ascii_alphanumeric() && second.is_ascii_alphanumeric() => {
            PAIRS.hold(first.to_ascii_lowercase(), second.to_ascii_lowercase())
        }
        _ => true,
    }
}

/// Whether an entry that introduces an author begins with this word, of any case.
pub(super) fn opens(word: &str) -> bool {
    if !word.is_ascii() {
        return OPENINGS.contains(&*word.to_lowercase());
    }
    let first = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
    PLAIN[usize::from(first)].iter().any(|opening| opening.eq_ignore_ascii_case(word))
}

/// The table, flat. A heading that names no concept is a fault of the file, which the tests show.
pub(super) fn rows() -> impl Iterator<Item = (Concept, &'static str)> {
    let lines = include_str!("words.txt").lines().map(str::trim);
    let mut concept = None;
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(move |line| {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(heading) => {
                concept = named(heading);
                None
            }
            None => Some((concept?, line)),
        }
    })
}

fn named(heading: &str) -> Option<Concept> {
    Some(match heading {
        "by" => Concept::By,
        "and" => Concept::And,
        "others" => Concept::Others,
        "end" => Concept::End,
        "source" => Concept::Source,
        "for" => Concept::For,
        "role" => Concept::Role,
        "newsroom" => Concept::Newsroom,
        "agency" => Concept::Agency,
        "nobody" => Concept::Nobody,
        "did" => Concept::Did,
        "particle" => Concept::Particle,
        "credential" => Concept::Credential,
        "given" => Concept::Given,
        _ => return None,
    })
}

/// Whether the entry, in lower case, has this concept.
pub(super) fn is(concept: Concept, entry: &str) -> bool {
    WORDS.get(entry).is_some_and(|bits| bits & (1 << concept as u16) != 0)
}

/// Words at the beginning of `words` that are an entry of this concept; the longest entry wins.
pub(super) fn leading(concept: Concept, words: &[Word]) -> Option<usize> {
    let longest = *LONGEST_BEHIND.get(&*words.first()?.lower)?;
    (1..=longest.min(words.len())).rev().find(|&count| match count {
        1 => is(concept, &words[0].lower),
        _ => {
            let entry: Vec<&str> = words[..count].iter().map(|word| &*word.lower).collect();
            is(concept, &entry.join(" "))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_is_a_concept() {
        let headings = include_str!("words.txt").lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
        for heading in headings {
            assert!(named(heading).is_some(), "{heading}");
        }
    }

    #[test]
    fn every_entry_is_lower_case_and_short() {
        for (_, entry) in rows() {
            assert_eq!(entry, entry.to_lowercase());
            assert!(entry.split(' ').count() <= LONGEST_ENTRY, "{entry}");
        }
    }
}
