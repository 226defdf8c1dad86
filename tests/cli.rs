//! The command line as data: each file of `tests/cmd` is what was typed and what came of it.
//!
//! `TRYCMD=overwrite cargo test --test cli` accepts what comes now; then read the diff.

#![allow(clippy::print_stdout, reason = "tests say what they skip")]

#[test]
fn commands() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}

#[test]
fn readme() {
    trycmd::TestCases::new().case("README.md");
}

/// README's shell examples, in a folder of their own that sees the fixtures.
#[cfg(unix)]
#[test]
fn readme_in_a_shell() {
    let folder = tempfile::tempdir().expect("a folder");
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    std::os::unix::fs::symlink(fixtures, folder.path().join("fixtures")).expect("a link");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().expect("a folder").display();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap_or_default());
    let blocks: Vec<&str> =
        include_str!("../README.md").split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(!blocks.is_empty());
    let has_jq = std::process::Command::new("jq").arg("--version").output().is_ok();
    for line in blocks.iter().flat_map(|block| block.lines()) {
        if line.contains("jq ") && !has_jq {
            println!("skipped, for there is no jq here: {line}");
            continue;
        }
        let mut shell = std::process::Command::new("sh");
        let output = shell.args(["-c", line]).env("PATH", &path).current_dir(&folder).output().expect("a shell");
        assert!(output.status.success() && output.stderr.is_empty(), "{line}: {output:?}");
    }
    assert!(std::fs::metadata(folder.path().join("articles.jsonl")).is_ok_and(|file| file.len() > 0));
}

/// The manual page and the completions name every option that help does.
#[test]
fn what_is_generated_names_every_option() {
    let of = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk")).args(args).output().expect("it runs");
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let help = of(&["--help"]) + &of(&["learn", "--help"]);
    let lines = help.lines().filter_map(|line| line.trim_start().strip_prefix('-'));
    let named = lines.filter_map(|line| line.split("--").nth(1).or(line.strip_prefix('-')));
    let options: Vec<&str> = named.filter_map(|line| line.split([' ', ',']).next()).collect();
    assert!(options.len() > 30 && options.contains(&"date-field") && options.contains(&"min-pages"), "{options:?}");
    for what in ["man", "complete-bash", "complete-zsh", "complete-fish", "complete-powershell"] {
        // A manual page has its hyphens escaped.
        let text = of(&["--generate", what]).replace('\\', "");
        let missing: Vec<_> = options.iter().filter(|option| !text.contains(**option)).collect();
        assert!(missing.is_empty(), "{what}: {missing:?}");
    }
}

/// README's job for CI passes, and would not with a page that has no body, nor with a failure.
#[test]
fn readme_job_for_ci() {
    let readme = include_str!("../README.md");
    let job = readme.split("```yaml\n- run: copydesk ").nth(1).and_then(|rest| rest.lines().next()).expect("a job");
    let folder = tempfile::tempdir().expect("a folder");
    let place = |word: &str| match word.strip_prefix("fixtures/") {
        Some(name) => format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR")),
        None => word.to_owned(),
    };
    let page = folder.path().join("page");
    for (content, expected) in [("", 3), ("\u{89}PNG\r\n\u{1a}\n", 1)] {
        std::fs::write(&page, content.chars().map(|c| c as u8).collect::<Vec<_>>()).expect("a page");
        for (extra, code) in [(None, 0), (Some(&page), expected)] {
            let _ = std::fs::remove_dir_all(folder.path().join("shards"));
            let words = job.split_whitespace().map(place);
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"));
            let output = command.args(words).args(extra).current_dir(&folder).output().expect("it runs");
            assert_eq!(output.status.code(), Some(code), "{output:?}");
        }
    }
}

/// The first command that a stranger types, without cargo around it.
#[test]
fn readme_leads_with_a_command_that_works() {
    let readme = include_str!("../README.md");
    let command = readme.lines().find_map(|line| line.trim().strip_prefix("cargo run --release -- "));
    let arguments = command.expect("README runs the program on a file of the repository").split_whitespace();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk")).args(arguments).output().expect("it runs");
    assert!(output.status.success());
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one record");
    assert_eq!(record["dateline"], "SERAVAN (Marenews)");
    let body = record["body"].as_str().unwrap_or_default();
    assert_eq!(body.split("\n\n").count(), 12);
    assert!(body.starts_with("The governments") && body.ends_with("before the shooting began."));
}

/// The rules that README shows are the file that its commands use.
#[test]
fn readme_shows_the_rules_it_uses() {
    let shown = include_str!("../README.md").split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(shown, Some(include_str!("../fixtures/rules/rules.toml")));
}
