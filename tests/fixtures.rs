//! Every folder under `fixtures/` is a page with the record that should come out of it; see `fixtures/README.md`.
//!
//! `cargo test --test fixtures html/` runs a part; `BLESS=1 cargo test --test fixtures` rewrites what is expected.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::input::Input;
use copydesk::record::Record;
use copydesk::{Extractor, Rules};
use libtest_mimic::{Arguments, Failed, Trial};
use serde::Serialize;
use serde_json::Value;

/// How far the confidence may be from the expected one: it moves a little with every training of the model, and a page
/// that comes to be judged otherwise moves it further than this.
const CONFIDENCE_TOLERANCE: f64 = 0.1;

/// What the two halves of a pair have in common; the rest of a record only markup can tell.
#[derive(Serialize)]
struct Shared<'a> {
    title: &'a Option<String>,
    dateline: &'a Option<String>,
    dateline_place: &'a Option<String>,
    dateline_date: &'a Option<String>,
    dateline_agency: &'a Option<String>,
    body: String,
}

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let singles = [("html", "source.html"), ("text", "source.txt")];
    let mut trials: Vec<Trial> = singles.iter().flat_map(|(group, file)| single(&root, group, file)).collect();
    trials.extend(slugs(&root, "pairs").into_iter().flat_map(|slug| pair(&root, &slug)));
    trials.extend(slugs(&root, "rules").into_iter().flat_map(|slug| ruled(&root, &slug)));
    assert!(trials.len() > 36, "the fixtures are not where they should be");
    libtest_mimic::run(&arguments, trials).exit();
}

/// The folders of a group as `group/name`, in byte order.
fn slugs(root: &Path, group: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root.join(group)).expect("a group of fixtures is a folder");
    let folders = entries.map(|entry| entry.expect("a readable folder")).filter(|entry| entry.path().is_dir());
    folders.map(|entry| format!("{group}/{}", entry.file_name().to_string_lossy())).collect()
}

fn single(root: &Path, group: &str, file: &'static str) -> Vec<Trial> {
    let trial = |slug: String| {
        let root = root.to_owned();
        Trial::test(slug.clone(), move || {
            let record = extract(&root, &format!("{slug}/{file}"))?;
            verify(&root.join(&slug).join("expected.json"), &record)
        })
    };
    slugs(root, group).into_iter().map(trial).collect()
}

fn pair(root: &Path, slug: &str) -> [Trial; 3] {
    let one = |file: &'static str, kind: &str| {
        let (root, slug) = (root.to_owned(), slug.to_owned());
        Trial::test(format!("{slug}/{kind}"), move || {
            let record = extract(&root, &format!("{slug}/{file}"))?;
            verify(&root.join(&slug).join("expected.json"), &shared(&record))
        })
    };
    let (root, name) = (root.to_owned(), slug.to_owned());
    let same = Trial::test(format!("{slug}/same_words"), move || {
        let html = extract(&root, &format!("{name}/source.html"))?;
        let text = extract(&root, &format!("{name}/source.txt"))?;
        same_words(&html, &text)
    });
    [one("source.html", "html"), one("source.txt", "text"), same]
}

/// A page with its rules and without.
fn ruled(root: &Path, slug: &str) -> [Trial; 2] {
    let file = if root.join(slug).join("source.html").exists() { "source.html" } else { "source.txt" };
    let one = |expected: &'static str, has_rules: bool| {
        let (root, slug) = (root.to_owned(), slug.to_owned());
        Trial::test(format!("{slug}/{expected}"), move || {
            let rules = if has_rules { Rules::open(&root.join(&slug).join("rules.toml"))? } else { Rules::default() };
            let record = extract_with(rules, &root, &format!("{slug}/{file}"))?;
            verify(&root.join(&slug).join(format!("{expected}.json")), &record)
        })
    };
    [one("expected", true), one("without", false)]
}

fn extract(root: &Path, path: &str) -> Result<Record, Failed> {
    extract_with(Rules::default(), root, path)
}

fn extract_with(rules: Rules, root: &Path, path: &str) -> Result<Record, Failed> {
    let bytes = std::fs::read(root.join(path)).map_err(|error| format!("{path}: {error}"))?;
    let mut extractor = Extractor::default().with_rules(Arc::new(rules));
    Ok(extractor.extract(&Input { path: path.to_owned(), bytes, ..Input::default() }))
}

fn shared(record: &Record) -> Shared<'_> {
    let Record { title, dateline, dateline_place, dateline_date, dateline_agency, body, .. } = record;
    Shared { title, dateline, dateline_place, dateline_date, dateline_agency, body: body.to_string() }
}

/// Compares with the file, or rewrites it when told to.
fn verify(expected: &PathBuf, actual: &impl Serialize) -> Result<(), Failed> {
    let pretty = serde_json::to_string_pretty(actual)? + "\n";
    if std::env::var_os("BLESS").is_some() {
        return Ok(std::fs::write(expected, pretty)?);
    }
    let wanted = std::fs::read_to_string(expected)
        .map_err(|error| format!("{}: {error}; BLESS=1 writes it", expected.display()))?;
    let difference = differences(&serde_json::from_str(&wanted)?, &serde_json::from_str(&pretty)?);
    if difference.is_empty() { Ok(()) } else { Err(difference.into()) }
}

/// What differs, a key at a time; `-` is expected and missing, `+` came out and should not.
fn differences(wanted: &Value, found: &Value) -> String {
    let empty = serde_json::Map::new();
    let (wanted, found) = (wanted.as_object().unwrap_or(&empty), found.as_object().unwrap_or(&empty));
    let keys: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let mut out = String::new();
    for key in keys {
        match (wanted.get(key), found.get(key)) {
            (Some(wanted), Some(found)) if same(key, wanted, found) => {}
            (Some(Value::String(wanted)), Some(Value::String(found))) if key == "body" => {
                let _ = write!(out, "\nbody:\n{}", paragraphs(wanted, found));
            }
            (wanted, found) => {
                let print = |value: Option<&Value>| value.map_or("no such key".to_owned(), Value::to_string);
                let _ = write!(out, "\n{key}:\n  - {}\n  + {}\n", print(wanted), print(found));
            }
        }
    }
    out
}

fn same(key: &str, wanted: &Value, found: &Value) -> bool {
    match (key, wanted.as_f64(), found.as_f64()) {
        ("confidence", Some(wanted), Some(found)) => (wanted - found).abs() <= CONFIDENCE_TOLERANCE,
        _ => wanted == found,
    }
}

/// The paragraphs of two bodies side by side; those that agree are only counted.
fn paragraphs(wanted: &str, found: &str) -> String {
    let (wanted, found): (Vec<_>, Vec<_>) = (wanted.split("\n\n").collect(), found.split("\n\n").collect());
    let (mut out, mut equal, mut at) = (String::new(), 0, (0, 0));
    for (left, right) in common(&wanted, &found).into_iter().chain([(wanted.len(), found.len())]) {
        let changed = left > at.0 || right > at.1;
        if changed && equal > 0 {
            let _ = writeln!(out, "  … {equal} as expected");
        }
        equal = if changed { 1 } else { equal + 1 };
        wanted[at.0..left].iter().for_each(|lost| out.push_str(&format!("  - {lost:?}\n")));
        found[at.1..right].iter().for_each(|leaked| out.push_str(&format!("  + {leaked:?}\n")));
        at = (left + 1, right + 1);
    }
    out
}

/// Index pairs of a longest common subsequence.
fn common<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let mut length = vec![vec![0usize; right.len() + 1]; left.len() + 1];
    for (l, r) in (0..left.len()).rev().flat_map(|l| (0..right.len()).rev().map(move |r| (l, r))) {
        length[l][r] =
            if left[l] == right[r] { length[l + 1][r + 1] + 1 } else { length[l + 1][r].max(length[l][r + 1]) };
    }
    let (mut l, mut r, mut pairs) = (0, 0, Vec::new());
    while l < left.len() && r < right.len() {
        if left[l] == right[r] {
            pairs.push((l, r));
            (l, r) = (l + 1, r + 1);
        } else if length[l + 1][r] >= length[l][r + 1] {
            l += 1;
        } else {
            r += 1;
        }
    }
    pairs
}

/// No word may differ: whatever the format, the same article is the same words.
fn same_words(html: &Record, text: &Record) -> Result<(), Failed> {
    let page = |record: &Record| format!("{}\n\n{}", record.title.as_deref().unwrap_or_default(), record.body);
    let (html, text) = (page(html), page(text));
    let (left, right): (Vec<_>, Vec<_>) = (html.split_whitespace().collect(), text.split_whitespace().collect());
    if left == right {
        return Ok(());
    }
    let differing = left.len() + right.len() - 2 * common(&left, &right).len();
    Err(format!("{differing} words differ (- only from HTML, + only from text):\n{}", paragraphs(&html, &text)).into())
}
