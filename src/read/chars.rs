//! Characters of running text as both readers leave them: white space collapsed, what is not visible gone.

use std::ops::Range;

use wide::u8x16;

use crate::{letters, sixteens};

use super::tree;

/// White space of any kind, line breaks too, no-break spaces too.
pub(super) fn is_white(char: char) -> bool {
    char.is_whitespace()
}

/// Characters that show nothing and separate nothing: controls, soft hyphens, zero-width spaces, marks of direction; and
/// those for private use, which are icons of the page's own fonts.
pub(super) fn is_invisible(char: char) -> bool {
    char.is_control() && !char.is_whitespace()
        || matches!(char, '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}')
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
    push_any::<false>(out, start, text);
}

/// The same for the text of a page as it is written, character references and all.
pub(super) fn push_coded(out: &mut String, start: usize, text: &str) {
    push_any::<true>(out, start, text);
}

fn push_any<const CODED: bool>(out: &mut String, start: usize, text: &str) {
    let bytes = text.as_bytes();
    let (mut run, mut at) = (0, 0);
    while at < bytes.len() {
        at = behind_plain::<CODED>(bytes, at, at > run);
        let Some(&byte) = bytes.get(at) else { break };
        if CODED && byte == b'&' {
            at += 1;
            if let Some((characters, taken)) = tree::reference(&text[at - 1..]) {
                out.push_str(&text[run..at - 1]);
                characters.for_each(|char| push_char(out, start, char));
                run = at - 1 + taken;
                at = run;
            }
            continue;
        }
        let char = text[at..].chars().next().unwrap_or_default();
        let behind = at + char.len_utf8();
        if char.is_ascii() || shows_nothing(char) {
            out.push_str(&text[run..at]);
            push_odd(out, start, char);
            // More white space behind white space shows nothing.
            run = if is_white(char) { behind + white_bytes(&bytes[behind..]) } else { behind };
        }
        at = run.max(behind);
    }
    out.push_str(&text[run..]);
}

/// Appends one character that a reference means.
fn push_char(out: &mut String, start: usize, char: char) {
    if shows_nothing(char) { push_odd(out, start, char) } else { out.push(char) }
}

/// Whether there are only single spaces between words, none at the ends, and nothing that may be a reference, white space of
/// another kind or invisible.
pub(super) fn is_plain(text: &str) -> bool {
    behind_plain::<true>(text.as_bytes(), 0, false) == text.len() && !text.ends_with(' ')
}

/// Where the first byte stands, from an offset on, that is not plain, or is a space beside which there is another or nothing.
/// `inside` says that a plain byte stands before the offset.
#[inline]
fn behind_plain<const CODED: bool>(bytes: &[u8], start: usize, inside: bool) -> usize {
    let (mut at, mut inside) = (start, inside);
    while at < bytes.len() {
        let sixteen = u8x16::new(sixteens::up_to_sixteen(bytes, at));
        let mut odd = sixteens::up_to(b' ' - 1, sixteen) | sixteen.simd_eq(sixteens::all(0x7F));
        if CODED {
            odd |= sixteen.simd_eq(sixteens::all(b'&'));
        }
        if sixteen.to_bitmask() != 0 {
            odd |= leads(sixteen);
        }
        let spaces = sixteen.simd_eq(sixteens::all(b' ')).to_bitmask();
        let marks = odd.to_bitmask() | spaces & (spaces << 1 | u32::from(!inside));
        if marks != 0 {
            return bytes.len().min(at + sixteens::before(marks));
        }
        // A space at the end is the next sixteen's to judge.
        at += if spaces >> 15 == 0 { 16 } else { 15 };
        inside = true;
    }
    bytes.len()
}

/// What U+0080..=U+00BF, U+1680 and U+180E, U+2000..=U+2FFF, U+3000, U+E000..=U+FEFF begin with: white space, and what is
/// not visible.
#[inline]
fn leads(sixteen: u8x16) -> u8x16 {
    let is = |lead| sixteen.simd_eq(sixteens::all(lead));
    is(0xC2) | is(0xE1) | is(0xE2) | is(0xE3) | is(0xEE) | is(0xEF)
}

/// Whether there is nothing but ASCII white space in a part of a text: of which more is given, for then it can be read
/// sixteen bytes at a time up to its end.
pub(super) fn is_blank(text: &str, part: Range<usize>) -> bool {
    let mut at = part.start;
    while at < part.end {
        let Some(&sixteen) = sixteens::sixteen(text.as_bytes(), at) else { break };
        let white = sixteens::before(dark(u8x16::new(sixteen)));
        at += white;
        if white < 16 {
            return at >= part.end;
        }
    }
    at >= part.end || white_bytes(&text.as_bytes()[at..part.end]) == part.end - at
}

/// White space that some bytes begin with, as far as it is ASCII: the indentation of source code.
fn white_bytes(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&sixteen) = sixteens::sixteen(bytes, at) {
        let dark = dark(u8x16::new(sixteen));
        at += sixteens::before(dark);
        if dark != 0 {
            return at;
        }
    }
    at + bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).count()
}

/// Marks of bytes that are no ASCII white space.
#[inline]
fn dark(sixteen: u8x16) -> u32 {
    let from_tab = sixteen - sixteens::all(b'\t');
    let white = sixteens::up_to(b'\r' - b'\t', from_tab) | sixteen.simd_eq(sixteens::all(b' '));
    white.to_bitmask() ^ 0xFFFF
}

/// The text on one line, as [`push`] leaves it.
pub(super) fn collapse(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push(&mut line, 0, text);
    line.truncate(trim(&line).len());
    line
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

/// Letters of scripts that have no capitals, and part words by spaces: Arabic, Hebrew, Devanagari, hangul.
pub(super) fn is_caseless(char: char) -> bool {
    letters::is_alphabetic(char) && !letters::is_lowercase(char) && !letters::is_uppercase(char) && !is_spaceless(char)
}

/// Scripts written without spaces between words (Chinese, Japanese, their punctuation): lines of them are joined
/// without a space.
pub(super) fn is_spaceless(char: char) -> bool {
    matches!(char, '\u{2E80}'..='\u{30FF}' | '\u{31F0}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Scripts likewise, whose characters are sounds and words several of them: Thai, Lao, Burmese, Khmer. Their sentences end
/// on no mark.
pub(super) fn is_run_together(char: char) -> bool {
    matches!(char, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Whether text ends a sentence, behind closing quotation marks and brackets.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(is_closing);
    bare.ends_with(|char| letters::is_stop(char) || char == '…')
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
            ("icons", "a\u{E900} b\u{F8FF}", "a b"),
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
    fn references_are_cleaned_like_what_they_mean() {
        for (coded, decoded) in [
            ("Fish &amp; chips, R&D", "Fish & chips, R&D"),
            ("a&nbsp;&nbsp; b &nbsp;c", "a\u{A0}\u{A0} b \u{A0}c"),
            ("&nbsp;bud&shy;get &shy; x", "\u{A0}bud\u{AD}get \u{AD} x"),
            ("می&zwnj;شود a&zwj;b", "می\u{200C}شود a\u{200D}b"),
            ("&NotEqualTilde;&unknown;&#0;&", "≂\u{338}&unknown;\u{FFFD}&"),
            ("a\r\nb\0c&#13;d", "a\nbc\rd"),
        ] {
            let mut out = String::new();
            push_coded(&mut out, 0, coded);
            assert_eq!(out, cleaned(decoded), "{coded}");
        }
    }

    #[test]
    fn white_space_is_found_in_sixteens() {
        for byte in 0..=255_u8 {
            let white = matches!(byte, b' ' | b'\t'..=b'\r');
            for at in 0..16 {
                let mut sixteen = *b" \t\n\r \x0B\x0C  \t\n\r \x0B\x0C ";
                sixteen[at] = byte;
                assert_eq!(dark(u8x16::new(sixteen)), u32::from(!white) << at, "{byte} at {at}");
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
