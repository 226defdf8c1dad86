//! White space and characters that do not show: one opinion for all readers.

/// What a character is to a reader of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It shows.
    Ink,
    /// White space within a line.
    Space,
    /// It ends a line.
    Break,
    /// It shows nothing and parts nothing: soft hyphens, zero-width spaces, byte order marks, control characters.
    Nothing,
}

/// The class of a character. Zero-width joiners count as ink: Persian and Indic words are spelt with them.
pub(super) fn class(c: char) -> Class {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        ' ' | '\t' => Class::Space,
        '!'..='~' => Class::Ink,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => Class::Nothing,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Class::Nothing,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_control() => Class::Nothing,
        _ => Class::Ink,
    }
}

/// The text on one line: runs of white space become one space, none at the ends, and nothing invisible.
pub(super) fn collapse(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        match class(c) {
            Class::Space | Class::Break => gap = true,
            Class::Nothing => {}
            Class::Ink => {
                if gap && !line.is_empty() {
                    line.push(' ');
                }
                gap = false;
                line.push(c);
            }
        }
    }
    line
}
