//! Any bytes are a file, of any kind that there is: each document in it ends as a record or as an error with words, the same
//! when it is read again.

#![no_main]

use std::cell::RefCell;
use std::fs;

use copydesk::Extractor;
use copydesk::source::{Format, Handed, Settings, Split, open};
use libfuzzer_sys::fuzz_target;
use tempfile::NamedTempFile;

/// Bytes a document may have: so few that inputs of this size come to the limit.
const LIMIT: u64 = 1 << 16;

/// Documents that are read of one file: a few bytes unpack to any number.
const MOST: usize = 2000;

thread_local! {
    static FILE: RefCell<NamedTempFile> = RefCell::new(NamedTempFile::new().expect("a file can be made"));
    static USED: RefCell<Extractor> = RefCell::default();
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let settings = Settings { document_limit: LIMIT, ..settings(first) };
    FILE.with_borrow(|file| {
        fs::write(file.path(), bytes).expect("it can be written");
        let came = read(file, &settings);
        assert_eq!(came, read(file, &settings), "read again, it comes to something else");
    });
});

/// One byte says what is known of the file; most often nothing.
fn settings(first: u8) -> Settings {
    let (format, split) = match first & 0x0F {
        1 => (Format::Html, None),
        2 => (Format::Text, None),
        3 => (Format::Jsonl, None),
        4 => (Format::Warc, None),
        5 => (Format::Tar, None),
        6 => (Format::Zip, None),
        7 => (Format::Csv, None),
        8 => (Format::Tsv, None),
        9 => (Format::Auto, Some(Split::FormFeeds)),
        10 => (Format::Auto, Some(Split::Blank(2))),
        11 => (Format::Auto, Some(Split::Guess)),
        _ => (Format::Auto, None),
    };
    Settings { format, split, ..Settings::default() }
}

/// What a file comes to: the bytes of each document, or the words for what is wrong.
fn read(file: &NamedTempFile, settings: &Settings) -> Vec<Result<Vec<u8>, String>> {
    let source = open(vec![file.path().to_owned()], None, settings.clone());
    let unpacked = source.take(MOST).map(|found| found.and_then(|pending| pending.unpack(settings)));
    unpacked.map(|found| found.map(made).map_err(|error| error.to_string())).collect()
}

/// The bytes of a document, when a record has been made of it.
fn made(handed: Handed) -> Vec<u8> {
    match handed {
        Handed::LeftOut(reason) => reason.as_bytes().to_vec(),
        Handed::Input(input) => {
            assert!(input.bytes.len() as u64 <= LIMIT, "a document of {} bytes", input.bytes.len());
            USED.with_borrow_mut(|used| {
                used.extract(&input);
                assert_eq!(used.judged().0.check(), Ok(()));
            });
            input.bytes
        }
    }
}
