//! A short text to numbers, words and marks.

use crate::letters;

/// One of them, with its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits of any script.
    Number { value: u64, digits: u8 },
    /// Letters, in lower case.
    Word(String),
    /// Any other character that is not white space.
    Mark(char),
}

/// More digits than any date or timestamp has; longer numbers are no dates and are kept as a number of this many digits.
const MOST_DIGITS: u8 = 18;

impl Token {
    pub(super) fn number(&self) -> Option<u64> {
        if let Kind::Number { value, .. } = self.kind { Some(value) } else { None }
    }

    pub(super) fn digits(&self) -> u8 {
        if let Kind::Number { digits, .. } = self.kind { digits } else { 0 }
    }

    pub(super) fn word(&self) -> Option<&str> {
        if let Kind::Word(word) = &self.kind { Some(word) } else { None }
    }

    pub(super) fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// Cuts the text, also between a digit and a letter.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let joins = tokens.last().is_some_and(|last| last.end == start);
        match (joins.then(|| tokens.last_mut()).flatten(), digit(c)) {
            (Some(Token { kind: Kind::Number { value, digits }, end: last, .. }), Some(digit)) => {
                *value = if *digits < MOST_DIGITS { *value * 10 + digit } else { *value };
                *digits = (*digits + 1).min(MOST_DIGITS);
                *last = end;
            }
            (_, Some(digit)) => tokens.push(Token { kind: Kind::Number { value: digit, digits: 1 }, start, end }),
            (Some(Token { kind: Kind::Word(word), end: last, .. }), None) if is_letter(c) => {
                letters::push_lower(word, &text[start..end]);
                *last = end;
            }
            (_, None) if is_letter(c) => {
                let mut word = String::with_capacity(16);
                letters::push_lower(&mut word, &text[start..end]);
                tokens.push(Token { kind: Kind::Word(word), start, end });
            }
            _ if c.is_whitespace() => {}
            _ => tokens.push(Token { kind: Kind::Mark(plain(c)), start, end }),
        }
    }
    tokens
}

/// Letters and the vowel signs that Indic and Thai words carry; CJK units stand between numbers and so end by themselves.
fn is_letter(c: char) -> bool {
    letters::is_alphabetic(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

/// Dashes, slashes and stops of other widths as their ASCII likes.
fn plain(c: char) -> char {
    match c {
        '‐'..='―' | '−' | '－' => '-',
        '／' | '⁄' => '/',
        '．' | '。' => '.',
        '：' | '∶' => ':',
        '，' | '،' => ',',
        other => other,
    }
}

/// The zeros of the decimal digits that pages use.
const ZEROS: [char; 9] = ['0', '٠', '۰', '०', '০', '௦', '๐', '၀', '０'];

/// The value of a decimal digit.
fn digit(c: char) -> Option<u64> {
    if c.is_ascii() {
        return c.to_digit(10).map(u64::from);
    }
    let zero =
        ZEROS.iter().rev().filter(|zero| (**zero..=char::from_u32(**zero as u32 + 9).unwrap_or(**zero)).contains(&c));
    zero.map(|zero| u64::from(c as u32 - *zero as u32)).next()
}
