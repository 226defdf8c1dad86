//! What bytes are when they are neither text nor HTML.
//!
//! Two ways to know: a signature, or control characters that no text has. Care goes into the other side: UTF-16 and
//! UTF-32 are full of zeros, a capital `OTTO` begins a headline as well as a font, legacy encodings look random.

/// Bytes looked at for control characters: enough to judge by, little enough not to count.
pub(super) const SAMPLE: usize = 16 << 10;

/// Bytes in which a format that begins with letters has numbers: the first block of a tar archive.
const NUMBERS: usize = 512;

/// Bytes looked at together.
const ROW: usize = 256;

/// One control character in so many bytes is no longer a text with accidents. Random bytes have one in 10; real pages
/// with stray NULs have one in thousands.
const CONTROL_SHARE: usize = 32;

/// Signatures with bytes that text does not have, at an offset.
const BINARY: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x1f\x9d", "data of compress"),
    (0, b"\x04\x22\x4d\x18", "LZ4 data"),
    (0, b"\x5d\0\0", "LZMA data"),
    (0, b"\x7fELF", "a program"),
    (0, b"\xfe\xed\xfa\xce", "a program"),
    (0, b"\xfe\xed\xfa\xcf", "a program"),
    (0, b"\xce\xfa\xed\xfe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\0asm", "a WebAssembly program"),
    (0, b"dex\n03", "an Android program"),
    (0, b"\0\x01\0\0", "a font"),
    (0, b"\x1a\x45\xdf\xa3", "a video"),
    (0, b"\0\0\x01\xba", "a video"),
    (0, b"\0\0\x01\xb3", "a video"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "audio or video"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (0, b"ARROW1\0\0", "an Arrow file"),
    (0, b"\x93NUMPY", "a NumPy array"),
    (0, b"\xac\xed\0\x05", "a serialised Java object"),
    (0, b"\xff\x06\0\0sNaPpY", "Snappy data"),
];

/// Signatures that are letters: they count only where what follows is no text.
const LETTERS: &[(usize, &[u8], &str)] = &[
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"BM", "a BMP image"),
    (0, b"8BPS", "a Photoshop image"),
    (8, b"WAVE", "audio"),
    (8, b"AVI ", "a video"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftyphei", "a HEIF image"),
    (4, b"ftypM4A", "audio"),
    (4, b"ftyp", "a video"),
    (257, b"ustar", "a tar archive"),
    (0, b"!<arch>\n", "a package or library"),
    (0, b"LZIP", "lzip data"),
    (0, b"MZ", "a program"),
    (0, b"OTTO", "a font"),
    (0, b"ttcf", "a font"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"ID3", "audio"),
    (0, b"OggS", "audio or video"),
    (0, b"fLaC", "audio"),
    (0, b"MThd", "audio"),
    (0, b"FLV", "a video"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"ORC", "an ORC file"),
    (0, b"Obj\x01", "an Avro file"),
];

/// Formats that are written in letters and are still no article.
const WRITTEN: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "an RTF document"),
    (b"WARC/", "a web archive (WARC)"),
];

/// What a ZIP file of no known kind is called.
pub(super) const ZIP: &str = "a ZIP archive";

/// What is inside a ZIP file, by a name in its first entries.
const ZIPPED: &[(&[u8], &str)] = &[
    (b"word/", "a Word document"),
    (b"xl/", "an Excel sheet"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"mimetypeapplication/epub", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
    (b"META-INF/", "a Java archive"),
];

/// What signed bytes are; `None` when no signature says that they are neither text nor HTML.
pub(super) fn signed(bytes: &[u8]) -> Option<&'static str> {
    let begins = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if begins(0, b"PK\x03\x04") {
        return Some(zipped(bytes));
    }
    let written = || WRITTEN.iter().find(|(magic, _)| begins(0, magic)).map(|&(_, name)| name);
    let binary = || BINARY.iter().find(|(offset, magic, _)| begins(*offset, magic)).map(|&(.., name)| name);
    let letters = || LETTERS.iter().find(|(offset, magic, _)| begins(*offset, magic)).map(|&(.., name)| name);
    written().or_else(binary).or_else(|| letters().filter(|_| is_coded(bytes)))
}

/// Whether bytes are no text by what begins them: numbers, of which some are zero, or many control characters. A lone one,
/// as at the end of files from DOS, proves nothing.
fn is_coded(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(NUMBERS)].contains(&0) || unsigned(bytes).is_some()
}

/// What bytes are that no text is made of; `None` when they may be text or HTML in any encoding.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let what = signed(bytes).or_else(|| unsigned(bytes))?;
    // Asked last, for it reads the sample four times and pages hardly ever get here.
    if is_wide(bytes) { None } else { Some(what) }
}

/// What has too many control characters for a text in a byte-wise encoding.
fn unsigned(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Pages have none. To ask that of a row takes the compiler a few instructions; to count takes some for each byte.
    let rows = sample.chunks(ROW).filter(|row| row.iter().fold(0, |any, &byte| any | u8::from(is_unprinted(byte))) > 0);
    let controls = rows.flatten().filter(|&&byte| is_control(byte)).count();
    (controls * CONTROL_SHARE > sample.len()).then_some("binary data of an unknown kind")
}

fn zipped(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(SAMPLE)];
    let named = ZIPPED.iter().find(|(name, _)| memchr::memmem::find(head, name).is_some());
    named.map_or(ZIP, |&(_, what)| what)
}

/// Whether a byte is a control character that text does not have. It does have tabs, line and page breaks, and the escape and shift
/// characters of ISO 2022.
fn is_control(byte: u8) -> bool {
    (byte <= 8) | (byte.wrapping_sub(0x10) <= 0x0a) | (byte.wrapping_sub(0x1c) <= 3) | (byte == 0x7f)
}

/// The same, told in fewer steps: the escape and shift characters too.
fn is_unprinted(byte: u8) -> bool {
    (byte <= 8) | (byte.wrapping_sub(0x0e) <= 0x11) | (byte == 0x7f)
}

/// Whether this is UTF-16 or UTF-32, marked or not.
fn is_wide(bytes: &[u8]) -> bool {
    let marked = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 0, 0xfe, 0xff, ..]);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    marked
        || is_text(char::decode_utf16(pairs(sample, u16::from_le_bytes)).map(Result::ok))
        || is_text(char::decode_utf16(pairs(sample, u16::from_be_bytes)).map(Result::ok))
        || is_text(quads(sample, u32::from_le_bytes).map(char::from_u32))
        || is_text(quads(sample, u32::from_be_bytes).map(char::from_u32))
}

fn pairs(bytes: &[u8], join: fn([u8; 2]) -> u16) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(move |pair| join([pair[0], pair[1]]))
}

fn quads(bytes: &[u8], join: fn([u8; 4]) -> u32) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(move |four| join([four[0], four[1], four[2], four[3]]))
}

/// Whether characters are a text: all of them exist, none is a control or private one, and there are spaces or the
/// punctuation of scripts without them. Bytes that are not in this encoding fail within a few dozen characters.
fn is_text(chars: impl Iterator<Item = Option<char>>) -> bool {
    let mut chars = chars.peekable();
    let mut spaced = 0;
    while let Some(c) = chars.next() {
        match c {
            Some(' ' | '\n' | '\r' | '\t' | '\u{3000}'..='\u{3002}' | '\u{ff0c}') => spaced += 1,
            Some('\u{c}' | '\u{feff}') => {}
            Some(c) if !c.is_control() && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}') => {}
            // The end of the sample may part a character in two.
            None if chars.peek().is_none() => {}
            _ => return false,
        }
    }
    spaced > 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn utf32(text: &str, order: fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars().flat_map(|c| order(u32::from(c))).collect()
    }

    #[test]
    fn text_in_any_encoding_is_not_foreign() {
        let russian = "Порт закрыли в полдень, и никто не сказал почему.\n";
        let chinese = "港口于中午关闭,\u{3002}没有人说明原因\u{3002}\n";
        let legacy = |label: &str, text: &str| {
            encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
        };
        let rows: Vec<(&str, Vec<u8>)> = vec![
            ("empty", Vec::new()),
            ("a capital headline that begins like a font", b"OTTO WINS THE CUP\n".to_vec()),
            ("one control character", b"BMW recalls cars after fire\x1a\n\nThe company said so on Monday.\n".to_vec()),
            ("BM", b"BM said on Monday that it would close.".to_vec()),
            ("MZ", b"MZ\n".to_vec()),
            ("WAVE at its offset", b"A SUMMERWAVE of heat".to_vec()),
            ("UTF-8", russian.as_bytes().to_vec()),
            ("UTF-16 LE", utf16(russian, u16::to_le_bytes)),
            ("UTF-16 BE", utf16(russian, u16::to_be_bytes)),
            ("UTF-16 LE, ASCII", utf16("No mark, plain letters.", u16::to_le_bytes)),
            ("UTF-16 LE, Chinese", utf16(chinese, u16::to_le_bytes)),
            ("UTF-16 BE, Chinese", utf16(chinese, u16::to_be_bytes)),
            ("UTF-16 with mark", utf16("\u{feff}x", u16::to_le_bytes)),
            ("UTF-16, longer than the sample, an emoji on its edge", utf16(&"🚢 😀".repeat(9000), u16::to_le_bytes)),
            ("UTF-32 LE", utf32(russian, u32::to_le_bytes)),
            ("UTF-32 BE", utf32(russian, u32::to_be_bytes)),
            ("windows-1251", legacy("windows-1251", russian)),
            ("koi8-r", legacy("koi8-r", russian)),
            ("gb18030", legacy("gb18030", chinese)),
            ("big5", legacy("big5", "港口於中午關閉")),
            ("shift_jis", legacy("shift_jis", "港は正午に閉鎖された。")),
            ("iso-2022-jp", legacy("iso-2022-jp", "港は正午に閉鎖された。")),
            ("euc-kr", legacy("euc-kr", "항구는 정오에 폐쇄되었다.")),
            ("a page with one stray NUL", [&b"<p>A page"[..], &[0], &[b'x'; 200]].concat()),
        ];
        for (name, bytes) in rows {
            assert_eq!(foreign(&bytes), None, "{name}");
        }
    }

    #[test]
    fn every_signature_is_recognised() {
        for (offset, magic, what) in BINARY.iter().chain(LETTERS) {
            let bytes = [&vec![b'x'; *offset][..], magic, b"\x01\x00\x07 and more"].concat();
            assert_eq!(signed(&bytes), Some(*what), "{what}: {magic:?}");
            assert_eq!(foreign(&bytes), Some(*what), "{what}: {magic:?}");
        }
        for (magic, what) in WRITTEN {
            assert_eq!(foreign(&[magic, &b"1.4 and more"[..]].concat()), Some(*what));
        }
        for (name, what) in ZIPPED {
            let bytes = [&b"PK\x03\x04\x14\0\x06\0[Content_Types].xml"[..], name, b"x"].concat();
            assert_eq!(foreign(&bytes), Some(*what));
        }
        assert_eq!(foreign(b"PK\x03\x04\x14\0notes.txt"), Some("a ZIP archive"));
    }

    #[test]
    fn unsigned_binary_is_known_by_its_control_characters() {
        let random: Vec<u8> = (1..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for (name, bytes) in [("random", &random[..]), ("zeros", &[0; 64]), ("one NUL", b"\0")] {
            assert_eq!(foreign(bytes), Some("binary data of an unknown kind"), "{name}");
        }
    }

    #[test]
    fn no_control_character_is_printed() {
        assert!((0..=u8::MAX).all(|byte| is_unprinted(byte) || !is_control(byte)));
    }

    proptest! {
        #[test]
        fn any_bytes_get_an_answer(bytes: Vec<u8>) {
            let _ = foreign(&bytes);
        }

        #[test]
        fn printable_ascii_is_text(text in "[ -~\n]{0,300}") {
            let written = WRITTEN.iter().any(|(magic, _)| text.as_bytes().starts_with(magic));
            prop_assert!(written || foreign(text.as_bytes()).is_none());
        }
    }
}
