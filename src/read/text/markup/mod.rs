//! Inline markup of plain text, taken off: what renderers write for links, pictures and stress, so that lines read as on the
//! page; and line breaks put where a renderer wrote nothing at all between two texts.
//!
//! ```text
//! page -> entities -> numbered, pictures (text browsers) -> links -> emphasis (Markdown) -> glued (tags dropped, and no space for them)
//! ```
//!
//! What stands at the beginning of lines (headings, lists, quotations) is `marker`'s.

mod emphasis;
mod entities;
mod glued;
mod links;
mod numbered;
mod pictures;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use entities::decoded;

/// A page without inline markup, borrowed where it has none; and whether it is Markdown.
pub(super) fn plain(page: &str) -> (Cow<'_, str>, bool) {
    let page = numbered::plain(page).map_or(Cow::Borrowed(page), Cow::Owned);
    let page = pictures::plain(&page).map_or(page, Cow::Owned);
    let links = links::plain(&page);
    let has_links = links.is_some();
    let page = links.map_or(page, Cow::Owned);
    let (page, is_markdown) = match emphasis::plain(&page, has_links) {
        Some(plain) => (Cow::Owned(plain), true),
        None => (page, has_links),
    };
    (glued::plain(&page).map_or(page, Cow::Owned), is_markdown)
}

/// A page without some parts of it, which are given in order; one that begins in another goes with it.
fn without(page: &str, parts: Vec<Range<usize>>) -> String {
    let (mut rest, mut copied) = (String::with_capacity(page.len()), 0);
    for part in parts {
        if part.start >= copied {
            rest.push_str(&page[copied..part.start]);
            copied = part.end;
        }
    }
    rest.push_str(&page[copied..]);
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_without_markup_is_borrowed() {
        for page in ["", "Text [sic] (so it said).", "5 * 3 * 2", "snake_case_name, *args and **kwargs"] {
            assert!(matches!(plain(page), (Cow::Borrowed(_), false)), "{page}");
        }
    }

    #[test]
    fn stress_around_links_and_links_around_pictures() {
        for (page, wanted) in [
            ("By **[Jane Doe](https://courier.example/jane)**", "By Jane Doe"),
            ("[**Oslo**](/oslo) and _[Bergen](/b)_", "Oslo and Bergen"),
            ("[![A ship](/ship.jpg)](/story) [Read on](/story)", " Read on"),
        ] {
            assert_eq!(plain(page).0, wanted, "{page}");
        }
    }

    proptest! {
        #[test]
        fn letters_and_spaces_between_stay(page in "[a-z ]{0,60}") {
            prop_assert_eq!(plain(&page).0, page.as_str());
        }

        #[test]
        fn nothing_but_signs_and_addresses_goes(page in "([ab]|\\*|\\*\\*|_|\\[|\\]|\\]\\(/c\\)|!|\n|\\\\| ){0,40}") {
            let kept = |text: &str| text.chars().filter(|c| matches!(c, 'a' | 'b')).collect::<String>();
            let without_pictures = !page.contains('!');
            let (plain, _) = plain(&page);
            prop_assert!(!without_pictures || kept(&plain) == kept(&page), "{:?}", plain);
        }
    }
}
