//! Sections that repeat themselves: rows of teasers, comments, cards stand beside each other in the same shape.

use crate::document::{Document, Section, Tag};

use super::columns::Column;
use super::containers::Content;
use super::table::Table;
use super::tree::Tree;

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
    /// Groups the sections of a page, of which these hold so much. Those that hold no block count too, beside others.
    pub(super) fn new(document: &Document, tree: &Tree, contents: &[Content]) -> Repeats {
        let (mut groups, mut own) = (vec![Group::default()], vec![0; tree.len()]);
        groups[0].add(&contents[0]);
        // For each section the shape of its last child so far, and the group of that.
        let mut last: Vec<Option<(Shape, u32)>> = vec![None; tree.len()];
        for (at, section) in (0..).zip(&document.sections) {
            let Some(parent) = section.parent.and_then(|parent| tree.number(parent)) else { continue };
            let shape = shape(document, section);
            let same = last[parent].filter(|(before, _)| *before == shape);
            let group = same.map_or(groups.len() as u32, |(_, group)| group);
            if same.is_none() {
                groups.push(Group::default());
                last[parent] = Some((shape, group));
            }
            let group_of = &mut groups[group as usize];
            match tree.number(at) {
                None => group_of.size += 1.0,
                Some(at) => {
                    own[at] = group;
                    group_of.add(&contents[at]);
                }
            }
        }
        Repeats { around: around(tree, &groups, &own), groups, own }
    }

    /// Fills in what repeats itself around each block.
    pub(super) fn fill(&self, table: &mut Table, tree: &Tree) {
        let sections = || tree.level(0).iter().map(|&at| at as usize);
        table.fill(Column::GroupSize, sections().map(|at| self.own(at).size));
        table.fill(Column::GroupWords, sections().map(|at| self.own(at).words));
        let mut of_list = |column, value: fn(&Group) -> f32| {
            table.fill(column, sections().map(|at| self.around(at).map_or(f32::NAN, value)));
        };
        of_list(Column::ListSize, |list| list.size);
        of_list(Column::ListWords, |list| list.words / list.size);
        of_list(Column::ListLinks, |list| list.linked / list.words.max(1.0));
    }

    /// The group that a section is one of.
    fn own(&self, section: usize) -> &Group {
        &self.groups[self.own[section] as usize]
    }

    /// The nearest list of things that a section is in.
    fn around(&self, section: usize) -> Option<&Group> {
        self.around[section].map(|group| &self.groups[group as usize])
    }
}

/// For each section the nearest group on the way up that is a list.
fn around(tree: &Tree, groups: &[Group], own: &[u32]) -> Vec<Option<u32>> {
    let mut around: Vec<Option<u32>> = vec![None; tree.len()];
    for (at, parent) in tree.parents().enumerate() {
        around[at] = if groups[own[at] as usize].is_list() { Some(own[at]) } else { around[parent] };
    }
    around
}

impl Group {
    fn add(&mut self, content: &Content) {
        self.size += 1.0;
        self.blocks += content.blocks;
        self.words += content.words;
        self.linked += content.linked;
    }

    fn is_list(&self) -> bool {
        self.size >= LIST.0 && self.blocks >= self.size * LIST.1
    }
}

/// Tag and first class word.
type Shape = (Tag, Option<u32>);

fn shape(document: &Document, section: &Section) -> Shape {
    (section.tag, document.tokens[section.tokens.range()].first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn what_stands_beside_in_one_shape_is_a_group() {
        let mut document = Document::literal(&[(Kind::Paragraph, "text"); 4]);
        let mut add = |parent, tag| document.sections.push(Section { parent: Some(parent), tag, ..Section::default() });
        // A list of three cards (1 to 3), a paragraph (4), a card by itself (5), a heading in the second card (6).
        [Tag::Div, Tag::Div, Tag::Div, Tag::P, Tag::Div].into_iter().for_each(|tag| add(0, tag));
        add(2, Tag::H3);
        // Nothing stands in the third card.
        [1, 6, 4, 5].into_iter().zip(&mut document.blocks).for_each(|(section, block)| block.section = section);
        let tree = Tree::new(&document);
        let mut content = Content::default();
        (content.blocks, content.words, content.linked) = (3.0, 10.0, 5.0);
        let repeats = Repeats::new(&document, &tree, &[content; 7]);
        let [first, heading, paragraph, alone] = [0, 1, 2, 3].map(|at| tree.of_block(at));
        assert_eq!([first, heading, paragraph, alone].map(|at| repeats.own(at).size), [3.0, 1.0, 1.0, 1.0]);
        assert_eq!(
            [first, heading, paragraph, alone].map(|at| repeats.around(at).is_some()),
            [true, true, false, false]
        );
        let list = repeats.around(heading).unwrap();
        assert_eq!([list.size, list.words, list.linked], [3.0, 20.0, 10.0]);
    }
}
