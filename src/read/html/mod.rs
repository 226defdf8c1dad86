//! HTML to sections and blocks, in one walk over the page's tree.
//!
//! [`dom`] parses and turns the tree into a stream of elements and text; [`blocks`] makes sections and blocks of it
//! and notes in passing what may be metadata; [`classes`] and [`tags`] are what is known of names, [`seen`] is what class
//! values said before; [`heads`] and [`mails`] part what is metadata from the text below it; [`carried`] is the article where
//! the page has it as data alone, [`noscript`] the page where it is written out for browsers without scripts alone.

mod anchors;
mod attributes;
mod blocks;
mod carried;
mod classes;
mod dom;
mod elements;
mod heads;
mod inner;
mod inside;
mod mails;
mod noscript;
mod seams;
mod seen;
mod tags;
mod words;

use std::cell::RefCell;

use crate::document::{Document, Warnings};

use super::signals::Signals;
use super::tree::Tree;
use super::{language, meta, most_blocks};
pub(crate) use carried::drop_carried;
pub(crate) use inside::{text_behind, visible_text};
use noscript::Noscript;
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

/// What a walk over a page finds beside sections and blocks.
struct Walked {
    /// What may be metadata.
    signals: Signals,
    /// Whether all of the page was read.
    whole: bool,
    /// What it has for browsers without scripts.
    noscripts: Vec<Noscript>,
}

/// Reads a page; `url` is where it came from, when known.
pub(super) fn read(page: &str, url: Option<&str>, document: &mut Document) {
    let most = most_blocks(page);
    let mut walked = walk(page, document, most);
    if let Some(page) = noscript::shown(page, &walked.noscripts, document, most) {
        document.clear();
        walked = walk(&page, document, most);
    }
    let Walked { mut signals, whole, .. } = walked;
    document.warnings.set(Warnings::CUT_OFF, !whole);
    signals.base = url.map(str::to_owned);
    mails::take_header(document, &mut signals);
    heads::part(document, &mut signals);
    document.meta = meta::judge(&signals, document);
    if carried::add(document, most) && document.meta.language.is_none() {
        document.meta.language = language::guess(document);
    }
}

/// Fills an empty document with a page's sections and blocks.
fn walk(page: &str, document: &mut Document, most: usize) -> Walked {
    BUFFERS.with_borrow_mut(|Buffers { tree, classes }| {
        let mut builder = blocks::Builder::new(document, classes, most);
        let (whole, noscripts) = dom::walk(page, tree, &mut builder);
        // Before anything is made of the blocks.
        tree.shrink();
        Walked { signals: builder.finish(), whole, noscripts }
    })
}
