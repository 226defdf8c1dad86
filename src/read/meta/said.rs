//! Fields in texts that somebody says hold them: cleaned and read like claims, and not weighed.

use super::super::dates;
use super::authors;
use super::clean::clean;
use super::title::LONGEST;

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
