//! A page as the sequence of its elements' beginnings and ends and its texts.

use super::tags::Tag;
use super::{Node, Page};

/// A step through a page; with the index of its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// An element begins.
    Open(u32),
    /// A run of text.
    Text(u32),
    /// An element ends; what was opened since it began has ended.
    Close(u32),
}

/// All steps through a page, in document order. Each element that opens closes, unless it is skipped.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    nodes: &'a [Node],
    next: u32,
    /// The elements around the next node, and where each ends.
    open: Vec<(u32, u32)>,
}

impl<'a> Page<'a> {
    /// Walks the page from its root.
    pub(crate) fn walk(&self) -> Walk<'a> {
        Walk { nodes: self.nodes, next: 0, open: Vec::new() }
    }
}

impl Walk<'_> {
    /// Leaves out the rest of the element opened last, and its end.
    pub(crate) fn skip_rest(&mut self) {
        if let Some((_, end)) = self.open.pop() {
            self.next = end;
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if let Some(&(index, end)) = self.open.last()
            && end <= self.next
        {
            self.open.pop();
            return Some(Event::Close(index));
        }
        let node = self.nodes.get(self.next as usize)?;
        let index = self.next;
        self.next += 1;
        if node.tag == Tag::Text {
            return Some(Event::Text(index));
        }
        self.open.push((index, node.end));
        Some(Event::Open(index))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Name, Tree};
    use super::*;

    fn steps(html: &str, skipped: Option<Tag>) -> String {
        let mut tree = Tree::default();
        let page = tree.parse(html);
        let mut walk = page.walk();
        let mut steps = String::new();
        while let Some(event) = walk.next() {
            match event {
                Event::Open(index) if Some(page.nodes[index as usize].tag) == skipped => walk.skip_rest(),
                Event::Open(index) => steps += &format!("<{}>", page.name(&page.nodes[index as usize])),
                Event::Text(index) => steps += &page.text_of(&page.nodes[index as usize]),
                Event::Close(index) => steps += &format!("</{}>", page.name(&page.nodes[index as usize])),
            }
        }
        steps
    }

    #[test]
    fn a_page_is_walked_in_order() {
        let html = "<p>a<b>b</b><x-y><br></x-y>&amp;<table>c<td>d";
        let body = "<p>a<b>b</b><x-y><br></br></x-y>&c<table><tbody><tr><td>d</td></tr></tbody></table></p>";
        assert_eq!(steps(html, None), format!("<html><head></head><body>{body}</body></html>"));
    }

    #[test]
    fn elements_can_be_skipped() {
        let html = "<script>a</script><p>b<script>c</script><p>d<div></div>";
        let left = "<html><head></head><body><p>b</p><p>d</p><div></div></body></html>";
        assert_eq!(steps(html, Some(Tag::Script)), left);
        assert_eq!(steps(html, Some(Tag::Html)), "");
    }

    #[test]
    fn attributes_are_those_that_somebody_reads() {
        let mut tree = Tree::default();
        let page = tree.parse("<a data-x=1 HREF='?a&amp;b' class=k class=l onclick=y hidden>c</a>");
        let link = page.nodes.iter().find(|node| node.tag == Tag::A).copied().expect("a link");
        let all: Vec<_> = page.names(&link).map(Name::as_str).collect();
        assert_eq!(all, ["href", "class", "hidden"]);
        for (name, value) in [(Name::Href, "?a&b"), (Name::Class, "k"), (Name::Hidden, "")] {
            assert_eq!(page.attribute(&link, name).as_deref(), Some(value));
        }
        assert_eq!(page.attribute(&link, Name::Id), None);
    }

    #[test]
    fn what_the_input_ends_in_is_told() {
        let mut tree = Tree::default();
        for (html, begin) in [
            ("a<b", Some(1)),
            ("a<b c='d", Some(1)),
            ("ab<!-- c", Some(2)),
            ("a<b></b", Some(4)),
            ("<script></script ", Some(8)),
            ("<script></script", Some(0)),
            ("a<", None),
            ("a<script>b", Some(1)),
            ("a<title>b<p>c", Some(1)),
            ("<script><!-- <script></script> --", Some(0)),
            ("a<textarea></textarea>b", None),
            ("a<xmp>b", None),
            ("a<plaintext>b", None),
            ("a<!-- b -->", None),
        ] {
            assert_eq!(tree.parse(html).unfinished, begin, "{html}");
        }
    }
}
