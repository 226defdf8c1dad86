//! What is no headline by its looks alone: rows and trails of menus, controls, slugs of wires, credited captions.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::dateline;
use crate::letters;
use crate::read::{chars, dates, is_credited};

/// Parts of a line between bars and the like: a headline, its section, its site.
const MOST_PARTS: usize = 3;

/// Marks between the parts of a path.
pub(super) const PATH_MARKS: [char; 10] = ['>', '›', '»', '❯', '→', '/', '|', '-', '–', '—'];

/// What a path calls the front of its site, of [`fronts.txt`](../../../../../../src/read/text/title/fronts.txt).
static FRONTS: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("fronts.txt")).collect());

/// Words that may follow the wording of a control: "Skip to main content".
const BEHIND: usize = 2;

/// Longest control, in bytes; Cyrillic letters have two.
const LONGEST_CONTROL: usize = 100;

/// The wording of controls; whether words may follow it.
static CONTROLS: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = (&'static str, bool)> {
    lines(include_str!("controls.txt")).map(|line| line.strip_prefix('=').map_or((line, true), |whole| (whole, false)))
}

/// The rows of a list.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a line is none by its signs and words.
pub(super) fn is_no_headline(text: &str) -> bool {
    is_row(text)
        || is_trail(text)
        || is_row_of_characters(text)
        || is_control(text)
        || is_slug(text)
        || is_credited(text)
        || is_signed(text)
        || is_day(text)
        || is_source(text)
        || is_rights(text)
}

/// Whether it is the entries of a menu in a row: more parts than a headline with its section and its site has.
fn is_row(text: &str) -> bool {
    parts(text, &['|', '•', '·', '»', '›']).count() > MOST_PARTS
}

/// Whether it is short words of Han or kana between spaces, which stand between a menu's entries there.
fn is_row_of_characters(text: &str) -> bool {
    /// Characters of such a word.
    const MOST: usize = 4;
    let short = |word: &str| word.chars().all(chars::is_spaceless) && word.chars().nth(MOST).is_none();
    text.contains(' ') && text.split(' ').all(short)
}

/// Whether it is the path to the article, or the names of departments: parts of a word or two, three at least, or of one
/// each.
fn is_trail(text: &str) -> bool {
    let most = || parts(text, &['>', '›', '»', '→', '/', '|', '•', '·']).map(|part| part.split_whitespace().count());
    let first = parts(text, &['>', '›', '»', '→', '/']).next().unwrap_or_default();
    let starts = || first.len() < text.len() && FRONTS.contains(&*first.to_lowercase());
    let enough = if most().all(|words| words == 1) || starts() { 2 } else { 3 };
    most().count() >= enough && most().all(|words| words <= 2)
}

fn parts<'t>(text: &'t str, marks: &'static [char]) -> impl Iterator<Item = &'t str> {
    text.split(marks).map(str::trim).filter(|part| !part.is_empty())
}

/// Whether it is the wording of a control, such as a link that leads past the menu.
pub(super) fn is_control(text: &str) -> bool {
    if text.len() > LONGEST_CONTROL {
        return false;
    }
    let text = text.trim_matches(|c: char| !letters::is_alphanumeric(c) && c != '?').to_lowercase();
    let ends = text.rmatch_indices(' ').map(|(at, _)| at).take(BEHIND);
    CONTROLS.contains_key(&*text) || ends.into_iter().any(|end| CONTROLS.get(&text[..end]) == Some(&true))
}

/// Whether it is the slug of a wire: "BC-US--Quake", or a count of words right behind a comma, "Writethru,0312".
fn is_slug(text: &str) -> bool {
    /// Digits of such a count.
    const COUNT: std::ops::RangeInclusive<usize> = 3..=4;
    /// Digits behind the letters of a desk.
    const DESK_DIGITS: usize = 4;
    let text = text.trim_matches(|c: char| !letters::is_alphanumeric(c));
    let last = text.rsplit(' ').next().and_then(|last| last.rsplit_once(','));
    let counted = last.is_some_and(|(word, count)| {
        COUNT.contains(&count.len())
            && count.bytes().all(|byte| byte.is_ascii_digit())
            && word.contains(letters::is_alphabetic)
    });
    let first = text.split(' ').next().and_then(|first| first.split_once("--"));
    // "bdt0345 3 pl 412 dpa 0712"
    let (desk, number) = text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len()));
    let numbered = || number.bytes().take_while(u8::is_ascii_digit).count() == DESK_DIGITS;
    let coded = !desk.is_empty() && desk.chars().all(letters::is_lowercase) && numbered();
    coded && text.split(' ').any(dateline::is_agency)
        || counted
        || first.is_some_and(|(desk, name)| desk.contains('-') && name.contains(letters::is_alphabetic))
}

/// Whether it ends in brackets with a photographer and an agency: "(Jane Doe/The Post via AP)".
fn is_signed(text: &str) -> bool {
    let credit = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let named = |(left, right): (&str, &str)| {
        left.ends_with(letters::is_alphabetic) && right.starts_with(letters::is_uppercase)
    };
    credit.and_then(|(_, credit)| credit.split_once('/')).is_some_and(named)
}

/// Whether it is a day with what belongs to one, such as a time and its zone spelt out, or with a paper's name beside it.
fn is_day(text: &str) -> bool {
    let first = parts(text, &['|', '•', '·']).next().filter(|first| first.len() < text.len());
    if dates::is_line(text, None) || first.is_some_and(|first| dates::is_line(first, None)) {
        return true;
    }
    let Some(found) = dates::find(text, None) else { return false };
    let (before, behind) = (text[..found.start].trim(), &text[found.end..]);
    let proper = |word: &str| word.chars().find(|c| letters::is_alphabetic(*c)).is_none_or(letters::is_uppercase);
    // "Fair opens on 3 May" is a headline, "The Post, Tuesday, 3 May" heads a page.
    let last = before.rsplit(' ').next().filter(|last| last.contains(letters::is_alphabetic));
    let headed = !behind.contains(letters::is_alphanumeric) && last.is_some_and(proper);
    before.is_empty() && behind.split_whitespace().all(proper) || headed
}

/// Whether it says in which paper of which day and on which page a story stood: "The Post of 03.05.2024, p. 3".
fn is_source(text: &str) -> bool {
    /// Words for a page.
    const PAGES: [&str; 10] = ["p", "pp", "pg", "page", "s", "seite", "pag", "pág", "str", "стр"];
    let Some(found) = dates::find(text, None) else { return false };
    let mut words = text[found.end..].split(|c: char| !letters::is_alphanumeric(c)).filter(|word| !word.is_empty());
    let page = words.next().is_some_and(|word| PAGES.contains(&&*word.to_lowercase()));
    page && words.next().is_some_and(|number| number.contains(letters::is_numeric))
}

/// Whether it says whose the text is: "© 2025 The Post", "Copyright 2025 The Post".
fn is_rights(text: &str) -> bool {
    /// Letters of the word, in English and most of Europe.
    const WORD: &str = "copyright";
    let worded = text.get(..WORD.len()).is_some_and(|word| word.eq_ignore_ascii_case(WORD));
    let dated = text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    (worded || text.starts_with(['©', 'ⓒ'])) && dated
}

/// Whether all words but the short ones have capitals, as English headlines do and sentences do not.
pub(super) fn is_title_case(text: &str) -> bool {
    /// Letters of a word that has one for sure, and such words at least.
    const LONG: usize = 4;
    const ENOUGH: usize = 4;
    let long =
        || text.split_whitespace().filter(|word| word.chars().filter(|&c| letters::is_alphabetic(c)).count() >= LONG);
    long().count() >= ENOUGH && long().all(|word| word.contains(letters::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control() {
        for (row, _) in rows() {
            assert!(is_control(row), "{row}");
            assert_eq!(row, row.to_lowercase());
        }
    }

    #[test]
    fn no_headlines() {
        let rows = [
            ("menu", "Home | Town | River | Markets | Letters"),
            ("path", "Home > Sport > Football"),
            ("path of names", "News / Local / Market Town"),
            ("two departments", "Town | Sport"),
            ("path from the front", "Home › Local News"),
            ("path without capitals", "首页 > 新闻 > 社会"),
            ("row without marks", "トップ 社会 政治 経済"),
            ("skip link", "Skip to main content"),
            ("with marks around", "[Skip to content]"),
            ("share button", "Share full article"),
            ("slug of a department", "BC-US--Storm, 1st Ld"),
            ("slug in numbers", "bdt0123 3 pl 412 dpa 0712"),
            ("slug with its words", "^PM-Ferry, 1st Ld-Writethru, a0412,0188<"),
            ("caption", "FILE - The old bridge is seen in Marbury, Ore. (AP Photo/Jane Doe, File)"),
            ("caption of a paper's own", "The old bridge (Jane Doe/Marbury Post)"),
            ("day with its zone", "March 05, 2024 08:00 AM Eastern Standard Time"),
            ("source", "Der Bote vom 05.03.2024, S. 3 / Lokales"),
            ("rights", "Copyright 2025 The Marbury Post"),
            ("sign of rights", "© 2025 The Marbury Post"),
            ("head of a page", "LE COURRIER DE MARBURY Mardi 5 mars 2024"),
            ("head of a page, the day first", "Tuesday 5 March 2024 | The Marbury Post"),
        ];
        for (name, text) in rows {
            assert!(is_no_headline(text), "{name}");
        }
    }

    #[test]
    fn headlines() {
        let rows = [
            ("with its site", "Town votes for a library | The Post"),
            ("with section and site", "Town votes for a library | Local | The Post"),
            ("short, with its site", "Storm Petra | The Marbury Post"),
            ("two names", "Doe/Roe win the doubles"),
            ("beginning like a control", "Skip to the beat: a new school of dance"),
            ("with spaces in Japanese", "朝市で火事、店舗3棟焼ける けが人なし"),
            ("copyright", "Copyright law in 3 steps"),
            ("numbers", "iphone15 vs s23 vs pixel8"),
            ("picture", "Star shares wedding photo by Jane Doe"),
            ("thousands", "Petition is signed by 12,000"),
            ("dash", "BRIEF-Marbury Steel -- what the figures say"),
            ("day of an event", "Fair opens on 3 May 2024"),
            ("day and number", "Town votes on 3 May 2024 for 12 libraries"),
            ("day in brackets", "Town votes for a library (2024-05-03)"),
            ("day before a sentence", "3 May 2024 is the day of the fair"),
            ("share in brackets", "How to plan a library (with a trick that 9/10 Use)"),
            ("brackets", "Bread and/or butter (and tea)"),
        ];
        for (name, text) in rows {
            assert!(!is_no_headline(text), "{name}");
        }
    }
}
