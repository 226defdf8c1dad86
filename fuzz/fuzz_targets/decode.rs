//! Any bytes decode, and what is lost is said.

#![no_main]

use copydesk::Hints;
use copydesk::read::decode::decode;
use libfuzzer_sys::fuzz_target;

/// Labels that a transport may declare; the first byte of the input chooses.
const LABELS: &[Option<&str>] = &[
    None,
    Some("utf-8"),
    Some("windows-1251"),
    Some("gb18030"),
    Some("shift_jis"),
    Some("euc-kr"),
    Some("big5"),
    Some("iso-2022-jp"),
    Some("utf-16"),
    Some("utf-7"),
    Some("x-user-defined"),
];

fuzz_target!(|input: &[u8]| {
    let Some((&first, bytes)) = input.split_first() else { return };
    let label = LABELS[usize::from(first) % LABELS.len()];
    let hints = Hints { charset: label.map(str::to_owned), ..Hints::default() };
    let decoded = decode(bytes, &hints);
    // No encoding makes more than three bytes of UTF-8 of one byte: U+FFFD, or a character of a legacy page.
    assert!(decoded.text.len() <= 3 * bytes.len(), "{} bytes of {}", decoded.text.len(), bytes.len());
    if decoded.lossy {
        assert!(decoded.text.contains('\u{FFFD}'), "bytes were lost without a mark");
    }
    let plain = bytes.iter().all(|&byte| byte == b'\n' || (b' '..=b'~').contains(&byte));
    if plain {
        assert_eq!(decoded.text.as_bytes(), bytes, "plain ASCII is itself");
    }
});
