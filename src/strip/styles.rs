//! Which blocks look alike: those whose section and the one around it have the same tags and class words.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::document::{Document, Section};

use super::columns::Column;
use super::containers::Content;
use super::page::Page;
use super::series::Series;
use super::table::{Table, flag};
use super::tree::Tree;

/// The styles of a page's blocks.
pub(super) struct Styles {
    /// For each block its style, a number below that of styles.
    of_blocks: Vec<u32>,
    /// What stands in the blocks of each.
    contents: Vec<Content>,
}

impl Styles {
    pub(super) fn new(document: &Document, tree: &Tree, page: &Page) -> Styles {
        let hashes: Vec<u64> = tree.sections(document).map(|section| hash(document, section)).collect();
        let parents = tree.parents().enumerate().map(|(at, parent)| if at == 0 { 0 } else { hashes[parent] });
        let both = |(own, parent): (&u64, u64)| own.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ parent;
        let hashes: Vec<u64> = hashes.iter().zip(parents).map(both).collect();
        let mut numbers: HashMap<u64, u32, RandomState> = HashMap::default();
        let mut styles = Styles { of_blocks: Vec::with_capacity(page.measures.len()), contents: Vec::new() };
        for (at, &section) in tree.level(0).iter().enumerate() {
            let next = styles.contents.len() as u32;
            let style = *numbers.entry(hashes[section as usize]).or_insert(next);
            if style == next {
                styles.contents.push(Content::default());
            }
            styles.of_blocks.push(style);
            styles.contents[style as usize].add(Content::of(page, at));
        }
        styles
    }

    /// The style of a block.
    pub(super) fn of_block(&self, at: usize) -> usize {
        self.of_blocks[at] as usize
    }

    /// How many styles the page has.
    pub(super) fn len(&self) -> usize {
        self.contents.len()
    }

    /// The style that carries more prose than any other; of equals the last.
    fn top(&self) -> Option<usize> {
        let weight = |content: &Content| (content.words - content.linked) * content.sentences / content.words.max(1.0);
        let weights: Vec<f32> = self.contents.iter().map(weight).collect();
        (0..weights.len()).max_by(|&a, &b| weights[a].total_cmp(&weights[b]))
    }

    /// Fills in what each block's style tells, of a page of so many words.
    pub(super) fn fill(&self, table: &mut Table, words: f32) {
        let of_blocks = |value: &dyn Fn(&Content) -> f32| {
            let values: Vec<f32> = self.contents.iter().map(value).collect();
            self.of_blocks.iter().map(move |&style| values[style as usize])
        };
        let top = self.top();
        let share = |content: &Content| content.words / words;
        table.fill(Column::StyleShare, of_blocks(&share));
        table.fill(Column::StyleTop, self.of_blocks.iter().map(|&style| flag(top == Some(style as usize))));
        table.fill(Column::StyleProse, of_blocks(&Content::prose));
        table.fill(Column::StyleLinks, of_blocks(&Content::links));
        table.fill(Column::StyleBlocks, of_blocks(&|content| content.blocks));
        table.fill(Column::StyleWords, of_blocks(&|content| content.words / content.blocks.max(1.0)));
        let like_next = || self.of_blocks.windows(2).map(|pair| flag(pair[0] == pair[1]));
        table.fill(Column::StyleBefore, std::iter::once(0.0).chain(like_next()));
        table.fill(Column::StyleBehind, like_next().chain([0.0]));
        let shares: Vec<f32> = of_blocks(&share).collect();
        let shares = Series::new(1, shares.into_iter(), [f32::NAN; 2]);
        table.fill(Column::StyleShareBefore, shares.beside(-1).iter().copied());
        table.fill(Column::StyleShareBehind, shares.beside(1).iter().copied());
    }
}

/// Of a section's tag and class words.
fn hash(document: &Document, section: &Section) -> u64 {
    let words = &document.tokens[section.tokens.range()];
    words.iter().fold(section.tag as u64, |hash, &word| (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3))
}
