//! A page on one line: where all white space was made one space (`get_text(" ")`, the columns of data sets) menu, headline
//! and text follow each other without a break. It is parted at the ends of sentences, in the menus between them, and around
//! the headline, so that each part can be judged; what is kept of neighbours is one paragraph again.
//!
//! Nothing but letters tells a menu: most of its words begin with a capital; in scripts that do not part words, they are
//! short. In other scripts without capitals nothing is told of a word: what is longer than sentences are begins with a menu.
//! A text that neither begins with a menu nor ends with one stays whole.

mod headline;

use std::ops::Range;

use crate::letters::{is_alphanumeric, is_lowercase, is_numeric, is_uppercase};
use crate::read::{chars, language};

use headline::{headline, key};

use super::lines::Line;
use super::{LONGEST_PAGE, shape};

/// Words of a line that is parted. A longer one is a book.
const WORDS: Range<usize> = 100..1 << 17;

/// Bytes of a long line, which has about as many words: three quarters of a page stand in such ones.
const BYTES: usize = 600;

/// Words of an entry, of what may be a menu alone, and of what is one although most of its words begin small.
const ENTRY: usize = 6;
const MENU: usize = 12;
const LONG: usize = 60;

/// Words of menus on a page that has some: in all, and at its beginning or at its end; and how many words may stand before
/// or behind those. Of 340 articles on one line, without a menu, 18 have as many; of their pages on one line 325.
const ALL: usize = 40;
const EDGE: usize = 20;
const BEFORE: usize = 60;
const BEHIND: usize = 3;

/// Words with a capital that a sentence begins with at most: "President Jane Doe".
const NAMES: usize = 3;

/// Words of a sentence in a script without capitals, behind which another may stand.
const SENTENCE: usize = 40;

/// Characters between two spaces from which they are no entry of a menu, in a script that does not part words.
const UNPARTED: usize = 12;

/// Words of a dateline at most, with its dash: "NEW YORK, March 3 (Reuters) -".
const DATELINE: usize = 8;

/// A word of the line.
#[derive(Clone, Copy)]
struct Word<'p> {
    text: &'p str,
    /// The hash of its letters and digits: two prints of a headline have other signs around words, and other apostrophes in them.
    key: u64,
    /// Where in the line it begins.
    at: usize,
    /// Whether it begins with a small letter, behind quotation marks and brackets.
    small: bool,
    /// Whether a sentence may end with it.
    ends: bool,
    /// Whether it is rather a word of a text than of a menu; `None` where its letters do not tell.
    told: Option<bool>,
}

/// What of a page stands in menus, in words.
#[derive(Default)]
struct Menus {
    all: usize,
    /// At the beginning of a line, and at its end.
    edges: [usize; 2],
    /// Whether the page begins with its headline, and that follows once more.
    twice: bool,
}

impl Menus {
    fn new(copies: &[Range<usize>]) -> Menus {
        let twice = matches!(copies, [first, again, ..] if first.start == 0 && again.start < first.end + MENU);
        Menus { twice, ..Menus::default() }
    }

    /// Whether the page is more than one text.
    fn tell(&self) -> bool {
        self.twice || self.all >= ALL && self.edges.iter().any(|&edge| edge >= EDGE)
    }
}

/// The lines of a page, parted where it is one on a line or a few.
pub(super) fn part(page: &str, lines: Vec<Line>) -> Vec<Line> {
    let length = |line: &Line| (line.end - line.start) as usize;
    let is_long = |line: &&Line| length(line) >= BYTES;
    let (all, long) =
        (lines.iter().map(length).sum::<usize>(), lines.iter().filter(is_long).map(length).sum::<usize>());
    if long * 4 < all * 3 || all > LONGEST_PAGE {
        return lines;
    }
    let words: Vec<Vec<Word>> = lines.iter().map(|line| words(line.text(page))).collect();
    let all: Vec<Word> = words.iter().flatten().take(WORDS.end).copied().collect();
    let copies = headline(&all);
    let (mut menus, mut parted, mut start) = (Menus::new(&copies), Vec::with_capacity(lines.len()), 0);
    for (line, words) in lines.iter().zip(&words) {
        let end = start + words.len();
        let within = copies.iter().filter(|copy| copy.start < end && copy.end > start);
        let copies: Vec<_> = within.map(|copy| copy.start.max(start) - start..copy.end.min(end) - start).collect();
        start = end;
        let cuts = match words.len() {
            count if WORDS.contains(&count) => cuts(line.text(page), words, &copies, &mut menus),
            count if count < WORDS.start && !copies.is_empty() => edges(words, &copies),
            // Of a book only the first words were looked at.
            _ => {
                parted.push(*line);
                continue;
            }
        };
        parted.extend(cuts.windows(2).map(|pair| part_of(line, words, pair[0]..pair[1])));
    }
    if menus.tell() { parted } else { lines }
}

/// The words of a line, as many as are looked at.
fn words(line: &str) -> Vec<Word<'_>> {
    line.split_whitespace().take(WORDS.end).map(|word| Word::new(word, line)).collect()
}

/// The part of a line that some of its words are.
fn part_of(line: &Line, words: &[Word], range: Range<usize>) -> Line {
    let (first, last, runs_on) = (&words[range.start], &words[range.end - 1], range.start > 0);
    let (start, end) = (line.start + first.at as u32, line.start + (last.at + last.text.len()) as u32);
    Line {
        start,
        end,
        columns: end - start,
        gap: if runs_on { 0 } else { line.gap },
        runs_on: runs_on || line.runs_on,
        ..*line
    }
}

/// Where a short line is parted: around copies of the headline.
fn edges(words: &[Word], copies: &[Range<usize>]) -> Vec<usize> {
    let mut cuts = vec![0, words.len()];
    cuts.extend(copies.iter().flat_map(|copy| [copy.start, copy.end]));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Where a line is parted, its ends included.
fn cuts(line: &str, words: &[Word], copies: &[Range<usize>], menus: &mut Menus) -> Vec<usize> {
    let mut cuts = vec![0];
    for Range { start, end } in sentences(words, copies) {
        // What stands between a headline and a text is no entry of a menu, but a byline.
        let least = if copies.iter().any(|copy| copy.end == start) { 1 } else { ENTRY };
        let menu = menu(line, &words[start..end], least);
        // What has no stop is no sentence, whatever its letters: the headlines of teasers.
        let loose = if words[end - 1].ends { menu } else { end - start };
        if loose > MENU {
            cuts.extend((start + ENTRY..start + loose).step_by(ENTRY).map(|at| at + number(&words[at - 1..end])));
        }
        if menu >= MENU {
            menus.all += menu;
            menus.edges[0] += if start < BEFORE { menu } else { 0 };
            menus.edges[1] += if start + menu + BEHIND >= words.len() { menu } else { 0 };
        }
        cuts.extend([start + menu, end]);
    }
    cuts.retain(|cut| !copies.iter().any(|copy| copy.start < *cut && *cut < copy.end));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Words from a cut behind the first of these on to one that parts no numbers from what they count: dates stay whole,
/// which are no longer than an entry.
fn number(words: &[Word]) -> usize {
    let has_digit = |word: &Word| word.text.contains(is_numeric);
    words.windows(2).take(ENTRY).take_while(|pair| pair.iter().any(has_digit)).count()
}

/// The sentences, the copies of the headline, and what stands between them.
fn sentences(words: &[Word], copies: &[Range<usize>]) -> impl Iterator<Item = Range<usize>> {
    let is_edge = |at: usize| copies.iter().any(|copy| copy.start == at || copy.end == at);
    let is_end = move |at: usize| words.get(at).is_none_or(|next| words[at - 1].ends && !next.small) || is_edge(at);
    let mut start = 0;
    (1..=words.len()).filter(move |&at| is_end(at)).map(move |end| std::mem::replace(&mut start, end)..end)
}

/// How many of the first words of a sentence, `least` or more, or of what is none, are a menu's.
fn menu(line: &str, words: &[Word], least: usize) -> usize {
    let capitals = |words: &[Word]| words.iter().filter(|word| word.told != Some(true)).count();
    if words.last().is_some_and(|last| last.ends) {
        let start = prose(line, words);
        if start >= least && capitals(&words[..start]) * 5 >= start * 3 { start } else { 0 }
    } else if words.len() > LONG || words.len() >= MENU && capitals(words) * 5 >= words.len() * 2 {
        words.len()
    } else {
        0
    }
}

/// Where in a sentence the words that mostly begin small begin, with the names or the dateline before them.
fn prose(line: &str, words: &[Word]) -> usize {
    if words.iter().filter(|word| word.told.is_none()).count() * 2 > words.len() {
        return words.len().saturating_sub(SENTENCE);
    }
    let (mut sum, mut best) = (0_isize, (0, words.len()));
    for (at, word) in words.iter().enumerate().rev() {
        sum += word.told.map_or(0, |is_text| if is_text { 1 } else { -1 });
        best = best.max((sum, at));
    }
    let names = words[..best.1].iter().rev().take(NAMES).take_while(|word| word.is_name());
    // A sentence begins with its article or preposition, whatever stands before.
    let names = names.scan(false, |begun, word| (!std::mem::replace(begun, word.is_common())).then_some(())).count();
    let start = best.1 - names;
    let opens = |at: &usize| shape::opens_with_dateline(&line[words[*at].at..]);
    let is_dash = start > 0 && matches!(words[start - 1].text, "-" | "--" | "–" | "—" | ":");
    is_dash.then(|| (start.saturating_sub(DATELINE)..start - 1).find(opens)).flatten().unwrap_or(start)
}

impl<'p> Word<'p> {
    fn new(text: &'p str, line: &str) -> Word<'p> {
        let at = text.as_ptr().addr() - line.as_ptr().addr();
        let bare = text.trim_start_matches(['"', '\'', '“', '„', '«', '‘', '(', '[']);
        let small = bare.starts_with(is_lowercase);
        Word {
            text,
            key: key(text),
            at,
            small,
            ends: ends_sentence(text),
            told: if small { Some(true) } else { told(bare) },
        }
    }

    /// Whether it is one of the commonest words of a language, but for its capital.
    fn is_common(&self) -> bool {
        language::is_common(&self.text.to_lowercase())
    }

    /// Whether it may be one of the names that a sentence begins with.
    fn is_name(&self) -> bool {
        let bare = self.text.trim_start_matches(['"', '“', '„', '«', '‘', '(']);
        bare.starts_with(is_uppercase) && !self.text.ends_with(['.', '!', '?', ':', '|'])
    }
}

/// Whether a word that does not begin small is one of a text, as far as its letters tell.
fn told(word: &str) -> Option<bool> {
    match word.chars().next() {
        Some(first) if chars::is_spaceless(first) => {
            Some(word.chars().any(|c| matches!(c, '、' | '，' | '。')) || word.chars().nth(UNPARTED).is_some())
        }
        Some(first) if chars::is_caseless(first) => None,
        _ => Some(false),
    }
}

/// Whether a sentence may end with a word: with none of three letters and a capital, for those are short for something
/// ("Mr.", "U.S.", "Inc."), and two sentences taken for one do no harm.
fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(chars::is_closing).trim_start_matches(|c| !is_alphanumeric(c));
    let is_short = bare.ends_with('.') && bare.starts_with(is_uppercase) && {
        bare.chars().filter(|&c| is_alphanumeric(c)).nth(3).is_none()
    };
    chars::ends_sentence(word) && !is_short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lines::split;
    use super::*;

    const MENU: &str = "Harbour Gazette News World Politics Sport Culture Weather Jobs Homes Cars Travel Food Health Science \
        Letters Search Log in Register Subscribe Most Read Latest Videos Podcasts Puzzles Crossword Quiz Offers";
    const TEXT: &str = "The town council decided on Monday that the night buses return in April, two years after the line \
        was cut. Some four hundred people work nights at the market, most of them without a car. “I have walked home through \
        every kind of weather,” said Agnes Thorvald, who guts herring. The line is to run every forty minutes, with a \
        smaller bus than before. Mr. Falk said no to a plan of the market's owners, who wanted a say in the timetable.";
    const FOOT: &str =
        "Share Facebook WhatsApp Email About Us Contact Privacy Policy Terms of Use Advertise With Us Archive";

    /// The parts of a page of one line, those of a line joined by bars.
    fn parts(page: &str) -> String {
        let lines = part(page, split(page));
        lines.iter().map(|line| line.text(page)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_page_on_one_line_is_parted_at_its_menus_headline_and_sentences() {
        let headline = "Night buses return to the fishing quarter";
        let page = format!("{headline} - {MENU} {headline} By Petra Olsund {TEXT} {FOOT}");
        let parts = parts(&page);
        assert!(parts.starts_with(&format!("{headline}|- Harbour Gazette News World Politics")), "{parts}");
        for wanted in [
            &format!("|{headline}|By Petra Olsund"),
            "line was cut.|Some four hundred",
            "a car.|“I have walked home through every kind of weather,” said Agnes",
            "than before.|Mr. Falk said",
            "the timetable.|Share Facebook",
        ] {
            assert!(parts.contains(wanted), "{wanted} in {parts}");
        }
        let lines = part(&page, split(&page));
        assert!(!lines[0].runs_on && lines[1..].iter().all(|line| line.runs_on));
    }

    #[test]
    fn of_a_line_as_long_as_a_book_nothing_goes() {
        let title = "Night buses return in April";
        let page = format!("{title} {title} {MENU}\n{}", "a ".repeat(WORDS.end + 9).trim_end());
        let parts = part(&page, split(&page));
        let words = parts.iter().map(|line| line.text(&page).split_whitespace().count()).sum::<usize>();
        assert!(parts.len() > 2);
        assert_eq!(words, page.split_whitespace().count());
    }

    #[test]
    fn a_text_on_one_line_stays_whole() {
        for page in [TEXT.repeat(3), format!("{TEXT}\n{TEXT}"), MENU.to_owned(), format!("{TEXT} {FOOT}")] {
            assert_eq!(parts(&page), page.replace('\n', "|"));
        }
    }

    #[test]
    fn where_no_capitals_tell_sentences_stay_whole_and_menus_are_parted() {
        let korean = (
            "항구일보 뉴스 정치 경제 사회 국제 문화 스포츠 날씨 일자리 여행 음식 건강 과학 편지 검색 로그인 가입 구독 인기 최신 영상",
            "시의회는 월요일에 야간 버스를 사월부터 다시 운행하기로 결정했다. ",
        );
        let arabic = (
            "جريدة الميناء أخبار سياسة اقتصاد مجتمع ثقافة رياضة طقس وظائف سفر طعام صحة علوم رسائل بحث دخول تسجيل اشتراك فيديو ألعاب",
            "قرر مجلس المدينة يوم الاثنين إعادة تشغيل حافلات الليل في أبريل المقبل. ",
        );
        let japanese = (
            "港新聞 ニュース 政治 経済 社会 国際 文化 スポーツ 天気 求人 旅行 料理 健康 科学 投書 検索 入会 購読 人気 最新 動画",
            "市議会は月曜日、夜間バスを四月から再開すると決めた。 ",
        );
        for (menu, sentence) in [korean, arabic, japanese] {
            let text = sentence.repeat(20);
            let entries: Vec<&str> = menu.split(' ').collect();
            let others = entries.iter().skip(1).step_by(2).chain(entries.iter().step_by(2));
            let top: Vec<&str> = entries.iter().chain(others).copied().collect();
            let foot: Vec<&str> = top.iter().rev().copied().collect();
            let page = format!("{} {text}{}", top.join(" "), foot.join(" "));
            let (parts, sentence) = (parts(&page), sentence.trim());
            assert!(parts.matches(&format!("{sentence}|")).count() == 20, "{parts}");
            assert!(parts.split('|').filter(|part| part.split(' ').count() == ENTRY).count() >= 4, "{parts}");
            let alone: String = entries.iter().map(|entry| format!("{entry} {sentence} ")).collect();
            assert_eq!(part(&alone, split(&alone)).len(), 1);
        }
    }

    #[test]
    fn a_headline_that_follows_itself_begins_a_page() {
        let more = "Rain fell on the quay until noon. ".repeat(9);
        let page = format!("Night buses return in April Night buses return in April {TEXT} {more}");
        let (parts, twice) = (parts(&page), "Night buses return in April|Night buses return in April|The town council");
        assert!(parts.starts_with(twice), "{parts}");
    }

    #[test]
    fn a_dateline_belongs_to_its_sentence() {
        for dateline in ["SELBY (Marenews) –", "SELBY, March 3 (Marenews) -", "NEW SELBY --"] {
            let page = format!("{MENU} {dateline} {TEXT} {FOOT} {FOOT}");
            assert!(parts(&page).contains(&format!("|{dateline} The town council")), "{}", parts(&page));
        }
    }

    proptest! {
        #[test]
        fn no_word_goes(words in prop::collection::vec("[A-Z]?[a-z]{1,5}[.!]?”?|[–«]|Да|\\(", 80..400)) {
            let page = format!("{MENU} {} {FOOT}", words.join(" "));
            let parted = part(&page, split(&page));
            let kept: Vec<&str> = parted.iter().flat_map(|line| line.text(&page).split_whitespace()).collect();
            prop_assert_eq!(kept, page.split_whitespace().collect::<Vec<_>>());
        }
    }
}
