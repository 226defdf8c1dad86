//! `TITLE: …`, `URL: …` above a text: what exports, mails and crawls put there about it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::letters;

use super::lines::Line;
use super::marker::{Marker, marker};

/// Lines looked at; a mail with all its routing stays below.
const LONGEST: usize = 64;

/// Characters of a key at most.
const LONGEST_KEY: usize = 32;

/// Known keys that make a block of `key: value` lines a header. A single one may be a headline ("Date: a history of
/// the fruit") and needs more ([`is_header`]).
const KNOWN_KEYS: usize = 2;

/// Key in small letters to the name it is passed on under.
static NAMES: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| rows().map(|[name, _, key]| (small(key), name)).collect());

/// The rows of the list: name, language, key.
fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    include_str!("header.txt").lines().filter(|row| !row.starts_with('#')).filter_map(|row| {
        let mut parts = row.splitn(3, ' ');
        Some([parts.next()?, parts.next()?, parts.next()?])
    })
}

/// A key in small letters. Turkish has two of `i` and shares the capitals with everybody: they are one here.
fn small(key: &str) -> String {
    key.to_lowercase().replace('ı', "i").replace('\u{307}', "")
}

/// A header line: the name or small-letter key, the value, whether the key is a known one and is in capitals.
struct Entry {
    name: String,
    value: String,
    known: bool,
    capitals: bool,
}

/// The header at the beginning of these lines, as pairs of key and value, and how many lines it takes.
pub(super) fn read(page: &str, lines: &[Line]) -> (Vec<(String, String)>, usize) {
    let fence = usize::from(lines.first().is_some_and(|line| is_fence(line, page)));
    let (mut entries, mut at) = (Vec::<Entry>::new(), fence);
    while let Some(line) = lines.get(at).filter(|_| at < LONGEST) {
        let text = line.text(page);
        let folded = line.gap == 0 && line.lead > 0 && lines[at - usize::from(at > 0)].lead == 0;
        match (entry(text).filter(|entry| entry.known || line.gap == 0 && !entries.is_empty()), entries.last_mut()) {
            (_, Some(last)) if folded => last.value = format!("{} {text}", last.value),
            (Some(entry), _) => entries.push(entry),
            (None, _) => break,
        }
        at += 1;
    }
    let closed = fence > 0 && lines.get(at).is_some_and(|line| is_fence(line, page));
    if !is_header(&entries, lines.get(at).is_none_or(|line| line.gap > 0)) {
        return (Vec::new(), 0);
    }
    let pairs = entries.into_iter().filter(|entry| !entry.value.is_empty()).map(|entry| (entry.name, entry.value));
    (pairs.collect(), at + usize::from(closed))
}

/// The line of hyphens around front matter.
fn is_fence(line: &Line, page: &str) -> bool {
    line.text(page) == "---"
}

/// Whether these lines, with or without a blank one behind them, are a header and not the beginning of a text.
fn is_header(entries: &[Entry], set_off: bool) -> bool {
    let known = entries.iter().filter(|entry| entry.known).count();
    known >= KNOWN_KEYS || (known == 1 && entries.len() == 1 && set_off && entries[0].capitals)
}

fn entry(text: &str) -> Option<Entry> {
    if marker(text).0 != Marker::None {
        return None;
    }
    let (key, value) = text.split_once([':', '：'])?;
    let key = key.trim_matches(|char: char| char == '*' || char == '"' || char.is_whitespace());
    let fits = !key.is_empty() && key.chars().count() <= LONGEST_KEY && !key.contains(['.', ',', '?', '!', '/', '(']);
    let value = value.trim_matches(|char: char| char == '*' || char == '"' || char.is_whitespace());
    let small = small(key);
    let known = NAMES.get(&small);
    // A generic key is one word, or several hyphenated: "The mayor said: …" is a sentence.
    (fits && (known.is_some() || !key.contains(' '))).then(|| Entry {
        name: known.map_or(small.clone(), |&name| name.to_string()),
        value: value.to_string(),
        known: known.is_some(),
        capitals: !key.contains(letters::is_lowercase),
    })
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn header(page: &str) -> (Vec<(String, String)>, usize) {
        read(page, &split(page))
    }

    #[test]
    fn every_key_of_the_list() {
        for [name, language, key] in rows() {
            let page = format!("{}: Value\nURL: https://example.org/\n\nText.", key.to_uppercase());
            let (pairs, lines) = header(&page);
            assert_eq!((pairs[0].0.as_str(), lines), (name, 2), "{key} ({language})");
        }
    }

    #[test]
    fn headers() {
        let rows = [
            ("two keys", "Title: A storm\nDate: 3 March\n\nText.", "headline=A storm;date=3 March", 2),
            ("blank lines between", "TITLE: A storm\n\nURL: x\n\nText", "headline=A storm;url=x", 2),
            ("one in capitals", "TITLE: A storm\n\nText.", "headline=A storm", 1),
            ("generic keys", "Title: A storm\nX-Id: 7\nBy: J. Doe\nText", "headline=A storm;x-id=7;author=J. Doe", 3),
            ("folded", "Subject: A long\n storm\nFrom: J. Doe\n\nText", "headline=A long storm;author=J. Doe", 3),
            (
                "front matter",
                "---\ntitle: \"A storm\"\ndate: 2020-01-02\n---\nText",
                "headline=A storm;date=2020-01-02",
                4,
            ),
            ("wide colon", "标题：暴风雨\n来源：某报\n\n正文", "headline=暴风雨;source=某报", 2),
            ("no value", "TITLE: A storm\nURL:\n\nText", "headline=A storm", 2),
        ];
        for (name, page, wanted, count) in rows {
            let (pairs, lines) = header(page);
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
            assert_eq!((pairs.join(";").as_str(), lines), (wanted, count), "{name}");
        }
    }

    #[test]
    fn no_headers() {
        let rows = [
            ("dateline with a colon", "Washington: The council met.\n\nIt voted."),
            ("a headline", "Date: a history of the fruit\n\nText."),
            ("speech", "The mayor said: we build.\nThe council said: we do not."),
            ("list", "* Title: x\n* URL: y"),
            ("nothing", ""),
        ];
        for (name, page) in rows {
            assert_eq!(header(page), (vec![], 0), "{name}");
        }
    }
}
