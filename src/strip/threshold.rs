//! Above which score the blocks of one page are kept.

use super::Verdict;
use super::page::Page;

/// Expected F1 from which a page is judged by the policy's threshold as it stands: half of it is 0.45.
const SURE: f32 = 0.9;

/// Share of the policy's threshold that is left at least, however doubtful a page.
const LEAST: f32 = 0.78;

/// Steps of a score within which blocks are kept or dropped together.
const STEPS: usize = 64;

/// The threshold for a page of such scores: the policy's, or less where all of the page is doubtful.
///
/// F1 is highest where all is kept whose likelihood is above half the F1 that comes of it (Z. Lipton, C. Elkan and
/// B. Narayanaswamy, "Optimal thresholding of classifiers to maximize F1 measure", 2014). So a page of which every
/// block scores 0.4 keeps them, and one that is sure of most of its text does not keep what scores as low.
pub(super) fn of_page(policy: f32, page: &Page, verdicts: &[Verdict]) -> f32 {
    policy * (best_f1(page, verdicts) / SURE).clamp(LEAST, 1.0)
}

/// The highest F1 by words that is to be expected of keeping all blocks above some score.
fn best_f1(page: &Page, verdicts: &[Verdict]) -> f32 {
    // For each step its words, and those to be expected to be text.
    let mut steps = [(0.0, 0.0); STEPS];
    for (&Verdict { score, .. }, m) in verdicts.iter().zip(&page.measures) {
        let (words, text) = &mut steps[((score * STEPS as f32) as usize).min(STEPS - 1)];
        *words += m.words;
        *text += score * m.words;
    }
    let expected: f32 = steps.iter().map(|(_, text)| text).sum();
    let (mut kept, mut right, mut best) = (0.0, 0.0, 0.0_f32);
    for (words, text) in steps.into_iter().rev() {
        kept += words;
        right += text;
        best = best.max(2.0 * right / (kept + expected).max(1.0));
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::Reason;
    use super::*;
    use crate::document::{Document, Kind};

    #[test]
    fn doubt_of_all_lowers_it_and_doubt_of_some_does_not() {
        let text = (Kind::Paragraph, "Boots and a lamp they took with them.");
        let page = Page::new(&Document::literal(&[text; 4]));
        for (scores, expected) in [
            ([1.0, 1.0, 1.0, 1.0], 0.45),
            ([1.0, 1.0, 0.0, 0.0], 0.45),
            ([1.0, 1.0, 1.0, 0.4], 0.45),
            // All are kept: F1 of 2 * 1.6 / (4 + 1.6), and less is not taken.
            ([0.4; 4], 0.351),
            // Three are kept: F1 of 2 * 2.1 / (3 + 2.1).
            ([0.7, 0.7, 0.7, 0.0], 0.412),
            ([0.0; 4], 0.351),
        ] {
            let verdicts = scores.map(|score| Verdict { keep: true, score, reason: Reason::Score });
            let threshold = of_page(0.45, &page, &verdicts);
            assert!((threshold - expected).abs() < 0.001, "{scores:?}: {threshold}");
        }
    }
}
