//! A document that has been read and not yet unpacked: what waits for a worker.

use super::compression::Whole;
use super::warc::Sent;
use super::{Format, Settings, compression, object, sniff, structured};
use crate::error::{ErrorKind, SourceError};
use crate::input::{self, Hints, Input, Stated};

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
    pub(super) stated: Stated,
    pub(super) hints: Hints,
}

/// What is around a document.
#[derive(Debug)]
pub(super) enum Wrap {
    /// A packing, or nothing: a file or an archive's member. Whether something stood behind a packing that is off already.
    File { damaged: bool },
    /// A JSON object.
    Object,
    /// Nothing: the document of a row, or a part of a text.
    Bare(Box<Carried>),
    /// An HTTP message's codings.
    Message(Box<(Carried, Sent)>),
}

/// What a document comes to when it is unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// It is one.
    Input(Box<Input>),
    /// It is none, and its container is full of such: left out, and counted in these words.
    LeftOut(&'static str),
}

impl Handed {
    /// The input, where there is one.
    pub fn input(self) -> Option<Input> {
        match self {
            Handed::Input(input) => Some(*input),
            Handed::LeftOut(_) => None,
        }
    }
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

    /// A file, or an archive's member, as it is stored.
    pub(super) fn file(place: Place, bytes: Vec<u8>) -> Pending {
        Pending::new(place, bytes, Wrap::File { damaged: false })
    }

    /// Bytes it holds, the words of its container for it among them: these may be longer than it is.
    pub fn size(&self) -> usize {
        let carried = match &self.wrap {
            Wrap::File { .. } | Wrap::Object => None,
            Wrap::Bare(carried) => Some(&**carried),
            Wrap::Message(message) => Some(&message.0),
        };
        let words = [self.place.record.as_ref(), carried.and_then(|carried| carried.url.as_ref())];
        let words: usize = words.into_iter().flatten().map(String::len).sum();
        self.bytes.len() + words + carried.map_or(0, |carried| carried.stated.size())
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
    /// pictures go for pages every day, it is left out.
    pub fn unpack(self, settings: &Settings) -> Result<Handed, SourceError> {
        let Pending { place, bytes, wrap } = self;
        let handed = |input| Handed::Input(Box::new(input));
        let input = match wrap {
            Wrap::Object => object::parse(&place, &bytes, &settings.fields, settings.document_limit).map(handed),
            Wrap::File { damaged } => document(&place, (bytes, damaged), settings).map(handed),
            Wrap::Bare(carried) => page(&place, bytes, *carried, settings).map(handed),
            Wrap::Message(message) => {
                let (carried, sent) = *message;
                let limit = settings.document_limit;
                match sent.decode(bytes, limit).and_then(|bytes| compression::unpack(bytes, limit)) {
                    Ok(whole) if foreign(&whole.bytes).is_some() => Ok(Handed::LeftOut("neither text nor HTML")),
                    whole => whole.and_then(|whole| page(&place, whole.bytes, carried, settings)).map(handed),
                }
            }
        };
        input.map_err(|kind| place.error(kind))
    }
}

/// What is wrong with bytes that go for a document by their content alone.
fn foreign(bytes: &[u8]) -> Option<ErrorKind> {
    sniff::foreign(bytes).map(ErrorKind::NotText).or_else(|| structured::refuse(bytes))
}

/// A file that is one document.
fn document(place: &Place, (packed, before): (Vec<u8>, bool), settings: &Settings) -> Result<Input, ErrorKind> {
    let Whole { bytes, damaged } = compression::unpack(packed, settings.document_limit)?;
    let (format, refused) = match settings.format {
        Format::Html => (Some(input::Format::Html), sniff::signed(&bytes).map(ErrorKind::NotText)),
        Format::Text => (Some(input::Format::Text), sniff::signed(&bytes).map(ErrorKind::NotText)),
        _ => (None, foreign(&bytes)),
    };
    if let Some(kind) = refused {
        return Err(kind);
    }
    let hints = Hints { format, damaged: damaged || before, ..Hints::default() };
    Ok(Input {
        path: place.path.clone(),
        id: place.record.clone(),
        url: settings.url.clone().filter(|_| place.record.is_none()),
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
    let Carried { url, retrieved, stated, hints } = carried;
    let (path, id, offset) = (place.path.clone(), place.record.clone(), place.offset);
    Ok(Input { path, id, url, offset, retrieved, stated, hints, bytes })
}
