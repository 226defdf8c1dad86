//! What one scan of a block's text tells: counts that mean the same in every script.

use std::ops::Range;

use crate::letters;

use super::classes::{ASCII, CLASSES, Class, class_of};
use super::word::{self, Run, Word};

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
    /// `@` signs, which stand in addresses and handles.
    pub(super) addresses: f32,
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

/// FNV-1a over the words of a block, its offset and prime.
const BLOCK: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3);

/// A scan of one block.
struct Scan<'w> {
    /// Where the block begins.
    start: usize,
    /// Characters of each class; capitals of ASCII among the small letters.
    counts: [u32; CLASSES],
    /// Words, those of one ideograph aside, and how many of them begin with a capital.
    counted: u32,
    capitals: u32,
    /// Whether the word being counted goes on, which apostrophes and hyphens do not end.
    in_word: bool,
    /// Hashes of the words, and where each begins.
    words: &'w mut Vec<u32>,
    starts: &'w mut Vec<u32>,
    /// The word that letters beyond ASCII are in, while it goes on.
    word: Word,
}

/// Scans a block, a part of a text, once: counts, the hashes of its lower-cased words, which go to `words`, and where in
/// it they begin.
pub(super) fn scan(text: &str, block: Range<usize>, words: &mut Vec<u32>, starts: &mut Vec<u32>) -> Measure {
    let first = words.len();
    let counts = [0; CLASSES];
    let word = Word::default();
    let mut scan = Scan { counts, start: block.start, counted: 0, capitals: 0, in_word: false, words, starts, word };
    // Sixteen bytes are looked at together, with them some behind the block, which don't count.
    let (bytes, mut at) = (text.as_bytes(), block.start);
    while at < block.end {
        match ASCII[usize::from(bytes[at])] {
            Class::Lower | Class::Upper | Class::Digit => {
                at = scan.run(bytes, at, block.end);
                // Mostly a space stands behind a word.
                if at < block.end && bytes[at] == b' ' {
                    scan.class(Class::White);
                    at += 1;
                }
            }
            Class::Wide => {
                for c in text[at..block.end].chars().take_while(|c| !c.is_ascii()) {
                    scan.wide(c, at);
                    at += c.len_utf8();
                }
            }
            class => {
                scan.class(class);
                at += 1;
            }
        }
    }
    scan.end_word();
    let hash = scan.words[first..].iter().fold(BLOCK.0, |hash, &word| (hash ^ u64::from(word)).wrapping_mul(BLOCK.1));
    scan.measure(&text[block], hash)
}

impl Scan<'_> {
    /// Letters and digits of ASCII in a row; says where they end.
    #[inline]
    fn run(&mut self, bytes: &[u8], start: usize, end: usize) -> usize {
        self.begin_word(bytes[start].is_ascii_uppercase());
        let Run { length, digits, hash } = word::run(bytes, start, end);
        self.counts[Class::Lower as usize] += length as u32 - digits;
        self.counts[Class::Digit as usize] += digits;
        let run = start..start + length;
        if self.word.is_begun() || run.end < end && !bytes[run.end].is_ascii() {
            self.begin_letters(start);
            self.word.push_ascii(&bytes[run.clone()]);
        } else {
            self.starts.push((start - self.start) as u32);
            self.words.push(hash);
        }
        run.end
    }

    /// A character of ASCII that is no letter.
    #[inline]
    fn class(&mut self, class: Class) {
        self.counts[class as usize] += 1;
        self.between(class);
    }

    fn wide(&mut self, c: char, at: usize) {
        let (class, lower) = class_of(c);
        self.counts[class as usize] += 1;
        match class {
            Class::Lower | Class::Upper | Class::Digit => {
                self.begin_word(class == Class::Upper);
                self.begin_letters(at);
                self.word.push(lower);
            }
            Class::Ideograph | Class::Sign => {
                self.between(class);
                self.starts.push((at - self.start) as u32);
                let mut word = Word::default();
                word.push(c);
                self.words.push(word.hash());
            }
            Class::Silent => {}
            _ => self.between(class),
        }
    }

    /// Letters that are not all ASCII begin, or go on.
    #[inline]
    fn begin_letters(&mut self, at: usize) {
        if !self.word.is_begun() {
            self.starts.push((at - self.start) as u32);
        }
    }

    /// A character that is in no word, or only in the words that are counted.
    #[inline]
    fn between(&mut self, class: Class) {
        self.in_word &= matches!(class, Class::Joint | Class::InnerStop | Class::InnerSeparator);
        self.end_word();
    }

    #[inline]
    fn begin_word(&mut self, capital: bool) {
        if !self.in_word {
            self.counted += 1;
            self.capitals += u32::from(capital);
            self.in_word = true;
        }
    }

    #[inline]
    fn end_word(&mut self) {
        if self.word.is_begun() {
            self.words.push(self.word.hash());
            self.word = Word::default();
        }
    }

    fn measure(&self, text: &str, hash: u64) -> Measure {
        let count = |classes: &[Class]| classes.iter().map(|&class| self.counts[class as usize]).sum::<u32>() as f32;
        Measure {
            ink: (self.counts.iter().sum::<u32>() - self.counts[Class::White as usize]) as f32,
            words: self.counted as f32 + count(&[Class::Ideograph]) * WORDS_PER_IDEOGRAPH,
            capitals: self.capitals as f32,
            digits: count(&[Class::Digit]),
            commas: count(&[Class::Comma]),
            stops: count(&[Class::Stop, Class::InnerStop]),
            separators: count(&[Class::Separator, Class::InnerSeparator]),
            quotes: count(&[Class::Quote]),
            addresses: count(&[Class::At]),
            first: text.chars().find(|c| !c.is_whitespace()).map_or(First::Other, begins),
            last: ends(text),
            hash,
        }
    }
}

/// Characters beyond which a text in a script without full stops is one or more sentences.
const UNMARKED: usize = 80;

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
        // The mark of quotation closes one in German.
        Some(c) if letters::is_stop(c) || c == '“' => Last::Sentence,
        Some(':' | '：') => Last::Colon,
        // Thai and Lao end no sentence with a mark; headlines are shorter.
        Some('\u{e00}'..='\u{eff}') if letters::is_longer(text, UNMARKED) => Last::Sentence,
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
        scan(text, 0..text.len(), &mut Vec::new(), &mut Vec::new())
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
