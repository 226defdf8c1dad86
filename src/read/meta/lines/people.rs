//! People whom a line names without "by", or at length far from the headline.

use super::LONGEST;
use crate::document::{self, Document};
use crate::letters;
use crate::read::{dates, names};

/// Blocks below the headline among which is a name above the date: a standfirst may stand above it.
const DATED_NAME: usize = 2;

/// Blocks below the headline among which is a name with a role: a standfirst stands above it, and a caption perhaps.
const ROLE: usize = 3;

/// Bytes of a line before its date, at most, if it is a date line: "Last updated on".
const DATED: usize = 20;

/// People's names on a line of their own below the headline, or below its standfirst: above the date, in a plain text above
/// the time that reading takes, or where what they do stands beside.
pub(in super::super) fn between(document: &Document, headline: Option<usize>, language: Option<&str>) -> Vec<String> {
    let text = |at: usize| {
        let text = document.blocks.get(at).map(|block| document.text(block));
        text.filter(|text| text.len() <= LONGEST).unwrap_or_default()
    };
    let Some(first) = headline.map(|at| at + 1) else { return Vec::new() };
    let is_dated = |at: usize| dates::find(text(at), language).is_some_and(|found| found.start <= DATED);
    if let Some(name) = (first..first + DATED_NAME).find(|&at| is_dated(at + 1) && names::is_name(text(at))) {
        return vec![text(name).to_owned()];
    }
    if let Some(name) = (first..first + DATED_NAME).find_map(|at| before_date(text(at), language)) {
        return vec![name];
    }
    // Pages have such times under other things too, and say in their markup who wrote them.
    let is_plain = document.blocks.first().is_some_and(|block| block.linked.is_none());
    if is_plain && names::is_reading_time(text(first + 1)) && text(first).split(", ").all(names::is_name) {
        return text(first).split(", ").map(str::to_owned).collect();
    }
    // Headings and the items of a menu are none.
    let line = |at: usize| match document.blocks.get(at).map(|block| block.kind) {
        Some(document::Kind::Paragraph) => text(at),
        _ => "",
    };
    (first..first + ROLE).find_map(|at| with_role(line(at), line(at + 1))).into_iter().collect()
}

/// The name in a line that a date follows and nothing else: "Jane Doe, 3 March 2024".
fn before_date(line: &str, language: Option<&str>) -> Option<String> {
    let found = dates::find(line, language)?;
    let name = line[..found.start].trim_end_matches(|c: char| !letters::is_alphabetic(c));
    let alone = !line[found.end..].contains(letters::is_alphabetic);
    (alone && names::is_name(name)).then(|| name.to_owned())
}

/// The name in a line that a role follows, behind a comma or in the line below: "Jane Doe, business reporter".
fn with_role(line: &str, below: &str) -> Option<String> {
    let (name, role) = line.split_once(", ").unwrap_or((line, below));
    (names::is_role(role) && names::is_name(name)).then(|| name.to_owned())
}

/// The author that a short line anywhere names at length ("Written by Jane Doe"), as at the end of a text.
pub(in super::super) fn signature(document: &Document) -> Vec<String> {
    let texts = document.blocks.iter().map(|block| document.text(block));
    let short = texts.filter(|text| text.len() <= LONGEST && names::is_introduced_at_length(text));
    short.map(names::people).find(|names| !names.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_before_a_date_is_an_authors() {
        let named = |line: &str| before_date(line, Some("en"));
        assert_eq!(named("Jane Doe 7 Mar 2024").as_deref(), Some("Jane Doe"));
        assert_eq!(named("Jane Doe, 7 Mar 2024 17:41").as_deref(), Some("Jane Doe"));
        for line in
            ["Posted on 7 Mar 2024", "Jane Doe 7 Mar 2024 in Ferries", "The harbour on 7 Mar 2024", "7 Mar 2024"]
        {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
