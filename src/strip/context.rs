//! The second look: what the first look made of a block's neighbours, its sections and the blocks of its style.

use std::collections::HashMap;

use crate::document::Document;

use super::containers::Containers;
use super::page::Page;

macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $column:ident = $name:literal,)+) => {
        /// Columns of the second look.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Column { $($(#[doc = $doc])+ $column,)+ }
        /// Names of the columns, in order.
        pub(super) const NAMES: [&str; [$(Column::$column),+].len()] = [$($name,)+];
    };
}

columns! {
    /// The first look's own verdict, as log odds.
    Alone = "alone",
    /// Mean verdict over the two blocks on either side, weighed by words.
    Near = "near",
    /// Likewise over six.
    Around = "around",
    /// Likewise over twenty.
    Wide = "wide",
    /// Likewise over five before.
    Before = "before",
    /// Likewise over five behind.
    Behind = "behind",
    /// Mean verdict over the block's own section.
    Section = "section",
    /// Likewise one level up.
    Parent = "parent",
    /// Likewise two levels up.
    Grand = "grand",
    /// Likewise three levels up.
    Great = "great",
    /// Mean verdict over the blocks of the same style.
    Style = "style",
    /// Blocks outside the run that the first look likes best: 0 inside, negative before, positive behind.
    Run = "run",
    /// Blocks to the nearest confident one above; 40 none.
    Above = "above",
    /// Likewise below.
    Below = "below",
    /// Share of the page's liked words that stand above.
    LikedAbove = "liked_above",
    /// Liked words of the page.
    Liked = "liked",
}

/// One row of the second look.
pub(super) type Context = [f32; NAMES.len()];

/// Words of a block that count at most: a very long one should not decide for its neighbours alone.
const MOST_WORDS: f32 = 60.0;
/// Likelihood that parts liked from disliked words in the search for the best run: a little below even, so that one
/// doubtful paragraph does not part a run.
const LIKED: f32 = 0.4;
/// Likelihood and words from which a block is one to lean on.
const CONFIDENT: (f32, f32) = (0.5, 8.0);
/// Blocks beyond which a distance says no more.
const FAR: f32 = 40.0;

/// Looks at every block again.
pub(super) fn contexts(
    document: &Document,
    page: &Page,
    containers: &Containers,
    first: &[(f32, f32)],
) -> Vec<Context> {
    let words: Vec<f32> = page.measures.iter().map(|m| m.words.min(MOST_WORDS) + 1.0).collect();
    let means = Means::new(&words, first);
    let sections = by_section(document, &words, first);
    let styles = by_style(document, containers, &words, first);
    let run = best_run(&words, first);
    let mut rows = vec![[f32::NAN; NAMES.len()]; first.len()];
    for (at, row) in rows.iter_mut().enumerate() {
        let mut set = |column: Column, value: f32| row[column as usize] = value;
        let before = |reach: usize| at.saturating_sub(reach)..at;
        let behind = |reach: usize| at + 1..at + 1 + reach;
        set(Column::Alone, first[at].0);
        set(Column::Near, means.over(&[before(2), behind(2)]));
        set(Column::Around, means.over(&[before(6), behind(6)]));
        set(Column::Wide, means.over(&[before(20), behind(20)]));
        set(Column::Before, means.over(&[before(5)]));
        set(Column::Behind, means.over(&[behind(5)]));
        let mut section = document.blocks[at].section as usize;
        for column in [Column::Section, Column::Parent, Column::Grand, Column::Great] {
            set(column, sections[section]);
            section = document.sections[section].parent.unwrap_or(0) as usize;
        }
        set(Column::Style, styles[&containers.style(document.blocks[at].section)]);
        let offset = if at < run.0 { at as f32 - run.0 as f32 } else { (at as f32 - run.1 as f32 + 1.0).max(0.0) };
        set(Column::Run, offset.clamp(-FAR, FAR));
        set(Column::LikedAbove, means.liked(0..at) / means.liked(0..first.len()).max(1.0));
        set(Column::Liked, means.liked(0..first.len()));
    }
    distances(&mut rows, page, first);
    rows
}

/// Running sums of words and liked words.
struct Means {
    words: Vec<f32>,
    liked: Vec<f32>,
}

impl Means {
    fn new(words: &[f32], first: &[(f32, f32)]) -> Means {
        let mut means = Means { words: vec![0.0], liked: vec![0.0] };
        let (mut all, mut liked) = (0.0, 0.0);
        for (word, (_, p)) in words.iter().zip(first) {
            all += word;
            liked += word * p;
            means.words.push(all);
            means.liked.push(liked);
        }
        means
    }

    fn sum(sums: &[f32], range: std::ops::Range<usize>) -> f32 {
        sums[range.end.min(sums.len() - 1)] - sums[range.start.min(sums.len() - 1)]
    }

    fn liked(&self, range: std::ops::Range<usize>) -> f32 {
        Means::sum(&self.liked, range)
    }

    /// Mean likelihood over some ranges; unknown where they hold nothing.
    fn over(&self, ranges: &[std::ops::Range<usize>]) -> f32 {
        let liked: f32 = ranges.iter().map(|range| self.liked(range.clone())).sum();
        let words: f32 = ranges.iter().map(|range| Means::sum(&self.words, range.clone())).sum();
        if words > 0.0 { liked / words } else { f32::NAN }
    }
}

fn by_section(document: &Document, words: &[f32], first: &[(f32, f32)]) -> Vec<f32> {
    let mut sums = vec![(0.0_f32, 0.0_f32); document.sections.len()];
    for (at, block) in document.blocks.iter().enumerate() {
        let sum = &mut sums[block.section as usize];
        *sum = (sum.0 + words[at] * first[at].1, sum.1 + words[at]);
    }
    for at in (1..sums.len()).rev() {
        let parent = document.sections[at].parent.unwrap_or(0) as usize;
        let own = sums[at];
        sums[parent] = (sums[parent].0 + own.0, sums[parent].1 + own.1);
    }
    sums.into_iter().map(|(liked, words)| if words > 0.0 { liked / words } else { f32::NAN }).collect()
}

fn by_style(document: &Document, containers: &Containers, words: &[f32], first: &[(f32, f32)]) -> HashMap<u64, f32> {
    let mut sums: HashMap<u64, (f32, f32)> = HashMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let sum = sums.entry(containers.style(block.section)).or_default();
        *sum = (sum.0 + words[at] * first[at].1, sum.1 + words[at]);
    }
    sums.into_iter().map(|(style, (liked, words))| (style, liked / words.max(1.0))).collect()
}

/// The run of blocks with the highest sum of words times likelihood above [`LIKED`].
fn best_run(words: &[f32], first: &[(f32, f32)]) -> (usize, usize) {
    let (mut best, mut best_sum, mut sum, mut start) = ((0, 0), 0.0, 0.0, 0);
    for (at, (word, (_, p))) in words.iter().zip(first).enumerate() {
        sum += word * (p - LIKED);
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best_sum {
            (best, best_sum) = ((start, at + 1), sum);
        }
    }
    best
}

fn distances(rows: &mut [Context], page: &Page, first: &[(f32, f32)]) {
    let confident = |at: usize| first[at].1 > CONFIDENT.0 && page.measures[at].words >= CONFIDENT.1;
    let mut distance = FAR;
    for (at, row) in rows.iter_mut().enumerate() {
        row[Column::Above as usize] = distance;
        distance = if confident(at) { 1.0 } else { (distance + 1.0).min(FAR) };
    }
    distance = FAR;
    for (at, row) in rows.iter_mut().enumerate().rev() {
        row[Column::Below as usize] = distance;
        distance = if confident(at) { 1.0 } else { (distance + 1.0).min(FAR) };
    }
}
