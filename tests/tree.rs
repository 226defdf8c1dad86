//! The tree builder against the standard, case by case, and against html5ever, on cases, generated pages and a folder.
//!
//! `tests/tree/*.dat` holds cases in the format of the html5lib tests: `#data`, `#errors` (unused), `#document`. A case
//! where html5ever is known to differ from the standard says why under `#differs`. `BLESS=1` writes html5ever's trees
//! into the cases that have none; read them before believing them.
//!
//! `COPYDESK_PAGES=folder` compares every page of a folder (`*.html`, `*.html.gz`) too (`make trees PAGES=folder`). Over
//! 1,924 pages of news, blogs, shops and forums all trees and all runs of text were the same. What may differ, all from
//! the standard's side:
//!
//! | what | ours, and the standard | html5ever 0.40 |
//! |---|---|---|
//! | nested more than 512 deep | becomes a sibling (ours; the standard knows no limit) | nested |
//! | more than 128 waiting formatting elements | the oldest is not reopened (ours) | all reopened |
//! | `annotation-xml` with an HTML encoding | may hold HTML | never does, through scraper |
//! | `search`, `keygen`, MathML and SVG points | special elements | ordinary ones |
//! | `<tbody>` in a template's `<thead>` | begins a new group | is left out |
//! | `<pre>&#10` without its semicolon | the line feed is left out | it stays |
//! | a doctype between two texts of a table | ends the first text | is overlooked |
//! | attributes of a second `html` or `body` | added only where the first has none (ours) | added |

// Shared with the crate by path: the tree builder is not part of its interface, nor what it finds bytes with.
#[allow(dead_code, unused_imports, reason = "used by the crate, not by the tree builder")]
#[path = "../src/sixteens.rs"]
mod sixteens;
#[allow(dead_code, unused_imports, reason = "used by the crate or its unit tests, not by these")]
#[path = "../src/read/tree/mod.rs"]
mod tree;

#[path = "tree/cases.rs"]
mod cases;
#[path = "tree/flat.rs"]
mod flat;
#[path = "tree/laws.rs"]
mod laws;
#[allow(clippy::print_stdout, reason = "figures are for reading, also where they are good")]
#[path = "tree/pages.rs"]
mod pages;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let trials = [cases::trials(), laws::trials(), pages::trials()].into_iter().flatten().collect();
    libtest_mimic::run(&arguments, trials).exit();
}
