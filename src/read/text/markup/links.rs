//! `[text](address)` to its text, `![alt](address)` to nothing.
//!
//! CommonMark 0.31, sections 6.3 and 6.4, for links as programs write them: an address has no spaces and looks like one.

use memchr::memmem;

/// Bytes of a link's text at most, and of its address and title.
const LONGEST_TEXT: usize = 600;
const LONGEST_TARGET: usize = 2000;

/// A text without the marks of links and without pictures, if it has any.
pub(super) fn plain(page: &str) -> Option<String> {
    let mut plain = String::new();
    let (mut copied, mut found) = (0, false);
    // Nothing before this place begins a link any more.
    let mut floor = 0;
    for middle in memmem::find_iter(page.as_bytes(), "](") {
        // Inside the address of the last one.
        if middle < copied {
            continue;
        }
        plain.push_str(&page[copied..middle]);
        copied = middle;
        let target = target(&page[middle + 2..]);
        let Some((start, length)) = opening(&plain[floor..]).zip(target) else {
            floor = plain.len();
            continue;
        };
        copied = middle + 2 + length;
        close(&mut plain, floor + start);
        found = true;
    }
    plain.push_str(&page[copied..]);
    found.then_some(plain)
}

/// Where the bracket stands that the end of a text closes.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    let bytes = text.as_bytes();
    for at in (text.len().saturating_sub(LONGEST_TEXT)..text.len()).rev() {
        match bytes[at] {
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            b']' => depth += 1,
            b'\n' if bytes[at + 1..].first() == Some(&b'\n') => return None,
            _ => {}
        }
    }
    None
}

/// Takes off the bracket at `start`, or the picture that it begins.
fn close(plain: &mut String, start: usize) {
    if plain[..start].ends_with('!') {
        plain.truncate(start - 1);
    } else {
        plain.remove(start);
    }
}

/// The bytes of an address, and of the title behind it, up to the closing parenthesis and with it.
fn target(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_TARGET)];
    let mut depth = 0;
    let end = bytes.iter().position(|&byte| match byte {
        b'(' => {
            depth += 1;
            false
        }
        b')' if depth > 0 => {
            depth -= 1;
            false
        }
        b')' | b'[' | b']' => true,
        _ => byte.is_ascii_whitespace(),
    })?;
    let looks_like_one = bytes[..end].iter().any(|byte| b"/.:#?@".contains(byte));
    match bytes[end] {
        _ if !looks_like_one => None,
        b')' => Some(end + 1),
        b'[' | b']' => None,
        _ => titled(&bytes[end..]).map(|length| end + length),
    }
}

/// The bytes of ` "title")`, with the space before it.
fn titled(bytes: &[u8]) -> Option<usize> {
    let space = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let quote = *bytes.get(space).filter(|byte| b"\"'".contains(byte))?;
    let title = &bytes[space + 1..];
    let end = memmem::find(title, &[quote, b')'])?;
    (memmem::find(&title[..end], b"\n\n").is_none()).then_some(space + 1 + end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_pictures() {
        for (page, wanted) in [
            ("The [county council](https://courier.example/a) met.", "The county council met."),
            ("By [Ana Lucero](/x) | Staff", "By Ana Lucero | Staff"),
            ("[a](/x)[b](#y \"Why\")c", "abc"),
            ("[Oslo (city)](https://en.example/Oslo_(city)) is", "Oslo (city) is"),
            ("[as he [sic] said](/x)", "as he [sic] said"),
            ("![A ship](/ship.jpg)\n\nText", "\n\nText"),
            ("[![A ship](/ship.jpg) The ship](/story)", " The ship"),
            ("[wrapped\ntext](/x)", "wrapped\ntext"),
        ] {
            assert_eq!(plain(page).as_deref(), Some(wanted), "{page}");
        }
    }

    #[test]
    fn what_is_none() {
        for page in [
            "as he said [sic](see below)",
            "f[x](y)",
            "[no\n\none](/x)",
            "](/x) [a](",
            "[a](/x",
            "[a](/x \"y",
            "[]( )",
            "[1] (/x)",
        ] {
            assert_eq!(plain(page), None, "{page}");
        }
    }
}
