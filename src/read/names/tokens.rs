//! A byline to its words, and what parts them.

use std::borrow::Cow;

use crate::letters;

use super::words::{self, Concept};

/// A word of the byline.
pub(super) struct Word<'a> {
    /// As printed, without the marks behind it.
    pub(super) text: &'a str,
    /// In lower case, without a colon or comma.
    pub(super) lower: Cow<'a, str>,
    /// Whether a separator stands before it.
    pub(super) fresh: bool,
    /// Whether it is a line break and nothing else.
    pub(super) line: bool,
    /// Whether it is a dash.
    pub(super) dashed: bool,
    /// Whether it is a bar, a point or another mark between columns.
    pub(super) barred: bool,
}

/// Whether a mark parts words of a byline; a colon does too, for "Text:Jane Doe".
pub(super) fn separates(c: char) -> bool {
    match c {
        ':' | ',' | ';' | '|' | '/' | '\n' => true,
        _ if c.is_ascii() => false,
        _ => matches!(c, '•' | '·' | '、' | '，' | '；' | '：' | '／' | '｜' | '،' | '؛' | '►' | '→'),
    }
}

/// Those that set columns apart: what stands behind one is no degree of the name before it.
const BARS: [char; 7] = ['|', '/', '•', '·', '／', '｜', '►'];

/// Words with the separators between them.
pub(super) fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let (mut fresh, mut line, mut dashed, mut barred) = (true, false, false, false);
    for raw in text.split_inclusive(separates) {
        for token in raw.split_whitespace().flat_map(unglued) {
            let text = token.trim_end_matches(separates);
            let dash = text.chars().all(|c| matches!(c, '-' | '–' | '—' | '―'));
            if !text.is_empty() && !dash {
                let line = line && !words.is_empty();
                words.push(Word { text, lower: lower(text), fresh, line, dashed, barred });
                (fresh, dashed, barred) = (false, false, false);
            }
            dashed |= dash && !text.is_empty();
            let marked = dash || text.len() < token.len();
            fresh |= marked;
            line &= !marked;
        }
        barred |= raw.ends_with(BARS);
        // Where other marks stand beside it, it is they that part the words.
        line |= raw.ends_with('\n') && !fresh;
        fresh |= line;
    }
    words
}

/// A word, or two where a renderer that drops markup set "by" and a name together: "byJane". Japanese bylines join them by a
/// mark that stands in names as well: "文・田中一".
pub(super) fn unglued(token: &str) -> impl Iterator<Item = &str> {
    const JOINTS: [char; 3] = ['・', '＝', '='];
    let glued = token.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("by"))
        && token[2..].starts_with(letters::is_uppercase)
        && token[2..].contains(letters::is_lowercase);
    let is_by = |(at, _): &(usize, &str)| words::is(Concept::By, &token[..*at]);
    let joined = if token.is_ascii() { None } else { token.match_indices(JOINTS).find(is_by) };
    let by = if glued { 2 } else { joined.map_or(0, |(at, _)| at) };
    let (by, name) = token.split_at(by);
    [by, name.trim_start_matches(JOINTS)].into_iter().filter(|part| !part.is_empty())
}

fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}
