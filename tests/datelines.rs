//! Every row of `datelines.tsv` is a test of its own name.

use copydesk::dateline::{Evidence, find};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let rows = include_str!("datelines.tsv").lines().filter(|line| !line.starts_with('#'));
    let trials = rows.map(|line| Trial::test(line.split('\t').next().unwrap_or(line), move || check(line))).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn check(line: &str) -> Result<(), Failed> {
    let mut columns = line.split('\t').skip(1).map(|column| column.replace("\\n", "\n"));
    let mut column = || columns.next().unwrap_or_default();
    let text = column();
    let wanted = [column(), column(), column(), column()];
    let body = column();
    let paragraphs: Vec<&str> = text.split('¶').collect();
    let found = find(&paragraphs, &Evidence::default());
    let read = found.as_ref().map_or_else(Default::default, |dateline| {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let raw = paragraphs[dateline.paragraph][dateline.raw.clone()].to_owned();
        [raw, part(&dateline.place), part(&dateline.date), part(&dateline.agency)]
    });
    let rest = found.map_or("", |dateline| &paragraphs[dateline.body.0][dateline.body.1..]);
    match read == wanted && rest.starts_with(&body) {
        true => Ok(()),
        false => Err(format!("read {read:?}, then {:?}; wanted {wanted:?}, then {body:?}", rest.get(..20)).into()),
    }
}
