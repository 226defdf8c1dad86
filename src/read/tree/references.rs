//! Spans of the input to the text they mean: line ends, NUL and character references (§ 13.2.3.5, 13.2.5.72 to 80).
//!
//! Only asked for when somebody reads a span, and most hold nothing to decode: then the input itself is the answer.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use memchr::memchr3;

/// What a span can hold beside characters that mean themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coding {
    /// Whether `&` begins a reference, and by whose rules.
    pub(super) references: References,
    /// Whether NUL vanishes, as it does in the body, or becomes U+FFFD.
    pub(super) drops_nul: bool,
}

/// How attribute values are decoded.
pub(super) const ATTRIBUTE: Coding = Coding { references: References::Attribute, drops_nul: false };

/// Where references are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum References {
    /// Raw text and CDATA have none.
    None,
    /// In text.
    Text,
    /// In attribute values `&copy=1` stays as it is: it is more likely part of an address (§ 13.2.5.73).
    Attribute,
}

/// The text that a span of the input means.
pub(super) fn decode(text: &str, coding: Coding) -> Cow<'_, str> {
    match next_coded(text.as_bytes(), coding) {
        None => Cow::Borrowed(text),
        Some(first) => Cow::Owned(decode_from(text, first, coding)),
    }
}

/// Bytes of a short value.
const SHORT: usize = 16;

/// Offset of the first byte that may not mean itself.
#[inline]
fn next_coded(bytes: &[u8], coding: Coding) -> Option<usize> {
    match coding.references {
        // A search costs more to begin than most values are long.
        References::Attribute if bytes.len() <= SHORT => bytes.iter().position(|byte| matches!(byte, b'&' | b'\r' | 0)),
        References::None => memchr::memchr2(b'\r', 0, bytes),
        _ => memchr3(b'&', b'\r', 0, bytes),
    }
}

fn decode_from(text: &str, first: usize, coding: Coding) -> String {
    let mut decoded = String::with_capacity(text.len());
    let (mut plain, mut next) = (0, Some(first));
    while let Some(at) = next {
        decoded.push_str(&text[plain..at]);
        plain = at + push_one(&text[at..], coding, &mut decoded);
        next = next_coded(&text.as_bytes()[plain..], coding).map(|offset| plain + offset);
    }
    decoded.push_str(&text[plain..]);
    decoded
}

/// Decodes the special byte that `text` begins with; returns how many bytes it took.
fn push_one(text: &str, coding: Coding, decoded: &mut String) -> usize {
    match text.as_bytes()[0] {
        // § 13.2.3.5: CR LF and CR are line feeds.
        b'\r' => {
            let pair = text[1..].starts_with('\n');
            decoded.push_str(if pair { "" } else { "\n" });
            1
        }
        0 => {
            decoded.push_str(if coding.drops_nul { "" } else { "\u{FFFD}" });
            1
        }
        _ => match reference(text, coding.references) {
            Some((characters, taken)) => {
                decoded.extend(meant(characters));
                taken
            }
            None => {
                decoded.push('&');
                1
            }
        },
    }
}

/// Fills the second place of a reference to one character. No reference means NUL: `&#0;` is U+FFFD.
const NONE: char = '\0';

/// The characters of a reference.
fn meant(characters: [char; 2]) -> impl Iterator<Item = char> {
    characters.into_iter().filter(|&character| character != NONE)
}

/// The characters that the reference at the beginning of a text means, and its length; `None` if there is just an `&`.
pub(crate) fn reference_in_text(text: &str) -> Option<(impl Iterator<Item = char>, usize)> {
    reference(text, References::Text).map(|(characters, taken)| (meant(characters), taken))
}

/// The character that the text begins with, and the bytes it takes, as far as white space is concerned: a reference to
/// several characters is none.
pub(super) fn first_character(text: &str, references: References) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    if first == '&'
        && references != References::None
        && let Some(([character, _], taken)) = reference(text, references)
    {
        return Some((character, taken));
    }
    Some((first, first.len_utf8()))
}

/// The characters that the reference at the beginning of `text` means, and its length; `None` if it is just an `&`.
fn reference(text: &str, place: References) -> Option<([char; 2], usize)> {
    match text.as_bytes().get(1)? {
        b'#' => numeric(text),
        byte if byte.is_ascii_alphanumeric() => named(text, place),
        _ => None,
    }
}

/// § 13.2.5.75 to 13.2.5.80.
fn numeric(text: &str) -> Option<([char; 2], usize)> {
    let hexadecimal = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let (begin, radix) = if hexadecimal { (3, 16) } else { (2, 10) };
    let digits = text[begin..].bytes().take_while(|&byte| char::from(byte).is_digit(radix));
    let (mut code, mut length) = (0_u32, 0);
    for byte in digits {
        code = code.saturating_mul(radix).saturating_add(char::from(byte).to_digit(radix)?);
        length += 1;
    }
    if length == 0 {
        return None;
    }
    let end = begin + length;
    let semicolon = usize::from(text.as_bytes().get(end) == Some(&b';'));
    Some(([character(code), NONE], end + semicolon))
}

/// § 13.2.5.80: what a code point stands for.
fn character(code: u32) -> char {
    let code = match code {
        0 => 0xFFFD,
        0x80..=0x9F => WINDOWS_1252[code as usize - 0x80],
        _ => code,
    };
    char::from_u32(code).unwrap_or('\u{FFFD}')
}

/// § 13.2.5.80: numbers of control characters are read as what windows-1252 has there.
const WINDOWS_1252: [u32; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
];

/// The longest name that is valid without a semicolon, in bytes.
const LONGEST_LEGACY: usize = 6;

/// The longest of all.
const LONGEST: usize = 31;

/// § 13.2.5.73: the longest name that matches wins.
fn named(text: &str, place: References) -> Option<([char; 2], usize)> {
    let run = text[1..].bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(1 + run) == Some(&b';')
        && let Some(entity) = find(&text[1..=run])
    {
        return Some((entity.characters, run + 2));
    }
    let (length, entity) = (2..=run.min(LONGEST_LEGACY)).rev().find_map(|length| {
        let entity = find(&text[1..=length]).filter(|entity| entity.legacy)?;
        Some((length, entity))
    })?;
    let goes_on = matches!(text.as_bytes().get(1 + length), Some(b'=' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'));
    (place == References::Text || !goes_on).then_some((entity.characters, 1 + length))
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entity {
    characters: [char; 2],
    /// Whether it needs no semicolon.
    legacy: bool,
}

/// All of them, by name.
static ENTITIES: LazyLock<HashMap<&str, Entity, RandomState>> = LazyLock::new(|| {
    let rows = include_str!("entities.txt").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(entity).collect()
});

fn entity(row: &'static str) -> Option<(&'static str, Entity)> {
    let mut columns = row.split(' ');
    let name = columns.next()?;
    let mut code = || char::from_u32(u32::from_str_radix(columns.next()?, 16).ok()?);
    let characters = [code()?, code().unwrap_or(NONE)];
    Some((name.trim_start_matches('*'), Entity { characters, legacy: name.starts_with('*') }))
}

fn find(name: &str) -> Option<Entity> {
    let character = match name {
        // Most of those that pages have.
        "amp" => '&',
        "quot" => '"',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{A0}',
        _ => return ENTITIES.get(name).copied(),
    };
    Some(Entity { characters: [character, NONE], legacy: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: Coding = Coding { references: References::Text, drops_nul: true };
    const RAW: Coding = Coding { references: References::None, drops_nul: false };

    #[test]
    fn the_table_is_whole() {
        assert_eq!(ENTITIES.len(), 2125);
        assert_eq!(ENTITIES.values().filter(|entity| entity.legacy).count(), 106);
        assert!(ENTITIES.keys().all(|name| name.len() <= LONGEST));
        assert!(ENTITIES.iter().all(|(name, entity)| !entity.legacy || name.len() <= LONGEST_LEGACY));
        assert!(ENTITIES.iter().all(|(name, entity)| find(name) == Some(*entity)));
    }

    #[test]
    fn text_is_decoded() {
        for (text, expected) in [
            ("a & b", "a & b"),
            ("a &amp; b", "a & b"),
            ("&ampx", "&x"),
            ("&notit; &notin;", "¬it; ∉"),
            ("&unknown; &;", "&unknown; &;"),
            ("&NotEqualTilde;", "≂̸"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&#8217;&#x2019;&#X2019;&#8217 &#146;", "’’’’ ’"),
            ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("&#;&#x;&#xg;&#", "&#;&#x;&#xg;&#"),
            ("&#13;&#x81;", "\r\u{81}"),
            ("a\r\nb\rc\r", "a\nb\nc\n"),
            ("a\0b", "ab"),
            ("&", "&"),
            ("é&eacute;é", "ééé"),
            ("&amp", "&"),
        ] {
            assert_eq!(decode(text, TEXT), expected, "{text:?}");
        }
    }

    #[test]
    fn attributes_keep_ambiguous_ampersands() {
        for (text, expected) in [
            ("?a=1&copy=2", "?a=1&copy=2"),
            ("?a=1&copy;=2", "?a=1©=2"),
            ("&copy2&copy", "&copy2©"),
            ("&amp-x\0", "&-x\u{FFFD}"),
            ("&notit;", "&notit;"),
        ] {
            assert_eq!(decode(text, ATTRIBUTE), expected, "{text:?}");
        }
    }

    #[test]
    fn raw_text_has_no_references() {
        assert_eq!(decode("&amp;\r\n\0", RAW), "&amp;\n\u{FFFD}");
        assert!(matches!(decode("if (a && b)", RAW), Cow::Borrowed(_)));
    }
}
