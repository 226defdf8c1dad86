//! Blocks that stand beside each other belong together: the items of a list, the cells of a table, and what stands between
//! two paragraphs.

use std::ops::Range;

use crate::document::{Document, Kind, Section, Tag};

use super::containers::Containers;
use super::page::Page;
use super::{Reason, Verdict, kept};

/// Blocks of an item from which it is a column of the page, if it has most of the list's words, and its list no list.
const COLUMN: usize = 4;
/// Score from which a table is kept that stands in the text, and blocks on either side of it among which the text is. By
/// models trained on other sites, of 44 real pages that agreement in tables changes 30 get better and 14 worse.
const TABLE: (f32, usize) = (0.3, 3);
/// Score from which code or a paragraph is kept between two blocks of its section that are, and how many dropped ones may
/// stand between them. Likewise, of 68 pages 52 get better and 10 worse.
const BETWEEN: (f32, usize) = (0.15, 4);

/// The items of a list, and the cells of a table, agree: where their scores part them, the mean by words decides for all.
pub(super) fn agree(document: &Document, page: &Page, threshold: f32, verdicts: &mut [Verdict]) {
    let places: Vec<Option<Place>> = (0..verdicts.len()).map(|at| place_of(document, at)).collect();
    let mut start = 0;
    for list in places.chunk_by(|a, b| a.is_some() && a.map(|a| a.list) == b.map(|b| b.list)) {
        let items = start..start + list.len();
        start = items.end;
        if list[0].is_none() || is_layout(page, items.clone(), list) {
            continue;
        }
        let is_table = document.blocks[items.start].kind == Kind::Cell;
        let threshold = if is_table && is_in_text(verdicts, &items) { threshold.min(TABLE.0) } else { threshold };
        let scored = |verdict: &Verdict| matches!(verdict.reason, Reason::Score | Reason::Doubtful);
        let share = |at: usize| (verdicts[at].score * weight(page, at), weight(page, at));
        let add = |sum: (f32, f32), share: (f32, f32)| (sum.0 + share.0, sum.1 + share.1);
        let (liked, words) = items.clone().filter(|&at| scored(&verdicts[at])).map(share).fold((0.0, 0.0), add);
        let keep = liked > threshold * words;
        for verdict in verdicts[items].iter_mut().filter(|verdict| scored(verdict) && verdict.keep != keep) {
            verdict.set(keep, Reason::List);
        }
    }
}

/// Whether something is kept closely before and behind.
fn is_in_text(verdicts: &[Verdict], items: &Range<usize>) -> bool {
    let (_, near) = TABLE;
    let kept = |blocks: Range<usize>| verdicts[blocks].iter().any(|verdict| verdict.keep);
    kept(items.start.saturating_sub(near)..items.start) && kept(items.end..verdicts.len().min(items.end + near))
}

/// Where an item or a cell stands.
#[derive(Clone, Copy)]
struct Place {
    /// The section of its list or table.
    list: u32,
    /// Its own section, in which more blocks may stand.
    item: Option<u32>,
}

/// Where a block stands, if it is in an item of a list or a cell of a table.
fn place_of(document: &Document, at: usize) -> Option<Place> {
    let block = &document.blocks[at];
    let is_item = match block.kind {
        Kind::ListItem => |tag| tag == Tag::Li,
        Kind::Cell => |tag| matches!(tag, Tag::Td | Tag::Th),
        _ => return None,
    };
    let (mut section, mut item) = (block.section, None);
    while let Section { tag, parent: Some(parent), .. } = document.sections[section as usize] {
        match item {
            None if is_item(tag) => item = Some(section),
            Some(_) if block.kind == Kind::ListItem || tag == Tag::Table => break,
            _ => {}
        }
        section = parent;
    }
    // A plain text has no sections of lists: what follows each other in one is one list.
    Some(Place { list: section, item })
}

/// Whether a list is how a page is laid out: most of it is one item of many blocks.
fn is_layout(page: &Page, items: Range<usize>, places: &[Option<Place>]) -> bool {
    let words = |blocks: Range<usize>| blocks.map(|at| weight(page, at)).sum::<f32>();
    let all = words(items.clone());
    let mut start = items.start;
    let mut items = places.chunk_by(|a, b| a.map(|a| a.item) == b.map(|b| b.item)).map(|item| {
        let blocks = start..start + item.len();
        start = blocks.end;
        (item[0].is_some_and(|place| place.item.is_some()), blocks)
    });
    items.any(|(known, blocks)| known && blocks.len() >= COLUMN && words(blocks) > all / 2.0)
}

/// What a block counts in its list: a line without words is one too.
fn weight(page: &Page, at: usize) -> f32 {
    page.measures[at].words + 1.0
}

/// Code and paragraphs that are dropped between two blocks of a section that are kept: a reader would miss them, or not
/// understand what follows. Code may be laid out in a section of its own (numbers of lines, a frame), a paragraph in another
/// is somebody else's. Lines are another matter: labels and teasers stand between paragraphs too.
pub(super) fn keep_between(document: &Document, page: &Page, containers: &Containers, verdicts: &mut [Verdict]) {
    let (least, most) = BETWEEN;
    let around = |at: usize| containers.around(document, at);
    let belongs = |at: usize, section: usize| match document.blocks[at].kind {
        Kind::Preformatted => true,
        Kind::Paragraph => page.good[at] && around(at) == section,
        _ => false,
    };
    if !containers.known() {
        return;
    }
    for pair in kept(verdicts).windows(2) {
        let (before, behind) = (pair[0], pair[1]);
        let section = around(before);
        if behind - before - 1 > most || around(behind) != section {
            continue;
        }
        for at in (before + 1..behind).filter(|&at| belongs(at, section)) {
            let Verdict { score, reason, .. } = verdicts[at];
            if reason == Reason::Score && score >= least {
                verdicts[at].set(true, Reason::Between);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::read;

    const PROSE: &str = "They took boots, a lamp and a rope, and were home again by six o'clock.";

    fn verdicts(scores: &[f32]) -> Vec<Verdict> {
        scores.iter().map(|&score| Verdict { keep: score > 0.45, score, reason: Reason::Score }).collect()
    }

    fn kept(verdicts: &[Verdict]) -> Vec<bool> {
        verdicts.iter().map(|verdict| verdict.keep).collect()
    }

    fn html(page: &str) -> Document {
        let mut document = Document::default();
        read::read(page, Format::Html, None, &mut document);
        document
    }

    #[test]
    fn the_items_of_a_list_agree() {
        let item = (Kind::ListItem, "boots and a lamp");
        let text = (Kind::Paragraph, "What they took");
        let document = Document::literal(&[text, item, item, item, text, item, item]);
        let mut verdicts = verdicts(&[0.4, 0.5, 0.4, 0.5, 0.6, 0.2, 0.5]);
        agree(&document, &Page::new(&document), 0.45, &mut verdicts);
        assert_eq!(kept(&verdicts), [false, true, true, true, true, false, false]);
        assert_eq!((verdicts[0].reason, verdicts[2].reason), (Reason::Score, Reason::List));
    }

    #[test]
    fn a_list_that_lays_out_a_page_is_none() {
        let column = format!("<div>Share</div><p>{PROSE}<p>{PROSE}<div>Tags</div>");
        for (items, expected) in [
            (format!("<li>{column}<li>Most read"), [false, true, true, false, false]),
            ("<li>Boots<li>A lamp<li>A rope<li>Bread<li>Cheese".to_owned(), [true; 5]),
        ] {
            let document = html(&format!("<ul>{items}</ul>"));
            let mut verdicts = verdicts(&[0.1, 0.9, 0.9, 0.1, 0.4]);
            agree(&document, &Page::new(&document), 0.45, &mut verdicts);
            assert_eq!(kept(&verdicts), expected, "{items}");
        }
    }

    #[test]
    fn the_cells_of_a_table_agree() {
        let rows = "<table><tr><th>Boots<th>A lamp<tr><td>12<td>1</table>";
        for (before, behind, score, expected) in [
            (PROSE, PROSE, 0.5, true),
            (PROSE, PROSE, 0.35, true),
            (PROSE, PROSE, 0.2, false),
            ("Menu", PROSE, 0.35, false),
            ("Menu", "Most read", 0.5, true),
        ] {
            let document = html(&format!("<p>{before}</p>{rows}<p>{behind}</p>"));
            let of = |text: &str| if text == PROSE { 0.9 } else { 0.1 };
            let mut verdicts = verdicts(&[of(before), score, score - 0.1, score, score + 0.1, of(behind)]);
            agree(&document, &Page::new(&document), 0.45, &mut verdicts);
            assert_eq!(kept(&verdicts)[1..5], [expected; 4], "{before} {score}");
        }
    }

    #[test]
    fn code_and_paragraphs_between_what_is_kept_are_kept() {
        let code = "<pre>lamp.light()</pre>";
        let prose = format!("<p>{PROSE}");
        for (between, score, expected) in [
            (code.to_owned(), 0.2, true),
            (format!("<div class=code><table><tr><td>{code}</table></div>"), 0.2, true),
            (prose.clone(), 0.2, true),
            (prose.clone(), 0.1, false),
            // A line, a subhead, another section's.
            ("<p>Most read".to_owned(), 0.4, false),
            ("<h2>Most read</h2>".to_owned(), 0.4, false),
            (format!("<section>{prose}</section>"), 0.4, false),
        ] {
            let document = html(&format!("<div>{prose}{between}{prose}</div>"));
            let page = Page::new(&document);
            let mut verdicts = verdicts(&[0.9, score, 0.9]);
            keep_between(&document, &page, &Containers::new(&document, &page), &mut verdicts);
            assert_eq!(kept(&verdicts), [true, expected, true], "{between}");
        }
    }
}
