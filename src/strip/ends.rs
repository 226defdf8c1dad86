//! Where a text ends: the marks of newsrooms and press offices, and what they put behind them.

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::{Document, Kind};
use crate::letters;

use super::page::Page;
use super::phrases::Concept;
use super::signatures::before_signature;
use super::{Reason, Verdict};

/// Bytes of an end mark at most: "- ENDS -", "（完）".
const LONGEST: usize = 16;

/// What an end mark says between hyphens or in brackets, lower case.
const DECORATED: [&str; 9] = ["end", "ends", "enditem", "fin", "ende", "schluss", "완", "끝", "完"];
/// Between hyphens alone: in brackets it is a figure or a footnote.
const DASHED: [&str; 2] = ["30", "0"];
/// What it says by itself behind a full stop.
const BARE: [&str; 6] = ["Enditem", "ENDITEM", "ENDS", "END", "Ends", "NNNN"];
/// Signs that are an end mark by themselves.
const SIGNS: [char; 6] = ['■', '◼', '◾', '▪', '∎', '□'];

const DASHES: [char; 4] = ['-', '–', '—', '―'];
const OPENING: [char; 5] = ['(', '[', '<', '（', '【'];
const CLOSING: [char; 5] = [')', ']', '>', '）', '】'];

/// Whether a sentence may end with a character.
pub(super) fn is_end(c: char) -> bool {
    letters::is_stop(c) || matches!(c, '…' | '"' | '”' | '“' | '\'' | '’' | '»' | '」' | '』')
}

/// Bytes of a notice of rights behind a text, at most.
const LONGEST_RIGHTS: usize = 160;
/// What it begins with, and a word that it has: "without leave", "spreading further".
const NOTICE: [char; 7] = ['<', '[', '(', 'ⓒ', '©', '저', 'C'];
const FORBIDDEN: [&str; 3] = ["무단", "재배포", "재판매"];
/// Signs of copyright, and the Korean word for who holds it.
const OWNED: [&str; 5] = ["ⓒ", "©", "(c)", "(C)", "저작권자"];

/// Words of an invitation to subscribe or follow behind a text at most, and of a notice of rights or terms.
pub(super) const INVITATION_WORDS: f32 = 40.0;
const NOTICE_WORDS: f32 = 60.0;

/// Words of running text before a mark that ends a release, at least.
const RELEASE: f32 = 40.0;
/// Blocks behind such a mark among which the notes begin: a contact may stand above them.
const NOTES_WITHIN: usize = 3;
/// Words of their first line, at most.
const NOTES_WORDS: f32 = 12.0;

/// Lines of a mail's signature and of the list that it came over, at most, and words of each.
const SIGNATURE: (usize, f32) = (8, 12.0);

/// The byte behind the last sentence of a text, if nothing but an end mark stands there: "…, it added. Enditem".
fn before_mark(text: &str) -> Option<usize> {
    // Nearly all texts end otherwise.
    if !may_end(text) || text.ends_with(is_end) {
        return None;
    }
    let tail = text.char_indices().rev().take_while(|(at, _)| text.len() - at <= LONGEST);
    let (at, stop) = tail.into_iter().find(|(_, c)| is_end(*c))?;
    let end = at + stop.len_utf8();
    is_mark(&text[end..]).then_some(end)
}

/// Whether a text may end in a mark, by its last byte.
fn may_end(text: &str) -> bool {
    let last = text.as_bytes().last();
    last.is_some_and(|byte| b"mMsSDN)]>-#".contains(byte) || !byte.is_ascii())
}

/// The byte behind the last sentence of a text, if nothing but a notice of rights stands there, as Korean papers set it:
/// "…, 밝혔다. <저작권자 ⓒ 오름일보, 무단 전재 및 재배포 금지>".
fn before_rights(text: &str) -> Option<usize> {
    let last = text.len().saturating_sub(LONGEST_RIGHTS)..text.len();
    let tail = last.into_iter().find(|&at| text.is_char_boundary(at))?;
    if !has_sign_of_rights(&text[tail..]) || !FORBIDDEN.iter().any(|word| text[tail..].contains(word)) {
        return None;
    }
    let stops = text[tail..].match_indices(is_end).map(|(at, stop)| tail + at + stop.len());
    let opens = |behind: &str| behind.starts_with([' ', '\n']) && behind.trim_start().starts_with(NOTICE);
    stops.into_iter().find(|&end| opens(&text[end..]))
}

/// The byte behind a text, if an end mark, a notice of rights or a signature stands there.
pub(crate) fn before_end(text: &str) -> Option<usize> {
    before_mark(text).or_else(|| before_rights(text)).or_else(|| before_signature(text))
}

/// Whether a line has a sign of copyright, or the word for who holds it.
pub(super) fn has_sign_of_rights(line: &str) -> bool {
    OWNED.iter().any(|sign| line.contains(sign))
}

/// Whether a line is an end mark and nothing else.
pub(super) fn is_mark(line: &str) -> bool {
    let line = line.trim();
    let inner = |open: &[char], close: &[char]| {
        let inner = line.strip_prefix(open)?.trim_start_matches(open);
        Some(inner.strip_suffix(close)?.trim_end_matches(close).trim().to_lowercase())
    };
    let decorated = |word: &str| DECORATED.contains(&word);
    let mut alone = line.chars();
    line.len() <= LONGEST
        && (BARE.contains(&line)
            || alone.next().is_some_and(|c| SIGNS.contains(&c)) && alone.next().is_none()
            || is_numbers(line)
            || inner(&OPENING, &CLOSING).is_some_and(|word| decorated(&word))
            || inner(&DASHES, &DASHES).is_some_and(|word| decorated(&word) || DASHED.contains(&&*word)))
}

/// "###", "# # #": the sign of American press offices. A line of it alone is never text.
fn is_numbers(line: &str) -> bool {
    matches!(line, "###" | "# # #")
}

/// Drops what stands behind a text: the notes of a press office behind its end mark, a mail's signature behind "--".
/// `first` is the first paragraph.
pub(super) fn drop_behind(document: &Document, page: &Page, first: usize, verdicts: &mut [Verdict]) {
    let text = |at: usize| document.text(&document.blocks[at]);
    let Some(last) = verdicts.iter().rposition(|verdict| verdict.keep) else { return };
    for (at, verdict) in verdicts.iter_mut().enumerate().take(last + 1) {
        if verdict.keep && is_numbers(text(at)) {
            verdict.set(false, Reason::Label);
        }
    }
    drop_tail(document, page, first, verdicts);
    // What is behind the last that is kept is dropped already.
    let end = notes(page, first..last + 1, verdicts, &text).or_else(|| signature(document, page, first, &text));
    for verdict in end.and_then(|end| verdicts.get_mut(end..)).into_iter().flatten().filter(|verdict| verdict.keep) {
        verdict.set(false, Reason::Label);
    }
}

/// Drops what stands behind the last line of a text and begins with words of chrome, whatever sentences it has: whose the text
/// is, what to subscribe to, whom to follow; or is nothing but the page's address or its site's name. Inside a text, a paragraph
/// may begin so.
fn drop_tail(document: &Document, page: &Page, first: usize, verdicts: &mut [Verdict]) {
    let is_site = |text: &str| document.meta.site_name.as_deref().is_some_and(|site| site == text);
    let is_tail = |at: usize| {
        let text = document.text(&document.blocks[at]);
        let (words, begins) = (page.measures[at].words, |concept: Concept| page.phrases[at][concept as usize] >= 2);
        let invites = words <= INVITATION_WORDS && (begins(Concept::Subscribe) || begins(Concept::Share));
        let of_owner = begins(Concept::Legal) && has_sign_of_rights(text) || opens_with_owner(text);
        invites || of_owner && words <= NOTICE_WORDS || is_url(text) || is_site(text)
    };
    for at in (first + 1..verdicts.len()).rev() {
        if !verdicts[at].keep {
            continue;
        }
        if !is_tail(at) {
            return;
        }
        verdicts[at].set(false, Reason::Label);
    }
}

/// Whether a line is the address of a page and nothing else.
fn is_url(line: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| line.starts_with(scheme)) && !line.contains(char::is_whitespace)
}

/// Whether a line begins with a sign of copyright and has a year: "(c) 2024 Harbour Media".
fn opens_with_owner(line: &str) -> bool {
    let signed = OWNED.iter().any(|sign| line.starts_with(sign));
    signed && line.as_bytes().windows(4).any(|year| year.iter().all(u8::is_ascii_digit))
}

/// The block behind the first end mark among some blocks that notes follow.
fn notes<'t>(
    page: &Page,
    among: Range<usize>,
    verdicts: &[Verdict],
    text: &impl Fn(usize) -> &'t str,
) -> Option<usize> {
    let mut words = 0.0;
    for at in among {
        words += if page.good[at] && verdicts[at].keep { page.measures[at].words } else { 0.0 };
        let behind = at + 1..verdicts.len().min(at + 1 + NOTES_WITHIN);
        let is_end = |text: &str| may_end(text) && (is_mark(text) || before_mark(text).is_some());
        if words >= RELEASE && is_end(text(at)) && behind.into_iter().any(|at| opens_notes(page, at, text(at))) {
            return Some(at + 1);
        }
    }
    None
}

/// Whether a line opens what a press office says about itself.
fn opens_notes(page: &Page, at: usize, text: &str) -> bool {
    /// How it may begin, in lower case.
    static OPENINGS: LazyLock<Vec<&str>> = LazyLock::new(|| openings().collect());
    let line = text.lines().next().unwrap_or_default();
    let short = page.measures[at].words <= NOTES_WORDS || line.ends_with(':') || line.len() < text.len();
    let lower = letters::head(line, LONGEST_OPENING).to_lowercase();
    let begins = |opening: &&str| {
        let behind = lower.strip_prefix(opening);
        behind.is_some_and(|behind| !behind.starts_with(letters::is_alphanumeric))
    };
    short && OPENINGS.iter().any(begins)
}

/// Bytes that the longest opening has room in.
const LONGEST_OPENING: usize = 64;

fn openings() -> impl Iterator<Item = &'static str> {
    include_str!("ends.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The sign before a mail's signature, where nothing but short lines follow.
/// It is a block of its own, or opens that of the signature.
fn signature<'t>(document: &Document, page: &Page, first: usize, text: &impl Fn(usize) -> &'t str) -> Option<usize> {
    let (lines, words) = SIGNATURE;
    let all = document.blocks.len();
    let is_line = |at: usize| {
        let m = &page.measures[at];
        m.words <= words && !m.is_sentence() && document.blocks[at].kind == Kind::Paragraph
    };
    let is_sign = |at: &usize| text(*at) == "--" || text(*at).starts_with("--\n");
    let sign = (first + 1..all).rev().take(lines + 1).find(is_sign)?;
    (sign + 1..all).all(is_line).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The harbour board decided on Monday to close both lock gates for the whole of May, and ships with a \
        draught of more than four metres will have to wait in the outer basin, the board said in a statement to pilots.";

    #[test]
    fn end_marks_behind_a_sentence() {
        for mark in [
            "Enditem",
            "ENDS",
            "END",
            "Ends",
            "(END)",
            "(ends)",
            "[End]",
            "-ENDS-",
            "- Ends -",
            "–END–",
            "-30-",
            "- 30 -",
            "###",
            "# # #",
            "■",
            "（完）",
            "(끝)",
            "(FIN)",
            "<END>",
        ] {
            for parted in [" ", "\n"] {
                let text = format!("They waited, it added.{parted}{mark}");
                assert_eq!(before_mark(&text), Some("They waited, it added.".len()), "{text}");
            }
            assert_eq!(before_mark(mark), None, "{mark}");
        }
        assert_eq!(before_mark("他们在等。■"), Some("他们在等。".len()));
        assert_eq!(before_mark("“They waited.” (END)"), Some("“They waited.”".len()));
    }

    #[test]
    fn lines_behind_the_last_that_begin_with_words_of_chrome_are_no_text() {
        let invitation = "Sign up for our free newsletter and read the best of the harbour every Friday morning.";
        let rights =
            "© 2024 Harbour Media. The words of this page may be printed elsewhere with the leave of its owner alone.";
        for (lines, kept) in [
            (&[PROSE, invitation, rights][..], 1),
            (&[PROSE, rights, invitation], 1),
            (&[PROSE, "(c) 2024 Harbour Media Ltd."], 1),
            (&[PROSE, "https://post.example/harbour?id=7", rights], 1),
            (&[PROSE, invitation, PROSE], 3),
            (&[PROSE, "(c) the third of these rules is the harbour's own."], 2),
            (&[invitation], 1),
        ] {
            assert_eq!(self::kept(lines).iter().filter(|&&kept| kept).count(), kept, "{lines:?}");
        }
    }

    #[test]
    fn rights_behind_a_sentence() {
        let text = "갑문이 도색되지 않았다고 답했다.";
        for rights in [
            "<저작권자 ⓒ 오름일보, 무단 전재 및 재배포 금지>",
            "ⓒ 오름일보 & orum.example, 무단전재 및 재배포 금지",
            "[저작권자(c) 오름통신, 무단 전재-재배포 금지]",
        ] {
            assert_eq!(before_end(&format!("{text} {rights}")), Some(text.len()), "{rights}");
        }
        for other in ["(c) 오름통신", "ⓒ 오름통신 사장은 무단 전재를 금지했다.", "무단 전재 금지"]
        {
            assert_eq!(before_end(&format!("{text} 그는 {other}")), None, "{other}");
        }
    }

    #[test]
    fn what_is_no_end_mark() {
        for text in [
            "They waited for the end",
            "They waited. The End",
            "They waited. In the end",
            "They waited for the week’s END",
            "They waited. (30)",
            "They waited. (AP)",
            "They waited #",
            "They waited. #harbour",
            "They waited in No. 30",
            "They waited.",
            "They waited. ■ They left",
            "Bends. END OF TERM",
            "END",
            "",
        ] {
            assert_eq!(before_mark(text), None, "{text}");
        }
    }

    /// Which of some paragraphs are still kept; all were.
    fn kept(texts: &[&str]) -> Vec<bool> {
        let blocks: Vec<(Kind, &str)> = texts.iter().map(|text| (Kind::Paragraph, *text)).collect();
        let document = Document::literal(&blocks);
        let mut verdicts = vec![Verdict { keep: true, score: 0.6, reason: Reason::Score }; texts.len()];
        drop_behind(&document, &Page::new(&document), 0, &mut verdicts);
        verdicts.iter().map(|verdict| verdict.keep).collect()
    }

    #[test]
    fn notes_behind_an_end_mark_are_no_text() {
        for opening in openings() {
            for mark in ["ENDS", "###", "He said no more. (Ends)"] {
                let line = format!("{}:", opening.to_uppercase());
                let expected = [true, true, mark != "###", false, false];
                assert_eq!(kept(&[PROSE, PROSE, mark, &line, PROSE]), expected, "{line}");
            }
        }
        let release = [PROSE, PROSE, "- Ends -", "Jane Doe, 555 0101", "About the Harbour Board", PROSE];
        assert_eq!(kept(&release), [true, true, true, false, false, false]);
        assert_eq!(kept(&[PROSE, "# # #", PROSE]), [true, false, true]);
        for texts in [
            // No mark, no notes, no text before it, and a sentence that begins like notes.
            [PROSE, PROSE, "Harbour", "About the board", PROSE],
            [PROSE, PROSE, "ENDS", "Harbour news", PROSE],
            ["Harbour", "ENDS", "About the board", PROSE, PROSE],
            [PROSE, PROSE, "ENDS", &format!("About this time {PROSE}"), PROSE],
        ] {
            assert_eq!(kept(&texts), [true; 5], "{texts:?}");
        }
    }

    #[test]
    fn a_mails_signature_is_no_text() {
        let signed = [PROSE, "--", "Jane Doe", "Harbour Board, Marbury", "tel 555 0101"];
        assert_eq!(kept(&signed), [true, false, false, false, false]);
        assert_eq!(kept(&[PROSE, "--\nJane Doe\nHarbour Board"]), [true, false]);
        assert_eq!(kept(&[PROSE, "--", "Jane Doe", PROSE]), [true; 4]);
        assert_eq!(kept(&["Jane Doe", "-- ", "Harbour", PROSE]), [true; 4]);
    }
}
