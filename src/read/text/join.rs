//! Whether a line goes on where the one before it stopped.

use super::lines::Line;
use super::marker::{Marker, marker};
use super::shape::{self, Shape};
use crate::letters;
use crate::read::{chars, language};

/// On a page that is neither wrapped at one width nor broken at tags, a small letter goes on a line of at least this
/// share of the longest, in percent, if that one is no longer than what is printed: text with a ragged edge. Elsewhere
/// small letters begin the items of menus.
const RAGGED_PERCENT: u32 = 60;
const RAGGED_COLUMNS: std::ops::RangeInclusive<u32> = 40..=140;

/// Columns of a line that ends on a dash and is taken for a dateline, at most: longer ones end on a dash by chance.
const DATELINE: u32 = 80;

/// Words behind a hyphen at the end of a line that leave it a hyphen with a space behind: "pre- and post-war".
const SUSPENDING: [&str; 14] = ["and", "or", "to", "und", "oder", "bis", "bzw", "et", "ou", "y", "o", "e", "en", "of"];

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Another block begins.
    Break,
    /// One sentence with a space at the line's end.
    Space,
    /// One sentence, and nothing between.
    Tight,
    /// One word, broken at a hyphen or behind its own.
    Hyphen,
}

/// How the second line of the pair relates to the first, which is the `nth` of its block (from 1).
pub(super) fn join(page: &str, shape: &Shape, pair: &[Line], nth: u16) -> Join {
    let (above, below) = (&pair[0], &pair[1]);
    let apart = below.runs_on || below.gap > 0 && !(shape.fragmented && below.glued);
    if apart || !is_one(page, shape, pair, nth) {
        return Join::Break;
    }
    between(above.text(page), below.text(page), above.trail + below.lead > 0)
}

/// Whether both lines are one sentence or paragraph; they have no blank line between.
fn is_one(page: &str, shape: &Shape, pair: &[Line], nth: u16) -> bool {
    let (above, below) = (pair[0].text(page), pair[1].text(page));
    match (marker(above).0, marker(below).0) {
        (Marker::Heading(_), _) | (_, Marker::Bullet | Marker::Heading(_) | Marker::Rule) => false,
        (Marker::Quote, Marker::Quote) => is_running_on(page, shape, &unquoted(page, pair), nth),
        (Marker::Quote, _) | (_, Marker::Quote) => false,
        (_, Marker::Hyphen | Marker::Number(_)) => false,
        (_, Marker::Round) if pair[1].lead > 0 => false,
        _ => is_running_on(page, shape, pair, nth),
    }
}

/// The lines without the signs of quotation; they are none where nothing else is.
fn unquoted(page: &str, pair: &[Line]) -> [Line; 2] {
    [0, 1].map(|index| Line { start: pair[index].start + marker(pair[index].text(page)).1 as u32, ..pair[index] })
}

fn is_running_on(page: &str, shape: &Shape, pair: &[Line], nth: u16) -> bool {
    let (above, below) = (&pair[0], &pair[1]);
    let (text, next) = (above.text(page), below.text(page));
    if text.is_empty() || next.is_empty() {
        return false;
    }
    if shape.width.is_some_and(|width| is_aligned(page, shape, pair, nth) && shape::is_full(page, pair, width)) {
        return true;
    }
    if clings(next) || opens(text) {
        return true;
    }
    if chars::ends_sentence(text) {
        return false;
    }
    if below.lead == above.lead && is_small(next) && is_hyphenated(text, next) {
        return true;
    }
    let ragged = RAGGED_COLUMNS.contains(&shape.longest) && above.columns * 100 >= shape.longest * RAGGED_PERCENT;
    let spaced = shape.fragmented && shape.spaces_tell && (above.trail == 1 || below.lead == 1);
    let goes_on = is_small(next) && (ragged || shape.fragmented) || ragged && is_open(text) && is_number(next);
    spaced || goes_on || is_open_dateline(text, above.columns)
}

/// Whether a line ends in a word that begins something: an article, a preposition.
fn is_open(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    word.starts_with(letters::is_lowercase) && language::is_common(word)
}

fn is_number(text: &str) -> bool {
    text.starts_with(letters::is_numeric)
}

/// Whether text begins with a small letter that is no brand's (`eBay`).
pub(super) fn is_small(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(letters::is_lowercase) && !chars.next().is_some_and(letters::is_uppercase)
}

/// Whether the second line is set where a paragraph that the first belongs to goes on: a deeper one begins a paragraph
/// (but for the text of a list item, which hangs), a shallower one goes on only below an indented first line, and only
/// at the page's own margin. Two lines indented alike are two paragraphs if the first ends a sentence.
fn is_aligned(page: &str, shape: &Shape, pair: &[Line], nth: u16) -> bool {
    let (above, below) = (pair[0].lead, pair[1].lead);
    let text = pair[0].text(page);
    let hanging = nth == 1 && usize::from(below) == usize::from(above) + marker(text).1;
    let level = below == above && !(nth == 1 && above > shape.lead && chars::ends_sentence(text));
    level || (hanging && below > above) || (nth == 1 && below < above && below == shape.lead)
}

/// A place, date and agency with the dash behind them, and nothing more.
fn is_open_dateline(text: &str, columns: u32) -> bool {
    let dash = [" -", " --", " –", " —", ")-", ")--", ")–", ")—", ",--"];
    columns <= DATELINE && dash.iter().any(|dash| text.ends_with(dash)) && text.starts_with(letters::is_uppercase)
}

/// Whether a line ends in what can only stand before a word: an opening bracket or quotation mark. Behind `„`, `“` closes.
fn opens(text: &str) -> bool {
    let closes = |before: &str| before.rfind(['„', '“']).is_some_and(|at| before[at..].starts_with('„'));
    text.ends_with(['(', '[', '（', '「', '„']) || text.strip_suffix('“').is_some_and(|before| !closes(before))
}

/// Whether a line begins with what can only stand behind a word: a comma, a closing bracket.
pub(super) fn clings(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some(',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '%' | '’' | '”' | '…') => {
            chars.next().is_none_or(|next| !letters::is_alphanumeric(next) && !"-.=/)(".contains(next))
        }
        Some(first) => "、。，．；：！？）］｝」』】》〉،؛؟۔".contains(first),
        None => false,
    }
}

/// What to put between two lines that are one.
pub(super) fn between(above: &str, below: &str, spaced: bool) -> Join {
    let (Some(last), Some(first)) = (above.chars().next_back(), below.chars().next()) else { return Join::Space };
    let spaceless = |char| chars::is_spaceless(char) || chars::is_run_together(char);
    let clinging = !spaced && (clings(below) || opens(above));
    match () {
        () if is_hyphenated(above, below) => Join::Hyphen,
        () if clinging || spaceless(last) && spaceless(first) => Join::Tight,
        () => Join::Space,
    }
}

/// Whether the first line breaks inside a word. Whether the hyphen was the printer's or the writer's ("re-elected") is for
/// [`super::hyphens`] to say.
fn is_hyphenated(above: &str, below: &str) -> bool {
    let word = |text: &str| text.chars().next_back().is_some_and(letters::is_alphabetic);
    let next = below.split(|char: char| !letters::is_alphabetic(char)).next().unwrap_or_default();
    above.strip_suffix(['-', '‐']).is_some_and(word)
        && next.starts_with(letters::is_alphabetic)
        && !SUSPENDING.contains(&next)
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    /// The join of the first two lines with text on a page.
    fn first(page: &str) -> Join {
        let lines = split(page);
        join(page, &shape::shape(page, &lines), &lines[..2], 1)
    }

    #[test]
    fn joins() {
        let broken = "\n, then\n, later";
        let rows = [
            ("comma below", "A storm", ", the third", Join::Tight),
            ("comma below with its space", "Une tempête ", ": la troisième", Join::Space),
            ("bracket above", "Acme (", "NYSE", Join::Tight),
            ("quotation mark that opens", "He said “", "Never", Join::Tight),
            ("quotation mark that closes in German", "„Niemals“", "Ein Gespräch", Join::Break),
            ("inline element with its space", "A ", "Storm", Join::Space),
            ("the space below", "Acme", " Corporation", Join::Space),
            ("small letter", "The town", "council", Join::Space),
            ("sentence before", "It is over. ", "Storm", Join::Break),
            ("nothing tells", "News", "Sports", Join::Break),
            ("bullet", "a list of ", "* item", Join::Break),
            ("heading", "# Storm ", "in town", Join::Break),
            ("Chinese punctuation", "昨天下午", "，市政府", Join::Tight),
            ("extension", "The domain", ".org", Join::Break),
        ];
        for (name, above, below, wanted) in rows {
            assert_eq!(first(&format!("{above}\n{below}{broken}")), wanted, "{name}");
        }
    }

    #[test]
    fn joins_of_pages_that_are_not_broken_at_tags() {
        let rows = [
            ("dateline alone", "SPRINGFIELD, March 3 (Agency) --", "The council met.", Join::Space),
            ("menu", "video", "audio", Join::Break),
            ("a word broken off", "The re-", "elected mayor", Join::Hyphen),
            ("a hyphen before a name", "The re-", "Elected", Join::Break),
            (
                "a number behind a word that opens",
                "It left the harbour of the old town at 07:10 with",
                "88 people.",
                Join::Space,
            ),
            (
                "a number behind another",
                "It left the harbour of the old town with many people",
                "88 people",
                Join::Break,
            ),
            (
                "a long line and a small letter",
                "The council, which met on Monday in the old hall,",
                "voted.",
                Join::Space,
            ),
            ("blank line between", "The council, which met on Monday in the old hall,\n", "voted.", Join::Break),
        ];
        for (name, above, below, wanted) in rows {
            assert_eq!(first(&format!("{above}\n{below}")), wanted, "{name}");
        }
    }

    #[test]
    fn hyphens() {
        assert_eq!(between("the re-", "elected mayor", false), Join::Hyphen);
        assert_eq!(between("the pre-", "and post-war years", false), Join::Space);
        assert_eq!(between("Monday -", "the day", false), Join::Space);
    }
}
