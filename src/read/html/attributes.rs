//! An element of the page as the builder asks about it: its tag, and such attributes as somebody reads.

use std::borrow::Cow;

use crate::read::tree::{Attribute, Name, Node, Page, Tag};

/// An element of a page, with the set of attributes it has: most questions are about one that is not there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    /// What it is.
    pub(super) tag: Tag,
    node: &'a Node,
    page: &'a Page<'a>,
    attributes: &'a [Attribute],
    names: u32,
}

/// Names have a bit each.
const _: () = assert!(Name::ALL.len() <= u32::BITS as usize);

/// The bits of some names.
const fn bits(names: &[Name]) -> u32 {
    let (mut bits, mut index) = (0, 0);
    while index < names.len() {
        bits |= 1 << names[index] as u32;
        index += 1;
    }
    bits
}

/// Attributes by which an element may be more than its tag and class words say.
const TELLING: u32 =
    bits(&[Name::Role, Name::Style, Name::Hidden, Name::AriaHidden, Name::AriaModal, Name::Itemprop, Name::Itemtype]);

/// Attributes that hold metadata for machines.
const VALUED: u32 = bits(&[
    Name::Content,
    Name::DataDate,
    Name::DataTime,
    Name::DataTimestamp,
    Name::Datetime,
    Name::Href,
    Name::Title,
]);

/// Attributes that declare what metadata an element holds.
const DECLARING: u32 = bits(&[Name::Itemprop, Name::Property, Name::Rel]);

impl<'a> Element<'a> {
    /// An element of a page.
    #[inline]
    pub(super) fn new(page: &'a Page<'a>, node: &'a Node) -> Self {
        let attributes = page.attributes_of(node);
        let names = attributes.iter().fold(0, |names, attribute| names | 1 << attribute.name as u32);
        Element { tag: node.tag, node, page, attributes, names }
    }

    /// The value of an attribute; the empty string where it has none.
    #[inline]
    pub(super) fn get(&self, name: Name) -> Option<Cow<'a, str>> {
        if self.has(name) { self.value(name) } else { None }
    }

    fn value(&self, name: Name) -> Option<Cow<'a, str>> {
        self.find(name).map(|attribute| self.page.value(attribute))
    }

    /// The value of an attribute as it is written, character references and all.
    #[inline]
    pub(super) fn raw(&self, name: Name) -> Option<&'a str> {
        if self.has(name) { self.find(name).map(|attribute| self.page.raw_value(attribute)) } else { None }
    }

    fn find(&self, name: Name) -> Option<&'a Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// Whether it has an attribute.
    #[inline]
    pub(super) fn has(&self, name: Name) -> bool {
        self.names & 1 << name as u32 != 0
    }

    /// The name of a custom element, which is as telling as a class: "user-comment" (HTML standard, section 4.13.3).
    #[inline]
    pub(super) fn custom_name(&self) -> Option<&'a str> {
        if self.tag == Tag::Other { Some(self.page.name(self.node)).filter(|name| name.contains('-')) } else { None }
    }

    /// Whether attributes other than class and id may say what part of the page it is.
    pub(super) fn is_telling(&self) -> bool {
        self.names & TELLING != 0
    }

    /// Whether an attribute may hold metadata.
    pub(super) fn is_valued(&self) -> bool {
        self.names & VALUED != 0
    }

    /// Whether an attribute may declare that it holds metadata.
    pub(super) fn is_declaring(&self) -> bool {
        self.names & DECLARING != 0
    }
}
