//! What elements say that somebody pointed at: title, authors, date, dateline, read as the reader reads them.

use super::elements::Elements;
use super::{Key, Pick};
use crate::dateline;
use crate::document::Meta;
use crate::read::said::{self, Said};
use crate::read::tree::{Name, Tag};
use crate::read::visible_text;

/// What was said and is to take the place of what the reader found.
#[derive(Debug, Default)]
pub(super) struct Fields {
    said: Said,
    /// The element and its text.
    pub(super) dateline: Option<(u32, String)>,
}

impl Fields {
    /// Takes a field from the first selector that picks something which can be read as one; says whether any does.
    pub(super) fn take(&mut self, key: Key, picks: &[Pick], elements: &Elements<'_>, language: Option<&str>) -> bool {
        picks.iter().any(|pick| {
            let nodes = elements.pick(pick);
            let texts = || nodes.iter().flat_map(|&node| elements.says(node));
            match key {
                Key::Title => set(&mut self.said.title, texts().find_map(|text| said::title(&text))),
                Key::Date => set(&mut self.said.date, texts().find_map(|text| said::date(&text, language))),
                Key::Dateline => set(&mut self.dateline, nodes.iter().find_map(|&node| elements.dateline(node))),
                Key::Authors => {
                    self.said.authors = said::authors(texts());
                    !self.said.authors.is_empty()
                }
                Key::Only | Key::Drop | Key::DropLines | Key::CutAfter => false,
            }
        })
    }

    /// Puts what was said in the place of what the reader found.
    pub(super) fn put(self, meta: &mut Meta) {
        self.said.put(meta);
        set(&mut meta.dateline, self.dateline.map(|(_, text)| text));
    }
}

/// Puts a value in the place of another, if there is one.
fn set<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    let is_some = value.is_some();
    if is_some {
        *field = value;
    }
    is_some
}

impl Elements<'_> {
    /// What an element says, the most exact first: to a machine, then to a reader.
    fn says(&self, node: u32) -> Vec<String> {
        let element = &self.page.nodes[node as usize];
        let value = |name| self.page.attribute(element, name).map(String::from);
        let text = || visible_text(&self.page, node);
        match element.tag {
            Tag::Meta => value(Name::Content).into_iter().collect(),
            Tag::Time => value(Name::Datetime).into_iter().chain([text()]).collect(),
            // Not for a reader of the page, and still its text.
            Tag::Title => self.page.nodes[node as usize..element.end as usize]
                .iter()
                .map(|inside| self.page.text_of(inside).into())
                .collect(),
            _ => vec![text()],
        }
    }

    /// The dateline that an element is, if it is one by its length.
    fn dateline(&self, node: u32) -> Option<(u32, String)> {
        let text = self.says(node).pop()?;
        dateline::parts(&text).map(|_| (node, text))
    }
}
