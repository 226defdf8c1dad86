//! Plain text to sections and blocks.
//!
//! ```text
//! page -> lines -> header (metas) | shape (how are they broken?) -> join -> blocks -> settle (kinds) -> title (signals)
//! ```

mod blocks;
mod header;
mod join;
mod lines;
mod marker;
mod settle;
mod shape;
mod title;

use super::meta;
use super::signals::Signals;
use crate::document::Document;

/// Reads a dump.
pub(super) fn read(page: &str, document: &mut Document) {
    let page = addressable(page);
    let lines = lines::split(page);
    let (metas, taken) = header::read(page, &lines);
    let lines = &lines[taken..];
    let shape = shape::shape(page, lines);
    blocks::build(page, lines, &shape, document);
    let mut signals = Signals { metas, ..Signals::default() };
    title::find(document, &mut signals);
    document.meta = meta::judge(&signals, document);
}

/// As much of a page as spans can address, with room for what stands between blocks.
fn addressable(page: &str) -> &str {
    let most = page.len().min(u32::MAX as usize / 2);
    let end = (0..=most).rev().find(|&at| page.is_char_boundary(at)).unwrap_or(0);
    &page[..end]
}
