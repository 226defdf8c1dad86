//! Runs into a folder of shards: what is in it, and going on after the worst.
#![allow(clippy::unwrap_used, reason = "tests fail by panic")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::process::{Child, Stdio};
use std::time::Duration;

use common::{Folder, gzip, lines, run};
use serde_json::Value;

/// What every run of these tests reads: records, failures, what is filtered and what is skipped, packed and not.
fn inputs(folder: &Folder, records: usize) {
    folder.file("in/a.jsonl.gz", gzip(lines(0..records)));
    folder.file("in/b", "Too short.");
    let broken =
        |day| format!("{{\"text\": \"On day {day}\n{{\"id\": \"{day}\", \"text\": \"The market was open.\"}}\n");
    folder.file("in/c.jsonl", format!("{}{}", lines(0..1), (0..records / 4).map(broken).collect::<String>()));
    folder.file("in/.hidden", "x");
    folder.file("in/d.png", b"\x89PNG\r\n\x1a\n");
}

const ARGS: [&str; 10] =
    ["--output-dir", "out", "--shard-size", "20", "--resume", "--errors", "errors", "--summary", "summary", "-q"];

/// Everything a run leaves but its journal, which knows how long it took.
fn left(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<_, _> = fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| name != ".copydesk-journal")
        .collect();
    files.insert("errors".to_owned(), fs::read(folder.path().join("errors")).unwrap());
    let mut summary: Value = serde_json::from_slice(&fs::read(folder.path().join("summary")).unwrap()).unwrap();
    assert!(summary["seconds"].take().as_f64().is_some_and(|seconds| seconds > 0.0));
    files.insert("summary".to_owned(), summary.to_string().into_bytes());
    files
}

fn journal_lines(folder: &Folder) -> usize {
    let journal = fs::read(folder.path().join("out/.copydesk-journal")).unwrap_or_default();
    journal.iter().filter(|byte| **byte == b'\n').count()
}

/// Waits for so many lines in the journal, and then some; whether the program was still at work.
fn kill(mut child: Child, folder: &Folder, lines: usize, then: Duration) -> bool {
    while journal_lines(folder) < lines && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(200));
    }
    std::thread::sleep(then);
    let at_work = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    at_work
}

fn random(below: u64) -> u64 {
    RandomState::new().hash_one(()) % below
}

/// Kills runs at random moments, each resumed `again` times before it may end, and compares.
fn killed_and_resumed(kills: usize, records: usize, more: &[&str]) {
    let folder = Folder::new();
    inputs(&folder, records);
    let command = || {
        let mut command = folder.copydesk(&ARGS);
        command.args(more).arg("in").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    assert_eq!(run(&mut command()).code, Some(1));
    let whole = left(&folder);
    let all = journal_lines(&folder) as u64;
    let mut hit = 0;
    while hit < kills {
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        fs::remove_file(folder.path().join("errors")).unwrap();
        fs::remove_file(folder.path().join("summary")).unwrap();
        for _ in 0..1 + random(3) {
            let (lines, then) = (random(all) as usize, Duration::from_micros(random(3000)));
            hit += usize::from(kill(command().spawn().unwrap(), &folder, lines, then));
        }
        assert_eq!(run(&mut command()).code, Some(1));
        assert!(left(&folder) == whole, "not what one run gives; {:?}", left(&folder).keys());
    }
}

#[test]
fn killed_and_resumed_it_is_the_same() {
    killed_and_resumed(3, 400, &["--jobs", "2"]);
}

#[test]
fn a_resumed_run_knows_the_copies_of_what_it_wrote_before() {
    killed_and_resumed(2, 400, &["--dedup", "exact", "--compress", "zstd"]);
    killed_and_resumed(2, 400, &["--dedup", "near", "--keep-dateline"]);
}

/// `make resume` runs this one.
#[test]
#[ignore = "takes a minute"]
fn killed_twenty_times_and_resumed_it_is_the_same() {
    killed_and_resumed(20, 10_000, &["--compress", "gzip"]);
    killed_and_resumed(20, 2000, &["--compress", "zstd", "--require", "title", "--jobs", "3"]);
    killed_and_resumed(20, 2000, &["--jobs", "1"]);
    killed_and_resumed(20, 2000, &["--dedup", "exact", "--compress", "zstd"]);
}

#[test]
fn shards_together_are_what_one_file_would_be() {
    let folder = Folder::new();
    inputs(&folder, 100);
    let plain = run(&mut folder.copydesk(&["in"]));
    assert_eq!(run(folder.copydesk(&ARGS).arg("in")).code, Some(1));
    let all = left(&folder);
    let shards: Vec<_> = all.iter().filter(|(name, _)| name.starts_with("part-")).collect();
    assert_eq!(
        shards[..2].iter().map(|(name, _)| &***name).collect::<Vec<_>>(),
        ["part-000000.jsonl", "part-000001.jsonl"]
    );
    let joined: Vec<u8> = shards.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    assert_eq!(String::from_utf8(joined).unwrap(), plain.out);
    assert!(
        shards[..shards.len() - 1].iter().all(|(_, bytes)| bytes.iter().filter(|byte| **byte == b'\n').count() == 20)
    );
    assert_eq!(all[".copydesk-failures"], all["errors"]);
    let packed = Folder::new();
    inputs(&packed, 100);
    assert_eq!(run(packed.copydesk(&ARGS).args(["in", "--compress", "gzip"])).code, Some(1));
    let mut text = String::new();
    for (_, bytes) in left(&packed).iter().filter(|(name, _)| name.ends_with(".jsonl.gz")) {
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut text).unwrap();
    }
    assert_eq!(text, plain.out);
}

#[test]
fn failures_and_counts_are_data() {
    let folder = Folder::new();
    inputs(&folder, 8);
    let ran =
        run(&mut folder.copydesk(&["in", "nowhere", "--errors", "e", "--summary", "s", "--min-confidence", "0.9"]));
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    let errors = fs::read_to_string(folder.path().join("e")).unwrap();
    let rows: Vec<Value> = errors.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!((&rows[0]["path"], &rows[0]["line"]), (&"in/c.jsonl".into(), &2.into()));
    assert_eq!((&rows[0]["kind"], &rows[0]["offset"]), (&"bad JSON line".into(), &62.into()));
    assert_eq!(rows[3]["message"], "no such file or folder; check the name");
    let summary: Value = serde_json::from_slice(&fs::read(folder.path().join("s")).unwrap()).unwrap();
    for (key, value) in [("inputs", 16), ("records", 0), ("empty", 0)] {
        assert_eq!(summary[key], value, "{key}");
    }
    assert_eq!(summary["failed"].to_string(), r#"{"bad JSON line":2,"missing":1,"not text":1}"#);
    assert_eq!((&summary["filtered"]["low confidence"], &summary["skipped"]["hidden"]), (&12.into(), &1.into()));
    let stored: u64 = fs::read_dir(folder.path().join("in"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_name() != ".hidden")
        .map(|entry| entry.metadata().unwrap().len())
        .sum();
    assert_eq!((&summary["bytes"]["read"], &summary["bytes"]["written"]), (&stored.into(), &0.into()));
}

#[test]
fn one_file_holds_one_thing() {
    let folder = Folder::new();
    folder.file("in", lines(0..1));
    folder.file("there", "x");
    for (args, words) in [
        (["--errors", "e", "--summary", "./e"], "e: named for --errors and --summary; name two files"),
        (["-o", "there", "--errors", "./there"], "there: named for --output and --errors; name two files"),
    ] {
        let ran = run(folder.copydesk(&args).arg("in"));
        assert_eq!((ran.code, &*ran.out), (Some(2), ""));
        assert!(ran.err.ends_with(&format!("{words}\n")), "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("there")).unwrap(), "x");
    assert_eq!(run(&mut folder.copydesk(&["in", "-q", "--errors", "e", "--summary", "s"])).code, Some(0));
}

#[test]
fn a_journal_that_was_killed_at_its_first_line_is_begun_again() {
    let folder = Folder::new();
    folder.file("in", lines(0..3));
    let start = |more: &[&str]| run(folder.copydesk(&["--output-dir", "out", "in", "-q"]).args(more));
    for half in ["", "{\"copyd"] {
        folder.file("out/.copydesk-journal", half);
        assert_eq!((start(&["--resume"]).code, journal_lines(&folder)), (Some(0), 2), "{half}");
        fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
    folder.file("out/.copydesk-journal", "{\"copyd");
    folder.file("out/part-000000.jsonl", "");
    assert!(start(&["--resume"]).err.contains("its journal is damaged"));
}

#[test]
fn what_is_filtered_changes_no_exit_code() {
    let folder = Folder::new();
    folder.file("in", lines(0..3));
    folder.file("empty", "");
    let filtered = run(&mut folder.copydesk(&["in", "empty", "--require", "title,body", "--fail-empty"]));
    assert_eq!((filtered.code, &*filtered.out, &*filtered.err), (Some(0), "", ""));
    let array = run(&mut folder.copydesk(&["in", "empty", "--require", "body", "-f", "json"]));
    assert_eq!(serde_json::from_str::<Vec<Value>>(&array.out).unwrap().len(), 3);
}

#[test]
fn only_the_same_run_goes_on() {
    let folder = Folder::new();
    folder.file("in", lines(0..50));
    folder.file("rules", "[\"example.org\"]\nonly = \"p\"\n");
    let start = |more: &[&str]| {
        run(folder.copydesk(&["--output-dir", "out", "--shard-size", "7", "--rules", "rules", "in", "-q"]).args(more))
    };
    assert_eq!(start(&[]).code, Some(0));
    // As if it had been killed before the last shard.
    let journal = folder.path().join("out/.copydesk-journal");
    let whole = fs::read_to_string(&journal).unwrap();
    let cut: Vec<_> = whole.lines().take(4).collect();
    fs::write(&journal, format!("{}\n{{\"shard\":[\"part-00", cut.join("\n"))).unwrap();
    let refused = |more: &[&str], words: &str| {
        let ran = start(more);
        assert_eq!((ran.code, ran.err.lines().count()), (Some(2), 1), "{}", ran.err);
        assert!(ran.err.contains(words), "{}", ran.err);
    };
    refused(&[], "go on with it with --resume, or name a new folder");
    refused(&["--resume", "--keep-dateline"], "was begun with false for --keep-dateline, and this is true");
    refused(
        &["--resume", "other"],
        "was begun with other inputs; name the same in the same order, or name a new folder",
    );
    folder.file("rules", "[\"example.org\"]\nonly = \"q\"\n");
    refused(&["--resume"], "for --rules");
    folder.file("rules", "[\"example.org\"]\nonly = \"p\"\n");
    folder.file("in", lines(1..51));
    refused(&["--resume"], "its first 21 inputs are not what they were");
    folder.file("in", lines(0..50));
    let shard = folder.path().join("out/part-000001.jsonl");
    let text = fs::read(&shard).unwrap();
    fs::write(&shard, "x").unwrap();
    refused(&["--resume"], "part-000001.jsonl is not as it was written");
    fs::remove_file(&shard).unwrap();
    refused(&["--resume"], "part-000001.jsonl is gone; put it back");
    fs::write(&shard, text).unwrap();
    folder.file("out/.copydesk-left", "half a shard");
    assert_eq!(start(&["--resume", "--jobs", "1"]).code, Some(0));
    assert!(!folder.path().join("out/.copydesk-left").exists());
    let complete = start(&["--resume", "--summary", "s"]);
    assert_eq!(complete.code, Some(0));
    assert!(fs::read_to_string(folder.path().join("s")).unwrap().contains("\"records\": 50"));
    folder.file("in", lines(0..51));
    refused(&["--resume"], "is complete with 50 inputs, and there are more");
    folder.file("in", lines(0..49));
    refused(&["--resume"], "its first 50 inputs are not what they were");
    folder.file("in", lines(0..50));
    fs::write(&journal, whole.replacen("digest", "dig", 1)).unwrap();
    refused(&["--resume"], "its journal is damaged; begin again in a new folder");
}

#[test]
fn folders_that_are_not_ours_are_left_alone() {
    let folder = Folder::new();
    folder.file("full/x", "x");
    for args in [&["--output-dir", "full", "full"][..], &["--output-dir", "full", "--resume", "full"]] {
        let ran = run(&mut folder.copydesk(args));
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("full: is not empty and holds no run to go on with"), "{}", ran.err);
    }
    let ran = run(&mut folder.copydesk(&["--output-dir", "full/out", "full"]));
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("full/out: is the output too"), "{}", ran.err);
    let ran = run(&mut folder.copydesk(&["--errors", "full/x", "full"]));
    assert_eq!((ran.code, fs::read_to_string(folder.path().join("full/x")).unwrap()), (Some(2), "x".to_owned()));
    assert_eq!(run(&mut folder.copydesk(&["--summary", "nowhere/s", "full"])).code, Some(4));
}
