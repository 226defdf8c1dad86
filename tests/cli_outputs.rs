//! What the program writes: formats, files whole or not at all, and what happens when it cannot.

mod common;

use std::fs;

use common::{Folder, copydesk, feed, lines, run};

#[test]
fn json_is_an_array_in_every_case() {
    let folder = Folder::new();
    folder.file("two", lines(0..2));
    folder.file("void/.hidden", "");
    for (inputs, count, code) in
        [(&["void"][..], 0, 0), (&["nowhere"], 0, 1), (&["two"], 2, 0), (&["two", "nowhere"], 2, 1)]
    {
        let ran = run(folder.copydesk(inputs).args(["-f", "json"]));
        let array: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((array.len(), ran.code), (count, Some(code)), "{inputs:?}");
    }
}

#[test]
fn a_form_feed_parts_records_of_text() {
    let ran = feed(copydesk().args(["-f", "text"]), lines(0..3).as_bytes());
    assert_eq!((ran.code, ran.out.matches('\u{c}').count()), (Some(0), 2));
}

#[test]
fn a_file_is_written_whole() {
    let folder = Folder::new();
    folder.file("in", lines(0..3));
    let plain = run(&mut folder.copydesk(&["in"]));
    for _ in ["made", "replaced"] {
        let ran = run(&mut folder.copydesk(&["in", "missing", "-o", "out"]));
        assert_eq!((ran.code, &*ran.out), (Some(1), ""));
        assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), plain.out);
    }
    assert_eq!(folder.names(), ["in", "out"]);
    assert_eq!(run(&mut folder.copydesk(&["in", "-o", "-"])).out, plain.out);
}

#[test]
fn where_nothing_can_be_written_is_exit_4() {
    let folder = Folder::new();
    folder.file("in", lines(0..3));
    folder.file("folder/x", "");
    for place in ["folder", "nowhere/out", "in/out"] {
        let ran = run(&mut folder.copydesk(&["in", "-o", place]));
        assert_eq!((ran.code, &*ran.out), (Some(4), ""), "{place}");
        let start = format!("{place}: the output could not be written: ");
        assert!(ran.err.starts_with(&start) && ran.err.lines().count() == 1, "{}", ran.err);
    }
}

#[test]
fn empty_bodies_are_exit_3_when_asked_about() {
    let folder = Folder::new();
    folder.file("empty", "");
    assert_eq!(run(&mut folder.copydesk(&["empty"])).code, Some(0));
    assert_eq!(run(&mut folder.copydesk(&["empty", "--fail-empty"])).code, Some(3));
    assert_eq!(run(&mut folder.copydesk(&["empty", "missing", "--fail-empty"])).code, Some(1));
}

#[test]
fn quiet_leaves_failures_alone() {
    let folder = Folder::new();
    let ran = run(&mut folder.copydesk(&["missing", "-q"]));
    assert_eq!((ran.code, &*ran.err), (Some(1), "missing: no such file or folder; check the name\n"));
}

#[test]
fn dumps_are_json_lines_with_their_input_and_explanations_are_plain_in_a_pipe() {
    for stage in ["blocks", "features", "verdicts"] {
        let ran = feed(copydesk().args(["--dump", stage]), lines(0..3).as_bytes());
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        for row in ran.out.lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            assert!(row["input"]["path"] == "-" && row["input"]["id"].is_string() && row["block"].is_u64(), "{row}");
        }
    }
    let ran = feed(copydesk().arg("--explain"), lines(0..3).as_bytes());
    assert_eq!((ran.code, ran.out.contains('\u{1b}')), (Some(0), false));
    assert!(ran.out.starts_with("- 0\n"), "{}", ran.out);
}
