//! `Name: value` lines, as a record and an HTTP message begin with them. Lenient: what is no field is passed over.
//!
//! Our own, since heads found in crawls have status lines and names that a parser for live traffic is right to refuse,
//! and in any number.

use std::borrow::Cow;

/// The fields of a head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The fields in these lines.
    pub(super) fn new(lines: &'a [u8]) -> Self {
        Fields(lines)
    }

    /// The value of the first field of this name that has one, with lines that go on in the next one joined.
    pub(super) fn get(self, name: &str) -> Option<Cow<'a, str>> {
        self.all(name).find(|value| !value.is_empty())
    }

    /// The values of all fields of this name.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Cow<'a, str>> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            while !rest.is_empty() {
                let (line, behind) = split_line(rest);
                rest = behind;
                let Some(value) = value(line, name) else { continue };
                let value = text(value);
                if !folds(rest) {
                    return Some(value);
                }
                // No longer than the head, which whoever read it has bounded.
                let mut value = value.into_owned();
                while folds(rest) {
                    let (line, behind) = split_line(rest);
                    rest = behind;
                    value.push(' ');
                    value.push_str(&text(line));
                }
                return Some(Cow::Owned(value));
            }
            None
        })
    }
}

/// Whether a line goes on in what is behind it.
fn folds(behind: &[u8]) -> bool {
    behind.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'))
}

/// What follows `name:` in a line that begins with it.
fn value<'a>(line: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let head = line.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name.as_bytes()))?;
    line[head.len()..].trim_ascii_start().strip_prefix(b":")
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes.trim_ascii())
}

/// The first line of some bytes without its end, and what is behind it.
pub(super) fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    (bytes[..end].trim_ascii_end(), &bytes[end..])
}

/// Where the first empty line at or behind `from`, the beginning of a line, ends: what is behind a head.
pub(super) fn end_of_head(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(end) = memchr::memchr(b'\n', bytes.get(at..)?).map(|length| at + length + 1) {
        if matches!(&bytes[at..end], b"\n" | b"\r\n") {
            return Some(end);
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_whatever_is_between_them() {
        let lines =
            b"HTTP/1.1 200 OK\r\nbroken\r\ncontent-TYPE : text/html;\r\n\tcharset=koi8-r\r\nA:\nA: 1\nA: 2\n: x\nB:";
        let fields = Fields::new(lines);
        assert_eq!(fields.get("Content-Type").as_deref(), Some("text/html; charset=koi8-r"));
        assert_eq!(fields.get("A").as_deref(), Some("1"));
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["", "1", "2"]);
        assert_eq!((fields.get("B"), fields.get("C")), (None, None));
        assert_eq!(Fields::new(b"X: caf\xe9").get("x").as_deref(), Some("caf\u{fffd}"));
    }

    #[test]
    fn a_head_ends_at_the_first_empty_line() {
        let rows: &[(&[u8], Option<usize>)] = &[
            (b"a: 1\r\n\r\nbody", Some(8)),
            (b"a: 1\n\nbody\n\n", Some(6)),
            (b"a: 1\n\r\nbody", Some(7)),
            (b"\r\nbody", Some(2)),
            (b"a: 1\r\n \r\n", None),
            (b"a: 1\r\n\r", None),
            (b"", None),
        ];
        for (bytes, expected) in rows {
            assert_eq!(end_of_head(bytes, 0), *expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
