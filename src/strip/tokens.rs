//! What the words of class and id attributes promise: weights learned from many pages, added up along the tree.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::document::Document;

use super::columns::Column;
use super::table::Table;

/// For hashes of class words, the logarithm of how much oftener each stands around article text than elsewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Weights(HashMap<u32, f32, FixedState>);

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
        Weights(weights.into_iter().collect())
    }
}

/// The columns of the sections from a block's own upwards.
const LEVELS: [Column; 6] = [
    Column::TokenOwn,
    Column::TokenParent,
    Column::TokenGrand,
    Column::TokenGreat,
    Column::TokenFourth,
    Column::TokenFifth,
];

impl Weights {
    /// Fills in what the class words around each block promise.
    pub(super) fn fill(&self, table: &mut Table, document: &Document) {
        let promises = self.promises(document);
        for (at, block) in document.blocks.iter().enumerate() {
            let (mut row, mut section) = (table.row_mut(at), block.section as usize);
            let Promise { least, most, all, .. } = promises[section];
            row.set(Column::TokenLeast, least);
            row.set(Column::TokenMost, most);
            row.set(Column::TokenAll, all);
            for column in LEVELS {
                row.set(column, promises[section].own);
                section = document.sections[section].parent.unwrap_or(0) as usize;
            }
        }
    }

    /// What each section promises. A parent stands before its children.
    fn promises(&self, document: &Document) -> Vec<Promise> {
        // Sections that are classed alike share their words.
        let weights: Vec<f32> =
            document.tokens.iter().map(|token| self.0.get(token).copied().unwrap_or_default()).collect();
        let mut promises: Vec<Promise> = Vec::with_capacity(document.sections.len());
        for section in &document.sections {
            let above = section.parent.map_or(Promise::default(), |parent| promises[parent as usize]);
            promises.push(weights[section.tokens.range()].iter().fold(Promise { own: 0.0, ..above }, Promise::and));
        }
        promises
    }
}

impl Promise {
    fn and(self, &weight: &f32) -> Promise {
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
        let promises = weights.promises(&document);
        assert_eq!(promises[0], Promise::default());
        assert_eq!(promises[1], Promise { own: 0.5, least: -0.5, most: 1.0, all: 0.5 });
        assert_eq!(promises[2], Promise { own: -0.5, least: -0.5, most: 1.0, all: 0.0 });
    }
}
