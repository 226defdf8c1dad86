//! Bylines to people's names.
//!
//! `words` is the vocabulary, `pieces` cuts a byline into what may be names, here each piece is told apart: a person,
//! a newsroom that signs as one, a handle, or nobody.

mod pieces;
mod tokens;
mod words;

use crate::dateline;
use crate::letters;
use crate::read::chars;

use pieces::Piece;
use words::Concept;

/// Longest name, in characters: full Spanish and Arabic names stay below.
const LONGEST: usize = 60;

/// Most words of a name that nobody declared to be one, without particles and initials.
const MOST_WORDS: usize = 5;

/// Most words of a declared name, firms and teams included.
const MOST_DECLARED_WORDS: usize = 9;

/// Longest shortened word at the end of a name, with its point: "Jr.", "Esq.".
const LONGEST_SHORTENED: usize = 4;

/// Longest title or initial before a name, with its point: "Prof.", "J.".
const LONGEST_INITIAL: usize = 5;

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credit {
    /// The name as printed, credentials included.
    pub(crate) name: String,
    /// What it names.
    pub(crate) kind: Kind,
}

/// What a credit names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A human being, by the look of it.
    Person,
    /// A newsroom, an agency, a firm.
    Newsroom,
    /// One word, an account's name, or a role: nobody can tell.
    Handle,
}

/// The people named in a byline, in order: without "by", roles, timestamps, newsrooms and addresses.
pub(crate) fn people(byline: &str) -> Vec<String> {
    let people = credits(byline).into_iter().filter(|credit| credit.kind == Kind::Person && is_strict(&credit.name));
    people.map(|credit| credit.name).collect()
}

/// Everybody credited in a text that the page declares to name its author.
pub(crate) fn credits(byline: &str) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    let is_list = is_list(byline);
    for Piece { text, line, dashed, barred } in pieces::cut(byline) {
        // A line below a name says what they do, or where: co-authors are joined to it by a mark or word, or have names as
        // common as that of a list's next entry.
        if line && !is_list && credits.iter().any(|credit| credit.kind != Kind::Newsroom) && !is_commonly_given(&text) {
            break;
        }
        // "Jane Doe, the Post — New York": behind a dash stands where they wrote.
        if dashed && credits.iter().any(|credit| credit.kind == Kind::Person) {
            continue;
        }
        let last = credits.last_mut().filter(|last| last.kind != Kind::Newsroom);
        if let Some(last) = last.filter(|last| is_credential(&text, barred, &last.name)) {
            last.name = format!("{}, {text}", last.name);
        } else if let Some(credit) = tell(text, credits.is_empty())
            && !credits.iter().any(|known| known.name.eq_ignore_ascii_case(&credit.name))
        {
            credits.push(credit);
        }
    }
    if is_ambiguous(byline, &credits) { Vec::new() } else { credits }
}

/// Whether a text is a list of names, each on a line: of a name, a role and a place not all look like one.
fn is_list(text: &str) -> bool {
    /// Names of a list at least.
    const LEAST: usize = 3;
    text.lines().nth(LEAST - 1).is_some() && text.lines().all(is_name)
}

/// Whether a text is a person's name by a common given one.
fn is_commonly_given(text: &str) -> bool {
    text.split(' ').next().is_some_and(dateline::is_given) && is_name(text)
}

/// Whether two single words are two accounts or one name with the family's first, which nobody can tell: "Doe, Jane".
fn is_ambiguous(byline: &str, credits: &[Credit]) -> bool {
    let [first, second] = credits else { return false };
    let handles = first.kind == Kind::Handle && second.kind == Kind::Handle;
    handles && turned(byline).is_some_and(|name| name == format!("{} {}", second.name, first.name))
}

/// The name that a text is if it has the family's first, as in lists: "Doe, Jane". Two names look the same: the page
/// has to tell.
pub(crate) fn turned(text: &str) -> Option<String> {
    /// Most words of a family's name and of the names before it.
    const MOST_TURNED: usize = 3;
    let (family, given) = text.split_once(',').map(|(family, given)| (family.trim(), given.trim()))?;
    let proper = |part: &str| {
        let words = part.split(' ').count();
        words <= MOST_TURNED
            && part.chars().all(|c| letters::is_alphabetic(c) || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
    };
    let capital = |part: &str| part.contains(letters::is_uppercase);
    let fits = proper(family) && proper(given) && capital(family) && given.starts_with(letters::is_uppercase);
    fits.then(|| format!("{given} {family}"))
}

/// The people whom a catalogue names by their families first: "Doe, Jane; Roe, Ann". A family's name is one word or begins
/// with a small one, as "de la Cruz" does; several others may as well be a whole name with its role behind. Capitals behind
/// a name that has small letters are a degree.
pub(crate) fn turned_all(text: &str) -> Option<String> {
    let is_of_catalogue = |part: &str| {
        let small = |text: &str| text.contains(letters::is_lowercase);
        part.trim().split_once(',').is_some_and(|(family, given)| {
            (!family.contains(' ') || family.starts_with(letters::is_lowercase)) && (small(given) || !small(family))
        })
    };
    let people = text.split(';').map(|part| turned(part).filter(|_| is_of_catalogue(part)));
    people.collect::<Option<Vec<String>>>().map(|people| people.join("; "))
}

/// The person that a text names, if it says nothing else but what they do, and that apart from the name.
pub(crate) fn sole(text: &str) -> Option<String> {
    let told = pieces::cut(text).into_iter().filter_map(|piece| tell(piece.text, false));
    let mut named = told.filter(|credit| credit.kind != Kind::Newsroom);
    let only = named.next().filter(is_human)?;
    named.next().is_none().then_some(only.name)
}

/// The people named in a line that introduces its authors and says nothing else: "By Jane Doe and John Roe". They are told by
/// common given names: "Von Haus zu Haus" looks the same.
pub(crate) fn people_introduced(line: &str) -> Vec<String> {
    let people = if is_introduced(line) { people(line) } else { Vec::new() };
    if people.iter().all(|name| is_commonly_given(name)) { people } else { Vec::new() }
}

/// Whether a line is a byline of newsrooms, agencies or firms and of nobody else: "By The Associated Press".
pub(crate) fn is_newsrooms(line: &str) -> bool {
    let credits = if is_introduced(line) { credits(line) } else { Vec::new() };
    !credits.is_empty() && credits.iter().all(|credit| credit.kind == Kind::Newsroom)
}

/// Whether a text may stand between two names of one byline: marks, "and", what somebody does or whom they work for.
pub(crate) fn is_between(text: &str) -> bool {
    pieces::is_between(text)
}

/// Everybody credited in a text that is declared to be a name: it is one, whatever its words mean elsewhere
/// ("Luxury Travel Expert"), unless it has the marks of a byline.
pub(crate) fn named(name: &str) -> Vec<Credit> {
    let whole = pieces::whole(name).filter(|piece| !piece.chars().all(|c| c.is_ascii_digit()));
    whole.and_then(|piece| tell_named(&piece)).map_or_else(|| credits(name), |credit| vec![credit])
}

/// Whether a line is a person's name and nothing else, by its shape and words.
pub(crate) fn is_name(line: &str) -> bool {
    let words = 2..=3;
    let letters = line.chars().all(|c| letters::is_alphabetic(c) || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    // "McDoe" is a word; "FerriesHarboursStorms" are labels that a renderer set together.
    let capitals = |word: &str| word.chars().filter(|c| letters::is_uppercase(*c)).count();
    let words_apart = line.split([' ', '-']).all(|word| capitals(word) <= 2);
    let fits =
        letters && words_apart && words.contains(&line.split(' ').count()) && line.chars().any(letters::is_lowercase);
    fits && matches!(credits(line).as_slice(), [only] if only.name == line && is_human(only))
}

/// Whether a line is two or three words in a script that has no capitals and parts its words: where a name is looked for,
/// it may be one.
pub(crate) fn is_uncased_name(line: &str) -> bool {
    /// Characters of a word.
    const LONGEST_WORD: usize = 12;
    let plain = |word: &str| {
        let letter = |c: char| !c.is_ascii() && letters::lower(c) == c && !letters::is_lowercase(c) && !c.is_numeric();
        word.chars().all(letter) && !word.starts_with(chars::is_spaceless) && !letters::is_longer(word, LONGEST_WORD)
    };
    let words = || line.split(' ');
    (2..=3).contains(&words().count()) && words().all(plain) && !is_label(line) && !is_role(line)
}

/// Whether a credit is of a human being, by the shape of the name too: "The Harbour Mama" is not.
pub(crate) fn is_human(credit: &Credit) -> bool {
    credit.kind == Kind::Person && is_strict(&credit.name) && !credit.name.to_lowercase().starts_with("the ")
}

/// Whether a text counts things, as teasers do ("5 ways to cross a harbour"): no date, time or "3 hours ago".
pub(crate) fn is_count(text: &str) -> bool {
    pieces::is_count(text)
}

/// Whether a line says what one person does, and names nobody.
pub(crate) fn is_role(line: &str) -> bool {
    pieces::is_role(line)
}

/// Whether a line is the time that reading the article takes.
pub(crate) fn is_reading_time(line: &str) -> bool {
    pieces::is_reading_time(line)
}

/// Whether a text begins with a word that introduces an author ("By", "Von", "بقلم").
pub(crate) fn is_introduced(text: &str) -> bool {
    pieces::introduced(text).is_some()
}

/// Whether a text begins with two words or more that only introduce an author ("Written by", "Geschrieben von").
pub(crate) fn is_introduced_at_length(text: &str) -> bool {
    pieces::introduced(text).is_some_and(|count| count > 1)
}

/// Whether a text is nothing but such words: the name stands in the next line.
pub(crate) fn is_label(text: &str) -> bool {
    pieces::is_label(text)
}

/// Whether a word parts two names or things: "and", "&".
pub(crate) fn is_and(word: &str) -> bool {
    word == "&" || words::is(Concept::And, &word.to_lowercase())
}

/// Letters such as `PhD` or `RD` that stand behind a name. Those that nobody listed are told from names in capitals as
/// one word behind a comma and a name that has small letters: behind a bar they are whom somebody works for.
fn is_credential(piece: &str, barred: bool, name: &str) -> bool {
    /// Longest title in letters and points: "Ph.D." and "DipION".
    const LONGEST_TITLE: usize = 7;
    let lower = piece.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words::is(Concept::Agency, &lower) || words.iter().any(|word| words::is(Concept::Newsroom, word)) {
        return false;
    }
    let listed = words.iter().filter(|word| words::is(Concept::Credential, word)).count();
    let letters = |c: char| c.is_ascii_uppercase() || matches!(c, ' ' | '.' | '-' | '®' | '™');
    let shaped = piece.chars().all(letters) && words.iter().all(|word| word.len() <= LONGEST_TITLE);
    listed == words.len()
        || shaped && (listed > 0 || words.len() == 1 && !barred) && name.contains(letters::is_lowercase)
}

/// What a piece names; `None` when it is a role, a word of the page's own, or too long to be a name. Only the first piece
/// may be a name and a role together: behind a name, roles stand alone.
fn tell(piece: String, first: bool) -> Option<Credit> {
    let lower = piece.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_matches(['(', ')', '.', ','])).collect();
    let fits = words.len() <= MOST_DECLARED_WORDS && piece.len() > 1 && piece.chars().count() <= LONGEST;
    if !fits
        || !piece.chars().any(letters::is_alphabetic)
        || words::is(Concept::Nobody, &lower)
        || is_month_alone(&words)
    {
        return None;
    }
    let held = |concept| words.iter().any(|word| words::is(concept, word));
    // "Staff writer" is a role, "editorial staff" a newsroom: words that are both go with the others.
    let only = |concept, not| words.iter().any(|word| words::is(concept, word) && !words::is(not, word));
    let newsroom = words::is(Concept::Agency, &lower) || only(Concept::Newsroom, Concept::Role) || is_address(&lower);
    let kind = if newsroom || held(Concept::Newsroom) && !only(Concept::Role, Concept::Newsroom) {
        Kind::Newsroom
    } else if held(Concept::Role) {
        return beside_role(&piece).filter(|_| first);
    } else if words.len() == 1 && piece.is_ascii() || piece.contains(|c: char| c.is_ascii_digit() || c == '_') {
        // Behind a name, a word in capitals is a station or a title that nobody listed.
        let nameless = !first && piece.is_ascii() && !piece.contains(letters::is_lowercase);
        return (!nameless).then_some(Credit { name: piece, kind: Kind::Handle });
    } else {
        Kind::Person
    };
    Some(Credit { name: piece, kind })
}

/// What a declared name names. A role is a part of it.
fn tell_named(piece: &str) -> Option<Credit> {
    let lower = piece.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let fits = (2..=MOST_WORDS).contains(&words.len()) && piece.chars().count() <= LONGEST;
    if !fits || words::is(Concept::Nobody, &lower) {
        return None;
    }
    let held = |concept| words.iter().any(|word| words::is(concept, word));
    let kind = match () {
        () if words::is(Concept::Agency, &lower) || held(Concept::Newsroom) => Kind::Newsroom,
        () if held(Concept::Role) => Kind::Handle,
        () => Kind::Person,
    };
    Some(Credit { name: piece.to_owned(), kind })
}

/// The name before or behind a role without a comma: "Jane Doe Senior Editor", "Reporter Jane Doe".
fn beside_role(piece: &str) -> Option<Credit> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let role = |word: &&str| words::is(Concept::Role, &word.trim_matches(['(', ')', '.', ',']).to_lowercase());
    let first = words.iter().position(role)?;
    let last = words.iter().rposition(role)?;
    let name =
        [&words[..first], &words[last + 1..]].into_iter().map(|words| words.join(" ")).find(|name| is_strict(name))?;
    Some(Credit { name, kind: Kind::Person })
}

fn is_month_alone(words: &[&str]) -> bool {
    words.len() == 1 && super::dates::is_month(words[0]) && words[0].len() > 5
}

/// Whether it is a site's address, as in `nieuws.example`.
fn is_address(lower: &str) -> bool {
    /// Longest ending of a domain: "online", "museum".
    const LONGEST_ENDING: usize = 6;
    let ending = |(host, ending): (&str, &str)| {
        host.len() > 3 && (2..=LONGEST_ENDING).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_lowercase())
    };
    !lower.contains(' ') && lower.rsplit_once('.').is_some_and(ending)
}

/// Whether a piece has the shape of a person's name: two words to five, all capitalised, beside particles and initials.
fn is_strict(name: &str) -> bool {
    let name = name.split(',').next().unwrap_or(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let cased = name.chars().any(|c| letters::is_lowercase(c) || letters::is_uppercase(c));
    if !cased {
        return is_strict_without_case(name, words.len());
    }
    let begins = |word: &str| word.starts_with(letters::is_uppercase);
    // "d’Arcy", "el-Masri"
    let joined =
        |word: &str| word.split_once(['\'', '’', '-']).is_some_and(|(joint, rest)| joint.len() <= 2 && begins(rest));
    let capital = |word: &str| {
        let word = word.trim_start_matches(['(', '"', '“', '\'', '’']);
        begins(word) || joined(word)
    };
    let proper = words.iter().filter(|word| capital(word)).count();
    let particle = |word: &&&str| words::is(Concept::Particle, word) || word.contains(['\'', '’', '-']);
    let others = words.iter().filter(|word| !capital(word)).filter(particle).count();
    let initial = |word: &&&str| word.ends_with('.') && word.chars().count() <= LONGEST_INITIAL;
    let initials = words.iter().filter(|word| capital(word)).filter(initial).count();
    (2..=MOST_DECLARED_WORDS).contains(&words.len())
        && proper >= 2
        && proper - initials <= MOST_WORDS
        && proper + others == words.len()
        && capital(words[words.len() - 1])
        && !words.last().is_some_and(|word| word.ends_with('.') && word.chars().count() > LONGEST_SHORTENED)
        && !name.contains(['!', '?', ':', ';', '/', '…', '%', '$', '#'])
}

/// Scripts without capitals: Chinese, Japanese and Korean names are one short word, the others two or more.
fn is_strict_without_case(name: &str, words: usize) -> bool {
    /// Characters of a Chinese, Japanese or Korean name.
    const IDEOGRAPHS: std::ops::RangeInclusive<usize> = 2..=5;
    let length = name.chars().filter(|c| letters::is_alphabetic(*c)).count();
    let wide = name.chars().any(|c| c >= '\u{1100}' && letters::is_alphabetic(c));
    (2..=MOST_WORDS).contains(&words) && !wide || wide && IDEOGRAPHS.contains(&length)
}

#[cfg(test)]
mod tests;
