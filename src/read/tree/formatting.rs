//! The list of active formatting elements (§ 13.2.4.3) and the adoption agency (§ 13.2.6.4.7): what becomes of links
//! and emphasis that are not closed, or closed in the wrong order.
//!
//! All formatting elements take part, not links alone: they share one list, and an unclosed `<b>` decides which `<a>`
//! is found in it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::build::{Builder, EndTag};
use super::open::Element;
use super::references::{ATTRIBUTE, decode};
use super::tags::{Sets, Tag};
use super::{NO_NODE, Node, Span, scan};

/// How many formatting elements wait to be reopened. Each new run of text may reopen them all, so an endless list makes
/// a page's tree quadratic in the page. The standard allows three of the same attributes but any number of different
/// ones. The longest list of 1,924 real pages had 13. The outermost is forgotten first: its text stays, unformatted.
const MAX_FORMATTING: usize = 128;

/// Elements may be reopened this many times, plus once for each [`BYTES_A_COPY`] of the page; then none is. It bounds the
/// tree's memory by the page's size. No page of 1,924 real ones needed more than 46.
const FREE_COPIES: usize = 4096;

/// See [`FREE_COPIES`].
const BYTES_A_COPY: usize = 8;

/// § 13.2.4.3 "the Noah's Ark clause": of elements with one name and the same attributes, three are kept.
const ARK: usize = 3;

/// § 13.2.6.4.7 step 4.2: how often the adoption agency starts again.
const OUTER_LOOPS: usize = 8;

/// § 13.2.6.4.7 step 4.13.4: how many formatting elements between are made again.
const INNER_LOOPS: usize = 3;

/// An entry of the list: a formatting element or a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    node: u32,
    tag: Tag,
    /// Digest of its attributes, once it was asked for.
    digest: Option<u64>,
}

/// Put where a cell, caption, template or object begins: formatting does not reach into it.
const MARKER: Entry = Entry { node: NO_NODE, tag: Tag::Text, digest: None };

/// The list, oldest first.
#[derive(Debug, Default)]
pub(super) struct Formatting {
    list: Vec<Entry>,
    copies_left: usize,
}

impl Formatting {
    pub(super) fn clear(&mut self, page_size: usize) {
        self.list.clear();
        self.copies_left = FREE_COPIES + page_size / BYTES_A_COPY;
    }

    pub(super) fn mark(&mut self) {
        self.list.push(MARKER);
    }

    /// Entries behind the last marker begin at this index.
    fn behind_marker(&self) -> usize {
        self.list.iter().rposition(|&entry| entry == MARKER).map_or(0, |marker| marker + 1)
    }

    fn position(&self, node: u32) -> Option<usize> {
        self.list.iter().rposition(|entry| entry.node == node)
    }

    /// The newest entry of a tag behind the last marker.
    fn newest(&self, tag: Tag) -> Option<usize> {
        let entries = self.list.iter().enumerate().rev().take_while(|&(_, &entry)| entry != MARKER);
        entries.into_iter().find(|(_, entry)| entry.tag == tag).map(|(index, _)| index)
    }
}

impl Builder<'_> {
    /// § 13.2.4.3 "push onto the list of active formatting elements".
    pub(super) fn push_formatting(&mut self, node: u32, tag: Tag) {
        let behind = self.formatting.behind_marker();
        self.formatting.list.push(Entry { node, tag, digest: None });
        let alike = self.formatting.list[behind..].iter().filter(|entry| entry.tag == tag).count();
        if alike > ARK {
            self.keep_to_ark(behind);
        }
        if self.formatting.list.len() > MAX_FORMATTING {
            self.formatting.list.remove(0);
        }
    }

    /// Removes the oldest entry like the newest, if there are more than three.
    fn keep_to_ark(&mut self, behind: usize) {
        let Some(&Entry { tag, .. }) = self.formatting.list.last() else { return };
        let mut list = std::mem::take(&mut self.formatting.list);
        for entry in list[behind..].iter_mut().filter(|entry| entry.tag == tag) {
            entry.digest = entry.digest.or_else(|| Some(self.attribute_digest(entry.node)));
        }
        let digest = list.last().and_then(|entry| entry.digest);
        let mut alike = (behind..list.len()).filter(|&index| list[index].tag == tag && list[index].digest == digest);
        let oldest = alike.next().filter(|_| alike.count() >= ARK);
        if let Some(oldest) = oldest {
            list.remove(oldest);
        }
        self.formatting.list = list;
    }

    /// The same number for the same attributes in any order and spelling.
    fn attribute_digest(&self, node: u32) -> u64 {
        let span = self.nodes[node as usize].span;
        let tag = &self.html[span.range()];
        let (_, name_end) = scan::name(tag.as_bytes(), 1);
        let mut names = HashSet::new();
        let mut digest = 0_u64;
        scan::attributes(tag.as_bytes(), name_end, |raw| {
            let name = tag[raw.name.range()].to_ascii_lowercase();
            let mut hasher = DefaultHasher::new();
            (&name, decode(&tag[raw.value.range()], ATTRIBUTE)).hash(&mut hasher);
            // Only the first attribute of a name counts.
            if names.insert(name) {
                digest = digest.wrapping_add(hasher.finish());
            }
        });
        digest
    }

    /// § 13.2.4.3 "clear the list of active formatting elements up to the last marker".
    pub(super) fn clear_to_marker(&mut self) {
        let behind = self.formatting.behind_marker();
        self.formatting.list.truncate(behind.saturating_sub(1));
        // What was closed before the marker has not been looked at since.
        self.open.unclosed = true;
    }

    /// § 13.2.4.3 "reconstruct the active formatting elements".
    #[inline]
    pub(super) fn reconstruct(&mut self) {
        if self.open.unclosed {
            self.reconstruct_closed();
        }
    }

    fn reconstruct_closed(&mut self) {
        self.open.unclosed = false;
        let list = &self.formatting.list;
        let is_open = |entry: &Entry| *entry == MARKER || self.open.position(entry.node).is_some();
        let first = list.iter().rposition(is_open).map_or(0, |open| open + 1);
        for index in first..self.formatting.list.len() {
            if !self.may_copy() {
                self.formatting.list.truncate(index);
                break;
            }
            self.open.make_room();
            let Entry { node, tag, .. } = self.formatting.list[index];
            let copy = self.insert_node(self.nodes[node as usize]);
            self.open.push(Element { node: copy, tag });
            self.formatting.list[index].node = copy;
        }
        // An element that had to give way to the depth limit stays closed: else it would be reopened for each text.
        self.open.unclosed = false;
    }

    /// Whether one more element may be made again.
    fn may_copy(&mut self) -> bool {
        let left = self.formatting.copies_left.checked_sub(1);
        self.formatting.copies_left = left.unwrap_or(0);
        left.is_some()
    }

    /// § 13.2.6.4.7 "a start tag whose tag name is "a"": there are no links in links.
    pub(super) fn close_misnested_link(&mut self) {
        let Some(entry) = self.formatting.newest(Tag::A) else { return };
        let node = self.formatting.list[entry].node;
        self.adopt(EndTag { tag: Tag::A, name: Span::default() });
        if let Some(entry) = self.formatting.position(node) {
            self.formatting.list.remove(entry);
        }
        if let Some(index) = self.open.position(node) {
            self.open.remove(index);
        }
    }

    /// An end tag of a formatting element. Nearly always that is the current node, and the list's newest.
    #[inline]
    pub(super) fn end_formatting(&mut self, token: EndTag) {
        let current = self.open.current();
        if current.tag == token.tag && self.formatting.list.last().is_some_and(|entry| entry.node == current.node) {
            self.formatting.list.pop();
            self.close_formatted(self.open.len() - 1);
        } else {
            self.adopt(token);
        }
    }

    /// Closes elements from an index on, where nothing of the first of them is to be reopened.
    fn close_formatted(&mut self, index: usize) {
        let unclosed = self.open.unclosed || self.open.len() > index + 1;
        self.open.truncate(index);
        self.open.unclosed = unclosed;
    }

    /// § 13.2.6.4.7 "the adoption agency algorithm".
    fn adopt(&mut self, token: EndTag) {
        let current = self.open.current();
        if current.tag == token.tag && self.formatting.position(current.node).is_none() {
            return self.open.pop();
        }
        for _ in 0..OUTER_LOOPS {
            let Some(entry) = self.formatting.newest(token.tag) else { return self.end_other(token) };
            let node = self.formatting.list[entry].node;
            let Some(index) = self.open.position(node) else {
                self.formatting.list.remove(entry);
                return;
            };
            if !self.open.reaches(index) {
                return;
            }
            let furthest = self.open.iter().skip(index + 1).find(|(_, element)| element.tag.is(Sets::SPECIAL));
            let Some((furthest, _)) = furthest else {
                self.formatting.list.remove(entry);
                return self.close_formatted(index);
            };
            self.adopt_block(index, furthest);
        }
    }

    /// Steps 4.11 to 4.19: takes the furthest block out of the formatting element at `index` of the stack, and puts a
    /// copy of that around all that is in the block.
    fn adopt_block(&mut self, index: usize, furthest: usize) {
        self.links.start(&self.nodes);
        let subject = self.open.get(index);
        let block = self.open.get(furthest);
        let above = self.open.get(index.saturating_sub(1));
        let (last, bookmark) = self.copy_between(index, furthest);
        self.detach(last);
        self.attach(last, above);

        let copy = self.copy(subject.node);
        self.links.give_children(&mut self.nodes, block.node, copy);
        self.append_to(block.node, copy);

        let list = &mut self.formatting.list;
        if let Some(at) = list.iter().rposition(|entry| entry.node == subject.node) {
            let entry = list.remove(at);
            let mark = bookmark.map_or(at, |mark| mark - usize::from(at < mark));
            list.insert(mark, Entry { node: copy, ..entry });
        }
        if let Some(index) = self.open.position(subject.node) {
            self.open.remove(index);
        }
        let below = self.open.position(block.node).map_or(self.open.len(), |block| block + 1);
        self.open.insert(below, Element { node: copy, tag: subject.tag });
    }

    /// Step 4.13: makes the formatting elements between anew, around the furthest block. Returns the outermost node of
    /// that, and where the list's new entry goes unless in place of the old.
    fn copy_between(&mut self, index: usize, furthest: usize) -> (u32, Option<usize>) {
        let block = self.open.get(furthest).node;
        let (mut last, mut bookmark) = (block, None);
        for (count, at) in (index + 1..furthest).rev().enumerate() {
            let node = self.open.get(at).node;
            let entry = self.formatting.position(node);
            match entry {
                Some(entry) if count < INNER_LOOPS => {
                    let copy = self.copy(node);
                    self.open.replace(at, copy);
                    self.formatting.list[entry].node = copy;
                    if last == block {
                        bookmark = Some(entry + 1);
                    }
                    self.detach(last);
                    self.append_to(copy, last);
                    last = copy;
                }
                _ => {
                    self.open.remove(at);
                    if let Some(entry) = entry {
                        self.formatting.list.remove(entry);
                        bookmark = bookmark.map(|mark| mark - usize::from(entry < mark));
                    }
                }
            }
        }
        (last, bookmark)
    }

    /// A node like this one, in no parent and without children. The nodes are linked.
    fn copy(&mut self, node: u32) -> u32 {
        let copy = self.nodes.len() as u32;
        self.nodes.push(Node { parent: NO_NODE, ..self.nodes[node as usize] });
        self.links.append(NO_NODE, copy);
        copy
    }

    /// Takes a linked node out of its parent.
    pub(super) fn detach(&mut self, node: u32) {
        let parent = self.nodes[node as usize].parent;
        if parent != NO_NODE {
            self.links.detach(parent, node);
            self.nodes[node as usize].parent = NO_NODE;
        }
    }
}
