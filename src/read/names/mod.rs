//! Bylines to people's names.
//!
//! `words` is the vocabulary, `pieces` cuts a byline into what may be names, here each piece is told apart: a person,
//! a newsroom that signs as one, a handle, or nobody.

mod pieces;
mod words;

use crate::letters;

use words::Concept;

/// Longest name, in characters: full Spanish and Arabic names stay below.
const LONGEST: usize = 60;

/// Most words of a name that nobody declared to be one.
const MOST_WORDS: usize = 5;

/// Most words of a declared name, firms and teams included.
const MOST_DECLARED_WORDS: usize = 9;

/// Longest shortened word at the end of a name, with its point: "Jr.", "Esq.".
const LONGEST_SHORTENED: usize = 4;

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
    for piece in pieces::cut(byline) {
        if let (Some(last), true) = (credits.last_mut(), is_credential(&piece)) {
            last.name = format!("{}, {piece}", last.name);
        } else if let Some(credit) = tell(piece, credits.is_empty())
            && !credits.iter().any(|known| known.name.eq_ignore_ascii_case(&credit.name))
        {
            credits.push(credit);
        }
    }
    credits
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

/// Whether a credit is of a human being, by the shape of the name too: "The Harbour Mama" is not.
pub(crate) fn is_human(credit: &Credit) -> bool {
    credit.kind == Kind::Person && is_strict(&credit.name) && !credit.name.to_lowercase().starts_with("the ")
}

/// Whether a text counts things, as teasers do ("5 ways to cross a harbour"): no date, time or "3 hours ago".
pub(crate) fn is_count(text: &str) -> bool {
    pieces::is_count(text)
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

/// Letters such as `PhD` or `RD` that stand behind a name.
fn is_credential(piece: &str) -> bool {
    /// Longest title in letters and points: "Ph.D." and "DipION".
    const LONGEST_TITLE: usize = 7;
    let letters = |c: char| c.is_ascii_uppercase() || matches!(c, '.' | '-' | '®' | '™');
    let title = |word: &str| {
        words::is(Concept::Credential, &word.to_lowercase())
            || (word.len() <= LONGEST_TITLE && word.chars().all(letters))
    };
    piece.split_whitespace().all(title)
}

/// What a piece names; `None` when it is a role, a word of the page's own, or too long to be a name. Only the first piece
/// may be a name and a role together: behind a name, roles stand alone.
fn tell(piece: String, first: bool) -> Option<Credit> {
    let lower = piece.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let fits = words.len() <= MOST_DECLARED_WORDS && piece.chars().count() <= LONGEST;
    if !fits
        || !piece.chars().any(letters::is_alphabetic)
        || words::is(Concept::Nobody, &lower)
        || is_month_alone(&words)
    {
        return None;
    }
    let held = |concept| words.iter().any(|word| words::is(concept, word.trim_matches(['(', ')', '.', ','])));
    let kind = if words::is(Concept::Agency, &lower) || held(Concept::Newsroom) || is_address(&lower) {
        Kind::Newsroom
    } else if held(Concept::Role) {
        return beside_role(&piece).filter(|_| first);
    } else if words.len() == 1 && piece.is_ascii() || piece.contains(|c: char| c.is_ascii_digit() || c == '_') {
        Kind::Handle
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

/// Whether a piece has the shape of a person's name: two to five words, all capitalised but for particles.
fn is_strict(name: &str) -> bool {
    let name = name.split(',').next().unwrap_or(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let cased = name.chars().any(|c| letters::is_lowercase(c) || letters::is_uppercase(c));
    if !cased {
        return is_strict_without_case(name, words.len());
    }
    let capital = |word: &str| {
        word.trim_start_matches(['(', '"', '“', '\'', '’']).chars().next().is_some_and(letters::is_uppercase)
    };
    let proper = words.iter().filter(|word| capital(word)).count();
    let particle = |word: &&&str| words::is(Concept::Particle, word) || word.contains(['\'', '’', '-']);
    let others = words.iter().filter(|word| !capital(word)).filter(particle).count();
    (2..=MOST_WORDS).contains(&words.len())
        && proper >= 2
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
