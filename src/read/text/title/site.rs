//! The name of a site behind a headline, as windows have it: `Town votes for a library - The Post`.

use crate::letters;

use super::words;

/// Words of a headline at least, and of a site's name at most.
const HEADLINE: usize = 3;
const SITE: usize = 5;

/// Marks before a site's name or a department; no headline has a bar, and many have a dash.
const BARS: [&str; 3] = [" | ", " • ", " :: "];
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// A title without the names at its end. Behind a dash a name is one if the page says it elsewhere too, or it is an address, or
/// the page prints the headline without it.
pub(super) fn without<'t>(title: &'t str, page: &str) -> &'t str {
    let cut = |mark: &str, is_name: &dyn Fn(&str) -> bool| {
        let (headline, name) = title.rsplit_once(mark)?;
        let fits = words::count(headline) >= HEADLINE && words::count(name) <= SITE;
        (fits && (is_name(name) || !name.starts_with(letters::is_lowercase) && is_line(headline, page)))
            .then_some(headline)
    };
    let bar = BARS.iter().find_map(|mark| cut(mark, &|_| true));
    let dash =
        || DASHES.iter().find_map(|mark| cut(mark, &|name| is_name(name) && (is_address(name) || recurs(name, page))));
    match bar.or_else(dash) {
        Some(headline) => without(headline.trim_end(), page),
        None => title,
    }
}

/// Whether all words but the small ones begin with a capital, and there are two: one may be what the headline is about.
fn is_name(name: &str) -> bool {
    /// Letters of the longest small word in a name: `the`, `von`.
    const SMALL: usize = 3;
    let set = |word: &str| !word.starts_with(letters::is_lowercase) || word.chars().nth(SMALL).is_none();
    let ends = name.ends_with(['!', '?', '.']);
    is_address(name) || name.contains(' ') && !ends && name.split(' ').all(set)
}

fn is_address(name: &str) -> bool {
    let (host, top) = name.rsplit_once('.').unwrap_or_default();
    !host.is_empty() && !name.contains(' ') && top.len() >= 2 && top.chars().all(|c| c.is_ascii_lowercase())
}

/// Whether a line of the page is just the headline.
fn is_line(headline: &str, page: &str) -> bool {
    let mut places = page.match_indices(headline.trim_end());
    places.any(|(at, found)| {
        let (before, behind) = (&page[..at], &page[at + found.len()..]);
        (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
    })
}

/// Whether a page says a name elsewhere than behind its title, which it may have several times.
fn recurs(name: &str, page: &str) -> bool {
    page.match_indices(name).any(|(at, _)| !DASHES.iter().any(|dash| page[..at].ends_with(dash)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sites_go() {
        let page = "Town votes for a library - The Valley Post\nHome\nFerry sails again\n© The Valley Post";
        for (title, expected) in [
            ("Town votes for a library - The Valley Post", "Town votes for a library"),
            ("Town votes for a library | The Valley Post", "Town votes for a library"),
            ("Town votes for a library | Local | The Valley Post", "Town votes for a library"),
            ("Town votes for a library – post.example", "Town votes for a library"),
            ("Town votes for a library - The Other Post", "Town votes for a library - The Other Post"),
            ("Town votes for a library - and for a bridge", "Town votes for a library - and for a bridge"),
            ("Interview | The Valley Post", "Interview | The Valley Post"),
            ("Ferry sails again - Courier", "Ferry sails again"),
            ("Ferry sails at dawn - Courier", "Ferry sails at dawn - Courier"),
        ] {
            assert_eq!(without(title, page), expected, "{title}");
        }
    }
}
