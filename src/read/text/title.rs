//! Where a plain text prints its headline: a line that repeats the first one, or a short one above the running text.

use crate::document::{Block, Document, Kind};
use crate::read::chars;
use crate::read::signals::{Element, Role, Signals};

/// Words of a headline, least and most. Han and kana count as half a word.
const WORDS: std::ops::RangeInclusive<usize> = 3..=40;

/// Characters of a first line that may be a headline, at most.
const LONGEST: usize = 250;

/// Words of a block of running text at least, and of one that ends like a sentence.
const PROSE: usize = 20;
const SENTENCE: usize = 12;

/// Most that a short block takes off a run of running text, in words: a menu ends a run, a subhead does not.
const MOST_OFF: usize = 12;

/// Blocks behind the beginning of the running text in which a headline may still stand: the standfirst above it counts
/// as running text.
const BEHIND: usize = 4;

/// Blocks above the running text among which a headline without a copy is sought: byline, dates, share row between.
const ABOVE: usize = 12;

/// Share of the first line that a copy without the site's name keeps, in percent.
const KEPT_PERCENT: usize = 35;

/// Blocks from the top in which the running text of a text without menus begins, and the first line is its headline.
const TOP: usize = 6;

/// Marks the headline's block, and collects what looks like one.
pub(super) fn find(document: &mut Document, signals: &mut Signals) {
    let words: Vec<usize> = document.blocks.iter().map(|block| words(document.text(block))).collect();
    let start = prose_start(document, &words);
    let Some(first) = document.blocks.first() else { return };
    let copy = last_copy(document, &words, start);
    let first_text = document.text(first);
    let titled = is_title(first_text, words[0]) && start > 0;
    if titled && (copy.is_some() || start <= TOP) {
        signals.title = first_text.to_string();
    }
    let best = copy.or((titled && start <= TOP).then_some(0)).or_else(|| likeliest(document, &words, start));
    if let Some(index) = best {
        signals.elements.push(Element {
            role: Role::Heading(1),
            text: document.text(&document.blocks[index]).to_string(),
            block: index as u32,
            ..Element::default()
        });
        document.blocks[index].kind = Kind::Heading(1);
    }
}

/// The block with which the longest run of running text begins: the run of the greatest sum, where running text counts
/// its words and anything else takes some off.
fn prose_start(document: &Document, words: &[usize]) -> usize {
    let (mut sum, mut from, mut most, mut start) = (0usize, 0, 0, 0);
    for (index, block) in document.blocks.iter().enumerate() {
        let count = words[index];
        let prose = count >= PROSE || (count >= SENTENCE && chars::ends_sentence(document.text(block)));
        if !prose {
            sum = sum.saturating_sub((count + 2).min(MOST_OFF));
            continue;
        }
        if sum == 0 {
            from = index;
        }
        sum += count;
        if sum > most {
            (most, start) = (sum, from);
        }
    }
    start
}

/// The last block near or above the running text that repeats the first one.
fn last_copy(document: &Document, words: &[usize], start: usize) -> Option<usize> {
    let first = key(document.text(document.blocks.first()?), LONGEST)?;
    let until = (start + BEHIND).min(document.blocks.len());
    let text = |index: usize| document.text(&document.blocks[index]);
    let repeats = |index: usize| key(text(index), LONGEST).is_some_and(|key| is_copy(&key, &first));
    (1..until).rev().find(|&index| is_title(text(index), words[index]) && repeats(index))
}

/// Whether one is the other, or the other without what a site puts before or behind it.
fn is_copy(key: &str, first: &str) -> bool {
    let (short, long) = if key.len() <= first.len() { (key, first) } else { (first, key) };
    short.len() * 100 >= long.len() * KEPT_PERCENT && (long.starts_with(short) || long.ends_with(short))
}

/// The letters and digits of a text of at most this many characters.
fn key(text: &str, longest: usize) -> Option<String> {
    let short = text.chars().nth(longest).is_none();
    short.then(|| text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect())
}

/// The block above the running text that looks most like a headline: of the last few, that with the most words.
fn likeliest(document: &Document, words: &[usize], start: usize) -> Option<usize> {
    let looks = |&index: &usize| is_title(document.text(&document.blocks[index]), words[index]);
    (start.saturating_sub(ABOVE)..start).filter(looks).max_by_key(|&index| rank(document, &document.blocks[index], words[index]))
}

/// A headline stands by itself and is longer than what else does.
fn rank(document: &Document, block: &Block, words: usize) -> (bool, usize) {
    let plain = !document.text(block).contains(|char: char| char.is_ascii_digit());
    (plain || block.kind == Kind::Heading(1), words)
}

/// Whether a block can be a headline by its looks alone.
fn is_title(text: &str, words: usize) -> bool {
    WORDS.contains(&words)
        && text.chars().nth(LONGEST).is_none()
        && !text.ends_with(['.', '。', ':', ',', '…'])
        && !text.contains("://")
        && !text.contains('@')
}

/// Words of a text; characters of scripts without spaces count half.
fn words(text: &str) -> usize {
    let spaceless = if text.is_ascii() { 0 } else { text.chars().filter(|&char| chars::is_spaceless(char)).count() };
    text.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count() + spaceless / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "The council met on Monday evening in the old hall and voted for the new library after a long debate.";

    fn headline(lines: &[&str]) -> (String, Option<String>) {
        let rows: Vec<_> = lines.iter().map(|line| (Kind::Paragraph, *line)).collect();
        let (mut document, mut signals) = (Document::literal(&rows), Signals::default());
        find(&mut document, &mut signals);
        (signals.title, signals.elements.first().map(|element| element.text.clone()))
    }

    #[test]
    fn headlines() {
        let title = "Town votes for a library";
        let rows: [(&str, &[&str], &str, Option<&str>); 6] = [
            ("first line alone", &[title, BODY, BODY], title, Some(title)),
            ("twice", &[title, title, BODY], title, Some(title)),
            (
                "with the site's name, menu between",
                &["Town votes for a library | The Post", "News", "Sports", "Weather", title, "3 March", BODY],
                "Town votes for a library | The Post",
                Some(title),
            ),
            (
                "inside the chrome",
                &["Skip to content", "News", "Sports", "Weather", "Jobs", "Cars", "Log in", title, "3 March", BODY],
                "",
                Some(title),
            ),
            ("none", &[BODY, BODY], "", None),
            ("nothing", &[], "", None),
        ];
        for (name, lines, head, wanted) in rows {
            assert_eq!(headline(lines), (head.to_string(), wanted.map(str::to_string)), "{name}");
        }
    }
}
