//! The main loop, and what all insertion modes share: tokens, and where a node goes.

use super::formatting::Formatting;
use super::insert::text_node;
use super::links::Links;
use super::modes::Mode;
use super::open::Open;
use super::references::{References, first_character};
use super::tags::{Sets, Tag};
use super::{Attribute, DROPS_NUL, MOST_NODES, Name, Node, REFERENCES, Span, Tree, doctype, scan};

/// A start tag, its attributes already among the page's.
#[derive(Debug, Clone, Copy)]
pub(super) struct StartTag {
    pub(super) tag: Tag,
    /// Whether it ends in `/>`, which means something in foreign content alone.
    pub(super) closed: bool,
    pub(super) attributes: u8,
    pub(super) first_attribute: u32,
    pub(super) span: Span,
}

/// An end tag. Its attributes mean nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct EndTag {
    pub(super) tag: Tag,
    pub(super) name: Span,
}

/// A run of characters, and how they are decoded ([`REFERENCES`], [`DROPS_NUL`]).
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) span: Span,
    pub(super) coding: u8,
}

/// Buffers that one page leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) open: Open,
    pub(super) formatting: Formatting,
    pub(super) links: Links,
    pub(super) templates: Vec<Mode>,
    pub(super) pending: Vec<Run>,
}

/// The state of § 13.2.4 while one page is read.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    pub(super) html: &'a str,
    pub(super) bytes: &'a [u8],
    /// Everything before this offset has been read.
    pub(super) pos: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) mode: Mode,
    pub(super) open: Open,
    pub(super) formatting: Formatting,
    pub(super) links: Links,
    /// § 13.2.4.1 "stack of template insertion modes".
    pub(super) templates: Vec<Mode>,
    /// § 13.2.6.4.10 "pending table character tokens".
    pub(super) pending: Vec<Run>,
    pub(super) head: Option<u32>,
    pub(super) form: Option<u32>,
    pub(super) frameset_ok: bool,
    pub(super) quirks: bool,
    /// § 13.2.6.1 "foster parenting".
    pub(super) fosters: bool,
    unfinished: Option<u32>,
}

/// Builds the tree of a page in `tree`'s buffers; returns [`super::Page::unfinished`].
pub(super) fn build(tree: &mut Tree, html: &str) -> Option<u32> {
    let mut builder = Builder::new(std::mem::take(tree), html);
    builder.read();
    builder.finish();
    builder.leave(tree)
}

impl<'a> Builder<'a> {
    fn new(tree: Tree, html: &'a str) -> Self {
        let Tree { mut nodes, mut attributes, scratch } = tree;
        let Scratch { mut open, mut formatting, mut links, mut templates, mut pending } = scratch;
        nodes.clear();
        attributes.clear();
        open.clear();
        formatting.clear(html.len());
        links.clear();
        templates.clear();
        pending.clear();
        Builder {
            html,
            bytes: html.as_bytes(),
            pos: 0,
            nodes,
            attributes,
            mode: Mode::Initial,
            open,
            formatting,
            links,
            templates,
            pending,
            head: None,
            form: None,
            frameset_ok: true,
            quirks: false,
            fosters: false,
            unfinished: None,
        }
    }

    /// Gives the buffers back, the nodes in document order and their ends known.
    fn leave(mut self, tree: &mut Tree) -> Option<u32> {
        self.links.sort(&mut self.nodes);
        set_ends(&mut self.nodes);
        let Builder { nodes, attributes, open, formatting, links, templates, pending, unfinished, .. } = self;
        *tree = Tree { nodes, attributes, scratch: Scratch { open, formatting, links, templates, pending } };
        unfinished
    }

    /// § 13.2.5.1 "data state".
    fn read(&mut self) {
        self.pos = if self.html.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        while let Some(at) = scan::markup(self.bytes, self.pos) {
            self.read_text(at);
            let is_full = self.nodes.len() + self.attributes.len() >= MOST_NODES;
            if is_full || self.read_markup(at).is_none() {
                self.unfinished = Some(at as u32);
                self.pos = self.bytes.len();
            }
        }
        self.read_text(self.bytes.len());
    }

    #[inline]
    fn read_text(&mut self, end: usize) {
        if self.pos < end {
            let span = Span::new(self.pos, end);
            self.pos = end;
            self.text(Run { span, coding: REFERENCES | DROPS_NUL });
        }
    }

    /// § 13.2.5.6 "tag open state" and 13.2.5.7 "end tag open state".
    #[inline]
    fn read_markup(&mut self, at: usize) -> Option<()> {
        match self.bytes[at + 1] {
            b'!' => self.read_declaration(at + 2)?,
            b'/' => match self.bytes[at + 2] {
                b'>' => self.pos = at + 3,
                byte if byte.is_ascii_alphabetic() => self.read_end_tag(at + 2)?,
                _ => self.read_bogus_comment(at + 2)?,
            },
            b'?' => self.read_bogus_comment(at + 1)?,
            _ => return self.read_start_tag(at),
        }
        Some(())
    }

    #[inline]
    fn read_start_tag(&mut self, at: usize) -> Option<()> {
        let (tag, name_end) = scan::name(self.bytes, at + 1);
        let first = self.attributes.len();
        let (bytes, attributes) = (self.bytes, &mut self.attributes);
        let mut seen = 0_u32;
        let end = scan::attributes(bytes, name_end, |raw| {
            if let Some(name) = Name::find(raw.key, &bytes[raw.name.range()]) {
                let bit = 1 << name as u32;
                // § 13.2.5.33: of attributes of one name, the first counts.
                if seen & bit == 0 {
                    seen |= bit;
                    attributes.push(Attribute { name, value: raw.value });
                }
            }
        })?;
        self.pos = end.stop;
        self.flush_table_text();
        self.start(StartTag {
            tag,
            closed: end.closed,
            attributes: (self.attributes.len() - first) as u8,
            first_attribute: first as u32,
            span: Span::new(at, end.stop),
        });
        Some(())
    }

    #[inline]
    fn read_end_tag(&mut self, start: usize) -> Option<()> {
        // Nearly always it is that of the element opened last.
        let current = self.open.current().tag;
        let (tag, name_end) = match scan::closes(self.bytes, start, current) {
            Some(stop) => {
                self.pos = stop;
                (current, stop - 1)
            }
            None => {
                let (tag, name_end) = scan::name(self.bytes, start);
                self.pos = scan::tag_end(self.bytes, name_end)?.stop;
                (tag, name_end)
            }
        };
        self.flush_table_text();
        self.end(EndTag { tag, name: Span::new(start, name_end) });
        Some(())
    }

    fn read_bogus_comment(&mut self, start: usize) -> Option<()> {
        self.flush_table_text();
        self.pos = scan::bogus_comment(self.bytes, start)?;
        Some(())
    }

    /// § 13.2.5.42 "markup declaration open state".
    fn read_declaration(&mut self, start: usize) -> Option<()> {
        let rest = &self.bytes[start..];
        if rest.starts_with(b"--") {
            self.flush_table_text();
            self.pos = scan::comment(self.bytes, start + 2)?;
        } else if rest.starts_with(b"[CDATA[") && self.open.current().tag.is(Sets::FOREIGN) {
            self.read_cdata(start + b"[CDATA[".len());
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.read_doctype(start + 7)?;
        } else {
            self.read_bogus_comment(start)?;
        }
        Some(())
    }

    /// § 13.2.5.69 "CDATA section state".
    fn read_cdata(&mut self, start: usize) {
        let end = memchr::memmem::find(&self.bytes[start..], b"]]>").map(|length| start + length);
        let span = Span::new(start, end.unwrap_or(self.bytes.len()));
        self.pos = end.map_or(self.bytes.len(), |end| end + 3);
        if span.start() < span.end() {
            self.text(Run { span, coding: DROPS_NUL });
        }
    }

    /// § 13.2.6.4.1: a doctype matters at the beginning alone.
    fn read_doctype(&mut self, start: usize) -> Option<()> {
        self.flush_table_text();
        let behind = scan::bogus_comment(self.bytes, start);
        if self.mode == Mode::Initial {
            let end = behind.map_or(self.bytes.len(), |behind| behind - 1);
            self.quirks = doctype::is_quirky(&self.html[start..end], behind.is_some());
            self.mode = Mode::BeforeHtml;
        }
        self.pos = behind?;
        Some(())
    }

    /// The text of a raw text or RCDATA element goes from here to its end tag, and is inserted in it; it is then closed
    /// (§ 13.2.6.2, 13.2.6.4.8).
    pub(super) fn raw_text(&mut self, element: u32, coding: u8) {
        let tag = self.nodes[element as usize].tag;
        let start = self.pos;
        let end = scan::raw_text(self.bytes, start, tag.name());
        let stop = end.unwrap_or(self.bytes.len());
        if start < stop {
            let node = Node { parent: element, ..text_node(Run { span: Span::new(start, stop), coding }) };
            self.push_node(node);
        }
        self.pos = self.bytes.len();
        // Only an `xmp` is there to be read.
        if end.is_none() && tag != Tag::Xmp {
            self.unfinished = Some(self.nodes[element as usize].span.start());
        }
        if let Some(end) = end {
            let behind = scan::tag_end(self.bytes, end + 2 + tag.name().len());
            match behind {
                Some(behind) => self.pos = behind.stop,
                None => self.unfinished = Some(end as u32),
            }
        }
    }

    /// § 13.2.6.4.7: a line feed right behind `<pre>`, `<listing>` and `<textarea>` is left out.
    pub(super) fn skip_line_feed(&mut self) {
        let rest = &self.html[self.pos..];
        let taken = match first_character(rest, References::Text) {
            Some(('\r', 1)) => 1 + usize::from(rest[1..].starts_with('\n')),
            Some(('\n', taken)) => taken,
            _ => 0,
        };
        self.pos += taken;
    }
}

/// Every node ends where the last in it ends: one look at each, from behind.
fn set_ends(nodes: &mut [Node]) {
    for index in (0..nodes.len()).rev() {
        let end = nodes[index].end.max(index as u32 + 1);
        nodes[index].end = end;
        if let Some(parent) = nodes.get_mut(nodes[index].parent as usize) {
            parent.end = parent.end.max(end);
        }
    }
}
