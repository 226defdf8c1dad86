//! Cases for [`judge`] as a whole, by field; here are the pages that all of them are about.

use super::*;
use crate::document::Kind::{self, Heading, ListItem, Paragraph};
use crate::read::signals::{Element, Role};
use proptest::prelude::*;

/// A page with one script.
fn scripted(json_ld: &str) -> Meta {
    let signals = Signals { title: "Harbour reopens".into(), json_ld: vec![json_ld.into()], ..Signals::default() };
    judge(&signals, &Document::default())
}

/// A page with these metas.
fn meta(rows: &[(&str, &str)]) -> Meta {
    let metas = rows.iter().map(|(key, content)| ((*key).to_owned(), (*content).to_owned())).collect();
    judge(&Signals { metas, ..Signals::default() }, &Document::default())
}

/// A page with a headline in block 2 and this element `distance` blocks below it.
fn with_element(role: Role, text: &str, change: impl Fn(&mut Element)) -> Meta {
    let headline = Element { role: Role::Heading(1), text: "Harbour reopens".into(), block: 2, ..Element::default() };
    let mut element = Element { role, text: text.into(), block: 3, ..Element::default() };
    change(&mut element);
    let rows: Vec<(Kind, &str)> = vec![(ListItem, "Home"); 2];
    let rows: Vec<_> =
        rows.into_iter().chain([(Heading(1), "Harbour reopens")]).chain(vec![(ListItem, "More"); 80]).collect();
    judge(
        &Signals { lang: Some("en".into()), elements: vec![headline, element], ..Signals::default() },
        &Document::literal(&rows),
    )
}

/// What is known of a page in HTML with this above a story, and this around its headline.
fn of_page(above: &str, headline: &str) -> Meta {
    of_html(&format!("{above}<main>{headline}{STORY}</main>"))
}

const STORY: &str = "<p>They took boots, a lamp and a rope, and were home again by six o'clock, tired and wet.</p>\
    <p>They had come up from the harbour at noon, after the storm, and nobody had seen them go.</p>\
    <p>“We sang all the way,” one of the twelve said, and the others did not want to say any more.</p>";

/// What is known of a page whose body is this.
fn of_html(body: &str) -> Meta {
    let mut document = Document::default();
    crate::read::read(&format!("<body>{body}"), crate::input::Format::Html, None, &mut document);
    document.meta
}

macro_rules! scripts {
    ($($name:ident: $script:expr => $field:ident $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            let found = format!("{:?}", scripted($script).$field);
            assert_eq!(found, format!("{:?}", $expected));
        }
    )*};
}

macro_rules! metas {
    ($($name:ident: [$($row:expr),*] => $field:ident $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            let found = format!("{:?}", meta(&[$($row),*]).$field);
            assert_eq!(found, format!("{:?}", $expected));
        }
    )*};
}

const NONE: Option<&str> = None;

mod about;
mod authors;
mod dates;

#[test]
fn a_text_says_the_same_as_its_page() {
    let rows = [
        (Paragraph, "Home"),
        (Paragraph, "Harbour reopens"),
        (Paragraph, "By JANE DOE, Associated Press"),
        (Paragraph, "Published March 3, 2024 at 4:05 p.m. EST"),
        (
            Paragraph,
            "The harbour reopened on Sunday, a week after the storm, the city said, and the first ferries left at noon with hundreds of passengers on board.",
        ),
    ];
    let signals = Signals { title: "Harbour reopens | The Post".into(), ..Signals::default() };
    let found = judge(&signals, &Document::literal(&rows));
    assert_eq!(found.title.as_deref(), Some("Harbour reopens"));
    assert_eq!(found.authors, ["JANE DOE"]);
    assert_eq!(found.date_published.as_deref(), Some("2024-03-03T16:05:00-05:00"));
}

proptest! {
    #[test]
    fn any_signals_are_judged(title in "\\PC{0,80}", key in "(author|date|og:title|og:url|keywords|og:image)", content in "\\PC{0,120}", script in "\\PC{0,200}", text in "\\PC{1,120}") {
        let element = Element { role: Role::Author, text: text.clone(), ..Element::default() };
        let dated = Element { role: Role::Published, text: text.clone(), block: 1_000_000, ..Element::default() };
        let heading = Element { role: Role::Heading(1), text: text.clone(), block: u32::MAX, ..Element::default() };
        let signals = Signals {
            title, metas: vec![(key, content)], json_ld: vec![script, format!("{{\"@type\":\"Article\",\"author\":\"{text}\"}}")],
            elements: vec![element, dated, heading], ..Signals::default()
        };
        let rows: Vec<_> = [(Paragraph, text.as_str())].into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
        let document = Document::literal(&rows);
        let meta = judge(&signals, &document);
        prop_assert_eq!(&meta, &judge(&signals, &document));
        prop_assert!(meta.authors.iter().chain(&meta.title).all(|text| !text.trim().is_empty()));
    }
}
