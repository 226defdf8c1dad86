//! What holds of datelines whatever the text.

use copydesk::dateline::{Dateline, Evidence, find};
use proptest::prelude::*;

/// Pieces that datelines are made of, and pieces that are not, so that random texts come near the grammar.
const PIECES: [&str; 56] = [
    "LONDON",
    "PARIS",
    "Berlin",
    "MARBURY",
    "New york",
    "ST.",
    "DRYDALE",
    "Москва",
    "دمشق",
    "新华社",
    "昆明",
    "5月3日电",
    "ソウル",
    ", Ala.",
    ", N.Y.",
    ", France",
    " (Australia)",
    " [Syria]",
    "/",
    " and ",
    ", ",
    ". ",
    " ",
    "\n",
    "\u{a0}",
    "\u{97}",
    " May 3",
    " 3 мая",
    " 3 de mayo",
    "1996-08-22",
    "2024",
    " (Reuters)",
    " (AP)",
    " (Zarya)",
    "/ТАСС/",
    " AFP",
    "(",
    ")",
    "【",
    "】",
    "＝",
    "=",
    " - ",
    " — ",
    "--",
    "-",
    "_",
    ": ",
    " â ” ",
    "The council met on Monday to talk.",
    "By Ann Writer ",
    "it",
    "\u{feff}",
    "é",
    "�",
    "*",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => ".{0,6}"];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..4)
}

/// Whether a character may stand between a dateline and its body.
fn separates(c: char) -> bool {
    c.is_whitespace() || !c.is_alphanumeric() || matches!(c, 'â' | 'Ã' | 'Â' | 'ー')
}

/// The text between the end of the dateline and the beginning of the body.
fn between(paragraphs: &[&str], dateline: &Dateline) -> String {
    let (last, at) = dateline.body;
    if last == dateline.paragraph {
        return paragraphs[last][dateline.raw.end..at].to_owned();
    }
    let skipped = &paragraphs[dateline.paragraph + 1..last];
    format!("{}{}{}", &paragraphs[dateline.paragraph][dateline.raw.end..], skipped.concat(), &paragraphs[last][..at])
}

fn entity(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('&') && text.ends_with(';')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn dateline_and_body_are_the_text(owned in paragraphs(), lead in 0usize..40) {
        let paragraphs: Vec<&str> = owned.iter().map(String::as_str).collect();
        let places = ["Paris".to_owned(), "LONDON (AP)".to_owned()];
        let evidence = Evidence { language: Some("de"), places: &places, lead, credits: &["Zarya"] };
        if let Some(dateline) = find(&paragraphs, &evidence) {
            let raw = &paragraphs[dateline.paragraph][dateline.raw.clone()];
            prop_assert!(!raw.trim().is_empty());
            let gap = between(&paragraphs, &dateline);
            prop_assert!(gap.chars().all(separates) || entity(&gap), "{:?} between", gap);
            for part in [&dateline.place, &dateline.date, &dateline.agency].into_iter().flatten() {
                let squeezed = raw.split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert!(squeezed.contains(part.as_str()), "{:?} is not in {:?}", part, raw);
            }
            prop_assert!(dateline.place.is_some() || dateline.date.is_some() || dateline.agency.is_some());
        }
    }

    #[test]
    fn any_bytes_are_safe(owned in prop::collection::vec(".{0,300}", 0..3)) {
        let paragraphs: Vec<&str> = owned.iter().map(String::as_str).collect();
        if let Some(dateline) = find(&paragraphs, &Evidence::default()) {
            prop_assert!(paragraphs[dateline.paragraph].get(dateline.raw).is_some());
            prop_assert!(paragraphs[dateline.body.0].get(dateline.body.1..).is_some());
        }
    }

    #[test]
    fn a_dateline_is_removed_once(place in "[A-Z]{5,9}", region in prop::sample::select(&["", ", Ala.", ", France"][..])) {
        let text = format!("{place}{region} (Reuters) - The council met on Monday to talk about the bridge.");
        let found = find(&[&text], &Evidence::default());
        // Chance may spell a label; were that common, proptest would give up and fail.
        prop_assume!(found.is_some());
        let rest = &text[found.map_or(0, |dateline| dateline.body.1)..];
        prop_assert_eq!(rest, "The council met on Monday to talk about the bridge.");
        prop_assert_eq!(find(&[rest], &Evidence::default()), None);
    }
}
