//! The slug before the first sentence: where, when and through which agency a story was filed.
//!
//! ```text
//! paragraph -> scan ---> parts: place, date, agency, separator      words, numbers, brackets
//!                          | composed in any order                  grammar
//!                          v
//!                       readings, the longest first                 at most four a position
//!                          | which of them is one?                  judge, alone, name, vocabulary, the page's evidence
//!                          v
//!                       Dateline
//! ```
//!
//! Everything looks at a bounded stretch of text, so the time for a paragraph does not grow with it.

mod agency;
mod alone;
mod date;
mod east_asian;
mod fields;
mod glued;
mod grammar;
mod judge;
mod lines;
mod misprint;
mod name;
mod place;
mod prose;
mod reporter;
mod scan;
mod separator;
mod vocabulary;

use std::ops::Range;

use grammar::{Reading, readings};
use lines::Lines;
pub use reporter::reporters;
use scan::Cursor;
use separator::{Separator, separator};
use vocabulary::{Concept, is};

/// A dateline and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// Which of the paragraphs it begins in.
    pub paragraph: usize,
    /// Its bytes in that paragraph, as printed, without the separator.
    pub raw: Range<usize>,
    /// The place as printed, with its region (`MONTGOMERY, Ala.`).
    pub place: Option<String>,
    /// The date as printed (`Feb 26`).
    pub date: Option<String>,
    /// The agency as printed, without brackets (`Tasnim`).
    pub agency: Option<String>,
    /// Where the text goes on: a paragraph, and the byte in it. A later paragraph when the dateline was a line of its own.
    pub body: (usize, usize),
}

/// What else the page says that can decide a doubtful case. All of it may be empty.
#[derive(Debug, Clone, Default)]
pub struct Evidence<'a> {
    /// BCP 47 tag of the text.
    pub language: Option<&'a str>,
    /// What the markup itself calls a dateline or the place of the story.
    pub places: &'a [String],
    /// Bytes at the beginning of the first paragraph that the markup sets in bold or classes as a dateline; 0 for none.
    pub lead: usize,
    /// Bylines, the site's name, copyright lines: where an agency may be named.
    pub credits: &'a [&'a str],
}

/// Paragraphs at the beginning of an article that a dateline is sought in: a summary of ten points may stand above it.
pub(crate) const SEARCHED: usize = 12;
/// Paragraphs among which any dateline may stand: a byline, a deck, the lede. Below, only the fullest forms count.
const DEPTH: usize = 3;

/// Finds the dateline of an article in its first paragraphs.
pub fn find(paragraphs: &[&str], evidence: &Evidence<'_>) -> Option<Dateline> {
    /// Bytes of a summary of ten short points, or of a deck and five long ones. A dateline below more text than that is
    /// another story's.
    const SUMMARY: usize = 600;
    let filled: Vec<usize> =
        (0..paragraphs.len()).filter(|&index| !paragraphs[index].trim().is_empty()).take(SEARCHED).collect();
    if let Some(dateline) = stacked(paragraphs, &filled) {
        return Some(dateline);
    }
    let mut above = 0;
    for at in 0..filled.len() {
        let lines = Lines { paragraphs, filled: &filled, at };
        if at >= DEPTH && above > SUMMARY {
            break;
        }
        if let Some(dateline) = lines.dateline(evidence) {
            return Some(dateline);
        }
        above += lines.paragraph().len();
    }
    None
}

/// A dateline of a line for each part, the last one its dash: `London`, `CNN`, `— The …`, as what was copied off a page has it.
fn stacked(paragraphs: &[&str], filled: &[usize]) -> Option<Dateline> {
    /// Bytes of such a line.
    const LONGEST: usize = 40;
    let line = |at: usize| filled.get(at).map(|&at| paragraphs[at].trim()).filter(|line| line.len() <= LONGEST);
    let placed = is(Concept::City, line(0)?);
    let agency = line(usize::from(placed)).filter(|name| is(Concept::Agency, name))?;
    let dash = filled.get(usize::from(placed) + 1).copied()?;
    let behind = Some(separator(Cursor::new(paragraphs[dash], 0)))
        .filter(|(separator, _)| matches!(separator, Separator::Dash))
        .map(|(_, behind)| behind.at())?;
    // A list has more of them.
    let mark = paragraphs[dash].trim_start().chars().next();
    let below = filled.iter().skip_while(|&&at| at <= dash);
    if below.clone().any(|&at| paragraphs[at].trim_start().chars().next() == mark) {
        return None;
    }
    let text = if paragraphs[dash][behind..].trim().is_empty() { (dash + 1, 0) } else { (dash, behind) };
    let first = paragraphs[filled[0]];
    let start = first.len() - first.trim_start().len();
    let goes_on = paragraphs.get(text.0).is_some_and(|paragraph| prose::sentence_like(&paragraph[text.1..]));
    goes_on.then(|| Dateline {
        paragraph: filled[0],
        raw: start..start + first.trim().len(),
        place: line(0).filter(|_| placed).map(squeezed),
        date: None,
        agency: Some(squeezed(agency)),
        body: text,
    })
}

/// Whether what a dateline was glued to is a byline: who wrote it is no part of the text.
pub fn is_byline(text: &str) -> bool {
    glued::is_byline(text)
}

/// Whether a name is that of a news agency that datelines are signed by.
pub(crate) fn is_agency(name: &str) -> bool {
    is(Concept::Agency, name) || is(Concept::Bracketed, name)
}

/// Whether a name is that of a city, a state or a country on the lists.
pub(crate) fn is_place(name: &str) -> bool {
    is(Concept::City, name) || is(Concept::Region, name)
}

/// Whether a word is a day of the week, in some of the languages that datelines name it in.
pub(crate) fn is_weekday(word: &str) -> bool {
    is(Concept::Weekday, word)
}

/// Whether a word is a common given name, in some of the languages that bylines are in.
pub(crate) fn is_given(word: &str) -> bool {
    is(Concept::Given, word)
}

/// The parts of a text that is known to be a dateline and nothing else; `None` if it is empty or too long to be one.
///
/// Parts that the grammar does not know are `None`.
pub fn parts(text: &str) -> Option<Dateline> {
    let start = opened(text);
    let (end, place, date, agency) = match east_asian::slug(start) {
        Some(slug) => (slug.end, slug.place, slug.date, slug.agency),
        None => {
            let whole = readings(start).rev().find(|reading| text[reading.body..].trim().is_empty());
            match whole {
                Some(Reading { end, place, date, agency, .. }) => {
                    (end, place.map(|place| place.text), date.map(|(_, text)| text), agency.map(|agency| agency.text))
                }
                None => (text.trim_end().len(), None, None, None),
            }
        }
    };
    let [place, date, agency] = [place, date, agency].map(|part| part.map(squeezed));
    let raw = start.at()..end.max(start.at());
    (!raw.is_empty() && raw.end <= WINDOW).then_some(Dateline {
        paragraph: 0,
        raw,
        place,
        date,
        agency,
        body: (0, end),
    })
}

/// How many bytes of a text are what separates it from a dateline before it.
pub fn separator_at(text: &str) -> usize {
    separator(Cursor::new(text, 0)).1.at()
}

/// The beginning of a paragraph, behind bullets and asterisks, as far as a dateline can reach.
fn opened(paragraph: &str) -> Cursor<'_> {
    Cursor::new(paragraph, 0)
        .skip(|c| scan::is_space(c) || matches!(c, '*' | '•' | '■' | '►' | '▪' | '»' | '>'))
        .within(WINDOW)
}

/// Bytes from its beginning in which a dateline and its separator end: the longest seen has 110.
const WINDOW: usize = 240;

fn squeezed(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut squeezed = words.next().unwrap_or_default().to_owned();
    words.for_each(|word| {
        squeezed.push(' ');
        squeezed.push_str(word);
    });
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, evidence: &Evidence<'_>) -> Option<String> {
        find(&[text], evidence).and_then(|dateline| dateline.place)
    }

    #[test]
    fn what_the_markup_calls_the_place_decides() {
        let text = "Tundalay: The council met on Monday to talk about the bridge.";
        let places = ["Tundalay".to_owned()];
        assert_eq!(place(text, &Evidence::default()), None);
        assert_eq!(place(text, &Evidence { places: &places, ..Evidence::default() }).as_deref(), Some("Tundalay"));
    }

    #[test]
    fn what_the_markup_calls_a_dateline_has_its_parts() {
        for (said, expected) in [
            ("VELM (AP)", (Some("VELM"), None, Some("AP"))),
            ("VELM, Norway, May 3 (Reuters)", (Some("VELM, Norway"), Some("May 3"), Some("Reuters"))),
            ("VELM (Marenews)", (Some("VELM"), None, Some("Marenews"))),
            ("Brest (Finistère)", (Some("Brest (Finistère)"), None, None)),
        ] {
            let (text, places) = (format!("{said} — The council met on Monday."), [said.to_owned()]);
            let found = find(&[&text], &Evidence { places: &places, ..Evidence::default() }).unwrap();
            let parts = (found.place.as_deref(), found.date.as_deref(), found.agency.as_deref());
            assert_eq!(parts, expected, "{said}");
            assert_eq!(&text[found.body.1..], "The council met on Monday.");
        }
    }

    #[test]
    fn what_the_markup_sets_off_decides() {
        let text = "Tundalay — The council met on Monday to talk about the bridge.";
        assert_eq!(place(text, &Evidence::default()), None);
        assert_eq!(place(text, &Evidence { lead: 8, ..Evidence::default() }).as_deref(), Some("Tundalay"));
    }

    #[test]
    fn the_element_of_a_dateline_ends_it_without_a_separator() {
        let text = "Tundalay The council met on Monday to talk about the bridge.";
        let places = ["Tundalay".to_owned()];
        let evidence = Evidence { places: &places, ..Evidence::default() };
        assert_eq!(place(text, &evidence), None, "the place alone may be the subject");
        assert_eq!(place(text, &Evidence { lead: 8, ..evidence }).as_deref(), Some("Tundalay"));
    }

    #[test]
    fn what_is_known_to_be_a_dateline_needs_no_text_behind_it() {
        for (text, raw, place, date, agency) in [
            ("Tundalay", "Tundalay", Some("Tundalay"), None, None),
            (" VELM,  March 4 (AP) — ", "VELM,  March 4 (AP)", Some("VELM"), Some("March 4"), Some("AP")),
            ("新华社昆明5月2日电", "新华社昆明5月2日电", Some("昆明"), Some("5月2日"), Some("新华社")),
            ("aboard the ferry ", "aboard the ferry", None, None, None),
        ] {
            let found = parts(text).unwrap();
            assert_eq!(&text[found.raw.clone()], raw);
            let found = (found.place.as_deref(), found.date.as_deref(), found.agency.as_deref());
            assert_eq!(found, (place, date, agency), "{text}");
        }
        assert_eq!(parts(" \n"), None);
        assert_eq!(parts(&"far too long ".repeat(40)), None);
        for (text, separated) in [(" — The", "The"), (", The", "The"), (" The", "The"), ("The", "The")] {
            assert_eq!(&text[separator_at(text)..], separated);
        }
    }

    #[test]
    fn each_part_may_have_a_line() {
        for (lines, place, body) in [
            (&["London", "CNN", "— The council met on Monday to talk."][..], Some("London"), (2, "— ".len())),
            (&["London", "CNN", "—", "The council met on Monday to talk."], Some("London"), (3, 0)),
            (&["CNN", "— The council met on Monday to talk."], None, (1, "— ".len())),
        ] {
            let found = find(lines, &Evidence::default()).unwrap();
            assert_eq!((found.paragraph, found.place.as_deref(), found.agency.as_deref()), (0, place, Some("CNN")));
            assert_eq!(found.body, body);
        }
        for lines in [
            &["London", "CNN", "The council met."][..],
            &["London", "CNN", "—"],
            &["London", "Velm", "— The"],
            &["CNN", "— The oil is cheap on Monday.", "— The gold is not."],
        ] {
            assert_eq!(find(lines, &Evidence::default()), None, "{lines:?}");
        }
    }

    #[test]
    fn brackets_hold_a_state_in_brazil() {
        let text = "SANTARÉM (PA) – O conselho se reuniu na segunda-feira para falar sobre a ponte.";
        let odd = [
            "(PA) SANTARÉM – O conselho foi a pé.",
            "SANTARÉM（PA）– O conselho foi.",
            "SANTARÉM «PA» – O conselho foi.",
        ];
        for text in odd {
            let found = find(&[text], &Evidence { language: Some("pt"), ..Evidence::default() });
            assert!(found.is_none_or(|found| found.place.as_deref() == Some("SANTARÉM")), "{text}");
        }
        for (language, place, agency) in [("pt", "SANTARÉM (PA)", None), ("en", "SANTARÉM", Some("PA"))] {
            let found = find(&[text], &Evidence { language: Some(language), ..Evidence::default() }).unwrap();
            assert_eq!((found.place.as_deref(), found.agency.as_deref()), (Some(place), agency));
        }
    }

    #[test]
    fn an_agency_the_page_names_counts_as_known() {
        let text = "Tundalay (Zarya) — The council met on Monday to talk about the bridge.";
        assert_eq!(place(text, &Evidence::default()), None);
        assert_eq!(
            place(text, &Evidence { credits: &["© Zarya 2024"], ..Evidence::default() }).as_deref(),
            Some("Tundalay")
        );
    }

    #[test]
    fn the_language_decides_about_decks() {
        let text = "Kleinhausen. Der Rat hat am Montag über die neue Brücke beraten.";
        assert_eq!(place(text, &Evidence::default()), None);
        for (text, language) in [
            ("London. It rains, and nobody minds that.", "en"),
            ("Paris. Toujours Paris, disent ceux qui y vivent.", "fr"),
        ] {
            assert_eq!(place(text, &Evidence { language: Some(language), ..Evidence::default() }), None);
        }
        let german = Evidence { language: Some("de-AT"), ..Evidence::default() };
        assert_eq!(place(text, &german).as_deref(), Some("Kleinhausen"));
    }

    #[test]
    fn customs_of_a_language_need_it() {
        for (text, language, city) in [
            ("Doha, Qatar: The council met on Monday to talk about the bridge.", "en", "Doha, Qatar"),
            ("Doha (QXZ): The council met on Monday to talk about the bridge.", "en", "Doha"),
            ("Jakarta: Dewan bertemu pada hari Senin untuk membicarakan jembatan.", "id", "Jakarta"),
            ("Velm.com, Jakarta Dewan bertemu pada hari Senin untuk membicarakan jembatan.", "id", "Jakarta"),
            ("Αθήνα: Το συμβούλιο συνεδρίασε τη Δευτέρα για τη γέφυρα της πόλης.", "el", "Αθήνα"),
        ] {
            assert_eq!(place(text, &Evidence::default()), None, "{text}");
            let evidence = Evidence { language: Some(language), ..Evidence::default() };
            assert_eq!(place(text, &evidence).as_deref(), Some(city), "{text}");
        }
    }

    #[test]
    fn what_the_markup_calls_a_dateline_may_hold_its_separator() {
        let text = "MURMANSK, September 18. /TASS/. The council met on Monday to talk about the bridge.";
        for places in ["MURMANSK, September 18. /TASS/.", "MURMANSK, September 18. /TASS/"] {
            let evidence = Evidence { places: &[places.into()], ..Evidence::default() };
            let found = find(&[text], &evidence).unwrap();
            let read = (found.place.as_deref(), found.date.as_deref(), found.agency.as_deref());
            assert_eq!(read, (Some("MURMANSK"), Some("September 18"), Some("TASS")), "{places}");
        }
    }

    #[test]
    fn what_an_element_holds_of_a_russian_wire_has_its_parts() {
        let found = parts("MURMANSK, September 18. /TASS/.").unwrap();
        let read = (found.place.as_deref(), found.date.as_deref(), found.agency.as_deref());
        assert_eq!(read, (Some("MURMANSK"), Some("September 18"), Some("TASS")));
    }

    #[test]
    fn the_language_decides_about_colons_and_brackets() {
        for (text, language, city) in [
            ("New Delhi: The council met on Monday to talk about the bridge.", "en-IN", "New Delhi"),
            ("(Québec) Le conseil s’est réuni lundi pour parler du pont.", "fr", "Québec"),
        ] {
            assert_eq!(place(text, &Evidence::default()), None);
            assert_eq!(
                place(text, &Evidence { language: Some(language), ..Evidence::default() }).as_deref(),
                Some(city)
            );
        }
    }
}
