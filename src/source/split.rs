//! One text of many articles, parted where they are: at form feeds, runs of blank lines, or lines of a pattern.

use std::io::{BufRead, Read};
use std::str::FromStr;

use regex::bytes::Regex;

use super::compression::Unpacked;
use super::fault;
use super::pending::{Carried, Pending, Place, Wrap};
use crate::error::{ErrorKind, SourceError};
use crate::input::{Format, Hints};

/// Bytes at the beginning of a text by which it is guessed how it is parted.
pub(super) const GUESSED: usize = 256 << 10;

/// Characters that rule lines are made of.
const RULES: &str = "-=*_#~";

/// Rule lines, or form feeds, that a text must have near its beginning to be parted at them: one may be an ornament.
const ENOUGH: usize = 2;

/// How a text is parted.
#[derive(Debug, Clone)]
pub enum Split {
    /// At form feeds.
    FormFeeds,
    /// At so many blank lines in a row, or more.
    Blank(usize),
    /// At lines that a pattern is found in; they belong to no article.
    Lines(Regex),
    /// At form feeds, or else rule lines, where there are some; not at all where there are none.
    Guess,
}

impl FromStr for Split {
    type Err = String;

    fn from_str(text: &str) -> Result<Split, String> {
        match (text, text.strip_prefix("blank:")) {
            ("ff", _) => Ok(Split::FormFeeds),
            ("guess", _) => Ok(Split::Guess),
            (_, Some(lines)) => match lines.parse() {
                Ok(lines @ 1..) => Ok(Split::Blank(lines)),
                _ => Err("blank: takes a number of lines, from 1, like blank:3".to_owned()),
            },
            (pattern, None) => Regex::new(pattern).map(Split::Lines).map_err(|error| error.to_string()),
        }
    }
}

impl Split {
    /// How a text that begins like this is parted, with the words for it; `None` when it is one article.
    pub(super) fn guess(head: &[u8]) -> Option<(Split, &'static str)> {
        if memchr::memchr_iter(b'\x0c', head).count() >= ENOUGH {
            return Some((Split::FormFeeds, "form feeds"));
        }
        let pattern = |rule| format!(r"^\s*{}{{5,}}\s*$", regex::escape(rule));
        let patterns =
            RULES.split("").filter(|rule| !rule.is_empty()).filter_map(|rule| Regex::new(&pattern(rule)).ok());
        let count = |pattern: &Regex| head.split(|byte| *byte == b'\n').filter(|line| pattern.is_match(line)).count();
        let counted = patterns.map(|pattern| (count(&pattern), pattern));
        let (count, pattern) = counted.max_by_key(|(count, _)| *count)?;
        (count >= ENOUGH).then_some((Split::Lines(pattern), "rule lines"))
    }
}

pub(super) struct Articles {
    path: String,
    unpacked: Option<Unpacked<'static>>,
    split: Split,
    format: Option<Format>,
    limit: u64,
    number: u64,
    line: u64,
    offset: u64,
}

/// An article under way.
#[derive(Default)]
struct Article {
    bytes: Vec<u8>,
    /// The line and offset of its first line that is not blank.
    begins: Option<(u64, u64)>,
    too_large: bool,
}

impl Articles {
    /// The articles of a stream, each of up to `limit` bytes.
    pub(super) fn new(
        path: String,
        unpacked: Unpacked<'static>,
        split: Split,
        format: Option<Format>,
        limit: u64,
    ) -> Articles {
        Articles { path, unpacked: Some(unpacked), split, format, limit, number: 0, line: 1, offset: 0 }
    }

    /// Reads a line, or up to a form feed where these count; what is longer than the limit comes in pieces.
    fn piece(&mut self) -> Result<Option<Vec<u8>>, ErrorKind> {
        let Some(Unpacked { stream, packing, .. }) = &mut self.unpacked else { return Ok(None) };
        let end = if matches!(self.split, Split::FormFeeds) { b'\x0c' } else { b'\n' };
        let mut piece = Vec::new();
        let read = stream.take(self.limit.saturating_add(1)).read_until(end, &mut piece);
        read.map_err(|error| fault(error, *packing))?;
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }

    /// Whether an article ends with this piece, and whether it is part of it.
    fn ends(&self, piece: &[u8], blank: &mut usize) -> (bool, bool) {
        *blank = if piece.trim_ascii().is_empty() { *blank + 1 } else { 0 };
        match &self.split {
            Split::FormFeeds => (piece.ends_with(b"\x0c"), true),
            Split::Blank(lines) => (*blank >= *lines, *blank < *lines),
            Split::Lines(pattern) => {
                let is_one = pattern.is_match(piece.trim_ascii_end());
                (is_one, !is_one)
            }
            Split::Guess => (false, true),
        }
    }

    /// Reads an article that is not blank; `None` at the end.
    fn article(&mut self) -> Result<Option<Article>, ErrorKind> {
        let (mut article, mut blank) = (Article::default(), 0);
        while let Some(piece) = self.piece()? {
            let (ends, belongs) = self.ends(&piece, &mut blank);
            if belongs && (article.begins.is_some() || !piece.trim_ascii().is_empty()) {
                self.add(&mut article, &piece);
            }
            self.line += memchr::memchr_iter(b'\n', &piece).count() as u64;
            self.offset += piece.len() as u64;
            if ends && article.begins.is_some() {
                return Ok(Some(article));
            }
        }
        Ok(article.begins.is_some().then_some(article))
    }

    fn add(&self, article: &mut Article, piece: &[u8]) {
        let blank = piece.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let lines = memchr::memchr_iter(b'\n', &piece[..blank]).count() as u64;
        article.begins.get_or_insert((self.line + lines, self.offset + blank as u64));
        article.too_large |= (article.bytes.len() + piece.len()) as u64 > self.limit;
        if !article.too_large {
            article.bytes.extend_from_slice(piece);
        }
    }
}

impl Iterator for Articles {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let place = |articles: &Articles, at: (u64, u64), record| Place {
            line: Some(at.0),
            offset: Some(at.1),
            record,
            ..Place::of_file(articles.path.clone())
        };
        match self.article() {
            Err(kind) => {
                self.unpacked = None;
                Some(Err(place(self, (self.line, self.offset), None).error(kind)))
            }
            Ok(None) => None,
            Ok(Some(article)) => {
                self.number += 1;
                let place = place(self, article.begins.unwrap_or_default(), Some(self.number.to_string()));
                if article.too_large {
                    return Some(Err(place.error(ErrorKind::TooLarge(self.limit))));
                }
                let hints = Hints { format: self.format, ..Hints::default() };
                let carried = Carried { hints, ..Carried::default() };
                Some(Ok(Pending::new(place, article.bytes, Wrap::Bare(Box::new(carried)))))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::source::Settings;

    fn read(text: &[u8], split: Split) -> Vec<Result<(String, u64, String), SourceError>> {
        let unpacked = Unpacked { stream: Box::new(Cursor::new(text.to_vec())), packing: None, layers: 0 };
        let of = |pending: Pending| {
            let input = pending.unpack(&Settings::default())?.input().unwrap();
            Ok((
                input.id.unwrap(),
                input.offset.unwrap(),
                String::from_utf8_lossy(&input.bytes).trim_ascii().to_owned(),
            ))
        };
        Articles::new("x".to_owned(), unpacked, split, None, 40).map(|found| found.and_then(of)).collect()
    }

    fn texts(text: &str, split: &str) -> Vec<String> {
        read(text.as_bytes(), split.parse().unwrap()).into_iter().map(|found| found.unwrap().2).collect()
    }

    #[test]
    fn each_way() {
        assert_eq!(texts("\u{c}a\nb\u{c}\n\u{c}c", "ff"), ["a\nb", "c"]);
        assert_eq!(texts("\n\n\na\n\nb\n\n\n\n\nc\n", "blank:2"), ["a\n\nb", "c"]);
        assert_eq!(texts("No 1\na\nb\nNo 2\nc\n", "^No [0-9]+$"), ["a\nb", "c"]);
        assert_eq!(texts("a\r\n=====\r\nb\r\n", "^=+$"), ["a", "b"]);
        assert!(texts("\n \u{c}\n", "ff").is_empty() && texts("", "blank:1").is_empty());
        let found = read(b"\n\na\n---\n\n b", "^---$".parse().unwrap());
        let numbers: Vec<_> = found.into_iter().map(|found| found.unwrap()).map(|(id, at, _)| (id, at)).collect();
        assert_eq!(numbers, [("1".to_owned(), 2), ("2".to_owned(), 10)]);
    }

    #[test]
    fn words_for_it() {
        for wrong in ["blank:0", "blank:x", "("] {
            assert!(wrong.parse::<Split>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_guess_needs_more_than_one() {
        let named = |text: &str| Split::guess(text.as_bytes()).map(|(_, name)| name);
        assert_eq!(named("a\u{c}b\u{c}c"), Some("form feeds"));
        assert_eq!(named("a\n-----\nb\n------\nc\n"), Some("rule lines"));
        assert_eq!(named("a\n-----\nb\n=====\nc\u{c}"), None);
    }

    #[test]
    fn an_article_too_long_costs_itself() {
        let text = format!("a\u{c}{}\u{c}c", "x\n".repeat(99));
        let found = read(text.as_bytes(), Split::FormFeeds);
        assert!(
            matches!(&found[1], Err(error) if matches!(error.kind, ErrorKind::TooLarge(40)) && error.offset == Some(2))
        );
        assert_eq!((found.len(), &*found[2].as_ref().unwrap().2), (3, "c"));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-c \n\u{c}-]{0,60}") {
            for split in ["ff", "blank:2", "^--$"] {
                let unpacked = Unpacked { stream: Box::new(Cursor::new(text.clone().into_bytes())), packing: None, layers: 0 };
                let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
                let articles = Articles::new("x".to_owned(), unpacked, split.parse().unwrap(), None, 1000);
                let found: String = articles
                    .map(|found| found.unwrap().unpack(&Settings::default()).unwrap().input().unwrap())
                    .map(|input| String::from_utf8(input.bytes).unwrap())
                    .collect();
                prop_assert_eq!(letters(&found), letters(&text));
            }
        }
    }
}
