//! Laws of the plain-text reader, over generated pages.

use copydesk::document::Document;
use copydesk::input::Format;
use copydesk::read;
use icu_normalizer::ComposingNormalizerBorrowed;
use proptest::prelude::*;

fn document(page: &str) -> Document {
    let mut document = Document::default();
    read::read(page, Format::Text, None, &mut document);
    document
}

fn blocks(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|block| document.text(block).to_string()).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

/// Words of several scripts, with the punctuation that lines end and begin with. No marker of lists or headers: those
/// are taken off.
fn word() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "the",
        "The",
        "Council",
        "re-",
        "elected",
        "(AP)",
        "–",
        "over.",
        "“Yes!”",
        ",",
        ", and",
        ".",
        ")",
        "a\u{A0}b",
        "می\u{200C}شود",
        "قال",
        "新聞",
        "。",
        "図書館は",
        "도서관",
        "naïve",
        "soft\u{AD}ware",
        "…",
        "x < y",
        "12",
        "€5",
    ]);
    prop_oneof![6 => fixed.prop_map(String::from), 1 => "\\PC{1,20}".prop_map(|text| text.replace(is_marker, ""))]
}

fn is_marker(char: char) -> bool {
    !(char.is_alphanumeric() || " ,.;!?()'\"“”".contains(char)) || char.is_ascii_digit() || char == 'o'
}

fn page() -> impl Strategy<Value = String> {
    let space = prop::sample::select(vec![" ", " ", " ", "  ", "\t"]);
    let line_break = prop::sample::select(vec![
        "\n", "\n", " \n", "\n ", "\n\n", "\n \n", "\r\n", "\n   ", "\n\n\n\n", "\u{2028}", "\u{C}",
    ]);
    let gap = prop_oneof![5 => space, 2 => line_break];
    prop::collection::vec((word(), gap), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(word, gap)| [word, gap.to_string()]).collect())
}

proptest! {
    #[test]
    fn any_text_is_a_sound_document(page in any::<String>()) {
        prop_assert_eq!(document(&page).check(), Ok(()));
    }

    #[test]
    fn any_lines_of_markers_are_a_sound_document(
        page in "([-*#>o=•・]{0,4}[ \\t\u{A0}]?(1\\.|\\(2\\)|Title:|---|a|B\\.|。){0,3}[ ]?\r?\n){0,30}"
    ) {
        prop_assert_eq!(document(&page).check(), Ok(()));
    }

    #[test]
    fn no_word_is_lost(page in page()) {
        // Accents may be put on their letters.
        let same = |text: &str| letters(&ComposingNormalizerBorrowed::new_nfc().normalize(text));
        prop_assert_eq!(same(&blocks(&document(&page)).concat()), same(&page));
    }

    #[test]
    fn reading_the_blocks_again_changes_nothing(page in page()) {
        let once = blocks(&document(&page));
        prop_assert_eq!(&blocks(&document(&once.join("\n\n"))), &once);
    }

    #[test]
    fn line_breaks_of_other_systems_change_nothing(page in page()) {
        let unix = page.replace("\r\n", "\n");
        prop_assert_eq!(document(&unix.replace('\n', "\r\n")), document(&unix));
    }

    #[test]
    fn wrapping_at_a_width_changes_no_paragraph(
        paragraphs in prop::collection::vec(prop::collection::vec("[A-Z]?[a-z]{2,9}", 30..60), 2..6),
        width in 50usize..100,
    ) {
        let wanted: Vec<String> = paragraphs.iter().map(|words| words.join(" ") + ".").collect();
        let wrapped: Vec<String> = wanted.iter().map(|paragraph| wrap(paragraph, width)).collect();
        prop_assert_eq!(blocks(&document(&wrapped.join("\n\n"))), wanted);
    }
}

/// Greedy wrapping, as mail programs do it.
fn wrap(paragraph: &str, width: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in paragraph.split(' ') {
        if column > 0 && column + 1 + word.len() > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out
}
