//! Zip archives of pages: a document an entry, by the list at the end of the file; where that is lost, by the header
//! that each entry has of its own.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::vec;

use zip::ZipReadOptions;
use zip::read::{Config, ZipFile, ZipFileEntry, read_zipfile_from_stream};
use zip::result::{ZipError, ZipResult};
use zip::unstable::read::ZipIterable;

use super::Skipped;
use super::names::is_hidden_member;
use super::pending::{Pending, Place};
use crate::error::{ErrorKind, SourceError};

/// What an entry's own header begins with.
const SIGNATURE: &[u8] = b"PK\x03\x04";

/// How often, on average, each byte of an archive may be read. The entries of a sound one do not overlap; those of a crafted
/// one would be unpacked as often as there are headers.
const READ: u64 = 8;

/// Bytes that may be read beside that, so that damage does not end a small archive early.
const FREE: u64 = 64 << 10;

pub(super) struct Entries {
    path: String,
    limit: u64,
    list: List,
    length: u64,
    /// Bytes that may still be read.
    left: u64,
    pub(super) skipped: Skipped,
}

/// How entries are found.
enum List {
    /// By the list at the end, of which these are left. Several may have one name.
    Whole(BufReader<File>, vec::IntoIter<ZipFileEntry<'static>>),
    /// The list is lost, and that is not yet told: why.
    Lost(BufReader<File>, String),
    /// By their own headers, from this offset on.
    Headers(BufReader<File>, u64),
    /// There are no more.
    Over,
}

/// What an entry came to.
enum Entry {
    Document(Vec<u8>),
    Skipped(&'static str),
    Failed(ErrorKind),
}

impl Entries {
    /// The entries of a file, each of up to `limit` bytes.
    pub(super) fn open(path: String, file: File, limit: u64) -> Result<Entries, SourceError> {
        let unreadable = |path: &str, error| Place::of_file(path.to_owned()).error(ErrorKind::Unreadable(error));
        let again = file.try_clone().map_err(|error| unreadable(&path, error))?;
        let length = file.metadata().map_err(|error| unreadable(&path, error))?.len();
        let list = match listed(file) {
            Ok(entries) => List::Whole(BufReader::new(again), entries.into_iter()),
            Err(ZipError::Io(error)) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                return Err(unreadable(&path, error));
            }
            Err(error) => List::Lost(BufReader::new(again), error.to_string()),
        };
        let left = length.saturating_mul(READ).saturating_add(FREE);
        Ok(Entries { path, limit, list, length, left, skipped: Skipped::default() })
    }

    fn place(path: &str, offset: Option<u64>, name: Option<String>) -> Place {
        Place { offset, record: name, ..Place::of_file(path.to_owned()) }
    }

    /// The next entry, `None` behind the last.
    fn entry(&mut self) -> Option<(Place, Entry)> {
        if self.left == 0 && !matches!(self.list, List::Over) {
            self.list = List::Over;
            return Some((Entries::place(&self.path, None, None), Entry::Failed(ErrorKind::Overlap)));
        }
        let Entries { path, list, .. } = self;
        match list {
            List::Whole(..) => self.listed(),
            List::Lost(file, why) => {
                let kind = ErrorKind::NoList(std::mem::take(why).into());
                let again = file.get_ref().try_clone().ok()?;
                *list = List::Headers(BufReader::new(again), 0);
                Some((Entries::place(path, None, None), Entry::Failed(kind)))
            }
            List::Headers(..) => self.headed(),
            List::Over => None,
        }
    }

    /// The next entry of the list at the end.
    fn listed(&mut self) -> Option<(Place, Entry)> {
        let Entries { path, limit, list: List::Whole(file, entries), length, left, .. } = self else { return None };
        let entry = entries.next()?;
        *left = left.saturating_sub(entry.compressed_size().min(*length));
        let place = Entries::place(path, Some(entry.header_start()), Some(shown(entry.name(), entry.name_raw())));
        let read = entry.with_reader(file, ZipReadOptions::default()).map(|mut entry| read(&mut entry, *limit));
        Some((place, read.unwrap_or_else(|error| Entry::Failed(fault(&error)))))
    }

    /// The next entry that has a header of its own.
    fn headed(&mut self) -> Option<(Place, Entry)> {
        let Entries { path, limit, list: List::Headers(file, next), left, .. } = self else { return None };
        let at = find(file, *next)?;
        *next = at + SIGNATURE.len() as u64;
        let found = match read_zipfile_from_stream(file) {
            Ok(Some(mut entry)) => {
                let name = shown(entry.name(), entry.name_raw());
                (Entries::place(path, Some(at), Some(name)), read(&mut entry, *limit))
            }
            Ok(None) => return None,
            Err(error) => (Entries::place(path, Some(at), None), Entry::Failed(fault(&error))),
        };
        let behind = file.stream_position().ok()?;
        *left = left.saturating_sub(behind.saturating_sub(at));
        if matches!(found.1, Entry::Document(_)) {
            *next = Some(behind).filter(|behind| *behind > at)?;
        }
        Some(found)
    }
}

impl Iterator for Entries {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (place, entry) = self.entry()?;
            match entry {
                Entry::Document(content) => return Some(Ok(Pending::file(place, content))),
                Entry::Skipped(reason) => self.skipped.add(reason),
                Entry::Failed(kind) => return Some(Err(place.error(kind))),
            }
        }
    }
}

/// Where the next entry's own header is, from an offset on; the file stands before it.
fn find(file: &mut BufReader<File>, from: u64) -> Option<u64> {
    let here = file.stream_position().ok()?;
    // Unlike a seek, this keeps what is in the buffer.
    file.seek_relative(from.wrapping_sub(here).cast_signed()).ok()?;
    // The last bytes that were passed over: a signature may begin in them.
    let mut tail: Vec<u8> = Vec::new();
    loop {
        let chunk = file.fill_buf().ok()?;
        if chunk.is_empty() {
            return None;
        }
        let seam = [&tail[..], &chunk[..chunk.len().min(SIGNATURE.len() - 1)]].concat();
        let in_seam = memchr::memmem::find(&seam, SIGNATURE).map(|at| at as i64 - tail.len() as i64);
        let found = in_seam.or_else(|| memchr::memmem::find(chunk, SIGNATURE).map(|at| at as i64));
        if let Some(found) = found {
            file.seek_relative(found).ok()?;
            return file.stream_position().ok();
        }
        tail.extend_from_slice(&chunk[chunk.len().saturating_sub(SIGNATURE.len() - 1)..]);
        tail.drain(..tail.len().saturating_sub(SIGNATURE.len() - 1));
        let length = chunk.len();
        file.consume(length);
    }
}

/// The entries in the list at the end.
fn listed(file: File) -> ZipResult<Vec<ZipFileEntry<'static>>> {
    ZipIterable::try_new(BufReader::new(file), Config::default())?.files()?.collect()
}

fn shown(name: ZipResult<Cow<'_, str>>, raw: &[u8]) -> String {
    name.unwrap_or_else(|_| String::from_utf8_lossy(raw)).into_owned()
}

/// Reads an entry. What its header claims of its length is not believed.
fn read<R: Read + ?Sized>(file: &mut ZipFile<'_, R>, limit: u64) -> Entry {
    if file.is_dir() {
        return Entry::Skipped("folders in archives");
    } else if file.is_symlink() {
        return Entry::Skipped("links in archives");
    } else if is_hidden_member(file.name_raw()) {
        return Entry::Skipped("hidden");
    }
    let mut content = Vec::new();
    match file.take(limit.saturating_add(1)).read_to_end(&mut content) {
        _ if content.len() as u64 > limit => Entry::Failed(ErrorKind::TooLarge(limit)),
        Ok(_) => Entry::Document(content),
        Err(error) => {
            let of_archive = error.get_ref().and_then(|error| error.downcast_ref::<ZipError>());
            Entry::Failed(of_archive.map_or_else(|| ErrorKind::BadEntry(error.to_string().into()), fault))
        }
    }
}

fn fault(error: &ZipError) -> ErrorKind {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => ErrorKind::Encrypted,
        ZipError::CompressionMethodNotSupported(method) => ErrorKind::PackedBy(*method),
        error => ErrorKind::BadEntry(error.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{SeekFrom, Write};

    use super::*;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in entries {
            let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            writer.start_file(*name, options).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.add_directory("d/", zip::write::SimpleFileOptions::default()).unwrap();
        writer.finish().unwrap().into_inner()
    }

    type Read = Vec<Result<String, SourceError>>;

    fn read(bytes: &[u8]) -> (Read, Vec<(&'static str, u64)>) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        let mut entries = Entries::open("x".to_owned(), file, 5000).unwrap();
        let of = |pending: Pending| pending.place.record.clone().unwrap();
        let found = entries.by_ref().take(100).map(|found| found.map(of)).collect();
        (found, entries.skipped.rows())
    }

    const PAGES: &[(&str, &[u8])] =
        &[("a.html", b"<p>a"), ("d/b.html", &[b'b'; 900]), ("__MACOSX/._a.html", b"x"), ("c.html", b"<p>c")];

    #[test]
    fn entries_by_name() {
        let (found, skipped) = read(&archive(PAGES));
        let names: Vec<_> = found.into_iter().map(Result::unwrap).collect();
        assert_eq!(names, ["a.html", "d/b.html", "c.html"]);
        assert_eq!(skipped, [("folders in archives", 1), ("hidden", 1)]);
    }

    #[test]
    fn entries_of_one_name_are_all_read() {
        // No writer lets them be written.
        let mut file = archive(&[("page-1", b"first"), ("page-2", b"second"), ("page-3", b"third")]);
        for at in 0..file.len() - 6 {
            if file[at..].starts_with(b"page-") {
                file[at + 5] = b'1';
            }
        }
        let (found, _) = read(&file);
        let names: Vec<_> = found.into_iter().map(Result::unwrap).collect();
        assert_eq!(names, ["page-1", "page-1", "page-1"]);
    }

    #[test]
    fn a_bomb_and_a_damaged_entry_cost_themselves() {
        let bomb = vec![b'x'; 1 << 20];
        let (found, _) = read(&archive(&[("a", b"1"), ("bomb", &bomb), ("c", b"3")]));
        assert!(matches!(&found[1], Err(error) if matches!(error.kind, ErrorKind::TooLarge(5000))), "{found:?}");
        assert_eq!(found.len(), 3);
        let mut file = archive(PAGES);
        let at = memchr::memmem::find(&file, b"d/b.html").unwrap() + 10;
        file[at] ^= 0x55;
        let (found, _) = read(&file);
        assert!(matches!(&found[1], Err(error) if error.to_string().contains("record d/b.html: ")), "{found:?}");
        assert_eq!(found.iter().filter(|found| found.is_ok()).count(), 2);
    }

    #[test]
    fn without_the_list_at_the_end_entries_are_found_by_their_own_headers() {
        let file = archive(PAGES);
        let end = memchr::memmem::find(&file, b"PK\x01\x02").unwrap();
        let (found, _) = read(&file[..end]);
        assert!(matches!(&found[0], Err(error) if matches!(error.kind, ErrorKind::NoList(_))), "{found:?}");
        let names: Vec<_> = found.into_iter().skip(1).map(Result::unwrap).collect();
        assert_eq!(names, ["a.html", "d/b.html", "c.html"]);
        let (found, _) = read(&file[..end - 60]);
        assert!(found.iter().filter(|found| found.is_err()).count() <= 2, "{found:?}");
    }

    /// The header of a stored entry whose content has so many bytes, as it claims.
    fn header(claimed: u32) -> Vec<u8> {
        let mut header = [SIGNATURE, &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]].concat();
        header.extend([claimed.to_le_bytes(), claimed.to_le_bytes(), [1, 0, 0, 0]].concat());
        header.push(b'a');
        header
    }

    #[test]
    fn entries_inside_one_another_are_not_read_for_ever() {
        let (one, count) = (header(0).len(), 20_000);
        let nested: Vec<u8> = (1..=count).flat_map(|at| header((one * (count - at)) as u32)).collect();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&nested).unwrap();
        let mut entries = Entries::open("x".to_owned(), file, nested.len() as u64).unwrap();
        let found: Vec<_> = entries.by_ref().map(|found| found.unwrap_err()).collect();
        assert!(matches!(found.last().unwrap().kind, ErrorKind::Overlap), "{:?}", found.last());
        assert!(found.len() < 4 * READ as usize, "{}", found.len());
    }

    #[test]
    fn a_signature_is_found_wherever_it_lies_in_the_buffer() {
        for at in 8180..8200_u64 {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&[&vec![b'P'; at as usize][..], SIGNATURE, b"PK\x03", SIGNATURE].concat()).unwrap();
            file.seek(SeekFrom::Start(0)).unwrap();
            let mut file = BufReader::with_capacity(8192, file);
            assert_eq!(find(&mut file, 0), Some(at));
            assert_eq!(find(&mut file, at + 4), Some(at + 7));
            assert_eq!((find(&mut file, 1), find(&mut file, at + 8)), (Some(at), None));
        }
    }
}
