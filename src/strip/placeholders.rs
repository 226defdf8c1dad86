//! What stands in the place of an embedded post, video or map until a reader agrees to load it: paragraphs that tell of
//! cookies, consent and browsers in the midst of an article's own, under class names of the article's own.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::phrases::folded;

/// How such a paragraph begins, and what it must hold: one of these, if there are any.
struct Placeholder {
    begins: String,
    holds: Vec<String>,
}

/// Those of [`placeholders.txt`](../../../../src/strip/placeholders.txt), by their first two characters: every paragraph that
/// is kept is asked, and nearly none begins like one.
static PLACEHOLDERS: LazyLock<HashMap<[char; 2], Vec<Placeholder>, RandomState>> = LazyLock::new(|| {
    let mut placeholders: HashMap<_, Vec<_>, _> = HashMap::default();
    for row in include_str!("placeholders.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (begins, holds) = row.split_once(" … ").unwrap_or((row, ""));
        let holds = holds.split('|').filter(|word| !word.is_empty()).map(plain).collect();
        let placeholder = Placeholder { begins: plain(begins), holds };
        placeholders.entry(key(begins)).or_default().push(placeholder);
    }
    placeholders
});

/// Whether a paragraph is such a notice by its words.
pub(super) fn is_placeholder(text: &str) -> bool {
    let Some(alike) = PLACEHOLDERS.get(&key(text)) else { return false };
    let text = plain(text);
    let holds = |words: &[String]| words.is_empty() || words.iter().any(|word| text.contains(word));
    alike.iter().any(|placeholder| text.starts_with(&placeholder.begins) && holds(&placeholder.holds))
}

/// The first two characters of a text, as they are compared.
fn key(text: &str) -> [char; 2] {
    let mut chars = folded(text).map(|(_, c)| c);
    [chars.next(), chars.next()].map(Option::unwrap_or_default)
}

/// A text as it is compared.
fn plain(text: &str) -> String {
    folded(text).map(|(_, c)| c).collect()
}
