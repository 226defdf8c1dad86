//! Every row of the stripper's and the reader's word lists, named: a row that goes, or no longer works, fails here.
//!
//! `tests/vocabulary/*.tsv` repeat the data files on purpose, sorted, written apart from them: whoever removes or
//! misspells a phrase there is told which one, and whoever adds one says so here too.

use std::collections::BTreeSet;

use copydesk::document::{Document, Kind, Marks};
use copydesk::input::Format;
use copydesk::read;
use copydesk::strip::{self, Policy};
use libtest_mimic::{Arguments, Failed, Trial};

/// What the value of a phrase's column is where the phrase is all of the block.
const WHOLE_BLOCK: f32 = 3.0;

/// A concept with its language, and a word or phrase that stands for it.
type Row = (String, String);

fn main() {
    let arguments = Arguments::from_args();
    let phrases =
        lists(include_str!("vocabulary/phrases.tsv"), include_str!("../src/strip/phrases/phrases.tsv"), phrases);
    let classes = lists(include_str!("vocabulary/classes.tsv"), include_str!("../src/read/html/classes.tsv"), classes);
    let mut trials = group("phrases", &phrases, phrase_counts);
    trials.extend(group("classes", &classes, class_marks));
    libtest_mimic::run(&arguments, trials).exit();
}

/// The rows expected here, and those in the data file.
fn lists(expected: &str, data: &str, parse: fn(&str) -> Vec<Row>) -> (BTreeSet<Row>, Vec<Row>) {
    let row = |line: &str| line.rsplit_once('\t').map(|(group, word)| (group.replace('\t', "/"), word.to_owned()));
    (expected.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect(), parse(data))
}

fn lines(data: &str) -> impl Iterator<Item = &str> {
    data.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn phrases(data: &str) -> Vec<Row> {
    let row = |line: &str| {
        let (group, phrases) = line.rsplit_once('\t').unwrap_or_default();
        let group = group.replace('\t', "/");
        phrases.split('|').map(|phrase| (group.clone(), phrase.to_owned())).collect::<Vec<_>>()
    };
    lines(data).flat_map(row).collect()
}

fn classes(data: &str) -> Vec<Row> {
    let row = |line: &str| {
        let (mark, words) = line.split_once('\t').unwrap_or_default();
        words.split_whitespace().map(|word| (mark.to_owned(), word.to_owned())).collect::<Vec<_>>()
    };
    lines(data).flat_map(row).collect()
}

/// One test a concept and language; its failure names the rows.
fn group(list: &str, (expected, data): &(BTreeSet<Row>, Vec<Row>), works: fn(&Row) -> bool) -> Vec<Trial> {
    let groups: BTreeSet<&String> = expected.iter().chain(data).map(|(group, _)| group).collect();
    let test = |group: &String| {
        let of = |rows: &mut dyn Iterator<Item = &Row>| rows.filter(|row| row.0 == *group).cloned().collect::<Vec<_>>();
        let (expected, data) = (of(&mut expected.iter()), of(&mut data.iter()));
        Trial::test(format!("{list}/{group}"), move || check(&expected, &data, works))
    };
    groups.into_iter().map(test).collect()
}

fn check(expected: &[Row], data: &[Row], works: fn(&Row) -> bool) -> Result<(), Failed> {
    let mut faults: Vec<String> = Vec::new();
    let mut fault = |what: &str, row: &Row| faults.push(format!("{what}: {:?}", row.1));
    expected.iter().filter(|row| !data.contains(row)).for_each(|row| fault("gone from the data file", row));
    expected.iter().filter(|row| data.contains(row) && !works(row)).for_each(|row| fault("has no effect", row));
    data.iter().filter(|row| !expected.contains(row)).for_each(|row| fault("not in tests/vocabulary", row));
    let twice = |at: &usize| data[..*at].contains(&data[*at]);
    (0..data.len()).filter(twice).for_each(|at| fault("stands twice", &data[at]));
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// A block that is the phrase and nothing else counts fully towards its concept.
fn phrase_counts((group, phrase): &Row) -> bool {
    let concept = group.split('/').next().unwrap_or_default();
    let block = phrase.trim_start_matches('=');
    let (names, rows) = strip::table(&Document::literal(&[(Kind::Paragraph, block)]), Policy::default().model);
    names.iter().position(|name| *name == format!("phrase_{concept}")).is_some_and(|at| rows[0][at] == WHOLE_BLOCK)
}

/// Rows in small letters: which metadata an element may hold.
const ROLES: [&str; 7] = ["author", "headline", "modified", "place", "published", "section", "tag"];

/// An element of that class carries the mark. A row that is a role is held to be there and no more: what comes of it is for
/// the page as a whole to say, see the fixtures.
fn class_marks((mark, word): &Row) -> bool {
    if ROLES.contains(&mark.as_str()) {
        return true;
    }
    let class = word.as_str();
    if mark == "unseen" {
        let page = page(&format!("<p>One paragraph <a href=/a>a link<span class=\"{class}\"> of two</span></a>.</p>"));
        return page.text.contains("a link.");
    }
    if mark == "replay" {
        let page = page(&format!("<div class=\"{class}\"><p>Kept on 3 May.</p></div><p>One paragraph.</p>"));
        return page.text == "One paragraph.\n";
    }
    if mark == "lined" {
        let page = page(&format!("<div class=\"{class}\">Ferry sinks.\n\nAll are safe.\nNo wind.</div>"));
        return page.blocks.len() == 2 && page.text.contains("All are safe.\nNo wind.");
    }
    if mark == "label" {
        let page = page(&format!("<h1><span class=\"{class}\">Harbour</span> Ferry sinks at noon</h1>"));
        return page.meta.title.as_deref() == Some("Ferry sinks at noon");
    }
    let document = page(&format!("<div class=\"{class}\"><p>One paragraph inside of it.</p></div>"));
    let marked = |block| document.marks(block).contains(Marks::from_name(mark).unwrap_or_default());
    document.blocks.iter().any(marked) && Marks::from_name(mark).is_some()
}

/// A page with such a body.
fn page(body: &str) -> Document {
    let mut document = Document::default();
    read::read(&format!("<!DOCTYPE html><body>{body}</body>"), Format::Html, None, &mut document);
    document
}
