//! Learned chrome as a file, in JSON: the same bytes for the same pages, and rows that people can read.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Chrome, Site};
use crate::error::{Printable, plain};

/// The version of the format, and of how blocks are hashed.
const VERSION: u32 = 1;
/// Bytes of the largest file that is read: what a hundred thousand sites come to.
const LARGEST: u64 = 256 << 20;

/// A file of learned chrome that cannot be used.
#[derive(Debug)]
pub struct ChromeError {
    /// The file as the user named it.
    pub path: String,
    /// What is wrong with it.
    pub fault: ChromeFault,
}

/// What is wrong with a file of learned chrome.
#[derive(Debug)]
#[non_exhaustive]
pub enum ChromeFault {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It is longer than this many bytes.
    TooLarge(u64),
    /// It is not JSON of this form: line, column, why.
    NotChrome(usize, usize, String),
    /// It is of another version.
    Version(u32),
    /// A row of a site that makes no sense: the site, the row's text.
    BadRow(String, String),
}

impl fmt::Display for ChromeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Printable(&self.path);
        match &self.fault {
            ChromeFault::Unreadable(error) => write!(f, "{path}: {}; check the name", plain(error)),
            ChromeFault::TooLarge(bytes) => {
                write!(f, "{path}: longer than {} MiB; learn from fewer sites", bytes >> 20)
            }
            ChromeFault::NotChrome(line, column, why) => {
                let why = Printable(why);
                write!(f, "{path}:{line}:{column}: not what copydesk learn writes: {why}; learn it again")
            }
            ChromeFault::Version(version) => {
                write!(f, "{path}: of version {version}, and this program knows {VERSION}; learn it again")
            }
            ChromeFault::BadRow(site, text) => {
                let (site, text) = (Printable(site), Printable(text));
                write!(
                    f,
                    "{path}: {site}: \"{text}\": a row has 16 hexadecimal digits in \"hash\", and in \"on\" a number of \
                    pages up to the site's; strike it out, or learn it again"
                )
            }
        }
    }
}

impl std::error::Error for ChromeError {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    version: u32,
    sites: BTreeMap<String, Listed>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    pages: u32,
    blocks: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    on: u32,
    text: Box<str>,
    hash: String,
}

impl Chrome {
    /// Reads a file that [`Chrome::to_json`] made.
    pub fn open(path: &Path) -> Result<Chrome, ChromeError> {
        let fail = |fault| ChromeError { path: path.to_string_lossy().into_owned(), fault };
        let mut text = Vec::new();
        let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut text));
        read.map_err(|error| fail(ChromeFault::Unreadable(error)))?;
        if text.len() as u64 > LARGEST {
            return Err(fail(ChromeFault::TooLarge(LARGEST)));
        }
        Chrome::parse(&text).map_err(fail)
    }

    fn parse(text: &[u8]) -> Result<Chrome, ChromeFault> {
        let whole: Whole = serde_json::from_slice(text).map_err(|error| not_chrome(&error))?;
        if whole.version != VERSION {
            return Err(ChromeFault::Version(whole.version));
        }
        let sites = whole.sites.into_iter().map(|(name, listed)| Ok((name.clone(), listed.site(&name)?)));
        Ok(Chrome { sites: sites.collect::<Result<_, _>>()? })
    }

    /// As a file: sites by name, what is on most pages first.
    pub fn to_json(&self) -> Vec<u8> {
        let sites = self.sites.iter().map(|(name, site)| (name.clone(), Listed::of(site))).collect();
        // A vector takes every write, and all keys are strings.
        let mut json = serde_json::to_vec_pretty(&Whole { version: VERSION, sites }).unwrap_or_default();
        json.push(b'\n');
        json
    }
}

fn not_chrome(error: &serde_json::Error) -> ChromeFault {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let why = error.to_string();
    ChromeFault::NotChrome(error.line(), error.column(), why.strip_suffix(&place).unwrap_or(&why).to_owned())
}

impl Listed {
    fn of(site: &Site) -> Listed {
        let row = |(key, (on, text)): (&u64, &(u32, Box<str>))| Row {
            on: *on,
            text: text.clone(),
            hash: format!("{key:016x}"),
        };
        let mut blocks: Vec<Row> = site.blocks.iter().map(row).collect();
        blocks.sort_unstable_by(|a, b| b.on.cmp(&a.on).then_with(|| (&a.text, &a.hash).cmp(&(&b.text, &b.hash))));
        Listed { pages: site.pages, blocks }
    }

    fn site(self, name: &str) -> Result<Site, ChromeFault> {
        let pages = self.pages;
        let block = |Row { on, text, hash }: Row| {
            let key = u64::from_str_radix(&hash, 16).ok().filter(|_| hash.len() == 16 && (1..=pages).contains(&on));
            key.map(|key| (key, (on, text.clone()))).ok_or_else(|| ChromeFault::BadRow(name.to_owned(), text.into()))
        };
        Ok(Site { pages, blocks: self.blocks.into_iter().map(block).collect::<Result<_, _>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let blocks = [(7, (3, "Menu".into())), (1 << 63, (5, "Most Visited".into()))].into_iter().collect();
        let chrome = Chrome { sites: BTreeMap::from([("example.org".to_owned(), Site { pages: 5, blocks })]) };
        let json = chrome.to_json();
        assert_eq!(Chrome::parse(&json).unwrap(), chrome);
        let text = String::from_utf8(json).unwrap();
        assert!(text.find("Most Visited") < text.find("Menu"), "{text}");
        assert!(text.contains("\"0000000000000007\""), "{text}");
    }

    #[test]
    fn faults_say_what_and_where() {
        let row = |on, hash| {
            format!(
                "{{\"version\":1,\"sites\":{{\"s\":{{\"pages\":5,\"blocks\":[{{\"on\":{on},\"text\":\"Menu\",\"hash\":\"{hash}\"}}]}}}}}}"
            )
        };
        for (text, wanted) in [
            ("{", "c.json:1:1: not what copydesk learn writes: EOF while parsing an object; learn it again"),
            ("{\"version\":1,\"site\":{}}", "c.json:1:19: not what copydesk learn writes: unknown field"),
            ("{\"version\":2,\"sites\":{}}", "c.json: of version 2, and this program knows 1; learn it again"),
            (&row(6, "0000000000000007"), "c.json: s: \"Menu\": a row has 16 hexadecimal digits"),
            (&row(5, "7"), "c.json: s: \"Menu\": a row has"),
            (&row(5, "000000000000000g"), "c.json: s: \"Menu\": a row has"),
        ] {
            let fault = Chrome::parse(text.as_bytes()).unwrap_err();
            let error = ChromeError { path: "c.json".to_owned(), fault }.to_string();
            assert!(error.starts_with(wanted), "{error}");
        }
        assert!(Chrome::parse(row(5, "0000000000000007").as_bytes()).is_ok());
    }
}
