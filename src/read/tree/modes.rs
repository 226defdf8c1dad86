//! The insertion modes (§ 13.2.4.1): which rules a token is read by.

use super::build::{Builder, EndTag, Run, StartTag};
use super::tags::{Sets, Tag};

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
    #[inline(always)]
    pub(super) fn start(&mut self, token: StartTag) {
        if self.open.current().tag.is(Sets::FOREIGN) && !self.is_html_start(&token) {
            self.start_foreign(token);
        } else {
            self.start_html(token);
        }
    }

    /// The same for a start tag that HTML rules apply to.
    #[inline(always)]
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
    #[inline(always)]
    pub(super) fn end(&mut self, token: EndTag) {
        if self.open.current().tag.is(Sets::FOREIGN) {
            self.end_foreign(token);
        } else {
            self.end_html(token);
        }
    }

    /// The same for an end tag that HTML rules apply to.
    #[inline(always)]
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
    #[inline(always)]
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
}
