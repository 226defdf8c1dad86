//! Languages told by the words that none of their texts does without, where the detector is not sure.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::letters;

/// Such words that a text has of its language, at least, and different ones among them.
const LEAST: usize = 5;
const LEAST_DIFFERENT: usize = 3;

/// Their share of all words, in percent, at least.
const SHARE_PERCENT: usize = 15;

/// Words that part it from each other language, at least, and how many times as many they are as those that part the other
/// one from it. Of 1,830 stretches of 200 characters from news pages these limits tell 86 in a hundred, and seven
/// otherwise than the pages declare, which have texts in two languages.
const LEAST_OWN: usize = 2;
const MARGIN: usize = 3;

/// Languages with their words, as the list has them.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("words.tsv").lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// A word to the languages it is one of, by their rows.
static WORDS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut words = HashMap::<_, Vec<usize>>::new();
    for (row, (_, list)) in rows().enumerate() {
        list.split(' ').for_each(|word| words.entry(word).or_default().push(row));
    }
    words
});

/// A known word of a text: how often it stands there, and the rows of its languages.
struct Found {
    times: usize,
    rows: &'static [usize],
}

impl Found {
    fn is_of(&self, row: usize) -> bool {
        self.rows.contains(&row)
    }
}

/// The language whose words a text has most of, if those that it shares with no other tell it from each.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let is_word = |word: &&str| word.contains(letters::is_alphabetic);
    let mut words: Vec<&str> = lower.split(|char| !letters::is_alphanumeric(char)).filter(is_word).collect();
    words.sort_unstable();
    let same = words.chunk_by(|one, other| one == other);
    let found: Vec<Found> =
        same.filter_map(|same| Some(Found { times: same.len(), rows: WORDS.get(same[0])? })).collect();
    let (row, (language, _)) = rows().enumerate().max_by_key(|&(row, _)| times(&found, |word| word.is_of(row)))?;
    let all = times(&found, |word| word.is_of(row));
    let different = found.iter().filter(|word| word.is_of(row)).count();
    let enough = all >= LEAST && different >= LEAST_DIFFERENT && all * 100 >= words.len() * SHARE_PERCENT;
    (enough && (0..rows().count()).filter(|&other| other != row).all(|other| is_apart(&found, row, other)))
        .then_some(language)
}

/// Whether a word is one of the list's.
pub(super) fn is_common(word: &str) -> bool {
    WORDS.contains_key(word)
}

/// How often words of some kind stand in a text.
fn times(found: &[Found], wanted: impl Fn(&Found) -> bool) -> usize {
    found.iter().filter(|word| wanted(word)).map(|word| word.times).sum()
}

/// Whether what two languages do not share is nearly all of the one.
fn is_apart(found: &[Found], row: usize, other: usize) -> bool {
    let own = times(found, |word| word.is_of(row) && !word.is_of(other));
    own >= LEAST_OWN && own >= MARGIN * times(found, |word| word.is_of(other) && !word.is_of(row))
}

/// The languages of the list, each with how many words it has.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (&'static str, usize)> {
    rows().map(|(language, words)| (language, words.split(' ').count()))
}
