//! Lines at the head of a text that are its headline, byline and date, parted by single line breaks: a block each, for
//! each says something else, and none is of the text behind it.

use std::ops::Range;

use crate::document::{Block, Document, Kind, Span};
use crate::read::signals::Signals;
use crate::read::{dates, meta, names};

use super::elements;

/// Blocks from the top that are looked at, and those of running text among them: a standfirst, and the text itself.
pub(super) const TOP: usize = 400;
const MOST_PROSE: usize = 2;

/// Lines of a head at most: kicker, headline, deck, byline, what its author does, date.
const MOST_LINES: usize = 6;

/// Bytes of a byline at most.
const LONGEST_BYLINE: usize = 160;

/// Parts such lines from what is behind them.
pub(super) fn part(document: &mut Document, signals: &mut Signals) {
    let (mut at, mut prose) = (0, 0);
    while at < document.blocks.len().min(TOP) && prose < MOST_PROSE {
        let block = &document.blocks[at];
        let text = document.text(block);
        prose += usize::from(meta::is_prose(text));
        let parts = match block.kind {
            Kind::Paragraph | Kind::Cell | Kind::Preformatted if text.contains('\n') => {
                lines_of_head(text, signals.lang.as_deref())
            }
            _ => Vec::new(),
        };
        if !parts.is_empty() {
            let parts: Vec<Block> = parts.into_iter().map(|part| cut(document, block, part)).collect();
            put(document, signals, at, &parts);
            at += parts.len() - 1;
        }
        at += 1;
    }
}

/// The lines up to the last byline or date among the first ones, and the rest; none where there is no such line, or no other.
fn lines_of_head(text: &str, language: Option<&str>) -> Vec<Range<usize>> {
    let (mut lines, mut head, mut start) = (Vec::new(), 0, 0);
    for line in text.split('\n').take(MOST_LINES) {
        if line.len() > elements::LONGEST || meta::is_prose(line) {
            break;
        }
        lines.push(start..start + line.len());
        start += line.len() + 1;
        if is_byline(line) || dates::is_line(line, language) {
            head = lines.len();
        }
    }
    lines.truncate(head);
    if let Some(last) = lines.last().filter(|last| last.end + 1 < text.len()) {
        lines.push(last.end + 1..text.len());
    }
    lines.retain(|line| !text[line.clone()].trim().is_empty());
    if lines.len() > 1 { lines } else { Vec::new() }
}

fn is_byline(line: &str) -> bool {
    line.len() <= LONGEST_BYLINE && names::is_introduced(line) && !names::people(line).is_empty()
}

/// A part of a block. Which of its letters are linked is not known: names and dates are before texts.
pub(super) fn cut(document: &Document, block: &Block, part: Range<usize>) -> Block {
    let text = document.text(block);
    let letters = |part: Range<usize>| text[part].chars().count() as u32;
    let left = |all: u32, before: usize, most: usize| all.saturating_sub(before as u32).min(most as u32);
    let linked = block.linked.map(|all| left(all, letters(0..part.start) as usize, letters(part.clone()) as usize));
    let lead = block.lead.map(|all| left(all, part.start, part.len()));
    let start = block.text.start + part.start as u32;
    Block { text: Span { start, end: start + part.len() as u32 }, linked, lead, ..*block }
}

/// Puts parts in the place of a block, and what was noticed in it or behind it beside the right one.
pub(super) fn put(document: &mut Document, signals: &mut Signals, at: usize, parts: &[Block]) {
    for element in signals.elements.iter_mut().filter(|element| element.block as usize >= at) {
        let before = parts.iter().filter(|part| part.text.end <= element.start).count();
        element.block += before.min(parts.len() - 1) as u32;
    }
    document.blocks.splice(at..=at, parts.iter().cloned());
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::input::Format;
    use crate::read;

    const PROSE: &str = "The council of Marbury voted on Tuesday to close the old bridge over the Lask, which has carried carts \
        and cars for a hundred and forty years.";

    fn page(body: &str) -> Document {
        let mut document = Document::default();
        let page = format!("<title>Council votes | Marbury Post</title><body>{body}</body>");
        read::read(&page, Format::Html, None, &mut document);
        document
    }

    #[test]
    fn headline_byline_and_date_are_blocks_of_their_own() {
        let head = ["Council votes", "By Jane Doe", "March 3, 2024"];
        for behind in ["<br>", "<br><br>"] {
            let document =
                page(&format!("<p><b>{}</b><br>{}<br>{}{behind}{PROSE}<br>{PROSE}</p>", head[0], head[1], head[2]));
            let texts: Vec<&str> = document.blocks.iter().map(|block| document.text(block)).collect();
            assert_eq!(texts[..3], head, "{behind}");
            assert_eq!(texts[3], format!("{PROSE}\n{PROSE}"), "{behind}");
            assert_eq!(document.blocks[0].lead, Some(head[0].len() as u32));
            assert_eq!(document.blocks[1].lead, Some(0));
            assert_eq!(document.meta.title.as_deref(), Some(head[0]));
            assert_eq!(document.meta.authors, ["Jane Doe"]);
            assert_eq!(document.meta.date_published.as_deref(), Some("2024-03-03"));
        }
    }

    #[test]
    fn what_is_noticed_keeps_its_place() {
        let document = page(&format!(
            "<p>Council votes<br>March 3, 2024<br>{PROSE}</p><h1>Council votes</h1><p>Jane Doe<br>4 May 2024<p>{PROSE}"
        ));
        assert_eq!(document.text(&document.blocks[3]), "Council votes");
        // They are sought behind the block that the heading is noted to be.
        assert_eq!(document.meta.authors, ["Jane Doe"]);
        assert_eq!(document.meta.date_published.as_deref(), Some("2024-05-04"));
    }

    #[test]
    fn lines_of_a_text_stay_together() {
        for text in [
            "Roses are red,<br>by the garden wall,<br>and so is the harbour.",
            "Mayor: 412 votes<br>Council: 9 to 4",
            "March 3, 2024",
        ] {
            assert_eq!(page(&format!("<p>{text}</p><p>{PROSE}</p>")).blocks.len(), 2, "{text}");
        }
    }
}
