//! Records in a folder of numbered files, each of which is there whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use super::output::{BUFFER, beside};

/// What the names of shards begin with.
pub const SHARD: &str = "part-";

/// Zstandard's level: its own default.
const ZSTD_LEVEL: i32 = 3;

/// How shards are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// gzip.
    Gzip,
    /// Zstandard, a frame with a checksum.
    Zstd,
}

/// A shard that is in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// The file's name in its folder.
    pub name: String,
    /// The file's length in bytes.
    pub bytes: u64,
}

/// Files of so many records each, named in the order of their names.
pub struct Shards {
    folder: PathBuf,
    compression: Option<Compression>,
    size: u64,
    number: u64,
    /// Records in the file that is being written.
    held: u64,
    open: Option<Packer>,
}

type Sink = BufWriter<NamedTempFile>;

enum Packer {
    Plain(Sink),
    Gzip(GzEncoder<Sink>),
    Zstd(zstd::Encoder<'static, Sink>),
}

impl Shards {
    /// Files of `size` records, the first with this number.
    pub fn new(folder: PathBuf, size: u64, compression: Option<Compression>, number: u64) -> Shards {
        Shards { folder, compression, size, number, held: 0, open: None }
    }

    /// Writes one record; gives the shard that is full with it.
    pub fn write(&mut self, record: &[u8]) -> io::Result<Option<Shard>> {
        let packer = match &mut self.open {
            Some(packer) => packer,
            None => self.open.insert(Packer::open(&self.folder, self.compression)?),
        };
        packer.write_all(record)?;
        self.held += 1;
        if self.held < self.size { Ok(None) } else { self.finish() }
    }

    /// Puts the shard that is being written into its place, if there is one.
    pub fn finish(&mut self) -> io::Result<Option<Shard>> {
        let Some(packer) = self.open.take() else { return Ok(None) };
        let name = self.name();
        let file = packer.finish()?;
        file.as_file().sync_all()?;
        let bytes = file.as_file().metadata()?.len();
        file.persist(self.folder.join(&name)).map_err(|error| error.error)?;
        sync_folder(&self.folder)?;
        self.number += 1;
        self.held = 0;
        Ok(Some(Shard { name, bytes }))
    }

    fn name(&self) -> String {
        let suffix = match self.compression {
            None => "",
            Some(Compression::Gzip) => ".gz",
            Some(Compression::Zstd) => ".zst",
        };
        format!("{SHARD}{:06}.jsonl{suffix}", self.number)
    }
}

impl Packer {
    fn open(folder: &Path, compression: Option<Compression>) -> io::Result<Packer> {
        let file = BufWriter::with_capacity(BUFFER, beside(folder)?);
        Ok(match compression {
            None => Packer::Plain(file),
            Some(Compression::Gzip) => Packer::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Some(Compression::Zstd) => {
                let mut encoder = zstd::Encoder::new(file, ZSTD_LEVEL)?;
                encoder.include_checksum(true)?;
                Packer::Zstd(encoder)
            }
        })
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Packer::Plain(file) => file.write_all(bytes),
            Packer::Gzip(encoder) => encoder.write_all(bytes),
            Packer::Zstd(encoder) => encoder.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<NamedTempFile> {
        let file = match self {
            Packer::Plain(file) => file,
            Packer::Gzip(encoder) => encoder.finish()?,
            Packer::Zstd(encoder) => encoder.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// Makes the names in a folder last, where the system has a way to.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_shard_is_there_when_it_is_full() {
        let folder = tempfile::tempdir().unwrap();
        let mut shards = Shards::new(folder.path().to_owned(), 2, None, 7);
        assert_eq!(shards.write(b"a\n").unwrap(), None);
        assert!(names(folder.path()).iter().all(|name| name.starts_with('.')), "nothing to be taken for a shard");
        let full = shards.write(b"b\n").unwrap().unwrap();
        assert_eq!(full, Shard { name: "part-000007.jsonl".to_owned(), bytes: 4 });
        shards.write(b"c\n").unwrap();
        assert_eq!(shards.finish().unwrap().unwrap().name, "part-000008.jsonl");
        assert_eq!(shards.finish().unwrap(), None);
        assert_eq!(names(folder.path()), ["part-000007.jsonl", "part-000008.jsonl"]);
        assert_eq!(fs::read(folder.path().join("part-000007.jsonl")).unwrap(), b"a\nb\n");
    }

    #[test]
    fn a_shard_that_is_not_finished_was_never_there() {
        let folder = tempfile::tempdir().unwrap();
        let mut shards = Shards::new(folder.path().to_owned(), 2, Some(Compression::Gzip), 0);
        shards.write(b"a\n").unwrap();
        drop(shards);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn packed_shards_hold_the_same() {
        let folder = tempfile::tempdir().unwrap();
        for compression in [Compression::Gzip, Compression::Zstd] {
            let mut shards = Shards::new(folder.path().to_owned(), 9, Some(compression), 0);
            shards.write(b"a\n").unwrap();
            shards.write(b"b\n").unwrap();
            let shard = shards.finish().unwrap().unwrap();
            let file = fs::read(folder.path().join(&shard.name)).unwrap();
            let mut text = String::new();
            match compression {
                Compression::Gzip => flate2::read::GzDecoder::new(&file[..]).read_to_string(&mut text).unwrap(),
                Compression::Zstd => zstd::Decoder::new(&file[..]).unwrap().read_to_string(&mut text).unwrap(),
            };
            assert_eq!((text.as_str(), shard.bytes), ("a\nb\n", file.len() as u64));
        }
    }
}
