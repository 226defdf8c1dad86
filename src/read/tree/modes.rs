//! The insertion modes (§ 13.2.4.1): which rules a token is read by; and the rules of those before, beside and behind the
//! body.

use super::build::{Builder, EndTag, Run, StartTag};
use super::open::Element;
use super::tags::{Rule, Sets, Tag};
use super::{NO_NODE, Node, REFERENCES, Span};

/// § 13.2.4.1. "Text" and "in table text" are no modes here: their tokens are read where they begin. "In head noscript"
/// is for pages without scripting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
    InTable,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

impl Builder<'_> {
    /// § 13.2.6 "tree construction dispatcher", for a start tag.
    #[inline]
    pub(super) fn start(&mut self, token: StartTag) {
        if self.open.current().tag.is(Sets::FOREIGN) && !self.is_html_start(&token) {
            self.start_foreign(token);
        } else {
            self.start_html(token);
        }
    }

    /// The same for a start tag that HTML rules apply to.
    #[inline]
    pub(super) fn start_html(&mut self, token: StartTag) {
        match self.mode {
            Mode::InBody => self.start_in_body(token),
            _ => self.start_elsewhere(token),
        }
    }

    fn start_elsewhere(&mut self, token: StartTag) {
        match self.mode {
            Mode::Initial | Mode::BeforeHtml => self.start_before_html(token),
            Mode::BeforeHead => self.start_before_head(token),
            Mode::InHead => self.start_in_head(token),
            Mode::AfterHead => self.start_after_head(token),
            Mode::InBody => self.start_in_body(token),
            Mode::InTable => self.start_in_table(token),
            Mode::InCaption => self.start_in_caption(token),
            Mode::InColumnGroup => self.start_in_column_group(token),
            Mode::InTableBody => self.start_in_table_body(token),
            Mode::InRow => self.start_in_row(token),
            Mode::InCell => self.start_in_cell(token),
            Mode::InTemplate => self.start_in_template(token),
            Mode::AfterBody | Mode::AfterAfterBody => self.start_after_body(token),
            Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => self.start_in_frameset(token),
        }
    }

    /// § 13.2.6 "tree construction dispatcher", for an end tag.
    #[inline]
    pub(super) fn end(&mut self, token: EndTag) {
        if self.open.current().tag.is(Sets::FOREIGN) {
            self.end_foreign(token);
        } else {
            self.end_html(token);
        }
    }

    /// The same for an end tag that HTML rules apply to.
    #[inline]
    pub(super) fn end_html(&mut self, token: EndTag) {
        match self.mode {
            Mode::InBody => self.end_in_body(token),
            Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead | Mode::InHead | Mode::AfterHead => {
                self.end_before_body(token);
            }
            Mode::InTable => self.end_in_table(token),
            Mode::InCaption => self.end_in_caption(token),
            Mode::InColumnGroup => self.end_in_column_group(token),
            Mode::InTableBody => self.end_in_table_body(token),
            Mode::InRow => self.end_in_row(token),
            Mode::InCell => self.end_in_cell(token),
            Mode::InTemplate if token.tag == Tag::Template => self.end_template(),
            Mode::InTemplate => {}
            Mode::AfterBody | Mode::AfterAfterBody => self.end_after_body(token),
            Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => self.end_in_frameset(token),
        }
    }

    /// § 13.2.6 "tree construction dispatcher", for characters.
    #[inline]
    pub(super) fn text(&mut self, run: Run) {
        let current = self.open.current().tag;
        if current.is(Sets::FOREIGN) && !current.is(Sets::TEXT_POINT.union(Sets::HTML_POINT)) {
            return self.text_foreign(run);
        }
        match self.mode {
            Mode::InBody | Mode::InCell | Mode::InCaption | Mode::InTemplate => self.text_in_body(run),
            Mode::InTable | Mode::InTableBody | Mode::InRow => self.text_in_table(run),
            Mode::AfterBody | Mode::AfterAfterBody => self.text_after_body(run),
            Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => self.insert_blanks(run),
            _ => self.text_around_head(run),
        }
    }

    /// § 13.2.6.4.1 to 6 and 12: white space is inserted or left out, anything else begins the body, or the table.
    fn text_around_head(&mut self, run: Run) {
        let blank = self.blank_prefix(run, false);
        let inserts = matches!(self.mode, Mode::InHead | Mode::AfterHead | Mode::InColumnGroup);
        if inserts && blank > run.span.start {
            self.insert_text(Run { span: Span { end: blank, ..run.span }, ..run });
        }
        if blank == run.span.end {
            return;
        }
        let rest = Run { span: Span { start: blank, ..run.span }, ..run };
        if self.mode != Mode::InColumnGroup {
            self.begin_body();
            self.text(rest);
        } else if self.leave_column_group() {
            self.text(rest);
        } else {
            self.insert_blanks(rest);
        }
    }

    /// What "anything else" does in § 13.2.6.4.1 to 6, one mode after the other.
    fn begin_body(&mut self) {
        self.begin_head();
        if self.mode == Mode::InHead {
            self.leave_head();
        }
        if self.mode == Mode::AfterHead {
            self.insert_implied(Tag::Body);
            self.mode = Mode::InBody;
        }
    }

    /// Up to and with the head's start tag.
    fn begin_head(&mut self) {
        if matches!(self.mode, Mode::Initial | Mode::BeforeHtml) {
            let html = self.implied(Tag::Html);
            self.begin_html(&html);
        }
        if self.mode == Mode::BeforeHead {
            self.head = Some(self.insert_implied(Tag::Head));
            self.mode = Mode::InHead;
        }
    }

    /// § 13.2.6.4.1: no doctype means quirks.
    fn begin_html(&mut self, token: &StartTag) {
        self.quirks |= self.mode == Mode::Initial;
        self.insert(token);
        self.mode = Mode::BeforeHead;
    }

    fn leave_head(&mut self) {
        self.open.pop();
        self.mode = Mode::AfterHead;
    }

    /// § 13.2.6.4.2.
    fn start_before_html(&mut self, token: StartTag) {
        if token.tag == Tag::Html {
            return self.begin_html(&token);
        }
        let html = self.implied(Tag::Html);
        self.begin_html(&html);
        self.start_before_head(token);
    }

    /// § 13.2.6.4.3.
    fn start_before_head(&mut self, token: StartTag) {
        match token.tag {
            Tag::Html => self.merge_attributes(0, &token),
            Tag::Head => {
                self.head = Some(self.insert(&token));
                self.mode = Mode::InHead;
            }
            _ => {
                self.begin_head();
                self.start_in_head(token);
            }
        }
    }

    /// § 13.2.6.4.4.
    fn start_in_head(&mut self, token: StartTag) {
        match token.tag {
            Tag::Html => self.merge_attributes(0, &token),
            Tag::Head => {}
            Tag::Noscript => self.insert_raw_text(&token),
            _ if token.tag.rule() == Rule::InHead => self.insert_in_head(&token),
            _ => {
                self.leave_head();
                self.start_html(token);
            }
        }
    }

    /// Elements of the head, which other modes take over from it.
    pub(super) fn insert_in_head(&mut self, token: &StartTag) {
        match token.tag {
            Tag::Template => {
                self.insert(token);
                self.formatting.mark();
                self.frameset_ok = false;
                self.mode = Mode::InTemplate;
                self.templates.push(Mode::InTemplate);
            }
            Tag::Title => {
                let title = self.insert_text_element(token);
                self.raw_text(title, REFERENCES);
            }
            Tag::Script | Tag::Style | Tag::Noframes => self.insert_raw_text(token),
            _ => {
                self.insert_closed(token);
            }
        }
    }

    /// § 13.2.6.2 "generic raw text element parsing algorithm".
    pub(super) fn insert_raw_text(&mut self, token: &StartTag) {
        let element = self.insert_text_element(token);
        self.raw_text(element, 0);
    }

    /// An element that holds text alone. It would be open for its text only, so it need not be; but it takes the place
    /// that it would have had.
    pub(super) fn insert_text_element(&mut self, token: &StartTag) -> u32 {
        self.open.make_room();
        self.insert_closed(token)
    }

    /// § 13.2.6.4.6: what belongs into the head goes there.
    fn start_after_head(&mut self, token: StartTag) {
        match token.tag {
            Tag::Html => self.merge_attributes(0, &token),
            Tag::Head => {}
            Tag::Body => {
                self.insert(&token);
                self.frameset_ok = false;
                self.mode = Mode::InBody;
            }
            Tag::Frameset => {
                self.insert(&token);
                self.mode = Mode::InFrameset;
            }
            _ if token.tag.rule() == Rule::InHead => self.insert_in_left_head(&token),
            _ => {
                self.begin_body();
                self.start_html(token);
            }
        }
    }

    fn insert_in_left_head(&mut self, token: &StartTag) {
        let Some(head) = self.head else { return };
        if !self.is_in(head, self.nodes.len() - 1) {
            self.links.start(&self.nodes);
        }
        self.open.push(Element { node: head, tag: Tag::Head });
        self.insert_in_head(token);
        if let Some(index) = self.open.position(head) {
            self.open.remove(index);
        }
    }

    /// Whether a node is another or in it.
    fn is_in(&self, outer: u32, node: usize) -> bool {
        let mut node = node as u32;
        while node != outer && node != NO_NODE {
            node = self.nodes[node as usize].parent;
        }
        node == outer
    }

    /// § 13.2.6.4.2 to 6, end tags: some begin the body, `</head>` leaves the head, others mean nothing.
    fn end_before_body(&mut self, token: EndTag) {
        match token.tag {
            Tag::Head if self.mode == Mode::AfterHead => {}
            Tag::Head => {
                self.begin_head();
                self.leave_head();
            }
            Tag::Template if matches!(self.mode, Mode::InHead | Mode::AfterHead) => self.end_template(),
            Tag::Body | Tag::Html | Tag::Br => {
                self.begin_body();
                self.end_html(token);
            }
            // § 13.2.6.4.1: in the "initial" mode any end tag tells that there is no doctype.
            _ if self.mode == Mode::Initial => {
                self.quirks = true;
                self.mode = Mode::BeforeHtml;
            }
            _ => {}
        }
    }

    /// § 13.2.6.4.4 "an end tag whose tag name is "template"".
    pub(super) fn end_template(&mut self) {
        if !self.open.has(Tag::Template) {
            return;
        }
        self.open.pop_through(|tag| tag == Tag::Template);
        self.clear_to_marker();
        self.templates.pop();
        self.reset_mode();
    }

    /// § 13.2.6.4.18.
    fn start_in_template(&mut self, token: StartTag) {
        let mode = match token.tag {
            _ if token.tag.rule() == Rule::InHead => return self.insert_in_head(&token),
            Tag::Caption | Tag::Colgroup | Tag::Tbody | Tag::Tfoot | Tag::Thead => Mode::InTable,
            Tag::Col => Mode::InColumnGroup,
            Tag::Tr => Mode::InTableBody,
            Tag::Td | Tag::Th => Mode::InRow,
            _ => Mode::InBody,
        };
        if let Some(last) = self.templates.last_mut() {
            *last = mode;
        }
        self.mode = mode;
        self.start_html(token);
    }

    /// § 13.2.4.1 "reset the insertion mode appropriately".
    pub(super) fn reset_mode(&mut self) {
        let found = self.open.iter().rev().find_map(|(_, element)| self.mode_inside(element.tag));
        self.mode = found.unwrap_or(Mode::InBody);
    }

    fn mode_inside(&self, tag: Tag) -> Option<Mode> {
        Some(match tag {
            Tag::Td | Tag::Th => Mode::InCell,
            Tag::Tr => Mode::InRow,
            Tag::Tbody | Tag::Thead | Tag::Tfoot => Mode::InTableBody,
            Tag::Caption => Mode::InCaption,
            Tag::Colgroup => Mode::InColumnGroup,
            Tag::Table => Mode::InTable,
            Tag::Template => self.templates.last().copied().unwrap_or(Mode::InTemplate),
            Tag::Head => Mode::InHead,
            Tag::Body => Mode::InBody,
            Tag::Frameset => Mode::InFrameset,
            Tag::Html if self.head.is_none() => Mode::BeforeHead,
            Tag::Html => Mode::AfterHead,
            _ => return None,
        })
    }

    /// A second `<html>` or `<body>`: attributes of the first stay, missing ones would be added. Here they are added to
    /// an element without any, which is the one the standard made up.
    pub(super) fn merge_attributes(&mut self, node: u32, token: &StartTag) {
        if self.open.has(Tag::Template) {
            return;
        }
        let Node { attributes, first_attribute, .. } = &mut self.nodes[node as usize];
        if *attributes == 0 {
            (*attributes, *first_attribute) = (token.attributes, token.first_attribute);
        }
    }

    /// § 13.2.6.4.19 and 22.
    fn start_after_body(&mut self, token: StartTag) {
        if token.tag == Tag::Html {
            return self.merge_attributes(0, &token);
        }
        self.mode = Mode::InBody;
        self.start_in_body(token);
    }

    fn end_after_body(&mut self, token: EndTag) {
        if token.tag == Tag::Html && self.mode == Mode::AfterBody {
            self.mode = Mode::AfterAfterBody;
            return;
        }
        self.mode = Mode::InBody;
        self.end_in_body(token);
    }

    fn text_after_body(&mut self, run: Run) {
        if !self.is_blank(run) {
            self.mode = Mode::InBody;
        }
        self.text_in_body(run);
    }

    /// § 13.2.6.4.20, 21 and 23.
    fn start_in_frameset(&mut self, token: StartTag) {
        match token.tag {
            Tag::Html => self.merge_attributes(0, &token),
            Tag::Noframes => self.insert_in_head(&token),
            Tag::Frameset if self.mode == Mode::InFrameset => {
                self.insert(&token);
            }
            Tag::Frame if self.mode == Mode::InFrameset => {
                self.insert_closed(&token);
            }
            _ => {}
        }
    }

    fn end_in_frameset(&mut self, token: EndTag) {
        match (self.mode, token.tag) {
            (Mode::InFrameset, Tag::Frameset) if self.open.len() > 1 => {
                self.open.pop();
                if self.open.current().tag != Tag::Frameset {
                    self.mode = Mode::AfterFrameset;
                }
            }
            (Mode::AfterFrameset, Tag::Html) => self.mode = Mode::AfterAfterFrameset,
            _ => {}
        }
    }

    /// Only white space is text in a frameset, and between the columns of a template.
    fn insert_blanks(&mut self, run: Run) {
        let mut rest = run.span;
        while rest.start < rest.end {
            let blank = self.blank_prefix(Run { span: rest, ..run }, false);
            if rest.start < blank {
                self.insert_text(Run { span: Span { end: blank, ..rest }, ..run });
            }
            rest.start = blank;
            let other = self.html[rest.range()].chars().next();
            rest.start += other.map_or(0, |other| other.len_utf8() as u32);
        }
    }

    /// The end of the input, in all modes: what a page must have is made.
    pub(super) fn finish(&mut self) {
        self.flush_table_text();
        loop {
            match self.mode {
                Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead | Mode::InHead | Mode::AfterHead => self.begin_body(),
                Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => break,
                // § 13.2.6.4.18: an open template is closed, and the rest of the page seen to.
                _ if !self.templates.is_empty() && self.open.has(Tag::Template) => self.end_template(),
                _ => break,
            }
        }
    }
}
