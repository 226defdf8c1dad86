//! Sections that repeat themselves: rows of teasers, comments, cards stand beside each other in the same shape.

use crate::document::{Document, Section, Tag};

use super::columns::Column;
use super::table::Table;

/// Sections in a row, with one parent and in one shape: tag and first class word.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Group {
    /// How many sections.
    size: f32,
    blocks: f32,
    words: f32,
    linked: f32,
}

/// The groups of a page.
pub(super) struct Repeats {
    groups: Vec<Group>,
    /// The group of each section.
    own: Vec<u32>,
    /// The nearest group on the way up, the section's own first, that repeats more than lines.
    around: Vec<Option<u32>>,
}

/// Sections and blocks a section from which a group is a list of things that have parts.
const LIST: (f32, f32) = (3.0, 1.5);

impl Repeats {
    /// Groups the sections of a page; `content` tells the blocks, words and linked words in each.
    pub(super) fn new(document: &Document, content: impl Fn(usize) -> [f32; 3]) -> Repeats {
        let sections = &document.sections;
        let (mut groups, mut own) = (Vec::<Group>::new(), Vec::with_capacity(sections.len()));
        // For each section its last child so far.
        let mut last: Vec<Option<usize>> = vec![None; sections.len()];
        for (at, section) in sections.iter().enumerate() {
            let before = section.parent.and_then(|parent| last[parent as usize].replace(at));
            let same = before.filter(|&before| shape(document, &sections[before]) == shape(document, section));
            let group = same.map_or(groups.len() as u32, |before| own[before]);
            own.push(group);
            if same.is_none() {
                groups.push(Group::default());
            }
            groups[group as usize].add(content(at));
        }
        let mut around: Vec<Option<u32>> = Vec::with_capacity(sections.len());
        for (section, &group) in sections.iter().zip(&own) {
            let above = section.parent.and_then(|parent| around[parent as usize]);
            around.push(if groups[group as usize].is_list() { Some(group) } else { above });
        }
        Repeats { groups, own, around }
    }

    /// Fills in what repeats itself around each block.
    pub(super) fn fill(&self, table: &mut Table, document: &Document) {
        for (at, block) in document.blocks.iter().enumerate() {
            let (own, list) = (self.own(block.section as usize), self.around(block.section as usize));
            let mut row = table.row_mut(at);
            let of_list = |value: fn(Group) -> f32| list.map_or(f32::NAN, value);
            row.set(Column::GroupSize, own.size);
            row.set(Column::GroupWords, own.words);
            row.set(Column::ListSize, of_list(|list| list.size));
            row.set(Column::ListWords, of_list(|list| list.words / list.size));
            row.set(Column::ListLinks, of_list(|list| list.linked / list.words.max(1.0)));
        }
    }

    /// The group that a section is one of.
    fn own(&self, section: usize) -> Group {
        self.groups[self.own[section] as usize]
    }

    /// The nearest list of things that a section is in.
    fn around(&self, section: usize) -> Option<Group> {
        self.around[section].map(|group| self.groups[group as usize])
    }
}

impl Group {
    fn add(&mut self, [blocks, words, linked]: [f32; 3]) {
        self.size += 1.0;
        self.blocks += blocks;
        self.words += words;
        self.linked += linked;
    }

    fn is_list(&self) -> bool {
        self.size >= LIST.0 && self.blocks >= self.size * LIST.1
    }
}

fn shape(document: &Document, section: &Section) -> (Tag, Option<u32>) {
    (section.tag, document.tokens[section.tokens.range()].first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn what_stands_beside_in_one_shape_is_a_group() {
        let mut document = Document::literal(&[(Kind::Paragraph, "text")]);
        let mut add = |parent, tag| document.sections.push(Section { parent: Some(parent), tag, ..Section::default() });
        // A list of three cards (1 to 3), a paragraph (4), a card by itself (5), a heading in the second card (6).
        [Tag::Div, Tag::Div, Tag::Div, Tag::P, Tag::Div].into_iter().for_each(|tag| add(0, tag));
        add(2, Tag::H3);
        let repeats = Repeats::new(&document, |_| [2.0, 10.0, 5.0]);
        assert_eq!([1, 2, 3, 4, 5, 6].map(|at| repeats.own(at).size), [3.0, 3.0, 3.0, 1.0, 1.0, 1.0]);
        assert_eq!([1, 4, 5, 6].map(|at| repeats.around(at).is_some()), [true, false, false, true]);
        assert_eq!(repeats.around(6).map(|list| [list.size, list.words, list.linked]), Some([3.0, 30.0, 15.0]));
    }
}
