//! Short blocks with a number in them that are chrome as a whole, as data.

use std::sync::LazyLock;

use regex::bytes::RegexSet;

use super::phrases::{Concept, concept};

/// Patterns of whole blocks that no list of phrases can hold, for they have numbers in them: a concept, then a regular
/// expression.
const PATTERNS: &str = include_str!("patterns.tsv");

/// Bytes up to which a block is compared with the patterns: a count, a duration, a time of day with a word or two.
pub(super) const LONGEST: usize = 48;

/// The patterns, and their concepts.
static WHOLE: LazyLock<(RegexSet, Vec<Concept>)> = LazyLock::new(|| {
    let (patterns, concepts): (Vec<String>, Vec<Concept>) = patterns().unzip();
    let whole = patterns.iter().map(|pattern| format!("(?-u)^(?:{pattern})$"));
    (RegexSet::new(whole).expect("a test reads the patterns"), concepts)
});

/// The patterns as regular expressions over bytes: the classes of Unicode, many times over, take longer to compile than
/// a hundred pages to read. A letter that is not ASCII counts by its bytes, and digits of other scripts are folded.
fn patterns() -> impl Iterator<Item = (String, Concept)> {
    let rows = PATTERNS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let bytes = |pattern: &str| pattern.replace(r"\w", r"[a-z0-9_\x80-\xff]").replace(r"\d", "[0-9]");
    rows.filter_map(move |(word, pattern)| Some((bytes(pattern), concept(word)?)))
}

/// The concepts of the patterns that a folded text is one of.
pub(super) fn find(text: &str) -> impl Iterator<Item = Concept> {
    let (patterns, concepts) = &*WHOLE;
    // Most texts are none, which is found out sooner than which of them one is.
    let matches = patterns.is_match(text.as_bytes()).then(|| patterns.matches(text.as_bytes()));
    matches.into_iter().flatten().map(|pattern| concepts[pattern])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_well_formed() {
        assert_eq!(patterns().count(), PATTERNS.lines().filter(|line| !line.starts_with('#')).count());
    }
}
