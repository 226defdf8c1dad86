//! What a user may choose about inputs.

use super::{Choice, Identity, Split};

/// Bytes a document may have, decompressed, when nobody says otherwise. The longest news page known is a third of it; a
/// decompression bomb is stopped by it.
pub const DOCUMENT_LIMIT: u64 = 16 << 20;

/// A line of JSON may be so many times as long as the document in it: escapes and other fields.
const LINE_TO_DOCUMENT: u64 = 4;

/// What an input is taken for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// By its content.
    #[default]
    Auto,
    /// HTML, whatever it looks like.
    Html,
    /// Plain text, whatever it looks like.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// A web archive: WARC, WET or ARC.
    Warc,
    /// A tar archive.
    Tar,
    /// A zip archive.
    Zip,
    /// A table with commas between fields.
    Csv,
    /// A table with tabs between fields.
    Tsv,
}

/// The fields that hold a document and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// Plain text.
    pub text: String,
    /// HTML; where there are both, this is taken.
    pub html: String,
    /// The document's name.
    pub id: String,
    /// Where it came from.
    pub url: String,
    /// Its headline, its authors and its date of publication, where a user says which fields have them.
    pub title: Option<String>,
    /// See `title`.
    pub authors: Option<String>,
    /// See `title`.
    pub date: Option<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let [text, html, id, url] = ["text", "html", "id", "url"].map(str::to_owned);
        Fields { text, html, id, url, title: None, authors: None, date: None }
    }
}

/// What a user may choose about inputs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What they are taken for.
    pub format: Format,
    /// Names of fields in JSON Lines and tables.
    pub fields: Fields,
    /// Which documents of web archives are read.
    pub choice: Choice,
    /// The address of the one page that a file is.
    pub url: Option<String>,
    /// How a text of many articles is parted.
    pub split: Option<Split>,
    /// Only the document that begins at this byte is read.
    pub offset: Option<u64>,
    /// Bytes a document may have, decompressed.
    pub document_limit: u64,
    /// The files and folders that are written: no input is read from there.
    pub outputs: Vec<Identity>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            format: Format::default(),
            fields: Fields::default(),
            choice: Choice::default(),
            url: None,
            split: None,
            offset: None,
            document_limit: DOCUMENT_LIMIT,
            outputs: Vec::new(),
        }
    }
}

impl Settings {
    /// Bytes a line of JSON may have. A file without line breaks would otherwise have to fit into memory.
    pub(super) fn line_limit(&self) -> u64 {
        self.document_limit.saturating_mul(LINE_TO_DOCUMENT)
    }
}
