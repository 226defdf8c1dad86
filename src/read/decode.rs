//! Bytes and hints to text. Total: what cannot be decoded becomes U+FFFD, and that is said.

use std::borrow::Cow;

use crate::input::Hints;

/// Text, and whether some bytes of it were lost.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// Whether U+FFFD stands for bytes that were no text in the encoding used.
    pub lossy: bool,
}

/// Decodes a document.
pub fn decode<'a>(bytes: &'a [u8], _hints: &Hints) -> Decoded<'a> {
    let text = String::from_utf8_lossy(bytes);
    let lossy = matches!(text, Cow::Owned(_));
    Decoded { text, lossy }
}
