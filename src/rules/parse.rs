//! A file of rules, or options of the command line, to [`Rules`]. All faults are found, not the first alone.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use regex::{Regex, RegexBuilder};
use scraper::Selector;
use scraper::error::SelectorErrorKind;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::RuleFault;
use super::{Key, Pick, Rule, RuleError, RuleErrors, Rules, hosts};
use crate::input::Format;

/// Bytes of a file of rules: a hundred thousand sites.
const FILE_LIMIT: u64 = 16 << 20;

/// Bytes that a compiled expression may take: far more than it takes to tell a line by.
const EXPRESSION_LIMIT: usize = 1 << 20;

impl Rules {
    /// Reads a file of rules.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not TOML, or says something that makes no sense; each fault with its line.
    pub fn open(path: &Path) -> Result<Rules, RuleErrors> {
        let place = path.to_string_lossy();
        let fail =
            |fault| RuleErrors(vec![RuleError { line: None, host: None, key: None, place: place.to_string(), fault }]);
        let mut text = String::new();
        let file = File::open(path).map_err(|error| fail(RuleFault::Unreadable(error)))?;
        let read = file.take(FILE_LIMIT + 1).read_to_string(&mut text);
        read.map_err(|error| fail(RuleFault::Unreadable(error)))?;
        if text.len() as u64 > FILE_LIMIT {
            return Err(fail(RuleFault::TooLarge(FILE_LIMIT)));
        }
        Rules::parse(&place, &text)
    }

    /// Reads rules from the text of a file that is called `place` in errors.
    ///
    /// # Errors
    ///
    /// It is not TOML, or says something that makes no sense; each fault with its line.
    pub fn parse(place: &str, text: &str) -> Result<Rules, RuleErrors> {
        let mut reader = Reader { place, text, host: None, errors: Vec::new() };
        let sites = match DeTable::parse(text) {
            Ok(table) => reader.sites(table.get_ref()),
            Err(error) => {
                reader.fault(error.span().unwrap_or_default(), None, RuleFault::NotToml(error.message().to_owned()));
                HashMap::new()
            }
        };
        if reader.errors.is_empty() { Ok(Rules { sites, run: None }) } else { Err(RuleErrors(reader.errors)) }
    }

    /// The same rules with selectors for every page of a run: `only` in the place of a site's, `drop` beside a site's.
    ///
    /// # Errors
    ///
    /// Not CSS selectors; in errors they go by `--only` and `--drop`.
    pub fn for_run(self, only: &[String], drop: &[String]) -> Result<Rules, RuleErrors> {
        let mut rule = Rule::default();
        let mut errors = Vec::new();
        for (key, sources) in [(Key::Only, only), (Key::Drop, drop)] {
            for source in sources {
                match pick(source) {
                    Ok(pick) => rule.selectors.entry(key).or_default().push(pick),
                    Err(fault) => {
                        errors.push(RuleError { place: format!("--{key}"), line: None, host: None, key: None, fault });
                    }
                }
            }
        }
        let run = Some(rule).filter(|rule| !rule.selectors.is_empty());
        if errors.is_empty() { Ok(Rules { run, ..self }) } else { Err(RuleErrors(errors)) }
    }
}

/// A file that is being read, and what was wrong so far.
struct Reader<'t> {
    place: &'t str,
    text: &'t str,
    host: Option<String>,
    errors: Vec<RuleError>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, key: Option<&str>, fault: RuleFault) {
        let before = self.text.as_bytes().get(..at.start).unwrap_or_default();
        let line = Some(1 + memchr::memchr_iter(b'\n', before).count());
        let (place, host, key) = (self.place.to_owned(), self.host.clone(), key.map(str::to_owned));
        self.errors.push(RuleError { place, line, host, key, fault });
    }

    /// The tables of a file, in its order.
    fn sites(&mut self, table: &DeTable<'_>) -> HashMap<String, Rule> {
        let mut sites: HashMap<String, Rule> = HashMap::new();
        for (name, value) in in_order(table) {
            self.host = None;
            let DeValue::Table(says) = value.get_ref() else {
                self.fault(name.span(), Some(name.get_ref()), RuleFault::Homeless);
                continue;
            };
            self.host = Some(name.get_ref().to_string());
            if says.values().any(|value| value.get_ref().is_table()) {
                self.fault(name.span(), None, RuleFault::Unquoted);
                continue;
            }
            let rule = self.rule(says, name.span());
            match host(name.get_ref()).map(|host| (sites.contains_key(&host), host)) {
                None => self.fault(name.span(), None, RuleFault::NotAHost),
                Some((true, host)) => {
                    let other = sites.get(&host).map(|rule| rule.name.to_string());
                    self.fault(name.span(), None, RuleFault::SameHost(other.unwrap_or_default()));
                }
                Some((false, host)) => drop(sites.insert(host, rule)),
            }
        }
        sites
    }

    fn rule(&mut self, says: &DeTable<'_>, at: Range<usize>) -> Rule {
        if says.is_empty() {
            self.fault(at, None, RuleFault::Empty);
        }
        let name = self.host.clone().unwrap_or_default().into();
        let mut rule = Rule { name, selectors: BTreeMap::new(), expressions: BTreeMap::new() };
        for (name, value) in in_order(says) {
            let Some(key) = Key::ALL.into_iter().find(|key| key.as_str() == name.get_ref()) else {
                self.fault(name.span(), Some(name.get_ref()), RuleFault::UnknownKey);
                continue;
            };
            let Some(sources) = strings(value) else {
                self.fault(value.span(), Some(name.get_ref()), RuleFault::NotAString);
                continue;
            };
            match key.format() {
                Format::Html => drop(rule.selectors.insert(key, self.all(key, &sources, pick))),
                Format::Text => drop(rule.expressions.insert(key, self.all(key, &sources, expression))),
            }
        }
        rule
    }

    /// What could be made of the values of a key.
    fn all<T>(&mut self, key: Key, sources: &[Source], make: impl Fn(&str) -> Result<T, RuleFault>) -> Vec<T> {
        let mut made = Vec::new();
        for (source, at) in sources {
            match make(source) {
                Ok(one) => made.push(one),
                Err(fault) => self.fault(at.clone(), Some(key.as_str()), fault),
            }
        }
        made
    }
}

/// What a table holds, in the order of the file.
fn in_order<'a, 't>(table: &'a DeTable<'t>) -> Vec<(&'a Spanned<toml::de::DeString<'t>>, &'a Spanned<DeValue<'t>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

/// A string, and where in the file it stands.
type Source<'a> = (&'a str, Range<usize>);

/// A string, or a list of strings that is not empty.
fn strings<'a>(value: &'a Spanned<DeValue<'_>>) -> Option<Vec<Source<'a>>> {
    let one = |value: &'a Spanned<DeValue<'_>>| Some((value.get_ref().as_str()?, value.span()));
    match value.get_ref() {
        DeValue::Array(values) if !values.is_empty() => values.iter().map(one).collect(),
        _ => Some(vec![one(value)?]),
    }
}

/// The host that a table is for, in its normal form, with the dot of one that is for subdomains too.
fn host(name: &str) -> Option<String> {
    let label = |host: &String| !host.contains(['*', '%']) && host.contains(|c: char| c.is_alphanumeric());
    match name.strip_prefix('.') {
        Some(domain) => hosts::normal(domain).filter(label).map(|domain| format!(".{domain}")),
        None => hosts::normal(name).filter(label),
    }
}

fn pick(source: &str) -> Result<Pick, RuleFault> {
    match Selector::parse(source) {
        Ok(selector) => Ok(Pick { source: source.into(), selector }),
        Err(error) => Err(RuleFault::BadSelector(source.to_owned(), selector_fault(&error))),
    }
}

/// What scraper has against a selector, in words. It has a name for each fault and a sentence for few.
fn selector_fault(error: &SelectorErrorKind) -> String {
    let name = match error {
        SelectorErrorKind::EndOfLine => "EndsTooEarly".to_owned(),
        SelectorErrorKind::UnexpectedSelectorParseError(kind) => format!("{kind:?}"),
        _ => format!("{error:?}"),
    };
    let mut words = String::new();
    for letter in name.chars() {
        words.push_str(if letter.is_uppercase() && !words.is_empty() { " " } else { "" });
        words.extend(letter.to_lowercase());
    }
    words
}

fn expression(source: &str) -> Result<Regex, RuleFault> {
    RegexBuilder::new(source).size_limit(EXPRESSION_LIMIT).build().map_err(|error| {
        let why = match &error {
            regex::Error::CompiledTooBig(_) => format!("takes more than {} MiB", EXPRESSION_LIMIT >> 20),
            // The crate draws the place over several lines and ends in what is wrong.
            _ => error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        };
        RuleFault::BadExpression(source.to_owned(), why)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        Rules::parse("r.toml", text)
            .err()
            .map_or(Vec::new(), |RuleErrors(all)| all.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_fault_has_its_line_host_and_remedy() {
        for (text, begins, holds) in [
            ("\n['a.org']\ndrop = 'p['", "r.toml:3: [\"a.org\"] drop: not a CSS selector: \"p[\"", "ends too early"),
            (
                "['a.org']\ndrop = ['p',\n 'p::x']",
                "r.toml:3: [\"a.org\"] drop: not a CSS selector",
                "unsupported pseudo",
            ),
            ("['a.org']\nonly = ''", "r.toml:2: [\"a.org\"] only: not a CSS selector", "empty selector"),
            ("['a.org']\ncut_after = '('", "r.toml:2: [\"a.org\"] cut_after: not a regular", "unclosed group"),
            ("['a.org']\ncut_after = '\\w{9999}'", "r.toml:2: [\"a.org\"] cut_after: not a regular", "more than 1 MiB"),
            ("['a.org']\ndate = 1", "r.toml:2: [\"a.org\"] date: neither", "list of strings"),
            ("['a.org']\ndate = ['a', 1]", "r.toml:2: [\"a.org\"] date: neither", "list of strings"),
            ("['a.org']\ndrop = []", "r.toml:2: [\"a.org\"] drop: neither", "not empty"),
            ("['a.org']\ntitel = 'h1'", "r.toml:2: [\"a.org\"] titel: no such key", "only, drop, title, authors"),
            ("['a.org']\n", "r.toml:1: [\"a.org\"]: says nothing", "only, drop"),
            ("[a.org]\ndrop = 'p'", "r.toml:1: [\"a\"]: holds a table", "[\"example.org\"]"),
            ("drop = 'p'", "r.toml:1: drop: stands in no host's table", "[\"example.org\"]"),
            ("['http://a.org/']\ndrop = 'p'", "r.toml:1: [\"http://a.org/\"]: not a host", ".example.org"),
            ("['*.a.org']\ndrop = 'p'", "r.toml:1: [\"*.a.org\"]: not a host", ".example.org"),
            ("['.']\ndrop = 'p'", "r.toml:1: [\".\"]: not a host", ".example.org"),
            (
                "['a.org']\nonly = 'p'\n['www.A.org']\nonly = 'p'",
                "r.toml:3: [\"www.A.org\"]: the same site as [\"a.org\"]",
                "",
            ),
            ("['a.org']\nonly = 'p'\nonly = 'a'", "r.toml:3: not TOML (duplicate key", "repair the line"),
            ("\n['a.org'", "r.toml:2: not TOML", "repair the line"),
        ] {
            let faults = faults(text);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].starts_with(begins) && faults[0].contains(holds), "{text}: {}", faults[0]);
        }
    }

    #[test]
    fn all_faults_are_told_in_the_order_of_the_file() {
        let faults = faults("['z.org']\ntitel = 'p'\ndrop = '#'\n['a.org']\nonly = 'a >'\n");
        let lines: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').nth(1)).collect();
        assert_eq!(lines, ["2", "3", "5"]);
    }

    #[test]
    fn what_is_sound_is_counted() {
        let text = "['a.org']\nonly = 'p'\ndrop = ['a', 'b, c']\n['.a.org']\ndrop_lines = ['a', '\\w{20}']\n['b.org']\ndate = 'i'";
        let rules = Rules::parse("r.toml", text).unwrap();
        assert_eq!((rules.sites(), rules.len(), rules.is_empty()), (3, 6, false));
        let rules = rules.for_run(&["a".to_owned()], &[]).unwrap();
        assert_eq!((rules.sites(), rules.len()), (3, 7));
        let empty = Rules::parse("r.toml", "# nothing yet\n").unwrap();
        assert!(empty.is_empty() && empty.for_run(&[], &[]).unwrap().is_empty());
    }

    #[test]
    fn options_are_called_by_their_names() {
        let fault = Rules::default().for_run(&[], &["p".to_owned(), "p >".to_owned()]).unwrap_err().to_string();
        assert!(fault.starts_with("--drop: not a CSS selector: \"p >\" (dangling combinator)"), "{fault}");
    }

    #[test]
    fn selectors_nested_without_end_are_a_fault() {
        let nested = format!("['a.org']\ndrop = '{}p{}'", ":is(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(faults(&nested).len(), 1);
    }
}
