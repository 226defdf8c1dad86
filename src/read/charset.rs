//! What a document declares about its encoding, and whether its bytes bear that out.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memmem};

use crate::letters;

/// Bytes searched for a declaration. The standard looks at 1024; real pages put scripts and comments first.
const PRESCAN: usize = 4096;

/// Of the characters, one in so many may be undecodable in a declared multi-byte encoding: a page cut off in the
/// middle of a character or a vendor's own signs are to be expected, a foreign encoding breaks every few bytes.
const CHARS_PER_ERROR: usize = 200;

/// Bytes above ASCII in a row that no Latin text has in number: its accented letters stand between plain ones.
const FOREIGN_RUN: usize = 4;

/// Of the words in letters above ASCII, one in so many may have a letter where spelling does not allow it before the
/// encoding is disbelieved. A foreign encoding scatters them over most words; brand names in camel case are far fewer.
const WORDS_PER_MISFIT: usize = 4;

/// The label in a `meta` tag or XML declaration near the beginning.
pub(super) fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let mut at = 0;
    while let Some(tag) = memchr(b'<', &head[at..]).map(|found| at + found) {
        let rest = &head[tag..];
        let length = match rest {
            [b'<', b'!', b'-', b'-', ..] => memmem::find(rest, b"-->"),
            _ => memchr(b'>', rest),
        };
        let Some(length) = length else { break };
        if let Some(label) = in_tag(&rest[..length]) {
            return Some(label);
        }
        at = tag + length;
    }
    None
}

fn in_tag(tag: &[u8]) -> Option<&[u8]> {
    if starts_with(tag, b"<meta") {
        value(tag, b"charset")
    } else if starts_with(tag, b"<?xml") {
        value(tag, b"encoding")
    } else {
        None
    }
}

fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// What follows `name =` inside a tag, quoted or not, also inside another attribute's value.
fn value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let at = tag.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))?;
    let rest = tag[at + name.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"';/>?".contains(byte);
    Some(&rest[..rest.iter().position(ends).unwrap_or(rest.len())])
}

/// The encoding of a label, if the bytes can be text in it. They are known not to be UTF-8 or UTF-16 by now.
pub(super) fn believed(label: &[u8], bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    if [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) {
        return None;
    }
    let plausible = if is_latin(encoding) { !has_foreign_runs(bytes) } else { reads_well(encoding, bytes) };
    plausible.then_some(encoding)
}

/// Encodings of one byte a character whose letters above ASCII are accented Latin ones. They have (nearly) no byte
/// that is an error, so only the look of the text tells.
fn is_latin(encoding: &'static Encoding) -> bool {
    let name = encoding.name();
    let letters = ["windows-1250", "windows-1252", "windows-1254", "windows-1257", "macintosh"];
    let numbered = ["2", "3", "4", "10", "13", "14", "15", "16"];
    letters.contains(&name) || name.strip_prefix("ISO-8859-").is_some_and(|part| numbered.contains(&part))
}

/// Whether most bytes above ASCII stand in long rows.
fn has_foreign_runs(bytes: &[u8]) -> bool {
    let (mut all, mut long, mut rest) = (0, 0, bytes);
    while let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) {
        let row = rest[at..].iter().take_while(|byte| !byte.is_ascii()).count();
        all += row;
        long += if row >= FOREIGN_RUN { row } else { 0 };
        rest = &rest[at + row..];
    }
    long * 2 > all
}

/// Whether the bytes decode, and to words that a writer could have meant.
fn reads_well(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut chars, mut errors, mut spelling, mut before) = (0usize, 0usize, Spelling::default(), ' ');
    for char in text.chars() {
        chars += 1;
        errors += usize::from(char == char::REPLACEMENT_CHARACTER || ('\u{80}'..='\u{9F}').contains(&char));
        spelling.see(before, char);
        before = char;
    }
    errors * CHARS_PER_ERROR <= chars && spelling.is_sound()
}

/// Counts over the letters above ASCII of a decoded text.
#[derive(Default)]
struct Spelling {
    letters: usize,
    words: usize,
    /// Capitals behind another letter.
    capitals: usize,
    /// Letters that cannot follow the one before: a capital behind a small letter, Katakana of half width (which
    /// legacy bytes of other languages become) behind anything but its like.
    misfits: usize,
}

impl Spelling {
    fn see(&mut self, before: char, char: char) {
        if char.is_ascii() || !letters::is_alphabetic(char) {
            return;
        }
        let half_width = |char: char| ('\u{FF61}'..='\u{FF9F}').contains(&char);
        let misfit =
            (letters::is_lowercase(before) && letters::is_uppercase(char)) || (half_width(char) && !half_width(before));
        self.letters += 1;
        self.words += usize::from(!letters::is_alphabetic(before));
        self.capitals += usize::from(letters::is_alphabetic(before) && letters::is_uppercase(char));
        self.misfits += usize::from(misfit);
    }

    /// A page of capitals throughout has no misfit; small letters and capitals that changed places have both signs.
    fn is_sound(&self) -> bool {
        let swapped = self.misfits > 0 && self.capitals * 2 > self.letters;
        !swapped && self.misfits * WORDS_PER_MISFIT <= self.words
    }
}
