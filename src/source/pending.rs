//! A document that has been read and not yet unpacked: what waits for a worker.

use super::warc::Sent;
use super::{Format, Settings, compression, object, sniff};
use crate::error::{ErrorKind, SourceError};
use crate::input::{self, Hints, Input};

/// Where a document stands, for errors about it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(super) path: String,
    pub(super) line: Option<u64>,
    pub(super) offset: Option<u64>,
    /// Its name inside its container.
    pub(super) record: Option<String>,
}

impl Place {
    /// A file that is one document, or as a whole.
    pub(super) fn of_file(path: String) -> Place {
        Place { path, line: None, offset: None, record: None }
    }

    pub(crate) fn error(&self, kind: ErrorKind) -> SourceError {
        let Place { path, line, offset, record } = self.clone();
        SourceError { path, line, offset, record, kind }
    }
}

/// What a container knows of a document beside its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Carried {
    pub(super) url: Option<String>,
    pub(super) retrieved: Option<String>,
    pub(super) hints: Hints,
}

/// What is around a document.
#[derive(Debug)]
pub(super) enum Wrap {
    /// A packing, or nothing: a file or an archive's member.
    File,
    /// A JSON object.
    Object,
    /// Nothing: the document of a row, or a part of a text.
    Bare(Box<Carried>),
    /// An HTTP message's codings.
    Message(Box<(Carried, Sent)>),
}

/// A document that has been read and not yet unpacked.
#[derive(Debug)]
pub struct Pending {
    pub(crate) place: Place,
    bytes: Vec<u8>,
    wrap: Wrap,
}

impl Pending {
    pub(super) fn new(place: Place, bytes: Vec<u8>, wrap: Wrap) -> Pending {
        Pending { place, bytes, wrap }
    }

    /// Bytes it holds.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The path of its file, as the user gave it.
    pub fn path(&self) -> &str {
        &self.place.path
    }

    /// Byte offset of the document in its container; `None` for a file that is one document.
    pub fn offset(&self) -> Option<u64> {
        self.place.offset
    }

    /// Takes the document out of what is around it. What is neither text nor HTML is refused; in a web archive, where
    /// pictures go for pages every day, it is left out, and `Err` in `Ok` says in which words that is counted.
    pub fn unpack(self, settings: &Settings) -> Result<Result<Input, &'static str>, SourceError> {
        let Pending { place, bytes, wrap } = self;
        let input = match wrap {
            Wrap::Object => object::parse(&place, &bytes, &settings.fields, settings.document_limit).map(Ok),
            Wrap::File => document(&place, bytes, settings).map(Ok),
            Wrap::Bare(carried) => page(&place, bytes, *carried, settings).map(Ok),
            Wrap::Message(message) => {
                let (carried, sent) = *message;
                let limit = settings.document_limit;
                let bytes = sent.decode(bytes, limit).and_then(|bytes| compression::unpack(bytes, limit));
                match bytes {
                    Ok(bytes) if sniff::foreign(&bytes).is_some() => Ok(Err("neither text nor HTML")),
                    bytes => bytes.and_then(|bytes| page(&place, bytes, carried, settings)).map(Ok),
                }
            }
        };
        input.map_err(|kind| place.error(kind))
    }
}

/// A file that is one document.
fn document(place: &Place, packed: Vec<u8>, settings: &Settings) -> Result<Input, ErrorKind> {
    let bytes = compression::unpack(packed, settings.document_limit)?;
    let (format, foreign) = match settings.format {
        Format::Html => (Some(input::Format::Html), sniff::signed(&bytes)),
        Format::Text => (Some(input::Format::Text), sniff::signed(&bytes)),
        _ => (None, sniff::foreign(&bytes)),
    };
    if let Some(what) = foreign {
        return Err(ErrorKind::NotText(what));
    }
    let hints = Hints { format, charset: None };
    Ok(Input {
        path: place.path.clone(),
        id: place.record.clone(),
        offset: place.offset,
        hints,
        bytes,
        ..Input::default()
    })
}

/// A document that its container knows something of.
fn page(place: &Place, bytes: Vec<u8>, carried: Carried, settings: &Settings) -> Result<Input, ErrorKind> {
    if bytes.len() as u64 > settings.document_limit {
        return Err(ErrorKind::TooLarge(settings.document_limit));
    }
    let Carried { url, retrieved, hints } = carried;
    let (path, id, offset) = (place.path.clone(), place.record.clone(), place.offset);
    Ok(Input { path, id, url, offset, retrieved, hints, bytes })
}
