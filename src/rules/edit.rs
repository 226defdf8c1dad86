//! What of a page stays: without what is dropped, and of the rest what is inside the elements that were asked for.

use std::sync::Arc;

use super::{Applied, Key, Pick, Removed, told};
use crate::dateline;
use crate::read;
use crate::read::tree::{Page, Part, Tag};

/// Changes to a page that are decided and not yet made.
pub(super) struct Edit<'p> {
    page: Page<'p>,
    /// For each node whether it is dropped.
    dropped: Vec<bool>,
    /// For each node what `only` makes of it; empty without one.
    parts: Vec<Part<'static>>,
    /// The text behind a dateline's element, without what separated the two.
    behind: Option<(u32, String)>,
    /// The elements that are dropped, and the selectors that did it.
    removed: Vec<(u32, Arc<str>)>,
    /// The selectors of `only`.
    only: Arc<str>,
    changed: bool,
}

impl<'p> Edit<'p> {
    pub(super) fn new(page: Page<'p>) -> Self {
        let dropped = vec![false; page.nodes.len()];
        Edit {
            page,
            dropped,
            parts: Vec::new(),
            behind: None,
            removed: Vec::new(),
            only: Arc::default(),
            changed: false,
        }
    }

    /// Drops elements, given in page order; says whether there were any.
    pub(super) fn drop(&mut self, found: &[(u32, &Pick)]) -> bool {
        for &(node, pick) in found {
            if self.drop_one(node) {
                self.removed.push((node, Arc::clone(&pick.source)));
            }
        }
        !found.is_empty()
    }

    /// Drops an element with all in it, unless it has gone with one around it.
    fn drop_one(&mut self, node: u32) -> bool {
        let range = self.range(node);
        let is_new = !self.dropped[range.start];
        if is_new {
            self.dropped[range].fill(true);
            self.changed = true;
        }
        is_new
    }

    /// Takes a dateline's element out, and what separates it from the text behind it.
    pub(super) fn cut_dateline(&mut self, node: u32) {
        self.drop_one(node);
        if let Some(text) = read::text_behind(&self.page, node) {
            let behind = self.page.text_of(&self.page.nodes[text as usize]);
            let separator = dateline::separator_at(&behind);
            self.behind = Some((text, behind[separator..].to_owned()));
        }
    }

    /// Leaves of the page's body only these elements, given in page order; says whether there were any in it.
    pub(super) fn only(&mut self, found: &[(u32, &Pick)], picks: &[Pick]) -> bool {
        let page = self.page;
        let body = page.nodes.iter().position(|node| matches!(node.tag, Tag::Body | Tag::Frameset)).unwrap_or(0);
        let inside = |node: &u32| *node == 0 || *node as usize >= body;
        let roots: Vec<u32> = found.iter().map(|(node, _)| *node).filter(inside).collect();
        match roots.first() {
            None => return false,
            // The page as a whole was asked for.
            Some(&first) if first as usize <= body => return true,
            Some(_) => {}
        }
        self.parts = vec![Part::Whole; page.nodes.len()];
        self.parts[body + 1..].fill(Part::Gone);
        for root in roots {
            self.keep(root);
        }
        let sources: Vec<&str> = picks.iter().map(|pick| &*pick.source).collect();
        self.only = sources.join(", ").into();
        true
    }

    /// Keeps an element with all in it, and of those around it what it cannot stand without.
    fn keep(&mut self, root: u32) {
        let range = self.range(root);
        if self.parts[range.start] == Part::Whole {
            return;
        }
        self.parts[range].fill(Part::Whole);
        let mut around = self.page.nodes[root as usize].parent;
        while self.parts[around as usize] == Part::Gone {
            let node = &self.page.nodes[around as usize];
            self.parts[around as usize] = if is_structure(node.tag) { Part::Whole } else { Part::Inside };
            around = node.parent;
        }
    }

    /// The outermost elements and texts that are outside of what was asked for.
    fn outside(&self) -> Vec<u32> {
        let mut outside = Vec::new();
        let mut node = 0;
        while node < self.parts.len() {
            let index = node as u32;
            if self.parts[node] == Part::Gone && !self.dropped[node] {
                outside.push(index);
                node = self.range(index).end;
            } else {
                node += 1;
            }
        }
        outside
    }

    fn range(&self, node: u32) -> std::ops::Range<usize> {
        node as usize..self.page.nodes[node as usize].end as usize
    }

    /// The page without what is dropped, if anything is.
    pub(super) fn without_dropped(&self) -> Option<String> {
        self.changed.then(|| self.page.write(|node| self.left(node, Part::Whole)))
    }

    /// The page without that and without what is outside of what was asked for, if something was asked for.
    pub(super) fn without_outside(&self) -> Option<String> {
        let part = |node: u32| self.left(node, self.parts[node as usize]);
        (!self.parts.is_empty()).then(|| self.page.write(part))
    }

    fn left<'e>(&'e self, node: u32, part: Part<'e>) -> Part<'e> {
        match &self.behind {
            _ if self.dropped[node as usize] || part == Part::Gone => Part::Gone,
            Some((behind, text)) if *behind == node => Part::Text(text),
            _ => part,
        }
    }

    /// Tells what is taken out, in page order.
    pub(super) fn tell(&self, applied: &mut Applied) {
        // Most of what is outside is white space and scripts: nobody misses them.
        let is_seen = |node: &u32| !read::visible_text(&self.page, *node).trim().is_empty();
        let outside = self.outside().into_iter().filter(is_seen).map(|node| (node, Key::Only, &self.only));
        let dropped = self.removed.iter().map(|(node, by)| (*node, Key::Drop, by));
        let mut removed: Vec<_> = dropped.chain(outside).collect();
        removed.sort_by_key(|(node, ..)| *node);
        for (node, key, by) in removed {
            applied.remove(|| Removed { key, by: Arc::clone(by), text: self.told(node) });
        }
    }

    /// How a node's text begins; of an element without text, its tag.
    fn told(&self, node: u32) -> String {
        let text = told(&read::visible_text(&self.page, node));
        let tag = &self.page.html[self.page.nodes[node as usize].span.range()];
        if text.is_empty() { told(tag) } else { text }
    }
}

/// Elements without which their content would not be read as what it is.
fn is_structure(tag: Tag) -> bool {
    matches!(tag, Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr | Tag::Ul | Tag::Ol | Tag::Dl)
}
