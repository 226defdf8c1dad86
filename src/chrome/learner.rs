//! On how many pages of a site each block stands.
//!
//! Memory is bounded: beyond [`MOST_BLOCKS`], pages are left out by a hash of their content. Which ones does not depend on
//! the order they come in, so neither does what is learned.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::{Chrome, Site, key};
use crate::document::Document;
use crate::input::Input;
use crate::letters;

/// Blocks that are held at most, some 100 bytes each with how their texts begin: the pages of a run of ten thousand.
const MOST_BLOCKS: usize = 1 << 20;
/// Bytes of a block's text that are held, for people to know it by.
const TOLD: usize = 60;
/// Share of a site's pages, as one in so many, on which a block stands that is chrome.
const ONE_IN: u32 = 5;

/// What is to be learned from one page: its site, and its blocks by their keys with how their texts begin, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sheet {
    site: String,
    blocks: Vec<(u64, Box<str>)>,
}

impl Sheet {
    /// The sheet of a page.
    pub fn of(input: &Input, document: &Document) -> Sheet {
        let texts = document.blocks.iter().map(|block| document.text(block));
        let mut blocks: Vec<_> = texts.filter_map(|text| Some((key::block(text)?, beginning(text)))).collect();
        blocks.sort_unstable();
        blocks.dedup_by_key(|(key, _)| *key);
        Sheet { site: key::site(input, document), blocks }
    }

    /// Bytes it holds, about.
    pub(crate) fn size(&self) -> usize {
        self.blocks.iter().map(|block| size_of_val(block) + block.1.len()).sum()
    }

    /// A hash of its content: a page that is there twice counts once.
    fn hash(&self) -> u64 {
        let mix = |hash: u64, value: u64| (hash.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let site = self.site.bytes().fold(0, |hash, byte| mix(hash, byte.into()));
        let hash = self.blocks.iter().fold(site, |hash, (key, _)| mix(hash, *key));
        mix(hash ^ hash >> 32, 0)
    }
}

fn beginning(text: &str) -> Box<str> {
    // A word has a byte at least.
    let words: Vec<&str> = text.split_whitespace().take(TOLD).collect();
    let text = words.join(" ");
    letters::head(&text, TOLD).into()
}

/// The pages that were learned from.
#[derive(Debug)]
pub struct Learner {
    sheets: BTreeMap<u64, Sheet>,
    blocks: usize,
    most_blocks: usize,
    /// Pages with a greater hash are left out.
    greatest: u64,
}

impl Default for Learner {
    fn default() -> Self {
        Learner { sheets: BTreeMap::new(), blocks: 0, most_blocks: MOST_BLOCKS, greatest: u64::MAX }
    }
}

impl Learner {
    /// Takes a page in.
    pub fn add(&mut self, sheet: Sheet) {
        let hash = sheet.hash();
        if sheet.blocks.is_empty() || hash > self.greatest {
            return;
        }
        match self.sheets.entry(hash) {
            // Which of two pages came first must not show.
            Entry::Occupied(mut same) => *same.get_mut() = sheet.min(same.get().clone()),
            Entry::Vacant(entry) => {
                self.blocks += sheet.blocks.len();
                entry.insert(sheet);
            }
        }
        while self.blocks > self.most_blocks && self.greatest > 0 {
            self.greatest /= 2;
            let left_out = self.sheets.split_off(&self.greatest.saturating_add(1));
            self.blocks -= left_out.values().map(|sheet| sheet.blocks.len()).sum::<usize>();
        }
    }

    /// The blocks that stand on at least so many pages of their site, and on one in five of them.
    pub fn finish(self, least: u32) -> Chrome {
        let mut sites: BTreeMap<String, Site> = BTreeMap::new();
        for Sheet { site, blocks } in self.sheets.into_values() {
            let site = sites.entry(site).or_default();
            site.pages += 1;
            count(&mut site.blocks, blocks);
        }
        for site in sites.values_mut() {
            let pages = site.pages;
            site.blocks.retain(|_, (on, _)| *on >= least.max(2) && on.saturating_mul(ONE_IN) >= pages);
        }
        sites.retain(|_, site| !site.blocks.is_empty());
        Chrome { sites }
    }
}

fn count(counts: &mut HashMap<u64, (u32, Box<str>)>, blocks: Vec<(u64, Box<str>)>) {
    for (key, text) in blocks {
        let (on, told) = counts.entry(key).or_insert_with(|| (0, text.clone()));
        *on += 1;
        if text < *told {
            *told = text;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Kind;

    fn sheet(site: &str, texts: &[&str]) -> Sheet {
        let rows: Vec<_> = texts.iter().map(|&text| (Kind::Paragraph, text)).collect();
        let input = Input { url: Some(site.to_owned()), ..Input::default() };
        Sheet::of(&input, &Document::literal(&rows))
    }

    fn learned(sheets: impl Iterator<Item = Sheet>, most_blocks: usize) -> Chrome {
        let mut learner = Learner { most_blocks, ..Learner::default() };
        sheets.for_each(|sheet| learner.add(sheet));
        assert!(learner.blocks <= most_blocks);
        learner.finish(3)
    }

    #[test]
    fn three_pages_and_one_in_five() {
        let names: Vec<String> = (0..20_u8).map(|n| format!("Story {}", char::from(b'a' + n))).collect();
        let page = |(at, name): (usize, &String)| {
            let often = if at < 4 { "On four pages" } else { "Elsewhere" };
            let rare = if at < 3 { "On three pages" } else { name };
            sheet("s", &[name, "Menu", "Menu", often, rare])
        };
        let chrome = learned(names.iter().enumerate().map(page).chain([sheet("t", &["Menu"])]), 1000);
        let mut found: Vec<_> = chrome.sites["s"].blocks.values().cloned().collect();
        found.sort();
        let wanted = [(4, "On four pages"), (16, "Elsewhere"), (20, "Menu")];
        assert_eq!(found, wanted.map(|(on, text)| (on, text.into())));
        assert_eq!(chrome.sites.len(), 1);
    }

    #[test]
    fn beginnings_are_as_long_in_every_script() {
        assert_eq!(&*beginning(&"a\n ".repeat(99)), "a ".repeat(TOLD / 2));
        assert_eq!(&*beginning(&"港".repeat(99)), "港".repeat(TOLD / 3));
        assert_eq!(&*beginning(&format!("x{}", "é".repeat(99))), format!("x{}", "é".repeat(TOLD / 2 - 1)));
        assert_eq!(&*beginning(" \n"), "");
    }

    #[test]
    fn a_page_that_is_there_twice_counts_once() {
        let pages = ["a", "b", "a", "a"].map(|name| sheet("s", &[name, "Menu"]));
        assert_eq!(learned(pages.into_iter(), 1000), Chrome::default());
    }

    proptest! {
        #[test]
        fn the_order_of_pages_does_not_show(
            pages in prop::collection::vec(prop::collection::vec(0_u8..30, 0..8), 0..30),
            seed: u64,
            most_blocks in 0_usize..60,
        ) {
            let sheets: Vec<Sheet> = pages.iter().map(|page| {
                let texts: Vec<String> = page.iter().map(|&n| format!("{} {n}", char::from(b'a' + n % 26))).collect();
                sheet("s", &texts.iter().map(String::as_str).collect::<Vec<_>>())
            }).collect();
            let mut shuffled = sheets.clone();
            shuffled.sort_by_key(|sheet| sheet.hash() ^ seed);
            prop_assert_eq!(learned(sheets.into_iter(), most_blocks), learned(shuffled.into_iter(), most_blocks));
        }
    }
}
