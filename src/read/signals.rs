//! What a reader notices that may be metadata, before anybody has weighed it.
//!
//! Readers collect, [`super::meta`] judges: so the judgement knows no parser and is tested on literals.

/// Everything in a page that may say who, when, what and where, in page order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signals {
    /// The address the page was fetched from, when known; relative addresses are resolved against it.
    pub(crate) base: Option<String>,
    /// `lang` of the root element.
    pub(crate) lang: Option<String>,
    /// Text of the first `title` element in the head.
    pub(crate) title: String,
    /// `(name or property or itemprop or http-equiv, lower-cased; content)` of `meta` elements.
    pub(crate) metas: Vec<(String, String)>,
    /// `(rel, lower-cased; href; hreflang)` of `link` elements.
    pub(crate) links: Vec<(String, String, String)>,
    /// Contents of `script type="application/ld+json"`, raw.
    pub(crate) json_ld: Vec<String>,
    /// Elements whose tag, attributes or class say that they are a headline, byline, date and the like.
    pub(crate) elements: Vec<Element>,
}

/// An element of the page that looks like metadata.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    /// What it seems to hold.
    pub(crate) role: Role,
    /// Its visible text, white space collapsed.
    pub(crate) text: String,
    /// The machine-readable value: `datetime`, `content`, `title`, `href` — whichever the role makes meaningful; may be empty.
    pub(crate) value: String,
    /// Whether schema.org markup (`itemprop`, `rel=author`) says so, rather than a class word.
    pub(crate) declared: bool,
    /// Whether it stands inside chrome (nav, aside, footer, related, comments) rather than by the article.
    pub(crate) in_chrome: bool,
    /// Number of blocks read before it: its place in the page.
    pub(crate) block: u32,
}

/// What an [`Element`] seems to hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading of this level, 1 to 6, or an element with `itemprop=headline`.
    Heading(u8),
    /// The name of an author (`rel=author`, `itemprop=author`, class words author, byline …).
    #[default]
    Author,
    /// A date of publication (`time`, `itemprop=datePublished`, class words date, published …).
    Published,
    /// A date of change (`itemprop=dateModified`, class words updated, modified …).
    Modified,
    /// A section or category name (breadcrumb, `itemprop=articleSection`, class words category, section, kicker).
    Section,
    /// A keyword of this page (`rel=tag`, class words tags).
    Tag,
    /// A place or dateline (`itemprop=dateline`, `contentLocation`, class words dateline, location).
    Place,
}
