//! What a source hands over: the bytes of one document and what is known of them from outside.

/// One document as it arrived, before anything was read out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The path as the user gave it, `-` for standard input; what is not UTF-8 in it is U+FFFD.
    pub path: String,
    /// The name of this document inside its container: the id of a line, row or record, an archive member's name.
    pub id: Option<String>,
    /// Where the document came from, when the container says so.
    pub url: Option<String>,
    /// Byte offset of the document in its (decompressed) container, or of its gzip member or zstd frame where a web archive
    /// has one for each; `None` for a file that is one document.
    pub offset: Option<u64>,
    /// When the document was fetched, when the container says so.
    pub retrieved: Option<String>,
    /// What its container says of it beside its text.
    pub stated: Stated,
    /// What is known of the bytes without looking at them.
    pub hints: Hints,
    /// The document itself, decompressed.
    pub bytes: Vec<u8>,
}

/// Metadata that stand beside a document, as in the columns of a table, as they are printed there. What can be read as such
/// takes the place of what the document gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// The headline.
    pub title: Option<String>,
    /// People's names, in a text or several.
    pub authors: Vec<String>,
    /// The date of publication.
    pub date: Option<String>,
}

impl Stated {
    /// Bytes of its texts.
    pub(crate) fn size(&self) -> usize {
        let texts = self.title.iter().chain(&self.authors).chain(&self.date);
        texts.map(String::len).sum()
    }
}

/// What a container or the user says about the bytes of an [`Input`]; all of it may be wrong or absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The format, when it need not be guessed from the text.
    pub format: Option<Format>,
    /// The charset label a transport declared, in the spelling of the WHATWG encoding standard or near it.
    pub charset: Option<String>,
    /// Whether the bytes are known to be UTF-8, as those of a string in JSON are, whatever they look like.
    pub unicode: bool,
    /// Whether it was packed, and something stood behind it that could not be unpacked.
    pub damaged: bool,
}

/// The two kinds of document there is a reader for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markup: tags make sections and blocks.
    Html,
    /// Plain text: lines and blank lines make blocks.
    Text,
}
