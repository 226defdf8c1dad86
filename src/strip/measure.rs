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

/// FNV-1a over 64 bits, its offset and prime.
const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3);

/// Scans a block.
pub(super) fn measure(text: &str) -> Measure {
    let mut m = Measure { lines: 1.0, hash: FNV.0, ..Measure::default() };
    let mut in_word = false;
    let mut first = true;
    for c in text.chars() {
        if c.is_whitespace() {
            m.lines += f32::from(u8::from(c == '\n'));
            in_word = false;
            continue;
        }
        if first {
            m.first = begins(c);
            first = false;
        }
        m.ink += 1.0;
        let letter = c.is_alphanumeric();
        if !letter {
            punctuation(&mut m, c);
            in_word &= matches!(c, '\'' | '’' | '-' | '\u{200c}' | '\u{200d}') || !c.is_ascii() && !is_mark(c);
            continue;
        }
        let ideograph = is_ideograph(c);
        if ideograph {
            m.words += WORDS_PER_IDEOGRAPH;
        } else if !in_word {
            m.words += 1.0;
            m.capitals += f32::from(u8::from(c.is_uppercase()));
            m.hash = (m.hash ^ u64::from(b' ')).wrapping_mul(FNV.1);
        }
        m.digits += f32::from(u8::from(c.is_numeric()));
        let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { c };
        m.hash = (m.hash ^ u64::from(u32::from(lower))).wrapping_mul(FNV.1);
        in_word = !ideograph;
    }
    m.last = ends(text);
    m
}

fn punctuation(m: &mut Measure, c: char) {
    match c {
        ',' | '،' | '，' | '、' | '؛' | ';' => m.commas += 1.0,
        '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | '…' => m.stops += 1.0,
        '|' | '>' | '»' | '›' | '·' | '•' | '/' | '→' => m.separators += 1.0,
        '"' | '“' | '”' | '„' | '«' | '「' | '」' | '『' | '』' => m.quotes += 1.0,
        '@' => m.addresses += 1.0,
        _ => {}
    }
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
    let closing = |c: char| c.is_whitespace() || "\"'”’»)]」』）】*".contains(c);
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
