//! Text to [`Document`]: one reader a format, all of them total.

mod chars;
mod charset;
pub mod dates;
pub mod decode;
mod detect;
mod html;
mod json;
mod language;
mod meta;
mod names;
mod pairs;
mod pictures;
mod signals;
mod text;
pub(crate) mod tree;

pub(crate) use chars::ends_sentence;
pub use detect::detect;
pub(crate) use html::{drop_carried, text_behind, visible_text};
pub(crate) use meta::said::{self, Said};
pub(crate) use meta::says_when;
pub(crate) use names::{is_newsrooms, people_introduced};
pub(crate) use pictures::is_credited;
pub(crate) use text::find_headline_again;

use crate::document::Document;
use crate::input::Format;

/// Blocks of a page that are looked at: one for so many bytes, but not less and not more than this. Judging one takes about
/// a kilobyte, so this bounds memory to some 40 MB whatever the page; of 1,924 real pages the longest had 3,170.
const BYTES_A_BLOCK: usize = 400;
const LEAST_BLOCKS: usize = 8_000;
const MOST_BLOCKS: usize = 40_000;

/// How many blocks of this page are looked at.
fn most_blocks(page: &str) -> usize {
    (page.len() / BYTES_A_BLOCK).clamp(LEAST_BLOCKS, MOST_BLOCKS)
}

/// Reads a decoded page into `document`, which is emptied first. Never fails: what cannot be made sense of is text.
///
/// `url` is where the page came from, when known; relative addresses in the page are resolved against it.
pub fn read(page: &str, format: Format, url: Option<&str>, document: &mut Document) {
    document.clear();
    match format {
        Format::Html => html::read(page, url, document),
        Format::Text => text::read(page, document),
    }
    debug_assert_eq!(document.check(), Ok(()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Warnings;

    #[test]
    fn a_page_of_too_many_blocks_says_so() {
        let mut document = Document::default();
        for (format, piece) in [(Format::Html, "<p>a"), (Format::Text, "a\n\n")] {
            for (bytes, most) in [(0, LEAST_BLOCKS), (BYTES_A_BLOCK * 9_000, 9_000), (1 << 25, MOST_BLOCKS)] {
                for (blocks, too_long) in [(most, false), (most + 1, true)] {
                    let page = piece.repeat(blocks);
                    // Blanks at the end make it as long.
                    let page = page.clone() + &" ".repeat(bytes.saturating_sub(page.len()));
                    read(&page, format, None, &mut document);
                    assert_eq!(document.blocks.len(), most, "{format:?} {blocks}");
                    assert_eq!(document.warnings.contains(Warnings::TOO_LONG), too_long, "{format:?} {blocks}");
                }
            }
        }
    }
}
