//! The head that a server put before a document.

use super::body::MOST_ENCODINGS;
use super::fields::{Fields, end_of_head, split_line};

/// Bytes within which a head ends.
pub(super) const HEAD_LIMIT: usize = 256 << 10;

/// What an HTTP head says of the body behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: Option<u16>,
    pub(super) content_type: Option<String>,
    pub(super) chunked: bool,
    /// What the body was encoded with, in order; no more of it than shows that it is too much.
    pub(super) encodings: Vec<String>,
    /// Bytes of the head.
    pub(super) length: usize,
}

impl Head {
    /// Reads the head at the beginning of a message, of which at least [`HEAD_LIMIT`] bytes or all are here. A message
    /// without one is a body.
    pub(super) fn read(message: &[u8]) -> Head {
        let mut begins = 0;
        let whole = message.len() < HEAD_LIMIT;
        let message = &message[..message.len().min(HEAD_LIMIT)];
        while message[begins..].starts_with(b"HTTP/") {
            let Some(end) = end_of_head(message, begins).or_else(|| whole.then_some(message.len())) else { break };
            let head = parse(&message[begins..end]);
            begins = end;
            let is_interim = head.status.is_some_and(|status| status / 100 == 1);
            if !is_interim || !message[end..].starts_with(b"HTTP/") {
                return Head { length: end, ..head };
            }
        }
        Head::default()
    }
}

/// The label of a `charset` parameter in a Content-Type.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let value = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    let label = value.trim().trim_matches(['"', '\'']).trim();
    (!label.is_empty()).then(|| label.to_owned())
}

fn parse(head: &[u8]) -> Head {
    let (status_line, lines) = split_line(head);
    let fields = Fields::new(lines);
    let words = |name, most| {
        let values: Vec<_> = fields.all(name).map(|value| value.to_ascii_lowercase()).collect();
        let words = values.iter().flat_map(|value| value.split(',')).map(str::trim);
        let words = words.filter(|word| !matches!(*word, "" | "identity" | "none"));
        words.take(most).map(str::to_owned).collect::<Vec<_>>()
    };
    Head {
        status: status(status_line),
        content_type: fields.get("Content-Type").map(|value| value.into_owned()),
        chunked: words("Transfer-Encoding", usize::MAX).iter().any(|word| word == "chunked"),
        encodings: words("Content-Encoding", MOST_ENCODINGS + 1),
        length: head.len(),
    }
}

fn status(line: &[u8]) -> Option<u16> {
    std::str::from_utf8(line.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).nth(1)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_as_they_are_found() {
        let rows: &[(&[u8], Option<u16>, usize)] = &[
            (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", Some(200), 25),
            (b"HTTP/1.1 200 OK\nA: b\n\nbody", Some(200), 22),
            (b"HTTP/2 404\r\n\r\n", Some(404), 14),
            (b"HTTP/1.1  301  Moved\r\nno field\r\n\r\n", Some(301), 34),
            (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody", Some(200), 44),
            (b"HTTP/1.1 OK\r\n\r\nbody", None, 15),
            (b"HTTP/1.1 200 OK\r\nA: b", Some(200), 21),
            (b"<html>", None, 0),
            (b"", None, 0),
        ];
        for (message, status, length) in rows {
            let head = Head::read(message);
            assert_eq!((head.status, head.length), (*status, *length), "{}", String::from_utf8_lossy(message));
        }
    }

    #[test]
    fn what_the_body_is() {
        let head = Head::read(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Encoding: gzip, BR\r\ncontent-encoding: identity\
            \r\nContent-Type: text/html; a=b; Charset=\"koi8-r\"\r\n\r\n",
        );
        assert!(head.chunked);
        assert_eq!(head.encodings, ["gzip", "br"]);
        assert_eq!(head.content_type.as_deref().and_then(charset).as_deref(), Some("koi8-r"));
        assert_eq!(charset("text/html; charset="), None);
    }
}
