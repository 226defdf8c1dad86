//! A page whose text is in `noscript`: drawn by scripts, which find theirs elsewhere, and written out for who runs none.

use std::ops::Range;

use crate::document::{Block, Document};

use super::carried::is_shown;
use super::walk;

/// Bytes of text in `noscript` from which it is the page's own: what asks for scripts, or thanks for reading without,
/// is shorter.
const LEAST: usize = 500;

/// A `noscript` element of a page.
#[derive(Debug, Clone)]
pub(super) struct Noscript {
    /// Its start tag.
    pub(super) tag: Range<usize>,
    /// Its content.
    pub(super) inside: Range<usize>,
}

/// The page as a browser without scripts reads it, if it shows less text to others than it has for such browsers alone.
pub(super) fn shown(page: &str, elements: &[Noscript], document: &Document, most: usize) -> Option<String> {
    let own = prose(document).max(LEAST);
    // Nearly always that is a counter's image or two.
    if elements.iter().map(|element| element.inside.len()).sum::<usize>() <= own {
        return None;
    }
    hides_more(page, elements, document, own, most).then(|| without_tags(page, elements))
}

/// Whether there is more than so much text in the elements, and less than half of it on the page.
fn hides_more(page: &str, elements: &[Noscript], document: &Document, own: usize, most: usize) -> bool {
    let contents: Vec<&str> = elements.iter().filter_map(|element| page.get(element.inside.clone())).collect();
    let mut hidden = Document::default();
    walk(&contents.concat(), &mut hidden, most);
    prose(&hidden) > own && !is_shown(&hidden.text, &document.text)
}

/// Bytes of text outside links.
pub(super) fn prose(document: &Document) -> usize {
    document.blocks.iter().map(unlinked).sum()
}

/// Bytes of a block outside links.
pub(super) fn unlinked(block: &Block) -> usize {
    block.text.len().saturating_sub(block.linked.unwrap_or(0) as usize)
}

/// The page with spaces in the place of the elements' tags: what stood in them stands around them.
fn without_tags(page: &str, elements: &[Noscript]) -> String {
    // What a table holds between its cells stands before it in the tree.
    let mut in_order: Vec<&Noscript> = elements.iter().collect();
    in_order.sort_unstable_by_key(|element| element.tag.start);
    let (mut open, mut copied) = (String::with_capacity(page.len()), 0);
    for Noscript { tag, inside } in in_order {
        let end = memchr::memchr(b'>', &page.as_bytes()[inside.end..]).map_or(page.len(), |end| inside.end + end + 1);
        open.push_str(&page[copied..tag.start]);
        open.push(' ');
        open.push_str(&page[inside.clone()]);
        open.push(' ');
        copied = end;
    }
    open.push_str(&page[copied..]);
    open
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::read::html;

    fn blocks(page: &str) -> Vec<String> {
        let mut document = Document::default();
        html::read(page, None, &mut document);
        document.blocks.iter().map(|block| document.text(block).to_owned()).collect()
    }

    fn story(number: usize) -> String {
        format!(
            "<p>{}</p>",
            format!("The harbour of ward {number} was closed for the day, said the council. ").repeat(9)
        )
    }

    #[test]
    fn what_only_browsers_without_scripts_are_shown_is_the_page() {
        let page = format!(
            "<body><div id=app>Loading</div><noscript data-path=/t/1><h1>Harbour</h1>{}</noscript ><p>Foot</p>\
             <script>'<noscript>'</script><noscript><p>Without scripts</p></noscript>",
            story(1)
        );
        let read = blocks(&page);
        assert_eq!(read.len(), 5, "{read:?}");
        assert_eq!((&*read[0], &*read[1], &*read[3], &*read[4]), ("Loading", "Harbour", "Foot", "Without scripts"));
    }

    #[test]
    fn what_is_shown_too_or_is_less_than_the_page_stays_out() {
        let same = format!("{0}<noscript>{0}</noscript>", story(1));
        assert_eq!(blocks(&same).len(), 1);
        let more = format!("{}{}<noscript>{}</noscript>", story(1), story(2), story(3));
        assert_eq!(blocks(&more).len(), 2);
        assert_eq!(blocks("<p>Loading</p><noscript><p>This page needs scripts to be on.</p></noscript>"), ["Loading"]);
    }

    #[test]
    fn elements_that_the_tree_puts_elsewhere_are_taken_in_the_order_of_the_page() {
        let page =
            format!("<table><tr><td><noscript>{}</noscript><tr><noscript>{}</noscript></table>", story(1), story(2));
        let read = blocks(&page);
        assert!(read.len() == 2 && read.iter().any(|text| text.contains("ward 1")), "{read:?}");
    }

    #[test]
    fn an_element_that_does_not_end_is_read_too() {
        assert_eq!(blocks(&format!("<p>Loading</p><noscript>{}", story(1))).len(), 2);
    }
}
