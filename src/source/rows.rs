//! Tables, CSV or TSV: a document a row. A row may have so many bytes, whatever quotes it forgets to close.

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::compression::Unpacked;
use super::fault;
use super::pending::{Carried, Pending, Place, Wrap};
use super::settings::Fields;
use crate::error::{ErrorKind, SourceError};
use crate::input::{Format, Hints, Stated};

/// Room for fields in a row at first; it grows.
const FIELDS: usize = 64;

/// Columns a table may have.
const MOST_FIELDS: usize = 1 << 16;

/// Room for a row at first; it grows up to the limit.
const ROOM: usize = 64 << 10;

/// Where the fields that count are in a row.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    text: Option<usize>,
    html: Option<usize>,
    id: Option<usize>,
    url: Option<usize>,
    title: Option<usize>,
    authors: Option<usize>,
    date: Option<usize>,
    all: usize,
}

pub(super) struct Rows {
    path: String,
    unpacked: Option<Unpacked<'static>>,
    fields: Fields,
    limit: u64,
    reader: Reader,
    columns: Option<Columns>,
    row: Vec<u8>,
    ends: Vec<usize>,
    line: u64,
    offset: u64,
}

impl Rows {
    /// The rows of a stream, each of up to `limit` bytes.
    pub(super) fn new(path: String, unpacked: Unpacked<'static>, delimiter: u8, fields: Fields, limit: u64) -> Rows {
        Rows {
            path,
            unpacked: Some(unpacked),
            fields,
            limit,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            columns: None,
            row: vec![0; ROOM],
            ends: vec![0; FIELDS],
            line: 1,
            offset: 0,
        }
    }

    /// Reads a row: how many fields, `None` at the end; they are in `row` up to `ends`.
    fn read(&mut self) -> Result<Option<usize>, ErrorKind> {
        let (mut length, mut fields, mut too_long) = (0, 0, false);
        let (mut quotes, first_line) = (0, self.line);
        loop {
            let Some(Unpacked { stream, packing, .. }) = &mut self.unpacked else { return Ok(None) };
            let input = stream.fill_buf().map_err(|error| fault(error, *packing))?;
            let is_end = input.is_empty();
            let (result, read, written, ended) =
                self.reader.read_record(input, &mut self.row[length..], &mut self.ends[fields..]);
            self.line += memchr::memchr_iter(b'\n', &input[..read]).count() as u64;
            quotes += memchr::memchr_iter(b'"', &input[..read]).count();
            stream.consume(read);
            self.offset += read as u64;
            length += written;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.row.len() as u64 >= self.limit => (length, too_long) = (0, true),
                ReadRecordResult::OutputFull => self.row.resize(self.row.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= MOST_FIELDS => (fields, too_long) = (0, true),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record if too_long => return Err(ErrorKind::LineTooLong(self.limit)),
                // An odd quote hides the ends of lines up to the next one.
                ReadRecordResult::Record if is_end && quotes % 2 == 1 && self.line > first_line => {
                    return Err(ErrorKind::OpenQuote(self.line - first_line));
                }
                ReadRecordResult::Record => return Ok(Some(fields)),
                ReadRecordResult::End if too_long => {
                    self.unpacked = None;
                    return Err(ErrorKind::LineTooLong(self.limit));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn field(&self, at: usize) -> &[u8] {
        let begins = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.row[begins..self.ends[at]]
    }

    /// Finds the columns in the first row.
    fn head(&mut self, place: &Place) -> Result<Option<Columns>, SourceError> {
        let Some(all) = self.read().map_err(|kind| place.error(kind))? else { return Ok(None) };
        let column = |name: &str| (0..all).find(|&at| self.field(at).trim_ascii() == name.as_bytes());
        let named = |name: &Option<String>| name.as_deref().and_then(column);
        let fields = &self.fields;
        let columns = Columns {
            text: column(&fields.text),
            html: column(&fields.html),
            id: column(&fields.id),
            url: column(&fields.url),
            title: named(&fields.title),
            authors: named(&fields.authors),
            date: named(&fields.date),
            all,
        };
        if columns.text.or(columns.html).is_none() {
            return Err(place.error(ErrorKind::NoColumn(Box::new([fields.text.clone(), fields.html.clone()]))));
        }
        Ok(Some(columns))
    }

    /// Passes over line breaks: a row begins behind them.
    fn begin(&mut self) -> Result<(), ErrorKind> {
        let Some(Unpacked { stream, packing, .. }) = &mut self.unpacked else { return Ok(()) };
        while let Some(&byte @ (b'\r' | b'\n')) = stream.fill_buf().map_err(|error| fault(error, *packing))?.first() {
            stream.consume(1);
            self.offset += 1;
            self.line += u64::from(byte == b'\n');
        }
        Ok(())
    }

    fn place(&self) -> Place {
        Place { line: Some(self.line), offset: Some(self.offset), ..Place::of_file(self.path.clone()) }
    }

    /// The document of the row that was read.
    fn document(&self, columns: Columns, place: Place) -> Pending {
        let full = |at: &usize| !self.field(*at).trim_ascii().is_empty();
        let text = |at: Option<usize>| Some(String::from_utf8_lossy(self.field(at.filter(full)?)).into_owned());
        let html = columns.html.filter(full).or(columns.html.filter(|_| columns.text.is_none()));
        let (format, at) = match (html, columns.text) {
            (Some(html), _) => (Some(Format::Html), html),
            // Some write markup there.
            (None, at) => (None, at.unwrap_or_default()),
        };
        let authors = text(columns.authors).into_iter().collect();
        let stated = Stated { title: text(columns.title), authors, date: text(columns.date) };
        let place = Place { record: text(columns.id), ..place };
        let hints = Hints { format, ..Hints::default() };
        let carried = Carried { url: text(columns.url), retrieved: None, stated, hints };
        Pending::new(place, self.field(at).to_vec(), Wrap::Bare(Box::new(carried)))
    }

    fn next_row(&mut self) -> Result<Option<Pending>, SourceError> {
        let columns = match self.columns {
            Some(columns) => columns,
            None => {
                let head = self.head(&self.place());
                if head.is_err() {
                    // No other row says what the columns are.
                    self.unpacked = None;
                }
                match head? {
                    Some(columns) => *self.columns.insert(columns),
                    None => return Ok(None),
                }
            }
        };
        self.begin().map_err(|kind| self.place().error(kind))?;
        let place = self.place();
        match self.read() {
            Err(kind) => Err(place.error(kind)),
            Ok(None) => Ok(None),
            Ok(Some(fields)) if fields != columns.all => Err(place.error(ErrorKind::OddRow(fields, columns.all))),
            Ok(Some(_)) => Ok(Some(self.document(columns, place))),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.next_row().transpose()?;
        if let Err(error) = &found
            && !matches!(error.kind, ErrorKind::OddRow(..) | ErrorKind::LineTooLong(_))
        {
            self.unpacked = None;
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::source::Settings;

    type Row = (Option<String>, String, u64);

    fn read(table: &[u8], delimiter: u8) -> Vec<Result<Row, SourceError>> {
        let unpacked = Unpacked { stream: Box::new(Cursor::new(table.to_vec())), packing: None, layers: 0 };
        let of = |pending: Pending| {
            let (line, input) = (pending.place.line, pending.unpack(&Settings::default()));
            input.map(|input| {
                let input = input.input().unwrap();
                (input.id, String::from_utf8_lossy(&input.bytes).into_owned(), line.unwrap())
            })
        };
        Rows::new("x".to_owned(), unpacked, delimiter, Fields::default(), 1 << 17)
            .map(|row| row.and_then(of))
            .take(1000)
            .collect()
    }

    #[test]
    fn rows_with_quotes_line_breaks_and_other_columns() {
        let table = b"id,title,text,url\r\n1,x,\"a, \"\"b\"\"\nc\",http://example.com/\n\n2,,d,\n";
        let found: Vec<_> = read(table, b',').into_iter().map(Result::unwrap).collect();
        assert_eq!(
            found,
            [(Some("1".to_owned()), "a, \"b\"\nc".to_owned(), 2), (Some("2".to_owned()), "d".to_owned(), 5)]
        );
        let tabs = read(b"\xef\xbb\xbftext\tid\nd \"x\" e\t7\n", b'\t');
        assert_eq!(tabs[0].as_ref().unwrap().1, "d \"x\" e");
        assert!(read(b"", b',').is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_row_costs_the_row() {
        let long = format!("id,text\n1,a\n2,b,c\n3,\"{}\"\n4,d\n", "x".repeat(1 << 18));
        let found = read(long.as_bytes(), b',');
        assert!(
            matches!(&found[1], Err(error) if matches!(error.kind, ErrorKind::OddRow(3, 2)) && error.line == Some(3))
        );
        assert!(matches!(&found[2], Err(error) if matches!(error.kind, ErrorKind::LineTooLong(_))), "{found:?}");
        assert_eq!(found[3].as_ref().unwrap().1, "d");
        let other = read(b"a,b\n1,2\n3,4\n", b',');
        assert!(matches!(&other[..], [Err(error)] if matches!(error.kind, ErrorKind::NoColumn(_))), "{other:?}");
        let open = format!("id,text\n1,\"{}", "x\n".repeat(1 << 18));
        assert_eq!(read(open.as_bytes(), b',').len(), 1);
        let rest = read(b"id,text\n1,a\n2,\"b\n3,c\n4,d\n", b',');
        assert!(
            matches!(&rest[..], [Ok(_), Err(error)] if matches!(error.kind, ErrorKind::OpenQuote(3)) && error.line == Some(3)),
            "{rest:?}"
        );
        assert!(read(b"id,text\n1,5\" of rain", b',').iter().all(Result::is_ok));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = read(&[b"id,text\n".to_vec(), bytes].concat(), b',');
        }

        #[test]
        fn any_text_comes_back(texts in proptest::collection::vec("[a-z\",\n\r ]{0,30}", 1..6)) {
            let row = |text: &String| format!("1,\"{}\"\n", text.replace('"', "\"\""));
            let table = format!("id,text\n{}", texts.iter().map(row).collect::<String>());
            let found: Vec<String> = read(table.as_bytes(), b',').into_iter().map(|row| row.unwrap().1).collect();
            prop_assert_eq!(found, texts);
        }
    }
}
