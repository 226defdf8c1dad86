//! Character references that somebody left in a plain text when they took the tags out: `Fish &amp; chips`.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::read::tree;

/// A page with its references decoded if all of its ampersands begin one that ends in a semicolon: then it was markup. A text
/// about markup has others too.
pub(in super::super) fn decoded(page: &str) -> Cow<'_, str> {
    let reference = |at: usize| {
        let (meant, length) = tree::reference(&page[at..])?;
        page[..at + length].ends_with(';').then_some((meant, at..at + length))
    };
    let mut ampersands = memchr_iter(b'&', page.as_bytes()).peekable();
    if ampersands.peek().is_none() || !ampersands.clone().all(|at| reference(at).is_some()) {
        return Cow::Borrowed(page);
    }
    let (mut text, mut copied) = (String::with_capacity(page.len()), 0);
    for (meant, place) in ampersands.filter_map(reference) {
        text.push_str(&page[copied..place.start]);
        text.extend(meant);
        copied = place.end;
    }
    text.push_str(&page[copied..]);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_where_nothing_else_begins_like_one() {
        for (page, wanted) in [
            ("Fish &amp; chips, &quot;the best&quot;", "Fish & chips, \"the best\""),
            ("It&#39;s&nbsp;noon", "It's\u{a0}noon"),
            ("Write &amp; for an &", "Write &amp; for an &"),
            ("a &amp b", "a &amp b"),
            ("AT&T and R&amp;B", "AT&T and R&amp;B"),
            ("no reference", "no reference"),
        ] {
            assert_eq!(decoded(page), wanted, "{page}");
        }
    }
}
