//! Where a node goes, § 13.2.6.1.

use std::borrow::Cow;

use super::build::{Builder, Run, StartTag};
use super::open::Element;
use super::references::{ATTRIBUTE, References, decode, first_character};
use super::tags::{Sets, Tag};
use super::{DROPS_NUL, NO_NODE, Name, Node, REFERENCES, Span, scan};

impl Builder<'_> {
    /// Inserts an element for a start tag and leaves it open (§ 13.2.6.1 "insert an HTML element").
    #[inline(always)]
    pub(super) fn insert(&mut self, token: &StartTag) -> u32 {
        self.open.make_room();
        let node = self.insert_closed(token);
        self.open.push(Element { node, tag: token.tag });
        node
    }

    /// Inserts an element for a start tag that holds nothing.
    #[inline(always)]
    pub(super) fn insert_closed(&mut self, token: &StartTag) -> u32 {
        let &StartTag { tag, attributes, first_attribute, span, .. } = token;
        self.insert_node(Node { tag, coding: 0, attributes, parent: NO_NODE, end: 0, span, first_attribute })
    }

    /// Inserts an element that has no tag in the page.
    pub(super) fn insert_implied(&mut self, tag: Tag) -> u32 {
        let token = self.implied(tag);
        self.insert(&token)
    }

    /// A start tag that the standard adds here.
    pub(super) fn implied(&self, tag: Tag) -> StartTag {
        StartTag { tag, closed: false, attributes: 0, first_attribute: 0, span: Span::new(self.pos, self.pos) }
    }

    /// Inserts text (§ 13.2.6.1 "insert a character").
    #[inline(always)]
    pub(super) fn insert_text(&mut self, run: Run) {
        self.insert_node(text_node(run));
    }

    /// § 13.2.6.1 "appropriate place for inserting a node". Inlined wherever it is called, so that a node is written once,
    /// in its place.
    #[inline(always)]
    pub(super) fn insert_node(&mut self, node: Node) -> u32 {
        let current = self.open.current();
        if self.fosters && current.tag.is(Sets::FOSTERS) {
            return self.insert_fostered(node, current);
        }
        let parent = if self.open.len() == 0 { NO_NODE } else { current.node };
        self.push_node(Node { parent, ..node })
    }

    #[cold]
    fn insert_fostered(&mut self, node: Node, target: Element) -> u32 {
        self.links.start(&self.nodes);
        let index = self.nodes.len() as u32;
        self.nodes.push(node);
        self.attach(index, target);
        index
    }

    /// Appends a node whose parent is set and whose place in the document is behind all others, unless they are linked.
    #[inline(always)]
    pub(super) fn push_node(&mut self, node: Node) -> u32 {
        let index = self.nodes.len() as u32;
        self.nodes.push(node);
        if self.links.on {
            self.links.append(node.parent, index);
        }
        index
    }

    /// Puts a linked node that is in no parent into `target`, or where its stray content goes.
    pub(super) fn attach(&mut self, node: u32, target: Element) {
        if self.fosters && target.tag.is(Sets::FOSTERS) {
            return self.foster(node);
        }
        self.append_to(target.node, node);
    }

    /// Makes a linked node that is in no parent the last child of another.
    pub(super) fn append_to(&mut self, parent: u32, node: u32) {
        self.nodes[node as usize].parent = parent;
        self.links.append(parent, node);
    }

    /// § 13.2.6.1 "foster parenting": before the innermost table, unless there is a template inside that.
    fn foster(&mut self, node: u32) {
        let (table, template) = (self.open.last(Tag::Table), self.open.last(Tag::Template));
        match (table, template) {
            (table, Some(template)) if table < Some(template) => self.append_to(self.open.get(template).node, node),
            (None, _) => self.append_to(self.open.get(0).node, node),
            (Some(table), _) => {
                let sibling = self.open.get(table).node;
                let parent = self.nodes[sibling as usize].parent;
                self.nodes[node as usize].parent = parent;
                self.links.insert_before(parent, sibling, node);
            }
        }
    }

    /// The value of a start tag's attribute.
    pub(super) fn attribute(&self, token: &StartTag, name: Name) -> Option<Cow<'_, str>> {
        let attributes = &self.attributes[token.first_attribute as usize..][..usize::from(token.attributes)];
        let attribute = attributes.iter().find(|attribute| attribute.name == name)?;
        Some(decode(&self.html[attribute.value.range()], ATTRIBUTE))
    }

    /// Whether characters are all white space; a NUL that vanishes is no character.
    pub(super) fn is_blank(&self, run: Run) -> bool {
        self.blank_prefix(run, run.coding & DROPS_NUL != 0) == run.span.end()
    }

    /// Offset of the first character of a run that is not white space.
    pub(super) fn blank_prefix(&self, run: Run, skips_nul: bool) -> u32 {
        let references = if run.coding & REFERENCES == 0 { References::None } else { References::Text };
        let mut rest = &self.html[run.span.range()];
        while let Some((character, taken)) = first_character(rest, references) {
            let space = u8::try_from(character).is_ok_and(scan::is_space);
            // A reference to NUL is read as U+FFFD, so this one stands in the input.
            if !(space || skips_nul && character == '\0') {
                break;
            }
            rest = &rest[taken..];
        }
        run.span.end() - rest.len() as u32
    }
}

/// A node for a run of text, still without a parent.
#[inline]
pub(super) fn text_node(run: Run) -> Node {
    let Run { span, coding } = run;
    Node { tag: Tag::Text, coding, attributes: 0, parent: NO_NODE, end: 0, span, first_attribute: 0 }
}
