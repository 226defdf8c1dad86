//! Plain text to sections and blocks.

use crate::document::Document;

/// Reads a dump.
pub(super) fn read(_page: &str, _document: &mut Document) {}
