//! What an element's name alone decides: how its text runs on or breaks, and what kind of block it makes.

use crate::document::{Kind, Marks, Tag};

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

/// How the element of this (lower-case) name flows.
///
/// Block level is what browsers' default style sheets set as `display: block`, list items and table parts
/// (HTML standard, section 15.3). Form fields, embedded media and drawings hold no running text; `noscript` repeats
/// what scripts show; an unknown element is inline, as the standard has it.
pub(super) fn flow(name: &str) -> Flow {
    match name {
        "br" => Flow::Break,
        "hr" => Flow::Rule,
        "title" | "script" => Flow::Raw,
        "style" | "noscript" | "template" | "svg" | "math" | "iframe" | "object" | "embed" | "canvas" | "audio"
        | "video" | "select" | "textarea" | "input" | "button" | "datalist" | "map" | "noframes" | "noembed"
        | "applet" | "progress" | "meter" | "rp" | "rt" => Flow::Skip,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd" | "details"
        | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
        | "frameset" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "html" | "legend" | "li"
        | "listing" | "main" | "menu" | "nav" | "ol" | "optgroup" | "option" | "p" | "plaintext" | "pre" | "search"
        | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" | "ul" | "xmp" => {
            Flow::Block
        }
        _ => Flow::Inline,
    }
}

/// The element as the stripper knows it.
pub(super) fn tag(name: &str) -> Tag {
    match name {
        "a" => Tag::A,
        "address" => Tag::Address,
        "article" => Tag::Article,
        "aside" => Tag::Aside,
        "blockquote" => Tag::Blockquote,
        "body" => Tag::Body,
        "div" => Tag::Div,
        "dl" => Tag::Dl,
        "dd" => Tag::Dd,
        "dt" => Tag::Dt,
        "details" => Tag::Details,
        "fieldset" => Tag::Fieldset,
        "figcaption" => Tag::Figcaption,
        "figure" => Tag::Figure,
        "footer" => Tag::Footer,
        "form" => Tag::Form,
        "h1" => Tag::H1,
        "h2" => Tag::H2,
        "h3" => Tag::H3,
        "h4" => Tag::H4,
        "h5" => Tag::H5,
        "h6" => Tag::H6,
        "header" => Tag::Header,
        "li" => Tag::Li,
        "main" => Tag::Main,
        "nav" => Tag::Nav,
        "ol" => Tag::Ol,
        "p" => Tag::P,
        "pre" | "listing" | "xmp" | "plaintext" => Tag::Pre,
        "section" => Tag::Section,
        "span" => Tag::Span,
        "table" => Tag::Table,
        "td" => Tag::Td,
        "th" => Tag::Th,
        "tr" => Tag::Tr,
        "ul" | "menu" | "dir" => Tag::Ul,
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
    match tag {
        Tag::Nav => Marks::NAV,
        Tag::Aside => Marks::ASIDE,
        Tag::Footer => Marks::FOOTER,
        Tag::Header => Marks::HEADER,
        Tag::Form | Tag::Fieldset => Marks::FORM,
        Tag::Figcaption => Marks::CAPTION,
        Tag::Article => Marks::ARTICLE,
        Tag::Main => Marks::MAIN,
        _ => Marks::empty(),
    }
}

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
