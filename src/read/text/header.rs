//! `TITLE: …`, `URL: …` above a text: what exports, mails and crawls put there about it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::letters;
use crate::read::{chars, dates, names};

use super::lines::Line;
use super::marker::{Marker, marker};

/// Lines looked at; a mail with all its routing stays below.
pub(super) const LONGEST: usize = 64;

/// Characters of a key at most.
const LONGEST_KEY: usize = 32;

/// Known keys that make a block of `key: value` lines a header. A single one may be a headline ("Date: a history of
/// the fruit") and needs more ([`is_header`]).
pub(super) const KNOWN_KEYS: usize = 2;

/// Lines from the top among which a header begins: databases print outlet, date and copyright above it, mail programs
/// that they send something on.
const LATEST: usize = 16;

/// Columns of such lines at most: behind running text stand the headers of mails that it quotes.
const LONGEST_ABOVE: u32 = 100;

/// Names that a header has below other lines, at least, one of which is the headline's or the text's own.
const KNOWN_BELOW: usize = 3;

/// What mail programs put before the subject of what is answered or sent on, in English, German, French, Spanish,
/// Italian and Portuguese, Scandinavian languages; the first ones are of answers.
const REPLIES: [&str; 10] = ["re", "aw", "sv", "fwd", "fw", "wg", "tr", "rv", "enc", "vs"];
const ANSWERS: usize = 3;

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
pub(super) fn small(key: &str) -> String {
    key.to_lowercase().replace('ı', "i").replace('\u{307}', "")
}

/// A header line: the name or small-letter key, the value, whether the key is a known one and is in capitals.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) value: String,
    known: bool,
    capitals: bool,
}

/// A header among a page's lines.
struct Header {
    entries: Vec<Entry>,
    lines: Range<usize>,
    /// Byte with which the line behind begins: a key may stand before the text there.
    text: Option<u32>,
}

/// Takes the header off these lines, and what stands of it behind the text, as pairs of key and value.
pub(super) fn take(page: &str, lines: &mut Vec<Line>) -> Vec<(String, String)> {
    if let Some(pairs) = super::tags::take(page, lines) {
        return pairs;
    }
    let header = (0..LATEST.min(lines.len())).find_map(|start| header(page, lines, start));
    let Some(header) = header.or_else(|| below_all(page, lines)) else {
        return Vec::new();
    };
    let Header { mut entries, lines: mut header_lines, text } = header;
    let above = &lines[..header_lines.start];
    match under_rights(page, above) {
        Some(more) if !entries.iter().any(|entry| entry.name == "headline") => {
            entries.extend(more);
            header_lines.start = 1;
        }
        _ => entries.extend(headline_above(page, above, &entries)),
    }
    let behind = lines.len() - behind(page, &lines[header_lines.end..]);
    entries.extend(lines[behind..].iter().filter_map(|line| entry(line.text(page))));
    lines.truncate(behind);
    if let Some(first) = lines.get_mut(header_lines.end) {
        first.start = text.unwrap_or(first.start);
        // What stood above the header is no part of the text.
        first.gap = first.gap.max(1);
    }
    lines.drain(header_lines);
    pairs(entries)
}

/// What is passed on of a header. Who sends a text on did not write it.
pub(super) fn pairs(entries: Vec<Entry>) -> Vec<(String, String)> {
    let is_sent_on =
        |entry: &Entry| entry.name == "headline" && reply(&entry.value).is_some_and(|(mark, _)| mark >= ANSWERS);
    let forwarded = entries.iter().any(is_sent_on);
    let said = entries.into_iter().filter(|entry| !entry.value.is_empty() && (!forwarded || entry.name != "author"));
    let pair = |Entry { name, value, .. }: Entry| match &*name {
        "headline" => (name, without_reply(&value).to_owned()),
        "author" => (name, author(value)),
        _ => (name, value),
    };
    said.map(pair).collect()
}

/// Who wrote: a name in a catalogue's order turned, of an address and a name, as feeds have it, the name.
fn author(value: String) -> String {
    let named = value.strip_suffix(')').and_then(|value| value.split_once(" ("));
    match named.filter(|(address, _)| address.contains('@') && !address.contains(' ')) {
        Some((_, name)) => name.to_owned(),
        None => names::turned_all(&value).unwrap_or(value),
    }
}

/// A subject without what mail programs put before it: "Fwd: ", "AW: ".
fn without_reply(mut subject: &str) -> &str {
    while let Some((_, rest)) = reply(subject) {
        subject = rest;
    }
    subject
}

/// Which of [`REPLIES`] a subject begins with, and what stands behind it.
fn reply(subject: &str) -> Option<(usize, &str)> {
    let (mark, rest) = subject.split_once(':')?;
    let at = REPLIES.iter().position(|reply| mark.eq_ignore_ascii_case(reply))?;
    Some((at, rest.trim_start()))
}

/// The header that begins at this line, if one does.
fn header(page: &str, lines: &[Line], start: usize) -> Option<Header> {
    let fence = usize::from(start == 0 && is_fence(&lines[0], page));
    let (entries, at) = entries(page, lines, start + fence);
    let next = lines.get(at);
    let closed = fence > 0 && next.is_some_and(|line| is_fence(line, page));
    let is_last = at + 1 >= lines.len();
    let text = next.filter(|_| !entries.is_empty()).and_then(|line| text_key(line, page));
    let text = text.filter(|start| start.is_some() || !is_last);
    let set_off = text.is_some() || next.is_none_or(|line| line.gap > 0);
    let below =
        || lines[..start].iter().all(|line| line.columns <= LONGEST_ABOVE) && is_below(&entries, text.is_some());
    let is = if start == 0 { is_header(&entries, set_off) } else { below() };
    let end = at + usize::from(closed || text == Some(None));
    is.then_some(Header { entries, lines: start..end, text: text.flatten() })
}

/// The entries that begin at this line, and the line behind them.
fn entries(page: &str, lines: &[Line], start: usize) -> (Vec<Entry>, usize) {
    let (mut entries, mut at) = (Vec::<Entry>::new(), start);
    while let Some(line) = lines.get(at).filter(|_| at < start + LONGEST) {
        let text = line.text(page);
        let folded = line.gap == 0 && line.lead > 0 && lines[at - usize::from(at > 0)].lead == 0;
        let known = known(&entries) >= KNOWN_KEYS;
        let fits = |entry: &Entry| {
            let one_word = !entry.name.contains(' ') || known && !chars::ends_sentence(text);
            entry.name != "text" && (entry.known || line.gap == 0 && !entries.is_empty() && one_word)
        };
        match (entry(text).filter(fits), entries.last_mut()) {
            (_, Some(last)) if folded => last.value = format!("{} {text}", last.value),
            (Some(entry), _) => entries.push(entry),
            (None, _) => break,
        }
        at += 1;
    }
    (entries, at)
}

/// Whether a line says that the text begins: and where, if that is on the same line.
fn text_key(line: &Line, page: &str) -> Option<Option<u32>> {
    let text = line.text(page);
    let Some(entry) = entry(text) else {
        return (NAMES.get(&small(text)) == Some(&"text")).then_some(None);
    };
    let value = text.find([':', '：']).map(|colon| text[colon..].trim_start_matches([':', '：', '*', ' ']));
    let start = value.filter(|value| !value.is_empty()).map(|value| line.end - value.len() as u32);
    (entry.name == "text").then_some(start)
}

/// The headline of a header that has none: what stands alone right above it, as databases print it.
fn headline_above(page: &str, above: &[Line], entries: &[Entry]) -> Option<Entry> {
    let last = above.last().filter(|line| line.gap > 0 || above.len() == 1)?;
    let text = last.text(page);
    let is_other = super::says_who_or_when(text);
    let has_one = entries.iter().any(|entry| entry.name == "headline");
    let entry = || Entry { name: "headline".into(), value: text.into(), known: true, capitals: false };
    (!is_other && !has_one).then(entry)
}

/// What stands above a header whose first line says who has the rights: the headline, who printed it, and when.
fn under_rights(page: &str, above: &[Line]) -> Option<Vec<Entry>> {
    /// Lines: the headline, the paper, its edition, the day, the rights.
    const MOST: usize = 5;
    let (headline, more) = above.split_first().filter(|_| above.len() <= MOST)?;
    let (rights, more) = more.split_last().filter(|(rights, _)| small(rights.text(page)).starts_with("copyright "))?;
    let entry = |name: &str, line: &Line| Entry {
        name: name.into(),
        value: line.text(page).into(),
        known: true,
        capitals: false,
    };
    let name = |line: &Line| if dates::find(line.text(page), None).is_some() { "date" } else { "source" };
    let others = more.iter().map(|line| entry(name(line), line));
    Some([entry("headline", headline), entry("other", rights)].into_iter().chain(others).collect())
}

/// A header of no lines, if the lines behind the text alone are enough to be one, and a database's: invitations end with a
/// date and a place.
fn below_all(page: &str, lines: &[Line]) -> Option<Header> {
    let below = lines[lines.len() - behind(page, lines)..].iter().filter_map(|line| entry(line.text(page)));
    let names: HashSet<String> = below.filter(|entry| entry.known).map(|entry| entry.name).collect();
    (names.len() >= KNOWN_BELOW && names.contains("other")).then(|| Header {
        entries: Vec::new(),
        lines: 0..0,
        text: None,
    })
}

/// How many of the last lines are what databases put behind a text.
fn behind(page: &str, lines: &[Line]) -> usize {
    lines.iter().rev().take_while(|line| is_behind(line, page)).count()
}

fn is_behind(line: &Line, page: &str) -> bool {
    let text = small(line.text(page));
    let ends = NAMES.get(&text) == Some(&"end") || text.starts_with("copyright ");
    ends || entry(line.text(page)).is_some_and(|entry| entry.known)
}

/// The line of hyphens around front matter.
fn is_fence(line: &Line, page: &str) -> bool {
    line.text(page) == "---"
}

fn known(entries: &[Entry]) -> usize {
    entries.iter().filter(|entry| entry.known).count()
}

/// Whether these lines, with or without a blank one behind them, are a header and not the beginning of a text.
fn is_header(entries: &[Entry], set_off: bool) -> bool {
    let known = known(entries);
    known >= KNOWN_KEYS || (known == 1 && entries.len() == 1 && set_off && entries[0].capitals)
}

/// Whether lines below others are one, by what only a header has: bylines and dates stand below one another on any page,
/// but not with keys in capitals, or a word behind them for the text. A database's own keys ("LENGTH") are of no text.
fn is_below(entries: &[Entry], has_text: bool) -> bool {
    let names: HashSet<&str> = entries.iter().filter(|entry| entry.known).map(|entry| &*entry.name).collect();
    let capitals = || entries.iter().all(|entry| entry.capitals);
    let of_database = || names.len() >= KNOWN_KEYS && names.contains("other") && (has_text || capitals());
    names.len() >= KNOWN_BELOW && (has_text || names.contains("headline") || capitals()) || of_database()
}

/// A line of a header, if it is one.
pub(super) fn entry(text: &str) -> Option<Entry> {
    if marker(text).0 != Marker::None {
        return None;
    }
    // A database's button is a line of its own: "ProQuest document link".
    let (key, value) = text.split_once([':', '：']).or_else(|| is_button(text).then_some((text, "")))?;
    let key = key.trim_matches(|char: char| char == '*' || char == '"' || char.is_whitespace());
    let fits = !key.is_empty() && key.chars().count() <= LONGEST_KEY && !key.contains(['.', ',', '?', '!', '/', '(']);
    let value = value.trim_matches(|char: char| char == '*' || char == '"' || char.is_whitespace());
    let small = small(key);
    let known = NAMES.get(&small).map(|&name| if name == "button" { "other" } else { name });
    fits.then(|| Entry {
        name: known.map_or(small.clone(), str::to_string),
        value: value.to_string(),
        known: known.is_some(),
        capitals: !key.contains(letters::is_lowercase),
    })
}

/// Whether a line is what a database has its readers press, or a heading of its own.
fn is_button(line: &str) -> bool {
    !line.contains([':', '：']) && NAMES.get(&small(line)) == Some(&"button")
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn header(page: &str) -> (Vec<(String, String)>, usize) {
        let mut lines = split(page);
        let all = lines.len();
        let pairs = take(page, &mut lines);
        (pairs, all - lines.len())
    }

    #[test]
    fn every_key_of_the_list() {
        for [name, language, key] in rows().filter(|[name, ..]| !matches!(*name, "text" | "end" | "button")) {
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
            (
                "a feed's author",
                "Title: A storm\nAuthor: j@x.example (J. Doe)\n\nText",
                "headline=A storm;author=J. Doe",
                2,
            ),
        ];
        for (name, page, wanted, count) in rows {
            let (pairs, lines) = header(page);
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
            assert_eq!((pairs.join(";").as_str(), lines), (wanted, count), "{name}");
        }
    }

    /// The pairs of a header, and the lines left.
    fn parted(page: &str) -> (String, String) {
        let mut lines = split(page);
        let pairs: Vec<_> = take(page, &mut lines).iter().map(|(key, value)| format!("{key}={value}")).collect();
        (pairs.join(";"), lines.iter().map(|line| line.text(page)).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn a_header_below_headline_outlet_day_and_rights() {
        let page = "A storm\nThe Post\nMay 3, 2023 Wednesday\n\nCopyright 2023 The Post All Rights Reserved\n\nSection: NEWS; Pg. 11\nLength: 9 words\nByline: Jane Doe\n\nBody\n\nIt blew.\n\nLoad-Date: May 4, 2023\n\nEnd of Document";
        let pairs = "section=NEWS; Pg. 11;other=9 words;author=Jane Doe;headline=A storm;other=Copyright 2023 The Post All Rights Reserved;source=The Post;date=May 3, 2023 Wednesday;other=May 4, 2023";
        assert_eq!(parted(page), (pairs.into(), "A storm|It blew.".into()));
    }

    #[test]
    fn a_databases_own_key_in_capitals_needs_one_beside_it() {
        let page = |keys: &str| format!("The Post\n\nMay 3, 2023\n\nA storm\n\n{keys}\n\nIt blew.");
        let header = "section=Metro;other=9 words;headline=A storm";
        let text = "The Post|May 3, 2023|A storm|It blew.";
        assert_eq!(parted(&page("SECTION: Metro\n\nLENGTH: 9 words")), (header.into(), text.into()));
        for keys in ["LENGTH: 9 words", "Section: Metro\n\nLength: 9 words"] {
            assert_eq!(parted(&page(keys)).0, "", "{keys}");
        }
    }

    #[test]
    fn headers_of_databases() {
        let rows = [
            (
                "below outlet and date, keys in capitals, more behind the text",
                "The Post\nMay 3, 2023\n\nSECTION: Metro; B1\n\nLENGTH: 9 words\n\nHEADLINE: A storm\n\nBODY:\n\nIt blew.\n\nLOAD-DATE: May 4, 2023",
                "section=Metro; B1;other=9 words;headline=A storm;other=May 4, 2023",
                "The Post|May 3, 2023|It blew.",
            ),
            (
                "keys in capitals between headline and text",
                "The Post\n\nMay 3, 2023\n\nA storm\n\nBYLINE: Jane Doe\n\nSECTION: Metro\n\nLENGTH: 9 words\n\nIt blew.",
                "author=Jane Doe;section=Metro;other=9 words;headline=A storm",
                "The Post|May 3, 2023|A storm|It blew.",
            ),
            (
                "all behind the text",
                "A storm\n\nIt blew.\n\nSource: The Post, May 3, 2023\nSection: Metro\nDocument type: News\nCopyright 2023 The Post\nAll rights reserved",
                "source=The Post, May 3, 2023;section=Metro;other=News",
                "A storm|It blew.",
            ),
            (
                "a bare word before the text, and an end",
                "A storm\n\nSection: Metro\nLength: 9 words\nByline: Jane Doe\nBody\n\nIt blew.\n\nEnd of Document",
                "section=Metro;other=9 words;author=Jane Doe;headline=A storm",
                "A storm|It blew.",
            ),
            (
                "the text behind its key, keys of several words, a name turned",
                "Title: A storm\nAuthor: Doe, Jane; Roe, Ann\nPublication title: The Post\nColour of paper: X\nFull text: It blew.\nAnd blew.",
                "headline=A storm;author=Jane Doe; Ann Roe;source=The Post;colour of paper=X",
                "It blew.|And blew.",
            ),
            (
                "what a reader wrote as Markdown",
                "Title: A storm\n\nURL Source: https://x.example/\n\nMarkdown Content:\n# A storm\n\nIt blew.",
                "headline=A storm;url=https://x.example/",
                "# A storm|It blew.",
            ),
            (
                "mail sent on",
                "----- Forwarded -----\nFrom: Ann\nDate: 3 May\nSubject: Fwd: Re: A storm\n\nIt blew.",
                "date=3 May;headline=A storm",
                "----- Forwarded -----|It blew.",
            ),
            (
                "an answer",
                "From: Ann\nDate: 3 May\nSubject: Re: Fwd: A storm\n\nIt blew.",
                "author=Ann;date=3 May;headline=A storm",
                "It blew.",
            ),
            (
                "a dateline",
                "Title: A storm\nDateline: VELM\nText:\nIt blew.",
                "headline=A storm;dateline=VELM",
                "It blew.",
            ),
        ];
        for (name, page, pairs, left) in rows {
            assert_eq!(parted(page), (pairs.into(), left.into()), "{name}");
        }
    }

    #[test]
    fn buttons_and_bare_words_of_databases() {
        let rows = [
            (
                "buttons above the text, and a heading behind it",
                "A storm\nPublication info: The Post ; Velm. 03 May 2023: A.4.\nProQuest document link\n\nFULL TEXT\n\nIt blew.\n\nDETAILS\n\nLocation: Velm\nPublication title: The Post\nDocument type: News",
                "source=The Post ; Velm. 03 May 2023: A.4.;headline=A storm;place=Velm;source=The Post;other=News",
                "A storm|It blew.",
            ),
            (
                "two keys and a word before the text, rights on two lines",
                "A storm\nThe Post\nMay 3, 2023\n\nCopyright 2023 The Post\nAll Rights Reserved\n\nSection: NEWS\nLength: 9 words\n\nBody\n\nIt blew.\n\nEnd of Document",
                "section=NEWS;other=9 words",
                "A storm|The Post|May 3, 2023|Copyright 2023 The Post|All Rights Reserved|It blew.",
            ),
        ];
        for (name, page, pairs, left) in rows {
            assert_eq!(parted(page), (pairs.into(), left.into()), "{name}");
        }
    }

    #[test]
    fn no_headers() {
        let rows = [
            ("dateline with a colon", "Washington: The council met.\n\nIt voted."),
            ("a headline", "Date: a history of the fruit\n\nText."),
            ("speech", "The mayor said: we build.\nThe council said: we do not."),
            ("list", "* Title: x\n* URL: y"),
            (
                "a byline and dates below a headline",
                "A storm\nBy: J. Doe\nPublished: 3 May\nUpdated: 4 May\n\nIt blew.",
            ),
            (
                "a mail in a text",
                "The mayor said on Monday in the old hall that she had not seen the letter before it was sent to the paper by the council, which reads:\nFrom: J. Doe\nDate: 3 May\nSubject: A storm\n\nIt blew.",
            ),
            ("a word and more", "Text: it blew.\n\nIt blew."),
            ("an invitation", "A storm\n\nIt blew.\n\nSection: Metro\nDate: 3 May\nPlace: Town hall\nAuthor: J. Doe"),
            ("two lines behind the text", "A storm\n\nIt blew.\n\nSource: The Post\nSection: Metro"),
            ("nothing", ""),
        ];
        for (name, page) in rows {
            assert_eq!(header(page), (vec![], 0), "{name}");
        }
    }
}
