//! The sections that hold blocks. Most of a page's sections hold none (icons, empty cells, frames of scripts): what is
//! counted of sections is counted of the others alone.

use crate::document::{Document, Section};

/// Levels that blocks look up, their own section the first.
pub(super) const LEVELS: usize = 6;

/// The sections of a page that hold blocks, numbered in page order: the root is 0, parents stand before children.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// For each section of the document its number, from 1; 0 where it holds no block.
    numbers: Vec<u32>,
    /// For each block its section, then the one around that, and so on; the root is around itself.
    levels: [Vec<u32>; LEVELS],
}

struct Node {
    /// Its index in the document.
    section: u32,
    parent: u32,
}

/// Where a section stands inside another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Inside {
    /// Steps up to the other.
    pub(super) depth: f32,
    child: u32,
}

impl Inside {
    /// The other's child that it is in, or the other itself.
    #[inline]
    pub(super) fn child(self) -> usize {
        self.child as usize
    }
}

impl Tree {
    /// The tree of a document; the root is in it even where there are no blocks.
    pub(super) fn new(document: &Document) -> Tree {
        let mut numbers = holding(document);
        let mut nodes = Vec::with_capacity(2 * document.blocks.len());
        for (at, section) in document.sections.iter().enumerate() {
            if numbers[at] == 0 {
                continue;
            }
            let parent = section.parent.map_or(0, |parent| numbers[parent as usize] - 1);
            nodes.push(Node { section: at as u32, parent });
            numbers[at] = nodes.len() as u32;
        }
        let mut level: Vec<u32> = document.blocks.iter().map(|block| numbers[block.section as usize] - 1).collect();
        let levels = std::array::from_fn(|_| {
            let above = level.iter().map(|&at| nodes[at as usize].parent).collect();
            std::mem::replace(&mut level, above)
        });
        Tree { nodes, numbers, levels }
    }

    /// How many sections hold blocks.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The section around one; the root's is the root.
    #[inline]
    pub(super) fn parent(&self, at: usize) -> usize {
        self.nodes[at].parent as usize
    }

    /// The parents of all.
    pub(super) fn parents(&self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        self.nodes.iter().map(|node| node.parent as usize)
    }

    /// The sections of each block so many levels up, the first of which are their own.
    pub(super) fn level(&self, up: usize) -> &[u32] {
        &self.levels[up]
    }

    /// The innermost section around a block.
    #[inline]
    pub(super) fn of_block(&self, at: usize) -> usize {
        self.levels[0][at] as usize
    }

    /// The number of a document's section, if it holds a block.
    #[inline]
    pub(super) fn number(&self, section: u32) -> Option<usize> {
        (self.numbers[section as usize] as usize).checked_sub(1)
    }

    /// What the document has of all.
    pub(super) fn sections<'t>(&'t self, document: &'t Document) -> impl Iterator<Item = &'t Section> {
        self.nodes.iter().map(|node| &document.sections[node.section as usize])
    }

    /// The last of a document's sections that holds no block.
    pub(super) fn last_empty(&self) -> Option<u32> {
        self.numbers.iter().rposition(|&number| number == 0).map(|at| at as u32)
    }

    /// The index of a section in the document.
    pub(super) fn in_document(&self, at: usize) -> u32 {
        self.nodes[at].section
    }

    /// Where each section stands inside one; none outside.
    pub(super) fn inside(&self, outer: usize) -> Vec<Option<Inside>> {
        let mut inside: Vec<Option<Inside>> = vec![None; self.len()];
        inside[outer] = Some(Inside { depth: 0.0, child: outer as u32 });
        for (at, parent) in self.parents().enumerate().skip(outer + 1) {
            let child = |above: Inside| if parent == outer { at as u32 } else { above.child };
            inside[at] = inside[parent].map(|above| Inside { depth: above.depth + 1.0, child: child(above) });
        }
        inside
    }

    /// Values of all sections from those of each alone: they are added up from the leaves to the root. A parent stands
    /// before its children, so one pass backwards does it.
    pub(super) fn add_up<T: Copy>(&self, values: &mut [T], add: impl Fn(&mut T, T)) {
        for (at, parent) in self.parents().enumerate().skip(1).rev() {
            let own = values[at];
            add(&mut values[parent], own);
        }
    }
}

/// For each section 1 where it holds a block, or another that does, or is the root.
fn holding(document: &Document) -> Vec<u32> {
    let mut holding = vec![0; document.sections.len()];
    holding.iter_mut().take(1).for_each(|root| *root = 1);
    for block in &document.blocks {
        let mut next = Some(block.section);
        while let Some(section) = next.filter(|&section| holding[section as usize] == 0) {
            holding[section as usize] = 1;
            next = document.sections[section as usize].parent;
        }
    }
    holding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn sections_that_hold_nothing_are_left_out() {
        let mut document = Document::literal(&[(Kind::Paragraph, "text"), (Kind::Paragraph, "more")]);
        let mut add = |parent| document.sections.push(Section { parent: Some(parent), ..Section::default() });
        [0, 0, 2, 1].into_iter().for_each(&mut add);
        document.blocks[1].section = 3;
        let tree = Tree::new(&document);
        assert_eq!((tree.len(), tree.last_empty()), (3, Some(4)));
        assert_eq!([0, 1, 2, 3, 4].map(|section| tree.number(section)), [Some(0), None, Some(1), Some(2), None]);
        assert_eq!((tree.level(0), tree.level(1), tree.level(2)), (&[0, 2][..], &[0, 1][..], &[0, 0][..]));
        assert_eq!(tree.inside(1)[2], Some(Inside { depth: 1.0, child: 2 }));
        assert_eq!(tree.inside(1)[0], None);
        assert_eq!(Tree::new(&Document::literal(&[])).len(), 1);
        let mut sums = [1, 10, 100];
        tree.add_up(&mut sums, |sum, own| *sum += own);
        assert_eq!(sums, [111, 110, 100]);
    }
}
