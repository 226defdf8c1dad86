//! The rules behind the body and of framesets, § 13.2.6.4.19 to 23, and of the input's end.

use super::MOST_NODES;
use super::build::{Builder, EndTag, Run, StartTag};
use super::modes::Mode;
use super::tags::Tag;

impl Builder<'_> {
    /// § 13.2.6.4.19 and 22.
    pub(super) fn start_after_body(&mut self, token: StartTag) {
        if token.tag == Tag::Html {
            return self.merge_attributes(0, &token);
        }
        self.mode = Mode::InBody;
        self.start_in_body(token);
    }

    pub(super) fn end_after_body(&mut self, token: EndTag) {
        if token.tag == Tag::Html && self.mode == Mode::AfterBody {
            self.mode = Mode::AfterAfterBody;
            return;
        }
        self.mode = Mode::InBody;
        self.end_in_body(token);
    }

    pub(super) fn text_after_body(&mut self, run: Run) {
        if !self.is_blank(run) {
            self.mode = Mode::InBody;
        }
        self.text_in_body(run);
    }

    /// § 13.2.6.4.20, 21 and 23.
    pub(super) fn start_in_frameset(&mut self, token: StartTag) {
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

    pub(super) fn end_in_frameset(&mut self, token: EndTag) {
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
    pub(super) fn insert_blanks(&mut self, run: Run) {
        let mut rest = run.span;
        while rest.start() < rest.end() && self.nodes.len() < MOST_NODES {
            let (blank, behind) = rest.cut(self.blank_prefix(Run { span: rest, ..run }, false));
            if blank.start() < blank.end() {
                self.insert_text(Run { span: blank, ..run });
            }
            let other = self.html[behind.range()].chars().next();
            rest = behind.cut(behind.start() + other.map_or(0, |other| other.len_utf8() as u32)).1;
        }
    }

    /// The end of the input, in all modes: what a page must have is made.
    pub(super) fn finish(&mut self) {
        self.flush_table_text();
        loop {
            match self.mode {
                Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead | Mode::InHead | Mode::AfterHead => {
                    self.begin_body()
                }
                Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => break,
                // § 13.2.6.4.18: an open template is closed, and the rest of the page seen to.
                _ if !self.templates.is_empty() && self.open.has(Tag::Template) => self.end_template(),
                _ => break,
            }
        }
    }
}
