//! People whom a line names without "by", or at length far from the headline.

use super::super::labels;
use super::LONGEST;
use super::date_line::behind_done;
use crate::dateline;
use crate::document::{self, Document};
use crate::letters;
use crate::read::{chars, dates, is_credited, names};

/// Blocks below the headline among which is a name above the date: a standfirst may stand above it.
const DATED_NAME: usize = 2;

/// The same in a plain text, where the headline may be printed twice, and a caption stand there.
const DATED_NAME_OF_DUMP: usize = 4;

/// Blocks below the headline among which is a name with a role: a standfirst stands above it, and a caption perhaps.
const ROLE: usize = 3;

/// Characters of a first paragraph at least.
const SHORTEST: usize = 60;

/// Bytes of a line before its date, at most, if it is a date line: "Last updated on".
const DATED: usize = 20;

/// Words that a line opens with which names a place.
const PLACES: [&str; 16] = [
    "location",
    "place",
    "venue",
    "ort",
    "standort",
    "lieu",
    "lugar",
    "luogo",
    "local",
    "plaats",
    "sted",
    "plats",
    "miejsce",
    "místo",
    "место",
    "yer",
];

/// Bytes of a shortened day of the week, which may be a name: "Sun Li".
const SHORTENED: usize = 3;

/// Days of the week that are families' names too.
const FAMILIES: [&str; 6] = ["Domingo", "Sabato", "Freitag", "Sonntag", "Friday", "Sunday"];

/// Words before a place, and hardly ever before a person.
const IN: [&str; 5] = ["in", "en", "em", "aus", "near"];

/// Whether a name of which no word says that it is an author's can be one: no day, no place, no label of either.
pub(super) fn may_sign(name: &str, document: &Document) -> bool {
    let weekday = |word: &str| word.len() > SHORTENED && dateline::is_weekday(word) && !FAMILIES.contains(&word);
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    let is_label = || PLACES.contains(&&*first) || behind_done(name).is_some() || labels::opens(name);
    !name.split(' ').any(weekday) && !is_label() && !is_place(name, &document.text)
}

/// Whether a text has something happen in what bears this name.
fn is_place(name: &str, text: &str) -> bool {
    let ends = |before: &str, word: &str| {
        before.strip_suffix(word).is_some_and(|before| !before.ends_with(letters::is_alphabetic))
    };
    let mut before = text.match_indices(name).filter_map(|(at, _)| text[..at].strip_suffix(' '));
    before.any(|before| IN.iter().any(|word| ends(before, word)))
}

/// People's names on a line of their own below the headline, or below its standfirst: above the date, in a plain text above
/// the time that reading takes, or where what they do stands beside.
pub(in super::super) fn between(document: &Document, headline: Option<usize>, language: Option<&str>) -> Vec<String> {
    let text = |at: usize| {
        let text = document.blocks.get(at).map(|block| document.text(block));
        text.filter(|text| text.len() <= LONGEST).unwrap_or_default()
    };
    let Some(first) = headline.map(|at| at + 1) else { return Vec::new() };
    // Pages have dates and times under other things too, and say in their markup who wrote them.
    let is_plain = document.blocks.first().is_some_and(|block| block.linked.is_none());
    let is_text = |at: usize| {
        let text = document.blocks.get(at).map_or("", |block| document.text(block));
        chars::ends_sentence(text) && letters::is_longer(text, SHORTEST)
    };
    let is_dated = |at: usize| {
        let labelled = || labels::opens(text(at));
        dates::find(text(at), language).is_some_and(|found| found.start <= DATED || labelled())
    };
    // A department stands in the menu above as well.
    let above = &document.blocks[..(first - 1).min(document.blocks.len())];
    let is_entry = |name: &str| above.iter().any(|block| document.text(block) == name) || dateline::is_place(name);
    let is_author = |name: &str| {
        (names::is_name(name) || names::is_uncased_name(name)) && may_sign(name, document) && !is_entry(name)
    };
    let near = if is_plain { DATED_NAME_OF_DUMP } else { DATED_NAME };
    if let Some(people) =
        (first..first + near).filter(|&at| is_dated(at + 1)).find_map(|at| signed(text(at), is_author))
    {
        return people;
    }
    // Below the date a department may stand as well, but for a name by a common given one, or right above the text; or who is
    // in a picture.
    let is_shown = |at: usize| is_credited(text(at + 1));
    let below = |&at: &usize| {
        is_dated(at - 1) && is_author(text(at)) && (is_given(text(at)) && !is_shown(at) || is_text(at + 1))
    };
    if let Some(name) = (first + 1..first + near + 1).filter(|_| is_plain).find(below) {
        return vec![text(name).to_owned()];
    }
    let beside = |at: usize| beside_date(text(at), language).filter(|name| may_sign(name, document));
    if let Some(name) = (first..first + DATED_NAME).find_map(beside) {
        return vec![name];
    }
    if is_plain && names::is_reading_time(text(first + 1)) && text(first).split(", ").all(names::is_name) {
        return text(first).split(", ").map(str::to_owned).collect();
    }
    if is_text(first + 1) {
        let people = alone(text(first)).filter(|names| names.iter().all(|name| may_sign(name, document)));
        if let Some(people) = people {
            return people;
        }
    }
    // Headings and the items of a menu are none.
    let line = |at: usize| match document.blocks.get(at).map(|block| block.kind) {
        Some(document::Kind::Paragraph) => text(at),
        _ => "",
    };
    let titled = (first..first + ROLE).map(|at| titled(line(at))).find(|names| !names.is_empty());
    titled
        .unwrap_or_else(|| (first..first + ROLE).find_map(|at| with_role(line(at), line(at + 1))).into_iter().collect())
}

/// Whom a line names above its date: a person alone, one with a title, or one with a dash before what they do or whom they
/// work for, "Ana Lima - Repórter".
fn signed(line: &str, is_author: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    let titled = titled(line);
    if !titled.is_empty() {
        return Some(titled);
    }
    let before =
        DASHES.iter().find_map(|dash| line.split_once(dash)).map(|(name, _)| name).filter(|name| is_given(name));
    let name = before.unwrap_or(line);
    is_author(name).then(|| vec![name.to_owned()])
}

/// The reporters that a line names with their title and perhaps an address, and nothing else: "김하나 기자 hana@orum.example".
fn titled(line: &str) -> Vec<String> {
    let line = line.split(['|', '•']).next().unwrap_or_default().trim_end();
    if line.starts_with(['(', '[']) {
        // "(부산=연합뉴스) 김하나 기자"
        return dateline::reporters(line);
    }
    let bare = line.rsplit_once(' ').filter(|(_, last)| last.contains('@')).map_or(line, |(names, _)| names);
    // Another word is a paper's or a department's.
    if bare.split(' ').count() == 2 { dateline::reporters(bare) } else { Vec::new() }
}

/// The people that a line names and nothing else, each by a common given name: without a date below, names of departments and
/// places look the same.
fn alone(line: &str) -> Option<Vec<String>> {
    const JOINTS: [&str; 8] = [" and ", " & ", " und ", " et ", " y ", " e ", " и ", ", "];
    let names =
        JOINTS.iter().fold(vec![line], |names, joint| names.into_iter().flat_map(|name| name.split(joint)).collect());
    names
        .iter()
        .all(|name| names::is_name(name) && is_given(name))
        .then(|| names.into_iter().map(str::to_owned).collect())
}

/// Whether a name begins with a common given one.
fn is_given(name: &str) -> bool {
    name.split([' ', '-']).next().is_some_and(dateline::is_given)
}

/// The name in a line with a date and nothing else: "Jane Doe, 3 March 2024", "3 March 2024 Jane Doe".
fn beside_date(line: &str, language: Option<&str>) -> Option<String> {
    let found = dates::find(line, language)?;
    let bare = |part: &'_ str| part.trim_matches(|c: char| !letters::is_alphabetic(c)).to_owned();
    let (before, behind) = (bare(&line[..found.start]), bare(&line[found.end..]));
    let name = if before.is_empty() { behind } else { Some(before).filter(|_| behind.is_empty())? };
    names::is_name(&name).then_some(name)
}

/// The name in a line that a role follows, behind a comma or in the line below: "Jane Doe, business reporter".
fn with_role(line: &str, below: &str) -> Option<String> {
    let (name, role) = line.split_once(", ").unwrap_or((line, below));
    (names::is_role(role) && names::is_name(name)).then(|| name.to_owned())
}

/// The author that a short line anywhere names at length ("Written by Jane Doe", "Autor: Jan Kos"), as at the end of a text; or
/// the reporter with whose address a paragraph ends.
pub(in super::super) fn signature(document: &Document) -> Vec<String> {
    let texts = || document.blocks.iter().map(|block| document.text(block));
    let short = || texts().filter(|text| text.len() <= LONGEST);
    let mut introduced = short().filter(|text| names::is_introduced_at_length(text)).map(names::people);
    let named = introduced.find(|names| !names.is_empty());
    // Several are the authors of what a list has.
    let labelled = || {
        let mut lines = short().filter(|text| is_labelled(text));
        lines.next().filter(|_| lines.next().is_none()).map(names::people).filter(|names| !names.is_empty())
    };
    let reported = || texts().map(ending).find(|names| !names.is_empty());
    named.or_else(labelled).or_else(reported).unwrap_or_default()
}

/// Whether a line is a word that introduces an author, a colon and somebody.
fn is_labelled(line: &str) -> bool {
    const COLONS: [char; 2] = [':', '：'];
    /// Bytes of such a word and the colon: those of other scripts have two or three a letter.
    const LABEL: usize = 40;
    let Some((label, _)) = letters::head(line, LABEL).split_once(COLONS) else { return false };
    let behind = || line[label.len()..].trim_start_matches(COLONS);
    !label.contains(' ') && !behind().contains(COLONS) && names::is_introduced(line)
}

/// The reporter with whose address a text ends: "… 밝혔다. 김하나 기자 hana@orum.example".
fn ending(text: &str) -> Vec<String> {
    let Some((rest, address)) = text.trim_end().rsplit_once(' ') else { return Vec::new() };
    if !address.contains('@') {
        return Vec::new();
    }
    let rest = rest.trim_end();
    let words = rest.rmatch_indices(' ').nth(1).map_or(rest, |(at, _)| &rest[at + 1..]);
    dateline::reporters(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_places_and_labels_are_nobody() {
        let text = format!("Harbour closed\n{PROSE}");
        let document = Document::literal(&[(document::Kind::Paragraph, &text)]);
        for name in [
            "Released Wednesday",
            "Published Wednesday",
            "Marbury Mittwoch",
            "Actualizado Miércoles",
            "Ort Saarbrücken",
            "Lugar Madrid",
            "Villar del Soto",
        ] {
            assert!(!may_sign(name, &document), "{name}");
        }
        for name in ["Jane Doe", "Susan Sonntag", "Ana Ruiz", "Orte Lund", "Sun Li"] {
            assert!(may_sign(name, &document), "{name}");
        }
    }

    /// Ana Ruiz stands behind "in" nowhere in it.
    const PROSE: &str =
        "El puerto sigue cerrado en Villar del Soto, dijo Ana Ruiz, Susan Sonntag and Jane Doe, within Jane Doe.";

    #[test]
    fn a_name_above_a_date_may_have_a_title_or_an_outlet_beside_it() {
        let named = |line: &str| signed(line, |name| names::is_name(name) || names::is_uncased_name(name));
        for (line, name) in [
            ("Jane Doe", "Jane Doe"),
            ("Maria Lima - Repórter da Agência do Porto", "Maria Lima"),
            ("김하나 기자", "김하나"),
            ("港口新闻记者 李一", "李一"),
        ] {
            assert_eq!(named(line), Some(vec![name.to_owned()]), "{line}");
        }
        for line in ["Harbour Town - The Post", "记者会 下午", "The storm"] {
            assert_eq!(named(line), None, "{line}");
        }
    }

    #[test]
    fn names_alone_are_told_by_given_ones() {
        let named = |line: &str| alone(line).unwrap_or_default();
        assert_eq!(named("Jane Doe"), ["Jane Doe"]);
        assert_eq!(named("Jane Doe, Marie-Claire Roe and John Smith"), ["Jane Doe", "Marie-Claire Roe", "John Smith"]);
        assert_eq!(named("Марина Лебедева"), ["Марина Лебедева"]);
        for line in ["Market Square", "World Politics", "Marbury Town", "Jane", "Jane Doe and the storm"] {
            assert!(named(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_name_beside_a_date_is_an_authors() {
        let named = |line: &str| beside_date(line, Some("en"));
        assert_eq!(named("Jane Doe 7 Mar 2024").as_deref(), Some("Jane Doe"));
        assert_eq!(named("Jane Doe, 7 Mar 2024 17:41").as_deref(), Some("Jane Doe"));
        assert_eq!(named("7 Mar 2024 Jane Doe").as_deref(), Some("Jane Doe"));
        assert_eq!(named("7 March 2024 10:15 Jane Doe").as_deref(), Some("Jane Doe"));
        for line in
            ["Posted on 7 Mar 2024", "Jane Doe 7 Mar 2024 in Ferries", "The harbour on 7 Mar 2024", "7 Mar 2024"]
        {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
