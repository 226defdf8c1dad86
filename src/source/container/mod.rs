//! The documents of a file that is a container.

mod begin;
mod kind;

pub(super) use begin::begin;

use super::jsonl::{Line, Lines};
use super::pending::Wrap;
use super::rows::Rows;
use super::split::Articles;
use super::warc::Records;
use super::zip::Entries;
use super::{Fields, Pending, Skipped, object, tar};
use crate::error::{ErrorKind, SourceError};

/// What is in a file.
pub(super) enum Begun {
    /// One document, perhaps still packed.
    Document(Pending),
    /// Any number of them.
    Container(Container),
}

/// A file of any number of documents.
pub(super) enum Container {
    /// One a line.
    Lines(FirstLine, Lines),
    /// A web archive.
    Records(Box<Records>),
    /// A tar archive.
    Tar(Box<tar::Members>),
    /// A zip archive.
    Zip(Box<Entries>),
    /// A table.
    Rows(Box<Rows>),
    /// A text of many articles; at what it is parted, where that was guessed.
    Articles(Box<Articles>, Option<&'static str>),
    /// Any of these, of which one document is wanted.
    One(Box<Container>, Wanted),
}

/// The one document that is wanted of a container, by its offset.
pub(super) struct Wanted {
    path: String,
    offset: Option<u64>,
}

/// What the first line of a file must be, when nobody said that it is JSON Lines: an object that has a field for us. A
/// file of other things is one error, not one a line.
pub(super) struct FirstLine(Option<Fields>);

impl Container {
    /// What was left out of it.
    pub(super) fn take_skipped(&mut self) -> Skipped {
        match self {
            Container::Lines(..) | Container::Rows(_) | Container::Articles(..) => Skipped::default(),
            Container::Records(records) => std::mem::take(&mut records.skipped),
            Container::Tar(members) => std::mem::take(&mut members.skipped),
            Container::Zip(entries) => std::mem::take(&mut entries.skipped),
            // What was not asked for was not left out.
            Container::One(..) => Skipped::default(),
        }
    }

    /// At what it was parted by guess, counted.
    pub(super) fn take_guess(&mut self) -> Skipped {
        let mut guessed = Skipped::default();
        if let Container::Articles(_, Some(name)) = self {
            guessed.add(name);
        }
        guessed
    }
}

impl Iterator for Container {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Container::Lines(first, lines) => lines.next().map(|line| line.and_then(|line| first.check(line, lines))),
            Container::Records(records) => records.next(),
            Container::Tar(members) => members.next(),
            Container::Zip(entries) => entries.next(),
            Container::Rows(rows) => rows.next(),
            Container::Articles(articles, _) => articles.next(),
            Container::One(container, wanted) => wanted.find(container),
        }
    }
}

impl Wanted {
    fn find(&mut self, container: &mut Container) -> Option<Result<Pending, SourceError>> {
        let wanted = self.offset.take()?;
        let offset = |found: &Result<Pending, SourceError>| match found {
            Ok(pending) => pending.offset(),
            Err(error) => error.offset,
        };
        let nothing = || Err(SourceError::new(&*self.path, ErrorKind::NothingAt(wanted)));
        Some(container.find(|found| offset(found) == Some(wanted)).unwrap_or_else(nothing))
    }
}

impl FirstLine {
    fn check(&mut self, (place, bytes): Line, lines: &mut Lines) -> Result<Pending, SourceError> {
        if let Some(fields) = self.0.take()
            && let Err(ErrorKind::NoField(names)) = object::parse(&place, &bytes, &fields, u64::MAX)
        {
            lines.end();
            return Err(place.error(ErrorKind::OtherJson(names)));
        }
        Ok(Pending::new(place, bytes, Wrap::Object))
    }
}
