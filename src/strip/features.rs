//! What is measured of a block before anything is decided: the columns that need no verdict.
//!
//! What a format cannot tell is NaN, never 0.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::document::{Document, Kind, Marks};

use super::columns::Column;
use super::containers::Containers;
use super::measure::{Last, Measure};
use super::model::Model;
use super::page::Page;
use super::phrases::Concept;
use super::repeats::Repeats;
use super::table::{RowMut, Table};

/// Blocks beyond which a distance says no more.
const FAR: f32 = 60.0;

/// Measures every block, for the first look.
pub(super) fn fill(table: &mut Table, document: &Document, page: &Page, containers: &Containers, model: &Model) {
    for at in 0..document.blocks.len() {
        let mut row = table.row_mut(at);
        own(&mut row, page, at);
        row.set(Column::Kind, kind(document.blocks[at].kind));
        phrases(&mut row, page, at);
        if containers.known() {
            containers.fill(&mut row, document, page, at);
            // A text may be a piece of a page: how much of it there is says nothing.
            row.set(Column::Blocks, page.measures.len() as f32);
            row.set(Column::WordsBelow, page.words_below(at) / page.words.max(1.0));
        }
        neighbours(&mut row, page, at);
    }
    copies(table, page);
    places(table, document, page);
    layout(table, document, page);
    if containers.known() {
        Repeats::new(document, |section| containers.content(section)).fill(table, document);
        model.tokens.fill(table, document);
    } else {
        model.lexicon.fill(table, page);
    }
}

fn own(row: &mut RowMut<'_>, page: &Page, at: usize) {
    let m = &page.measures[at];
    let words = m.words.max(1.0);
    let mut set = |column, value| row.set(column, value);
    set(Column::Words, m.words);
    set(Column::WordLength, m.ink / words);
    set(Column::LinkShare, page.links[at]);
    set(Column::Ending, f32::from(m.last as u8));
    set(Column::Beginning, f32::from(m.first as u8));
    set(Column::Commas, m.commas / words);
    set(Column::Stops, m.stops);
    set(Column::Capitals, m.capitals / words);
    set(Column::Digits, m.digits / m.ink.max(1.0));
    set(Column::Separators, m.separators / words);
    set(Column::Quotes, m.quotes);
    set(Column::Addresses, m.addresses);
    set(Column::FunctionShare, page.function_share(at));
    set(Column::TitleLikeness, page.title_likeness[at]);
    set(Column::InDescription, page.in_description(at));
    set(Column::InArticleBody, page.in_article_body(at));
    set(Column::PageProse, page.prose);
    set(Column::Place, at as f32 / page.measures.len() as f32);
}

fn kind(kind: Kind) -> f32 {
    f32::from(match kind {
        Kind::Paragraph => 0,
        Kind::Heading(level) => level.clamp(1, 6),
        Kind::ListItem => 7,
        Kind::Quote => 8,
        Kind::Preformatted => 9,
        Kind::Cell => 10,
        Kind::Caption => 11,
    })
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

fn phrases(row: &mut RowMut<'_>, page: &Page, at: usize) {
    for (column, &found) in PHRASES.iter().zip(&page.phrases[at]) {
        row.set(*column, f32::from(found));
    }
}

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

fn neighbours(row: &mut RowMut<'_>, page: &Page, at: usize) {
    let near = |offset: isize| at.checked_add_signed(offset).filter(|&near| near < page.measures.len());
    let words = |offset| near(offset).map_or(0.0, |near| page.measures[near].words);
    let links = |offset| near(offset).map_or(f32::NAN, |near| page.links[near]);
    let ending = |offset| near(offset).map_or(0.0, |near| f32::from(page.measures[near].last as u8));
    let mut set = |column, value| row.set(column, value);
    set(Column::WordsBefore, words(-1));
    set(Column::WordsBehind, words(1));
    set(Column::WordsBefore2, words(-2));
    set(Column::WordsBehind2, words(2));
    set(Column::WordsBefore3, words(-3));
    set(Column::WordsBehind3, words(3));
    set(Column::LinksBefore, links(-1));
    set(Column::LinksBehind, links(1));
    set(Column::EndingBefore, ending(-1));
    set(Column::EndingBehind, ending(1));
    set(Column::ProseBefore, page.prose_in(at.saturating_sub(3)..at));
    set(Column::ProseBehind, page.prose_in(at + 1..at + 4));
    set(Column::ProseAround, page.prose_in(at.saturating_sub(10)..at) + page.prose_in(at + 1..at + 11));
    set(Column::ProseAbove, page.prose_in(0..at) / page.prose.max(1.0));
    set(Column::DenseOffset, offset(&page.dense, at, FAR));
    set(Column::DenseBlocks, page.dense.len() as f32);
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
    for (at, m) in page.measures.iter().enumerate() {
        let copy = copies.entry(m.hash).or_default();
        table.set(Column::Copy, at, *copy);
        *copy += 1.0;
    }
    for (at, m) in page.measures.iter().enumerate() {
        table.set(Column::Copies, at, copies[&m.hash]);
    }
}

/// The distance to headings that change the subject.
fn places(table: &mut Table, document: &Document, page: &Page) {
    let (mut related, mut comment, mut heading, mut phrase) = (FAR, FAR, FAR, f32::NAN);
    let is_heading = |at: usize| matches!(document.blocks[at].kind, Kind::Heading(_));
    let h1 = document.blocks.iter().position(|block| block.kind == Kind::Heading(1));
    let distance = |from: usize, at: usize| (at as f32 - from as f32).clamp(-FAR, FAR);
    for at in 0..table.rows() {
        let opens = |concept: Concept| page.phrases[at][concept as usize] >= 2 && page.measures[at].words < 12.0;
        let since = |is_here, last: f32| if is_here { 0.0 } else { (last + 1.0).min(FAR) };
        related = since(opens(Concept::Related), related);
        comment = since(opens(Concept::Comment), comment);
        heading = since(is_heading(at), heading);
        let mut row = table.row_mut(at);
        row.set(Column::SinceRelated, related);
        row.set(Column::SinceComment, comment);
        row.set(Column::SinceHeading, heading);
        row.set(Column::HeadingPhrase, phrase);
        if is_heading(at) {
            phrase =
                f32::from(OPENING.map(|concept| page.phrases[at][concept as usize]).into_iter().max().unwrap_or(0));
        }
        if let Some(title) = page.title_at {
            row.set(Column::SinceTitle, distance(title, at));
        }
        if let Some(h1) = h1 {
            row.set(Column::SinceH1, distance(h1, at));
        }
    }
    let mut until = FAR;
    for at in (0..table.rows()).rev() {
        table.set(Column::UntilHeading, at, until);
        until = if is_heading(at) { 0.0 } else { (until + 1.0).min(FAR) };
    }
}

/// What headings of boxes are about.
const OPENING: [Concept; 4] = [Concept::Related, Concept::Share, Concept::Subscribe, Concept::Comment];

/// Words under which a line is short: most sentences have more, most menu entries fewer.
const SHORT: f32 = 8.0;

/// How the lines of a plain text lay.
fn layout(table: &mut Table, document: &Document, page: &Page) {
    short_runs(table, page);
    let prose_indent = modal_indent(document, page);
    for (at, block) in document.blocks.iter().enumerate() {
        let Some(layout) = block.layout else { continue };
        let behind = document.blocks.get(at + 1).and_then(|next| next.layout);
        let mut row = table.row_mut(at);
        row.set(Column::Gap, f32::from(layout.gap));
        row.set(Column::GapBehind, behind.map_or(f32::NAN, |next| f32::from(next.gap)));
        row.set(Column::Indent, f32::from(layout.indent) - prose_indent);
        row.set(Column::Lines, f32::from(layout.lines));
    }
}

fn short_runs(table: &mut Table, page: &Page) {
    let mut start = 0;
    for run in page.measures.chunk_by(|a, b| (a.words < SHORT) == (b.words < SHORT)) {
        let length = if run[0].words < SHORT { run.len() as f32 } else { -(run.len() as f32) };
        let rows = start..start + run.len();
        start = rows.end;
        rows.for_each(|at| table.set(Column::ShortRun, at, length.clamp(-FAR, FAR)));
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
