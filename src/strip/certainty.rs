//! How likely the page is an article that was cut out well: what its first look, its metadata and its address say.

use crate::document::{Document, Marks};

use super::columns::columns;
use super::containers::Containers;
use super::context::First;
use super::forest::{Forest, probability};
use super::level::Level;
use super::page::Page;
use super::phrases::Concept;

columns! {
    /// Likelihood of the likeliest block.
    Likeliest = "likeliest",
    /// Liked words: words, as the second look counts them, times likelihood.
    Liked = "liked",
    /// The share of the page's words that liked words are.
    LikedShare = "liked_share",
    /// Mean likelihood of the blocks that the first look would keep.
    KeptMean = "kept_mean",
    /// Words in blocks that may be text or not, for each liked word.
    Unsure = "unsure",
    /// Share of the liked words that stands in the best run.
    InRun = "in_run",
    /// Blocks of the best run.
    RunBlocks = "run_blocks",
    /// Blocks of the page.
    Blocks = "blocks",
    /// Prose words of the page.
    Prose = "prose",
    /// Mean words of a block that the first look would keep.
    KeptWords = "kept_words",
    /// Share of linked characters in those.
    KeptLinks = "kept_links",
    /// Share of them that are sentences.
    KeptSentences = "kept_sentences",
    /// Mean share of function words in them.
    KeptFunctions = "kept_functions",
    /// Share of the page's words in forms.
    FormShare = "form_share",
    /// Likewise in comments.
    CommentShare = "comment_share",
    /// Likewise about authors.
    AuthorShare = "author_share",
    /// Share of the blocks that are words of sharing.
    SharePhrases = "share_phrases",
    /// Characters of the title.
    TitleLength = "title_length",
    /// Characters of the description.
    DescriptionLength = "description_length",
    /// Authors.
    Authors = "authors",
    /// Whether the day of publication is known.
    Dated = "dated",
    /// Whether a day of change is known.
    Modified = "modified",
    /// Whether there is a lead picture.
    Pictured = "pictured",
    /// Characters of the longest part of the address's path; unknown without an address.
    SlugLength = "slug_length",
    /// Hyphens in the part with the most.
    SlugHyphens = "slug_hyphens",
}

/// Likelihood from which the first look would keep a block, as the default threshold does, and between which it is unsure: as
/// far as likelihoods hold, one block in five or more is not what it seems.
const KEPT: f32 = 0.45;
const UNSURE: std::ops::Range<f32> = 0.2..0.8;

/// The columns, one page.
pub(super) type Row = [Level; NAMES.len()];

/// Probability that the page is an article and its text right; `None` where the model has no trees for it.
pub(super) fn certainty(forest: &Forest, row: &Row) -> Option<f32> {
    if forest.is_empty() { None } else { Some(probability(forest.log_odds_of(row))) }
}

/// Measures the page.
pub(super) fn measure(document: &Document, page: &Page, containers: &Containers, first: &First<'_>) -> Row {
    let mut row = [Level::UNKNOWN; NAMES.len()];
    let mut set = |column: Column, value: f32| row[column as usize] = Level::of(value);
    let all = sum(first, |_| true, |_| 1.0).max(1.0);
    let liked = first.liked();
    set(Column::Likeliest, first.likeliest());
    set(Column::Liked, liked);
    set(Column::LikedShare, liked / all);
    let unsure = |at: usize| UNSURE.contains(&first.likelihood(at));
    set(Column::Unsure, sum(first, unsure, |_| 1.0) / liked.max(1.0));
    let run = first.run();
    set(Column::InRun, sum(first, |at| run.contains(&at), |at| first.likelihood(at)) / liked.max(1.0));
    set(Column::RunBlocks, run.len() as f32);
    set(Column::Blocks, page.measures.len() as f32);
    set(Column::Prose, page.length());
    let kept = |at: usize| first.likelihood(at) > KEPT;
    let words = sum(first, kept, |_| 1.0).max(1.0);
    let mean = |value: &dyn Fn(usize) -> f32| sum(first, kept, value) / words;
    set(Column::KeptMean, mean(&|at| first.likelihood(at)));
    set(Column::KeptLinks, mean(&|at| known(page.links[at])));
    set(Column::KeptSentences, mean(&|at| f32::from(u8::from(page.measures[at].is_sentence()))));
    set(Column::KeptFunctions, mean(&|at| known(page.functions[at])));
    let count = (0..page.measures.len()).filter(|&at| kept(at)).count().max(1);
    set(
        Column::KeptWords,
        page.measures.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, m)| m.words).sum::<f32>() / count as f32,
    );
    let share = |mark: Marks| sum(first, |at| containers.marks(at).intersects(mark), |_| 1.0) / all;
    set(Column::FormShare, share(Marks::FORM));
    set(Column::CommentShare, share(Marks::COMMENT));
    set(Column::AuthorShare, share(Marks::AUTHOR));
    let shared = page.phrases.iter().filter(|found| found[Concept::Share as usize] >= 2).count();
    set(Column::SharePhrases, shared as f32 / page.phrases.len() as f32);
    declared(&mut row, document);
    row
}

/// What the page says of itself.
fn declared(row: &mut Row, document: &Document) {
    let meta = &document.meta;
    let length = |text: &Option<String>| text.as_deref().map_or(0, |text| text.chars().count()) as f32;
    let is_there = |text: &Option<String>| f32::from(u8::from(text.is_some()));
    let mut set = |column: Column, value: f32| row[column as usize] = Level::of(value);
    set(Column::TitleLength, length(&meta.title));
    set(Column::DescriptionLength, length(&meta.description));
    set(Column::Authors, meta.authors.len() as f32);
    set(Column::Dated, is_there(&meta.date_published));
    set(Column::Modified, is_there(&meta.date_modified));
    set(Column::Pictured, is_there(&meta.image));
    if let Some(path) = meta.url.as_deref().and_then(path) {
        let most = |value: fn(&str) -> usize| path.split('/').map(value).max().unwrap_or_default() as f32;
        set(Column::SlugLength, most(str::len));
        set(Column::SlugHyphens, most(|part| part.matches('-').count()));
    }
}

/// The path of an absolute URL.
fn path(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    Some(rest.split_once('/').map_or("", |(_, path)| path))
}

/// A sum over some blocks, weighed by their words.
fn sum(first: &First<'_>, of: impl Fn(usize) -> bool, value: impl Fn(usize) -> f32) -> f32 {
    (0..first.len()).filter(|&at| of(at)).fold(0.0, |sum, at| sum + first.words(at) * value(at))
}

fn known(value: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_address_is_what_stands_behind_the_host() {
        for (url, expected) in [
            ("https://example.org/news/ship-runs-aground?id=1#top", Some("news/ship-runs-aground")),
            ("https://example.org", Some("")),
            ("https://example.org?a/b", Some("")),
            ("example.org/news", None),
        ] {
            assert_eq!(path(url), expected, "{url}");
        }
    }
}
