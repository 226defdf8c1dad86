//! Text into the block that is being written: white space, line breaks, and the seams between elements.

use std::ops::Range;

use crate::read::chars;
use crate::read::tree;

use super::super::{seams, tags};
use super::Builder;

impl Builder<'_> {
    /// Takes text between tags, a part of the page and still encoded, if it is nothing but white space that counts as one
    /// space.
    pub(in crate::read::html) fn blank(&mut self, page: &str, part: Range<usize>) -> bool {
        let blank = self.pre == 0 && self.lined == 0 && chars::is_blank(page, part);
        if blank && self.run.breaks == 0 {
            self.space();
        }
        blank
    }

    /// One space, unless there is one, or the line begins here.
    pub(super) fn space(&mut self) {
        if self.written() > 0 && !self.document.text.ends_with([' ', '\n']) {
            self.append(|out| out.push(' '));
        }
    }

    /// Text between tags.
    pub(in crate::read::html) fn text(&mut self, text: &str) {
        if self.pre > 0 {
            return self.lines(text);
        }
        if self.lined == 0 {
            return self.line(text);
        }
        for (index, line) in text.split('\n').enumerate() {
            self.run.breaks += u32::from(index > 0);
            self.line(line);
        }
    }

    /// Text between tags, or a line of it, of which all white space counts as one space.
    fn line(&mut self, text: &str) {
        if self.run.breaks > 0 {
            if chars::trim_start(text).is_empty() {
                return;
            }
            self.break_line();
        }
        self.part_at_seam(text);
        let start = self.line_start();
        self.append(|out| chars::push(out, start, text));
    }

    /// Whether text may come as it is written: no line breaks are to be counted, in it or before it.
    pub(in crate::read::html) fn takes_coded(&self) -> bool {
        self.pre == 0 && self.lined == 0 && self.run.breaks == 0
    }

    /// Text between tags as it is written, where [`Builder::takes_coded`]: decoded on the way into the document, where most
    /// of it is copied once.
    pub(in crate::read::html) fn coded_text(&mut self, text: &str) {
        self.part_at_seam(text);
        let start = self.line_start();
        self.append(|out| chars::push_coded(out, start, text));
    }

    /// Puts a space between two words that minified markup sets together: `<span>Jane Doe</span><span>Mar 3</span>`.
    fn part_at_seam(&mut self, text: &str) {
        let at = self.document.text.len();
        if self.seams.is_at(at) && self.written() > 0 && seams::parts_words(&self.document.text[self.run.start..], text)
        {
            self.append(|out| out.push(' '));
            if !self.notes.is_empty() {
                self.seams.note(at);
            }
        }
    }

    /// Puts a space between the words on the two sides of a skipped element that has width.
    pub(super) fn part_words(&mut self, skipped: tree::Tag) {
        if tags::parts_words(skipped) && self.written() > 0 && self.run.breaks == 0 {
            self.text(" ");
        }
    }

    /// Text whose line breaks count.
    fn lines(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            self.run.breaks += u32::from(index > 0);
            if chars::trim(line).is_empty() && (self.run.breaks > 0 || self.written() == 0) {
                continue;
            }
            if self.run.breaks > 0 {
                self.run.breaks = 1;
                self.break_line();
            }
            let line = if self.written() == 0 { line.trim_start() } else { line };
            self.append(|out| out.extend(line.chars().filter(|&c| !chars::is_invisible(c))));
        }
    }

    /// The line breaks that have gathered: two part paragraphs, one is one.
    fn break_line(&mut self) {
        if std::mem::take(&mut self.run.breaks) > 1 {
            self.flush();
        } else if self.written() > 0 {
            let end = self.run.start + self.document.text[self.run.start..].trim_end().len();
            self.document.text.truncate(end);
            self.append(|out| out.push('\n'));
        }
    }

    /// Where the line that is being written begins: white space there is dropped.
    fn line_start(&self) -> usize {
        let text = &self.document.text;
        if text.ends_with('\n') { text.len() } else { self.run.start }
    }

    /// Writes to the current block and counts what of it stands in links and in bold.
    fn append(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.document.text.len();
        write(&mut self.document.text);
        let new = &self.document.text[start..];
        if self.links > 0 {
            self.run.linked += new.chars().count() as u32;
        }
        if self.strong > 0 && self.run.lead as usize == start - self.run.start {
            self.run.lead += new.len() as u32;
        }
    }

    pub(super) fn written(&self) -> usize {
        self.document.text.len() - self.run.start
    }
}
