//! Fields in texts that somebody says hold them: cleaned and read like claims, and not weighed.

use super::super::{dates, names};
use super::authors;
use super::clean::clean;
use super::title::LONGEST;
use crate::document::Meta;
use crate::input::Stated;

/// What programs print for nothing, in small letters: Python, its data frames, JSON.
const NOTHING: [&str; 4] = ["nan", "nat", "none", "null"];

/// What was said, read: it is to take the place of what the reader found.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) date: Option<String>,
}

impl Said {
    /// What a document's container says of it.
    pub(crate) fn of(stated: &Stated, language: Option<&str>) -> Said {
        let is_said = |text: &&String| !NOTHING.contains(&&*text.trim().to_lowercase());
        let names = stated.authors.iter().filter(is_said).flat_map(|text| listed(text)).map(given_first);
        Said {
            title: stated.title.as_ref().filter(is_said).and_then(|text| title(text)),
            authors: authors(names),
            date: stated.date.as_ref().and_then(|text| date(text, language)),
        }
    }

    /// Puts what was said in the place of what the reader found. A day alone does not take the time of the same day away.
    pub(crate) fn put(self, meta: &mut Meta) {
        let finer = |day: &String| meta.date_published.as_ref().is_some_and(|found| found.starts_with(day));
        if let Some(date) = self.date.filter(|day| !finer(day)) {
            meta.date_published = Some(date);
        }
        if self.title.is_some() {
            meta.title = self.title;
        }
        if !self.authors.is_empty() {
            meta.authors = self.authors;
        }
    }
}

/// The items of a list as JSON and Python print it: `["Jane Doe", 'Tom Hale']`; else the text.
fn listed(text: &str) -> Vec<String> {
    let inside = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let Some(mut rest) = inside else { return vec![text.to_owned()] };
    let mut items = Vec::new();
    while let Some(open) = rest.find(['"', '\'']) {
        let (quote, item) = (rest.as_bytes()[open] as char, &rest[open + 1..]);
        let end = item.find(quote).unwrap_or(item.len());
        items.push(item[..end].to_owned());
        rest = item.get(end + 1..).unwrap_or_default();
    }
    items
}

/// Names with the families' before them, as catalogues have them, turned where nothing else can be meant.
fn given_first(text: String) -> String {
    let turns = text.contains(';') || names::credits(&text).is_empty();
    names::turned_all(&text).filter(|_| turns).unwrap_or(text)
}

/// The headline that a text is; `None` where it is empty or a paragraph.
pub(crate) fn title(text: &str) -> Option<String> {
    let title = clean(text);
    (!title.is_empty() && title.chars().count() <= LONGEST).then(|| title.into_owned())
}

/// The people, or else the newsrooms, that texts name, in order.
pub(crate) fn authors(texts: impl Iterator<Item = String>) -> Vec<String> {
    authors::said(texts.map(|text| clean(&text).into_owned()))
}

/// The first date in a text; see [`dates::parse`].
pub(crate) fn date(text: &str, language: Option<&str>) -> Option<String> {
    dates::parse(&clean(text), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(title: &str, authors: &[&str], date: &str) -> (Option<String>, Vec<String>, Option<String>) {
        let authors = authors.iter().map(|name| (*name).to_owned()).collect();
        let stated = Stated { title: Some(title.into()), authors, date: Some(date.into()) };
        let Said { title, authors, date } = Said::of(&stated, Some("en-GB"));
        (title, authors, date)
    }

    #[test]
    fn names_are_read_however_a_column_lists_them() {
        let both = ["Jane Doe", "Tom O'Hale"];
        for column in [
            &["By Jane Doe and Tom O'Hale"][..],
            &["Jane Doe", "Tom O'Hale"],
            &["Jane Doe; Tom O'Hale"],
            &["['Jane Doe', \"Tom O'Hale\"]"],
            &["[\"Jane Doe\",\"Tom O'Hale\"]"],
            &["Doe, Jane; O'Hale, Tom"],
        ] {
            assert_eq!(said("", column, "").1, both, "{column:?}");
        }
        assert_eq!(said("", &["Doe, Jane"], "").1, ["Jane Doe"]);
        for nobody in ["", "nan", "None", "[]", "2024-03-03"] {
            assert!(said("", &[nobody], "").1.is_empty(), "{nobody}");
        }
    }

    #[test]
    fn dates_are_read_however_a_column_prints_them() {
        for date in ["3 March 2024", "03/03/2024", "2024-03-03", "20240303", "2024-03-03 10:15:00"] {
            assert_eq!(said("", &[], date).2.as_deref(), Some("2024-03-03"), "{date}");
        }
        for date in ["1709460900", "1709460900000"] {
            assert_eq!(said("", &[], date).2.as_deref(), Some("2024-03-03T10:15:00Z"), "{date}");
        }
        assert_eq!(said("", &[], "soon").2, None);
    }

    #[test]
    fn what_is_said_takes_the_place_of_what_was_found_if_it_says_more() {
        let found = || Meta {
            title: Some("Harbour".into()),
            authors: vec!["Jane Doe".into()],
            date_published: Some("2024-03-03T10:15:00Z".into()),
            ..Meta::default()
        };
        let mut meta = found();
        Said { title: None, authors: Vec::new(), date: Some("2024-03-03".into()) }.put(&mut meta);
        assert_eq!(meta, found());
        let (title, authors, date) = said("Fish &amp; ships", &["Tom Hale"], "4 March 2024");
        Said { title, authors, date }.put(&mut meta);
        assert_eq!(meta.title.as_deref(), Some("Fish & ships"));
        assert_eq!((meta.authors, meta.date_published.as_deref()), (vec!["Tom Hale".to_owned()], Some("2024-03-04")));
    }
}
