//! What the stripper thought of each block: rows for people, JSON Lines for tuning and training.

use std::fmt::Write;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::document::{Block, Document, Kind, Layout, Marks, Tag};
use crate::error::Printable;
use crate::input::Input;
use crate::record::Provenance;
use crate::rules::{Applied, Removed};
use crate::strip::{self, Move, Policy, Reason, Verdict};

/// Characters of a block's text in a row: as many as a wide terminal has room for.
const BEGINNING: usize = 100;

const KEPT: &str = "\x1b[32m";
const DROPPED: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

/// Stages whose result can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dump {
    /// The tree that the reader put the blocks in.
    Sections,
    /// What the reader made of the page.
    Blocks,
    /// Where each block's words stand in the table of their weights.
    Words,
    /// What was measured of each block.
    Features,
    /// What the stripper decided.
    Verdicts,
    /// What was measured of the whole page.
    Page,
}

/// A heading for the input, then a row for each thing that a rule removed before the page was judged, then one a block:
/// kept or dropped, score, reason, how the text begins.
pub fn rows(
    input: &Input,
    document: &Document,
    verdicts: &[Verdict],
    policy: &Policy,
    applied: &Applied,
    colour: bool,
) -> Vec<u8> {
    let mut out = Printable(&input.path).to_string();
    if let Some(id) = &input.id {
        // Writing to a string does not fail, here and below.
        let _ = write!(out, " {}", Printable(id));
    }
    out.push('\n');
    let paint = |on| if colour { (on, PLAIN) } else { ("", "") };
    for Removed { key, by, text } in &applied.removed {
        let (on, off) = paint(DROPPED);
        let (by, beginning) = (Printable(by), beginning(text));
        let _ = writeln!(out, "  {on}drop     -  rule:{key} {by}  {}{off}", Printable(&beginning));
    }
    if applied.untold > 0 {
        let (on, off) = paint(DROPPED);
        let _ = writeln!(out, "  {on}drop     -  rule: {} more{off}", applied.untold);
    }
    let moves = strip::moves(document, policy);
    for ((block, verdict), moves) in document.blocks.iter().zip(verdicts).zip(&moves) {
        let (word, on) = if verdict.keep { ("keep", KEPT) } else { ("drop", DROPPED) };
        let (on, off) = paint(on);
        let reason = reason(verdict, moves);
        let beginning = beginning(document.text(block));
        let _ = writeln!(out, "  {on}{word}  {:.2}  {reason:<44}  {}{off}", verdict.score, Printable(&beginning));
    }
    out.into_bytes()
}

/// What decided: the word for a rule, or what moved the score most (`words +1.2, link_share -0.4`).
fn reason(verdict: &Verdict, moves: &[Move]) -> String {
    if verdict.reason != Reason::Score || moves.is_empty() {
        return verdict.reason.to_string();
    }
    let moves: Vec<String> = moves.iter().map(|Move { feature, by }| format!("{feature} {by:+.1}")).collect();
    moves.join(", ")
}

/// A JSON object on a line: what a source handed over, with the length and CRC-32 of its bytes.
pub fn input(input: &Input) -> Vec<u8> {
    let Input { path, id, url, offset, retrieved, stated: _, hints, bytes } = input;
    let (path, id, url, retrieved) = (path.clone(), id.clone(), url.clone(), retrieved.clone());
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    let input = Provenance { path, id, url, offset: *offset, retrieved };
    let row = Handed {
        input,
        charset: hints.charset.as_deref().or(hints.unicode.then_some("utf-8")),
        bytes: bytes.len(),
        crc32: crc.sum(),
    };
    let mut out = serde_json::to_vec(&row).unwrap_or_default();
    out.push(b'\n');
    out
}

#[derive(Serialize)]
struct Handed<'a> {
    input: Provenance,
    charset: Option<&'a str>,
    bytes: usize,
    crc32: u32,
}

/// One JSON object a line for each block, for each section, or for the page.
pub fn dump(what: Dump, input: &Input, document: &Document, verdicts: &[Verdict], policy: &Policy) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, view) in views(what, document, verdicts, policy).into_iter().enumerate() {
        let block = (!matches!(what, Dump::Sections | Dump::Page)).then_some(index);
        let row = Row { input: InputView { path: &input.path, id: input.id.as_deref() }, block, view };
        // A vector takes every write, and no map here has keys other than strings.
        let _ = serde_json::to_writer(&mut out, &row);
        out.push(b'\n');
    }
    out
}

fn views<'a>(what: Dump, document: &'a Document, verdicts: &[Verdict], policy: &Policy) -> Vec<View<'a>> {
    match what {
        Dump::Sections => (0..document.sections.len()).map(|at| View::Section(section_view(document, at))).collect(),
        Dump::Blocks => document.blocks.iter().map(|block| View::Block(block_view(document, block))).collect(),
        Dump::Words => strip::slots(document).into_iter().map(|slots| View::Words(WordsView { slots })).collect(),
        Dump::Features => {
            let (names, measured) = strip::table(document, policy.model);
            measured.into_iter().map(|values| View::Features(Named { names, values })).collect()
        }
        Dump::Page => {
            let (names, values) = strip::whole(document, policy.model);
            vec![View::Features(Named { names, values })]
        }
        Dump::Verdicts => {
            let view = |(at, moves): (usize, &Vec<Move>)| {
                View::Verdict(verdict_view(&verdicts[at], moves, document.text(&document.blocks[at])))
            };
            strip::moves(document, policy).iter().enumerate().map(view).collect()
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    input: InputView<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<usize>,
    #[serde(flatten)]
    view: View<'a>,
}

#[derive(Serialize)]
struct InputView<'a> {
    path: &'a str,
    id: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum View<'a> {
    Section(SectionView<'a>),
    Block(BlockView<'a>),
    Words(WordsView),
    Features(Named<'a>),
    Verdict(VerdictView<'a>),
}

#[derive(Serialize)]
struct SectionView<'a> {
    section: usize,
    parent: Option<u32>,
    tag: String,
    marks: Vec<String>,
    /// Hashes of its class and id words.
    tokens: &'a [u32],
}

#[derive(Serialize)]
struct BlockView<'a> {
    section: u32,
    kind: &'static str,
    level: Option<u8>,
    tags: Vec<String>,
    marks: Vec<String>,
    linked: Option<u32>,
    lead: Option<u32>,
    layout: Option<LayoutView>,
    text: &'a str,
}

#[derive(Serialize)]
struct WordsView {
    slots: Vec<usize>,
}

#[derive(Serialize)]
struct LayoutView {
    gap: u16,
    indent: u16,
    lines: u16,
    runs_on: bool,
}

#[derive(Serialize)]
struct VerdictView<'a> {
    keep: bool,
    score: f32,
    reason: &'static str,
    moves: Vec<(&'static str, f32)>,
    text: std::borrow::Cow<'a, str>,
}

/// Features by their names; what is unknown is `null`.
struct Named<'a> {
    names: &'a [&'a str],
    values: Vec<f32>,
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.names.len()))?;
        for (name, value) in self.names.iter().zip(&self.values) {
            map.serialize_entry(name, &Some(value).filter(|value| !value.is_nan()))?;
        }
        map.end()
    }
}

fn section_view(document: &Document, at: usize) -> SectionView<'_> {
    let section = &document.sections[at];
    let tokens = &document.tokens[section.tokens.range()];
    SectionView { section: at, parent: section.parent, tag: tag(section.tag), marks: marks(section.marks), tokens }
}

fn tag(tag: Tag) -> String {
    format!("{tag:?}").to_lowercase()
}

fn marks(marks: Marks) -> Vec<String> {
    marks.iter_names().map(|(name, _)| name.to_lowercase()).collect()
}

fn block_view<'a>(document: &'a Document, block: &Block) -> BlockView<'a> {
    let (kind, level) = kind(block.kind);
    let mut tags: Vec<_> = document.ancestors(block).map(|around| tag(around.tag)).collect();
    tags.reverse();
    BlockView {
        section: block.section,
        kind,
        level,
        tags,
        marks: marks(document.marks(block)),
        linked: block.linked,
        lead: block.lead,
        layout: block.layout.map(|Layout { gap, indent, lines, runs_on }| LayoutView { gap, indent, lines, runs_on }),
        text: document.text(block),
    }
}

fn verdict_view<'a>(verdict: &Verdict, moves: &[Move], text: &'a str) -> VerdictView<'a> {
    let moves = moves.iter().map(|step| (step.feature, step.by)).collect();
    let Verdict { keep, score, reason } = *verdict;
    VerdictView { keep, score, reason: reason.as_str(), moves, text: beginning(text) }
}

fn kind(kind: Kind) -> (&'static str, Option<u8>) {
    match kind {
        Kind::Paragraph => ("paragraph", None),
        Kind::Heading(level) => ("heading", Some(level)),
        Kind::ListItem => ("list_item", None),
        Kind::Quote => ("quote", None),
        Kind::Preformatted => ("preformatted", None),
        Kind::Cell => ("cell", None),
        Kind::Caption => ("caption", None),
    }
}

fn beginning(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(BEGINNING) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::document::{Layout, Marks, Section, Tag};
    use crate::rules::Key;

    fn judged() -> (Input, Document, Vec<Verdict>) {
        let long = "word ".repeat(40);
        let mut document = Document::literal(&[(Kind::Heading(2), "A\u{1b}[1m head"), (Kind::Paragraph, &long)]);
        let marks = Marks::MAIN | Marks::BODY;
        document.sections.push(Section { parent: Some(0), tag: Tag::Article, marks, ..Section::default() });
        document.blocks[1].section = 1;
        document.blocks[1].layout = Some(Layout { gap: 1, indent: 2, lines: 3, runs_on: false });
        let verdict = |keep, score| Verdict { keep, score, reason: Reason::Repeated };
        let input = Input { path: "a\nb".to_owned(), id: Some("7".to_owned()), ..Input::default() };
        (input, document, vec![verdict(false, 0.125), verdict(true, 1.0)])
    }

    fn dumped(what: Dump) -> Vec<Value> {
        let (input, document, verdicts) = judged();
        let lines = String::from_utf8(dump(what, &input, &document, &verdicts, &Policy::default())).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_row_a_block_and_nothing_that_steers_a_terminal() {
        let (input, document, verdicts) = judged();
        let plain = rows(&input, &document, &verdicts, &Policy::default(), &Applied::default(), false);
        let plain = String::from_utf8(plain).unwrap();
        let lines: Vec<_> = plain.lines().collect();
        assert_eq!(lines[0], "a\\nb 7");
        assert!(lines[1].starts_with("  drop  0.12  repeated"), "{plain}");
        assert!(lines[1].ends_with("A\\u{1b}[1m head"), "{plain}");
        assert!(lines[2].starts_with("  keep  1.00  repeated") && lines[2].ends_with('…'), "{plain}");
        let coloured = rows(&input, &document, &verdicts, &Policy::default(), &Applied::default(), true);
        let coloured = String::from_utf8(coloured).unwrap();
        assert_eq!(coloured.matches(PLAIN).count(), 2);
        assert_eq!(coloured.replace(PLAIN, "").replace(KEPT, "").replace(DROPPED, ""), plain);
    }

    #[test]
    fn what_rules_removed_comes_first() {
        let (input, document, verdicts) = judged();
        let removed = Removed { key: Key::Drop, by: "a > b".into(), text: "long ".repeat(40) };
        let applied = Applied { removed: vec![removed], untold: 7, ..Applied::default() };
        let shown = rows(&input, &document, &verdicts, &Policy::default(), &applied, false);
        let shown = String::from_utf8(shown).unwrap();
        let row = shown.lines().nth(1).unwrap();
        assert!(row.starts_with("  drop     -  rule:drop a > b  long long") && row.ends_with('…'), "{shown}");
        assert_eq!(shown.lines().nth(2), Some("  drop     -  rule: 7 more"));
        assert_eq!(shown.lines().count(), 5);
    }

    #[test]
    fn blocks_carry_all_that_the_reader_knew() {
        let rows = dumped(Dump::Blocks);
        assert_eq!(rows[0]["input"], json!({"path": "a\nb", "id": "7"}));
        assert_eq!((&rows[0]["block"], &rows[1]["block"]), (&json!(0), &json!(1)));
        assert_eq!((&rows[0]["kind"], &rows[0]["level"]), (&json!("heading"), &json!(2)));
        assert_eq!(rows[1]["tags"], json!(["root", "article"]));
        assert_eq!(rows[1]["marks"], json!(["main", "body"]));
        assert_eq!((&rows[0]["layout"], &rows[0]["linked"]), (&Value::Null, &Value::Null));
        assert_eq!(rows[1]["layout"], json!({"gap": 1, "indent": 2, "lines": 3, "runs_on": false}));
        assert_eq!(rows[1]["text"].as_str().map(str::len), Some(200));
    }

    #[test]
    fn features_by_name_and_verdicts_with_their_reason() {
        let rows = dumped(Dump::Features);
        assert_eq!(rows[1]["words"], json!(40.0));
        assert_eq!(rows[0]["link_share"], Value::Null);
        let rows = dumped(Dump::Verdicts);
        assert_eq!(
            (&rows[1]["keep"], &rows[1]["score"], &rows[1]["reason"]),
            (&json!(true), &json!(1.0), &json!("repeated"))
        );
    }
}
