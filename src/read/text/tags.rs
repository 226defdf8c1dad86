//! `HD …`, `BY …`, `LP`: tags in capitals before each part of an article, without a colon, as databases export it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lines::Line;

/// Lines from the top among which the first tag stands.
const LATEST: usize = 16;

/// Lines in a row that begin with tags, at least: one or two may be words in capitals.
const IN_A_ROW: usize = 3;

/// Lines of tags before the text, at most.
const LONGEST: usize = 64;

/// Tag to the name of what stands behind it.
static TAGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| rows().collect());

/// The rows of the list: tag, name.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("tags.txt").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once(' ')).map(|(name, tag)| (tag, name))
}

/// The name that a line's tag stands for, and what is behind the tag.
fn tagged<'p>(line: &Line, page: &'p str) -> Option<(&'static str, &'p str)> {
    let text = line.text(page);
    let (tag, value) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    Some((TAGS.get(tag)?, value.trim_start()))
}

/// Takes tags and what belongs to them off the lines, if these have them, as pairs of name and value.
pub(super) fn take(page: &str, lines: &mut Vec<Line>) -> Option<Vec<(String, String)>> {
    let is = |line: &Line, wanted: &str| tagged(line, page).is_some_and(|(name, _)| name == wanted);
    let rows = lines.windows(IN_A_ROW).take(LATEST);
    let row = rows.enumerate().find(|(_, row)| row.iter().all(|line| tagged(line, page).is_some()))?.0;
    // A headline above may have been wrapped.
    let first = lines[..=row].iter().position(|line| tagged(line, page).is_some())?;
    let text = first + lines[first..].iter().take(LONGEST).position(|line| is(line, "text"))?;
    let pairs = pairs(page, &lines[first..text]);
    let bare = |line: &Line, wanted| is(line, wanted) && tagged(line, page).is_some_and(|(_, value)| value.is_empty());
    // With its value on the line of the tag, another tag follows, or nothing: "IN 2023 it blew" is text.
    let is_row = |at: usize| lines.get(at).is_none_or(|line| tagged(line, page).is_some());
    let ends = |&at: &usize| bare(&lines[at], "end") || is(&lines[at], "end") && is_row(at + 1);
    if let Some(behind) = (text..lines.len()).find(ends) {
        lines.truncate(behind);
    }
    let value = tagged(&lines[text], page).map_or("", |(_, value)| value);
    lines[text].start = if value.is_empty() { lines[text].start } else { lines[text].end - value.len() as u32 };
    lines[text].gap = lines[text].gap.max(1);
    lines.drain(first..text);
    lines.retain(|line| !bare(line, "text"));
    Some(pairs)
}

/// Names and values; a line without a tag goes on with the value above.
fn pairs(page: &str, lines: &[Line]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in lines {
        match (tagged(line, page), pairs.last_mut()) {
            (Some((name, value)), _) => pairs.push((name.to_owned(), value.to_owned())),
            (None, Some((_, value))) => *value = format!("{value} {}", line.text(page)),
            (None, None) => {}
        }
    }
    pairs.retain(|(name, value)| name != "other" && !value.is_empty());
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn parted(page: &str) -> Option<(String, String)> {
        let mut lines = split(page);
        let pairs: Vec<_> = take(page, &mut lines)?.iter().map(|(key, value)| format!("{key}={value}")).collect();
        Some((pairs.join(";"), lines.iter().map(|line| line.text(page)).collect::<Vec<_>>().join("|")))
    }

    #[test]
    fn every_tag_is_in_capitals() {
        assert!(rows().all(|(tag, _)| tag.len() >= 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase())));
    }

    #[test]
    fn tags_before_a_text_and_behind_it() {
        let page = "SE News\nHD A storm\n over Velm\nBY Jane Doe\nWC 9 words\nPD 3 May 2023\n\nLP\nIt blew.\n\nTD\nAnd blew.\n\nCO\nx : X\n\nAN\nDocument 1";
        let pairs = "section=News;headline=A storm over Velm;author=Jane Doe;date=3 May 2023";
        assert_eq!(parted(page), Some((pairs.into(), "It blew.|And blew.".into())));
    }

    #[test]
    fn tags_behind_a_text_with_their_values() {
        let page = "HD A storm\nBY Jane Doe\nWC 9 words\n\nLP\nIt blew.\n\nTD\nIN 2023 it blew.\nNo more.\n\nNS  x : X | y : Y\nRE  z : Z\nAN  Document 1";
        let pairs = "headline=A storm;author=Jane Doe";
        assert_eq!(parted(page), Some((pairs.into(), "It blew.|IN 2023 it blew.|No more.".into())));
    }

    #[test]
    fn words_in_capitals_are_none() {
        for page in ["IN 2023 it blew.\nRE the storm\nThe end", "HD A storm\nBY Jane\nPD 3 May\n\nIt blew.", ""] {
            assert_eq!(parted(page), None, "{page}");
        }
    }
}
