//! The tree builder against html5ever over a folder of pages, when there is one.

use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use libtest_mimic::{Failed, Trial};

use super::flat::{Run, our_dump, our_runs, their_dump, their_runs};
use super::tree::Tree;

/// Share of pages that must have the same runs of text in the same blocks and links.
const PAGES_ALIKE: f64 = 0.995;
/// Share of bytes of text that must be in such runs.
const TEXT_ALIKE: f64 = 0.9999;

pub(crate) fn trials() -> Vec<Trial> {
    let folder = std::env::var_os("COPYDESK_PAGES");
    let skipped = folder.is_none();
    let name = if skipped { "pages (COPYDESK_PAGES names no folder)" } else { "pages" };
    vec![Trial::test(name, move || compare(Path::new(&folder.unwrap_or_default()))).with_ignored_flag(skipped)]
}

/// What was the same, of how much.
#[derive(Default)]
struct Tally {
    pages: usize,
    same_pages: usize,
    text: usize,
    same_text: usize,
    differing: Vec<String>,
}

fn compare(folder: &Path) -> Result<(), Failed> {
    let mut tree = Tree::default();
    let mut tally = Tally::default();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            compare_page(&mut tree, &path, &mut tally)?;
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (pages, text) = (share(tally.same_pages, tally.pages), share(tally.same_text, tally.text));
    let (pages_seen, bytes) = (tally.pages, tally.text);
    let figures = format!(
        "{pages_seen} pages, of which {:.2} % have the same runs of text\n\
         {bytes} bytes of text, of which {:.4} % are in the same block and link\n\
         {} pages whose trees differ\n{}",
        pages * 100.0,
        text * 100.0,
        tally.differing.len(),
        tally.differing.join("\n")
    );
    if tally.pages == 0 || pages < PAGES_ALIKE || text < TEXT_ALIKE {
        return Err(figures.into());
    }
    println!("{figures}");
    Ok(())
}

fn compare_page(tree: &mut Tree, path: &Path, tally: &mut Tally) -> Result<(), Failed> {
    let html = read(path)?;
    let (ours, theirs) = (our_runs(tree, &html), their_runs(&html));
    let size = |runs: &[Run]| runs.iter().map(|run| run.text.len()).sum::<usize>();
    let before = ours.iter().zip(&theirs).take_while(|(one, other)| one == other).count();
    let rest = ours.len().min(theirs.len()) - before;
    let backward = ours.iter().rev().zip(theirs.iter().rev()).take(rest);
    let after = backward.take_while(|(one, other)| one == other).count();
    tally.pages += 1;
    tally.same_pages += usize::from(ours == theirs);
    tally.text += size(&theirs);
    tally.same_text += size(&theirs[..before]) + size(&theirs[theirs.len() - after..]);
    if our_dump(&tree.parse(&html)).lines != their_dump(&html).lines {
        let runs = if ours == theirs { "tree" } else { "runs" };
        tally.differing.push(format!("{}: {runs}, {:?} {:?}", path.display(), ours.get(before), theirs.get(before)));
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, Failed> {
    let mut bytes = std::fs::read(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let packed = std::mem::take(&mut bytes);
        MultiGzDecoder::new(&*packed).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
