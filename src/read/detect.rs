//! Which reader a text is for.

use memchr::{memchr, memmem};

use crate::input::Format;

/// Bytes in which a page shows its tags. Longer than any run of text between two tags; scripts and comments that are
/// longer stand behind a tag of their own.
const WINDOW: usize = 64 * 1024;

/// Longest tag looked at, in bytes; attributes with inlined pictures are longer but are not the only tags of a page.
const LONGEST_TAG: usize = 4 * 1024;

/// Tags that make a text with one at its beginning a fragment of HTML: the beginning itself and its end.
const TAGS_OF_FRAGMENT: usize = 2;

/// Tags that make any text HTML, if they also lie densely; a text about HTML names a few.
const TAGS_OF_PAGE: usize = 5;

/// Bytes of text to each tag at most. Running text in a page has a tag about every 400 bytes.
const BYTES_PER_TAG: usize = 1000;

/// Bytes without a tag at most, or else one in so many parts of the text. A text that shows pieces of HTML has pages of
/// prose between them.
const LONGEST_RUN: usize = 1500;
const RUNS: usize = 8;

/// Elements that a page opens with and that never stand alone in a text.
const OPENERS: [&str; 10] = ["!doctype", "html", "head", "body", "script", "style", "meta", "title", "link", "base"];

/// Names of elements that running HTML is made of.
const ELEMENTS: [&str; 48] = [
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "strong",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// Which reader a text is for: HTML when it begins as a page or fragment does or is strewn with tags, else plain text.
/// XML is read as HTML too: its text stands between tags.
pub fn detect(page: &str) -> Format {
    let page = page.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{FEFF}' || char == '\0');
    if is_opening(page) || is_strewn(&page.as_bytes()[..page.len().min(WINDOW)]) || has_late_root(page) {
        Format::Html
    } else {
        Format::Text
    }
}

/// Whether the first thing in it is markup that needs no further proof.
fn is_opening(page: &str) -> bool {
    let bytes = page.as_bytes();
    let Some(rest) = bytes.strip_prefix(b"<") else { return false };
    rest.starts_with(b"!--")
        || rest.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"?xml"))
        || tag_name(bytes).is_some_and(|name| OPENERS.iter().any(|opener| name.eq_ignore_ascii_case(opener.as_bytes())))
}

/// Whether tags lie in it so densely, and everywhere, that they are its markup and not its topic.
fn is_strewn(bytes: &[u8]) -> bool {
    let (mut at, mut tags, mut last, mut longest) = (0, 0, 0, 0);
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found;
        if is_tag(&bytes[at..]) {
            tags += 1;
            longest = longest.max(at - last);
            last = at;
        }
        at += 1;
    }
    longest = longest.max(bytes.len() - last);
    let everywhere = longest <= LONGEST_RUN || longest * RUNS <= bytes.len();
    (is_tag(bytes) && tags >= TAGS_OF_FRAGMENT)
        || (tags >= TAGS_OF_PAGE && tags * BYTES_PER_TAG >= bytes.len() && everywhere)
}

/// Whether the root or body of a page opens far behind its beginning, after a long preamble.
fn has_late_root(page: &str) -> bool {
    let bytes = page.as_bytes();
    let closed =
        |tag: &[u8]| memmem::rfind(bytes, tag).is_some_and(|at| bytes[at + tag.len()..].trim_ascii().is_empty());
    bytes.len() > WINDOW && (closed(b"</html>") || closed(b"</HTML>"))
}

/// Whether a start or end tag of a known element begins here.
fn is_tag(bytes: &[u8]) -> bool {
    let known =
        |name: &[u8]| ELEMENTS.iter().chain(&OPENERS).any(|element| name.eq_ignore_ascii_case(element.as_bytes()));
    tag_name(bytes).is_some_and(known) && is_closed(bytes)
}

/// Whether the tag ends before another begins. Looks at no byte twice over all tags of a text.
fn is_closed(bytes: &[u8]) -> bool {
    let rest = &bytes[1..bytes.len().min(LONGEST_TAG)];
    memchr::memchr2(b'<', b'>', rest).is_some_and(|at| rest[at] == b'>')
}

/// The name in `<name`, `</name` or `<!name`, if a character that may follow a name does.
fn tag_name(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"<")?;
    let rest = rest.strip_prefix(b"/").unwrap_or(rest);
    let mark = usize::from(rest.first() == Some(&b'!'));
    let length = mark + rest[mark..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let follows = rest.get(length).is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
    (length > mark && follows).then(|| &rest[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html() {
        let late = format!("{}<html><body><p>late</p></body></html>\n", "preamble ".repeat(8_000));
        let rows = [
            ("page", "<!DOCTYPE html><title>x</title>"),
            ("page in capitals", "\u{FEFF}\n <HTML><BODY>x"),
            ("comment first", "<!-- saved from a browser -->\n<div>x</div>"),
            ("XHTML", "<?xml version='1.0'?><html xmlns='x'>"),
            ("feed", "<?xml version='1.0'?><rss><channel>x</channel></rss>"),
            ("one paragraph", "<p>Only this one.</p>"),
            ("fragment", "<p>The first.</p><p>The second.</p>"),
            ("fragment with attributes", "<div class=\"text\">The first.<br>The second.</div>"),
            ("text strewn with tags", "One<br>two<br/>three<br>four <b>and</b> five"),
            ("script first", "<script>var a = 1;</script>"),
            ("late root", late.as_str()),
        ];
        for (name, page) in rows {
            assert_eq!(detect(page), Format::Html, "{name}");
        }
    }

    #[test]
    fn text() {
        let essay = "A paragraph is <p> and a division <div>; who forgets </p> is forgiven. ".to_string()
            + &"The rest of the essay has no tag at all. ".repeat(200);
        let tutorial = "Now write a table:\n".to_string()
            + &"<tr><td>one</td>\n</tr>\n".repeat(9)
            + &"Then look at it in a browser. ".repeat(100);
        let rows = [
            ("nothing", ""),
            ("blank", " \n\t\n"),
            ("prose", "The council met on Monday.\n\nIt voted."),
            ("mentions a tag", "In HTML a paragraph begins with <p> and that is all."),
            ("compares", "If x < y and y > z, then a <b, c> d."),
            ("addresses", "From: A. Writer <a.writer@example.org>\nSee <https://example.org/a/b>."),
            ("a tag first, alone", "<p> is the element for a paragraph."),
            ("essay on markup", essay.as_str()),
            ("tutorial", tutorial.as_str()),
            ("angle quotes", "<< Oui >>, dit-elle. << Non >>"),
        ];
        for (name, page) in rows {
            assert_eq!(detect(page), Format::Text, "{name}");
        }
    }
}
