//! Seams of a page that was set together: tools that drop tags, and put nothing in their place, leave no space between the
//! texts of two elements (`…before dawn.Ferry fares riseThe council said…`). A line break goes where one ends.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use memchr::{memchr2_iter, memchr3_iter, memmem};

use crate::letters::{is_alphabetic, is_alphanumeric, is_lowercase, is_uppercase};
use crate::read::chars;
use crate::read::language;
use crate::read::text::LONGEST_PAGE;

/// Sentences with the next one right behind them from which a page is taken for one that was set together: so many, and one
/// for so many lines that end with a sentence. Of 340 pages 3 to 6 have them, by which of three careful renderers is asked, most
/// of them because their text is so; of the same pages with their tags dropped, two in five.
const FEWEST: usize = 3;
const LINES: usize = 4;

/// Letters before a capital inside a word from which it is a seam; what is shorter begins a name
/// (McNeil, DeLuca, YouTube), unless it is one of several in the word, as in what is left of a menu.
const LONG: usize = 4;

/// How often a word with a capital inside stands on a page from which it is a name there.
const NAME: usize = 5;

/// Words of one small letter and a name (`eMarbury`, `uRuiz`), and such letters, from which a page in a language whose commonest
/// words are not known is in one that sets prefixes before names, as those of Southern Africa do: of 799 pages with their tags
/// dropped one, in Xhosa.
const PREFIXED: usize = 5;
const PREFIXES: usize = 3;

/// A page with a line break at each seam, if it was set together.
pub(super) fn plain(page: &str) -> Option<String> {
    if page.len() > LONGEST_PAGE {
        return None;
    }
    let ends = sentence_ends(page);
    let whole = || page.lines().filter(|line| chars::ends_sentence(line.trim_end())).count();
    if ends.len() < FEWEST || ends.len() * LINES < whole() {
        return None;
    }
    let seams = seams(page, ends);
    let mut plain = String::with_capacity(page.len() + seams.len());
    let mut copied = 0;
    for seam in seams {
        plain.push_str(&page[copied..seam]);
        plain.push('\n');
        copied = seam;
    }
    plain.push_str(&page[copied..]);
    Some(plain)
}

/// Where a sentence ends and another text begins right behind it.
fn sentence_ends(page: &str) -> Vec<usize> {
    let mut quotes = Quotes::default();
    let guillemets = Guillemets::of(page);
    let ends = stops(page).into_iter().filter(|stop| is_word_end(&page[..stop.start]));
    ends.filter_map(|stop| begin(page, stop.end, quotes.is_open(page, stop.start), guillemets)).collect()
}

/// Which way a page's guillemets point: in German and Danish »so«, elsewhere «so».
#[derive(Debug, Clone, Copy)]
struct Guillemets {
    open: char,
    close: char,
}

impl Guillemets {
    /// By which of the two stands before a word and behind a space more often.
    fn of(page: &str) -> Guillemets {
        let opens = |mark: &str| {
            let behind = page.match_indices(mark).map(|(at, _)| &page[at + mark.len()..]);
            behind.filter(|behind| behind.starts_with(is_alphanumeric)).count()
        };
        let (open, close) = if opens(" »") > opens(" «") { ('»', '«') } else { ('«', '»') };
        Guillemets { open, close }
    }
}

/// Marks longer than a byte that end sentences, in scripts that have a space behind them.
const WIDE: [&str; 4] = ["…", "؟", "۔", "।"];

/// Where such marks stand without a space behind them, in order.
fn stops(page: &str) -> Vec<Range<usize>> {
    let bytes = page.as_bytes();
    let mut stops: Vec<Range<usize>> = memchr3_iter(b'.', b'!', b'?', bytes).map(|at| at..at + 1).collect();
    for wide in WIDE {
        stops.extend(memmem::find_iter(bytes, wide).map(|at| at..at + wide.len()));
    }
    stops.retain(|stop| page[stop.end..].starts_with(|c: char| !c.is_whitespace()));
    stops.sort_unstable_by_key(|stop| stop.start);
    stops
}

/// Whether a text ends like a sentence does before its stop: not in an initial, and not in a short number, for that is a
/// day's or an ordinal.
fn is_word_end(text: &str) -> bool {
    let mut back = text.chars().rev();
    let (last, before) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '));
    match last {
        '"' | '%' => true,
        '0'..='9' => text.bytes().rev().take(4).filter(u8::is_ascii_digit).count() == 4,
        _ if is_closing(last) => true,
        _ => is_alphabetic(last) && (!is_uppercase(last) || is_uppercase(before)),
    }
}

/// Marks that close, and never open as some do in other languages.
fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | ')' | ']')
}

/// Where the text behind a sentence's stop begins, past what closes a quotation; `None` where it goes on.
fn begin(page: &str, stop_end: usize, mut quoted: bool, guillemets: Guillemets) -> Option<usize> {
    let closes = |c: char| {
        is_closing(c) && c != guillemets.open || c == guillemets.close || c == '"' && std::mem::take(&mut quoted)
    };
    let rest = page[stop_end..].trim_start_matches(closes);
    // Speech begins with a dash, and so does the text behind a dateline that ends in a bracket.
    let bracketed = page[..stop_end].chars().nth_back(1) == Some(')');
    let spoken = rest.strip_prefix(['—', '–']).filter(|_| !bracketed).map_or(rest, str::trim_start);
    let text = match spoken.strip_prefix(guillemets.open) {
        // French has a space there.
        Some(quoted) => quoted.trim_start_matches([' ', '\u{a0}', '\u{202f}']),
        None => spoken.trim_start_matches(['"', '“', '„', '‘', '(', '¿', '¡']),
    };
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next().unwrap_or(' '));
    // A letter by itself behind another capital is the exchange on which a share is traded: `PCSA.O`.
    let is_share = || page[..stop_end].chars().nth_back(1).is_some_and(is_uppercase);
    let begins = is_uppercase(first) && (is_alphanumeric(second) || second.is_whitespace() && !is_share());
    // Scripts that have no capitals part sentences by a space too.
    (begins || chars::is_caseless(first)).then_some(page.len() - rest.len())
}

/// Straight quotation marks of a line, which open and close by turns.
#[derive(Default)]
struct Quotes {
    counted: usize,
    open: bool,
}

impl Quotes {
    /// Whether a quotation is open at a place, which is none before the last one asked for.
    fn is_open(&mut self, page: &str, at: usize) -> bool {
        for mark in memchr2_iter(b'"', b'\n', &page.as_bytes()[self.counted..at]) {
            self.open = page.as_bytes()[self.counted + mark] == b'"' && !self.open;
        }
        self.counted = at;
        self.open
    }
}

/// All seams, in order: ends of sentences, of words where another begins, and of what stands before a bracket or a quotation.
fn seams(page: &str, mut ends: Vec<usize>) -> Vec<usize> {
    ends.extend(in_words(page));
    ends.extend(at_marks(page));
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// Where inside a word another begins.
fn in_words(page: &str) -> impl Iterator<Item = usize> {
    let mut words: Vec<(usize, &str)> = words(page).filter(|(_, word)| capitals(word).next().is_some()).collect();
    if sets_prefixes(page) {
        words.retain(|(_, word)| word.starts_with(is_uppercase));
    }
    let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
    words.iter().for_each(|&(_, word)| *counts.entry(word).or_default() += 1);
    words.into_iter().filter(move |(_, word)| counts[word] < NAME && !NAMES.contains(word)).flat_map(|(start, word)| {
        let is_row = capitals(word).nth(1).is_some();
        let is_long = |&at: &usize| word[..at].chars().nth(LONG - 1).is_some();
        capitals(word).filter(move |at| is_row || is_long(at)).map(move |at| start + at)
    })
}

/// Whether a page is in a language in which a capital inside a word begins a name more often than another text.
fn sets_prefixes(page: &str) -> bool {
    let mut prefixed: HashMap<char, HashSet<&str, RandomState>, RandomState> = HashMap::default();
    for (_, word) in words(page) {
        let mut chars = word.chars();
        let [first, second, third] = [(); 3].map(|()| chars.next().unwrap_or(' '));
        if is_lowercase(first) && is_uppercase(second) && is_lowercase(third) && word.chars().all(is_alphabetic) {
            prefixed.entry(first).or_default().insert(word);
        }
    }
    let all: usize = prefixed.values().map(HashSet::len).sum();
    prefixed.len() >= PREFIXES && all >= PREFIXED && language::of_words(page).is_none()
}

/// Where a text begins right behind a bracket, or a quotation right behind a word.
fn at_marks(page: &str) -> impl Iterator<Item = usize> {
    page.match_indices([')', '“', '„']).filter_map(|(at, mark)| {
        let (behind, before) = (at + mark.len(), page[..at].chars().next_back().unwrap_or(' '));
        let begins = page[behind..].starts_with(is_uppercase);
        match mark {
            ")" => (begins && !is_uppercase(before)).then_some(behind),
            _ => (begins && is_lowercase(before)).then_some(at),
        }
    })
}

/// The words of a page, and where each begins.
fn words(page: &str) -> impl Iterator<Item = (usize, &str)> {
    let (is_outside, mut start) = (|c: char| !is_alphanumeric(c), 0);
    page.split_inclusive(is_outside).map(move |piece| {
        let word = (start, piece.trim_end_matches(is_outside));
        start += piece.len();
        word
    })
}

/// Where in a word a capital follows two letters or digits of which the last is small, or the last of some capitals begins
/// small letters. What has no letter behind it is a word of one letter.
fn capitals(word: &str) -> impl Iterator<Item = usize> {
    let mut before = [' '; 3];
    word.char_indices().filter_map(move |(at, c)| {
        let [third, second, last] = before;
        before = [second, last, c];
        let next = || word[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let is_word = || matches!(c, 'A' | 'I' | 'O' | 'Y' | 'À' | 'É' | 'Ö' | 'Å') && next() == ' ';
        let small = is_lowercase(last) && second != ' ' && (is_alphabetic(next()) || is_word());
        let large = || [third, second, last].into_iter().all(is_uppercase) && is_lowercase(next());
        (is_uppercase(c) && (small || large())).then_some(at)
    })
}

/// Names with a capital inside.
static NAMES: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| {
    let rows = include_str!("capitals.txt").lines().filter(|row| !row.starts_with('#'));
    rows.flat_map(str::split_ascii_whitespace).collect()
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Three sentences without space between, with which a page counts as set together.
    const GLUED: &str = "One storm passed.Two storms passed.Three storms passed.Four storms passed.";

    fn lines(page: &str) -> Vec<String> {
        let page = format!("{page}\n{GLUED}");
        let plain = plain(&page).unwrap_or(page);
        plain.lines().take_while(|line| *line != "One storm passed.").map(str::to_owned).collect()
    }

    #[test]
    fn texts_part_where_one_begins_behind_another() {
        for (page, wanted) in [
            ("It closed at dawn.Ferry fares rise.", &["It closed at dawn.", "Ferry fares rise."] as &[_]),
            ("It closed in 2024.“We wait,” she said.", &["It closed in 2024.", "“We wait,” she said."]),
            ("“We wait.”The council met.", &["“We wait.”", "The council met."]),
            ("\"We wait.\"The council met.", &["\"We wait.\"", "The council met."]),
            ("It rained.\"We wait,\" she said.", &["It rained.", "\"We wait,\" she said."]),
            ("It rained.(She laughed.)The council met.", &["It rained.", "(She laughed.)", "The council met."]),
            ("Сегодня дождь.Завтра снег.", &["Сегодня дождь.", "Завтра снег."]),
            ("बारिश हुई।कल बर्फ गिरेगी।", &["बारिश हुई।", "कल बर्फ गिरेगी।"]),
            ("Llueve.¿Quién sale?—Nadie.¡Vaya!", &["Llueve.", "¿Quién sale?", "—Nadie.", "¡Vaya!"]),
            ("Il pleut.« On attend », dit-elle.", &["Il pleut.", "« On attend », dit-elle."]),
            (
                "Es regnet.»Wir warten, »sie« auch.«Der Rat tagte.",
                &["Es regnet.", "»Wir warten, »sie« auch.«", "Der Rat tagte."],
            ),
            ("Ferry fares riseThe council met.", &["Ferry fares rise", "The council met."]),
            ("ADVERTISEMENTThe council met.", &["ADVERTISEMENT", "The council met."]),
            ("Ferry fares riseA council met.", &["Ferry fares rise", "A council met."]),
            ("A ferry (Picture: Jane Doe)The council met.", &["A ferry (Picture: Jane Doe)", "The council met."]),
            ("A ferry“We wait,” she said.", &["A ferry", "“We wait,” she said."]),
            ("TopNewsSportFilm & TV", &["Top", "News", "Sport", "Film & TV"]),
        ] {
            assert_eq!(lines(page), wanted, "{page}");
        }
    }

    #[test]
    fn what_is_one_text_stays() {
        for page in [
            "The U.S.Army said so.",
            "Alamosa (APCS.O and PCS.N) rose.",
            "On 3.Mai it rained.",
            "See example.com and index.html.",
            "McNeil met DeLuca on YouTube, TikTok and LinkedIn.",
            "HarbourCo ".repeat(NAME).trim_end(),
            "今天下雨。明天下雪。",
            "Wait... what?!",
            "MARBURY, 3 mar (EFE).— El consejo se reunió.",
        ] {
            assert_eq!(lines(page), [page]);
        }
    }

    #[test]
    fn where_prefixes_stand_before_names_capitals_are_no_seams() {
        let page = "U-Ana Ruiz uthe imvula inamandla kwaMarbury, kanti uRuiz noHale basebenza eMarbury.\n\
            Abantu baseMarbury bathi iHarbour kanye neMarbury zivaliwe, uHale waya eSelby noVale.";
        assert_eq!(lines(page), page.lines().collect::<Vec<_>>());
        assert_eq!(lines(&format!("IindabaEzoyolo\n{page}"))[..2], ["Iindaba", "Ezoyolo"], "those of a menu are");
    }

    #[test]
    fn a_page_is_set_together_or_it_is_not() {
        assert_eq!(plain("It rained.Then it snowed. It rained.Then it snowed."), None, "two may be slips");
        let slips = format!("{GLUED} {}", "It rained for a day.\n".repeat(20));
        assert_eq!(plain(&slips), None, "three among so many lines may be");
        assert_eq!(plain(&"FerryFares riseAgain. ".repeat(5)), None, "capitals alone are those of code");
    }

    proptest! {
        #[test]
        fn nothing_is_added_but_line_breaks(page in "([a-cA-C.\"” 0\n]|Здесь|是){0,80}") {
            let page = format!("{page}{GLUED}");
            let plain = plain(&page).unwrap_or_default();
            prop_assert_eq!(plain.replace('\n', ""), page.replace('\n', ""));
        }
    }
}
