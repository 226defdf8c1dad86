//! An article that its page carries as data (schema.org `articleBody`) and does not show: pages drawn by scripts, and those
//! that show the beginning alone.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Block, Document, Marks, Section, Span, Tag, Warnings};
use crate::letters;

use super::noscript::{prose, unlinked};
use super::walk;

/// Bytes of a carried text from which it is an article, and no summary.
const LEAST: usize = 250;

/// The same where the page shows no prose at all: a sentence.
const LEAST_ALONE: usize = 40;

/// Places of it that are looked for on the page, and how long each is, in bytes: some four words.
const PROBES: usize = 24;
const PROBE: usize = 24;

/// Adds the article that the page carries and does not show as one more section, marked [`Marks::CARRIED`]; whether there is
/// one. The document has at most so many blocks. What scripts have of an article that begins with some paragraphs is asked
/// for only where nothing else is it.
pub(super) fn add(
    document: &mut Document,
    most: usize,
    in_scripts: impl FnOnce(&Document, &[&str]) -> Option<String>,
) -> bool {
    let hidden = |body: &str, least: usize| hidden(body, least, &document.text, most);
    let stated = document.meta.article_body.as_deref().and_then(|body| {
        let is_blank = || shown(document).is_some_and(|shown| shown.is_empty());
        hidden(body, if body.len() < LEAST && is_blank() { LEAST_ALONE } else { LEAST })
    });
    let in_scripts = || {
        let shown = shown(document)?;
        let carried = hidden(&in_scripts(document, &shown)?, LEAST)?;
        is_beginning(&shown, &carried.text).then_some(carried)
    };
    let Some(carried) = stated.or_else(in_scripts) else { return false };
    append(document, &carried, most);
    true
}

/// Bytes of text outside links from which a page shows an article of its own, and need not be asked what its scripts have.
const SHOWN: usize = 3_000;

/// Bytes of a block that may be prose.
const LINE: usize = 60;

/// Bytes of prose that a page may show beside the beginning of its article: what asks for consent or for scripts.
const BESIDE: usize = 250;

/// The prose that a page shows, if it is little: none where it is not more than any page has, and little else is shown, links of
/// a list of goods too.
fn shown(document: &Document) -> Option<Vec<&str>> {
    if prose(document) >= SHOWN {
        return None;
    }
    let is_prose = |block: &&Block| unlinked(block) >= LINE && document.text(block).contains(letters::is_stop);
    let shown: Vec<&str> = document.blocks.iter().filter(is_prose).map(|block| document.text(block)).collect();
    if bytes(shown.iter()) > BESIDE {
        return Some(shown);
    }
    (document.text.len() < SHOWN).then(Vec::new)
}

/// How long texts are together.
pub(super) fn bytes<'t>(texts: impl Iterator<Item = &'t &'t str>) -> usize {
    texts.map(|text| text.len()).sum()
}

/// Whether what is shown begins parts of a text, but for a little.
fn is_beginning(shown: &[&str], text: &str) -> bool {
    let is_part = |shown: &str| memchr::memmem::find(text.as_bytes(), letters::head(shown, PROBE).as_bytes()).is_some();
    bytes(shown.iter().filter(|shown| !is_part(shown))) <= BESIDE
}

/// Takes it out again, where what is left of a page by somebody's word is not all that it shows.
pub(crate) fn drop_carried(document: &mut Document) {
    let Some(section) = document.carried() else { return };
    let first = document.blocks.partition_point(|block| block.section != section);
    let start = document.blocks.get(first).map_or(document.text.len(), |block| block.text.start as usize);
    document.blocks.truncate(first);
    document.text.truncate(start);
    document.sections.pop();
}

/// A carried text of which the page shows less than half.
fn hidden(body: &str, least: usize, page: &str, most: usize) -> Option<Document> {
    // Mostly it is shown, and need not be read first.
    if body.len() < least || is_shown(body, page) {
        return None;
    }
    Some(paragraphs(body, most)).filter(|carried| !is_shown(&carried.text, page))
}

/// Whether at least half of a text stands in another.
pub(super) fn is_shown(body: &str, page: &str) -> bool {
    let (mut shown, mut missing) = (0, 0);
    for number in 0..PROBES {
        let place = probe(body, body.len() / PROBES * number);
        if memchr::memmem::find(page.as_bytes(), body[place].trim().as_bytes()).is_some() {
            shown += 1;
        } else {
            missing += 1;
        }
        if shown.max(missing) > PROBES / 2 {
            break;
        }
    }
    shown >= missing
}

/// Whole words of a text behind a place in it.
fn probe(text: &str, at: usize) -> Range<usize> {
    let word = |at: usize| {
        let at = letters::head(text, at).len();
        // What has no spaces is cut anywhere.
        letters::head(&text[at..], PROBE).find(char::is_whitespace).map_or(at, |space| at + space)
    };
    let start = word(at);
    start..word(start + PROBE)
}

/// The paragraphs of a carried text, which may be markup, or escaped markup.
fn paragraphs(body: &str, most: usize) -> Document {
    let mut read = Document::default();
    let mut body = Cow::Borrowed(body);
    for _ in 0..2 {
        // Without markup its lines are its paragraphs.
        let page = if is_markup(&body) { body } else { Cow::Owned(body.replace('\n', "<p>")) };
        read.clear();
        walk(&page, &mut read, most);
        if !is_markup(&read.text) {
            break;
        }
        body = Cow::Owned(read.text.clone());
    }
    read
}

fn is_markup(text: &str) -> bool {
    ["<p>", "<p ", "<br", "<div"].iter().any(|tag| memchr::memmem::find(text.as_bytes(), tag.as_bytes()).is_some())
}

fn append(document: &mut Document, carried: &Document, most: usize) {
    let section = document.sections.len() as u32;
    let marks = Marks::CARRIED | Marks::ARTICLE | Marks::BODY;
    document.sections.push(Section { parent: Some(0), tag: Tag::Article, marks, tokens: Span::default() });
    let room = most.saturating_sub(document.blocks.len());
    document
        .warnings
        .set(Warnings::TOO_LONG, document.warnings.contains(Warnings::TOO_LONG) || carried.blocks.len() > room);
    let base = document.text.len() as u32;
    document.text.push_str(&carried.text);
    let moved = |span: Span| Span { start: base + span.start, end: base + span.end };
    document.blocks.extend(carried.blocks.iter().take(room).map(|block| Block {
        section,
        text: moved(block.text),
        ..*block
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(shown: &str, body: &str) -> Document {
        let mut document = Document::default();
        walk(&format!("<p>{shown}</p>"), &mut document, 100);
        document.meta.article_body = Some(body.to_owned());
        add(&mut document, 100, |_, _| None);
        assert_eq!(document.check(), Ok(()));
        document
    }

    fn carried(shown: &str, body: &str) -> Vec<String> {
        let document = document(shown, body);
        let blocks = document.blocks.iter().filter(|block| document.marks(block).contains(Marks::CARRIED));
        blocks.map(|block| document.text(block).to_owned()).collect()
    }

    /// Sentences of which no two are alike.
    fn told(sentences: Range<usize>) -> Vec<String> {
        sentences
            .map(|at| format!("Gauge {at} on the Lask stood at {} centimetres on Monday & rose.", at * 37))
            .collect()
    }

    #[test]
    fn an_article_that_is_not_shown_is_added_in_its_paragraphs() {
        let (all, text) = (told(0..6), told(0..6).join("\n\n"));
        assert_eq!(carried("Enable JavaScript.", &text), all);
        let markup = format!("<p>{}</p>", all.join("</p><p>").replace('&', "&amp;"));
        assert_eq!(carried("", &markup), all);
        let escaped = markup.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert_eq!(carried("", &escaped), all);
        // A beginning is not the article.
        assert_eq!(carried(&all[0], &text), all);
        // Where nothing else is shown, a sentence is one.
        assert_eq!(carried("Harbour news", &all[0]), all[..1]);
        assert_eq!(carried(&"We use cookies on this page, and more of them below. ".repeat(6), &all[0]), [""; 0]);
    }

    #[test]
    fn an_article_that_is_shown_is_not_added() {
        let text = told(0..6).join(" ");
        assert_eq!(carried(&text, &text), [""; 0]);
        assert_eq!(carried(&told(0..5).join(" "), &text), [""; 0]);
        assert_eq!(carried(&text, &format!("&lt;p&gt;{}&lt;/p&gt;", text.replace("o", "<i>o</i>"))), [""; 0]);
        assert_eq!(carried("Enable JavaScript.", "Low water on the Lask."), [""; 0]);
    }

    #[test]
    fn what_was_added_can_be_taken_out_again() {
        let (mut with, without) = (document(&told(0..1)[0], &told(0..6).join(" ")), document(&told(0..1)[0], ""));
        drop_carried(&mut with);
        assert_eq!(Document { meta: without.meta.clone(), ..with.clone() }, without);
        drop_carried(&mut with);
        assert_eq!(with.blocks, without.blocks);
    }

    #[test]
    fn there_is_room_for_so_many_blocks() {
        let document = document("Enable JavaScript.", &told(0..200).join("\n"));
        assert_eq!(document.blocks.len(), 100);
        assert!(document.warnings.contains(Warnings::TOO_LONG));
    }

    #[test]
    fn text_without_spaces_is_probed_between_its_characters() {
        let text: String = (0..400).map(|at| char::from_u32(0x4e00 + at).unwrap()).collect();
        assert!(is_shown(&text, &text));
        assert!(!is_shown(&text, &text.chars().take(100).collect::<String>()));
    }
}
