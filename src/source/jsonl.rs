//! JSON Lines: a document a line. The reading thread only parts the lines; a worker parses each.

use std::io::{self, BufRead, Read};

use crate::error::{ErrorKind, SourceError};

use super::compression::Unpacked;
use super::fault;
use super::pending::Place;

/// White space before the first object, in bytes: more of it is no JSON Lines file.
const LEADING_BLANK: usize = 64 << 10;

/// Bytes of the first field's name that are looked at: field names are words.
const NAME_LIMIT: usize = 256;

/// UTF-8's, which some writers put before the first line.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a file that begins like this is JSON Lines: its first line that is not blank begins with an object's brace
/// and, on the same line, its first field. `None` when that takes more bytes to tell.
///
/// Whether the field is the right one is not asked: an object with others is better reported than read as an article.
pub(super) fn begins(head: &[u8]) -> Option<bool> {
    if head.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(head) {
        return None;
    }
    let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    let Some(first) = head.iter().position(|byte| !byte.is_ascii_whitespace()) else {
        return (head.len() > LEADING_BLANK).then_some(false);
    };
    let Some(object) = head[first..].strip_prefix(b"{") else {
        return Some(false);
    };
    begins_with_field(object)
}

fn begins_with_field(object: &[u8]) -> Option<bool> {
    let Some(quote) = object.iter().position(|byte| !matches!(byte, b' ' | b'\t')) else {
        return (object.len() > NAME_LIMIT).then_some(false);
    };
    // An object without fields may stand among others.
    if object[quote..].starts_with(b"}") {
        let behind = object[quote + 1..].iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        return behind.map(|&byte| byte == b'\n');
    }
    let Some(name) = object[quote..].strip_prefix(b"\"") else {
        return Some(false);
    };
    let Some(end) = name.iter().position(|&byte| byte == b'"' || byte == b'\n') else {
        return (name.len() > NAME_LIMIT).then_some(false);
    };
    if name[end] == b'\n' || end > NAME_LIMIT {
        return Some(false);
    }
    let colon = name[end + 1..].iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    colon.map(|&byte| byte == b':')
}

/// The lines of a stream, one at a time.
pub(super) struct Lines {
    path: String,
    unpacked: Option<Unpacked<'static>>,
    line: u64,
    offset: u64,
    limit: u64,
}

/// A line and where it stood.
pub(super) type Line = (Place, Vec<u8>);

impl Lines {
    /// The lines of a stream, each of up to `limit` bytes.
    pub(super) fn new(path: String, unpacked: Unpacked<'static>, limit: u64) -> Self {
        Lines { path, unpacked: Some(unpacked), line: 0, offset: 0, limit }
    }

    fn place(&self) -> Place {
        Place { line: Some(self.line), offset: Some(self.offset), ..Place::of_file(self.path.clone()) }
    }

    /// Reads no further.
    pub(super) fn end(&mut self) {
        self.unpacked = None;
    }

    /// Reads one line; `None` at the end of the stream.
    fn read(&mut self) -> Result<Option<Vec<u8>>, ErrorKind> {
        let Some(Unpacked { stream, packing, .. }) = &mut self.unpacked else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let read = stream.take(self.limit.saturating_add(1)).read_until(b'\n', &mut bytes);
        read.map_err(|error| fault(error, *packing))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.len() as u64 > self.limit && !bytes.ends_with(b"\n") {
            let rest = skip_line(stream).map_err(|error| fault(error, *packing))?;
            self.offset += bytes.len() as u64 + rest;
            return Err(ErrorKind::LineTooLong(self.limit));
        }
        Ok(Some(bytes))
    }
}

impl Iterator for Lines {
    type Item = Result<Line, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.line += 1;
            let place = self.place();
            let line = match self.read() {
                Ok(line) => line?,
                Err(kind) => {
                    if !matches!(kind, ErrorKind::LineTooLong(_)) {
                        self.unpacked = None;
                    }
                    return Some(Err(place.error(kind)));
                }
            };
            self.offset += line.len() as u64;
            let start = if self.line == 1 && line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
            if line[start..].iter().any(|byte| !byte.is_ascii_whitespace()) {
                return Some(Ok((place, line)));
            }
        }
    }
}

/// Skips to behind the next line break and says how many bytes that were.
fn skip_line(stream: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let chunk = stream.fill_buf()?;
        let found = memchr::memchr(b'\n', chunk);
        let part = found.map_or(chunk.len(), |at| at + 1);
        let ended = found.is_some() || chunk.is_empty();
        stream.consume(part);
        skipped += part as u64;
        if ended {
            return Ok(skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn json_lines_by_their_beginning() {
        let rows: &[(&str, &[u8], Option<bool>)] = &[
            ("a text field", b"{\"text\": \"x\"}", Some(true)),
            ("blank lines and a mark before it", b"\xef\xbb\xbf\r\n \n{ \"id\" :1", Some(true)),
            ("other fields, to be complained about", b"{\"content\":", Some(true)),
            ("not yet known: the mark is not complete", b"\xef\xbb", None),
            ("not yet known: brace", b"{", None),
            ("not yet known: name", b"{\"te", None),
            ("not yet known: colon", b"{\"text\" ", None),
            ("not yet known: nothing", b"", None),
            ("an object without fields", b"{ }\r\n{", Some(true)),
            ("not yet known: what stands behind it", b"{}", None),
            ("braces in a text", b"{} are braces", Some(false)),
            ("HTML", b"<p>x", Some(false)),
            ("text", b"The {\"text\": 1}", Some(false)),
            ("an object over several lines", b"{\n  \"text\": \"x\"}", Some(false)),
            ("a template", b"{{ title }}", Some(false)),
            ("an array", b"[{\"text\": 1}]", Some(false)),
            ("a quotation in braces", b"{\"Yes\", he said}", Some(false)),
            ("a name without end", &[b"{\"", &[b'x'; 300][..]].concat(), Some(false)),
            ("blank for ever", &[b' '; LEADING_BLANK + 1], Some(false)),
        ];
        for (name, head, expected) in rows {
            assert_eq!(begins(head), *expected, "{name}");
        }
    }

    const LINE_LIMIT: u64 = 1 << 10;

    fn lines(bytes: &[u8]) -> Lines {
        let unpacked = Unpacked::open(Box::new(Cursor::new(bytes.to_vec()))).unwrap_or_else(|_| panic!());
        Lines::new("x".to_owned(), unpacked, LINE_LIMIT)
    }

    #[test]
    fn lines_know_their_number_and_offset() {
        let file = b"\xef\xbb\xbf{1}\n\n  \r\n{22}\r\n{3}";
        let found: Vec<_> =
            lines(file).map(|line| line.unwrap().0).map(|at| (at.line.unwrap(), at.offset.unwrap())).collect();
        assert_eq!(found, [(1, 0), (4, 12), (5, 18)]);
        for (_, offset) in &found[1..] {
            assert_eq!(file[*offset as usize], b'{');
        }
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let long = [&vec![b'x'; LINE_LIMIT as usize + 5][..], b"\n{2}\n"].concat();
        let found: Vec<_> = lines(&long).collect();
        assert!(matches!(&found[0], Err(SourceError { line: Some(1), kind: ErrorKind::LineTooLong(LINE_LIMIT), .. })));
        let (second, text) = found[1].as_ref().unwrap();
        assert_eq!((second.line, second.offset, &**text), (Some(2), Some(LINE_LIMIT + 6), &b"{2}\n"[..]));
        assert_eq!(found.len(), 2);
    }

    proptest! {
        #[test]
        fn any_bytes_are_parted(bytes: Vec<u8>) {
            let _ = begins(&bytes);
            let plain = Unpacked { stream: Box::new(Cursor::new(bytes.clone())), packing: None, layers: 0 };
            let length: usize = Lines::new("x".to_owned(), plain, LINE_LIMIT).map(|line| line.unwrap().1.len()).sum();
            prop_assert!(length <= bytes.len());
        }

        #[test]
        fn begins_never_changes_its_mind(bytes in "[{ \n\"a:<\u{feff}]{0,12}") {
            let answers: Vec<_> = (0..=bytes.len()).map(|end| begins(&bytes.as_bytes()[..end])).collect();
            let known: Vec<_> = answers.iter().skip_while(|answer| answer.is_none()).collect();
            prop_assert!(known.windows(2).all(|pair| pair[0] == pair[1]), "{:?}", answers);
        }
    }
}
