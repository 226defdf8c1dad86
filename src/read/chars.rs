//! Characters of running text as both readers leave them: white space collapsed, what is not visible gone.

use std::ops::Range;

use super::tree::eights;

/// What a byte may begin, for a first look at text byte by byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    /// ASCII white space or control character.
    Odd,
    /// First byte of a sequence that may be white space or invisible.
    Lead,
}

static CLASSES: [Class; 256] = classes();

/// What U+0080..=U+00BF, U+1680 and U+180E, U+2000..=U+2FFF, U+3000, U+FE00..=U+FEFF begin with.
const LEADS: [u8; 5] = [0xC2, 0xE1, 0xE2, 0xE3, 0xEF];

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte <= b' ' as usize {
        classes[byte] = Class::Odd;
        byte += 1;
    }
    classes[0x7F] = Class::Odd;
    let mut index = 0;
    while index < LEADS.len() {
        classes[LEADS[index] as usize] = Class::Lead;
        index += 1;
    }
    classes
}

/// White space of any kind, line breaks too, no-break spaces too.
pub(super) fn is_white(char: char) -> bool {
    char.is_whitespace()
}

/// Characters that show nothing and separate nothing: controls, soft hyphens, zero-width spaces, marks of direction.
pub(super) fn is_invisible(char: char) -> bool {
    char.is_control() && !char.is_whitespace()
        || matches!(char, '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

/// Zero-width joiner and non-joiner: letters of Persian, Hindi and others need them, and so do some emoji.
pub(super) fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200C}' | '\u{200D}')
}

/// Without white space and invisible characters at both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(shows_nothing)
}

/// Likewise, at the beginning alone.
pub(super) fn trim_start(text: &str) -> &str {
    // Nearly always that is the indentation of source code.
    text[white_bytes(text.as_bytes())..].trim_start_matches(shows_nothing)
}

fn shows_nothing(char: char) -> bool {
    is_white(char) || is_invisible(char) || is_joiner(char)
}

/// Appends `text` to `out`, whose part from `start` on is the block being built: each run of white space becomes one
/// space (none at the beginning of the block), invisible characters go, joiners stay behind letters that they shape.
pub(super) fn push(out: &mut String, start: usize, text: &str) {
    let bytes = text.as_bytes();
    let (mut run, mut at, mut looked_at) = (0, 0, 0);
    while at < bytes.len() {
        if at >= looked_at {
            at = behind_plain(bytes, at, at > run);
            looked_at = at + 8;
        }
        let Some(&byte) = bytes.get(at) else { break };
        let class = CLASSES[byte as usize];
        // The common case, one space between words, stays in the run.
        if class == Class::Plain || byte == b' ' && at > run && is_plain(bytes, at + 1) {
            at += 1;
            continue;
        }
        let char = if class == Class::Odd { byte.into() } else { text[at..].chars().next().unwrap_or_default() };
        let behind = at + char.len_utf8();
        if class == Class::Odd || shows_nothing(char) {
            out.push_str(&text[run..at]);
            push_odd(out, start, char);
            // More white space behind white space shows nothing.
            run = if is_white(char) { behind + white_bytes(&bytes[behind..]) } else { behind };
        }
        at = run.max(behind);
    }
    out.push_str(&text[run..]);
}

/// How far from an offset on there are plain bytes alone, with single spaces between them: eight at a time, so more may
/// follow. `inside` says that a plain byte stands before them.
#[inline]
fn behind_plain(bytes: &[u8], start: usize, inside: bool) -> usize {
    let (mut at, mut inside) = (start, inside);
    while let Some(eight) = eights::eight(bytes, at) {
        // No sum is carried into the next byte.
        let low = eight & !eights::HIGHS;
        let control_or_delete = (!(low + eights::all(0x80 - b' ')) | (low + eights::ONES)) & !eight;
        let spaces = !(((low ^ eights::all(b' ')) + !eights::HIGHS) | eight) & eights::HIGHS;
        let odd = control_or_delete | if eight & eights::HIGHS == 0 { 0 } else { leads(eight) };
        let stray = spaces & (spaces << 8 | u64::from(!inside) << 7);
        if (odd | stray) & eights::HIGHS != 0 {
            break;
        }
        // A space at the end is the next eight's to judge.
        at += if spaces >> 63 == 0 { 8 } else { 7 };
        inside = true;
    }
    at
}

/// Marks of bytes that are [`Class::Lead`], the lowest exact.
fn leads(eight: u64) -> u64 {
    LEADS.iter().fold(0, |marks, &lead| marks | eights::zeros(eight ^ eights::all(lead)))
}

/// Whether there is nothing but ASCII white space in a part of a text: of which more is given, for then it can be read
/// eight bytes at a time up to its end.
pub(super) fn is_blank(text: &str, part: Range<usize>) -> bool {
    let mut at = part.start;
    while at < part.end {
        let Some(eight) = eights::eight(text.as_bytes(), at) else { break };
        let white = eights::before(dark_bytes(eight));
        at += white;
        if white < 8 {
            return at >= part.end;
        }
    }
    at >= part.end || white_bytes(&text.as_bytes()[at..part.end]) == part.end - at
}

/// White space that some bytes begin with, as far as it is ASCII: the indentation of source code.
fn white_bytes(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(eight) = eights::eight(bytes, at) {
        let dark = dark_bytes(eight);
        at += eights::before(dark);
        if dark != 0 {
            return at;
        }
    }
    at + bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).count()
}

/// Marks of all bytes that are no ASCII white space.
#[inline]
fn dark_bytes(eight: u64) -> u64 {
    // No sum of these is carried into the next byte.
    let low = eight & !eights::HIGHS;
    let no_space = (low ^ eights::all(b' ')) + !eights::HIGHS;
    let from_tab = low + eights::all(0x80 - b'\t');
    let behind_return = low + eights::all(0x7F - b'\r');
    (eight | no_space & (behind_return | !from_tab)) & eights::HIGHS
}

/// The text on one line, as [`push`] leaves it.
pub(super) fn collapse(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push(&mut line, 0, text);
    line.truncate(trim(&line).len());
    line
}

fn is_plain(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|&byte| CLASSES[byte as usize] == Class::Plain)
}

fn push_odd(out: &mut String, start: usize, char: char) {
    if is_white(char) {
        if out.len() > start && !out.ends_with(' ') {
            out.push(' ');
        }
    } else if is_joiner(char) && out[start..].ends_with(|before: char| !before.is_ascii() && !is_joiner(before)) {
        out.push(char);
    }
}

/// Scripts written without spaces between words (Chinese, Japanese, their punctuation): lines of them are joined
/// without a space.
pub(super) fn is_spaceless(char: char) -> bool {
    matches!(char, '\u{2E80}'..='\u{30FF}' | '\u{31F0}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether text ends a sentence, behind closing quotation marks and brackets.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(is_closing);
    bare.ends_with(['.', '!', '?', '…', '。', '．', '！', '？', '؟', '۔', '।', '॥', '։', '።', '᙮', '။'])
}

/// Quotation marks and brackets that close, and straight ones, which may.
pub(super) fn is_closing(char: char) -> bool {
    matches!(
        char,
        '"' | '\'' | ')' | ']' | '}' | '’' | '”' | '“' | '»' | '«' | '›' | '）' | '」' | '』' | '】' | '》' | '〉'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        let mut out = String::new();
        push(&mut out, 0, text);
        out
    }

    #[test]
    fn white_and_invisible_characters() {
        let rows = [
            ("runs", "a  b\t\tc", "a b c"),
            ("no-break and wide", "a\u{A0}b\u{3000}c\u{2009}\u{202F}d", "a b c d"),
            ("leading", "\u{A0} a", "a"),
            ("soft hyphen", "bud\u{AD}get", "budget"),
            ("zero width", "a\u{200B}b\u{FEFF}c\u{200E}", "abc"),
            ("controls", "a\u{0}b\u{7F}c\u{9C}d\u{1B}", "abcd"),
            ("Persian keeps its non-joiner", "می\u{200C}شود", "می\u{200C}شود"),
            ("emoji keeps its joiner", "👩\u{200D}💻", "👩\u{200D}💻"),
            ("Latin has none", "a\u{200C}b\u{200D}", "ab"),
            ("kept", "“„–—…¿ Ấ ᠠ ー 。﷼", "“„–—…¿ Ấ ᠠ ー 。﷼"),
        ];
        for (name, given, wanted) in rows {
            assert_eq!(cleaned(given), wanted, "{name}");
        }
    }

    #[test]
    fn long_texts_are_cleaned_like_short_ones() {
        let pieces = ["a", " ", "ö", "ж", "中", "\u{A0}", "。", "\t", "\u{7F}", "\u{AD}", "~", "😀"];
        for seed in 0..4000_usize {
            let picks = (0..12).map(|at| (seed * 7919 + 13) >> at).map(|pick| pieces[pick % pieces.len()]);
            let text: String = picks.flat_map(|piece| [piece, "bc"]).collect();
            let mut single = String::new();
            for char in text.chars() {
                push(&mut single, 0, char.encode_utf8(&mut [0; 4]));
            }
            assert_eq!(cleaned(&text), single, "{text:?}");
        }
    }

    #[test]
    fn white_space_is_found_in_eights() {
        for byte in 0..=255_u8 {
            let white = matches!(byte, b' ' | b'\t'..=b'\r');
            for at in 0..8 {
                let mut eight = *b" \t\n\r \x0B\x0C ";
                eight[at] = byte;
                let dark = if white { 0 } else { 0x80 << (8 * at) };
                assert_eq!(dark_bytes(u64::from_le_bytes(eight)), dark, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn ends_of_sentences() {
        for yes in ["Over.", "“Over!”", "(Over?)", "終わり。」", "تمام؟", "समाप्त।"] {
            assert!(ends_sentence(yes), "{yes}");
        }
        for no in ["over", "over,", "(AP)", "", "a.b", "最新"] {
            assert!(!ends_sentence(no), "{no}");
        }
    }
}
