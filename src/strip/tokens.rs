//! What the words of class and id attributes promise: weights learned from many pages, added up along the tree.

use crate::document::Document;

use super::columns::Column;
use super::level::Level;
use super::table::Table;
use super::tree::{LEVELS, Tree};

/// For hashes of class words, the logarithm of how much oftener each stands around article text than elsewhere: each in
/// the slot that it falls to or the next that is free. The hashes are the model's, so no page can aim at one slot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    /// A power of two, at most half of them taken; a free one has the hash 0, which no word has.
    slots: Vec<(u32, f32)>,
}

/// What the class words of a section and of those around it promise.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Promise {
    /// Sum over its own words.
    own: f32,
    /// The least weight of a word on the way up; 0 at most.
    least: f32,
    /// The greatest; 0 at least.
    most: f32,
    /// Sum over all words on the way up.
    all: f32,
}

impl FromIterator<(u32, f32)> for Weights {
    fn from_iter<I: IntoIterator<Item = (u32, f32)>>(weights: I) -> Self {
        let weights: Vec<(u32, f32)> = weights.into_iter().filter(|&(word, _)| word != 0).collect();
        let mut all = Weights { slots: vec![(0, 0.0); (2 * weights.len() + 1).next_power_of_two()] };
        for (word, weight) in weights {
            let slot = all.slot(word);
            all.slots[slot] = (word, weight);
        }
        all
    }
}

/// The columns of the sections from a block's own upwards.
const OWN: [Column; LEVELS] = [
    Column::TokenOwn,
    Column::TokenParent,
    Column::TokenGrand,
    Column::TokenGreat,
    Column::TokenFourth,
    Column::TokenFifth,
];

impl Weights {
    /// Fills in what the class words around each block promise.
    pub(super) fn fill(&self, table: &mut Table, document: &Document, tree: &Tree) {
        let promises = self.promises(document, tree);
        let told = |promise: &Promise| [promise.own, promise.least, promise.most, promise.all].map(Level::of);
        let told: Vec<[Level; 4]> = promises.iter().map(told).collect();
        let of_blocks = |up: usize| tree.level(up).iter().map(|&at| told[at as usize]);
        table.set(Column::TokenLeast, of_blocks(0).map(|[_, least, ..]| least));
        table.set(Column::TokenMost, of_blocks(0).map(|[_, _, most, _]| most));
        table.set(Column::TokenAll, of_blocks(0).map(|[.., all]| all));
        for (up, column) in OWN.into_iter().enumerate() {
            table.set(column, of_blocks(up).map(|[own, ..]| own));
        }
    }

    /// What each section promises. A parent stands before its children.
    fn promises(&self, document: &Document, tree: &Tree) -> Vec<Promise> {
        let mut promises = vec![Promise::default(); tree.len()];
        for (at, (section, parent)) in tree.sections(document).zip(tree.parents()).enumerate() {
            let words = &document.tokens[section.tokens.range()];
            let above = Promise { own: 0.0, ..promises[parent] };
            promises[at] = words.iter().fold(above, |promise, &word| promise.and(self.of(word)));
        }
        promises
    }

    /// The weight of a class word; 0 of those that nothing was learned about.
    #[inline]
    fn of(&self, word: u32) -> f32 {
        self.slots[self.slot(word)].1
    }

    /// The slot that a word is in, or would be.
    #[inline]
    fn slot(&self, word: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (word.wrapping_mul(0x9e37_79b1) >> 8) as usize & mask;
        while self.slots[at].0 != word && self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }
}

impl Promise {
    fn and(self, weight: f32) -> Promise {
        Promise {
            own: self.own + weight,
            least: self.least.min(weight),
            most: self.most.max(weight),
            all: self.all + weight,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Kind, Section, Span};

    #[test]
    fn promises_add_up_on_the_way_up() {
        let mut document = Document::literal(&[(Kind::Paragraph, "text")]);
        document.tokens = vec![7, 8, 9];
        let section =
            |parent, start, end| Section { parent: Some(parent), tokens: Span { start, end }, ..Section::default() };
        document.sections.extend([section(0, 0, 2), section(1, 1, 3)]);
        let weights: Weights = [(7, 1.0), (8, -0.5)].into_iter().collect();
        document.blocks[0].section = 2;
        let promises = weights.promises(&document, &Tree::new(&document));
        assert_eq!(promises[0], Promise::default());
        assert_eq!(promises[1], Promise { own: 0.5, least: -0.5, most: 1.0, all: 0.5 });
        assert_eq!(promises[2], Promise { own: -0.5, least: -0.5, most: 1.0, all: 0.0 });
    }
}
