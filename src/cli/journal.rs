//! The journal of a folder of shards: which shards are finished and what went into them, a JSON line each. A run that was
//! cut short goes on behind the last line.
//!
//! A shard is put into its place first, then failures are made to last, then the line: what the journal says is true
//! whenever the run ends. A shard that is finished and not in it is written again, the same.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, Write};
use std::path::{Path, PathBuf};

use copydesk::error::Printable;
use copydesk::write::{Shard, TEMPORARY};
use serde::{Deserialize, Serialize};

use super::Fault;
use super::args::INPUTS;
use super::report::Summary;

/// The journal's name in its folder. Hidden, so that no pattern for shards matches it.
const JOURNAL: &str = ".copydesk-journal";

/// The failures' name in the same folder.
pub(crate) const FAILURES: &str = ".copydesk-failures";

/// What was typed that the records depend on, by the names of the options.
pub(crate) type Typed = BTreeMap<String, Vec<String>>;

/// The journal's first line.
#[derive(Serialize, Deserialize)]
struct Head {
    copydesk: String,
    options: Typed,
}

/// Where a run stands when a shard is finished. All counts are since the beginning of the first run.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// The shard's name and length; `None` when a run ends without one.
    pub(crate) shard: Option<(String, u64)>,
    /// Whether nothing is left to be done.
    pub(crate) complete: bool,
    /// Inputs up to and with the shard's last record.
    pub(crate) inputs: u64,
    /// Their checksum.
    pub(crate) digest: u64,
    /// Bytes of the failures up to there.
    pub(crate) failures: u64,
    pub(crate) summary: Summary,
}

impl Checkpoint {
    pub(crate) fn with_shard(self, shard: Option<Shard>) -> Checkpoint {
        Checkpoint { shard: shard.map(|shard| (shard.name, shard.bytes)), ..self }
    }
}

/// An open journal, held by one run alone.
pub(crate) struct Journal(File);

/// A journal and how far the run had come.
pub(crate) struct Opened {
    pub(crate) journal: Journal,
    pub(crate) last: Checkpoint,
    /// Names of the shards that are finished, in order.
    pub(crate) shards: Vec<String>,
}

impl Journal {
    /// Opens the journal of a folder: a new one where the folder is empty or not there, else, to `resume`, the one that
    /// is there, which must be of the same options.
    pub(crate) fn open(folder: &Path, resume: bool, options: Typed) -> Result<Opened, Fault> {
        let place = folder.join(JOURNAL);
        let io = |error| Fault::Output(folder.to_string_lossy().into_owned(), error);
        fs::create_dir_all(folder).map_err(io)?;
        let before = names(folder).map_err(io)?;
        if !before.iter().all(|name| name.starts_with(TEMPORARY)) && !before.iter().any(|name| name == JOURNAL) {
            return Err(refuse(folder, "is not empty and holds no run to go on with; name a new or an empty folder"));
        }
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&place).map_err(io)?;
        // Before anything is written or believed: two runs may have found the folder empty.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(refuse(folder, "another run is writing to it; wait for its end, or name a new folder"));
        }
        if file.metadata().map_err(io)?.len() > 0 && !resume {
            return Err(refuse(folder, "holds a run already; go on with it with --resume, or name a new folder"));
        }
        let names = names(folder).map_err(io)?;
        if names.iter().all(|name| name.starts_with(TEMPORARY)) {
            begin(&mut file, &options).map_err(io)?;
        }
        for name in names.iter().filter(|name| is_left_over(name)) {
            fs::remove_file(folder.join(name)).map_err(io)?;
        }
        let mut lines = Lines { file: BufReader::new(&file), good: 0 };
        let (last, shards) = lines.read(folder, &options)?;
        // A line that was cut short was never written.
        file.set_len(lines.good).map_err(io)?;
        Ok(Opened { journal: Journal(file), last, shards })
    }

    /// Writes a line that lasts.
    pub(crate) fn note(&mut self, checkpoint: &Checkpoint) -> io::Result<()> {
        let mut line = serde_json::to_vec(checkpoint)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        self.0.sync_data()
    }
}

/// The lines of a journal that is read again.
struct Lines<'a> {
    file: BufReader<&'a File>,
    /// Bytes of whole lines.
    good: u64,
}

impl Lines<'_> {
    /// The last checkpoint and the names of the shards, after a look at each of them.
    fn read(&mut self, folder: &Path, options: &Typed) -> Result<(Checkpoint, Vec<String>), Fault> {
        let head: Head = self.line(folder)?.ok_or_else(|| damaged(folder))?;
        agree(&head, options).map_err(|what| refuse(folder, &what))?;
        let (mut last, mut shards) = (Checkpoint::default(), Vec::new());
        while let Some(next) = self.line::<Checkpoint>(folder)? {
            if let Some((name, bytes)) = &next.shard {
                check(folder, name, *bytes)?;
                shards.push(name.clone());
            }
            last = next;
        }
        Ok((last, shards))
    }

    /// The next line, read; `None` at the end, whole or not.
    fn line<T: for<'de> Deserialize<'de>>(&mut self, folder: &Path) -> Result<Option<T>, Fault> {
        let mut line = Vec::new();
        let read = self.file.read_until(b'\n', &mut line);
        let read = read.map_err(|error| Fault::Output(folder.to_string_lossy().into_owned(), error))?;
        if !line.ends_with(b"\n") {
            return Ok(None);
        }
        self.good += read as u64;
        serde_json::from_slice(&line).map(Some).map_err(|_| damaged(folder))
    }
}

/// Writes a journal's first line, where a run has not come so far. One that was killed may have left a part of it.
fn begin(file: &mut File, options: &Typed) -> io::Result<()> {
    let mut first = Vec::new();
    BufReader::new(&*file).read_until(b'\n', &mut first)?;
    if !first.ends_with(b"\n") {
        let head = Head { copydesk: env!("CARGO_PKG_VERSION").to_owned(), options: options.clone() };
        file.set_len(0)?;
        file.write_all(&[&serde_json::to_vec(&head)?[..], b"\n"].concat())?;
        file.sync_data()?;
    }
    file.rewind()
}

/// Whether a run may go on with what another began.
fn agree(head: &Head, options: &Typed) -> Result<(), String> {
    let (then, now) = (&head.copydesk, env!("CARGO_PKG_VERSION"));
    if then != now {
        return Err(format!(
            "was begun by copydesk {then}, and this is {now}; go on with that one, or name a new folder"
        ));
    }
    let names = head.options.keys().chain(options.keys());
    let Some(name) = names.into_iter().find(|name| head.options.get(*name) != options.get(*name)) else {
        return Ok(());
    };
    if name == INPUTS {
        return Err("was begun with other inputs; name the same in the same order, or name a new folder".to_owned());
    }
    let shown = |typed: &Typed| typed.get(name).map_or("nothing".to_owned(), |values| values.join(" "));
    let (then, now) = (shown(&head.options), shown(options));
    Err(format!("was begun with {then} for {name}, and this is {now}; say the same, or name a new folder"))
}

/// Sees that a shard is where it was put.
fn check(folder: &Path, name: &str, bytes: u64) -> Result<(), Fault> {
    match fs::metadata(folder.join(name)) {
        Ok(there) if there.len() == bytes => Ok(()),
        Ok(_) => Err(changed(folder, name)),
        Err(_) => Err(refuse(folder, &format!("{name} is gone; put it back, or begin again in a new folder"))),
    }
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let name = |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    fs::read_dir(folder)?.map(name).collect()
}

/// Whether a file is what a run that was killed had not finished.
fn is_left_over(name: &str) -> bool {
    name.starts_with(TEMPORARY) && name != JOURNAL && name != FAILURES
}

/// The fault of a shard that somebody wrote to.
pub(crate) fn changed(folder: &Path, name: &str) -> Fault {
    refuse(folder, &format!("{name} is not as it was written; begin again in a new folder"))
}

fn damaged(folder: &Path) -> Fault {
    refuse(folder, "its journal is damaged; begin again in a new folder")
}

/// A fault that is about the folder.
pub(crate) fn refuse(folder: &Path, what: &str) -> Fault {
    Fault::Usage(format!("{}: {}", Printable(&folder.to_string_lossy()), Printable(what)))
}

/// Where the failures of a folder are gathered.
pub(crate) fn failures(folder: &Path) -> PathBuf {
    folder.join(FAILURES)
}
