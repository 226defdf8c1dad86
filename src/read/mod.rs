//! Text to [`Document`]: one reader a format, all of them total.

mod chars;
mod charset;
pub mod dates;
pub mod decode;
mod detect;
mod html;
mod language;
mod meta;
mod names;
mod signals;
mod text;
mod tree;

pub use detect::detect;

use crate::document::Document;
use crate::input::Format;

/// Reads a decoded page into `document`, which is emptied first. Never fails: what cannot be made sense of is text.
///
/// `url` is where the page came from, when known; relative addresses in the page are resolved against it.
pub fn read(page: &str, format: Format, url: Option<&str>, document: &mut Document) {
    document.clear();
    match format {
        Format::Html => html::read(page, url, document),
        Format::Text => text::read(page, document),
    }
    debug_assert_eq!(document.check(), Ok(()));
}
