//! How deep a page is nested, found before anything is built of it.

use memchr::memchr_iter;

/// Elements open at once beyond which a page is no page: its structure says nothing, and it is read as text. Browsers
/// stop nesting at 512.
const LIMIT: u32 = 4096;

/// Elements that hold nothing, or whose end tag may be left out (HTML standard, 13.1.2 and 13.1.2.4): rows of them
/// without end tags are siblings, not depth.
const UNCOUNTED: [&str; 32] = [
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "wbr",
];

/// Whether more than [`LIMIT`] elements are ever open at once.
///
/// A bound from above: what looks like a tag in a script or comment counts too, so this may call a page deep that is
/// not, and never the reverse but for the uncounted elements.
pub(super) fn too_deep(page: &str) -> bool {
    let bytes = page.as_bytes();
    let mut open = 0u32;
    for at in memchr_iter(b'<', bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => open = open.saturating_sub(u32::from(counts(name(&bytes[at + 2..])))),
            Some(first) if first.is_ascii_alphabetic() => open += u32::from(counts(name(&bytes[at + 1..]))),
            _ => {}
        }
        if open > LIMIT {
            return true;
        }
    }
    false
}

/// The tag name that some bytes begin with; cut at the longest that matters.
fn name(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().take(12).position(|byte| !byte.is_ascii_alphanumeric());
    &bytes[..end.unwrap_or(bytes.len().min(12))]
}

fn counts(name: &[u8]) -> bool {
    !name.is_empty() && !UNCOUNTED.iter().any(|other| other.as_bytes().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_counted_and_siblings_are_not() {
        assert!(too_deep(&"<div>".repeat(5000)));
        assert!(too_deep(&"<ul><li>".repeat(5000)));
        assert!(!too_deep(&"<div></div>".repeat(5000)));
        assert!(!too_deep(&"<p>one<br>two".repeat(5000)));
        assert!(!too_deep(&"a < b ".repeat(5000)));
    }
}
