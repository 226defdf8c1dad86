//! The public contract: what comes out for each input.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::document::{Kind, Warnings};

mod assemble;
mod confidence;
mod filter;
pub mod fingerprint;
mod paragraphs;

pub use assemble::assemble;
pub use filter::{Field, Filter};

/// One article. Keys and their order are constant; what is not known is `null`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Record {
    /// Headline, without the site's name.
    pub title: Option<String>,
    /// The dateline as printed, without the separator: `SERAVAN (Marenews)`.
    pub dateline: Option<String>,
    /// Its place as printed: `MONTGOMERY, Ala.`.
    pub dateline_place: Option<String>,
    /// Its date as printed: `Feb 26`.
    pub dateline_date: Option<String>,
    /// Its agency as printed: `Marenews`.
    pub dateline_agency: Option<String>,
    /// The article's text, serialised as one string with a blank line between paragraphs.
    pub body: Body,
    /// People who wrote it, in order.
    pub authors: Vec<String>,
    /// RFC 3339 timestamp, or a day alone.
    pub date_published: Option<String>,
    /// RFC 3339 timestamp, or a day alone.
    pub date_modified: Option<String>,
    /// The page's canonical URL, else the input's.
    pub url: Option<String>,
    /// The publication's name.
    pub site_name: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// The department of the publication.
    pub section: Option<String>,
    /// Keywords, in order.
    pub tags: Vec<String>,
    /// URL of the lead picture.
    pub image: Option<String>,
    /// 0 to 1: how sure it is that this is an article and well extracted.
    pub confidence: f32,
    /// What a user should know; a closed set of words.
    #[serde(serialize_with = "warning_words")]
    pub warnings: Warnings,
    /// 64-bit SimHash of the body, as 16 hexadecimal digits; `null` if it was not asked for or there is no word.
    pub fingerprint: Option<String>,
    /// Which input this came from.
    pub input: Provenance,
}

/// Which input a record came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// The document's name inside its container.
    pub id: Option<String>,
    /// Where the container says it came from.
    pub url: Option<String>,
    /// Byte offset in the (decompressed) container, or of its own member; `null` for a file that is one document.
    pub offset: Option<u64>,
    /// When the container says it was fetched.
    pub retrieved: Option<String>,
}

/// The paragraphs of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body(pub Vec<Paragraph>);

/// One paragraph of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What kind of unit: writers that have markup use it.
    pub kind: Kind,
    /// Its text; line breaks inside are single.
    pub text: String,
}

impl Body {
    /// A body that was written as one string: its words are the same, its paragraphs are one.
    pub fn of(text: String) -> Body {
        Body(vec![Paragraph { kind: Kind::Paragraph, text }])
    }
}

impl std::fmt::Display for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, paragraph) in self.0.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n\n" })?;
            f.write_str(&paragraph.text)?;
        }
        Ok(())
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn warning_words<S: Serializer>(warnings: &Warnings, serializer: S) -> Result<S::Ok, S::Error> {
    let mut words = serializer.serialize_seq(None)?;
    for (name, _) in warnings.iter_names() {
        words.serialize_element(&name.to_ascii_lowercase())?;
    }
    words.end()
}
