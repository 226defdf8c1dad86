//! The articles that a page adds below its own for whoever scrolls on.

use crate::document::{Document, Kind, Tag};

use super::page::Page;
use super::{Reason, Verdict};

/// Words of text from which an article below is another, and no teaser of one.
const WORDS: f32 = 80.0;
/// Words of a text that may stand above its headline: a kicker, a byline.
const ABOVE: f32 = 30.0;
/// The lowest heading that heads an article.
const LOWEST: u8 = 2;

/// Drops the articles below the page's own: each in an element of its own, under a headline of the level that the page's
/// title has. The parts of one story may be such elements too, and so may the posts of a live blog; their headings are
/// lower.
pub(super) fn drop_all(document: &Document, page: &Page, verdicts: &mut [Verdict]) {
    let Some(title) = page.title_at else { return };
    let headline = document.blocks[title].kind;
    if !matches!(headline, Kind::Heading(..=LOWEST)) {
        return;
    }
    let articles = outermost(document);
    let article = |at: usize| articles[document.blocks[at].section as usize];
    // A first headline may stand above the element of its article; under a second one, such elements are the parts of a list.
    let text = || (title..verdicts.len()).find(|&at| verdicts[at].keep && page.good[at]);
    let below_it = || if headline == Kind::Heading(1) { article(text()?) } else { None };
    let Some(own) = article(title).or_else(below_it) else { return };
    let below: Vec<usize> = (title..document.blocks.len()).collect();
    for blocks in below.chunk_by(|&a, &b| article(a) == article(b)) {
        if article(blocks[0]).is_none_or(|article| article == own) {
            continue;
        }
        let words = |blocks: &[usize]| -> f32 {
            blocks.iter().filter(|&&at| verdicts[at].keep).map(|&at| page.measures[at].words).sum()
        };
        let heading = blocks.iter().position(|&at| document.blocks[at].kind == headline);
        let headed = heading.is_some_and(|heading| words(&blocks[..heading]) < ABOVE);
        if headed && words(blocks) >= WORDS {
            let verdicts = &mut verdicts[blocks[0]..blocks[0] + blocks.len()];
            verdicts
                .iter_mut()
                .filter(|verdict| verdict.keep)
                .for_each(|verdict| verdict.set(false, Reason::NextArticle));
        }
    }
}

/// For each section the outermost article element around it.
fn outermost(document: &Document) -> Vec<Option<usize>> {
    let mut articles: Vec<Option<usize>> = Vec::with_capacity(document.sections.len());
    for (at, section) in document.sections.iter().enumerate() {
        let above = section.parent.and_then(|parent| articles[parent as usize]);
        articles.push(above.or((section.tag == Tag::Article).then_some(at)));
    }
    articles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::read;

    /// Whether each paragraph is kept that was.
    fn kept(page: &str) -> Vec<bool> {
        let mut document = Document::default();
        read::read(page, Format::Html, None, &mut document);
        let mut verdicts = vec![Verdict { keep: true, score: 0.9, reason: Reason::Score }; document.blocks.len()];
        drop_all(&document, &Page::new(&document), &mut verdicts);
        let paragraphs = document.blocks.iter().zip(verdicts).filter(|(block, _)| block.kind == Kind::Paragraph);
        paragraphs.map(|(_, verdict)| verdict.keep).collect()
    }

    #[test]
    fn an_article_below_goes_and_parts_of_one_story_stay() {
        let text = "<p>The council of Velm met on Monday to talk about the bridge, and nobody said why.</p>".repeat(6);
        let teaser = "<p>The council of Velm met on Monday.</p>";
        let page = |first: &str, second: &str, behind: &str| {
            let head = "<title>The bridge of Velm</title><main>";
            format!(
                "{head}<article><{first}>The bridge of Velm</{first}>{text}</article>\n<article>{second}{behind}</article>"
            )
        };
        let above = format!("<title>The bridge of Velm</title><h1>The bridge of Velm</h1><article>{text}</article>");
        assert_eq!(kept(&format!("{above}<article><h1>A ferry sinks</h1>{text}</article>"))[5..7], [true, false]);
        let part = format!("<article><h2>A ferry sinks</h2>{text}</article>");
        assert!(
            kept(&format!("<title>The bridge of Velm</title><h2>The bridge of Velm</h2>{part}{part}"))
                .iter()
                .all(|kept| *kept)
        );
        for (first, second, behind, stays) in [
            ("h1", "<h1>A ferry sinks</h1>", &*text, false),
            ("h2", "<p>News</p><h2>A ferry sinks</h2>", &text, false),
            ("h1", "<h2>What it costs</h2>", &text, true),
            ("h1", "", &text, true),
            ("h1", "<h1>A ferry sinks</h1>", teaser, true),
            ("h3", "<h3>A ferry sinks</h3>", &text, true),
        ] {
            let kept = kept(&page(first, second, behind));
            assert!(kept[..6].iter().all(|kept| *kept), "{first} {second}");
            assert!(kept[6..].iter().all(|kept| *kept == stays), "{first} {second}");
        }
    }
}
