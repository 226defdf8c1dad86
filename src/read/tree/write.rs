//! A tree as markup again, in whole or in part.
//!
//! What is written reads as the same tree: start tags are copied from the input, text is decoded and escaped, and every
//! element is closed where it ends. There is no doctype, so that a table may stand in a paragraph as it may in pages
//! without one; where none does, the paragraph is closed before it. What only stray tags can make, such as a form in a
//! form, is not written: of 1,924 real pages three had one, and all others read as the same document.

use super::tags::{Rule, Sets, Tag};
use super::{Event, Node, Page, REFERENCES, scan};

/// The attribute with which [`Part::Marked`] says which node an element is.
pub(crate) const MARK: &str = "data-copydesk-node";

/// What becomes of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    /// It is written.
    Whole,
    /// It is written, with its index in the attribute [`MARK`].
    Marked,
    /// What stands in it is written, without its tags.
    Inside,
    /// Nothing of it is written.
    Gone,
    /// This is written in the place of a run of text.
    Text(&'t str),
}

impl Page<'_> {
    /// The page as markup: of each node, what `part` says of its index.
    pub(crate) fn write<'t>(&self, part: impl Fn(u32) -> Part<'t>) -> String {
        let mut out = String::with_capacity(self.html.len());
        let mut walk = self.walk();
        while let Some(event) = walk.next() {
            match event {
                Event::Text(index) => match part(index) {
                    Part::Gone => {}
                    Part::Text(text) => escape(text, &mut out),
                    _ => self.write_text(&self.nodes[index as usize], &mut out),
                },
                Event::Open(index) => match part(index) {
                    Part::Gone => walk.skip_rest(),
                    Part::Inside => {}
                    part => self.write_start(index, part == Part::Marked, &mut out),
                },
                Event::Close(index) if part(index) == Part::Inside => {}
                // The standard knows no end of this element: nothing can be said behind it.
                Event::Close(index) if self.nodes[index as usize].tag == Tag::Plaintext => return out,
                Event::Close(index) => self.write_end(&self.nodes[index as usize], &mut out),
            }
        }
        out
    }

    fn write_start(&self, index: u32, marked: bool, out: &mut String) {
        let node = &self.nodes[index as usize];
        let mark = if marked { format!(" {MARK}=\"{index}\"") } else { String::new() };
        match &self.html[node.span.range()] {
            "" => self.write_implied(node, &mark, out),
            tag => {
                let name_end = 1 + scan::name_in(self.html, node.span).len();
                out.extend([&tag[..name_end], &mark, &tag[name_end..]]);
            }
        }
        if matches!(node.tag, Tag::Pre | Tag::Listing | Tag::Textarea) {
            // The first line feed in these is left out when they are read.
            out.push('\n');
        }
    }

    /// An element that the standard adds has no tag in the input; attributes it may have, from a later tag for the body.
    fn write_implied(&self, node: &Node, mark: &str, out: &mut String) {
        out.extend(["<", self.name(node), mark]);
        for name in self.names(node) {
            out.extend([" ", name.as_str(), "=\""]);
            escape(&self.attribute(node, name).unwrap_or_default(), out);
            out.push('"');
        }
        out.push('>');
    }

    fn write_end(&self, node: &Node, out: &mut String) {
        if !is_void(node.tag) && !self.is_closed_at_once(node) {
            out.extend(["</", self.name(node), ">"]);
        }
    }

    fn write_text(&self, node: &Node, out: &mut String) {
        let is_raw = node.coding & REFERENCES == 0 && !self.nodes[node.parent as usize].tag.is(Sets::FOREIGN);
        match is_raw {
            true => out.push_str(&self.html[node.span.range()]),
            false => escape(&self.text_of(node), out),
        }
    }

    /// Whether `/>` ended an element of SVG or MathML.
    fn is_closed_at_once(&self, node: &Node) -> bool {
        let tag = &self.html.as_bytes()[node.span.range()];
        let attributes = || scan::tag_end(tag, scan::name(tag, 1).1);
        node.tag.is(Sets::FOREIGN) && !tag.is_empty() && attributes().is_some_and(|end| end.closed)
    }
}

/// Whether an element has no end tag.
fn is_void(tag: Tag) -> bool {
    matches!(tag.rule(), Rule::Void | Rule::Param | Rule::Input | Rule::Hr)
        || matches!(
            tag,
            Tag::Base | Tag::Basefont | Tag::Bgsound | Tag::Link | Tag::Meta | Tag::Col | Tag::Frame | Tag::Img
        )
}

/// Writes text so that it is read as text, also between quotation marks.
fn escape(text: &str, out: &mut String) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'"' => "&quot;",
            b'\r' => "&#13;",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(reference);
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::*;

    fn written(html: &str, part: impl Fn(&Node, u32) -> Part<'static>) -> String {
        let mut tree = Tree::default();
        let page = tree.parse(html);
        page.write(|index| part(&page.nodes[index as usize], index))
    }

    #[test]
    fn what_the_page_leaves_out_is_written() {
        let html = "<title>T&amp;t</title><p class=x>a &lt; b<b>c<p>d<br>e<svg><path d=a/ /><g>";
        let wanted = "<html><head><title>T&amp;t</title></head><body><p class=x>a &lt; b<b>c</b></p>\
            <p><b>d<br>e<svg><path d=a/ /><g></g></svg></b></p></body></html>";
        assert_eq!(written(html, |_, _| Part::Whole), wanted);
    }

    #[test]
    fn a_later_tag_of_the_body_is_written_in_its_place() {
        let html = "<p>a<body class='b &quot;c' data-d>";
        assert_eq!(
            written(html, |_, _| Part::Whole),
            "<html><head></head><body class=\"b &quot;c\"><p>a</p></body></html>"
        );
    }

    #[test]
    fn parts() {
        let part = |node: &Node, _| match node.tag {
            Tag::B => Part::Gone,
            Tag::Div => Part::Inside,
            Tag::Text => Part::Text("<&"),
            _ => Part::Whole,
        };
        let left = "<html><head></head><body><p>&lt;&amp;</p></body></html>";
        assert_eq!(written("<div><p>a<b>c</b></div>", part), left);
    }

    #[test]
    fn marks_come_first_and_so_count() {
        let page = written("<p data-copydesk-node=9>a</p>", |_, _| Part::Marked);
        assert!(page.contains("<p data-copydesk-node=\"3\" data-copydesk-node=9>a</p>"), "{page}");
    }
}
