//! A text as its printed lines, with what lay around each: the evidence for what belongs together.

use crate::read::chars;

/// A line with something on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Bytes of the page, without white space around.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Columns up to its last visible character; wide characters take two.
    pub(super) columns: u32,
    /// Blank lines before it.
    pub(super) gap: u16,
    /// White-space characters before and behind its text.
    pub(super) lead: u16,
    pub(super) trail: u16,
    /// Whether the blank lines before it held one space each: what stood between two inline elements.
    pub(super) glued: bool,
    /// Whether it goes on in the physical line of the one before.
    pub(super) runs_on: bool,
}

impl Line {
    pub(super) fn text<'a>(&self, page: &'a str) -> &'a str {
        &page[self.start as usize..self.end as usize]
    }
}

/// Columns a byte adds to its line: none inside a sequence, two for the first byte of what is mostly Han, kana, hangul or full-width.
const COLUMNS: [u8; 256] = {
    let mut columns = [1; 256];
    let mut byte = 0x80;
    while byte < 0x100 {
        columns[byte] = match byte {
            0x80..=0xBF => 0,
            0xE3..=0xED | 0xEF..=0xF0 => 2,
            _ => 1,
        };
        byte += 1;
    }
    columns
};

/// Bytes that are a line break or may be the last of one.
const BREAKS: [bool; 256] = {
    let mut breaks = [false; 256];
    let all = [b'\n', b'\r', 0x0B, 0x0C, 0x85, 0xA8, 0xA9];
    let mut index = 0;
    while index < all.len() {
        breaks[all[index] as usize] = true;
        index += 1;
    }
    breaks
};

/// Lines of a page that are read, 28 bytes each.
pub(super) const MOST_LINES: usize = 1 << 19;

/// The lines of a page that have text, [`MOST_LINES`] and one at most. A page is not larger than what a [`crate::document::Span`] can address.
pub(super) fn split(page: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut gap, mut spaces) = (0, 0u16, 0u16);
    while at < page.len() && lines.len() <= MOST_LINES {
        let (end, next, columns) = physical(page.as_bytes(), at);
        match line(&page[at..end], at, columns) {
            Some(line) => {
                lines.push(Line { gap, glued: gap > 0 && gap == spaces, ..line });
                (gap, spaces) = (0, 0);
            }
            None => {
                gap = gap.saturating_add(1);
                spaces = spaces.saturating_add(u16::from(&page[at..end] == " "));
            }
        }
        at = next;
    }
    lines
}

/// End of the line that begins at `from`, beginning of the next, and columns between.
fn physical(bytes: &[u8], from: usize) -> (usize, usize, u32) {
    let mut columns = 0u32;
    for (offset, &byte) in bytes[from..].iter().enumerate() {
        if BREAKS[byte as usize]
            && let Some((end, next)) = line_break(bytes, from + offset)
        {
            return (end.max(from), next, columns);
        }
        columns = columns.saturating_add(u32::from(COLUMNS[byte as usize]));
    }
    (bytes.len(), bytes.len(), columns)
}

/// The line break that ends with, or for carriage returns begins at, the byte at `at`: where it begins and ends.
fn line_break(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    match bytes[at] {
        b'\r' => {
            // Text converted twice has two carriage returns before the line feed; that is no blank line.
            let length = match bytes[at..] {
                [_, b'\n', ..] => 2,
                [_, b'\r', b'\n', ..] => 3,
                _ => 1,
            };
            Some((at, at + length))
        }
        0x85 => (at >= 1 && bytes[at - 1] == 0xC2).then(|| (at - 1, at + 1)),
        0xA8 | 0xA9 => (at >= 2 && bytes[at - 2..at] == [0xE2, 0x80]).then(|| (at - 2, at + 1)),
        _ => Some((at, at + 1)),
    }
}

/// A physical line as a [`Line`], if there is text on it.
fn line(text: &str, at: usize, columns: u32) -> Option<Line> {
    let bare = chars::trim(text);
    if bare.is_empty() {
        return None;
    }
    let start = text.len() - chars::trim_start(text).len();
    let end = start + bare.len();
    let trail = whites(&text[end..]);
    Some(Line {
        start: (at + start) as u32,
        end: (at + end) as u32,
        columns: columns.saturating_sub(u32::from(trail)),
        lead: whites(&text[..start]),
        trail,
        ..Line::default()
    })
}

fn whites(text: &str) -> u16 {
    let count = text.chars().filter(|&char| chars::is_white(char)).count();
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(page: &str) -> Vec<(&str, u16, u16, u16)> {
        split(page).iter().map(|line| (line.text(page), line.gap, line.lead, line.trail)).collect()
    }

    #[test]
    fn breaks_of_every_kind() {
        for line_break in ["\n", "\r\n", "\r", "\r\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"] {
            let page = format!("one{line_break}{line_break} two {line_break}three");
            assert_eq!(rows(&page), [("one", 0, 0, 0), ("two", 1, 1, 1), ("three", 0, 0, 0)], "{line_break:?}");
        }
    }

    #[test]
    fn characters_that_only_share_a_byte_with_a_break() {
        let page = "Å…å 中慨愩\n”¨©";
        assert_eq!(rows(page), [("Å…å 中慨愩", 0, 0, 0), ("”¨©", 0, 0, 0)]);
    }

    #[test]
    fn columns_count_wide_characters_twice() {
        let columns = |page: &str| split(page)[0].columns;
        assert_eq!((columns("  abc  "), columns("Ünïx"), columns("新聞。"), columns("“x”")), (5, 4, 6, 3));
    }

    #[test]
    fn a_single_space_glues() {
        let glued: Vec<_> = split("a\n \nb\n\nc\n  \nd\ne").iter().map(|line| (line.gap, line.glued)).collect();
        assert_eq!(glued, [(0, false), (1, true), (1, false), (1, false), (0, false)]);
    }
}
