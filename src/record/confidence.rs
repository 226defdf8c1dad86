//! How sure a record may be of itself.

use crate::document::Document;
use crate::strip::Verdict;

/// Characters of body at which an article of average certainty reaches about two thirds of full confidence: two
/// paragraphs of a news story. Pages that are no articles mostly yield less.
const ENOUGH: f32 = 600.0;

/// 0 to 1: the mean score of what was kept, weighed by length, less when little was kept.
///
/// A first version: it orders records well, but 0.9 does not yet mean that nine in ten are good.
pub(super) fn confidence(document: &Document, verdicts: &[Verdict]) -> f32 {
    let (mut length, mut score) = (0.0, 0.0);
    for (block, verdict) in document.blocks.iter().zip(verdicts).filter(|(_, verdict)| verdict.keep) {
        length += block.text.len() as f32;
        score += block.text.len() as f32 * verdict.score;
    }
    if length == 0.0 {
        return 0.0;
    }
    let confidence = score / length * (1.0 - (-length / ENOUGH).exp());
    (confidence * 1000.0).round() / 1000.0
}
