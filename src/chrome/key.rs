//! What a block is known by from page to page, and whose page it is.

use std::path::Path;

use crate::document::Document;
use crate::input::Input;
use crate::letters;
use crate::rules::hosts;

/// FNV-1a over 64 bits: offset and prime.
const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0000_0100_0000_01b3);

/// Marks that stand inside words.
const JOINERS: [char; 5] = ['\'', '’', '\u{AD}', '\u{200C}', '\u{200D}'];

/// A hash of the words of a text in small letters, in which one number, or row of numbers, is like another; `None` for a
/// text without a letter. Stored in files: it must not change.
pub(super) fn block(text: &str) -> Option<u64> {
    let (mut hash, mut letters, mut behind_number) = (FNV.0, false, false);
    let mut add = |c: char| hash = (hash ^ u64::from(c)).wrapping_mul(FNV.1);
    for word in
        text.split(|c: char| !letters::is_alphanumeric(c) && !JOINERS.contains(&c)).filter(|word| !word.is_empty())
    {
        let has_letter = word.contains(letters::is_alphabetic);
        letters |= has_letter;
        if has_letter {
            word.to_lowercase().chars().filter(|c| letters::is_alphabetic(*c)).for_each(&mut add);
        }
        if has_letter || !behind_number {
            add(if has_letter { ' ' } else { '0' });
        }
        behind_number = !has_letter;
    }
    letters.then_some(hash)
}

/// The site of a page: the host of its address; the address as it is where that has none, as for a table's column of
/// outlets; the host that the page itself gives; else the name of the file it is in or, of a file of its own, the folder's.
pub(super) fn site(input: &Input, document: &Document) -> String {
    let declared = input.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let declared = declared.map(|url| hosts::host(url).unwrap_or_else(|| url.to_owned()));
    let own = || document.meta.url.as_deref().and_then(hosts::host);
    declared.or_else(own).unwrap_or_else(|| place(input))
}

fn place(input: &Input) -> String {
    let path = Path::new(&input.path);
    let holds_many = input.offset.is_some() || input.id.is_some();
    let holder = if holds_many { Some(path) } else { path.parent() };
    holder.and_then(Path::file_name).map_or_else(|| ".".to_owned(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_and_numbers_do_not_count() {
        for (one, other) in [
            ("Most Visited", "MOST  VISITED:"),
            ("Read 3 stories", "Read 1204 stories"),
            ("12 May 2031, 10:45 – updated", "3 May 2032 9.07 updated"),
            ("Don’t miss", "dont miss"),
        ] {
            assert_eq!(block(one), block(other), "{one} / {other}");
        }
        for (one, other) in [("Most Visited", "MostVisited"), ("a", "b"), ("Page", "Page 2"), ("aa", "a")] {
            assert_ne!(block(one), block(other), "{one} / {other}");
        }
        assert_eq!(block("12.30 – 45"), None);
        assert_eq!(block("Most Visited"), Some(5_390_335_515_535_301_284));
    }

    #[test]
    fn the_site_is_the_best_that_is_known() {
        let page = |path: &str, url: Option<&str>, own: Option<&str>, offset| {
            let input = Input { path: path.to_owned(), url: url.map(str::to_owned), offset, ..Input::default() };
            let mut document = Document::default();
            document.meta.url = own.map(str::to_owned);
            site(&input, &document)
        };
        assert_eq!(
            page("x/a.html", Some("https://www.Example.org/a"), Some("https://b.example/"), None),
            "example.org"
        );
        assert_eq!(page("x/a.html", Some("Orvany Ledger"), Some("https://b.example/"), None), "Orvany Ledger");
        assert_eq!(page("x/a.html", None, Some("https://b.example/"), None), "b.example");
        assert_eq!(page("x/y/a.txt", Some(" "), None, None), "y");
        assert_eq!(page("x/y/all.txt", None, None, Some(7)), "all.txt");
        assert_eq!(page("a.txt", None, None, None), ".");
        assert_eq!(page("-", None, None, None), ".");
    }
}
