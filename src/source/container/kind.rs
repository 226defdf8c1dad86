//! What a file is, by what it begins with.

use crate::error::ErrorKind;
use crate::source::compression::{Packing, Unpacked};
use crate::source::warc::{self, Framing};
use crate::source::{Format, Settings, jsonl, sniff, tar};

/// Bytes by which a stream is known at the latest.
pub(super) const KNOWN: usize = 1 << 20;

/// Unpacked bytes by which everything but JSON Lines is known.
const HEAD: usize = 4 << 10;

/// What a file is, as far as that decides who parts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Lines,
    /// A web archive, whose members are unpacked one by one where it is packed so.
    Archive(Option<Packing>, Framing),
    Tar,
    Zip,
    /// A table, with the byte between its fields.
    Rows(u8),
    Articles,
}

impl Kind {
    /// What a file that begins like this is, when it is known; `sure` when no more bytes will come to know it by.
    pub(super) fn of(head: &[u8], sure: bool, settings: &Settings) -> Option<Kind> {
        match settings.format {
            Format::Csv => Some(Kind::Rows(b',')),
            Format::Tsv => Some(Kind::Rows(b'\t')),
            Format::Tar => Some(Kind::Tar),
            Format::Zip => Some(Kind::Zip),
            Format::Auto | Format::Html | Format::Text if settings.split.is_some() => Some(Kind::Articles),
            Format::Html | Format::Text => Some(Kind::Document),
            Format::Jsonl => Some(Kind::Lines),
            Format::Warc => sniffed(head, sure).map(|kind| match kind {
                Kind::Archive(..) => kind,
                _ => Kind::Archive(Packing::of(head).filter(|packing| packing.member().is_some()), Framing::Warc),
            }),
            Format::Auto => sniffed(head, sure),
        }
    }
}

fn sniffed(head: &[u8], sure: bool) -> Option<Kind> {
    if head.len() < Packing::SIGNATURE && !sure {
        return None;
    }
    let packing = Packing::of(head);
    if packing.is_none() {
        return kind_of(head, None, sure).map(|kind| checked(kind, head));
    }
    let unpacked = Unpacked::open(Box::new(head)).and_then(|mut unpacked| {
        // An input that is packed twice has no members of its own.
        let once = packing.filter(|packing| packing.member().is_some() && unpacked.layers == 1);
        let bytes = unpacked.peek(|head| head.len() >= HEAD && kind_of(head, once, false).is_some())?;
        Ok((bytes, once))
    });
    match unpacked {
        Ok((bytes, once)) => kind_of(&bytes, once, sure),
        // More of the file may tell.
        Err(ErrorKind::BrokenOff(_)) if !sure => None,
        Err(_) => Some(packed_archive(head)),
    }
    .map(|kind| checked(kind, head))
}

/// What passes for a document and is foreign bytes may be an archive whose beginning was lost.
fn checked(kind: Kind, head: &[u8]) -> Kind {
    if kind == Kind::Document && sniff::foreign(head).is_some() { packed_archive(head) } else { kind }
}

fn packed_archive(head: &[u8]) -> Kind {
    let found = warc::packed(&head[..head.len().min(KNOWN)]);
    found.map_or(Kind::Document, |(packing, framing)| Kind::Archive(Some(packing), framing))
}

/// What unpacked bytes that begin like this are, when it is known.
fn kind_of(head: &[u8], packing: Option<Packing>, sure: bool) -> Option<Kind> {
    if jsonl::begins(head) == Some(true) {
        return Some(Kind::Lines);
    }
    if let Some(framing) = warc::plain(head) {
        return Some(Kind::Archive(packing, framing));
    }
    if tar::begins(head) {
        return Some(Kind::Tar);
    }
    if sniff::signed(head) == Some(sniff::ZIP) && (sure || head.len() >= HEAD) {
        return Some(Kind::Zip);
    }
    let known = head.len() >= HEAD && jsonl::begins(head).is_some();
    (sure || known).then_some(Kind::Document)
}
