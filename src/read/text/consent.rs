//! Notices that ask a reader for consent, which browsers copy along with the text below them: a section of their own,
//! marked as the dialog that they were.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::document::{Document, Marks, Section};
use crate::letters;

/// Blocks from the top among which a notice begins: menus stand above some.
const TOP: usize = 40;

/// Bytes of a line that are compared; the longest wording has 120, in Thai.
const COMPARED: usize = 160;

/// What a notice's lines are marked as.
pub(super) const NOTICE: Marks = Marks::LEGAL.union(Marks::DIALOG);

/// Wording, by whether a notice begins with it.
struct Wordings {
    /// By their first letter, for every line near the top is asked.
    begins: HashMap<char, Vec<&'static str>, RandomState>,
    goes_on: Vec<&'static str>,
    /// All of a line.
    buttons: Vec<&'static str>,
}

static WORDINGS: LazyLock<Wordings> = LazyLock::new(|| {
    let (begins, behind) = include_str!("consent.txt").split_once("\n[goes on]\n").unwrap_or_default();
    let rows = |part: &'static str| part.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '[']));
    let (buttons, goes_on): (Vec<_>, Vec<_>) = rows(behind).partition(|row| row.starts_with('='));
    let buttons = buttons.into_iter().map(|row| &row[1..]).collect();
    let mut by_letter: HashMap<char, Vec<_>, RandomState> = HashMap::default();
    for row in rows(begins) {
        by_letter.entry(row.chars().next().unwrap_or_default()).or_default().push(row);
    }
    Wordings { begins: by_letter, goes_on, buttons }
});

/// Gives the lines of the notice near the top, if there is one, a section of their own.
pub(super) fn mark(document: &mut Document) {
    let text = |at: usize| document.blocks.get(at).map_or("", |block| document.text(block));
    let Some(first) = (0..document.blocks.len().min(TOP)).find(|&at| begins(text(at))) else { return };
    let mut end = first + 1;
    while let Some(next) = next(end, text) {
        end = next;
    }
    // "We use cookies: what a town's site knows", above who wrote it, is a headline.
    if end == first + 1 && is_signature(text(end)) {
        return;
    }
    let section = document.sections.len() as u32;
    document.sections.push(Section { parent: Some(0), marks: NOTICE, ..Section::default() });
    document.blocks[first..end].iter_mut().for_each(|block| block.section = section);
}

/// Whether a short line says who wrote, or when.
fn is_signature(line: &str) -> bool {
    line.len() <= COMPARED && super::says_who_or_when(line)
}

/// The end of a notice that goes on with these lines: a line of it, or one that nobody listed before one that begins anew.
fn next<'t>(end: usize, text: impl Fn(usize) -> &'t str) -> Option<usize> {
    let (here, below) = (text(end), text(end + 1));
    if begins(here) || goes_on(here) {
        return Some(end + 1);
    }
    begins(below).then_some(end + 2)
}

fn begins(line: &str) -> bool {
    let line = normal(line);
    let rows = line.chars().next().and_then(|first| WORDINGS.begins.get(&first));
    rows.is_some_and(|rows| rows.iter().any(|wording| line.starts_with(wording)))
}

fn goes_on(line: &str) -> bool {
    let line = normal(line);
    let of_notice = WORDINGS.goes_on.iter().any(|wording| line.starts_with(wording));
    of_notice || WORDINGS.buttons.contains(&&*line)
}

/// The beginning of a line in small letters, without brackets, marks and numbers: "We and our 842 partners", "[Accept all]".
fn normal(line: &str) -> String {
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let words = letters::head(line, COMPARED).split(' ').filter(|word| !is_number(word));
    let line = words.collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
    // Vowels and tones of Thai are no letters.
    line.trim_matches(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() || "»›→×…".contains(c)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    /// The lines of the notice.
    fn notice<'t>(lines: &[&'t str]) -> Vec<&'t str> {
        let rows: Vec<_> = lines.iter().map(|line| (Kind::Paragraph, *line)).collect();
        let mut document = Document::literal(&rows);
        mark(&mut document);
        document.check().unwrap();
        let marked = |at: &usize| document.marks(&document.blocks[*at]).contains(NOTICE);
        (0..lines.len()).filter(marked).map(|at| lines[at]).collect()
    }

    #[test]
    fn every_wording() {
        for row in WORDINGS.begins.values().flatten() {
            assert_eq!(notice(&[row, "A storm"]), [*row]);
        }
        for row in WORDINGS.goes_on.iter().chain(&WORDINGS.buttons) {
            assert_eq!(notice(&["We use cookies", row, "A storm"]), ["We use cookies", row]);
        }
    }

    #[test]
    fn a_notice_ends_with_its_buttons() {
        let lines = [
            "Menu",
            "We value your privacy",
            "We and our 842 partners store and/or access information on a device, such as cookies.",
            "[Accept all]",
            "Manage options",
            "Storm tears roof off school",
            "Settings",
        ];
        assert_eq!(notice(&lines), lines[1..5]);
        let unlisted = ["We value your privacy", "It is yours", "We use cookies", "Accept all or none", "Accept"];
        assert_eq!(notice(&unlisted), unlisted[..3]);
    }

    #[test]
    fn what_only_goes_on_is_none() {
        assert!(notice(&["Accept all", "By clicking on it, he opened the door.", "Learn more"]).is_empty());
        assert!(notice(&["We use cookies: what a town's site knows", "By Jane Doe", "Accept all"]).is_empty());
        assert!(notice(&["The town's site says that we use cookies", "Accept all"]).is_empty());
    }
}
