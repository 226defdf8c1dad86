//! The votes for a title.

use crate::document::Document;
use crate::letters;

use super::super::super::chars;
use super::LONGEST;
use super::likeness::{HYPHENS, cuts, is_address, key};
use super::sites::Sites;

/// What the sources' votes weigh. An `h1` is what readers see; a head's `title` is made for search engines, and Open Graph
/// and JSON-LD often repeat it, so that an `h1` outweighs all three. Calibrated on real pages, where 6 to 10 do alike.
pub(super) mod weight {
    pub(in super::super) const H1: f32 = 8.0;
    pub(in super::super) const MARKED_H1: f32 = 8.5;
    pub(in super::super) const HEADING: f32 = 1.0;
    /// The same if it is all that another source says.
    pub(in super::super) const RESTATED: f32 = 6.0;
    pub(in super::super) const STORY: f32 = 2.4;
    /// The address that spells the headline of JSON-LD.
    pub(in super::super) const SPELLED: f32 = 16.0;
    pub(in super::super) const META: f32 = 2.5;
    pub(in super::super) const LOWER_META: f32 = 0.5;
    pub(in super::super) const PAGE: f32 = 0.5;
    pub(in super::super) const HEAD: f32 = 1.0;
    /// A line of the page that prints the form and nothing else.
    pub(in super::super) const PRINTED: f32 = 1.0;
    /// A form is believed less than the whole that it was cut from.
    pub(in super::super) const CUT: f32 = 0.75;
    /// The same of what stands before a bar, which parts names of sites and sections from headlines and nothing else.
    pub(in super::super) const CUT_BAR: f32 = 1.2;
    /// The same if what was cut off is the site's name.
    pub(in super::super) const CUT_SITE: f32 = 1.1;
    /// What each heading has less than the one before: pages print their lead headline first.
    pub(in super::super) const LATER: f32 = 0.01;
    /// What a source that says the site's name keeps of its vote.
    pub(in super::super) const ASTRAY: f32 = 0.2;
    /// What an `h1` keeps that shares words with other titles, and neither says what the other does.
    pub(in super::super) const ALIKE: f32 = 0.98;
    /// What an `h1` keeps that is the site's name, or unlike all other titles: less than a head's title.
    pub(in super::super) const STRAY_H1: f32 = 0.1;
    /// The same if it is the only one outside the chrome: the head's titles may be made for search engines.
    pub(in super::super) const SOLE: f32 = 0.6;
}

/// Bars between a headline and the name of a site.
const BARS: [char; 2] = ['|', '｜'];

/// Lines that print a form and count: menus and breadcrumbs repeat the name of a page.
const MOST_PRINTS: u8 = 2;

/// A form of a title and what its voters weigh.
pub(super) struct Form {
    pub(super) key: String,
    /// The first character of the key.
    begin: char,
    pub(super) text: String,
    pub(super) score: f32,
    /// Whether a source says this and nothing else, but for the site's name.
    pub(super) said: bool,
    /// The same of Open Graph, JSON-LD and the like.
    pub(super) stated: bool,
    /// The same of Open Graph and the like alone.
    pub(super) shared: bool,
    /// Whether a source says this beside something else, with a mark between that parts more than a kicker from a headline.
    pub(super) parted: bool,
    /// Lines of the page that print it.
    printed: u8,
    /// The last block that does.
    last: Option<usize>,
}

/// The forms of all sources.
pub(super) struct Ballot<'a> {
    pub(super) forms: Vec<Form>,
    pub(super) sites: Sites<'a>,
}

impl<'a> Ballot<'a> {
    /// An empty one that knows the names of the site.
    pub(super) fn new(sites: Sites<'a>) -> Ballot<'a> {
        Ballot { forms: Vec::new(), sites }
    }

    /// Whether a text, not yet cleaned, may begin as a form does: a glance that settles most.
    pub(super) fn begins_a_form(&self, text: &str) -> bool {
        match text.chars().find(|c| letters::is_alphanumeric(*c) || matches!(c, '&' | '<')) {
            None => false,
            Some('&' | '<') => true,
            Some(begin) => {
                let begin = letters::lower(begin);
                self.forms.iter().any(|form| form.begin == begin)
            }
        }
    }

    /// A heading without the name of site or section behind it.
    pub(super) fn without_site<'t>(&self, text: &'t str) -> &'t str {
        let named = |(left, right): &(&str, &str)| {
            let right = key(right);
            self.sites.has(&right) || is_barred(text, left) && self.sites.has_section(&right)
        };
        cuts(text).into_iter().find(named).map_or(text, |(left, _)| left)
    }

    /// Votes for what a source says and for its forms without what stands beside a separator.
    pub(super) fn vote(&mut self, text: &str, weight: f32) {
        if text.is_empty() || text.chars().count() > LONGEST {
            return;
        }
        let mut sited = false;
        for (left, right) in cuts(text) {
            let barred = is_barred(text, left);
            let colon = text[left.len()..].trim_start().starts_with(':');
            let (left, right) = ((left, key(left)), (right, key(right)));
            for ((kept, key), (gone, name), barred) in [(&left, &right, barred), (&right, &left, false)] {
                let site = self.sites.has(name) || is_address(gone) || barred && self.sites.has_section(name);
                let share = match () {
                    () if site => weight::CUT_SITE,
                    () if barred => weight::CUT_BAR,
                    () => weight::CUT,
                };
                self.add(kept, key, weight * share);
                if let Some(form) = self.form(key).filter(|_| !colon) {
                    self.forms[form].parted = true;
                }
                if site {
                    sited = true;
                    self.state(key, weight);
                }
            }
        }
        let key = key(text);
        let astray = self.sites.has(&key);
        self.add(text, &key, weight * if sited || astray { weight::ASTRAY } else { 1.0 });
        if !sited && !astray {
            self.state(&key, weight);
        }
    }

    /// The place of the form with this key.
    pub(super) fn form(&self, key: &str) -> Option<usize> {
        self.forms.iter().position(|form| form.key == key)
    }

    fn state(&mut self, key: &str, weight: f32) {
        if let Some(form) = self.form(key).map(|form| &mut self.forms[form]) {
            form.said |= weight >= weight::HEAD;
            form.stated |= weight >= weight::STORY;
            form.shared |= weight > weight::STORY;
        }
    }

    pub(super) fn add(&mut self, text: &str, key: &str, score: f32) {
        if let Some(form) = self.form(key) {
            self.forms[form].score += score;
        } else if let Some(begin) = key.chars().next()
            && text.chars().count() <= LONGEST
        {
            let long = key.len() > 1 && !self.sites.has(key) && !is_address(text);
            self.forms.push(Form {
                key: key.to_owned(),
                begin,
                text: text.to_owned(),
                score: if long { score } else { score * weight::ASTRAY },
                said: false,
                stated: false,
                shared: false,
                parted: false,
                printed: 0,
                last: None,
            });
        }
    }

    /// Has a heading's print of a form stand for it: the head's may have quotation marks or emphasis of its own. One all in
    /// capitals tells less, and so does one with a sign behind it.
    pub(super) fn reprint(&mut self, key: &str, text: &str) {
        let ends = |c: char| letters::is_alphanumeric(c) || chars::is_closing(c) || matches!(c, '.' | '!' | '?' | '…');
        if text.ends_with(ends)
            && text.contains(char::is_lowercase)
            && let Some(form) = self.form(key)
        {
            text.clone_into(&mut self.forms[form].text);
        }
    }

    /// Lines of the page that print a form; those that print the site's name are its logo.
    pub(super) fn printed(&mut self, document: &Document, top: usize) {
        let longest = self.forms.iter().map(|form| form.text.len()).max().unwrap_or_default();
        let several = self.forms.iter().filter(|form| form.key.contains(' '));
        let Some(shortest) = several.map(|form| form.key.len()).min() else { return };
        for (at, block) in document.blocks.iter().enumerate().take(top) {
            let text = document.text(block);
            // A print may differ in white space and marks, not by half; small letters may take half more than large ones.
            let fits = (shortest * 2 / 3..=longest * 3 / 2).contains(&text.len());
            if !fits || !self.begins_a_form(text) {
                continue;
            }
            let key = key(text);
            if let Some(form) = self.forms.iter_mut().find(|form| form.key == key && form.key.contains(' '))
                && form.printed < MOST_PRINTS
                && !self.sites.has(&key)
            {
                form.score += weight::PRINTED;
                form.printed += 1;
                form.last = Some(at);
            }
        }
    }

    pub(super) fn winner(self) -> Option<String> {
        // A later form wins only if it is better: the order of the sources decides between equals.
        let mut best: Option<Form> = None;
        for form in self.forms {
            // Of two that are printed, the upper one is a site's name.
            let is_below = |best: &Form| form.score == best.score && best.last.is_some() && form.last > best.last;
            if best.as_ref().is_none_or(|best| form.score > best.score || is_below(best)) {
                best = Some(form);
            }
        }
        best.map(|form| form.text)
    }
}

/// Whether a bar, or a hyphen that does a bar's work, stands behind what a text begins with.
fn is_barred(text: &str, left: &str) -> bool {
    let rest = &text[left.len()..];
    rest.trim_start().starts_with(BARS) || rest.starts_with(HYPHENS)
}
