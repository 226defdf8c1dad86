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
    let marks = |c: char| {
        matches!(c, '/' | ',' | '-' | '+' | '|' | '=' | '＝' | '،' | '&' | '・' | '«' | '»' | '“' | '”' | '„' | '"')
    };
    // `Etats-Unis` is none of an agency and a country.
    listed(name) || !is(Concept::Region, name) && name.split(marks).any(listed) || is_domain(name)
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
        && (is_outlet(content) || words.all(word))
        && !is(Concept::Region, content)
}

/// Whether a name says that it is a paper's, a station's or a service's: `Guam Daily Post`, `Bloomberg Law`.
pub(super) fn is_outlet(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let Some(first) = words.next().filter(|first| !is(Concept::Label, first)) else { return false };
    let set = |word: &str| word.starts_with(letters::is_uppercase) && word.chars().all(letters::is_alphabetic);
    let listed = is(Concept::Agency, first) && words.clone().next().is_some();
    set(first) && words.clone().all(set) && (listed || words.any(|word| is(Concept::Outlet, word)))
}

/// Whether a name is two words in one, as services coin theirs: `StudyFinds`, but not `McDonald`.
pub(super) fn is_coined(name: &str) -> bool {
    /// Letters of the first word at least.
    const FIRST: usize = 4;
    let second = name.chars().skip(1).take_while(|c| !letters::is_uppercase(*c)).count() + 1;
    case(name) == Case::Title && name.chars().all(letters::is_alphabetic) && is_loud(name) && second >= FIRST
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
        if (set && (is(Concept::Agency, name) || is_branch(name))) || is_domain(name) {
            found = Some((Agency { text: name, known: true, bracketed: false }, end));
        }
        let Some(next) = end.eat(" ").or_else(|| end.eat("/")) else { break };
        end = next;
    }
    found
}

/// Whether a name is a listed one with its branch: `Интерфакс-Казахстан`.
fn is_branch(name: &str) -> bool {
    /// Letters of a name that no word begins with.
    const SHORTEST: usize = 4;
    name.split_once('-').is_some_and(|(agency, branch)| {
        branch.starts_with(letters::is_uppercase)
            && (agency.chars().count() >= SHORTEST || is_loud(agency) && case(agency) == Case::Title)
            && is(Concept::Agency, agency)
    })
}

/// An agency in angle quotes behind the word for one: `ИА «24.kg»`.
pub(super) fn quoted(at: Cursor<'_>) -> Option<(Agency<'_>, Cursor<'_>)> {
    /// Letters of `АМИТ`.
    const LONGEST: usize = 4;
    let (word, end) = at.word().filter(|(word, _)| case(word) == Case::Caps && word.chars().count() <= LONGEST)?;
    let (_, end) = bracketed(end.eat(" ")?).filter(|(said, end)| end.previous() == Some('»') && is_known(said))?;
    (!is(Concept::City, word)).then_some((Agency { text: at.until(end), known: true, bracketed: false }, end))
}

/// A name that counts in brackets only, behind a place and before what ends a dateline: `Asunción, IP.-`,
/// `غزة - وكالات:`. In letters that have capitals it is initials, as other names are words.
pub(super) fn behind_place(at: Cursor<'_>) -> Option<(Agency<'_>, Cursor<'_>)> {
    /// Words, and letters of initials.
    const MOST: usize = 3;
    const INITIALS: usize = 4;
    let initials = |name: &str| name.len() <= INITIALS && case(name) == Case::Caps && !is(Concept::Label, name);
    let signs = |name: &str| {
        is(Concept::Bracketed, name)
            && !is(Concept::Region, name)
            && (initials(name) || name.starts_with(super::scan::is_uncased))
    };
    let (mut end, mut found) = (at, None);
    for _ in 0..MOST {
        let Some((_, next)) = end.dotted() else { break };
        let text = at.until(next);
        if signs(text) && ends(next) {
            found = Some((Agency { text, known: true, bracketed: false }, next));
        }
        let Some(next) = next.eat(" ") else { break };
        end = next;
    }
    found
}

/// Whether a dateline ends here: a dash, a colon, or the end of the text.
fn ends(at: Cursor<'_>) -> bool {
    let (mark, behind) = separator(at);
    let made = matches!(mark, Separator::Dash | Separator::Hyphen | Separator::Tight | Separator::Colon);
    made || mark == Separator::Missing && behind.rest().is_empty()
}

/// A name of no list behind a place and its day, before what ends a dateline: `Минск, 5 марта. БелаПАН.` Behind a stop
/// or a dash only capitals inside it tell it from the first word of the text.
pub(super) fn unlisted(at: Cursor<'_>, parted: Separator) -> Option<(Agency<'_>, Cursor<'_>)> {
    /// Words: `NOYAN TAPAN`.
    const MOST: usize = 2;
    let joined = parted == Separator::Comma || at.previous() == Some('/');
    let mut end = at;
    for _ in 0..MOST {
        let (word, next) = end.dotted()?;
        if !matches!(case(word), Case::Caps | Case::Title) || is_no_name(word) {
            return None;
        }
        let loud = at.until(next).split([' ', '-']).all(is_loud);
        match separator(next).0 {
            Separator::Stop if loud => {}
            Separator::Dash | Separator::Hyphen if loud || joined => {}
            Separator::Colon if joined => {}
            _ => {
                end = next.eat(" ").filter(|_| case(word) == Case::Caps)?;
                continue;
            }
        }
        return Some((Agency { text: at.until(next), known: false, bracketed: false }, next));
    }
    None
}

/// Whether a word is set as initials and trade names are: `БелаПАН`, `ABN`.
fn is_loud(word: &str) -> bool {
    let small = word.find(super::scan::is_small).map_or("", |at| &word[at..]);
    case(word) == Case::Caps || small.contains(letters::is_uppercase)
}

fn is_no_name(word: &str) -> bool {
    const NONE: [Concept; 7] = [
        Concept::Weekday,
        Concept::Month,
        Concept::Label,
        Concept::Region,
        Concept::City,
        Concept::Function,
        Concept::Opener,
    ];
    NONE.into_iter().any(|concept| is(concept, word))
}

/// A known name in small letters, which only a bar behind it shows to sign (`BERLIN dpa | `), or a slash before it
/// (`Leipzig/dpa.`): many are words.
pub(super) fn small(at: Cursor<'_>) -> Option<(Agency<'_>, Cursor<'_>)> {
    let end = at.skip(|c| letters::is_lowercase(c) || matches!(c, '/' | '-'));
    let text = at.until(end);
    let signs = match separator(end).0 {
        Separator::Bar => true,
        Separator::Stop | Separator::Dash | Separator::Hyphen => at.previous() == Some('/'),
        _ => false,
    };
    (signs && !text.is_empty() && is_known(text)).then_some((Agency { text, known: true, bracketed: false }, end))
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
        region_with_a_hyphen: "Etats-Unis" => None,
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
