//! The one place that knows the parser: a page's tree as a stream of elements and text.

use std::borrow::Cow;
use std::ops::Range;

use crate::letters;
use crate::read::tree::{Event, Page, Tag, Tree};

use super::attributes::Element;
use super::blocks::{Builder, Descend};
use super::elements;
use super::noscript::Noscript;
use super::tags::Flow;

/// Parses a page and tells the builder what stands in it, in document order and without recursion. Says whether the
/// page is whole, or ends inside a tag, a comment or an element of raw text; and what it has that is not shown.
pub(super) fn walk(html: &str, tree: &mut Tree, builder: &mut Builder<'_>) -> (bool, Unshown) {
    let page = tree.parse(html);
    let unshown = tell(page, builder);
    (page.unfinished.is_none(), unshown)
}

/// What a page has beside what it shows.
#[derive(Debug, Default)]
pub(super) struct Unshown {
    /// For browsers without scripts.
    pub(super) noscripts: Vec<Noscript>,
    /// The contents of its scripts.
    pub(super) scripts: Vec<Range<usize>>,
}

impl Unshown {
    /// Adds an element, if it is such a one and there is anything in it.
    fn add(&mut self, page: &Page<'_>, index: u32) {
        let nodes = &page.nodes[index as usize..page.nodes[index as usize].end as usize];
        let [element, inside, ..] = nodes else { return };
        match element.tag {
            _ if inside.tag != Tag::Text => {}
            Tag::Noscript => self.noscripts.push(Noscript { tag: element.span.range(), inside: inside.span.range() }),
            Tag::Script => self.scripts.push(inside.span.range()),
            _ => {}
        }
    }
}

fn tell(page: Page<'_>, builder: &mut Builder<'_>) -> Unshown {
    let (mut walk, mut unshown) = (page.walk(), Unshown::default());
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
                let element = Element::new(&page, &page.nodes[index as usize]);
                let is_word = element.tag == Tag::Button && builder.holds_word(&text_behind(&page, index));
                match builder.open(&element, if is_word { Flow::Inline } else { elements::flow(&element) }) {
                    Descend::Into => continue,
                    Descend::Past => unshown.add(&page, index),
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
    unshown
}

/// Tooltips behind a word that are looked past.
const TOOLTIPS: usize = 4;

/// The text that follows an element in the same parent, behind what is said of it alone; nothing where something else does.
fn text_behind<'p>(page: &Page<'p>, index: u32) -> Cow<'p, str> {
    let parent = page.nodes[index as usize].parent;
    let mut next = page.nodes[index as usize].end;
    for _ in 0..=TOOLTIPS {
        match page.nodes.get(next as usize).filter(|node| node.parent == parent) {
            Some(node) if node.tag == Tag::Text => return page.text_of(node),
            Some(node) if elements::is_tooltip(&Element::new(page, node)) => next = node.end,
            _ => break,
        }
    }
    Cow::default()
}

/// The text in an element.
fn text_inside(page: &Page<'_>, index: u32) -> String {
    let inside = index + 1..page.nodes[index as usize].end;
    inside.map(|inner| page.text_of(&page.nodes[inner as usize])).collect()
}
