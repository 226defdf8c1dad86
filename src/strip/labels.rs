//! Labels: lines that are no text of the article by their words alone, whatever their scores. Those that say who wrote it, and
//! when, are told in `bylines`.

use crate::document::{Document, Kind};
use crate::read::is_credited;

use super::measure::Measure;
use super::notices::{is_invitation, is_placeholder, is_sent};
use super::page::Page;
use super::phrases::{Concept, Found};
use super::{Reason, Verdict, ends};

/// Words of a pointer to another story: a headline and the words before it.
const TEASER_WORDS: f32 = 30.0;
/// Share of linked characters from which it is one even if it ends like a sentence.
const TEASER_LINKED: f32 = 0.5;
/// Words of a label that heads a list of other stories, with what such a site adds to it.
pub(super) const LABEL_WORDS: f32 = 8.0;
/// Bars, arrows and dots from which a line is a row of entries, and words an entry has at most.
const ROW: (f32, f32) = (3.0, 3.0);
/// Words of a line that says whose the text is, at most.
const RIGHTS_WORDS: f32 = 16.0;
/// Words under which a line may be an entry, and how many such lines make a table or a list. Of bylines and labels among so
/// many, nine in ten are the article's in the pages that the model was trained on.
const ENTRY_WORDS: f32 = 12.0;
const ENTRIES: usize = 5;
/// Words of a caption that names who made its picture, at most, and of one with more full stops than so many: with those it may
/// be a paragraph that a caption was glued to.
const CAPTION: (f32, f32, f32) = (45.0, 25.0, 2.0);
/// Words of an offer to send the news at most: whole sentences tell of inboxes too.
const SENT_WORDS: f32 = 20.0;
/// Words of a notice in the place of something at most: what is loaded, by whom, what they learn of the reader, where more is
/// said.
const PLACEHOLDER_WORDS: f32 = 90.0;

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
pub(super) struct Lines<'a> {
    pub(super) document: &'a Document,
    pub(super) page: &'a Page,
    /// Whether each is one of several in a row: in a table of results, a plan of the week, a list of what to bring, "Monday",
    /// "5/1/2024" and "Share" are what it says.
    pub(super) entries: Vec<bool>,
    /// The first paragraph.
    pub(super) first: usize,
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
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.document.blocks[at].kind
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.document.text(&self.document.blocks[at])
    }

    /// Whether it is one of a table's cells.
    pub(super) fn is_cell(&self, at: usize) -> bool {
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
            if found(Concept::Advertising) == 3
                || is_label
                || is_pointer && !is_entry
                || self.is_notice(at)
                || is_text && self.is_caption(at)
            {
                verdict.set(false, Reason::Label);
            }
        }
    }

    /// Whether it stands for what is not shown, or asks to follow or subscribe.
    fn is_notice(&self, at: usize) -> bool {
        let (words, text) = (self.page.measures[at].words, self.text(at));
        matches!(self.kind(at), Kind::Paragraph | Kind::Heading(_))
            && (words <= PLACEHOLDER_WORDS && is_placeholder(text)
                || words <= ends::INVITATION_WORDS && is_invitation(text)
                || words <= SENT_WORDS && is_sent(text, self.page.words_of(at)))
    }

    /// Whether it stands under a picture: it says who made that, and little else.
    fn is_caption(&self, at: usize) -> bool {
        let m = &self.page.measures[at];
        let (most, most_of_many, sentences) = CAPTION;
        m.words <= if m.stops > sentences { most_of_many } else { most } && is_credited(self.text(at))
    }

    /// "Read also: headline of another story": begins with words of teasers, and is no sentence, or mostly a link.
    fn is_teaser(&self, at: usize) -> bool {
        let (m, found) = (&self.page.measures[at], self.page.phrases[at]);
        is_pointer(found, m) || points(found, m) && self.page.links[at] > TEASER_LINKED
    }

    /// Behind the article's last sentence, what stands under a label of chrome ("Most visited") is chrome too; but for a
    /// table.
    fn drop_behind_labels(&self, verdicts: &mut [Verdict]) {
        let prose = |at: usize| self.page.is_prose(at) && !self.is_rights(at);
        let Some(last) = (0..verdicts.len()).rev().find(|&at| verdicts[at].keep && prose(at)) else { return };
        let is_label = |at: &usize| {
            let (found, words) = (&self.page.phrases[*at], self.page.measures[*at].words);
            // Who may print the text takes more words.
            let rights = found[Concept::Legal as usize] >= 2 && words <= RIGHTS_WORDS || self.is_rights(*at);
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
        let is_short = || self.page.measures[at].words <= RIGHTS_WORDS;
        self.page.phrases[at][Concept::Legal as usize] > 0 && is_short() && ends::has_sign_of_rights(self.text(at))
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

#[cfg(test)]
pub(super) mod tests {
    use super::super::words::Words;
    use super::*;

    /// Which of some blocks are still kept; all were.
    pub(in crate::strip) fn kept(blocks: &[(Kind, &str)]) -> Vec<bool> {
        kept_of(&Document::literal(blocks))
    }

    pub(in crate::strip) fn kept_of(document: &Document) -> Vec<bool> {
        let page = Page::new(document);
        let mut verdicts = vec![Verdict { keep: true, score: 0.6, reason: Reason::Score }; document.blocks.len()];
        drop_all(document, &page, &mut verdicts);
        verdicts.iter().map(|verdict| verdict.keep).collect()
    }

    pub(in crate::strip) const PROSE: (Kind, &str) =
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
