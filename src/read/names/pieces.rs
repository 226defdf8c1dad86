//! A byline to the pieces that may be names.

use crate::dateline;
use crate::letters;

use super::super::dates;
use super::tokens::{Word, separates, split, unglued};
use super::words::{self, Concept};

/// Characters of a byline that are looked at; what is longer is a biography.
const LONGEST_BYLINE: usize = 400;

/// Characters within which "by" in any of its forms and a word behind it have room.
const LONGEST_INTRODUCTION: usize = 60;

/// Most words of a role: "senior health and science correspondent".
const LONGEST_ROLE: usize = 6;

/// What may be a name.
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether it begins a line, and nothing joins it to the one before.
    pub(super) line: bool,
    /// Whether a dash parts it from the one before.
    pub(super) dashed: bool,
    /// Whether a bar or its like does.
    pub(super) barred: bool,
}

/// The byline without what introduces, ends or parts the names.
pub(super) fn cut(byline: &str) -> Vec<Piece> {
    let end = byline.char_indices().nth(LONGEST_BYLINE).map_or(byline.len(), |(at, _)| at);
    let mut cutter = Cutter::new(split(&byline[..end]));
    while cutter.at < cutter.words.len() {
        match cutter.next() {
            Step::Between { words, joins } => cutter.pass(words, joins),
            Step::Name { begins } => cutter.take(begins),
            Step::End => {
                cutter.end_sentence();
                break;
            }
        }
    }
    let mut pieces = cutter.pieces;
    pieces.iter_mut().for_each(|piece| piece.text = trim(&piece.text));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// What the next words of a byline are.
enum Step {
    /// So many that introduce names, part them or say where their bearers are; whether they join what stands beside them.
    Between { words: usize, joins: bool },
    /// One of a name, its first or another.
    Name { begins: bool },
    /// The first behind all names.
    End,
}

/// A byline that is read from word to word.
struct Cutter<'a> {
    words: Vec<Word<'a>>,
    at: usize,
    /// Whether the last piece may go on.
    open: bool,
    /// Whether what stands before joins the next piece to the last one.
    joined: bool,
    /// Whether the byline begins with words that introduce an author.
    introduced: bool,
    pieces: Vec<Piece>,
}

impl<'a> Cutter<'a> {
    fn new(words: Vec<Word<'a>>) -> Self {
        let at = begin(&words);
        let introduced = introduces(&words, at).is_some();
        Cutter { words, at, open: false, joined: false, introduced, pieces: Vec::new() }
    }

    fn next(&self) -> Step {
        let Cutter { words, at, open, .. } = self;
        let (at, word) = (*at, &words[*at]);
        let starts = |concept| words::leading(concept, &words[at..]).is_some();
        let over = ends_here(words, at) || is_date(words, at);
        if let Some(next) = behind_place(words, at).filter(|_| over && *open) {
            return Step::Between { words: next - at, joins: true };
        }
        let named = *open && self.pieces.last().is_some_and(|piece| piece.text.contains(' '));
        let employed = self.introduced && named && starts(Concept::For);
        if starts(Concept::Others) || over && !self.pieces.is_empty() || employed {
            return Step::End;
        }
        let may_introduce = || word.fresh || self.pieces.is_empty() || is_plain_by(word) || is_wide_label(words, at);
        if let Some(count) = introduces(words, at).filter(|_| may_introduce()) {
            return Step::Between { words: count, joins: true };
        }
        let parts = word.lower == "&" || (words::is(Concept::And, &word.lower) && at > 0 && parts_names(words, at));
        if parts || is_noise(word.text) {
            return Step::Between { words: 1, joins: self.joined || parts };
        }
        Step::Name { begins: !open || word.fresh || named && is_agency(words, at) }
    }

    /// Takes the full stop of a sentence from the last piece: "Text: Jane Doe. Photos: John Roe".
    fn end_sentence(&mut self) {
        /// Letters of the longest word that is shortened: "Jr.".
        const SHORTENED: usize = 2;
        if let Some(piece) = self.pieces.last_mut()
            && let Some(bare) = piece.text.strip_suffix('.')
            && bare.rsplit(' ').next().is_some_and(|word| letters::is_longer(word, SHORTENED))
        {
            piece.text.truncate(bare.len());
        }
    }

    fn pass(&mut self, words: usize, joins: bool) {
        (self.at, self.open, self.joined) = (self.at + words, false, joins);
    }

    fn take(&mut self, begins: bool) {
        let word = &self.words[self.at];
        match self.pieces.last_mut() {
            Some(piece) if !begins => {
                piece.text.push(' ');
                piece.text.push_str(word.text);
            }
            _ => {
                let (line, dashed) = (word.line && !self.joined, word.dashed && !self.joined);
                self.pieces.push(Piece { text: word.text.to_owned(), line, dashed, barred: word.barred });
            }
        }
        (self.at, self.open, self.joined) = (self.at + 1, true, false);
    }
}

/// Behind "in London and", if another name and place follow: "Jane Doe in London and John Roe in Paris".
fn behind_place(words: &[Word], at: usize) -> Option<usize> {
    /// Words before the place.
    const IN: [&str; 4] = ["in", "à", "en", "em"];
    /// Most words of a place, and words of a name.
    const LONGEST_PLACE: usize = 3;
    const NAME: std::ops::RangeInclusive<usize> = 2..=4;
    let capital = |at: usize| words.get(at).is_some_and(|word| word.text.starts_with(letters::is_uppercase));
    let placed = |at: usize| words.get(at).is_some_and(|word| IN.contains(&&*word.lower)) && capital(at + 1);
    let small = |from: usize, most: usize| (from..=from + most).find(|at| !capital(*at));
    let and = small(at + 1, LONGEST_PLACE).filter(|_| placed(at))?;
    let end = small(and + 1, *NAME.end())?;
    let joined = words.get(and).is_some_and(|word| words::is(Concept::And, &word.lower));
    (joined && NAME.contains(&(end - and - 1)) && placed(end)).then_some(and + 1)
}

/// Whether an agency of several words is all that follows, with no mark before it: "Jane Doe The Associated Press".
fn is_agency(words: &[Word], at: usize) -> bool {
    let count = words::leading(Concept::Agency, &words[at..]).filter(|count| *count > 1);
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
    (2..=LONGEST_TIME).contains(&words.len()) && ends_here(&words, words.len() - 1) && ends_here(&words, 1)
}

/// A text without any mark, word or date that parts or introduces names.
pub(super) fn whole(text: &str) -> Option<String> {
    let words = split(text);
    let apart = |at: usize| {
        at > 0 && words[at].fresh
            || words::is(Concept::And, &words[at].lower) && !joins_family_names(&words, at)
            || words::leading(Concept::Others, &words[at..]).is_some()
            || words[at].text.contains(['@', '&', '(', '"'])
    };
    let dated = words.iter().any(is_month) && words.iter().any(|word| is_numeric(word.text));
    let introduced = introduces(&words, 0).is_some() && !is_first_of_two(&words, 0);
    let marked = introduced || (0..words.len()).any(apart);
    (!words.is_empty() && !marked && !dated).then(|| trim(text))
}

/// Whether a text begins with a number and a word for what there are so many of.
pub(super) fn is_count(text: &str) -> bool {
    if !text.starts_with(letters::is_numeric) {
        return false;
    }
    let words = split(letters::first(text, LONGEST_INTRODUCTION));
    let other = |at: usize| ends_here(&words, at) || is_numeric(words[at].text) || introduces(&words, at).is_some();
    let near = words.len().min(words::LONGEST_ENTRY);
    near > 1 && !words[1].fresh && !(1..near).any(other) && !words[..near].iter().any(is_month)
}

/// What follows the words that introduce an author.
pub(super) fn introduced(text: &str) -> Option<usize> {
    opens(text).then_some(())?;
    let words = split(letters::first(text, LONGEST_INTRODUCTION));
    introduces(&words, 0).filter(|count| *count < words.len())
}

/// Whether the first word can introduce an author.
fn opens(text: &str) -> bool {
    let text = text.trim_start();
    if !words::may_open(text) {
        return false;
    }
    let ends = |c: char| !c.is_ascii_alphanumeric() && (c.is_whitespace() || separates(c));
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
    (1..=words::LONGEST_ENTRY).contains(&words.len())
        && words::leading(Concept::By, &words) == Some(words.len())
        && !words::is(Concept::Particle, &words[0].lower)
}

/// Where the names begin: behind a date or "3 hours ago" at the front.
fn begin(words: &[Word]) -> usize {
    let ends = |at: usize| ends_here(words, at) || is_noise(words[at].text);
    let mut at = 0;
    while at < words.len() && (ends(at) || is_date(words, at)) {
        at = if words::is(Concept::Source, &words[at].lower) { behind_source(words, at) } else { at + 1 };
    }
    at
}

/// Behind a word for the source that a text was taken from, and the name of that: "来源：新华社 作者：张小明".
fn behind_source(words: &[Word], at: usize) -> usize {
    let parted = |at: &usize| words[*at].fresh || introduces(words, *at).is_some();
    (at + 2..words.len()).find(parted).unwrap_or(words.len())
}

/// Whether the byline is over: at a word that is also a part of names ("el", "le") only if a number follows.
fn ends_here(words: &[Word], at: usize) -> bool {
    let count = words::leading(Concept::End, &words[at..]);
    // "le 6 février", "le mardi 6 février"
    let small = || words.get(at + 1).is_some_and(|next| !next.fresh && next.text.starts_with(letters::is_lowercase));
    let number = || {
        let numeric = |at: usize| words.get(at).is_some_and(|next| is_numeric(next.text));
        numeric(at + 1) || small() && numeric(at + 2)
    };
    count.is_some_and(|_| !words::is(Concept::Particle, &words[at].lower) || number())
}

/// Whether a number begins here, or a month with a number beside it.
fn is_date(words: &[Word], at: usize) -> bool {
    let before_number = || words.get(at + 1).is_some_and(|next| is_numeric(next.text));
    is_numeric(words[at].text) || is_month(&words[at]) && before_number()
}

fn is_month(word: &Word) -> bool {
    dates::is_month(word.lower.trim_end_matches('.'))
}

fn is_numeric(text: &str) -> bool {
    text.starts_with(|c: char| letters::is_numeric(c))
}

/// Words from here that introduce an author; `None` if "von" or "de" could be part of a name in progress.
fn introduces(words: &[Word], at: usize) -> Option<usize> {
    let count = words::leading(Concept::By, words.get(at..)?)?;
    let is_given = count == 1 && words::is(Concept::Given, &words[at].lower) && is_first_of_two(words, at);
    (!is_given).then_some(count)
}

/// Whether a word that introduces names in some language is the first of two and begins with a capital, as a given name does:
/// "Theo Lindqvist", "Par Hansson". Behind it stands no newsroom or agency.
fn is_first_of_two(words: &[Word], at: usize) -> bool {
    let capital =
        |word: &Word| word.text.starts_with(letters::is_uppercase) && word.text.contains(letters::is_lowercase);
    let others = [Concept::Role, Concept::Newsroom, Concept::Agency];
    let family =
        |next: &Word| !next.fresh && capital(next) && !others.iter().any(|&other| words::is(other, &next.lower));
    capital(&words[at])
        && !is_plain_by(&words[at])
        && words.get(at + 1).is_some_and(family)
        && words.get(at + 2).is_none_or(|next| next.fresh)
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
    // Agencies sign in small letters too: "Jane Doe und dpa".
    let set = |word: &Word| !word.text.starts_with(letters::is_lowercase) || words::is(Concept::Agency, &word.lower);
    let around = at >= 1 && words.get(at + 1).is_some_and(set);
    around && (long || at >= 2 && !joins_family_names(words, at))
}

/// Whether "y" or "e" joins the two names of one family, as in "Ana de la Cruz y Ruiz": a person's whole name stands
/// before it, and behind it one word that is no newsroom's.
fn joins_family_names(words: &[Word], at: usize) -> bool {
    let Some(behind) = words.get(at + 1).filter(|behind| !behind.fresh && !words[at].fresh) else { return false };
    let start = words[..at].iter().rposition(|word| word.fresh).unwrap_or(0);
    let introduced = words::leading(Concept::By, &words[start..at]).unwrap_or(0);
    let alone = words.get(at + 2).is_none_or(|next| next.fresh);
    let others = [Concept::Role, Concept::Newsroom, Concept::Agency];
    let family = behind.text.contains(letters::is_lowercase) && behind.text.starts_with(letters::is_uppercase);
    words[at].lower.chars().count() == 1
        && at - start - introduced >= 2
        && alone
        && family
        && !others.iter().any(|concept| words::is(*concept, &behind.lower))
}

/// Words with a digit, an at-sign or an address: times, e-mail, handles beside a name.
fn is_noise(text: &str) -> bool {
    let address = text.contains('@') || text.contains("://") || text.starts_with("www.");
    address || text.chars().all(|c| !letters::is_alphanumeric(c)) || is_numeric(text)
}

/// Without the initials or footnote that a newsroom or journal sets behind a name, or where its bearer was: `Jane Doe (jd)`,
/// `Jane Doe1`, `Jane Doe (in Marbury)`.
fn without_signature(piece: &str) -> &str {
    /// Longest of them with its brackets, in bytes.
    const LONGEST_SIGNATURE: usize = 7;
    let small = |at: usize| piece.len() - at <= LONGEST_SIGNATURE && !piece[at..].contains(letters::is_uppercase);
    let phrase = |at: usize| piece[at..].starts_with(letters::is_lowercase) && piece[at..].contains(' ');
    let again = |at: usize| piece[at + " (".len()..].trim_end_matches(')').to_lowercase() == piece[..at].to_lowercase();
    let aside = |at: &usize| small(*at) || piece.ends_with(')') && (phrase(at + " (".len()) || again(*at));
    let piece = piece.rfind(" (").filter(aside).map_or(piece, |at| &piece[..at]);
    let bare = piece.trim_end_matches(|c: char| c.is_ascii_digit() || c == '*' || c == '†');
    if bare.contains(' ') && bare.ends_with(letters::is_alphabetic) { bare } else { piece }
}

/// Without the place that Korean papers set before a reporter's name: "대전=김하나 기자".
fn without_place(piece: &str) -> &str {
    let hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let placed = piece.split_once('=').filter(|(place, name)| place.chars().all(hangul) && name.starts_with(hangul));
    placed.map_or(piece, |(_, name)| name)
}

/// Without what stands in brackets at the end, what somebody did or with whom: "Jane Doe (Text)", "Jane Doe (EFE)".
fn without_note(piece: &str) -> &str {
    let note = piece.strip_suffix(')').and_then(|piece| piece.rsplit_once(" ("));
    let is_note = |note: &str| {
        words::is(Concept::Did, &note.to_lowercase()) || dateline::is_agency(note.rsplit(' ').next().unwrap_or(note))
    };
    note.filter(|(_, note)| is_note(note)).map_or(piece, |(name, _)| name)
}

/// Without the title that is written together with a reporter's name in Chinese and Korean, of two to four characters: "记者王小明",
/// "김하나기자".
fn without_title(piece: &str) -> &str {
    const BEFORE: [&str; 6] = ["本报记者", "本報記者", "记者", "記者", "通讯员", "通訊員"];
    const BEHIND: [&str; 3] = ["선임기자", "기자", "특파원"];
    let bare = BEFORE.iter().find_map(|title| piece.strip_prefix(title));
    let bare = bare.or_else(|| BEHIND.iter().find_map(|title| piece.strip_suffix(title))).map(str::trim);
    let is_syllable = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    let is_name = |name: &str| name.chars().all(is_syllable) && (2..=4).contains(&name.chars().count());
    bare.filter(|name| is_name(name)).unwrap_or(piece)
}

/// Without brackets that stand alone, quotes, and what stands behind a reporter's name in Chinese, Japanese and Korean: a title,
/// or that it is a report.
fn trim(piece: &str) -> String {
    let piece = piece
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '"' | '“' | '”' | '*' | '_'));
    const BEHIND: [&str; 6] = [" 기자", " 특파원", "記者", "報導", "報道", "报道"];
    let piece = BEHIND.iter().find_map(|behind| piece.strip_suffix(behind)).unwrap_or(piece).trim_end();
    let piece = without_title(without_place(without_signature(piece)));
    let piece = without_note(piece.trim_start_matches(['【', '〔']).trim_end_matches(['】', '〕']));
    let open = piece.rfind('(').filter(|at| !piece[*at..].contains(')'));
    let piece = open.map_or(piece, |at| &piece[..at]);
    let piece = if piece.contains('(') { piece } else { piece.trim_end_matches(')') };
    let piece = if piece.contains(']') { piece } else { piece.trim_start_matches('[') };
    let piece = if piece.contains('[') { piece } else { piece.trim_end_matches(']') };
    piece.trim().to_owned()
}
