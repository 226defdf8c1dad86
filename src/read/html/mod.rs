//! HTML to sections and blocks, in one walk over the page's tree.
//!
//! [`dom`] parses and turns the tree into a stream of elements and text; [`blocks`] makes sections and blocks of it
//! and notes in passing what may be metadata; [`classes`] and [`tags`] are what is known of names.

mod attributes;
mod blocks;
mod classes;
mod dom;
mod elements;
mod inside;
mod tags;

use crate::document::{Document, Warnings};

use super::meta;
pub(crate) use inside::{text_behind, visible_text};

/// Reads a page; `url` is where it came from, when known.
pub(super) fn read(page: &str, url: Option<&str>, document: &mut Document) {
    let mut builder = blocks::Builder::new(document);
    let whole = dom::walk(page, &mut builder);
    let mut signals = builder.finish();
    document.warnings.set(Warnings::CUT_OFF, !whole);
    signals.base = url.map(str::to_owned);
    document.meta = meta::judge(&signals, document);
}
