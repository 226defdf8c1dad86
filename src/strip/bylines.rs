//! Who wrote a text, and when: lines around it that say nothing else.

use crate::document::{Kind, Tag};
use crate::read::{dates, is_newsrooms, says_when};

use super::labels::Lines;
use super::phrases::Concept;
use super::{Reason, Verdict};

/// Words of a byline with a date at most: two names with their roles, "by" in some form, a date with its time.
const BYLINE_WORDS: f32 = 16.0;
/// Digits of a date with its year, and of one with the name of its month.
const DATE_DIGITS: f32 = 6.0;
const FEWEST_DIGITS: f32 = 5.0;
/// Cells of a row that are looked at on both sides of one: name, date and department.
const BESIDE: usize = 3;

impl Lines<'_> {
    /// Drops lines that hold nothing but a date, or an author's name with a word or two and a date.
    pub(super) fn drop_bylines(&self, verdicts: &mut [Verdict]) {
        for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| verdict.keep) {
            // Under the first paragraph a year heads a part of a chronicle, a name what they say or an item of a list.
            let inside =
                at > self.first && (self.entries[at] || matches!(self.kind(at), Kind::Heading(_) | Kind::ListItem));
            if self.is_signed(at) || !inside && !self.is_cell(at) && self.is_byline(at) {
                verdict.set(false, Reason::Byline);
            }
        }
    }

    /// Whether a cell above the text stands in a row with an author's name and a date: a byline that a table lays out.
    fn is_signed(&self, at: usize) -> bool {
        let (document, meta) = (self.document, &self.document.meta);
        let text = |at: usize| document.text(&document.blocks[at]);
        let is_short = |at: usize| {
            self.kind(at) == Kind::Cell && self.page.measures[at].words <= BYLINE_WORDS && !text(at).contains('\n')
        };
        if at >= self.first || !is_short(at) || meta.authors.is_empty() {
            return false;
        }
        let row = self.row(at);
        let near = at.saturating_sub(BESIDE)..self.first.min(at + BESIDE + 1);
        let cells = || near.clone().filter(|&other| is_short(other) && self.row(other) == row);
        let signs = |at: usize| meta.authors.iter().any(|author| !author.is_empty() && text(at).contains(&**author));
        cells().any(|at| dates::holds(text(at), meta.language.as_deref())) && cells().any(signs)
    }

    /// The section of the table's row that a cell stands in.
    fn row(&self, at: usize) -> Option<u32> {
        /// Sections between them at most: the cell's and what lays out its text.
        const DEEPEST: usize = 6;
        let sections = &self.document.sections;
        let up = std::iter::successors(Some(self.document.blocks[at].section), |&at| sections[at as usize].parent);
        up.take(DEEPEST).find(|&at| sections[at as usize].tag == Tag::Tr)
    }

    fn is_byline(&self, at: usize) -> bool {
        let (m, credit) = (&self.page.measures[at], self.page.phrases[at][Concept::Credit as usize]);
        let (text, meta) = (self.text(at), &self.document.meta);
        // It may end like a sentence: "at 3:40 p.m."
        if m.digits >= FEWEST_DIGITS && says_when(text, meta.language.as_deref()) {
            return true;
        }
        if m.words > BYLINE_WORDS || m.is_sentence() {
            return false;
        }
        let by_agency = || at < self.first && !text.ends_with(':') && is_newsrooms(text);
        let names_author = || meta.authors.iter().any(|author| !author.is_empty() && text.contains(author.as_str()));
        // The paper's, where a reader's view of a page begins, or the author's.
        let is_address = is_address(text) && (at < self.first || text.contains('@'));
        let is_site = || at < self.first && meta.site_name.as_deref() == Some(text);
        let is_date = || self.kind(at) == Kind::Paragraph && dates::is_line(text, meta.language.as_deref());
        let dated = m.digits >= DATE_DIGITS && (credit > 0 || is_date());
        // "Villar del Soto | 4 abr 2024"
        let part = |part: &str| dates::is_line(part, meta.language.as_deref());
        let is_parted =
            || at < self.first && m.digits >= FEWEST_DIGITS && text.contains('|') && text.split('|').any(part);
        credit == 3
            || credit == 2 && m.digits > 0.0
            || is_address
            || is_site()
            || dated
            || is_parted()
            || by_agency()
            || names_author()
    }
}

/// Whether a line is a name of the network's and nothing else: "j.doe@post.example", "post.example".
fn is_address(text: &str) -> bool {
    let dotted = || text.rsplit_once('.').is_some_and(|(host, top)| !host.is_empty() && top.len() >= 2);
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'@' | b'/' | b':');
    text.bytes().all(fits) && text.ends_with(|c: char| c.is_ascii_lowercase() || c == '/') && dotted()
}

#[cfg(test)]
mod tests {
    use super::super::labels::tests::{PROSE, kept, kept_of};
    use super::*;
    use crate::document::Document;
    use crate::input::Format;
    use crate::read;

    #[test]
    fn a_byline_in_cells_above_the_text_is_none() {
        let rows = "<table><tr><td>Jane Doe<td>March 3, 2024 at 10:15 p.m.<td>Harbour desk<tr><td>Ann Roe<td>4/3/2024<td>12</table>";
        let mut document = Document::default();
        let page = format!("{rows}<p>{}</p><p>{}</p>{rows}", PROSE.1, PROSE.1);
        read::read(&page, Format::Html, None, &mut document);
        document.meta.authors = vec!["Jane Doe".into()];
        let expected = [[false, false, false, true, true, true].as_slice(), &[true; 8]].concat();
        assert_eq!(kept_of(&document), expected);
        document.meta.authors.clear();
        assert_eq!(kept_of(&document), [true; 14]);
    }

    #[test]
    fn an_address_alone_is_no_text() {
        let line = |text| (Kind::Paragraph, text);
        let page = [line("post.example"), line("2–3 minutes"), PROSE, line("j.doe@post.example"), line("post.example")];
        assert_eq!(kept(&page), [false, false, true, false, true]);
        assert_eq!(kept(&[line("Ends."), line("12.5"), PROSE]), [true; 3]);
    }

    #[test]
    fn a_line_that_is_a_date_is_a_byline() {
        for (text, expected) in [
            ("5/1/2024", false),
            ("17:41 JST, October 13, 2024", false),
            ("Dienstag, 23. März 2026", false),
            ("Updated: May 7, 2024 at 6:12 p.m. | Published: May 7, 2024 at 3:40 p.m.", false),
            ("Marbury, 14/06/2024 at 08:12. | Updated 14/06/2024 at 13:40", false),
            ("Released Wednesday, March 6, 2024", false),
            ("Released in Marbury on March 6, 2024", true),
            ("Harbour days: March 23-26, 2026, Marbury", true),
            ("Work begins on 23 March 2026", true),
            ("Deadline for bids: 23 March 2026", true),
            ("Das Fest: 23. März 2026, Marburg", true),
        ] {
            assert_eq!(kept(&[(Kind::Paragraph, text), PROSE]), [expected, true], "{text}");
        }
    }

    #[test]
    fn a_date_beside_a_place_above_the_text_is_a_byline() {
        let line = |text| (Kind::Paragraph, text);
        let [parted, other] = [line("Villar del Soto | 4 abr 2024"), line("Open | From 4 May 2024 in the old hall")];
        assert_eq!(kept(&[parted, other, PROSE, PROSE, parted])[..4], [false, true, true, true]);
        assert!(kept(&[parted, other, PROSE, PROSE, parted])[4]);
    }
}
