//! The votes for a title.

use crate::document::Document;
use crate::letters;

use super::super::super::signals::{Element, Role, Signals};
use super::super::claims::{Claims, Field};
use super::super::clean::clean_short;
use super::likeness::{cuts, is_address, is_kicked, key, kin};
use super::{LONGEST, MOST_CLAIMS, MOST_HEADINGS, headings};

/// What the sources' votes weigh. An `h1` is what readers see; a head's `title` is made for search engines, and Open Graph
/// and JSON-LD often repeat it, so that an `h1` outweighs all three. Calibrated on real pages, where 6 to 10 do alike.
pub(super) mod weight {
    pub(in super::super) const H1: f32 = 8.0;
    pub(in super::super) const MARKED_H1: f32 = 8.5;
    pub(in super::super) const HEADING: f32 = 1.0;
    pub(in super::super) const STORY: f32 = 2.4;
    pub(in super::super) const META: f32 = 2.5;
    pub(in super::super) const LOWER_META: f32 = 0.5;
    pub(in super::super) const PAGE: f32 = 0.5;
    pub(in super::super) const HEAD: f32 = 1.0;
    /// A line of the page that prints the form and nothing else.
    pub(in super::super) const PRINTED: f32 = 1.0;
    /// A form is believed less than the whole that it was cut from.
    pub(in super::super) const CUT: f32 = 0.75;
    /// The same if what was cut off is the site's name.
    pub(in super::super) const CUT_SITE: f32 = 1.1;
    /// What each heading has less than the one before: pages print their lead headline first.
    pub(in super::super) const LATER: f32 = 0.01;
    /// What a source that says the site's name keeps of its vote.
    pub(in super::super) const ASTRAY: f32 = 0.2;
    /// What an `h1` keeps that is the site's name, or unlike all other titles: less than a head's title.
    pub(in super::super) const STRAY_H1: f32 = 0.1;
    /// The same if it is the only one outside the chrome: the head's titles may be made for search engines.
    pub(in super::super) const SOLE: f32 = 0.6;
}

/// How many times the words of a heading a title has, at least, if the heading is the site's name and not the headline.
const SITE_SHARE: usize = 3;

/// Bytes from which a site's name is told from a word.
const LEAST_SITE: usize = 5;

/// Bytes that the name of an edition is longer, at most: "Post UK", "Post News".
const EDITION: usize = 8;

/// Names of the site that are looked for, at most.
const MOST_SITES: usize = 40;

/// A form of a title and what its voters weigh.
struct Form {
    key: String,
    /// The first character of the key.
    begin: char,
    text: String,
    score: f32,
    /// Whether a source says this and nothing else, but for the site's name.
    stated: bool,
    /// The same of Open Graph and the like.
    shared: bool,
}

/// The forms of all sources.
#[derive(Default)]
pub(super) struct Ballot {
    forms: Vec<Form>,
    /// Names of the site, without spaces.
    sites: Vec<String>,
}

impl Ballot {
    /// An empty one that knows the names of the site.
    pub(super) fn new(signals: &Signals, claims: &Claims) -> Ballot {
        let mut ballot = Ballot { sites: site_keys(signals, claims), ..Ballot::default() };
        ballot.learn_site(signals);
        ballot.learn_brand(signals, claims);
        ballot.sites.sort_unstable();
        ballot.sites.dedup();
        ballot
    }

    /// Votes by the headings: an `h1` for what it prints, any other for what a source has said already.
    pub(super) fn headings(&mut self, signals: &Signals) {
        let rival = |form: &&Form| form.stated || form.key.split(' ').count() > 2;
        let rivals: Vec<String> = self.forms.iter().filter(rival).map(|form| form.key.clone()).collect();
        let own =
            |element: &&Element| element.role == Role::Heading(1) && !element.in_chrome && !element.text.is_empty();
        let sole = headings(signals).filter(own).count() == 1;
        let mut seen = 0.0;
        for element in headings(signals).take(MOST_HEADINGS) {
            let weight = match element.role {
                Role::Heading(1) if element.declared => weight::MARKED_H1,
                Role::Heading(1) => weight::H1,
                _ => weight::HEADING,
            };
            if element.role != Role::Heading(1) && !self.begins_a_form(&element.text) {
                continue;
            }
            let text = clean_short(&element.text);
            let text = self.without_site(&text);
            let key = key(text);
            if element.role != Role::Heading(1) && !self.forms.iter().any(|form| form.key == key) {
                continue;
            }
            let kin = rivals.iter().any(|rival| kin(rival, &key)) || rivals.is_empty() && !element.in_chrome;
            let share = match () {
                () if self.is_site(&key) || is_address(text) => weight::STRAY_H1,
                () if kin => 1.0,
                () if sole && own(&element) && key.split(' ').count() > 2 => weight::SOLE,
                () => weight::STRAY_H1,
            };
            let score = weight * share - seen;
            seen += weight::LATER;
            match self.under_kicker(&key) {
                Some(form) => form.score += score,
                None => self.add(text, &key, score),
            }
        }
    }

    /// Whether a text, not yet cleaned, may begin as a form does: a glance that settles most.
    fn begins_a_form(&self, text: &str) -> bool {
        match text.chars().find(|c| letters::is_alphanumeric(*c) || matches!(c, '&' | '<')) {
            None => false,
            Some('&' | '<') => true,
            Some(begin) => {
                let begin = letters::lower(begin);
                self.forms.iter().any(|form| form.begin == begin)
            }
        }
    }

    /// The form that a heading prints behind a kicker, if Open Graph does not say it with the kicker.
    fn under_kicker(&mut self, heading: &str) -> Option<&mut Form> {
        if self.forms.iter().any(|form| form.shared && form.key == heading) {
            return None;
        }
        self.forms.iter_mut().find(|form| form.stated && is_kicked(heading, &form.key))
    }

    /// A heading without the site's name behind it.
    fn without_site<'t>(&self, text: &'t str) -> &'t str {
        let cut = cuts(text).into_iter().find(|(_, right)| self.is_site(&key(right)));
        cut.map_or(text, |(left, _)| left)
    }

    /// Learns the site's name from a heading that prints only the short right side of the head's title: the other side
    /// is the headline then, for no site's name is so much longer than a headline.
    fn learn_site(&mut self, signals: &Signals) {
        let title = clean_short(&signals.title);
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

    /// Learns the name of site or series from a head's title that says what Open Graph or JSON-LD does, and some words more.
    fn learn_brand(&mut self, signals: &Signals, claims: &Claims) {
        let stated: Vec<String> = claims
            .of(Field::Title)
            .take(MOST_CLAIMS)
            .filter(|claim| claim.rank == 0)
            .map(|claim| key(&clean_short(&claim.text)))
            .collect();
        let title = clean_short(&signals.title);
        if stated.contains(&key(&title)) {
            return;
        }
        for (left, right) in cuts(&title) {
            for (kept, gone) in [(key(left), key(right)), (key(right), key(left))] {
                if gone.split(' ').count() < kept.split(' ').count() && stated.contains(&kept) {
                    self.sites.push(gone.replace(' ', ""));
                }
            }
        }
    }

    /// Votes for what a source says and for its forms without what stands beside a separator.
    pub(super) fn vote(&mut self, text: &str, weight: f32) {
        if text.is_empty() || text.chars().count() > LONGEST {
            return;
        }
        let cuts = cuts(text);
        let mut sited = false;
        for (left, right) in cuts {
            for (kept, gone) in [(left, right), (right, left)] {
                let site = self.is_site(&key(gone)) || is_address(gone);
                sited |= site;
                let key = key(kept);
                self.add(kept, &key, weight * if site { weight::CUT_SITE } else { weight::CUT });
                if site {
                    self.state(&key, weight);
                }
            }
        }
        let key = key(text);
        let astray = self.is_site(&key);
        self.add(text, &key, weight * if sited || astray { weight::ASTRAY } else { 1.0 });
        if !sited && !astray {
            self.state(&key, weight);
        }
    }

    fn state(&mut self, key: &str, weight: f32) {
        if weight < weight::STORY {
            return;
        }
        if let Some(form) = self.forms.iter_mut().find(|form| form.key == key) {
            form.stated = true;
            form.shared |= weight > weight::STORY;
        }
    }

    fn add(&mut self, text: &str, key: &str, score: f32) {
        if let Some(form) = self.forms.iter_mut().find(|form| form.key == key) {
            form.score += score;
        } else if let Some(begin) = key.chars().next()
            && text.chars().count() <= LONGEST
        {
            let long = key.len() > 1 && !self.is_site(key) && !is_address(text);
            self.forms.push(Form {
                key: key.to_owned(),
                begin,
                text: text.to_owned(),
                score: if long { score } else { score * weight::ASTRAY },
                stated: false,
                shared: false,
            });
        }
    }

    /// Lines of the page that print a form.
    pub(super) fn printed(&mut self, document: &Document, top: usize) {
        let longest = self.forms.iter().map(|form| form.text.len()).max().unwrap_or_default();
        let several = self.forms.iter().filter(|form| form.key.contains(' '));
        let Some(shortest) = several.map(|form| form.key.len()).min() else { return };
        for block in document.blocks.iter().take(top) {
            let text = document.text(block);
            // A print may differ in white space and marks, not by half; small letters may take half more than large ones.
            let fits = (shortest * 2 / 3..=longest * 3 / 2).contains(&text.len());
            if !fits || !self.begins_a_form(text) {
                continue;
            }
            let key = key(text);
            if let Some(form) = self.forms.iter_mut().find(|form| form.key == key && form.key.contains(' ')) {
                form.score += weight::PRINTED;
            }
        }
    }

    fn is_site(&self, key: &str) -> bool {
        let joined = || key.bytes().filter(|byte| *byte != b' ');
        let is = |site: &String| {
            let mut rest = joined();
            let longer = site.bytes().all(|byte| rest.next() == Some(byte)).then(|| rest.count());
            longer.is_some_and(|longer| longer == 0 || site.len() >= LEAST_SITE && longer < EDITION)
        };
        !key.is_empty() && self.sites.iter().any(is)
    }

    pub(super) fn winner(self) -> Option<String> {
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

/// Names the site goes by, without spaces: as declared, and the labels of its host.
pub(in super::super) fn site_keys(signals: &Signals, claims: &Claims) -> Vec<String> {
    let mut sites: Vec<String> =
        claims.texts(Field::Site).take(MOST_SITES).map(|name| key(&clean_short(name)).replace(' ', "")).collect();
    let address = signals.base.as_deref().into_iter().chain(claims.texts(Field::Url));
    let canonical = signals.links.iter().filter(|(rel, _, _)| rel == "canonical").map(|(_, href, _)| href.as_str());
    for host in address.chain(canonical).filter_map(super::super::address::host) {
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
