//! What is counted once for a page and looked at from every block: words, prose, likeness to the title.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::Document;

use super::measure::{self, Measure};
use super::phrases::{self, Found};

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
    pub(super) dense: (usize, usize),
    /// Likeness of each block to the title; NaN without one.
    pub(super) title_likeness: Vec<f32>,
    /// The block that is the title.
    pub(super) title_at: Option<usize>,
    prose_up_to: Vec<f32>,
    tokens: Tokens,
    function_words: HashSet<u32>,
    description: HashSet<u32>,
    article_body: Option<HashSet<u32>>,
}

/// Hashes of the lower-cased words of all blocks.
#[derive(Default)]
struct Tokens {
    hashes: Vec<u32>,
    ends: Vec<usize>,
}

/// Share of linked characters above which a block is no prose however long.
const LINKED: f32 = 0.4;

impl Page {
    pub(super) fn new(document: &Document) -> Page {
        let texts = || document.blocks.iter().map(|block| document.text(block));
        let measures: Vec<Measure> = texts().map(measure::measure).collect();
        let mut buffer = String::new();
        let phrases = texts().map(|text| phrases::find(text, &mut buffer)).collect();
        let links: Vec<f32> =
            document.blocks.iter().zip(&measures).map(|(block, m)| link_share(block.linked, m)).collect();
        let good: Vec<bool> =
            measures.iter().zip(&links).map(|(m, &link)| m.is_good() && (link.is_nan() || link <= LINKED)).collect();
        let mut tokens = Tokens::default();
        texts().for_each(|text| tokens.push(text));
        let prose_up_to = sums(measures.iter().zip(&good).map(|(m, &good)| if good { m.words } else { 0.0 }));
        let set = |text: &Option<String>| Tokens::of(text.as_deref().unwrap_or_default()).hashes;
        let title_likeness = tokens.likeness(&set(&document.meta.title));
        Page {
            dense: dense(&measures, &good),
            prose: prose_up_to.last().copied().unwrap_or_default(),
            function_words: function_words(&tokens, &good),
            title_at: title_at(&title_likeness),
            description: set(&document.meta.description).into_iter().collect(),
            article_body: document.meta.article_body.as_ref().map(|body| Tokens::of(body).triples().collect()),
            measures,
            phrases,
            links,
            good,
            title_likeness,
            prose_up_to,
            tokens,
        }
    }

    /// Prose words in some blocks; the range may reach over the end.
    pub(super) fn prose_in(&self, range: Range<usize>) -> f32 {
        let last = self.prose_up_to.len() - 1;
        self.prose_up_to[range.end.min(last)] - self.prose_up_to[range.start.min(last)]
    }

    /// Share of a block's words that the page's prose has in common; NaN where there are too few words to tell.
    pub(super) fn function_share(&self, at: usize) -> f32 {
        if self.function_words.is_empty() { f32::NAN } else { share(self.tokens.of_block(at), &self.function_words) }
    }

    /// Share of a block's words that stand in the page's own summary.
    pub(super) fn in_description(&self, at: usize) -> f32 {
        if self.description.len() < 5 { f32::NAN } else { share(self.tokens.of_block(at), &self.description) }
    }

    /// Share of a block's word triples that stand in the text that the page's metadata carries.
    pub(super) fn in_article_body(&self, at: usize) -> f32 {
        let Some(body) = &self.article_body else { return f32::NAN };
        let triples = self.tokens.of_block(at).windows(3).map(triple);
        let (all, inside) = triples.fold((0, 0), |(all, inside), t| (all + 1, inside + usize::from(body.contains(&t))));
        if all == 0 { f32::NAN } else { inside as f32 / all as f32 }
    }
}

fn link_share(linked: Option<u32>, measure: &Measure) -> f32 {
    linked.map_or(f32::NAN, |linked| (linked as f32 / measure.ink.max(1.0)).min(1.0))
}

fn share(words: &[u32], set: &HashSet<u32>) -> f32 {
    let inside = words.iter().filter(|word| set.contains(word)).count();
    inside as f32 / words.len().max(1) as f32
}

/// Running sums, with a 0 before the first.
fn sums(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let running = values.scan(0.0, |sum, value| {
        *sum += value;
        Some(*sum)
    });
    std::iter::once(0.0).chain(running).collect()
}

/// The run of blocks with the highest sum, where prose counts its words and anything else costs its words and two
/// more, at most twelve: a long paragraph outweighs a few short lines between, not a menu.
fn dense(measures: &[Measure], good: &[bool]) -> (usize, usize) {
    let (mut best, mut best_sum, mut sum, mut start) = ((0, 0), 0.0, 0.0, 0);
    for (at, (m, &good)) in measures.iter().zip(good).enumerate() {
        sum += if good { m.words } else { -(m.words + 2.0).min(12.0) };
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best_sum {
            (best, best_sum) = ((start, at + 1), sum);
        }
    }
    best
}

/// The block most like the title, the first of equals, if it is at all like it.
fn title_at(likeness: &[f32]) -> Option<usize> {
    let best = likeness.iter().copied().fold(0.0, f32::max);
    if best < 0.6 { None } else { likeness.iter().position(|&value| value == best) }
}

/// The words that stand in the most paragraphs of the page, at least in two and at most thirty: a stand-in for lists of
/// function words that works in every language.
fn function_words(tokens: &Tokens, good: &[bool]) -> HashSet<u32> {
    let mut counts: HashMap<u32, (u32, usize)> = HashMap::new();
    for (at, _) in good.iter().enumerate().filter(|(_, good)| **good) {
        for &word in tokens.of_block(at) {
            let (count, last) = counts.entry(word).or_insert((0, usize::MAX));
            *count += u32::from(*last != at);
            *last = at;
        }
    }
    let mut common: Vec<(u32, u32)> = counts.into_iter().map(|(word, (count, _))| (count, word)).collect();
    common.retain(|&(count, _)| count > 1);
    common.sort_unstable_by(|a, b| b.cmp(a));
    common.into_iter().take(30).map(|(_, word)| word).collect()
}

fn triple(words: &[u32]) -> u32 {
    words.iter().fold(0, |hash: u32, word| hash.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ word)
}

impl Tokens {
    fn of(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.push(text);
        tokens
    }

    /// Adds a block's words: runs of letters and digits; an ideograph is a word.
    fn push(&mut self, text: &str) {
        let mut word: Option<u32> = None;
        for c in text.chars() {
            let alone = measure::is_ideograph(c);
            if !c.is_alphanumeric() || alone {
                self.hashes.extend(word.take());
            }
            if c.is_alphanumeric() {
                let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
                let hash = word.unwrap_or(0x811c_9dc5);
                word = Some((hash ^ u32::from(lower)).wrapping_mul(0x0100_0193));
            }
            if alone {
                self.hashes.extend(word.take());
            }
        }
        self.hashes.extend(word);
        self.ends.push(self.hashes.len());
    }

    fn of_block(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.hashes[start..self.ends[at]]
    }

    fn triples(&self) -> impl Iterator<Item = u32> {
        self.hashes.windows(3).map(triple)
    }

    /// Jaccard likeness of each block's words to some others'.
    fn likeness(&self, title: &[u32]) -> Vec<f32> {
        let title: HashSet<u32> = title.iter().copied().collect();
        let likeness = |at| {
            let words = self.of_block(at);
            if words.len() > 3 * title.len() + 3 {
                return 0.0;
            }
            let own: HashSet<u32> = words.iter().copied().collect();
            let both = own.intersection(&title).count();
            both as f32 / (own.len() + title.len() - both).max(1) as f32
        };
        (0..self.ends.len()).map(|at| if title.is_empty() { f32::NAN } else { likeness(at) }).collect()
    }
}
