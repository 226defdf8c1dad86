//! The headline, by vote: each source of a title stands for what it says, and for that without a site's name at its ends.
//!
//! No list of sites is needed: `Harbour reopens | The Post` in the head and `Harbour reopens` above the text agree on
//! one of the forms, and that form wins. Only where nothing agrees, the site's own name decides.

use crate::document::Document;

use super::super::signals::{Element, Role, Signals};
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
    /// What each heading has less than the one before: pages print their lead headline first.
    pub(super) const LATER: f32 = 0.01;
    /// What an `h1` in the chrome, or unlike all other titles, keeps of its vote.
    pub(super) const ASTRAY: f32 = 0.2;
}

/// Longest title, in characters; beyond it a "title" is a paragraph.
pub(super) const LONGEST: usize = 300;

/// Blocks from the top among which a printed title is sought.
const TOP: usize = 80;

/// The same where nothing is known to be a heading: a dump prints its menus before.
const TOP_OF_DUMP: usize = 400;

/// Headings weighed: the headline is among the first, also behind a menu of headings.
const MOST_HEADINGS: usize = 60;

/// Cuts tried in one title.
const MOST_CUTS: usize = 6;

/// How many times the words of a heading a title has, at least, if the heading is the site's name and not the headline.
const SITE_SHARE: usize = 3;

/// Bytes from which a site's name is told from a word.
const LEAST_SITE: usize = 5;

/// Bytes that the name of an edition is longer, at most: "Post UK", "Post News".
const EDITION: usize = 8;

/// Share of the shorter title's words that two likenesses of one headline have in common, at least.
const ALIKE: f32 = 0.5;

/// Marks that part a headline from a site's or section's name, with the spaces that make them so.
const SEPARATORS: [&str; 18] = [
    " | ", " - ", " – ", " — ", " « ", " » ", " • ", " · ", " :: ", " ‹ ", " › ", " / ", " ~ ", ": ", "|", " ― ", "｜",
    "_",
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
}

/// The headline.
pub(super) fn judge(signals: &Signals, claims: &Claims, document: &Document) -> Option<String> {
    let mut ballot = Ballot { sites: site_keys(signals, claims), ..Ballot::default() };
    ballot.learn_site(signals);
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
    let top = if headings(signals).next().is_some() { TOP } else { TOP_OF_DUMP };
    ballot.printed(document, top);
    ballot.winner()
}

/// Keys of what the page's head, Open Graph and first headings call it.
pub(super) fn names_of_page(signals: &Signals) -> Vec<String> {
    let open_graph = signals.metas.iter().filter(|(key, _)| key == "og:title").map(|(_, content)| content);
    let headings =
        signals.elements.iter().filter(|element| element.role == Role::Heading(1)).map(|element| &element.text);
    let titles = std::iter::once(&signals.title).chain(open_graph).chain(headings.take(MOST_CUTS));
    titles.map(|title| key(&clean(title))).collect()
}

/// The block of the heading that prints the headline: the first outside the chrome that is like it, else any that is.
pub(super) fn block(signals: &Signals, title: Option<&str>) -> Option<usize> {
    let title = key(title?);
    let headings = headings(signals).take(MOST_HEADINGS);
    let like: Vec<_> = headings.filter(|element| alike(&title, &key(&element.text))).take(MOST_CUTS).collect();
    let level = |element: &&&Element| (element.in_chrome, element.role != Role::Heading(1));
    like.iter().min_by_key(level).map(|element| element.block as usize)
}

fn headings(signals: &Signals) -> impl Iterator<Item = &Element> {
    signals.elements.iter().filter(|element| matches!(element.role, Role::Heading(_)))
}

impl Ballot {
    fn headings(&mut self, signals: &Signals) {
        let rivals: Vec<String> = self.forms.iter().map(|form| form.key.clone()).collect();
        let mut seen = 0.0;
        for element in headings(signals).take(MOST_HEADINGS) {
            let weight = match element.role {
                Role::Heading(1) if element.declared => weight::MARKED_H1,
                Role::Heading(1) => weight::H1,
                _ => weight::HEADING,
            };
            let text = collapse(&element.text);
            let key = key(&text);
            if element.role != Role::Heading(1) && !rivals.contains(&key) {
                continue;
            }
            let kin = rivals.iter().any(|rival| alike(rival, &key));
            let alone = rivals.is_empty() && !element.in_chrome;
            let astray = !kin && !alone || self.is_site(&key);
            self.add(&text, key, weight * if astray { weight::ASTRAY } else { 1.0 } - seen);
            seen += weight::LATER;
        }
    }

    /// Learns the site's name from a heading that prints only the short right side of the head's title: the other side
    /// is the headline then, for no site's name is so much longer than a headline.
    fn learn_site(&mut self, signals: &Signals) {
        let title = clean(&signals.title);
        let all = key(&title).split(' ').count();
        for (left, right) in cuts(&title) {
            if right.len() >= left.len() {
                continue;
            }
            let short = key(right);
            let printed = headings(signals).take(MOST_HEADINGS).filter(|element| element.role == Role::Heading(1));
            if all >= SITE_SHARE * short.split(' ').count()
                && printed.into_iter().any(|element| key(&element.text) == short)
            {
                self.sites.push(short.replace(' ', ""));
            }
        }
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
                let site = self.is_site(&key(gone)) || is_address(gone);
                sited |= site;
                self.add(kept, key(kept), weight * if site { weight::CUT_SITE } else { weight::CUT });
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
            None => self.forms.push(Form {
                key,
                text: text.to_owned(),
                score: if long { score } else { score * weight::ASTRAY },
            }),
        }
    }

    /// Lines of the page that print a form.
    fn printed(&mut self, document: &Document, top: usize) {
        let longest = self.forms.iter().map(|form| form.text.len()).max().unwrap_or_default();
        for block in document.blocks.iter().take(top) {
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
        let edition =
            |site: &str| site.len() >= LEAST_SITE && joined.starts_with(site) && joined.len() < site.len() + EDITION;
        !joined.is_empty() && self.sites.iter().any(|site| *site == joined || edition(site))
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

/// Whether the side of a title is the site's address: `news.example`.
fn is_address(side: &str) -> bool {
    let ending = side.rsplit_once('.').map_or("", |(_, ending)| ending);
    !side.contains(char::is_whitespace) && ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind::Paragraph;

    fn titled(title: &str, heading: &str, metas: &[(&str, &str)]) -> Option<String> {
        let heading = Element { role: Role::Heading(1), text: heading.into(), ..Element::default() };
        let signals = Signals {
            title: title.into(),
            elements: if heading.text.is_empty() { Vec::new() } else { vec![heading] },
            metas: metas.iter().map(|(key, content)| ((*key).into(), (*content).into())).collect(),
            ..Signals::default()
        };
        judge(&signals, &Claims::collect(&signals), &Document::default())
    }

    macro_rules! titles {
        ($($name:ident: $title:expr, $heading:expr, [$($meta:expr),*] => $expected:expr;)*) => {$(
            #[test]
            fn $name() {
                let expected: Option<&str> = $expected;
                assert_eq!(titled($title, $heading, &[$($meta),*]).as_deref(), expected);
            }
        )*};
    }

    titles! {
        suffix: "Harbour reopens after storm | The Post", "Harbour reopens after storm", [] => Some("Harbour reopens after storm");
        prefix: "The Post - Harbour reopens after storm", "Harbour reopens after storm", [] => Some("Harbour reopens after storm");
        section_and_site: "Harbour reopens after storm | News | The Post", "", [("og:title", "Harbour reopens after storm")] => Some("Harbour reopens after storm");
        site_by_name: "Harbour reopens | The Post", "", [("og:site_name", "The Post")] => Some("Harbour reopens");
        site_by_address: "Harbour reopens - news.example", "", [] => Some("Harbour reopens");
        site_by_host: "Harbour reopens - harbourpost", "", [("og:url", "https://www.harbourpost.example/a")] => Some("Harbour reopens");
        site_as_heading: "Harbour reopens after storm | The Post", "The Post", [] => Some("Harbour reopens after storm");
        site_as_declared_heading: "Harbour reopens", "The Post", [("og:site_name", "The Post")] => Some("Harbour reopens");
        dash_of_its_own: "Harbour - a history", "Harbour - a history", [] => Some("Harbour - a history");
        colon_of_its_own: "Storm: harbour closed", "Storm: harbour closed", [("og:title", "Storm: harbour closed")] => Some("Storm: harbour closed");
        entities: "", "", [("og:title", "Fish &amp; chips &#8211; a story")] => Some("Fish & chips – a story");
        heading_for_search_title: "Harbour news: reopened after the storm", "Harbour reopened after the storm of the week", [] => Some("Harbour reopened after the storm of the week");
        heading_alone: "", "Harbour reopens", [] => Some("Harbour reopens");
        chinese: "港口重新开放 - 新报", "港口重新开放", [] => Some("港口重新开放");
        arabic: "إعادة فتح الميناء | الصحيفة", "إعادة فتح الميناء", [] => Some("إعادة فتح الميناء");
        nothing: "", "", [] => None;
    }

    #[test]
    fn a_line_of_the_text_decides() {
        let signals = Signals { title: "Harbour reopens - The Post".into(), ..Signals::default() };
        let document = Document::literal(&[(Paragraph, "Menu"), (Paragraph, "Harbour reopens")]);
        assert_eq!(judge(&signals, &Claims::collect(&signals), &document).as_deref(), Some("Harbour reopens"));
    }

    #[test]
    fn a_heading_in_the_chrome_is_no_headline() {
        let heading =
            Element { role: Role::Heading(1), text: "Most read".into(), in_chrome: true, ..Element::default() };
        let signals = Signals { title: "Harbour reopens".into(), elements: vec![heading], ..Signals::default() };
        let title = judge(&signals, &Claims::collect(&signals), &Document::default());
        assert_eq!(title.as_deref(), Some("Harbour reopens"));
    }

    #[test]
    fn likeness_is_of_words() {
        assert!(alike("harbour reopens", "harbour reopens after storm"));
        assert!(alike("storm closes harbour", "the harbour storm of may"));
        assert!(!alike("harbour reopens", "most read"));
        assert!(!alike("", "most read"));
    }
}
