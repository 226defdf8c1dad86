//! From scores to the article: the few rules that a block's score cannot carry.

use crate::document::{Document, Kind, Marks};

use super::again::{self, asks};
use super::containers::Containers;
use super::page::Page;
use super::phrases::Concept;
use super::{Reason, Verdict, kept, labels, next_articles, siblings, teasers, threshold};

/// Words under which the kept text is doubted and the likeliest blocks are added.
const FEW_WORDS: f32 = 25.0;
/// Score that a page's best block needs for there to be an article at all.
const LEAST_SCORE: f32 = 0.2;
/// Likeness from which a short block is the title again.
const SAME_TITLE: f32 = 0.8;

/// Score from which a line is plainly text: one without a sentence can be an article, a short one can stand alone.
const PLAIN_SCORE: f32 = 0.55;
/// Words of a line, or some, under which it is too short to stand in an article alone.
const LONE_WORDS: f32 = 12.0;
/// Share of a sentence inside links up to which it can.
const LONE_LINKED: f32 = 0.4;
/// Words of a sentence that tells something as a heading.
const TOLD_WORDS: f32 = 8.0;
/// Words of the shortest sentence that can be a whole article.
const SENTENCE_WORDS: f32 = 5.0;

/// Turns verdicts where the whole page knows better than a block.
pub(super) fn choose(
    document: &Document,
    page: &Page,
    containers: &Containers,
    threshold: f32,
    verdicts: &mut [Verdict],
) {
    let threshold = keep_doubtful(page, threshold, verdicts);
    drop_dialogs(page, containers, verdicts);
    choose_carried(document, page, verdicts);
    add_likeliest(page, verdicts);
    drop_title(page, verdicts);
    again::drop_all(document, page, containers, verdicts);
    next_articles::drop_all(document, page, verdicts);
    teasers::drop_all(document, page, verdicts);
    labels::drop_all(document, page, verdicts);
    siblings::agree(document, page, threshold, verdicts);
    siblings::keep_between(document, page, containers, verdicts);
    drop_orphans(document, page, verdicts);
    drop_lone(document, page, containers, verdicts);
    again::drop_pulled(document, page, containers, verdicts);
    drop_all_without_prose(page, verdicts);
}

/// Lowers the threshold where all of a page is doubtful, and says to what.
fn keep_doubtful(page: &Page, threshold: f32, verdicts: &mut [Verdict]) -> f32 {
    let lower = threshold::of_page(threshold, page, verdicts);
    for verdict in verdicts.iter_mut().filter(|verdict| !verdict.keep && verdict.score > lower) {
        verdict.set(true, Reason::Doubtful);
    }
    lower
}

/// A page of which hardly anything is kept: the likeliest blocks, so many that the expected F1 is highest; or nothing,
/// where even the best is unlikely.
fn add_likeliest(page: &Page, verdicts: &mut [Verdict]) {
    let words = |at: usize| page.measures[at].words;
    let kept: f32 = (0..verdicts.len()).filter(|&at| verdicts[at].keep).map(words).sum();
    if kept >= FEW_WORDS {
        return;
    }
    let best = verdicts.iter().map(|verdict| verdict.score).fold(0.0, f32::max);
    if best < LEAST_SCORE {
        verdicts.iter_mut().for_each(|verdict| verdict.set(false, Reason::NoArticle));
        return;
    }
    let mut order: Vec<usize> = (0..verdicts.len()).collect();
    order.sort_by(|&a, &b| verdicts[b].score.total_cmp(&verdicts[a].score));
    let expected: f32 = (0..verdicts.len()).map(|at| verdicts[at].score * words(at)).sum();
    let (mut hit, mut taken, mut best, mut best_f1) = (0.0, 0.0, 0, 0.0);
    for (count, &at) in order.iter().enumerate() {
        hit += verdicts[at].score * words(at);
        taken += words(at);
        let f1 = 2.0 * hit / (taken + expected).max(1.0);
        if f1 > best_f1 {
            (best, best_f1) = (count + 1, f1);
        }
    }
    for &at in &order[..best] {
        if !verdicts[at].keep {
            verdicts[at].set(true, Reason::Likeliest);
        }
    }
}

/// A consent dialog may be longer than the article under it; it is the page only where nothing is under it.
fn drop_dialogs(page: &Page, containers: &Containers, verdicts: &mut [Verdict]) {
    let inside = |at: usize| containers.marks(at).contains(Marks::DIALOG);
    let kept = kept(verdicts);
    let (over, under): (Vec<usize>, Vec<usize>) = kept.into_iter().partition(|&at| inside(at));
    let below = if over.is_empty() { 0.0 } else { prose_outside(page, inside) };
    if under.iter().any(|&at| page.good[at]) || below >= FEW_WORDS {
        over.into_iter().for_each(|at| verdicts[at].set(false, Reason::Dialog));
    }
}

fn prose_outside(page: &Page, inside: impl Fn(usize) -> bool) -> f32 {
    (0..page.good.len()).filter(|&at| page.good[at] && !inside(at)).map(|at| page.measures[at].words).sum()
}

/// An article that the page carries as data is the article, unless more is shown: then it is something else.
fn choose_carried(document: &Document, page: &Page, verdicts: &mut [Verdict]) {
    let Some(section) = document.carried() else { return };
    let is_carried = |at: usize| document.blocks[at].section == section;
    let words = |at: usize| page.measures[at].words;
    let carried: f32 = (0..verdicts.len()).filter(|&at| is_carried(at)).map(words).sum();
    let shown: f32 = (0..verdicts.len()).filter(|&at| verdicts[at].keep && !is_carried(at)).map(words).sum();
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        let keep = is_carried(at) == (carried > shown);
        if is_carried(at) || carried > shown && verdict.keep {
            verdict.set(keep, Reason::Carried);
        }
    }
}

/// Labels of a form, a menu, a list of names: an article has a sentence, or a paragraph, or at least a line that is
/// plainly text (a table of results behind a dateline).
fn drop_all_without_prose(page: &Page, verdicts: &mut [Verdict]) {
    let is_prose = |at: usize| {
        let m = &page.measures[at];
        let label = page.phrases[at].iter().any(|&found| found >= 2);
        let sentence = m.is_sentence() && m.words >= SENTENCE_WORDS;
        page.good[at] || (!label && (sentence || verdicts[at].score >= PLAIN_SCORE))
    };
    if !(0..verdicts.len()).any(|at| verdicts[at].keep && is_prose(at)) {
        verdicts.iter_mut().for_each(|verdict| verdict.set(false, Reason::NoArticle));
    }
}

/// The title is a field of its own.
fn drop_title(page: &Page, verdicts: &mut [Verdict]) {
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        if verdict.keep && page.title_likeness[at] >= SAME_TITLE {
            verdict.set(false, Reason::Title);
        }
    }
}

/// A subhead at the end of what is kept heads nothing, but for one that tells something: the items of a list of pictures are
/// all headings. One that asks wants an answer.
fn drop_orphans(document: &Document, page: &Page, verdicts: &mut [Verdict]) {
    for at in (0..verdicts.len()).rev().filter(|&at| document.blocks[at].kind != Kind::Caption) {
        if !verdicts[at].keep {
            continue;
        }
        let m = &page.measures[at];
        let tells = m.is_sentence() && m.words >= TOLD_WORDS && !asks(document, at);
        if tells || !matches!(document.blocks[at].kind, Kind::Heading(_)) {
            break;
        }
        verdicts[at].set(false, Reason::Orphan);
    }
}

/// A short line alone among what is dropped is a label, a caption, a teaser, unless its score is high or it is a sentence in a
/// section where the text stands: "No one on board was hurt." behind a box of other stories. A label of advertising parts nothing: the
/// text goes on behind it.
fn drop_lone(document: &Document, page: &Page, containers: &Containers, verdicts: &mut [Verdict]) {
    let is_ad = |at: usize| page.phrases[at][Concept::Advertising as usize] == 3;
    let kept = kept(verdicts);
    let runs = || kept.chunk_by(|&above, &below| (above + 1..below).all(is_ad));
    let around = |at: usize| containers.around(document, at);
    let known = if containers.known() { kept.as_slice() } else { &[] };
    let mut of_text: Vec<usize> = known.iter().filter(|&&at| page.good[at]).map(|&at| around(at)).collect();
    of_text.sort_unstable();
    let in_text = |at: usize| {
        let m = &page.measures[at];
        let is_sentence = document.blocks[at].kind == Kind::Paragraph && m.is_sentence() && m.words >= SENTENCE_WORDS;
        is_sentence && page.links[at] <= LONE_LINKED && of_text.binary_search(&around(at)).is_ok()
    };
    // What is all that is kept stands beside nothing.
    for run in runs().filter(|run| run.len() < kept.len()) {
        let words: f32 = run.iter().map(|&at| page.measures[at].words).sum();
        let is_lone = |&at: &usize| verdicts[at].score < PLAIN_SCORE && !in_text(at);
        if words < LONE_WORDS && run.iter().all(is_lone) {
            run.iter().for_each(|&at| verdicts[at].set(false, Reason::Lone));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::read;

    #[test]
    fn a_subhead_at_the_end_is_kept_if_it_tells_something() {
        for (heading, expected) in [
            ("What to take", false),
            ("9. They took boots and a lamp, and were home again by six.", true),
            ("What would you take with you on such a day?", false),
        ] {
            let document = Document::literal(&[(Kind::Paragraph, "They sang."), (Kind::Heading(2), heading)]);
            let mut verdicts = [Verdict { keep: true, score: 0.6, reason: Reason::Score }; 2];
            drop_orphans(&document, &Page::new(&document), &mut verdicts);
            assert_eq!(verdicts.map(|verdict| verdict.keep), [true, expected], "{heading}");
        }
    }

    #[test]
    fn text_goes_on_behind_advertising() {
        let (prose, short) =
            ("They took boots and a lamp, and rope enough for all of the twelve who went.", "They sang.");
        for (label, expected) in [("Advertisement", true), ("Annonse", true), ("Our picture", false)] {
            let texts = [prose, label, short, "Our picture"].map(|text| (Kind::Paragraph, text));
            let verdict = |keep| Verdict { keep, score: 0.5, reason: Reason::Score };
            let mut verdicts = [true, false, true, false].map(verdict);
            let document = Document::literal(&texts);
            let page = Page::new(&document);
            drop_lone(&document, &page, &Containers::new(&document, &page), &mut verdicts);
            assert_eq!(verdicts.map(|verdict| verdict.keep), [true, false, expected, false], "{label}");
        }
    }

    #[test]
    fn a_sentence_beside_the_text_is_not_lone() {
        let prose = "<p>They took boots and a lamp, and rope enough for all of the twelve who went.</p>";
        let (box_, last) = ("<aside>Our picture</aside>", "<p>They sang all night long.</p>");
        for (page, expected) in [
            (format!("<div>{prose}{box_}{last}</div>"), true),
            (format!("<div>{prose}{box_}<p><a href=/>They sang all night long.</a></p></div>"), false),
            (format!("<div>{prose}{box_}<p>They</p></div>"), false),
            (format!("<div>{prose}</div>{box_}<div>{last}</div>"), false),
        ] {
            let mut document = Document::default();
            read::read(&page, Format::Html, None, &mut document);
            let verdict = |keep| Verdict { keep, score: 0.5, reason: Reason::Score };
            let mut verdicts = [true, false, true].map(verdict);
            let counted = Page::new(&document);
            drop_lone(&document, &counted, &Containers::new(&document, &counted), &mut verdicts);
            assert_eq!(verdicts.map(|verdict| verdict.keep), [true, false, expected], "{page}");
        }
    }

    #[test]
    fn a_short_line_among_what_is_dropped_is_dropped() {
        let (short, long) =
            ((Kind::Paragraph, "Our picture"), (Kind::Paragraph, "They took boots and a lamp, ".repeat(3)));
        let document = Document::literal(&[short, (long.0, &long.1), short, short, short, short]);
        let page = Page::new(&document);
        for (scores, expected) in [
            ([0.5, 0.1, 0.1, 0.1, 0.1, 0.1], [true, false, false, false, false, false]),
            ([0.5, 0.9, 0.1, 0.5, 0.1, 0.9], [true, true, false, false, false, true]),
            ([0.1, 0.5, 0.1, 0.5, 0.5, 0.1], [false, true, false, false, false, false]),
            ([0.1, 0.5, 0.1, 0.5, 0.9, 0.1], [false, true, false, true, true, false]),
        ] {
            let mut verdicts =
                scores.map(|score| Verdict { keep: score > 0.45, score, reason: Reason::Score }).to_vec();
            drop_lone(&document, &page, &Containers::new(&document, &page), &mut verdicts);
            assert_eq!(verdicts.iter().map(|verdict| verdict.keep).collect::<Vec<_>>(), expected, "{scores:?}");
        }
    }
}
