//! Tar archives of pages: a document a member. The blocks of the format are read here, with tar's own reader of headers,
//! so that a damaged one costs a member and not the rest.

use std::io::{BufRead, Read};

use tar::{EntryType, Header, PaxExtensions};

use super::Skipped;
use super::compression::Unpacked;
use super::fault;
use super::names::is_hidden_member;
use super::pending::{Pending, Place};
use crate::error::{Damage, ErrorKind, SourceError};

/// Bytes of a block: a header is one, contents are filled up to whole ones.
const BLOCK: usize = 512;

/// Bytes of a name, or of a list of extensions, that is taken in.
const NAMES: u64 = 1 << 20;

/// Whether bytes begin with a header, by its checksum.
pub(super) fn begins(head: &[u8]) -> bool {
    head.first_chunk().is_some_and(is_header)
}

fn is_header(block: &[u8; BLOCK]) -> bool {
    let sum = || {
        let byte = |(at, &byte): (usize, &u8)| u32::from(if (148..156).contains(&at) { b' ' } else { byte });
        block.iter().enumerate().map(byte).sum::<u32>()
    };
    block[0] != 0 && Header::from_byte_slice(block).cksum().is_ok_and(|expected| expected == sum())
}

pub(super) struct Members {
    path: String,
    unpacked: Option<Unpacked<'static>>,
    offset: u64,
    limit: u64,
    /// The name of the next member, where it does not fit into a header.
    name: Option<Vec<u8>>,
    size: Option<u64>,
    /// Where headers ceased to be any.
    gap: Option<u64>,
    /// The header behind a gap, while the gap is told.
    behind_gap: Option<[u8; BLOCK]>,
    pub(super) skipped: Skipped,
}

/// What a header led to.
enum Step {
    Document(Place, Vec<u8>),
    Passed,
    End,
}

impl Members {
    /// The members of a stream, each of up to `limit` bytes.
    pub(super) fn new(path: String, unpacked: Unpacked<'static>, limit: u64) -> Members {
        let skipped = Skipped::default();
        let unpacked = Some(unpacked);
        Members { path, unpacked, offset: 0, limit, name: None, size: None, gap: None, behind_gap: None, skipped }
    }

    fn place(&self, offset: u64, name: Option<&[u8]>) -> Place {
        let record = name.map(|name| String::from_utf8_lossy(name).into_owned());
        Place { offset: Some(offset), record, ..Place::of_file(self.path.clone()) }
    }

    /// Reads a block; `None` at the end of the file.
    fn block(&mut self) -> Result<Option<[u8; BLOCK]>, ErrorKind> {
        if let Some(block) = self.behind_gap.take() {
            self.offset += BLOCK as u64;
            return Ok(Some(block));
        }
        let bytes = self.read(BLOCK as u64)?;
        Ok(bytes.first_chunk().copied())
    }

    /// Reads so many bytes, fewer at the end of the file.
    fn read(&mut self, wanted: u64) -> Result<Vec<u8>, ErrorKind> {
        let mut bytes = Vec::new();
        if let Some(Unpacked { stream, packing, .. }) = &mut self.unpacked {
            stream.take(wanted).read_to_end(&mut bytes).map_err(|error| fault(error, *packing))?;
        }
        self.offset += bytes.len() as u64;
        Ok(bytes)
    }

    /// Passes over so many bytes; whether they were there.
    fn pass(&mut self, mut left: u64) -> Result<bool, ErrorKind> {
        let Some(Unpacked { stream, packing, .. }) = &mut self.unpacked else { return Ok(false) };
        while left > 0 {
            let chunk = stream.fill_buf().map_err(|error| fault(error, *packing))?.len() as u64;
            if chunk == 0 {
                return Ok(false);
            }
            stream.consume(chunk.min(left) as usize);
            self.offset += chunk.min(left);
            left -= chunk.min(left);
        }
        Ok(true)
    }

    /// Reads a header and what it is about.
    fn step(&mut self) -> Result<Step, SourceError> {
        let offset = self.offset;
        let failed = |members: &Members, kind| members.place(offset, None).error(kind);
        let Some(block) = self.block().map_err(|kind| failed(self, kind))? else { return Ok(Step::End) };
        if block == [0; BLOCK] {
            return Ok(Step::Passed);
        }
        if !is_header(&block) {
            self.gap.get_or_insert(offset);
            return Ok(Step::Passed);
        }
        if let Some(begins) = self.gap.take() {
            // The error comes first.
            self.behind_gap = Some(block);
            self.offset = offset;
            return Err(self.place(begins, None).error(ErrorKind::Lost(Damage::NoRecord, offset - begins)));
        }
        let header = Header::from_byte_slice(&block);
        let size = self.size.take().or(header.entry_size().ok()).unwrap_or(0);
        self.member(header, size, offset)
    }

    fn member(&mut self, header: &Header, size: u64, offset: u64) -> Result<Step, SourceError> {
        let kind = header.entry_type();
        let about_next = matches!(kind, EntryType::GNULongName | EntryType::XHeader);
        let name = if about_next { None } else { self.name.take() };
        let name = name.unwrap_or_else(|| header.path_bytes().into_owned());
        let wanted = match kind {
            EntryType::Regular | EntryType::Continuous if is_hidden_member(&name) => Err("hidden"),
            EntryType::Regular | EntryType::Continuous => Ok(self.limit),
            EntryType::GNULongName | EntryType::XHeader => Ok(NAMES),
            EntryType::Directory => Err("folders in archives"),
            EntryType::XGlobalHeader | EntryType::GNULongLink => Err(""),
            EntryType::Link | EntryType::Symlink => Err("links in archives"),
            EntryType::GNUSparse => Err("sparse files in archives"),
            EntryType::Fifo => Err("named pipes"),
            _ => Err("devices"),
        };
        let place = self.place(offset, Some(&name));
        let read = match wanted {
            Ok(limit) if size <= limit => self.read(size).map(Some),
            _ => self.pass(size).map(|whole| (!whole).then(Vec::new)),
        };
        let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        let content = read.map_err(|kind| place.error(kind))?;
        let short = |bytes: &Vec<u8>| (bytes.len() as u64) < size;
        if content.as_ref().is_some_and(short) {
            self.unpacked = None;
            return Err(place.error(ErrorKind::Lost(Damage::CutOff, self.offset - offset)));
        }
        // Padding that is missing at the end of a file is no loss.
        self.pass(padding).map_err(|kind| place.error(kind))?;
        match (wanted, content) {
            (Err(reason), _) => {
                if !reason.is_empty() {
                    self.skipped.add(reason);
                }
                Ok(Step::Passed)
            }
            (Ok(limit), None) => Err(place.error(ErrorKind::TooLarge(limit))),
            (Ok(_), Some(content)) if about_next => {
                self.extend(kind, &content);
                Ok(Step::Passed)
            }
            (Ok(_), Some(content)) => Ok(Step::Document(place, content)),
        }
    }

    /// Takes in what is said of the next member.
    fn extend(&mut self, kind: EntryType, content: &[u8]) {
        if kind == EntryType::GNULongName {
            self.name = Some(content.split(|byte| *byte == 0).next().unwrap_or(content).to_owned());
            return;
        }
        for extension in PaxExtensions::new(content).flatten() {
            match extension.key_bytes() {
                b"path" => self.name = Some(extension.value_bytes().to_owned()),
                b"size" => self.size = extension.value().ok().and_then(|size| size.parse().ok()),
                _ => {}
            }
        }
    }

    fn last_gap(&mut self) -> Option<SourceError> {
        let begins = self.gap.take()?;
        Some(self.place(begins, None).error(ErrorKind::Lost(Damage::NoRecord, self.offset - begins)))
    }
}

impl Iterator for Members {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.unpacked.is_some() {
            match self.step() {
                Ok(Step::Document(place, content)) => return Some(Ok(Pending::file(place, content))),
                Ok(Step::Passed) => {}
                Ok(Step::End) => self.unpacked = None,
                Err(error) => {
                    if !matches!(error.kind, ErrorKind::Lost(..) | ErrorKind::TooLarge(_)) {
                        self.unpacked = None;
                    }
                    return Some(Err(error));
                }
            }
        }
        self.last_gap().map(Err)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, content) in members {
            let mut header = Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, *content).unwrap();
        }
        builder.into_inner().unwrap()
    }

    type Read = Vec<Result<(String, u64), SourceError>>;

    fn read(file: &[u8]) -> (Read, Vec<(&'static str, u64)>) {
        let unpacked = Unpacked { stream: Box::new(Cursor::new(file.to_vec())), packing: None, layers: 0 };
        let mut members = Members::new("x".to_owned(), unpacked, 2000);
        let of = |pending: Pending| (pending.place.record.clone().unwrap(), pending.offset().unwrap());
        let found = members.by_ref().take(1000).map(|found| found.map(of)).collect();
        (found, members.skipped.rows())
    }

    fn names(file: &[u8]) -> Vec<String> {
        read(file).0.into_iter().flatten().map(|(name, _)| name).collect()
    }

    #[test]
    fn members_with_their_names_and_offsets() {
        let long = "folder/".repeat(40) + "page.html";
        let file =
            archive(&[("a.html", b"<p>a"), (&long, b"<p>b"), (".hidden", b"x"), ("d/._a", b"x"), ("empty", b"")]);
        let (found, skipped) = read(&file);
        let found: Vec<_> = found.into_iter().map(Result::unwrap).collect();
        assert_eq!(found[0], ("a.html".to_owned(), 0));
        assert_eq!((&*found[1].0, &*found[2].0, found.len()), (&*long, "empty", 3));
        assert_eq!(skipped, [("hidden", 2)]);
        assert!(begins(&file) && !begins(&[0; BLOCK]) && !begins(b"<p>"));
    }

    #[test]
    fn damage_costs_a_member() {
        let file = archive(&[("a", b"1"), ("b", &[b'x'; 3000]), ("c", b"3"), ("d", b"4")]);
        let (found, _) = read(&file);
        assert!(matches!(&found[1], Err(error) if matches!(error.kind, ErrorKind::TooLarge(2000))), "{found:?}");
        let file = archive(&[("a", b"1"), ("b", b"2"), ("c", b"3"), ("d", b"4")]);
        let mut hit = file.clone();
        hit[2 * BLOCK + 20] ^= 1;
        let (found, _) = read(&hit);
        assert!(matches!(&found[1], Err(error) if matches!(error.kind, ErrorKind::Lost(Damage::NoRecord, 1024))));
        assert_eq!(names(&hit), ["a", "c", "d"]);
        let (found, _) = read(&file[..5 * BLOCK]);
        assert!(
            matches!(&found[2], Err(error) if matches!(error.kind, ErrorKind::Lost(Damage::CutOff, 512))),
            "{found:?}"
        );
        assert_eq!(names(&[&file[..], &file].concat()).len(), 8);
    }

    #[test]
    fn every_gap_is_told_and_every_member_behind_one_read() {
        let one = [&archive(&[("a", b"1")])[..2 * BLOCK], &[0xff; 3 * BLOCK]].concat();
        let (found, _) = read(&one.repeat(100));
        assert_eq!(found.iter().filter(|found| found.is_ok()).count(), 100);
        let offsets: Vec<_> = found.into_iter().filter_map(Result::err).map(|error| error.offset.unwrap()).collect();
        assert_eq!(offsets, (0..100).map(|at| (5 * at + 2) * BLOCK as u64).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn one_hit_costs_one_member(at in 0usize..4096, bit in 0u8..8) {
            let mut file = archive(&[("a", b"1"), ("b", b"2"), ("c", b"3"), ("d", b"4")]);
            file[at] ^= 1 << bit;
            prop_assert!(names(&file).len() >= 3);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = read(&[archive(&[("a", b"1")]), bytes].concat());
        }
    }
}
