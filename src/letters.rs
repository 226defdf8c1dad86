//! Kinds of characters by table: the standard library's own searches, one binary search or two for each character, are most
//! of the time spent on text beyond ASCII.
//!
//! The answers are the standard library's, kept for some neighbouring characters at a time: a script is a few such pages.

use std::sync::OnceLock;

const ALPHABETIC: u8 = 1;
const NUMERIC: u8 = 2;
const UPPERCASE: u8 = 4;
const LOWERCASE: u8 = 8;
/// Its small letter is another one, or several.
const LOWERED: u8 = 16;

/// Neighbouring characters that are looked up at once.
const PAGE: usize = 64;

/// Kinds of the characters below U+10000, as far as they have been asked for.
static PAGES: [OnceLock<[u8; PAGE]>; 0x10000 / PAGE] = [const { OnceLock::new() }; 0x10000 / PAGE];

/// The kinds of a character.
fn kinds(c: char) -> u8 {
    match c {
        // Ideographs and Hangul are letters without case, and fill many pages.
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => ALPHABETIC,
        ..='\u{FFFF}' => {
            let (page, at) = (c as usize / PAGE, c as usize % PAGE);
            PAGES[page].get_or_init(|| of_page(page))[at]
        }
        _ => told(c),
    }
}

fn of_page(page: usize) -> [u8; PAGE] {
    std::array::from_fn(|at| char::from_u32((page * PAGE + at) as u32).map_or(0, told))
}

/// What the standard library tells.
fn told(c: char) -> u8 {
    let kind = |is: bool, kind: u8| if is { kind } else { 0 };
    let (upper, lower) = (c.is_uppercase(), c.is_lowercase());
    kind(upper || lower || c.is_alphabetic(), ALPHABETIC)
        | kind(c.is_numeric(), NUMERIC)
        | kind(upper, UPPERCASE)
        | kind(lower, LOWERCASE)
        | kind(!lower && !c.to_lowercase().eq([c]), LOWERED)
}

/// Whether a character ends sentences, in any script.
#[inline]
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '．' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '᙮' | '။')
}

/// Whether a character ends questions, in any script.
pub(crate) fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '؟')
}

/// [`char::is_alphabetic`].
pub(crate) fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { kinds(c) & ALPHABETIC != 0 }
}

/// [`char::is_alphanumeric`].
pub(crate) fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { kinds(c) & (ALPHABETIC | NUMERIC) != 0 }
}

/// [`char::is_numeric`].
pub(crate) fn is_numeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { kinds(c) & NUMERIC != 0 }
}

/// [`char::is_uppercase`].
pub(crate) fn is_uppercase(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { kinds(c) & UPPERCASE != 0 }
}

/// [`char::is_lowercase`].
pub(crate) fn is_lowercase(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_lowercase() } else { kinds(c) & LOWERCASE != 0 }
}

/// The first character of [`char::to_lowercase`]; only U+0130 has more.
pub(crate) fn lower(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ if kinds(c) & LOWERED == 0 => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// [`char::to_lowercase`].
pub(crate) fn to_lowercase(c: char) -> impl Iterator<Item = char> {
    let same = c.is_ascii() || kinds(c) & LOWERED == 0;
    let several = (!same).then(|| c.to_lowercase());
    same.then_some(c.to_ascii_lowercase()).into_iter().chain(several.into_iter().flatten())
}

/// Whether a text has more characters than this: mostly its bytes tell, of which none has more than four.
pub(crate) fn is_longer(text: &str, characters: usize) -> bool {
    text.len() > characters && (text.len() > 4 * characters || text.chars().nth(characters).is_some())
}

/// The first so many characters of a text.
pub(crate) fn first(text: &str, characters: usize) -> &str {
    match text.as_bytes().get(..characters) {
        // No character has less than a byte.
        None => text,
        Some(head) if head.is_ascii() => &text[..characters],
        Some(_) => text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at]),
    }
}

/// The first so many bytes of a text, fewer where a character would be cut.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The last bytes of a text, at most so many.
pub(crate) fn tail(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    let whole = (from..=text.len()).find(|&at| text.is_char_boundary(at));
    &text[whole.unwrap_or(text.len())..]
}

/// Appends a word in small letters, each for itself: [`char::to_lowercase`].
pub(crate) fn push_lower(out: &mut String, word: &str) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        return out[start..].make_ascii_lowercase();
    }
    for c in word.chars() {
        if c.is_ascii() || kinds(c) & LOWERED == 0 {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_texts_first_characters() {
        for (text, characters, expected) in
            [("harbour", 4, "harb"), ("ha", 4, "ha"), ("", 4, ""), ("hárbour", 4, "hárb"), ("foyé", 4, "foyé")]
        {
            assert_eq!(first(text, characters), expected);
        }
    }

    #[test]
    fn every_character_is_what_the_standard_library_says() {
        let mut lowered = String::new();
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(is_lowercase(c), c.is_lowercase(), "{c:?}");
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c:?}");
            assert!(to_lowercase(c).eq(c.to_lowercase()), "{c:?}");
            lowered.clear();
            push_lower(&mut lowered, c.encode_utf8(&mut [0; 4]));
            assert!(lowered.chars().eq(c.to_lowercase()), "{c:?}");
        }
    }
}
