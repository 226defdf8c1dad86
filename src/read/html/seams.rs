//! Seams: where an inline element ends and another begins right behind it. Markup that is generated has no white space
//! there, and a style sets the two apart.

use std::borrow::Cow;

use crate::letters;
use crate::read::tree::Tag;

use super::elements::LONGEST;

/// The seam that may come next, and those between words of elements that may be metadata.
#[derive(Debug, Default)]
pub(super) struct Seams {
    /// Byte at which an element ended last, and at which another began right behind one.
    closed: usize,
    opened: Option<usize>,
    noted: Vec<usize>,
}

impl Seams {
    /// An inline element ends.
    pub(super) fn close(&mut self, at: usize) {
        self.closed = at;
    }

    /// An inline element begins; raised and lowered letters belong to the word before.
    pub(super) fn open(&mut self, tag: Tag, at: usize) {
        if matches!(tag, Tag::Sub | Tag::Sup) {
            self.opened = None;
        } else if self.closed == at {
            self.opened = Some(at);
        }
    }

    /// Whether a seam is here.
    pub(super) fn is_at(&self, at: usize) -> bool {
        self.opened == Some(at)
    }

    /// Keeps in mind that a space was put here.
    pub(super) fn note(&mut self, at: usize) {
        self.noted.push(at);
    }

    /// Forgets those noted.
    pub(super) fn clear(&mut self) {
        self.noted.clear();
    }

    /// A text from this byte on, with a line break in place of the space at each seam noted.
    pub(super) fn lines<'t>(&self, text: &'t str, start: usize) -> Cow<'t, str> {
        let whole = text.get(start..).unwrap_or_default();
        if whole.len() > LONGEST {
            return Cow::Borrowed(whole);
        }
        let first = self.noted.partition_point(|at| *at < start);
        let mut lines = Cow::Borrowed(whole);
        for at in &self.noted[first..] {
            let place = at - start..at - start + 1;
            if lines.get(place.clone()) == Some(" ") {
                lines.to_mut().replace_range(place, "\n");
            }
        }
        lines
    }
}

/// Whether a sentence runs on from this character, through what stands between, to the text behind.
pub(super) fn runs_on(last: char, behind: &str) -> bool {
    let unfinished = matches!(last, ',' | '(' | '“' | '«') || letters::is_alphanumeric(last);
    let goes_on =
        |c: char| matches!(c, ',' | '.' | ';' | ':' | ')') || !letters::is_uppercase(c) && letters::is_alphabetic(c);
    unfinished && behind.trim_start().starts_with(goes_on)
}

/// Whether two texts at a seam are the end of one word and the beginning of another: a small letter, a digit or a
/// sentence's end before a capital or a digit, each in a word of two letters or more. So drop caps and words of which half
/// is styled stay whole.
pub(super) fn parts_words(before: &str, behind: &str) -> bool {
    // All that stands in an element: "Jane Doe", "and", "John Roe".
    let joins = |text: &str| matches!(text, "and" | "und");
    let ends_word = |text: &str| text.ends_with(letters::is_lowercase);
    if joins(behind) {
        return ends_word(before);
    }
    let mut next = behind.chars();
    let Some(first) = next.next().filter(|c| letters::is_uppercase(*c) || c.is_ascii_digit()) else { return false };
    let second = next.next().unwrap_or(' ');
    let mut last = before.chars().rev();
    let (end, second_last) = (last.next().unwrap_or(' '), last.next().unwrap_or(' '));
    let long = letters::is_alphanumeric(second_last)
        && (letters::is_alphanumeric(second) || first.is_ascii_digit() && second == ' ');
    long && match end {
        // "2024" and "5 min read", but not the digits of one number.
        '0'..='9' => !first.is_ascii_digit() || ends_in_year(before),
        '.' | '!' | '?' => !first.is_ascii_digit(),
        _ => letters::is_lowercase(end),
    }
}

/// Whether a text ends in four digits and no more.
fn ends_in_year(text: &str) -> bool {
    text.bytes().rev().take(5).take_while(u8::is_ascii_digit).count() == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_a_seam() {
        let cases = [
            ("By Jane Doe", "John Roe", true),
            ("Published", "Mar 3, 2024", true),
            ("Mar 3, 2024", "5 min read", true),
            ("Mar 3, 2024", "10:15", true),
            ("Mar 3, 2024", "Updated", true),
            ("Élodie Marchand", "Publié", true),
            ("The harbour is closed.", "Ferries", true),
            ("T", "he harbour", false),
            ("T", "HE harbour", false),
            ("harb", "our", false),
            ("10", "15", false),
            ("x", "2", false),
            ("By Jane Doe", "and", true),
            ("S", "and", false),
            ("th", "under", false),
            ("Doe ", "John", false),
        ];
        for (before, behind, expected) in cases {
            assert_eq!(parts_words(before, behind), expected, "{before}{behind}");
        }
    }

    #[test]
    fn seams_of_an_element_are_line_breaks() {
        let mut seams = Seams::default();
        seams.note(1);
        seams.note(8);
        assert_eq!(seams.lines("a b Jane Doe", 2), "b Jane\nDoe");
    }
}
