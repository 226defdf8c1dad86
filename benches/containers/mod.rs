//! Files of many documents that are meant to hurt.

use std::io::Write;
use std::sync::Arc;

use copydesk::Rules;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

use super::{Case, MB, SENTENCE};

/// Rules for what these files say is their address.
pub(super) fn rules() -> Arc<Rules> {
    let mut file = tempfile::NamedTempFile::new().expect("a file can be made");
    file.write_all(b"['.example.org']\ndrop_lines = '^Ad'\n").expect("and written");
    Arc::new(Rules::open(file.path()).expect("the rules are sound"))
}

pub(super) fn cases() -> Vec<Case> {
    [archives(), web_archives(), written()].into_iter().flatten().collect()
}

fn case(name: &str, make: impl Fn(usize) -> Vec<u8> + 'static) -> Case {
    (name.to_owned(), Box::new(make))
}

fn archives() -> Vec<Case> {
    vec![
        case("tar, 5 000 gaps", |times| [&tar_member()[..], &[0xff; 512]].concat().repeat(times * 5_000)),
        case("tar.gz, 5 000 gaps", |times| gzip(&[&tar_member()[..], &[0xff; 512]].concat().repeat(times * 5_000))),
        case("tar of 10 000 empty members", |times| tar_member().repeat(times * 10_000)),
        case("zip without a list, 10 000 entries nested", |times| nested(b"a", times * 10_000)),
        case("zip without a list, the same, hidden", |times| nested(b".a", times * 10_000)),
        case("zip without a list, 1 MB of signatures", |times| b"PK\x03\x04".repeat(times * MB / 4)),
        case("zip, 1 000 entries of the same data", |times| same_data(times * 1_000)),
    ]
}

fn web_archives() -> Vec<Case> {
    let resource = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n";
    vec![
        case("WARC, a field of 225 KB in folded lines", move |times| {
            format!("{resource}WARC-Target-URI: a\r\n{}Content-Length: 3\r\n\r\n<p>", " b\r\n".repeat(times * 56_000))
                .into()
        }),
        case("WARC, 5 000 gaps", move |times| {
            format!("{resource}Content-Length: 3\r\n\r\n<p>\r\n\r\nno record\r\n").repeat(times * 5_000).into()
        }),
        case("WARC, 5 000 lengths too long", move |times| {
            format!("{resource}Content-Length: 99999999\r\n\r\n<p>\r\n\r\n").repeat(times * 5_000).into()
        }),
        case("WARC in gzip, 1 MB of signatures", move |times| {
            let record = format!("{resource}Content-Length: 3\r\n\r\n<p>\r\n\r\n");
            [gzip(record.as_bytes()), b"\x1f\x8b\x08\0".repeat(times * MB / 4)].concat()
        }),
        case("HTTP, 7 000 encodings", |times| {
            let block = [&b"\0\xa0\x86\x5f\x79"[..], &SENTENCE.repeat(500).as_bytes()[..0x86a0]].concat();
            let body = [block.repeat(times * 40), b"no".to_vec()].concat();
            response(&format!("Content-Encoding: {}\r\n", "deflate,".repeat(times * 7_000)), &body)
        }),
        case("HTTP, 1 MB in chunks of a byte", |times| {
            response("Transfer-Encoding: chunked\r\n", &b"1\r\nx\r\n".repeat(times * MB / 6))
        }),
    ]
}

fn written() -> Vec<Case> {
    let line = |host: &str, text: &str| {
        serde_json::json!({"url": format!("https://{host}example.org/"), "text": text}).to_string().into_bytes()
    };
    vec![
        case("JSON, 1 MB of brackets", |times| b"[".repeat(times * MB)),
        case("JSON, 1 MB of arrays", |times| [b"[".repeat(times * MB / 2), b"]".repeat(times * MB / 2)].concat()),
        case("JSON, 10 MB of objects", |times| format!("[{}1]", "{\"a\":\"b\"},".repeat(times * MB)).into()),
        case("XML, 1 MB of comments", |times| b"<!-- a -->".repeat(times * MB / 10)),
        case("mail, a head of 1 MB", |times| b"Received: a\r\n\tb\r\n".repeat(times * MB / 17)),
        case("a host of 25 000 labels, with rules", move |times| line(&"a.".repeat(times * 25_000), SENTENCE)),
        case("1 MB of lines that a rule drops", move |times| line("", &"Ad\n".repeat(times * MB / 3))),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes it")
}

fn tar_member() -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_size(0);
    header.set_path("a").expect("a name can be short");
    header.set_cksum();
    header.as_bytes().to_vec()
}

/// An entry's own header: method, CRC-32, bytes packed and unpacked.
fn zip_header(name: &[u8], method: u16, crc: u32, [packed, unpacked]: [u32; 2]) -> Vec<u8> {
    let sums = [crc, packed, unpacked].map(u32::to_le_bytes).concat();
    let length = (name.len() as u16).to_le_bytes();
    [&b"PK\x03\x04\x14\0\0\0"[..], &method.to_le_bytes(), &[0; 4], &sums, &length, &[0; 2], name].concat()
}

/// Entries that each claim all that is behind them, by a checksum that is wrong.
fn nested(name: &[u8], count: usize) -> Vec<u8> {
    let one = zip_header(name, 0, 0, [0, 0]).len();
    let header = |at: usize| zip_header(name, 0, 1, [((count - at) * one) as u32; 2]);
    (1..=count).flat_map(header).collect()
}

/// A list of entries that have all the same header and data.
fn same_data(count: usize) -> Vec<u8> {
    let text = "\n".repeat(MB / 100);
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let data = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).expect("memory takes it");
    let mut crc = flate2::Crc::new();
    crc.update(text.as_bytes());
    let header = zip_header(b"a", 8, crc.sum(), [data.len() as u32, text.len() as u32]);
    // What is listed under one name twice would be read once.
    let entry = |number: usize| {
        let name = format!("{number:06}").into_bytes();
        [&b"PK\x01\x02\x14\0"[..], &header[4..26], &[name.len() as u8, 0], &[0; 16], &name].concat()
    };
    let list: Vec<u8> = (0..count).flat_map(entry).collect();
    let [listed, begins] = [list.len(), header.len() + data.len()].map(|size| (size as u32).to_le_bytes());
    let number = (count as u16).to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &number, &number, &listed, &begins, &[0; 2]].concat();
    [header, data, list, end].concat()
}

fn response(fields: &str, body: &[u8]) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n");
    let length = http.len() + body.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), http.as_bytes(), body, b"\r\n\r\n"].concat()
}
