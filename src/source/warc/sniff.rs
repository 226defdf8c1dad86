//! Whether a file is a web archive: by its beginning, even where that is damaged.

use std::io::Cursor;
use std::iter::successors;

use super::Framing;
use super::entry::{self, VERSION_LINE};
use super::{arc, fields};
use crate::source::Packing;
use crate::source::members::{BEGINNING, Filled, Members};

/// Lines within which a head whose first line is damaged names its type.
const HEAD_LINES: usize = 16;

/// Fields that every record has.
const SURE: [&[u8]; 3] = [b"WARC-Type:", b"WARC-Record-ID:", b"Content-Length:"];

/// What a `.warc.zst` with a dictionary begins with. Nothing else is known to.
const DICTIONARY: &[u8] = &[0x5d, 0x2a, 0x4d, 0x18];

/// What unpacked bytes that begin like this are, if an archive.
pub(in crate::source) fn of(head: &[u8]) -> Option<Framing> {
    let head = &head[head.iter().take_while(|byte| byte.is_ascii_whitespace()).count()..];
    if entry::begins(head) || has_damaged_first_line(head) {
        return Some(Framing::Warc);
    }
    // What looks like an ARC line may be a text; what begins a file of them is sure.
    (head.starts_with(b"filedesc:") && arc::begins(head)).then_some(Framing::Arc)
}

/// Whether a record's fields follow on a first line that is damaged.
fn has_damaged_first_line(head: &[u8]) -> bool {
    let (first, rest) = fields::split_line(head);
    let all = || successors(Some(fields::split_line(rest)), |(_, behind)| Some(fields::split_line(behind)));
    let lines = || all().map(|(line, _)| line).take(HEAD_LINES).take_while(|line| !line.is_empty());
    first.len() <= VERSION_LINE && SURE.iter().all(|name| lines().any(|line| line.starts_with(name)))
}

/// What the gzip members or zstd frames of a file that begins like this hold, if an archive.
pub(in crate::source) fn packed(file: &[u8]) -> Option<(Packing, Framing)> {
    if file.starts_with(DICTIONARY) {
        return Some((Packing::Zstd, Framing::Warc));
    }
    match Packing::of(file) {
        Some(packing) => in_members(file, packing),
        // No text, and yet not signed: its first bytes may be damaged.
        None => [Packing::Gzip, Packing::Zstd].into_iter().find_map(|packing| in_members(file, packing)),
    }
}

fn in_members(file: &[u8], packing: Packing) -> Option<(Packing, Framing)> {
    packing.member()?;
    let stream = Box::new(Cursor::new(file.to_vec()));
    let mut members = Members::open(stream, Some(packing), 0, entry::begins).ok()?;
    let filled = members.fill(BEGINNING);
    let mut found = of(members.chunk());
    if found.is_none() && filled == Filled::Broken {
        members.next_sound().ok()?;
        found = of(members.chunk());
    }
    found.map(|framing| (packing, framing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::compression::tests::pack;

    const HEAD: &[u8] =
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 0\r\n\r\n\r\n\r\n";

    #[test]
    fn archives_by_their_beginning() {
        let mut damaged = HEAD.to_vec();
        damaged[2] = b'\n';
        let arc = b"filedesc://a.arc 0.0.0.0 20080430204825 text/plain 76\n";
        let rows: &[(&str, &[u8], Option<Framing>)] = &[
            ("WARC", HEAD, Some(Framing::Warc)),
            ("its first line hit", &damaged, Some(Framing::Warc)),
            ("blank lines before it", b"\r\n\r\nWARC/1.0\r\n", Some(Framing::Warc)),
            ("ARC", arc, Some(Framing::Arc)),
            ("an article about it", b"WARC/1.0 is a format.\n\nWARC-Type: says what a record is", None),
            ("nothing", b"", None),
        ];
        for (name, head, expected) in rows {
            assert_eq!(of(head), *expected, "{name}");
        }
    }

    #[test]
    fn packed_archives_even_where_the_first_member_is_hit() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            let file = [pack(packing, HEAD), pack(packing, HEAD)].concat();
            for at in 0..pack(packing, HEAD).len() {
                let mut hit = file.clone();
                hit[at] ^= 0x55;
                assert_eq!(packed(&hit), Some((packing, Framing::Warc)), "{packing} {at}");
            }
            assert_eq!(packed(&file[..file.len() - 3]), Some((packing, Framing::Warc)));
            assert_eq!(packed(&pack(packing, b"The harbour was closed.")), None);
        }
        assert_eq!(packed(&pack(Packing::Xz, HEAD)), None);
    }
}
