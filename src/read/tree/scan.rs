//! Where things end in the input: tags and their attributes, comments, raw text.
//!
//! § 13.2.5 of the standard describes these as one state a character; here each is a search for the few bytes that
//! matter in it. All take and return byte offsets; `None` means that the input ends inside.

use memchr::{memchr, memchr3};
use wide::u8x16;

use crate::sixteens;

use super::tags::Tag;
use super::{Span, eights, hash};

/// Bytes that end a tag name (§ 13.2.5.8).
static NAME: [bool; 256] = ends(b"\t\n\x0C\r />");

/// Bytes that end an attribute's name (§ 13.2.5.33).
static ATTRIBUTE: [bool; 256] = ends(b"\t\n\x0C\r />=");

const fn ends(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

/// Whether a byte is what the standard calls ASCII white space; no other character is white space to it.
#[inline]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}

/// A tag name that starts at `start`, and the offset behind it.
#[inline(always)]
pub(super) fn name(bytes: &[u8], start: usize) -> (Tag, usize) {
    let (key, end) = keyed(bytes, start, &NAME);
    (Tag::find(key, &bytes[start..end]), end)
}

/// The offset behind an end tag, from its name on, if it is that of this element with nothing behind the name.
#[inline]
pub(super) fn closes(bytes: &[u8], start: usize, tag: Tag) -> Option<usize> {
    let (closing, length) = tag.closing()?;
    let others = eights::eight(bytes, start)? ^ closing;
    (others << (8 * (8 - length)) == 0).then_some(start + length)
}

/// The name in a start tag, given the tag's span, as the page writes it.
pub(super) fn name_in(html: &str, tag: Span) -> &str {
    let begin = html.len().min(tag.start() as usize + 1);
    let (_, end) = keyed(html.as_bytes(), begin, &NAME);
    &html[begin..end.min(tag.end() as usize).max(begin)]
}

/// A name's [`hash::key`] in lower case, and the offset behind it.
#[inline(always)]
fn keyed(bytes: &[u8], start: usize, ends: &[bool; 256]) -> (u64, usize) {
    let Some(&sixteen) = sixteens::sixteen(bytes, start) else { return keyed_slowly(bytes, start, ends) };
    let length = sixteens::before(may_end(u8x16::new(sixteen)));
    // What may end a name nearly always does.
    if length == 16 || !ends[bytes[start + length] as usize] {
        return keyed_slowly(bytes, start, ends);
    }
    let eight = u128::from_le_bytes(sixteen) as u64;
    let name = if length < 8 { (1 << (8 * length)) - 1 } else { u64::MAX };
    let key = eight & name;
    // What has this bit in every byte has no capitals.
    let small = !key & eights::all(b' ') & name == 0;
    (if small { key } else { eights::lower(key) }, start + length)
}

/// Bytes that may end a name: all up to the space, `/`, and `<` to `?`.
#[inline(always)]
fn may_end(sixteen: u8x16) -> u32 {
    let slash = sixteen.simd_eq(sixteens::all(b'/'));
    let sign = (sixteen | sixteens::all(3)).simd_eq(sixteens::all(b'?'));
    (sixteens::up_to(b' ', sixteen) | slash | sign).to_bitmask()
}

/// The same for a name of any length, anywhere.
#[inline(never)]
fn keyed_slowly(bytes: &[u8], start: usize, ends: &[bool; 256]) -> (u64, usize) {
    let name = &bytes[start..];
    let name = &name[..name.iter().position(|&byte| ends[byte as usize]).unwrap_or(name.len())];
    (eights::lower(hash::key(name)), start + name.len())
}

/// An attribute as it stands in the input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw {
    /// Its name's [`hash::key`] in lower case.
    pub(super) key: u64,
    pub(super) name: Span,
    pub(super) value: Span,
}

/// The end of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TagEnd {
    /// Offset behind its `>`.
    pub(super) stop: usize,
    /// Whether it ended in `/>`.
    pub(super) closed: bool,
}

/// The end of a tag whose attributes nobody wants, from behind its name.
pub(super) fn tag_end(bytes: &[u8], pos: usize) -> Option<TagEnd> {
    attributes(bytes, pos, |_| {})
}

/// Reads the attributes behind a tag name up to the tag's end (§ 13.2.5.32 to 13.2.5.40), `keep`ing each. It is all one
/// loop: to hand each attribute from function to function took a quarter of its time.
#[inline(always)]
pub(super) fn attributes(bytes: &[u8], mut pos: usize, mut keep: impl FnMut(Raw)) -> Option<TagEnd> {
    loop {
        match *bytes.get(pos)? {
            b'>' => return Some(TagEnd { stop: pos + 1, closed: false }),
            b'/' if bytes.get(pos + 1) == Some(&b'>') => return Some(TagEnd { stop: pos + 2, closed: true }),
            b'/' => pos += 1,
            byte if is_space(byte) => pos += 1,
            _ => {
                let (raw, next) = attribute(bytes, pos)?;
                keep(raw);
                pos = next;
            }
        }
    }
}

/// One attribute that starts at `start`, and the offset behind it.
#[inline(always)]
fn attribute(bytes: &[u8], start: usize) -> Option<(Raw, usize)> {
    // An equals sign that comes first belongs to the name (§ 13.2.5.32).
    let begin = if bytes[start] == b'=' { start + 1 } else { start };
    let (key, end) = keyed(bytes, begin, &ATTRIBUTE);
    let name = Span::new(start, end);
    let mut pos = end;
    while is_space(*bytes.get(pos)?) {
        pos += 1;
    }
    if bytes[pos] != b'=' {
        return Some((Raw { key, name, value: Span::new(end, end) }, pos));
    }
    let (value, next) = value(bytes, pos + 1)?;
    Some((Raw { key, name, value }, next))
}

/// An attribute's value, from behind the equals sign, and the offset behind it (§ 13.2.5.35 to 13.2.5.38).
#[inline(always)]
fn value(bytes: &[u8], mut pos: usize) -> Option<(Span, usize)> {
    while is_space(*bytes.get(pos)?) {
        pos += 1;
    }
    match bytes[pos] {
        quote @ (b'"' | b'\'') => {
            let end = sixteens::find(quote, bytes, pos + 1)?;
            Some((Span::new(pos + 1, end), end + 1))
        }
        b'>' => Some((Span::new(pos, pos), pos)),
        _ => {
            let end = pos + bytes[pos..].iter().position(|&byte| is_space(byte) || byte == b'>')?;
            Some((Span::new(pos, end), end))
        }
    }
}

/// The `<` from `pos` on that begins something other than text (§ 13.2.5.1, 13.2.5.6): a tag, a comment, or what is
/// read as one.
#[inline]
pub(super) fn markup(bytes: &[u8], mut pos: usize) -> Option<usize> {
    loop {
        pos = sixteens::find(b'<', bytes, pos)?;
        match bytes.get(pos + 1)? {
            b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?' => return Some(pos),
            b'/' if pos + 2 < bytes.len() => return Some(pos),
            _ => pos += 1,
        }
    }
}

/// The offset behind a comment, from behind its `<!--` (§ 13.2.5.43 to 13.2.5.52).
pub(super) fn comment(bytes: &[u8], start: usize) -> Option<usize> {
    let body = &bytes[start..];
    if body.starts_with(b">") {
        return Some(start + 1);
    }
    if body.starts_with(b"->") {
        return Some(start + 2);
    }
    let mut pos = start;
    loop {
        pos += memchr(b'>', &bytes[pos..])?;
        let inside = &bytes[start..pos];
        pos += 1;
        if inside.ends_with(b"--") || inside.ends_with(b"--!") {
            return Some(pos);
        }
    }
}

/// The offset behind what is read as a comment up to the next `>` (§ 13.2.5.41).
pub(super) fn bogus_comment(bytes: &[u8], start: usize) -> Option<usize> {
    Some(start + memchr(b'>', &bytes[start..])? + 1)
}

/// Where a raw text or RCDATA element's text ends: at the `</` of its end tag (§ 13.2.5.9 to 13.2.5.14).
pub(super) fn raw_text(bytes: &[u8], start: usize, name: &str) -> Option<usize> {
    if name == "script" { script(bytes, start) } else { end_tag(bytes, start, name) }
}

fn end_tag(bytes: &[u8], mut pos: usize, name: &str) -> Option<usize> {
    loop {
        pos += memchr(b'<', &bytes[pos..])?;
        if is_end_tag(&bytes[pos..], name) {
            return Some(pos);
        }
        pos += 1;
    }
}

/// Whether the text begins with an end tag of this name.
fn is_end_tag(text: &[u8], name: &str) -> bool {
    text.strip_prefix(b"</").is_some_and(|text| is_named(text, name))
}

/// Whether the text begins with this name and a byte that ends a tag name.
fn is_named(text: &[u8], name: &str) -> bool {
    text.len() > name.len()
        && text[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && NAME[text[name.len()] as usize]
}

/// Where a script ends (§ 13.2.5.15 to 13.2.5.31): at its end tag, but for those that stand in a `<script>` inside
/// `<!--`.
fn script(bytes: &[u8], mut pos: usize) -> Option<usize> {
    loop {
        pos += memchr(b'<', &bytes[pos..])?;
        let rest = &bytes[pos..];
        if is_end_tag(rest, "script") {
            return Some(pos);
        }
        if rest.starts_with(b"<!--") {
            match escaped(bytes, pos + 4)? {
                Escape::Left(next) => pos = next,
                Escape::EndTag(end) => return Some(end),
            }
        } else {
            pos += 1;
        }
    }
}

/// How a script's `<!--` ends.
enum Escape {
    /// At a `-->`, behind which the script goes on.
    Left(usize),
    /// At the script's end tag.
    EndTag(usize),
}

/// Reads a script from behind `<!--`. The two dashes count as those of `-->`.
fn escaped(bytes: &[u8], start: usize) -> Option<Escape> {
    let mut pos = start - 2;
    let mut double = false;
    loop {
        pos += memchr3(b'<', b'>', b'-', &bytes[pos..])?;
        let rest = &bytes[pos..];
        match rest {
            [b'-', b'-', b'>', ..] => return Some(Escape::Left(pos + 3)),
            [b'<', b'/', after @ ..] if is_named(after, "script") => {
                if !double {
                    return Some(Escape::EndTag(pos));
                }
                double = false;
            }
            [b'<', after @ ..] if is_named(after, "script") => double = true,
            _ => {}
        }
        pos += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind_comment(text: &str) -> Option<usize> {
        comment(text.as_bytes(), 0)
    }

    #[test]
    fn comments_end() {
        for (name, text, end) in [
            ("at once", ">x", Some(1)),
            ("after one dash", "->x", Some(2)),
            ("empty", "-->x", Some(3)),
            ("plain", " a -->x", Some(6)),
            ("many dashes", "----->x", Some(6)),
            ("with a bang", "a--!>x", Some(5)),
            ("bang and dashes", "a--!-->x", Some(7)),
            ("dash inside", "a-b -- c --> d", Some(12)),
            ("never", "a -- b", None),
            ("not at one dash later", "a->", None),
        ] {
            assert_eq!(behind_comment(text), end, "{name}");
        }
    }

    #[test]
    fn scripts_end() {
        for (name, text, end) in [
            ("plain", "a</script>", Some("a")),
            ("capitals", "a</SCRIPT\n>", Some("a")),
            ("longer name", "a</scripts></script>", Some("a</scripts>")),
            ("escaped", "<!-- a </script>", Some("<!-- a ")),
            ("double escaped", "<!-- <script> a </script> b --></script>", Some("<!-- <script> a </script> b -->")),
            ("double escape left", "<!-- <script> </script> </script>", Some("<!-- <script> </script> ")),
            ("escape ends at once", "<!--><script></script>", Some("<!--><script>")),
            ("script in a string", "'<script>'</script>", Some("'<script>'")),
            ("never", "<!-- <script> </script> -- ", None),
        ] {
            assert_eq!(raw_text(text.as_bytes(), 0, "script").map(|end| &text[..end]), end, "{name}");
        }
    }

    #[test]
    fn attributes_are_found() {
        for (text, expected, closed) in [
            (" a=b c='d e' f=\"g\">", vec![("a", "b"), ("c", "d e"), ("f", "g")], false),
            (" a b/>", vec![("a", ""), ("b", "")], true),
            (" a = b >", vec![("a", "b")], false),
            (" =a=b>", vec![("=a", "b")], false),
            (" a=>", vec![("a", "")], false),
            (" a=b/>", vec![("a", "b/")], false),
            ("/a/b>", vec![("a", ""), ("b", "")], false),
            (" a='b'c>", vec![("a", "b"), ("c", "")], false),
            (" a\"b<=c>", vec![("a\"b<", "c")], false),
        ] {
            let mut found = Vec::new();
            let end =
                attributes(text.as_bytes(), 0, |raw| found.push((&text[raw.name.range()], &text[raw.value.range()])));
            assert_eq!(end, Some(TagEnd { stop: text.len(), closed }), "{text}");
            assert_eq!(found, expected, "{text}");
        }
    }
}
