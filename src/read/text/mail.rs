//! The header of a mail that is printed in a page, as archives of mailing lists have it: no blank line parts it from the mail.

use crate::letters;

use super::header::{Entry, KNOWN_KEYS, LONGEST, entry, pairs, small};
use super::lines::{Line, split};

/// Bytes of a mail's header at most, where it stands in a page: longer ones hold its routing, which archives leave out.
const LONGEST_OF_MAIL: usize = 4096;

/// Keys of mails and of newsgroups' posts that name nothing for a record and have no hyphen.
const MAIL_KEYS: [&str; 14] = [
    "to",
    "cc",
    "bcc",
    "an",
    "para",
    "à",
    "sender",
    "list",
    "lines",
    "newsgroups",
    "organization",
    "path",
    "references",
    "xref",
];

/// The pairs of a mail's header that a text without blank lines begins with, as archives of mailing lists print it, and
/// the byte with which the mail itself begins.
pub(in crate::read) fn of_mail(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let head = letters::head(text, LONGEST_OF_MAIL);
    mail_entry(head.lines().next()?)?;
    let lines = split(head);
    let (entries, at) = entries(head, &lines);
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let is_mail = has("author") && has("headline") && (has("date") || entries.len() > KNOWN_KEYS);
    let end = match lines.get(at) {
        Some(line) => line.start as usize,
        // The header goes on behind what was looked at.
        None if head.len() < text.len() => return None,
        None => text.len(),
    };
    is_mail.then(|| {
        let mut pairs = pairs(entries);
        pairs.retain(|(name, _)| matches!(name.as_str(), "author" | "date" | "headline"));
        (pairs, end)
    })
}

/// The entries of a mail's header and the line behind them. No blank line parts it from the mail, so that only what all
/// mails have is of it, and that once: "Date: Monday at eight", "Place: …" may be what an invitation says.
fn entries(page: &str, lines: &[Line]) -> (Vec<Entry>, usize) {
    let mut entries = Vec::<Entry>::new();
    let of_mail = |line: &Line| mail_entry(line.text(page));
    for (at, line) in lines.iter().enumerate().take(LONGEST) {
        let text = line.text(page);
        let folded = at > 0
            && line.lead > 0
            && (text.contains('@') || lines.get(at + 1).is_some_and(|next| of_mail(next).is_some()));
        let known = |entry: &Entry| entries.iter().any(|known| known.name == entry.name);
        match (of_mail(line).filter(|entry| !known(entry)), entries.last_mut()) {
            (_, Some(last)) if folded => last.value = format!("{} {text}", last.value),
            (Some(entry), _) => entries.push(entry),
            (None, _) => return (entries, at),
        }
    }
    (entries, lines.len().min(LONGEST))
}

/// A line of a mail's header.
fn mail_entry(text: &str) -> Option<Entry> {
    let mut entry = entry(text)?;
    let named = matches!(entry.name.as_str(), "author" | "date" | "headline");
    let key = text.split([':', '：']).next().unwrap_or_default().trim();
    let of_mail = || !key.contains(' ') && (key.contains('-') || MAIL_KEYS.contains(&&*small(key)));
    if named {
        return Some(entry);
    }
    entry.name = small(key);
    of_mail().then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_without_blank_lines() {
        let head = "From: Ann <ann@x.example>\nDate: 3 May\nSubject: Re: A storm\n";
        let rows = [
            ("", "It blew.", "author=Ann <ann@x.example>;date=3 May;headline=A storm"),
            ("To: Bert\nX-Id: 7\n", "It blew.", "author=Ann <ann@x.example>;date=3 May;headline=A storm"),
            (
                "To: b@x.example,\n\tc@x.example\n",
                "  It blew.",
                "author=Ann <ann@x.example>;date=3 May;headline=A storm",
            ),
            ("", "Place: the town hall", "author=Ann <ann@x.example>;date=3 May;headline=A storm"),
            ("", "Date: 9 May", "author=Ann <ann@x.example>;date=3 May;headline=A storm"),
        ];
        for (more, text, wanted) in rows {
            let (page, behind) =
                (format!("{head}{more}{text}\nAnd blew."), format!("{}\nAnd blew.", text.trim_start()));
            let (pairs, end) = of_mail(&page).unwrap();
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
            assert_eq!((pairs.join(";").as_str(), &page[end..]), (wanted, &*behind), "{page}");
        }
        for page in
            ["From: Ann\nIt blew.", "Author: Ann\nDate: 3 May\nIt blew.", "It blew.", "", "From: Ann\nSubject: A storm"]
        {
            assert!(of_mail(page).is_none(), "{page}");
        }
    }

    #[test]
    fn a_header_without_end_is_none() {
        let head = "From: Ann\nDate: 3 May\nSubject: A storm\n";
        let long = format!("{head}X-Id: {}\nIt blew.", "7".repeat(LONGEST_OF_MAIL));
        assert!(of_mail(&long).is_none());
    }
}
