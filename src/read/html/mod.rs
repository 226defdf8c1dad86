//! HTML to sections and blocks, in one walk over the page's tree.
//!
//! [`dom`] parses and turns the tree into a stream of elements and text; [`blocks`] makes sections and blocks of it
//! and notes in passing what may be metadata; [`classes`] and [`tags`] are what is known of names.

mod attributes;
mod blocks;
mod classes;
mod depth;
mod dom;
mod elements;
mod tags;

use crate::document::{Document, Warnings};

use super::{meta, text};

/// Reads a page; `url` is where it came from, when known.
pub(super) fn read(page: &str, url: Option<&str>, document: &mut Document) {
    if depth::too_deep(page) {
        text::read(&without_tags(page), document);
        document.warnings |= Warnings::TOO_DEEP;
        return;
    }
    let mut builder = blocks::Builder::new(document);
    let whole = dom::walk(page, &mut builder);
    let mut signals = builder.finish();
    document.warnings.set(Warnings::CUT_OFF, !whole);
    signals.base = url.map(str::to_owned);
    document.meta = meta::judge(&signals, document);
}

/// The page with a blank line in place of each tag: all its text, none of its structure.
fn without_tags(page: &str) -> String {
    let mut text = String::with_capacity(page.len() / 2);
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            text.push('<');
            rest = tag;
            continue;
        }
        text.push_str("\n\n");
        rest = tag.split_once('>').map_or("", |(_, behind)| behind);
    }
    text + rest
}
