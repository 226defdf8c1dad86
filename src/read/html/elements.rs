//! Single elements: what their attributes say they are, and what of them may be metadata.

use crate::document::Marks;
use crate::read::chars;
use crate::read::signals::{Element, Role, Signals};

use super::blocks::Raw;
use super::dom::Attributes;
use super::tags;

/// Sections whose headings, dates and names belong to something other than the article.
pub(super) const CHROME: Marks = Marks::NAV
    .union(Marks::ASIDE)
    .union(Marks::FOOTER)
    .union(Marks::RELATED)
    .union(Marks::COMMENT)
    .union(Marks::PROMO)
    .union(Marks::HIDDEN);

/// Bytes of text beyond which an element is no title, name or date; the longest headline seen is under 300.
const LONGEST: usize = 400;

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
    /// The signal, once its text is complete; `None` when it is too long or says nothing.
    pub(super) fn finish(self, text: &str) -> Option<Element> {
        let text = if text.len() <= LONGEST { chars::collapse(text) } else { String::new() };
        let Noted { role, value, declared, block, in_chrome, .. } = self;
        (!text.is_empty() || !value.is_empty()).then_some(Element { role, text, value, declared, in_chrome, block })
    }
}

/// What an element's attributes, other than class and id, say it is.
pub(super) fn marks(attributes: &Attributes<'_>) -> Marks {
    let mut marks = attributes.get("role").map_or(Marks::empty(), tags::role_marks);
    let style = attributes.get("style").unwrap_or_default();
    let hidden = attributes.get("hidden").is_some()
        || attributes.get("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("display: none")
        || style.contains("visibility:hidden")
        || style.contains("visibility: hidden");
    marks.set(Marks::HIDDEN, hidden);
    if let Some(property) = attributes.get("itemprop") {
        marks |= property.split_ascii_whitespace().map(property_marks).fold(Marks::empty(), Marks::union);
    }
    if attributes.get("itemtype").is_some_and(|kind| kind.ends_with("/Comment") || kind.ends_with("/UserComments")) {
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
        "html" => signals.lang = attributes.get("lang").or(attributes.get("xml:lang")).map(str::to_owned),
        "meta" => {
            let keys = ["name", "property", "itemprop", "http-equiv"];
            let key = keys.iter().map(|key| get(key)).find(|key| !key.is_empty()).unwrap_or_default();
            let content = get("content");
            if !key.is_empty() && !content.trim().is_empty() {
                signals.metas.push((key.to_lowercase(), content.to_owned()));
            }
        }
        "link" if !get("href").is_empty() => {
            signals.links.push((get("rel").to_lowercase(), get("href").to_owned(), get("hreflang").to_owned()));
        }
        _ => {}
    }
}

/// Whether the raw text of this element is metadata.
pub(super) fn raw(name: &str, attributes: &Attributes<'_>) -> Option<Raw> {
    match name {
        "title" => Some(Raw::Title),
        _ if attributes.get("type")?.trim().eq_ignore_ascii_case("application/ld+json") => Some(Raw::JsonLd),
        _ => None,
    }
}

/// Whether an element looks like metadata, and which.
pub(super) fn note(name: &str, attributes: &Attributes<'_>, marks: Marks) -> Option<Noted> {
    let (role, declared) = role(name, attributes, marks)?;
    let value = ["datetime", "content", "href", "title"].iter().find_map(|name| attributes.get(name));
    let value = value.unwrap_or_default().trim().to_owned();
    Some(Noted { role, value, declared, start: 0, block: 0, in_chrome: false })
}

/// The role of an element and whether schema.org markup gives it.
fn role(name: &str, attributes: &Attributes<'_>, marks: Marks) -> Option<(Role, bool)> {
    let property = attributes.get("itemprop").unwrap_or_default();
    let rel = attributes.get("rel").unwrap_or_default();
    if name == "meta" || name == "link" {
        return None;
    }
    for word in property.split_ascii_whitespace().chain(rel.split_ascii_whitespace()) {
        match word {
            "author" | "creator" => return Some((Role::Author, true)),
            "datePublished" | "dateCreated" => return Some((Role::Published, true)),
            "dateModified" => return Some((Role::Modified, true)),
            "headline" => return Some((Role::Heading(1), true)),
            "articleSection" => return Some((Role::Section, true)),
            "keywords" | "tag" => return Some((Role::Tag, true)),
            "dateline" | "contentLocation" => return Some((Role::Place, true)),
            _ => {}
        }
    }
    match (name, tags::kind(tags::tag(name))) {
        (_, Some(crate::document::Kind::Heading(level))) => Some((Role::Heading(level), false)),
        ("time", _) => Some((Role::Published, false)),
        _ if marks.contains(Marks::DATELINE) => Some((Role::Place, false)),
        _ if marks.intersects(Marks::BYLINE) => Some((Role::Author, false)),
        _ => None,
    }
}
