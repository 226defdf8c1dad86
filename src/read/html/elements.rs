//! Single elements: what their attributes say they are, and what of them may be metadata.

use crate::document::{Kind, Marks};
use crate::read::chars;
use crate::read::signals::{Element, Role, Signals};

use super::attributes::{Attribute, Attributes};
use super::blocks::Raw;
use super::classes::Roles;
use super::tags;

/// Sections whose headings, dates and names belong to something other than the article.
pub(super) const CHROME: Marks = Marks::NAV
    .union(Marks::ASIDE)
    .union(Marks::FOOTER)
    .union(Marks::RELATED)
    .union(Marks::COMMENT)
    .union(Marks::PROMO)
    .union(Marks::HIDDEN);

/// Bytes of text beyond which an element is no name or date, and no headline: two of the longest headlines.
const LONGEST: usize = 600;

/// An element that looks like metadata, while its text is still being read.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) role: Role,
    pub(super) value: String,
    pub(super) declared: bool,
    pub(super) start: usize,
    pub(super) block: u32,
    pub(super) in_chrome: bool,
}

impl Noted {
    /// Whether schema.org markup says that this is an author: a name in it is theirs.
    pub(super) fn is_declared_author(&self) -> bool {
        self.role == Role::Author && self.declared
    }

    /// The signal, once its text is complete; `None` when it is too long or says nothing.
    pub(super) fn finish(self, text: &str) -> Option<Element> {
        let text = if text.len() <= LONGEST { chars::collapse(text) } else { String::new() };
        let Noted { role, value, declared, block, in_chrome, .. } = self;
        (!text.is_empty() || !value.is_empty()).then_some(Element { role, text, value, declared, in_chrome, block })
    }
}

/// What an element's attributes, other than class and id, say it is.
pub(super) fn marks(attributes: &Attributes<'_>) -> Marks {
    let mut marks = attributes.get(Attribute::Role).map_or(Marks::empty(), tags::role_marks);
    let style = attributes.get(Attribute::Style).unwrap_or_default();
    let hidden = attributes.get(Attribute::Hidden).is_some()
        || attributes.get(Attribute::AriaHidden) == Some("true")
        || style.contains("display:none")
        || style.contains("display: none")
        || style.contains("visibility:hidden")
        || style.contains("visibility: hidden");
    marks.set(Marks::HIDDEN, hidden);
    if attributes.get(Attribute::AriaModal) == Some("true") {
        marks |= Marks::DIALOG;
    }
    if let Some(property) = attributes.get(Attribute::Itemprop) {
        marks |= property.split_ascii_whitespace().map(property_marks).fold(Marks::empty(), Marks::union);
    }
    if attributes
        .get(Attribute::Itemtype)
        .is_some_and(|kind| kind.ends_with("/Comment") || kind.ends_with("/UserComments"))
    {
        marks |= Marks::COMMENT;
    }
    marks
}

fn property_marks(property: &str) -> Marks {
    match property {
        "articleBody" => Marks::BODY,
        "author" | "creator" | "datePublished" | "dateModified" | "dateCreated" => Marks::BYLINE,
        "headline" => Marks::TITLE,
        "description" | "alternativeHeadline" => Marks::STANDFIRST,
        "comment" => Marks::COMMENT,
        "caption" => Marks::CAPTION,
        "keywords" => Marks::TAGS,
        "breadcrumb" => Marks::NAV,
        "dateline" | "contentLocation" => Marks::DATELINE,
        _ => Marks::empty(),
    }
}

/// Notes `meta`, `link` and the root's language.
pub(super) fn head(name: &str, attributes: &Attributes<'_>, signals: &mut Signals) {
    let get = |name| attributes.get(name).unwrap_or_default();
    match name {
        "html" => {
            signals.lang = attributes.get(Attribute::Lang).or(attributes.get(Attribute::XmlLang)).map(str::to_owned)
        }
        "meta" => {
            let keys = [Attribute::Name, Attribute::Property, Attribute::Itemprop, Attribute::HttpEquiv];
            let key = keys.into_iter().map(get).find(|key| !key.is_empty()).unwrap_or_default();
            let content = get(Attribute::Content);
            if !key.is_empty() && !content.trim().is_empty() {
                signals.metas.push((key.to_lowercase(), content.to_owned()));
            }
        }
        "link" if !get(Attribute::Href).is_empty() => {
            signals.links.push((
                get(Attribute::Rel).to_lowercase(),
                get(Attribute::Href).to_owned(),
                get(Attribute::Hreflang).to_owned(),
            ));
        }
        _ => {}
    }
}

/// Whether the raw text of this element is metadata.
pub(super) fn raw(name: &str, attributes: &Attributes<'_>) -> Option<Raw> {
    match name {
        "title" => Some(Raw::Title),
        _ if attributes.get(Attribute::Type)?.trim().eq_ignore_ascii_case("application/ld+json") => Some(Raw::JsonLd),
        _ => None,
    }
}

/// What the elements around one say of the metadata in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    /// It stands in what schema.org markup calls an author.
    pub(super) author: bool,
    /// It stands in a list of tags.
    pub(super) tags: bool,
}

/// Whether an element looks like metadata, and which.
pub(super) fn note(name: &str, attributes: &Attributes<'_>, roles: Roles, around: Surroundings) -> Option<Noted> {
    if matches!(name, "meta" | "link") {
        return None;
    }
    let (role, declared) = role(name, attributes, roles, around)?;
    use Attribute::{Content, DataDate, DataTime, DataTimestamp, Datetime, Href, Title};
    let names: &[Attribute] = match role {
        Role::Published | Role::Modified => &[Datetime, Content, Title, DataTimestamp, DataTime, DataDate],
        _ => &[Href, Content],
    };
    let value = names.iter().find_map(|&name| attributes.get(name)).unwrap_or_default().trim().to_owned();
    Some(Noted { role, value, declared, start: 0, block: 0, in_chrome: false })
}

/// The role of an element and whether it is declared, in the order that [`Role`] gives.
fn role(name: &str, attributes: &Attributes<'_>, roles: Roles, around: Surroundings) -> Option<(Role, bool)> {
    let properties = || {
        let values = [Attribute::Itemprop, Attribute::Property, Attribute::Rel]
            .into_iter()
            .filter_map(|name| attributes.get(name));
        values.flat_map(str::split_ascii_whitespace).map(|word| word.rsplit([':', '.']).next().unwrap_or(word))
    };
    let declared = |words: &[&str]| properties().any(|word| words.contains(&word));
    if let Some(Kind::Heading(level)) = tags::kind(tags::tag(name)) {
        return Some((Role::Heading(level), declared(&["headline", "name"]) || roles.contains(Roles::HEADLINE)));
    }
    if declared(&["headline"]) {
        return Some((Role::Heading(1), true));
    }
    let changed =
        roles.contains(Roles::MODIFIED) && !attributes.get(Attribute::Class).is_some_and(|c| c.contains("published"));
    match () {
        () if declared(&["dateModified"]) => Some((Role::Modified, true)),
        () if declared(&["datePublished", "dateCreated"]) => Some((Role::Published, true)),
        () if name == "time" => Some((if changed { Role::Modified } else { Role::Published }, false)),
        () if declared(&["author", "creator"]) => Some((Role::Author, true)),
        () if around.author && declared(&["name"]) => Some((Role::Author, true)),
        () if declared(&["articleSection", "category"]) => Some((Role::Section, true)),
        () if declared(&["tag", "keywords"]) => Some((Role::Tag, true)),
        () if declared(&["dateline", "contentLocation"]) => Some((Role::Place, true)),
        () if roles.contains(Roles::PLACE) => Some((Role::Place, false)),
        () if changed => Some((Role::Modified, false)),
        () if roles.contains(Roles::PUBLISHED) => Some((Role::Published, false)),
        () if roles.contains(Roles::AUTHOR) => Some((Role::Author, false)),
        () if name == "a" && is_author_page(attributes.get(Attribute::Href)) => Some((Role::Author, false)),
        () if roles.contains(Roles::SECTION) && name != "section" => Some((Role::Section, false)),
        () if name == "a" && (around.tags || roles.contains(Roles::TAG)) => Some((Role::Tag, false)),
        () => None,
    }
}

/// Whether an address is that of an author's page: a folder of a name for authors, and something in it.
fn is_author_page(href: Option<&str>) -> bool {
    const FOLDERS: [&str; 12] = [
        "author", "authors", "autor", "autoren", "autores", "auteur", "auteurs", "autore", "autori", "yazar",
        "yazarlar", "people",
    ];
    let parts = href.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    let mut parts = parts.split('/').rev().filter(|part| !part.is_empty());
    parts.next().is_some() && parts.next().is_some_and(|folder| FOLDERS.contains(&folder))
}
