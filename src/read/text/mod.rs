//! Plain text to sections and blocks.
//!
//! ```text
//! page -> lines -> header (metas) | shape (how are they broken?) -> join -> blocks -> settle (kinds) -> title (signals)
//! ```

mod blocks;
mod join;
mod lines;
mod marker;
mod settle;
mod shape;

use super::meta;
use super::signals::Signals;
use crate::document::Document;

/// Reads a dump.
pub(super) fn read(page: &str, document: &mut Document) {
    let page = addressable(page);
    let lines = lines::split(page);
    let shape = shape::shape(page, &lines);
    blocks::build(page, &lines, &shape, document);
    let signals = Signals::default();
    document.meta = meta::judge(&signals, document);
}

/// As much of a page as spans can address, with room for what stands between blocks.
fn addressable(page: &str) -> &str {
    let most = page.len().min(u32::MAX as usize / 2);
    let end = (0..=most).rev().find(|&at| page.is_char_boundary(at)).unwrap_or(0);
    &page[..end]
}
