//! Languages that the script alone tells: Thai is written in no other one, and no other one in Thai.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::letters;

/// Letters that tell, at least: a clause. Names in another script are shorter.
const LEAST: usize = 40;

/// What a character of these counts, in letters: it is a syllable or more.
const EAST_ASIAN_LETTERS: usize = 2;
const EAST_ASIAN: [&str; 3] = ["ja", "ko", "zh"];

/// Of a text's letters, percent that are in the script: Korean has its abbreviations in Latin letters.
const SHARE_PERCENT: usize = 60;

/// Of a script's letters, percent that may be another language's before it is left open: a quotation.
const STRANGE_PERCENT: usize = 2;

/// Of kana and Han, percent that are kana. Japanese news has 30 to 60, Chinese none but in names of shops.
const JAPANESE_PERCENT: usize = 12;
const CHINESE_PERCENT: usize = 2;

/// A script that one language of the news is written in.
struct Script {
    language: &'static str,
    blocks: Vec<RangeInclusive<u32>>,
    /// Signs that this language does without and another one in the same script does not.
    strange: Vec<RangeInclusive<u32>>,
}

static SCRIPTS: LazyLock<Vec<Script>> = LazyLock::new(|| {
    let rows = include_str!("scripts.tsv").lines().filter(|row| !row.starts_with('#'));
    let script = |row: &'static str| {
        let mut cells = row.split('\t');
        let language = cells.next().unwrap_or_default();
        let mut ranges = || cells.next().unwrap_or_default().split(' ').filter_map(range).collect();
        Script { language, blocks: ranges(), strange: ranges() }
    };
    rows.map(script).collect()
});

/// `0E00-0E7F`.
fn range(cell: &str) -> Option<RangeInclusive<u32>> {
    let (first, last) = cell.split_once('-')?;
    Some(u32::from_str_radix(first, 16).ok()?..=u32::from_str_radix(last, 16).ok()?)
}

/// Letters of a text: all of them, and those of each script with those that are another language's.
struct Counts {
    all: usize,
    scripts: Vec<(usize, usize)>,
}

fn counts(text: &str) -> Counts {
    let mut counts = Counts { all: 0, scripts: vec![(0, 0); SCRIPTS.len()] };
    for char in text.chars() {
        let Some(at) = script(char) else {
            counts.all += usize::from(letters::is_alphabetic(char));
            continue;
        };
        let script = &SCRIPTS[at];
        let letters = if EAST_ASIAN.contains(&script.language) { EAST_ASIAN_LETTERS } else { 1 };
        counts.all += letters;
        counts.scripts[at].0 += letters;
        counts.scripts[at].1 += usize::from(is_in(&script.strange, char));
    }
    counts
}

/// The row of a character's script.
fn script(char: char) -> Option<usize> {
    // Everything below is Latin.
    (char >= '\u{370}').then(|| SCRIPTS.iter().position(|script| is_in(&script.blocks, char))).flatten()
}

fn is_in(ranges: &[RangeInclusive<u32>], char: char) -> bool {
    ranges.iter().any(|range| range.contains(&u32::from(char)))
}

/// The language that nearly all of a text's letters say it is in, if there are enough.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let Counts { all, scripts } = counts(text);
    let is_most = |letters: usize| letters >= LEAST && letters * 100 >= all * SHARE_PERCENT;
    let of = |wanted: &str| {
        SCRIPTS.iter().zip(&scripts).filter(|(script, _)| script.language == wanted).map(|(_, count)| count.0).sum()
    };
    let (kana, han): (usize, usize) = (of("ja"), of("zh"));
    if is_most(kana + han) {
        return chinese_or_japanese(kana * 100 / (kana + han));
    }
    let is_sure = |&(letters, strange): &(usize, usize)| is_most(letters) && strange * 100 <= letters * STRANGE_PERCENT;
    scripts.iter().position(is_sure).map(|at| SCRIPTS[at].language)
}

/// By the percentage of kana among them and Han.
fn chinese_or_japanese(kana: usize) -> Option<&'static str> {
    match kana {
        ..=CHINESE_PERCENT => Some("zh"),
        JAPANESE_PERCENT.. => Some("ja"),
        _ => None,
    }
}

/// The languages of the list, each with how many blocks it has.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (&'static str, usize)> {
    SCRIPTS.iter().map(|script| (script.language, script.blocks.len()))
}
