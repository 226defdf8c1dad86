//! Records into a folder of shards, with a journal to go on by.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::dedup::{Dedup, Seen};
use copydesk::error::Printable;
use copydesk::record::Body;
use copydesk::source::{self, Fields, Handed, Settings, Source};
use copydesk::write::{Compression, Shard, Shards};

use super::Fault;
use super::failures::Failures;
use super::journal::{self, Checkpoint, Journal, Opened, Typed};
use super::report::Summary;
use super::trail::{Digest, Trail};

/// So many inputs, in words.
fn counted(inputs: u64) -> String {
    format!("{inputs} input{}", if inputs == 1 { "" } else { "s" })
}

/// Bytes of the longest body that is read back.
const LONGEST: u64 = 1 << 30;

/// What a user may choose about the folder.
pub(crate) struct Order {
    pub(crate) path: PathBuf,
    pub(crate) shard_size: u64,
    pub(crate) compression: Option<Compression>,
    pub(crate) resume: bool,
    /// What makes a body a copy of another, where copies are left out.
    pub(crate) dedup: Option<Dedup>,
}

/// A folder with what was done in it before this run.
pub(crate) struct Begun {
    pub(crate) folder: Folder,
    pub(crate) failures: Failures,
    pub(crate) summary: Summary,
    pub(crate) seen: Seen,
}

/// A folder that is being filled.
pub(crate) struct Folder {
    path: PathBuf,
    journal: Journal,
    shards: Shards,
    /// Names of the shards that were there before this run.
    done: Vec<String>,
    trail: Arc<Trail>,
    /// Inputs taken, and their checksum.
    inputs: u64,
    digest: Digest,
    /// Whether it was complete before this run.
    complete: bool,
}

/// Where a run begins.
pub(crate) struct Start {
    path: PathBuf,
    inputs: u64,
    digest: Digest,
    /// Whether there is nothing left to do.
    pub(crate) complete: bool,
    /// Where inputs that are read are to be noted.
    pub(crate) trail: Arc<Trail>,
}

impl Start {
    /// Passes over the inputs that are in finished shards, which must be those that went into them, and all there are where
    /// the run was complete.
    pub(crate) fn pass_over(&self, source: &mut Source) -> Result<(), Fault> {
        let inputs = usize::try_from(self.inputs).unwrap_or(usize::MAX);
        let passed = source.by_ref().take(inputs).fold(Digest::default(), |digest, found| digest.and(&found));
        let what = if passed != self.digest {
            let inputs = if inputs == 1 { "input is".to_owned() } else { format!("{inputs} inputs are") };
            format!("its first {inputs} not what they were; give the same, or name a new folder")
        } else if self.complete && source.next().is_some() {
            format!("is complete with {}, and there are more; name a new folder for them", counted(self.inputs))
        } else {
            return Ok(());
        };
        Err(journal::refuse(&self.path, &what))
    }
}

impl Folder {
    /// Opens a folder, with the failures, the counts and the bodies of what is already in it.
    pub(crate) fn open(order: Order, typed: Typed) -> Result<Begun, Fault> {
        let Order { path, shard_size, compression, resume, dedup } = order;
        let Opened { journal, last, shards } = Journal::open(&path, resume, typed)?;
        let failures = Failures::open(&journal::failures(&path), last.failures);
        let failures = failures.map_err(|error| Fault::Output(path.to_string_lossy().into_owned(), error))?;
        let digest = Digest(last.digest);
        let folder = Folder {
            shards: Shards::new(path.clone(), shard_size, compression, shards.len() as u64),
            done: shards,
            path,
            journal,
            trail: Arc::new(Trail::new(digest)),
            inputs: last.inputs,
            digest,
            complete: last.complete,
        };
        let seen = dedup.map_or_else(|| Ok(Seen::default()), |dedup| folder.recall(dedup))?;
        Ok(Begun { folder, failures, summary: last.summary, seen })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The bodies in the shards that were there, as if this run had written them: what comes behind may be a copy of them.
    fn recall(&self, dedup: Dedup) -> Result<Seen, Fault> {
        let mut seen = Seen::default();
        for name in self.done.iter().filter(|_| !self.complete) {
            let fields = Fields { text: "body".to_owned(), ..Fields::default() };
            // A record was made of an input and may be longer.
            let settings =
                Settings { format: source::Format::Jsonl, fields, document_limit: LONGEST, ..Settings::default() };
            for found in source::open(vec![self.path.join(name)], None, settings.clone()) {
                let input = found.and_then(|record| record.unpack(&settings)).ok().and_then(Handed::input);
                let body = input.and_then(|input| String::from_utf8(input.bytes).ok());
                let body = Body::of(body.ok_or_else(|| journal::changed(&self.path, name))?);
                dedup.signature(&body).into_iter().for_each(|signature| _ = seen.is_copy(signature));
            }
        }
        Ok(seen)
    }

    /// What is in it, for people.
    pub(crate) fn said(&self) -> String {
        let (path, inputs) = (self.path.to_string_lossy(), counted(self.inputs));
        format!("{} has what came of {inputs}", Printable(&path))
    }

    /// Inputs that were taken.
    pub(crate) fn inputs(&self) -> u64 {
        self.inputs
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.complete
    }

    /// Where a run that fills it begins.
    pub(crate) fn start(&self) -> Start {
        let Folder { path, trail, inputs, digest, complete, .. } = self;
        Start { path: path.clone(), inputs: *inputs, digest: *digest, complete: *complete, trail: Arc::clone(trail) }
    }

    /// One more input was taken.
    pub(crate) fn count(&mut self) {
        self.inputs += 1;
        self.digest = self.trail.pop().unwrap_or(self.digest);
    }

    /// Writes a record; gives the shard that is full with it, to be [noted](Folder::note).
    pub(crate) fn write(&mut self, record: &[u8]) -> io::Result<Option<Shard>> {
        self.shards.write(record)
    }

    /// Writes down that a shard is in its place.
    pub(crate) fn note(&mut self, shard: Shard, failures: u64, summary: &Summary) -> io::Result<()> {
        let checkpoint = self.checkpoint(failures, summary).with_shard(Some(shard));
        self.journal.note(&checkpoint)
    }

    /// Ends the last shard and the journal.
    pub(crate) fn finish(mut self, failures: u64, summary: &Summary) -> io::Result<()> {
        if self.complete {
            return Ok(());
        }
        let shard = self.shards.finish()?;
        let checkpoint = Checkpoint { complete: true, ..self.checkpoint(failures, summary) };
        self.journal.note(&checkpoint.with_shard(shard))
    }

    fn checkpoint(&self, failures: u64, summary: &Summary) -> Checkpoint {
        Checkpoint {
            inputs: self.inputs,
            digest: self.digest.0,
            failures,
            summary: summary.clone(),
            ..Checkpoint::default()
        }
    }
}
