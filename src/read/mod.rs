//! Text to [`Document`]: one reader a format, all of them total.

mod chars;
mod charset;
pub mod dates;
pub mod decode;
mod detect;
mod html;
mod language;
mod meta;
mod names;
mod signals;
mod text;
pub(crate) mod tree;

pub use detect::detect;
pub(crate) use html::{text_behind, visible_text};
pub(crate) use meta::said;

use crate::document::{Document, Warnings};
use crate::input::Format;

/// Blocks of a page that are looked at. Judging one takes about a kilobyte, so this bounds memory to some 100 MB whatever
/// the page; of 1,924 real pages the longest had 3,170.
pub const MOST_BLOCKS: usize = 100_000;

/// Reads a decoded page into `document`, which is emptied first. Never fails: what cannot be made sense of is text.
///
/// `url` is where the page came from, when known; relative addresses in the page are resolved against it.
pub fn read(page: &str, format: Format, url: Option<&str>, document: &mut Document) {
    document.clear();
    match format {
        Format::Html => html::read(page, url, document),
        Format::Text => text::read(page, document),
    }
    document.warnings.set(Warnings::TOO_LONG, document.blocks.len() > MOST_BLOCKS);
    document.blocks.truncate(MOST_BLOCKS);
    debug_assert_eq!(document.check(), Ok(()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_too_many_blocks_says_so() {
        let mut document = Document::default();
        read(&"<p>a".repeat(MOST_BLOCKS + 1), Format::Html, None, &mut document);
        assert_eq!(document.blocks.len(), MOST_BLOCKS);
        assert!(document.warnings.contains(Warnings::TOO_LONG));
        read(&"<p>a".repeat(MOST_BLOCKS), Format::Html, None, &mut document);
        assert!(!document.warnings.contains(Warnings::TOO_LONG));
    }
}
