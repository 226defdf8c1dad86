//! The cases of `*.dat`: our tree is the expected one, and so is html5ever's unless the case says why not.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};

use super::flat::{our_dump, their_dump};
use super::tree::Tree;

/// A case as its file has it.
#[derive(Debug, Default)]
struct Case {
    data: String,
    differs: Option<String>,
    document: String,
}

pub(crate) fn trials() -> Vec<Trial> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tree");
    let entries = fs::read_dir(folder).expect("a folder of cases");
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "dat"));
    files.sort();
    files.iter().flat_map(|file| file_trials(file)).collect()
}

fn file_trials(file: &Path) -> Vec<Trial> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut cases = parse(&fs::read_to_string(file).expect("a file of cases"));
    if std::env::var_os("BLESS").is_some() {
        bless(file, &mut cases);
    }
    cases
        .into_iter()
        .map(|case| Trial::test(format!("{stem}: {}", case.data.replace('\n', "⏎")), move || check(&case)))
        .collect()
}

fn check(case: &Case) -> Result<(), Failed> {
    let ours = our_dump(&Tree::default().parse(&case.data)).lines;
    let theirs = their_dump(&case.data).lines;
    if ours != case.document {
        return Err(format!("expected\n{}\nours\n{ours}", case.document).into());
    }
    match &case.differs {
        None if theirs != ours => Err(format!("ours\n{ours}\nhtml5ever's\n{theirs}").into()),
        Some(why) if theirs == ours => Err(format!("html5ever agrees, though: {why}").into()),
        _ => Ok(()),
    }
}

fn parse(text: &str) -> Vec<Case> {
    text.split("#data\n").skip(1).map(parse_one).collect()
}

fn parse_one(text: &str) -> Case {
    let mut case = Case::default();
    let mut section = "";
    for line in text.lines() {
        match line {
            "#errors" | "#differs" | "#document" => section = line,
            _ if section.is_empty() => case.data += &format!("{line}\n"),
            _ if section == "#differs" => case.differs.get_or_insert_default().push_str(line),
            _ if section == "#document" => case.document += &format!("{line}\n"),
            _ => {}
        }
    }
    // The last line break is the format's, and the blank line before the next case.
    case.data.pop();
    while case.document.ends_with("\n\n") || case.document == "\n" {
        case.document.pop();
    }
    case
}

fn bless(file: &Path, cases: &mut [Case]) {
    let mut text = String::new();
    for case in cases {
        if case.document.is_empty() {
            case.document = their_dump(&case.data).lines;
        }
        let differs = case.differs.iter().map(|why| format!("#differs\n{why}\n")).collect::<String>();
        text += &format!("#data\n{}\n#errors\n{differs}#document\n{}\n", case.data, case.document);
    }
    fs::write(file, text).expect("cases written");
}
