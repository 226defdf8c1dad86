//! What is put between the paragraphs of a dump and says by its words that it is no text: "Advertisement", "Read also: headline of
//! another story".
//!
//! Below a short text the same lines begin what is no text any more, and where links and sections are unknown nothing but lines
//! tells where a text goes on. So such lines are taken out before anything is measured, as the eye passes over them.

use crate::document::Document;

use super::labels::{LABEL_WORDS, is_pointer};
use super::page::Counted;
use super::phrases::Concept;

/// What parts a pointer's first words from its headline.
const COLONS: [char; 2] = [':', '：'];

/// A document without its inserts.
pub(super) struct Rest {
    pub(super) document: Document,
    /// Whether each block of the whole document is one.
    is_insert: Vec<bool>,
}

impl Rest {
    /// What is left of a dump, and what was counted of that; none where it has no inserts, or nothing else, and of a page: there
    /// sections tell more.
    pub(super) fn of(document: &Document, counted: Counted) -> (Option<Rest>, Counted) {
        if document.blocks.iter().any(|block| block.linked.is_some()) {
            return (None, counted);
        }
        let is_insert: Vec<bool> = (0..document.blocks.len()).map(|at| is_insert(document, &counted, at)).collect();
        if !is_insert.contains(&true) || !is_insert.contains(&false) {
            return (None, counted);
        }
        let (mut rest, mut each) = (document.clone(), is_insert.iter());
        rest.blocks.retain(|_| each.next() == Some(&false));
        let counted = counted.without(&is_insert);
        (Some(Rest { document: rest, is_insert }), counted)
    }

    /// Puts what was made of the rest where it belongs among what stands for each block of the whole document.
    pub(super) fn put<T>(&self, rest: Vec<T>, all: &mut [T]) {
        let own = all.iter_mut().zip(&self.is_insert).filter(|(_, insert)| !**insert);
        own.zip(rest).for_each(|((slot, _), of_rest)| *slot = of_rest);
    }

    /// How many blocks the whole document has.
    pub(super) fn all(&self) -> usize {
        self.is_insert.len()
    }
}

/// Whether a block is one.
fn is_insert(document: &Document, counted: &Counted, at: usize) -> bool {
    let (found, measure) = (counted.phrases[at], &counted.measures[at]);
    // "Most visited in other media" heads a list, and that tells of what is below.
    let has_headline = || {
        let text = document.text(&document.blocks[at]);
        measure.words > LABEL_WORDS || text.trim_end_matches(COLONS).contains(COLONS)
    };
    found[Concept::Advertising as usize] == 3 || is_pointer(found, measure) && has_headline()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    fn rest(document: &Document) -> Option<Rest> {
        Rest::of(document, Counted::of(document)).0
    }

    #[test]
    fn labels_of_advertising_and_pointers_are_passed_over() {
        let text = "They took boots, a lamp and a rope, and were home again by six o'clock.";
        let lines = [text, "Advertisement", text, "Read also: Storm closes the harbour", "Most read in Marbury", text];
        let document = Document::literal(&lines.map(|line| (Kind::Paragraph, line)));
        let rest = rest(&document).unwrap();
        let left: Vec<&str> = rest.document.blocks.iter().map(|block| rest.document.text(block)).collect();
        assert_eq!(left, [text, text, "Most read in Marbury", text]);
        let mut all = [0; 6];
        rest.put(vec![1, 2, 3, 4], &mut all);
        assert_eq!((all, rest.all()), ([1, 0, 2, 0, 3, 4], 6));
    }

    #[test]
    fn nothing_is_taken_out_of_a_page_or_where_nothing_is_left() {
        for lines in [&["Advertisement"][..], &["They sang.", "They took boots and a lamp."]] {
            let blocks: Vec<_> = lines.iter().map(|line| (Kind::Paragraph, *line)).collect();
            assert!(rest(&Document::literal(&blocks)).is_none(), "{lines:?}");
        }
        let mut document = Document::literal(&["They sang.", "Advertisement"].map(|line| (Kind::Paragraph, line)));
        document.blocks.iter_mut().for_each(|block| block.linked = Some(0));
        assert!(rest(&document).is_none());
    }
}
