//! Kept blocks to the body's paragraphs: one each, but the cells of a table's row are one together, and so are neighbours on
//! one line of a dump.

use memchr::memchr;

use crate::document::{Block, Document, Kind, Tag};

use super::{Body, Paragraph};
use crate::read::ends_sentence;

/// Bytes of the longest cell that is a figure, a name or a remark in a row: a line or two of print. Longer ones, and those of
/// several lines, are text that a table lays out.
const LONGEST_CELL: usize = 120;

/// Bytes of a line that is a paragraph, on the average: eight words, or a dozen Chinese letters.
const LINE: usize = 40;

/// What parts the cells of a row: no text of a cell has one.
const BETWEEN: char = '\t';

/// The sections of a cell and of its row.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    cell: u32,
    row: u32,
}

/// The text of a block on its way to be a paragraph, or a cell of one.
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) text: String,
    place: Option<Place>,
    /// Whether it goes on in the line of the piece before.
    runs_on: bool,
}

impl Piece {
    /// A paragraph by itself.
    pub(super) fn alone(kind: Kind, text: String) -> Piece {
        Piece { kind, text, place: None, runs_on: false }
    }
}

/// The texts of some blocks, in their order.
pub(super) fn pieces(document: &Document, kept: &[usize]) -> Vec<Piece> {
    let mut before = None;
    let piece = |&at: &usize| {
        let block = &document.blocks[at];
        let next_to = before.replace(at).filter(|before| before + 1 == at).map(|before| document.blocks[before].kind);
        let runs_on = block.layout.is_some_and(|layout| layout.runs_on) && next_to == Some(block.kind);
        Piece { kind: block.kind, text: document.text(block).to_owned(), place: place(document, block), runs_on }
    };
    kept.iter().map(piece).collect()
}

/// The paragraphs that they come to.
pub(super) fn paragraphs(pieces: Vec<Piece>) -> Body {
    let mut body: Vec<Paragraph> = Vec::with_capacity(pieces.len());
    let mut before: Option<Place> = None;
    for Piece { kind, text, place, runs_on } in pieces {
        let in_row = before.zip(place).is_some_and(|(before, own)| before.row == own.row && before.cell != own.cell);
        match body.last_mut().filter(|_| in_row || runs_on) {
            Some(last) => {
                last.text.push(if in_row { BETWEEN } else { ' ' });
                last.text.push_str(&text);
            }
            None if kind == Kind::Paragraph && are_paragraphs(&text) => {
                body.extend(text.split('\n').map(|line| Paragraph { kind, text: line.to_owned() }));
            }
            None => body.push(Paragraph { kind, text }),
        }
        before = place;
    }
    Body(body)
}

/// Whether the lines of a block are paragraphs that a page parts by line breaks alone: nearly all end as sentences do, and
/// they are longer than those of a dialogue or an address.
fn are_paragraphs(text: &str) -> bool {
    if memchr(b'\n', text.as_bytes()).is_none() {
        return false;
    }
    let (lines, ended) =
        text.split('\n').fold((0, 0), |(lines, ended), line| (lines + 1, ended + usize::from(ends_sentence(line))));
    ended * 4 >= lines * 3 && text.len() >= lines * LINE
}

/// Where a block stands that is a short cell.
fn place(document: &Document, block: &Block) -> Option<Place> {
    let text = document.text(block);
    if block.kind != Kind::Cell || text.len() > LONGEST_CELL || text.contains('\n') {
        return None;
    }
    let cell = around(document, block.section, &[Tag::Td, Tag::Th])?;
    Some(Place { cell, row: around(document, cell, &[Tag::Tr])? })
}

/// The innermost section of such an element, from one upwards.
fn around(document: &Document, section: u32, tags: &[Tag]) -> Option<u32> {
    let up = std::iter::successors(Some(section), |&at| document.sections[at as usize].parent);
    up.into_iter().find(|&at| tags.contains(&document.sections[at as usize].tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Layout;
    use crate::input::Format;
    use crate::read;

    fn joined(document: &Document, kept: &[usize]) -> Vec<String> {
        paragraphs(pieces(document, kept)).0.into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn the_cells_of_a_row_are_one_paragraph() {
        let long = "A cell with as much text as only a table for layout has. ".repeat(4);
        let rows = [
            ("<tr><th>Port<th>Ferries<tr><td>Orvany<td>12", vec!["Port\tFerries", "Orvany\t12"]),
            ("<tr><td>Orvany<td><p>Twelve ferries.</p>", vec!["Orvany", "Twelve ferries."]),
            ("<tr><td><div>Orvany</div><div>harbour</div><td>12", vec!["Orvany", "harbour\t12"]),
            (&format!("<tr><td>{long}<td>12"), vec![long.trim(), "12"]),
            ("<tr><td>Home<br>News<td>Orvany", vec!["Home\nNews", "Orvany"]),
        ];
        for (table, wanted) in rows {
            let mut document = Document::default();
            read::read(&format!("<table>{table}</table>"), Format::Html, None, &mut document);
            let kept: Vec<usize> = (0..document.blocks.len()).collect();
            assert_eq!(joined(&document, &kept), wanted, "{table}");
        }
    }

    #[test]
    fn lines_that_are_paragraphs_are_parted() {
        let story =
            "The harbour of Velm was closed at noon on Monday.\nNobody said why the ferries had been sent away.";
        let speech = "“Open it.”\n“It is shut.”\n“Why?”";
        let verse = "The ships lay still along the northern quay\nand nobody who passed them on the way\nsaid why.";
        let chinese = "市议会星期一开会讨论了老桥重建的计划和费用。\n多数议员认为工程应当在明年春天开始。";
        for (text, parts) in [(story, 2), (speech, 1), (verse, 1), (chinese, 2)] {
            let mut document = Document::literal(&[(Kind::Paragraph, text)]);
            assert_eq!(joined(&document, &[0]).len(), parts, "{text}");
            document.blocks[0].kind = Kind::ListItem;
            assert_eq!(joined(&document, &[0]), [text]);
        }
    }

    #[test]
    fn a_cell_behind_one_that_is_dropped_goes_on_in_the_row() {
        let mut document = Document::default();
        read::read("<table><tr><td>Orvany<td>Share<td>12</table>", Format::Html, None, &mut document);
        assert_eq!(joined(&document, &[0, 2]), ["Orvany\t12"]);
    }

    #[test]
    fn neighbours_on_one_line_are_one_paragraph() {
        let mut document = Document::literal(&[(Kind::Paragraph, "text"); 4]);
        for (at, block) in document.blocks.iter_mut().enumerate() {
            block.layout = Some(Layout { runs_on: at != 2, ..Layout::default() });
        }
        document.blocks[0].kind = Kind::Heading(1);
        assert_eq!(joined(&document, &[0, 1, 2, 3]), ["text", "text", "text text"]);
        assert_eq!(joined(&document, &[1, 3]), ["text", "text"], "what stands between was dropped");
    }
}
