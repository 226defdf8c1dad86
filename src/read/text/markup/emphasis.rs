//! `**strong**`, `*stressed*` and the like to their text, and signs that a backslash takes out of their meaning.
//!
//! CommonMark 0.31, sections 6.2 and 2.4, narrowed to what is no sum, footnote or name in code: single signs count in a text
//! that is Markdown by other signs too, and only around whole words.

use crate::letters;

/// A run of signs that may open.
struct Opener {
    /// Where it begins in the text, and how long it is.
    at: usize,
    sign: u8,
    length: usize,
}

/// Signs in a row that stress at most.
const MOST_SIGNS: usize = 3;

/// Open runs that are remembered; who opens more means something else.
const MOST_OPEN: usize = 8;

/// A text without the signs of stress, if it has any. Other ones than `**` and `***`, and backslashes, only where it
/// `is_markdown`, or those show that.
pub(super) fn plain(page: &str, is_markdown: bool) -> Option<String> {
    let is_strong = |sign: u8, length: usize| sign == b'*' && length > 1;
    let has_strong = memchr::memmem::find(page.as_bytes(), b"**").is_some();
    if !has_strong && !is_markdown {
        return None;
    }
    // A flag a byte, for there may be more signs than anything else.
    let mut gone = vec![false; page.len()];
    let found = has_strong && mark_pairs(page, is_strong, &mut gone);
    if !found && !is_markdown {
        return None;
    }
    mark_pairs(page, |sign, length| !is_strong(sign, length), &mut gone);
    mark_escapes(page, &mut gone);
    gone.contains(&true).then(|| without(page, &gone))
}

/// A text without the bytes, all of ASCII, that are gone.
fn without(page: &str, gone: &[bool]) -> String {
    let mut plain = String::with_capacity(page.len());
    let mut at = 0;
    for run in gone.chunk_by(|a, b| a == b) {
        let end = at + run.len();
        if !run[0] {
            plain.push_str(&page[at..end]);
        }
        at = end;
    }
    plain
}

/// Marks the runs that stress, of signs and lengths that are `wanted`; says whether there are any.
fn mark_pairs(page: &str, wanted: impl Fn(u8, usize) -> bool, gone: &mut [bool]) -> bool {
    let (mut open, mut found): (Vec<Opener>, bool) = (Vec::new(), false);
    let mut rest = 0;
    for at in memchr::memchr3_iter(b'*', b'_', b'\n', page.as_bytes()) {
        let sign = page.as_bytes()[at];
        if sign == b'\n' {
            if page[at + 1..].starts_with(['\n', '\r']) {
                open.clear();
            }
            continue;
        }
        if at < rest {
            continue;
        }
        let length = page.as_bytes()[at..].iter().take_while(|&&byte| byte == sign).count();
        rest = at + length;
        if length > MOST_SIGNS || !wanted(sign, length) || is_escaped(page, at) {
            continue;
        }
        let (opens, closes) = sides(page, at..rest, length > 1 && sign == b'*');
        let opener = open.iter().rposition(|opener| opener.sign == sign && opener.length == length);
        if let Some(opener) = opener.filter(|_| closes) {
            [open[opener].at, at].into_iter().for_each(|at| gone[at..at + length].fill(true));
            open.truncate(opener);
            found = true;
        } else if opens && open.len() < MOST_OPEN {
            open.push(Opener { at, sign, length });
        }
    }
    found
}

/// Whether a run may open, and whether it may close: by what stands before and behind it. Inside words, where scripts part
/// none, only if it may be.
fn sides(page: &str, run: std::ops::Range<usize>, inside_words: bool) -> (bool, bool) {
    let (before, behind) = (page[..run.start].chars().next_back(), page[run.end..].chars().next());
    let is_white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_letter = |c: Option<char>| c.is_some_and(letters::is_alphanumeric);
    let is_ascii_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let parted = |c: Option<char>| if inside_words { !is_ascii_letter(c) } else { !is_letter(c) };
    // Before a sign of punctuation a run opens, and behind one it closes, only on the outside of a word.
    let opens = !is_white(behind) && parted(before) && (is_letter(behind) || !is_letter(before));
    let closes = !is_white(before) && parted(behind) && (is_letter(before) || !is_letter(behind));
    (opens, closes)
}

/// Marks backslashes before the signs that they keep from being markup.
fn mark_escapes(page: &str, gone: &mut [bool]) {
    let is_sign = |byte: Option<&u8>| byte.is_some_and(|byte| b"*_[]()#+-.!>|~`".contains(byte));
    for at in memchr::memchr_iter(b'\\', page.as_bytes()) {
        gone[at] = is_sign(page.as_bytes().get(at + 1));
    }
}

fn is_escaped(page: &str, at: usize) -> bool {
    page[..at].ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strong_text_is_markdown() {
        for (page, wanted) in [
            ("**OSLO, Norway (AP)** — The council", "OSLO, Norway (AP) — The council"),
            ("**Note:** he said *so*.", "Note: he said so."),
            ("**a** __very__ long _and\nwrapped_ day", "a very long and\nwrapped day"),
            ("***Update*** at **5**", "Update at 5"),
            ("昨日**東京**は", "昨日東京は"),
            ("**“Never,”** she said", "“Never,” she said"),
            ("* **One** item\n* two", "* One item\n* two"),
            ("**1\\. One** snake_case \\*", "1. One snake_case *"),
        ] {
            assert_eq!(plain(page, false).as_deref(), Some(wanted), "{page}");
        }
    }

    #[test]
    fn single_signs_count_where_it_is_known() {
        assert_eq!(plain("_By Jane Doe_ for *The Courier*", true).as_deref(), Some("By Jane Doe for The Courier"));
        assert_eq!(plain("_By Jane Doe_ for *The Courier*", false), None);
        assert_eq!(plain("5*3*2 and a_b_c", true), None);
    }

    #[test]
    fn what_is_none() {
        for page in [
            "f(*args, **kwargs) and g(**kwargs)",
            "2**3**4",
            "Prices** rose ** again",
            "**one\n\ntwo**",
            "****",
            "* * *",
            "price ** excluding",
            "___",
            "__pycache__/ and *.pyc",
        ] {
            assert_eq!(plain(page, false), None, "{page}");
        }
    }
}
