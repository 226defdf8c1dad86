//! The headline, by vote: each source of a title stands for what it says, and for that without a site's name at its ends.
//!
//! No list of sites is needed: `Harbour reopens | The Post` in the head and `Harbour reopens` above the text agree on
//! one of the forms, and that form wins. Only where nothing agrees, the site's own name decides. `ballot` counts the
//! votes, `headings` casts those of the headings, `sites` knows the site's names, `likeness` says when two prints are of one
//! headline.

mod ballot;
mod headings;
mod likeness;
mod sites;
mod spelled;

use crate::document::{Block, Document};

use super::super::chars;
use super::super::signals::{Element, Role, Signals};
use super::claims::{Claims, Field, Source};
use super::clean::clean_short;
use ballot::{Ballot, weight};
pub(in crate::read) use likeness::key;
pub(super) use likeness::{alike, initial};
use sites::Sites;
pub(super) use sites::{logo, site_keys};
use spelled::spells;

/// Longest title, in characters; beyond it a "title" is a paragraph.
pub(super) const LONGEST: usize = 300;

/// Blocks from the top among which a printed title is sought.
const TOP: usize = 80;

/// The same where nothing is known to be a heading: a dump prints its menus before.
const TOP_OF_DUMP: usize = 400;

/// Headings weighed: the headline is among the first, also behind a menu of headings.
const MOST_HEADINGS: usize = 300;

/// Cuts tried in one title.
const MOST_CUTS: usize = 6;

/// Claims weighed, the most trusted first: more are a list.
const MOST_CLAIMS: usize = 40;

/// The headline. `sites` are the names that the site goes by, beside that of its [`logo`].
pub(super) fn judge(
    signals: &Signals,
    claims: &Claims,
    document: &Document,
    (sites, logo): (&[String], Option<&str>),
) -> Option<String> {
    let mut ballot = Ballot::new(Sites::of(sites, logo, signals, claims));
    for claim in claims.of(Field::Title).take(MOST_CLAIMS) {
        let weight = match (claim.source, claim.rank) {
            (Source::Story, 0) => weight::STORY,
            (Source::Story, _) | (Source::Meta, 1..) => weight::LOWER_META,
            (Source::Page, _) => weight::PAGE,
            _ => weight::META,
        };
        ballot.vote(&clean_short(&claim.text), weight);
    }
    ballot.vote(&clean_short(&signals.title), weight::HEAD);
    ballot.headings(signals, document, spelled(signals, claims).as_deref());
    let top = if headings(signals).next().is_some() { TOP } else { TOP_OF_DUMP };
    ballot.printed(document, top);
    ballot.winner().or_else(|| highest(signals, document))
}

/// The first of the highest headings outside the chrome above the text: what a page without any title is headed by.
fn highest(signals: &Signals, document: &Document) -> Option<String> {
    /// Bytes of a sentence of the text at least.
    const SENTENCE: usize = 40;
    let is_text = |block: &Block| block.text.len() >= SENTENCE && chars::ends_sentence(document.text(block));
    let text = document.blocks.iter().position(is_text).unwrap_or(document.blocks.len());
    let is_own = |element: &&Element| !element.in_chrome && !element.text.is_empty() && element.block as usize <= text;
    let own = headings(signals).take(MOST_HEADINGS).filter(is_own);
    let level = |element: &&Element| if let Role::Heading(level) = element.role { level } else { u8::MAX };
    own.min_by_key(level).map(|element| clean_short(&element.text).into_owned())
}

/// The key of the JSON-LD headline if the page's address spells it too: two places that readers do not see agree on a
/// headline that a live page may print no more.
fn spelled(signals: &Signals, claims: &Claims) -> Option<String> {
    let story = claims.of(Field::Title).find(|claim| claim.source == Source::Story && claim.rank == 0)?;
    let headline = key(&clean_short(&story.text));
    sites::addresses(signals, claims).take(MOST_CUTS).any(|address| spells(address, &headline)).then_some(headline)
}

/// Keys of what the page's head, Open Graph and first headings call it.
pub(super) fn names_of_page(signals: &Signals) -> Vec<String> {
    let open_graph = signals.metas.iter().filter(|(key, _)| key == "og:title").map(|(_, content)| content);
    let headings =
        signals.elements.iter().filter(|element| element.role == Role::Heading(1)).map(|element| &element.text);
    let titles = std::iter::once(&signals.title).chain(open_graph.take(MOST_CUTS)).chain(headings.take(MOST_CUTS));
    titles.map(|title| key(&clean_short(title))).collect()
}

/// The block of the heading that prints the headline, and whether it prints just that: the first that does, else the
/// first `h1` outside the chrome that is like it, else any heading that is.
pub(super) fn block(signals: &Signals, title: Option<&str>) -> Option<(usize, bool)> {
    let title = key(title?);
    let begin = initial(&title)?;
    let place = |element: &&Element| (element.in_chrome, element.role != Role::Heading(1), element.block);
    let says = |element: &&Element| initial(&element.text) == Some(begin) && key(&element.text) == title;
    let first = headings(signals).take(MOST_HEADINGS);
    if let Some(element) = first.clone().filter(says).min_by_key(place) {
        return Some((element.block as usize, true));
    }
    let like = first.filter(|element| alike(&title, &key(&element.text)));
    like.min_by_key(place).map(|element| (element.block as usize, false))
}

fn headings(signals: &Signals) -> impl Iterator<Item = &Element> + Clone {
    signals.elements.iter().filter(|element| matches!(element.role, Role::Heading(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind::Paragraph;

    fn judged(signals: &Signals, document: &Document) -> Option<String> {
        let claims = Claims::collect(signals);
        judge(signals, &claims, document, (&site_keys(signals, &claims), logo(signals, document).as_deref()))
    }

    fn titled(title: &str, heading: &str, metas: &[(&str, &str)]) -> Option<String> {
        let heading = Element { role: Role::Heading(1), text: heading.into(), ..Element::default() };
        let signals = Signals {
            title: title.into(),
            elements: if heading.text.is_empty() { Vec::new() } else { vec![heading] },
            metas: metas.iter().map(|(key, content)| ((*key).into(), (*content).into())).collect(),
            ..Signals::default()
        };
        judged(&signals, &Document::default())
    }

    macro_rules! titles {
        ($($name:ident: $title:expr, $heading:expr, [$($meta:expr),*] => $expected:expr;)*) => {$(
            #[test]
            fn $name() {
                let expected: Option<&str> = $expected;
                assert_eq!(titled($title, $heading, &[$($meta),*]).as_deref(), expected);
            }
        )*};
    }

    titles! {
        suffix: "Harbour reopens after storm | The Post", "Harbour reopens after storm", [] => Some("Harbour reopens after storm");
        prefix: "The Post - Harbour reopens after storm", "Harbour reopens after storm", [] => Some("Harbour reopens after storm");
        section_and_site: "Harbour reopens after storm | News | The Post", "", [("og:title", "Harbour reopens after storm")] => Some("Harbour reopens after storm");
        site_by_name: "Harbour reopens | The Post", "", [("og:site_name", "The Post")] => Some("Harbour reopens");
        site_by_address: "Harbour reopens - news.example", "", [] => Some("Harbour reopens");
        site_by_host: "Harbour reopens - harbourpost", "", [("og:url", "https://www.harbourpost.example/a")] => Some("Harbour reopens");
        site_as_heading: "Harbour reopens after storm | The Post", "The Post", [] => Some("Harbour reopens after storm");
        site_as_declared_heading: "Harbour reopens", "The Post", [("og:site_name", "The Post")] => Some("Harbour reopens");
        dash_of_its_own: "Harbour - a history", "Harbour - a history", [] => Some("Harbour - a history");
        colon_of_its_own: "Storm: harbour closed", "Storm: harbour closed", [("og:title", "Storm: harbour closed")] => Some("Storm: harbour closed");
        entities: "", "", [("og:title", "Fish &amp; chips &#8211; a story")] => Some("Fish & chips – a story");
        heading_for_search_title: "Harbour news: reopened after the storm", "Harbour reopened after the storm of the week", [] => Some("Harbour reopened after the storm of the week");
        heading_unlike_search_titles: "Ferry news and times of the week", "What the storm left behind", [("og:title", "Ferry news and times of the week")] => Some("What the storm left behind");
        heading_of_one_word_of_the_title: "How the storm closed the harbour of the city", "Harbour", [] => Some("How the storm closed the harbour of the city");
        kicker_before_heading: "Storm damage: Harbour reopens at last", "Storm damage: Harbour reopens at last", [("og:title", "Harbour reopens at last")] => Some("Harbour reopens at last");
        kicker_without_colon: "Harbour reopens at last", "Coast Harbour reopens at last", [("og:title", "Harbour reopens at last")] => Some("Harbour reopens at last");
        kicker_that_is_shared: "Harbour reopens at last", "Storm: Harbour reopens at last", [("og:title", "Storm: Harbour reopens at last")] => Some("Storm: Harbour reopens at last");
        number_is_no_kicker: "5 Ways to cross the bay", "5 Ways to cross the bay", [("headline", "Ways to cross the bay")] => Some("5 Ways to cross the bay");
        kicker_in_the_head_too: "Storm: Harbour reopens at last", "Storm: Harbour reopens at last", [("headline", "Harbour reopens at last"), ("og:title", "Storm: Harbour reopens at last")] => Some("Storm: Harbour reopens at last");
        brand_as_heading: "The Coast Log: Harbour reopens after storm", "The Coast Log", [("og:title", "Harbour reopens after storm")] => Some("Harbour reopens after storm");
        address_as_heading: "coast.example » Harbour reopens", "coast.example", [] => Some("Harbour reopens");
        site_behind_heading: "Harbour reopens", "Harbour reopens – The Post", [("og:site_name", "The Post")] => Some("Harbour reopens");
        headline_as_site: "Harbour reopens", "Harbour reopens", [("application-name", "Harbour reopens"), ("og:site_name", "The Post"), ("og:title", "Harbour reopens")] => Some("Harbour reopens");
        front_page: "The Post", "The Post", [("og:site_name", "The Post"), ("og:title", "The Post")] => Some("The Post");
        heading_alone: "", "Harbour reopens", [] => Some("Harbour reopens");
        section_behind_a_bar: "Harbour reopens after storm | Opinion", "Harbour reopens after storm | Opinion", [("article:section", "Opinion")] => Some("Harbour reopens after storm");
        folder_behind_a_bar: "Harbour reopens after storm | Opinion", "Harbour reopens after storm | Opinion", [("og:url", "https://news.example/opinion/x")] => Some("Harbour reopens after storm");
        section_behind_a_dash_is_its_own: "Ferries - Opinion", "Ferries - Opinion", [("article:section", "Opinion")] => Some("Ferries - Opinion");
        bar_before_a_title_for_search: "Ferry news and times | Marbury 2024", "Ferry news and all that readers ask of them", [("og:title", "Ferry news and times | Marbury 2024")] => Some("Ferry news and all that readers ask of them");
        long_edition: "Harbour reopens - Coastal Observer Marbury", "", [("og:url", "https://www.coastalobserver.gov.example/a"), ("og:title", "Harbour reopens - Coastal Observer Marbury")] => Some("Harbour reopens");
        hyphen_between_han: "港口重新开放，渡轮恢复-新报", "", [] => Some("港口重新开放，渡轮恢复");
        chinese: "港口重新开放 - 新报", "港口重新开放", [] => Some("港口重新开放");
        arabic: "إعادة فتح الميناء | الصحيفة", "إعادة فتح الميناء", [] => Some("إعادة فتح الميناء");
        nothing: "", "", [] => None;
    }

    /// The title of a page with several headings.
    fn among(title: &str, headings: &[(u8, &str)], metas: &[(&str, &str)], story: &str) -> Option<String> {
        let heading = |(level, text): &(u8, &str)| Element {
            role: Role::Heading(*level),
            text: (*text).into(),
            ..Element::default()
        };
        let signals = Signals {
            title: title.into(),
            elements: headings.iter().map(heading).collect(),
            metas: metas.iter().map(|(key, content)| ((*key).into(), (*content).into())).collect(),
            json_ld: vec![format!(r#"{{"@type": "NewsArticle", "headline": "{story}"}}"#)],
            ..Signals::default()
        };
        judged(&signals, &Document::default())
    }

    /// The title of a page whose `h1` has parts in elements of their own.
    fn parted(title: &str, text: &str, bare: Option<&str>, parts: &[&str]) -> Option<String> {
        let heading = Element {
            role: Role::Heading(1),
            text: text.into(),
            bare: bare.map(str::to_owned),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            ..Element::default()
        };
        let signals = Signals { title: title.into(), elements: vec![heading], ..Signals::default() };
        judged(&signals, &Document::default())
    }

    #[test]
    fn what_stands_in_an_element_of_a_heading_may_be_no_part_of_the_headline() {
        let (whole, rest) = ("Exclusive Harbour reopens after storm", "Harbour reopens after storm");
        let ends = [rest, "Exclusive Harbour"];
        for (title, bare, expected) in [
            ("Harbour reopens after storm", None, rest),
            ("Harbour reopens after storm | The Post", None, rest),
            ("Exclusive: Harbour reopens after storm", Some(rest), whole),
            ("Exclusive Harbour: four days of storm", None, whole),
            ("The Post", None, whole),
            ("The Post", Some(rest), rest),
        ] {
            assert_eq!(parted(title, whole, bare, &ends).as_deref(), Some(expected), "{title}");
        }
    }

    #[test]
    fn a_lower_heading_may_print_a_short_headline_below_another() {
        let og = [("og:title", "Harbour reopens")];
        let headings = [(1, "Search our site"), (2, "Harbour reopens")];
        assert_eq!(among("Harbour reopens", &headings, &og, "").as_deref(), Some("Harbour reopens"));
        let headings = [(1, "Harbour open again"), (2, "Harbour reopens")];
        assert_eq!(among("Harbour reopens", &headings, &og, "").as_deref(), Some("Harbour open again"));
    }

    #[test]
    fn a_page_without_a_title_is_headed_by_its_highest_heading() {
        let headings = [(4, "Weather"), (2, "Harbour reopens"), (3, "What to take"), (2, "Most read")];
        assert_eq!(among("", &headings, &[], "").as_deref(), Some("Harbour reopens"));
    }

    #[test]
    fn a_lower_heading_that_restates_a_title_is_the_headline() {
        let search = "Marbury ferries: when does the harbour open?";
        let shown = "Harbour reopens after four days of storm";
        let og = [("og:title", shown)];
        for lower in [shown, "After the flood of the century Harbour reopens after four days of storm"] {
            let title = among(search, &[(1, search), (2, lower)], &og, search);
            assert_eq!(title.as_deref(), Some(shown), "{lower}");
        }
        let title = among(search, &[(1, search), (2, "Harbour masters speak")], &og, search);
        assert_eq!(title.as_deref(), Some(search), "nothing restates it");
    }

    #[test]
    fn a_banner_is_no_headline() {
        for title in
            ["Harbour reopens after storm | News from the coast", "News from the coast » Harbour reopens after storm"]
        {
            let headings = [(1, "News from the coast"), (3, "Harbour reopens after storm")];
            assert_eq!(among(title, &headings, &[], "").as_deref(), Some("Harbour reopens after storm"), "{title}");
        }
    }

    #[test]
    fn a_paragraph_as_heading_is_no_headline() {
        let paragraph = "Harbour storm: learn how the harbour of Marbury was closed and opened again, what the harbour master \
            did in the days of the storm, and which of all its many boats will go out again next, and who may sail with them when the wind turns";
        let title = "The storm in the harbour";
        assert_eq!(among(title, &[(1, paragraph)], &[("og:title", title)], title).as_deref(), Some(title));
    }

    #[test]
    fn the_address_spells_the_headline_of_a_live_page() {
        let (standing, latest) =
            ("Storm on the coast: all the news in our live blog", "Ferry loses its anchor off Marbury");
        let address = [
            ("og:url", "https://news.example/storm-on-the-coast-all-the-news-in-our-live-blog-4711"),
            ("og:title", latest),
        ];
        assert_eq!(among(latest, &[(1, latest)], &address, standing).as_deref(), Some(standing));
        assert_eq!(
            among(latest, &[(1, latest)], &[("og:title", latest)], standing).as_deref(),
            Some(latest),
            "no address"
        );
    }

    #[test]
    fn a_heading_of_several_lines_is_the_one_that_is_stated() {
        let (title, heading) = ("Harbour reopens after storm", "Harbour reopens after storm\n3 March • Port, Press");
        let element = Element { role: Role::Heading(1), text: heading.replace('\n', " "), ..Element::default() };
        let metas = vec![("og:title".into(), title.into())];
        let signals = Signals { metas, elements: vec![element], ..Signals::default() };
        let document = Document::literal(&[(crate::document::Kind::Heading(1), heading)]);
        assert_eq!(judged(&signals, &document).as_deref(), Some(title));
    }

    #[test]
    fn a_line_of_the_text_decides() {
        let signals = Signals { title: "Harbour reopens - The Post".into(), ..Signals::default() };
        let document = Document::literal(&[(Paragraph, "Menu"), (Paragraph, "Harbour reopens")]);
        assert_eq!(judged(&signals, &document).as_deref(), Some("Harbour reopens"));
        // Above the headline stands the paper's name.
        let signals = Signals { title: "The Post - Harbour reopens".into(), ..Signals::default() };
        let document = Document::literal(&["The Post", "Menu", "Harbour reopens"].map(|text| (Paragraph, text)));
        assert_eq!(judged(&signals, &document).as_deref(), Some("Harbour reopens"));
    }

    #[test]
    fn a_heading_in_the_chrome_is_no_headline() {
        let heading =
            Element { role: Role::Heading(1), text: "Most read".into(), in_chrome: true, ..Element::default() };
        let signals = Signals { title: "Harbour reopens".into(), elements: vec![heading], ..Signals::default() };
        let title = judged(&signals, &Document::default());
        assert_eq!(title.as_deref(), Some("Harbour reopens"));
    }

    #[test]
    fn a_key_is_words_in_small_letters() {
        for (text, words) in [("  Fish & Chips -- 5!", "fish chips 5"), ("--", ""), ("", "")] {
            assert_eq!(key(text), words);
            assert_eq!(key(&format!("{text} É")), format!("{words} é").trim_start(), "beyond ASCII");
            assert_eq!(initial(text), words.chars().next());
        }
    }

    #[test]
    fn likeness_is_of_words() {
        assert!(alike("harbour reopens", "harbour reopens after storm"));
        assert!(alike("storm closes harbour", "the harbour storm of may"));
        assert!(!alike("harbour reopens", "most read"));
        assert!(!alike("", "most read"));
    }
}
