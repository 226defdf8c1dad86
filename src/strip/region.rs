//! From scores to the article: the few rules that a block's score cannot carry.

use std::collections::HashSet;

use crate::document::{Document, Kind};

use super::page::Page;
use super::{Reason, Verdict};

/// Words under which the kept text is doubted and the likeliest blocks are added.
const FEW_WORDS: f32 = 25.0;
/// Score that a page's best block needs for there to be an article at all.
const LEAST_SCORE: f32 = 0.2;
/// Likeness from which a short block is the title again.
const SAME_TITLE: f32 = 0.8;
/// Words from which a block that stands twice is a repetition and not a refrain.
const REPEATED_WORDS: f32 = 8.0;

/// Turns verdicts where the whole page knows better than a block.
pub(super) fn choose(document: &Document, page: &Page, verdicts: &mut [Verdict]) {
    add_likeliest(page, verdicts);
    drop_title(page, verdicts);
    drop_repeated(page, verdicts);
    drop_orphans(document, verdicts);
}

fn set(verdict: &mut Verdict, keep: bool, reason: Reason) {
    (verdict.keep, verdict.reason) = (keep, reason);
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
        verdicts.iter_mut().for_each(|verdict| set(verdict, false, Reason::NoArticle));
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
            set(&mut verdicts[at], true, Reason::Likeliest);
        }
    }
}

/// The title is a field of its own.
fn drop_title(page: &Page, verdicts: &mut [Verdict]) {
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        if verdict.keep && page.title_likeness[at] >= SAME_TITLE {
            set(verdict, false, Reason::Title);
        }
    }
}

/// Pages that print their article twice (for print, for small screens) mean it once.
fn drop_repeated(page: &Page, verdicts: &mut [Verdict]) {
    let mut seen = HashSet::new();
    for (verdict, m) in verdicts.iter_mut().zip(&page.measures) {
        if verdict.keep && m.words >= REPEATED_WORDS && !seen.insert(m.hash) {
            set(verdict, false, Reason::Repeated);
        }
    }
}

/// A subhead at the end of what is kept heads nothing.
fn drop_orphans(document: &Document, verdicts: &mut [Verdict]) {
    for at in (0..verdicts.len()).rev().filter(|&at| document.blocks[at].kind != Kind::Caption) {
        if !verdicts[at].keep {
            continue;
        }
        if !matches!(document.blocks[at].kind, Kind::Heading(_)) {
            break;
        }
        set(&mut verdicts[at], false, Reason::Orphan);
    }
}
