//! Words of lines, counted and compared.

use crate::letters;
use crate::read::chars;

/// Words that the first line may have beside the headline: the names of site and department.
pub(super) const OF_SITE: usize = 4;

/// The hash of no characters (FNV's offset basis).
const SEED: u32 = 2_166_136_261;

/// Characters of a word in scripts without spaces: of ideographs, and of sounds. A word of Thai has four or five, with its
/// vowels and tones.
const IDEOGRAPHS: usize = 2;
const SOUNDS: usize = 5;

/// How far one says what the other does but for what a site puts before or behind it, in percent. Both are sorted.
pub(super) fn likeness(line: &[u32], first: &[u32]) -> usize {
    if first.len() < 2 {
        return 0;
    }
    let shared = line.iter().filter(|word| first.binary_search(word).is_ok()).count();
    shared * 100 / line.len().max(first.len().saturating_sub(OF_SITE)).max(1)
}

/// The words of a line, in small letters, hashed, each once, sorted.
pub(super) fn distinct(text: &str) -> Vec<u32> {
    let mut words = hashes(text, super::LONGEST, 1);
    words.sort_unstable();
    words.dedup();
    words
}

/// The hashed words of so many characters of a text, of so many letters at least. Where a script has no spaces they are all
/// stretches as long as a word: single characters recur in any text.
pub(super) fn hashes(text: &str, most: usize, least: usize) -> Vec<u32> {
    let mut words = Vec::with_capacity(*super::WORDS.end());
    let (mut word, mut letters) = (SEED, 0);
    let (mut last, mut run) = (['\0'; SOUNDS], 0);
    for char in text.chars().take(most).chain([' ']) {
        let stretch = stretch(char);
        if word != SEED && (stretch.is_some() || !letters::is_alphanumeric(char)) {
            let whole = std::mem::replace(&mut word, SEED);
            if std::mem::take(&mut letters) >= least {
                words.push(whole);
            }
        }
        if let Some(length) = stretch {
            last.rotate_left(1);
            last[SOUNDS - 1] = char;
            run += 1;
            words.extend((run >= length).then(|| last[SOUNDS - length..].iter().copied().fold(SEED, hash)));
            continue;
        }
        run = 0;
        if letters::is_alphanumeric(char) {
            letters += 1;
            word = letters::to_lowercase(char).fold(word, hash);
        }
    }
    words
}

/// Characters of a word in the script of a letter, if words have no spaces between them there.
fn stretch(char: char) -> Option<usize> {
    match char {
        _ if chars::is_run_together(char) => Some(SOUNDS),
        _ if chars::is_spaceless(char) && letters::is_alphanumeric(char) => Some(IDEOGRAPHS),
        _ => None,
    }
}

/// One step of FNV-1a, over characters; two words of a page that share a hash cost a word of likeness at most.
fn hash(hash: u32, char: char) -> u32 {
    (hash ^ char as u32).wrapping_mul(16_777_619)
}

/// Words of a text.
pub(super) fn count(text: &str) -> usize {
    let (mut ideographs, mut sounds) = (0, 0);
    let beyond_ascii = if text.is_ascii() { "" } else { text };
    for char in beyond_ascii.chars() {
        ideographs += usize::from(chars::is_spaceless(char));
        sounds += usize::from(chars::is_run_together(char));
    }
    // White space is collapsed, so each space parts two words.
    1 + memchr::memchr_iter(b' ', text.as_bytes()).count() + ideographs / IDEOGRAPHS + sounds / SOUNDS
}
