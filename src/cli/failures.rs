//! Failures as data, gathered during a run and put into their place at its end.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use copydesk::SourceError;
use copydesk::write::Output;

/// Bytes copied at once.
const PIECE: usize = 64 << 10;

/// Failures, a JSON line each.
pub(crate) struct Failures {
    file: BufWriter<File>,
    length: u64,
}

impl Failures {
    /// In a file without a name, gone with the process.
    pub(crate) fn unnamed() -> io::Result<Failures> {
        Ok(Failures { file: BufWriter::new(tempfile::tempfile()?), length: 0 })
    }

    /// In a file of which so many bytes are good and what comes behind them is not.
    pub(crate) fn open(path: &Path, length: u64) -> io::Result<Failures> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        if file.metadata()?.len() < length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than the journal says"));
        }
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Failures { file: BufWriter::new(file), length })
    }

    pub(crate) fn write(&mut self, error: &SourceError) -> io::Result<()> {
        let mut line = serde_json::to_vec(error)?;
        line.push(b'\n');
        self.length += line.len() as u64;
        self.file.write_all(&line)
    }

    /// Makes what is written last; how many bytes that is.
    pub(crate) fn sync(&mut self) -> io::Result<u64> {
        self.file.flush()?;
        self.file.get_ref().sync_data()?;
        Ok(self.length)
    }

    /// Copies them to a place where they appear whole or not at all.
    pub(crate) fn copy_to(mut self, place: &Path) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_mut();
        file.rewind()?;
        let (mut output, mut piece) = (Output::file(place)?, vec![0; PIECE]);
        loop {
            match file.read(&mut piece)? {
                0 => return output.finish(),
                read => output.write(&[&piece[..read]])?,
            }
        }
    }
}
