//! Markup to a tree of elements, as the HTML standard builds it, at the speed of a search for `<`.
//!
//! ```text
//! &str --scan: where tags, comments and raw text end--> build: one token at a time, by insertion mode
//!           modes, head, body, table, foreign, behind: the rules
//!           open: the stack | formatting: the list | insert, links: where nodes go
//!                                                     v
//!                    Vec<Node> in document order + Vec<Attribute>, spans of the input
//!                                                     v
//!       Page: walk gives its elements and texts in order, references decodes what is asked for, write makes markup
//! ```
//!
//! The rules are those of <https://html.spec.whatwg.org/multipage/parsing.html>; comments name its sections. What no
//! reader asks for is not built: comments, doctypes, attributes beyond [`Name`]. Scripting counts as enabled, as in
//! browsers: the content of `noscript` is one run of raw text.
//!
//! **Order.** Nodes are appended as the input brings them, which is document order. A few rules put a node elsewhere:
//! foster parenting, the adoption agency, elements of the head behind the head. On the first of them the nodes are
//! linked to their siblings, the links are kept from then on, and one pass at the end puts the nodes in order. Pages
//! without such a rule never pay for it: of 1,924 real pages, 66 did.
//!
//! **Limits.** The stack of open elements holds [`MAX_DEPTH`] elements: one more takes the place of the innermost and
//! becomes its sibling. At most `MAX_FORMATTING` formatting elements wait to be reopened, and reopening stops when it has
//! made more nodes than the input's size warrants. A page of more than [`MOST_NODES`] nodes and attributes is read up to
//! there; of 1,924 real pages the largest has a fiftieth of them. The other two limits lose no text, and together they
//! keep the time linear. The tree may be deeper than the stack, as a form's end tag takes it off the stack while it stays
//! around what is open in it, but not twice as deep. Text is lost only where the standard loses it: in a tag or comment that the input ends in,
//! see [`Page::unfinished`]; in a frameset; between the columns of a table in a template.

mod behind;
mod body;
mod build;
mod doctype;
mod eights;
mod foreign;
mod formatting;
mod hash;
mod head;
mod insert;
mod links;
mod modes;
mod names;
mod open;
mod references;
mod scan;
mod table;
mod tags;
mod walk;
mod write;

use std::borrow::Cow;

pub(crate) use self::names::Name;
#[cfg(test)]
#[allow(unused_imports, reason = "asked for by the laws, which include this module")]
pub(crate) use self::open::MAX_DEPTH;
pub(crate) use self::references::reference_in_text as reference;
use self::references::{ATTRIBUTE, Coding, References, decode};
pub(crate) use self::tags::Tag;
pub(crate) use self::walk::Event;
pub(crate) use self::write::{MARK, Part};

/// A half-open range of byte offsets into the input, the start in the lower half. It is one number, for it is written and
/// soon copied: a processor waits when one load takes up what two stores have just left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Span(u64);

impl Span {
    /// Offsets fit: [`Tree::parse`] reads no more than `u32::MAX` bytes.
    #[inline]
    fn new(start: usize, end: usize) -> Span {
        Span(start as u64 | (end as u64) << 32)
    }

    /// Offset of the first byte inside.
    #[inline]
    pub(crate) fn start(self) -> u32 {
        self.0 as u32
    }

    /// Offset of the first byte behind.
    #[inline]
    pub(crate) fn end(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The part of it before an offset, and the part behind.
    fn cut(self, at: u32) -> (Span, Span) {
        (Span::new(self.start() as usize, at as usize), Span::new(at as usize, self.end() as usize))
    }

    /// The span as a range to index with.
    #[inline]
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start() as usize..self.end() as usize
    }
}

/// An element or a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    /// What it is; [`Tag::Text`] for a run of text.
    pub(crate) tag: Tag,
    /// How the text is to be decoded.
    coding: u8,
    /// How many attributes were kept.
    attributes: u8,
    /// Index of its parent, which is below its own; [`NO_NODE`] for the root.
    pub(crate) parent: u32,
    /// Index of the first node behind it that is not inside it.
    pub(crate) end: u32,
    /// Where it stands in the input: a run of text, or an element's start tag. Empty for elements that the standard
    /// adds (`html`, `tbody` …); elements that it opens a second time have the start tag of the first.
    pub(crate) span: Span,
    /// Index of its first attribute.
    first_attribute: u32,
}

/// Nodes and attributes of a page that are kept, some 24 MB: those of an input without end must not fill the memory.
pub(crate) const MOST_NODES: usize = 1 << 20;

/// No node: the root's parent.
pub(crate) const NO_NODE: u32 = u32::MAX;

/// Set in [`Node::coding`]: `&` begins a reference.
const REFERENCES: u8 = 1;
/// Set in [`Node::coding`]: NUL vanishes.
const DROPS_NUL: u8 = 2;

/// An attribute that some reader may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// Its name.
    pub(crate) name: Name,
    value: Span,
}

/// Nodes and attributes for which room is kept from page to page: enough for all but one real page in a thousand.
const MOST_KEPT: usize = MOST_NODES / 8;

/// The tree of a page, and the buffers it is built in. One a thread: what a page has grown, the next one uses.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    scratch: build::Scratch,
}

impl Tree {
    /// Reads a page. Never fails: every text is a page.
    pub(crate) fn parse<'a>(&'a mut self, html: &'a str) -> Page<'a> {
        let html = addressable(html);
        let unfinished = build::build(self, html);
        Page { html, nodes: &self.nodes, attributes: &self.attributes, unfinished }
    }

    /// Gives back what a large page has grown.
    pub(crate) fn shrink(&mut self) {
        if self.nodes.capacity() + self.attributes.capacity() > MOST_KEPT {
            *self = Tree::default();
        }
    }
}

/// A page's nodes in document order, with the input that their spans are of. There is always a root, `html`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    /// The input.
    pub(crate) html: &'a str,
    /// Elements and runs of text, a parent before its children. Neighbouring runs may be one run to the standard.
    pub(crate) nodes: &'a [Node],
    attributes: &'a [Attribute],
    /// Where a tag, a comment or an element of raw text begins that the input ends in, or where the tree was full: what
    /// follows is in no node, or is that element's text, be it half the article.
    pub(crate) unfinished: Option<u32>,
}

impl<'a> Page<'a> {
    /// The text of a run of text, decoded; empty for elements.
    pub(crate) fn text_of(&self, node: &Node) -> Cow<'a, str> {
        if node.tag != Tag::Text {
            return Cow::Borrowed("");
        }
        let references = if node.coding & REFERENCES == 0 { References::None } else { References::Text };
        decode(&self.html[node.span.range()], Coding { references, drops_nul: node.coding & DROPS_NUL != 0 })
    }

    /// The text of a run of text as it is written, with its references, CR and NUL, if these mean what they mean in the
    /// body; `None` in raw text and the like.
    #[inline]
    pub(crate) fn coded_text_of(&self, node: &Node) -> Option<&'a str> {
        (node.coding == REFERENCES | DROPS_NUL).then(|| &self.html[node.span.range()])
    }

    /// The value of an element's attribute, decoded; an attribute without a value has the empty one.
    pub(crate) fn attribute(&self, node: &Node, name: Name) -> Option<Cow<'a, str>> {
        let attribute = self.attributes_of(node).iter().find(|attribute| attribute.name == name)?;
        Some(self.value(attribute))
    }

    /// An attribute's value, decoded.
    pub(crate) fn value(&self, attribute: &Attribute) -> Cow<'a, str> {
        decode(self.raw_value(attribute), ATTRIBUTE)
    }

    /// An attribute's value as it is written, with what stands for other characters.
    #[inline]
    pub(crate) fn raw_value(&self, attribute: &Attribute) -> &'a str {
        &self.html[attribute.value.range()]
    }

    /// Names of the attributes of an element that some reader may ask for, in page order, each once.
    pub(crate) fn names(&self, node: &Node) -> impl Iterator<Item = Name> + use<'a> {
        self.attributes_of(node).iter().map(|attribute| attribute.name)
    }

    /// The attributes of an element that some reader may ask for, in page order, each name once.
    #[inline]
    pub(crate) fn attributes_of(&self, node: &Node) -> &'a [Attribute] {
        &self.attributes[node.first_attribute as usize..][..usize::from(node.attributes)]
    }

    /// An element's name: the standard's, or as the page writes it where [`Tag`] does not tell; empty for text.
    pub(crate) fn name(&self, node: &Node) -> &'a str {
        match node.tag.name() {
            "" if node.tag != Tag::Text => scan::name_in(self.html, node.span),
            name => name,
        }
    }
}

/// As much of a text as spans can address: all of it, up to 4 GiB.
fn addressable(html: &str) -> &str {
    let longest = html.len().min(u32::MAX as usize);
    let end = (0..=longest).rev().find(|&end| html.is_char_boundary(end));
    &html[..end.unwrap_or(0)]
}
