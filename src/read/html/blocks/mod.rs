//! A stream of elements and text to sections, blocks and signals.
//!
//! A block is a run of text between the edges of block-level elements, split also at two line breaks in a row. Each
//! block-level element is a section; an inline element becomes one when a block-level element opens inside it, so that
//! what its class says is not lost. [`text`] writes what stands between tags.

mod text;

use crate::document::{Block, Document, Kind, Marks, Section, Span, Tag, Warnings};
use crate::read::chars;
use crate::read::signals::Signals;
use crate::read::tree::{self, Name};

use super::anchors;
use super::attributes::Element;
use super::classes::{self, Roles, Said};
use super::elements::{self, Noted, Surroundings};
use super::seams::{self, Seams};
use super::seen::Classes;
use super::tags::{self, Flow};

/// What the parser should do with an element's content.
pub(super) enum Descend {
    /// Go on inside.
    Into,
    /// Leave it out.
    Past,
    /// Leave it out, unless it is a mark between words: a style may part them in its place.
    Aside,
    /// Hand its raw text to [`Builder::raw`].
    Raw(Raw),
}

/// Raw text that may be metadata.
#[derive(Debug, Clone, Copy)]
pub(super) enum Raw {
    /// The page's title.
    Title,
    /// A JSON-LD script.
    JsonLd,
}

/// An element whose end has not come yet.
#[derive(Debug)]
struct Frame {
    tag: Tag,
    marks: Marks,
    tokens: Span,
    section: Option<u32>,
    flow: Flow,
    link: bool,
    strong: bool,
    noted: bool,
    /// Whether its class says that it is no part of the headline it stands in.
    label: bool,
    /// Byte of the document's text at which it begins.
    start: usize,
    /// Whether schema.org markup says that this is an author.
    author: bool,
    /// Whether schema.org markup says that what it holds is said of something else than the page.
    apart: bool,
    /// Whether its style keeps line breaks.
    lined: bool,
}

/// The block that is being written at the end of the document's text.
#[derive(Debug, Default)]
struct Run {
    start: usize,
    linked: u32,
    /// Bytes in bold or in a dateline's element so far, while nothing else came before them.
    lead: u32,
    breaks: u32,
}

/// Sections of a page at most, for their weighing takes some 150 bytes each. No real page is known to have half as many.
const MOST_SECTIONS: usize = 32_000;

/// Elements around one that are asked what it may be.
const NEAR: usize = 4;

/// Builds a [`Document`] from a stream of elements.
pub(super) struct Builder<'d> {
    document: &'d mut Document,
    /// How many blocks it may have.
    most: usize,
    signals: Signals,
    classes: &'d mut Classes,
    stack: Vec<Frame>,
    /// What the open elements that are noted may be, outermost first.
    notes: Vec<Noted>,
    /// How many of them are headings.
    headings: u32,
    run: Run,
    seams: Seams,
    links: u32,
    strong: u32,
    pre: u32,
    /// Open elements whose style keeps line breaks.
    lined: u32,
    /// Open elements that hold what is said of something else than the page.
    apart: u32,
}

impl<'d> Builder<'d> {
    /// Starts on an empty document.
    pub(super) fn new(document: &'d mut Document, classes: &'d mut Classes, most: usize) -> Self {
        classes.turn_page();
        document.sections.push(Section { tag: Tag::Root, ..Section::default() });
        Builder {
            document,
            most,
            signals: Signals::default(),
            classes,
            stack: Vec::new(),
            notes: Vec::new(),
            headings: 0,
            run: Run::default(),
            seams: Seams::default(),
            links: 0,
            strong: 0,
            pre: 0,
            lined: 0,
            apart: 0,
        }
    }

    /// Ends the last block and gives out what was noticed on the way.
    pub(super) fn finish(mut self) -> Signals {
        self.flush();
        self.signals
    }

    /// An element begins, which flows so.
    pub(super) fn open(&mut self, element: &Element<'_>, flow: Flow) -> Descend {
        match flow {
            Flow::Break => self.run.breaks += 1,
            Flow::Rule | Flow::Block => self.flush(),
            Flow::Raw => return elements::raw(element).map_or(Descend::Past, Descend::Raw),
            Flow::Skip => {
                self.part_words(element.tag);
                return Descend::Past;
            }
            Flow::Inline => {}
        }
        if elements::head(element, self.apart > 0, &mut self.signals)
            || tags::is_void(element.tag) && !element.is_valued()
        {
            return Descend::Past;
        }
        self.enter(element, flow)
    }

    /// Whether a button that begins here, with this text behind it, holds what is to be read: the words of a heading, or a word of
    /// a sentence, as those have that glossaries explain. Others are controls.
    pub(super) fn holds_word(&self, behind: &str) -> bool {
        let text = self.document.text[self.run.start..].trim_end();
        match text.chars().next_back() {
            None => self.headings > 0,
            Some(last) => seams::runs_on(last, behind),
        }
    }

    /// Raw text that [`Builder::open`] asked for.
    pub(super) fn raw(&mut self, raw: Raw, text: String) {
        match raw {
            Raw::Title if self.signals.title.is_empty() => self.signals.title = chars::collapse(&text),
            Raw::JsonLd if self.signals.room.take(text.len()) => self.signals.json_ld.push(text),
            Raw::Title | Raw::JsonLd => {}
        }
    }

    /// The innermost open element ends.
    pub(super) fn close(&mut self) {
        if self.stack.last().is_some_and(|frame| frame.flow == Flow::Block) {
            // While it is still open: the block is its own.
            self.flush();
        } else {
            self.seams.close(self.document.text.len());
        }
        let Some(frame) = self.stack.pop() else { return };
        self.links -= u32::from(frame.link);
        self.strong -= u32::from(frame.strong);
        self.pre -= u32::from(frame.tag == Tag::Pre);
        self.apart -= u32::from(frame.apart);
        self.lined -= u32::from(frame.lined);
        if frame.noted
            && let Some(noted) = self.notes.pop()
        {
            self.headings -= u32::from(noted.is_heading());
            let page = &self.document.text;
            let text = self.seams.lines(page, noted.start);
            let signal = noted.finish(&text, page).filter(|signal| self.signals.room.take(signal.size()));
            self.signals.elements.extend(signal);
            if self.notes.is_empty() {
                self.seams.clear();
            }
        }
        if self.headings > 0 {
            self.note_inside(&frame);
        }
    }

    /// An element inside a heading ends.
    fn note_inside(&mut self, frame: &Frame) {
        let part = frame.start..self.document.text.len();
        if let Some(heading) = self.notes.iter_mut().rev().find(|noted| noted.is_heading()) {
            heading.inner.push(part, frame.label);
        }
    }

    /// Ends the current block, if it holds anything.
    #[inline]
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        // Nearly always that is nothing: most block-level elements hold others.
        if self.document.text.len() > run.start {
            self.end_block(&run);
        }
        self.run.start = self.document.text.len();
    }

    fn end_block(&mut self, run: &Run) {
        let (kind, text) = (self.kind(), &mut self.document.text);
        text.truncate(run.start + text[run.start..].trim_end().len());
        if run.linked > 0 && matches!(kind, Kind::Heading(_)) {
            anchors::drop(text, run.start);
        }
        if self.document.blocks.len() == self.most && text.len() > run.start {
            self.document.warnings |= Warnings::TOO_LONG;
            text.truncate(run.start);
        }
        if text.len() > run.start {
            let span = Span { start: run.start as u32, end: text.len() as u32 };
            // Most blocks are not counted: nothing of them is linked.
            let linked = if run.linked == 0 { 0 } else { run.linked.min(text[run.start..].chars().count() as u32) };
            text.push('\n');
            let section = self.section();
            let lead = Some(run.lead.min(span.len() as u32));
            let block = Block { section, kind, text: span, linked: Some(linked), lead, layout: None };
            self.document.blocks.push(block);
        }
    }

    /// The kind of the block that just ended: what the innermost element that has a say makes of it. A paragraph inside
    /// a table's cell is a paragraph; inside a list item or a quotation it is theirs.
    fn kind(&self) -> Kind {
        let mut paragraph = false;
        for frame in self.stack.iter().rev() {
            paragraph |= frame.tag == Tag::P;
            match tags::kind(frame.tag) {
                Some(Kind::Cell) if paragraph => return Kind::Paragraph,
                Some(kind) => return kind,
                None if matches!(frame.tag, Tag::Table | Tag::Article | Tag::Main) => return Kind::Paragraph,
                None => {}
            }
        }
        Kind::Paragraph
    }

    /// The innermost section.
    fn section(&self) -> u32 {
        self.stack.iter().rev().find_map(|frame| frame.section).unwrap_or(0)
    }

    fn enter(&mut self, element: &Element<'_>, flow: Flow) -> Descend {
        if flow == Flow::Inline {
            if element.tag == tree::Tag::Button && !self.document.text.ends_with(['(', '“', '«']) {
                // It has a border, or had one.
                self.space();
            }
            self.seams.open(element.tag, self.document.text.len());
        }
        let tag = tags::tag(element.tag);
        let Said { marks, roles, tokens } = self.classed(element);
        if roles.contains(Roles::UNSEEN) && flow == Flow::Inline && self.run.linked > 0 && self.links > 0 {
            // "(opens in a new window)". What else only screen readers say may be the "By" before a name, and what a style
            // hides the rest of a text.
            return Descend::Aside;
        }
        if roles.contains(Roles::REPLAY) || elements::is_tooltip(element) {
            return Descend::Past;
        }
        let mut marks = marks | tags::marks(tag) | elements::marks(element);
        marks.set(Marks::DIALOG, marks.contains(Marks::DIALOG) || element.tag == tree::Tag::Dialog);
        if matches!(element.tag, tree::Tag::Body | tree::Tag::Html) {
            // Classes of the page as a whole name its layout ("has-sidebar"), not what it holds.
            marks = Marks::empty();
        }
        let link = tag == Tag::A && element.has(Name::Href);
        let strong = matches!(element.tag, tree::Tag::B | tree::Tag::Strong)
            || marks.contains(Marks::DATELINE) && flow == Flow::Inline;
        let apart = elements::is_apart(element);
        self.apart += u32::from(apart);
        let noted =
            elements::note(element, roles, || self.surroundings()).filter(|noted| self.apart == 0 || !noted.declared);
        let author = noted.as_ref().is_some_and(|noted| noted.names_author);
        self.links += u32::from(link);
        self.strong += u32::from(strong);
        self.pre += u32::from(tag == Tag::Pre);
        let lined = roles.contains(Roles::LINED) || elements::keeps_lines(element);
        self.lined += u32::from(lined);
        let mut section = None;
        if flow == Flow::Block {
            let parent = Some(self.make_sections());
            section = self.add_section(Section { parent, tag, marks, tokens });
        }
        let label = roles.intersects(Roles::LABEL | Roles::UNSEEN);
        let (noted_here, start) = (noted.is_some(), self.document.text.len());
        let frame = Frame {
            tag,
            marks,
            tokens,
            section,
            flow,
            link,
            strong,
            noted: noted_here,
            label,
            start,
            author,
            apart,
            lined,
        };
        if let Some(noted) = noted {
            self.note(noted);
        }
        self.stack.push(frame);
        Descend::Into
    }

    /// An element that may be metadata: where it begins.
    fn note(&mut self, noted: Noted) {
        let (start, block) = (self.document.text.len(), self.document.blocks.len() as u32);
        let around = self.stack.iter().fold(Marks::empty(), |around, outer| around | outer.marks);
        let (in_chrome, of_others) = (around.intersects(elements::CHROME), around.intersects(Marks::OTHERS));
        self.headings += u32::from(noted.is_heading());
        self.notes.push(Noted { start, block, in_chrome, of_others, ..noted });
    }

    /// What the open elements say of the metadata in one that opens now.
    fn surroundings(&self) -> Surroundings {
        let mut around = self.stack.iter().rev().take(NEAR);
        let author = around.clone().any(|outer| outer.author);
        // A link around the headline or to an author is none, whatever the list is called that it stands in.
        let tags = !author && self.headings == 0 && around.any(|outer| outer.marks.contains(Marks::TAGS));
        Surroundings { author, tags }
    }

    /// What class, id and the name of a custom element say, together.
    fn classed(&mut self, element: &Element<'_>) -> Said {
        // References in class names are as good as unknown, and say nothing.
        let tokens = &mut self.document.tokens;
        let class = element.raw(Name::Class).map_or_else(Said::default, |class| self.classes.look_up(class, tokens));
        // An id is there once in a page, and often numbered.
        let id = element.raw(Name::Id).map(|id| classes::read(id, tokens));
        let named = id.map_or(class, |id| self.both(class, id));
        let Some(name) = element.custom_name() else { return named };
        let name = self.classes.look_up(name, &mut self.document.tokens);
        self.both(named, name)
    }

    /// What two of them say, together.
    fn both(&mut self, first: Said, second: Said) -> Said {
        let tokens = if first.tokens.is_empty() { second.tokens } else { self.join(first.tokens, second.tokens) };
        Said { marks: first.marks | second.marks, roles: first.roles | second.roles, tokens }
    }

    /// One span for the words of two attributes. Spans point anywhere in the buffer, so the second's words are copied
    /// behind the first's.
    fn join(&mut self, first: Span, second: Span) -> Span {
        let tokens = &mut self.document.tokens;
        let start = tokens.len() as u32;
        tokens.extend_from_within(first.range());
        tokens.extend_from_within(second.range());
        Span { start, end: tokens.len() as u32 }
    }

    /// Gives every open element that has none a section, outermost first: a block-level element opens inside them. Inline
    /// ones without class are passed over, and what comes when there are too many stands in what is around it. Returns the
    /// innermost.
    fn make_sections(&mut self) -> u32 {
        let from = self.stack.iter().rposition(|frame| frame.section.is_some()).map_or(0, |at| at + 1);
        let mut parent = from.checked_sub(1).and_then(|at| self.stack[at].section).unwrap_or(0);
        for at in from..self.stack.len() {
            let Frame { tag, marks, tokens, flow, .. } = self.stack[at];
            if flow != Flow::Block && marks.is_empty() && tokens.is_empty() && tag != Tag::A {
                continue;
            }
            let section = self.add_section(Section { parent: Some(parent), tag, marks, tokens });
            self.stack[at].section = section;
            parent = section.unwrap_or(parent);
        }
        parent
    }

    fn add_section(&mut self, section: Section) -> Option<u32> {
        let index = self.document.sections.len();
        (index < MOST_SECTIONS).then(|| {
            self.document.sections.push(section);
            index as u32
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::read;

    #[test]
    fn the_name_of_a_custom_element_says_what_a_class_does() {
        for (page, expected) in [
            ("<user-comment><p>Not again.</p></user-comment>", true),
            ("<div class=user-comment><p>Not again.</p></div>", true),
            ("<comment><p>Not again.</p></comment>", false),
            ("<x-box id=a class=wide><p>Not again.</p></x-box>", false),
        ] {
            let mut document = Document::default();
            read::read(page, Format::Html, None, &mut document);
            let marks = document.sections.iter().fold(Marks::empty(), |marks, section| marks | section.marks);
            assert_eq!(marks.contains(Marks::COMMENT), expected, "{page}");
        }
    }
}
