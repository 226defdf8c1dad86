//! What a page says twice: its article for print or for small screens, all of it in one block, a sentence set large beside its
//! paragraph.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::document::{Document, Kind};
use crate::letters;

use super::containers::Containers;
use super::page::Page;
use super::sets::Set;
use super::{Reason, Verdict, kept, words};

/// Words from which a block that stands twice is a repetition and not a refrain.
const REPEATED_WORDS: f32 = 8.0;
/// Words from which a block may be all of the article once more, the share of what is kept that it makes up at least, and
/// the share of its runs of three words that the rest has: between paragraphs it has some of its own.
const RETOLD: (f32, f32, f32) = (100.0, 1.0 / 3.0, 0.9);
/// Words of what is quoted from the text itself, and words that its paragraph has more at least.
const PULLED: std::ops::RangeInclusive<usize> = 6..=60;
const MORE: usize = 3;
/// Its first words, by which it is sought, and blocks that begin with the same ones at most.
const RUN: usize = 3;
const ALIKE: usize = 8;

/// Drops what is kept and said by something else that is.
pub(super) fn drop_all(document: &Document, page: &Page, containers: &Containers, verdicts: &mut [Verdict]) {
    drop_repeated(document, page, containers, verdicts);
    drop_retold(page, verdicts);
}

/// Pages that print their article twice (for print, for small screens) mean it once, and the second time stands in a
/// section of its own: what is said again in the same one (a refrain) is meant. Plain text has no sections to tell by: there,
/// a question is asked again, with other text on both sides, and all else is said once.
fn drop_repeated(document: &Document, page: &Page, containers: &Containers, verdicts: &mut [Verdict]) {
    let kept = kept(verdicts);
    let mut seen: HashMap<u64, usize, RandomState> = HashMap::default();
    let mut first_of = |order: usize| {
        let m = &page.measures[kept[order]];
        let first = (m.words >= REPEATED_WORDS).then(|| *seen.entry(m.hash).or_insert(order));
        first.filter(|first| *first < order)
    };
    // For each that is kept, the one that it says again.
    let again: Vec<Option<usize>> = (0..kept.len()).map(&mut first_of).collect();
    for (order, &at) in kept.iter().enumerate() {
        let Some(first) = again[order] else { continue };
        let meant = if containers.known() {
            containers.around(document, kept[first]) == containers.around(document, at)
        } else {
            let alone = |other: usize| again.get(other).is_none_or(Option::is_none);
            asks(document, at) && first + 1 < order && alone(order - 1) && alone(order + 1)
        };
        if !meant {
            verdicts[at].set(false, Reason::Repeated);
        }
    }
}

/// A page may hold its article once more in one block, for a voice or a search engine to read.
fn drop_retold(page: &Page, verdicts: &mut [Verdict]) {
    let (words, share, again) = RETOLD;
    let kept = kept(verdicts);
    let all: f32 = kept.iter().map(|&at| page.measures[at].words).sum();
    let is_long = |&at: &usize| page.measures[at].words >= words.max(share * all);
    for at in kept.iter().copied().filter(is_long) {
        let others = kept.iter().filter(|&&other| other != at && verdicts[other].keep);
        let others = Set::of(others.flat_map(|&other| words::triples(page.words_of(other))));
        let own = words::triples(page.words_of(at));
        let (count, told) =
            own.fold((0, 0), |(count, told), run| (count + 1, told + usize::from(others.contains(run))));
        if told as f32 >= again * count as f32 {
            verdicts[at].set(false, Reason::Repeated);
        }
    }
}

/// Drops a sentence of the text that stands once more in a section of its own, as a quotation set large. In the same section it
/// is said again, and a text without markup has none. What is dropped otherwise holds nothing: it is asked last.
pub(super) fn drop_pulled(document: &Document, page: &Page, containers: &Containers, verdicts: &mut [Verdict]) {
    if !containers.known() {
        return;
    }
    let kept = kept(verdicts);
    let around = |at: usize| containers.around(document, at);
    let is_prose = |at: &usize| document.blocks[*at].kind == Kind::Paragraph;
    // A quotation's section holds less than the text's.
    let mut words_of = vec![0.0; containers.tree.len()];
    kept.iter().for_each(|&at| words_of[around(at)] += page.measures[at].words);
    let is_less = |part: usize, whole: usize| words_of[around(part)] < words_of[around(whole)];
    let mut pulled: HashMap<&[u32; RUN], Vec<usize>, RandomState> = HashMap::default();
    for &at in &kept {
        let words = page.words_of(at);
        let may_be = matches!(document.blocks[at].kind, Kind::Paragraph | Kind::Quote);
        if let Some(first) = words.first_chunk().filter(|_| may_be && PULLED.contains(&words.len())) {
            let alike = pulled.entry(first).or_default();
            // Lines that begin alike by the dozen are a list.
            if alike.len() < ALIKE {
                alike.push(at);
            }
        }
    }
    if pulled.is_empty() {
        return;
    }
    // Hardly a word of the text is the first of one, which costs less to ask than where it is.
    let openings = Set::of(pulled.keys().map(|run| run[0]));
    for whole in kept.into_iter().filter(is_prose) {
        let text = page.words_of(whole);
        for start in (0..text.len()).filter(|&start| openings.contains(text[start])) {
            let parts = text[start..].first_chunk().and_then(|run| pulled.get(run)).map_or(&[][..], Vec::as_slice);
            for &part in parts {
                let words = page.words_of(part);
                let inside = text.len() >= words.len() + MORE && text[start..].starts_with(words);
                if inside && is_less(part, whole) {
                    verdicts[part].set(false, Reason::Repeated);
                }
            }
        }
    }
}

/// Whether a block ends with a question.
pub(super) fn asks(document: &Document, at: usize) -> bool {
    document.text(&document.blocks[at]).ends_with(letters::is_question_mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::read;

    #[test]
    fn what_is_said_again_in_its_section_is_meant() {
        let (asked, told) = ("What would you do first, if you were chosen on the day?", "I would count the hoses.");
        let of = |document: &Document| {
            let page = Page::new(document);
            let verdict = Verdict { keep: true, score: 0.9, reason: Reason::Score };
            let mut verdicts = vec![verdict; document.blocks.len()];
            drop_repeated(document, &page, &Containers::new(document, &page), &mut verdicts);
            verdicts.iter().map(|verdict| verdict.keep).collect::<Vec<_>>()
        };
        for (between, expected) in [("", true), ("</div><div>", false)] {
            let mut document = Document::default();
            let page = format!("<div><p>{asked}<p>{told}{between}<p>{asked}</div>");
            read::read(&page, Format::Html, None, &mut document);
            assert_eq!(of(&document), [true, true, expected], "{between}");
        }
        let stated = "They would all count the hoses of the brigade first.";
        for (texts, expected) in [
            ([asked, told, asked, told], [true; 4]),
            ([asked, asked, told, told], [true, false, true, true]),
            ([stated, told, stated, told], [true, true, false, true]),
        ] {
            let text = texts.map(|text| (Kind::Paragraph, text));
            assert_eq!(of(&Document::literal(&text)), expected, "{texts:?}");
        }
    }

    #[test]
    fn the_article_in_one_block_is_the_article_again() {
        let told = |from: usize| {
            let words = (from..from + 80).map(|number| format!("w{number}"));
            words.collect::<Vec<_>>().join(" ") + "."
        };
        let (first, second, third, other) = (told(0), told(80), told(160), told(500));
        let all = format!("{first} {second} {third}");
        let kept = |texts: &[&str]| {
            let document = Document::literal(&texts.iter().map(|text| (Kind::Paragraph, *text)).collect::<Vec<_>>());
            let verdict = Verdict { keep: true, score: 0.9, reason: Reason::Score };
            let mut verdicts = vec![verdict; texts.len()];
            drop_retold(&Page::new(&document), &mut verdicts);
            verdicts.iter().map(|verdict| verdict.keep).collect::<Vec<_>>()
        };
        assert_eq!(kept(&[&first, &second, &third, &all]), [true, true, true, false]);
        assert_eq!(kept(&[&all, &first, &second, &third]), [false, true, true, true]);
        // A part of the article, and another as long.
        assert_eq!(kept(&[&first, &second, &third, &second]), [true; 4]);
        assert_eq!(kept(&[&first, &all, &other]), [true; 3]);
    }

    #[test]
    fn a_sentence_set_large_beside_its_paragraph_is_said_once() {
        let (said, more) = ("We asked the oldest people what it had sounded like", "she told the council on Sunday");
        let text = "The mill ground its first sack of rye for ninety years while half of the town stood on the bridge.";
        let kept = |page: &str| {
            let mut document = Document::default();
            read::read(page, Format::Html, None, &mut document);
            let page = Page::new(&document);
            let verdict = Verdict { keep: true, score: 0.9, reason: Reason::Score };
            let mut verdicts = vec![verdict; document.blocks.len()];
            drop_pulled(&document, &page, &Containers::new(&document, &page), &mut verdicts);
            verdicts.iter().map(|verdict| verdict.keep).collect::<Vec<_>>()
        };
        let whole = format!("<p>{said}, {more}.</p>");
        let large = format!("<aside><p>{said}</p><p>Runa Teal</p></aside>");
        assert_eq!(kept(&format!("<div><p>{text}</p>{whole}{large}</div>")), [true, true, false, true]);
        // In its own section it is meant.
        assert_eq!(kept(&format!("<div><p>{text}</p>{whole}<p>{said}</p></div>")), [true; 3]);
        // What holds it is a reader's.
        let comment = format!("<section>{whole}<p>Runa Teal</p></section>");
        assert_eq!(kept(&format!("<div><p>{text}</p><p>{said}</p></div>{comment}")), [true; 4]);
    }
}
