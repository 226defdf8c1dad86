//! What is wrong with a file of rules, and where.

use std::fmt;
use std::io;

use super::Key;
use crate::error::{Printable, plain};

/// One fault: file, line, host and key as far as it has them, what is wrong, what to do.
#[derive(Debug)]
pub struct RuleError {
    /// The file as the user named it, or the option.
    pub place: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The host as its table has it.
    pub host: Option<String>,
    /// The key in that table.
    pub key: Option<String>,
    /// What is wrong.
    pub fault: RuleFault,
}

/// What is wrong with a rule.
#[derive(Debug)]
#[non_exhaustive]
pub enum RuleFault {
    /// The file cannot be read.
    Unreadable(io::Error),
    /// The file is longer than this many bytes.
    TooLarge(u64),
    /// The file is not TOML.
    NotToml(String),
    /// The name of a table is no host.
    NotAHost,
    /// The dots of a host's name were read as TOML's own.
    Unquoted,
    /// Something stands before the first host.
    Homeless,
    /// Another table is for the same host.
    SameHost(String),
    /// A table without a rule.
    Empty,
    /// There is no such key.
    UnknownKey,
    /// It is neither a string nor a list of strings.
    NotAString,
    /// Not a CSS selector, and why not.
    BadSelector(String, String),
    /// Not a regular expression, and why not.
    BadExpression(String, String),
}

impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleFault::Unreadable(error) => write!(f, "{}; check the name", plain(error)),
            RuleFault::TooLarge(bytes) => write!(f, "longer than {} MiB; split it", bytes >> 20),
            RuleFault::NotToml(what) => write!(f, "not TOML ({what}); repair the line"),
            RuleFault::NotAHost => {
                write!(f, "not a host; write it as in \"example.org\", or \".example.org\" with all its subdomains")
            }
            RuleFault::Unquoted => write!(f, "holds a table; put a host's name in quotation marks: [\"example.org\"]"),
            RuleFault::Homeless => write!(f, "stands in no host's table; put [\"example.org\"] on a line before it"),
            RuleFault::SameHost(other) => write!(f, "the same site as [\"{other}\"]; put both into one table"),
            RuleFault::Empty => write!(f, "says nothing; give it one of {}", keys()),
            RuleFault::UnknownKey => write!(f, "no such key; there are {}", keys()),
            RuleFault::NotAString => write!(f, "neither a string nor a list of strings that is not empty"),
            RuleFault::BadSelector(text, why) => {
                write!(f, "not a CSS selector: \"{text}\" ({why}); write it as in a style sheet: div.promo > p")
            }
            RuleFault::BadExpression(text, why) => {
                write!(f, "not a regular expression: \"{text}\" ({why}); see https://docs.rs/regex/#syntax")
            }
        }
    }
}

fn keys() -> String {
    Key::ALL.map(Key::as_str).join(", ")
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(&self.place))?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))?;
        write!(f, ":")?;
        self.host.as_ref().map_or(Ok(()), |host| write!(f, " [\"{}\"]", Printable(host)))?;
        self.key.as_ref().map_or(Ok(()), |key| write!(f, " {}", Printable(key)))?;
        let between = if self.host.is_some() || self.key.is_some() { ":" } else { "" };
        write!(f, "{between} {}", Printable(&self.fault.to_string()))
    }
}

impl std::error::Error for RuleError {}

/// All that is wrong with rules, a line each.
#[derive(Debug)]
pub struct RuleErrors(pub Vec<RuleError>);

impl fmt::Display for RuleErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for RuleErrors {}
