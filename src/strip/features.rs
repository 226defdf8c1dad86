//! What is measured of a block before anything is decided: the columns that need no verdict.
//!
//! What a format cannot tell is NaN, never 0.

use std::collections::HashMap;
use std::mem;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::document::{Block, Document, Kind, Layout, Marks};

use super::columns::Column;
use super::containers::Containers;
use super::level::Level;
use super::measure::{Last, Measure};
use super::model::Model;
use super::page::Page;
use super::phrases::{Concept, Found};
use super::repeats::Repeats;
use super::table::Table;

/// Blocks beyond which a distance says no more.
const FAR: f32 = 60.0;

/// Measures every block, for the first look.
pub(super) fn fill(table: &mut Table, document: &Document, page: &Page, containers: &Containers, model: &Model) {
    own(table, page);
    words(table, page);
    table.set(Column::Kind, document.blocks.iter().map(|block| Level::small(kind(block.kind))));
    for (at, column) in PHRASES.into_iter().enumerate() {
        table.set(column, page.phrases.iter().map(|found| Level::small(found[at])));
    }
    neighbours(table, page);
    copies(table, page);
    places(table, document, page);
    short_runs(table, page);
    layout(table, document, page);
    if containers.known() {
        containers.fill(table, document, page);
        // A text may be a piece of a page: how much of it there is says nothing.
        table.fill_all(Column::Blocks, page.measures.len() as f32);
        table.fill(Column::WordsBelow, page.words_below().map(|below| below / page.words.max(1.0)));
        Repeats::new(document, &containers.tree, &containers.contents).fill(table, &containers.tree);
        model.tokens.fill(table, document, &containers.tree);
    } else {
        model.lexicon.fill(table, page);
    }
}

/// What the characters of each block are.
fn own(table: &mut Table, page: &Page) {
    let mut fill = |column, value: fn(&Measure) -> f32| table.fill(column, page.measures.iter().map(value));
    fill(Column::Words, |m| m.words);
    fill(Column::WordLength, |m| m.ink / m.words.max(1.0));
    fill(Column::Commas, |m| m.commas / m.words.max(1.0));
    fill(Column::Stops, |m| m.stops);
    fill(Column::Capitals, |m| m.capitals / m.words.max(1.0));
    fill(Column::Digits, |m| m.digits / m.ink.max(1.0));
    fill(Column::Separators, |m| m.separators / m.words.max(1.0));
    fill(Column::Quotes, |m| m.quotes);
    fill(Column::Addresses, |m| m.addresses);
    table.set(Column::Ending, page.measures.iter().map(|m| Level::small(m.last as u8)));
    table.set(Column::Beginning, page.measures.iter().map(|m| Level::small(m.first as u8)));
}

/// What its words have in common with those of the page, its title, its metadata.
fn words(table: &mut Table, page: &Page) {
    table.fill(Column::LinkShare, page.links.iter().copied());
    table.fill(Column::FunctionShare, page.functions.iter().copied());
    table.fill(Column::TitleLikeness, page.title_likeness.iter().copied());
    table.fill(Column::InDescription, page.in_description.iter().copied());
    table.fill(Column::InArticleBody, page.in_article_body());
    table.fill_all(Column::PageProse, page.length());
    let count = table.rows();
    table.fill(Column::Place, (0..count).map(|at| at as f32 / count as f32));
}

fn kind(kind: Kind) -> u8 {
    match kind {
        Kind::Paragraph => 0,
        Kind::Heading(level) => level.clamp(1, 6),
        Kind::ListItem => 7,
        Kind::Quote => 8,
        Kind::Preformatted => 9,
        Kind::Cell => 10,
        Kind::Caption => 11,
    }
}

/// The columns of what phrases are about, in the order of [`super::phrases::Concept`].
const PHRASES: [Column; 8] = [
    Column::PhraseRelated,
    Column::PhraseShare,
    Column::PhraseSubscribe,
    Column::PhraseLegal,
    Column::PhraseComment,
    Column::PhraseCredit,
    Column::PhraseAdvertising,
    Column::PhraseControl,
];

/// The mark columns and their marks, in the same order.
pub(super) const MARKS: [(Column, Marks); 21] = [
    (Column::MarkNav, Marks::NAV),
    (Column::MarkAside, Marks::ASIDE),
    (Column::MarkFooter, Marks::FOOTER),
    (Column::MarkHeader, Marks::HEADER),
    (Column::MarkForm, Marks::FORM),
    (Column::MarkHidden, Marks::HIDDEN),
    (Column::MarkShare, Marks::SHARE),
    (Column::MarkComment, Marks::COMMENT),
    (Column::MarkRelated, Marks::RELATED),
    (Column::MarkPromo, Marks::PROMO),
    (Column::MarkByline, Marks::BYLINE),
    (Column::MarkCaption, Marks::CAPTION),
    (Column::MarkLegal, Marks::LEGAL),
    (Column::MarkTags, Marks::TAGS),
    (Column::MarkAuthor, Marks::AUTHOR),
    (Column::MarkTitle, Marks::TITLE),
    (Column::MarkStandfirst, Marks::STANDFIRST),
    (Column::MarkEmbed, Marks::EMBED),
    (Column::MarkBody, Marks::BODY),
    (Column::MarkArticle, Marks::ARTICLE),
    (Column::MarkMain, Marks::MAIN),
];

/// Columns that say of a block what another says of one so many behind it, and what they say where there is none.
const NEIGHBOURS: [(Column, Column, isize, f32); 10] = [
    (Column::WordsBefore, Column::Words, -1, 0.0),
    (Column::WordsBehind, Column::Words, 1, 0.0),
    (Column::WordsBefore2, Column::Words, -2, 0.0),
    (Column::WordsBehind2, Column::Words, 2, 0.0),
    (Column::WordsBefore3, Column::Words, -3, 0.0),
    (Column::WordsBehind3, Column::Words, 3, 0.0),
    (Column::LinksBefore, Column::LinkShare, -1, f32::NAN),
    (Column::LinksBehind, Column::LinkShare, 1, f32::NAN),
    (Column::EndingBefore, Column::Ending, -1, 0.0),
    (Column::EndingBehind, Column::Ending, 1, 0.0),
];

fn neighbours(table: &mut Table, page: &Page) {
    for (column, other, behind, beyond) in NEIGHBOURS {
        table.fill_beside(column, other, behind, beyond);
    }
    table.fill(Column::ProseBefore, page.prose_up_to.over(-3, 0));
    table.fill(Column::ProseBehind, page.prose_up_to.over(1, 4));
    let sides = page.prose_up_to.over(-10, 0).zip(page.prose_up_to.over(1, 11));
    table.fill(Column::ProseAround, sides.map(|(before, behind)| before + behind));
    table.fill(Column::ProseAbove, page.prose_up_to.before().iter().map(|above| above / page.prose.max(1.0)));
    table.fill(Column::DenseOffset, (0..page.measures.len()).map(|at| offset(&page.dense, at, FAR)));
    table.fill_all(Column::DenseBlocks, page.dense.len() as f32);
}

/// Blocks outside a run: 0 inside, negative before, positive behind.
pub(super) fn offset(run: &Range<usize>, at: usize, far: f32) -> f32 {
    let offset =
        if at < run.start { at as f32 - run.start as f32 } else { (at as f32 - run.end as f32 + 1.0).max(0.0) };
    offset.clamp(-far, far)
}

/// How often the same words stand on the page.
fn copies(table: &mut Table, page: &Page) {
    let mut copies: HashMap<u64, f32, RandomState> =
        HashMap::with_capacity_and_hasher(table.rows(), RandomState::default());
    let mut count = |m: &Measure| {
        let copies = copies.entry(m.hash).or_default();
        mem::replace(copies, *copies + 1.0)
    };
    table.fill(Column::Copy, page.measures.iter().map(&mut count));
    table.fill(Column::Copies, page.measures.iter().map(|m| copies[&m.hash]));
}

/// The distance to headings that change the subject.
fn places(table: &mut Table, document: &Document, page: &Page) {
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading(_));
    let opens = |concept: Concept| {
        let opens = move |(found, m): (&Found, &Measure)| found[concept as usize] >= 2 && m.words < 12.0;
        page.phrases.iter().zip(&page.measures).map(opens)
    };
    let is_dump = document.blocks.iter().any(|block| block.layout.is_some());
    let is_text = |m: &Measure| m.is_sentence() && m.words >= SHORTEST;
    let resumes = |at: usize| {
        let run = page.measures.get(at..at + RESUMED).filter(|_| is_dump);
        run.is_some_and(|run| run.iter().all(is_text) && run.iter().map(|m| m.words).sum::<f32>() >= RESUMED_WORDS)
    };
    table.fill(Column::SinceRelated, since_opened(opens(Concept::Related), resumes));
    table.fill(Column::SinceComment, since_opened(opens(Concept::Comment), resumes));
    table.fill(Column::SinceHeading, since(document.blocks.iter().map(is_heading)));
    table.fill_back(
        Column::UntilHeading,
        std::iter::once(FAR).chain(since(document.blocks.iter().rev().map(is_heading))),
    );
    let mut phrase = f32::NAN;
    let above = |(found, block): (&Found, &Block)| {
        let own = || f32::from(OPENING.map(|concept| found[concept as usize]).into_iter().max().unwrap_or(0));
        if is_heading(block) { mem::replace(&mut phrase, own()) } else { phrase }
    };
    table.fill(Column::HeadingPhrase, page.phrases.iter().zip(&document.blocks).map(above));
    let h1 = document.blocks.iter().position(|block| block.kind == Kind::Heading(1));
    for (column, from) in [(Column::SinceTitle, page.title_at), (Column::SinceH1, h1)] {
        if let Some(from) = from {
            table.fill(column, (0..page.measures.len()).map(|at| (at as f32 - from as f32).clamp(-FAR, FAR)));
        }
    }
}

/// Blocks since the last that is one: 0 where it is.
fn since(is_one: impl Iterator<Item = bool>) -> impl Iterator<Item = f32> {
    is_one.scan(FAR, |last, is_one| {
        *last = if is_one { 0.0 } else { (*last + 1.0).min(FAR) };
        Some(*last)
    })
}

/// The same, until the text is resumed: from there on there was none.
fn since_opened(is_one: impl Iterator<Item = bool>, resumes: impl Fn(usize) -> bool) -> impl Iterator<Item = f32> {
    is_one.enumerate().scan(FAR, move |last, (at, is_one)| {
        *last = if resumes(at) {
            FAR
        } else if is_one {
            0.0
        } else {
            (*last + 1.0).min(FAR)
        };
        Some(*last)
    })
}

/// Paragraphs in a row with which a text is resumed behind the heading of a box, where nothing but its wording says that it is
/// one: among comments and teasers stand names, dates and headlines.
const RESUMED: usize = 3;
/// Words of the shortest of them, and of all.
const SHORTEST: f32 = 4.0;
const RESUMED_WORDS: f32 = 30.0;

/// What headings of boxes are about.
const OPENING: [Concept; 4] = [Concept::Related, Concept::Share, Concept::Subscribe, Concept::Comment];

/// Words under which a line is short: most sentences have more, most menu entries fewer.
const SHORT: f32 = 8.0;

/// How the lines of a plain text lay.
fn layout(table: &mut Table, document: &Document, page: &Page) {
    if document.blocks.iter().all(|block| block.layout.is_none()) {
        return;
    }
    let prose_indent = modal_indent(document, page);
    let mut fill = |column, value: &dyn Fn(Layout) -> f32, from: usize| {
        let layouts = document.blocks[from..].iter().map(|block| block.layout);
        table.fill(column, layouts.map(|layout| layout.map_or(f32::NAN, value)));
    };
    fill(Column::Gap, &|layout| f32::from(layout.gap), 0);
    fill(Column::GapBehind, &|layout| f32::from(layout.gap), 1);
    fill(Column::Indent, &|layout| f32::from(layout.indent) - prose_indent, 0);
    fill(Column::Lines, &|layout| f32::from(layout.lines), 0);
}

/// Length of the runs of short lines, negative for those of long ones.
fn short_runs(table: &mut Table, page: &Page) {
    let mut start = 0;
    for run in page.measures.chunk_by(|a, b| (a.words < SHORT) == (b.words < SHORT)) {
        let length = if run[0].words < SHORT { run.len() as f32 } else { -(run.len() as f32) };
        let rows = start..start + run.len();
        start = rows.end;
        table.fill_rows(Column::ShortRun, rows, length.clamp(-FAR, FAR));
    }
}

/// The commonest indentation of the page's prose.
fn modal_indent(document: &Document, page: &Page) -> f32 {
    let mut counts: HashMap<u16, usize, RandomState> = HashMap::default();
    let prose = document.blocks.iter().zip(&page.good).filter(|(_, good)| **good);
    for indent in prose.filter_map(|(block, _)| block.layout.map(|layout| layout.indent)) {
        *counts.entry(indent).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|&(indent, count)| (count, std::cmp::Reverse(indent)))
        .map_or(0.0, |(i, _)| f32::from(i))
}

impl Measure {
    /// Whether it is a sentence or ends like one.
    pub(super) fn is_sentence(&self) -> bool {
        self.last == Last::Sentence
    }
}
