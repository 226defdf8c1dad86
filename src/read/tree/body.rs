//! The rules of the body, § 13.2.6.4.7 "in body": nearly all of nearly every page.

use super::build::{Builder, EndTag, Run, StartTag};
use super::modes::Mode;
use super::tags::{Rule, Sets, Tag};
use super::{DROPS_NUL, Name, REFERENCES, scan};

impl Builder<'_> {
    #[inline]
    pub(super) fn text_in_body(&mut self, run: Run) {
        if self.bytes[run.span.start() as usize] == 0 && self.vanishes(run) {
            return;
        }
        self.reconstruct();
        self.insert_text(run);
        if self.frameset_ok && !self.is_blank(run) {
            self.frameset_ok = false;
        }
    }

    /// Whether there is nothing but NULs that are dropped.
    #[cold]
    fn vanishes(&self, run: Run) -> bool {
        run.coding & DROPS_NUL != 0 && self.bytes[run.span.range()].iter().all(|&byte| byte == 0)
    }

    #[inline]
    pub(super) fn start_in_body(&mut self, token: StartTag) {
        match token.tag.rule() {
            Rule::Block => {
                self.close_paragraph();
                self.insert(&token);
            }
            Rule::Ordinary => {
                self.reconstruct();
                self.insert(&token);
            }
            Rule::Formatting => self.start_formatting(&token),
            Rule::Anchor => {
                self.close_misnested_link();
                self.start_formatting(&token);
            }
            Rule::Item => self.start_item(&token),
            Rule::Void => self.start_void(&token),
            rule => self.start_rare(rule, token),
        }
    }

    fn start_rare(&mut self, rule: Rule, token: StartTag) {
        match rule {
            Rule::InHead => self.insert_in_head(&token),
            Rule::Heading => self.start_heading(&token),
            Rule::Form => self.start_form(&token),
            Rule::Button => self.start_button(&token),
            Rule::Nobr => self.start_nobr(&token),
            Rule::Table => self.start_table(&token),
            Rule::Applet => self.start_applet(&token),
            Rule::Input => self.start_input(&token),
            Rule::Hr => self.start_hr(&token),
            Rule::Image => self.start_void(&StartTag { tag: Tag::Img, ..token }),
            Rule::Select => self.start_select(&token),
            Rule::Option | Rule::Optgroup => self.start_option(&token),
            Rule::RubyBase | Rule::RubyText => self.start_ruby(&token),
            Rule::Pre | Rule::Plaintext | Rule::Textarea | Rule::Xmp | Rule::RawText => {
                self.start_verbatim(rule, &token)
            }
            Rule::Foreign => {
                self.reconstruct();
                self.insert_foreign(&token);
            }
            Rule::Html => self.merge_attributes(0, &token),
            Rule::Body => self.start_second_body(&token),
            Rule::Frameset => self.start_late_frameset(&token),
            Rule::Param => {
                self.insert_closed(&token);
            }
            // "caption", "col", … outside of a table.
            Rule::Ignored => {}
            // Those are told apart before.
            Rule::Ordinary | Rule::Block | Rule::Formatting | Rule::Anchor | Rule::Item | Rule::Void => {}
        }
    }

    /// "If the stack of open elements has a p element in button scope, then close a p element".
    #[inline]
    pub(super) fn close_paragraph(&mut self) {
        if self.open.in_scope(Tag::P, Sets::SCOPE.union(Sets::BUTTON_SCOPE)) {
            self.open.pop_implied(Some(Tag::P));
            self.open.pop_through(|tag| tag == Tag::P);
        }
    }

    #[inline]
    fn start_formatting(&mut self, token: &StartTag) {
        self.reconstruct();
        let node = self.insert(token);
        self.push_formatting(node, token.tag);
    }

    fn start_nobr(&mut self, token: &StartTag) {
        self.reconstruct();
        if self.open.in_scope(Tag::Nobr, Sets::SCOPE) {
            self.end_formatting(EndTag { tag: Tag::Nobr, name: super::Span::default() });
        }
        self.start_formatting(token);
    }

    /// "br", "img" and others that hold nothing.
    #[inline]
    fn start_void(&mut self, token: &StartTag) {
        self.reconstruct();
        self.insert_closed(token);
        self.frameset_ok = false;
    }

    /// No heading stands directly in another.
    fn start_heading(&mut self, token: &StartTag) {
        self.close_paragraph();
        if self.open.current().tag.is(Sets::HEADING) {
            self.open.pop();
        }
        self.insert(token);
    }

    /// "li" closes "li"; "dd" and "dt" close each other; neither reaches beyond the list it stands in.
    fn start_item(&mut self, token: &StartTag) {
        self.frameset_ok = false;
        let closes = |tag: Tag| tag == token.tag || tag != Tag::Li && token.tag != Tag::Li && tag.rule() == Rule::Item;
        let ends = |tag: Tag| tag.is(Sets::SPECIAL) && !matches!(tag, Tag::Address | Tag::Div | Tag::P);
        let inner = self.open.iter().rev().map(|(_, element)| element.tag).find(|&tag| closes(tag) || ends(tag));
        if let Some(tag) = inner.filter(|&tag| closes(tag)) {
            self.open.pop_implied(Some(tag));
            self.open.pop_through(|open| open == tag);
        }
        self.close_paragraph();
        self.insert(token);
    }

    /// No form stands in another, but in a template.
    fn start_form(&mut self, token: &StartTag) {
        let in_template = self.open.has(Tag::Template);
        if self.form.is_some() && !in_template {
            return;
        }
        self.close_paragraph();
        let form = self.insert(token);
        if !in_template {
            self.form = Some(form);
        }
    }

    fn start_button(&mut self, token: &StartTag) {
        if self.open.in_scope(Tag::Button, Sets::SCOPE) {
            self.open.pop_implied(None);
            self.open.pop_through(|tag| tag == Tag::Button);
        }
        self.reconstruct();
        self.insert(token);
        self.frameset_ok = false;
    }

    /// A table may stand in a paragraph on pages without a proper doctype.
    fn start_table(&mut self, token: &StartTag) {
        if !self.quirks {
            self.close_paragraph();
        }
        self.insert(token);
        self.frameset_ok = false;
        self.mode = Mode::InTable;
    }

    fn start_applet(&mut self, token: &StartTag) {
        self.reconstruct();
        self.insert(token);
        self.formatting.mark();
        self.frameset_ok = false;
    }

    fn start_input(&mut self, token: &StartTag) {
        if self.open.in_scope(Tag::Select, Sets::SCOPE) {
            self.open.pop_through(|tag| tag == Tag::Select);
        }
        self.reconstruct();
        self.insert_closed(token);
        self.frameset_ok &= self.is_hidden_input(token);
    }

    /// "type" with the value "hidden".
    pub(super) fn is_hidden_input(&self, token: &StartTag) -> bool {
        self.attribute(token, Name::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
    }

    fn start_hr(&mut self, token: &StartTag) {
        self.close_paragraph();
        if self.open.in_scope(Tag::Select, Sets::SCOPE) {
            self.open.pop_implied(None);
        }
        self.insert_closed(token);
        self.frameset_ok = false;
    }

    /// A "select" in another closes that, and is none.
    fn start_select(&mut self, token: &StartTag) {
        if self.open.in_scope(Tag::Select, Sets::SCOPE) {
            return self.open.pop_through(|tag| tag == Tag::Select);
        }
        self.reconstruct();
        self.insert(token);
        self.frameset_ok = false;
    }

    fn start_option(&mut self, token: &StartTag) {
        if self.open.in_scope(Tag::Select, Sets::SCOPE) {
            self.open.pop_implied(Some(Tag::Optgroup).filter(|_| token.tag == Tag::Option));
        } else if self.open.current().tag == Tag::Option {
            self.open.pop();
        }
        self.reconstruct();
        self.insert(token);
    }

    fn start_ruby(&mut self, token: &StartTag) {
        if self.open.in_scope(Tag::Ruby, Sets::SCOPE) {
            self.open.pop_implied(Some(Tag::Rtc).filter(|_| token.tag.rule() == Rule::RubyText));
        }
        self.insert(token);
    }

    /// Elements whose content is not markup, or not quite.
    fn start_verbatim(&mut self, rule: Rule, token: &StartTag) {
        if matches!(rule, Rule::Pre | Rule::Plaintext | Rule::Xmp) {
            self.close_paragraph();
        }
        // "noembed" and "noscript" may stand before a frameset.
        self.frameset_ok &= matches!(token.tag, Tag::Noembed | Tag::Noscript) || rule == Rule::Plaintext;
        match rule {
            Rule::Pre => {
                self.insert(token);
                self.skip_line_feed();
            }
            Rule::Plaintext => self.start_plaintext(token),
            Rule::Textarea => {
                let textarea = self.insert_text_element(token);
                self.skip_line_feed();
                self.raw_text(textarea, REFERENCES);
            }
            Rule::Xmp => {
                self.reconstruct();
                self.insert_raw_text(token);
            }
            _ => self.insert_raw_text(token),
        }
    }

    /// § 13.2.5.5: all that follows is text.
    fn start_plaintext(&mut self, token: &StartTag) {
        self.insert(token);
        let span = super::Span::new(self.pos, self.bytes.len());
        self.pos = self.bytes.len();
        if span.start() < span.end() {
            self.text(Run { span, coding: 0 });
        }
    }

    /// Index of the body element, if it is where it belongs.
    fn body(&self) -> Option<u32> {
        (self.open.len() > 1).then(|| self.open.get(1)).filter(|second| second.tag == Tag::Body).map(|body| body.node)
    }

    fn start_second_body(&mut self, token: &StartTag) {
        if let Some(body) = self.body().filter(|_| !self.open.has(Tag::Template)) {
            self.frameset_ok = false;
            self.merge_attributes(body, token);
        }
    }

    /// A frameset may take the place of a body that shows nothing yet.
    fn start_late_frameset(&mut self, token: &StartTag) {
        let Some(body) = self.body().filter(|_| self.frameset_ok) else { return };
        self.links.start(&self.nodes);
        self.detach(body);
        self.open.truncate(1);
        self.insert(token);
        self.mode = Mode::InFrameset;
    }

    /// An end tag. It mostly is that of the current node.
    #[inline]
    pub(super) fn end_in_body(&mut self, token: EndTag) {
        match token.tag.rule() {
            Rule::Block if token.tag == Tag::P => self.end_paragraph(),
            Rule::Block | Rule::Pre | Rule::Button | Rule::Select => {
                self.end_block(token.tag);
            }
            Rule::Formatting | Rule::Anchor | Rule::Nobr => self.end_formatting(token),
            Rule::Item => self.end_item(token.tag),
            Rule::Heading => self.end_heading(),
            Rule::Form => self.end_form(),
            Rule::Applet => {
                if self.end_block(token.tag) {
                    self.clear_to_marker();
                }
            }
            Rule::Body | Rule::Html => self.end_body(token),
            _ if token.tag == Tag::Br => self.start_void(&self.implied(Tag::Br)),
            _ if token.tag == Tag::Template => self.end_template(),
            _ => self.end_other(token),
        }
    }

    /// Closes an element, and the stray ones in it, if it is in scope.
    #[inline]
    fn end_block(&mut self, tag: Tag) -> bool {
        if self.open.current().tag == tag {
            self.open.pop();
            return true;
        }
        let in_scope = self.open.in_scope(tag, Sets::SCOPE);
        if in_scope {
            self.open.pop_implied(None);
            self.open.pop_through(|open| open == tag);
        }
        in_scope
    }

    /// `</p>` without a paragraph makes an empty one.
    #[inline]
    fn end_paragraph(&mut self) {
        if !self.open.in_scope(Tag::P, Sets::SCOPE.union(Sets::BUTTON_SCOPE)) {
            self.insert_implied(Tag::P);
        }
        self.close_paragraph();
    }

    fn end_item(&mut self, tag: Tag) {
        let ends = if tag == Tag::Li { Sets::SCOPE.union(Sets::LIST_SCOPE) } else { Sets::SCOPE };
        if self.open.in_scope(tag, ends) {
            self.open.pop_implied(Some(tag));
            self.open.pop_through(|open| open == tag);
        }
    }

    /// Any heading's end tag closes any heading.
    fn end_heading(&mut self) {
        if self.open.any_in_scope(|tag| tag.is(Sets::HEADING), Sets::SCOPE) {
            self.open.pop_implied(None);
            self.open.pop_through(|tag| tag.is(Sets::HEADING));
        }
    }

    /// A form's end tag takes it off the stack and leaves open what is open in it.
    fn end_form(&mut self) {
        if self.open.has(Tag::Template) {
            self.end_block(Tag::Form);
            return;
        }
        let Some(index) = self.form.take().and_then(|form| self.open.position(form)) else { return };
        if self.open.reaches(index) {
            self.open.pop_implied(None);
            self.open.remove(index);
        }
    }

    fn end_body(&mut self, token: EndTag) {
        if self.open.in_scope(Tag::Body, Sets::SCOPE) {
            self.mode = if token.tag == Tag::Html { Mode::AfterAfterBody } else { Mode::AfterBody };
        }
    }

    /// "Any other end tag": closes the innermost element of that name, unless a special element is in between.
    pub(super) fn end_other(&mut self, token: EndTag) {
        let mut found = None;
        for (index, element) in self.open.iter().rev() {
            if self.is_named(element.node, element.tag, &token) {
                found = Some(index);
                break;
            }
            if element.tag.is(Sets::SPECIAL) {
                return;
            }
        }
        let Some(index) = found else { return };
        self.open.truncate(index);
    }

    /// Whether an open HTML element has the name of an end tag.
    fn is_named(&self, node: u32, tag: Tag, token: &EndTag) -> bool {
        if tag != token.tag || tag.is(Sets::FOREIGN) {
            return false;
        }
        tag != Tag::Other || self.written_name(node).eq_ignore_ascii_case(&self.html[token.name.range()])
    }

    /// An element's name as its start tag has it.
    pub(super) fn written_name(&self, node: u32) -> &str {
        scan::name_in(self.html, self.nodes[node as usize].span)
    }
}
