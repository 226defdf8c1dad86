//! Who signs: an agency in brackets, between slashes, or bare.

use crate::letters;

use super::scan::{Case, Cursor, case};
use super::separator::{Separator, separator};
use super::vocabulary::{Concept, is};

/// A signature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Agency<'a> {
    /// As printed, without brackets.
    pub(super) text: &'a str,
    /// Whether one of its names is on the list.
    pub(super) known: bool,
    /// In brackets or between slashes.
    pub(super) bracketed: bool,
}

/// What stands in brackets of any kind, and the place behind them.
pub(super) fn bracketed(at: Cursor<'_>) -> Option<(&str, Cursor<'_>)> {
    /// Bytes. The longest signature seen names three services in 45.
    const LONGEST: usize = 64;
    const PAIRS: [(char, char); 7] =
        [('(', ')'), ('[', ']'), ('/', '/'), ('（', '）'), ('［', '］'), ('【', '】'), ('«', '»')];
    let open = at.peek()?;
    let (_, close) = PAIRS.iter().find(|(left, _)| *left == open)?;
    let inside = at.forward(open.len_utf8());
    let end = inside.skip(|c| c != *close && c != '\n');
    let content = inside.until(end);
    let fits = end.peek() == Some(*close) && content.len() <= LONGEST && !content.trim().is_empty();
    fits.then(|| (content.trim(), end.forward(close.len_utf8())))
}

/// Judges what stands in brackets: a known agency, or what has the form of one.
pub(super) fn signature(content: &str) -> Option<Agency<'_>> {
    let known = is_known(content);
    (known || has_form(content)).then_some(Agency { text: content, known, bracketed: true })
}

/// Whether the name, or one of several joined by a mark, is on the list (`AA/AFP`, `dpa-AFX`, `AP via Scoop`).
pub(super) fn is_known(name: &str) -> bool {
    let listed = |name: &str| is(Concept::Agency, name) || is(Concept::Bracketed, name);
    let marks = |c: char| matches!(c, '/' | ',' | '-' | '+' | '|' | '=' | '＝' | '،' | '&' | '・');
    listed(name) || name.split(marks).any(listed) || is_domain(name)
}

/// Up to four words beginning with a capital (or in a script without any), letters throughout, not all of them labels. A
/// station's name may end with its channel.
fn has_form(content: &str) -> bool {
    /// Words. Longer names exist (`Bosnia and Herzegovina's …`) but so do remarks in brackets.
    const MOST: usize = 4;
    let word = |word: &str| {
        let letters =
            word.chars().all(|c| letters::is_alphabetic(c) || matches!(c, '.' | '-' | '\'' | '’' | '&' | '/'));
        letters && !matches!(case(word), Case::Lower) && !is(Concept::Function, word)
    };
    let station = without_channel(content);
    let numbered = station.len() < content.len();
    let content = station;
    let mut words = content.split_whitespace();
    let letters = content.chars().filter(|c| letters::is_alphabetic(*c)).count();
    let labels = words.clone().all(|word| is(Concept::Label, word));
    letters >= 2
        && (!labels || numbered)
        && words.clone().count() <= MOST
        && words.all(word)
        && !is(Concept::Region, content)
}

/// A station's name without the channel at its end or its beginning (`FOX 2`, `PIX11`, `7News`): one or two digits, and letters
/// enough to be no shorthand (`G20`, `F1`).
fn without_channel(content: &str) -> &str {
    /// Letters, and digits at most.
    const LETTERS: usize = 3;
    const DIGITS: usize = 2;
    let name = content.trim_matches(|c: char| c.is_ascii_digit()).trim();
    let digits = content.bytes().filter(u8::is_ascii_digit).count();
    let letters = name.chars().filter(|c| letters::is_alphabetic(*c)).count();
    let spaced = content.len() > name.len() + digits;
    // `19 News` in no capitals: a channel's number before a word that nothing else is counted by.
    let loud = case(name) == Case::Caps || name.ends_with("News");
    let holds = (1..=DIGITS).contains(&digits) && letters >= LETTERS && (loud || !spaced);
    if holds && !name.ends_with('-') { name } else { content }
}

/// A bare name: on the list, or a domain, which no place is. The longest that fits.
pub(super) fn bare(at: Cursor<'_>) -> Option<(Agency<'_>, Cursor<'_>)> {
    /// Words in the longest bare name on the list.
    const MOST: usize = 3;
    let (mut end, mut found) = (at, None);
    let set = at.peek().is_some_and(|c| !letters::is_lowercase(c));
    for _ in 0..MOST {
        let Some((_, next)) = end.dotted() else { break };
        end = next;
        let name = at.until(end);
        if (set && is(Concept::Agency, name)) || is_domain(name) {
            found = Some((Agency { text: name, known: true, bracketed: false }, end));
        }
        let Some(next) = end.eat(" ").or_else(|| end.eat("/")) else { break };
        end = next;
    }
    found
}

/// A known name in small letters, which only a bar behind it shows to sign (`BERLIN dpa | `): many are words.
pub(super) fn small(at: Cursor<'_>) -> Option<(Agency<'_>, Cursor<'_>)> {
    let end = at.skip(|c| letters::is_lowercase(c) || matches!(c, '/' | '-'));
    let text = at.until(end);
    let signs = !text.is_empty() && is_known(text) && separator(end).0 == Separator::Bar;
    signs.then_some((Agency { text, known: true, bracketed: false }, end))
}

/// `Example.com`: services that publish on the web sign with their address.
fn is_domain(name: &str) -> bool {
    let top = name.rsplit_once('.').map(|(front, top)| (front, top.split('/').next().unwrap_or(top)));
    top.is_some_and(|(front, top)| {
        front.chars().filter(|c| letters::is_alphanumeric(*c)).count() > 2
            && front.contains(letters::is_alphabetic)
            && !front.contains(' ')
            && is(Concept::Domain, top)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! forms {
        ($($name:ident: $text:expr => $known:expr,)*) => { $(#[test] fn $name() {
            assert_eq!(signature($text).map(|agency| agency.known), $known);
        })* };
    }

    forms! {
        known: "AP" => Some(true),
        known_long: "Associated Press" => Some(true),
        small: "dpa" => Some(true),
        joined: "AA/AFP" => Some(true),
        regional_desk: "dpa/bb" => Some(true),
        domain: "nowhere.com" => Some(true),
        arabic: "رويترز" => Some(true),
        russian: "ТАСС" => Some(true),
        never_heard_of: "Zarya Wire" => Some(false),
        call_sign: "WQXZ" => Some(false),
        remark: "in thousands of barrels" => None,
        units: "YEN PER KILO" => None,
        number: "2024" => None,
        caption: "File Photo" => None,
        region: "Australia" => None,
    }

    #[test]
    fn brackets_close_on_their_line() {
        let read = |text: &'static str| bracketed(Cursor::new(text, 0)).map(|(content, end)| (content, end.rest()));
        assert_eq!(read("( AP ) -"), Some(("AP", " -")));
        assert_eq!(read("/PRNewswire/ --"), Some(("PRNewswire", " --")));
        assert_eq!(read("(no\nend)"), None);
        assert_eq!(read("()"), None);
    }
}
