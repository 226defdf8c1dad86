//! [`Record`] to JSON Lines, JSON, text or Markdown.
//!
//! A record is rendered where it was made, by a worker; what stands before, between and behind records is the business
//! of whoever writes them in order ([`Format::between`] …).

mod markdown;
mod output;
mod shards;

pub use output::{Output, TEMPORARY};
pub use shards::{Compression, SHARD, Shard, Shards};

use crate::document::Kind;
use crate::record::{Paragraph, Record};

/// What records are written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    #[default]
    Jsonl,
    /// One JSON array.
    Json,
    /// Title, blank line, dateline and body; a form feed between records.
    Text,
    /// The same with headings, lists, quotations and preformatted text marked up; a rule between records.
    Markdown,
}

/// How one record is rendered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// The format.
    pub format: Format,
    /// Whether the body already begins with the dateline.
    pub dateline_in_body: bool,
}

impl Format {
    /// What stands before the first record.
    pub fn before(self) -> &'static str {
        if self == Format::Json { "[" } else { "" }
    }

    /// What stands before each record: `first` or not.
    pub fn between(self, first: bool) -> &'static str {
        match (self, first) {
            (Format::Json, true) => "\n",
            (Format::Json, false) => ",\n",
            (Format::Text, false) => "\u{c}",
            (Format::Markdown, false) => "\n---\n\n",
            _ => "",
        }
    }

    /// What stands behind the last record, of which there may be none.
    pub fn behind(self, any: bool) -> &'static str {
        match (self, any) {
            (Format::Json, true) => "\n]\n",
            (Format::Json, false) => "]\n",
            _ => "",
        }
    }
}

/// Renders one record.
pub fn render(record: &Record, style: Style) -> Vec<u8> {
    match style.format {
        Format::Jsonl => {
            let mut line = json(record);
            line.push(b'\n');
            line
        }
        Format::Json => json(record),
        Format::Text => text(record, style).into_bytes(),
        Format::Markdown => markdown::render(record, dateline(record, style)).into_bytes(),
    }
}

/// Bytes that most records take in JSON beside their body.
const BESIDE_BODY: usize = 2048;

fn json(record: &Record) -> Vec<u8> {
    let body: usize = record.body.0.iter().map(|paragraph| paragraph.text.len()).sum();
    let mut bytes = Vec::with_capacity(BESIDE_BODY + body);
    // A vector takes every write, and a record has no maps whose keys could be other than strings.
    #[allow(clippy::expect_used, reason = "neither way to fail exists")]
    serde_json::to_writer(&mut bytes, record).expect("a record is JSON");
    bytes
}

/// The dateline, unless it is in the body.
fn dateline(record: &Record, style: Style) -> Option<&str> {
    record.dateline.as_deref().filter(|_| !style.dateline_in_body)
}

/// Which paragraph a dateline belongs before: the first running text, for a subhead may stand above it.
fn opening(paragraphs: &[Paragraph]) -> usize {
    paragraphs.iter().position(|paragraph| paragraph.kind == Kind::Paragraph).unwrap_or(0)
}

fn text(record: &Record, style: Style) -> String {
    let mut out = String::new();
    let mut part = |pieces: &[&str]| {
        out.push_str(if out.is_empty() { "" } else { "\n" });
        pieces.iter().for_each(|piece| out.push_str(&piece.replace('\u{c}', "\n")));
        out.push('\n');
    };
    if let Some(title) = &record.title {
        part(&[title]);
    }
    let paragraphs = &record.body.0;
    let dateline = dateline(record, style);
    let opening = opening(paragraphs);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        match dateline {
            Some(dateline) if index == opening => part(&[dateline, " – ", &paragraph.text]),
            _ => part(&[&paragraph.text]),
        }
    }
    if let (Some(dateline), []) = (dateline, &paragraphs[..]) {
        part(&[dateline]);
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::record::Body;

    pub(crate) fn record(title: Option<&str>, dateline: Option<&str>, body: &[(Kind, &str)]) -> Record {
        let paragraph = |&(kind, text): &(Kind, &str)| Paragraph { kind, text: text.to_owned() };
        Record {
            title: title.map(str::to_owned),
            dateline: dateline.map(str::to_owned),
            body: Body(body.iter().map(paragraph).collect()),
            ..Record::default()
        }
    }

    fn rendered(format: Format, record: &Record) -> String {
        String::from_utf8(render(record, Style { format, dateline_in_body: false })).unwrap()
    }

    const STORY: &[(Kind, &str)] = &[
        (Kind::Heading(2), "What is known"),
        (Kind::Paragraph, "The harbour was closed."),
        (Kind::Preformatted, "a\nb"),
    ];

    #[test]
    fn text_has_title_dateline_and_body() {
        let full = rendered(Format::Text, &record(Some("Port shut"), Some("OSLO (NTB)"), STORY));
        assert_eq!(full, "Port shut\n\nWhat is known\n\nOSLO (NTB) – The harbour was closed.\n\na\nb\n");
        assert_eq!(rendered(Format::Text, &record(None, None, &STORY[1..2])), "The harbour was closed.\n");
        assert_eq!(rendered(Format::Text, &record(None, Some("OSLO"), &[])), "OSLO\n");
        assert_eq!(rendered(Format::Text, &record(None, None, &[])), "");
        let kept = Style { format: Format::Text, dateline_in_body: true };
        let body = [(Kind::Paragraph, "OSLO – x")];
        assert_eq!(render(&record(None, Some("OSLO"), &body), kept), "OSLO – x\n".as_bytes());
    }

    #[test]
    fn a_form_feed_is_only_between_records() {
        let pages = record(None, None, &[(Kind::Preformatted, "one\u{c}two")]);
        assert_eq!(rendered(Format::Text, &pages), "one\ntwo\n");
    }

    #[test]
    fn json_lines_are_lines_and_json_is_an_array() {
        let record = record(Some("a\u{2028}\n"), None, STORY);
        let line = rendered(Format::Jsonl, &record);
        assert_eq!(line.find('\n'), Some(line.len() - 1));
        for count in 0..3 {
            let mut array = Format::Json.before().to_owned();
            for index in 0..count {
                array += Format::Json.between(index == 0);
                array += &rendered(Format::Json, &record);
            }
            array += Format::Json.behind(count > 0);
            let parsed: Vec<serde_json::Value> = serde_json::from_str(&array).unwrap();
            assert_eq!(parsed.len(), count);
        }
    }
}
