//! Names in class and id attributes, cut into words.

/// Characters of one name that are looked at.
pub(super) const LONGEST: usize = 256;

/// Words of a name that are looked up as one: `most-read`, `mostRead` and `mostread` are the same.
pub(super) const RUN: usize = 3;

/// The last words of a name, the newest first.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// How many there were in all.
    pub(super) count: usize,
    /// Bytes of the newest in lower case.
    pub(super) length: usize,
    /// Where each begins in the name.
    pub(super) starts: [usize; RUN],
    /// FNV-1a of the newest: the same on every machine and in every version, for learned weights refer to it.
    pub(super) hash: u32,
    /// The [`sum`] of the newest, of the last two as one, of the last three.
    pub(super) sums: [u32; RUN],
}

impl Words {
    /// Reads the word that begins here, and says where it ends.
    #[inline]
    pub(super) fn read(&mut self, text: &str, start: usize) -> usize {
        let mut word = Word::plain(&text.as_bytes()[start..]);
        if text.as_bytes().get(start + word.read).is_some_and(|&byte| LETTERS[usize::from(byte)] == WIDE) {
            word.go_on(&text[start + word.read..]);
        }
        let shift = POWERS[word.length.min(LONGEST)];
        let joined = |before: u32| before.wrapping_mul(shift).wrapping_add(word.sum);
        self.sums = [word.sum, joined(self.sums[0]), joined(self.sums[1])];
        self.starts = [start, self.starts[0], self.starts[1]];
        self.count += 1;
        (self.hash, self.length) = (word.hash, word.length);
        start + word.read
    }
}

/// A word while it is read.
struct Word {
    /// Bytes of it that were read.
    read: usize,
    hash: u32,
    sum: u32,
    /// Bytes of it in lower case.
    length: usize,
    /// What its last letter was.
    last: Case,
}

impl Word {
    /// The letters of ASCII that some bytes begin with, as far as they are one word.
    #[inline]
    fn plain(bytes: &[u8]) -> Word {
        let (mut hash, mut sum, mut read, mut small) = (FNV.0, 0, 0, false);
        for &byte in bytes {
            let letter = LETTERS[usize::from(byte)];
            let capital = byte != letter;
            if matches!(letter, 0 | WIDE) || small && capital {
                break;
            }
            (hash, sum) = (step(hash, letter), digit(sum, letter));
            read += 1;
            small = !capital;
        }
        let last = if small { Case::Lower } else { Case::Upper };
        Word { read, hash, sum, length: read, last: if read == 0 { Case::None } else { last } }
    }

    /// Reads on where a letter follows that is none of ASCII.
    #[cold]
    fn go_on(&mut self, text: &str) {
        for c in text.chars() {
            let case = Case::of(c);
            if ends(self.last, case) {
                break;
            }
            for byte in c.to_lowercase().collect::<String>().bytes() {
                (self.hash, self.sum) = (step(self.hash, byte), digit(self.sum, byte));
                self.length += 1;
            }
            self.read += c.len_utf8();
            self.last = case;
        }
    }
}

/// Whether a word ends between two characters.
#[inline]
fn ends(before: Case, case: Case) -> bool {
    case == Case::None || before == Case::Lower && case == Case::Upper
}

/// Whether the letters of a name are those of a word.
pub(super) fn is_word(name: &str, word: &str) -> bool {
    if name.is_ascii() {
        return name.bytes().map(|byte| LETTERS[usize::from(byte)]).filter(|&letter| letter != 0).eq(word.bytes());
    }
    name.chars().filter(|&c| Case::of(c) != Case::None).flat_map(char::to_lowercase).eq(word.chars())
}

/// What a character of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// No letter.
    None,
    Lower,
    Upper,
    /// A letter of a script that has no case.
    Other,
}

/// The letters of ASCII in lower case; 0 for what is none, [`WIDE`] for what is part of another character.
pub(super) static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        letters[byte] = match byte as u8 {
            letter @ (b'a'..=b'z' | b'A'..=b'Z') => letter.to_ascii_lowercase(),
            0..=0x7F => 0,
            _ => WIDE,
        };
        byte += 1;
    }
    letters
};

/// See [`LETTERS`].
pub(super) const WIDE: u8 = 0xFF;

/// The character at an offset.
pub(super) fn wide(name: &str, at: usize) -> Option<(char, Case)> {
    name[at..].chars().next().map(|c| (c, Case::of(c)))
}

impl Case {
    fn of(c: char) -> Case {
        match c {
            'a'..='z' => Case::Lower,
            'A'..='Z' => Case::Upper,
            _ if c.is_ascii() || !c.is_alphabetic() => Case::None,
            _ if c.is_lowercase() => Case::Lower,
            _ if c.is_uppercase() => Case::Upper,
            _ => Case::Other,
        }
    }
}

/// FNV-1a, 32 bits, its offset and prime.
const FNV: (u32, u32) = (0x811c_9dc5, 0x0100_0193);

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(FNV.1)
}

/// Base of [`sum`], an odd number without pattern.
const BASE: u32 = 0x9e37_79b1;

/// Powers of the base: what the sum of a word is multiplied by when so many bytes follow.
static POWERS: [u32; LONGEST + 1] = {
    let mut powers = [1; LONGEST + 1];
    let mut index = 1;
    while index <= LONGEST {
        powers[index] = BASE.wrapping_mul(powers[index - 1]);
        index += 1;
    }
    powers
};

/// A word's bytes as digits of a number: unlike hashes, those of two words make that of both joined.
pub(super) fn sum(word: &str) -> u32 {
    word.bytes().fold(0, digit)
}

#[inline]
fn digit(sum: u32, byte: u8) -> u32 {
    sum.wrapping_mul(BASE).wrapping_add(byte.into())
}
