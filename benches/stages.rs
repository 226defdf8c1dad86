//! Where the time goes: each stage, and all of them, over pages, in alternation with scraper's parse alone.
//!
//! `cargo bench --bench stages` measures on invented pages and dumps of the shape of real ones (benches/pages),
//! `-- FOLDER` on the files of a folder, `-- --write FOLDER` writes the invented ones there. Every page passes through all
//! stages before the next one, and each page's best of some passes counts, so that the ratios hold on a noisy machine.

#![allow(clippy::print_stdout, reason = "a table is what it is for")]

mod pages;

use std::hint::black_box;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use copydesk::document::Document;
use copydesk::input::{Hints, Input};
use copydesk::write::{Style, render};
use copydesk::{Extractor, Options, read, record, strip};

const PASSES: usize = 5;
const STAGES: [&str; 8] =
    ["scraper's parse alone", "decode", "read", "strip", "assemble", "write", "all of ours", "all, from gzip"];

/// Invented pages of each kind: every layout in every language twice, in a few seconds.
const INVENTED: usize = 24;

/// Times of the stages on one page.
type Times = [Duration; STAGES.len()];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => {
            table("invented news pages", &invented(pages::html(INVENTED)), true);
            table("invented text dumps", &invented(pages::text(INVENTED)), false);
        }
        (Some("--write"), Some(folder)) => write_all(Path::new(&folder)),
        (Some(folder), _) => table(folder, &in_folder(Path::new(folder)), true),
    }
}

fn table(name: &str, pages: &[Input], is_html: bool) {
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    let mut best = vec![[Duration::MAX; STAGES.len()]; pages.len()];
    for _ in 0..PASSES {
        pass(pages, &mut best);
    }
    println!("{name}: {} of {:.1} MB, a page's best of {PASSES} passes", pages.len(), bytes as f64 / 1e6);
    let total = |stage: usize| best.iter().map(|times| times[stage]).sum::<Duration>().as_secs_f64();
    for (stage, name) in STAGES.iter().enumerate() {
        let (page, rate) = (total(stage) * 1e6 / pages.len() as f64, bytes as f64 / 1e6 / total(stage));
        // A parser of HTML has nothing to do on a dump.
        let ratio = if is_html { format!("{:>8.2} x scraper's parse", total(0) / total(stage)) } else { String::new() };
        if stage > 0 || is_html {
            println!("{name:<24}{page:>10.1} us/page {rate:>10.1} MB/s {ratio}");
        }
    }
}

fn pass(pages: &[Input], best: &mut [Times]) {
    let (mut document, mut judgement, options) = (Document::default(), strip::Judgement::default(), Options::default());
    let mut extractor = Extractor::new(options);
    for (page, best) in pages.iter().zip(best) {
        let packed = gzip(&page.bytes);
        let mut clock = Instant::now();
        let mut lap = |stage: usize| {
            best[stage] = best[stage].min(clock.elapsed());
            clock = Instant::now();
        };
        let text = read::decode::decode(&page.bytes, &Hints::default()).text;
        lap(1);
        black_box(scraper::Html::parse_document(&text));
        lap(0);
        read::read(&text, read::detect(&text), None, &mut document);
        lap(2);
        strip::strip(&document, &options.policy, &mut judgement);
        lap(3);
        let record = record::assemble(page, &document, &judgement, &options);
        lap(4);
        black_box(render(&record, Style::default()));
        lap(5);
        black_box(render(&extractor.extract(page), Style::default()));
        lap(6);
        let page = Input { bytes: unpacked(&packed), ..Input::default() };
        black_box(render(&extractor.extract(&page), Style::default()));
        lap(7);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(packed).read_to_end(&mut bytes).expect("a gzip file");
    bytes
}

fn invented(pages: Vec<pages::Page>) -> Vec<Input> {
    pages.into_iter().map(|(path, bytes)| Input { path, bytes, ..Input::default() }).collect()
}

fn in_folder(folder: &Path) -> Vec<Input> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder of pages").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    let page = |path: &PathBuf| {
        let source = if path.is_dir() { path.join("source.html") } else { path.clone() };
        let raw = std::fs::read(&source).ok()?;
        let bytes = if raw.starts_with(&[0x1f, 0x8b]) { unpacked(&raw) } else { raw };
        Some(Input { path: source.display().to_string(), bytes, ..Input::default() })
    };
    files.iter().filter_map(page).collect()
}

fn write_all(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder to write to");
    for (name, bytes) in pages::html(INVENTED).into_iter().chain(pages::text(INVENTED)) {
        std::fs::write(folder.join(name), bytes).expect("a page is written");
    }
}
