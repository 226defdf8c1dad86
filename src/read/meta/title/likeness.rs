//! When two prints are of one headline, and where a site's name may be parted from it.

use super::{LONGEST, MOST_CUTS};

/// Share of the shorter title's words that two likenesses of one headline have in common, at least.
const ALIKE: f32 = 0.5;

/// Marks that part a headline from a site's or section's name, with the spaces that make them so.
const SEPARATORS: [&str; 18] = [
    " | ", " - ", " – ", " — ", " « ", " » ", " • ", " · ", " :: ", " ‹ ", " › ", " / ", " ~ ", ": ", "|", " ― ", "｜",
    "_",
];

/// Words of a headline at least, and of a kicker at most.
const HEADLINE: usize = 3;
const KICKER: usize = 5;

/// How many times the words of a heading a title has at most, if both are the headline.
const WORDIER: usize = 4;

/// Whether a heading is a headline with a kicker before it: some words of a department or series.
pub(super) fn is_kicked(heading: &str, headline: &str) -> bool {
    let Some(kicker) = heading.strip_suffix(headline).and_then(|kicker| kicker.strip_suffix(' ')) else { return false };
    kicker.len() < headline.len()
        && headline.split(' ').count() >= HEADLINE
        && kicker.split(' ').count() <= KICKER
        && kicker.contains(char::is_alphabetic)
}

/// Whether a heading may be the headline that another title words differently; one word of it is not.
pub(super) fn kin(title: &str, heading: &str) -> bool {
    alike(title, heading) && WORDIER * heading.split(' ').count() >= title.split(' ').count()
}

/// Whether the side of a title is the site's address: `news.example`.
pub(super) fn is_address(side: &str) -> bool {
    let ending = side.rsplit_once('.').map_or("", |(_, ending)| ending);
    !side.contains(char::is_whitespace) && ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The two sides of each separator.
pub(super) fn cuts(text: &str) -> Vec<(&str, &str)> {
    let mut cuts = Vec::new();
    // Most texts that are asked about are words and spaces.
    if text.is_ascii() && !text.contains(['|', '-', ':', '/', '~', '_']) {
        return cuts;
    }
    for separator in SEPARATORS {
        for (at, _) in text.match_indices(separator).take(MOST_CUTS) {
            let (left, right) = (text[..at].trim(), text[at + separator.len()..].trim());
            if !left.is_empty() && !right.is_empty() && cuts.len() < MOST_CUTS {
                cuts.push((left, right));
            }
        }
    }
    cuts
}

/// The words of a text in lower case: what two prints of one headline have in common.
pub(in super::super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        if word.is_ascii() {
            let start = key.len();
            key.push_str(word);
            key[start..].make_ascii_lowercase();
        } else {
            key.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    key
}

/// Whether two keys are of one headline: one begins the other, or most words of the shorter are in the longer.
pub(in super::super) fn alike(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let words: Vec<&str> = long.split(' ').take(LONGEST / 4).collect();
    let common = short.split(' ').take(LONGEST / 4).filter(|word| words.contains(word)).count();
    let all = short.split(' ').count();
    long.contains(short) || (all > 1 && common as f32 >= ALIKE * all as f32)
}
