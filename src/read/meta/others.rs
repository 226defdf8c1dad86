//! What a page has beside its own article: its head, other stories' teasers, readers' comments. Names and dates there are not the
//! article's.

use crate::document::{Block, Document, Marks, Section};

use super::super::chars;
use super::super::signals::Element;

/// Whether a block stands in a menu or a header of the page, apart from the headline: the date there is today's. One inside
/// the headline's article is the article's.
pub(super) fn is_masthead(document: &Document, block: &Block, headline: Option<usize>) -> bool {
    const MASTHEAD: Marks = Marks::NAV.union(Marks::HEADER);
    /// Sections around either that are looked at: real pages are less deep, and each is held against each.
    const DEEPEST: usize = 64;
    let headline = headline.and_then(|at| document.blocks.get(at));
    let holds_headline = |section: &Section| {
        headline.is_some_and(|own| document.ancestors(own).take(DEEPEST).any(|other| std::ptr::eq(other, section)))
    };
    let (mut in_masthead, mut in_article) = (false, false);
    let telling = |section: &&Section| section.marks.intersects(MASTHEAD.union(Marks::ARTICLE));
    for section in document.ancestors(block).take(DEEPEST).filter(telling) {
        let is_around = holds_headline(section);
        in_masthead |= section.marks.intersects(MASTHEAD) && !is_around;
        in_article |= section.marks.contains(Marks::ARTICLE) && is_around;
    }
    in_masthead && !in_article
}

/// Words of a link from which it is another story's headline: those of sections, tags and people have fewer.
const LINKED_WORDS: usize = 3;

/// Whether a link with a headline stands before an element in its block, or is the block above.
pub(super) fn is_behind_link(document: &Document, element: &Element) -> bool {
    let at = element.block as usize;
    let Some(block) = document.blocks.get(at) else { return false };
    let before = document.text.get(block.text.start as usize..element.start as usize).unwrap_or_default().trim();
    if before.is_empty() {
        at.checked_sub(1).is_some_and(|at| is_link(document, at))
    } else {
        // A name may stand between.
        is_headline(before) && block.linked.is_some_and(|linked| 2 * linked as usize >= before.chars().count())
    }
}

/// Whether a block stands among other stories or comments, or below another story's headline.
pub(super) fn is_of_others(document: &Document, headline: Option<usize>, at: usize) -> bool {
    let is_teaser = at > 0 && headline != Some(at - 1) && is_link(document, at - 1);
    is_teaser || document.marks(&document.blocks[at]).intersects(Marks::OTHERS)
}

/// Whether a block is a link with a headline.
fn is_link(document: &Document, at: usize) -> bool {
    let block = &document.blocks[at];
    is_headline(document.text(block)) && document.is_linked(block)
}

/// Whether a text has the words of a headline, or is as long in a script that does not part them.
fn is_headline(text: &str) -> bool {
    /// Characters of such a script.
    const CHARACTERS: usize = 5;
    let is_long = || text.chars().filter(|&c| chars::is_spaceless(c)).count() >= CHARACTERS;
    text.split_whitespace().count() >= LINKED_WORDS || is_long()
}
