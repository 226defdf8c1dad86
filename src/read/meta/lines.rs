//! Bylines and date lines as plain blocks near the headline: all that a text dump, or a page without markup, has.

use crate::document::Document;

use super::super::dates::{self, Moment};
use super::super::names;
use super::title;

/// Longest block that is read as a byline or date line, in characters.
const LONGEST: usize = 160;

/// Blocks above the headline that are looked at: kickers, dates.
const ABOVE: usize = 3;

/// Blocks below it: standfirst, picture, credits.
const BELOW: usize = 14;

/// Blocks from the top among which the headline is sought.
const TOP: usize = 400;

/// Characters from which a block is running text if it ends like a sentence. The second such one ends the search: the
/// first may be the standfirst.
const PROSE: usize = 120;

/// What the blocks near the headline say.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) authors: Vec<String>,
    pub(super) published: Option<Moment>,
    pub(super) modified: Option<Moment>,
}

/// Reads the blocks near the headline.
pub(super) fn read(document: &Document, headline: Option<usize>, language: Option<&str>) -> Lines {
    let mut lines = Lines::default();
    let start = headline.unwrap_or_default();
    let below = document.blocks.iter().skip(start + usize::from(headline.is_some())).take(BELOW);
    let mut prose = 0;
    let mut labelled = false;
    for block in below {
        let text = document.text(block);
        if labelled && lines.authors.is_empty() {
            lines.authors = names::people(text);
        }
        labelled = names::is_label(text);
        if is_prose(text) {
            prose += 1;
        } else if text.chars().nth(LONGEST).is_none() {
            lines.line(text, language);
        }
        if prose == 2 {
            break;
        }
    }
    for block in document.blocks[start.saturating_sub(ABOVE)..start].iter().rev() {
        let text = document.text(block);
        if text.chars().nth(LONGEST).is_none() {
            lines.line(text, language);
        }
    }
    if lines.authors.is_empty() {
        lines.authors = signature(document);
    }
    lines
}

/// The author that a short line anywhere names at length ("Written by Jane Doe"), as at the end of a text.
fn signature(document: &Document) -> Vec<String> {
    let texts = document.blocks.iter().map(|block| document.text(block));
    let short = texts.filter(|text| text.len() <= LONGEST && names::is_introduced_at_length(text));
    short.map(names::people).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The last block near the top that prints the headline: a dump repeats it in menus and breadcrumbs before.
pub(super) fn headline(document: &Document, title: &str) -> Option<usize> {
    let headline = &title::key(title);
    let prints = |text: &str| text.len() <= headline.len() * 2 + 40 && title::key(text) == *headline;
    let mut blocks = document.blocks.iter().take(TOP).enumerate();
    let mut found = None;
    let mut prose = 0;
    while let Some((index, block)) = blocks.next().filter(|_| prose < 2) {
        let text = document.text(block);
        prose += usize::from(is_prose(text));
        if prints(text) {
            found = Some(index);
        }
    }
    found
}

fn is_prose(text: &str) -> bool {
    let long = text.chars().nth(PROSE).is_some() || (text.len() > 2 * PROSE && !text.is_ascii());
    long && text.trim_end().ends_with(['.', '!', '?', '”', '"', '。', '»', '…', '؟', '।'])
}

impl Lines {
    fn line(&mut self, text: &str, language: Option<&str>) {
        let found = dates::find(text, language);
        if let Some(found) = found {
            self.date(&text[..found.start], found.moment);
        }
        // Without "by" a line of names must have nothing else beside them but a date.
        if self.authors.is_empty() && (names::is_introduced(text) || found.is_some() && text.contains('|')) {
            self.authors = names::people(text);
        }
    }

    fn date(&mut self, before: &str, moment: Moment) {
        if says_changed(before) {
            self.modified.get_or_insert(moment);
        } else {
            self.published.get_or_insert(moment);
        }
    }
}

/// Whether the words before a date say that it is of a change.
pub(super) fn says_changed(before: &str) -> bool {
    let lower = before.to_lowercase();
    CHANGED.iter().any(|word| lower.contains(word)) && !PUBLISHED.iter().any(|word| lower.contains(word))
}

/// Words before a date of change.
const CHANGED: [&str; 16] = [
    "updated", "modified", "aktualisiert", "mis à jour", "modifié", "actualizado", "atualizado", "aggiornato", "bijgewerkt",
    "обновлено", "güncelle", "تحديث", "به‌روز", "更新", "aktualizacja", "수정",
];

/// Words before a date of publication, which win where both stand before it.
const PUBLISHED: [&str; 3] = ["published", "veröffentlicht", "publié"];
