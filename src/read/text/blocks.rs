//! Lines to blocks: each paragraph one, whatever its lines, in regions that wide gaps and rules divide.

use super::headline;
use super::hyphens::Hyphens;
use super::join::{self, Join, join};
use super::lines::Line;
use super::marker::{self, Marker, marker, underline};
use super::shape::Shape;
use crate::document::{Block, Document, Kind, Layout, Section, Span, Tag};
use crate::read::{chars, most_blocks};

/// Blocks from the top among which a headline is sought.
const TOP: usize = 12;

/// Characters of a line that a row of signs below makes a heading, at most.
const LONGEST_HEADING: usize = 120;

/// Writes the blocks of these lines into an empty document; says whether that was all of them.
pub(super) fn build(page: &str, lines: &[Line], shape: &Shape, document: &mut Document) -> bool {
    document.text.reserve(lines.last().map_or(0, |last| (last.end - lines[0].start) as usize));
    document.sections.push(Section { tag: Tag::Root, ..Section::default() });
    open_region(document);
    let (mut at, most, hyphens) = (0, most_blocks(page), Hyphens::new(page));
    while at < lines.len() && document.blocks.len() < most {
        let line = &lines[at];
        if marker(line.text(page)).0 == Marker::Rule {
            underline_block(line, line.text(page), document);
            if marker::is_end(line.text(page)) {
                paragraph(&hyphens, &lines[at..=at], shape, document);
            }
            open_region(document);
            at += 1;
            continue;
        }
        if line.gap >= shape.region_gap {
            open_region(document);
        }
        at += paragraph(&hyphens, &lines[at..], shape, document);
    }
    at == lines.len()
}

/// Writes the block that begins with the first of these lines; how many belong to it.
fn paragraph(hyphens: &Hyphens, lines: &[Line], shape: &Shape, document: &mut Document) -> usize {
    let page = hyphens.page;
    let start = document.text.len();
    let headline = if document.blocks.len() < TOP { headline::count(page, lines, shape) } else { 0 };
    let mut count = 1;
    chars::push(&mut document.text, start, lines[0].text(page));
    while count < lines.len() {
        let nth = u16::try_from(count).unwrap_or(u16::MAX);
        let pair = &lines[count - 1..=count];
        let joined = match count {
            _ if count < headline => join::between(pair[0].text(page), pair[1].text(page), true),
            _ if count == headline => Join::Break,
            _ => join(page, shape, pair, nth),
        };
        match joined {
            Join::Break => break,
            Join::Space => document.text.push(' '),
            Join::Tight => {}
            Join::Hyphen if hyphens.is_printers(lines[count - 1].text(page), lines[count].text(page)) => {
                document.text.pop();
            }
            Join::Hyphen => {}
        }
        let text = lines[count].text(page);
        let (marker, length) = marker(text);
        chars::push(&mut document.text, start, if marker == Marker::Quote { &text[length..] } else { text });
        count += 1;
    }
    close(&lines[0], start, count, document);
    count
}

fn close(first: &Line, start: usize, lines: usize, document: &mut Document) {
    document.text.truncate(start + document.text[start..].trim_end().len());
    if document.text.len() == start {
        return;
    }
    let lines = u16::try_from(lines).unwrap_or(u16::MAX);
    document.blocks.push(Block {
        section: document.sections.len() as u32 - 1,
        text: Span { start: start as u32, end: document.text.len() as u32 },
        layout: Some(Layout { gap: first.gap, indent: first.lead, lines, runs_on: first.runs_on }),
        ..Block::default()
    });
    // Between blocks, so that a search over the whole text finds no word across two.
    document.text.push('\n');
}

/// Begins a section, unless the last one has no block yet.
fn open_region(document: &mut Document) {
    let last = document.sections.len() as u32 - 1;
    if last == 0 || document.blocks.last().is_some_and(|block| block.section == last) {
        document.sections.push(Section { parent: Some(0), ..Section::default() });
    }
}

/// Makes the block above a row of signs a heading, if it is a line that the row underlines.
fn underline_block(rule: &Line, signs: &str, document: &mut Document) {
    let Some(level) = underline(signs).filter(|_| rule.gap == 0) else { return };
    let Some(block) = document.blocks.last() else { return };
    let text = document.text(block);
    let characters = text.chars().take(LONGEST_HEADING + 1).count();
    let spans = signs.len() * 2 >= characters && characters <= LONGEST_HEADING;
    if spans && block.layout.is_some_and(|layout| layout.lines == 1) && !chars::ends_sentence(text) {
        let index = document.blocks.len() - 1;
        document.blocks[index].kind = Kind::Heading(level);
    }
}
