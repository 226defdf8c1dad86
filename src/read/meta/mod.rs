//! [`Signals`] of a page to its [`Meta`]: who says it, how far it is to be believed, and what it means.

mod clean;
mod json;

use crate::document::{Document, Meta};

use super::signals::Signals;

/// Weighs what the page says about itself. `document` already holds the blocks.
pub(super) fn judge(signals: &Signals, _document: &Document) -> Meta {
    Meta { title: (!signals.title.is_empty()).then(|| signals.title.clone()), ..Meta::default() }
}
