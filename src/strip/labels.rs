//! Labels and bylines: lines that are no text of the article by their words alone, whatever their scores.

use crate::document::{Document, Kind};
use crate::read::dates;

use super::measure::Measure;
use super::page::Page;
use super::phrases::Concept;
use super::region::set;
use super::{Reason, Verdict};

/// Words of a pointer to another story: a headline and the words before it.
const TEASER_WORDS: f32 = 30.0;
/// Words of a label that heads a list of other stories, with what such a site adds to it.
const LABEL_WORDS: f32 = 8.0;
/// Bars, arrows and dots from which a line is a row of entries, and words an entry has at most.
const ROW: (f32, f32) = (3.0, 3.0);
/// Share of linked characters from which it is one even if it ends like a sentence.
const TEASER_LINKED: f32 = 0.5;
/// Words of a byline with a date at most: two names with their roles, "by" in some form, a date with its time.
const BYLINE_WORDS: f32 = 16.0;
/// Digits of a date with its year.
const DATE_DIGITS: f32 = 6.0;
/// Words of a line that is a date at most: the day's, the time's, that of its zone.
const DATE_WORDS: f32 = 6.0;
/// Words under which a line may be an entry among others; and how many of them in a row are a table or a list. Of bylines
/// and labels in such rows nine in ten are the article's, in the pages that the model was trained on.
const ENTRY_WORDS: f32 = 12.0;
const ENTRIES: usize = 5;

/// Drops the labels and the bylines among what is kept.
pub(super) fn drop_all(document: &Document, page: &Page, verdicts: &mut [Verdict]) {
    let entries = entries(page, verdicts);
    drop_labels(document, page, &entries, verdicts);
    drop_behind_labels(document, page, &entries, verdicts);
    drop_bylines(document, page, &entries, verdicts);
}

/// Whether each block is kept and short among others that are: in a table of results, a plan of the week, a list of what
/// to bring, "Monday", "5/1/2024" and "Shares" are what it says.
fn entries(page: &Page, verdicts: &[Verdict]) -> Vec<bool> {
    let mut entries = vec![false; verdicts.len()];
    let is_entry = |at: &usize| verdicts[*at].keep && page.measures[*at].words < ENTRY_WORDS;
    let blocks: Vec<usize> = (0..verdicts.len()).collect();
    for run in blocks.chunk_by(|a, b| is_entry(a) && is_entry(b)).filter(|run| run.len() >= ENTRIES) {
        run.iter().for_each(|&at| entries[at] = true);
    }
    entries
}

/// Blocks that are chrome by their words alone, whatever stands around them. Names of networks and of menu entries may
/// be a subhead or an item of an article's list; labels of teasers are chrome but for entries among others, and labels of
/// advertising always.
fn drop_labels(document: &Document, page: &Page, entries: &[bool], verdicts: &mut [Verdict]) {
    let first = (0..verdicts.len()).find(|&at| verdicts[at].keep && page.good[at]).unwrap_or(0);
    let in_text = [Concept::Share, Concept::Subscribe, Concept::Comment, Concept::Control];
    for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| verdict.keep) {
        let (m, found) = (&page.measures[at], |concept: Concept| page.phrases[at][concept as usize]);
        let shares = found(Concept::Share) == 2 && m.words <= LABEL_WORDS && !m.is_sentence();
        let is_text = document.blocks[at].kind == Kind::Paragraph;
        // Inside an article, such a row may be steps or places in their order.
        let row = shares || at < first && is_row(m);
        let is_label = is_text && (row || in_text.iter().any(|&concept| found(concept) == 3));
        let is_pointer = found(Concept::Related) == 3 || is_teaser(page, at);
        if found(Concept::Advertising) == 3 || !entries[at] && (is_label || is_pointer) {
            set(verdict, false, Reason::Label);
        }
    }
}

/// "Home | Town | Markets | Letters": the entries of a menu, or where the page stands in the site.
fn is_row(m: &Measure) -> bool {
    let (least, most) = ROW;
    m.separators >= least && m.words <= most * (m.separators + 1.0) && !m.is_sentence()
}

/// "Read also: headline of another story": begins with words of teasers, and is no sentence, or mostly a link.
fn is_teaser(page: &Page, at: usize) -> bool {
    let (m, linked) = (&page.measures[at], page.links[at] > TEASER_LINKED);
    page.phrases[at][Concept::Related as usize] == 2 && m.words <= TEASER_WORDS && (linked || !m.is_sentence())
}

/// Behind the article's last sentence, what stands under a label of chrome ("Most visited") is chrome too; but for the
/// cells of a table.
fn drop_behind_labels(document: &Document, page: &Page, entries: &[bool], verdicts: &mut [Verdict]) {
    let prose = |at: usize| page.good[at] || page.measures[at].is_sentence();
    let Some(last) = (0..verdicts.len()).rev().find(|&at| verdicts[at].keep && prose(at)) else { return };
    let is_cell = |at: usize| entries[at] && document.blocks[at].kind == Kind::Cell;
    let is_label = |at: &usize| {
        let says_so = page.phrases[*at].iter().any(|&found| found >= 2);
        says_so && page.measures[*at].words <= LABEL_WORDS && !is_cell(*at)
    };
    let Some(label) = (last + 1..verdicts.len()).find(is_label) else { return };
    for at in (label..verdicts.len()).filter(|&at| !is_cell(at)) {
        if verdicts[at].keep {
            set(&mut verdicts[at], false, Reason::Label);
        }
    }
}

/// Lines that hold nothing but a date, or an author's name with a word or two and a date.
fn drop_bylines(document: &Document, page: &Page, entries: &[bool], verdicts: &mut [Verdict]) {
    for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(at, verdict)| verdict.keep && !entries[*at]) {
        let (m, credit) = (&page.measures[at], page.phrases[at][Concept::Credit as usize]);
        // A year heads a part of a chronicle, a name what they say.
        let heads = matches!(document.blocks[at].kind, Kind::ListItem | Kind::Heading(_));
        if m.words > BYLINE_WORDS || m.is_sentence() || heads {
            continue;
        }
        let text = document.text(&document.blocks[at]);
        let names_author =
            document.meta.authors.iter().any(|author| !author.is_empty() && text.contains(author.as_str()));
        let language = document.meta.language.as_deref();
        let is_line = document.blocks[at].kind == Kind::Paragraph && m.words <= DATE_WORDS;
        let is_date = is_line && dates::parse(text, language).is_some();
        let dated = m.digits >= DATE_DIGITS && (credit > 0 || is_date);
        if credit == 3 || (credit == 2 && m.digits > 0.0) || dated || names_author {
            set(verdict, false, Reason::Byline);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    /// Which of some blocks are still kept; all were.
    fn kept(blocks: &[(Kind, &str)]) -> Vec<bool> {
        let document = Document::literal(blocks);
        let page = Page::new(&document);
        let mut verdicts = vec![Verdict { keep: true, score: 0.6, reason: Reason::Score }; blocks.len()];
        drop_all(&document, &page, &mut verdicts);
        verdicts.iter().map(|verdict| verdict.keep).collect()
    }

    const PROSE: (Kind, &str) =
        (Kind::Paragraph, "They took boots, a lamp and a rope, and were home again by six o'clock.");

    #[test]
    fn what_is_a_label_alone_is_an_entry_among_others() {
        let date = (Kind::Paragraph, "5/1/2024");
        assert_eq!(kept(&[date, PROSE]), [false, true]);
        for (text, expected) in
            [("17:41 JST, October 13, 2024", false), ("Harbour days: March 23-26, 2026, Marbury", true)]
        {
            assert_eq!(kept(&[(Kind::Paragraph, text), PROSE]), [expected, true], "{text}");
        }
        let cell = |text| (Kind::Cell, text);
        let table = [cell("5/1/2024"), cell("Anna"), cell("12"), cell("6/1/2024"), cell("Share"), PROSE];
        assert_eq!(kept(&table), [true; 6]);
        assert_eq!(kept(&table[3..]), [false, true, true]);
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
