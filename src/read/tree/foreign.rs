//! The rules of SVG and MathML in a page, § 13.2.6.5 "foreign content".

use std::borrow::Cow;

use super::build::{Builder, EndTag, Run, StartTag};
use super::insert::text_node;
use super::open::Element;
use super::references::{ATTRIBUTE, decode};
use super::tags::{Sets, Tag};
use super::{DROPS_NUL, scan};

impl Builder<'_> {
    /// § 13.2.6: start tags at integration points that are read by HTML's rules.
    pub(super) fn is_html_start(&self, token: &StartTag) -> bool {
        let name = || scan::name_in(self.html, token.span);
        match self.open.current().tag {
            Tag::MathText => !["mglyph", "malignmark"].iter().any(|other| name().eq_ignore_ascii_case(other)),
            Tag::MathAnnotation => token.tag == Tag::Svg,
            tag => tag.is(Sets::HTML_POINT),
        }
    }

    pub(super) fn text_foreign(&mut self, run: Run) {
        if self.frameset_ok && !self.is_blank(run) {
            self.frameset_ok = false;
        }
        self.insert_node(text_node(Run { coding: run.coding & !DROPS_NUL, ..run }));
    }

    pub(super) fn start_foreign(&mut self, token: StartTag) {
        if token.tag.is(Sets::BREAKOUT) || token.tag == Tag::Font && self.is_html_font(&token) {
            self.break_out();
            return self.start_html(token);
        }
        let tag = self.foreign_tag(&token);
        self.insert_foreign(&StartTag { tag, ..token });
    }

    /// Inserts an element of SVG or MathML, which `/>` closes.
    pub(super) fn insert_foreign(&mut self, token: &StartTag) {
        if token.closed {
            self.insert_closed(token);
        } else {
            self.insert(token);
        }
    }

    /// Closes foreign elements up to HTML, or to where HTML may stand in them.
    fn break_out(&mut self) {
        let stays = |tag: Tag| !tag.is(Sets::FOREIGN) || tag.is(Sets::TEXT_POINT.union(Sets::HTML_POINT));
        while !stays(self.open.current().tag) {
            self.open.pop();
        }
    }

    /// "font" with one of the attributes that HTML's has.
    fn is_html_font(&self, token: &StartTag) -> bool {
        ["color", "face", "size"].iter().any(|name| self.written_attribute(token, name).is_some())
    }

    /// An attribute of a start tag that is not kept.
    fn written_attribute(&self, token: &StartTag, name: &str) -> Option<Cow<'_, str>> {
        let tag = &self.html[token.span.range()];
        let (_, name_end) = scan::name(tag.as_bytes(), 1);
        let mut value = None;
        scan::attributes(tag.as_bytes(), name_end, |raw| {
            if value.is_none() && tag[raw.name.range()].eq_ignore_ascii_case(name) {
                value = Some(&tag[raw.value.range()]);
            }
        });
        value.map(|value| decode(value, ATTRIBUTE))
    }

    /// The id of a foreign element, which depends on where it stands.
    fn foreign_tag(&self, token: &StartTag) -> Tag {
        let name = scan::name_in(self.html, token.span);
        let is_any = |names: &[&str]| names.iter().any(|other| name.eq_ignore_ascii_case(other));
        match self.open.current().tag {
            Tag::Svg | Tag::SvgOther | Tag::SvgPoint if is_any(&["title", "desc", "foreignobject"]) => Tag::SvgPoint,
            Tag::Svg | Tag::SvgOther | Tag::SvgPoint => Tag::SvgOther,
            _ if is_any(&["mi", "mo", "mn", "ms", "mtext"]) => Tag::MathText,
            _ if is_any(&["annotation-xml"]) => self.annotation_tag(token),
            _ => Tag::MathOther,
        }
    }

    fn annotation_tag(&self, token: &StartTag) -> Tag {
        let encoding = self.written_attribute(token, "encoding").unwrap_or_default();
        let html = ["text/html", "application/xhtml+xml"].iter().any(|html| encoding.eq_ignore_ascii_case(html));
        if html { Tag::MathAnnotationHtml } else { Tag::MathAnnotation }
    }

    pub(super) fn end_foreign(&mut self, token: EndTag) {
        if matches!(token.tag, Tag::Br | Tag::P) {
            self.break_out();
            return self.end_html(token);
        }
        let current = self.open.len() - 1;
        for index in (1..=current).rev() {
            let Element { node, tag } = self.open.get(index);
            if index < current && !tag.is(Sets::FOREIGN) {
                return self.end_html(token);
            }
            if self.written_name(node).eq_ignore_ascii_case(&self.html[token.name.range()]) {
                return self.open.truncate(index);
            }
        }
    }
}
