//! Texts out of attributes and scripts to what a reader would see: no entities, no tags, no runs of white space.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::super::chars;
use crate::letters;

/// Longest name or number between `&` and `;`, in bytes; the longest name in the table has eight.
const LONGEST_REFERENCE: usize = 9;

/// Longest `<…>` taken for a tag, in bytes: beyond that a "<" is arithmetic or prose.
const LONGEST_TAG: usize = 200;

/// Name of a character reference to its character.
static ENTITIES: LazyLock<HashMap<&str, char, RandomState>> = LazyLock::new(|| {
    let rows = include_str!("entities.txt").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let (name, code) = line.split_once(' ')?;
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    };
    rows.filter_map(row).collect()
});

/// The text without character references, tags, zero-width characters, and with single spaces.
///
/// References are decoded twice: what a content system escaped, a template often escapes again.
/// Borrowed when there is nothing to do, as with most texts.
pub(super) fn clean(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) {
        return Cow::Borrowed(raw);
    }
    let once = decode(raw, Lone::Decoded);
    let twice = decode(&once, Lone::Decoded);
    Cow::Owned(collapse(&without_tags(&twice)))
}

/// [`clean`] of a text that is of use if it is short: no more of it is looked at than any short one takes, however it is
/// spaced and escaped.
pub(super) fn clean_short(raw: &str) -> Cow<'_, str> {
    /// Bytes.
    const MOST: usize = 16 << 10;
    clean(letters::head(raw, MOST))
}

/// [`clean_short`] of each line, without the empty ones.
pub(super) fn clean_lines(raw: &str) -> String {
    let lines = raw.lines().map(clean_short).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// An address as a browser would follow it: what a template escaped once too often has `&amp;` between its parameters.
/// Only references with a semicolon count, for `&copy=1` is a parameter.
pub(super) fn clean_address(raw: &str) -> Cow<'_, str> {
    decode(raw, Lone::Kept)
}

/// What becomes of a reference that no semicolon ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lone {
    Decoded,
    Kept,
}

/// Whether a text holds words with single spaces between them, and nothing that begins a reference or a tag.
fn is_clean(text: &str) -> bool {
    if chars::is_plain(text) {
        return !text.is_empty() && !text.contains('<');
    }
    let mut before = ' ';
    let apart = |c: char| {
        let last = std::mem::replace(&mut before, c);
        match c {
            ' ' => last != ' ',
            '&' | '<' => false,
            _ if c.is_ascii() => !c.is_ascii_control(),
            _ => !c.is_whitespace() && !is_invisible(c),
        }
    };
    text.chars().all(apart) && before != ' '
}

/// Single spaces between words; soft hyphens and zero-width characters go.
pub(super) fn collapse(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        word.split(is_invisible).for_each(|seen| text.push_str(seen));
    }
    text
}

/// Characters that take no room: they split words for a machine and not for a reader.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Character references decoded; borrowed when there are none.
fn decode(raw: &str, lone: Lone) -> Cow<'_, str> {
    let Some(first) = raw.find('&') else { return Cow::Borrowed(raw) };
    let mut text = raw[..first].to_owned();
    let mut rest = &raw[first..];
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let window = rest.as_bytes().iter().take(LONGEST_REFERENCE + 1);
        let end = window.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        let counts = lone == Lone::Decoded || rest[end..].starts_with(';');
        match character(&rest[..end]).filter(|_| counts) {
            Some(c) => {
                text.push(c);
                rest = rest[end..].strip_prefix(';').unwrap_or(&rest[end..]);
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn character(reference: &str) -> Option<char> {
    let Some(number) = reference.strip_prefix('#') else { return ENTITIES.get(reference).copied() };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0')
}

/// Tags cut out, those that headlines and names are set with; `a < b` stays, and so does the `<T>` of `Vec<T>`.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = &rest.as_bytes()[..rest.len().min(LONGEST_TAG)];
        match memchr::memchr(b'>', window).zip(set(&rest[1..])) {
            Some((end, set)) => {
                kept.push_str(if set == Set::Apart { " " } else { "" });
                rest = &rest[end + 1..];
            }
            None => {
                kept.push('<');
                rest = &rest[1..];
            }
        }
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// How a tag sets what stands beside it.
#[derive(PartialEq)]
enum Set {
    /// On lines of their own.
    Apart,
    /// On one line.
    Together,
}

/// What stands behind a "<", if that is a tag which a headline may be set with.
fn set(tag: &str) -> Option<Set> {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name = &tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    let ends = tag[name.len()..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    let is_one_of = |names: &[&str]| ends && names.iter().any(|known| name.eq_ignore_ascii_case(known));
    match () {
        () if is_one_of(&APART) => Some(Set::Apart),
        () if is_one_of(&TOGETHER) => Some(Set::Together),
        () => None,
    }
}

/// Elements that part lines, and those that set words in a line (HTML standard, section 4.5, and what came before it).
const APART: [&str; 12] = ["br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"];
const TOGETHER: [&str; 30] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr",
];

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! cleans {
        ($($name:ident: $raw:expr => $clean:expr;)*) => {$(
            #[test]
            fn $name() {
                assert_eq!(clean($raw), $clean);
            }
        )*};
    }

    cleans! {
        entities: "Fish &amp; chips &#8211; caf&eacute; &#x2019;" => "Fish & chips – café ’";
        escaped_twice: "Fish &amp;amp; chips&amp;nbsp;&amp;#8220;" => "Fish & chips “";
        no_semicolon: "AT&T and R&D, a&b" => "AT&T and R&D, a&b";
        tags: "The <em>old</em> harbour<br/>today" => "The old harbour today";
        not_a_tag: "a < b > c" => "a < b > c";
        tag_of_no_headline: "Vec<T> and the <canvas>" => "Vec<T> and the <canvas>";
        tag_with_attributes: "The <SPAN class='x'>old</span> harbour" => "The old harbour";
        white_space: "  two\n\twords\u{a0}more " => "two words more";
        soft_hyphen: "Hub\u{ad}schrau\u{ad}ber" => "Hubschrauber";
        broken_reference: "100 & more &#xzz; &" => "100 & more &#xzz; &";
        empty: "" => "";
    }

    #[test]
    fn what_is_clean_is_borrowed_and_what_is_long_is_cut() {
        assert!(matches!(clean("Größe — “yes”"), Cow::Borrowed(_)));
        assert_eq!(clean_short(&"é ".repeat(10_000)), clean(&"é ".repeat((16 << 10) / 3)));
    }

    #[test]
    fn lines_stay() {
        assert_eq!(clean_lines(" By Jane\n\n Doe &amp;  Roe "), "By Jane\nDoe & Roe");
    }

    #[test]
    fn addresses_keep_their_parameters() {
        assert_eq!(
            clean_address("https://x.example/?a=1&amp;b=2&#038;c=3&copy=4"),
            "https://x.example/?a=1&b=2&c=3&copy=4"
        );
        assert!(matches!(clean_address("https://x.example/?a=1"), Cow::Borrowed(_)));
    }

    #[test]
    fn every_row_of_the_table_decodes() {
        for line in include_str!("entities.txt").lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(' ').next().unwrap();
            let decoded = decode(&format!("&{name};"), Lone::Kept).into_owned();
            assert_eq!(decoded.chars().count(), 1, "{name}");
        }
    }
}
