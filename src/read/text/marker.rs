//! What a line begins with that is layout and not text: bullets, item numbers, quotation and heading signs.

use crate::letters;

/// Signs that set off a list item when white space follows. Dashes are not among them: they open direct speech in
/// many languages, and a dateline's text.
const BULLETS: [char; 24] = [
    '*', '•', '‣', '⁃', '◦', '▪', '▫', '●', '○', '■', '□', '◆', '◇', '►', '▶', '▸', '▹', '◾', '◽', '·', '⋅', '∙',
    '+', '➤',
];

/// Digits of an item number at most; more is a year, a price, a score.
const LONGEST_NUMBER: usize = 3;

/// Signs of a rule in a row at least, and the same on both sides of spaces (`* * *`).
const SHORTEST_RULE: usize = 3;

/// What a line begins with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Marker {
    /// Nothing but text.
    #[default]
    None,
    /// A bullet.
    Bullet,
    /// A hyphen, which is a bullet only in a row of them.
    Hyphen,
    /// The letter `o`, which renderers print for the bullet of an inner list, and languages for "the" and "or".
    Round,
    /// An item number, which is one only beside its neighbours.
    Number(u16),
    /// `>` before each line, as mail quotes.
    Quote,
    /// `#` to `######`.
    Heading(u8),
    /// The whole line is a row of signs that divides the text.
    Rule,
}

/// The marker of a trimmed line, and the bytes it takes with the white space behind it.
pub(super) fn marker(line: &str) -> (Marker, usize) {
    let Some(first) = line.chars().next() else { return (Marker::None, 0) };
    if letters::is_alphabetic(first) {
        return if line.starts_with("o ") { (Marker::Round, 2) } else { (Marker::None, 0) };
    }
    if is_rule(line, first) {
        return (Marker::Rule, line.len());
    }
    let (marker, length) = match first {
        '>' => (Marker::Quote, line.len() - line.trim_start_matches(['>', ' ']).len()),
        '#' => heading(line),
        '・' => (Marker::Bullet, first.len_utf8()),
        '-' => (Marker::Hyphen, 1),
        '0'..='9' | '(' => number(line),
        _ if BULLETS.contains(&first) => (Marker::Bullet, first.len_utf8()),
        _ => return (Marker::None, 0),
    };
    let rest = &line[length..];
    let spaced = matches!(marker, Marker::Quote) || first == '・' || rest.starts_with(char::is_whitespace);
    let bare = rest.is_empty() && !matches!(marker, Marker::Number(_));
    if spaced || bare { (marker, line.len() - rest.trim_start().len()) } else { (Marker::None, 0) }
}

fn heading(line: &str) -> (Marker, usize) {
    let signs = line.bytes().take_while(|&byte| byte == b'#').take(7).count();
    if signs <= 6 { (Marker::Heading(signs as u8), signs) } else { (Marker::None, 0) }
}

/// `1.`, `1)`, `(1)` before white space.
fn number(line: &str) -> (Marker, usize) {
    let open = usize::from(line.starts_with('('));
    let digits = line[open..].bytes().take(LONGEST_NUMBER + 1).take_while(u8::is_ascii_digit).count();
    let close = line.as_bytes().get(open + digits).copied();
    let closed = close == Some(b')') || (open == 0 && close == Some(b'.'));
    match line[open..open + digits].parse() {
        Ok(number) if closed && digits <= LONGEST_NUMBER => (Marker::Number(number), open + digits + 1),
        _ => (Marker::None, 0),
    }
}

/// A row of one sign, or of signs and spaces, and nothing else.
fn is_rule(line: &str, first: char) -> bool {
    let sign = |char: char| "-=_*~#·•—–+.".contains(char) && char == first;
    line.chars().all(|char| sign(char) || char == ' ')
        && line.chars().filter(|&char| sign(char)).take(SHORTEST_RULE).count() == SHORTEST_RULE
        && first != '.'
}

/// Whether a rule is the sign with which press offices end a text, which says more than that it divides something.
pub(super) fn is_end(rule: &str) -> bool {
    matches!(rule, "###" | "# # #")
}

/// The level of heading that a line of these signs below another makes of it.
pub(super) fn underline(rule: &str) -> Option<u8> {
    match rule.bytes().next() {
        Some(b'=') => Some(1),
        Some(b'-') => Some(2),
        _ => None,
    }
    .filter(|_| !rule.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        let rows = [
            ("* item", Marker::Bullet, 2),
            ("•\u{A0}item", Marker::Bullet, 5),
            ("・項目", Marker::Bullet, 3),
            ("*", Marker::Bullet, 1),
            ("- item", Marker::Hyphen, 2),
            ("1. item", Marker::Number(1), 3),
            ("12) item", Marker::Number(12), 4),
            ("(3) item", Marker::Number(3), 4),
            ("> quoted", Marker::Quote, 2),
            (">> quoted", Marker::Quote, 3),
            ("## Part", Marker::Heading(2), 3),
            ("* * *", Marker::Rule, 5),
            ("-----", Marker::Rule, 5),
            ("*emphasis*", Marker::None, 0),
            ("-5 degrees", Marker::None, 0),
            ("#hashtag", Marker::None, 0),
            ("####### x", Marker::None, 0),
            ("2024. A year", Marker::None, 0),
            ("3.5 percent", Marker::None, 0),
            ("(a) item", Marker::None, 0),
            ("– Oui, dit-elle", Marker::None, 0),
            ("...", Marker::None, 0),
            ("o item", Marker::Round, 2),
            ("Text", Marker::None, 0),
        ];
        for (line, wanted, length) in rows {
            assert_eq!(marker(line), (wanted, length), "{line}");
        }
    }
}
