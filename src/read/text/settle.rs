//! What blocks begin with, told from their neighbours, and taken off.

use super::marker::{self, Marker, marker};
use crate::document::{Document, Kind};

/// Gives blocks with a marker their kind and takes the marker off; a block that is nothing but a marker goes, unless it
/// ends the text.
///
/// A hyphen or a number is a list item's only if the block before or behind has one that fits: speech begins with
/// dashes, a headline with "1." or a day of the month. A single `>` quotes only where the text `is_markdown`.
pub(super) fn settle(document: &mut Document, is_markdown: bool) {
    let mut before = Marker::None;
    for index in 0..document.blocks.len() {
        let (here, length) = marker_of(document, index);
        if here != Marker::None {
            let after = marker_of(document, index + 1).0;
            let lines = document.blocks[index].layout.map_or(1, |layout| layout.lines);
            let quotes = is_markdown || lines > 1;
            let text = document.text(&document.blocks[index]);
            let alone = length == text.len() && !marker::is_end(text);
            let kind = kind(here, [before, after], quotes).or(alone.then_some(Kind::Paragraph));
            if let Some(kind) = kind {
                document.blocks[index].kind = kind;
                document.blocks[index].text.start += length as u32;
            }
        }
        before = here;
    }
    document.blocks.retain(|block| !block.text.is_empty());
}

fn marker_of(document: &Document, index: usize) -> (Marker, usize) {
    document.blocks.get(index).map_or((Marker::None, 0), |block| marker(document.text(block)))
}

/// The kind of a block with this marker between these, which `quotes` even alone; `None` when the marker is part of its text.
fn kind(marker: Marker, around: [Marker; 2], quotes: bool) -> Option<Kind> {
    match marker {
        Marker::Bullet => Some(Kind::ListItem),
        Marker::Heading(level) => Some(Kind::Heading(level)),
        Marker::Hyphen | Marker::Round => {
            around.iter().any(|&other| other == marker || other == Marker::Bullet).then_some(Kind::ListItem)
        }
        Marker::Number(number) => {
            let [before, after] = around;
            let in_row = before == Marker::Number(number.wrapping_sub(1)) || after == Marker::Number(number + 1);
            in_row.then_some(Kind::ListItem)
        }
        Marker::Quote => (quotes || around.contains(&Marker::Quote)).then_some(Kind::Quote),
        Marker::None | Marker::Rule => None,
    }
}
