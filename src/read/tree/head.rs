//! The rules of the head, § 13.2.6.4.1 to 6, and of templates, which are read like it.

use super::build::{Builder, EndTag, Run, StartTag};
use super::modes::Mode;
use super::open::Element;
use super::tags::{Rule, Tag};
use super::{NO_NODE, Node, REFERENCES};

impl Builder<'_> {
    /// § 13.2.6.4.1 to 6 and 12: white space is inserted or left out, anything else begins the body, or the table.
    pub(super) fn text_around_head(&mut self, run: Run) {
        let (blank, rest) = run.span.cut(self.blank_prefix(run, false));
        let inserts = matches!(self.mode, Mode::InHead | Mode::AfterHead | Mode::InColumnGroup);
        if inserts && blank.start() < blank.end() {
            self.insert_text(Run { span: blank, ..run });
        }
        if rest.start() == rest.end() {
            return;
        }
        let rest = Run { span: rest, ..run };
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
    pub(super) fn begin_body(&mut self) {
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
    pub(super) fn start_before_html(&mut self, token: StartTag) {
        if token.tag == Tag::Html {
            return self.begin_html(&token);
        }
        let html = self.implied(Tag::Html);
        self.begin_html(&html);
        self.start_before_head(token);
    }

    /// § 13.2.6.4.3.
    pub(super) fn start_before_head(&mut self, token: StartTag) {
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
    pub(super) fn start_in_head(&mut self, token: StartTag) {
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
    pub(super) fn start_after_head(&mut self, token: StartTag) {
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
    pub(super) fn end_before_body(&mut self, token: EndTag) {
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
    pub(super) fn start_in_template(&mut self, token: StartTag) {
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
}
