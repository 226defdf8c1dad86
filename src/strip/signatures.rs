//! What signs a story behind its last sentence: who reported and edited it, the agency, initials, where it was first printed.
//!
//! Agencies' copy ends so, and pages seldom show it: a model that learns from pages knows nothing of it.

use std::sync::LazyLock;

use crate::dateline;
use crate::document::Kind;
use crate::letters;
use crate::read::people_introduced;

use super::ends::{is_end, is_mark};
use super::labels::Lines;
use super::notices::plain;
use super::{Reason, Verdict};

/// Lines behind a text that are no signatures, among which one is looked for: a list of names may have thousands.
const OTHERS: usize = 4;
/// Words of a short biography below an article at most.
const BIOGRAPHY_WORDS: f32 = 80.0;
/// Words of a credit that names several people and what they did, at most, and of one in a script without capitals.
const CREDIT_WORDS: f32 = 50.0;
const UNCASED_WORDS: usize = 12;
/// Words of a byline at most: two names and the word before them.
const SIGNED_WORDS: f32 = 8.0;
/// Words of a remark on the text at most: some agencies' notices of rights are as long.
const REMARK_WORDS: f32 = 80.0;
/// Bytes at either end of a line that hold the longest phrase, and a word behind it.
const PHRASE: usize = 96;
/// Bytes of what stands behind the last sentence of a paragraph and signs it, at most: "(Reporting by …; Editing by …)".
const GLUED: usize = 240;
/// Letters of somebody's initials at most: "moe", "xxzz".
const LETTERS: usize = 4;
/// Initials with slashes between: of how many people.
const PEOPLE: std::ops::RangeInclusive<usize> = 2..=5;
/// Names of tags at most.
const TAGS: usize = 30;
/// What stands in feeds behind a story, before its headline and behind it. Provenance: the sentence that WordPress' feeds
/// have by default, in its translations.
const FEED: [(&str, &str); 14] = [
    ("The post ", " appeared first on "),
    ("The post ", " first appeared on "),
    ("Der Beitrag ", " erschien zuerst auf "),
    ("L’article ", " est apparu en premier sur "),
    ("L'article ", " est apparu en premier sur "),
    ("La entrada ", " se publicó primero en "),
    ("La entrada ", " aparece primero en "),
    ("L’articolo ", " proviene da "),
    ("L'articolo ", " proviene da "),
    ("O post ", " apareceu primeiro em "),
    ("Het bericht ", " verscheen eerst op "),
    ("Inlägget ", " dök först upp på "),
    ("Artykuł ", " pochodzi z serwisu "),
    ("Сообщение ", " появились сначала на "),
];

/// The lists of [`signatures.txt`](../../../../src/strip/signatures.txt), as phrases are compared.
struct Vocabulary {
    credits: Vec<String>,
    remarks: Vec<String>,
    contributed: Vec<String>,
    joints: Vec<String>,
}

static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    credits: rows("[credit]"),
    remarks: rows("[remark]"),
    contributed: rows("[contributed]"),
    joints: rows("[joint]"),
});

fn rows(heading: &str) -> Vec<String> {
    let below = include_str!("signatures.txt").lines().skip_while(|line| *line != heading).skip(1);
    let rows =
        below.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(plain).collect()
}

impl Lines<'_> {
    /// Drops what signs a story behind its last sentence, the sentence that feeds put there, and what is said of its authors.
    pub(super) fn drop_signatures(&self, verdicts: &mut [Verdict]) {
        let mut others = 0;
        for at in (self.first + 1..verdicts.len()).rev() {
            if !verdicts[at].keep || self.kind(at) != Kind::Paragraph {
                continue;
            }
            if self.is_signature(at) || self.is_biography(at) {
                verdicts[at].set(false, Reason::Byline);
                continue;
            }
            others += 1;
            if others == OTHERS || self.page.measures[at].is_sentence() {
                return;
            }
        }
    }

    fn is_signature(&self, at: usize) -> bool {
        let (text, words) = (self.text(at), self.page.measures[at].words);
        // One of several short lines is no initials: they are names in a list.
        is_mark(text)
            || is_initials(text) && (text.contains(['/', ')']) || self.page.measures[at - 1].is_sentence())
            || is_of_feed(text)
            || is_address_of_somebody(text)
            || !text.contains(letters::is_alphanumeric)
            || words <= SIGNED_WORDS && !people_introduced(text).is_empty()
            || words <= REMARK_WORDS && is_remark(text)
            || words <= CREDIT_WORDS && (is_credit(text) || is_of_agency(text) || is_bracketed_initials(text))
            || are_tags(text)
    }

    /// Whether a paragraph begins with an author's whole name: "Jane Doe is a reporter who writes about harbours."
    fn is_biography(&self, at: usize) -> bool {
        let text = self.text(at);
        let begins = |author: &String| {
            let behind = text.strip_prefix(author.as_str()).filter(|_| author.contains(' '));
            behind.is_some_and(|behind| behind.starts_with([' ', ',']))
        };
        self.page.measures[at].words <= BIOGRAPHY_WORDS && self.document.meta.authors.iter().any(begins)
    }
}

/// The byte behind the last sentence of a text, if nothing but the agency's signature stands there, or a credit in brackets:
/// "…, he said. (ANI)", "…, dijo. EFE", "…, she said. (Reporting by Jane Doe; Editing by John Roe)".
pub(super) fn before_signature(text: &str) -> Option<usize> {
    let text = text.strip_suffix('.').filter(|text| text.ends_with(')')).unwrap_or(text);
    // Nearly all texts end otherwise.
    if text.ends_with(is_end) {
        return None;
    }
    let tail = text.len() - letters::tail(text, GLUED).len();
    let last = text[tail..].rfind(letters::is_stop).map(|at| tail + at)?;
    let behind = text[last..].trim_start_matches(is_end);
    if behind.starts_with(char::is_whitespace) && is_of_agency(behind) {
        return Some(text.len() - behind.len());
    }
    let before = before_editors(&text[tail..]).map(|at| tail + at);
    if before.is_some() {
        return before;
    }
    let open = if text.ends_with([')', ']']) { tail + text[tail..].rfind(['(', '['])? } else { return None };
    let before = text[..open].trim_end();
    (before.len() < open && before.ends_with(is_end) && is_credit(&text[open..])).then_some(before.len())
}

/// The same where an agency names its editors: "…, a spus el. AGERPRES/(AS – autor: Ion Pop, editor: Ana Pop)".
fn before_editors(text: &str) -> Option<usize> {
    let (before, editors) = text.rsplit_once("/(").filter(|_| text.ends_with(')'))?;
    let name = before.trim_end_matches(|c| !is_between(c));
    let signs = is_agency(&before[name.len()..], false) && editors.contains(':');
    let before = name.trim_end();
    (signs && before.len() < name.len() && before.ends_with(is_end)).then_some(before.len())
}

/// A line without the brackets, dashes and stars around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "()[]（）【】<>-–—/*_.|:•=©".contains(c))
}

/// Whether it names who made a text: "Reporting by Jane Doe; Editing by John Roe", "Jane Doe contributed to this report."
fn is_credit(text: &str) -> bool {
    let line = bare(text);
    let (head, tail) = (plain(letters::head(line, PHRASE)), plain(letters::tail(line, PHRASE)));
    let opens = |phrase: &String| is_followed(&head, phrase) && are_names(line, phrase.split_whitespace().count());
    // "(Jean Dupont, édité par Anne Martin)"
    let holds = |phrase: &String| head.contains(&format!(", {phrase} ")) && are_names(line, 0);
    WORDS.credits.iter().any(opens)
        || text.starts_with('(') && WORDS.credits.iter().any(holds)
        || WORDS.contributed.iter().any(|phrase| tail.ends_with(phrase.as_str()))
}

/// Whether a text begins with a phrase, and other words follow it.
fn is_followed(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|behind| {
        let apart = !phrase.ends_with(letters::is_alphanumeric) || !behind.starts_with(letters::is_alphanumeric);
        apart && behind.contains(letters::is_alphanumeric)
    })
}

/// Whether a line behind its first words is mostly names and addresses: as many words begin with a capital as without, or there
/// are few, in a script that has none.
fn are_names(line: &str, first: usize) -> bool {
    let words = || line.split_whitespace().skip(first);
    let begins = |word: &str, is: fn(char) -> bool| word.chars().find(|c| letters::is_alphabetic(*c)).is_some_and(is);
    let is_address = |word: &str| word.contains('@');
    let capitals = words().filter(|word| is_address(word) || begins(word, letters::is_uppercase)).count();
    let small = words().filter(|word| !is_address(word) && begins(word, letters::is_lowercase)).count();
    if capitals + small > 0 { capitals > 0 && capitals >= small } else { words().count() <= UNCASED_WORDS }
}

/// Whether it is a remark on the text, by its first words: "This article was first published by The Post."
fn is_remark(text: &str) -> bool {
    let head = plain(letters::head(bare(text), PHRASE));
    WORDS.remarks.iter().any(|phrase| head.starts_with(phrase.as_str()))
}

/// Whether it is the signature of agencies and nothing else, initials, numbers and joints aside: "(ANI)", "dpa jd yy xxzz mm",
/// "mit dpa", "- AFP", "AP/JD".
fn is_of_agency(text: &str) -> bool {
    /// Words of an agency's name at most: "The Canadian Press"; and names, joints and initials of a signature.
    const LONGEST_NAME: usize = 4;
    const MOST: usize = 8;
    let is_joint = |word: &str| WORDS.joints.contains(&plain(word));
    let set_apart = !text.trim_start().starts_with(letters::is_alphanumeric);
    let (mut rest, mut agency, mut all) = (bare(text), None, 0);
    let mut slashed = false;
    while let Some(start) = rest.find(letters::is_alphanumeric) {
        slashed = rest[..start].ends_with('/') || slashed && start == 0;
        rest = &rest[start..];
        let ends: Vec<usize> = ends_of_words(rest).take(LONGEST_NAME).collect();
        let name = ends.iter().rev().find(|&&end| is_agency(&rest[..end], set_apart));
        let taken = name.or(ends.first()).copied().unwrap_or(rest.len());
        let (word, behind) = rest.split_at(taken);
        // Short words of a sentence are no initials: those are joined to the agency, or as it is set.
        let joined = slashed || behind.starts_with('/');
        let signs = agency.is_some_and(|small| small || set_apart || !word.starts_with(letters::is_lowercase));
        let is_initial = || is_initial(word) && (joined || signs) || agency.is_some() && is_number(word);
        match name {
            Some(_) => agency = Some(word.starts_with(letters::is_lowercase)),
            None if is_joint(word) || is_initial() => {}
            None => return false,
        }
        (all, rest) = (all + 1, behind);
    }
    agency.is_some() && all <= MOST
}

/// "09", "1711EDT"
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Where each word of a text ends, one behind the other.
fn ends_of_words(text: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = text.match_indices(is_between).map(|(at, _)| at).filter(|&at| !text[..at].ends_with(is_between));
    ends.chain(std::iter::once(text.len()))
}

/// Whether it is an agency's name as it signs: in small letters short ones alone, as "dpa" does, but where marks set it apart.
fn is_agency(name: &str, set_apart: bool) -> bool {
    (set_apart || name.len() <= LETTERS || !name.starts_with(letters::is_lowercase)) && dateline::is_agency(name)
}

/// What parts the words of a signature.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '/' | ',' | ';' | '|' | '+' | '&' | '-' | '–' | '—' | '(' | ')' | '[' | ']' | '.')
}

/// Whether a word is somebody's initials: a few letters, all small or all capitals.
fn is_initial(word: &str) -> bool {
    let all = |is: fn(char) -> bool| word.chars().all(is);
    !letters::is_longer(word, LETTERS) && (all(letters::is_lowercase) || all(letters::is_uppercase))
}

/// "(jd)", "[jd/mm]": initials in brackets, small as desks have them. In capitals they may be an institution's.
fn is_bracketed_initials(text: &str) -> bool {
    let line = text.trim();
    let inner = [("(", ")"), ("[", "]")].iter().find_map(|(open, close)| line.strip_prefix(open)?.strip_suffix(close));
    let initials = |part: &str| is_initial(part) && part.starts_with(letters::is_lowercase);
    inner.is_some_and(|inner| inner.split(is_between).all(initials))
}

/// "홍길동 기자 hong@post.example", "[email protected]": an address, or what stands in its place, with a name at most.
fn is_address_of_somebody(text: &str) -> bool {
    /// Words: two or three of the name, what they do, the address.
    const WORDS: usize = 5;
    const HIDDEN: &str = "[email protected]";
    let shown = text.replace(HIDDEN, "@");
    shown.contains('@')
        && !shown.contains([':', '?'])
        && shown.split_whitespace().count() <= WORDS
        && are_names(&shown, 0)
}

/// "#rates #telm": names of tags and nothing else.
fn are_tags(text: &str) -> bool {
    let is_tag = |word: &str| word.strip_prefix('#').is_some_and(|tag| tag.starts_with(letters::is_alphabetic));
    let mut words = text.split_whitespace();
    text.starts_with('#') && words.clone().count() <= TAGS && words.all(is_tag)
}

/// "cha/mb/or", "JD/PR // MP", "ph dr", "ح ز/ب ق": nothing but initials, all in small letters or all in capitals; behind an end
/// mark too, "(Schluss) moe/spu".
fn is_initials(text: &str) -> bool {
    let marked = text.find(')').map(|at| text.split_at(at + 1)).filter(|(mark, _)| is_mark(mark));
    let text = marked.map_or(text, |(_, behind)| behind.trim());
    let slashed = text.contains('/');
    let parts = || text.split(if slashed { '/' } else { ' ' }).map(str::trim).filter(|part| !part.is_empty());
    let letters = || text.split(['/', ' ']).filter(|part| !part.is_empty());
    let short = |part: &str| is_initial(part) && part.is_ascii();
    let is_letter =
        |part: &str| !part.is_ascii() && !letters::is_longer(part, 1) && part.chars().all(letters::is_alphabetic);
    // Without a slash between, words as short are told by what no word is without.
    let is_word = |part: &str| part.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let small = || parts().all(|part| part.starts_with(letters::is_lowercase)) && !parts().all(is_word);
    let cased = || !text.contains(letters::is_uppercase) || !text.contains(letters::is_lowercase);
    let signs = if slashed { PEOPLE.contains(&parts().count()) && cased() } else { small() };
    signs && parts().count() <= *PEOPLE.end() && parts().all(short)
        || letters().count() > 1 && letters().count() <= *PEOPLE.end() && letters().all(is_letter)
}

/// "The post Storm closes harbour appeared first on The Post."
fn is_of_feed(text: &str) -> bool {
    FEED.iter().any(|(before, behind)| text.starts_with(before) && text.contains(behind))
}

#[cfg(test)]
mod tests {
    use super::super::labels::tests::{PROSE, kept, kept_of};
    use super::*;
    use crate::document::Document;

    #[test]
    fn what_newsrooms_and_agencies_set_behind_a_text_is_no_text_of_it() {
        for (text, expected) in [
            ("(Reporting by Jane Doe; Editing by Mary Roe and Tom Minor)", false),
            ("Reporting by Jane Doe and John Roe; Additional reporting by Ann Other in Telm", false),
            ("Reporting by the commission and the courts of the town found no fault.", true),
            ("With files from The Canadian Press", false),
            ("With files from the archive they went to court again.", true),
            ("Con información de EFE", false),
            ("(Jean Dupont, édité par Anne Martin)", false),
            ("Associated Press writer Jane Doe in Telm contributed to this report.", false),
            ("Zu diesem Bericht hat Max Muster beigetragen.", false),
            ("Everybody contributed to this success.", true),
            ("This story was originally published by The Marbury Post.", false),
            ("This story was true, she said.", true),
            ("(PTI)", false),
            ("(AP) JD MM", false),
            ("(dpa/jd/mm)", false),
            ("dpa jd yy xxzz mm", false),
            ("jd/dpa", false),
            ("(mit dpa)", false),
            ("- AFP", false),
            ("EFE", false),
            ("And, uh, how can we be sure it is so?", true),
            ("The AP man left", true),
            ("(jd)", false),
            ("(JD)", true),
            ("jd", false),
            ("ph dr", false),
            ("so be it", true),
            ("ح ز/ب ق", false),
            ("(Schluss) moe/spu", false),
            ("(Hina) xmd ymc", false),
            ("/ritzau/", false),
            ("AP-NY-09-18-25 1711EDT", false),
            ("==Kyodo", false),
            ("((jane.doe@post.example; +1 555 2134;))", false),
            ("Von Karl Muster", false),
            ("From Monday to Friday", true),
            ("Von Haus zu Haus", true),
            ("#harbour #storm", false),
            ("#1 is the old lamp", true),
            ("[email protected]", false),
            ("홍길동 기자 hong@post.example", false),
            ("Tickets: box@hall.example", true),
            ("来源：新华社", false),
            ("انتهای پیام/", false),
            ("NNNN", false),
        ] {
            assert_eq!(kept(&[PROSE, (Kind::Paragraph, text)]), [true, expected], "{text}");
        }
        let signed = [PROSE, (Kind::Paragraph, "(Reporting by Jane Doe)"), PROSE];
        assert_eq!(kept(&signed), [true; 3], "between sentences it is what the article says");
    }

    #[test]
    fn signatures_behind_the_last_sentence() {
        let text = "They waited, he said.";
        for signature in [
            " (ANI)",
            " EFE",
            " PTI SKL SKL",
            " -AFP",
            " — PTI",
            " (dpa/jd)",
            " (Reporting by Jane Doe; Editing by J. Roe)",
            "\n(With inputs from PTI)",
            " AGERPRES/(AS - autor: Ion Pop, editor: Ana Pop)",
        ] {
            assert_eq!(before_signature(&format!("{text}{signature}")), Some(text.len()), "{signature}");
        }
        assert_eq!(before_signature("Czekali. (PAP)."), Some("Czekali.".len()));
        assert_eq!(before_signature("“They waited.” (AP)"), Some("“They waited.”".len()));
        for other in [
            "",
            " (kas)",
            " (see below)",
            " (Reporting by the board took a year)",
            " Reuters said so",
            "AP",
            " THE END",
        ] {
            assert_eq!(before_signature(&format!("{text}{other}")), None, "{other}");
        }
    }

    #[test]
    fn every_row_is_as_it_is_compared_and_in_its_place() {
        let mut language: Vec<&str> = Vec::new();
        for row in include_str!("signatures.txt").lines() {
            if row.is_empty() || row.starts_with(['#', '[']) {
                language.clear();
                continue;
            }
            assert_eq!(row.trim().to_lowercase(), row);
            assert!(language.last().is_none_or(|before| *before < row), "{row} is in its place");
            language.push(row);
        }
        let lists = [&WORDS.credits, &WORDS.remarks, &WORDS.contributed];
        assert!(lists.iter().copied().flatten().all(|phrase| phrase.len() < PHRASE / 4 * 3));
        assert!([&WORDS.credits, &WORDS.remarks, &WORDS.contributed, &WORDS.joints].iter().all(|list| list.len() > 10));
    }

    #[test]
    fn what_signs_a_story_is_no_text_of_it() {
        for (text, expected) in [
            ("cha/mb/or", false),
            ("JD/PR", false),
            ("JD/PR // MP", false),
            ("Enditem", false),
            ("-ENDS-", false),
            ("(END)", false),
            ("- 30 -", false),
            ("-30-", false),
            ("(끝)", false),
            ("（完）", false),
            ("The post Storm closes harbour appeared first on The Post.", false),
            ("Der Beitrag Sturm sperrt Hafen erschien zuerst auf Der Bote.", false),
            ("--", false),
            ("and/or a lamp", true),
            ("30 lamps", true),
            ("The post in the harbour fell, and a lamp went out.", true),
        ] {
            assert_eq!(kept(&[PROSE, (Kind::Paragraph, text)]), [true, expected], "{text}");
        }
        let mut document =
            Document::literal(&[PROSE, (Kind::Paragraph, "Jane Doe is a reporter who writes about lamps.")]);
        document.meta.authors = vec!["Jane Doe".into()];
        assert_eq!(kept_of(&document), [true, false]);
        document.meta.authors = vec!["Jane Do".into(), "Jane".into()];
        assert_eq!(kept_of(&document), [true, true]);
        // Above a sentence it is what the article says.
        assert_eq!(kept(&[PROSE, (Kind::Paragraph, "and/or"), PROSE]), [true; 3]);
    }
}
