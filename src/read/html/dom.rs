//! The one place that knows the parser: scraper's tree as a stream of elements and text.

use scraper::{Html, Node};

use super::attributes::Attributes;
use super::blocks::{Builder, Descend};

/// Parses a page and tells the builder what stands in it, in document order and without recursion.
pub(super) fn walk(page: &str, builder: &mut Builder<'_>) {
    let html = Html::parse_document(page);
    let mut skipped = None;
    for edge in html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) if skipped.is_none() => match node.value() {
                Node::Text(text) => builder.text(text),
                Node::Element(element) => match builder.open(element.name(), &Attributes::new(element.attrs())) {
                    Descend::Into => {}
                    Descend::Past => skipped = Some(node.id()),
                    Descend::Raw(raw) => {
                        builder.raw(raw, &text_of(node));
                        skipped = Some(node.id());
                    }
                },
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
            ego_tree::iter::Edge::Close(node) if skipped.is_none() && node.value().is_element() => builder.close(),
            _ => {}
        }
    }
}

fn text_of(node: ego_tree::NodeRef<'_, Node>) -> String {
    node.children().filter_map(|child| child.value().as_text()).map(|text| &**text).collect()
}
