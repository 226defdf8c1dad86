//! Lines that say when the article was published or changed, told from those that say when something else happened.

use super::super::labels::{self, Dated, Kind, opens, says_changed};
use super::{LONGEST, ends_sentence};
use crate::letters;
use crate::read::{dates, names};

/// Whether a line says when the article was published or changed, and next to nothing else.
pub(crate) fn says_when(text: &str, language: Option<&str>) -> bool {
    if letters::is_longer(text, LONGEST) || !dates::may_hold(text) {
        return false;
    }
    if behind_done(text).is_some_and(|day| dates::is_line(day, language)) {
        return true;
    }
    let all = labels::dated(text, language);
    // "3 March 2024, 5.41 pm. Updated at 6.20 pm": the verb may stand before a time.
    let opens = || all.first().is_some_and(|dated| dated.before.trim().is_empty()) && says_changed(text);
    (all.iter().any(|dated| dated.kind.is_some()) || opens())
        && all.iter().all(|dated| is_date_line(text, dated, false))
}

/// Whether a line is nothing but a word for publication or change, with another beside it at most ("Posted on", "Last updated:").
pub(in super::super) fn is_label(text: &str) -> bool {
    /// Longest label, in bytes; Cyrillic letters have two.
    const LONGEST_LABEL: usize = 40;
    text.len() <= LONGEST_LABEL && text.split_whitespace().count() <= 3 && (opens(text) || says_changed(text))
}

/// Words before a day on which something came out, an article or what it is about: they say nothing of a date by themselves.
const DONE: [&str; 6] = ["released", "issued", "filed", "printed", "aired", "recorded"];

/// What stands behind such a word at the beginning of a line.
pub(super) fn behind_done(line: &str) -> Option<&str> {
    let (first, behind) = line.split_once(' ')?;
    DONE.iter().any(|word| word.eq_ignore_ascii_case(first)).then_some(behind)
}

/// What is said of a date in its line, or else in the line before.
pub(super) fn said(label: &str, dated: &Dated) -> Option<Kind> {
    let own = dated.kind.is_some() || dated.before.contains(letters::is_alphabetic) || !is_label(label);
    if own { dated.kind } else { labels::kind(label) }
}

/// Marks that part a line into what belongs together.
const PARTS: [char; 11] = ['\n', '|', '·', '•', '・', '⋅', '–', '—', '/', '(', ')'];

/// Words of running text that may stand before a date behind a label or "by": "This article was first published on".
const LABELLED: usize = 3;

/// The same behind a date: "5 min read", "11 minutes".
const BEHIND: usize = 2;

/// Whether a date is what its line is there for: no more than a label, a byline, an outlet or a place stands beside it.
/// In running text it is the day of something else ("The bridge fell on 3 March 2024, killing six"), and under a
/// picture that of the picture.
pub(super) fn is_date_line(text: &str, dated: &Dated, is_labelled: bool) -> bool {
    let before = dated.before.rsplit(PARTS).next().unwrap_or_default();
    let before = before.rsplit(". ").next().unwrap_or_default().trim_start();
    let behind = dated.behind.split(PARTS).next().unwrap_or_default();
    let behind = if labels::kind(behind).is_some() { "" } else { behind };
    let is_introduced = is_labelled || dated.kind.is_some() || names::is_introduced(before);
    let most = if is_introduced { LABELLED } else { 0 };
    let own = usize::from(dated.kind.is_some());
    let is_sentence = || ends_sentence(text) && running(before, true) + running(behind, true) > own;
    let is_captioned = || [before, behind].iter().any(|text| text.contains(letters::is_alphabetic));
    let is_of_article = opens(text) || dated.kind.is_some() && labels::opens_with_article(text);
    running(before, false) <= most
        && (is_of_article || running(behind, false) <= BEHIND && !is_sentence())
        && !(is_captioned() && labels::is_of_picture(text))
}

/// Words as running text has them and names have not: in small letters, and longer than "on" and "von". Behind commas a
/// word alone is a day of the week. In sentences those of scripts without capitals count too.
fn running(text: &str, in_sentence: bool) -> usize {
    /// Letters of the shortest such word.
    const SHORTEST: usize = 4;
    let runs = |word: &str, alone: bool| {
        let mut letters = word.chars().filter(|c| letters::is_alphabetic(*c)).peekable();
        let small = letters.peek().is_some_and(|c| letters::is_lowercase(*c));
        let capital = letters.peek().is_some_and(|c| letters::is_uppercase(*c));
        (small && !alone || in_sentence && !small && !capital) && letters.nth(SHORTEST - 1).is_some()
    };
    let of_piece = |piece: &str| {
        let alone = piece.split_whitespace().nth(1).is_none();
        piece.split_whitespace().filter(|word| runs(word, alone)).count()
    };
    text.split([',', ';']).map(of_piece).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_date_and_the_time_of_its_change_says_when() {
        assert!(says_when("07/03/2024 17:41h. Actualizado a las 18:20h.", Some("es")));
        assert!(says_when("Released Wednesday, March 6, 2024", Some("en")));
        assert!(!says_when("Released in Marbury on March 6, 2024", Some("en")));
        assert!(!says_when("7 March 2024: the council changed its mind about the bridge.", Some("en")));
    }
}
