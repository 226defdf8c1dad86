//! Site rules: what somebody who knows a site says about its pages.
//!
//! ```text
//! rules.toml --parse: TOML, hosts, selectors, expressions; errors with their line--> Rules, shared by all threads
//!
//! page --read--> Document; the input's address, else the page's own, says the host
//!   | no rule for it: done
//!   v
//! elements: what selectors pick in the page (scraper)   |   lines: what expressions find in a text
//!   | what was removed, fields that were said
//!   v
//! the page that is left --read--> Document, its metadata put right
//! ```
//!
//! Rules stand around the reading of a page, which does not know of them; a page without a rule is read as if there
//! were none. What a rule does not find is said ([`Used`], `rule_unmatched`) and changes nothing.

mod edit;
mod elements;
mod error;
mod fields;
pub(crate) mod hosts;
mod lines;
mod parse;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

pub use error::{RuleError, RuleErrors, RuleFault};
use regex::Regex;
use scraper::Selector;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Warnings};
use crate::input::Format;
use crate::read;

/// What a rule can say about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// The article is inside these elements.
    Only,
    /// These elements are no part of it.
    Drop,
    /// The headline.
    Title,
    /// Who wrote it.
    Authors,
    /// When it was published.
    Date,
    /// The dateline.
    Dateline,
    /// Lines of a plain text that are no part of it.
    DropLines,
    /// The last line of a plain text that may be part of it.
    CutAfter,
}

impl Key {
    /// All of them, in the order they are documented in.
    pub const ALL: [Key; 8] =
        [Key::Only, Key::Drop, Key::Title, Key::Authors, Key::Date, Key::Dateline, Key::DropLines, Key::CutAfter];

    /// Its name in a file of rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Key::Only => "only",
            Key::Drop => "drop",
            Key::Title => "title",
            Key::Authors => "authors",
            Key::Date => "date",
            Key::Dateline => "dateline",
            Key::DropLines => "drop_lines",
            Key::CutAfter => "cut_after",
        }
    }

    /// The format of the pages that it is about.
    fn format(self) -> Format {
        if matches!(self, Key::DropLines | Key::CutAfter) { Format::Text } else { Format::Html }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Rules for sites, and for a run.
#[derive(Debug, Default)]
pub struct Rules {
    /// By host in its normal form, with a dot before it where subdomains are meant too.
    sites: HashMap<String, Rule>,
    /// What was said for every page.
    run: Option<Rule>,
}

/// All that is said about the pages of one site.
#[derive(Debug, Default)]
struct Rule {
    /// The host as its table has it; empty for what was said for every page.
    name: Arc<str>,
    selectors: BTreeMap<Key, Vec<Pick>>,
    expressions: BTreeMap<Key, Vec<Regex>>,
}

/// A selector, and how it was written.
#[derive(Debug)]
struct Pick {
    source: Arc<str>,
    selector: Selector,
}

/// What rules did to a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// What they said about it, and whether that was found there.
    pub used: Vec<Used>,
    /// What they took out of it, in page order: the first of it, where it was very much.
    pub removed: Vec<Removed>,
    /// How much more that was.
    pub untold: usize,
}

impl Applied {
    /// Remembers something that was taken out. Memory must not grow with what a page has of it.
    fn remove(&mut self, removed: impl FnOnce() -> Removed) {
        if self.removed.len() < MOST_TOLD {
            self.removed.push(removed());
        } else {
            self.untold += 1;
        }
    }
}

/// One key of a rule, tried on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The host as its table has it; empty for what was said for every page.
    pub rule: Arc<str>,
    /// What of the rule.
    pub key: Key,
    /// Whether any of its selectors or expressions found something of use.
    pub matched: bool,
}

/// Something that a rule took out of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// What of the rule.
    pub key: Key,
    /// The selector or expression, as written.
    pub by: Arc<str>,
    /// How its text begins; of an element without text, its tag.
    pub text: String,
}

/// A page that is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) text: &'a str,
    pub(crate) format: Format,
    pub(crate) url: Option<&'a str>,
    /// Whether the dateline stays in the text.
    pub(crate) keep_dateline: bool,
}

impl Page<'_> {
    /// Reads this page, or what is left of it.
    fn read(&self, text: &str, document: &mut Document) {
        read::read(text, self.format, self.url, document);
    }
}

impl Rules {
    /// How many sites they are for.
    pub fn sites(&self) -> usize {
        self.sites.len()
    }

    /// How many selectors and expressions they hold.
    pub fn len(&self) -> usize {
        let count = |rule: &Rule| {
            rule.selectors.values().map(Vec::len).sum::<usize>()
                + rule.expressions.values().map(Vec::len).sum::<usize>()
        };
        self.sites.values().chain(&self.run).map(count).sum()
    }

    /// Whether they say nothing about any page.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads a page into `document` as the rules for it say, if there are any.
    pub(crate) fn read(&self, page: &Page<'_>, document: &mut Document) -> Applied {
        page.read(page.text, document);
        let rules = self.rules_for(&[page.url, document.meta.url.as_deref()], page.format);
        if rules.is_empty() {
            return Applied::default();
        }
        let applied = match page.format {
            Format::Html => elements::apply(&rules, page, document),
            Format::Text => lines::apply(&rules, page, document),
        };
        document.warnings.set(Warnings::RULE_UNMATCHED, applied.used.iter().any(|used| !used.matched));
        applied
    }

    /// What is said of pages in this format at the first of these addresses that has a host: the site's rule first.
    fn rules_for(&self, addresses: &[Option<&str>], format: Format) -> Vec<&Rule> {
        let host = || addresses.iter().flatten().find_map(|address| hosts::host(address));
        let site = if self.sites.is_empty() { None } else { host().and_then(|host| hosts::find(&self.sites, &host)) };
        let says = |rule: &&Rule| match format {
            Format::Html => !rule.selectors.is_empty(),
            Format::Text => !rule.expressions.is_empty(),
        };
        site.into_iter().chain(&self.run).filter(says).collect()
    }
}

/// Things removed from a page that are told one by one: more than anybody reads.
const MOST_TOLD: usize = 1_000;

/// Characters of what was removed that are told: more than `--explain` has room for.
const TOLD: usize = 200;

/// How a text begins, on one line.
fn told(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.chars().count() > TOLD {
            break;
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.extend(word.chars().take(TOLD));
    }
    line
}
