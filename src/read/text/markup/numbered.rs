//! Numbers of links as text browsers print them: `the [3]county council` in the text and a list of addresses at its end.

use std::ops::Range;

/// Addresses that such a list has at least.
const FEWEST: u32 = 2;

/// From one number in such a list to the next at most, where no address stands behind one.
const GAP: u32 = 3;

/// Lines of an entry behind its first at most.
const BROKEN: usize = 6;

/// A text without the numbers of its links and without the list of their addresses, if it has them.
pub(super) fn plain(page: &str) -> Option<String> {
    let (start, count) = list(page)?;
    let marks = marks(&page[..start], count);
    let is_word = |c: char| !c.is_whitespace() && !".,;:!?)]".contains(c);
    let before_words = marks.iter().filter(|mark| page[mark.end..].starts_with(is_word)).count();
    // A number behind what it proves is a footnote's, and the list one of sources.
    if marks.is_empty() || before_words * 2 < marks.len() {
        return None;
    }
    Some(super::without(&page[..start], marks))
}

/// Where the list of addresses begins that ends the page, with its heading, and how many it has.
fn list(page: &str) -> Option<(usize, u32)> {
    let (mut start, mut count, mut next, mut addresses, mut broken) = (None, 0, None, 0, 0);
    // Some addresses are no such (a site made them up); those have their number to show for it.
    let is_next = |number: u32, is_address: bool, next: Option<u32>| {
        next.map_or(is_address, |next| number < next && (is_address || next - number <= GAP))
    };
    let mut end = page.trim_end().len();
    while end > 0 {
        let line_start = page[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = page[line_start..end].trim();
        match entry(line) {
            Some((number, is_address)) if is_next(number, is_address, next) => {
                (start, next, count) = (Some(line_start), Some(number), count.max(number));
                addresses += u32::from(is_address);
                broken = 0;
            }
            // "Hidden links:" between two lists, and the heading above the first.
            _ if line.is_empty() => {}
            _ if is_heading(line) && next != Some(1) => {}
            // An address, or the text of a letter that it holds, goes on over some lines.
            _ if next.is_some_and(|next| next > 1) && broken < BROKEN => broken += 1,
            _ => {
                if next == Some(1) && is_heading(line) {
                    start = Some(line_start);
                }
                break;
            }
        }
        end = line_start.saturating_sub(1);
    }
    (next == Some(1) && count >= FEWEST && addresses * 2 > count).then_some((start?, count))
}

/// The number of a line that begins with one, and whether an address stands behind it.
fn entry(line: &str) -> Option<(u32, bool)> {
    let (number, rest) = match line.strip_prefix('[') {
        Some(line) => line.split_once(']')?,
        None => line.split_once('.')?,
    };
    let address = rest.trim_start_matches([':', ' ']);
    let is_scheme = |scheme: &str| {
        let known = ["mailto", "javascript", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        known || address[scheme.len()..].starts_with("://")
    };
    let is_address = address.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme));
    Some((number.parse().ok()?, is_address))
}

/// Whether a line may head the list: a word or two.
fn is_heading(line: &str) -> bool {
    line.len() <= 40 && line.split_whitespace().count() <= 2 && !line.ends_with('.')
}

/// The numbers in brackets up to one, with the brackets.
fn marks(text: &str, most: u32) -> Vec<Range<usize>> {
    let digits = |at: usize| text.as_bytes()[at + 1..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let mark = |at: usize| {
        let end = at + 1 + digits(at);
        let is_closed = text.as_bytes().get(end) == Some(&b']');
        let number: u32 = text[at + 1..end].parse().ok().filter(|_| is_closed)?;
        (1..=most).contains(&number).then_some(at..end + 1)
    };
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\n\nReferences\n\n   1. https://courier.example/a\n   2. https://courier.example/b#c\n";

    #[test]
    fn numbers_before_words_are_links() {
        let page = format!("[1]News\n\nThe [2]county council met.{LIST}");
        assert_eq!(plain(&page).as_deref(), Some("News\n\nThe county council met.\n\n"));
        let page = "By [1]Jane Doe\n\nText\n\nReferences:\n\n[1] https://a.example/\n[2] mailto:jane@a.example\n";
        assert_eq!(plain(page).as_deref(), Some("By Jane Doe\n\nText\n\n"));
        let spaced = "\n\n1. https://a.example/\n2. mailto:?subject=The council met\n3. Facebook\nand more\n4. whatsapp://send?text=a b\n";
        assert_eq!(plain(&format!("The [2]council met.{spaced}")).as_deref(), Some("The council met.\n\n"));
        let hidden = "\n\n   Visible links:\n   1. https://a.example/\n   Hidden links:\n   2. https://b.example/\n";
        assert_eq!(plain(&format!("The [1]council{hidden}")).as_deref(), Some("The council\n\n"));
    }

    #[test]
    fn numbers_behind_words_are_footnotes() {
        for page in ["It rained.[1] It snowed.[2]", "It rained [1] and snowed [2]."] {
            assert_eq!(plain(&format!("{page}{LIST}")), None, "{page}");
        }
        assert_eq!(plain("The [1]council met.\n\n1. https://a.example/"), None, "one");
        assert_eq!(plain("The [1]council met.\n\n1. One\n2. Two"), None, "no addresses");
    }
}
