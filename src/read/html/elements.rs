//! Single elements: what their attributes say they are, and what of them may be metadata.

use std::borrow::Cow;
use std::sync::LazyLock;

use bitflags::bitflags;
use memchr::{memchr_iter, memchr2, memrchr, memrchr2};

use crate::document::{Kind, Marks};
use crate::read::chars;
use crate::read::signals::{self, Role, Signals};
use crate::read::tree::{Name, Tag};

use super::attributes::Element;
use super::blocks::Raw;
use super::classes::Roles;
use super::inner::Inner;
use super::tags::{self, Flow};

/// Sections whose headings, dates and names belong to something other than the article.
pub(super) const CHROME: Marks = Marks::NAV
    .union(Marks::ASIDE)
    .union(Marks::FOOTER)
    .union(Marks::RELATED)
    .union(Marks::COMMENT)
    .union(Marks::PROMO)
    .union(Marks::HIDDEN);

/// Bytes of text beyond which an element is no name or date, and no headline: two of the longest headlines.
pub(super) const LONGEST: usize = 600;

/// An element that looks like metadata, while its text is still being read.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) role: Role,
    pub(super) value: String,
    pub(super) declared: bool,
    /// Whether markup says that it names an author: a name in it is theirs. Its role may be another: Drupal has date and
    /// author in one.
    pub(super) names_author: bool,
    pub(super) start: usize,
    pub(super) block: u32,
    pub(super) in_chrome: bool,
    pub(super) of_others: bool,
    /// Of a heading, the elements in it.
    pub(super) inner: Inner,
}

impl Noted {
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.role, Role::Heading(_))
    }

    /// The signal, once its text is complete, the last of the page's so far; `None` when it is too long or says nothing.
    pub(super) fn finish(self, text: &str, page: &str) -> Option<signals::Element> {
        let Noted { role, value, declared, start, block, in_chrome, of_others, inner, .. } = self;
        let whole = start..page.len();
        let (bare, parts) = if text.len() <= LONGEST { inner.rests(page, &whole) } else { Default::default() };
        let text = match role {
            _ if text.len() > LONGEST => String::new(),
            Role::Author => lines(text),
            _ => chars::collapse(text),
        };
        (!text.is_empty() || !value.is_empty()).then_some(signals::Element {
            role,
            text,
            value,
            declared,
            in_chrome,
            of_others,
            block,
            start: start as u32,
            bare,
            parts,
        })
    }
}

/// The lines of a text that show something: in a byline they part the name from what stands above and below it.
fn lines(text: &str) -> String {
    let lines = text.lines().map(chars::collapse).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// What an element's attributes, other than class and id, say it is.
pub(super) fn marks(element: &Element<'_>) -> Marks {
    if !element.is_telling() {
        return Marks::empty();
    }
    let mut marks = element.get(Name::Role).map_or(Marks::empty(), |role| tags::role_marks(&role));
    let says = |name, wanted| element.get(name).is_some_and(|value| value == wanted);
    let hidden = element.has(Name::Hidden)
        || says(Name::AriaHidden, "true")
        || element.get(Name::Style).is_some_and(|style| hides(&style));
    marks.set(Marks::HIDDEN, hidden);
    if says(Name::AriaModal, "true") {
        marks |= Marks::DIALOG;
    }
    if let Some(property) = element.get(Name::Itemprop) {
        marks |= property.split_ascii_whitespace().map(property_marks).fold(Marks::empty(), Marks::union);
    }
    if element.get(Name::Itemtype).is_some_and(|kind| kind.ends_with("/Comment") || kind.ends_with("/UserComments")) {
        marks |= Marks::COMMENT;
    }
    marks
}

/// Whether an element shows only while a reader points at another, of which it says something.
pub(super) fn is_tooltip(element: &Element<'_>) -> bool {
    element.get(Name::Role).is_some_and(|role| role == "tooltip")
}

/// Whether a style attribute has a declaration under which nothing shows.
fn hides(style: &str) -> bool {
    declarations(style).any(|(property, value)| {
        property.ends_with("display") && value.starts_with("none")
            || property.ends_with("visibility") && value.starts_with("hidden")
    })
}

/// Whether an element's style attribute makes line breaks of those in its text (CSS Text 3, "white-space").
pub(super) fn keeps_lines(element: &Element<'_>) -> bool {
    let keeps = |(property, value): (&str, &str)| {
        property.ends_with("white-space") && (value.starts_with("pre") || value.starts_with("break-spaces"))
    };
    element.is_telling() && element.get(Name::Style).is_some_and(|style| declarations(&style).any(keeps))
}

/// What a style attribute says: all before each colon, and all behind it.
fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    memchr_iter(b':', style.as_bytes()).map(|colon| {
        let (property, value) = (&style[..colon], &style[colon + 1..]);
        (property, value.strip_prefix(' ').unwrap_or(value))
    })
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

/// How an element flows. A template that declares a shadow root is shown in place of what is around it (HTML standard,
/// section 4.12.3); others hold nothing that is shown.
pub(super) fn flow(element: &Element<'_>) -> Flow {
    let declares = || {
        let mode = element.get(Name::Shadowrootmode).unwrap_or_default();
        ["open", "closed"].iter().any(|known| mode.eq_ignore_ascii_case(known))
    };
    if element.tag == Tag::Template && declares() { Flow::Inline } else { tags::flow(element.tag) }
}

/// Whether schema.org markup says that an element is a picture: its author, date and address are not the page's. A comment
/// may be the page's own: forums have the first post of a thread be one.
pub(super) fn is_apart(element: &Element<'_>) -> bool {
    element.is_telling() && element.get(Name::Itemtype).is_some_and(|kind| kind.trim_end().ends_with("/ImageObject"))
}

/// Notes `meta`, `link` and the root's language; of what is `apart` from the page, not what it is in schema.org's terms.
/// Says whether the element is one of the two, which hold nothing else.
pub(super) fn head(element: &Element<'_>, apart: bool, signals: &mut Signals) -> bool {
    let get = |name| element.get(name).unwrap_or_default();
    match element.tag {
        Tag::Html => signals.lang = element.get(Name::Lang).or_else(|| element.get(Name::XmlLang)).map(Cow::into_owned),
        Tag::Meta => {
            let keys = [Name::Named, Name::Property, Name::Itemprop, Name::HttpEquiv];
            let key = keys.into_iter().map(get).find(|key| !key.is_empty()).unwrap_or_default();
            let content = get(Name::Content);
            let said = !(apart && element.has(Name::Itemprop));
            if said && !key.is_empty() && !content.trim().is_empty() && signals.room.take(key.len() + content.len()) {
                signals.metas.push((key.to_lowercase(), content.into_owned()));
            }
        }
        Tag::Link => {
            let rel = get(Name::Rel);
            // Of the dozens that a page has, for style sheets and icons, nobody asks for others.
            let rel = if rel.len() < CANONICAL.len() { String::new() } else { rel.to_lowercase() };
            let href = if rel.contains(CANONICAL) { get(Name::Href) } else { Cow::default() };
            if !href.is_empty() && signals.room.take(rel.len() + href.len()) {
                signals.links.push((rel, href.into_owned(), get(Name::Hreflang).into_owned()));
            }
        }
        _ => {}
    }
    matches!(element.tag, Tag::Meta | Tag::Link)
}

/// What a link to the page's own address is.
const CANONICAL: &str = "canonical";

/// Whether the raw text of this element is metadata.
pub(super) fn raw(element: &Element<'_>) -> Option<Raw> {
    match element.tag {
        Tag::Title => Some(Raw::Title),
        _ if element.get(Name::Type)?.trim().eq_ignore_ascii_case("application/ld+json") => Some(Raw::JsonLd),
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

/// Whether an element looks like metadata, and which; `around` is asked for where it decides.
pub(super) fn note(element: &Element<'_>, roles: Roles, around: impl Fn() -> Surroundings) -> Option<Noted> {
    if !may_be_noted(element, roles) {
        return None;
    }
    let (role, declared) = role(element, roles, around)?;
    use Name::{Content, DataDate, DataTime, DataTimestamp, Datetime, Href, Title};
    let names: &[Name] = match role {
        Role::Published | Role::Modified => &[Datetime, Content, Title, DataTimestamp, DataTime, DataDate],
        _ => &[Href, Content],
    };
    let value = names.iter().find_map(|&name| element.get(name)).unwrap_or_default().trim().to_owned();
    let names_author = role == Role::Author && declared || self::declared(element).contains(Declared::AUTHOR);
    Some(Noted {
        role,
        value,
        declared,
        names_author,
        start: 0,
        block: 0,
        in_chrome: false,
        of_others: false,
        inner: Inner::default(),
    })
}

/// Whether something about an element may give it a role: of most elements nothing does.
fn may_be_noted(element: &Element<'_>, roles: Roles) -> bool {
    use Tag::{A, H1, H2, H3, H4, H5, H6, Time};
    !roles.is_empty() || element.is_declaring() || matches!(element.tag, A | Time | H1 | H2 | H3 | H4 | H5 | H6)
}

/// The role of an element and whether it is declared, in the order that [`Role`] gives.
fn role(element: &Element<'_>, roles: Roles, around: impl Fn() -> Surroundings) -> Option<(Role, bool)> {
    let declared = declared(element);
    if let Some(Kind::Heading(level)) = tags::kind(tags::tag(element.tag)) {
        let headline = declared.intersects(Declared::HEADLINE | Declared::NAME);
        return Some((Role::Heading(level), headline || roles.contains(Roles::HEADLINE)));
    }
    if declared.contains(Declared::HEADLINE) {
        return Some((Role::Heading(1), true));
    }
    let changed =
        roles.contains(Roles::MODIFIED) && !element.get(Name::Class).is_some_and(|class| class.contains("published"));
    let is_link = element.tag == Tag::A;
    match () {
        () if declared.contains(Declared::MODIFIED) => Some((Role::Modified, true)),
        () if declared.contains(Declared::PUBLISHED) => Some((Role::Published, true)),
        () if element.tag == Tag::Time => Some((if changed { Role::Modified } else { Role::Published }, false)),
        () if declared.contains(Declared::AUTHOR) => Some((Role::Author, true)),
        () if declared.contains(Declared::NAME) && around().author => Some((Role::Author, true)),
        () if declared.contains(Declared::SECTION) => Some((Role::Section, true)),
        () if declared.contains(Declared::TAG) => Some((Role::Tag, true)),
        () if declared.contains(Declared::PLACE) => Some((Role::Place, true)),
        () if roles.contains(Roles::PLACE) => Some((Role::Place, false)),
        () if changed => Some((Role::Modified, false)),
        () if roles.contains(Roles::PUBLISHED) => Some((Role::Published, false)),
        () if roles.contains(Roles::AUTHOR) => Some((Role::Author, false)),
        () if is_link && element.raw(Name::Href).is_some_and(is_author_page) => Some((Role::Author, false)),
        () if roles.contains(Roles::SECTION) && element.tag != Tag::Section => Some((Role::Section, false)),
        () if is_link && (roles.contains(Roles::TAG) || around().tags) => Some((Role::Tag, false)),
        () => None,
    }
}

bitflags! {
    /// What schema.org, RDFa or link markup says that an element holds.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    struct Declared: u8 {
        const HEADLINE = 1;
        const NAME = 1 << 1;
        const MODIFIED = 1 << 2;
        const PUBLISHED = 1 << 3;
        const AUTHOR = 1 << 4;
        const SECTION = 1 << 5;
        const TAG = 1 << 6;
        const PLACE = 1 << 7;
    }
}

fn declared(element: &Element<'_>) -> Declared {
    let mut declared = Declared::empty();
    if element.is_declaring() {
        for value in [Name::Itemprop, Name::Property, Name::Rel].into_iter().filter_map(|name| element.get(name)) {
            declared = value.split_ascii_whitespace().map(declaration).fold(declared, Declared::union);
        }
    }
    declared
}

/// Prefixes by which pages name Dublin Core's terms.
const DUBLIN_CORE: [&str; 3] = ["dc", "dcterms", "dct"];

/// What one word of such markup says, with or without the name of a vocabulary before it.
fn declaration(word: &str) -> Declared {
    let (vocabulary, bare) =
        memrchr2(b':', b'.', word.as_bytes()).map_or(("", word), |at| (&word[..at], &word[at + 1..]));
    match bare {
        // Dublin Core in RDFa, as Drupal 7 has it; in other vocabularies these are of anything.
        "created" | "date" | "issued" if DUBLIN_CORE.contains(&vocabulary) => Declared::PUBLISHED,
        "modified" if DUBLIN_CORE.contains(&vocabulary) => Declared::MODIFIED,
        "headline" => Declared::HEADLINE,
        "name" => Declared::NAME,
        "dateModified" => Declared::MODIFIED,
        "datePublished" | "dateCreated" => Declared::PUBLISHED,
        "author" | "creator" | "has_creator" => Declared::AUTHOR,
        "articleSection" | "category" => Declared::SECTION,
        "tag" | "keywords" => Declared::TAG,
        "dateline" | "contentLocation" => Declared::PLACE,
        _ => Declared::empty(),
    }
}

/// Whether an address is that of an author's page: a folder of a name for authors, and something in it.
fn is_author_page(href: &str) -> bool {
    let path = &href.as_bytes()[..memchr2(b'?', b'#', href.as_bytes()).unwrap_or(href.len())];
    let Some((rest, _)) = last_part(path) else { return false };
    last_part(rest).is_some_and(|(_, folder)| is_author_folder(folder))
}

/// Names of folders for authors' pages, by their length: every link is asked, and few folders are as long as one of them.
static AUTHOR_FOLDERS: LazyLock<Vec<Vec<&[u8]>>> = LazyLock::new(|| {
    let mut folders = Vec::new();
    for name in include_str!("author_folders.txt").lines().filter(|row| !row.starts_with('#')).map(str::as_bytes) {
        folders.resize_with(folders.len().max(name.len() + 1), Vec::new);
        folders[name.len()].push(name);
    }
    folders
});

fn is_author_folder(name: &[u8]) -> bool {
    AUTHOR_FOLDERS.get(name.len()).is_some_and(|folders| folders.contains(&name))
}

/// The last part of a path that is not empty, and what stands before it.
fn last_part(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = path.iter().rposition(|&byte| byte != b'/')? + 1;
    Some(path[..end].split_at(memrchr(b'/', &path[..end]).map_or(0, |slash| slash + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_has_a_page_in_a_folder_for_authors() {
        for folder in AUTHOR_FOLDERS.iter().flatten().map(|folder| std::str::from_utf8(folder).unwrap()) {
            assert_eq!(folder, folder.to_lowercase());
            assert!(is_author_page(&format!("https://news.example/en/{folder}/jane-doe/?a=1")), "{folder}");
            assert!(!is_author_page(&format!("/{folder}/")), "{folder}");
        }
        assert!(!is_author_page("/profile/jane-doe"), "social networks have those too");
    }

    #[test]
    fn words_of_markup_say_what_an_element_holds() {
        let cases = [
            ("datePublished", Declared::PUBLISHED),
            ("schema:datePublished", Declared::PUBLISHED),
            ("dc:date", Declared::PUBLISHED),
            ("dcterms:created", Declared::PUBLISHED),
            ("dcterms:modified", Declared::MODIFIED),
            ("sioc:has_creator", Declared::AUTHOR),
            ("foaf:name", Declared::NAME),
            ("date", Declared::empty()),
            ("event:date", Declared::empty()),
        ];
        for (word, expected) in cases {
            assert_eq!(declaration(word), expected, "{word}");
        }
    }
}
