//! What is measured of a block before anything is decided: one named table for both formats.
//!
//! A row holds the block's own text, its place in the tree of sections, its neighbours and its place on the page; what
//! a format cannot tell is NaN, never 0. The same table is what `--dump features` prints and what the scorecards
//! (`*.tsv` beside this file) give points for.

use std::collections::HashMap;

use crate::document::{Document, Kind, Marks};

use super::containers::Containers;
use super::measure::{Last, Measure};
use super::page::Page;

macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $column:ident = $name:literal,)+) => {
        /// The columns of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(super) enum Column { $($(#[doc = $doc])+ $column,)+ }
        /// Names of the columns, in order.
        pub(super) const NAMES: [&str; ALL.len()] = [$($name,)+];
        pub(super) const ALL: &[Column] = &[$(Column::$column,)+];
    };
}

columns! {
    /// Words, script-aware.
    Words = "words",
    /// Characters that show, a word.
    WordLength = "word_length",
    /// Share of characters inside links.
    LinkShare = "link_share",
    /// How it ends: 0 other, 1 sentence, 2 colon, 3 ellipsis.
    Ending = "ending",
    /// How it begins: 0 other, 1 lower case, 2 upper case, 3 digit, 4 quotation mark.
    Beginning = "beginning",
    /// Commas a word.
    Commas = "commas",
    /// Sentence ends inside and at the end.
    Stops = "stops",
    /// Share of words that begin with a capital.
    Capitals = "capitals",
    /// Share of characters that are digits.
    Digits = "digits",
    /// Bars, arrows, middle dots a word.
    Separators = "separators",
    /// Quotation marks.
    Quotes = "quotes",
    /// `@` signs.
    Addresses = "addresses",
    /// Share of words that most of this page's paragraphs have in common: function words of its own language.
    FunctionShare = "function_share",
    /// 0 paragraph, 1–6 heading, 7 list item, 8 quote, 9 preformatted, 10 cell, 11 caption.
    Kind = "kind",
    /// How often the same words stand as a block on this page.
    Copies = "copies",
    /// Which of the copies it is, from 0.
    Copy = "copy",
    /// 0 none, 1 somewhere in it, 2 at its beginning, 3 all of it: words of teasers.
    PhraseRelated = "phrase_related",
    /// Likewise: sharing and following.
    PhraseShare = "phrase_share",
    /// Likewise: newsletters and subscriptions.
    PhraseSubscribe = "phrase_subscribe",
    /// Likewise: cookies, copyright, terms.
    PhraseLegal = "phrase_legal",
    /// Likewise: readers' comments.
    PhraseComment = "phrase_comment",
    /// Likewise: bylines, photo credits, dates.
    PhraseCredit = "phrase_credit",
    /// Likewise: advertising labels.
    PhraseAdvertising = "phrase_advertising",
    /// Likewise: buttons and menus.
    PhraseControl = "phrase_control",
    /// 0 not in such a section, 1 in one that holds under 15 % of the page's prose, 2 under half, 3 more.
    MarkNav = "mark_nav",
    /// Likewise, sidebars.
    MarkAside = "mark_aside",
    /// Likewise, feet.
    MarkFooter = "mark_footer",
    /// Likewise, heads.
    MarkHeader = "mark_header",
    /// Likewise, forms.
    MarkForm = "mark_form",
    /// Likewise, what is not shown.
    MarkHidden = "mark_hidden",
    /// Likewise, share rows.
    MarkShare = "mark_share",
    /// Likewise, comments.
    MarkComment = "mark_comment",
    /// Likewise, teasers.
    MarkRelated = "mark_related",
    /// Likewise, advertising.
    MarkPromo = "mark_promo",
    /// Likewise, bylines.
    MarkByline = "mark_byline",
    /// Likewise, captions.
    MarkCaption = "mark_caption",
    /// Likewise, consent and legal notices.
    MarkLegal = "mark_legal",
    /// Likewise, tags.
    MarkTags = "mark_tags",
    /// Likewise, about the author.
    MarkAuthor = "mark_author",
    /// Likewise, headlines.
    MarkTitle = "mark_title",
    /// Likewise, standfirsts.
    MarkStandfirst = "mark_standfirst",
    /// Likewise, embeds.
    MarkEmbed = "mark_embed",
    /// Likewise, the article's text.
    MarkBody = "mark_body",
    /// Likewise, `article`.
    MarkArticle = "mark_article",
    /// Likewise, `main`.
    MarkMain = "mark_main",
    /// Steps from the block's section up to the best container; -1 outside.
    ContainerDepth = "container_depth",
    /// Link density of the best container's child that holds the block; -1 outside.
    ContainerChildLinks = "container_child_links",
    /// Share of the page's words in the best container.
    ContainerShare = "container_share",
    /// Link density of the section one level above the block's own.
    ParentLinks = "parent_links",
    /// Share of the page's words in that section.
    ParentShare = "parent_share",
    /// Share of words in sentences in that section.
    ParentProse = "parent_prose",
    /// Likewise two levels up.
    GrandLinks = "grand_links",
    /// Likewise two levels up.
    GrandShare = "grand_share",
    /// Likewise two levels up.
    GrandProse = "grand_prose",
    /// Share of the page's words in blocks of the same style (own and parent's tag and class).
    StyleShare = "style_share",
    /// Whether that style carries more prose than any other.
    StyleTop = "style_top",
    /// Share of words in sentences in blocks of that style.
    StyleProse = "style_prose",
    /// Link density of that style.
    StyleLinks = "style_links",
    /// Levels up to the section shared with the block before.
    StepsBefore = "steps_before",
    /// Levels up to the section shared with the block behind.
    StepsBehind = "steps_behind",
    /// Words of the block before.
    WordsBefore = "words_before",
    /// Words of the block behind.
    WordsBehind = "words_behind",
    /// Words of the second block before.
    WordsBefore2 = "words_before_2",
    /// Words of the second block behind.
    WordsBehind2 = "words_behind_2",
    /// Link share of the block before.
    LinksBefore = "links_before",
    /// Link share of the block behind.
    LinksBehind = "links_behind",
    /// How the block before ends.
    EndingBefore = "ending_before",
    /// How the block behind ends.
    EndingBehind = "ending_behind",
    /// Prose words in the three blocks before.
    ProseBefore = "prose_before",
    /// Prose words in the three blocks behind.
    ProseBehind = "prose_behind",
    /// Prose words in the ten blocks on either side.
    ProseAround = "prose_around",
    /// Share of the page's prose words above.
    ProseAbove = "prose_above",
    /// Blocks outside the page's densest run of prose: 0 inside, negative before, positive behind.
    DenseOffset = "dense_offset",
    /// Blocks since a heading of teasers; 60 none.
    SinceRelated = "since_related",
    /// Blocks since a heading of comments; 60 none.
    SinceComment = "since_comment",
    /// Blocks since a heading; 60 none.
    SinceHeading = "since_heading",
    /// Likeness to the title, 0 to 1.
    TitleLikeness = "title_likeness",
    /// Blocks since the title; negative above it.
    SinceTitle = "since_title",
    /// Share of its words that stand in the page's own summary.
    InDescription = "in_description",
    /// Share of its word triples that stand in the article's text as the page's metadata carries it.
    InArticleBody = "in_article_body",
    /// Prose words of the page.
    PageProse = "page_prose",
    /// Place among the blocks, 0 to 1.
    Place = "place",
    /// Blank lines before it.
    Gap = "gap",
    /// Blank lines behind it.
    GapBehind = "gap_behind",
    /// Indentation beyond that of the page's prose, characters.
    Indent = "indent",
    /// Lines joined into it.
    Lines = "lines",
    /// Length of the run of short lines it stands in; negative for long ones.
    ShortRun = "short_run",
}

/// One row of the table; an unknown value is NaN, never 0.
pub(super) type Features = [f32; ALL.len()];

/// Blocks beyond which a distance says no more.
const FAR: f32 = 60.0;

/// Measures every block.
pub(super) fn features(document: &Document, page: &Page, containers: &Containers) -> Vec<Features> {
    let mut rows = vec![[f32::NAN; ALL.len()]; document.blocks.len()];
    for (at, row) in rows.iter_mut().enumerate() {
        let mut row = Row(row);
        own(&mut row, page, at);
        kind(&mut row, document.blocks[at].kind);
        phrases(&mut row, page, at);
        containers.fill(&mut row, document, at);
        neighbours(&mut row, page, at);
    }
    places(&mut rows, page);
    layout(&mut rows, document, page);
    rows
}

/// A row under construction.
pub(super) struct Row<'a>(&'a mut Features);

impl Row<'_> {
    pub(super) fn set(&mut self, column: Column, value: f32) {
        self.0[column as usize] = value;
    }
}

fn own(row: &mut Row<'_>, page: &Page, at: usize) {
    let m = &page.measures[at];
    let words = m.words.max(1.0);
    row.set(Column::Words, m.words);
    row.set(Column::WordLength, m.ink / words);
    row.set(Column::LinkShare, page.links[at]);
    row.set(Column::Ending, f32::from(m.last as u8));
    row.set(Column::Beginning, f32::from(m.first as u8));
    row.set(Column::Commas, m.commas / words);
    row.set(Column::Stops, m.stops);
    row.set(Column::Capitals, m.capitals / words);
    row.set(Column::Digits, m.digits / m.ink.max(1.0));
    row.set(Column::Separators, m.separators / words);
    row.set(Column::Quotes, m.quotes);
    row.set(Column::Addresses, m.addresses);
    row.set(Column::FunctionShare, page.function_share(at));
    row.set(Column::TitleLikeness, page.title_likeness[at]);
    row.set(Column::InDescription, page.in_description(at));
    row.set(Column::InArticleBody, page.in_article_body(at));
    row.set(Column::PageProse, page.prose);
    row.set(Column::Place, at as f32 / page.measures.len() as f32);
}

fn kind(row: &mut Row<'_>, kind: Kind) {
    let code = match kind {
        Kind::Paragraph => 0,
        Kind::Heading(level) => level.clamp(1, 6),
        Kind::ListItem => 7,
        Kind::Quote => 8,
        Kind::Preformatted => 9,
        Kind::Cell => 10,
        Kind::Caption => 11,
    };
    row.set(Column::Kind, f32::from(code));
}

fn phrases(row: &mut Row<'_>, page: &Page, at: usize) {
    let first = Column::PhraseRelated as usize;
    for (column, &found) in ALL[first..].iter().zip(&page.phrases[at]) {
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

fn neighbours(row: &mut Row<'_>, page: &Page, at: usize) {
    let measure = |offset: isize| at.checked_add_signed(offset).and_then(|near| page.measures.get(near));
    let words = |offset| measure(offset).map_or(0.0, |m: &Measure| m.words);
    let links = |offset: isize| at.checked_add_signed(offset).and_then(|near| page.links.get(near)).copied();
    let ending = |offset| measure(offset).map_or(0.0, |m| f32::from(m.last as u8));
    row.set(Column::WordsBefore, words(-1));
    row.set(Column::WordsBehind, words(1));
    row.set(Column::WordsBefore2, words(-2));
    row.set(Column::WordsBehind2, words(2));
    row.set(Column::LinksBefore, links(-1).unwrap_or(f32::NAN));
    row.set(Column::LinksBehind, links(1).unwrap_or(f32::NAN));
    row.set(Column::EndingBefore, ending(-1));
    row.set(Column::EndingBehind, ending(1));
    row.set(Column::ProseBefore, page.prose_in(at.saturating_sub(3)..at));
    row.set(Column::ProseBehind, page.prose_in(at + 1..at + 4));
    row.set(Column::ProseAround, page.prose_in(at.saturating_sub(10)..at) + page.prose_in(at + 1..at + 11));
    row.set(Column::ProseAbove, page.prose_in(0..at) / page.prose.max(1.0));
    let (start, end) = page.dense;
    let offset = if at < start { at as f32 - start as f32 } else { (at as f32 - end as f32 + 1.0).max(0.0) };
    row.set(Column::DenseOffset, offset.clamp(-FAR, FAR));
}

/// What depends on what came before on the page: copies, and the distance to headings that change the subject.
fn places(rows: &mut [Features], page: &Page) {
    let mut copies: HashMap<u64, f32> = HashMap::with_capacity(rows.len());
    let (mut related, mut comment, mut heading) = (FAR, FAR, FAR);
    for (at, row) in rows.iter_mut().enumerate() {
        let copy = copies.entry(page.measures[at].hash).or_default();
        row[Column::Copy as usize] = *copy;
        *copy += 1.0;
        let opens = |column: Column| row[column as usize] >= 2.0 && page.measures[at].words < 12.0;
        related = if opens(Column::PhraseRelated) { 0.0 } else { (related + 1.0).min(FAR) };
        comment = if opens(Column::PhraseComment) { 0.0 } else { (comment + 1.0).min(FAR) };
        heading = if (1.0..=6.0).contains(&row[Column::Kind as usize]) { 0.0 } else { (heading + 1.0).min(FAR) };
        row[Column::SinceRelated as usize] = related;
        row[Column::SinceComment as usize] = comment;
        row[Column::SinceHeading as usize] = heading;
        if let Some(title) = page.title_at {
            row[Column::SinceTitle as usize] = (at as f32 - title as f32).clamp(-FAR, FAR);
        }
    }
    for (at, row) in rows.iter_mut().enumerate() {
        row[Column::Copies as usize] = copies[&page.measures[at].hash];
    }
}

/// Words under which a line is short: most sentences have more, most menu entries fewer.
const SHORT: f32 = 8.0;

/// How the lines of a plain text lay.
fn layout(rows: &mut [Features], document: &Document, page: &Page) {
    let prose_indent = modal_indent(document, page);
    let mut run_start = 0;
    for at in 0..rows.len() {
        let short = |at: usize| page.measures[at].words < SHORT;
        if at + 1 == rows.len() || short(at) != short(at + 1) {
            let length = (at + 1 - run_start) as f32;
            let signed = if short(at) { length } else { -length };
            rows[run_start..=at].iter_mut().for_each(|row| row[Column::ShortRun as usize] = signed.clamp(-FAR, FAR));
            run_start = at + 1;
        }
        let Some(layout) = document.blocks[at].layout else { continue };
        let behind = document.blocks.get(at + 1).and_then(|next| next.layout);
        rows[at][Column::Gap as usize] = f32::from(layout.gap);
        rows[at][Column::GapBehind as usize] = behind.map_or(f32::NAN, |next| f32::from(next.gap));
        rows[at][Column::Indent as usize] = f32::from(layout.indent) - prose_indent;
        rows[at][Column::Lines as usize] = f32::from(layout.lines);
    }
}

/// The commonest indentation of the page's prose.
fn modal_indent(document: &Document, page: &Page) -> f32 {
    let mut counts: HashMap<u16, usize> = HashMap::new();
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
