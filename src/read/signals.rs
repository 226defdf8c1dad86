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
    /// `(name or property or itemprop or http-equiv, lower-cased; content)` of `meta` elements, wherever they stand.
    /// A text's header block (`TITLE:`, `URL:`, `DATE:`, `AUTHOR:` …) comes here under the same lower-case names.
    pub(crate) metas: Vec<(String, String)>,
    /// `(rel, lower-cased; href; hreflang)` of `link` elements that name a canonical address.
    pub(crate) links: Vec<(String, String, String)>,
    /// Contents of `script type="application/ld+json"`, raw.
    pub(crate) json_ld: Vec<String>,
    /// Elements whose tag, attributes or class say that they are a headline, byline, date and the like.
    pub(crate) elements: Vec<Element>,
    /// How much more there may be.
    pub(crate) room: Room,
}

/// Bytes that signals may take. Real pages have some 20 kB of them, and 1 MB of JSON-LD at most.
const MOST_BYTES: usize = 8 << 20;

/// Bytes that a signal takes beside its texts.
const OVERHEAD: usize = 128;

/// How much more signals a page may have: what comes behind so many is no word about an article.
#[derive(Debug, Clone)]
pub(crate) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Room(MOST_BYTES)
    }
}

impl Room {
    /// Takes room for a signal with texts of so many bytes; whether there was enough.
    pub(crate) fn take(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes + OVERHEAD);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// An element of the page that looks like metadata.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    /// What it seems to hold.
    pub(crate) role: Role,
    /// Its visible text with a space at block boundaries (an author's with a line break), white space collapsed; empty
    /// where it is longer than any name, date or headline. An element with neither text nor value is not collected.
    pub(crate) text: String,
    /// The machine-readable value, may be empty. Dates: the first of `datetime`, `content`, `title`, `data-timestamp`,
    /// `data-time`, `data-date`. Authors, sections, tags: `href`, else `content`.
    pub(crate) value: String,
    /// Whether schema.org markup (`itemprop`, RDFa `property`, `rel=author`, `rel=tag`) says so, rather than a class word.
    /// For headings: `itemprop` headline or name, or class words such as `entry-title`, `post-title`, `headline`.
    pub(crate) declared: bool,
    /// Whether it stands inside chrome (nav, aside, footer, related, comments) rather than by the article.
    pub(crate) in_chrome: bool,
    /// Whether that is of other stories or of what readers say.
    pub(crate) of_others: bool,
    /// Number of blocks read before it: its place in the page.
    pub(crate) block: u32,
    /// Byte of the document's text at which it begins.
    pub(crate) start: u32,
    /// A heading's text without the kickers and badges at its ends, where their classes say that they are such.
    pub(crate) bare: Option<String>,
    /// The same without the element that it begins with, and without the one that it ends with, whatever they are.
    pub(crate) parts: Vec<String>,
}

impl Element {
    /// What it may say: all, or what is left without the elements at its ends.
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &str> {
        let rests = self.bare.iter().chain(&self.parts).map(String::as_str);
        std::iter::once(self.text.as_str()).chain(rests)
    }

    /// Bytes of its texts.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.value.len() + self.wordings().skip(1).map(str::len).sum::<usize>()
    }
}

/// What an [`Element`] seems to hold.
///
/// Class words are whole words of `class` and `id`, split at hyphens, underscores and changes of case. An element has one
/// role, the first that fits in this order: heading, `time` or `itemprop` date, declared author, declared section or tag,
/// place, class words of change, of date, of author, address of an author's page, class words of section and tag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading of this level, 1 to 6, in the chrome too; an element with `itemprop=headline` is of level 1.
    Heading(u8),
    /// The name of an author: `rel=author`, `itemprop=author` or `creator`, `itemprop=name` inside those, class words
    /// author(s), byline(s), writer, reporter, contributor(s) and their likes in other languages, or a link to an address
    /// such as `/author/…`. Wrappers and what stands in them both, outermost first: the judge takes the shorter.
    #[default]
    Author,
    /// A date of publication: `time`, `itemprop=datePublished`, class words date, datetime, published, pubdate, posted,
    /// timestamp, time, datum, fecha. The judge itself tells by words such as "Updated" that one is of a change.
    Published,
    /// A date of change: `itemprop=dateModified`, `time` or others with class words updated, modified (not beside
    /// published: `class="published updated"` is a publication).
    Modified,
    /// A section or category name: `itemprop=articleSection`, `rel=category`, class words category, section (but not of
    /// `section` elements), kicker, eyebrow, breadcrumb.
    Section,
    /// A keyword of this page: `rel=tag`, `itemprop=keywords`, links with class words tag(s).
    Tag,
    /// A place or dateline: `itemprop=dateline`, `contentLocation`, class words dateline, location.
    Place,
}
