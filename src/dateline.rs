//! The slug before the first sentence: where, when and through which agency a story was filed.

use std::ops::Range;

/// A dateline and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// Which of the paragraphs it begins in.
    pub paragraph: usize,
    /// Its bytes in that paragraph, as printed, without the separator.
    pub raw: Range<usize>,
    /// The place as printed, with its region (`MONTGOMERY, Ala.`).
    pub place: Option<String>,
    /// The date as printed (`Feb 26`).
    pub date: Option<String>,
    /// The agency as printed, without brackets (`Tasnim`).
    pub agency: Option<String>,
    /// Where the text goes on: a paragraph, and the byte in it. A later paragraph when the dateline was a line of its own.
    pub body: (usize, usize),
}

/// What else the page says that can decide a doubtful case. All of it may be empty.
#[derive(Debug, Clone, Default)]
pub struct Evidence<'a> {
    /// BCP 47 tag of the text.
    pub language: Option<&'a str>,
    /// What the markup itself calls a dateline or the place of the story.
    pub places: &'a [String],
    /// Bytes at the beginning of the first paragraph that the markup sets in bold or classes as a dateline; 0 for none.
    pub lead: usize,
    /// Bylines, the site's name, copyright lines: where an agency may be named.
    pub credits: &'a [&'a str],
}

/// Finds the dateline of an article in its first paragraphs.
pub fn find(_paragraphs: &[&str], _evidence: &Evidence<'_>) -> Option<Dateline> {
    None
}
