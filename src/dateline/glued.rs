//! Datelines that scraping left in the middle of a paragraph: behind a byline, a deck, a title, a sign-off.

use super::WINDOW;
use super::grammar::{Reading, readings};
use super::judge::{Before, Context, unmistakable};
use super::scan::{Case, Cursor, case, is_space};
use super::vocabulary::{Concept, is};

/// Bytes of a paragraph in which a dateline is sought: a byline with its title and a deck of three lines.
const REACH: usize = 400;

/// Where a dateline begins, and its reading.
pub(super) fn find<'a>(context: &Context<'a>) -> Option<(usize, Reading<'a>)> {
    let paragraph = context.paragraph;
    let near = &paragraph[..paragraph.floor_char_boundary(REACH)];
    let byline = Cursor::new(near, 0).spaces().word().is_some_and(|(word, _)| is(Concept::Byline, word));
    let mut before = if byline { Before::Name } else { Before::Text };
    for start in starts(near) {
        let at = Cursor::new(paragraph, start);
        let word = at.word().map_or("", |(word, _)| word);
        let loud = case(word) == Case::Caps;
        if before == Before::Name && !loud && !is(Concept::Byline, word) {
            before = Before::Byline;
        }
        let ended = ends_sentence(&near[..start]);
        if !(loud || ended && plausible(at)) || start == 0 {
            continue;
        }
        let here = if ended { Before::Sentence } else { before };
        let inside_name = here == Before::Byline && follows_capitals(&near[..start]);
        let here = if inside_name { Before::Name } else { here };
        let holds = |reading: &Reading<'_>| unmistakable(reading, context, here);
        if let Some(reading) = readings(at.within(WINDOW)).rev().find(holds) {
            return Some((start, reading));
        }
    }
    None
}

/// Where words begin, and brackets.
fn starts(near: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    near.char_indices().filter_map(move |(at, c)| {
        let begins = is_space(before) && (c.is_uppercase() || c == '(' || c.is_lowercase());
        before = c;
        begins.then_some(at)
    })
}

/// Whether a dateline could begin here that is not all in capitals.
fn plausible(at: Cursor<'_>) -> bool {
    at.peek().is_some_and(|c| c.is_uppercase() || c == '(')
}

fn ends_sentence(before: &str) -> bool {
    before.trim_end_matches([' ', '\u{a0}']).ends_with(['.', '!', '?', '\n', '”', '"', ')', '»', '…'])
}

fn follows_capitals(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| case(word) == Case::Caps)
}
