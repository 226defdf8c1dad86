//! JSON as pages embed it: raw line breaks in strings, trailing commas, comments around it, quotes left unescaped.
//!
//! A parser that stops at the first fault would lose every tenth publisher, so this one never stops: what it cannot read
//! it steps over. It is linear in its input, nests no deeper than [`MAX_DEPTH`], makes no more than [`MOST_VALUES`], and
//! borrows strings without escapes.

use std::borrow::Cow;

/// Levels of lists and objects. JSON-LD of real pages stays under 12, the data of their scripts under 32; beyond this the rest of the script is not read.
const MAX_DEPTH: usize = 64;

/// Values of a script that are read, some 50 bytes each: JSON-LD of real pages has a hundredth of them, and of the data of 191
/// real scripts the largest had 31,544.
const MOST_VALUES: usize = 1 << 17;

/// A JSON value. Numbers and words are texts: nothing here computes with them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The member of this name, if it is an object that has one.
    pub(super) fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.members().iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The members, none unless it is an object.
    pub(super) fn members(&self) -> &[(Cow<'a, str>, Value<'a>)] {
        if let Value::Object(members) = self { members } else { &[] }
    }

    /// The items of a list; any other value is a list of itself.
    pub(super) fn items(&self) -> &[Value<'a>] {
        if let Value::List(items) = self { items } else { std::slice::from_ref(self) }
    }

    /// The text, if it is one and not empty.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) if !text.trim().is_empty() && text != "null" => Some(text),
            _ => None,
        }
    }
}

/// All lists and objects at the top of a script: usually one, but some pages write several in a row.
pub(super) fn parse(script: &str) -> Vec<Value<'_>> {
    let mut parser = Parser { script, at: 0, left: MOST_VALUES };
    let mut roots = Vec::new();
    while let Some(byte) = parser.peek() {
        match byte {
            b'{' | b'[' => roots.push(parser.value(0)),
            _ => parser.at += 1,
        }
    }
    roots
}

/// What the string says that a script begins with.
pub(super) fn literal(script: &str) -> Option<String> {
    let script = script.trim_start();
    let quote = script.bytes().next().filter(|quote| matches!(quote, b'"' | b'\'' | b'`'))?;
    let bytes = script.as_bytes();
    let mut at = 1;
    while let Some(skipped) = memchr::memchr2(quote, b'\\', bytes.get(at..)?) {
        at += skipped;
        if bytes[at] == quote {
            return Some(unescape(&script[1..at]));
        }
        at += 2;
    }
    None
}

struct Parser<'a> {
    script: &'a str,
    at: usize,
    /// How many more values are read.
    left: usize,
}

impl<'a> Parser<'a> {
    /// The next byte that is neither white space nor inside a comment: nearly always the one here.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        match self.script.as_bytes().get(self.at) {
            Some(&byte) if byte.is_ascii_graphic() && byte != b'/' => Some(byte),
            _ => self.peek_further(),
        }
    }

    fn peek_further(&mut self) -> Option<u8> {
        let bytes = self.script.as_bytes();
        loop {
            match *bytes.get(self.at)? {
                byte if byte.is_ascii_whitespace() || byte.is_ascii_control() => self.at += 1,
                b'/' if bytes.get(self.at + 1) == Some(&b'*') => self.skip_past("*/"),
                b'/' if bytes[self.at..].starts_with(b"//<![CDATA[") => self.at += "//<![CDATA[".len(),
                b'/' if bytes.get(self.at + 1) == Some(&b'/') => self.skip_past("\n"),
                byte => return Some(byte),
            }
        }
    }

    fn skip_past(&mut self, end: &str) {
        let rest = &self.script.as_bytes()[self.at..];
        self.at += memchr::memmem::find(rest, end.as_bytes()).map_or(rest.len(), |found| found + end.len());
    }

    fn value(&mut self, depth: usize) -> Value<'a> {
        self.left = self.left.saturating_sub(1);
        match self.peek() {
            _ if depth > MAX_DEPTH || self.left == 0 => {
                self.at = self.script.len();
                Value::List(Vec::new())
            }
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Value::Text(self.string()),
            _ => Value::Text(self.word()),
        }
    }

    fn list(&mut self, depth: usize) -> Value<'a> {
        self.at += 1;
        let mut items = Vec::new();
        while let Some(byte) = self.peek() {
            match byte {
                b']' => {
                    self.at += 1;
                    break;
                }
                b'}' => break,
                b',' | b':' => self.at += 1,
                _ => items.push(self.value(depth + 1)),
            }
        }
        Value::List(items)
    }

    fn object(&mut self, depth: usize) -> Value<'a> {
        self.at += 1;
        let mut members = Vec::new();
        while let Some(byte) = self.peek() {
            match byte {
                b'}' => {
                    self.at += 1;
                    break;
                }
                b']' => break,
                // Scripts write keys without quotes too.
                b'"' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => {
                    let key = if byte == b'"' { self.string() } else { self.name() };
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        members.push((key, self.value(depth + 1)));
                    }
                }
                _ => self.skip_char(),
            }
        }
        Value::Object(members)
    }

    /// A name of the language that scripts are written in, as far as ASCII goes.
    fn name(&mut self) -> Cow<'a, str> {
        let rest = &self.script[self.at..];
        let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
        let length = rest.bytes().take_while(|byte| is_of_name(byte)).count();
        self.at += length;
        Cow::Borrowed(&rest[..length])
    }

    /// A number, `true`, `null`, or whatever stands where a value should.
    fn word(&mut self) -> Cow<'a, str> {
        let rest = &self.script[self.at..];
        let ends = |byte: u8| matches!(byte, b',' | b'}' | b']' | b'\n');
        let end = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += end;
        Cow::Borrowed(rest[..end].trim())
    }

    fn skip_char(&mut self) {
        self.at += self.script[self.at..].chars().next().map_or(1, char::len_utf8);
    }

    /// A string, from its opening quote.
    fn string(&mut self) -> Cow<'a, str> {
        self.at += 1;
        let start = self.at;
        let bytes = self.script.as_bytes();
        let mut escaped = false;
        while let Some(skipped) = memchr::memchr2(b'"', b'\\', &bytes[self.at.min(bytes.len())..]) {
            self.at += skipped;
            if bytes[self.at] == b'\\' {
                escaped = true;
                self.at += 2;
            } else if self.closes() {
                let raw = &self.script[start..self.at];
                self.at += 1;
                return if escaped { Cow::Owned(unescape(raw)) } else { Cow::Borrowed(raw) };
            } else {
                self.at += 1;
            }
        }
        self.at = bytes.len();
        Cow::Owned(unescape(&self.script[start..]))
    }

    /// Whether the quote here ends its string: what follows is punctuation of JSON, or the next member on a new line.
    fn closes(&self) -> bool {
        let rest = &self.script.as_bytes()[self.at + 1..];
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match rest.get(blank) {
            None | Some(b',' | b':' | b'}' | b']') => true,
            Some(b'"') => rest[..blank].contains(&b'\n'),
            Some(_) => false,
        }
    }
}

fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut chars = rest.chars();
        let Some(letter) = chars.next() else { return text };
        rest = chars.as_str();
        match letter {
            'n' | 'r' | 't' | 'b' | 'f' => text.push(if letter == 'n' { '\n' } else { ' ' }),
            'u' => rest = code_unit(rest, &mut text),
            other => text.push(other),
        }
    }
    text + rest
}

/// Decodes what follows `\u`, a pair of surrogates too, and gives back the rest.
fn code_unit<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let unit = |digits: &str| u16::from_str_radix(digits, 16).ok();
    let Some(first) = rest.get(..4).and_then(unit) else { return rest };
    let second = rest.get(4..10).and_then(|next| next.strip_prefix("\\u")).and_then(unit);
    if let Some(pair) = second.and_then(|low| char::decode_utf16([first, low]).next()?.ok())
        && pair.len_utf16() == 2
    {
        text.push(pair);
        return &rest[10..];
    }
    text.push(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER));
    &rest[4..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn headline(script: &str) -> Option<String> {
        let roots = parse(script);
        roots.iter().find_map(|root| root.get("headline")?.text().map(str::to_owned))
    }

    macro_rules! reads {
        ($($name:ident: $script:expr => $headline:expr;)*) => {$(
            #[test]
            fn $name() {
                assert_eq!(headline($script).as_deref(), $headline);
            }
        )*};
    }

    reads! {
        clean: r#"{"@type":"NewsArticle","headline":"Harbour reopens"}"# => Some("Harbour reopens");
        raw_line_break: "{\"headline\":\"Harbour\nreopens\"}" => Some("Harbour\nreopens");
        trailing_comma: r#"{"headline":"Harbour reopens",}"# => Some("Harbour reopens");
        missing_comma: "{\"a\":\"b\"\n\"headline\":\"Harbour reopens\"}" => Some("Harbour reopens");
        comment_around: "<!-- {\"headline\":\"Harbour reopens\"} -->" => Some("Harbour reopens");
        cdata_around: "//<![CDATA[\n{\"headline\":\"Harbour reopens\"}\n//]]>" => Some("Harbour reopens");
        cdata_on_one_line: "//<![CDATA[ {\"headline\":\"Harbour reopens\"} //]]>" => Some("Harbour reopens");
        block_comment: "{/* x */\"headline\":\"Harbour reopens\"}" => Some("Harbour reopens");
        unescaped_quotes: r#"{"headline":"The "old" harbour","x":1}"# => Some(r#"The "old" harbour"#);
        several_objects: r#"{"a":1}{"headline":"Harbour reopens"}"# => Some("Harbour reopens");
        escapes: r#"{"headline":"A \u00fc \ud83d\ude00 \"b\" \/ \\"}"# => Some("A ü 😀 \"b\" / \\");
        lone_surrogate: r#"{"headline":"A\ud83d"}"# => Some("A\u{fffd}");
        broken_off: r#"{"headline":"Harbour reop"# => Some("Harbour reop");
        null: r#"{"headline":null}"# => None;
        mismatched_brackets: r#"{"a":[1,2},"headline":"x"}"# => None;
        number: r#"{"headline": 42 }"# => Some("42");
    }

    #[test]
    fn deep_nesting_ends() {
        let script = "[".repeat(100_000) + "{\"headline\":\"x\"}";
        assert_eq!(headline(&script), None);
        let script = "{\"a\":".repeat(100_000);
        assert_eq!(parse(&script).len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_parses(script in "\\PC*") {
            for root in parse(&script) {
                prop_assert!(!matches!(root, Value::Text(_)));
            }
        }

        #[test]
        fn valid_json_means_what_serde_says(key in "[a-z]{1,8}", text in "[^\"\\\\\\pC]{1,40}") {
            let script = serde_json::json!({ key.as_str(): [text.as_str(), { "x": text.as_str() }] }).to_string();
            let roots = parse(&script);
            let items = roots[0].get(&key).map(Value::items).unwrap_or_default();
            prop_assert_eq!(&items[0], &Value::Text(Cow::Borrowed(text.as_str())));
            prop_assert_eq!(items[1].get("x"), Some(&items[0]));
        }
    }
}
