//! What only Unix has: permissions, links, pipes, devices, signals.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests fail by panic and say when they are skipped")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use common::{Folder, Ran, copydesk, feed, lines, run};

/// A user without rights, by the number that most systems give to `nobody`.
const NOBODY: u32 = 65534;

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mkfifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Starts the program with pipes on all sides.
fn start(command: &mut Command) -> (Child, ChildStdin, BufReader<ChildStdout>) {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let (stdin, stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    (child, stdin, stdout)
}

fn interrupt(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn links_are_followed_to_files_and_not_to_folders() {
    let folder = Folder::new();
    folder.file("elsewhere/page", "The harbour was closed.");
    folder.file("d/z", "x");
    symlink("../elsewhere/page", folder.path().join("d/a")).unwrap();
    symlink("../elsewhere", folder.path().join("d/b")).unwrap();
    symlink("nowhere", folder.path().join("d/c")).unwrap();
    let ran = run(&mut folder.copydesk(&["d"]));
    assert_eq!((ran.code, ran.paths()), (Some(1), vec!["d/a".to_owned(), "d/z".to_owned()]));
    assert!(ran.err.starts_with("d/c: a link to a file that is not there; "), "{}", ran.err);
    assert!(ran.err.ends_with(", 1 failed (missing: 1); skipped links to folders: 1\n"), "{}", ran.err);
    assert_eq!(run(&mut folder.copydesk(&["d/b"])).paths(), ["d/b/page"]);
}

#[test]
fn pipes_are_skipped_in_folders_and_read_when_named() {
    let folder = Folder::new();
    folder.file("d/a", "x");
    let pipe = folder.path().join("d/pipe");
    mkfifo(&pipe);
    let ran = run(&mut folder.copydesk(&["d", "missing"]));
    assert_eq!(ran.paths(), ["d/a"]);
    assert!(ran.err.ends_with("; skipped named pipes: 1\n"), "{}", ran.err);
    let writer = std::thread::spawn(move || fs::write(pipe, lines(0..2)).unwrap());
    assert_eq!(run(&mut folder.copydesk(&["d/pipe"])).inputs("id"), ["0", "1"]);
    writer.join().unwrap();
    assert_eq!(feed(copydesk().arg("/dev/stdin"), lines(0..2).as_bytes()).inputs("id"), ["0", "1"]);
}

#[test]
fn what_may_not_be_read_is_an_error_for_who_may_not() {
    let folder = Folder::new();
    let (secret, closed) = (folder.file("d/secret", "x"), folder.file("d/closed/x", "x"));
    folder.file("d/z", "x");
    let program = folder.path().join("copydesk");
    // By another process: a file that a fork of this one still holds open for writing cannot be run.
    assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_copydesk")).arg(&program).status().unwrap().success());
    mode(folder.path(), 0o755);
    mode(&secret, 0);
    mode(closed.parent().unwrap(), 0);
    let mut command = Command::new(&program);
    command.current_dir(folder.path()).args(["d", "d/secret"]);
    // The superuser reads everything.
    if fs::metadata(&secret).unwrap().uid() == 0 {
        command.uid(NOBODY);
    }
    let ran = run(&mut command);
    mode(closed.parent().unwrap(), 0o755);
    assert_eq!((ran.code, ran.paths()), (Some(1), vec!["d/z".to_owned()]));
    let errors: Vec<_> = ran.err.lines().map(|line| line.split(';').next().unwrap()).collect();
    assert_eq!(errors[..2], ["d/closed: permission denied", "d/secret: permission denied"]);
    assert!(errors[3].ends_with(", 3 failed (unreadable: 3)"), "{}", ran.err);
}

#[test]
fn a_full_disk_is_exit_4() {
    if !Path::new("/dev/full").exists() {
        println!("skipped: no /dev/full here");
        return;
    }
    let folder = Folder::new();
    folder.file("in", lines(0..500));
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in [&["in"][..], &["in", "-f", "json"], &["in", "-j1"]] {
        let ran: Ran =
            folder.copydesk(args).stdin(Stdio::null()).stdout(full()).stderr(Stdio::piped()).output().unwrap().into();
        assert_eq!(ran.code, Some(4), "{args:?}");
        assert!(ran.err.starts_with("standard output: the output could not be written: "), "{}", ran.err);
    }
    let ran = run(&mut folder.copydesk(&["in", "missing", "-o", "/dev/full"]));
    assert_eq!(ran.code, Some(4), "{}", ran.err);
}

#[test]
fn an_output_that_is_no_file_is_written_as_it_is() {
    let folder = Folder::new();
    folder.file("in", lines(0..3));
    let plain = run(&mut folder.copydesk(&["in"]));
    assert_eq!(run(&mut folder.copydesk(&["in", "-o", "/dev/null"])).code, Some(0));
    assert_eq!(run(&mut folder.copydesk(&["in", "-o", "/dev/stdout"])), plain);
    let pipe = folder.path().join("pipe");
    mkfifo(&pipe);
    let reader = std::thread::spawn(move || fs::read_to_string(pipe).unwrap());
    assert_eq!(run(&mut folder.copydesk(&["in", "-o", "pipe"])).code, Some(0));
    assert_eq!(reader.join().unwrap(), plain.out);
    assert_eq!(folder.names(), ["in", "pipe"]);
}

#[test]
fn a_replaced_file_keeps_its_permissions_and_its_links() {
    let folder = Folder::new();
    folder.file("in", lines(0..1));
    let out = folder.file("real", "old");
    mode(&out, 0o640);
    symlink("real", folder.path().join("link")).unwrap();
    assert_eq!(run(&mut folder.copydesk(&["in", "-o", "link"])).code, Some(0));
    assert!(folder.path().join("link").is_symlink());
    assert_eq!(fs::metadata(&out).unwrap().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&out).unwrap().starts_with("{\"title\""));
    let umask = Command::new("sh").args(["-c", "umask"]).output().unwrap();
    let umask = u32::from_str_radix(String::from_utf8(umask.stdout).unwrap().trim(), 8).unwrap();
    assert_eq!(run(&mut folder.copydesk(&["in", "-o", "new"])).code, Some(0));
    assert_eq!(fs::metadata(folder.path().join("new")).unwrap().mode() & 0o777, 0o666 & !umask);
}

#[test]
fn an_output_that_is_an_input_is_refused_and_left_alone() {
    let folder = Folder::new();
    let text = lines(0..3);
    let same = folder.file("d/same", &text);
    folder.file("d/a", "x");
    folder.file("list", "d/a\nd/link\n");
    symlink("same", folder.path().join("d/link")).unwrap();
    let outputs = ["d/same", "d/link", "./d/../d/same"];
    for output in outputs {
        for inputs in [&["d/same"][..], &["d/link"], &["d"], &["--files-from", "list"], &["d/a", "d/same", "-j1"]] {
            let ran = run(folder.copydesk(inputs).args(["-o", output]));
            assert_eq!(ran.code, Some(2), "{inputs:?} -o {output}: {}", ran.err);
            assert!(ran.err.contains(": is the output too; "), "{}", ran.err);
            assert_eq!(fs::read_to_string(&same).unwrap(), text);
        }
    }
    let redirected = fs::File::open(&same).unwrap();
    let ran: Ran = folder.copydesk(&["-o", "d/same"]).stdin(redirected).output().unwrap().into();
    assert_eq!((ran.code, fs::read_to_string(&same).unwrap()), (Some(2), text.clone()));
    let appended = fs::OpenOptions::new().append(true).open(&same).unwrap();
    let ran: Ran = folder
        .copydesk(&["d"])
        .stdout(appended)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap()
        .into();
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path().join("d")).unwrap().count(), 3);
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = Folder::new();
    folder.file("in", lines(0..20_000));
    for jobs in ["-j1", "-j3"] {
        let (child, _, mut out) = start(&mut folder.copydesk(&["in", jobs]));
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        drop(out);
        let ran: Ran = child.wait_with_output().unwrap().into();
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{jobs}");
    }
}

#[test]
fn a_list_and_its_records_come_one_by_one() {
    let folder = Folder::new();
    for jobs in ["-j1", "-j2"] {
        let (child, mut stdin, mut out) = start(&mut folder.copydesk(&["--files-from", "-", jobs]));
        for name in ["a", "b", "c"] {
            folder.file(name, "The harbour was closed.");
            writeln!(stdin, "{name}").unwrap();
            let mut record = String::new();
            out.read_line(&mut record).unwrap();
            assert!(record.contains(&format!("\"path\":\"{name}\"")), "{record}");
        }
        drop(stdin);
        assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    }
}

#[test]
fn an_interrupt_ends_between_two_records_even_while_nothing_comes() {
    for (jobs, signal) in [("-j1", "-INT"), ("-j2", "-TERM")] {
        let (child, mut stdin, mut out) = start(copydesk().args(["-f", "json", jobs]));
        stdin.write_all(lines(0..2).as_bytes()).unwrap();
        let mut text = String::new();
        for _ in 0..2 {
            out.read_line(&mut text).unwrap();
        }
        interrupt(&child, signal);
        out.read_to_string(&mut text).unwrap();
        let array: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(array.len(), 2);
        let ran: Ran = child.wait_with_output().unwrap().into();
        assert_eq!(ran.code, Some(130));
        assert!(ran.err.starts_with("copydesk: interrupted: 2 records"), "{}", ran.err);
    }
}

#[test]
fn an_interrupted_file_was_never_there() {
    let folder = Folder::new();
    let old = folder.file("out", "old");
    mkfifo(&folder.path().join("pipe"));
    let (child, mut stdin, _) = start(&mut folder.copydesk(&["-", "pipe", "-o", "out"]));
    stdin.write_all(lines(0..2000).as_bytes()).unwrap();
    drop(stdin);
    // Once the second input is open for writing, the first has been read.
    let pipe = fs::OpenOptions::new().write(true).open(folder.path().join("pipe")).unwrap();
    interrupt(&child, "-INT");
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(130));
    drop(pipe);
    assert_eq!(fs::read_to_string(old).unwrap(), "old");
    assert_eq!(folder.names(), ["out", "pipe"]);
}

#[test]
fn names_that_are_no_utf8_are_read_and_shown() {
    let folder = Folder::new();
    if fs::write(folder.path().join(OsStr::from_bytes(b"a\xff\x1b")), "x").is_err() {
        println!("skipped: this file system has no such names");
        return;
    }
    assert_eq!(run(&mut folder.copydesk(&["."])).paths(), ["./a\u{fffd}\u{1b}"]);
    let ran = feed(&mut folder.copydesk(&["--files-from", "-"]), b"b\xff\x1b[2J\n");
    assert!(ran.err.starts_with("b\u{fffd}\\u{1b}[2J: no such file"), "{}", ran.err);
}

#[test]
fn memory_does_not_grow_with_the_inputs() {
    /// What is pushed through, and what of it may be in memory at a time, in MiB.
    const THROUGH: usize = 192;
    const LIMIT: usize = 96;
    if !Path::new("/proc/self/status").exists() {
        println!("skipped: no /proc here");
        return;
    }
    let (mut child, mut stdin, out) = start(copydesk().args(["-i", "jsonl", "-q", "-j2"]));
    // Errors cost no extraction, so this is quick and still passes through everything that holds inputs back.
    let line = format!("{{\"other\": \"{}\"}}\n", "x".repeat(1 << 18));
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let drain = std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()).unwrap());
    for _ in 0..THROUGH * 4 {
        stdin.write_all(line.as_bytes()).unwrap();
    }
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")).unwrap();
    assert!(peak.parse::<usize>().unwrap() >> 10 < LIMIT, "{peak} kB");
    drop((stdin, out));
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(drain.join().unwrap() > 0);
}
