//! Chrome learned from a folder of text dumps: each page before and after, learned from the others alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::chrome::{Learner, Sheet};
use copydesk::{Chrome, Extractor, Input};

/// Lines of the site's, and how its headlines of other stories begin.
const CHROME: [&str; 6] = [
    "Home | Town",
    "This report is free",
    "Our newsroom sleeps",
    "From the Ledger's Kettle",
    "The Orvany Ledger is printed",
    "Ten Soups for a Long Winter",
];

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/chrome/orvany-ledger");
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a page").path()).collect();
    pages.sort();
    pages
}

fn input(path: &Path) -> Input {
    let bytes = std::fs::read(path).expect("a page");
    Input { path: path.to_string_lossy().into_owned(), bytes, ..Input::default() }
}

fn learned<'a>(pages: impl Iterator<Item = &'a PathBuf>) -> Chrome {
    let (mut learner, mut extractor) = (Learner::default(), Extractor::default());
    for page in pages {
        let input = input(page);
        learner.add(Sheet::of(&input, extractor.judge(&input).0));
    }
    learner.finish(3)
}

/// The paragraphs of a body.
fn body(chrome: Chrome, page: &Path) -> Vec<String> {
    let record = Extractor::default().with_chrome(Arc::new(chrome)).extract(&input(page));
    record.body.0.into_iter().map(|paragraph| paragraph.text).collect()
}

#[test]
fn what_the_other_pages_teach_cleans_each() {
    let pages = pages();
    assert_eq!(pages.len(), 6);
    for page in &pages {
        let before = body(Chrome::default(), page);
        let after = body(learned(pages.iter().filter(|other| *other != page)), page);
        let leaked =
            |body: &[String]| body.iter().filter(|text| CHROME.iter().any(|line| text.starts_with(line))).count();
        assert!(leaked(&before) >= 4, "{page:?}: {before:#?}");
        // Each article of the fixture has four paragraphs; nothing else is left, and nothing of them is lost.
        assert_eq!(after.len(), 4, "{page:?}: {after:#?}");
        assert_eq!(leaked(&after), 0, "{page:?}: {after:#?}");
        assert!(after.iter().all(|text| before.contains(text)), "{page:?}: {after:#?}");
    }
}

#[test]
fn the_order_of_pages_does_not_show_in_the_file() {
    let pages = pages();
    let forth = learned(pages.iter()).to_json();
    assert_eq!(forth, learned(pages.iter().rev()).to_json());
    assert_eq!(forth, learned(pages.iter().chain(&pages)).to_json());
    let text = String::from_utf8(forth).expect("JSON is text");
    assert!(text.contains("From the Ledger's Kettle") && !text.contains("first grain barges"), "{text}");
}

#[test]
fn pages_of_other_sites_are_untouched() {
    let pages = pages();
    let chrome = learned(pages.iter());
    let elsewhere = Input { url: Some("https://elsewhere.example/".to_owned()), ..input(&pages[0]) };
    let with = Extractor::default().with_chrome(Arc::new(chrome)).extract(&elsewhere);
    assert_eq!(with, Extractor::default().extract(&elsewhere));
}
