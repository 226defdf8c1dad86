//! Chrome learned from a dump: on one page "Most Visited" is a guess, over fifty pages of a site it is a fact.
//!
//! ```text
//! pages --read--> Documents --Sheet::of, by the workers--> keys of the blocks of a page
//!                                    | Learner: on how many pages of a site each stands
//!                                    v
//!                             Chrome, a JSON file; people may read it and strike rows out
//!                                    | Chrome::apply, behind the stripper
//!                                    v
//!                             Verdicts: what stands on many pages is none of the article
//! ```
//!
//! Extraction stays a function of a page and the file: what else is in a run does not count.

mod file;
mod key;
mod learner;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

pub use file::{ChromeError, ChromeFault};
pub use learner::{Learner, Sheet};

use crate::document::Document;
use crate::input::Input;
use crate::letters;
use crate::strip::{Reason, Verdict};

/// Words of the shortest sentence that counts as the article's text when its end is sought.
const PROSE_WORDS: usize = 8;

/// The blocks that recur on the pages of some sites.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chrome {
    sites: BTreeMap<String, Site>,
}

/// What recurs on the pages of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Site {
    /// Pages that were learned from.
    pages: u32,
    /// On how many of them a block stands, and how its text begins.
    blocks: HashMap<u64, (u32, Box<str>)>,
}

impl Chrome {
    /// How many sites it knows.
    pub fn sites(&self) -> usize {
        self.sites.len()
    }

    /// Turns the verdicts on what is known to recur: such a block, unless it is a subhead that the site gives its articles,
    /// and behind the article's last sentence also the lines under it. A sentence that does not recur is never dropped.
    pub(crate) fn apply(&self, input: &Input, document: &Document, verdicts: &mut [Verdict]) {
        if self.sites.is_empty() {
            return;
        }
        let Some(site) = self.sites.get(&key::site(input, document)) else { return };
        let text = |at: usize| document.text(&document.blocks[at]);
        let on = |at: usize| key::block(text(at)).and_then(|key| site.blocks.get(&key)).map(|&(on, _)| on);
        let on: Vec<Option<u32>> = (0..verdicts.len()).map(on).collect();
        let own: Vec<bool> = verdicts.iter().zip(&on).map(|(verdict, on)| verdict.keep && on.is_none()).collect();
        let article = article(&own, |at| is_prose(text(at)));
        let is_subhead = |at: usize| article.contains(&at) && own.get(at + 1) == Some(&true) && !is_prose(text(at));
        for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| verdict.keep) {
            if let Some(on) = on[at].filter(|_| !is_subhead(at)) {
                (verdict.keep, verdict.reason) = (false, Reason::Chrome { on, of: site.pages });
            }
        }
        let Some(label) = (article.end..verdicts.len()).find(|&at| on[at].is_some()) else { return };
        for verdict in verdicts[label..].iter_mut().filter(|verdict| verdict.keep) {
            (verdict.keep, verdict.reason) = (false, Reason::UnderChrome);
        }
    }
}

/// From the first to behind the last sentence that is the page's own; without one, nothing, behind all blocks.
fn article(own: &[bool], is_prose: impl Fn(usize) -> bool) -> Range<usize> {
    let mut prose = (0..own.len()).filter(|&at| own[at] && is_prose(at));
    let Some(first) = prose.next() else { return own.len()..own.len() };
    first..prose.next_back().unwrap_or(first) + 1
}

/// Whether a text ends like a sentence and is as long as one.
fn is_prose(text: &str) -> bool {
    let closed = text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]」』".contains(c));
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    closed.ends_with(letters::is_stop) && (text.split_whitespace().count() >= PROSE_WORDS || wide >= 2 * PROSE_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    const STORY: &str = "The harbour was closed on Monday, the harbour master of Marbury said.";

    fn learned(rows: &[(&str, u32)]) -> Chrome {
        let entry = |&(text, on): &(&str, u32)| key::block(text).map(|key| (key, (on, text.into())));
        let site = Site { pages: 5, blocks: rows.iter().filter_map(entry).collect() };
        Chrome { sites: BTreeMap::from([("example.org".to_owned(), site)]) }
    }

    fn reasons(chrome: &Chrome, texts: &[&str]) -> Vec<String> {
        let rows: Vec<_> = texts.iter().map(|&text| (Kind::Paragraph, text)).collect();
        let document = Document::literal(&rows);
        let kept = Verdict { keep: true, score: 1.0, reason: Reason::Likeliest };
        let mut verdicts = vec![kept; texts.len()];
        let input = Input { url: Some("https://www.example.org/a".to_owned()), ..Input::default() };
        chrome.apply(&input, &document, &mut verdicts);
        verdicts
            .iter()
            .map(|verdict| if verdict.keep { "kept".to_owned() } else { verdict.reason.to_string() })
            .collect()
    }

    #[test]
    fn what_recurs_is_dropped_and_what_stands_under_it_behind_the_end() {
        let chrome = learned(&[("Most Visited", 4), ("Read 3 stories free.", 5)]);
        let page = ["A line", "Read 12 stories free.", STORY, "A note", "MOST VISITED", "Boat sinks", "Market opens"];
        let wanted = [
            "kept",
            "chrome: on 5 of 5 pages",
            "kept",
            "kept",
            "chrome: on 4 of 5 pages",
            "under_chrome",
            "under_chrome",
        ];
        assert_eq!(reasons(&chrome, &page), wanted);
    }

    #[test]
    fn a_subhead_that_recurs_stays_where_it_heads_text_of_the_articles_own() {
        let chrome = learned(&[("Pros", 5), ("Best prices today", 5), ("Retailer", 5), ("Share", 5)]);
        let page = ["Share", STORY, "Pros", "A fast boat", "Best prices today", "Retailer", STORY];
        let dropped = "chrome: on 5 of 5 pages";
        assert_eq!(reasons(&chrome, &page), [dropped, "kept", "kept", "kept", dropped, "kept", "kept"]);
    }

    #[test]
    fn a_sentence_that_does_not_recur_stays() {
        let chrome = learned(&[("Most Visited", 4)]);
        assert_eq!(reasons(&chrome, &["Most Visited", STORY])[1], "kept");
        assert_eq!(reasons(&chrome, &["Most Visited", "Boat sinks"]), ["chrome: on 4 of 5 pages", "kept"]);
        assert_eq!(reasons(&Chrome::default(), &["Most Visited", STORY]), ["kept", "kept"]);
    }
}
