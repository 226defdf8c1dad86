//! What one scan of a block's text tells: counts that mean the same in every script.

/// Counts over the text of one block.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Measure {
    /// Characters that are no white space.
    pub(super) ink: f32,
    /// Words; a character of a script that does not part words counts [`WORDS_PER_IDEOGRAPH`].
    pub(super) words: f32,
    /// Words that begin with a capital.
    pub(super) capitals: f32,
    /// Digits.
    pub(super) digits: f32,
    /// Commas of any script.
    pub(super) commas: f32,
    /// Full stops and their like, of any script, inside and at the end.
    pub(super) stops: f32,
    /// Bars, arrows, middle dots: what parts the items of a row.
    pub(super) separators: f32,
    /// Quotation marks.
    pub(super) quotes: f32,
    /// `@`, and the `://` of addresses.
    pub(super) addresses: f32,
    /// Lines.
    pub(super) lines: f32,
    /// How it begins.
    pub(super) first: First,
    /// How it ends.
    pub(super) last: Last,
    /// Of its lower-cased words, in order: equal for equal texts, whatever their white space and punctuation.
    pub(super) hash: u64,
}

/// What a block begins with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum First {
    #[default]
    Other,
    Lower,
    Upper,
    Digit,
    Quote,
}

/// What a block ends with, behind closing quotes and brackets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Last {
    #[default]
    Other,
    Sentence,
    Colon,
    Ellipsis,
}

/// Ideographs, kana, hangul and Thai letters a word, on average, counted as a share of a word each. Prototype value
/// that lets one length scale serve all scripts: about two characters a word.
const WORDS_PER_IDEOGRAPH: f32 = 0.55;

/// FNV-1a, its offset and prime, over 32 bits for a word and over 64 for a block.
const WORD: (u32, u32) = (0x811c_9dc5, 0x0100_0193);
const BLOCK: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3);

/// What an ASCII character is in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    White,
    Lower,
    Upper,
    Digit,
    /// Stands inside words: hyphen, apostrophe.
    Joint,
    Comma,
    Stop,
    Separator,
    Quote,
    At,
    Other,
}

const CLASSES: [Class; 128] = classes();

const fn classes() -> [Class; 128] {
    let mut classes = [Class::Other; 128];
    let mut at = 0;
    while at < 128 {
        classes[at] = match at as u8 {
            b'\t'..=b'\r' | b' ' => Class::White,
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'-' => Class::Joint,
            b',' | b';' => Class::Comma,
            b'.' | b'!' | b'?' => Class::Stop,
            b'|' | b'>' | b'/' => Class::Separator,
            b'"' => Class::Quote,
            b'@' => Class::At,
            _ => Class::Other,
        };
        at += 1;
    }
    classes
}

/// A scan of one block.
struct Scan<'w> {
    measure: Measure,
    /// Hashes of the words.
    words: &'w mut Vec<u32>,
    /// The word being read, as [`Scan::words`] has it: letters and digits in a row.
    word: Option<u32>,
    /// Whether the word being counted goes on, which apostrophes and hyphens do not end.
    in_word: bool,
    ideographs: u32,
}

/// Scans a block once: counts, and the hashes of its lower-cased words, which go to `words`.
pub(super) fn scan(text: &str, words: &mut Vec<u32>) -> Measure {
    let first = words.len();
    let measure = Measure { lines: 1.0, ..Measure::default() };
    let mut scan = Scan { measure, words, word: None, in_word: false, ideographs: 0 };
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            scan.ascii(byte);
            at += 1;
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            scan.other(c);
            at += c.len_utf8();
        }
    }
    scan.end_word();
    let Scan { mut measure, ideographs, words, .. } = scan;
    measure.words += ideographs as f32 * WORDS_PER_IDEOGRAPH;
    measure.first = text.chars().find(|c| !c.is_whitespace()).map_or(First::Other, begins);
    measure.last = ends(text);
    measure.hash = words[first..].iter().fold(BLOCK.0, |hash, &word| (hash ^ u64::from(word)).wrapping_mul(BLOCK.1));
    measure
}

impl Scan<'_> {
    #[inline]
    fn ascii(&mut self, byte: u8) {
        let m = &mut self.measure;
        match CLASSES[usize::from(byte)] {
            Class::Lower => return self.letter(u32::from(byte), false),
            Class::Upper => return self.letter(u32::from(byte | 0x20), true),
            Class::Digit => {
                m.digits += 1.0;
                return self.letter(u32::from(byte), false);
            }
            Class::White => {
                m.lines += f32::from(u8::from(byte == b'\n'));
                self.in_word = false;
                return self.end_word();
            }
            Class::Joint => {
                m.ink += 1.0;
                return self.end_word();
            }
            Class::Comma => m.commas += 1.0,
            Class::Stop => m.stops += 1.0,
            Class::Separator => m.separators += 1.0,
            Class::Quote => m.quotes += 1.0,
            Class::At => m.addresses += 1.0,
            Class::Other => {}
        }
        m.ink += 1.0;
        self.in_word = false;
        self.end_word();
    }

    #[inline]
    fn letter(&mut self, lower: u32, capital: bool) {
        let m = &mut self.measure;
        m.ink += 1.0;
        if !self.in_word {
            m.words += 1.0;
            m.capitals += f32::from(u8::from(capital));
            self.in_word = true;
        }
        self.word = Some((self.word.unwrap_or(WORD.0) ^ lower).wrapping_mul(WORD.1));
    }

    #[inline]
    fn end_word(&mut self) {
        if let Some(word) = self.word.take() {
            self.words.push(word);
        }
    }

    fn other(&mut self, c: char) {
        let m = &mut self.measure;
        if c.is_whitespace() {
            self.in_word = false;
            return self.end_word();
        }
        if c == '©' || is_ideograph(c) && is_letter(c) {
            m.ink += 1.0;
            self.ideographs += u32::from(c != '©');
            self.in_word = false;
            self.end_word();
            return self.words.push((WORD.0 ^ u32::from(c)).wrapping_mul(WORD.1));
        }
        if is_letter(c) {
            m.digits += f32::from(u8::from(c.is_numeric()));
            let lower = fold(c.to_lowercase().next().unwrap_or(c));
            return match lower {
                Some(lower) => self.letter(u32::from(lower), c.is_uppercase()),
                None => m.ink += 1.0,
            };
        }
        m.ink += 1.0;
        match c {
            '،' | '，' | '、' | '؛' => m.commas += 1.0,
            '。' | '！' | '？' | '؟' | '۔' | '।' | '…' => m.stops += 1.0,
            '»' | '›' | '·' | '•' | '→' => m.separators += 1.0,
            '“' | '”' | '„' | '«' | '「' | '」' | '『' | '』' => m.quotes += 1.0,
            _ => {}
        }
        self.in_word &= matches!(c, '’' | '\u{200c}' | '\u{200d}') || !is_mark(c);
        if fold(c).is_some() {
            self.end_word();
        }
    }
}

/// Whether a character is a letter or a digit. The scripts that most pages are written in are told without a search in tables.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        '\u{2010}'..='\u{205e}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// A lower-case character as words are compared: letters that texts write either way are one, marks that are often left
/// out are none.
pub(super) fn fold(c: char) -> Option<char> {
    Some(match c {
        // What lower-casing leaves over the i of `İ`; Arabic vowel signs and the stroke that stretches words.
        '\u{307}' | '\u{64b}'..='\u{652}' | '\u{640}' => return None,
        'ı' => 'i',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' => 'ا',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        '\u{200c}' => ' ',
        // Arabic and Persian digits.
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        c => c,
    })
}

/// The ASCII digit of another script's, whose zero is `zero`.
fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Marks that end a word although they are not ASCII.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '،' | '؛' | '؟' | '«' | '»' | '·')
}

/// Whether a script's words are not parted by spaces: Han, kana, hangul syllables, Thai, Lao, Khmer, Burmese.
pub(super) fn is_ideograph(c: char) -> bool {
    c >= '\u{e00}'
        && matches!(c,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{2fa1f}')
}

fn begins(c: char) -> First {
    match c {
        _ if c.is_numeric() => First::Digit,
        _ if c.is_lowercase() => First::Lower,
        _ if c.is_alphabetic() => First::Upper,
        '"' | '“' | '„' | '«' | '‘' | '\'' | '「' | '『' | '–' | '—' => First::Quote,
        _ => First::Other,
    }
}

fn ends(text: &str) -> Last {
    let closing = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '】' | '*')
    };
    let text = text.trim_end_matches(closing);
    match text.chars().next_back() {
        Some('…') => Last::Ellipsis,
        Some('.') if text.ends_with("...") => Last::Ellipsis,
        Some('.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | '．' | '“') => Last::Sentence,
        Some(':' | '：') => Last::Colon,
        _ => Last::Other,
    }
}

impl Measure {
    /// Whether it looks like running text by itself: the seed from which the article's region is grown.
    ///
    /// Twelve words that end like a sentence or have two commas, or 120 characters: most sentences have more, most menu
    /// entries fewer. Too low and teasers count, too high and short paragraphs do not.
    pub(super) fn is_good(&self) -> bool {
        (self.words >= 12.0 && (self.last == Last::Sentence || self.commas > 1.0)) || self.ink > 120.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(text: &str) -> Measure {
        scan(text, &mut Vec::new())
    }

    #[test]
    fn words_are_counted_in_every_script() {
        for (text, words) in [
            ("The mayor didn't re-open it.", 5.0),
            ("Le maire l’a dit", 4.0),
            ("市长今天说", 2.75),
            ("قال الرئيس، اليوم", 3.0),
            ("می‌گوید امروز", 2.0),
            ("", 0.0),
        ] {
            assert_eq!(measure(text).words, words, "{text}");
        }
    }

    #[test]
    fn letters_are_what_unicode_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn ends_are_seen_behind_quotes_and_in_every_script() {
        for (text, last) in [
            ("He said so.”", Last::Sentence),
            ("他今天说。」", Last::Sentence),
            ("کجاست؟", Last::Sentence),
            ("Read on...", Last::Ellipsis),
            ("Read on…", Last::Ellipsis),
            ("These are:", Last::Colon),
            ("Most Visited", Last::Other),
        ] {
            assert_eq!(measure(text).last, last, "{text}");
        }
    }

    #[test]
    fn the_hash_sees_words_alone() {
        assert_eq!(measure("Read  more:").hash, measure("read more").hash);
        assert_ne!(measure("readmore").hash, measure("read more").hash);
    }
}
