//! HTML to sections and blocks.

use crate::document::Document;

/// Reads a page.
pub(super) fn read(_page: &str, _url: Option<&str>, _document: &mut Document) {}
