//! The headline, by vote: each source of a title stands for what it says, and for that without a site's name at its ends.
//!
//! No list of sites is needed: `Harbour reopens | The Post` in the head and `Harbour reopens` above the text agree on
//! one of the forms, and that form wins. Only where nothing agrees, the site's own name decides.

use crate::document::Document;

use super::super::signals::{Role, Signals};
use super::claims::{Claims, Field, Source};
use super::clean::{clean, collapse};

/// What the sources' votes weigh. An `h1` is what readers see; a head's `title` is made for search engines; JSON-LD and
/// Open Graph stand between. Calibrated on real pages in steps of a half; trades SEO titles for printed ones.
mod weight {
    pub(super) const H1: f32 = 3.5;
    pub(super) const MARKED_H1: f32 = 4.0;
    pub(super) const HEADING: f32 = 1.0;
    pub(super) const STORY: f32 = 2.5;
    pub(super) const META: f32 = 2.5;
    pub(super) const LOWER_META: f32 = 0.5;
    pub(super) const PAGE: f32 = 0.5;
    pub(super) const HEAD: f32 = 1.0;
    /// A line of the page that prints the form and nothing else.
    pub(super) const PRINTED: f32 = 1.0;
    /// A form is believed less than the whole that it was cut from.
    pub(super) const CUT: f32 = 0.75;
    /// The same if what was cut off is the site's name.
    pub(super) const CUT_SITE: f32 = 1.1;
    /// What an `h1` in the chrome, or unlike all other titles, keeps of its vote.
    pub(super) const ASTRAY: f32 = 0.2;
}

/// Longest title, in characters; beyond it a "title" is a paragraph.
const LONGEST: usize = 300;

/// Blocks from the top among which a printed title is sought.
const TOP: usize = 80;

/// Cuts tried in one title.
const MOST_CUTS: usize = 6;

/// Share of the shorter title's words that two likenesses of one headline have in common, at least.
const ALIKE: f32 = 0.5;

/// Marks that part a headline from a site's or section's name, with the spaces that make them so.
const SEPARATORS: [&str; 18] = [
    " | ", " - ", " – ", " — ", " « ", " » ", " • ", " · ", " :: ", " ‹ ", " › ", " / ", " ~ ", ": ", "|", " ― ", "｜", "_",
];

/// A form of a title and what its voters weigh.
struct Form {
    key: String,
    text: String,
    score: f32,
}

/// The forms of all sources.
#[derive(Default)]
struct Ballot {
    forms: Vec<Form>,
    /// Names of the site, without spaces.
    sites: Vec<String>,
    /// The shorter sides of titles that were cut in two.
    lesser: Vec<String>,
}

/// The headline.
pub(super) fn judge(signals: &Signals, claims: &Claims, document: &Document) -> Option<String> {
    let mut ballot = Ballot { sites: site_keys(signals, claims), ..Ballot::default() };
    for claim in claims.of(Field::Title) {
        let weight = match (claim.source, claim.rank) {
            (Source::Story, 0) => weight::STORY,
            (Source::Story, _) | (Source::Meta, 1..) => weight::LOWER_META,
            (Source::Page, _) => weight::PAGE,
            _ => weight::META,
        };
        ballot.vote(&clean(&claim.text), weight);
    }
    ballot.vote(&clean(&signals.title), weight::HEAD);
    ballot.headings(signals);
    ballot.printed(document);
    ballot.winner()
}

/// Keys of what the page's head, Open Graph and first headings call it.
pub(super) fn names_of_page(signals: &Signals) -> Vec<String> {
    let open_graph = signals.metas.iter().filter(|(key, _)| key == "og:title").map(|(_, content)| content);
    let headings = signals.elements.iter().filter(|element| element.role == Role::Heading(1)).map(|element| &element.text);
    let titles = std::iter::once(&signals.title).chain(open_graph).chain(headings.take(MOST_CUTS));
    titles.map(|title| key(&clean(title))).collect()
}

/// The block of the heading that prints the headline: the first outside the chrome that is like it, else any that is.
pub(super) fn block(signals: &Signals, title: Option<&str>) -> Option<usize> {
    let title = key(title?);
    let headings = signals.elements.iter().filter(|element| matches!(element.role, Role::Heading(_)));
    let like: Vec<_> = headings.filter(|element| alike(&title, &key(&element.text))).take(MOST_CUTS).collect();
    let level = |element: &&&super::super::signals::Element| (element.in_chrome, element.role != Role::Heading(1));
    like.iter().min_by_key(level).map(|element| element.block as usize)
}

impl Ballot {
    fn headings(&mut self, signals: &Signals) {
        let rivals: Vec<String> = self.forms.iter().map(|form| form.key.clone()).collect();
        let mut seen = 0.0;
        for element in &signals.elements {
            let weight = match element.role {
                Role::Heading(1) if element.declared => weight::MARKED_H1,
                Role::Heading(1) => weight::H1,
                Role::Heading(_) => weight::HEADING,
                _ => continue,
            };
            let text = collapse(&element.text);
            let key = key(&text);
            let kin = rivals.iter().any(|rival| alike(rival, &key));
            if element.role != Role::Heading(1) && !rivals.contains(&key) {
                continue;
            }
            let astray = !kin && !(rivals.is_empty() && !element.in_chrome) || self.is_site(&key) || self.is_lesser_side(&key);
            // The second of two equals is the weaker: pages print their lead headline first.
            self.add(&text, key, weight * if astray { weight::ASTRAY } else { 1.0 } - seen);
            seen += 0.01;
        }
    }

    /// Whether a heading prints only the short side of a title in two parts: that is the site's name or its section.
    fn is_lesser_side(&self, key: &str) -> bool {
        let words = key.split(' ').count();
        let side = |form: &&Form| form.key.len() > key.len() && (form.key.ends_with(key) || form.key.starts_with(key));
        let cut_from = |form: &Form| self.lesser.iter().any(|lesser| lesser == key) && form.key.split(' ').count() >= 3 * words;
        self.forms.iter().filter(side).any(cut_from)
    }

    /// Votes for what a source says and for its forms without what stands beside a separator.
    fn vote(&mut self, text: &str, weight: f32) {
        if text.is_empty() || text.chars().count() > LONGEST {
            return;
        }
        let cuts = cuts(text);
        let mut sited = false;
        for (left, right) in cuts {
            for (kept, gone) in [(left, right), (right, left)] {
                let site = self.is_site(&key(gone));
                sited |= site;
                self.add(kept, key(kept), weight * if site { weight::CUT_SITE } else { weight::CUT });
                if kept.len() < gone.len() {
                    self.lesser.push(key(kept));
                }
            }
        }
        let astray = self.is_site(&key(text));
        self.add(text, key(text), weight * if sited || astray { weight::ASTRAY } else { 1.0 });
    }

    fn add(&mut self, text: &str, key: String, score: f32) {
        let long = key.len() > 1 && !self.is_site(&key);
        match self.forms.iter_mut().find(|form| form.key == key) {
            Some(form) => form.score += score,
            None if key.is_empty() || text.chars().count() > LONGEST => {}
            None => self.forms.push(Form { key, text: text.to_owned(), score: if long { score } else { score * weight::ASTRAY } }),
        }
    }

    /// Lines of the page that print a form.
    fn printed(&mut self, document: &Document) {
        let longest = self.forms.iter().map(|form| form.text.len()).max().unwrap_or_default();
        for block in document.blocks.iter().take(TOP) {
            let text = document.text(block);
            // A print may differ in white space and marks, not by half.
            if text.len() > longest * 3 / 2 {
                continue;
            }
            let key = key(text);
            if let Some(form) = self.forms.iter_mut().find(|form| form.key == key && form.key.contains(' ')) {
                form.score += weight::PRINTED;
            }
        }
    }

    fn is_site(&self, key: &str) -> bool {
        let joined = key.replace(' ', "");
        !joined.is_empty() && self.sites.iter().any(|site| *site == joined || (joined.len() > 4 && site.len() > 4 && (joined.starts_with(site.as_str()) && joined.len() < site.len() + 8)))
    }

    fn winner(self) -> Option<String> {
        // A later form wins only if it is better: the order of the sources decides between equals.
        let mut best: Option<Form> = None;
        for form in self.forms {
            if best.as_ref().is_none_or(|best| form.score > best.score) {
                best = Some(form);
            }
        }
        best.map(|form| form.text)
    }
}

/// The two sides of each separator.
fn cuts(text: &str) -> Vec<(&str, &str)> {
    let mut cuts = Vec::new();
    for separator in SEPARATORS {
        for (at, _) in text.match_indices(separator).take(MOST_CUTS) {
            let (left, right) = (text[..at].trim(), text[at + separator.len()..].trim());
            if !left.is_empty() && !right.is_empty() && cuts.len() < MOST_CUTS {
                cuts.push((left, right));
            }
        }
    }
    cuts
}

/// Names the site goes by, without spaces: as declared, and the labels of its host.
fn site_keys(signals: &Signals, claims: &Claims) -> Vec<String> {
    let mut sites: Vec<String> = claims.texts(Field::Site).map(|name| key(&clean(name)).replace(' ', "")).collect();
    let address = signals.base.as_deref().into_iter().chain(claims.texts(Field::Url));
    let canonical = signals.links.iter().filter(|(rel, _, _)| rel == "canonical").map(|(_, href, _)| href.as_str());
    for host in address.chain(canonical).filter_map(super::address::host) {
        let labels: Vec<&str> = host.split('.').filter(|label| *label != "www").collect();
        sites.push(labels.concat());
        if labels.len() > 1 {
            sites.push(labels[..labels.len() - 1].concat().replace('-', ""));
            sites.push(labels[labels.len() - 2].replace('-', ""));
        }
    }
    sites.retain(|site| !site.is_empty());
    sites
}

/// The words of a text in lower case: what two prints of one headline have in common.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        if word.is_ascii() {
            let start = key.len();
            key.push_str(word);
            key[start..].make_ascii_lowercase();
        } else {
            key.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    key
}

/// Whether two keys are of one headline: one begins the other, or most words of the shorter are in the longer.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let words: Vec<&str> = long.split(' ').take(LONGEST / 4).collect();
    let common = short.split(' ').take(LONGEST / 4).filter(|word| words.contains(word)).count();
    let all = short.split(' ').count();
    long.contains(short) || (all > 1 && common as f32 >= ALIKE * all as f32)
}
