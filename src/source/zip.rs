//! Zip archives of pages: a document an entry, by the list at the end of the file; where that is lost, by the header
//! that each entry has of its own.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

use super::Skipped;
use super::names::is_hidden_member;
use super::pending::{Pending, Place, Wrap};
use crate::error::{ErrorKind, SourceError};

/// What an entry's own header begins with.
const SIGNATURE: &[u8] = b"PK\x03\x04";

pub(super) struct Entries {
    path: String,
    limit: u64,
    list: List,
    pub(super) skipped: Skipped,
}

/// How entries are found.
enum List {
    /// By the list at the end, from this index on.
    Whole(Box<ZipArchive<BufReader<File>>>, usize),
    /// The list is lost, and that is not yet told: why.
    Lost(BufReader<File>, String),
    /// By their own headers, from this offset on.
    Headers(BufReader<File>, u64),
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
        let list = match ZipArchive::new(BufReader::new(file)) {
            Ok(archive) => List::Whole(Box::new(archive), 0),
            Err(ZipError::Io(error)) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                return Err(unreadable(&path, error));
            }
            Err(error) => List::Lost(BufReader::new(again), error.to_string()),
        };
        Ok(Entries { path, limit, list, skipped: Skipped::default() })
    }

    fn place(path: &str, offset: Option<u64>, name: Option<String>) -> Place {
        Place { offset, record: name, ..Place::of_file(path.to_owned()) }
    }

    /// The next entry, `None` behind the last.
    fn entry(&mut self) -> Option<(Place, Entry)> {
        let Entries { path, limit, list, .. } = self;
        match list {
            List::Whole(archive, next) => {
                let at = *next;
                *next += 1;
                if at >= archive.len() {
                    return None;
                }
                let found = match archive.by_index(at) {
                    Ok(mut file) => {
                        (Entries::place(path, Some(file.header_start()), name(&file)), read(&mut file, *limit))
                    }
                    Err(error) => (Entries::place(path, None, None), Entry::Failed(fault(&error))),
                };
                Some(match found {
                    // What cannot be opened still has its name in the list.
                    (place, entry) if place.record.is_none() => {
                        let name = archive.name_for_index(at).and_then(Result::ok).map(|name| name.into_owned());
                        (Place { record: name, ..place }, entry)
                    }
                    found => found,
                })
            }
            List::Lost(file, why) => {
                let kind = ErrorKind::NoList(std::mem::take(why).into());
                let again = file.get_ref().try_clone().ok()?;
                *list = List::Headers(BufReader::new(again), 0);
                Some((Entries::place(path, None, None), Entry::Failed(kind)))
            }
            List::Headers(file, next) => {
                let at = find(file, *next)?;
                *next = at + SIGNATURE.len() as u64;
                let found = match read_zipfile_from_stream(file) {
                    Ok(Some(mut entry)) => (Entries::place(path, Some(at), name(&entry)), read(&mut entry, *limit)),
                    Ok(None) => return None,
                    Err(error) => (Entries::place(path, Some(at), None), Entry::Failed(fault(&error))),
                };
                if matches!(found.1, Entry::Document(_)) {
                    *next = file.stream_position().ok().filter(|behind| *behind > at)?;
                }
                Some(found)
            }
        }
    }
}

impl Iterator for Entries {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (place, entry) = self.entry()?;
            match entry {
                Entry::Document(content) => return Some(Ok(Pending::new(place, content, Wrap::File))),
                Entry::Skipped(reason) => self.skipped.add(reason),
                Entry::Failed(kind) => return Some(Err(place.error(kind))),
            }
        }
    }
}

/// Where the next entry's own header is, from an offset on; the file stands before it.
fn find(file: &mut BufReader<File>, from: u64) -> Option<u64> {
    file.seek(SeekFrom::Start(from)).ok()?;
    let mut at = from;
    let mut kept: Vec<u8> = Vec::new();
    loop {
        let chunk = file.fill_buf().ok()?;
        if chunk.is_empty() {
            return None;
        }
        let length = chunk.len();
        kept.extend_from_slice(chunk);
        file.consume(length);
        if let Some(found) = memchr::memmem::find(&kept, SIGNATURE) {
            let begins = at + found as u64;
            file.seek(SeekFrom::Start(begins)).ok()?;
            return Some(begins);
        }
        let passed = kept.len().saturating_sub(SIGNATURE.len() - 1);
        kept.drain(..passed);
        at += passed as u64;
    }
}

fn name<R: Read + ?Sized>(file: &ZipFile<'_, R>) -> Option<String> {
    Some(file.name().map_or_else(|_| String::from_utf8_lossy(file.name_raw()).into_owned(), |name| name.into_owned()))
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
        Err(error) => Entry::Failed(ErrorKind::BadEntry(error.to_string().into())),
    }
}

fn fault(error: &ZipError) -> ErrorKind {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => ErrorKind::Encrypted,
        error => ErrorKind::BadEntry(error.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

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
}
