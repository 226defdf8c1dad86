//! ARC, which WARC came after: a line a record, its fields parted by spaces, then the content.

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::entry::{Entry, Kind};
use super::fields::split_line;

/// Bytes of a line: a URL with arguments and some words.
pub(super) const LINE: usize = 4 << 10;

/// Fields behind the URL, in the two versions there are.
const FIELDS: [usize; 2] = [9, 4];

/// Whether bytes begin with a record's line, whole.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let line = &bytes[..bytes.len().min(LINE)];
    memchr::memchr(b'\n', line).is_some_and(|end| fields(&line[..end]).is_some())
}

/// Where the first line that begins a record is, behind the first byte.
pub(super) fn find(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).map(|at| at + 1).find(|&at| begins(&bytes[at..]))
}

/// Where the line that begins at the first byte ends.
pub(super) fn head_end(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr(b'\n', bytes.get(from..)?).map(|end| from + end + 1)
}

/// Reads the line of a record.
pub(super) fn parse(line: &[u8]) -> Option<Entry> {
    let fields = fields(split_line(line).0)?;
    let kind = if fields.url.starts_with("filedesc:") { Kind::Other("filedesc records") } else { Kind::Document };
    Some(Entry {
        kind,
        id: None,
        url: Some(fields.url),
        retrieved: fields.date.to_datetime_string(),
        content_type: None,
        identified: Some(fields.mime).filter(|mime| mime.contains('/')),
        truncated: false,
        length: fields.length,
    })
}

struct Line {
    url: String,
    date: Date,
    mime: String,
    length: u64,
}

struct Date(DateTime);

impl Date {
    fn to_datetime_string(&self) -> Option<String> {
        Offset::UTC.to_timestamp(self.0).ok().map(|date| date.to_string())
    }
}

/// The fields of a line. URLs with spaces in them are found, so the others are counted from the end.
fn fields(line: &[u8]) -> Option<Line> {
    let line = std::str::from_utf8(line).ok()?.trim_ascii_end();
    FIELDS.iter().find_map(|&count| {
        let fields: Vec<&str> = line.rsplitn(count + 1, ' ').collect();
        let [length, .., mime, date, _address, url] = fields[..] else { return None };
        let is_url = url.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme));
        let date = date_of(date).filter(|_| is_url && fields.len() == count + 1)?;
        Some(Line { url: url.to_owned(), date, mime: mime.to_owned(), length: length.parse().ok()? })
    })
}

fn is_scheme(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Fourteen digits: year to second.
fn date_of(digits: &str) -> Option<Date> {
    if digits.len() != 14 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |at: usize| digits[at..at + 2].parse::<i8>().ok();
    let year = digits[..4].parse().ok()?;
    DateTime::new(year, part(4)?, part(6)?, part(8)?, part(10)?, part(12)?, 0).ok().map(Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_versions() {
        let first = b"http://example.com/a b 192.0.2.1 20080430204826 text/html 294\n";
        let entry = parse(first).unwrap();
        assert_eq!((entry.url.as_deref(), entry.length), (Some("http://example.com/a b"), 294));
        assert_eq!(entry.retrieved.as_deref(), Some("2008-04-30T20:48:26Z"));
        assert_eq!((entry.identified.as_deref(), entry.kind), (Some("text/html"), Kind::Document));
        let second = b"http://example.com/ 192.0.2.1 20080430204826 text/html 200 - - 1234 a.arc 294\n";
        assert_eq!(parse(second).unwrap().url.as_deref(), Some("http://example.com/"));
        let begin = b"filedesc://a.arc 0.0.0.0 20080430204825 text/plain 76\n";
        assert_eq!(parse(begin).unwrap().kind, Kind::Other("filedesc records"));
    }

    #[test]
    fn other_lines_are_none() {
        for line in [
            "http://example.com/ 192.0.2.1 20080430204826 text/html\n",
            "example 192.0.2.1 20080430204826 text/html 294\n",
            "http://example.com/ 192.0.2.1 20081430204826 text/html 294\n",
            "http://example.com/ 192.0.2.1 20080430204826 text/html 294",
            "At noon: the harbour was closed on 20080430204826 x 12 persons\n",
        ] {
            assert!(!begins(line.as_bytes()), "{line}");
        }
        assert_eq!(find(b"x\nhttp://a/ 1.1.1.1 20080430204826 - 0\n"), Some(2));
    }
}
