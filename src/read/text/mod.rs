//! Plain text to sections and blocks.
//!
//! ```text
//! page -> markup -> lines -> header (metas) -> unbroken (all on one line?) | shape (how are they broken?) -> headline, join
//!      -> blocks -> settle (kinds) -> consent (a section of its own) -> title (signals)
//! ```

mod blocks;
mod consent;
mod header;
mod headline;
mod hyphens;
mod join;
mod lines;
mod mail;
mod marker;
mod markup;
mod settle;
mod shape;
mod tags;
mod title;
mod unbroken;

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::signals::Signals;
use super::{dates, meta, names};
use crate::dateline::{self, Evidence};
use crate::document::{Document, Headline, Warnings};
use crate::letters;
use lines::MOST_LINES;
pub(super) use mail::of_mail;

/// Bytes of the longest dump that may be a page of which a tool lost the line breaks; what is longer is a book.
const LONGEST_PAGE: usize = 1 << 20;

/// Reads a dump.
pub(super) fn read(page: &str, document: &mut Document) {
    let page = composed(addressable(page));
    let page = markup::decoded(&page);
    let (page, is_markdown) = markup::plain(&page);
    let page = &*page;
    let mut lines = lines::split(page);
    let too_many = lines.len() > MOST_LINES;
    let metas = header::take(page, &mut lines);
    let lines = unbroken::part(page, lines);
    let shape = shape::shape(page, &lines);
    let whole = blocks::build(page, &lines, &shape, document);
    settle::settle(document, is_markdown);
    consent::mark(document);
    document.warnings.set(Warnings::TOO_LONG, !whole || too_many);
    let mut signals = Signals { metas, ..Signals::default() };
    let seen = title::find(document, &mut signals);
    document.headline = if signals.metas.is_empty() { seen } else { Headline::Stated };
    document.meta = meta::judge(&signals, document);
    document.meta.dateline = dateline(signals.metas, document);
}

/// Seeks the headline of a dump again, now that some of its blocks are known to be its text: what a reader took for the
/// text's beginning may have been a notice, a caption or a menu. Says whether it is another; then what stands around it is
/// read anew too.
pub(crate) fn find_headline_again(document: &mut Document, is_text: impl Fn(usize) -> bool) -> bool {
    let Headline::Seen { begins: supposed, printed: before } = document.headline else { return false };
    // Above the first block nothing stands.
    let is_news = |&begins: &usize| begins > 0 && begins != supposed as usize;
    let Some(begins) = title::begins(document, is_text).filter(is_news) else { return false };
    if let Some((block, kind)) = before {
        document.blocks[block as usize].kind = kind;
    }
    let mut signals = Signals::default();
    let printed = title::find_above(begins, document, &mut signals).or(before);
    document.headline = Headline::Seen { begins: begins as u32, printed };
    let is_another = printed != before;
    if is_another {
        document.meta = meta::judge(&signals, document);
    } else if let Some((block, _)) = before {
        document.blocks[block as usize].kind = title::KIND;
    }
    is_another
}

/// The dateline that a header names, unless the text has one of its own, which says more.
fn dateline(metas: Vec<(String, String)>, document: &Document) -> Option<String> {
    let (_, said) = metas.into_iter().find(|(key, _)| key == "dateline")?;
    let first: Vec<&str> = document.blocks.iter().take(dateline::SEARCHED).map(|block| document.text(block)).collect();
    dateline::find(&first, &Evidence::default()).is_none().then_some(said)
}

/// Whether a line says who wrote, or when.
fn says_who_or_when(line: &str) -> bool {
    names::is_introduced(line) || dates::find(line, None).is_some()
}

/// Letters with their accents as one character each (Unicode's normalization form C), as words are known: files of some systems
/// and texts copied from PDF have them apart. Other texts stay, for of some Indian letters that form takes the dots off.
fn composed(page: &str) -> Cow<'_, str> {
    // Accents, the voicing of kana, the parts of Korean syllables.
    let is_apart = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{1100}'..='\u{11ff}');
    let may_be = !page.is_ascii() && page.contains(is_apart);
    if may_be { ComposingNormalizerBorrowed::new_nfc().normalize(page) } else { page.into() }
}

/// As much of a page as spans can address, with room for what stands between blocks.
fn addressable(page: &str) -> &str {
    letters::head(page, u32::MAX as usize / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn letters_and_their_accents_are_one() {
        let apart = rows("Ha\u{308}fen o\u{308}ffnen\n\n\u{1112}\u{1161}\u{11ab} \u{110c}\u{1162}");
        assert_eq!(apart, rows("H\u{e4}fen \u{f6}ffnen\n\n\u{d55c} \u{c7ac}"));
    }

    /// Section, kind, lines and text of each block.
    fn rows(page: &str) -> Vec<(u32, Kind, u16, String)> {
        let mut document = Document::default();
        read(page, &mut document);
        let lines = |layout: Option<crate::document::Layout>| layout.map_or(0, |layout| layout.lines);
        let row = |block: &crate::document::Block| {
            (block.section, block.kind, lines(block.layout), document.text(block).to_string())
        };
        document.blocks.iter().map(row).collect()
    }

    fn texts(page: &str) -> Vec<String> {
        rows(page).into_iter().map(|row| row.3).collect()
    }

    #[test]
    fn the_headline_is_sought_again_above_what_is_text() {
        let long = "They took boots, a lamp and a rope, and were home again by six o'clock in the evening. ".repeat(3);
        let page = format!(
            "The Ledger\n\nHarbour opens after the storm\n\nTwo lines.\n\nWhat the pilots took to the harbour that day\n\n{long}\n"
        );
        let mut document = Document::default();
        read(&page, &mut document);
        let title = |document: &Document| document.meta.title.clone();
        let heading = |document: &Document| document.blocks.iter().position(|block| block.kind == Kind::Heading(1));
        let supposed = (title(&document), heading(&document));
        assert_eq!(supposed, (Some("What the pilots took to the harbour that day".into()), Some(3)));
        // Nothing is text, or what was taken for it is.
        assert!(!find_headline_again(&mut document, |_| false) && !find_headline_again(&mut document, |at| at == 4));
        assert_eq!((title(&document), heading(&document)), supposed);
        // Nothing stands above it: what is known stays.
        assert!(!find_headline_again(&mut document, |at| at == 0));
        assert_eq!((title(&document), heading(&document)), supposed);
        assert!(find_headline_again(&mut document, |at| at == 2));
        assert_eq!((title(&document), heading(&document)), (Some("Harbour opens after the storm".into()), Some(1)));
        read(&format!("Title: Storm\n\n{page}"), &mut document);
        assert!(!find_headline_again(&mut document, |at| at == 2), "a header names it");
    }

    #[test]
    fn text_begins_below_the_title_of_its_window() {
        let headline = "Harbour of Marbury opens at last after the longest storm in years";
        let page = format!(
            "{headline} - The Ledger\n\nHome\n\n{headline}\n\nThe pilots went out at six, and the first ship of grain came in at noon.\n"
        );
        let mut document = Document::default();
        read(&page, &mut document);
        assert_eq!(title::begins(&document, |at| at != 2), Some(3));
        assert_eq!(title::begins(&document, |at| at == 0), Some(0), "it is all there is");
    }

    #[test]
    fn kinds() {
        let page = "# The first part\n* one\n* two\n\n- three\n- four\n\n1. five\n2. six\n\n1. FC Anywhere\n\n- Oui, dit-elle.\n\n\
            > Asked\n> Asked again\n\nThe second part\n---------------\nText";
        let wanted = [
            (Kind::Heading(1), "The first part"),
            (Kind::ListItem, "one"),
            (Kind::ListItem, "two"),
            (Kind::ListItem, "three"),
            (Kind::ListItem, "four"),
            (Kind::ListItem, "five"),
            (Kind::ListItem, "six"),
            (Kind::Paragraph, "1. FC Anywhere"),
            (Kind::Paragraph, "- Oui, dit-elle."),
            (Kind::Quote, "Asked"),
            (Kind::Quote, "Asked again"),
            (Kind::Heading(2), "The second part"),
            (Kind::Paragraph, "Text"),
        ];
        let rows = rows(page);
        let kinds: Vec<_> = rows.iter().map(|(_, kind, _, text)| (*kind, text.as_str())).collect();
        assert_eq!(kinds, wanted);
    }

    #[test]
    fn wide_gaps_and_rules_divide_regions() {
        let page = "one\n\ntwo\n\nthree\n\nfour\n\n\n\nfive\n\nsix\n* * *\nseven\n";
        let sections: Vec<_> = rows(page).into_iter().map(|row| row.0).collect();
        assert_eq!(sections, [1, 1, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn the_end_mark_of_a_press_release_is_a_block() {
        let page = "one\ntwo\n\n###\n\nthree\n# # #\nfour\n####\nfive";
        assert_eq!(texts(page), ["one", "two", "###", "three", "# # #", "four", "five"]);
    }

    #[test]
    fn agency_text_of_the_eighties() {
        let page = "HARBOUR TOWN TO EXPAND GRAIN TERMINAL\n\
            \x20   SPRINGFIELD, March 3 - The harbour board of Springfield said\n\
            it would expand its grain terminal by a third over the next two\n\
            years, at a cost of 40 mln dlrs.\n\
            \x20   Chairman John Example said the board had decided after talks\n\
            with shippers, who complained of delays.\n\
            \x20   \"We cannot wait any longer,\" he said.\n\
            \x20   Two other ports on the coast are planning to expand as well.\n\
            \x20Agency\n";
        let wanted = [
            "HARBOUR TOWN TO EXPAND GRAIN TERMINAL",
            "SPRINGFIELD, March 3 - The harbour board of Springfield said it would expand its grain terminal by a third \
             over the next two years, at a cost of 40 mln dlrs.",
            "Chairman John Example said the board had decided after talks with shippers, who complained of delays.",
            "\"We cannot wait any longer,\" he said.",
            "Two other ports on the coast are planning to expand as well.",
            "Agency",
        ];
        assert_eq!(texts(page), wanted);
    }

    #[test]
    fn words_broken_at_the_ends_of_lines() {
        let page = "Der Hafen ist am Dienstag nach der viertägigen Sper-\nrung wieder auf, wie die Hafenverwaltung am Abend mit-\n\
            teilte. Die Lotsen sagten, dass die Tonne im Hafen fehle.\n";
        let wanted = "Der Hafen ist am Dienstag nach der viertägigen Sperrung wieder auf, wie die Hafenverwaltung am Abend \
            mitteilte. Die Lotsen sagten, dass die Tonne im Hafen fehle.";
        assert_eq!(texts(page), [wanted]);
    }

    #[test]
    fn a_page_broken_at_every_tag() {
        let page = "News\nSports\nA new law is set to \nprevent any delay\n.\nThe mayor rejected \nthe Council’s offer\n, \
            she said, and \n \nActing \n \nthe same day, signed.\nRelated\n";
        let wanted = [
            "News",
            "Sports",
            "A new law is set to prevent any delay.",
            "The mayor rejected the Council’s offer, she said, and Acting the same day, signed.",
            "Related",
        ];
        assert_eq!(texts(page), wanted);
    }

    #[test]
    fn mail() {
        let page = "From: Jane Example <jane@example.org>\nSubject: Story\n\n\
            > could you send the text of the story about the\n> library again? I cannot find it.\n>\n> Thanks\n\n\
            here it is. The town council of Springfield voted on Monday for \na new library, which is to be built beside \
            the old mill. The \nmayor said that work would begin in June.\n\n\
            - the first item of a list which is long enough to be wrapped\n  by the program\n- the second\n";
        let wanted = [
            "could you send the text of the story about the library again? I cannot find it.",
            "Thanks",
            "here it is. The town council of Springfield voted on Monday for a new library, which is to be built beside \
             the old mill. The mayor said that work would begin in June.",
            "the first item of a list which is long enough to be wrapped by the program",
            "the second",
        ];
        assert_eq!(texts(page), wanted);
    }

    #[test]
    fn chinese_with_indented_paragraphs() {
        let page = "　　本报讯 昨天下午，市政府召开会议，讨论了城市公\n共交通的发展计划。会议决定，明年将新增三条公交线\n\
            路，并在全市范围内推广电动公交车。\n　　市长在会上表示，这项计划将使全市三十万居民受\n益，预计投资二亿元。\n";
        let wanted = [
            "本报讯 昨天下午，市政府召开会议，讨论了城市公共交通的发展计划。会议决定，明年将新增三条公交线路，并在全市范围内推广电动公交车。",
            "市长在会上表示，这项计划将使全市三十万居民受益，预计投资二亿元。",
        ];
        assert_eq!(texts(page), wanted);
    }
}
