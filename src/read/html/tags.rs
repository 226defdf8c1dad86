//! What an element's name alone decides: how its text runs on or breaks, and what kind of block it makes.

use crate::document::{Kind, Marks, Tag};
use crate::read::tree::Tag as Element;

/// How an element's content takes part in the page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Its text runs on in the paragraph around it.
    Inline,
    /// Its text begins and ends a block of its own.
    Block,
    /// It breaks the line and holds nothing.
    Break,
    /// It ends the block before it and holds nothing.
    Rule,
    /// Nothing in it is text for a reader.
    Skip,
    /// Its text is no prose but may be metadata: a title, a script.
    Raw,
}

/// How an element flows.
///
/// Block level is what browsers' default style sheets set as `display: block`, list items and table parts
/// (HTML standard, section 15.3). Form fields, embedded media and drawings hold no running text; `noscript` repeats
/// what scripts show; an unknown element is inline, as the standard has it.
pub(super) fn flow(element: Element) -> Flow {
    use Element::*;
    match element {
        Br => Flow::Break,
        Hr => Flow::Rule,
        Title | Script => Flow::Raw,
        Style | Noscript | Template | Svg | Math | Iframe | Object | Embed | Canvas | Audio | Video | Select
        | Textarea | Input | Button | Datalist | Map | Noframes | Noembed | Applet | Progress | Meter | Rp | Rt => {
            Flow::Skip
        }
        Address | Article | Aside | Blockquote | Body | Caption | Center | Dd | Details | Dialog | Dir | Div | Dl
        | Dt | Fieldset | Figcaption | Figure | Footer | Form | Frameset | H1 | H2 | H3 | H4 | H5 | H6 | Header
        | Hgroup | Html | Legend | Li | Listing | Main | Menu | Nav | Ol | Optgroup | Option | P | Plaintext | Pre
        | Search | Section | Summary | Table | Tbody | Td | Tfoot | Th | Thead | Tr | Ul | Xmp => Flow::Block,
        _ => Flow::Inline,
    }
}

/// Whether an element holds nothing and has no words beside its attributes.
pub(super) fn is_void(element: Element) -> bool {
    use Element::*;
    matches!(element, Area | Base | Br | Col | Hr | Img | Keygen | Param | Source | Track | Wbr)
}

/// Whether a skipped element takes room in a line, so that the words on its two sides are two: a field, a button or a
/// player does; drawings are icons in a line.
pub(super) fn parts_words(element: Element) -> bool {
    use Element::*;
    !matches!(element, Style | Noscript | Template | Svg | Math | Map | Rp | Rt)
}

/// The element as the stripper knows it.
pub(super) fn tag(element: Element) -> Tag {
    match element {
        Element::A => Tag::A,
        Element::Address => Tag::Address,
        Element::Article => Tag::Article,
        Element::Aside => Tag::Aside,
        Element::Blockquote => Tag::Blockquote,
        Element::Body => Tag::Body,
        Element::Div => Tag::Div,
        Element::Dl => Tag::Dl,
        Element::Dd => Tag::Dd,
        Element::Dt => Tag::Dt,
        Element::Details => Tag::Details,
        Element::Fieldset => Tag::Fieldset,
        Element::Figcaption => Tag::Figcaption,
        Element::Figure => Tag::Figure,
        Element::Footer => Tag::Footer,
        Element::Form => Tag::Form,
        Element::H1 => Tag::H1,
        Element::H2 => Tag::H2,
        Element::H3 => Tag::H3,
        Element::H4 => Tag::H4,
        Element::H5 => Tag::H5,
        Element::H6 => Tag::H6,
        Element::Header => Tag::Header,
        Element::Li => Tag::Li,
        Element::Main => Tag::Main,
        Element::Nav => Tag::Nav,
        Element::Ol => Tag::Ol,
        Element::P => Tag::P,
        Element::Pre | Element::Listing | Element::Xmp | Element::Plaintext => Tag::Pre,
        Element::Section => Tag::Section,
        Element::Span => Tag::Span,
        Element::Table => Tag::Table,
        Element::Td => Tag::Td,
        Element::Th => Tag::Th,
        Element::Tr => Tag::Tr,
        Element::Ul | Element::Menu | Element::Dir => Tag::Ul,
        _ => Tag::Other,
    }
}

/// The kind that an element gives to the blocks inside it; `None` where the element around it decides.
pub(super) fn kind(tag: Tag) -> Option<Kind> {
    match tag {
        Tag::H1 => Some(Kind::Heading(1)),
        Tag::H2 => Some(Kind::Heading(2)),
        Tag::H3 => Some(Kind::Heading(3)),
        Tag::H4 => Some(Kind::Heading(4)),
        Tag::H5 => Some(Kind::Heading(5)),
        Tag::H6 => Some(Kind::Heading(6)),
        Tag::Li => Some(Kind::ListItem),
        Tag::Blockquote => Some(Kind::Quote),
        Tag::Pre => Some(Kind::Preformatted),
        Tag::Td | Tag::Th => Some(Kind::Cell),
        Tag::Figcaption => Some(Kind::Caption),
        _ => None,
    }
}

/// What the element itself says about its content.
pub(super) fn marks(tag: Tag) -> Marks {
    MARKS[tag as usize]
}

static MARKS: [Marks; Tag::Ul as usize + 1] = {
    let mut marks = [Marks::empty(); Tag::Ul as usize + 1];
    marks[Tag::Nav as usize] = Marks::NAV;
    marks[Tag::Aside as usize] = Marks::ASIDE;
    marks[Tag::Footer as usize] = Marks::FOOTER;
    marks[Tag::Header as usize] = Marks::HEADER;
    marks[Tag::Form as usize] = Marks::FORM;
    marks[Tag::Fieldset as usize] = Marks::FORM;
    marks[Tag::Figcaption as usize] = Marks::CAPTION;
    marks[Tag::Article as usize] = Marks::ARTICLE;
    marks[Tag::Main as usize] = Marks::MAIN;
    marks
};

/// What an ARIA role says about its content (WAI-ARIA 1.2, landmark and document structure roles).
pub(super) fn role_marks(role: &str) -> Marks {
    match role {
        "navigation" | "menu" | "menubar" | "tablist" | "toolbar" => Marks::NAV,
        "complementary" | "note" => Marks::ASIDE,
        "contentinfo" => Marks::FOOTER,
        "banner" => Marks::HEADER,
        "form" | "search" => Marks::FORM,
        "main" => Marks::MAIN,
        "article" => Marks::ARTICLE,
        "dialog" | "alertdialog" => Marks::LEGAL.union(Marks::DIALOG),
        "alert" => Marks::LEGAL,
        _ => Marks::empty(),
    }
}
