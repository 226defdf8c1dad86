//! Any text is a page, whose tree has the text that html5ever's has.

#![no_main]

// By path, as the tests include it: the tree builder is not part of the crate's interface.
#[allow(dead_code, unused_imports, reason = "used by the tests that include it")]
#[path = "../../tests/tree/flat.rs"]
mod flat;
#[allow(dead_code, unused_imports, reason = "used by the crate, not by the tree builder")]
#[path = "../../src/sixteens.rs"]
mod sixteens;
#[allow(dead_code, unused_imports, reason = "used by the crate or its unit tests, not by this")]
#[path = "../../src/read/tree/mod.rs"]
mod tree;

use copydesk::input::Format;
use copydesk::{Document, read};
use libfuzzer_sys::fuzz_target;

/// Bytes of a page that is compared: too few for tags to reach the depth at which ours become siblings.
const SMALL: usize = 1024;

/// Words of pages on which html5ever is known to lose or add text; tests/tree.rs says how.
const DIFFER: &[&str] = &["annotation-xml", "template", "frameset"];

fuzz_target!(|page: &str| {
    let mut document = Document::default();
    read::read(page, Format::Html, Some("https://www.example.org/2024/05/06/a"), &mut document);
    assert_eq!(document.check(), Ok(()));
    if page.len() <= SMALL && !differs(page) {
        let ours = flat::our_runs(&mut tree::Tree::default(), page);
        let theirs = flat::their_runs(page);
        if flat::sorted_text(&ours) != flat::sorted_text(&theirs) {
            panic!("page {page:?}\nours {ours:#?}\nhtml5ever's {theirs:#?}");
        }
    }
});

fn differs(page: &str) -> bool {
    let page = page.to_ascii_lowercase();
    let line_feed = (page.contains("<pre") || page.contains("<listing")) && page.contains("&#");
    line_feed || DIFFER.iter().any(|word| page.contains(word))
}
