//! The names that a site goes by: as declared, by its address, and as its pages print them where headlines stand.

use crate::document::{Block, Document, Kind};

use super::super::super::signals::{Role, Signals};
use super::super::claims::{Claims, Field};
use super::super::clean::clean_short;
use super::likeness::{cuts, initial, key};
use super::{MOST_CLAIMS, MOST_HEADINGS, headings, names_of_page};

/// How many times the words of a heading a title has, at least, if the heading is the site's name and not the headline.
const SITE_SHARE: usize = 3;

/// Bytes from which a site's name is told from a word.
const LEAST_SITE: usize = 5;

/// Bytes that the name of an edition is longer, at most: "Post UK", "Post News".
const EDITION: usize = 8;

/// Names of the site that are looked for, at most.
const MOST_SITES: usize = 40;

/// Letters of the second level below a country, at most, if it is no name: `co`, `gov`.
const LONGEST_SECOND: usize = 3;

/// Names of one site, in small letters and without spaces.
pub(super) struct Sites<'a> {
    names: Vec<String>,
    signals: &'a Signals,
    claims: &'a Claims<'a>,
}

impl<'a> Sites<'a> {
    /// What the page gives away.
    pub(super) fn of(names: &[String], logo: Option<&str>, signals: &'a Signals, claims: &'a Claims<'a>) -> Sites<'a> {
        let mut sites = Sites { names: names.to_vec(), signals, claims };
        sites.names.extend(logo.map(|logo| key(logo).replace(' ', "")));
        sites.learn_banner(signals);
        sites.learn_brand(signals, claims);
        sites.names.sort_unstable();
        sites.names.dedup();
        sites
    }

    /// Whether a key is one of them, or that of an edition.
    pub(super) fn has(&self, key: &str) -> bool {
        let joined = || key.bytes().filter(|byte| *byte != b' ');
        let is = |site: &String| {
            let mut rest = joined();
            let longer = site.bytes().all(|byte| rest.next() == Some(byte)).then(|| rest.count());
            longer.is_some_and(|longer| {
                longer == 0 || site.len() >= LEAST_SITE && longer < EDITION.max(site.len() * 3 / 4)
            })
        };
        !key.is_empty() && self.names.iter().any(is)
    }

    /// Whether a key is the name of a section that the page declares, or of a folder that it lies in: behind a bar it is no
    /// part of a headline.
    pub(super) fn has_section(&self, name: &str) -> bool {
        let declared = self.claims.texts(Field::Section).take(MOST_SITES);
        let mut folders = addresses(self.signals, self.claims).take(MOST_SITES).flat_map(folders);
        let begin = name.chars().next();
        let says = |section: &str| initial(section) == begin && key(&clean_short(section)) == name;
        begin.is_some() && (folders.any(says) || declared.into_iter().any(says))
    }

    /// Learns the site's name from an `h1` that prints one side of the head's title as a banner does: the short right one,
    /// for no site's name is so much longer than a headline; or any, if a lower heading prints the other and that is no
    /// shorter.
    fn learn_banner(&mut self, signals: &Signals) {
        let near = || headings(signals).take(MOST_HEADINGS);
        let banners: Vec<String> =
            near().filter(|element| element.role == Role::Heading(1)).map(|element| key(&element.text)).collect();
        if banners.is_empty() {
            return;
        }
        let below = |side: &str| {
            near().any(|element| {
                element.role != Role::Heading(1)
                    && initial(&element.text) == side.chars().next()
                    && key(&element.text) == side
            })
        };
        let title = clean_short(&signals.title);
        let count = |side: &str| side.split(' ').count();
        for (left, right) in cuts(&title) {
            let (left, right) = (key(left), key(right));
            for (kept, gone) in [(&left, &right), (&right, &left)] {
                if !banners.contains(gone) {
                    continue;
                }
                let short = gone.len() < kept.len() && count(kept) + count(gone) >= SITE_SHARE * count(gone);
                let other = count(kept) >= count(gone).max(2) && !banners.contains(kept) && below(kept);
                if other || short && right == *gone {
                    self.names.push(gone.replace(' ', ""));
                }
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
            let (left, right) = (key(left), key(right));
            for (kept, gone) in [(&left, &right), (&right, &left)] {
                if gone.split(' ').count() < kept.split(' ').count() && stated.contains(kept) {
                    self.names.push(gone.replace(' ', ""));
                }
            }
        }
    }
}

/// Names the site goes by, without spaces: as declared, and the labels of its host.
pub(in super::super) fn site_keys(signals: &Signals, claims: &Claims) -> Vec<String> {
    let mut names: Vec<String> =
        claims.texts(Field::Site).take(MOST_SITES).map(|name| key(&clean_short(name))).collect();
    drop_page(&mut names, signals);
    let mut sites: Vec<String> = names.into_iter().map(|name| name.replace(' ', "")).collect();
    for host in addresses(signals, claims).filter_map(super::super::address::host) {
        let labels: Vec<&str> = host.split('.').filter(|label| *label != "www").collect();
        sites.push(labels.concat());
        if labels.len() > 1 {
            sites.push(labels[..labels.len() - 1].concat().replace('-', ""));
            sites.push(labels[labels.len() - 2].replace('-', ""));
            // `example.co.uk`, `example.gv.at`
            if labels.len() > 2 && labels[labels.len() - 2].len() <= LONGEST_SECOND {
                sites.push(labels[labels.len() - 3].replace('-', ""));
            }
        }
    }
    sites.retain(|site| !site.is_empty());
    sites
}

/// The part of the head's title that the page prints at its top as a link and nothing else, as a site does with its name, while
/// it prints the rest elsewhere or that is longer.
pub(in super::super) fn logo(signals: &Signals, document: &Document) -> Option<String> {
    let title = clean_short(&signals.title);
    let cuts = cuts(&title);
    if cuts.is_empty() {
        return None;
    }
    // Entries of menus name sections.
    let is_logo = |block: &&Block| {
        block.kind != Kind::ListItem && block.text.len() <= title.len() * 3 / 2 && document.is_linked(block)
    };
    let top = document.blocks.iter().take(LOGO).filter(is_logo);
    let logos: Vec<String> = top.map(|block| key(document.text(block))).collect();
    let headed = |side: &str| headings(signals).take(MOST_HEADINGS).any(|element| key(&element.text) == side);
    let is_name = |kept: &str, gone: &str| {
        let (kept, gone) = (key(kept), key(gone));
        let is_less = || gone.len() < kept.len() && !headed(&gone);
        logos.contains(&gone) && !logos.contains(&kept) && (headed(&kept) || is_less())
    };
    let sides = cuts.into_iter().flat_map(|(left, right)| [(left, right), (right, left)]);
    { sides }.find(|(kept, gone)| is_name(kept, gone)).map(|(_, gone)| gone.trim_matches(BETWEEN).to_owned())
}

/// What is left of a row of marks beside a name where the row is cut.
const BETWEEN: [char; 7] = ['|', '-', '–', '—', '»', '·', ' '];

/// Blocks at the top of a page among which its logo stands.
const LOGO: usize = 20;

/// Leaves out what two of the page's own titles say: some generators give every name that a page has the same text. A front
/// page has the site's name there, and then there is no other.
fn drop_page(names: &mut Vec<String>, signals: &Signals) {
    if names.iter().all(|name| *name == names[0]) {
        return;
    }
    let titles = names_of_page(signals);
    let is_page = |name: &String| titles.iter().filter(|title| *title == name).count() > 1;
    if names.iter().any(|name| !is_page(name)) {
        names.retain(|name| !is_page(name));
    }
}

/// The folders that a page lies in.
fn folders(address: &str) -> impl Iterator<Item = &str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('/').map_or("", |(folders, _)| folders).split('/').skip(3)
}

/// The page's own addresses.
pub(super) fn addresses<'a>(signals: &'a Signals, claims: &'a Claims) -> impl Iterator<Item = &'a str> {
    let canonical = signals.links.iter().filter(|(rel, _, _)| rel == "canonical").map(|(_, href, _)| href.as_str());
    signals.base.as_deref().into_iter().chain(claims.texts(Field::Url)).chain(canonical)
}
