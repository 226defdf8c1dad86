//! Short blocks with a number in them that are chrome as a whole, as data.
//!
//! They are regular expressions, whose automata are made beforehand: to make them at each start takes as long as to read a
//! page.

use super::Found;

/// The automata of all patterns, one behind the other. A test makes them of patterns.tsv, and holds them to that.
///
/// Each begins with three bytes: the number of its [`super::Concept`], of its classes and of its states. Then come the class of
/// each byte; of each state whether the text may end in it; and the next state for each class, state by state. State 0
/// leads nowhere, and in 1 a text begins.
const AUTOMATA: &[u8] = include_bytes!("patterns.bin");

/// Bytes up to which a block is compared with the patterns: a count, a duration, a time of day with a word or two.
pub(super) const LONGEST: usize = 48;

/// Marks the concepts of the patterns that a folded text is one of.
pub(super) fn find(text: &str, found: &mut Found) {
    let mut rest = AUTOMATA;
    while let [concept, classes, states, behind @ ..] = rest {
        let (classes, states) = (usize::from(*classes), usize::from(*states));
        let (class_of, behind) = behind.split_at(256);
        let (ends, behind) = behind.split_at(states);
        let (steps, behind) = behind.split_at(states * classes);
        let mut state = 1;
        for byte in text.bytes() {
            state = usize::from(steps[state * classes + usize::from(class_of[usize::from(byte)])]);
            if state == 0 {
                break;
            }
        }
        if ends[state] == 1 {
            found[usize::from(*concept)] = 3;
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use regex_automata::dfa::{Automaton, StartKind, dense};
    use regex_automata::util::{start, syntax};
    use regex_automata::{Anchored, MatchKind};

    use super::super::{Concept, concept};
    use super::*;
    use crate::made;

    /// Patterns of whole blocks that no list of phrases can hold, for they have numbers in them: a concept, then a regular
    /// expression.
    const PATTERNS: &str = include_str!("patterns.tsv");

    /// The patterns as regular expressions over bytes: the classes of Unicode would make the automata much
    /// larger. A letter that is not ASCII counts by its bytes, and digits of other scripts are folded.
    fn patterns() -> impl Iterator<Item = (String, Concept)> {
        let rows = PATTERNS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let bytes = |pattern: &str| pattern.replace(r"\w", r"[a-z0-9_\x80-\xff]").replace(r"\d", "[0-9]");
        rows.filter_map(move |(word, pattern)| Some((bytes(pattern), concept(word)?)))
    }

    /// The automaton of a pattern; its states in the order in which they are met.
    fn automaton(pattern: &str, concept: Concept) -> Vec<u8> {
        let whole = dense::Config::new().match_kind(MatchKind::All).start_kind(StartKind::Anchored).minimize(true);
        let of_bytes = syntax::Config::new().unicode(false).utf8(false);
        let dfa = dense::Builder::new().configure(whole).syntax(of_bytes).build(pattern).unwrap();

        let class_of: Vec<u8> = (0..=255).map(|byte| dfa.byte_classes().get(byte)).collect();
        let classes = class_of.iter().max().unwrap() + 1;
        let bytes = (0..classes).map(|class| class_of.iter().position(|&own| own == class).unwrap() as u8);
        let begin = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).unwrap();
        let (mut states, mut ends, mut steps) = (vec![begin], vec![0], vec![0; usize::from(classes)]);
        for at in 0.. {
            let Some(&state) = states.get(at) else { break };
            ends.push(u8::from(dfa.is_match_state(dfa.next_eoi_state(state))));
            for next in bytes.clone().map(|byte| dfa.next_state(state, byte)).collect::<Vec<_>>() {
                if !dfa.is_dead_state(next) && !states.contains(&next) {
                    states.push(next);
                }
                let met = states.iter().position(|&state| state == next);
                steps.push(met.map_or(0, |at| u8::try_from(at + 1).unwrap()));
            }
        }
        [vec![concept as u8, classes, ends.len() as u8], class_of, ends, steps].concat()
    }

    #[test]
    fn the_automata_are_made_of_the_patterns() {
        let made: Vec<u8> = patterns().flat_map(|(pattern, concept)| automaton(&pattern, concept)).collect();
        made::check("src/strip/phrases/patterns.bin", AUTOMATA, &made);
    }

    #[test]
    fn rows_are_well_formed() {
        assert_eq!(patterns().count(), PATTERNS.lines().filter(|line| !line.starts_with('#')).count());
    }
}
