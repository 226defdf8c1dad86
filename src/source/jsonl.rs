//! JSON Lines: a document a line. The reading thread only parts the lines; a worker parses each.

use std::fmt;
use std::io::{self, BufRead, Read};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{ErrorKind, SourceError};
use crate::input::{Format, Hints, Input};

use super::compression::Unpacked;
use super::{Fields, LINE_LIMIT, Place, fault};

/// White space before the first object, in bytes: more of it is no JSON Lines file.
const LEADING_BLANK: usize = 64 << 10;

/// Bytes of the first field's name that are looked at: field names are words.
const NAME_LIMIT: usize = 256;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

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
}

/// A line and where it stood.
pub(super) type Line = (Place, Vec<u8>);

impl Lines {
    pub(super) fn new(path: String, unpacked: Unpacked<'static>) -> Self {
        Lines { path, unpacked: Some(unpacked), line: 0, offset: 0 }
    }

    fn place(&self) -> Place {
        Place { path: self.path.clone(), line: Some(self.line), offset: Some(self.offset) }
    }

    /// Reads one line; `None` at the end of the stream.
    fn read(&mut self) -> Result<Option<Vec<u8>>, ErrorKind> {
        let Some(Unpacked { stream, packing }) = &mut self.unpacked else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let read = stream.take(LINE_LIMIT + 1).read_until(b'\n', &mut bytes);
        read.map_err(|error| fault(error, *packing))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.len() as u64 > LINE_LIMIT && !bytes.ends_with(b"\n") {
            let rest = skip_line(stream).map_err(|error| fault(error, *packing))?;
            self.offset += bytes.len() as u64 + rest;
            return Err(ErrorKind::LineTooLong);
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
                    if !matches!(kind, ErrorKind::LineTooLong) {
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

/// Reads the document out of a line.
pub(super) fn parse(place: &Place, line: &[u8], fields: &Fields) -> Result<Input, ErrorKind> {
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let mut json = serde_json::Deserializer::from_slice(line);
    let object = Seed(fields).deserialize(&mut json).and_then(|object| json.end().map(|()| object));
    let object = object.map_err(|error| ErrorKind::BadJson(fault_in_line(&error)))?;
    let (format, Text(bytes)) = match (object.html, object.text) {
        (Some(html), _) => (Format::Html, html),
        (None, Some(text)) => (Format::Text, text),
        (None, None) => return Err(ErrorKind::NoField(Box::new([fields.text.clone(), fields.html.clone()]))),
    };
    // JSON is UTF-8: where the line is, what a field holds beside it are lone surrogates, not another encoding.
    let charset = std::str::from_utf8(line).is_ok().then(|| "utf-8".to_owned());
    Ok(Input {
        path: place.path.clone(),
        id: object.id,
        url: object.url,
        offset: place.offset,
        retrieved: None,
        hints: Hints { format: Some(format), charset },
        bytes,
    })
}

/// What the parser found wrong and in which column, without its "line 1".
fn fault_in_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.find(" at line ").unwrap_or(text.len());
    if error.column() == 0 { text[..end].to_owned() } else { format!("{} in column {}", &text[..end], error.column()) }
}

#[derive(Default)]
struct Object {
    text: Option<Text>,
    html: Option<Text>,
    id: Option<String>,
    url: Option<String>,
}

/// A document in a field: bytes, since neither lone surrogates nor a foreign encoding should cost it.
struct Text(Vec<u8>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Text, D::Error> {
        json.deserialize_byte_buf(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the document as a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Text, E> {
        Ok(Text(bytes.to_owned()))
    }
}

/// Picks the fields that count out of an object and skips the others without storing them.
struct Seed<'a>(&'a Fields);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Object;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Object, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut object = Object::default();
        while let Some(Key(name)) = map.next_key_seed(KeySeed)? {
            match name.as_ref() {
                name if name == self.0.text => object.text = map.next_value()?,
                name if name == self.0.html => object.html = map.next_value()?,
                "id" => object.id = word(map.next_value()?),
                "url" => object.url = word(map.next_value()?),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(object)
    }
}

/// A field's name, borrowed from the line where it has no escapes.
struct Key<'de>(std::borrow::Cow<'de, str>);

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Key<'de>, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(name.into()))
    }

    fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Key(name.to_owned().into()))
    }
}

/// A name: a string's content; anything else as it is printed, so that no digit of a long number is lost.
fn word(raw: &RawValue) -> Option<String> {
    match raw.get() {
        "null" => None,
        json => Some(serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn place() -> Place {
        Place { path: "x".to_owned(), line: Some(1), offset: Some(0) }
    }

    fn parsed(line: &[u8]) -> Result<Input, ErrorKind> {
        parse(&place(), line, &Fields::default())
    }

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

    #[test]
    fn fields_of_a_line() {
        #[expect(clippy::type_complexity, reason = "a table")]
        let cases: &[(&str, &str, (Option<&str>, &str, Format))] = &[
            ("text", r#"{"text": "a\u00e9\n"}"#, (None, "aé\n", Format::Text)),
            ("html before text", r#"{"text": "a", "html": "<p>"}"#, (None, "<p>", Format::Html)),
            ("null is not there", r#"{"html": null, "text": "a"}"#, (None, "a", Format::Text)),
            ("empty is there", r#"{"text": ""}"#, (None, "", Format::Text)),
            ("string id", r#"{"id": "a\"b", "text": "x"}"#, (Some("a\"b"), "x", Format::Text)),
            (
                "long number",
                r#"{"id": 123456789012345678901234567890, "text": "x"}"#,
                (Some("123456789012345678901234567890"), "x", Format::Text),
            ),
            ("number as printed", r#"{"id": 1.50, "text": "x"}"#, (Some("1.50"), "x", Format::Text)),
            ("null id", r#"{"id": null, "text": "x"}"#, (None, "x", Format::Text)),
            ("other fields", r#"{"a": [1, {"text": 2}], "te\u0078t": "x", "b": 1e400}"#, (None, "x", Format::Text)),
            ("carriage return", "{\"text\": \"x\"}\r\n", (None, "x", Format::Text)),
        ];
        for (name, line, expected) in cases {
            let input = parsed(line.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
            let text = String::from_utf8(input.bytes).unwrap();
            assert_eq!((input.id.as_deref(), &*text, input.hints.format.unwrap()), *expected, "{name}");
        }
    }

    #[test]
    fn names_of_fields_are_the_users() {
        let fields = Fields { text: "content".to_owned(), html: "raw".to_owned() };
        let input = parse(&place(), br#"{"text": 5, "content": "x", "url": "https://example.com/"}"#, &fields).unwrap();
        assert_eq!((&*input.bytes, input.url.as_deref()), (&b"x"[..], Some("https://example.com/")));
        let error = parse(&place(), br#"{"text": "x"}"#, &fields).unwrap_err();
        assert!(error.to_string().contains("neither a \"content\" nor an \"raw\" field"), "{error}");
    }

    #[test]
    fn what_is_no_utf8_keeps_its_bytes() {
        let surrogate = parsed(br#"{"text": "a \ud83d b"}"#).unwrap();
        assert_eq!((&*surrogate.bytes, surrogate.hints.charset.as_deref()), (&b"a \xed\xa0\xbd b"[..], Some("utf-8")));
        let legacy = parsed(b"{\"text\": \"caf\xe9\"}").unwrap();
        assert_eq!((&*legacy.bytes, legacy.hints.charset), (&b"caf\xe9"[..], None));
    }

    #[test]
    fn broken_lines_are_named() {
        let rows: &[(&str, &str)] = &[
            (r#"{"text": "x""#, "not one JSON object (EOF while parsing an object in column 12)"),
            (r#"{"text": 5}"#, "(invalid type: integer `5`, expected the document as a string in column 10)"),
            (r#"{"text": "x"} {"text": "y"}"#, "(trailing characters in column 15)"),
            (r#"["text"]"#, "(invalid type: sequence, expected an object)"),
            (r#"{"title": "x"}"#, "neither a \"text\" nor an \"html\" field"),
            ("hello", "(expected value in column 1)"),
        ];
        for (line, expected) in rows {
            let error = parsed(line.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{line}: {error}");
        }
    }

    fn lines(bytes: &[u8]) -> Lines {
        Lines::new("x".to_owned(), Unpacked::open(Box::new(Cursor::new(bytes.to_vec()))).unwrap_or_else(|_| panic!()))
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
        assert!(matches!(&found[0], Err(SourceError { line: Some(1), kind: ErrorKind::LineTooLong, .. })));
        let (second, text) = found[1].as_ref().unwrap();
        assert_eq!((second.line, second.offset, &**text), (Some(2), Some(LINE_LIMIT + 6), &b"{2}\n"[..]));
        assert_eq!(found.len(), 2);
    }

    proptest! {
        #[test]
        fn any_bytes_are_parted_and_parsed_or_refused(bytes: Vec<u8>) {
            let _ = begins(&bytes);
            let _ = parsed(&bytes);
            let plain = Unpacked { stream: Box::new(Cursor::new(bytes.clone())), packing: None };
            let length: usize = Lines::new("x".to_owned(), plain).map(|line| line.unwrap().1.len()).sum();
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
