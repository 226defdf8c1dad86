//! The votes of headings: what a page prints where readers look for its headline.

use std::borrow::Cow;

use crate::document::Document;

use super::super::super::signals::{Element, Role, Signals};
use super::super::clean::clean_short;
use super::super::lines;
use super::ballot::{Ballot, Form, weight};
use super::likeness::{alike, is_address, is_kicked, key, kin, restates};
use super::{MOST_HEADINGS, headings};

/// Words from which a lower heading that restates a title is the headline, and no subhead of the text.
const LEAST_RESTATED: usize = 4;

/// Words beyond which an `h1` is a paragraph.
const MOST_WORDS: usize = 40;

/// What an `h1` is held against.
struct Rivals {
    /// Forms that are headlines rather than names.
    keys: Vec<String>,
    /// The head's title, if a lower heading prints another.
    search: Option<String>,
    /// Whether there is but one `h1` outside the chrome.
    sole: bool,
}

impl Ballot<'_> {
    /// Votes by the headings: an `h1` for what it prints, any other for what a source has said already. `spelled` is the
    /// headline that JSON-LD and the address agree on.
    pub(super) fn headings(&mut self, signals: &Signals, document: &Document, spelled: Option<&str>) {
        let rivals = self.rivals(signals, document);
        if let Some(form) =
            spelled.and_then(|key| self.form(key)).filter(|&form| self.is_unlike_headings(&self.forms[form], signals))
        {
            self.forms[form].score += weight::SPELLED;
        }
        let mut seen = 0.0;
        for element in headings(signals).take(MOST_HEADINGS) {
            let first = is_first(element);
            if !first && !element.wordings().any(|text| self.begins_a_form(text)) {
                continue;
            }
            let text = self.wording(element);
            let text = self.without_site(&text);
            let key = key(text);
            if !first && self.form(&key).is_none() {
                continue;
            }
            let weight = match first {
                true if element.declared => weight::MARKED_H1,
                true => weight::H1,
                false => weight::HEADING,
            };
            let score = weight * self.share(element, (text, &key), &rivals) - seen;
            seen += weight::LATER;
            // What Open Graph says as the heading does is a whole.
            let part = || self.under_kicker(&key).or_else(|| self.on_a_line(document, element));
            match self.forms.iter().all(|form| !form.shared || form.key != key).then(part).flatten() {
                Some(form) => self.forms[form].score += score,
                None => self.add(text, &key, score),
            }
            if first {
                self.reprint(&key, text);
            }
        }
    }

    /// What a heading says as some other source does: all of it, or without labels, or without what stands in an element at
    /// either end; else what it says without labels.
    fn wording<'e>(&self, element: &'e Element) -> Cow<'e, str> {
        if element.bare.is_none() && element.parts.is_empty() {
            return clean_short(&element.text);
        }
        let form = |text: &str| Some(&self.forms[self.form(&key(self.without_site(text)))?]);
        let bare = element.bare.as_ref().unwrap_or(&element.text);
        let most = |part: &str| 2 * part.len() >= element.text.len();
        let is_headline = |part: &String| {
            form(part).is_some_and(|form| form.key.contains(' ') && form.said || form.parted && most(part))
        };
        let known = [&element.text, bare].into_iter().find(|text| form(&clean_short(text)).is_some());
        clean_short(known.or_else(|| element.parts.iter().find(|part| is_headline(part))).unwrap_or(bare))
    }

    /// Whether the page has an `h1`, and none prints such a headline in some words or other.
    fn is_unlike_headings(&self, form: &Form, signals: &Signals) -> bool {
        let first = || headings(signals).take(MOST_HEADINGS).filter(|element| is_first(element));
        let like = |element: &Element| alike(&key(&clean_short(&element.text)), &form.key);
        first().next().is_some() && !first().any(like)
    }

    fn rivals(&mut self, signals: &Signals, document: &Document) -> Rivals {
        let rival = |form: &&Form| form.stated || form.key.split(' ').count() > 2;
        let keys = self.forms.iter().filter(rival).map(|form| form.key.clone()).collect();
        let sole = headings(signals).filter(|element| is_own(element)).count() == 1;
        let restated = self.restated(signals, document);
        let search = restated.and_then(|restated| {
            self.forms[restated].score += weight::RESTATED - weight::HEADING;
            let search = key(self.without_site(&clean_short(&signals.title)));
            (search != self.forms[restated].key).then_some(search)
        });
        Rivals { keys, search, sole }
    }

    /// The share of its vote that a heading keeps.
    fn share(&self, element: &Element, (text, key): (&str, &str), rivals: &Rivals) -> f32 {
        let words = key.split(' ').count();
        let for_search = is_first(element) && rivals.search.as_deref() == Some(key);
        if self.sites.has(key) || is_address(text) || words > MOST_WORDS || for_search {
            return weight::STRAY_H1;
        }
        let mut kin = rivals.keys.iter().filter(|rival| kin(rival, key)).peekable();
        let any = kin.peek().is_some() || rivals.keys.is_empty() && !element.in_chrome;
        match () {
            () if kin.any(|rival| rival.contains(key) || key.contains(&**rival)) || any && rivals.keys.is_empty() => {
                1.0
            }
            () if any => weight::ALIKE,
            () if rivals.sole && is_own(element) && words > 2 => weight::SOLE,
            () => weight::STRAY_H1,
        }
    }

    /// What a lower heading above the text says of all that another source does, perhaps under a kicker: the headline on a
    /// page whose `h1` is made for search engines, as the head's title is.
    fn restated(&self, signals: &Signals, document: &Document) -> Option<usize> {
        let near = headings(signals).take(MOST_HEADINGS);
        let first = near.clone().find(|element| is_first(element)).map_or(0, |first| first.block);
        let above = |element: &Element| {
            let between = document.blocks.get(first as usize..element.block as usize).unwrap_or_default();
            between.iter().filter(|block| lines::is_prose(document.text(block))).count() < 2
        };
        let words = |form: &Form| form.key.split(' ').count();
        let long = |form: &Form| form.said && words(form) >= LEAST_RESTATED;
        let may_be = |form: &&Form| long(form) || form.stated && words(form) > 1;
        let shortest = self.forms.iter().filter(may_be).map(|form| form.key.len()).min()?;
        let says = |element: &Element| {
            let heading = key(&clean_short(&element.text));
            let whole = |form: &Form| form.key == heading || form.stated && restates(&heading, &form.key);
            let short = |form: &Form| form.stated && form.key == heading && words(form) > 1;
            let unlike = |form: &Form| short(form) && self.is_unlike_headings(form, signals);
            self.forms.iter().position(|form| long(form) && whole(form) || unlike(form))
        };
        let lower = near.filter(|element| matches!(element.role, Role::Heading(2 | 3)) && !element.in_chrome);
        // Small letters may take half more than large ones.
        let lower = lower.filter(|element| element.text.len() >= shortest * 2 / 3);
        lower
            .filter_map(|element| Some((element, says(element)?)))
            .find(|(element, _)| above(element))
            .map(|(_, form)| form)
    }

    /// The form that a heading prints behind a kicker.
    fn under_kicker(&self, heading: &str) -> Option<usize> {
        self.forms.iter().position(|form| form.stated && is_kicked(heading, &form.key))
    }

    /// The form that a heading prints on a line of its own, beside others.
    fn on_a_line(&self, document: &Document, element: &Element) -> Option<usize> {
        let text = document.text(document.blocks.get(element.block as usize)?);
        let lines: Vec<String> = text.contains('\n').then(|| text.split('\n').map(key).collect())?;
        self.forms.iter().position(|form| form.stated && lines.contains(&form.key))
    }
}

fn is_first(element: &Element) -> bool {
    element.role == Role::Heading(1)
}

fn is_own(element: &Element) -> bool {
    is_first(element) && !element.in_chrome && !element.text.is_empty()
}
