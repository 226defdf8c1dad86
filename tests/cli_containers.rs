//! Files of many documents: web archives, tar, zip, tables, texts of many articles; whole and damaged.

mod common;

use std::io::Write;

use common::{Folder, bzip2, copydesk, feed, gzip, lines, run, zstd};
use serde_json::json;

fn page(number: usize) -> String {
    format!(
        "<title>Day {number}</title><p>The harbour was closed on day {number}, and nobody of the town said why.</p>"
    )
}

fn response(number: usize, head: &str, body: &[u8]) -> Vec<u8> {
    let message = [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n", body].concat();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-05-17T23:31:22Z\r\n\
         WARC-Target-URI: http://example.com/{number}\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n",
        message.len()
    );
    [head.as_bytes(), &message, b"\r\n\r\n"].concat()
}

fn record(number: usize) -> Vec<u8> {
    response(number, "Content-Type: text/html\r\n", page(number).as_bytes())
}

/// An archive of these records, each packed.
fn archive(numbers: std::ops::Range<usize>, pack: fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    numbers.flat_map(|number| pack(record(number))).collect()
}

#[test]
fn a_record_of_an_archive_says_where_it_came_from() {
    let folder = Folder::new();
    let first = gzip(record(0));
    folder.file("a", [&first[..], &gzip(record(1))].concat());
    let ran = run(&mut folder.copydesk(&["a"]));
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(ran.inputs("id"), ["<urn:uuid:0>", "<urn:uuid:1>"]);
    assert_eq!(ran.inputs("url"), ["http://example.com/0", "http://example.com/1"]);
    assert_eq!(ran.inputs("retrieved"), ["2024-05-17T23:31:22Z"; 2]);
    assert_eq!(ran.inputs("offset"), [json!(0), json!(first.len())]);
}

#[test]
fn archives_are_recognised_however_they_are_packed() {
    let plain = archive(0..9, |record| record);
    let expected = feed(&mut copydesk(), &plain);
    assert_eq!((expected.code, expected.inputs("id").len()), (Some(0), 9));
    for packed in [gzip(&plain), zstd(&plain), bzip2(&plain), gzip(zstd(&plain))] {
        assert_eq!(feed(&mut copydesk(), &packed), expected);
    }
    for packed in [archive(0..9, gzip), archive(0..9, zstd)] {
        let ran = feed(&mut copydesk(), &packed);
        assert_eq!((ran.code, ran.inputs("url")), (Some(0), expected.inputs("url")));
    }
}

#[test]
fn a_page_of_an_archive_is_what_the_page_alone_gives() {
    for name in ["live-blog", "wordpress-share-related-comments", "russian-windows-1251"] {
        let page = std::fs::read(format!("fixtures/html/{name}/source.html")).unwrap();
        let alone = feed(&mut copydesk(), &page);
        let body = |out: &str| serde_json::from_str::<serde_json::Value>(out).unwrap()["body"].clone();
        for (head, sent) in [("", page.clone()), ("Content-Encoding: gzip\r\n", gzip(&page))] {
            let head = format!("Content-Type: text/html\r\n{head}");
            let ran = feed(&mut copydesk(), &gzip(response(1, &head, &sent)));
            assert_eq!(body(&ran.out), body(&alone.out), "{name}");
        }
    }
}

#[test]
fn damage_is_one_error_and_the_rest_is_read() {
    let folder = Folder::new();
    let members: Vec<_> = (0..9).map(|number| gzip(record(number))).collect();
    let mut file = members.concat();
    let begins: usize = members[..4].iter().map(Vec::len).sum();
    file[begins + 60] ^= 1;
    folder.file("a", &file);
    for jobs in ["-j1", "-j2"] {
        let ran = run(&mut folder.copydesk(&["a", jobs]));
        assert_eq!((ran.code, ran.inputs("id").len()), (Some(1), 8));
        let expected = format!("a:byte {begins}: ");
        let lost = format!("; {} bytes were skipped, fetch the file again", members[4].len());
        assert!(ran.err.starts_with(&expected) && ran.err.contains(&lost), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    }
}

#[test]
fn what_is_chosen_of_an_archive() {
    let folder = Folder::new();
    let missing = String::from_utf8(record(1)).unwrap().replace("200 OK", "404 No");
    let plain = response(2, "Content-Type: text/plain\r\n", b"The harbour was closed at noon.");
    folder.file("a", [record(0), missing.into_bytes(), plain].concat());
    for (args, ids) in [
        (&["a", "-q"][..], &["<urn:uuid:0>", "<urn:uuid:2>"][..]),
        (&["a", "-q", "--status", "any"], &["<urn:uuid:0>", "<urn:uuid:1>", "<urn:uuid:2>"]),
        (&["a", "-q", "--status", "404,5xx"], &["<urn:uuid:1>"]),
        (&["a", "-q", "--mime", "text/plain"], &["<urn:uuid:2>"]),
    ] {
        assert_eq!(run(&mut folder.copydesk(args)).inputs("id"), ids, "{args:?}");
    }
    let ran = run(&mut folder.copydesk(&["a", "--status", "500", "--mime", "image/*"]));
    assert_eq!(ran.err, "copydesk: no input was found: 0 records; skipped other status: 3\n");
}

#[test]
fn one_document_by_its_offset() {
    let folder = Folder::new();
    folder.file("packed", archive(0..5, gzip));
    folder.file("plain", archive(0..5, |record| record));
    folder.file("one", gzip(archive(0..5, |record| record)));
    folder.file("lines", lines(0..5));
    for name in ["packed", "plain", "one", "lines"] {
        let all = run(&mut folder.copydesk(&[name]));
        for (offset, record) in all.inputs("offset").iter().zip(all.out.lines()) {
            let ran = run(&mut folder.copydesk(&[name, "--offset", &offset.to_string()]));
            assert_eq!((ran.code, ran.out.trim_end()), (Some(0), record), "{name} {offset}");
        }
        let ran = run(&mut folder.copydesk(&[name, "--offset", "7"]));
        assert_eq!((ran.code, &*ran.out), (Some(1), ""), "{name}");
        assert!(ran.err.contains("no document that is read begins at byte 7;"), "{}", ran.err);
    }
}

#[test]
fn tar_and_zip_by_the_names_of_their_members() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in
        [("a.html", page(1).into_bytes()), ("d/b.html.gz", gzip(page(2))), ("c.png", b"\x89PNG\r\n\x1a\n".to_vec())]
    {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, name, &*content).unwrap();
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    let (tar, zip) = (tar.into_inner().unwrap(), zip.finish().unwrap().into_inner());
    let folder = Folder::new();
    for packed in [tar.clone(), gzip(&tar), zip.clone(), gzip(&zip)] {
        folder.file("x", &packed);
        for ran in [run(&mut folder.copydesk(&["x"])), feed(&mut copydesk(), &packed)] {
            assert_eq!(
                (ran.code, ran.inputs("id")),
                (Some(1), vec![json!("a.html"), json!("d/b.html.gz")]),
                "{}",
                ran.err
            );
            assert!(ran.err.contains(": record c.png: is a PNG image, neither text nor HTML"), "{}", ran.err);
        }
    }
}

#[test]
fn tables_by_the_names_of_their_columns() {
    let table =
        "nr,web,content\n7,http://example.com/7,\"The harbour was closed at noon,\nsaid \"\"a man\"\".\"\n8,,x,y\n";
    let args = ["-i", "csv", "--text-field", "content", "--id-field", "nr", "--url-field", "web"];
    let ran = feed(copydesk().args(args), table.as_bytes());
    assert_eq!(
        (ran.code, ran.inputs("id"), ran.inputs("url")),
        (Some(1), vec!["7".into()], vec!["http://example.com/7".into()])
    );
    assert!(ran.err.starts_with("-:4: a row of 4 fields where the first has 3;"), "{}", ran.err);
    let other = feed(copydesk().args(["-i", "tsv"]), b"a\tb\n1\t2\n");
    assert!(
        other.err.starts_with("-:1: the first row names neither a \"text\" nor an \"html\" column;"),
        "{}",
        other.err
    );
}

#[test]
fn columns_beside_the_text_say_what_it_does_not() {
    let text = "The harbour was closed at noon, said a man who would not give his name, and nobody knew why.";
    let table = format!(
        "headline,by,day,text\nHarbour closed,\"Doe, Jane; Roe, Ann\",3 March 2024,\"{text}\"\n,,,\"{text}\"\n"
    );
    let object = serde_json::json!({
        "headline": "Harbour closed", "by": [{"name": "Jane Doe"}, "Ann Roe"], "day": "2024-03-03", "text": text
    });
    let lines = format!("{object}\n{}\n", serde_json::json!({"headline": null, "text": text}));
    let named = ["--title-field", "headline", "--authors-field", "by", "--date-field", "day"];
    for (format, dump) in [("csv", &table), ("jsonl", &lines)] {
        let records = |args: &[&str]| {
            let ran = feed(copydesk().args(["-i", format]).args(args), dump.as_bytes());
            let records = ran.out.lines().map(|line| serde_json::from_str(line).unwrap());
            records.collect::<Vec<serde_json::Value>>()
        };
        let [first, second] = &records(&named)[..] else { panic!("{format}") };
        assert_eq!(first["title"], "Harbour closed", "{format}");
        assert_eq!(first["authors"], json!(["Jane Doe", "Ann Roe"]), "{format}");
        assert_eq!(first["date_published"], "2024-03-03", "{format}");
        let of =
            |record: &serde_json::Value| ["title", "authors", "date_published", "body"].map(|key| record[key].clone());
        for (unsaid, before) in [(second, &records(&[])[1]), (&records(&[])[0], second)] {
            assert_eq!(of(unsaid), of(before), "{format}");
        }
    }
}

#[test]
fn a_text_of_many_articles() {
    let article =
        |number| format!("Day {number}\n\nThe harbour was closed on day {number}, and nobody of the town said why.\n");
    let text = |between: &str| (0..4).map(article).collect::<Vec<_>>().join(between);
    for (split, between) in
        [("ff", "\u{c}"), ("blank:3", "\n\n\n\n"), ("^No\\.", "No. 5\n"), ("guess", "\u{c}"), ("guess", "-----\n")]
    {
        let ran = feed(copydesk().args(["--split", split]), text(between).as_bytes());
        assert_eq!(
            (ran.code, ran.inputs("id")),
            (Some(0), vec!["1".into(), "2".into(), "3".into(), "4".into()]),
            "{split}"
        );
        assert_eq!(ran.inputs("offset")[1], text(between).find("Day 1").unwrap(), "{split}");
    }
    let ran = feed(copydesk().args(["--split", "blank:0"]), b"");
    assert_eq!(ran.code, Some(2));
}

#[test]
fn a_document_too_large_costs_itself() {
    let text = format!("{}{{\"text\": \"{}\"}}\n{}", lines(0..1), "x ".repeat(2000), lines(1..2));
    let ran = feed(copydesk().args(["--max-document-size", "2K"]), text.as_bytes());
    assert_eq!((ran.code, ran.inputs("id").len()), (Some(1), 2));
    assert!(ran.err.starts_with("-:2: a document longer than 2 KiB; split it, or allow more with"), "{}", ran.err);
    for wrong in ["0", "x", "-1", "2G", "1 M"] {
        assert_eq!(feed(copydesk().args(["--max-document-size", wrong]), b"").code, Some(2), "{wrong}");
    }
}
