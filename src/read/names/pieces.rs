//! A byline to the pieces that may be names.

use crate::letters;

use super::words::{self, Concept};

/// Characters of a byline that are looked at; what is longer is a biography.
const LONGEST_BYLINE: usize = 400;

/// Characters within which "by" in any of its forms and a word behind it have room.
const LONGEST_INTRODUCTION: usize = 60;

/// Most words of a role: "senior health and science correspondent".
const LONGEST_ROLE: usize = 6;

/// A word of the byline.
struct Word<'a> {
    /// As printed, without the marks behind it.
    text: &'a str,
    /// In lower case, without a colon or comma.
    lower: String,
    /// Whether a separator stands before it.
    fresh: bool,
    /// Whether it is a line break and nothing else.
    line: bool,
    /// Whether it is a dash.
    dashed: bool,
}

/// What may be a name.
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether it begins a line, and nothing joins it to the one before.
    pub(super) line: bool,
    /// Whether a dash parts it from the one before.
    pub(super) dashed: bool,
}

/// The byline without what introduces, ends or parts the names.
pub(super) fn cut(byline: &str) -> Vec<Piece> {
    let end = byline.char_indices().nth(LONGEST_BYLINE).map_or(byline.len(), |(at, _)| at);
    let words = split(&byline[..end]);
    let lowers: Vec<&str> = words.iter().map(|word| &*word.lower).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = begin(&words, &lowers);
    let is_introduced = introduces(&words, &lowers, at).is_some();
    let (mut open, mut joined) = (false, false);
    while at < words.len() {
        let word = &words[at];
        let ended = |concept| words::leading(concept, &lowers[at..]).is_some();
        let over = ends_here(&words, &lowers, at) || is_date(&words, &lowers, at);
        if let Some(next) = behind_place(&words, &lowers, at).filter(|_| over && open) {
            (at, open, joined) = (next, false, true);
            continue;
        }
        let named = open && pieces.last().is_some_and(|piece| piece.text.contains(' '));
        let employed = is_introduced && named && ended(Concept::For);
        if ended(Concept::Others) || (over && !pieces.is_empty()) || employed {
            break;
        }
        if let Some(count) = introduces(&words, &lowers, at)
            .filter(|_| word.fresh || pieces.is_empty() || is_plain_by(word) || is_wide_label(&words, at))
        {
            (at, open, joined) = (at + count, false, true);
            continue;
        }
        let parts = word.lower == "&" || (words::is(Concept::And, &word.lower) && at > 0 && parts_names(&words, at));
        if parts || is_noise(word.text) {
            (at, open, joined) = (at + 1, false, joined || parts);
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if open && !word.fresh && !(named && is_agency(&words, &lowers, at)) => {
                piece.text.push(' ');
                piece.text.push_str(word.text);
            }
            _ => {
                let (line, dashed) = (word.line && !joined, word.dashed && !joined);
                pieces.push(Piece { text: word.text.to_owned(), line, dashed });
            }
        }
        (at, open, joined) = (at + 1, true, false);
    }
    pieces.iter_mut().for_each(|piece| piece.text = trim(&piece.text));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Behind "in London and", if another name and place follow: "Jane Doe in London and John Roe in Paris".
fn behind_place(words: &[Word], lowers: &[&str], at: usize) -> Option<usize> {
    /// Words before the place.
    const IN: [&str; 4] = ["in", "à", "en", "em"];
    /// Most words of a place, and words of a name.
    const LONGEST_PLACE: usize = 3;
    const NAME: std::ops::RangeInclusive<usize> = 2..=4;
    let capital = |at: usize| words.get(at).is_some_and(|word| word.text.starts_with(letters::is_uppercase));
    let placed = |at: usize| lowers.get(at).is_some_and(|word| IN.contains(word)) && capital(at + 1);
    let small = |from: usize, most: usize| (from..=from + most).find(|at| !capital(*at));
    let and = small(at + 1, LONGEST_PLACE).filter(|_| placed(at))?;
    let end = small(and + 1, *NAME.end())?;
    let joined = words.get(and).is_some_and(|word| words::is(Concept::And, &word.lower));
    (joined && NAME.contains(&(end - and - 1)) && placed(end)).then_some(and + 1)
}

/// Whether an agency of several words is all that follows, with no mark before it: "Jane Doe The Associated Press".
fn is_agency(words: &[Word], lowers: &[&str], at: usize) -> bool {
    let count = words::leading(Concept::Agency, &lowers[at..]).filter(|count| *count > 1);
    count.is_some_and(|count| words.get(at + count).is_none_or(|next| next.fresh))
}

/// Whether a text has nothing but marks, words that part or introduce names, and roles, newsrooms and agencies.
pub(super) fn is_between(text: &str) -> bool {
    if text.len() > LONGEST_BYLINE {
        return false;
    }
    let words = split(text);
    let parts = |word: &Word| words::is(Concept::And, &word.lower) || words::is(Concept::By, &word.lower);
    let roles = [Concept::Role, Concept::Newsroom, Concept::Agency];
    let does = |word: &Word| roles.iter().any(|concept| words::is(*concept, &word.lower));
    let says = |run: &[Word]| {
        run.iter().all(|word| parts(word) || word.lower == "&")
            || run.len() <= LONGEST_ROLE && run.iter().any(does) && !run.iter().any(|word| is_numeric(word.text))
    };
    words.chunk_by(|_, next| !next.fresh).all(says)
}

/// Whether a text says what one person does, and names nobody: "Transport correspondent", "Journaliste politique".
pub(super) fn is_role(text: &str) -> bool {
    let words = split(text);
    let does = |word: Option<&Word>| word.is_some_and(|word| words::is(Concept::Role, &word.lower));
    let plain = words.iter().skip(1).all(|word| !word.fresh) && !words.iter().any(|word| is_numeric(word.text));
    (1..=LONGEST_ROLE).contains(&words.len()) && plain && (does(words.first()) || does(words.last()))
}

/// Whether a text is the time that reading an article takes: "2–3 minutes", "5 min read".
pub(super) fn is_reading_time(text: &str) -> bool {
    /// Most words of it.
    const LONGEST_TIME: usize = 5;
    if !text.starts_with(letters::is_numeric) || text.len() > LONGEST_INTRODUCTION {
        return false;
    }
    let words = split(text);
    let lowers: Vec<&str> = words.iter().map(|word| &*word.lower).collect();
    (2..=LONGEST_TIME).contains(&words.len())
        && ends_here(&words, &lowers, words.len() - 1)
        && ends_here(&words, &lowers, 1)
}

/// A text without any mark, word or date that parts or introduces names.
pub(super) fn whole(text: &str) -> Option<String> {
    let words = split(text);
    let lowers: Vec<&str> = words.iter().map(|word| &*word.lower).collect();
    let apart = |at: usize| {
        at > 0 && words[at].fresh
            || words::is(Concept::And, lowers[at]) && !joins_family_names(&words, at)
            || words::leading(Concept::Others, &lowers[at..]).is_some()
            || words[at].text.contains(['@', '&', '(', '"'])
    };
    let months = lowers.iter().any(|word| super::super::dates::is_month(word.trim_end_matches('.')));
    let dated = months && lowers.iter().any(|word| is_numeric(word));
    let marked = introduces(&words, &lowers, 0).is_some() || (0..words.len()).any(apart);
    (!words.is_empty() && !marked && !dated).then(|| trim(text))
}

/// Whether a text begins with a number and a word for what there are so many of.
pub(super) fn is_count(text: &str) -> bool {
    if !text.starts_with(letters::is_numeric) {
        return false;
    }
    let end = text.char_indices().nth(LONGEST_INTRODUCTION).map_or(text.len(), |(at, _)| at);
    let words = split(&text[..end]);
    let lowers: Vec<&str> = words.iter().map(|word| &*word.lower).collect();
    let other = |at: usize| {
        ends_here(&words, &lowers, at) || is_numeric(lowers[at]) || introduces(&words, &lowers, at).is_some()
    };
    let timed = |word: &&str| super::super::dates::is_month(word.trim_end_matches('.'));
    let near = words.len().min(words::LONGEST_ENTRY);
    near > 1 && !words[1].fresh && !(1..near).any(other) && !lowers[..near].iter().any(timed)
}

/// What follows the words that introduce an author.
pub(super) fn introduced(text: &str) -> Option<usize> {
    opens(text).then_some(())?;
    let end = text.char_indices().nth(LONGEST_INTRODUCTION).map_or(text.len(), |(at, _)| at);
    let words: Vec<Word> = split(&text[..end]);
    let lowers: Vec<&str> = words.iter().take(words::LONGEST_ENTRY).map(|word| &*word.lower).collect();
    introduces(&words, &lowers, 0).filter(|count| *count < words.len())
}

/// Whether the first word can introduce an author.
fn opens(text: &str) -> bool {
    let text = text.trim_start();
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    // Most words have nothing but letters of ASCII, and a space behind them.
    if text.as_bytes().get(plain) == Some(&b' ') && !text.starts_with(['b', 'B']) {
        return plain <= LONGEST_INTRODUCTION && words::opens(&text[..plain]);
    }
    let ends = |c: char| !c.is_ascii_alphanumeric() && (c.is_whitespace() || SEPARATORS.contains(&c));
    let end = text.find(ends).unwrap_or(text.len());
    let first = unglued(&text[..end]).next().unwrap_or_default();
    end <= LONGEST_INTRODUCTION && words::opens(first)
}

/// Whether a text is only words that introduce an author, and not those that are names or articles as well.
pub(super) fn is_label(text: &str) -> bool {
    if text.len() > 2 * LONGEST_INTRODUCTION || !opens(text) {
        return false;
    }
    let words = split(text);
    let lowers: Vec<&str> = words.iter().map(|word| &*word.lower).collect();
    (1..=words::LONGEST_ENTRY).contains(&lowers.len())
        && words::leading(Concept::By, &lowers) == Some(lowers.len())
        && !words::is(Concept::Particle, lowers[0])
}

/// Where the names begin: behind a date or "3 hours ago" at the front.
fn begin(words: &[Word], lowers: &[&str]) -> usize {
    let ends = |at: usize| ends_here(words, lowers, at) || is_noise(words[at].text);
    let mut at = 0;
    while at < words.len() && (ends(at) || is_date(words, lowers, at)) {
        at = if words::is(Concept::Source, lowers[at]) { behind_source(words, lowers, at) } else { at + 1 };
    }
    at
}

/// Behind a word for the source that a text was taken from, and the name of that: "来源：新华社 作者：张小明".
fn behind_source(words: &[Word], lowers: &[&str], at: usize) -> usize {
    let parted = |at: &usize| words[*at].fresh || introduces(words, lowers, *at).is_some();
    (at + 2..words.len()).find(parted).unwrap_or(words.len())
}

/// Whether the byline is over: at a word that is also a part of names ("el", "le") only if a number follows.
fn ends_here(words: &[Word], lowers: &[&str], at: usize) -> bool {
    let count = words::leading(Concept::End, &lowers[at..]);
    // "le 6 février", "le mardi 6 février"
    let small = || words.get(at + 1).is_some_and(|next| !next.fresh && next.text.starts_with(letters::is_lowercase));
    let number = || {
        let numeric = |at: usize| lowers.get(at).is_some_and(|next| is_numeric(next));
        numeric(at + 1) || small() && numeric(at + 2)
    };
    count.is_some_and(|_| !words::is(Concept::Particle, lowers[at]) || number())
}

/// Whether a number begins here, or a month with a number beside it.
fn is_date(words: &[Word], lowers: &[&str], at: usize) -> bool {
    let month = || {
        super::super::dates::is_month(lowers[at].trim_end_matches('.'))
            && words.get(at + 1).is_some_and(|next| is_numeric(next.text))
    };
    is_numeric(words[at].text) || month()
}

fn is_numeric(text: &str) -> bool {
    text.starts_with(|c: char| letters::is_numeric(c))
}

/// Words from here that introduce an author; `None` if "von" or "de" could be part of a name in progress.
fn introduces(words: &[Word], lowers: &[&str], at: usize) -> Option<usize> {
    words::leading(Concept::By, lowers.get(at..)?).filter(|count| at + count <= words.len())
}

/// "By" alone ends one thing and begins another wherever it stands; "von" and "de" inside a name do not.
fn is_plain_by(word: &Word) -> bool {
    word.lower == "by"
}

/// Whether a word is a label in Chinese or Japanese, which a space is enough to part from what stands before: "作者：张小明".
fn is_wide_label(words: &[Word], at: usize) -> bool {
    words[at].text.starts_with(|c| c >= '\u{2e80}') && words.get(at + 1).is_some_and(|next| next.fresh)
}

/// Whether a word such as "y" or "e" stands between two names rather than inside one.
fn parts_names(words: &[Word], at: usize) -> bool {
    let long = words[at].lower.chars().count() > 1;
    let around =
        at >= 1 && at + 1 < words.len() && words[at + 1].text.chars().next().is_some_and(|c| !letters::is_lowercase(c));
    around && (long || at >= 2 && !joins_family_names(words, at))
}

/// Whether "y" or "e" joins the two names of one family, as in "Ana de la Cruz y Ruiz": a person's whole name stands
/// before it, and behind it one word that is no newsroom's.
fn joins_family_names(words: &[Word], at: usize) -> bool {
    let Some(behind) = words.get(at + 1).filter(|behind| !behind.fresh && !words[at].fresh) else { return false };
    let start = words[..at].iter().rposition(|word| word.fresh).unwrap_or(0);
    let lowers: Vec<&str> = words[start..at].iter().map(|word| &*word.lower).collect();
    let introduced = words::leading(Concept::By, &lowers).unwrap_or(0);
    let alone = words.get(at + 2).is_none_or(|next| next.fresh);
    let others = [Concept::Role, Concept::Newsroom, Concept::Agency];
    let family = behind.text.contains(letters::is_lowercase) && behind.text.starts_with(letters::is_uppercase);
    words[at].lower.chars().count() == 1
        && lowers.len() - introduced >= 2
        && alone
        && family
        && !others.iter().any(|concept| words::is(*concept, &behind.lower))
}

/// Words with a digit, an at-sign or an address: times, e-mail, handles beside a name.
fn is_noise(text: &str) -> bool {
    let address = text.contains('@') || text.contains("://") || text.starts_with("www.");
    address || text.chars().all(|c| !letters::is_alphanumeric(c)) || is_numeric(text)
}

/// Marks that part words of a byline; a colon too, for "Text:Jane Doe".
const SEPARATORS: [char; 18] =
    [':', ',', ';', '|', '/', '•', '·', '、', '，', '；', '：', '／', '｜', '\n', '،', '؛', '►', '→'];

/// Words with the separators between them.
fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let (mut fresh, mut line, mut dashed) = (true, false, false);
    for raw in text.split_inclusive(SEPARATORS) {
        for token in raw.split_whitespace().flat_map(unglued) {
            let text = token.trim_end_matches(SEPARATORS);
            let dash = text.chars().all(|c| matches!(c, '-' | '–' | '—' | '―'));
            if !text.is_empty() && !dash {
                let line = line && !words.is_empty();
                words.push(Word { text, lower: text.to_lowercase(), fresh, line, dashed });
                (fresh, dashed) = (false, false);
            }
            dashed |= dash && !text.is_empty();
            let marked = dash || text.len() < token.len();
            fresh |= marked;
            line &= !marked;
        }
        // Where other marks stand beside it, it is they that part the words.
        line |= raw.ends_with('\n') && !fresh;
        fresh |= line;
    }
    words
}

/// A word, or two where a renderer that drops markup set "by" and a name together: "byJane".
fn unglued(token: &str) -> impl Iterator<Item = &str> {
    let glued = token.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("by"))
        && token[2..].starts_with(letters::is_uppercase)
        && token[2..].contains(letters::is_lowercase);
    let (by, name) = token.split_at(if glued { 2 } else { 0 });
    [by, name].into_iter().filter(|part| !part.is_empty())
}

/// Without the initials or footnote that a newsroom or journal sets behind a name, or where its bearer was: `Jane Doe (jd)`,
/// `Jane Doe1`, `Jane Doe (in Marbury)`.
fn without_signature(piece: &str) -> &str {
    /// Longest of them with its brackets, in bytes.
    const LONGEST_SIGNATURE: usize = 7;
    let small = |at: usize| piece.len() - at <= LONGEST_SIGNATURE && !piece[at..].contains(letters::is_uppercase);
    let phrase = |at: usize| piece[at..].starts_with(letters::is_lowercase) && piece[at..].contains(' ');
    let aside = |at: &usize| small(*at) || phrase(at + " (".len()) && piece.ends_with(')');
    let piece = piece.rfind(" (").filter(aside).map_or(piece, |at| &piece[..at]);
    let bare = piece.trim_end_matches(|c: char| c.is_ascii_digit() || c == '*' || c == '†');
    if bare.contains(' ') && bare.ends_with(letters::is_alphabetic) { bare } else { piece }
}

/// Without brackets left open, quotes, and reporters' titles that stand behind a name in Japanese and Korean.
fn trim(piece: &str) -> String {
    let piece = piece
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '"' | '“' | '”' | '*' | '_'));
    let piece = piece.strip_suffix(" 기자").or_else(|| piece.strip_suffix("記者")).unwrap_or(piece);
    let piece = without_signature(piece);
    let open = piece.rfind('(').filter(|at| !piece[*at..].contains(')'));
    let piece = open.map_or(piece, |at| &piece[..at]);
    let piece = if piece.contains('(') { piece } else { piece.trim_end_matches(')') };
    piece.trim().to_owned()
}
