//! Bytes and hints to text. Total: what cannot be decoded becomes U+FFFD, and that is said.
//!
//! The order is by strength of evidence: a byte order mark, what the container knows, the zero bytes of UTF-16 (of bytes that
//! are valid UTF-8 too, as UTF-16 of many alphabets is, more is asked), bytes that are valid UTF-8 or nearly so, then what
//! somebody declares (transport before document) if the bytes bear it out, then the detector over the whole input.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memmem};

use super::charset;
use crate::input::Hints;
use crate::letters;

/// Valid multi-byte sequences for each broken one that make damaged text UTF-8 rather than something else. GB 2312,
/// where chance makes the most of them, stays below 1; a page of one mangled quotation has dozens.
const UTF8_TO_BROKEN: usize = 4;

/// Bytes looked at for the zeros of UTF-16; text has a space or a line break long before that.
const ZEROS_WINDOW: usize = 4096;

/// Zero bytes on one side for each on the other. One in 256 Chinese characters has its zero on the wrong side, a space,
/// digit or line break on the right one comes several times as often; binary data has as many here as there.
const STRAY_ZEROS: usize = 2;

/// Of the 16-bit units, one in so many must have a zero byte: the share of spaces, digits and line breaks in Chinese
/// text, which has the fewest of them.
const UNITS_PER_ZERO: usize = 100;

/// The last control character below the letters.
const LAST_CONTROL: u8 = 0x1F;

/// Text, and whether some bytes of it were lost.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// Whether U+FFFD stands for bytes that were no text in the encoding used.
    pub lossy: bool,
}

/// Bytes of a text that are always read, and how many times its bytes of what becomes longer than that: a byte of some
/// encodings is three in UTF-8.
const ALWAYS: usize = 8 << 20;
const TIMES: usize = 2;

/// As much of a decoded text as is read, by the bytes that it was decoded from. Beyond 8 MiB, what needs three bytes
/// for one would take more memory than its size says.
pub fn cut(text: &str, bytes: usize) -> &str {
    letters::head(text, bytes.saturating_mul(TIMES).max(ALWAYS))
}

/// Decodes a document.
pub fn decode<'a>(bytes: &'a [u8], hints: &Hints) -> Decoded<'a> {
    if let Some(decoded) = by_mark(bytes) {
        return decoded;
    }
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) if hints.unicode || is_plain(bytes) => Decoded { text: Cow::Borrowed(text), lossy: false },
        valid => with(without_mark(bytes, valid.is_ok(), hints), bytes),
    }
}

/// The encoding of bytes that are neither marked nor plainly UTF-8.
fn without_mark(bytes: &[u8], valid: bool, hints: &Hints) -> &'static Encoding {
    if hints.unicode {
        return UTF_8;
    }
    if let Some(encoding) = by_zeros(bytes, valid) {
        return encoding;
    }
    if is_iso_2022_jp(bytes) {
        return ISO_2022_JP;
    }
    if valid || is_damaged_utf8(bytes) {
        return UTF_8;
    }
    let hinted = hints.charset.as_deref().map(str::as_bytes);
    [hinted, charset::declared(bytes)]
        .into_iter()
        .flatten()
        .find_map(|label| charset::believed(label, bytes))
        .unwrap_or_else(|| guess(bytes))
}

/// Text behind a byte order mark. The four bytes of UTF-32 begin with the two of UTF-16, so they come first.
fn by_mark(bytes: &[u8]) -> Option<Decoded<'_>> {
    match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => Some(utf32(rest, u32::from_le_bytes)),
        [0, 0, 0xFE, 0xFF, rest @ ..] => Some(utf32(rest, u32::from_be_bytes)),
        _ => Encoding::for_bom(bytes).map(|(encoding, length)| with(encoding, &bytes[length..])),
    }
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> Decoded<'_> {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut lossy = !rest.is_empty();
    let text = units.iter().map(|&unit| {
        let char = char::from_u32(number(unit));
        lossy |= char.is_none();
        char.unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    let mut text: String = text.collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text: text.into(), lossy }
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, lossy }
}

/// UTF-16 without a mark: the zero bytes of its ASCII characters all lie on one side.
///
/// Where it is also valid UTF-8, its letters are of alphabets that stand below U+2000, and the bytes on that side are hardly
/// anything but control characters: a stray zero in an ordinary text has letters on both sides.
fn by_zeros(bytes: &[u8], valid: bool) -> Option<&'static Encoding> {
    let (units, _) = window(bytes).as_chunks::<2>();
    let count = |side: usize, most: u8| units.iter().filter(|unit| unit[side] <= most).count();
    let (high_first, low_first) = (count(0, 0), count(1, 0));
    let (side, many, few, encoding) = if high_first > low_first {
        (0, high_first, low_first, UTF_16BE)
    } else {
        (1, low_first, high_first, UTF_16LE)
    };
    let clear = many > few * STRAY_ZEROS && many * UNITS_PER_ZERO >= units.len();
    let low = !valid || count(side, LAST_CONTROL) * 2 > units.len();
    (many > 0 && clear && low).then_some(encoding)
}

/// The bytes that are looked at for the zeros of UTF-16.
fn window(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(ZEROS_WINDOW)]
}

/// Whether bytes that are valid UTF-8 are no UTF-16 and no seven-bit Japanese.
fn is_plain(bytes: &[u8]) -> bool {
    // UTF-16 is told by the zeros at the beginning alone.
    memchr(0, window(bytes)).is_none() && !is_iso_2022_jp(bytes)
}

/// Seven-bit Japanese is valid UTF-8, with escape sequences for its characters.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    memchr(0x1B, bytes).is_some_and(|at| {
        let rest = &bytes[at..];
        memmem::find(rest, b"\x1B$B").is_some() || memmem::find(rest, b"\x1B$@").is_some()
    })
}

/// Whether bytes that are not valid UTF-8 are mostly so.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().as_bytes().chunks(COUNTED).map(sequences).sum::<usize>();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken * UTF8_TO_BROKEN
}

/// Sequences of bytes in at most so many bytes of UTF-8: a number that fits into a byte takes the compiler a few instructions
/// for many of them.
const COUNTED: usize = u8::MAX as usize;

fn sequences(bytes: &[u8]) -> usize {
    usize::from(bytes.iter().fold(0, |count, &byte| count + u8::from(byte >= 0xC0)))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RUSSIAN: &str = "Москва, 3 марта. Правительство утвердило новую программу поддержки сельских библиотек. \
        По словам министра, средства получат более двухсот районов страны.";
    const CHINESE: &str =
        "本报讯 昨天下午，市政府召开会议，讨论了城市公共交通的发展计划。会议决定，明年将新增三条公交线路。";
    const TAIWANESE: &str =
        "記者昨天報導，市議會通過了新的圖書館預算案。議員表示，這項計畫將有助於偏遠地區的學童閱讀。";
    const JAPANESE: &str =
        "市議会は３日、新しい図書館の建設計画を承認した。これにより、来年の春から工事が始まる見通しだ。";
    const KOREAN: &str =
        "시의회는 어제 새로운 도서관 건립 계획을 승인했다. 이에 따라 내년 봄부터 공사가 시작될 전망이다.";
    const FRENCH: &str = "Le conseil a décidé hier, à l’unanimité, de rénover l’école où près de 300 élèves étudient.";

    fn encoded(label: &str, text: &str) -> Vec<u8> {
        match label {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "utf-32le" => text.chars().flat_map(|c| (c as u32).to_le_bytes()).collect(),
            "utf-32be" => text.chars().flat_map(|c| (c as u32).to_be_bytes()).collect(),
            _ => Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned(),
        }
    }

    #[test]
    fn undeclared_text_of_every_legacy_encoding() {
        let rows = [
            ("windows-1251", RUSSIAN),
            ("koi8-r", RUSSIAN),
            ("iso-8859-5", RUSSIAN),
            ("gbk", CHINESE),
            ("gb18030", CHINESE),
            ("big5", TAIWANESE),
            ("shift_jis", JAPANESE),
            ("euc-jp", JAPANESE),
            ("iso-2022-jp", JAPANESE),
            ("euc-kr", KOREAN),
            ("windows-1252", FRENCH),
            ("utf-16le", FRENCH),
            ("utf-16be", RUSSIAN),
            ("utf-16le", CHINESE),
        ];
        for (label, text) in rows {
            let text = format!("{text}\n\n{text}\n");
            let bytes = encoded(label, &text);
            let decoded = decode(&bytes, &Hints::default());
            assert_eq!((decoded.text.as_ref(), decoded.lossy), (text.as_str(), false), "{label}");
        }
    }

    #[test]
    fn declared_by_the_document() {
        let rows = [
            ("iso-8859-2", "<meta charset='iso-8859-2'>", "Zażółć gęślą jaźń"),
            ("gb2312", "<META http-equiv=Content-Type content=\"text/html; charset=gb2312\">", "会议决定"),
            ("latin1", "<meta charset=latin1>", "déjà"),
            ("koi8-r", "<?xml version='1.0' encoding='koi8-r'?>", "Новости дня"),
            ("shift_jis", "<!-- <meta charset=koi8-r> --><meta charset=Shift_JIS>", "図書館の建設"),
        ];
        for (label, head, text) in rows {
            let page = format!("{head}<p>{text}</p>");
            let bytes = encoded(label, &page);
            assert_eq!(decode(&bytes, &Hints::default()).text, page, "{head}");
        }
    }

    #[test]
    fn a_wrong_declaration_is_no_evidence() {
        let rows = [
            ("declared UTF-8", "windows-1251", "<meta charset=utf-8>", RUSSIAN),
            ("declared UTF-16", "windows-1251", "<meta charset=utf-16>", RUSSIAN),
            ("declared Latin", "windows-1251", "<meta charset=iso-8859-1>", RUSSIAN),
            ("declared another Cyrillic", "koi8-r", "<meta charset=windows-1251>", RUSSIAN),
            ("declared Japanese", "gbk", "<meta charset=euc-jp>", CHINESE),
            ("declared Latin, is UTF-8", "utf-8", "<meta charset=iso-8859-1>", FRENCH),
        ];
        for (name, label, head, text) in rows {
            let page = format!("{head}<p>{text}</p><p>{text}</p>");
            let bytes = encoded(label, &page);
            assert_eq!(decode(&bytes, &Hints::default()).text, page, "{name}");
        }
    }

    #[test]
    fn the_transport_is_believed_before_the_document() {
        let hints = Hints { charset: Some("ISO-8859-2".into()), ..Hints::default() };
        let page = "<meta charset=windows-1252><p>Zażółć gęślą jaźń</p>";
        assert_eq!(decode(&encoded("iso-8859-2", page), &hints).text, page);
    }

    #[test]
    fn byte_order_marks() {
        for label in ["utf-16le", "utf-16be", "utf-32le", "utf-32be", "utf-8"] {
            let bytes = encoded(label, &format!("\u{FEFF}{RUSSIAN}"));
            assert_eq!(decode(&bytes, &Hints::default()).text, RUSSIAN, "{label}");
        }
    }

    #[test]
    fn a_stray_zero_is_no_utf_16() {
        for text in
            ["short \0 text", "MARBURY (AP) - Closed at noon\0, nobody said why.", "<p>a\0</p>", "caf\u{e9}s \0\0"]
        {
            assert_eq!(decode(text.as_bytes(), &Hints::default()).text, text);
        }
        for label in ["utf-16le", "utf-16be"] {
            for text in ["Noon", "Ja.", RUSSIAN, "\u{928}\u{947} \u{915}\u{939}\u{93e}"] {
                assert_eq!(decode(&encoded(label, text), &Hints::default()).text, text, "{label}");
            }
        }
    }

    #[test]
    fn what_is_known_to_be_unicode_is_not_guessed_about() {
        let hints = Hints { unicode: true, ..Hints::default() };
        for text in ["short \0 text", "a \u{1b}$B b"] {
            assert_eq!(decode(text.as_bytes(), &hints).text, text);
        }
        let surrogate = decode(b"Caf\xc3\xa9 \xed\xa0\xbd in", &hints);
        assert!(surrogate.lossy && surrogate.text.starts_with("Caf\u{e9} \u{fffd}"), "{}", surrogate.text);
    }

    #[test]
    fn part_of_a_character_is_marked() {
        let decoded = decode(b"\0\0\xFE\xFF\0\0\0a\0\0", &Hints::default());
        assert_eq!((decoded.text.as_ref(), decoded.lossy), ("a\u{FFFD}", true));
    }

    #[test]
    fn damaged_utf8_stays_utf8_and_says_so() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes[1] = b'?';
        bytes.truncate(RUSSIAN.len() - 2);
        let decoded = decode(&bytes, &Hints::default());
        assert!(decoded.lossy && decoded.text.contains("программу"), "{}", decoded.text);
    }

    proptest! {
        #[test]
        fn valid_utf8_is_borrowed(text in "[^\0\u{1b}\u{feff}]*") {
            let decoded = decode(text.as_bytes(), &Hints::default());
            prop_assert!(matches!(decoded.text, Cow::Borrowed(same) if same == text) && !decoded.lossy);
        }

        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..300), label in "[a-z0-9-]{0,12}") {
            decode(&bytes, &Hints { charset: Some(label), ..Hints::default() });
            let mut page = b"<meta charset=big5>".to_vec();
            page.extend(bytes);
            decode(&page, &Hints::default());
        }
    }
}
