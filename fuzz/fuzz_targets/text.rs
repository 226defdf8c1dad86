//! Any text is a plain-text document.

#![no_main]

use copydesk::input::Format;
use copydesk::{Document, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut document = Document::default();
    read::read(text, Format::Text, None, &mut document);
    assert_eq!(document.check(), Ok(()));
    read::detect(text);
});
