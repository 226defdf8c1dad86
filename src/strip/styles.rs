//! Which blocks look alike: those whose section and the one around it have the same tags and class words.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::document::{Document, Section};

use super::columns::Column;
use super::containers::Content;
use super::level::Level;
use super::page::Page;
use super::table::{Table, flag};

/// The styles of a page's blocks.
pub(super) struct Styles {
    /// For each block its style, a number below that of styles.
    of_blocks: Vec<u32>,
    /// What stands in the blocks of each.
    contents: Vec<Content>,
    /// The one that carries more prose than any other, if that is one of blocks.
    top: Option<u32>,
}

impl Styles {
    pub(super) fn new(document: &Document, page: &Page) -> Styles {
        let mut numbers: HashMap<u64, u32, RandomState> = HashMap::default();
        let (mut of_blocks, mut contents) = (Vec::with_capacity(page.measures.len()), Vec::new());
        for (at, block) in document.blocks.iter().enumerate() {
            let next = contents.len() as u32;
            let style = *numbers.entry(style(document, &document.sections[block.section as usize])).or_insert(next);
            if style == next {
                contents.push(Content::default());
            }
            of_blocks.push(style);
            contents[style as usize].add(Content::of(page, at));
        }
        Styles { top: top(document, &numbers, &contents), of_blocks, contents }
    }

    /// The style of a block.
    pub(super) fn of_block(&self, at: usize) -> usize {
        self.of_blocks[at] as usize
    }

    /// How many styles the page has.
    pub(super) fn len(&self) -> usize {
        self.contents.len()
    }

    /// Fills in what each block's style tells, of a page of so many words.
    pub(super) fn fill(&self, table: &mut Table, words: f32) {
        let mut of_blocks = |column: Column, value: &dyn Fn(&Content) -> f32| {
            let levels: Vec<Level> = self.contents.iter().map(|content| Level::of(value(content))).collect();
            table.set(column, self.of_blocks.iter().map(|&style| levels[style as usize]));
        };
        of_blocks(Column::StyleShare, &|content| content.words / words);
        of_blocks(Column::StyleProse, &Content::prose);
        of_blocks(Column::StyleLinks, &Content::links);
        of_blocks(Column::StyleBlocks, &|content| content.blocks);
        of_blocks(Column::StyleWords, &|content| content.words / content.blocks.max(1.0));
        table.fill(Column::StyleTop, self.of_blocks.iter().map(|&style| flag(self.top == Some(style))));
        let like_next = || self.of_blocks.windows(2).map(|pair| flag(pair[0] == pair[1]));
        table.fill(Column::StyleBefore, std::iter::once(0.0).chain(like_next()));
        table.fill(Column::StyleBehind, like_next().chain([0.0]));
        table.fill_beside(Column::StyleShareBefore, Column::StyleShare, -1, f32::NAN);
        table.fill_beside(Column::StyleShareBehind, Column::StyleShare, 1, f32::NAN);
    }
}

/// The style that carries more prose than any other; of equals the one that begins last on the page, be it one without
/// blocks.
fn top(document: &Document, numbers: &HashMap<u64, u32, RandomState>, contents: &[Content]) -> Option<u32> {
    let weight = |content: &Content| (content.words - content.linked) * content.sentences / content.words.max(1.0);
    let most = contents.iter().map(weight).fold(0.0, f32::max);
    let is_top = |style: u32| weight(&contents[style as usize]) == most;
    let mut tops = (0..contents.len() as u32).filter(|&style| is_top(style));
    match (tops.next(), tops.next()) {
        (top, None) if most > 0.0 => top,
        _ => {
            let all = document.sections.iter().map(|section| style(document, section));
            let equals = all.filter(|style| numbers.get(style).map_or(most == 0.0, |&style| is_top(style)));
            let mut begun: HashSet<u64, RandomState> = HashSet::default();
            numbers.get(&equals.filter(|&style| begun.insert(style)).last()?).copied()
        }
    }
}

/// The style of a section: of its own tag and class words and those of the one around it.
fn style(document: &Document, section: &Section) -> u64 {
    let parent = section.parent.map_or(0, |parent| hash(document, &document.sections[parent as usize]));
    hash(document, section).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ parent
}

/// Of a section's tag and class words.
fn hash(document: &Document, section: &Section) -> u64 {
    let words = &document.tokens[section.tokens.range()];
    words.iter().fold(section.tag as u64, |hash, &word| (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3))
}
