//! A short text to numbers, words and marks.

use std::borrow::Cow;

use crate::letters;

use super::forms;

/// One of them, with its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is a word in capitals: `EAT` is a zone behind a time, "Eat" is none.
    pub(super) capitals: bool,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// Digits of any script.
    Number { value: u64, digits: u8 },
    /// Letters, in lower case.
    Word(Cow<'t, str>),
    /// Any other character that is not white space.
    Mark(char),
}

/// More digits than any date or timestamp has; longer numbers are no dates and are kept as a number of this many digits.
const MOST_DIGITS: u8 = 18;

impl Token<'_> {
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
pub(super) fn cut(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(16);
    let mut start = 0;
    while let Some(c) = text[start..].chars().next() {
        // Words and numbers in ASCII at once.
        let rest = text[start..].bytes();
        let length = match c {
            'a'..='z' | 'A'..='Z' => rest.take_while(u8::is_ascii_alphabetic).count(),
            '0'..='9' => rest.take_while(u8::is_ascii_digit).count(),
            _ => c.len_utf8(),
        };
        let end = start + length;
        if !c.is_whitespace() {
            push(&mut tokens, &text[..start], &text[start..end]);
        }
        start = end;
    }
    parted(tokens)
}

/// Adds a character, or letters or digits in ASCII, behind a text: to the token that it ends with if they go on in that.
fn push<'t>(tokens: &mut Vec<Token<'t>>, before: &str, run: &'t str) {
    let (start, end) = (before.len(), before.len() + run.len());
    let Some(c) = run.chars().next() else { return };
    let in_capitals = || run.chars().all(letters::is_uppercase);
    let joined = tokens.last_mut().filter(|last| last.end == start);
    let kind = match (digit(c), joined) {
        (Some(_), Some(Token { kind: Kind::Number { value, digits }, end: last, .. })) if is_like(c, before) => {
            (*value, *digits) = number(run, (*value, *digits));
            *last = end;
            return;
        }
        (Some(_), _) => {
            let (value, digits) = number(run, (0, 0));
            Kind::Number { value, digits }
        }
        (None, Some(Token { kind: Kind::Word(word), end: last, capitals, .. })) if is_letter(c) => {
            letters::push_lower(word.to_mut(), run);
            *last = end;
            *capitals = *capitals && in_capitals();
            return;
        }
        (None, _) if is_letter(c) => Kind::Word(lower(run)),
        _ => Kind::Mark(plain(c)),
    };
    let capitals = matches!(kind, Kind::Word(_)) && in_capitals();
    tokens.push(Token { kind, start, end, capitals });
}

/// Letters in lower case, as most words in ASCII are.
fn lower(run: &str) -> Cow<'_, str> {
    if run.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(run);
    }
    let mut lower = String::with_capacity(16);
    letters::push_lower(&mut lower, run);
    Cow::Owned(lower)
}

/// Whether a digit is of the script that the number before it is in: digits of two scripts are two numbers.
fn is_like(digit: char, before: &str) -> bool {
    before.chars().next_back().is_some_and(|last| last.len_utf8() == digit.len_utf8())
}

/// The value and the digits of a number that goes on with these.
fn number(run: &str, before: (u64, u8)) -> (u64, u8) {
    run.chars().filter_map(digit).fold(before, |(value, digits), digit| {
        let value = if digits < MOST_DIGITS { value * 10 + digit } else { value };
        (value, (digits + 1).min(MOST_DIGITS))
    })
}

/// Digits of a year.
const YEAR: u8 = 4;

/// Digits of minutes and seconds.
const MINUTE: u8 = 2;

/// Parts the numbers that a renderer makes of two elements: `November 4, 20254:31 PM`, `10:15:30+01:0025. März`.
fn parted(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    if !(0..tokens.len()).any(|at| first_part(&tokens, at).is_some()) {
        return tokens;
    }
    let both = |at: usize| Some(part(&tokens[at], first_part(&tokens, at)?));
    (0..tokens.len()).flat_map(|at| both(at).unwrap_or_else(|| vec![tokens[at].clone()])).collect()
}

/// A number as two, the first of so many digits.
fn part<'t>(token: &Token<'t>, first: u8) -> Vec<Token<'t>> {
    let (value, second) = (token.number().unwrap_or_default(), token.digits() - first);
    let tens = 10_u64.pow(second.into());
    let middle = token.end - (token.end - token.start) / usize::from(token.digits()) * usize::from(second);
    vec![
        Token { kind: Kind::Number { value: value / tens, digits: first }, end: middle, ..*token },
        Token { kind: Kind::Number { value: value % tens, digits: second }, start: middle, ..*token },
    ]
}

/// Digits of the first of two numbers that are one here: minutes behind an hour, or a year behind its day and month and
/// before an hour.
fn first_part(tokens: &[Token], at: usize) -> Option<u8> {
    let digits = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(0, Token::digits);
    let (own, colon) =
        (digits(Some(at)), |at: Option<usize>| at.is_some_and(|at| tokens.get(at).is_some_and(|token| token.is(':'))));
    if own <= MINUTE || own == MOST_DIGITS {
        return None;
    }
    if colon(at.checked_sub(1)) && (1..=MINUTE).contains(&digits(at.checked_sub(2))) {
        return Some(MINUTE);
    }
    let with_hour = (YEAR + 1..=YEAR + 2).contains(&own) && colon(Some(at + 1)) && digits(Some(at + 2)) >= MINUTE;
    (with_hour && forms::ends_in_day_and_month(&tokens[..at])).then_some(YEAR)
}

/// Letters and the signs that Indic, Thai, Lao, Burmese and Khmer words carry; CJK units stand between numbers and so end by
/// themselves.
fn is_letter(c: char) -> bool {
    letters::is_alphabetic(c)
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{64e}'..='\u{650}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
        || matches!(c, '\u{eb1}'..='\u{ecd}' | '\u{1000}'..='\u{103f}' | '\u{17b4}'..='\u{17d3}' | '\u{200d}')
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
