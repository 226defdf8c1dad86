//! What is written in letters and is still neither an article nor a page: JSON that is no JSON Lines, MIME messages, feeds.
//!
//! Each is known by its grammar from its first character on, not by words: an article may begin with a bracket, a colon in
//! its first line, or speak of feeds.

use serde::de::IgnoredAny;

use super::jsonl::{self, BYTE_ORDER_MARK};
use crate::error::ErrorKind;

/// Bytes within which a message's head or a feed's first tag is: mail that went through many hands has some ten thousand.
const HEAD: usize = 64 << 10;

/// Lines behind the first that must be JSON Lines for it to be the odd one.
const LINES: usize = 8;

/// Roots of XML that is read by programs, without the prefix of a namespace, and what they make of it.
const ROOTS: &[(&[u8], &str)] = &[
    (b"rss", "an RSS feed"),
    (b"rdf", "an RDF document or RSS feed"),
    (b"feed", "an Atom feed"),
    (b"urlset", "a site map"),
    (b"sitemapindex", "a site map"),
    (b"opml", "an OPML list of feeds"),
];

/// What is wrong with bytes that would be read as text or HTML, where they are something else in letters.
pub(super) fn refuse(bytes: &[u8]) -> Option<ErrorKind> {
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii_start();
    match text.first()? {
        b'{' if jsonl::begins(text) == Some(true) && is_json(text) => Some(ErrorKind::LinesInside),
        b'[' if is_json(text) => Some(ErrorKind::JsonDocument(".[]")),
        b'{' if is_json(text) => Some(ErrorKind::JsonDocument(".")),
        b'<' => feed(text).or_else(|| drawing(text)).map(ErrorKind::NotText),
        _ if is_lines_behind_the_first(text) => Some(ErrorKind::OddFirstLine),
        byte if byte.is_ascii_alphabetic() => message(text).map(ErrorKind::NotText),
        0xFE | 0xFF => is_wide_lines(text).then_some(ErrorKind::NotText("JSON Lines in UTF-16")),
        _ => None,
    }
}

/// Whether all lines but the first are JSON Lines, as far as a head says: one that was cut off or stands for a comment.
fn is_lines_behind_the_first(text: &[u8]) -> bool {
    let lines = text.split(|byte| *byte == b'\n').skip(1).filter(|line| !line.trim_ascii().is_empty());
    let mut lines = lines.take(LINES).peekable();
    let is_whole = lines.peek().is_some_and(|line| serde_json::from_slice::<IgnoredAny>(line).is_ok());
    is_whole && lines.all(|line| jsonl::begins(line) == Some(true))
}

/// Whether what is marked as UTF-16 begins as JSON Lines do.
fn is_wide_lines(text: &[u8]) -> bool {
    let letters: Vec<u8> = text.iter().skip(2).take(HEAD).copied().filter(|&byte| byte != 0).collect();
    jsonl::begins(&letters) == Some(true)
}

/// Whether a text is JSON and nothing else, a value or several, the last of which may be cut short. A text that begins with
/// a word or a note in brackets ceases to be JSON in its first line.
fn is_json(text: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<IgnoredAny>();
    values.all(|value| value.map_or_else(|error| error.is_eof(), |_| true))
}

/// What the root of an XML document makes of it.
fn feed(text: &[u8]) -> Option<&'static str> {
    let name = root(text)?;
    ROOTS.iter().find(|(root, _)| name.eq_ignore_ascii_case(root)).map(|&(_, what)| what)
}

/// Whether it is a drawing from beginning to end: a page may begin with one.
fn drawing(text: &[u8]) -> Option<&'static str> {
    let whole = text.trim_ascii_end().ends_with(b"</svg>") && root(text)? == b"svg";
    (whole && memchr::memmem::find_iter(text, b"</svg>").count() == 1).then_some("an SVG image")
}

/// The name of the first element, without the prefix of a namespace.
fn root(text: &[u8]) -> Option<&[u8]> {
    let mut rest = &text[..text.len().min(HEAD)];
    loop {
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => b">",
            _ => break,
        };
        let behind = memchr::memmem::find(rest, end)? + end.len();
        rest = rest[behind..].trim_ascii_start();
    }
    let tag = rest.strip_prefix(b"<")?;
    let name = tag.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).next()?;
    name.rsplit(|byte| *byte == b':').next()
}

/// What a MIME message is whose text cannot be read as it stands: it is one part among others, or in a transfer encoding.
fn message(text: &[u8]) -> Option<&'static str> {
    let (mut mime, mut what) = (false, None);
    for line in text[..text.len().min(HEAD)].split(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            break;
        } else if matches!(line, [b' ' | b'\t', ..]) {
            continue;
        }
        let (name, value) = field(line)?;
        let begins = |word: &[u8]| value.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
        mime |= is(b"MIME-Version");
        if is(b"Content-Type") && begins(b"multipart/related") {
            what = Some("a web page saved as MHTML");
        } else if is(b"Content-Type") && begins(b"multipart/")
            || is(b"Content-Transfer-Encoding") && (begins(b"quoted-printable") || begins(b"base64"))
        {
            what = what.or(Some("a mail message"));
        }
    }
    what.filter(|_| mime)
}

/// The name and the value of a header field; `None` where a line is no such thing.
fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then_some((name, value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_read_by_programs_has_a_name() {
        let nested = "[".repeat(100) + &"]".repeat(100);
        let mail =
            |more: &str| format!("From: a@example.org\r\nReceived: from x\r\n\tby y; z\r\nMIME-Version: 1.0\r\n{more}");
        let mhtml = mail("Content-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n--x\r\n");
        let rows: &[(&str, &str, &str)] = &[
            ("an array", "[{\"text\": \"x\"},\n{}]", "a JSON document"),
            ("an array of words", "\u{feff}\n [\"a\", 1.5e3, null]\n", "a JSON document"),
            ("an object over several lines", "{\n  \"title\": \"x\",\n  \"list\": [1, 2]\n}\n", "a JSON document"),
            ("several objects", "{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", "a JSON document"),
            (
                "JSON Lines where no container is read",
                "{\"text\": \"x\"}\n{\"text\": \"y\"}\n",
                "JSON Lines in an archive",
            ),
            (
                "JSON Lines, the first cut off",
                "he end\"}\n{\"text\": \"x\"}\n\n{\"text\": \"y\"}\n",
                "but for its first line",
            ),
            ("JSON Lines behind a comment", "# two\r\n{\"text\": \"x\"}\r\n{\"text\": \"y", "but for its first line"),
            ("cut short", "[\n {\"text\": \"The harb", "a JSON document"),
            ("nested", &nested, "a JSON document"),
            ("RSS", "<?xml version=\"1.0\"?>\n<!-- a > b -->\n<rss version=\"2.0\"><channel>", "an RSS feed"),
            ("RSS 1.0", "<rdf:RDF xmlns:rdf=\"x\">", "an RDF document or RSS feed"),
            ("Atom", "\u{feff}<feed xmlns=\"http://www.w3.org/2005/Atom\">", "an Atom feed"),
            ("Atom with a prefix", "<?xml version='1.0'?><?xml-stylesheet href='a'?><a:feed>", "an Atom feed"),
            ("site map", "<urlset xmlns=\"x\"><url>", "a site map"),
            ("a drawing", "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"><text>Storm</text></svg>\n", "an SVG image"),
            ("MHTML", &mhtml, "a web page saved as MHTML"),
            ("mail in parts", &mail("content-type: Multipart/Alternative; boundary=x\n\n--x"), "a mail message"),
            ("encoded mail", &mail("Content-Transfer-Encoding: base64\n\naGE="), "a mail message"),
        ];
        for (name, text, expected) in rows {
            let refused = refuse(text.as_bytes()).unwrap_or_else(|| panic!("{name} is read"));
            assert!(refused.to_string().contains(expected), "{name}: {refused}");
        }
    }

    #[test]
    fn articles_and_pages_stay_what_they_are() {
        let rows: &[(&str, &str)] = &[
            ("empty", ""),
            ("a note in brackets", "[Note] The harbour was closed."),
            ("a number in brackets", "[1] The harbour was closed.\n[2] Nobody said why.\n"),
            ("a quotation in brackets", "[\"Closed\"] was all that the sign said."),
            ("brackets that never close", "[The harbour was closed."),
            ("an array and a text", "[1, 2]\n\nThe harbour was closed."),
            ("a quotation over two lines", "[\"The harbour was closed\nat noon"),
            ("a template", "{{ title }}"),
            ("braces", "{The harbour} was closed."),
            ("a page", "<!doctype html>\n<html><title>rss</title>"),
            ("XHTML", "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C\"><html>"),
            ("a page that begins with a drawing", "<svg></svg><p>The harbour was closed.</p><svg></svg>"),
            ("a comment without end", "<!-- <rss>"),
            ("text before an object", "It is written so:\n{\"text\": \"x\"}\nNobody said why.\n"),
            ("text before a part of one", "It is written so:\n{\"text\":\n"),
            ("NITF", "<?xml version=\"1.0\"?><nitf><body>"),
            ("a header block", "TITLE: Storm\nURL: https://example.org/\n\nThe harbour was closed."),
            (
                "a plain message",
                "MIME-Version: 1.0\nContent-Type: text/plain\nSubject: Storm\n\nThe harbour was closed.",
            ),
            ("words about one", "Mail: how it works\nMIME-Version is a field. Content-Type: multipart/related\n"),
        ];
        for (name, text) in rows {
            assert!(refuse(text.as_bytes()).is_none(), "{name}");
        }
    }

    #[test]
    fn json_lines_in_utf_16() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert!(refuse(&wide("\u{feff}{\"text\": \"x\"}\r\n")).unwrap().to_string().contains("UTF-16"));
        assert!(refuse(&wide("\u{feff}{The harbour} was closed.")).is_none());
        assert!(refuse(b"\xff").is_none());
    }

    proptest! {
        #[test]
        fn any_bytes_get_an_answer(bytes: Vec<u8>) {
            let _ = refuse(&bytes);
        }

        #[test]
        fn every_array_is_known_however_it_is_cut(texts: Vec<String>, end: usize) {
            let json = serde_json::to_vec_pretty(&texts).unwrap();
            let end = 1 + end % json.len();
            prop_assert!(matches!(refuse(&json[..end]), Some(ErrorKind::JsonDocument(".[]"))));
        }
    }
}
