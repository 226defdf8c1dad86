//! What is counted once for a page and looked at from every block: words, prose, likeness to the title.

use std::ops::Range;

use crate::document::{Block, Document};

use super::measure::Measure;
use super::phrases::{self, Found};
use super::series::Sums;
use super::sets::{Set, Sets};
use super::words::{self, Words};

/// Counts over a whole page.
pub(super) struct Page {
    pub(super) measures: Vec<Measure>,
    pub(super) phrases: Vec<Found>,
    /// Share of each block's characters inside links; NaN unknown.
    pub(super) links: Vec<f32>,
    /// Whether each block looks like running text by itself.
    pub(super) good: Vec<bool>,
    /// Words in such blocks.
    pub(super) prose: f32,
    /// The densest run of prose.
    pub(super) dense: Range<usize>,
    /// Words of the page.
    pub(super) words: f32,
    /// Likeness of each block to the title; NaN without one.
    pub(super) title_likeness: Vec<f32>,
    /// The block that is the title.
    pub(super) title_at: Option<usize>,
    /// Running sums of the prose.
    pub(super) prose_up_to: Sums,
    /// Share of each block's words that the page's prose has in common; NaN where there are too few words to tell.
    pub(super) functions: Vec<f32>,
    /// Share of each block's words that stand in the page's own summary; NaN where that is none.
    pub(super) in_description: Vec<f32>,
    words_up_to: Sums,
    hashes: Words,
    article_body: Option<Set>,
}

/// Share of linked characters above which a block is no prose however long.
const LINKED: f32 = 0.4;

/// Words of prose beyond which the length of a page says no more: pages that long are too few to learn from, and a long
/// report is no less of an article.
const LONG: f32 = 3000.0;

/// The words of a document's blocks, and what a scan of each tells.
pub(super) struct Counted {
    words: Words,
    pub(super) measures: Vec<Measure>,
    pub(super) phrases: Vec<Found>,
}

impl Counted {
    pub(super) fn of(document: &Document) -> Counted {
        let mut words = Words::with_room(document.text.len(), document.blocks.len());
        let measure = |block: &Block| words.push_part(&document.text, block.text.range());
        let measures: Vec<Measure> = document.blocks.iter().map(measure).collect();
        let mut buffer = String::new();
        let mut find = |(at, measure): (usize, &Measure)| {
            let text = document.text(&document.blocks[at]);
            phrases::find(text, words.placed(at), measure.digits > 0.0, &mut buffer)
        };
        let phrases = measures.iter().enumerate().map(&mut find).collect();
        Counted { words, measures, phrases }
    }

    /// The same of the blocks that are not left out.
    pub(super) fn without(&self, left_out: &[bool]) -> Counted {
        let left = || (0..left_out.len()).filter(|&at| !left_out[at]);
        Counted {
            words: self.words.of_blocks(left()),
            measures: left().map(|at| self.measures[at]).collect(),
            phrases: left().map(|at| self.phrases[at]).collect(),
        }
    }
}

impl Page {
    pub(super) fn new(document: &Document) -> Page {
        Page::of(Counted::of(document), document)
    }

    /// Given what was counted of the document.
    pub(super) fn of(counted: Counted, document: &Document) -> Page {
        let Counted { words, measures, phrases } = counted;
        let links: Vec<f32> =
            document.blocks.iter().zip(&measures).map(|(block, m)| link_share(block.linked, m)).collect();
        let good: Vec<bool> =
            measures.iter().zip(&links).map(|(m, &link)| m.is_good() && (link.is_nan() || link <= LINKED)).collect();
        let prose_up_to = Sums::new(11, measures.iter().zip(&good).map(|(m, &good)| if good { m.words } else { 0.0 }));
        let words_up_to = Sums::new(1, measures.iter().map(|m| m.words));
        let Likeness { functions, in_description, title: title_likeness } = Likeness::new(&words, document, &good);
        let article_body = document.meta.article_body.as_deref().map(Words::of);
        Page {
            dense: best_run(measures.iter().zip(&good).map(gain)),
            words: words_up_to.all(),
            prose: prose_up_to.all(),
            functions,
            in_description,
            title_at: title_at(&title_likeness),
            article_body: article_body.map(|body| Set::of(words::triples(body.all()))),
            measures,
            phrases,
            links,
            good,
            title_likeness,
            prose_up_to,
            words_up_to,
            hashes: words,
        }
    }

    /// How long the page is: its words of prose, as far as they tell something.
    pub(super) fn length(&self) -> f32 {
        self.prose.min(LONG)
    }

    /// Whether a block is running text, or a sentence.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        self.good[at] || self.measures[at].is_sentence()
    }

    /// Hashes of a block's words.
    pub(super) fn words_of(&self, at: usize) -> &[u32] {
        self.hashes.of_block(at)
    }

    /// Words that stand below each block.
    pub(super) fn words_below(&self) -> impl Iterator<Item = f32> {
        self.words_up_to.up_to().iter().map(|up_to| self.words - up_to)
    }

    /// Share of each block's word triples that stand in the text that the page's metadata carries.
    pub(super) fn in_article_body(&self) -> impl Iterator<Item = f32> {
        (0..self.measures.len()).map(|at| {
            let Some(body) = &self.article_body else { return f32::NAN };
            let triples = words::triples(self.hashes.of_block(at));
            let count = |(all, inside), triple| (all + 1, inside + usize::from(body.contains(triple)));
            let (all, inside) = triples.fold((0, 0), count);
            if all == 0 { f32::NAN } else { inside as f32 / all as f32 }
        })
    }
}

/// Words of a title that are compared; what is longer is none.
const TITLE_WORDS: usize = 64;

/// Words of a summary at least; what is shorter is none.
const SUMMARY_WORDS: usize = 5;

/// What the words of each block have in common with the page's prose, its summary and its title.
struct Likeness {
    functions: Vec<f32>,
    in_description: Vec<f32>,
    title: Vec<f32>,
}

impl Likeness {
    fn new(words: &Words, document: &Document, good: &[bool]) -> Likeness {
        let functions = words.common((0..good.len()).filter(|&at| good[at]));
        let description = set(&document.meta.description, usize::MAX);
        let title = set(&document.meta.title, TITLE_WORDS);
        let sets = Sets::of([&functions, &description, &title]);
        let counts: Vec<[u32; 3]> = (0..good.len()).map(|at| sets.count(words.of_block(at))).collect();
        let share = |at: usize, which: usize| counts[at][which] as f32 / words.of_block(at).len().max(1) as f32;
        let shares = |known: bool, which: usize| -> Vec<f32> {
            (0..good.len()).map(|at| if known { share(at, which) } else { f32::NAN }).collect()
        };
        Likeness {
            functions: shares(functions.len() > 0, 0),
            in_description: shares(description.len() >= SUMMARY_WORDS, 1),
            title: counts
                .iter()
                .enumerate()
                .map(|(at, count)| to_title(&title, words.of_block(at), count[2]))
                .collect(),
        }
    }
}

/// Likeness to a title of words of which so many are in it. A block with three times its words is not the title, whatever
/// it repeats.
fn to_title(title: &Set, words: &[u32], inside: u32) -> f32 {
    match title.len() {
        0 => f32::NAN,
        len if inside == 0 || words.len() > 3 * len + 3 => 0.0,
        _ => title.likeness(words),
    }
}

/// The first words of a text.
fn set(text: &Option<String>, most: usize) -> Set {
    Set::of(Words::of(text.as_deref().unwrap_or_default()).all().iter().copied().take(most))
}

fn link_share(linked: Option<u32>, measure: &Measure) -> f32 {
    linked.map_or(f32::NAN, |linked| (linked as f32 / measure.ink.max(1.0)).min(1.0))
}

/// The run of blocks with the highest sum of gains.
pub(super) fn best_run(gains: impl Iterator<Item = f32>) -> Range<usize> {
    let (mut best, mut best_sum, mut sum, mut start) = (0..0, 0.0, 0.0, 0);
    for (at, gain) in gains.enumerate() {
        sum += gain;
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

/// What a block adds to a run of prose: prose its words, anything else costs its words and two more, at most twelve, so
/// that a long paragraph outweighs a few short lines between, not a menu.
fn gain((m, &good): (&Measure, &bool)) -> f32 {
    if good { m.words } else { -(m.words + 2.0).min(12.0) }
}

/// The block most like the title, the first of equals, if it is at all like it.
fn title_at(likeness: &[f32]) -> Option<usize> {
    let best = likeness.iter().copied().fold(0.0, f32::max);
    if best < 0.6 { None } else { likeness.iter().position(|&value| value == best) }
}
