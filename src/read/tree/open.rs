//! The stack of open elements (§ 13.2.4.2) and the questions the rules ask of it.

use super::tags::{COUNT, Sets, Tag};

/// How many elements may be open at once; what browsers allow too. More would make trees that no reader can walk
/// recursively, and searches of the stack that make a hostile page quadratic. 1,924 real pages went 56 deep at most.
pub(crate) const MAX_DEPTH: usize = 512;

/// An open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) node: u32,
    pub(super) tag: Tag,
}

/// The stack, outermost first. Never empty once the root is open: [`Open::pop`] leaves the root.
#[derive(Debug)]
pub(super) struct Open {
    stack: Vec<Element>,
    /// How many of each tag are open: most searches end here.
    counts: [u16; COUNT],
    /// Whether a formatting element was closed other than by its end tag since somebody asked, and so may have to be
    /// reopened (§ 13.2.4.3).
    pub(super) unclosed: bool,
}

impl Default for Open {
    fn default() -> Self {
        Open { stack: Vec::with_capacity(MAX_DEPTH), counts: [0; COUNT], unclosed: false }
    }
}

impl Open {
    pub(super) fn clear(&mut self) {
        self.stack.clear();
        self.counts = [0; COUNT];
        self.unclosed = false;
    }

    pub(super) fn len(&self) -> usize {
        self.stack.len()
    }

    pub(super) fn get(&self, index: usize) -> Element {
        self.stack[index]
    }

    /// The current node. Before the root is made there is none; then no rule looks at it.
    #[inline]
    pub(super) fn current(&self) -> Element {
        self.stack.last().copied().unwrap_or(Element { node: 0, tag: Tag::Html })
    }

    /// Makes room for one more: at the limit the innermost element is closed.
    #[inline]
    pub(super) fn make_room(&mut self) {
        if self.stack.len() >= MAX_DEPTH {
            self.pop();
        }
    }

    #[inline]
    pub(super) fn push(&mut self, element: Element) {
        self.counts[element.tag as usize] += 1;
        self.stack.push(element);
    }

    /// Closes the current node, but never the root.
    #[inline]
    pub(super) fn pop(&mut self) {
        if self.stack.len() > 1
            && let Some(element) = self.stack.pop()
        {
            self.counts[element.tag as usize] -= 1;
            self.unclosed |= element.tag.is(Sets::FORMATTING);
        }
    }

    /// Closes all elements from this index on.
    pub(super) fn truncate(&mut self, length: usize) {
        while self.stack.len() > length.max(1) {
            self.pop();
        }
    }

    /// Closes elements until one of these is current; the root if there is none.
    pub(super) fn pop_to(&mut self, sets: Sets) {
        while !self.current().tag.is(sets) && self.stack.len() > 1 {
            self.pop();
        }
    }

    /// Closes elements until one for which `is` holds was closed.
    pub(super) fn pop_through(&mut self, is: impl Fn(Tag) -> bool) {
        while self.stack.len() > 1 {
            let found = is(self.current().tag);
            self.pop();
            if found {
                break;
            }
        }
    }

    /// § 13.2.6.3 "generate implied end tags", except for one tag.
    #[inline]
    pub(super) fn pop_implied(&mut self, except: Option<Tag>) {
        while self.current().tag.is(Sets::IMPLIED) && Some(self.current().tag) != except {
            self.pop();
        }
    }

    /// Takes an element out, wherever it is.
    pub(super) fn remove(&mut self, index: usize) -> Element {
        let element = self.stack.remove(index);
        self.counts[element.tag as usize] -= 1;
        element
    }

    pub(super) fn insert(&mut self, index: usize, element: Element) {
        self.counts[element.tag as usize] += 1;
        self.stack.insert(index, element);
    }

    /// Puts another node of the same tag in an element's place.
    pub(super) fn replace(&mut self, index: usize, node: u32) {
        self.stack[index].node = node;
    }

    /// Whether any of this tag is open.
    #[inline]
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    pub(super) fn position(&self, node: u32) -> Option<usize> {
        self.stack.iter().rposition(|element| element.node == node)
    }

    /// Index of the innermost element of this tag.
    pub(super) fn last(&self, tag: Tag) -> Option<usize> {
        if self.has(tag) { self.stack.iter().rposition(|element| element.tag == tag) } else { None }
    }

    /// § 13.2.4.2 "has an element in the specific scope".
    #[inline]
    pub(super) fn in_scope(&self, tag: Tag, ends: Sets) -> bool {
        self.has(tag) && self.any_in_scope(|open| open == tag, ends)
    }

    /// The same for any of several tags.
    pub(super) fn any_in_scope(&self, is: impl Fn(Tag) -> bool, ends: Sets) -> bool {
        let inner = self.stack.iter().rev().find(|element| is(element.tag) || element.tag.is(ends));
        inner.is_some_and(|element| is(element.tag))
    }

    /// Whether nothing above this index ends the scope.
    pub(super) fn reaches(&self, index: usize) -> bool {
        !self.stack[index + 1..].iter().any(|element| element.tag.is(Sets::SCOPE))
    }

    /// Outermost first, with their indices.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, Element)> + ExactSizeIterator {
        self.stack.iter().copied().enumerate()
    }
}
