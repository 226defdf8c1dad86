//! What the program reads: packed or not, in folders and lists, a document each or one a line.

mod common;

use common::{Folder, bzip2, copydesk, feed, gzip, lines, run, xz, zstd};

type Pack = fn(Vec<u8>) -> Vec<u8>;

const PACKINGS: [(&str, Pack); 4] = [("gzip", gzip), ("zstd", zstd), ("bzip2", bzip2), ("xz", xz)];

#[test]
fn packings_are_recognised_by_content_from_files_and_stdin() {
    let folder = Folder::new();
    let plain = feed(&mut copydesk(), lines(0..3).as_bytes());
    assert_eq!((plain.code, plain.inputs("id").len()), (Some(0), 3));
    for (name, pack) in PACKINGS {
        let packed = pack(lines(0..3).into());
        assert_eq!(feed(&mut copydesk(), &packed), plain, "{name}");
        folder.file("misnamed.txt", &packed);
        let ran = run(&mut folder.copydesk(&["misnamed.txt"]));
        assert_eq!(ran.out.replace("misnamed.txt", "-"), plain.out, "{name}");
    }
}

#[test]
fn offsets_are_those_of_the_decompressed_lines() {
    let text = lines(0..3);
    let second = text.find('\n').unwrap() + 1;
    let ran = feed(&mut copydesk(), &zstd(&text));
    assert_eq!(ran.inputs("offset")[..2], [serde_json::json!(0), serde_json::json!(second)]);
    assert_eq!(ran.inputs("id"), ["0", "1", "2"]);
}

#[test]
fn a_text_field_with_tags_in_it_is_html() {
    let text = "<p>The harbour was closed at noon, and nobody said why.</p><p>It opened again before the evening.</p>";
    let line = serde_json::json!({ "text": text }).to_string();
    let ran = feed(copydesk().args(["-f", "text"]), line.as_bytes());
    assert_eq!(
        ran.out,
        "The harbour was closed at noon, and nobody said why.\n\nIt opened again before the evening.\n"
    );
}

#[test]
fn all_members_of_a_gzip_file_are_read() {
    let members = [gzip(lines(0..2)), gzip(""), gzip(lines(2..5)), vec![0; 512]].concat();
    let ran = feed(&mut copydesk(), &members);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(ran.inputs("id"), ["0", "1", "2", "3", "4"]);
}

#[test]
fn what_breaks_off_is_an_error_and_no_record() {
    let folder = Folder::new();
    for (name, pack) in PACKINGS {
        let packed = pack(b"<p>The harbour was closed at noon, and nobody said why.".to_vec());
        let part = &packed[..packed.len() - 3];
        folder.file("page", part);
        for ran in [run(&mut folder.copydesk(&["page"])), feed(&mut copydesk(), part)] {
            assert_eq!((ran.code, &*ran.out), (Some(1), ""), "{name}");
            assert!(ran.err.contains(&format!(": the {name} data break off")), "{}", ran.err);
        }
    }
}

#[test]
fn what_stands_behind_gzip_and_is_none_costs_nothing_and_is_said() {
    let page = "<p>The harbour was closed at noon, and nobody said why.".repeat(200);
    for page in [&page[..55], &page] {
        let sound = feed(&mut copydesk(), page.as_bytes());
        let packed = [gzip(page), b"garbage".to_vec()].concat();
        let folder = Folder::new();
        folder.file("-", &packed);
        for ran in [feed(&mut copydesk(), &packed), run(&mut folder.copydesk(&["./-"]))] {
            let (found, expected) = (record(&ran.out), record(&sound.out));
            assert!(found["warnings"].to_string().contains("\"damaged\""), "{}", ran.out);
            assert_eq!((ran.code, &found["body"], &*ran.err), (Some(0), &expected["body"], ""));
        }
    }
    let ran = feed(&mut copydesk(), &[gzip(lines(0..3)), b"garbage".to_vec()].concat());
    assert_eq!((ran.code, ran.inputs("id").len()), (Some(1), 3));
    assert!(
        ran.err.starts_with("-:4: the gzip data are damaged (what stands behind them is no gzip); "),
        "{}",
        ran.err
    );
}

fn record(out: &str) -> serde_json::Value {
    serde_json::from_str(out).expect("one record")
}

#[test]
fn lines_before_a_break_are_records_and_the_break_is_an_error() {
    let packed = gzip(lines(0..50_000));
    let ran = feed(&mut copydesk(), &packed[..packed.len() / 2]);
    assert_eq!(ran.code, Some(1));
    let records = ran.inputs("id").len();
    assert!(records > 1000, "{records}");
    assert!(ran.err.starts_with(&format!("-:{}: the gzip data break off", records + 1)), "{}", ran.err);
}

#[test]
fn a_broken_line_is_named_and_the_rest_goes_on() {
    let text = format!("{}{{\"text\": \n\n{{\"title\": \"no document\"}}\n{}", lines(0..1), lines(1..2));
    let ran = feed(&mut copydesk(), text.as_bytes());
    assert_eq!((ran.code, ran.inputs("id")), (Some(1), vec!["0".into(), "1".into()]));
    let errors: Vec<_> = ran.err.lines().collect();
    assert!(errors[0].starts_with("-:2: not one JSON object (EOF"), "{}", ran.err);
    assert!(errors[1].starts_with("-:4: neither a \"text\" nor an \"html\" field; "), "{}", ran.err);
    assert!(errors[2].starts_with("copydesk: 2 records") && errors[2].ends_with(", 2 failed (bad JSON line: 2)"));
}

#[test]
fn folders_are_walked_in_order_of_names() {
    let folder = Folder::new();
    for name in ["d/b.html", "d/a/z.txt", "d/a.txt", "d/B", "d/.hidden", "d/.git/x", "d/a-b"] {
        folder.file(name, "The harbour was closed.");
    }
    let ran = run(&mut folder.copydesk(&["d/b.html", "d", "missing"]));
    assert_eq!(ran.paths(), ["d/b.html", "d/B", "d/a/z.txt", "d/a-b", "d/a.txt", "d/b.html"]);
    assert!(ran.err.ends_with(", 1 failed (missing: 1); skipped hidden: 2\n"), "{}", ran.err);
}

#[test]
fn lists_name_inputs() {
    let folder = Folder::new();
    folder.file("a b", "x");
    folder.file("c", "y");
    folder.file("list", "a b\r\n\nc\n");
    let ran = run(&mut folder.copydesk(&["c", "--files-from", "list"]));
    assert_eq!((ran.code, ran.paths()), (Some(0), vec!["c".to_owned(), "a b".to_owned(), "c".to_owned()]));
    let ran = feed(&mut folder.copydesk(&["--files0-from", "-"]), b"c\0a b");
    assert_eq!((ran.code, ran.paths()), (Some(0), vec!["c".to_owned(), "a b".to_owned()]));
}

#[test]
fn what_is_no_text_is_named_whatever_its_name() {
    let folder = Folder::new();
    folder.file("page.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.file("packed.html", gzip(b"%PDF-1.7\n"));
    folder.file("text.bin", "Порт закрыли.".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    folder.file("empty", "");
    let ran = run(&mut folder.copydesk(&["page.html", "packed.html", "text.bin", "empty"]));
    assert_eq!((ran.code, ran.paths()), (Some(1), vec!["text.bin".to_owned(), "empty".to_owned()]));
    assert!(ran.err.contains("page.html: is a PNG image, neither text nor HTML; "), "{}", ran.err);
    assert!(ran.err.contains("packed.html: is a PDF document, neither"), "{}", ran.err);
}

#[test]
fn json_of_another_kind_is_one_error() {
    let text = "{\"content\": \"x\"}\n".repeat(100);
    let ran = feed(&mut copydesk(), text.as_bytes());
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    let named = feed(copydesk().args(["--text-field", "content"]), text.as_bytes());
    assert_eq!((named.code, named.out.lines().count()), (Some(0), 100));
}

#[test]
fn what_is_written_for_programs_is_an_error_unless_it_is_called_text() {
    let folder = Folder::new();
    let array = run(copydesk().args(["-f", "json", "fixtures/text/no-title/source.txt"])).out;
    let mhtml = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\n<p>=E2=80=9CA";
    folder.file("array", &array);
    folder.file("packed", gzip(&array));
    folder.file("object", "{\n  \"text\": \"The harbour was closed.\"\n}\n");
    folder.file("page.mhtml", mhtml);
    folder.file("feed", "<?xml version=\"1.0\"?><rss><channel><item><title>Storm</title></item></channel></rss>");
    folder.file("note", "[Note] The harbour was closed at noon, and nobody said why.");
    let names = ["array", "packed", "object", "page.mhtml", "feed", "note"];
    let ran = run(&mut folder.copydesk(&names));
    assert_eq!((ran.code, ran.paths()), (Some(1), vec!["note".to_owned()]));
    let expected = [
        "array: is a JSON document, not JSON Lines; make it lines with jq -c '.[]', or read it as it is with -i text",
        "packed: is a JSON document, not JSON Lines; make it lines with jq -c '.[]', or read it as it is with -i text",
        "object: is a JSON document, not JSON Lines; make it lines with jq -c '.', or read it as it is with -i text",
        "page.mhtml: is a web page saved as MHTML, neither text nor HTML; leave it out or convert it first",
        "feed: is an RSS feed, neither text nor HTML; leave it out or convert it first",
        "copydesk: 1 record, 5 failed (not text: 5)",
    ];
    assert_eq!(ran.err.lines().collect::<Vec<_>>(), expected);
    assert_eq!(run(folder.copydesk(&names).args(["-i", "text"])).paths(), names);
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let folder = Folder::new();
    for number in 0..300 {
        let text = format!("<p>The harbour was closed at noon on day {number}, and nobody said why.");
        match number % 10 {
            3 => folder.file(&format!("{number:03}"), gzip(text)),
            5 => folder.file(&format!("{number:03}"), &gzip(text)[..20]),
            7 => folder.file(&format!("{number:03}"), lines(0..number)),
            _ => folder.file(&format!("{number:03}"), text.repeat(number)),
        };
    }
    for format in ["jsonl", "json", "text", "markdown"] {
        let one = run(&mut folder.copydesk(&[".", "-f", format, "-j1"]));
        assert_eq!(one.code, Some(1));
        assert_eq!(one.err.lines().count(), 31, "{}", one.err);
        for jobs in ["-j2", "-j8"] {
            assert!(run(&mut folder.copydesk(&[".", "-f", format, jobs])) == one, "{format} {jobs}");
        }
    }
}
