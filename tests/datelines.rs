//! Every row of `datelines.tsv` is a test of its own name, and the law of what is cut is one for each.

use copydesk::dateline::{Evidence, find, is_byline, separator_at};
use copydesk::{Extractor, Input, Options};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let rows = include_str!("datelines.tsv").lines().filter(|line| !line.starts_with('#'));
    let trials = rows.flat_map(|line| {
        let name = line.split('\t').next().unwrap_or(line);
        [Trial::test(name, move || check(line)), Trial::test(format!("law: {name}"), move || lost(line))]
    });
    let summary = Trial::test("page: below a summary in bullets", below_a_summary);
    libtest_mimic::run(&Arguments::from_args(), trials.chain([summary]).collect()).exit();
}

/// A dateline below the points of a summary, which stay.
fn below_a_summary() -> Result<(), Failed> {
    let page = "<h1>A bridge for the town</h1><ul><li>The old one is shut</li><li>A new one will take a year</li>\
        <li>The council is to vote in May</li></ul><p>DRYDALE, May 3 (Reuters) - The council met on Monday to \
        talk about the bridge that the town has waited for since the old one was shut.</p><p>The mayor said that it \
        would be built in a year, whatever it may cost, and that the ferry would sail until then.</p>";
    let input = Input { bytes: page.into(), ..Input::default() };
    let record = Extractor::default().extract(&input);
    let body = record.body.to_string();
    match record.dateline.as_deref() == Some("DRYDALE, May 3 (Reuters)") && body.contains("May\n\nThe council met on") {
        true => Ok(()),
        false => Err(format!("read {:?}, then {body:?}", record.dateline).into()),
    }
}

/// What is taken out of the body is the dateline that is reported, a byline or a title said again, and nothing else,
/// whatever the paragraph begins with.
fn lost(line: &str) -> Result<(), Failed> {
    const GLUED: [&str; 5] = [
        "",
        "By Ann Writer ",
        "Officials want a new bridge. ",
        "By noon the boats had gone and the harbour was empty. ",
        "A bridge for the town ",
    ];
    let text = line.split('\t').nth(1).unwrap_or_default().replace("\\n", "\n").replace('¶', "\n\n");
    for glued in GLUED {
        let page = format!("A bridge for the town\n\n{glued}{text}\n\nThe mayor said that it would be built.");
        let extract = |keep_dateline| {
            let input = Input { bytes: page.clone().into(), ..Input::default() };
            Extractor::new(Options { keep_dateline, ..Options::default() }).extract(&input)
        };
        let (whole, record) = (extract(true).body.to_string(), extract(false));
        let (title, dateline) = (record.title.unwrap_or_default(), record.dateline.unwrap_or_default());
        let rest = letters(&record.body.to_string());
        let is_all_that_went = |(at, raw): (usize, &str)| {
            let (before, after) = (&whole[..at], &whole[at + raw.len()..]);
            let (before, after) = (before.trim_end(), letters(&after[separator_at(after)..]));
            let (above, glued) = before.rsplit_once("\n\n").unwrap_or(("", before));
            let again = is_byline(glued) || glued == title;
            letters(before) + &after == rest || (again && letters(above) + &after == rest)
        };
        if letters(&whole) != rest && !whole.match_indices(&dateline).any(is_all_that_went) {
            return Err(format!("behind {glued:?} {whole:?} less {dateline:?} became {rest:?}").into());
        }
    }
    Ok(())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
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
