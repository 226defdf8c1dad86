//! Where the time goes: each stage over a folder of pages, in turn and in alternation with scraper's parse alone.
//!
//! `cargo bench --bench stages -- FOLDER`; without a folder, over the pages in fixtures/html. Every page passes through
//! all stages before the next one, and the best of some passes counts, so that the ratios hold on a noisy machine.

#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use copydesk::document::Document;
use copydesk::input::{Hints, Input};
use copydesk::{Extractor, Options, read, record, strip};

const PASSES: usize = 3;
const STAGES: [&str; 7] = ["scraper's parse alone", "decode", "read", "strip", "assemble", "write", "all of ours"];

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let pages = pages(&folder.map_or_else(|| PathBuf::from("fixtures/html"), PathBuf::from));
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    let mut best = [Duration::MAX; STAGES.len()];
    for _ in 0..PASSES {
        let pass = pass(&pages);
        best.iter_mut().zip(pass).for_each(|(best, time)| *best = time.min(*best));
    }
    println!("{} pages, {:.1} MB, best of {PASSES} passes", pages.len(), bytes as f64 / 1e6);
    for (name, time) in STAGES.iter().zip(best) {
        let page = time.as_secs_f64() * 1e6 / pages.len() as f64;
        let ratio = best[0].as_secs_f64() / time.as_secs_f64();
        let rate = bytes as f64 / 1e6 / time.as_secs_f64();
        println!("{name:<24}{page:>10.1} us/page {rate:>10.1} MB/s {ratio:>8.2} x scraper's parse");
    }
}

fn pass(pages: &[Input]) -> [Duration; STAGES.len()] {
    let mut times = [Duration::ZERO; STAGES.len()];
    let (mut document, mut verdicts, options) = (Document::default(), Vec::new(), Options::default());
    let mut extractor = Extractor::new(options);
    for page in pages {
        let mut clock = Instant::now();
        let mut lap = |stage: usize| {
            let now = Instant::now();
            times[stage] += now - clock;
            clock = now;
        };
        let text = read::decode::decode(&page.bytes, &Hints::default()).text;
        lap(1);
        black_box(scraper::Html::parse_document(&text));
        lap(0);
        read::read(&text, read::detect(&text), None, &mut document);
        lap(2);
        strip::strip(&document, &options.policy, &mut verdicts);
        lap(3);
        let record = record::assemble(page, &document, &verdicts, &options);
        lap(4);
        black_box(serde_json::to_vec(&record).expect("a record is serialisable"));
        lap(5);
        black_box(serde_json::to_vec(&extractor.extract(page)).expect("a record is serialisable"));
        lap(6);
    }
    times
}

fn pages(folder: &Path) -> Vec<Input> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder of pages").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    let page = |path: &PathBuf| {
        let source = if path.is_dir() { path.join("source.html") } else { path.clone() };
        let raw = std::fs::read(&source).ok()?;
        let mut bytes = Vec::new();
        match raw.starts_with(&[0x1f, 0x8b]) {
            true => flate2::read::MultiGzDecoder::new(&raw[..]).read_to_end(&mut bytes).map(drop).ok()?,
            false => bytes = raw,
        }
        Some(Input { path: source.display().to_string(), bytes, ..Input::default() })
    };
    files.iter().filter_map(page).collect()
}
