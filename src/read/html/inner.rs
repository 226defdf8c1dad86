//! What a heading says without the elements at its ends: a kicker before the headline, a badge behind it.

use std::ops::Range;

use crate::read::chars;

/// Elements inside one heading that are kept in mind. A kicker and a badge are among a handful; headlines of which each
/// letter is styled have more.
const MOST: usize = 16;

/// Marks between a headline and what stands in an element beside it.
const BETWEEN: [char; 9] = ['|', ':', '·', '•', '–', '—', '-', '/', '»'];

/// The elements inside a heading, in the order in which they end.
#[derive(Debug, Default)]
pub(super) struct Inner(Vec<(Range<usize>, bool)>);

impl Inner {
    /// An element ends; `is_label` where its class says that its text is no part of a headline.
    pub(super) fn push(&mut self, part: Range<usize>, is_label: bool) {
        if self.0.len() < MOST && !part.is_empty() {
            self.0.push((part, is_label));
        }
    }

    /// What the heading, which is `whole` of the page's text, says without the labels at its ends, if it has some; and
    /// that without the one element that it begins with, and without the one that it ends with.
    pub(super) fn rests(&self, text: &str, whole: &Range<usize>) -> (Option<String>, Vec<String>) {
        let bare = self.without_labels(text, whole);
        let ends = self.without_ends(text, &bare);
        ((bare != *whole).then(|| rest_of(text, bare)).flatten(), ends)
    }

    /// All of it where the labels are longer than the rest: some sites call all sorts of text a label.
    fn without_labels(&self, text: &str, whole: &Range<usize>) -> Range<usize> {
        let labels = || self.0.iter().filter(|(_, is_label)| *is_label).map(|(part, _)| part);
        let mut rest = whole.clone();
        for label in labels().filter(|label| label.end < whole.end) {
            if is_blank(text, rest.start..label.start) {
                rest.start = rest.start.max(label.end);
            }
        }
        for label in labels().rev().filter(|label| label.start > whole.start) {
            if is_blank(text, label.end..rest.end) {
                rest.end = rest.end.min(label.start);
            }
        }
        if 2 * rest.len() >= whole.len() { rest } else { whole.clone() }
    }

    fn without_ends(&self, text: &str, whole: &Range<usize>) -> Vec<String> {
        let inside = self.0.iter().map(|(part, _)| part);
        let inside = inside.filter(|part| whole.contains(&part.start) && part.end <= whole.end);
        let behind = |part: &Range<usize>| is_blank(text, whole.start..part.start).then_some(part.end..whole.end);
        let before = |part: &Range<usize>| is_blank(text, part.end..whole.end).then_some(whole.start..part.start);
        let rests = inside.flat_map(|part| [behind(part), before(part)]).flatten();
        let mut rests: Vec<String> = rests.filter_map(|rest| rest_of(text, rest)).collect();
        rests.dedup();
        rests
    }
}

fn is_blank(text: &str, part: Range<usize>) -> bool {
    text.get(part).is_none_or(|between| chars::trim(between).is_empty())
}

fn rest_of(text: &str, rest: Range<usize>) -> Option<String> {
    let rest = text.get(rest)?.trim_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    Some(chars::collapse(rest)).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A heading of some parts, each with whether it stands in an element and whether that is a label.
    fn heading(parts: &[(&str, Option<bool>)]) -> (String, Inner) {
        let (mut text, mut inner) = (String::from("above\n"), Inner::default());
        for (part, element) in parts {
            let start = text.len();
            text.push_str(part);
            if let Some(is_label) = element {
                inner.push(start..text.len(), *is_label);
            }
        }
        (text, inner)
    }

    #[test]
    fn labels_at_the_ends_are_no_part_of_a_headline() {
        let (label, other) = (Some(true), Some(false));
        for (parts, rest) in [
            (&[("Harbour", label), (" Ferry sinks", None)][..], Some("Ferry sinks")),
            (&[("Harbour", label), (" | Ferry sinks", None)], Some("Ferry sinks")),
            (
                &[("Harbour", label), ("Live", label), ("Ferry sinks at noon ", other), ("Plus", label)],
                Some("Ferry sinks at noon"),
            ),
            (&[("Ferry ", None), ("Plus", label), (" sinks", None)], None),
            (&[("Harbour", other), (" Ferry sinks", None)], None),
            (&[("Ferry sinks", label)], None),
            (&[("Harbour", None), ("Ferry sinks at noon", label)], None),
        ] {
            let (text, inner) = heading(parts);
            assert_eq!(inner.rests(&text, &(6..text.len())).0.as_deref(), rest, "{text}");
        }
    }

    #[test]
    fn an_element_at_either_end_may_be_left_out() {
        let (text, inner) = heading(&[("Harbour", Some(false)), (" Ferry sinks ", None), ("Plus", Some(false))]);
        assert_eq!(inner.rests(&text, &(6..text.len())).1, ["Ferry sinks Plus", "Harbour Ferry sinks"]);
        let (text, inner) = heading(&[("Harbour", Some(false)), (" Ferry sinks ", None), ("Plus", Some(true))]);
        assert_eq!(inner.rests(&text, &(6..text.len())).1, ["Ferry sinks"], "behind the label there is nothing");
        let (text, inner) = heading(&[("A ferry ", None), ("sinks", Some(false)), (" at noon", None)]);
        assert!(inner.rests(&text, &(6..text.len())).1.is_empty());
    }
}
