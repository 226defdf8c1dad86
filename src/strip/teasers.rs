//! Other stories under a label for them: their headlines and decks may be whole sentences, as those of the article are, and
//! below a short text there are more of them than of its own.

use crate::document::{Document, Kind};

use super::measure::Measure;
use super::page::Page;
use super::phrases::Concept;
use super::{Reason, Verdict};

/// Words of a paragraph from which it is no deck of another story.
const DECK_WORDS: f32 = 60.0;
/// Words of the lines of a list of headlines at most, and on average: below a text, where no markup says where the list ends.
const LINE_WORDS: (f32, f32) = (20.0, 14.0);
/// The same of headlines that are no sentences, each with its deck.
const DECKED_WORDS: (f32, f32) = (30.0, 18.0);
/// Words of a headline.
const HEADLINE_WORDS: std::ops::RangeInclusive<f32> = 4.0..=20.0;
/// Lines of a list at least, and blocks that are looked at below its label: a longer one is a page's front.
const FEWEST: usize = 2;
const MOST: usize = 200;

/// Drops what stands under labels of other stories behind the first sentence that is kept.
pub(super) fn drop_all(document: &Document, page: &Page, verdicts: &mut [Verdict]) {
    let Some(first) = (0..verdicts.len()).find(|&at| verdicts[at].keep && page.is_prose(at)) else { return };
    let mut at = first + 1;
    while at < verdicts.len() {
        let end = if is_label(document, page, at) { end_of_list(document, page, at, verdicts) } else { at + 1 };
        // A page's own headline may stand under the label of its section.
        if !page.title_at.is_some_and(|title| (at..end).contains(&title)) {
            let under = verdicts[at..end].iter_mut().skip(1).filter(|verdict| verdict.keep);
            under.for_each(|verdict| verdict.set(false, Reason::Label));
        }
        at = end;
    }
}

/// "Related stories", "Most read:".
fn is_label(document: &Document, page: &Page, at: usize) -> bool {
    let kind = document.blocks[at].kind;
    page.phrases[at][Concept::Related as usize] == 3 && !matches!(kind, Kind::Cell | Kind::ListItem)
}

/// The end of what a label heads; the block behind it where it heads nothing that is told from the text.
fn end_of_list(document: &Document, page: &Page, label: usize, verdicts: &[Verdict]) -> usize {
    let end = section(document, label)
        .filter(|&end| (label..end).all(|at| !verdicts[at].keep || page.measures[at].words < DECK_WORDS));
    end.or_else(|| rest(page, label)).unwrap_or(label + 1)
}

/// The end of the section that a block begins, the innermost that holds more; of a page, for a text has none of its own.
fn section(document: &Document, at: usize) -> Option<usize> {
    document.blocks[at].linked?;
    let section = |at: usize| document.blocks[at].section;
    let all = document.blocks.len();
    let outer = (at + 1 < all).then(|| common(document, section(at), section(at + 1)))?;
    let is_inside = |at: usize| common(document, section(at), outer) == outer;
    let begins = at.checked_sub(1).is_none_or(|above| !is_inside(above));
    let below = at + 1..all.min(at + 1 + MOST);
    let end = || below.clone().find(|&at| !is_inside(at)).or_else(|| (below.end == all).then_some(all));
    begins.then(end).flatten()
}

/// The innermost section around both.
fn common(document: &Document, mut one: u32, mut other: u32) -> u32 {
    // What is around a section has a lower number.
    while one != other {
        let inner = if one > other { &mut one } else { &mut other };
        *inner = document.sections[*inner as usize].parent.unwrap_or(0);
    }
    one
}

/// The end of the page, where nothing but headlines that are sentences stand behind the label, or headlines each with its deck.
/// One sentence behind some headlines is how a text goes on.
fn rest(page: &Page, label: usize) -> Option<usize> {
    let all = page.measures.len();
    if all - label > MOST {
        return None;
    }
    let is_line = |at: &usize| !page.phrases[*at].contains(&3);
    let lines: Vec<&Measure> = (label + 1..all).filter(is_line).map(|at| &page.measures[at]).collect();
    let is_headline = |m: &Measure| !m.is_sentence() && HEADLINE_WORDS.contains(&m.words);
    let sentences = lines.iter().filter(|m| m.is_sentence()).count();
    let decked = lines.chunks(2).all(|pair| is_headline(pair[0]) && pair.get(1).is_none_or(|deck| deck.is_sentence()));
    let (most, mean) = if decked { DECKED_WORDS } else { LINE_WORDS };
    let words: f32 = lines.iter().map(|m| m.words).sum();
    let is_list =
        lines.len() >= FEWEST && words <= mean * lines.len() as f32 && (decked || 2 * sentences >= lines.len());
    (is_list && lines.iter().all(|m| m.words <= most && m.stops <= 1.0)).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::read;

    const TEXT: &str = "They took boots, a lamp and a rope, and were home again by six o'clock.";
    const STORY: &str = "The ferry will not sail today because of the wind.";
    const HEADLINE: &str = "Storm closes the harbour";

    /// Which blocks are still kept; all were.
    fn kept(document: &Document) -> Vec<bool> {
        let mut verdicts = vec![Verdict { keep: true, score: 0.9, reason: Reason::Score }; document.blocks.len()];
        drop_all(document, &Page::new(document), &mut verdicts);
        verdicts.iter().map(|verdict| verdict.keep).collect()
    }

    #[test]
    fn a_list_at_the_end_goes_whatever_its_sentences() {
        let long = TEXT.repeat(2);
        for (lines, expected) in [
            (&[TEXT, "Most read", STORY, STORY][..], &[true, true, false, false][..]),
            (&[TEXT, "Most read", HEADLINE, STORY, HEADLINE, STORY], &[true, true, false, false, false, false]),
            (&[TEXT, "Most read", HEADLINE, STORY, HEADLINE], &[true, true, false, false, false]),
            // The text may go on with one.
            (&[TEXT, "Most read", STORY], &[true; 3]),
            (&[TEXT, "Most read", HEADLINE, HEADLINE, STORY], &[true; 5]),
            (&[TEXT, "Most read", STORY, &long, STORY], &[true; 5]),
            // Nothing is kept above it.
            (&["Most read", STORY, STORY], &[true; 3]),
        ] {
            let blocks: Vec<_> = lines.iter().map(|line| (Kind::Paragraph, *line)).collect();
            assert_eq!(kept(&Document::literal(&blocks)), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_section_that_a_label_begins_is_about_other_stories() {
        let long = TEXT.repeat(5);
        let deck = format!("<p>{TEXT}</p>");
        for (behind, expected) in [
            (
                format!("<div><h3>Most read</h3><div><h4>{HEADLINE}</h4>{deck}</div></div>{deck}"),
                [true, true, false, false, true],
            ),
            (format!("<div><h3>Most read</h3><p>{long}</p>{deck}</div>{deck}"), [true; 5]),
            (format!("<h3>Most read</h3><p>{TEXT}</p>{deck}{deck}"), [true; 5]),
        ] {
            let mut document = Document::default();
            read::read(&format!("<article>{deck}{behind}</article>"), Format::Html, None, &mut document);
            assert_eq!(kept(&document), expected, "{behind}");
        }
    }

    #[test]
    fn the_page_s_own_headline_may_stand_under_a_label() {
        let page = format!(
            "<title>{HEADLINE}</title><p>{TEXT}</p><div><p>Top stories</p><h1>{HEADLINE}</h1><p>{TEXT}</p></div>"
        );
        let mut document = Document::default();
        read::read(&page, Format::Html, None, &mut document);
        assert_eq!(kept(&document), [true; 4]);
    }
}
