//! What a character is in running text of any script: what the scan of a block counts it as, and how words are compared.

use std::array;
use std::sync::OnceLock;

use crate::letters;

/// What a character is in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    White,
    Lower,
    Upper,
    Digit,
    /// A letter of a script that does not part words: a word by itself.
    Ideograph,
    /// Likewise, though it counts as no word: `©`.
    Sign,
    /// What words are compared without.
    Silent,
    /// Stands inside words: hyphen, apostrophe.
    Joint,
    Comma,
    Stop,
    /// A stop that words are counted on over.
    InnerStop,
    Separator,
    /// Likewise a separator.
    InnerSeparator,
    Quote,
    At,
    Other,
    /// A byte of a character that is not ASCII.
    Wide,
}

/// Number of [`Class`]es.
pub(super) const CLASSES: usize = Class::Wide as usize + 1;

/// Of each byte its class.
pub(super) const ASCII: [Class; 256] = ascii();

const fn ascii() -> [Class; 256] {
    let mut table = [Class::Wide; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        table[at] = match byte {
            b'\t'..=b'\r' | b' ' => Class::White,
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'-' => Class::Joint,
            b',' | b';' => Class::Comma,
            b'.' | b'!' | b'?' => Class::Stop,
            b'|' | b'>' | b'/' => Class::Separator,
            b'"' => Class::Quote,
            b'@' => Class::At,
            _ => Class::Other,
        };
        at += 1;
    }
    table
}

/// Characters that are classed together, when one of them is first seen.
const CHUNK: usize = 64;

/// The classes of the characters up to kana, in chunks.
static WIDE: [OnceLock<[(Class, char); CHUNK]>; 0x3100 / CHUNK] = [const { OnceLock::new() }; 0x3100 / CHUNK];

/// The class of a character that is not ASCII, and what it is in a word.
#[inline]
pub(super) fn class_of(c: char) -> (Class, char) {
    let at = c as usize;
    match WIDE.get(at / CHUNK) {
        Some(chunk) => chunk.get_or_init(|| classes_from(at / CHUNK * CHUNK))[at % CHUNK],
        // Han and hangul.
        None if matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') => (Class::Ideograph, c),
        None => classify(c),
    }
}

#[cold]
fn classes_from(start: usize) -> [(Class, char); CHUNK] {
    array::from_fn(|at| classify(char::from_u32((start + at) as u32).unwrap_or_default()))
}

fn classify(c: char) -> (Class, char) {
    let class = match c {
        '©' => Class::Sign,
        '’' | '\u{200c}' | '\u{200d}' => Class::Joint,
        '،' | '，' | '、' | '؛' => Class::Comma,
        '。' | '！' | '؟' | '…' => Class::Stop,
        '？' | '۔' | '।' => Class::InnerStop,
        '»' | '›' | '·' | '•' => Class::Separator,
        '→' => Class::InnerSeparator,
        '“' | '”' | '„' | '«' | '「' | '」' | '『' | '』' => Class::Quote,
        _ if is_ideograph(c) && letters::is_alphanumeric(c) => Class::Ideograph,
        _ if letters::is_alphanumeric(c) => return letter(c),
        _ if c.is_whitespace() => Class::White,
        _ if fold(c).is_none() => Class::Silent,
        _ if is_mark(c) => Class::Other,
        _ => Class::Joint,
    };
    (class, c)
}

fn letter(c: char) -> (Class, char) {
    match fold(letters::lower(c)) {
        None => (Class::Silent, c),
        Some(lower) if letters::is_numeric(c) => (Class::Digit, lower),
        Some(lower) if letters::is_uppercase(c) => (Class::Upper, lower),
        Some(lower) => (Class::Lower, lower),
    }
}

/// A lower-case character as words are compared: letters that texts write either way are one, marks that are often left
/// out are none.
pub(super) fn fold(c: char) -> Option<char> {
    Some(match c {
        // What lower-casing leaves over the i of `İ`; Arabic vowel signs and the stroke that stretches words.
        '\u{307}' | '\u{64b}'..='\u{652}' | '\u{640}' => return None,
        'ı' => 'i',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' => 'ا',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        // Greek capitals have no accents, and a sigma at the end of a word has a form of its own.
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        // Romanian letters with a comma below, as Turkish and older texts have them.
        'ș' => 'ş',
        'ț' => 'ţ',
        // Bengali letters with a dot below, and the dot that texts write behind the letter instead.
        '\u{9dc}' => 'ড',
        '\u{9dd}' => 'ঢ',
        '\u{9df}' => 'য',
        '\u{9bc}' => return None,
        '\u{200c}' => ' ',
        // Arabic and Persian digits.
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        c => c,
    })
}

/// The ASCII digit of another script's, whose zero is `zero`.
fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Marks that end a word although they are not ASCII.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '،' | '؛' | '؟' | '«' | '»' | '·')
}

/// Whether a script's words are not parted by spaces: Han, kana, hangul syllables, Thai, Lao, Khmer, Burmese.
pub(super) fn is_ideograph(c: char) -> bool {
    c >= '\u{e00}'
        && matches!(c,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_what_would_be_found() {
        for c in '\0'..=char::MAX {
            assert_eq!(class_of(c), classify(c), "{c:?}");
        }
    }
}
