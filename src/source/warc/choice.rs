//! Which of the documents in a web archive are read: by what the server said of them.

use std::str::FromStr;

/// The statuses and media types of documents that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Statuses; what has none is read whatever is here.
    pub status: Vec<Status>,
    /// Media types; what has none is read when it is text by its content.
    pub mime: Vec<Mime>,
}

impl Default for Choice {
    /// Pages that were found: status 200, and HTML or plain text.
    fn default() -> Self {
        let mime = ["text/html", "application/xhtml+xml", "text/plain"].map(|mime| Mime(mime.to_owned()));
        Choice { status: vec![Status::Code(200)], mime: mime.into() }
    }
}

impl Choice {
    pub(super) fn has_status(&self, status: Option<u16>) -> bool {
        status.is_none_or(|status| self.status.iter().any(|chosen| chosen.holds(status)))
    }

    /// Whether a document with this Content-Type is read.
    pub(super) fn has_mime(&self, content_type: Option<&str>) -> bool {
        let mime =
            content_type.and_then(|value| value.split(';').next()).map(str::trim).filter(|mime| !mime.is_empty());
        mime.is_none_or(|mime| self.mime.iter().any(|chosen| chosen.holds(mime)))
    }
}

/// An HTTP status, or all of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One: `200`.
    Code(u16),
    /// Those with this first digit: `2xx`.
    Class(u16),
    /// Every one: `any`.
    Any,
}

impl Status {
    fn holds(self, status: u16) -> bool {
        match self {
            Status::Code(code) => status == code,
            Status::Class(digit) => status / 100 == digit,
            Status::Any => true,
        }
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Status, String> {
        let fault = || "a status is a number like 200, a class like 2xx, or any".to_owned();
        match (text, text.strip_suffix("xx")) {
            ("any", _) => Ok(Status::Any),
            (_, Some(digit)) => digit.parse().ok().filter(|digit| *digit < 10).map(Status::Class).ok_or_else(fault),
            (code, None) => code.parse().ok().filter(|code| *code < 1000).map(Status::Code).ok_or_else(fault),
        }
    }
}

/// A media type, or all of a kind: `text/*`, `any`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mime(String);

impl Mime {
    fn holds(&self, mime: &str) -> bool {
        match self.0.strip_suffix('*') {
            Some(kind) => mime.get(..kind.len()).is_some_and(|head| head.eq_ignore_ascii_case(kind)),
            None => self.0 == "any" || self.0.eq_ignore_ascii_case(mime),
        }
    }
}

impl FromStr for Mime {
    type Err = String;

    fn from_str(text: &str) -> Result<Mime, String> {
        let has_both = text.split_once('/').is_some_and(|(kind, sub)| !kind.is_empty() && !sub.is_empty());
        if text == "any" || has_both {
            return Ok(Mime(text.to_owned()));
        }
        Err("a media type is like text/html, a kind of them like text/*, or any".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_were_found() {
        let choice = Choice::default();
        assert!(choice.has_status(None) && choice.has_status(Some(200)) && !choice.has_status(Some(404)));
        let rows = [
            (None, true),
            (Some(""), true),
            (Some(" ; charset=utf-8"), true),
            (Some("Text/HTML; charset=x"), true),
            (Some("text/plain"), true),
            (Some("image/png"), false),
            (Some("text/htmlx"), false),
        ];
        for (content_type, read) in rows {
            assert_eq!(choice.has_mime(content_type), read, "{content_type:?}");
        }
    }

    #[test]
    fn words_for_them() {
        let status = |text: &str| text.parse::<Status>();
        assert_eq!(
            [status("404"), status("2xx"), status("any")],
            [Ok(Status::Code(404)), Ok(Status::Class(2)), Ok(Status::Any)]
        );
        assert!(["", "xx", "2x", "1000", "ok", "20xx", "-1"].iter().all(|text| status(text).is_err()));
        assert!(Status::Class(3).holds(302) && !Status::Class(3).holds(200));
        let holds = |chosen: &str, mime| chosen.parse::<Mime>().unwrap().holds(mime);
        assert!(holds("text/*", "text/html") && !holds("text/*", "image/png") && holds("any", "x/y"));
        assert!(["", "html", "/", "text/"].iter().all(|text| text.parse::<Mime>().is_err()));
    }
}
