//! The common value in the middle of the house: a page as sections and blocks, whichever format it came in.
//!
//! A [`Document`] owns one text buffer; blocks are spans of it. It is plain data with an invariant
//! ([`Document::check`]) and no behaviour, so stages can be tested on literals ([`Document::literal`]).

use bitflags::bitflags;

/// A page as its reader left it: what it says about itself, and its visible text in blocks inside sections.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What the page says about itself.
    pub meta: Meta,
    /// What went wrong or is odd about the page so far.
    pub warnings: Warnings,
    /// The text of all blocks, in reading order.
    pub text: String,
    /// Hashed words of `class` and `id` attributes; sections hold spans of it.
    pub tokens: Vec<u32>,
    /// The tree the blocks stand in. Section 0 is the root; a parent's index is below its child's.
    pub sections: Vec<Section>,
    /// The runs of text, in reading order.
    pub blocks: Vec<Block>,
    /// What tells its headline.
    pub headline: Headline,
}

/// What tells a document's headline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Headline {
    /// Markup, a header, or nothing.
    #[default]
    Stated,
    /// The lines of a dump alone.
    Seen {
        /// The block with which its text begins.
        begins: u32,
        /// The block that prints the headline, if one does, and of what kind it was before.
        printed: Option<(u32, Kind)>,
    },
}

/// A half-open range of indices, `u32` so that a block stays small.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// First index inside.
    pub start: u32,
    /// First index behind.
    pub end: u32,
}

/// A container of blocks: an element of a page, or a run of paragraphs between blank lines in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The section around this one; `None` for the root alone.
    pub parent: Option<u32>,
    /// What element made it.
    pub tag: Tag,
    /// What its tag, role, attributes and class words say it is (its own, not inherited ones).
    pub marks: Marks,
    /// Range of [`Document::tokens`]: hashed words of its class and id.
    pub tokens: Span,
}

impl Marks {
    /// Other stories, and what readers say.
    pub(crate) const OTHERS: Marks = Marks::RELATED.union(Marks::COMMENT);
}

/// A run of text that a reader sees as one unit: a paragraph, a heading, a list item, a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Index of the innermost section around it.
    pub section: u32,
    /// What kind of unit.
    pub kind: Kind,
    /// Bytes of [`Document::text`].
    pub text: Span,
    /// Characters inside links; `None` where the format cannot tell, which is not 0.
    pub linked: Option<u32>,
    /// Bytes at the beginning of the text that the markup sets in bold, or in an element classed as a dateline or a
    /// location; `None` where the format cannot tell.
    pub lead: Option<u32>,
    /// How the lines of a plain text lay; `None` for markup.
    pub layout: Option<Layout>,
}

/// How a block lay in a plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Blank lines before the block.
    pub gap: u16,
    /// White-space characters before its first line.
    pub indent: u16,
    /// Lines that were joined into it; 1 for a line of its own.
    pub lines: u16,
    /// Whether the block goes on in the line of the one before, which held a whole page.
    pub runs_on: bool,
}

/// The kinds of unit a body can be made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Running text, or a line of which nothing more is known.
    #[default]
    Paragraph,
    /// A headline or subhead with its level, 1 to 6.
    Heading(u8),
    /// An item of a list.
    ListItem,
    /// A quotation set off from the text.
    Quote,
    /// Text whose line breaks count.
    Preformatted,
    /// A cell or row of a table.
    Cell,
    /// What stands under a picture.
    Caption,
}

/// Elements that tell the stripper something; all others are [`Tag::Other`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the HTML element of its name")]
pub enum Tag {
    #[default]
    Other,
    Root,
    A,
    Address,
    Article,
    Aside,
    Blockquote,
    Body,
    Div,
    Dl,
    Dd,
    Dt,
    Details,
    Fieldset,
    Figcaption,
    Figure,
    Footer,
    Form,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Header,
    Li,
    Main,
    Nav,
    Ol,
    P,
    Pre,
    Section,
    Span,
    Table,
    Td,
    Th,
    Tr,
    Ul,
}

bitflags! {
    /// What the tag, role, attributes and class words of a section say it is.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub struct Marks: u32 {
        /// Navigation, menus, breadcrumbs, pagination.
        const NAV = 1;
        /// Beside the content: sidebars, rails, widgets.
        const ASIDE = 1 << 1;
        /// The foot of a page or a section.
        const FOOTER = 1 << 2;
        /// The head of a page or a section.
        const HEADER = 1 << 3;
        /// A form or its fields.
        const FORM = 1 << 4;
        /// Not shown to a reader.
        const HIDDEN = 1 << 5;
        /// Share and follow rows.
        const SHARE = 1 << 6;
        /// Readers' comments.
        const COMMENT = 1 << 7;
        /// Teasers of other stories: related, recommended, most read.
        const RELATED = 1 << 8;
        /// Advertising, newsletters, subscriptions.
        const PROMO = 1 << 9;
        /// Who wrote it and when.
        const BYLINE = 1 << 10;
        /// Picture captions and credits.
        const CAPTION = 1 << 11;
        /// An `article` element or its equal.
        const ARTICLE = 1 << 12;
        /// The `main` element or its equal.
        const MAIN = 1 << 13;
        /// Class words that publishers give to the text of the article itself.
        const BODY = 1 << 14;
        /// Cookie and consent dialogs, overlays, legal notices.
        const LEGAL = 1 << 15;
        /// Tags, topics, keywords, categories.
        const TAGS = 1 << 16;
        /// Information about the author at the end of a text.
        const AUTHOR = 1 << 17;
        /// A headline or its wrapper.
        const TITLE = 1 << 18;
        /// Standfirst, deck, summary.
        const STANDFIRST = 1 << 19;
        /// A dateline or location.
        const DATELINE = 1 << 20;
        /// Embedded players, posts and galleries.
        const EMBED = 1 << 21;
        /// A dialog: laid over the page, and no part of it.
        const DIALOG = 1 << 22;
        /// The article as the page carries it as data (schema.org `articleBody`), where it does not show it.
        const CARRIED = 1 << 23;
    }
}

bitflags! {
    /// What a user should know about a record. The set is closed and documented in README.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub struct Warnings: u16 {
        /// The input had no text at all.
        const EMPTY_INPUT = 1;
        /// There is text, but nothing of it looks like an article.
        const NO_ARTICLE = 1 << 1;
        /// Some bytes were no text in the encoding that was used; U+FFFD stands in their place.
        const LOSSY_DECODING = 1 << 2;
        /// No title was found.
        const NO_TITLE = 1 << 3;
        /// The page ends inside a tag, a comment, or an element whose content is no markup (a script, a style, a title …):
        /// what stands behind its beginning is not read.
        const CUT_OFF = 1 << 4;
        /// There is more than is looked at, of blocks, of lines, or of what decoding makes of it: the rest is left out.
        const TOO_LONG = 1 << 5;
        /// What a site's rule speaks of is not on the page: it was read as if that were not said.
        const RULE_UNMATCHED = 1 << 6;
        /// The input was packed, and behind its data, which are whole, stand bytes that are none.
        const DAMAGED = 1 << 7;
    }
}

/// What a page says about itself. Everything is null rather than wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// Headline without the site's name.
    pub title: Option<String>,
    /// People who wrote it, in order, one name an element.
    pub authors: Vec<String>,
    /// RFC 3339 timestamp, or a day alone (`2024-02-29`).
    pub date_published: Option<String>,
    /// Likewise, of the last change the page declares.
    pub date_modified: Option<String>,
    /// The page's canonical URL, absolute.
    pub url: Option<String>,
    /// The publication's name.
    pub site_name: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// The department of the publication.
    pub section: Option<String>,
    /// Keywords, in order.
    pub tags: Vec<String>,
    /// URL of the lead picture, absolute.
    pub image: Option<String>,
    /// What the markup itself calls a dateline or the place of the story (schema.org `dateline`, `contentLocation`,
    /// elements classed `dateline` or `location`).
    pub places: Vec<String>,
    /// The text of the element that is known to be the dateline, where a site's rule says which.
    pub dateline: Option<String>,
    /// schema.org `articleBody`, when the page carries it.
    pub article_body: Option<String>,
}

impl Span {
    /// The span as a range to index with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Indices inside.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl Document {
    /// The text of one of its blocks.
    pub fn text(&self, block: &Block) -> &str {
        &self.text[block.text.range()]
    }

    /// Whether all of a block is a link; not where the format cannot tell.
    pub(crate) fn is_linked(&self, block: &Block) -> bool {
        block.linked.is_some_and(|linked| linked as usize >= self.text(block).chars().count())
    }

    /// The sections around a block, innermost first, the root last.
    pub fn ancestors(&self, block: &Block) -> impl Iterator<Item = &Section> {
        let parent = |section: &&Section| section.parent.map(|up| &self.sections[up as usize]);
        std::iter::successors(self.sections.get(block.section as usize), parent)
    }

    /// The marks of all sections around a block.
    pub fn marks(&self, block: &Block) -> Marks {
        self.ancestors(block).fold(Marks::empty(), |all, section| all | section.marks)
    }

    /// The section of the article that the page carries as data and does not show; it is the last.
    pub fn carried(&self) -> Option<u32> {
        let last = self.sections.last().filter(|last| last.marks.contains(Marks::CARRIED));
        last.map(|_| self.sections.len() as u32 - 1)
    }

    /// Bytes its buffers have room for.
    pub(crate) fn capacity(&self) -> usize {
        let Document { text, tokens, sections, blocks, .. } = self;
        text.capacity()
            + tokens.capacity() * size_of::<u32>()
            + sections.capacity() * size_of::<Section>()
            + blocks.capacity() * size_of::<Block>()
    }

    /// Empties it and keeps its buffers.
    pub fn clear(&mut self) {
        let Document { meta, warnings, text, tokens, sections, blocks, headline } = self;
        *meta = Meta::default();
        *warnings = Warnings::empty();
        *headline = Headline::default();
        text.clear();
        tokens.clear();
        sections.clear();
        blocks.clear();
    }

    /// A document of these blocks in one section, for tests of later stages.
    pub fn literal(rows: &[(Kind, &str)]) -> Document {
        let mut document =
            Document { sections: vec![Section { tag: Tag::Root, ..Section::default() }], ..Document::default() };
        for &(kind, text) in rows {
            let start = document.text.len() as u32;
            document.text.push_str(text);
            let span = Span { start, end: document.text.len() as u32 };
            document.blocks.push(Block { kind, text: span, ..Block::default() });
        }
        document
    }

    /// Whether the invariants hold: parents before children, spans ascending and inside the text, no empty block,
    /// no more linked characters than characters.
    pub fn check(&self) -> Result<(), String> {
        for (index, section) in self.sections.iter().enumerate() {
            match section.parent {
                None if index != 0 => return Err(format!("section {index} has no parent")),
                Some(parent) if parent as usize >= index => {
                    return Err(format!("section {index} stands before its parent {parent}"));
                }
                _ if section.tokens.range().end > self.tokens.len() => {
                    return Err(format!("section {index}: tokens out of range"));
                }
                _ => {}
            }
        }
        let mut behind = 0;
        for (index, block) in self.blocks.iter().enumerate() {
            let Some(text) = self.text.get(block.text.range()) else {
                return Err(format!("block {index}: span out of range"));
            };
            if block.text.start < behind || text.trim().is_empty() {
                return Err(format!("block {index} overlaps the one before or is empty"));
            }
            if block.section as usize >= self.sections.len() {
                return Err(format!("block {index}: section out of range"));
            }
            if block.linked.is_some_and(|linked| linked as usize > text.chars().count()) {
                return Err(format!("block {index}: more linked characters than characters"));
            }
            behind = block.text.end;
        }
        Ok(())
    }
}
