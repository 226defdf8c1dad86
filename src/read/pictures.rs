//! Whose a picture is, at the end of what stands under it. Markup tells a caption from text and from a headline, and in a dump
//! nothing else does.

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use memchr::{memchr_iter, memchr3, memrchr2};

use crate::letters;

use super::chars;

/// Bytes at the end of a text in which the picture's maker is named.
const REACH: usize = 96;
/// Words of that name; with that of his agency; and with a full stop behind it, or it is a sentence.
const NAME: usize = 4;
const NAME_WITH_AGENCY: usize = 8;
const NAME_STOPPED: usize = 3;
/// Bytes of the longest word for a picture, and some.
const LONGEST: usize = 24;

/// Bytes of the longest words for whose a picture is, and some: letters of Hindi have three.
const LONGEST_SOURCE: usize = 72;
const SOURCE_WORDS: usize = 4;

/// What stands between a picture and its maker.
const JOINTS: [char; 6] = [':', '：', '=', '＝', '／', '/'];
/// What ends a caption in Chinese, Japanese and Korean: taken by the one named before.
const TAKEN: [&str; 6] = ["摄影", "摄", "攝影", "攝", "撮影", "촬영"];
/// Between a caption and its agency.
const STROKES: [char; 3] = ['/', '|', '／'];

/// The words of [`pictures.txt`](../../../../src/read/pictures.txt).
struct Words {
    picture: HashSet<&'static str, RandomState>,
    joint: Vec<&'static str>,
    agency: HashSet<&'static str, RandomState>,
    old: HashSet<&'static str, RandomState>,
    source: HashSet<&'static str, RandomState>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    picture: rows("picture").collect(),
    joint: rows("joint").collect(),
    agency: rows("agency").collect(),
    old: rows("old").collect(),
    source: rows("source").collect(),
});

fn rows(concept: &str) -> impl Iterator<Item = &'static str> {
    let heading = format!("[{concept}]");
    let below = include_str!("pictures.txt").lines().skip_while(move |line| *line != heading).skip(1);
    below.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a text ends with the name of who made a picture, said to be that.
pub(crate) fn is_credited(text: &str) -> bool {
    let tail = letters::tail(text.trim_end(), REACH);
    is_taken(tail)
        || in_brackets(tail)
        || of_agency(tail.trim_end_matches('.'))
        || is_said(tail)
        || is_said_first(text.trim_start())
}

/// `Image source, Getty Images`, `Автор фото, AFP`: as it is read out.
fn is_said_first(text: &str) -> bool {
    let head = letters::head(text, LONGEST_SOURCE);
    // Most texts are in ASCII and have no other comma.
    let comma = if head.is_ascii() { head.find(',') } else { head.find([',', '،', '，']) };
    let first = comma.map(|at| &head[..at]);
    let is_short = |first: &&str| memchr_iter(b' ', first.as_bytes()).count() < SOURCE_WORDS;
    first.filter(is_short).is_some_and(|first| WORDS.source.contains(&*first.trim_end().to_lowercase()))
}

/// `Town hall on Monday. Photo: Jane Doe/AP`, `(Foto: dpa)`, `写真：田中一`, `Image courtesy of Marbury Press`.
fn is_said(tail: &str) -> bool {
    if !may_join(tail) {
        return false;
    }
    let tail = tail.trim_end_matches([')', ']', '）']);
    let most = if tail.ends_with(letters::is_stop) { NAME_STOPPED } else { NAME_WITH_AGENCY };
    // Back from the end, word by word.
    let mut end = tail.len();
    for _ in 0..=most {
        let Some((start, word)) = last_word(&tail[..end]) else { return false };
        let behind = &tail[start + word.len()..];
        if maker(behind).is_some_and(|name| is_picture(&tail[..start], word, behind) && is_maker(name)) {
            return true;
        }
        end = start;
    }
    false
}

/// Whether anything in a text could join a picture to its maker: a glance that settles most texts.
fn may_join(text: &str) -> bool {
    /// The first two bytes of wide marks.
    const WIDE: [u8; 2] = [0xef, 0xbc];
    let Some(last) = text.len().checked_sub(2) else { return false };
    let (bytes, begins) = (text.as_bytes(), &text.as_bytes()[..last]);
    let is_word = |at| matches!(&bytes[at + 1..at + 3], b"by" | b"co" | b"vo" | b"de" | b"di" | b"po" | b"pa");
    memchr3(b':', b'=', b'/', begins).is_some()
        || memchr_iter(b' ', begins).any(is_word)
        || memchr_iter(WIDE[0], begins).any(|at| bytes[at + 1] == WIDE[1])
}

/// The last word of a text, between signs of any kind, and where it begins.
fn last_word(text: &str) -> Option<(usize, &str)> {
    let ends = |c: char| c.is_whitespace() || !letters::is_alphanumeric(c) && !is_inner(c);
    let text = text.trim_end_matches(ends);
    let start = text.char_indices().rev().find(|&(_, c)| ends(c)).map_or(0, |(at, c)| at + c.len_utf8());
    Some((start, &text[start..])).filter(|(_, word)| !word.is_empty())
}

/// Signs inside words of the scripts of India.
fn is_inner(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}')
}

/// Whether a word is one for a picture, and begins what is said of it: in the midst of a sentence it is the sentence's.
fn is_picture(before: &str, word: &str, behind: &str) -> bool {
    if word.len() > LONGEST {
        return false;
    }
    let marked = behind.trim_start_matches(['.', ' ']).starts_with(JOINTS);
    let two = |word: &str| last_word(before).map(|(start, first)| (&before[..start], format!("{first} {word}")));
    let is_one = |before: &str, said: &str| {
        let set = !said.starts_with(letters::is_lowercase) || before.trim_end().ends_with(['(', '[', '（', '|', '/']);
        // A line of credit is not lent by anybody's name.
        let credit = said.eq_ignore_ascii_case("credit");
        // "The town hall on Monday Foto: Jane Doe": large, and a colon behind it.
        let apart = begins(before) || marked && !behind.ends_with(letters::is_stop);
        set && apart && (marked || !credit) && WORDS.picture.contains(&*said.to_lowercase())
    };
    is_one(before, word)
        || two(word).is_some_and(|(before, said)| is_one(before, &said))
        || is_agencys(before, word, marked)
}

/// `AP Photo/Jane Doe`
fn is_agencys(before: &str, word: &str, marked: bool) -> bool {
    let agency = || last_word(before).filter(|(_, agency)| WORDS.agency.contains(agency));
    marked
        && WORDS.picture.contains(&*word.to_lowercase())
        && agency().is_some_and(|(start, _)| begins(&before[..start]))
}

/// Whether something begins behind a text: a sentence, a bracket, a column.
fn begins(before: &str) -> bool {
    let before = before.trim_end();
    let parts = |c: char| {
        letters::is_stop(c) || matches!(c, '(' | '[' | '（' | '【' | '|' | '/' | '–' | '—' | '▲' | '•' | '"' | '”')
    };
    before.is_empty() || before.ends_with(parts)
}

/// What stands behind the word for a picture and what joins its maker to it.
fn maker(behind: &str) -> Option<&str> {
    let behind = behind.trim_start_matches(['.', ' ']);
    let word = || WORDS.joint.iter().find_map(|joint| behind.strip_prefix(joint)?.strip_prefix(' '));
    behind.strip_prefix(JOINTS).or_else(word)
}

/// Whether a text is the name of a person, an agency, a paper.
fn is_maker(name: &str) -> bool {
    let name = name.trim();
    let with_agency = name.contains(['/', '|', '©']) || name.contains(" via ");
    let most = if name.ends_with(letters::is_stop) {
        NAME_STOPPED
    } else if with_agency {
        NAME_WITH_AGENCY
    } else {
        NAME
    };
    let capital = |c: char| letters::is_alphabetic(c) && !letters::is_lowercase(c) || matches!(c, '@' | '©');
    let named = name.starts_with(capital) || WORDS.agency.contains(name.trim_end_matches('.'));
    named && name.split_whitespace().count() <= most && !name.contains(". ")
}

/// `The council votes. (AP Photo/Jane Doe)`, `… (foto Ansa)`, `… (Archivbild)`.
fn in_brackets(tail: &str) -> bool {
    let Some(open) = tail.strip_suffix([')', '）']).and_then(|tail| tail.rfind(['(', '（'])) else { return false };
    let said = tail[open..].trim_matches(['(', ')', '（', '）']).trim();
    let (first, rest) = said.split_once(' ').unwrap_or_default();
    let shows = || WORDS.picture.contains(&*first.to_lowercase()) && WORDS.agency.contains(rest);
    WORDS.old.contains(&*said.to_lowercase()) || shows()
}

/// `The embankment, this week. / EFE`, `… | AFP`, `JANE DOE / AFP`.
fn of_agency(tail: &str) -> bool {
    // Most texts are in ASCII and have no wide one.
    let stroke = if tail.is_ascii() { memrchr2(b'/', b'|', tail.as_bytes()) } else { tail.rfind(STROKES) };
    let Some((before, agency)) = stroke.map(|at| tail.split_at(at)) else { return false };
    let agency = agency.trim_start_matches(STROKES).trim();
    let is_set = || {
        let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
        last.ends_with(letters::is_stop) || last.chars().all(|c| !letters::is_lowercase(c)) || before.ends_with(' ')
    };
    !before.trim().is_empty() && WORDS.agency.contains(agency) && is_set()
}

/// `＝田中一撮影`, `记者 李一 摄`: who took it stands before, behind a mark or a blank; texts say that too of what is filmed.
fn is_taken(tail: &str) -> bool {
    /// Characters of a name.
    const NAME: std::ops::RangeInclusive<usize> = 2..=4;
    // Most texts end in ASCII.
    if tail.ends_with(|c: char| c.is_ascii()) {
        return false;
    }
    let Some(before) = TAKEN.iter().find_map(|word| tail.strip_suffix(word)) else { return false };
    let before = before.trim_end();
    let parts = |c: char| c.is_whitespace() || matches!(c, '＝' | '=' | '／' | '/' | '（' | '(' | '、');
    let name = before.rsplit(parts).next().unwrap_or_default();
    let whole = name.chars().all(chars::is_spaceless) || name.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    let signed = before[..before.len() - name.len()].trim_end();
    let reporter = || signed.ends_with("记者") || name.starts_with("记者") || name.starts_with("記者");
    whole && (signed.ends_with(['＝', '=']) && NAME.contains(&name.chars().count()) || reporter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_at_its_end_makes_a_caption() {
        for text in [
            "The town hall on Monday. Photo: Jane Doe/AP",
            "The town hall on Monday | Photo by Jane Doe",
            "The town hall on Monday (Photo: Jane Doe)",
            "Photograph: Marbury Press/Alamy",
            "Photo credit: Jane Doe",
            "Image courtesy of Marbury Press",
            "Das Rathaus am Montag. Foto: dpa",
            "Das Rathaus am Montag Foto: Jan Muster",
            "Das Rathaus am Montag (Archivbild)",
            "Zbiornik w poniedziałek. Fot. Jan Nowak / PAP",
            "El embalse, esta semana. / EFE",
            "Des caisses à la criée, le 5 mars. JEANNE PETIT / AFP",
            "The council votes on the bridge. (AP Photo/Jane Doe)",
            "Volontari nel quartiere (foto Ansa)",
            "Người dân nhận nước. Ảnh: Hoàng Nam",
            "Ратуша в понедельник. Фото: Иван Ким",
            "市役所前に集まる人々＝田中一撮影",
            "居民在会上发言。记者 李一 摄",
            "图/港口日报",
            "사진=오름뉴스",
            "बैठक में पार्षद। फोटो: राजेश वर्मा",
        ] {
            assert!(is_credited(text), "{text}");
        }
    }

    #[test]
    fn what_is_read_out_before_a_pictures_maker_makes_a_caption() {
        for text in ["Image source, Harbour Images", "Автор фото, AFP", "صدر الصورة، وكالة", "Fuente de la imagen, EFE"]
        {
            assert!(is_credited(text), "{text}");
        }
        for text in
            ["Images source power", "Imagery, he said", "The image source, he said", "Image sources, say experts"]
        {
            assert!(!is_credited(text), "{text}");
        }
        assert!(WORDS.source.iter().all(|words| words.len() < LONGEST_SOURCE && words.to_lowercase() == **words));
    }

    #[test]
    fn a_glance_sees_every_joint() {
        for joint in JOINTS.map(String::from).iter().map(String::as_str).chain(WORDS.joint.iter().copied()) {
            assert!(may_join(&format!("Photo {joint} Jane")), "{joint}");
        }
        assert!(!may_join("They sailed home before the storm came."));
    }

    #[test]
    fn what_speaks_of_pictures_is_none() {
        for text in [
            "The council talked about the photo: it showed the mayor at the well on Sunday.",
            "Bring a lamp, a rope and boots (not pictured)",
            "– Credit/debit cards and cash",
            "The bridge will stay closed until May, the council said. (Reuters)",
            "Oil prices rose on Monday after the talks (Reuters)",
            "It would have to be paid by Marbury",
            "A camera for photo and video",
            "Hardened Images: Security Independently Validated by Marbury",
            "Certified Management Consultant (CMC)",
            "58 grams, solid, symmetric, up to 8KHz (wired)",
            "and/or AP",
            "La crisis ha dañado la imagen de España.",
            "El banco cerró su línea de crédito por Navidad.",
            "O jornal publicou na capa uma foto de Lula.",
            "Die Studie zeichnet ein Bild von Berlin.",
            "The top lot of the evening was a picture by Monet.",
            "Students get credit by May.",
            "He wrote under the photo: Forever.",
            "Extra credit: None",
            "Where to watch: Fox / NBC",
            "Kickoff: 7 p.m. Saturday | ABC",
            "Courses offered: Biology (AP), Chemistry (AP)",
            "人気俳優が北海道で映画を撮影",
            "兴趣爱好：读书、旅游、摄影",
            "인기 배우, 부산서 새 영화 촬영",
        ] {
            assert!(!is_credited(text), "{text}");
        }
    }
}
