//! Datelines that scraping left in the middle of a paragraph: behind a byline, a deck, a title, a sign-off.

use crate::letters;

use super::WINDOW;
use super::grammar::{Reading, readings};
use super::judge::{Before, Context, unmistakable};
use super::prose::{running, sentence_like};
use super::scan::{Case, Cursor, case};
use super::vocabulary::{Concept, is};

/// Bytes of a paragraph in which a dateline is sought: a byline with its title and a deck of three lines.
const REACH: usize = 400;

/// Where a dateline begins, and its reading.
pub(super) fn find<'a>(context: &Context<'a>) -> Option<(usize, Reading<'a>)> {
    let paragraph = context.paragraph;
    let near = letters::head(paragraph, REACH);
    if !near.bytes().any(is_dash_like) {
        return None;
    }
    let byline = begins_byline(near);
    starts(near).find_map(|start| {
        let before = before(near, start, byline);
        if before == Before::Text && inside_capitals(near, start) {
            return None;
        }
        // An agency alone may be the end of a dateline of an unknown form, which a name or a sentence before it is not.
        let whole = if byline { is_name(&near[..start]) } else { sentence_like(&near[..start]) };
        let joined = |reading: &Reading<'_>| {
            before == Before::Text && reading.place.is_some_and(|place| place.text.contains('/'))
        };
        let holds = |reading: &Reading<'_>| {
            (whole || reading.place.is_some()) && !joined(reading) && unmistakable(reading, context, before)
        };
        let at = Cursor::new(paragraph, start).within(WINDOW);
        readings(at).rev().find(holds).map(|reading| (start, reading))
    })
}

/// Whether a text that a dateline was glued to is a byline and no sentence that begins with the same word.
pub(super) fn is_byline(text: &str) -> bool {
    /// Bytes: two names, their titles, and a day.
    const LONGEST: usize = 120;
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let ended = !is(Concept::Connector, last) && !last.ends_with(['/', '-', '–', '—']);
    text.len() <= LONGEST && (ended && begins_byline(text) && !running(text) || names_before_slash(text))
}

/// Whether a text holds names and ends with what joins them to a place: `Mehmet KAYA - Ali DEMİR/`.
fn names_before_slash(text: &str) -> bool {
    let Some(names) = text.trim_end().strip_suffix('/') else { return false };
    let mut words = names.split([' ', '-']).filter(|word| !word.is_empty());
    words.clone().count() >= 2 && words.all(|word| matches!(case(word), Case::Title | Case::Caps))
}

/// Whether a byline has nothing that could be a dateline's place or day: `By Ann Writer, Rome, 3 May`.
fn is_name(byline: &str) -> bool {
    !byline.contains(|c: char| c == ',' || c.is_ascii_digit())
}

fn begins_byline(text: &str) -> bool {
    Cursor::new(text, 0).spaces().word().is_some_and(|(word, _)| is(Concept::Byline, word))
}

/// A byte that every separator accepted here begins with: a hyphen, a drawn dash, an entity, or the lead byte of dashes,
/// C1 controls, accented letters and U+FFFD.
fn is_dash_like(byte: u8) -> bool {
    matches!(byte, b'-' | b'_' | b'=' | b'&' | b'?' | 0xc2 | 0xc3 | 0xe2 | 0xef)
}

/// Where a dateline may begin: words in capitals anywhere, and behind the end of a sentence a capital or bracket that a
/// bracket closes. Prose has few, so looking closer at each costs little.
fn starts(near: &str) -> impl Iterator<Item = usize> {
    let bytes = near.as_bytes();
    (1..bytes.len()).filter(move |&at| {
        // Behind a slash: Turkish agencies join the reporter to the place (`Ayşe KAYA/İSTANBUL, (DHA)`).
        let begins = (bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b'/') && near.is_char_boundary(at);
        begins
            && may_open(bytes[at])
            && (loud(&near[at..]) || (ends_sentence(&near[..at]) && signed_soon(&bytes[at..])))
            && dash_soon(&bytes[at..])
    })
}

/// Whether a dash with a blank or bracket before it is near enough to end a dateline that begins here.
fn dash_soon(bytes: &[u8]) -> bool {
    /// Bytes: two places with regions, a date and an agency.
    const SOON: usize = 120;
    let ends = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b')' | b']' | b'/' | b'.' | b',' | 0xa0);
    bytes.windows(2).take(SOON).any(|pair| ends(pair[0]) && is_dash_like(pair[1]))
}

/// Whether a word begins with two capitals.
fn loud(text: &str) -> bool {
    let mut chars = text.chars();
    let capital = |c: Option<char>| {
        c.is_some_and(|c| if c.is_ascii() { c.is_ascii_uppercase() } else { letters::is_uppercase(c) })
    };
    capital(chars.next()) && capital(chars.next())
}

/// Whether a byte may be that of a capital or a bracket.
fn may_open(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte == b'(' || !byte.is_ascii()
}

/// Whether a signature could follow.
fn signed_soon(bytes: &[u8]) -> bool {
    /// Bytes of a place and a date before a signature.
    const SOON: usize = 60;
    bytes.iter().take(SOON).any(|&byte| byte == b'(')
}

/// What stands before a place in the paragraph.
fn before(near: &str, start: usize, byline: bool) -> Before {
    let text = &near[..start];
    let capitals = |word: &str| case(word) == Case::Caps;
    match () {
        () if ends_sentence(text) => Before::Sentence,
        () if !byline => Before::Text,
        () if text.split_whitespace().skip(1).all(capitals) => Before::Name,
        () if text.split_whitespace().next_back().is_some_and(capitals) => Before::Name,
        () => Before::Byline,
    }
}

/// Whether the word before begins with two capitals and goes on to this one: `NEW YORK`.
fn inside_capitals(near: &str, start: usize) -> bool {
    let word = near[..start].trim_end().rsplit(' ').next().unwrap_or_default();
    loud(word) && word.ends_with(letters::is_alphanumeric)
}

fn ends_sentence(before: &str) -> bool {
    let end = before.trim_end_matches([' ', '\u{a0}']).chars().next_back();
    matches!(end, Some('.' | '!' | '?' | '\n' | '”' | '"' | ')' | '»' | '…'))
}
