//! The tree of sections: what each holds, which one holds the article, and which blocks look alike.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::document::{Block, Document, Marks, Section, Tag};

use super::columns::Column;
use super::features::MARKS;
use super::page::{self, Page};
use super::table::RowMut;

/// What stands in a section or in the blocks of a style.
#[derive(Debug, Clone, Copy, Default)]
struct Content {
    blocks: f32,
    words: f32,
    linked: f32,
    /// Words in blocks that end like a sentence.
    sentences: f32,
    /// Words in blocks that look like running text.
    prose: f32,
}

/// Where a section stands with respect to the best container.
#[derive(Debug, Clone, Copy)]
struct Inside {
    depth: f32,
    /// The container's child that it is in, or the container itself.
    child: usize,
}

/// The sections of a page, weighed.
pub(super) struct Containers {
    contents: Vec<Content>,
    inside: Vec<Option<Inside>>,
    /// Running sum of the prose in the blocks of the best container, with a 0 before the first.
    prose_inside: Vec<f32>,
    /// The blocks of the best container, and what stands between the first and the last of them.
    blocks_inside: Range<usize>,
    /// Steps from each section up to the root.
    depths: Vec<f32>,
    /// For each section its marks by how far they are believed: believable, doubtful, hardly.
    marks: Vec<[Marks; BELIEVED.len() + 1]>,
    /// For each section its style, a number below that of styles.
    styles: Vec<u32>,
    by_style: Vec<Content>,
    top_style: Option<u32>,
    share: f32,
    /// Whether the page has a tree at all: one without tags tells nothing by its sections.
    known: bool,
}

/// What a block gives to the sections above it, nearest first: a published rule of reader modes (Arc90 readability,
/// 2010, as refined since), here to five levels.
const SHARES: [f32; 5] = [1.0, 0.5, 1.0 / 6.0, 1.0 / 9.0, 1.0 / 12.0];

/// The columns of the sections from a block's own upwards: link density, share of the page's words, share of words in
/// sentences.
const LEVELS: [[Column; 3]; 4] = [
    [Column::OwnLinks, Column::OwnShare, Column::OwnProse],
    [Column::ParentLinks, Column::ParentShare, Column::ParentProse],
    [Column::GrandLinks, Column::GrandShare, Column::GrandProse],
    [Column::GreatLinks, Column::GreatShare, Column::GreatProse],
];

impl Containers {
    pub(super) fn new(document: &Document, page: &Page) -> Containers {
        let contents = contents(document, page);
        let best = best(document, page, &contents);
        let inside = inside(&document.sections, best);
        let (styles, count) = styles(document);
        let by_style = by_style(document, page, &styles, count);
        let weight = |content: &Content| (content.words - content.linked) * content.sentences / content.words.max(1.0);
        let top_style = (0..by_style.len()).max_by(|&a, &b| weight(&by_style[a]).total_cmp(&weight(&by_style[b])));
        Containers {
            prose_inside: prose_inside(document, page, &inside),
            blocks_inside: blocks_inside(document, &inside),
            depths: depths(&document.sections),
            inside,
            marks: marks(&document.sections, &contents),
            share: contents[best].words / contents[0].words.max(1.0),
            known: document.sections.iter().any(|section| section.tag != Tag::Root && section.tag != Tag::Other),
            top_style: top_style.map(|style| style as u32),
            contents,
            styles,
            by_style,
        }
    }

    /// Whether there is a tree that tells something.
    pub(super) fn known(&self) -> bool {
        self.known
    }

    /// The marks of a section, inherited ones with its own.
    pub(super) fn marks(&self, section: u32) -> Marks {
        self.marks[section as usize].into_iter().fold(Marks::empty(), Marks::union)
    }

    /// Blocks, words and linked words in a section.
    pub(super) fn content(&self, section: usize) -> [f32; 3] {
        let Content { blocks, words, linked, .. } = self.contents[section];
        [blocks, words, linked]
    }

    /// Fills in what the tree tells of a block.
    pub(super) fn fill(&self, row: &mut RowMut<'_>, document: &Document, page: &Page, at: usize) {
        let section = document.blocks[at].section as usize;
        self.fill_marks(row, section);
        self.fill_inside(row, page, section, at);
        let words = self.contents[0].words.max(1.0);
        let mut level = section;
        for [links, share, prose] in LEVELS {
            let content = &self.contents[level];
            row.set(links, content.links());
            row.set(share, content.words / words);
            row.set(prose, content.prose());
            level = document.sections[level].parent.unwrap_or(0) as usize;
        }
        let above = |section: usize| document.sections[section].parent.unwrap_or(0) as usize;
        row.set(Column::ParentBlocks, self.contents[above(section)].blocks);
        row.set(Column::GrandBlocks, self.contents[above(above(section))].blocks);
        row.set(Column::Element, element(document.sections[section].tag));
        row.set(Column::Depth, self.depths[section]);
        self.fill_style(row, document, words, at);
        row.set(Column::StepsBefore, steps(document, at, at.wrapping_sub(1)));
        row.set(Column::StepsBehind, steps(document, at, at + 1));
    }

    /// How far each mark of the section is believed: 0 it has none, 1 believable, 2 doubtful, 3 hardly.
    fn fill_marks(&self, row: &mut RowMut<'_>, section: usize) {
        let (marks, any) = (self.marks[section], self.marks(section as u32));
        for (column, mark) in MARKS {
            let level = || marks.iter().take_while(|marks| !marks.intersects(mark)).count() + 1;
            row.set(column, if any.intersects(mark) { level() as f32 } else { 0.0 });
        }
    }

    /// Where the block stands with respect to the best container.
    fn fill_inside(&self, row: &mut RowMut<'_>, page: &Page, section: usize, at: usize) {
        let inside = self.inside[section];
        let child = |value: fn(&Content) -> f32| inside.map_or(-1.0, |inside| value(&self.contents[inside.child]));
        let all = self.prose_inside.last().copied().unwrap_or_default().max(1.0);
        row.set(Column::ContainerDepth, inside.map_or(-1.0, |inside| inside.depth));
        row.set(Column::ContainerChildLinks, child(Content::links));
        row.set(Column::ContainerChildShare, child(|content| content.words) / page.words.max(1.0));
        row.set(Column::ContainerAbove, inside.map_or(-1.0, |_| self.prose_inside[at] / all));
        row.set(Column::ContainerShare, self.share);
        let [from, to] = match inside {
            Some(_) => [at - self.blocks_inside.start, self.blocks_inside.end - 1 - at].map(|count| count as f32),
            None => [-1.0; 2],
        };
        row.set(Column::ContainerFrom, from);
        row.set(Column::ContainerTo, to);
    }

    fn fill_style(&self, row: &mut RowMut<'_>, document: &Document, words: f32, at: usize) {
        let style = |at: usize| document.blocks.get(at).map(|block| self.style(block.section));
        let (own, same) =
            (self.style(document.blocks[at].section), |other| f32::from(u8::from(style(other) == style(at))));
        let content = &self.by_style[own];
        row.set(Column::StyleShare, content.words / words);
        row.set(Column::StyleTop, f32::from(u8::from(self.top_style == Some(own as u32))));
        row.set(Column::StyleProse, content.prose());
        row.set(Column::StyleLinks, content.links());
        row.set(Column::StyleBlocks, content.blocks);
        row.set(Column::StyleWords, content.words / content.blocks.max(1.0));
        row.set(Column::StyleBefore, same(at.wrapping_sub(1)));
        row.set(Column::StyleBehind, same(at + 1));
        let share = |at: usize| style(at).map_or(f32::NAN, |style| self.by_style[style].words / words);
        row.set(Column::StyleShareBefore, share(at.wrapping_sub(1)));
        row.set(Column::StyleShareBehind, share(at + 1));
    }

    /// The style of a section, own and parent's tag and class, as a number below [`Containers::style_count`].
    pub(super) fn style(&self, section: u32) -> usize {
        self.styles[section as usize] as usize
    }

    /// How many styles the page has.
    pub(super) fn style_count(&self) -> usize {
        self.by_style.len()
    }
}

impl Content {
    fn add(&mut self, other: Content) {
        self.blocks += other.blocks;
        self.words += other.words;
        self.linked += other.linked;
        self.sentences += other.sentences;
        self.prose += other.prose;
    }

    /// Link density.
    fn links(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }

    /// Share of words in sentences.
    fn prose(&self) -> f32 {
        self.sentences / self.words.max(1.0)
    }
}

fn content(page: &Page, at: usize) -> Content {
    let m = &page.measures[at];
    let linked = if page.links[at] > 0.0 { page.links[at] * m.words } else { 0.0 };
    let if_so = |yes: bool| if yes { m.words } else { 0.0 };
    Content { blocks: 1.0, words: m.words, linked, sentences: if_so(m.is_sentence()), prose: if_so(page.good[at]) }
}

/// Sums from the blocks up the tree; a parent stands before its children, so one pass backwards does it.
fn contents(document: &Document, page: &Page) -> Vec<Content> {
    let mut contents = vec![Content::default(); document.sections.len()];
    for (at, block) in document.blocks.iter().enumerate() {
        contents[block.section as usize].add(content(page, at));
    }
    for at in (1..contents.len()).rev() {
        let parent = document.sections[at].parent.unwrap_or(0) as usize;
        let own = contents[at];
        contents[parent].add(own);
    }
    contents
}

/// The section that most of the prose gathers in.
fn best(document: &Document, page: &Page, contents: &[Content]) -> usize {
    let mut scores = vec![0.0_f32; contents.len()];
    for (at, block) in document.blocks.iter().enumerate() {
        let m = &page.measures[at];
        if m.words < 8.0 && m.commas < 2.0 {
            continue;
        }
        let links = if page.links[at] > 0.0 { page.links[at] } else { 0.0 };
        let score = (1.0 + m.commas + (m.ink / 100.0).min(3.0)) * (1.0 - links);
        let mut section = block.section as usize;
        if is_paragraph(document.sections[section].tag) {
            section = document.sections[section].parent.unwrap_or(0) as usize;
        }
        for share in SHARES {
            scores[section] += score * share;
            match document.sections[section].parent {
                Some(parent) => section = parent as usize,
                None => break,
            }
        }
    }
    let worth = |at: usize| scores[at] * (1.0 - contents[at].links());
    (0..contents.len()).max_by(|&a, &b| worth(a).total_cmp(&worth(b))).unwrap_or(0)
}

/// Elements that hold one paragraph and so contain nothing.
fn is_paragraph(tag: Tag) -> bool {
    use Tag::{Blockquote, H1, H2, H3, H4, H5, H6, Li, P, Pre};
    matches!(tag, P | Li | Blockquote | Pre | H1 | H2 | H3 | H4 | H5 | H6)
}

fn inside(sections: &[Section], best: usize) -> Vec<Option<Inside>> {
    let mut inside: Vec<Option<Inside>> = vec![None; sections.len()];
    for (at, section) in sections.iter().enumerate() {
        inside[at] = match section.parent.map(|parent| parent as usize) {
            _ if at == best => Some(Inside { depth: 0.0, child: best }),
            Some(parent) => inside[parent]
                .map(|above| Inside { depth: above.depth + 1.0, child: if parent == best { at } else { above.child } }),
            None => None,
        };
    }
    inside
}

/// Share of a page's prose up to which a section's mark is believed, and up to which it is doubted: real pages wrap all
/// their content in a form, or call it "sidebar-left" after the page's layout.
const BELIEVED: [f32; 2] = [0.15, 0.5];

/// What marks hold for each section, its own and inherited; of several the most believable counts.
fn marks(sections: &[Section], contents: &[Content]) -> Vec<[Marks; BELIEVED.len() + 1]> {
    let mut all = vec![[Marks::empty(); BELIEVED.len() + 1]; sections.len()];
    for (at, section) in sections.iter().enumerate() {
        let mut own = section.parent.map_or([Marks::empty(); BELIEVED.len() + 1], |parent| all[parent as usize]);
        let share = contents[at].prose / contents[0].prose.max(1.0);
        own[BELIEVED.iter().filter(|&&limit| share > limit).count()] |= section.marks;
        all[at] = own;
    }
    all
}

/// For each section a number for its and its parent's tag and class words, the same for the same; and how many there are.
fn styles(document: &Document) -> (Vec<u32>, usize) {
    let sections = &document.sections;
    let own: Vec<u64> = sections.iter().map(|section| style_of(document, section)).collect();
    let mut numbers: HashMap<u64, u32, RandomState> =
        HashMap::with_capacity_and_hasher(sections.len() / 2, RandomState::default());
    let number = |(at, section): (usize, &Section)| {
        let parent = section.parent.map_or(0, |parent| own[parent as usize]);
        let style = own[at].wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ parent;
        let next = numbers.len() as u32;
        *numbers.entry(style).or_insert(next)
    };
    let styles = sections.iter().enumerate().map(number).collect();
    (styles, numbers.len())
}

fn style_of(document: &Document, section: &Section) -> u64 {
    let words = &document.tokens[section.tokens.range()];
    words.iter().fold(section.tag as u64, |hash, &word| (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3))
}

fn by_style(document: &Document, page: &Page, styles: &[u32], count: usize) -> Vec<Content> {
    let mut sums = vec![Content::default(); count];
    for (at, block) in document.blocks.iter().enumerate() {
        sums[styles[block.section as usize] as usize].add(content(page, at));
    }
    sums
}

fn prose_inside(document: &Document, page: &Page, inside: &[Option<Inside>]) -> Vec<f32> {
    let prose = |(at, block): (usize, &Block)| {
        if page.good[at] && inside[block.section as usize].is_some() { page.measures[at].words } else { 0.0 }
    };
    page::sums(document.blocks.iter().enumerate().map(prose))
}

fn blocks_inside(document: &Document, inside: &[Option<Inside>]) -> Range<usize> {
    let is_inside = |block: &Block| inside[block.section as usize].is_some();
    let first = document.blocks.iter().position(is_inside).unwrap_or(0);
    first..document.blocks.iter().rposition(is_inside).map_or(0, |last| last + 1)
}

fn depths(sections: &[Section]) -> Vec<f32> {
    let mut depths: Vec<f32> = Vec::with_capacity(sections.len());
    for section in sections {
        depths.push(section.parent.map_or(0.0, |parent| depths[parent as usize] + 1.0));
    }
    depths
}

/// Elements that serve alike, in an order in which neighbours are more alike than others.
fn element(tag: Tag) -> f32 {
    f32::from(match tag {
        Tag::Other => 0u8,
        Tag::Root | Tag::Body | Tag::Main | Tag::Article => 1,
        Tag::Section => 2,
        Tag::Div => 3,
        Tag::P => 4,
        Tag::Li | Tag::Dd | Tag::Dt => 5,
        Tag::Ul | Tag::Ol | Tag::Dl => 6,
        Tag::Table | Tag::Tr | Tag::Td | Tag::Th => 7,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => 8,
        Tag::Header | Tag::Footer | Tag::Nav | Tag::Aside => 9,
        Tag::Form | Tag::Fieldset => 10,
        Tag::Figure | Tag::Figcaption => 11,
        Tag::Span => 12,
        Tag::A => 13,
        Tag::Pre | Tag::Blockquote => 14,
        Tag::Details | Tag::Address => 15,
    })
}

/// Levels beyond which two blocks are simply far apart.
const MOST_STEPS: usize = 12;

/// Levels up from a block's section to the first that holds another block too; at most [`MOST_STEPS`].
fn steps(document: &Document, at: usize, other: usize) -> f32 {
    let Some(other) = document.blocks.get(other) else { return MOST_STEPS as f32 };
    let (mut a, mut b) = (document.blocks[at].section, other.section);
    let parent = |section: u32| document.sections[section as usize].parent.unwrap_or(0);
    // Of two different sections the one with the higher index cannot hold the other.
    let mut up = 0;
    for _ in 0..4 * MOST_STEPS {
        match a.cmp(&b) {
            std::cmp::Ordering::Equal => return up as f32,
            std::cmp::Ordering::Less => b = parent(b),
            std::cmp::Ordering::Greater => (a, up) = (parent(a), up + 1),
        }
        if up >= MOST_STEPS {
            break;
        }
    }
    MOST_STEPS as f32
}
