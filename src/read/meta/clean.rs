//! Texts out of attributes and scripts to what a reader would see: no entities, no tags, no runs of white space.

use std::borrow::Cow;

use super::super::{chars, tree};
use crate::letters;

/// Longest `<…>` taken for a tag, in bytes: beyond that a "<" is arithmetic or prose.
const LONGEST_TAG: usize = 200;

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
    Cow::Owned(chars::collapse(&without_tags(&twice)))
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
            _ => !c.is_whitespace() && !chars::is_invisible(c) && !chars::is_joiner(c),
        }
    };
    text.chars().all(apart) && before != ' '
}

/// Character references decoded; borrowed when there are none.
fn decode(raw: &str, lone: Lone) -> Cow<'_, str> {
    let Some(first) = raw.find('&') else { return Cow::Borrowed(raw) };
    let mut text = raw[..first].to_owned();
    let mut rest = &raw[first..];
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = reference(rest, lone, &mut text).unwrap_or_else(|| {
            text.push('&');
            1
        });
        rest = &rest[taken..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Appends what the reference at the beginning of a text means, and says how long it is.
fn reference(text: &str, lone: Lone, decoded: &mut String) -> Option<usize> {
    // Descriptions are often cut inside: "they don&rsquo".
    let name = text[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let cut = lone == Lone::Decoded && name + 1 == text.len() && name <= LONGEST_CUT;
    let whole = if cut { Cow::Owned(format!("{text};")) } else { Cow::Borrowed(text) };
    let (characters, taken) = tree::reference(&whole)?;
    // A name that begins a longer word is a word of the text: "a&notable".
    let ended =
        whole[..taken].ends_with(';') || lone == Lone::Decoded && !whole[taken..].starts_with(letters::is_alphanumeric);
    ended.then(|| decoded.extend(characters)).map(|()| taken.min(text.len()))
}

/// Bytes of the longest name that is taken for a reference without its end.
const LONGEST_CUT: usize = 8;

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
        rare_entity: "Fjord&nbsp;&NotEqualTilde; caf&eacute" => "Fjord ≂̸ café";
        cut_off: "They don&rsquo" => "They don’";
        escaped_twice: "Fish &amp;amp; chips&amp;nbsp;&amp;#8220;" => "Fish & chips “";
        no_semicolon: "AT&T and R&D, a&b, a&notable" => "AT&T and R&D, a&b, a&notable";
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
}
