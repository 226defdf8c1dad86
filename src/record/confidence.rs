//! How sure a record may be of itself.

use crate::document::Document;
use crate::strip::Verdict;

/// Characters of body at which an article of average certainty reaches about two thirds of full confidence: two
/// paragraphs of a news story. Pages that are no articles mostly yield less.
const ENOUGH: f32 = 600.0;

/// 0 to 1: what the stripper says of the page as a whole. Where it does not, the mean score of what was kept, weighed by
/// length, less when little was kept, which orders records but is no probability. 0 without a body.
pub(super) fn confidence(document: &Document, verdicts: &[Verdict], certainty: Option<f32>) -> f32 {
    let (mut length, mut score) = (0.0, 0.0);
    for (block, verdict) in document.blocks.iter().zip(verdicts).filter(|(_, verdict)| verdict.keep) {
        length += block.text.len() as f32;
        score += block.text.len() as f32 * verdict.score;
    }
    if length == 0.0 {
        return 0.0;
    }
    let confidence = certainty.unwrap_or_else(|| score / length * (1.0 - (-length / ENOUGH).exp()));
    (confidence * 1000.0).round() / 1000.0
}
