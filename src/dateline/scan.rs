//! A position in a paragraph, and the steps the parts of the grammar take from it.

use crate::letters;

/// How a word is set: the place of a dateline is known by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `NAIROBI`, `DeKALB`, `McLEAN`, and misprints of one small letter among capitals.
    Caps,
    /// `Nairobi`, `Saint-Denis`, a single capital.
    Title,
    /// `nairobi`, `iPhone`.
    Lower,
    /// A script without capitals.
    Uncased,
}

/// A position in a text. Copied freely: the parts take one and give back the one behind what they read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Cursor { text, at }
    }

    /// The same place in a text that ends so many bytes behind it.
    pub(super) fn within(self, bytes: usize) -> Self {
        Cursor { text: letters::head(self.text, self.at + bytes), ..self }
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    pub(super) fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before.
    pub(super) fn previous(self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    pub(super) fn forward(self, bytes: usize) -> Self {
        Cursor { at: self.at + bytes, ..self }
    }

    /// Behind this text, if it stands here.
    pub(super) fn eat(self, what: &str) -> Option<Self> {
        self.rest().starts_with(what).then(|| self.forward(what.len()))
    }

    /// Behind this character if it stands here, else where it was.
    pub(super) fn maybe(self, what: char) -> Self {
        if self.peek() == Some(what) { self.forward(what.len_utf8()) } else { self }
    }

    pub(super) fn skip(self, of: impl Fn(char) -> bool) -> Self {
        let rest = self.rest();
        self.forward(rest.find(|c| !of(c)).unwrap_or(rest.len()))
    }

    /// Behind white space of any kind.
    pub(super) fn spaces(self) -> Self {
        self.skip(is_space)
    }

    /// Behind white space on the same line.
    pub(super) fn blanks(self) -> Self {
        self.skip(|c| is_space(c) && c != '\n')
    }

    /// The text between here and there.
    pub(super) fn until(self, there: Cursor<'a>) -> &'a str {
        &self.text[self.at..there.at.max(self.at)]
    }

    /// A word of letters, with apostrophes inside, and hyphens in scripts that have capitals
    /// (in the others a hyphen parts a place from an agency).
    pub(super) fn word(self) -> Option<(&'a str, Self)> {
        let first = self.peek().filter(|c| letters::is_alphabetic(*c))?;
        let hyphens = !is_uncased(first);
        let end =
            self.run(|c| letters::is_alphabetic(c) || is_mark(c), |c| is_apostrophe(c) || (hyphens && is_hyphen(c)));
        Some((self.until(end), end))
    }

    /// A word that may hold digits and full stops too: `N.Y`, `example.com`, `dpa-AFX`. A stop at its end is left.
    pub(super) fn dotted(self) -> Option<(&'a str, Self)> {
        self.peek().filter(|c| letters::is_alphanumeric(*c))?;
        let end = self.run(
            |c| letters::is_alphanumeric(c) || is_mark(c),
            |c| matches!(c, '.' | '&') || is_apostrophe(c) || is_hyphen(c),
        );
        Some((self.until(end), end))
    }

    /// A number of at most so many digits, in any script's digits.
    pub(super) fn digits(self, most: usize) -> Option<(u32, Self)> {
        let (mut value, mut count, mut end) = (0u32, 0, self);
        while let Some((c, digit)) = end.peek().and_then(|c| Some((c, digit(c)?))) {
            if count == most {
                return None;
            }
            (value, count, end) = (value * 10 + digit, count + 1, end.forward(c.len_utf8()));
        }
        (count > 0).then_some((value, end))
    }

    /// Behind letters, and behind joints that stand between letters.
    fn run(self, letter: impl Fn(char) -> bool, joint: impl Fn(char) -> bool) -> Self {
        let mut chars = self.rest().char_indices().peekable();
        let mut end = 0;
        while let Some((at, c)) = chars.next() {
            let inside = letter(c) || (joint(c) && chars.peek().is_some_and(|&(_, next)| letter(next)));
            if !inside {
                break;
            }
            end = at + c.len_utf8();
        }
        self.forward(end)
    }
}

/// How a word is set.
pub(super) fn case(word: &str) -> Case {
    let bytes = word.as_bytes();
    if bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1..].iter().all(u8::is_ascii_lowercase) {
        return if bytes[0].is_ascii_uppercase() { Case::Title } else { Case::Lower };
    }
    let letters = || word.chars().filter(|c| letters::is_alphabetic(*c));
    let upper = letters().filter(|c| letters::is_uppercase(*c)).count();
    let lower = letters().filter(|c| is_small(*c)).count();
    let ends_high = letters().rev().take(2).all(letters::is_uppercase);
    match letters().next() {
        Some(first) if is_uncased(first) => Case::Uncased,
        Some(first) if !letters::is_uppercase(first) => Case::Lower,
        Some(_) if upper >= 2 && (lower == 0 || (ends_high && lower <= 2 && lower < upper)) => Case::Caps,
        // One slip of the shift key (`CORAl`) in a word long enough to tell.
        Some(_) if upper >= 4 && lower == 1 => Case::Caps,
        Some(_) => Case::Title,
        None => Case::Lower,
    }
}

/// A small letter of a script whose names begin with a large one: Georgian has large letters, and sets none in names.
pub(super) fn is_small(c: char) -> bool {
    letters::is_lowercase(c) && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// A letter of a script that sets no name in capitals.
pub(super) fn is_uncased(c: char) -> bool {
    letters::is_alphabetic(c) && !letters::is_uppercase(c) && !is_small(c)
}

/// A comma: ASCII, Arabic, Ethiopic (its semicolon too), Burmese, wide, East Asian.
pub(super) fn is_comma(c: char) -> bool {
    matches!(c, ',' | '،' | '፣' | '፤' | '၊' | '，' | '、')
}

/// White space, and what scrapers leave that is as good as it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Marks that are part of a word though not letters: viramas, dots below, Arabic vowel signs, joiners, combining accents.
fn is_mark(c: char) -> bool {
    const VIRAMAS: [char; 10] =
        ['\u{94d}', '\u{9cd}', '\u{a4d}', '\u{acd}', '\u{b4d}', '\u{bcd}', '\u{c4d}', '\u{ccd}', '\u{d4d}', '\u{dca}'];
    const DOTS: [char; 3] = ['\u{93c}', '\u{9bc}', '\u{a3c}'];
    // Most characters stand below all of them.
    if c < '\u{300}' {
        return false;
    }
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{670}' | '\u{e47}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
        // Tones and stacked consonants: Lao, Burmese, Khmer.
        || matches!(c, '\u{ec8}'..='\u{ecd}' | '\u{1037}' | '\u{1039}' | '\u{103a}' | '\u{17c6}'..='\u{17d3}')
        || VIRAMAS.contains(&c)
        || DOTS.contains(&c)
}

/// The value of a digit: ASCII, full width, Arabic, Persian, those of India's scripts, Thai, Lao, Burmese, Khmer.
pub(super) fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 16] = ['0', '０', '٠', '۰', '०', '০', '੦', '૦', '௦', '౦', '೦', '൦', '๐', '໐', '၀', '០'];
    ZEROS.iter().map(|&zero| (c as u32).wrapping_sub(zero as u32)).find(|&value| value < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! cases {
        ($($name:ident: $word:expr => $case:ident,)*) => { $(#[test] fn $name() { assert_eq!(case($word), Case::$case); })* };
    }

    cases! {
        capitals: "NAIROBI" => Caps,
        scottish_prefix: "McLEAN" => Caps,
        french_prefix: "DeKALB" => Caps,
        slip_at_the_end: "CORAl" => Caps,
        slip_inside: "WALtHAM" => Caps,
        hyphened: "PORT-AU-PRINCE" => Caps,
        cyrillic: "МОСКВА" => Caps,
        title: "Nairobi" => Title,
        trade_name: "CHANGEdesk" => Title,
        initial: "A" => Title,
        small: "nairobi" => Lower,
        camel: "iPhone" => Lower,
        arabic: "دمشق" => Uncased,
    }

    #[test]
    fn words_hold_apostrophes_and_hyphens_but_not_dashes() {
        let word = |text: &'static str| Cursor::new(text, 0).word().map(|(word, _)| word);
        assert_eq!(word("COEUR D'ALENE"), Some("COEUR"));
        assert_eq!(word("D'ALENE, Idaho"), Some("D'ALENE"));
        assert_eq!(word("AL-QAIM--Troops"), Some("AL-QAIM"));
        assert_eq!(word("دمشق-سانا"), Some("دمشق"));
        assert_eq!(word("- no"), None);
    }

    #[test]
    fn dotted_words_leave_the_last_stop() {
        let dotted = |text: &'static str| Cursor::new(text, 0).dotted().map(|(word, _)| word);
        assert_eq!(dotted("N.Y. -"), Some("N.Y"));
        assert_eq!(dotted("example.com - x"), Some("example.com"));
    }

    #[test]
    fn digits_of_several_scripts_and_of_bounded_length() {
        assert_eq!(Cursor::new("２6 ", 0).digits(2).map(|(n, _)| n), Some(26));
        assert_eq!(Cursor::new("٢٦", 0).digits(2).map(|(n, _)| n), Some(26));
        assert!(Cursor::new("123", 0).digits(2).is_none());
    }
}
