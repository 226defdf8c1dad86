//! What wires set before and behind a headline: `RTRS-UPDATE 2-Shares edge higher`, `Storch blockiert Freibad =`.

use crate::letters;

/// Kinds of stories, as Reuters' desks write them before a headline.
const KINDS: [&str; 17] = [
    "ADVISORY",
    "ANALYSIS",
    "BRIEF",
    "CORRECTED",
    "EXCLUSIVE",
    "EXPLAINER",
    "FACTBOX",
    "FEATURE",
    "FOCUS",
    "INSIGHT",
    "INTERVIEW",
    "REFILE",
    "RPT",
    "RTRS",
    "TIMELINE",
    "UPDATE",
    "WRAPUP",
];

/// A headline without them.
pub(super) fn without(headline: &str) -> &str {
    let bare = headline.strip_suffix(" =").unwrap_or(headline).trim_end();
    without_kinds(bare)
}

/// Each is followed by a number or none, and by a hyphen that the headline is set against.
fn without_kinds(headline: &str) -> &str {
    let Some((kind, rest)) = headline.split_once('-') else { return headline };
    let (word, number) = kind.split_once(' ').unwrap_or((kind, ""));
    let fits = KINDS.contains(&word) && number.bytes().all(|byte| byte.is_ascii_digit());
    let goes_on = rest.starts_with(|c: char| letters::is_uppercase(c) || c.is_ascii_digit());
    if fits && goes_on { without_kinds(rest) } else { headline }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_no_part_of_a_headline() {
        for (headline, expected) in [
            ("RTRS-UPDATE 2-Ferries edge higher", "Ferries edge higher"),
            ("UPDATE 1-Ferries edge higher", "Ferries edge higher"),
            ("WRAPUP 12-Ferries edge higher", "Ferries edge higher"),
            ("Ferries edge higher =", "Ferries edge higher"),
            ("UPDATE-driven ferries", "UPDATE-driven ferries"),
            ("UPDATE - Ferries edge higher", "UPDATE - Ferries edge higher"),
            ("Two-way ferries", "Two-way ferries"),
            ("", ""),
        ] {
            assert_eq!(without(headline), expected);
        }
    }
}
