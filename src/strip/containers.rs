//! The tree of sections: what each holds, which one holds the article, and which blocks look alike.

use std::cmp::Ordering;
use std::ops::Range;

use crate::document::{Document, Marks, Tag};

use super::columns::Column;
use super::features::MARKS;
use super::level::Level;
use super::page::Page;
use super::series::Sums;
use super::styles::Styles;
use super::table::Table;
use super::tree::{Inside, Tree};

/// What stands in a section or in the blocks of a style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Content {
    pub(super) blocks: f32,
    pub(super) words: f32,
    pub(super) linked: f32,
    /// Words in blocks that end like a sentence.
    pub(super) sentences: f32,
    /// Words in blocks that look like running text.
    prose: f32,
}

/// The sections that hold the blocks of a page, weighed.
pub(super) struct Containers {
    pub(super) tree: Tree,
    pub(super) contents: Vec<Content>,
    pub(super) styles: Styles,
    /// Where each stands inside the best container.
    inside: Vec<Option<Inside>>,
    /// For each section its marks by how far they are believed: believable, doubtful, hardly.
    marks: Vec<[Marks; DOUBTS]>,
    /// Share of the page's words in the best container.
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
        let tree = Tree::new(document);
        let contents = contents(&tree, page);
        let best = best(document, &tree, page, &contents);
        Containers {
            inside: best.map_or_else(|| vec![None; tree.len()], |best| tree.inside(best)),
            marks: marks(document, &tree, &contents),
            share: best.map_or(0.0, |best| contents[best].words) / contents[0].words.max(1.0),
            known: document.sections.iter().any(|section| section.tag != Tag::Root && section.tag != Tag::Other),
            styles: Styles::new(document, page),
            contents,
            tree,
        }
    }

    /// Whether there is a tree that tells something.
    pub(super) fn known(&self) -> bool {
        self.known
    }

    /// The marks around a block, those of its section and inherited ones.
    pub(super) fn marks(&self, at: usize) -> Marks {
        self.marks[self.tree.of_block(at)].into_iter().fold(Marks::empty(), Marks::union)
    }

    /// The section in which a block stands beside others: its own may hold it alone.
    pub(super) fn around(&self, document: &Document, at: usize) -> usize {
        let alone = is_paragraph(document.sections[document.blocks[at].section as usize].tag);
        self.tree.level(usize::from(alone))[at] as usize
    }

    /// Fills in what the tree tells of each block.
    pub(super) fn fill(&self, table: &mut Table, document: &Document, page: &Page) {
        self.fill_marks(table);
        self.fill_inside(table, page);
        self.fill_levels(table);
        self.styles.fill(table, self.contents[0].words.max(1.0));
        let depths: Vec<Level> = depths(&self.tree).into_iter().map(Level::of).collect();
        let elements: Vec<Level> =
            self.tree.sections(document).map(|section| Level::small(element(section.tag))).collect();
        table.set(Column::Depth, self.of_blocks(0, &depths));
        table.set(Column::Element, self.of_blocks(0, &elements));
        let steps = Steps::new(&self.tree, table.rows());
        table.fill(Column::StepsBefore, steps.before);
        table.fill(Column::StepsBehind, steps.behind);
    }

    /// For each block what is said of its section, or of the one so many levels up.
    fn of_blocks<T: Copy>(&self, up: usize, values: &[T]) -> impl Iterator<Item = T> {
        self.tree.level(up).iter().map(|&at| values[at as usize])
    }

    /// What the sections hold, from each block's own upwards.
    fn fill_levels(&self, table: &mut Table) {
        let words = self.contents[0].words.max(1.0);
        let told = |content: &Content| [content.links(), content.words / words, content.prose(), content.blocks];
        let told: Vec<[Level; 4]> = self.contents.iter().map(|content| told(content).map(Level::of)).collect();
        for (up, [links, share, prose]) in LEVELS.into_iter().enumerate() {
            table.set(links, self.of_blocks(up, &told).map(|[links, ..]| links));
            table.set(share, self.of_blocks(up, &told).map(|[_, share, ..]| share));
            table.set(prose, self.of_blocks(up, &told).map(|[_, _, prose, _]| prose));
        }
        table.set(Column::ParentBlocks, self.of_blocks(1, &told).map(|[.., blocks]| blocks));
        table.set(Column::GrandBlocks, self.of_blocks(2, &told).map(|[.., blocks]| blocks));
    }

    /// How far each mark of the section is believed: 0 it has none, 1 believable, 2 doubtful, 3 hardly.
    fn fill_marks(&self, table: &mut Table) {
        let marks: Vec<[Marks; DOUBTS]> = self.of_blocks(0, &self.marks).collect();
        let any = marks.iter().flatten().fold(Marks::empty(), |any, &marks| any | marks);
        for (column, mark) in MARKS {
            let doubt = |[believable, doubtful, hardly]: &[Marks; DOUBTS]| match () {
                () if believable.intersects(mark) => 1,
                () if doubtful.intersects(mark) => 2,
                () if hardly.intersects(mark) => 3,
                () => 0,
            };
            if any.intersects(mark) {
                table.set(column, marks.iter().map(|marks| Level::small(doubt(marks))));
            } else {
                table.fill_all(column, 0.0);
            }
        }
    }

    /// Where the blocks stand with respect to the best container.
    fn fill_inside(&self, table: &mut Table, page: &Page) {
        let inside: Vec<Option<Inside>> = self.of_blocks(0, &self.inside).collect();
        let of = |value: fn(&Content) -> f32| {
            let value = move |inside: &Inside| value(&self.contents[inside.child()]);
            inside.iter().map(move |inside| inside.as_ref().map_or(-1.0, value))
        };
        table.fill(Column::ContainerDepth, inside.iter().map(|inside| inside.map_or(-1.0, |inside| inside.depth)));
        table.fill(Column::ContainerChildLinks, of(Content::links));
        table.fill(Column::ContainerChildShare, of(|content| content.words).map(|words| words / page.words.max(1.0)));
        table.fill_all(Column::ContainerShare, self.share);
        let Range { start, end } = ends(&inside);
        let count = |is_inside: bool, count: usize| if is_inside { count as f32 } else { -1.0 };
        let is_inside = || inside.iter().map(Option::is_some).enumerate();
        table.fill(Column::ContainerFrom, is_inside().map(|(at, is)| count(is, at.wrapping_sub(start))));
        table.fill(Column::ContainerTo, is_inside().map(|(at, is)| count(is, end.wrapping_sub(at + 1))));
        let prose = is_inside().map(|(at, is)| if is && page.good[at] { page.measures[at].words } else { 0.0 });
        let prose = Sums::new(0, prose);
        let all = prose.all().max(1.0);
        let above = prose.before().iter().zip(&inside);
        table.fill(Column::ContainerAbove, above.map(|(above, inside)| inside.map_or(-1.0, |_| above / all)));
    }
}

impl Content {
    /// What one block is.
    pub(super) fn of(page: &Page, at: usize) -> Content {
        let m = &page.measures[at];
        let linked = if page.links[at] > 0.0 { page.links[at] * m.words } else { 0.0 };
        let if_so = |yes: bool| if yes { m.words } else { 0.0 };
        Content { blocks: 1.0, words: m.words, linked, sentences: if_so(m.is_sentence()), prose: if_so(page.good[at]) }
    }

    pub(super) fn add(&mut self, other: Content) {
        self.blocks += other.blocks;
        self.words += other.words;
        self.linked += other.linked;
        self.sentences += other.sentences;
        self.prose += other.prose;
    }

    /// Link density.
    pub(super) fn links(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }

    /// Share of words in sentences.
    pub(super) fn prose(&self) -> f32 {
        self.sentences / self.words.max(1.0)
    }
}

/// What each section holds, from the blocks up the tree.
fn contents(tree: &Tree, page: &Page) -> Vec<Content> {
    let mut contents = vec![Content::default(); tree.len()];
    for at in 0..page.measures.len() {
        contents[tree.of_block(at)].add(Content::of(page, at));
    }
    tree.add_up(&mut contents, Content::add);
    contents
}

/// The section that most of the prose gathers in; none where that is one without any block.
fn best(document: &Document, tree: &Tree, page: &Page, contents: &[Content]) -> Option<usize> {
    let mut scores = vec![0.0_f32; tree.len()];
    let paragraphs: Vec<bool> = tree.sections(document).map(|section| is_paragraph(section.tag)).collect();
    for (at, m) in page.measures.iter().enumerate() {
        if m.words < 8.0 && m.commas < 2.0 {
            continue;
        }
        let links = if page.links[at] > 0.0 { page.links[at] } else { 0.0 };
        let score = (1.0 + m.commas + (m.ink / 100.0).min(3.0)) * (1.0 - links);
        let mut section = tree.of_block(at);
        if paragraphs[section] {
            section = tree.parent(section);
        }
        for share in SHARES {
            scores[section] += score * share;
            if section == 0 {
                break;
            }
            section = tree.parent(section);
        }
    }
    let worth = scores.iter().zip(contents).map(|(score, content)| score * (1.0 - content.links()));
    let (best, worth) = worth.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    // Of equals the last counts, and one without blocks is worth nothing.
    let is_after = |empty: u32| empty > tree.in_document(best);
    let beaten = match worth.total_cmp(&0.0) {
        Ordering::Greater => false,
        Ordering::Equal => tree.last_empty().is_some_and(is_after),
        Ordering::Less => tree.last_empty().is_some(),
    };
    (!beaten).then_some(best)
}

/// Elements that hold one paragraph and so contain nothing.
fn is_paragraph(tag: Tag) -> bool {
    use Tag::{Blockquote, H1, H2, H3, H4, H5, H6, Li, P, Pre};
    matches!(tag, P | Li | Blockquote | Pre | H1 | H2 | H3 | H4 | H5 | H6)
}

/// From the first block that is inside something to behind the last.
fn ends(inside: &[Option<Inside>]) -> Range<usize> {
    let first = inside.iter().position(Option::is_some).unwrap_or(0);
    first..inside.iter().rposition(Option::is_some).map_or(0, |last| last + 1)
}

/// Share of a page's prose up to which a section's mark is believed, and up to which it is doubted: real pages wrap all
/// their content in a form, or call it "sidebar-left" after the page's layout.
const BELIEVED: [f32; DOUBTS - 1] = [0.15, 0.5];

/// How far marks may be believed: wholly, doubtfully, hardly.
const DOUBTS: usize = 3;

/// What marks hold for each section, its own and inherited; of several the most believable counts.
fn marks(document: &Document, tree: &Tree, contents: &[Content]) -> Vec<[Marks; DOUBTS]> {
    let mut all: Vec<[Marks; DOUBTS]> = vec![[Marks::empty(); DOUBTS]; tree.len()];
    for (at, (section, parent)) in tree.sections(document).zip(tree.parents()).enumerate() {
        let mut own = all[parent];
        let share = contents[at].prose / contents[0].prose.max(1.0);
        own[BELIEVED.iter().filter(|&&limit| share > limit).count()] |= section.marks;
        all[at] = own;
    }
    all
}

/// Steps from each section up to the root.
fn depths(tree: &Tree) -> Vec<f32> {
    let mut depths = vec![0.0; tree.len()];
    for (at, parent) in tree.parents().enumerate().skip(1) {
        depths[at] = depths[parent] + 1.0;
    }
    depths
}

/// Elements that serve alike, in an order in which neighbours are more alike than others.
fn element(tag: Tag) -> u8 {
    match tag {
        Tag::Other => 0,
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
    }
}

/// Levels beyond which two blocks are simply far apart.
const MOST_STEPS: usize = 12;

/// For each block the levels up from its section to the first that holds the block before too, or the block behind; at
/// most [`MOST_STEPS`].
struct Steps {
    before: Vec<f32>,
    behind: Vec<f32>,
}

impl Steps {
    fn new(tree: &Tree, blocks: usize) -> Steps {
        let far = MOST_STEPS as f32;
        let mut steps = Steps { before: vec![far; blocks], behind: vec![far; blocks] };
        for at in 1..blocks {
            let [behind, before] = meet(tree, tree.of_block(at - 1), tree.of_block(at));
            (steps.behind[at - 1], steps.before[at]) = (behind.min(far), before.min(far));
        }
        steps
    }
}

/// Levels up from each of two sections to the first that holds both; many where it is far.
fn meet(tree: &Tree, mut a: usize, mut b: usize) -> [f32; 2] {
    let mut up = [0.0; 2];
    // Of two different sections the one with the higher number cannot hold the other.
    for _ in 0..4 * MOST_STEPS {
        match a.cmp(&b) {
            Ordering::Equal => return up,
            Ordering::Less => (b, up[1]) = (tree.parent(b), up[1] + 1.0),
            Ordering::Greater => (a, up[0]) = (tree.parent(a), up[0] + 1.0),
        }
    }
    [f32::INFINITY; 2]
}
