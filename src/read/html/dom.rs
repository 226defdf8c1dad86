//! The one place that knows the parser: a page's tree as a stream of elements and text.

use crate::letters;
use crate::read::tree::{Event, Page, Tree};

use super::attributes::Element;
use super::blocks::{Builder, Descend};

/// Parses a page and tells the builder what stands in it, in document order and without recursion. Says whether the
/// page is whole, or ends inside a tag, a comment or an element of raw text.
pub(super) fn walk(html: &str, tree: &mut Tree, builder: &mut Builder<'_>) -> bool {
    let page = tree.parse(html);
    tell(page, builder);
    page.unfinished.is_none()
}

fn tell(page: Page<'_>, builder: &mut Builder<'_>) {
    let mut walk = page.walk();
    while let Some(event) = walk.next() {
        match event {
            Event::Text(index) => {
                let node = &page.nodes[index as usize];
                // Half of all texts are the indentation of tags.
                if !builder.blank(page.html, node.span.range()) {
                    match page.coded_text_of(node).filter(|_| builder.takes_coded()) {
                        Some(coded) => builder.coded_text(coded),
                        None => builder.text(&page.text_of(node)),
                    }
                }
            }
            Event::Close(_) => builder.close(),
            Event::Open(index) => {
                match builder.open(&Element::new(&page, &page.nodes[index as usize])) {
                    Descend::Into => continue,
                    Descend::Past => {}
                    Descend::Aside => {
                        let text = text_inside(&page, index);
                        if !text.contains(letters::is_alphanumeric) {
                            builder.text(&text);
                        }
                    }
                    Descend::Raw(raw) => builder.raw(raw, text_inside(&page, index)),
                }
                walk.skip_rest();
            }
        }
    }
}

/// The text in an element.
fn text_inside(page: &Page<'_>, index: u32) -> String {
    let inside = index + 1..page.nodes[index as usize].end;
    inside.map(|inner| page.text_of(&page.nodes[inner as usize])).collect()
}
