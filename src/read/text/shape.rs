//! What a page's lines say together: are they wrapped at a width, broken at every tag, set off by blank lines?

use super::join;
use super::lines::Line;
use crate::dateline::{self, Evidence};
use crate::read::chars;

/// Widths told apart, in columns. Beyond the last no printer or mail program wraps (132 is the widest).
const WIDTHS: usize = 140;

/// Narrowest wrapped text, in columns: half a newspaper's agency line. Narrower columns are lists.
const NARROWEST: usize = 30;

/// Of all lines, one in so many may be longer than the width: tables, addresses that could not be broken.
const LINES_PER_OVERLONG: usize = 40;

/// Spaces inside a line that no wrapping leaves there; justified lines have two or three.
const GAP: &str = "        ";

/// White space before a line that is set at the right or in the middle, in characters more than before most lines.
const ASIDE: u16 = 16;

/// Share of the width, in percent, from which on a line counts as full, and full lines there must be.
const FULL_PERCENT: u32 = 60;
const FULL_LINES: usize = 3;

/// Of the full lines with a line behind them, percent that must leave no room for its first word. Wrapped text has
/// 90 and more (the rest end paragraphs), lines that are paragraphs of chance length about 10.
const WRAPPED_PERCENT: usize = 70;

/// Of the wrapped lines, percent that may end a sentence: in one of four, as sentences have twenty words and lines ten,
/// is much for prose; lines that are paragraphs nearly all do.
const SENTENCE_PERCENT: usize = 50;

/// Columns that a wrapped line may stay short of the width although the next word would have fitted: the width is
/// taken from the longest line, which is itself a little short of the true one.
const SLACK: u32 = 2;

/// Lines that are broken off inside a sentence ([`is_fragment`]) and show that a renderer broke the page at its tags.
/// Of pages rendered so, nine of ten have as many; of others, one in a hundred.
const FRAGMENTS: usize = 2;

/// Of the lines, percent with one space at an end beyond which that space is the page's habit and no evidence.
const HABIT_PERCENT: usize = 60;

/// Leads told apart, in characters.
const DEEPEST: usize = 64;

/// Of the gaps, one in so many must be as large as one that divides regions; smaller gaps divide paragraphs.
const GAPS_PER_REGION: usize = 4;

/// Blank lines that can divide regions at least and at most.
const REGION_GAPS: std::ops::RangeInclusive<usize> = 2..=16;

/// The habits of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Columns at which its lines are wrapped.
    pub(super) width: Option<u32>,
    /// White-space characters before most of its lines.
    pub(super) lead: u16,
    /// Columns of its longest line.
    pub(super) longest: u32,
    /// Whether a renderer broke its lines at every tag.
    pub(super) fragmented: bool,
    /// Whether one space before or behind a line says that a sentence goes on.
    pub(super) spaces_tell: bool,
    /// Blank lines that begin another region.
    pub(super) region_gap: u16,
}

pub(super) fn shape(page: &str, lines: &[Line]) -> Shape {
    let fragments = lines.windows(2).filter(|pair| is_fragment(page, pair)).take(FRAGMENTS).count();
    let spaced = lines.iter().filter(|line| line.lead == 1 || line.trail == 1).count();
    Shape {
        width: width(page, lines),
        lead: commonest_lead(lines),
        longest: lines.iter().map(|line| line.columns).max().unwrap_or(0),
        fragmented: fragments >= FRAGMENTS,
        spaces_tell: spaced * 100 <= lines.len() * HABIT_PERCENT,
        region_gap: region_gap(lines),
    }
}

/// Whether the second line begins with a comma or the like, or a small letter with the one space kept that stood
/// between it and the element before.
fn is_fragment(page: &str, pair: &[Line]) -> bool {
    let (above, below) = (&pair[0], &pair[1]);
    let spaced = above.trail == 1 || below.lead == 1;
    let goes_on = || join::is_small(below.text(page)) && !chars::ends_sentence(above.text(page));
    below.gap == 0 && (join::clings(below.text(page)) || (spaced && goes_on()))
}

/// The width at which a page is wrapped, if it is.
fn width(page: &str, lines: &[Line]) -> Option<u32> {
    let width = longest(page, lines)?;
    let full = |line: &Line| line.columns * 100 >= width * FULL_PERCENT && line.columns <= width;
    let (mut all, mut wrapped, mut ended) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| pair[1].gap == 0 && full(&pair[0])) {
        all += 1;
        if is_full(page, pair, width) {
            wrapped += 1;
            ended += usize::from(chars::ends_sentence(pair[0].text(page)));
        }
    }
    let evident = wrapped * 100 >= all * WRAPPED_PERCENT && ended * 100 <= wrapped * SENTENCE_PERCENT;
    let enough = wrapped >= needed(page, lines) || wrapped > 0 && wrapped == all && is_of_terminal(width, lines);
    (enough && evident).then_some(width)
}

/// Whether a page looks like what a text browser prints: as wide as a terminal, with a blank line between most of its
/// paragraphs. On one of short paragraphs few lines are wrapped.
fn is_of_terminal(width: u32, lines: &[Line]) -> bool {
    /// Columns of a terminal, or some fewer where no word ended there.
    const COLUMNS: std::ops::RangeInclusive<u32> = 72..=80;
    let gaps = lines.iter().filter(|line| line.gap > 0).count();
    COLUMNS.contains(&width) && gaps >= FULL_LINES && gaps * 3 >= lines.len()
}

/// Full lines that make a wrapped text: fewer where there are no more. Two lines may as well be a headline and a
/// sentence, unless the first opens with a dateline.
fn needed(page: &str, lines: &[Line]) -> usize {
    let all_but_last = lines.len().saturating_sub(1);
    let alone = all_but_last == 1 && !lines.first().is_some_and(|line| opens_with_dateline(line.text(page)));
    if alone { FULL_LINES } else { all_but_last.clamp(1, FULL_LINES) }
}

/// Whether a line begins with a dateline and goes on behind it: then it is the text's, and no headline.
pub(super) fn opens_with_dateline(line: &str) -> bool {
    let found = dateline::find(&[line], &Evidence::default());
    found.is_some_and(|found| found.body.0 == 0 && found.body.1 < line.len())
}

/// The length of the longest line but for a few stray ones.
fn longest(page: &str, lines: &[Line]) -> Option<u32> {
    let mut counts = [0usize; WIDTHS + 1];
    let aside = commonest_lead(lines) + ASIDE;
    for line in lines.iter().filter(|line| line.lead < aside && !is_unbreakable(line, page)) {
        counts[(line.columns as usize).min(WIDTHS)] += 1;
    }
    let mut overlong = lines.len() / LINES_PER_OVERLONG;
    for width in (NARROWEST..=WIDTHS).rev() {
        if counts[width] > overlong {
            return (width < WIDTHS).then_some(width as u32);
        }
        overlong -= counts[width];
    }
    None
}

/// An address or the like, longer than wrapping can help, or what is laid out over a page: its head with name, day and number.
fn is_unbreakable(line: &Line, page: &str) -> bool {
    line.columns as usize > NARROWEST && {
        let text = line.text(page);
        text.is_ascii() && memchr::memchr(b' ', text.as_bytes()).is_none() || text.contains(GAP)
    }
}

/// Whether the first word of the second line had no room on the first.
pub(super) fn is_full(page: &str, pair: &[Line], width: u32) -> bool {
    let (word, spaceless) = first_word(pair[1].text(page));
    // Chinese and Japanese lines also end early so as not to begin the next with a full stop or end on a bracket.
    let slack = if spaceless { SLACK + 2 } else { SLACK };
    pair[0].columns + u32::from(!spaceless) + word + slack > width
}

/// Columns of what cannot be divided at the beginning of a line, and whether it is a character of Han or kana.
fn first_word(text: &str) -> (u32, bool) {
    match text.chars().next() {
        Some(first) if chars::is_spaceless(first) => (2, true),
        _ => (text.chars().take(WIDTHS).take_while(|char| !char.is_whitespace()).count() as u32, false),
    }
}

fn commonest_lead(lines: &[Line]) -> u16 {
    let mut counts = [0usize; DEEPEST + 1];
    for line in lines {
        counts[usize::from(line.lead).min(DEEPEST)] += 1;
    }
    (0..=DEEPEST).rev().max_by_key(|&lead| counts[lead]).unwrap_or(0) as u16
}

/// The number of blank lines that only a smaller part of the gaps reaches.
fn region_gap(lines: &[Line]) -> u16 {
    let mut counts = [0usize; *REGION_GAPS.end() + 1];
    for line in lines {
        counts[usize::from(line.gap).min(*REGION_GAPS.end())] += 1;
    }
    let gaps: usize = counts[1..].iter().sum();
    let reaching = |gap: usize| counts[gap..].iter().sum::<usize>();
    REGION_GAPS.clone().find(|&gap| reaching(gap) * GAPS_PER_REGION <= gaps).unwrap_or(*REGION_GAPS.end()) as u16
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn shape_of(page: &str) -> Shape {
        shape(page, &split(page))
    }

    #[test]
    fn wrapped_pages() {
        let rows = [
            (
                "mail",
                "The council met on Monday evening and\nvoted on the new library, which is to be\nbuilt beside the old mill at a cost of\nfour million.",
                Some(40),
            ),
            (
                "Chinese",
                "市议会昨天下午召开会议，讨论了城市公\n共交通的发展计划。会议决定，明年将新\n增三条公交线路，并在全市范围内推广电\n动公交车。",
                Some(36),
            ),
            (
                "a page of print, with its head and foot",
                "THE MARBURY POST              TUESDAY, MARCH 5              PAGE 3\n\nThe council met on Monday evening and\nvoted on the new library, which is to be\nbuilt beside the old mill at a cost of\nfour million.\n\n                              See COUNCIL, Page 7",
                Some(40),
            ),
            (
                "a text browser's, with one wrapped line",
                "Storm closes harbour\n\nMarch 5, 10:15\n\nThe harbour of the old town was closed on Tuesday, for a storm had come up from\nthe west.\n\nNobody was hurt.\n\nIt is to open on Friday.",
                Some(79),
            ),
            (
                "two lines and no blank ones",
                "Storm closes harbour\nThe harbour of the old town was closed on Tuesday, for a storm had come up from\nthe west.\nNobody was hurt.",
                None,
            ),
            (
                "a paragraph a line",
                "The council met on Monday evening.\nIt voted.\nThe mayor said that she was glad of it.\nNobody spoke against.",
                None,
            ),
            (
                "menu",
                "Home page of the paper\nNews\nSports and games of today\nContact\nSubscribe to the paper now",
                None,
            ),
        ];
        for (name, page, width) in rows {
            assert_eq!(shape_of(page).width, width, "{name}");
        }
    }

    #[test]
    fn regions_are_what_rare_gaps_divide() {
        let double = "a\n\n\n".repeat(40) + "\n\n\n\nb";
        assert_eq!((shape_of("a\n\nb\n\nc\n\nd\n\n\ne").region_gap, shape_of(&double).region_gap), (2, 3));
    }
}
