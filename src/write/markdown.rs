//! A record as Markdown (CommonMark, with the tables and strikes of GitHub kept from happening by accident).

use crate::document::Kind;
use crate::record::{Paragraph, Record};

/// Renders a record; `dateline` is put before its first running text.
pub(super) fn render(record: &Record, dateline: Option<&str>) -> String {
    let mut out = String::new();
    if let Some(title) = &record.title {
        heading(&mut out, 1, title);
    }
    let paragraphs = &record.body.0;
    let opening = super::opening(paragraphs);
    let mut above = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        out.push_str(separator(above, paragraph.kind, out.is_empty()));
        let dateline = dateline.filter(|_| index == opening);
        block(&mut out, paragraph, dateline);
        above = Some(paragraph.kind);
    }
    if let (Some(dateline), []) = (dateline, &paragraphs[..]) {
        out.push_str(separator(None, Kind::Paragraph, out.is_empty()));
        out.push_str(&escaped(dateline, "\\\n"));
        out.push('\n');
    }
    out
}

/// What stands between two blocks: items of a list close together, paragraphs of a quotation in one.
fn separator(above: Option<Kind>, kind: Kind, first: bool) -> &'static str {
    match (above, kind) {
        _ if first => "",
        (Some(Kind::ListItem), Kind::ListItem) => "",
        (Some(Kind::Quote), Kind::Quote) => ">\n",
        _ => "\n",
    }
}

fn block(out: &mut String, paragraph: &Paragraph, dateline: Option<&str>) {
    let led = dateline.map(|dateline| format!("{dateline} – {}", paragraph.text));
    let text = led.as_deref().unwrap_or(&paragraph.text);
    match paragraph.kind {
        // The title has the first level to itself.
        Kind::Heading(level) => heading(out, level.clamp(2, 6), text),
        Kind::Preformatted => fenced(out, text),
        Kind::ListItem => lines(out, "- ", &escaped(text, "\\\n  ")),
        Kind::Quote => lines(out, "> ", &escaped(text, "\\\n> ")),
        // The cells of a row are parted by tabs.
        Kind::Cell => lines(out, "", &escaped(text, "\\\n").replace('\t', " | ")),
        Kind::Paragraph | Kind::Caption => lines(out, "", &escaped(text, "\\\n")),
    }
}

fn heading(out: &mut String, level: u8, text: &str) {
    out.extend(std::iter::repeat_n('#', level.into()));
    lines(out, " ", &escaped(text, " "));
}

fn lines(out: &mut String, before: &str, text: &str) {
    out.push_str(before);
    out.push_str(text);
    out.push('\n');
}

/// Preformatted text between fences that are longer than any run of backticks in it.
fn fenced(out: &mut String, text: &str) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    lines(out, &fence, "");
    lines(out, "", text);
    lines(out, &fence, "");
}

/// Text in which nothing is markup, with `between` for its line breaks.
fn escaped(text: &str, between: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (index, line) in text.lines().enumerate() {
        out.push_str(if index == 0 { "" } else { between });
        escape_line(&mut out, line.trim());
    }
    out
}

fn escape_line(out: &mut String, line: &str) {
    let marker = marker(line);
    for (at, c) in line.char_indices() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' => true,
            '&' => line[at + 1..].starts_with(|next: char| next == '#' || next.is_ascii_alphabetic()),
            '#' => at + 1 == line.len(),
            _ => false,
        };
        if is_markup || marker == Some(at) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Where in a line the character is that would make it a heading, a quotation, a list item or a rule.
fn marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits)? {
        b'.' | b')' if digits > 0 => Some(digits),
        b'#' | b'>' | b'+' | b'-' | b'=' if digits == 0 => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::record;
    use super::*;

    #[test]
    fn kinds_are_marked_up() {
        let story = record(
            Some("Port *shut*"),
            Some("OSLO (NTB)"),
            &[
                (Kind::Heading(1), "What is known"),
                (Kind::Paragraph, "The harbour\nwas closed."),
                (Kind::ListItem, "one"),
                (Kind::ListItem, "two\nlines"),
                (Kind::Quote, "We know"),
                (Kind::Quote, "nothing.\nNothing."),
                (Kind::Preformatted, "a ``` b\n *c*"),
                (Kind::Heading(9), "End #"),
            ],
        );
        let expected = "\
# Port \\*shut\\*

## What is known

OSLO (NTB) – The harbour\\
was closed.

- one
- two\\
  lines

> We know
>
> nothing.\\
> Nothing.

````
a ``` b
 *c*
````

###### End \\#
";
        assert_eq!(render(&story, Some("OSLO (NTB)")), expected);
    }

    #[test]
    fn markup_in_text_is_text() {
        let rows = [
            ("# no heading", "\\# no heading"),
            ("- no item", "\\- no item"),
            ("+ no item", "\\+ no item"),
            ("1986. A year", "1986\\. A year"),
            ("2) no item", "2\\) no item"),
            ("> no quotation", "\\> no quotation"),
            ("===", "\\==="),
            ("<b>no tag</b>", "\\<b>no tag\\</b>"),
            ("[no](link) ![no](image)", "\\[no\\](link) !\\[no\\](image)"),
            ("AT&T &amp; R&D & co", "AT\\&T \\&amp; R\\&D & co"),
            ("a | b", "a \\| b"),
            ("snake_case", "snake\\_case"),
            ("a - b 3.5 #1 x>y", "a - b 3.5 #1 x>y"),
        ];
        for (text, expected) in rows {
            let story = record(None, None, &[(Kind::Paragraph, text)]);
            assert_eq!(render(&story, None), format!("{expected}\n"), "{text}");
        }
    }

    #[test]
    fn a_row_of_a_table_is_a_line() {
        let story = record(None, None, &[(Kind::Cell, "Orvany\t12 | 13")]);
        assert_eq!(render(&story, None), "Orvany | 12 \\| 13\n");
    }

    #[test]
    fn a_dateline_alone_stands_alone() {
        assert_eq!(render(&record(Some("T"), None, &[]), Some("OSLO")), "# T\n\nOSLO\n");
        assert_eq!(render(&record(None, None, &[]), None), "");
    }
}
