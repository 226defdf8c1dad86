//! The body of an HTTP message to the document in it: put together from chunks, its encodings taken off. Servers and
//! crawlers both say what is not so, and then the bytes are right.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::fields::split_line;
use super::http::Head;
use crate::error::ErrorKind;
use crate::source::{Packing, sniff};

/// The largest window a zstd encoding may use, as a power of two: what RFC 9659 allows on the web.
const WINDOW_LOG: u32 = 23;

/// Encodings that are taken off one body: as many as curl takes. Servers send one, and two by mistake.
pub(super) const MOST_ENCODINGS: usize = 5;

/// Bytes the brotli decoder reads at once.
const BROTLI_BUFFER: usize = 4 << 10;

/// How a body was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::source) struct Sent {
    chunked: bool,
    encodings: Vec<String>,
    /// It may end early, for the record said so.
    truncated: bool,
}

impl Sent {
    pub(super) fn new(head: Head, truncated: bool) -> Sent {
        Sent { chunked: head.chunked, encodings: head.encodings, truncated }
    }

    /// The document in a body.
    pub(in crate::source) fn decode(&self, body: Vec<u8>, limit: u64) -> Result<Vec<u8>, ErrorKind> {
        if self.encodings.len() > MOST_ENCODINGS {
            let about = ["stack of encodings".to_owned(), format!("more than {MOST_ENCODINGS}")];
            return Err(ErrorKind::BadBody(Box::new(about)));
        }
        let mut body = if self.chunked { joined(body) } else { body };
        for encoding in self.encodings.iter().rev() {
            body = self.take_off(encoding, body, limit)?;
        }
        Ok(body)
    }

    fn take_off(&self, encoding: &str, body: Vec<u8>, limit: u64) -> Result<Vec<u8>, ErrorKind> {
        let packed = &body[..];
        let is = |packing| Packing::of(packed) == Some(packing);
        let decoder: Box<dyn Read> = match encoding {
            "gzip" | "x-gzip" if is(Packing::Gzip) => Box::new(GzDecoder::new(packed)),
            "deflate" if is_zlib(packed) => Box::new(ZlibDecoder::new(packed)),
            "deflate" => Box::new(DeflateDecoder::new(packed)),
            "br" => Box::new(brotli_decompressor::Decompressor::new(packed, BROTLI_BUFFER)),
            "zstd" if is(Packing::Zstd) => match zstd::Decoder::with_buffer(packed) {
                Ok(mut decoder) => {
                    let _ = decoder.window_log_max(WINDOW_LOG);
                    Box::new(decoder)
                }
                Err(error) => return Err(ErrorKind::BadBody(Box::new([encoding.to_owned(), error.to_string()]))),
            },
            // It is not what the server says, or this program does not know the word: then it is what it is.
            _ => return Ok(body),
        };
        let mut unpacked = Vec::new();
        let read = decoder.take(limit + 1).read_to_end(&mut unpacked);
        match read {
            _ if unpacked.len() as u64 > limit => Err(ErrorKind::TooLarge(limit)),
            Ok(_) => Ok(unpacked),
            Err(_) if self.truncated && !unpacked.is_empty() => Ok(unpacked),
            // Neither brotli nor bare deflate has a signature to tell that it was never applied.
            Err(_) if matches!(encoding, "br" | "deflate") && sniff::foreign(packed).is_none() => Ok(body),
            Err(error) => Err(ErrorKind::BadBody(Box::new([encoding.to_owned(), error.to_string()]))),
        }
    }
}

/// Whether bytes begin with the head of a zlib stream, as `deflate` means and not every server sends.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, &[method, flags, ..] if method & 15 == 8 && u16::from_be_bytes([method, flags]).is_multiple_of(31))
}

/// The chunks of a body, joined. From where one has not the size it says, the rest is taken as it is.
fn joined(body: Vec<u8>) -> Vec<u8> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = &body[..];
    while let Some((size, chunk)) = chunk_size(rest) {
        if size == 0 {
            return joined;
        }
        if size >= chunk.len() {
            joined.extend_from_slice(chunk);
            return joined;
        }
        let (data, behind) = chunk.split_at(size);
        joined.extend_from_slice(data);
        rest = behind;
        match behind.strip_prefix(b"\r\n").or(behind.strip_prefix(b"\n")) {
            Some(next) => rest = next,
            None => break,
        }
    }
    if joined.is_empty() {
        return body;
    }
    joined.extend_from_slice(rest);
    joined
}

/// The size that a chunk begins with, and what is behind that line.
fn chunk_size(rest: &[u8]) -> Option<(usize, &[u8])> {
    let (line, behind) = split_line(rest);
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    // A plus sign is no digit.
    digits.first()?.is_ascii_hexdigit().then_some((size, behind))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::source::compression::tests::pack;

    const PAGE: &[u8] = b"<p>The harbour was closed at noon, and nobody said why.";

    fn decoded(chunked: bool, encodings: &[&str], body: &[u8]) -> Result<Vec<u8>, ErrorKind> {
        let encodings = encodings.iter().map(|&encoding| encoding.to_owned()).collect();
        Sent { chunked, encodings, truncated: false }.decode(body.to_vec(), 1 << 20)
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap()
    }

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap()
    }

    /// Brotli's form for bytes as they are: a window of 64 KiB, one uncompressed block of up to 64 KiB, the end.
    fn brotli(bytes: &[u8]) -> Vec<u8> {
        // Bits, lowest first: 0 for the window, 0 not the last, 00 for four nibbles of length - 1, then 1 for as it is.
        let head = (bytes.len() as u32 - 1) << 4 | 1 << 20;
        [&head.to_le_bytes()[..3], bytes, &[3]].concat()
    }

    #[test]
    fn chunks_are_joined_even_where_their_sizes_are_wrong() {
        let rows: &[(&str, &[u8], &[u8])] = &[
            ("well", b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", b"abcde"),
            ("line feeds alone", b"3\nabc\n2\nde\n0\n\n", b"abcde"),
            ("without an end", b"3\r\nabc\r\n2\r\nde", b"abcde"),
            ("cut off", b"ff\r\nabc", b"abc"),
            ("not chunked at all", b"<p>abc\r\n", b"<p>abc\r\n"),
            ("bad in the second size", b"3\r\nabc\r\nzz\r\nde", b"abczz\r\nde"),
            ("a chunk longer than its size", b"2\r\nabc\r\n0\r\n", b"abc\r\n0\r\n"),
            ("a size without bound", b"ffffffffffffffffffff\r\nabc", b"ffffffffffffffffffff\r\nabc"),
            ("a sign", b"+3\r\nabc", b"+3\r\nabc"),
            ("nothing", b"", b""),
            ("ended at once", b"0\r\n\r\n", b""),
        ];
        for (name, body, expected) in rows {
            let joined = decoded(true, &[], body).unwrap();
            assert_eq!(String::from_utf8_lossy(&joined), String::from_utf8_lossy(expected), "{name}");
        }
    }

    #[test]
    fn every_encoding_comes_off() {
        let gzip = pack(Packing::Gzip, PAGE);
        for (encodings, body) in [
            (&["gzip"][..], gzip.clone()),
            (&["x-gzip"], [&gzip[..], b"garbage that browsers do not see"].concat()),
            (&["deflate"], zlib(PAGE)),
            (&["deflate"], deflate(PAGE)),
            (&["br"], brotli(PAGE)),
            (&["zstd"], pack(Packing::Zstd, PAGE)),
            (&["gzip", "br"], brotli(&gzip)),
        ] {
            assert_eq!(decoded(false, encodings, &body).unwrap(), PAGE, "{encodings:?}");
        }
    }

    #[test]
    fn what_was_never_encoded_stays() {
        for encoding in ["gzip", "deflate", "br", "zstd", "utf-8"] {
            assert_eq!(decoded(false, &[encoding], PAGE).unwrap(), PAGE, "{encoding}");
        }
    }

    #[test]
    fn a_body_that_breaks_off_is_an_error_unless_the_record_said_so() {
        let gzip = pack(Packing::Gzip, &PAGE.repeat(100));
        let cut = &gzip[..gzip.len() - 9];
        let error = decoded(false, &["gzip"], cut).unwrap_err();
        assert!(matches!(error, ErrorKind::BadBody(..)), "{error}");
        let sent = Sent { chunked: false, encodings: vec!["gzip".to_owned()], truncated: true };
        assert!(sent.decode(cut.to_vec(), 1 << 20).unwrap().starts_with(PAGE));
    }

    #[test]
    fn encodings_without_end_are_refused_before_one_is_tried() {
        let nested = (0..MOST_ENCODINGS).fold(PAGE.to_vec(), |body, _| zlib(&body));
        assert_eq!(decoded(false, &["deflate"; MOST_ENCODINGS], &nested).unwrap(), PAGE);
        let error = decoded(false, &["deflate"; MOST_ENCODINGS + 1], PAGE).unwrap_err();
        assert!(error.to_string().starts_with("the body is not the stack of encodings it says"), "{error}");
    }

    #[test]
    fn a_body_is_not_inflated_without_bound() {
        for bomb in [pack(Packing::Gzip, &[b' '; 3 << 20]), pack(Packing::Zstd, &[b' '; 3 << 20])] {
            let encoding = if Packing::of(&bomb) == Some(Packing::Gzip) { "gzip" } else { "zstd" };
            assert!(matches!(decoded(false, &[encoding], &bomb), Err(ErrorKind::TooLarge(_))), "{encoding}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(body: Vec<u8>, chunked: bool, which in 0usize..4) {
            let _ = decoded(chunked, &[["gzip", "deflate", "br", "zstd"][which]], &body);
        }

        #[test]
        fn chunks_of_any_size_give_the_body(body: Vec<u8>, size in 1usize..50) {
            let chunk = |part: &[u8]| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
            let sent: Vec<u8> = body.chunks(size).flat_map(chunk).chain(*b"0\r\n\r\n").collect();
            prop_assert_eq!(decoded(true, &[], &sent).unwrap(), body);
        }
    }
}
