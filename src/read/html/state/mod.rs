//! An article that stands in the data of a page's scripts alone: pages that scripts draw carry what they draw, as JSON of
//! their framework's or a content system's own making (`__NEXT_DATA__`, `window.__INITIAL_STATE__ = {…}` and their likes).
//!
//! No two of these have the same names, so none is looked for. What tells an article is its title, which the page's head
//! has too: the value that is the title belongs to an object that has the text. There the way goes down to where
//! most of its prose is ([`outline`]): to one string, or to a list of paragraphs in pieces ([`pieces`]).

mod outline;
mod pieces;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem::{self, Finder};

use crate::letters;
use crate::read::json;
use crate::read::meta;

use super::carried::bytes;
use outline::Outline;

/// Bytes of prose that an article has at least.
const LEAST: usize = 600;

/// Bytes of scripts that are looked at: of 1,924 real pages five have more, half have less than 9 kB.
const MOST_BYTES: usize = 2 << 20;

/// JSON within strings of JSON that is looked at.
const MOST_WITHIN: usize = 64;

/// How often JSON stands in a string of JSON at most.
const DEEPEST: usize = 2;

/// Values around a title that are asked for the text.
const AROUND: usize = 5;

/// An article that is so many times shorter than another is a summary, or an edition for some device.
const MUCH_SHORTER: usize = 4;

/// Titles in a script whose surroundings are looked at.
const MOST_TITLES: usize = 32;

/// Bytes of a title at most.
const LONGEST_TITLE: usize = 400;

/// The article that has one of these titles in some scripts of a page, as markup; `shown` are paragraphs that
/// it may begin with.
pub(super) fn article(scripts: &[&str], titles: &[&str], shown: &[&str]) -> Option<String> {
    // What is looked for costs more to prepare than most pages' scripts to search.
    if scripts.iter().all(|script| script.len() < LEAST) {
        return None;
    }
    let titles = Titles::of(titles);
    let mut left = MOST_BYTES;
    let fits = |script: &&str| {
        let fits = (LEAST..=left).contains(&script.len()) && titles.may_stand_in(script);
        left -= if fits { script.len() } else { 0 };
        fits
    };
    let scripts: Vec<&str> = scripts.iter().copied().filter(fits).collect();
    if scripts.is_empty() {
        return None;
    }
    // To look for something in scripts is cheap, to parse them is not.
    let stands = |trace: &Trace| scripts.iter().any(|script| trace.is_in(script));
    let is_missing = |text: &&&str| Trace::of(text).is_some_and(|trace| !stands(&trace));
    if bytes(shown.iter().filter(is_missing)) * 2 > bytes(shown.iter()) {
        return None;
    }
    likeliest(scripts.into_iter().flat_map(|script| titles.in_script(script)).collect()).map(|found| found.markup)
}

/// What stands in a text, however it is escaped.
struct Trace(Finder<'static>);

impl Trace {
    /// Bytes of the shortest that tells something.
    const LEAST: usize = 6;
    /// Bytes of a text in which one is looked for.
    const WITHIN: usize = 200;

    fn of(text: &str) -> Option<Trace> {
        Trace::needle(text).map(Trace::new)
    }

    fn new(needle: &str) -> Trace {
        Trace(Finder::new(needle).into_owned())
    }

    /// The longest run of letters, digits and spaces of ASCII, if it is long enough.
    fn needle(text: &str) -> Option<&str> {
        let runs = letters::head(text, Trace::WITHIN).split(|c: char| !c.is_ascii_alphanumeric() && c != ' ');
        let longest = runs.map(str::trim).max_by_key(|run| run.len())?;
        (longest.len() >= Trace::LEAST).then_some(longest)
    }

    fn is_in(&self, text: &str) -> bool {
        self.0.find(text.as_bytes()).is_some()
    }
}

/// An article that may be the one.
struct Found {
    /// Values on the way from the title to it.
    away: usize,
    /// Bytes.
    prose: usize,
    /// Bytes of prose that belong to the title and are not in it.
    beside: usize,
    markup: String,
}

/// The one nearest to its title of those that are not much shorter than others, the one with least beside it of equals.
fn likeliest(found: Vec<Found>) -> Option<Found> {
    let longest = found.iter().map(|found| found.prose).max()?;
    found
        .into_iter()
        .filter(|found| found.prose * MUCH_SHORTER >= longest)
        .min_by_key(|found| (found.away, found.beside))
}

/// The titles that the page has.
struct Titles {
    keys: Vec<String>,
    /// Bytes of the shortest text that may say one of them.
    shortest: usize,
    /// What stands in all that says one of them, unless one has nothing that does.
    traces: Option<Vec<Trace>>,
}

impl Titles {
    fn of(titles: &[&str]) -> Titles {
        let (mut keys, mut needles) = (Vec::new(), BTreeSet::new());
        for title in titles {
            let key = meta::key(title);
            if !key.is_empty() {
                keys.push(key);
                needles.insert(Trace::needle(title));
            }
        }
        let shortest = keys.iter().map(|key| least_said(key)).min().unwrap_or_default();
        Titles { keys, shortest, traces: needles.into_iter().map(|needle| needle.map(Trace::new)).collect() }
    }

    fn may_stand_in(&self, text: &str) -> bool {
        self.traces.as_ref().is_none_or(|traces| traces.iter().any(|trace| trace.is_in(text)))
    }

    fn in_script(&self, script: &str) -> Option<Found> {
        let mut open = vec![(json_of(script), 0)];
        let (mut found, mut within) = (Vec::new(), 0);
        while let Some((script, depth)) = open.pop() {
            let roots = json::parse(&script);
            let mut outline = Outline::of(&roots);
            found.append(&mut self.in_outline(&mut outline));
            let may_be_it = |text: &&str| depth < DEEPEST && is_json(text) && self.may_stand_in(text);
            let inner = outline.texts().filter(may_be_it).take(MOST_WITHIN - within);
            let before = open.len();
            open.extend(inner.map(|text| (Cow::Owned(text.to_owned()), depth + 1)));
            within += open.len() - before;
        }
        likeliest(found)
    }

    /// The texts that belong to each value that is a title.
    fn in_outline(&self, outline: &mut Outline<'_>) -> Vec<Found> {
        let mut found: BTreeMap<usize, Found> = BTreeMap::new();
        let titles: Vec<usize> = outline.places(|text| self.has(text)).take(MOST_TITLES).collect();
        if !titles.is_empty() {
            outline.measure();
        }
        for at in titles {
            let Some((densest, away, beside)) = belonging(outline, at) else { continue };
            // Most titles of a script are this article's, and its text is long.
            if let Some(found) = found.get_mut(&densest) {
                (found.away, found.beside) = (found.away, found.beside).min((away, beside));
            } else if let Some(markup) = pieces::markup(outline, densest) {
                found.insert(densest, Found { away, prose: outline.prose(densest), beside, markup });
            }
        }
        found.into_values().collect()
    }

    fn has(&self, text: &str) -> bool {
        (self.shortest..=LONGEST_TITLE).contains(&text.len()) && self.may_stand_in(text) && {
            let key = meta::key(text);
            self.keys.iter().any(|title| is_said(title, &key))
        }
    }
}

/// Whether a text is a title, or that without its site's name or a kicker, by their keys.
fn is_said(title: &str, key: &str) -> bool {
    let (short, long) = if title.len() < key.len() { (title, key) } else { (key, title) };
    short.len() >= least_said(long) && long.contains(short)
}

/// Bytes of a title that are left at least when its site's name and a kicker are not said.
fn least_said(title: &str) -> usize {
    (title.len() * 3).div_ceil(5)
}

/// Where the text is that belongs to a title, how many values away, and how much other prose belongs to it.
fn belonging(outline: &Outline<'_>, title: usize) -> Option<(usize, usize, usize)> {
    let around = outline.around(title).take(AROUND).enumerate();
    let (up, article) = around.into_iter().find(|&(_, node)| outline.prose(node) >= LEAST)?;
    let (down, densest) = outline.densest(article);
    let is_one_of_many = densest == article && pieces::is_of_titles(outline, article, outline.node(title).key);
    (!is_one_of_many).then(|| (densest, up + down, outline.prose(article) - outline.prose(densest)))
}

/// The JSON in a script: what it parses out of a string of its own, or all of it.
fn json_of(script: &str) -> Cow<'_, str> {
    const PARSE: &str = "JSON.parse(";
    let literal =
        memmem::find(script.as_bytes(), PARSE.as_bytes()).and_then(|at| json::literal(&script[at + PARSE.len()..]));
    literal.map_or(Cow::Borrowed(script), Cow::Owned)
}

/// Whether a string holds an object or a list.
fn is_json(text: &str) -> bool {
    text.len() >= LEAST && (text.trim_start().starts_with("{\"") || text.trim_start().starts_with("[{\""))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TITLE: &str = "Harbour opens again";

    fn told(from: usize) -> Vec<String> {
        let sentence =
            |at: usize| format!("Gauge {at} on the Lask stood at {} centimetres on Monday and rose.", at * 37);
        (from..from + 12).map(sentence).collect()
    }

    fn markup(paragraphs: &[String]) -> String {
        paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect()
    }

    /// What is found in scripts, by this title.
    fn found(scripts: &[&str]) -> Option<String> {
        article(scripts, &[TITLE], &[])
    }

    #[test]
    fn the_text_belongs_to_the_title_in_whatever_a_page_has() {
        let paragraphs = told(0);
        let (body, text) = (markup(&paragraphs), paragraphs.join(" "));
        let items: Vec<_> = paragraphs.iter().map(|text| json!({ "type": "text", "content": text })).collect();
        let others = json!([{ "title": "Others", "url": "/1", "lead": told(40).join(" ") }, { "title": "Too", "lead": told(60).join(" ") }]);
        let one = json!({ "props": { "page": { "title": TITLE, "body": body, "image": { "caption": "x" } }, "others": others } });
        let parts = json!({ "seo": { "title": TITLE }, "story": { "headlines": { "basic": TITLE }, "elements": items }, "more": others });
        let rows = [
            (one.to_string(), format!("<p>{body}</p>")),
            (parts.to_string(), body.clone()),
            (format!("window.__STATE__ = {one};window.x=1;"), format!("<p>{body}</p>")),
            (format!("window.__STATE__ = JSON.parse({});", json!(parts.to_string())), body.clone()),
            (json!({ "cache": [{ "body": parts.to_string() }] }).to_string(), body.clone()),
            (format!("window.page={{story:{{title:\"{TITLE}\",text:\"{text}\"}}}}"), format!("<p>{text}</p>")),
        ];
        for (script, expected) in rows {
            assert_eq!(found(&["var a = 1;", &script]), Some(expected), "{script}");
        }
    }

    #[test]
    fn what_has_another_title_or_is_a_list_of_pages_is_not_the_article() {
        let text = told(0).join(" ");
        let other = json!({ "title": "Bridge closed", "body": text }).to_string();
        assert_eq!(found(&[&other]), None);
        let teasers: Vec<_> = told(0).iter().map(|text| json!({ "url": "/1", "text": text })).collect();
        assert_eq!(found(&[&json!({ "title": TITLE, "items": teasers }).to_string()]), None);
        let read: Vec<_> = [TITLE, "Bridge closed", "Ferry sold"]
            .map(|title| json!({ "title": title, "lead": text[..LEAST / 2] }))
            .into();
        assert_eq!(found(&[&json!({ "most_read": read }).to_string()]), None);
        assert_eq!(found(&[&json!({ "title": TITLE, "body": "Harbour opens." }).to_string(), ""]), None);
    }

    #[test]
    fn an_edition_in_short_is_left_for_the_whole() {
        let text = told(0).join(" ");
        let page = json!({ "title": TITLE, "teletext": &text[..LEAST + 20], "story": { "meta": { "body": told(0).join(" ").repeat(4) } } });
        assert_eq!(found(&[&page.to_string()]), Some(format!("<p>{}</p>", text.repeat(4))));
    }
}
