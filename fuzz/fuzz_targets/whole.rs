//! Any bytes become a record that is JSON, the same from a used extractor as from a new one.

#![no_main]

use std::cell::RefCell;

use copydesk::write::{Format, Style, render};
use copydesk::{Extractor, Input, input};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static USED: RefCell<Extractor> = RefCell::default();
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let mut input = Input { path: "-".to_owned(), bytes: bytes.to_vec(), ..Input::default() };
    // One byte says what is known of the page; most often nothing.
    input.hints.format = match first & 0x0F {
        1 | 2 => Some(input::Format::Html),
        3 => Some(input::Format::Text),
        _ => None,
    };
    if first & 0x10 != 0 {
        input.url = Some("https://www.example.org/news/2024/05/06/a-b-c.html".to_owned());
    }
    let record = USED.with_borrow_mut(|used| {
        let record = used.extract(&input);
        assert_eq!(used.judged().0.check(), Ok(()));
        record
    });
    let lines = render(&record, style(Format::Jsonl));
    assert_eq!(lines.iter().filter(|&&byte| byte == b'\n').count(), 1, "a record is a line");
    serde_json::from_slice::<serde_json::Value>(&lines).expect("a record is JSON");
    for format in [Format::Text, Format::Markdown] {
        String::from_utf8(render(&record, style(format))).expect("a record is text");
    }
    assert_eq!(render(&Extractor::default().extract(&input), style(Format::Jsonl)), lines, "a used extractor differs");
});

fn style(format: Format) -> Style {
    Style { format, ..Style::default() }
}
