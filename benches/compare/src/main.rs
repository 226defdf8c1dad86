//! One extractor as a process of its own: `compare TOOL FILES`, where FILES is a file of paths, one a line.
//!
//! It reads all pages, unpacks them, says `ready PAGES BYTES`, and then, for each line on its input, goes through the
//! pages once and prints the nanoseconds that each took, and how much memory was added to what the pages take. What
//! python.py does for extractors in Python; compare.py drives both.

use std::hint::black_box;
use std::io::{BufRead, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::time::Instant;

use copydesk::write::{Style, render};
use copydesk::{Extractor, Input};

/// An extractor: a page to the number of bytes it made.
type Extract = Box<dyn FnMut(&Page) -> usize>;

/// A page as it is given: bytes to those who decode, text to those who want text, so that only the first spend time on it.
struct Page {
    input: Input,
    text: String,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, tool, files] = &arguments[..] else { panic!("usage: compare TOOL FILES") };
    let mut extract = extractor(tool);
    let files = std::fs::read_to_string(files).expect("a file of paths");
    let pages: Vec<Page> = files.lines().map(|path| read(path, tool)).collect();
    // An extractor that panics on a page has that page's time counted and nothing made of it.
    panic::set_hook(Box::new(|_| {}));
    let size = |page: &Page| page.input.bytes.len().max(page.text.len());
    println!("ready {} {}", pages.len(), pages.iter().map(size).sum::<usize>());
    let before = reset_peak();
    for _ in std::io::stdin().lock().lines() {
        let mut out = std::io::stdout().lock();
        let mut failed = 0;
        for page in &pages {
            let start = Instant::now();
            let made = panic::catch_unwind(AssertUnwindSafe(|| black_box(extract(page)))).unwrap_or(0);
            write!(out, "{} ", start.elapsed().as_nanos()).expect("a reader");
            failed += usize::from(made == 0);
        }
        writeln!(out, "{failed} {}", status("VmHWM:").saturating_sub(before)).expect("a reader");
    }
}

fn extractor(tool: &str) -> Extract {
    match tool {
        "copydesk" => {
            let mut extractor = Extractor::default();
            Box::new(move |page| {
                let record = extractor.extract(&page.input);
                let line = black_box(render(&record, Style::default()));
                if record.body.0.is_empty() { 0 } else { line.len() }
            })
        }
        "rs-trafilatura" => {
            Box::new(|page| rs_trafilatura::extract(&page.text).map_or(0, |made| made.content_text.len()))
        }
        "dom_smoothie" => Box::new(|page| {
            let readability = dom_smoothie::Readability::new(page.text.as_str(), None, None);
            readability.and_then(|mut page| page.parse()).map_or(0, |article| article.text_content.len())
        }),
        _ => panic!("no extractor {tool}"),
    }
}

fn read(path: &str, tool: &str) -> Page {
    let mut bytes = std::fs::read(path).expect("a page");
    if bytes.starts_with(&[0x1F, 0x8B]) {
        let packed = std::mem::take(&mut bytes);
        flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("a gzip file");
    }
    if tool == "copydesk" {
        return Page { input: Input { path: path.to_owned(), bytes, ..Input::default() }, text: String::new() };
    }
    Page { input: Input::default(), text: String::from_utf8_lossy(&bytes).into_owned() }
}

/// Lets the peak begin anew and says, in KiB, what the process takes now. Linux alone knows how; elsewhere it is 0.
fn reset_peak() -> usize {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    status("VmRSS:")
}

fn status(field: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
