//! HTML to sections and blocks, in one walk over the page's tree.
//!
//! [`dom`] parses and turns the tree into a stream of elements and text; [`blocks`] makes sections and blocks of it
//! and notes in passing what may be metadata; [`classes`] and [`tags`] are what is known of names, [`seen`] is what class
//! values said before.

mod attributes;
mod blocks;
mod classes;
mod dom;
mod elements;
mod inside;
mod seams;
mod seen;
mod tags;
mod words;

use std::cell::RefCell;

use crate::document::{Document, Warnings};

use super::tree::Tree;
use super::{meta, most_blocks};
pub(crate) use inside::{text_behind, visible_text};
use seen::Classes;

/// What one page grows and the next one uses.
#[derive(Debug, Default)]
struct Buffers {
    tree: Tree,
    classes: Classes,
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

/// Reads a page; `url` is where it came from, when known.
pub(super) fn read(page: &str, url: Option<&str>, document: &mut Document) {
    let (mut signals, whole) = BUFFERS.with_borrow_mut(|Buffers { tree, classes }| {
        let mut builder = blocks::Builder::new(document, classes, most_blocks(page));
        let whole = dom::walk(page, tree, &mut builder);
        // Before anything is made of the blocks.
        tree.shrink();
        (builder.finish(), whole)
    });
    document.warnings.set(Warnings::CUT_OFF, !whole);
    signals.base = url.map(str::to_owned);
    document.meta = meta::judge(&signals, document);
}
