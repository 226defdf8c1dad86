//! HTML to sections and blocks, in one walk over the page's tree.
//!
//! [`dom`] parses and turns the tree into a stream of elements and text; [`blocks`] makes sections and blocks of it
//! and notes in passing what may be metadata; [`classes`] and [`tags`] are what is known of names, [`seen`] is what class
//! values said before; [`heads`] and [`mails`] part what is metadata from the text below it; [`carried`] is the article where
//! the page has it as data alone, be it in the data of its scripts ([`state`]), [`noscript`] the page where it is written out
//! for browsers without scripts alone.

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
mod state;
mod tags;
mod words;

use std::borrow::Cow;
use std::cell::RefCell;

use crate::document::{Document, Warnings};

use super::signals::Signals;
use super::tree::Tree;
use super::{language, meta, most_blocks};
pub(crate) use carried::drop_carried;
use dom::Unshown;
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

/// What a walk over a page finds beside sections and blocks.
struct Walked {
    /// What may be metadata.
    signals: Signals,
    /// Whether all of the page was read.
    whole: bool,
    /// What it has beside what it shows.
    unshown: Unshown,
}

/// Reads a page; `url` is where it came from, when known.
pub(super) fn read(page: &str, url: Option<&str>, document: &mut Document) {
    let most = most_blocks(page);
    let (mut page, mut walked) = (Cow::Borrowed(page), walk(page, document, most));
    if let Some(shown) = noscript::shown(&page, &walked.unshown.noscripts, document, most) {
        document.clear();
        walked = walk(&shown, document, most);
        page = Cow::Owned(shown);
    }
    let Walked { mut signals, whole, unshown } = walked;
    document.warnings.set(Warnings::CUT_OFF, !whole);
    signals.base = url.map(str::to_owned);
    mails::take_header(document, &mut signals);
    heads::part(document, &mut signals);
    document.meta = meta::judge(&signals, document);
    let in_scripts = |document: &Document, shown: &[&str]| {
        let scripts: Vec<&str> = unshown.scripts.iter().filter_map(|script| page.get(script.clone())).collect();
        state::article(&scripts, &titles(&signals, document), shown)
    };
    if carried::add(document, most, in_scripts) && document.meta.language.is_none() {
        document.meta.language = language::guess(document);
    }
}

/// The titles that a page says it has.
fn titles<'p>(signals: &'p Signals, document: &'p Document) -> Vec<&'p str> {
    let meta = |name| signals.metas.iter().find(|(own, _)| own == name).map(|(_, title)| title.as_str());
    let titles = [document.meta.title.as_deref(), Some(&*signals.title), meta("og:title"), meta("twitter:title")];
    titles.into_iter().flatten().collect()
}

/// Fills an empty document with a page's sections and blocks.
fn walk(page: &str, document: &mut Document, most: usize) -> Walked {
    BUFFERS.with_borrow_mut(|Buffers { tree, classes }| {
        let mut builder = blocks::Builder::new(document, classes, most);
        let (whole, unshown) = dom::walk(page, tree, &mut builder);
        // Before anything is made of the blocks.
        tree.shrink();
        Walked { signals: builder.finish(), whole, unshown }
    })
}
