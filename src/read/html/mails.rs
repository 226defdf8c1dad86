//! Mails as archives of mailing lists print them: a `pre` that begins with a header. It is metadata, as above a plain text.

use crate::document::{Block, Document, Kind};
use crate::read::signals::Signals;
use crate::read::{meta, text};

use super::heads;

/// Bytes of a mail at least: shorter ones show how a header looks.
const SHORTEST: usize = 80;

/// Lines of a mail's signature at most, with the sign above it.
const SIGNATURE: usize = 9;

/// Takes the header off the page's first `pre` if it is a mail's and no text stands above it: what an article quotes of a
/// mail is its text.
pub(super) fn take_header(document: &mut Document, signals: &mut Signals) {
    let Some(at) = document.blocks.iter().take(heads::TOP).position(|block| block.kind == Kind::Preformatted) else {
        return;
    };
    let block = &document.blocks[at];
    let Some((pairs, end)) = text::of_mail(document.text(block)) else { return };
    let is_quoted = document.blocks[..at].iter().any(|block| meta::is_prose(document.text(block)));
    let rest = (end < block.text.len()).then(|| heads::cut(document, block, end..block.text.len()));
    // Some archives have the header in a `pre` of its own.
    let next = document.blocks.get(at + 1).filter(|next| next.kind == Kind::Preformatted);
    if is_quoted || rest.as_ref().or(next).is_none_or(|mail| mail.text.len() < SHORTEST) {
        return;
    }
    signals.metas.extend(pairs);
    match rest {
        Some(rest) => document.blocks[at] = rest,
        None => remove(document, signals, at),
    }
    part_signature(document, signals, at);
}

/// Makes the signature below a mail a block of its own.
fn part_signature(document: &mut Document, signals: &mut Signals, at: usize) {
    let block = &document.blocks[at];
    let text = document.text(block);
    let Some(sign) = text.rfind("\n--\n") else { return };
    if text[sign + 1..].lines().count() <= SIGNATURE {
        let parts = [0..sign, sign + 1..text.len()].map(|part| heads::cut(document, block, part));
        heads::put(document, signals, at, &parts);
    }
}

/// Removes a block; what was noticed behind it keeps its place.
fn remove(document: &mut Document, signals: &mut Signals, at: usize) {
    let _: Block = document.blocks.remove(at);
    for element in signals.elements.iter_mut().filter(|element| element.block as usize > at) {
        element.block -= 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::input::Format;
    use crate::read;

    const HEAD: &str = "From: Jane Doe &lt;jane@harbour.example>\nDate: Tue, 5 Mar 2024 10:15:00 +0100\n\
        Subject: [pilots] Lock gates closed in May\n";
    const TEXT: &str = "The harbour board decided on Monday to close both lock gates for the whole\nof May. Ships will \
        have to wait in the outer basin until the gates are painted.";

    fn page(body: &str) -> Document {
        let mut document = Document::default();
        read::read(&format!("<title>Pilots: Lock gates</title>{body}"), Format::Html, None, &mut document);
        document
    }

    #[test]
    fn the_header_of_a_mail_is_metadata() {
        for body in [
            format!("<p>Next</p><pre>{HEAD}\n{TEXT}</pre>"),
            format!("<p>Next</p><pre>{HEAD}</pre><pre>\n{TEXT}</pre>"),
        ] {
            let document = page(&body);
            let texts: Vec<&str> = document.blocks.iter().map(|block| document.text(block)).collect();
            assert_eq!(texts, ["Next", TEXT], "{body}");
            assert_eq!(document.meta.title.as_deref(), Some("[pilots] Lock gates closed in May"), "{body}");
            assert_eq!(document.meta.authors, ["Jane Doe"], "{body}");
            assert_eq!(document.meta.date_published.as_deref(), Some("2024-03-05T10:15:00+01:00"), "{body}");
        }
    }

    #[test]
    fn the_signature_of_a_mail_is_a_block() {
        let document = page(&format!("<pre>{HEAD}\n{TEXT}\n\n-- \nJane Doe\nHarbour Board</pre>"));
        let texts: Vec<&str> = document.blocks.iter().map(|block| document.text(block)).collect();
        assert_eq!(texts, [TEXT, "--\nJane Doe\nHarbour Board"]);
    }

    #[test]
    fn a_mail_that_an_article_shows_is_its_text() {
        let prose = TEXT.replace('\n', " ");
        for body in [format!("<p>{prose}</p><pre>{HEAD}\n{TEXT}</pre>"), format!("<pre>{HEAD}</pre><p>{prose}</p>")] {
            let document = page(&body);
            assert!(document.text.contains("Subject: [pilots]") && document.blocks.len() > 1, "{body}");
            assert!(document.blocks.iter().any(|block| document.text(block).contains("Subject:")), "{body}");
        }
    }
}
