//! Our tree and html5ever's in forms that can be compared.

use std::borrow::Cow;
use std::fmt::Write as _;

use scraper::{Html, Node};

use super::tree::{Event as Step, Name, Page, Tag, Tree};

/// What both trees are walked as. Comments and doctypes are left out, as are elements' ends where nothing asks.
pub(crate) enum Event<'a> {
    Open { name: Cow<'a, str>, attributes: Vec<(&'static str, String)> },
    Text(Cow<'a, str>),
    Close,
}

/// Walks our tree.
pub(crate) fn ours<'a>(page: &Page<'a>, mut see: impl FnMut(Event<'a>)) {
    for step in page.walk() {
        match step {
            Step::Close(_) => see(Event::Close),
            Step::Text(index) => see(Event::Text(page.text_of(&page.nodes[index as usize]))),
            Step::Open(index) => {
                let node = &page.nodes[index as usize];
                let value = |name| page.attribute(node, name).unwrap_or_default().into_owned();
                let attributes = page.names(node).map(|name| (name.as_str(), value(name)));
                see(Event::Open { name: full_name(page, node), attributes: attributes.collect() });
            }
        }
    }
}

fn full_name<'a>(page: &Page<'a>, node: &super::tree::Node) -> Cow<'a, str> {
    // U+FFFD is what the standard reads for NUL.
    let name = page.name(node).to_ascii_lowercase().replace('\0', "\u{FFFD}");
    match node.tag {
        Tag::Svg | Tag::SvgOther | Tag::SvgPoint => format!("svg {name}").into(),
        Tag::Math | Tag::MathOther | Tag::MathText | Tag::MathAnnotation | Tag::MathAnnotationHtml => {
            format!("math {name}").into()
        }
        _ => name.into(),
    }
}

/// Walks html5ever's.
pub(crate) fn theirs<'a>(html: &'a Html, mut see: impl FnMut(Event<'a>)) {
    let mut node = html.tree.root();
    loop {
        open(node.value(), &mut see);
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.value().is_element() {
                see(Event::Close);
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return,
            }
        }
    }
}

fn open<'a>(node: &'a Node, see: &mut impl FnMut(Event<'a>)) {
    match node {
        Node::Element(element) => {
            let prefix = match &*element.name.ns {
                "http://www.w3.org/2000/svg" => "svg ",
                "http://www.w3.org/1998/Math/MathML" => "math ",
                _ => "",
            };
            let name = format!("{prefix}{}", element.name().to_ascii_lowercase()).into();
            let kept = element.attrs.iter().filter(|(name, _)| name.ns.is_empty());
            let attributes = kept.filter_map(|(name, value)| Some((kept_name(&name.local)?, value.to_string())));
            see(Event::Open { name, attributes: attributes.collect() });
        }
        Node::Text(text) => see(Event::Text(Cow::Borrowed(text))),
        _ => {}
    }
}

/// The attributes that our tree keeps.
fn kept_name(name: &str) -> Option<&'static str> {
    Name::ALL.iter().map(|name| name.as_str()).find(|&kept| kept == name)
}

/// Collects events as the html5lib tests write trees.
#[derive(Default)]
pub(crate) struct Dump {
    pub(crate) lines: String,
    depth: usize,
    pub(crate) deepest: usize,
    text: String,
}

impl Dump {
    pub(crate) fn see(&mut self, event: Event) {
        match event {
            Event::Text(text) => self.text.push_str(&text),
            Event::Open { name, attributes } => {
                self.flush();
                self.line(&format!("<{name}>"));
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
                // The standard adds missing attributes of a second html or body tag to the first; we do not.
                if name != "html" && name != "body" {
                    self.attributes(attributes);
                }
            }
            Event::Close => {
                self.flush();
                self.depth -= 1;
            }
        }
    }

    fn attributes(&mut self, mut attributes: Vec<(&'static str, String)>) {
        attributes.sort();
        for (name, value) in attributes {
            self.line(&format!("{name}=\"{value}\""));
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            self.line(&format!("\"{text}\""));
        }
    }

    fn line(&mut self, line: &str) {
        let depth = 2 * self.depth;
        let _ = writeln!(self.lines, "| {:depth$}{line}", "");
    }
}

/// A run of text as a stripper sees it: in which kind of block, whether a block began or ended since the run before,
/// whether in a link.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) block: String,
    pub(crate) begins: bool,
    pub(crate) linked: bool,
    pub(crate) text: String,
}

/// Elements that break a line of text.
const BLOCKS: &str = " address article aside blockquote body button caption center dd details dialog div dl dt fieldset \
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html legend li listing main menu nav ol \
    optgroup option p plaintext pre script search section select style summary table tbody td textarea tfoot th thead \
    title tr ul xmp noscript template iframe br ";

/// Collects events as runs of text.
#[derive(Default)]
pub(crate) struct Runs {
    pub(crate) runs: Vec<Run>,
    open: Vec<Cow<'static, str>>,
    links: usize,
    begins: bool,
}

impl Runs {
    pub(crate) fn see(&mut self, event: Event) {
        match event {
            Event::Text(text) => self.text(&text),
            Event::Open { name, .. } => {
                self.begins |= is_block(&name);
                self.links += usize::from(name == "a");
                self.open.push(Cow::Owned(name.into_owned()));
            }
            Event::Close => {
                let name = self.open.pop().unwrap_or_default();
                self.begins |= is_block(&name);
                self.links -= usize::from(name == "a");
            }
        }
    }

    fn text(&mut self, text: &str) {
        let linked = self.links > 0;
        match self.runs.last_mut() {
            Some(last) if !self.begins && last.linked == linked => last.text.push_str(text),
            _ => {
                let block = self.open.iter().rev().find(|name| is_block(name)).map(|name| name.to_string());
                let text = text.to_owned();
                self.runs.push(Run { block: block.unwrap_or_default(), begins: self.begins, linked, text });
            }
        }
        self.begins = false;
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&format!(" {name} "))
}

/// Our tree as lines, and how deep it is.
pub(crate) fn our_dump(page: &Page) -> Dump {
    let mut dump = Dump::default();
    ours(page, |event| dump.see(event));
    dump
}

/// Html5ever's.
pub(crate) fn their_dump(html: &str) -> Dump {
    let html = Html::parse_document(html);
    let mut dump = Dump::default();
    theirs(&html, |event| dump.see(event));
    dump
}

/// Our tree as runs of text.
pub(crate) fn our_runs(tree: &mut Tree, html: &str) -> Vec<Run> {
    let mut runs = Runs::default();
    ours(&tree.parse(html), |event| runs.see(event));
    runs.runs
}

/// Html5ever's.
pub(crate) fn their_runs(html: &str) -> Vec<Run> {
    let mut runs = Runs::default();
    theirs(&Html::parse_document(html), |event| runs.see(event));
    runs.runs
}

/// The characters of all runs in one order.
pub(crate) fn sorted_text(runs: &[Run]) -> Vec<char> {
    let mut characters: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
    characters.sort_unstable();
    characters
}
