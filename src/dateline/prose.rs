//! What the text behind a dateline looks like: prose, a heading, a table.

use crate::letters;

use super::scan::{Case, Cursor, case, digit, is_small, is_space};
use super::vocabulary::{Concept, is};

/// How the text behind a dateline begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A capital, a digit, a letter without case; perhaps behind quotation marks.
    Sentence,
    /// A small letter.
    Small,
    /// Anything else, or nothing.
    Odd,
}

/// Whether the text speaks of the place again, as a name and not as the first word of all.
pub(super) fn recurs(name: &str, rest: &str) -> bool {
    /// Bytes of the text that are searched: the lede and some more.
    const REACH: usize = 600;
    let near = letters::head(rest, REACH);
    let starts =
        near.char_indices().zip(near.chars().skip(1)).filter(|((_, before), _)| !letters::is_alphanumeric(*before));
    starts.map(|((at, before), _)| &near[at + before.len_utf8()..]).any(|there| named(name, there))
}

/// Whether a text begins with a name, the first letter large and not all of it.
fn named(name: &str, there: &str) -> bool {
    let mut chars = there.chars();
    let large = there.chars().next().is_some_and(letters::is_uppercase);
    let equal =
        name.chars().all(|c| chars.next().is_some_and(|other| c == other || c.to_lowercase().eq(other.to_lowercase())));
    let ended = chars.next().is_none_or(|c| !letters::is_alphabetic(c));
    let printed = Cursor::new(there, 0).word().is_some_and(|(word, _)| case(word) != Case::Caps);
    large && equal && ended && printed
}

pub(super) fn first_word(text: &str) -> Option<&str> {
    Cursor::new(text, 0).skip(|c| !letters::is_alphanumeric(c)).word().map(|(word, _)| word)
}

pub(super) fn opener(rest: &str) -> bool {
    first_word(rest).is_some_and(|word| is(Concept::Opener, word) && case(word) == Case::Title)
}

pub(super) fn opens(rest: &str) -> bool {
    opening(rest) == Opening::Sentence
}

pub(super) fn opening(rest: &str) -> Opening {
    let quote = |c: char| {
        matches!(
            c,
            '"' | '\''
                | '“'
                | '”'
                | '‘'
                | '’'
                | '«'
                | '„'
                | '('
                | '['
                | '<'
                | '$'
                | '£'
                | '€'
                | '¿'
                | '¡'
                | '#'
                | '@'
                | '…'
                | '.'
        )
    };
    match rest.chars().find(|&c| !quote(c) && !is_space(c)) {
        Some(c) if is_small(c) => Opening::Small,
        Some(c) if letters::is_alphabetic(c) || digit(c).is_some() => Opening::Sentence,
        _ => Opening::Odd,
    }
}

/// Whether a text goes on in capitals: then all of it is a headline.
pub(super) fn shouting(rest: &str) -> bool {
    /// Words. Two names of companies or parties in capitals may begin a sentence.
    const RUN: usize = 3;
    let loud = |word: &&str| {
        word.chars().filter(|c| letters::is_alphabetic(*c)).count() >= 2 && !word.chars().any(letters::is_lowercase)
    };
    let mut words = rest.split_whitespace().take(RUN);
    let cased = rest.chars().find(|c| letters::is_alphabetic(*c)).is_some_and(letters::is_uppercase);
    cased && words.clone().count() == RUN && words.all(|word| loud(&word))
}

/// Whether a text begins with a day: what stands before the dash is then the name of a report (`RUBBER CLOSING - APRIL 7`).
pub(super) fn dated_heading(rest: &str) -> bool {
    super::date::date(Cursor::new(rest, 0)).is_some()
}

/// Whether a text goes on a title of a book or film, its first word being that of a city: `A Life, by …`, `The History of
/// a Tragedy`. Such nouns have capitals nowhere else.
pub(super) fn titled(rest: &str) -> bool {
    /// Words looked at behind the first one, which has a capital anyway.
    const REACH: usize = 3;
    let word = |word: &str| word.trim_matches(|c: char| !letters::is_alphabetic(c)).to_owned();
    let mut words = rest.split_whitespace().skip(1).take(REACH).map(word);
    words.any(|word| case(&word) == Case::Title && is(Concept::Work, &word))
}

/// Whether the first sentence of a text is one word: `Trinken. Schlafen. Mehr …`.
pub(super) fn curt(rest: &str) -> bool {
    Cursor::new(rest, 0).word().is_some_and(|(_, end)| end.peek() == Some('.'))
}

/// Whether a text is prose and not a heading: it runs on, and ends as sentences do or is long.
pub(super) fn sentence_like(rest: &str) -> bool {
    /// Bytes beyond which a missing full stop is a cut and no sign of a heading.
    const LONG: usize = 140;
    let end = rest.trim_end_matches(|c: char| is_space(c) || matches!(c, '"' | '”' | '’' | '»' | ')' | '“' | '\''));
    let ended = end.ends_with(|c| letters::is_stop(c) || matches!(c, '…' | ':'));
    running(rest) && (ended || rest.len() > LONG)
}

/// Whether a text has words in small letters early on: titles and lists of names have fewer.
pub(super) fn running(rest: &str) -> bool {
    /// Words looked at.
    const REACH: usize = 10;
    /// Words in small letters among them.
    const SMALL: usize = 2;
    let small = |c: char| letters::is_lowercase(c) || (letters::is_alphabetic(c) && !letters::is_uppercase(c));
    rest.split_whitespace().take(REACH).filter(|word| word.starts_with(small)).count() >= SMALL
}
