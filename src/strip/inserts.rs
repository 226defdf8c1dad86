//! What is put between the paragraphs of a dump and says by its words that it is no text: "Advertisement", "Read also: headline of
//! another story".
//!
//! Below a short text the same lines begin what is no text any more, and where links and sections are unknown nothing but lines
//! tells where a text goes on. So such lines are taken out before anything is measured, as the eye passes over them.

use crate::document::Document;

use super::labels::{LABEL_WORDS, is_pointer};
use super::phrases::{self, Concept};
use super::words::Words;

/// Bytes of a line that may be one, at most: thirty words of any script.
const LONGEST: usize = 512;

/// What parts a pointer's first words from its headline.
const COLONS: [char; 2] = [':', '：'];

/// A document without its inserts.
pub(super) struct Rest {
    pub(super) document: Document,
    /// Whether each block of the whole document is one.
    is_insert: Vec<bool>,
}

impl Rest {
    /// What is left of a dump; `None` where it has no inserts, or nothing else, and of a page: there sections tell more.
    pub(super) fn of(document: &Document) -> Option<Rest> {
        if document.blocks.iter().any(|block| block.linked.is_some()) {
            return None;
        }
        let is_insert = inserts(document);
        if !is_insert.contains(&true) || !is_insert.contains(&false) {
            return None;
        }
        let (mut rest, mut each) = (document.clone(), is_insert.iter());
        rest.blocks.retain(|_| each.next() == Some(&false));
        Some(Rest { document: rest, is_insert })
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

/// Whether each block is one.
fn inserts(document: &Document) -> Vec<bool> {
    let (mut words, mut buffer, mut count) = (Words::default(), String::new(), 0);
    let mut is_insert = |text: &str| {
        if text.len() > LONGEST {
            return false;
        }
        let measure = words.push(text);
        let found = phrases::find(text, words.placed(count), measure.digits > 0.0, &mut buffer);
        count += 1;
        // "Most visited in other media" heads a list, and that tells of what is below.
        let has_headline = || measure.words > LABEL_WORDS || text.trim_end_matches(COLONS).contains(COLONS);
        found[Concept::Advertising as usize] == 3 || is_pointer(found, &measure) && has_headline()
    };
    document.blocks.iter().map(|block| is_insert(document.text(block))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn labels_of_advertising_and_pointers_are_passed_over() {
        let text = "They took boots, a lamp and a rope, and were home again by six o'clock.";
        let lines = [text, "Advertisement", text, "Read also: Storm closes the harbour", "Most read in Marbury", text];
        let document = Document::literal(&lines.map(|line| (Kind::Paragraph, line)));
        let rest = Rest::of(&document).unwrap();
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
            assert!(Rest::of(&Document::literal(&blocks)).is_none(), "{lines:?}");
        }
        let mut document = Document::literal(&["They sang.", "Advertisement"].map(|line| (Kind::Paragraph, line)));
        document.blocks.iter_mut().for_each(|block| block.linked = Some(0));
        assert!(Rest::of(&document).is_none());
    }
}
