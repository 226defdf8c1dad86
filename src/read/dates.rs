//! Dates as pages print them, in many languages, to RFC 3339.

/// Reads the first date in a short text (a byline, a `datetime` attribute, a line "Published …").
///
/// The result is an RFC 3339 timestamp when the text gives a time and an offset, else a day (`2024-02-29`).
/// `language` (BCP 47) tells day-first from month-first in `03/04/2024`; where it does not, such a date is `None`.
pub fn parse(_text: &str, _language: Option<&str>) -> Option<String> {
    None
}
