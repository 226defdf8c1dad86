//! What is measured of a block before anything is decided: one named table for both formats.
//!
//! A row holds the block's own text, its place in the tree of sections, its neighbours and its place on the page, then
//! (from [`FIRST_LOOK`] on) what the first look made of them, which `context` fills in; what a format cannot tell is
//! NaN, never 0. The same table is what `--dump features` prints and what the model is trained on and asks.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::document::{Document, Kind, Marks};

use super::containers::Containers;
use super::measure::{Last, Measure};
use super::page::Page;
use super::phrases::Concept;
use super::table::{Table, columns};

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
    /// Share of the page's words in the best container's child that holds the block; -1 outside.
    ContainerChildShare = "container_child_share",
    /// Share of the best container's prose that stands above the block; -1 outside.
    ContainerAbove = "container_above",
    /// Link density of the block's own section.
    OwnLinks = "own_links",
    /// Share of the page's words in it.
    OwnShare = "own_share",
    /// Share of words in sentences in it.
    OwnProse = "own_prose",
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
    /// Likewise three levels up.
    GreatLinks = "great_links",
    /// Likewise three levels up.
    GreatShare = "great_share",
    /// Likewise three levels up.
    GreatProse = "great_prose",
    /// Share of the page's words in blocks of the same style (own and parent's tag and class).
    StyleShare = "style_share",
    /// Whether that style carries more prose than any other.
    StyleTop = "style_top",
    /// Share of words in sentences in blocks of that style.
    StyleProse = "style_prose",
    /// Link density of that style.
    StyleLinks = "style_links",
    /// Blocks of that style.
    StyleBlocks = "style_blocks",
    /// Mean words of the blocks of that style.
    StyleWords = "style_words",
    /// Whether the block before is of the same style.
    StyleBefore = "style_before",
    /// Whether the block behind is.
    StyleBehind = "style_behind",
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
    /// Words of the third block before.
    WordsBefore3 = "words_before_3",
    /// Words of the third block behind.
    WordsBehind3 = "words_behind_3",
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
    /// Blocks outside the page's densest run of prose by number: how many blocks that run has.
    DenseBlocks = "dense_blocks",
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
    /// The first look's own verdict, as log odds.
    Alone = "alone",
    /// That of the block before.
    AloneBefore = "alone_before",
    /// Of the second block before.
    AloneBefore2 = "alone_before_2",
    /// Of the block behind.
    AloneBehind = "alone_behind",
    /// Of the second block behind.
    AloneBehind2 = "alone_behind_2",
    /// Mean verdict over the two blocks on either side, weighed by words.
    Near = "near",
    /// Likewise over six.
    Around = "around",
    /// Likewise over twenty.
    Wide = "wide",
    /// Likewise over five before.
    Before = "before",
    /// Likewise over five behind.
    Behind = "behind",
    /// Mean verdict over the block's own section.
    Section = "section",
    /// Likewise one level up.
    Parent = "parent",
    /// Likewise two levels up.
    Grand = "grand",
    /// Likewise three levels up.
    Great = "great",
    /// Likewise four levels up.
    Fourth = "fourth",
    /// Share of the page's liked words in the block's own section.
    SectionLiked = "section_liked",
    /// Likewise one level up.
    ParentLiked = "parent_liked",
    /// Likewise two levels up.
    GrandLiked = "grand_liked",
    /// Likewise three levels up.
    GreatLiked = "great_liked",
    /// Mean verdict over the blocks of the same style.
    Style = "style",
    /// Likewise without the block itself.
    StyleOthers = "style_others",
    /// Share of the page's liked words in blocks of that style.
    StyleLiked = "style_liked",
    /// Mean verdict over the child that holds the block of the innermost section with 80 % of the page's liked words;
    /// -1 outside that section.
    CoreChild = "core_child",
    /// Share of the page's liked words in that child; -1 outside.
    CoreChildLiked = "core_child_liked",
    /// Steps up to that section; -1 outside.
    CoreDepth = "core_depth",
    /// Likewise the mean verdict over the child, for the innermost section with 55 % of the liked words.
    Core2Child = "core_2_child",
    /// Likewise steps up to it.
    Core2Depth = "core_2_depth",
    /// Blocks outside the run that the first look likes best: 0 inside, negative before, positive behind.
    Run = "run",
    /// Blocks to the nearest confident one above; 40 none.
    Above = "above",
    /// Likewise below.
    Below = "below",
    /// Confident blocks above, a share of all.
    AboveShare = "above_share",
    /// Likelihood of the page's likeliest block.
    Likeliest = "likeliest",
    /// Share of the page's liked words that stand above.
    LikedAbove = "liked_above",
    /// Liked words of the page.
    Liked = "liked",
}

/// Columns before this one are known before anything is judged.
#[cfg(test)]
pub(super) const FIRST_LOOK: usize = Column::Alone as usize;

/// Blocks beyond which a distance says no more.
const FAR: f32 = 60.0;

/// Measures every block, for the first look.
pub(super) fn fill(table: &mut Table, document: &Document, page: &Page, containers: &Containers) {
    for at in 0..document.blocks.len() {
        own(table, page, at);
        table.set(Column::Kind, at, kind(document.blocks[at].kind));
        phrases(table, page, at);
        containers.fill(table, document, page, at);
        neighbours(table, page, at);
    }
    copies(table, page);
    places(table, page);
    layout(table, document, page);
}

fn own(table: &mut Table, page: &Page, at: usize) {
    let m = &page.measures[at];
    let words = m.words.max(1.0);
    let mut set = |column, value| table.set(column, at, value);
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

fn phrases(table: &mut Table, page: &Page, at: usize) {
    for (column, &found) in PHRASES.iter().zip(&page.phrases[at]) {
        table.set(*column, at, f32::from(found));
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

fn neighbours(table: &mut Table, page: &Page, at: usize) {
    let near = |offset: isize| at.checked_add_signed(offset).filter(|&near| near < page.measures.len());
    let words = |offset| near(offset).map_or(0.0, |near| page.measures[near].words);
    let links = |offset| near(offset).map_or(f32::NAN, |near| page.links[near]);
    let ending = |offset| near(offset).map_or(0.0, |near| f32::from(page.measures[near].last as u8));
    let mut set = |column, value| table.set(column, at, value);
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
fn places(table: &mut Table, page: &Page) {
    let (mut related, mut comment, mut heading) = (FAR, FAR, FAR);
    for at in 0..table.rows() {
        let opens = |concept: Concept| page.phrases[at][concept as usize] >= 2 && page.measures[at].words < 12.0;
        let is_heading = (1.0..=6.0).contains(&table.column(Column::Kind as usize)[at]);
        let since = |is_here, last: f32| if is_here { 0.0 } else { (last + 1.0).min(FAR) };
        related = since(opens(Concept::Related), related);
        comment = since(opens(Concept::Comment), comment);
        heading = since(is_heading, heading);
        table.set(Column::SinceRelated, at, related);
        table.set(Column::SinceComment, at, comment);
        table.set(Column::SinceHeading, at, heading);
        if let Some(title) = page.title_at {
            table.set(Column::SinceTitle, at, (at as f32 - title as f32).clamp(-FAR, FAR));
        }
    }
}

/// Words under which a line is short: most sentences have more, most menu entries fewer.
const SHORT: f32 = 8.0;

/// How the lines of a plain text lay.
fn layout(table: &mut Table, document: &Document, page: &Page) {
    short_runs(table, page);
    let prose_indent = modal_indent(document, page);
    for (at, block) in document.blocks.iter().enumerate() {
        let Some(layout) = block.layout else { continue };
        let behind = document.blocks.get(at + 1).and_then(|next| next.layout);
        table.set(Column::Gap, at, f32::from(layout.gap));
        table.set(Column::GapBehind, at, behind.map_or(f32::NAN, |next| f32::from(next.gap)));
        table.set(Column::Indent, at, f32::from(layout.indent) - prose_indent);
        table.set(Column::Lines, at, f32::from(layout.lines));
    }
}

fn short_runs(table: &mut Table, page: &Page) {
    let mut lengths = table.column_mut(Column::ShortRun);
    for run in page.measures.chunk_by(|a, b| (a.words < SHORT) == (b.words < SHORT)) {
        let length = if run[0].words < SHORT { run.len() as f32 } else { -(run.len() as f32) };
        let (own, rest) = lengths.split_at_mut(run.len());
        own.fill(length.clamp(-FAR, FAR));
        lengths = rest;
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
