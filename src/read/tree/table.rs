//! The rules of tables, § 13.2.6.4.9 to 15: what stands between cells goes before the table.

use super::build::{Builder, EndTag, Run, StartTag};
use super::modes::Mode;
use super::tags::{Rule, Sets, Tag};

impl Builder<'_> {
    /// § 13.2.6.4.9, start tags "in table".
    pub(super) fn start_in_table(&mut self, token: StartTag) {
        match token.tag {
            Tag::Caption => {
                self.open.pop_to(Sets::TABLE_SCOPE);
                self.formatting.mark();
                self.insert_as(&token, Mode::InCaption);
            }
            Tag::Colgroup => self.insert_in_table(&token, Mode::InColumnGroup),
            Tag::Col => {
                self.insert_in_table(&self.implied(Tag::Colgroup), Mode::InColumnGroup);
                self.start_in_column_group(token);
            }
            Tag::Tbody | Tag::Tfoot | Tag::Thead => self.insert_in_table(&token, Mode::InTableBody),
            Tag::Td | Tag::Th | Tag::Tr => {
                self.insert_in_table(&self.implied(Tag::Tbody), Mode::InTableBody);
                self.start_in_table_body(token);
            }
            Tag::Table => {
                if self.end_table() {
                    self.start(token);
                }
            }
            Tag::Style | Tag::Script | Tag::Template => self.insert_in_head(&token),
            Tag::Input => self.start_input_in_table(token),
            Tag::Form => self.start_form_in_table(&token),
            _ => self.start_fostered(token),
        }
    }

    fn insert_in_table(&mut self, token: &StartTag, mode: Mode) {
        self.open.pop_to(Sets::TABLE_SCOPE);
        self.insert_as(token, mode);
    }

    fn insert_as(&mut self, token: &StartTag, mode: Mode) {
        self.insert(token);
        self.mode = mode;
    }

    /// "Anything else": read as in the body, but put before the table.
    fn start_fostered(&mut self, token: StartTag) {
        self.fosters = true;
        self.start_in_body(token);
        self.fosters = false;
    }

    fn start_input_in_table(&mut self, token: StartTag) {
        if self.is_hidden_input(&token) {
            self.insert_closed(&token);
        } else {
            self.start_fostered(token);
        }
    }

    /// A form between cells is there for its fields' sake alone.
    fn start_form_in_table(&mut self, token: &StartTag) {
        if self.form.is_none() && !self.open.has(Tag::Template) {
            self.form = Some(self.insert_closed(token));
        }
    }

    /// Closes the innermost table, if any is in scope.
    fn end_table(&mut self) -> bool {
        let in_scope = self.open.in_scope(Tag::Table, Sets::TABLE_SCOPE);
        if in_scope {
            self.open.pop_through(|tag| tag == Tag::Table);
            self.reset_mode();
        }
        in_scope
    }

    pub(super) fn end_in_table(&mut self, token: EndTag) {
        match token.tag {
            Tag::Table => {
                self.end_table();
            }
            Tag::Template => self.end_template(),
            tag if is_table_part(tag) => {}
            _ => {
                self.fosters = true;
                self.end_in_body(token);
                self.fosters = false;
            }
        }
    }

    /// § 13.2.6.4.9: characters wait until it is known whether all of them are white space.
    pub(super) fn text_in_table(&mut self, run: Run) {
        if self.open.current().tag.is(Sets::FOSTERS) {
            self.pending.push(run);
        } else {
            self.fosters = true;
            self.text_in_body(run);
            self.fosters = false;
        }
    }

    /// § 13.2.6.4.10 "in table text", on any other token.
    #[inline]
    pub(super) fn flush_table_text(&mut self) {
        if !self.pending.is_empty() {
            self.insert_table_text();
        }
    }

    fn insert_table_text(&mut self) {
        let mut pending = std::mem::take(&mut self.pending);
        let blank = pending.iter().all(|&run| self.is_blank(run));
        self.fosters = !blank;
        for run in pending.drain(..) {
            if blank { self.insert_text(run) } else { self.text_in_body(run) }
        }
        self.fosters = false;
        self.pending = pending;
    }

    /// § 13.2.6.4.11.
    pub(super) fn start_in_caption(&mut self, token: StartTag) {
        if !is_table_part(token.tag) || matches!(token.tag, Tag::Body | Tag::Html) {
            return self.start_in_body(token);
        }
        if self.end_caption() {
            self.start_in_table(token);
        }
    }

    pub(super) fn end_in_caption(&mut self, token: EndTag) {
        match token.tag {
            Tag::Caption => {
                self.end_caption();
            }
            Tag::Table => {
                if self.end_caption() {
                    self.end_in_table(token);
                }
            }
            tag if is_table_part(tag) => {}
            _ => self.end_in_body(token),
        }
    }

    fn end_caption(&mut self) -> bool {
        let in_scope = self.open.in_scope(Tag::Caption, Sets::TABLE_SCOPE);
        if in_scope {
            self.open.pop_implied(None);
            self.open.pop_through(|tag| tag == Tag::Caption);
            self.clear_to_marker();
            self.mode = Mode::InTable;
        }
        in_scope
    }

    /// § 13.2.6.4.12.
    pub(super) fn start_in_column_group(&mut self, token: StartTag) {
        match token.tag {
            Tag::Html => self.merge_attributes(0, &token),
            Tag::Col => {
                self.insert_closed(&token);
            }
            Tag::Template => self.insert_in_head(&token),
            _ => {
                if self.leave_column_group() {
                    self.start(token);
                }
            }
        }
    }

    pub(super) fn end_in_column_group(&mut self, token: EndTag) {
        match token.tag {
            Tag::Colgroup => {
                self.leave_column_group();
            }
            Tag::Col => {}
            Tag::Template => self.end_template(),
            _ => {
                if self.leave_column_group() {
                    self.end(token);
                }
            }
        }
    }

    /// In a template there may be columns without a group; then it cannot be left.
    pub(super) fn leave_column_group(&mut self) -> bool {
        let inside = self.open.current().tag == Tag::Colgroup;
        if inside {
            self.open.pop();
            self.mode = Mode::InTable;
        }
        inside
    }

    /// § 13.2.6.4.13.
    pub(super) fn start_in_table_body(&mut self, token: StartTag) {
        match token.tag {
            Tag::Tr => self.insert_row(&token),
            Tag::Td | Tag::Th => {
                self.insert_row(&self.implied(Tag::Tr));
                self.start_in_row(token);
            }
            Tag::Caption | Tag::Col | Tag::Colgroup | Tag::Tbody | Tag::Tfoot | Tag::Thead => {
                if self.leave_table_body() {
                    self.start_in_table(token);
                }
            }
            _ => self.start_in_table(token),
        }
    }

    fn insert_row(&mut self, token: &StartTag) {
        self.open.pop_to(Sets::BODY_CONTEXT);
        self.insert_as(token, Mode::InRow);
    }

    /// Closes the innermost group of rows, if any is in scope.
    fn leave_table_body(&mut self) -> bool {
        let is_body = |tag| matches!(tag, Tag::Tbody | Tag::Thead | Tag::Tfoot);
        let in_scope = self.open.any_in_scope(is_body, Sets::TABLE_SCOPE);
        if in_scope {
            self.open.pop_to(Sets::BODY_CONTEXT);
            self.open.pop();
            self.mode = Mode::InTable;
        }
        in_scope
    }

    pub(super) fn end_in_table_body(&mut self, token: EndTag) {
        match token.tag {
            Tag::Tbody | Tag::Tfoot | Tag::Thead => {
                if self.open.in_scope(token.tag, Sets::TABLE_SCOPE) {
                    self.leave_table_body();
                }
            }
            Tag::Table => {
                if self.leave_table_body() {
                    self.end_in_table(token);
                }
            }
            _ => self.end_in_table(token),
        }
    }

    /// § 13.2.6.4.14.
    pub(super) fn start_in_row(&mut self, token: StartTag) {
        match token.tag {
            Tag::Td | Tag::Th => {
                self.open.pop_to(Sets::ROW_CONTEXT);
                self.insert_as(&token, Mode::InCell);
                self.formatting.mark();
            }
            Tag::Caption | Tag::Col | Tag::Colgroup | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr => {
                if self.leave_row() {
                    self.start_in_table_body(token);
                }
            }
            _ => self.start_in_table(token),
        }
    }

    /// Closes the row, if one is in scope.
    fn leave_row(&mut self) -> bool {
        let in_scope = self.open.in_scope(Tag::Tr, Sets::TABLE_SCOPE);
        if in_scope {
            self.open.pop_to(Sets::ROW_CONTEXT);
            self.open.pop();
            self.mode = Mode::InTableBody;
        }
        in_scope
    }

    pub(super) fn end_in_row(&mut self, token: EndTag) {
        match token.tag {
            Tag::Tr => {
                self.leave_row();
            }
            Tag::Table => {
                if self.leave_row() {
                    self.end_in_table_body(token);
                }
            }
            Tag::Tbody | Tag::Tfoot | Tag::Thead => {
                if self.open.in_scope(token.tag, Sets::TABLE_SCOPE) && self.leave_row() {
                    self.end_in_table_body(token);
                }
            }
            _ => self.end_in_table(token),
        }
    }

    /// § 13.2.6.4.15.
    pub(super) fn start_in_cell(&mut self, token: StartTag) {
        if !is_table_part(token.tag) || matches!(token.tag, Tag::Body | Tag::Html) {
            return self.start_in_body(token);
        }
        if self.open.any_in_scope(|tag| tag.is(Sets::CELL), Sets::TABLE_SCOPE) {
            self.close_cell();
            self.start_in_row(token);
        }
    }

    pub(super) fn end_in_cell(&mut self, token: EndTag) {
        match token.tag {
            Tag::Td | Tag::Th => self.end_cell(token.tag),
            Tag::Table | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr => {
                if self.open.in_scope(token.tag, Sets::TABLE_SCOPE) {
                    self.close_cell();
                    self.end_in_row(token);
                }
            }
            tag if is_table_part(tag) => {}
            _ => self.end_in_body(token),
        }
    }

    fn end_cell(&mut self, tag: Tag) {
        if self.open.in_scope(tag, Sets::TABLE_SCOPE) {
            self.open.pop_implied(None);
            self.open.pop_through(|open| open == tag);
            self.clear_to_marker();
            self.mode = Mode::InRow;
        }
    }

    /// § 13.2.6.4.15 "close the cell".
    fn close_cell(&mut self) {
        self.open.pop_implied(None);
        self.open.pop_through(|tag| tag.is(Sets::CELL));
        self.clear_to_marker();
        self.mode = Mode::InRow;
    }
}

/// The tags that mean something else to a table, or nothing, than they do in the body.
fn is_table_part(tag: Tag) -> bool {
    tag.rule() == Rule::Ignored && !matches!(tag, Tag::Frame | Tag::Head) || matches!(tag, Tag::Body | Tag::Html)
}
