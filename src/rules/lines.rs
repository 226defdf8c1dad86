//! Rules of expressions on a plain text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use regex::Regex;

use super::{Applied, Key, Page, Removed, Rule, Used, told};
use crate::document::Document;

/// Reads a text again as these rules say. `document` holds it as it was read without.
pub(super) fn apply(rules: &[&Rule], page: &Page<'_>, document: &mut Document) -> Applied {
    let mut applied = Applied::default();
    let mut left = Cow::Borrowed(page.text);
    for rule in rules {
        let mut edit = Edit::new(rule, &mut applied);
        edit.run(&left);
        let (edited, matched) = (edit.left, edit.matched);
        let used = |&key| Used { rule: rule.name.clone(), key, matched: matched.contains(&key) };
        applied.used.extend(rule.expressions.keys().map(used));
        left = Cow::Owned(edited);
    }
    if !applied.removed.is_empty() {
        page.read(&left, document);
    }
    applied
}

/// A text on its way through a rule.
struct Edit<'r, 'a> {
    rule: &'r Rule,
    /// The expressions of `rule`, as written.
    sources: BTreeMap<Key, Vec<Arc<str>>>,
    left: String,
    applied: &'a mut Applied,
    gap: Gap,
    matched: Vec<Key>,
}

/// What stands at the end of what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Gap {
    /// A line with text.
    None,
    /// The beginning, or a blank line.
    #[default]
    Blank,
    /// The same, and behind it lines were dropped: one blank line there is enough, for several would part the text.
    Dropped,
}

impl<'r, 'a> Edit<'r, 'a> {
    fn new(rule: &'r Rule, applied: &'a mut Applied) -> Self {
        let shared = |regexes: &Vec<Regex>| regexes.iter().map(|regex| regex.as_str().into()).collect();
        let sources = rule.expressions.iter().map(|(&key, regexes)| (key, shared(regexes))).collect();
        Edit { rule, sources, left: String::new(), applied, gap: Gap::default(), matched: Vec::new() }
    }

    fn run(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (line, behind) = rest.split_at(line_end(rest));
            rest = behind;
            let printed = line.trim_end_matches(['\r', '\n']);
            let cut = self.find(Key::CutAfter, printed);
            match self.find(Key::DropLines, printed) {
                Some(by) => self.drop(by, printed),
                None => self.keep(line),
            }
            if let Some(by) = cut {
                return self.cut(by, rest);
            }
        }
    }

    /// Which expression of a key is the first that is in a line.
    fn find(&mut self, key: Key, line: &str) -> Option<usize> {
        let expressions = self.rule.expressions.get(&key)?;
        let found = expressions.iter().position(|expression| expression.is_match(line))?;
        if !self.matched.contains(&key) {
            self.matched.push(key);
        }
        Some(found)
    }

    fn keep(&mut self, line: &str) {
        let blank = line.trim().is_empty();
        if blank && self.gap == Gap::Dropped {
            return;
        }
        self.left.push_str(line);
        self.gap = if blank { Gap::Blank } else { Gap::None };
    }

    fn drop(&mut self, by: usize, line: &str) {
        self.remove(Key::DropLines, by, line);
        if self.gap == Gap::Blank {
            self.gap = Gap::Dropped;
        }
    }

    fn cut(&mut self, by: usize, rest: &str) {
        if !rest.trim().is_empty() {
            self.remove(Key::CutAfter, by, rest);
        }
    }

    fn remove(&mut self, key: Key, by: usize, text: &str) {
        let Edit { sources, applied, .. } = self;
        applied.remove(|| Removed { key, by: Arc::clone(&sources[&key][by]), text: told(text) });
    }
}

/// Where the line that a text begins with ends, its line break included.
fn line_end(text: &str) -> usize {
    let end = memchr::memchr2(b'\n', b'\r', text.as_bytes()).map_or(text.len(), |at| at + 1);
    if text[..end].ends_with('\r') && text[end..].starts_with('\n') { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{MOST_TOLD, Rules};

    /// What a rule leaves of a text, what it takes out, and which of its keys matched.
    fn left(rule: &str, text: &str) -> (String, Vec<String>, Vec<Key>) {
        let rules = Rules::parse("rules.toml", &format!("['example.org']\n{rule}")).unwrap();
        let rule = &rules.sites["example.org"];
        let mut applied = Applied::default();
        let mut edit = Edit::new(rule, &mut applied);
        edit.run(text);
        let (left, matched) = (edit.left, edit.matched);
        (left, applied.removed.into_iter().map(|removed| removed.text).collect(), matched)
    }

    #[test]
    fn lines() {
        for (name, rule, text, wanted, removed) in [
            ("dropped", "drop_lines = '^Ad'", "a\nAd 1\nb\n", "a\nb\n", &["Ad 1"][..]),
            ("any of several", "drop_lines = ['^A', 'c$']", "abc\nA\nb\n", "b\n", &["abc", "A"]),
            ("without its end", "drop_lines = '^b$'", "a\r\nb\r\nc", "a\r\nc", &["b"]),
            ("old line ends", "drop_lines = '^b$'", "a\rb\rc", "a\rc", &["b"]),
            ("one blank line is left", "drop_lines = '^b'", "a\n\nb\n\nc\n\n\nd", "a\n\nc\n\n\nd", &["b"]),
            ("several dropped", "drop_lines = '^b'", "a\n\nb1\n\nb2\n\nc", "a\n\nc", &["b1", "b2"]),
            ("cut, the line stays", "cut_after = '^end'", "a\nend.\nb\n\nc", "a\nend.\n", &["b c"]),
            ("cut at the first", "cut_after = '^e'", "e1\ne2\n", "e1\n", &["e2"]),
            ("cut, the line too", "cut_after = '^e'\ndrop_lines = '^e'", "a\ne\nb", "a\n", &["e", "b"]),
            ("cut where nothing follows", "cut_after = '^e'", "a\ne\n\n", "a\ne\n", &[]),
            ("nothing found", "drop_lines = 'x'", "a\n\n\nb", "a\n\n\nb", &[]),
        ] {
            let (left, gone, _) = left(rule, text);
            assert_eq!(
                (left.as_str(), gone),
                (wanted, removed.iter().map(|text| text.to_string()).collect()),
                "{name}"
            );
        }
    }

    #[test]
    fn what_matched_is_known() {
        assert_eq!(left("cut_after = 'c'\ndrop_lines = 'a'", "a\nb").2, [Key::DropLines]);
        assert_eq!(left("cut_after = 'b'\ndrop_lines = 'x'", "a\nb").2, [Key::CutAfter]);
    }

    #[test]
    fn of_very_many_lines_the_first_are_told_and_the_others_counted() {
        let rules = Rules::parse("rules.toml", "['example.org']\ndrop_lines = ['^Ad', '^b']").unwrap();
        let mut applied = Applied::default();
        Edit::new(&rules.sites["example.org"], &mut applied).run(&"b\nAd\n".repeat(MOST_TOLD));
        assert_eq!((applied.removed.len(), applied.untold), (MOST_TOLD, MOST_TOLD));
        assert_eq!((&*applied.removed[0].by, &*applied.removed[1].by), ("^b", "^Ad"));
    }
}
