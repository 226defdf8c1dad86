//! What text browsers print in place of pictures, buttons and frames (`[IMG]`, `[harbour_02.jpg]`, `(BUTTON)`,
//! `IFRAME: https://…`), taken off.

use std::ops::Range;

/// Such signs from which a page is taken for a text browser's.
const FEWEST: usize = 2;

/// Words that stand for what has no name.
const NAMELESS: [&str; 6] = ["(BUTTON)", "[IMG]", "[INLINE]", "[EMBED]", "[LINK]", "[OBJECT]"];

/// Endings of pictures' names.
const PICTURES: [&str; 8] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp"];

/// A text without them, if it has some.
pub(super) fn plain(page: &str) -> Option<String> {
    let mut signs: Vec<Range<usize>> = memchr::memchr2_iter(b'[', b'(', page.as_bytes())
        .filter_map(|at| sign(page, at))
        .chain(memchr::memmem::find_iter(page.as_bytes(), "IFRAME: ").filter_map(|at| frame(page, at)))
        .collect();
    if signs.len() < FEWEST {
        return None;
    }
    signs.sort_unstable_by_key(|sign| sign.start);
    Some(super::without(page, signs))
}

/// The sign that a bracket begins, with one space behind it.
fn sign(page: &str, at: usize) -> Option<Range<usize>> {
    let rest = &page[at..];
    let end = match NAMELESS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => sign.len(),
        None => rest.starts_with('[').then(|| picture(rest))??,
    };
    Some(at..at + end + usize::from(rest[end..].starts_with(' ')))
}

/// Bytes of the longest name that a browser prints.
const LONGEST: usize = 160;

/// The end of a picture's name in square brackets: one word with an ending of pictures, before what a server is told of it.
fn picture(rest: &str) -> Option<usize> {
    let end = memchr::memchr3(b']', b' ', b'\n', &rest.as_bytes()[..rest.len().min(LONGEST)])?;
    let name = rest[1..end].split('?').next().unwrap_or_default().to_ascii_lowercase();
    // Behind a name in Markdown stands an address.
    let is_alone = !rest[end + 1..].starts_with(['(', '[', ':']);
    (rest.as_bytes()[end] == b']' && is_alone && PICTURES.iter().any(|ending| name.ends_with(ending)))
        .then_some(end + 1)
}

/// A line that is the address of a frame.
fn frame(page: &str, at: usize) -> Option<Range<usize>> {
    // What stands in a line is asked no further, for a line may have many.
    let begins_line = page[..at].trim_end_matches(' ').chars().next_back().is_none_or(|c| c == '\n');
    let end =
        begins_line.then(|| memchr::memchr(b'\n', &page.as_bytes()[at..]).map_or(page.len(), |length| at + length))?;
    let address = page[at..end].trim_start_matches("IFRAME: ").trim_end();
    (address.contains("://") && !address.contains(' ')).then_some(at..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_pictures_buttons_and_frames_goes() {
        let page = "   IFRAME: https://ads.example/frame?id=7\n\n   [IMG] Marbury Echo\n   (BUTTON) Menu\n\n\
            [weir-02.jpg?width=300] The weir in May\n\nThe council [sic] met (in private). [Applause]\n";
        let wanted =
            "   \n\n   Marbury Echo\n   Menu\n\nThe weir in May\n\nThe council [sic] met (in private). [Applause]\n";
        assert_eq!(plain(page).as_deref(), Some(wanted));
    }

    #[test]
    fn one_sign_may_be_the_writers() {
        for page in [
            "![a.jpg](/a.jpg) ![b.jpg](/b.jpg)",
            "Write [IMG] where the picture goes.",
            "[sic] [1] [Applause] (laughs)",
            "IFRAME: what it means",
        ] {
            assert_eq!(plain(page), None, "{page}");
        }
    }
}
