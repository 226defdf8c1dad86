//! The order of siblings, once some node stands elsewhere than where the input had it.

use super::{NO_NODE, Node};

/// A node's first and last child and its neighbours.
#[derive(Debug, Clone, Copy)]
struct Link {
    first: u32,
    last: u32,
    previous: u32,
    next: u32,
}

const UNLINKED: Link = Link { first: NO_NODE, last: NO_NODE, previous: NO_NODE, next: NO_NODE };

/// Links for every node of a page, or for none.
#[derive(Debug, Default)]
pub(super) struct Links {
    links: Vec<Link>,
    /// Whether nodes are linked.
    pub(super) on: bool,
    /// Where [`Links::sort`] writes, and what becomes of each index.
    sorted: Vec<Node>,
    places: Vec<u32>,
}

impl Links {
    pub(super) fn clear(&mut self) {
        self.links.clear();
        self.on = false;
    }

    /// Links nodes that stand in document order.
    pub(super) fn start(&mut self, nodes: &[Node]) {
        if !self.on {
            self.on = true;
            for (index, node) in nodes.iter().enumerate() {
                self.append(node.parent, index as u32);
            }
        }
    }

    /// Makes a node the last child of `parent`; a new one is to be given right after it was made.
    pub(super) fn append(&mut self, parent: u32, child: u32) {
        self.grow(child);
        if parent == NO_NODE {
            return;
        }
        let last = self.links[parent as usize].last;
        self.links[child as usize].previous = last;
        self.links[parent as usize].last = child;
        match self.links.get_mut(last as usize) {
            Some(link) => link.next = child,
            None => self.links[parent as usize].first = child,
        }
    }

    /// Puts a node before one of its parent's children.
    pub(super) fn insert_before(&mut self, parent: u32, sibling: u32, child: u32) {
        self.grow(child);
        let previous = self.links[sibling as usize].previous;
        let link = &mut self.links[child as usize];
        (link.previous, link.next) = (previous, sibling);
        self.links[sibling as usize].previous = child;
        match self.links.get_mut(previous as usize) {
            Some(link) => link.next = child,
            None => self.links[parent as usize].first = child,
        }
    }

    /// Takes a node, with all in it, out of its parent.
    pub(super) fn detach(&mut self, parent: u32, child: u32) {
        let Link { previous, next, .. } = self.links[child as usize];
        match self.links.get_mut(previous as usize) {
            Some(link) => link.next = next,
            None => self.links[parent as usize].first = next,
        }
        match self.links.get_mut(next as usize) {
            Some(link) => link.previous = previous,
            None => self.links[parent as usize].last = previous,
        }
        let link = &mut self.links[child as usize];
        (link.previous, link.next) = (NO_NODE, NO_NODE);
    }

    /// Gives all children of one node to another that has none.
    pub(super) fn give_children(&mut self, nodes: &mut [Node], from: u32, to: u32) {
        self.grow(to);
        let Link { first, last, .. } = self.links[from as usize];
        (self.links[to as usize].first, self.links[to as usize].last) = (first, last);
        (self.links[from as usize].first, self.links[from as usize].last) = (NO_NODE, NO_NODE);
        let mut child = first;
        while child != NO_NODE {
            nodes[child as usize].parent = to;
            child = self.links[child as usize].next;
        }
    }

    fn grow(&mut self, node: u32) {
        if self.links.len() <= node as usize {
            self.links.resize(node as usize + 1, UNLINKED);
        }
    }

    /// Puts the nodes in document order. What is no longer in the tree goes.
    pub(super) fn sort(&mut self, nodes: &mut Vec<Node>) {
        if !self.on || nodes.is_empty() {
            return;
        }
        self.grow(nodes.len() as u32 - 1);
        self.sorted.clear();
        self.places.clear();
        self.places.resize(nodes.len(), NO_NODE);
        let mut node = 0;
        while node != NO_NODE {
            self.places[node as usize] = self.sorted.len() as u32;
            let parent = self.places.get(nodes[node as usize].parent as usize).copied();
            self.sorted.push(Node { parent: parent.unwrap_or(NO_NODE), ..nodes[node as usize] });
            node = self.following(nodes, node);
        }
        std::mem::swap(nodes, &mut self.sorted);
    }

    /// The next node in document order.
    fn following(&self, nodes: &[Node], mut node: u32) -> u32 {
        let first = self.links[node as usize].first;
        if first != NO_NODE {
            return first;
        }
        while node != NO_NODE && self.links[node as usize].next == NO_NODE {
            node = nodes[node as usize].parent;
        }
        self.links.get(node as usize).map_or(NO_NODE, |link| link.next)
    }
}
