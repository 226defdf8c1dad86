//! Everything that somebody on the page says about it, in one list: the value between collecting and judging.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::super::names;
use super::super::signals::{Element, Role, Signals};
use super::{jsonld, labels};

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Author,
    /// An author whom JSON-LD types as an organisation.
    Newsroom,
    Published,
    Modified,
    Section,
    Tag,
    Site,
    Description,
    Language,
    Image,
    Url,
    Place,
    Body,
    /// The value beside a Twitter card's label, an author if the label says so.
    Signed,
}

/// Who claims it, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// The JSON-LD node of this very article.
    Story,
    /// A meta element.
    Meta,
    /// An element with schema.org markup.
    Declared,
    /// A JSON-LD node of the page around the article.
    Page,
    /// An element whose class says so.
    Classed,
}

/// One statement.
#[derive(Debug, Clone)]
pub(super) struct Claim<'a> {
    pub(super) field: Field,
    pub(super) source: Source,
    /// Among claims of one source, 0 is believed first.
    pub(super) rank: u8,
    pub(super) text: Cow<'a, str>,
    /// The element it was read from.
    pub(super) element: Option<&'a Element>,
}

/// All statements, the most trusted of a field first, in page order among equals.
#[derive(Debug, Default)]
pub(super) struct Claims<'a>(Vec<Claim<'a>>);

/// Rank from which the key of a date may mean anything: what the page prints is believed before it.
pub(super) const VAGUE: u8 = 2;

/// Rank of dates under keys that are not in the table.
const UNLISTED: u8 = 3;

/// Ranks of a site's name: of the web site's node, of an organisation's, and of a person who publishes under their own.
pub(super) const WEB_SITE: u8 = 1;
pub(super) const ORGANISATION: u8 = 2;
pub(super) const PERSONAL: u8 = 9;

/// Keys whose standards have the family's name first: Highwire's tags for scholars' search engines, and Dublin Core.
const INVERTED: [&str; 5] = ["citation_author", "citation_authors", "dc.creator", "dc:creator", "dcterms.creator"];

/// Elements beyond this many are not weighed: a page that long is a list of other articles.
const MOST_ELEMENTS: usize = 400;

impl<'a> Claims<'a> {
    /// Collects what metas, JSON-LD and elements say.
    pub(super) fn collect(signals: &'a Signals) -> Claims<'a> {
        let mut claims = Claims::default();
        for (key, content) in &signals.metas {
            claims.meta(key, content);
        }
        claims.cards(&signals.metas);
        jsonld::claim(signals, &mut claims);
        for element in signals.elements.iter().take(MOST_ELEMENTS) {
            claims.element(element);
        }
        claims.0.sort_by_key(|claim| (claim.source, claim.rank));
        claims
    }

    /// What is said about either date.
    pub(super) fn of_dates(&self) -> impl Iterator<Item = &Claim<'a>> {
        self.0.iter().filter(|claim| matches!(claim.field, Field::Published | Field::Modified))
    }

    /// What is said about a field.
    pub(super) fn of(&self, field: Field) -> impl Iterator<Item = &Claim<'a>> {
        self.0.iter().filter(move |claim| claim.field == field)
    }

    /// The texts said about a field.
    pub(super) fn texts(&self, field: Field) -> impl Iterator<Item = &str> {
        self.of(field).map(|claim| &*claim.text)
    }

    pub(super) fn push(&mut self, field: Field, source: Source, rank: u8, text: Cow<'a, str>) {
        if !text.trim().is_empty() {
            self.0.push(Claim { field, source, rank, text, element: None });
        }
    }

    fn meta(&mut self, key: &str, content: &'a str) {
        match KEYS.get(key) {
            Some((Field::Signed, _)) => {}
            Some((Field::Published, rank @ VAGUE..)) => {
                self.push(Field::Published, Source::Page, *rank, Cow::Borrowed(content));
            }
            Some((Field::Author, rank)) if INVERTED.contains(&key) => {
                let text = names::turned_all(content).map_or(Cow::Borrowed(content), Cow::Owned);
                self.push(Field::Author, Source::Meta, *rank, text);
            }
            Some((field, rank)) => self.push(*field, Source::Meta, *rank, Cow::Borrowed(content)),
            None if is_day(content) => self.unlisted(key, content),
            None => {}
        }
    }

    /// A day under a key of the site's own, if the key says which.
    fn unlisted(&mut self, key: &str, content: &'a str) {
        let field = match key {
            _ if key.contains("publi") => Field::Published,
            _ if key.contains("modif") || key.contains("updated") => Field::Modified,
            _ => return,
        };
        self.push(field, Source::Page, UNLISTED, Cow::Borrowed(content));
    }

    /// Twitter's labelled values: `twitter:label1` "Written by", `twitter:data1` the name.
    fn cards(&mut self, metas: &'a [(String, String)]) {
        let content = |name: &str| metas.iter().find(|(key, _)| key == name).map(|(_, content)| content.as_str());
        let rank = KEYS.get("twitter:data1").map_or(0, |(_, rank)| *rank);
        for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
            if let (Some(label), Some(name)) = (content(label), content(data))
                && names::is_introduced(&format!("{label} {name}"))
            {
                self.push(Field::Author, Source::Meta, rank, Cow::Borrowed(name));
            }
        }
    }

    fn element(&mut self, element: &'a Element) {
        let Some(field) = field_of(element.role) else { return };
        let source = if element.declared { Source::Declared } else { Source::Classed };
        let machine = matches!(field, Field::Published | Field::Modified) && !element.value.is_empty();
        let field = if machine && labels::says_changed(&element.text) { Field::Modified } else { field };
        let text = if machine || element.text.is_empty() { &element.value } else { &element.text };
        if !text.trim().is_empty() {
            let rank = u8::from(element.in_chrome);
            self.0.push(Claim { field, source, rank, text: Cow::Borrowed(text), element: Some(element) });
        }
    }
}

/// Whether a value begins like `2024-03-03`.
fn is_day(content: &str) -> bool {
    let digits = |byte: &u8| byte.is_ascii_digit();
    content.as_bytes().get(..5).is_some_and(|head| head[..4].iter().all(digits) && head[4] == b'-')
}

/// Headings are no claims: the judge of titles reads them itself.
fn field_of(role: Role) -> Option<Field> {
    match role {
        Role::Heading(_) => None,
        Role::Author => Some(Field::Author),
        Role::Published => Some(Field::Published),
        Role::Modified => Some(Field::Modified),
        Role::Section => Some(Field::Section),
        Role::Tag => Some(Field::Tag),
        Role::Place => Some(Field::Place),
    }
}

/// Meta key to field and rank.
static KEYS: LazyLock<HashMap<&str, (Field, u8), RandomState>> = LazyLock::new(|| rows().filter_map(row).collect());

fn rows() -> impl Iterator<Item = &'static str> {
    include_str!("keys.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn row(line: &'static str) -> Option<(&'static str, (Field, u8))> {
    let mut fields = line.split(' ');
    let (key, field, rank) = (fields.next()?, fields.next()?, fields.next()?);
    Some((key, (named(field)?, rank.parse().ok()?)))
}

fn named(field: &str) -> Option<Field> {
    Some(match field {
        "title" => Field::Title,
        "author" => Field::Author,
        "published" => Field::Published,
        "modified" => Field::Modified,
        "section" => Field::Section,
        "tag" => Field::Tag,
        "site" => Field::Site,
        "description" => Field::Description,
        "language" => Field::Language,
        "image" => Field::Image,
        "url" => Field::Url,
        "place" => Field::Place,
        "signed" => Field::Signed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_well_formed() {
        for line in rows() {
            assert!(row(line).is_some(), "{line}");
            assert_eq!(line, line.to_lowercase());
        }
        assert_eq!(rows().count(), KEYS.len(), "a key stands twice");
    }

    #[test]
    fn every_key_claims_its_field() {
        for (key, (field, _)) in rows().filter_map(row).filter(|(_, (field, _))| *field != Field::Signed) {
            let signals = Signals { metas: vec![(key.into(), "x y".into())], ..Signals::default() };
            assert_eq!(Claims::collect(&signals).texts(field).collect::<Vec<_>>(), ["x y"], "{key}");
        }
    }

    #[test]
    fn a_card_names_an_author_only_under_such_a_label() {
        let metas =
            |label: &str| vec![("twitter:label1".into(), label.into()), ("twitter:data1".into(), "Jane Doe".into())];
        let authors = |label: &str| {
            let signals = Signals { metas: metas(label), ..Signals::default() };
            Claims::collect(&signals).texts(Field::Author).count()
        };
        assert_eq!((authors("Written by"), authors("Reading time")), (1, 0));
    }
}
