//! Document and verdicts to a [`Record`].

use crate::Options;
use crate::dateline::{self, Dateline, Evidence};
use crate::document::{Block, Document, Warnings};
use crate::input::Input;
use crate::strip::{Reason, Verdict};

use super::confidence::confidence;
use super::{Body, Paragraph, Provenance, Record};

/// Paragraphs at the beginning of the body that are searched for a dateline.
const SEARCHED: usize = 3;
/// Dropped blocks right before the body that may be a dateline on a line of its own.
const BEFORE: usize = 2;
/// Characters up to which a dropped block can be such a line, or a credit.
const SHORT: usize = 100;
/// Dropped blocks before the body that may name an agency.
const CREDITS: usize = 6;

/// Puts a record together: what the page says of itself, the dateline, and the text the stripper kept.
pub fn assemble(input: &Input, document: &Document, verdicts: &[Verdict], options: &Options) -> Record {
    let kept: Vec<usize> = (0..verdicts.len()).filter(|&at| verdicts[at].keep).collect();
    let candidates = candidates(document, verdicts, &kept);
    let dateline = find(document, &candidates, &kept);
    let mut body = paragraphs(document, &kept);
    if let Some(found) = dateline.as_ref().filter(|_| !options.keep_dateline) {
        cut(&mut body, found, candidates.iter().filter(|at| !verdicts[**at].keep).count());
    }
    let raw = dateline.as_ref().map(|found| {
        let text = document.text(&document.blocks[candidates[found.paragraph]]);
        text[found.raw.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let (place, date, agency) = dateline.map_or((None, None, None), |found| (found.place, found.date, found.agency));
    let meta = document.meta.clone();
    Record {
        warnings: warnings(document, &body, meta.title.as_deref()),
        confidence: confidence(document, verdicts),
        title: meta.title,
        dateline: raw,
        dateline_place: place,
        dateline_date: date,
        dateline_agency: agency,
        body,
        authors: meta.authors,
        date_published: meta.date_published,
        date_modified: meta.date_modified,
        url: meta.url.or_else(|| input.url.clone()),
        site_name: meta.site_name,
        language: meta.language,
        description: meta.description,
        section: meta.section,
        tags: meta.tags,
        image: meta.image,
        fingerprint: None,
        input: provenance(input),
    }
}

fn provenance(input: &Input) -> Provenance {
    let Input { path, id, url, offset, retrieved, .. } = input.clone();
    Provenance { path, id, url, offset, retrieved }
}

fn warnings(document: &Document, body: &Body, title: Option<&str>) -> Warnings {
    let mut warnings = document.warnings;
    warnings.set(Warnings::EMPTY_INPUT, document.blocks.is_empty());
    warnings.set(Warnings::NO_ARTICLE, body.0.is_empty() && !document.blocks.is_empty());
    warnings.set(Warnings::NO_TITLE, title.is_none());
    warnings
}

fn paragraphs(document: &Document, kept: &[usize]) -> Body {
    let paragraph = |block: &Block| Paragraph { kind: block.kind, text: document.text(block).to_owned() };
    Body(kept.iter().map(|&at| paragraph(&document.blocks[at])).collect())
}

/// The blocks in which the dateline may stand: short ones dropped right before the body, then the body's first.
fn candidates(document: &Document, verdicts: &[Verdict], kept: &[usize]) -> Vec<usize> {
    let Some(&first) = kept.first() else { return Vec::new() };
    let is_line = |at: &usize| {
        let text = document.text(&document.blocks[*at]);
        verdicts[*at].reason != Reason::Title && text.len() <= SHORT
    };
    let lines = (first.saturating_sub(BEFORE)..first).rev().take_while(is_line).count();
    (first - lines..first).chain(kept.iter().copied().take(SEARCHED)).collect()
}

fn find(document: &Document, candidates: &[usize], kept: &[usize]) -> Option<Dateline> {
    let first = *kept.first()?;
    let paragraphs: Vec<&str> = candidates.iter().map(|&at| document.text(&document.blocks[at])).collect();
    let short = |at: usize| Some(document.text(&document.blocks[at])).filter(|text| text.len() <= SHORT);
    let mut credits: Vec<&str> = (first.saturating_sub(CREDITS)..first).filter_map(short).collect();
    credits.extend(document.meta.site_name.as_deref());
    credits.extend(document.meta.authors.iter().map(String::as_str));
    let evidence = Evidence {
        language: document.meta.language.as_deref(),
        places: &document.meta.places,
        lead: document.blocks[first].lead.unwrap_or(0) as usize,
        credits: &credits,
    };
    dateline::find(&paragraphs, &evidence)
}

/// Takes the dateline, and what was glued before it, out of the body; the first `before` candidates are not in it.
fn cut(body: &mut Body, found: &Dateline, before: usize) {
    let (paragraph, byte) = found.body;
    if let Some(goes_on) = paragraph.checked_sub(before).and_then(|at| body.0.get_mut(at)) {
        goes_on.text.drain(..byte);
    }
    if let Some(line) = found.paragraph.checked_sub(before).filter(|_| paragraph > found.paragraph) {
        body.0.drain(line..(paragraph - before).min(body.0.len()));
    }
    body.0.retain(|paragraph| !paragraph.text.trim().is_empty());
}
