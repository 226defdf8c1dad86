//! Months as they are mistyped: datelines are typed in a hurry.

use super::scan::{Case, Cursor, case};
use super::vocabulary::fold;

/// Behind a word one slip of the keyboard away from an English month, set as one.
pub(super) fn month(at: Cursor<'_>) -> Option<Cursor<'_>> {
    /// A month of three letters is one slip away from too many words.
    const SHORTEST: usize = 4;
    const NAMES: [&str; 11] = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (word, end) = at.word()?;
    let set =
        word.len() >= SHORTEST && matches!(case(word), Case::Title | Case::Caps) && end.blanks().digits(2).is_some();
    (set && NAMES.iter().any(|name| one_slip(word, name))).then(|| end.maybe('.'))
}

/// Whether a word becomes the other by one letter changed, lost, doubled or swapped with its neighbour.
fn one_slip(word: &str, name: &str) -> bool {
    let word = || word.chars().filter_map(fold);
    let common = word().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let (mut left, mut right) = (word().skip(common), name.chars().skip(common));
    let (length, other) = (left.clone().count(), right.clone().count());
    match length as isize - other as isize {
        0 => {
            let (a, b, c, d) = (left.next(), left.next(), right.next(), right.next());
            left.eq(right) && ((a == d && b == c) || b == d)
        }
        1 => left.next().is_some() && left.eq(right),
        -1 => right.next().is_some() && left.eq(right),
        _ => false,
    }
}
