//! What tests of the program share: a folder of their own, and a run with what came of it.

#![allow(dead_code, reason = "each test program uses its part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program, not yet run.
pub(crate) fn copydesk() -> Command {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
}

/// What came of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    /// A field of `input` of each record.
    pub(crate) fn inputs(&self, field: &str) -> Vec<serde_json::Value> {
        let record = |line| serde_json::from_str::<serde_json::Value>(line).expect("a record is JSON");
        self.out.lines().map(|line| record(line)["input"][field].clone()).collect()
    }

    /// The paths of the records' inputs.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.inputs("path").iter().map(|path| path.as_str().expect("a path is a string").to_owned()).collect()
    }
}

/// Runs the program to its end with nothing on its input.
pub(crate) fn run(command: &mut Command) -> Ran {
    command.stdin(Stdio::null()).output().expect("copydesk runs").into()
}

/// Runs the program with bytes on its input.
pub(crate) fn feed(command: &mut Command, bytes: &[u8]) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("copydesk runs");
    let mut stdin = child.stdin.take().expect("its input is a pipe");
    std::thread::scope(|threads| {
        // It may end before it has read all; then that is what the test looks at.
        threads.spawn(move || stdin.write_all(bytes).ok());
        child.wait_with_output().expect("copydesk ends").into()
    })
}

/// A folder that goes when the test ends.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder for the test"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Makes a file, and the folders it is in.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("folders are made");
        fs::write(&path, bytes).expect("a file is made");
        path
    }

    /// The program with this folder as its own.
    pub(crate) fn copydesk(&self, args: &[&str]) -> Command {
        let mut command = copydesk();
        command.current_dir(self.path()).args(args);
        command
    }

    /// The names in it, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).expect("the folder can be read");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// JSON Lines with these ids.
pub(crate) fn lines(ids: std::ops::Range<usize>) -> String {
    let line = |id| format!("{{\"id\": {id}, \"text\": \"The harbour was closed at noon on day {id}.\"}}\n");
    ids.map(line).collect()
}

pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes.as_ref()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

pub(crate) fn zstd(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(bytes.as_ref(), 1).expect("memory takes it")
}

pub(crate) fn bzip2(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes.as_ref()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

pub(crate) fn xz(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::with_preset(0);
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options).expect("the preset exists");
    encoder.write_all(bytes.as_ref()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}
