//! Labels and bylines: lines that are no text of the article by their words alone, whatever their scores.

use crate::document::{Document, Kind, Tag};
use crate::letters;
use crate::read::{dates, is_newsrooms, says_when};

use super::measure::Measure;
use super::page::Page;
use super::phrases::{Concept, Found};
use super::placeholders::is_placeholder;
use super::{Reason, Verdict, ends};

/// Words of a pointer to another story: a headline and the words before it.
const TEASER_WORDS: f32 = 30.0;
/// Share of linked characters from which it is one even if it ends like a sentence.
const TEASER_LINKED: f32 = 0.5;
/// Words of a label that heads a list of other stories, with what such a site adds to it.
pub(super) const LABEL_WORDS: f32 = 8.0;
/// Bars, arrows and dots from which a line is a row of entries, and words an entry has at most.
const ROW: (f32, f32) = (3.0, 3.0);
/// Words of a byline with a date at most: two names with their roles, "by" in some form, a date with its time.
const BYLINE_WORDS: f32 = 16.0;
/// Digits of a date with its year, and of one with the name of its month.
const DATE_DIGITS: f32 = 6.0;
const FEWEST_DIGITS: f32 = 5.0;
/// Cells of a row that are looked at on both sides of one: name, date and department.
const BESIDE: usize = 3;
/// Words under which a line may be an entry, and how many such lines make a table or a list. Of bylines and labels among so
/// many, nine in ten are the article's in the pages that the model was trained on.
const ENTRY_WORDS: f32 = 12.0;
const ENTRIES: usize = 5;
/// Words of a notice in the place of something at most: what is loaded, by whom, what they learn of the reader, where more is
/// said.
const PLACEHOLDER_WORDS: f32 = 90.0;
/// Words of a short biography below an article at most.
const BIOGRAPHY_WORDS: f32 = 80.0;
/// Initials of those who wrote and edited a story, with slashes between: how many, and letters of each at most.
const INITIALS: (std::ops::RangeInclusive<usize>, usize) = (2..=5, 4);
/// What stands in feeds behind a story, before its headline and behind it. Provenance: the sentence that WordPress' feeds
/// have by default, in its translations.
const FEED: [(&str, &str); 14] = [
    ("The post ", " appeared first on "),
    ("The post ", " first appeared on "),
    ("Der Beitrag ", " erschien zuerst auf "),
    ("L’article ", " est apparu en premier sur "),
    ("L'article ", " est apparu en premier sur "),
    ("La entrada ", " se publicó primero en "),
    ("La entrada ", " aparece primero en "),
    ("L’articolo ", " proviene da "),
    ("L'articolo ", " proviene da "),
    ("O post ", " apareceu primeiro em "),
    ("Het bericht ", " verscheen eerst op "),
    ("Inlägget ", " dök först upp på "),
    ("Artykuł ", " pochodzi z serwisu "),
    ("Сообщение ", " появились сначала на "),
];

/// Drops the labels and the bylines among what is kept.
pub(super) fn drop_all(document: &Document, page: &Page, verdicts: &mut [Verdict]) {
    let first = (0..verdicts.len()).find(|&at| verdicts[at].keep && page.good[at]).unwrap_or(0);
    let lines = Lines { entries: entries(document, page, verdicts), first, document, page };
    lines.drop_labels(verdicts);
    lines.drop_behind_labels(verdicts);
    lines.drop_signatures(verdicts);
    lines.drop_bylines(verdicts);
    ends::drop_behind(document, page, first, verdicts);
}

/// What is known of the lines of a page.
struct Lines<'a> {
    document: &'a Document,
    page: &'a Page,
    /// Whether each is one of several in a row: in a table of results, a plan of the week, a list of what to bring, "Monday",
    /// "5/1/2024" and "Share" are what it says.
    entries: Vec<bool>,
    /// The first paragraph.
    first: usize,
}

/// Whether each block is short and kept among others that are; cells of a table belong together, whatever became of one.
fn entries(document: &Document, page: &Page, verdicts: &[Verdict]) -> Vec<bool> {
    let blocks = verdicts.iter().zip(&document.blocks).zip(&page.measures);
    let shorts: Vec<bool> = blocks
        .map(|((verdict, block), m)| m.words < ENTRY_WORDS && (verdict.keep || block.kind == Kind::Cell))
        .collect();
    let runs = shorts.chunk_by(|a, b| a == b);
    runs.flat_map(|run| std::iter::repeat_n(run[0] && run.len() >= ENTRIES, run.len())).collect()
}

impl Lines<'_> {
    fn kind(&self, at: usize) -> Kind {
        self.document.blocks[at].kind
    }

    fn text(&self, at: usize) -> &str {
        self.document.text(&self.document.blocks[at])
    }

    /// Whether it is one of a table's cells.
    fn is_cell(&self, at: usize) -> bool {
        self.entries[at] && self.kind(at) == Kind::Cell
    }

    /// Drops what is chrome by its words alone, whatever stands around it. Names of networks and of menu entries may be a
    /// subhead or an item of an article's list; labels of teasers are chrome but for entries of a table or a list, and
    /// labels of advertising always.
    fn drop_labels(&self, verdicts: &mut [Verdict]) {
        let in_text = [Concept::Share, Concept::Subscribe, Concept::Comment, Concept::Control];
        for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| verdict.keep) {
            let (m, found) = (&self.page.measures[at], |concept: Concept| self.page.phrases[at][concept as usize]);
            let shares = found(Concept::Share) == 2 && m.words <= LABEL_WORDS && !m.is_sentence();
            let is_text = self.kind(at) == Kind::Paragraph;
            // Inside an article, such a row may be steps or places in their order.
            let row = shares || at < self.first && is_row(m);
            let is_label = is_text && (row || in_text.iter().any(|&concept| found(concept) == 3));
            let is_pointer = found(Concept::Related) == 3 || self.is_teaser(at);
            let is_entry = self.entries[at] && !is_text;
            let may_be_placeholder = is_text || matches!(self.kind(at), Kind::Heading(_));
            let is_placeholder = || may_be_placeholder && m.words <= PLACEHOLDER_WORDS && is_placeholder(self.text(at));
            if found(Concept::Advertising) == 3 || is_label || is_pointer && !is_entry || is_placeholder() {
                verdict.set(false, Reason::Label);
            }
        }
    }

    /// "Read also: headline of another story": begins with words of teasers, and is no sentence, or mostly a link.
    fn is_teaser(&self, at: usize) -> bool {
        let (m, found) = (&self.page.measures[at], self.page.phrases[at]);
        is_pointer(found, m) || points(found, m) && self.page.links[at] > TEASER_LINKED
    }

    /// Behind the article's last sentence, what stands under a label of chrome ("Most visited") is chrome too; but for a
    /// table.
    fn drop_behind_labels(&self, verdicts: &mut [Verdict]) {
        let prose = |at: usize| (self.page.good[at] || self.page.measures[at].is_sentence()) && !self.is_rights(at);
        let Some(last) = (0..verdicts.len()).rev().find(|&at| verdicts[at].keep && prose(at)) else { return };
        let is_label = |at: &usize| {
            let (found, words) = (&self.page.phrases[*at], self.page.measures[*at].words);
            // Who may print the text takes more words.
            let rights = found[Concept::Legal as usize] >= 2 && words <= BYLINE_WORDS || self.is_rights(*at);
            let says_so = words <= LABEL_WORDS && found.iter().any(|&found| found >= 2);
            (says_so || rights) && !self.is_cell(*at)
        };
        let Some(label) = (last + 1..verdicts.len()).find(is_label) else { return };
        for at in (label..verdicts.len()).filter(|&at| !self.is_cell(at)) {
            if verdicts[at].keep {
                verdicts[at].set(false, Reason::Label);
            }
        }
    }

    /// Whether it says whose the text is, wherever in the line, and that in words of such notices: "ⓒ 오름일보, 무단전재 금지".
    fn is_rights(&self, at: usize) -> bool {
        let is_short = || self.page.measures[at].words <= BYLINE_WORDS;
        self.page.phrases[at][Concept::Legal as usize] > 0 && is_short() && ends::has_sign_of_rights(self.text(at))
    }

    /// Drops what signs a story behind its last sentence: initials, marks, the sentence that feeds put there, and what is said
    /// of its authors.
    fn drop_signatures(&self, verdicts: &mut [Verdict]) {
        for at in (self.first + 1..verdicts.len()).rev().filter(|&at| self.kind(at) == Kind::Paragraph) {
            let text = self.text(at);
            let is_mark = || is_initials(text) || is_of_feed(text) || !text.contains(letters::is_alphanumeric);
            if verdicts[at].keep && (is_mark() || self.is_biography(at)) {
                verdicts[at].set(false, Reason::Byline);
            }
            if verdicts[at].keep && self.page.measures[at].is_sentence() {
                return;
            }
        }
    }

    /// Whether a paragraph begins with an author's whole name: "Jane Doe is a reporter who writes about harbours."
    fn is_biography(&self, at: usize) -> bool {
        let text = self.text(at);
        let begins = |author: &String| {
            let behind = text.strip_prefix(author.as_str()).filter(|_| author.contains(' '));
            behind.is_some_and(|behind| behind.starts_with([' ', ',']))
        };
        self.page.measures[at].words <= BIOGRAPHY_WORDS && self.document.meta.authors.iter().any(begins)
    }

    /// Drops lines that hold nothing but a date, or an author's name with a word or two and a date.
    fn drop_bylines(&self, verdicts: &mut [Verdict]) {
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

/// Whether a line begins with words of teasers and is short enough for a headline behind them.
fn points(found: Found, m: &Measure) -> bool {
    found[Concept::Related as usize] == 2 && m.words <= TEASER_WORDS
}

/// The same of what is no sentence: "Read also: headline of another story".
pub(super) fn is_pointer(found: Found, m: &Measure) -> bool {
    points(found, m) && !m.is_sentence()
}

/// "Home | Town | Markets | Letters": the entries of a menu, or where the page stands in the site.
fn is_row(m: &Measure) -> bool {
    let (least, most) = ROW;
    m.separators >= least && m.words <= most * (m.separators + 1.0) && !m.is_sentence()
}

/// "cha/mb/or", "JD/PR // MP": nothing but initials, all in small letters or all in capitals.
fn is_initials(text: &str) -> bool {
    let (people, letters) = INITIALS;
    let parts = || text.split('/').map(str::trim).filter(|part| !part.is_empty());
    let short = |part: &str| (1..=letters).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let cased = || !text.contains(|c: char| c.is_ascii_uppercase()) || !text.contains(|c: char| c.is_ascii_lowercase());
    people.contains(&parts().count()) && parts().all(short) && cased()
}

/// Whether a line is a name of the network's and nothing else: "j.doe@post.example", "post.example".
fn is_address(text: &str) -> bool {
    let dotted = || text.rsplit_once('.').is_some_and(|(host, top)| !host.is_empty() && top.len() >= 2);
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'@' | b'/' | b':');
    text.bytes().all(fits) && text.ends_with(|c: char| c.is_ascii_lowercase() || c == '/') && dotted()
}

/// "The post Storm closes harbour appeared first on The Post."
fn is_of_feed(text: &str) -> bool {
    FEED.iter().any(|(before, behind)| text.starts_with(before) && text.contains(behind))
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;
    use crate::input::Format;
    use crate::read;

    /// Which of some blocks are still kept; all were.
    fn kept(blocks: &[(Kind, &str)]) -> Vec<bool> {
        kept_of(&Document::literal(blocks))
    }

    fn kept_of(document: &Document) -> Vec<bool> {
        let page = Page::new(document);
        let mut verdicts = vec![Verdict { keep: true, score: 0.6, reason: Reason::Score }; document.blocks.len()];
        drop_all(document, &page, &mut verdicts);
        verdicts.iter().map(|verdict| verdict.keep).collect()
    }

    const PROSE: (Kind, &str) =
        (Kind::Paragraph, "They took boots, a lamp and a rope, and were home again by six o'clock.");

    #[test]
    fn what_is_a_label_alone_is_an_entry_among_others() {
        let cell = |text| (Kind::Cell, text);
        let table = [cell("5/1/2024"), cell("Anna"), cell("12"), cell("6/1/2024"), cell("Share"), PROSE];
        assert_eq!(kept(&table), [true; 6]);
        assert_eq!(kept(&table[3..]), [false, true, true]);
        let line = |text| (Kind::Paragraph, text);
        let chronicle = ["5/1/2024", "Anna", "6/1/2024", "Bert", "7/1/2024"].map(line);
        assert_eq!(kept(&[&[PROSE][..], &chronicle, &[PROSE]].concat()), [true; 7]);
    }

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
    fn lines_above_the_text_and_pointers_in_it_are_none() {
        let line = |text| (Kind::Paragraph, text);
        let above = ["By Jane Doe", "March 5, 2024", "5 min read", "Marbury", "Share"].map(line);
        assert_eq!(kept(&[&above[..], &[PROSE]].concat()), [true, false, false, true, false, true]);
        let below = ["Read also: Storm closes port", "Rain", "Snow", "Wind", "Share this article"].map(line);
        assert_eq!(kept(&[&[PROSE][..], &below, &[PROSE]].concat())[1..6], [false, true, true, true, false]);
        let heading = (Kind::Heading(5), "March 5, 2024");
        assert_eq!(kept(&[heading, PROSE, heading, PROSE]), [false, true, true, true]);
    }

    #[test]
    fn what_signs_a_story_is_no_text_of_it() {
        for (text, expected) in [
            ("cha/mb/or", false),
            ("JD/PR", false),
            ("JD/PR // MP", false),
            ("Enditem", false),
            ("-ENDS-", false),
            ("(END)", false),
            ("- 30 -", false),
            ("-30-", false),
            ("(끝)", false),
            ("（完）", false),
            ("The post Storm closes harbour appeared first on The Post.", false),
            ("Der Beitrag Sturm sperrt Hafen erschien zuerst auf Der Bote.", false),
            ("--", false),
            ("and/or a lamp", true),
            ("30 lamps", true),
            ("The post in the harbour fell, and a lamp went out.", true),
        ] {
            assert_eq!(kept(&[PROSE, (Kind::Paragraph, text)]), [true, expected], "{text}");
        }
        let mut document =
            Document::literal(&[PROSE, (Kind::Paragraph, "Jane Doe is a reporter who writes about lamps.")]);
        document.meta.authors = vec!["Jane Doe".into()];
        assert_eq!(kept_of(&document), [true, false]);
        document.meta.authors = vec!["Jane Do".into(), "Jane".into()];
        assert_eq!(kept_of(&document), [true, true]);
        // Above a sentence it is what the article says.
        assert_eq!(kept(&[PROSE, (Kind::Paragraph, "and/or"), PROSE]), [true; 3]);
    }

    #[test]
    fn an_address_alone_is_no_text() {
        let line = |text| (Kind::Paragraph, text);
        let page = [line("post.example"), line("2–3 minutes"), PROSE, line("j.doe@post.example"), line("post.example")];
        assert_eq!(kept(&page), [false, false, true, false, true]);
        assert_eq!(kept(&[line("Ends."), line("12.5"), PROSE]), [true; 3]);
    }

    #[test]
    fn who_may_print_a_story_stands_behind_it() {
        let rights = "<Copyright Coastwire, not to be printed or sold again by anybody for money>";
        let line = |text| (Kind::Paragraph, text);
        assert_eq!(kept(&[PROSE, line(rights)]), [true, false]);
        assert_eq!(kept(&[PROSE, line(rights), PROSE]), [true; 3]);
    }

    #[test]
    fn who_may_print_a_story_in_korean_stands_behind_it() {
        let line = |text| (Kind::Paragraph, text);
        let prose = line(
            "오름항만공사는 3일 갑문 두 곳을 5월 한 달 동안 모두 닫기로 결정했다고 밝혔다. 배들은 외항에서 기다려야 한다.",
        );
        for rights in [
            "저작권자 ⓒ 오름일보 무단전재 및 재배포 금지",
            "[저작권자(c) 오름통신, 무단 전재-재배포, AI 학습 및 활용 금지]",
            "ⓒ 오름일보 & orum.example, 무단전재 및 재배포 금지",
            "Copyright ⓒ 오름일보. All rights reserved. 무단 전재 및 재배포 금지.",
            "김하나 기자 hana@orum.example ⓒ 오름일보 무단전재 및 재배포 금지",
        ] {
            assert_eq!(kept(&[prose, prose, line(rights)]), [true, true, false], "{rights}");
        }
        assert_eq!(kept(&[prose, line("무단전재는 금지돼 있다고 오름통신 사장이 밝혔다.")]), [true; 2]);
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

    #[test]
    fn a_table_may_end_an_article_and_a_list_of_stories_may_not() {
        for (kind, expected) in [(Kind::Cell, true), (Kind::ListItem, false)] {
            let row = |text| (kind, text);
            let rows = [PROSE, row("Most read"), row("Rain"), row("Snow"), row("Wind"), row("Fog")];
            assert_eq!(kept(&rows)[1..], [expected; 5], "{kind:?}");
        }
    }

    #[test]
    fn a_row_of_entries_is_no_text() {
        for (text, expected) in [
            ("Home | Town | River | Markets | Letters", true),
            ("News › Local news › Town hall › Libraries", true),
            ("Town votes for a library | Town | The Post", false),
            ("Votes for | votes against | votes lost: so they were counted on Sunday | and again on Monday.", false),
        ] {
            assert_eq!(is_row(&Words::default().push(text)), expected, "{text}");
        }
    }
}
