//! One line of JSON Lines to the document in it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::{RawValue, Value};

use crate::error::ErrorKind;
use crate::input::{Format, Hints, Input, Stated};

use super::Fields;
use super::jsonl::BYTE_ORDER_MARK;
use super::pending::Place;

/// Reads the document, of up to `limit` bytes, out of a line.
pub(super) fn parse(place: &Place, line: &[u8], fields: &Fields, limit: u64) -> Result<Input, ErrorKind> {
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let mut json = serde_json::Deserializer::from_slice(line);
    let object = Seed(fields).deserialize(&mut json).and_then(|object| json.end().map(|()| object));
    let object = object.map_err(|error| ErrorKind::BadJson(fault_in_line(&error)))?;
    let (format, Text(bytes)) = match (object.html, object.text) {
        (Some(html), Some(text)) if html.is_blank() => (None, text),
        (Some(html), _) => (Some(Format::Html), html),
        // Some write markup there.
        (None, Some(text)) => (None, text),
        (None, None) if object.named => return Err(ErrorKind::NullField),
        (None, None) => return Err(ErrorKind::NoField(Box::new([fields.text.clone(), fields.html.clone()]))),
    };
    if bytes.len() as u64 > limit {
        return Err(ErrorKind::TooLarge(limit));
    }
    // JSON is UTF-8: where the line is, what a field holds beside it are lone surrogates, not another encoding.
    let unicode = std::str::from_utf8(line).is_ok();
    Ok(Input {
        path: place.path.clone(),
        id: object.id,
        url: object.url,
        offset: place.offset,
        retrieved: None,
        stated: object.stated,
        hints: Hints { format, unicode, ..Hints::default() },
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
    /// Whether there is a field for a document, be it null.
    named: bool,
    text: Option<Text>,
    html: Option<Text>,
    id: Option<String>,
    url: Option<String>,
    stated: Stated,
}

/// A document in a field: bytes, since neither lone surrogates nor a foreign encoding should cost it.
struct Text(Vec<u8>);

impl Text {
    fn is_blank(&self) -> bool {
        self.0.trim_ascii().is_empty()
    }
}

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
            object.named |= *name == self.0.text || *name == self.0.html;
            match name.as_ref() {
                name if name == self.0.text => object.text = map.next_value()?,
                name if name == self.0.html => object.html = map.next_value()?,
                name if name == self.0.id => object.id = word(map.next_value()?),
                name if name == self.0.url => object.url = word(map.next_value()?),
                name if is(&self.0.title, name) => object.stated.title = stated(map.next_value()?),
                name if is(&self.0.authors, name) => object.stated.authors = texts(map.next_value()?),
                name if is(&self.0.date, name) => object.stated.date = stated(map.next_value()?),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(object)
    }
}

/// A field's name, borrowed from the line where it has no escapes.
struct Key<'de>(Cow<'de, str>);

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

/// Whether a user named a field this.
fn is(field: &Option<String>, name: &str) -> bool {
    field.as_deref() == Some(name)
}

/// The strings in a value: itself, the items of a list, the `name` of an object, as JSON-LD has people.
fn texts(value: Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.into_iter().flat_map(texts).collect(),
        Value::Object(mut fields) => fields.remove("name").map(texts).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// A name: a string's content; anything else as it is printed, so that no digit of a long number is lost.
fn word(raw: &RawValue) -> Option<String> {
    match raw.get() {
        "null" => None,
        json => Some(serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())),
    }
}

/// A title or a date: a list or an object is neither.
fn stated(raw: &RawValue) -> Option<String> {
    word(raw).filter(|_| !raw.get().starts_with(['[', '{']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place() -> Place {
        Place { line: Some(1), offset: Some(0), ..Place::of_file("x".to_owned()) }
    }

    fn parsed(line: &[u8]) -> Result<Input, ErrorKind> {
        parse(&place(), line, &Fields::default(), 1 << 20)
    }

    #[test]
    fn fields_of_a_line() {
        #[expect(clippy::type_complexity, reason = "a table")]
        let cases: &[(&str, &str, (Option<&str>, &str, Option<Format>))] = &[
            ("text", r#"{"text": "a\u00e9\n"}"#, (None, "aé\n", None)),
            ("html before text", r#"{"text": "a", "html": "<p>"}"#, (None, "<p>", Some(Format::Html))),
            ("null is not there", r#"{"html": null, "text": "a"}"#, (None, "a", None)),
            ("empty is there", r#"{"text": ""}"#, (None, "", None)),
            ("text beside blank html", r#"{"text": "a", "html": " "}"#, (None, "a", None)),
            ("blank html alone", r#"{"html": " "}"#, (None, " ", Some(Format::Html))),
            ("string id", r#"{"id": "a\"b", "text": "x"}"#, (Some("a\"b"), "x", None)),
            (
                "long number",
                r#"{"id": 123456789012345678901234567890, "text": "x"}"#,
                (Some("123456789012345678901234567890"), "x", None),
            ),
            ("number as printed", r#"{"id": 1.50, "text": "x"}"#, (Some("1.50"), "x", None)),
            ("null id", r#"{"id": null, "text": "x"}"#, (None, "x", None)),
            ("other fields", r#"{"a": [1, {"text": 2}], "te\u0078t": "x", "b": 1e400}"#, (None, "x", None)),
            ("carriage return", "{\"text\": \"x\"}\r\n", (None, "x", None)),
        ];
        for (name, line, expected) in cases {
            let input = parsed(line.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
            let text = String::from_utf8(input.bytes).unwrap();
            assert_eq!((input.id.as_deref(), &*text, input.hints.format), *expected, "{name}");
        }
    }

    #[test]
    fn names_of_fields_are_the_users() {
        let fields = Fields { text: "content".to_owned(), html: "raw".to_owned(), ..Fields::default() };
        let input =
            parse(&place(), br#"{"text": 5, "content": "x", "url": "https://example.com/"}"#, &fields, 99).unwrap();
        assert_eq!((&*input.bytes, input.url.as_deref()), (&b"x"[..], Some("https://example.com/")));
        let error = parse(&place(), br#"{"text": "x"}"#, &fields, 99).unwrap_err();
        assert!(error.to_string().contains("neither a \"content\" nor an \"raw\" field"), "{error}");
    }

    #[test]
    fn metadata_in_fields_come_with_the_document() {
        let [title, authors, date] = ["headline", "by", "day"].map(|name| Some(name.to_owned()));
        let fields = Fields { title, authors, date, ..Fields::default() };
        let stated = |line: &str| parse(&place(), line.as_bytes(), &fields, 99).unwrap().stated;
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (by, expected) in [
            (r#""Jane Doe""#, &["Jane Doe"][..]),
            (r#"["Jane Doe", {"name": "Tom Hale", "id": 5}, null]"#, &["Jane Doe", "Tom Hale"]),
            ("null", &[]),
            ("5", &[]),
        ] {
            let stated = stated(&format!(r#"{{"text": "x", "by": {by}, "headline": "Storm", "day": 1709460900}}"#));
            assert_eq!(stated.authors, names(expected), "{by}");
            assert_eq!((stated.title.as_deref(), stated.date.as_deref()), (Some("Storm"), Some("1709460900")));
        }
        for headline in [r#"["Storm"]"#, r#"{"en": "Storm"}"#, "null"] {
            assert_eq!(stated(&format!(r#"{{"text": "x", "headline": {headline}}}"#)).title, None, "{headline}");
        }
        let unnamed = parse(&place(), br#"{"text": "x", "title": "Storm"}"#, &Fields::default(), 99).unwrap();
        assert_eq!(unnamed.stated, Stated::default());
    }

    #[test]
    fn what_is_no_utf8_keeps_its_bytes() {
        let surrogate = parsed(br#"{"text": "a \ud83d b"}"#).unwrap();
        assert_eq!((&*surrogate.bytes, surrogate.hints.unicode), (&b"a \xed\xa0\xbd b"[..], true));
        let legacy = parsed(b"{\"text\": \"caf\xe9\"}").unwrap();
        assert_eq!((&*legacy.bytes, legacy.hints.unicode), (&b"caf\xe9"[..], false));
    }

    #[test]
    fn broken_lines_are_named() {
        let rows: &[(&str, &str)] = &[
            (r#"{"text": "x""#, "not one JSON object (EOF while parsing an object in column 12)"),
            (r#"{"text": 5}"#, "(invalid type: integer `5`, expected the document as a string in column 10)"),
            (r#"{"text": "x"} {"text": "y"}"#, "(trailing characters in column 15)"),
            (r#"["text"]"#, "(invalid type: sequence, expected an object)"),
            (r#"{"text": null}"#, "null where the document should be"),
            (r#"{"title": "x"}"#, "neither a \"text\" nor an \"html\" field"),
            ("hello", "(expected value in column 1)"),
        ];
        for (line, expected) in rows {
            let error = parsed(line.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{line}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_parsed_or_refused(bytes: Vec<u8>) {
            let _ = parsed(&bytes);
        }

        #[test]
        fn any_object_gives_its_text_back(text: String, id: u64) {
            let line = serde_json::json!({"id": id, "other": [&text], "text": &text}).to_string();
            let input = parsed(line.as_bytes()).unwrap();
            prop_assert_eq!((input.bytes, input.id), (text.into_bytes(), Some(id.to_string())));
        }
    }
}
