//! When two prints are of one headline, and where a site's name may be parted from it.

use crate::letters;

use super::super::super::chars;
use super::{LONGEST, MOST_CUTS};

/// Share of the shorter title's words that two likenesses of one headline have in common, at least.
const ALIKE: f32 = 0.5;

/// Marks that part a headline from a site's or section's name, with the spaces that make them so.
const SEPARATORS: [&str; 18] = [
    " | ", " - ", " – ", " — ", " « ", " » ", " • ", " · ", " :: ", " ‹ ", " › ", " / ", " ~ ", ": ", "|", " ― ", "｜",
    "_",
];

/// Hyphens that part names in scripts without spaces, where no word has one.
pub(super) const HYPHENS: [char; 2] = ['-', '－'];

/// Words of a headline at least, and of a kicker at most.
const HEADLINE: usize = 3;
const KICKER: usize = 5;

/// How many times the words of a heading a title has at most, if both are the headline.
const WORDIER: usize = 4;

/// Whether a heading is a headline with a kicker before it: some words of a department or series. No space need stand
/// between: a style may put two inline elements on two lines.
pub(super) fn is_kicked(heading: &str, headline: &str) -> bool {
    let Some(kicker) = heading.strip_suffix(headline).map(str::trim_end) else { return false };
    kicker.len() < headline.len()
        && headline.split(' ').count() >= HEADLINE
        && kicker.split(' ').count() <= KICKER
        && kicker.contains(letters::is_alphabetic)
}

/// Whether a heading prints a headline that another source states, alone or under a kicker of any words, but fewer.
pub(super) fn restates(heading: &str, headline: &str) -> bool {
    let kicker = heading.strip_suffix(headline);
    kicker.is_some_and(|kicker| kicker.is_empty() || kicker.ends_with(' ') && kicker.len() < headline.len())
}

/// Whether a heading may be the headline that another title words differently; one word of it is not.
pub(super) fn kin(title: &str, heading: &str) -> bool {
    WORDIER * heading.split(' ').count() >= title.split(' ').count() && alike(title, heading)
}

/// Whether the side of a title is the site's address: `news.example`.
pub(super) fn is_address(side: &str) -> bool {
    let ending = side.rsplit_once('.').map_or("", |(_, ending)| ending);
    !side.contains(char::is_whitespace) && ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The two sides of each separator.
pub(super) fn cuts(text: &str) -> Vec<(&str, &str)> {
    let mut cuts = Vec::new();
    let present = separators(text);
    for (_, separator) in SEPARATORS.iter().enumerate().filter(|(index, _)| present >> index & 1 == 1) {
        for (at, _) in text.match_indices(separator).take(MOST_CUTS) {
            let (left, right) = (text[..at].trim(), text[at + separator.len()..].trim());
            // Spaces around a bar make it two separators, and one cut.
            let fresh = !left.is_empty() && !right.is_empty() && !cuts.contains(&(left, right));
            if fresh && cuts.len() < MOST_CUTS {
                cuts.push((left, right));
            }
        }
    }
    if text.is_ascii() {
        return cuts;
    }
    let spaceless = |side: &str| side.chars().next().is_some_and(chars::is_spaceless);
    for (at, hyphen) in text.match_indices(HYPHENS).filter(|(at, _)| *at > 0).take(MOST_CUTS) {
        let (left, right) = (&text[..at], &text[at + hyphen.len()..]);
        if !left.ends_with(|c: char| c.is_ascii() || HYPHENS.contains(&c)) && spaceless(right) && cuts.len() < MOST_CUTS
        {
            cuts.push((left, right));
        }
    }
    cuts
}

/// Which separators a text holds, as bits: most hold none, and one pass tells.
fn separators(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut present = 0;
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b' ' | b':' | b'|' | b'_' | 0xEF)) {
        // Most spaces stand between words.
        if *byte != b' ' || !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
            let begins = |separator: &&str| bytes[at..].starts_with(separator.as_bytes());
            let here = SEPARATORS.iter().enumerate().filter(|(_, separator)| begins(separator));
            present |= here.fold(0, |bits, (index, _)| bits | 1 << index);
        }
    }
    present
}

/// The words of a text in lower case: what two prints of one headline have in common.
pub(in crate::read) fn key(text: &str) -> String {
    if text.is_ascii() {
        return key_of_ascii(text);
    }
    let mut key = String::with_capacity(text.len());
    for word in text.split(|c: char| !letters::is_alphanumeric(c)).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        letters::push_lower(&mut key, word);
    }
    key
}

/// Letters of ASCII in lower case, and digits; a space for all else.
static PLAIN: [u8; 256] = {
    let mut plain = [b' '; 256];
    let mut byte = 0;
    while byte < 0x80 {
        if (byte as u8).is_ascii_alphanumeric() {
            plain[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    plain
};

fn key_of_ascii(text: &str) -> String {
    let mut key = text.as_bytes().to_vec();
    let (mut length, mut before) = (0, b' ');
    for at in 0..key.len() {
        let letter = PLAIN[usize::from(key[at])];
        key[length] = letter;
        // Without a branch: that of a space behind a space is written over.
        length += usize::from(letter != b' ' || before != b' ');
        before = letter;
    }
    key.truncate(length - usize::from(length > 0 && before == b' '));
    String::from_utf8(key).unwrap_or_default()
}

/// The character that a text's key begins with: most texts are told from a title by theirs.
pub(in super::super) fn initial(text: &str) -> Option<char> {
    text.chars().find(|c| letters::is_alphanumeric(*c)).map(letters::lower)
}

/// Whether two keys are of one headline: one begins the other, or most words of the shorter are in the longer.
pub(in super::super) fn alike(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if long.contains(short) {
        return true;
    }
    let words: Vec<&[u8]> = words(long).take(LONGEST / 4).collect();
    let common = self::words(short).take(LONGEST / 4).filter(|word| words.contains(word)).count();
    let all = self::words(short).count();
    all > 1 && common as f32 >= ALIKE * all as f32
}

/// The words of a key.
fn words(key: &str) -> impl Iterator<Item = &[u8]> {
    key.as_bytes().split(|byte| *byte == b' ')
}
