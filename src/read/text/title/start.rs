//! Where the running text of a dump begins: behind its menus, headline and byline.

use crate::dateline::{self, Evidence};
use crate::document::{Block, Document, Kind};
use crate::read::{chars, dates};

use super::super::consent;
use super::super::says_who_or_when;
use super::{LONGEST_BYLINE, PROSE, SENTENCE, TOP};

/// Words of the shortest sentence that counts where all are short.
const SHORT_SENTENCE: usize = 4;

/// Most that a short block takes off a run of running text, in words: a menu ends a run, a subhead does not.
const MOST_OFF: usize = 12;

/// The running text begins with the first run that has this share of the longest one, in percent: subheads and lists
/// part an article into several runs, teasers above it are smaller than its parts.
const RUN_PERCENT: usize = 30;

/// The block with which the running text begins: runs of it are where the sum stays above zero when running text counts
/// its words and anything else takes some off. In a text of nothing but short lines it is the first of two sentences.
pub(super) fn of_prose(document: &Document, words: &[usize]) -> usize {
    let mut runs = vec![(0, 0)];
    let (mut sum, mut most) = (0usize, 0);
    for (index, block) in document.blocks.iter().enumerate() {
        let count = words[index];
        let ends = chars::ends_sentence(document.text(block));
        let is_prose = count >= PROSE || count >= SENTENCE && ends;
        // A long headline has its byline below.
        let is_headline =
            index == 0 && !ends && document.blocks.get(1).is_some_and(|below| is_about(document.text(below)));
        if !is_prose || is_headline || is_notice(document, block) {
            sum = sum.saturating_sub((count + 2).min(MOST_OFF));
            continue;
        }
        if sum == 0 {
            runs.push((index, 0));
        }
        sum += count;
        most = most.max(sum);
        if let Some(run) = runs.last_mut() {
            run.1 = run.1.max(sum);
        }
    }
    let first = runs.iter().find(|run| run.1 > 0 && run.1 * 100 >= most * RUN_PERCENT).map(|run| run.0);
    first.or_else(|| sentences_start(document, words)).or_else(|| brief_start(document)).unwrap_or(0)
}

/// Whether a short line says who wrote, or when.
pub(super) fn is_about(line: &str) -> bool {
    line.len() <= LONGEST_BYLINE && says_who_or_when(line)
}

/// Whether a block asks for consent, in however many words.
pub(super) fn is_notice(document: &Document, block: &Block) -> bool {
    document.marks(block).contains(consent::NOTICE)
}

/// The beginning of a text without sentences, near the top: its dateline, its list, or what stands below its day.
fn brief_start(document: &Document) -> Option<usize> {
    let text = |index: usize| document.blocks.get(index).map_or("", |block| document.text(block));
    let is_list = |index: usize| document.blocks[index].kind == Kind::ListItem;
    let is_day = |index: usize| dates::is_line(text(index), None);
    let top = 1..document.blocks.len().min(TOP);
    let begins = |&index: &usize| is_dateline(text(index), text(index + 1)) || is_list(index) || is_day(index - 1);
    top.clone().find(begins).filter(|&index| index > 1 || !is_day(0))
}

/// Whether a line begins with a dateline, or is one above the next.
pub(in crate::read::text) fn is_dateline(line: &str, next: &str) -> bool {
    dateline::find(&[line, next], &Evidence::default()).is_some_and(|found| found.paragraph == 0)
}

/// The first of two sentences in a row: briefs have short ones, and some languages few and long words.
fn sentences_start(document: &Document, words: &[usize]) -> Option<usize> {
    let is_sentence =
        |index: usize| words[index] >= SHORT_SENTENCE && chars::ends_sentence(document.text(&document.blocks[index]));
    (1..words.len()).find(|&index| is_sentence(index - 1) && is_sentence(index)).map(|second| second - 1)
}
