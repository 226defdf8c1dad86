//! What a record says of itself before its content.

use jiff::Timestamp;

use super::fields::{Fields, end_of_head, split_line};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A document, behind an HTTP head or bare.
    Document,
    /// Plain text that was made of a document: WET.
    Conversion,
    /// No document; the words for what it is.
    Other(&'static str),
}

/// The head of a record, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    /// RFC 3339.
    pub(super) retrieved: Option<String>,
    /// Media type of the content: of an HTTP message, or of the document itself.
    pub(super) content_type: Option<String>,
    /// Media type that whoever made the archive found in the document.
    pub(super) identified: Option<String>,
    /// The record says that it does not hold all of the document.
    pub(super) truncated: bool,
    /// Bytes of content, as the record claims.
    pub(super) length: u64,
}

/// Bytes of a version line: `WARC/0.18`, a carriage return and a line feed.
pub(super) const VERSION_LINE: usize = 16;

/// Whether bytes begin with a record's first line, whole.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let line = bytes.strip_prefix(b"WARC/").map(|rest| &rest[..rest.len().min(VERSION_LINE - 5)]);
    let line = line.and_then(|rest| memchr::memchr(b'\n', rest).map(|end| &rest[..end]));
    line.is_some_and(|line| {
        let version = line.trim_ascii();
        !version.is_empty() && version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
    })
}

/// Where the first line that begins a record is, behind the first byte. Behind a record that was cut off it does not begin
/// a line, but the fields of a record still follow it.
pub(super) fn find(bytes: &[u8]) -> Option<usize> {
    let is_line = |at: usize| bytes[at - 1] == b'\n' || before_fields(&bytes[at..]);
    memchr::memmem::find_iter(bytes, b"WARC/").find(|&at| at > 0 && begins(&bytes[at..]) && is_line(at))
}

/// Whether a record's fields follow the line that bytes begin with. They are seen within [`VERSION_LINE`].
fn before_fields(bytes: &[u8]) -> bool {
    memchr::memchr(b'\n', bytes).is_some_and(|end| bytes[end + 1..].starts_with(b"WARC-"))
}

/// Where the head that begins at the first byte ends.
pub(super) fn head_end(bytes: &[u8], from: usize) -> Option<usize> {
    end_of_head(bytes, from)
}

/// Reads a head; `None` when it does not say how long the content is.
pub(super) fn parse(head: &[u8]) -> Option<Entry> {
    let fields = Fields::new(split_line(head).1);
    let owned = |name| fields.get(name).map(|value| value.into_owned());
    let in_brackets = |name| owned(name).map(|url| url.trim_matches(['<', '>']).to_owned());
    let url = in_brackets("WARC-Target-URI");
    // wget's own log and arguments, which it stores as resources.
    let is_log = url.as_ref().is_some_and(|url| url.starts_with("metadata:"));
    Some(Entry {
        length: fields.get("Content-Length")?.parse().ok()?,
        kind: if is_log { Kind::Other("metadata records") } else { kind(&fields.get("WARC-Type").unwrap_or_default()) },
        id: owned("WARC-Record-ID"),
        url,
        retrieved: owned("WARC-Date").and_then(|date| date.parse::<Timestamp>().ok()).map(|date| date.to_string()),
        content_type: owned("Content-Type"),
        identified: owned("WARC-Identified-Payload-Type"),
        truncated: fields.get("WARC-Truncated").is_some(),
    })
}

fn kind(word: &str) -> Kind {
    match word.to_ascii_lowercase().as_str() {
        "response" | "resource" => Kind::Document,
        "conversion" => Kind::Conversion,
        "warcinfo" => Kind::Other("warcinfo records"),
        "request" => Kind::Other("request records"),
        "metadata" => Kind::Other("metadata records"),
        "revisit" => Kind::Other("revisit records"),
        "continuation" => Kind::Other("continuation records"),
        _ => Kind::Other("records of unknown types"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_lines() {
        for line in ["WARC/1.0\r\n", "WARC/1.1\n", "WARC/0.18\r\n", "WARC/1.0 \r\nX"] {
            assert!(begins(line.as_bytes()), "{line:?}");
        }
        for line in ["WARC/1.0", "WARC/\n", "WARC/1.0 is a format\n", "warc/1.0\n", "WARC/1.00000000000000\n", ""] {
            assert!(!begins(line.as_bytes()), "{line:?}");
        }
        assert_eq!(find(b"WARC/1.0\n, WARC/1.0\n\nWARC/ \nWARC/1.1\r\n"), Some(28));
    }

    #[test]
    fn what_a_head_says() {
        let head = b"WARC/1.0\r\nWARC-Type: response\r\nwarc-target-uri: <http://example.com/>\nContent-Length: 12\r\n\
            WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2009-01-13T18:05:10-0800\r\nWARC-Truncated: length\r\n\r\n";
        let entry = parse(head).unwrap();
        assert_eq!((entry.kind, entry.length, entry.truncated), (Kind::Document, 12, true));
        assert_eq!((entry.id.as_deref(), entry.url.as_deref()), (Some("<urn:uuid:1>"), Some("http://example.com/")));
        assert_eq!(entry.retrieved.as_deref(), Some("2009-01-14T02:05:10Z"));
        let quirk = parse(b"WARC/0.18\nContent-Length: 1\nWARC-Date: 2008-10-294T05:21:46-0700\n\n").unwrap();
        assert_eq!((quirk.retrieved, quirk.kind), (None, Kind::Other("records of unknown types")));
        assert_eq!(parse(b"WARC/1.0\r\nContent-Length: -1\r\n\r\n"), None);
        assert_eq!(parse(b"WARC/1.0\r\n\r\n"), None);
    }
}
