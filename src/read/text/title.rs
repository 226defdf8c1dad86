//! Where a plain text prints its headline: a line that repeats the first one, or a short one above the running text.

use crate::dateline::{self, Evidence};
use crate::document::{Document, Kind};
use crate::letters;
use crate::read::signals::{Element, Role, Signals};
use crate::read::{chars, dates, names};

use super::looks;

/// Words of a headline, least and most. For scripts without spaces see [`words`].
const WORDS: std::ops::RangeInclusive<usize> = 3..=40;

/// Words from which each takes a point off: standfirsts and captions are longer than headlines.
const MOST_WORDS: usize = 16;

/// Characters of a first line that may be a headline, at most.
const LONGEST: usize = 250;

/// Words of a block of running text at least, and of one that ends like a sentence.
const PROSE: usize = 20;
const SENTENCE: usize = 12;

/// Words of the shortest sentence that counts where all are short.
const SHORT_SENTENCE: usize = 4;

/// Most that a short block takes off a run of running text, in words: a menu ends a run, a subhead does not.
const MOST_OFF: usize = 12;

/// Blocks behind the beginning of the running text in which a headline may still stand: the standfirst above it counts
/// as running text.
const BEHIND: usize = 4;

/// Blocks below the beginning of the running text in which a copy of the first line is sought when there is none above:
/// what was taken for the text's beginning was a teaser.
const BELOW: usize = 200;

/// Lines of a standfirst below a headline, at most.
const STANDFIRST: usize = 2;

/// Blocks above the running text among which a headline without a copy is sought: byline, dates, share row, contents
/// between.
const ABOVE: usize = 36;

/// What speaks for a headline, in words that it might be longer. Calibrated on three renderers' dumps of real pages.
mod points {
    /// A byline or date stands below.
    pub(super) const SIGNED: usize = 10;
    /// Another line says the same, as breadcrumbs do.
    pub(super) const AGAIN: usize = 4;
    /// All its words recur in the running text.
    pub(super) const TOPIC: usize = 16;
    /// Blank lines stand before and behind.
    pub(super) const APART: usize = 4;
    /// It is the first line, and the running text begins near it. Less than a headline of ten words below has, if the text
    /// has one word of a menu and most of the headline's.
    pub(super) const FIRST: usize = 7;
}

/// Blocks of the running text whose words are held against a headline's, letters of such words at least, and how many
/// words of a line must recur for all points.
const TOPICAL: usize = 30;
const LONG: usize = 4;
const MOST_TOPICS: usize = 4;

/// Blocks below a headline among which is its byline or date, and the longest such line, in bytes.
const SIGNED: usize = 4;
const LONGEST_BYLINE: usize = 120;

/// Share of the words of a line, in percent, that stand in the first line too if it is a copy of it: sites shorten
/// their headlines for the window's title, and put their name beside them.
const SHARED_PERCENT: usize = 75;

/// Words that the first line may have beside the headline: the names of site and department.
const SITE_WORDS: usize = 4;

/// The hash of no characters (FNV's offset basis).
const SEED: u32 = 2_166_136_261;

/// The running text begins with the first run that has this share of the longest one, in percent: subheads and lists
/// part an article into several runs, teasers above it are smaller than its parts.
const RUN_PERCENT: usize = 30;

/// Blocks from the top in which the running text of a text without menus begins, and the first line is its headline.
const TOP: usize = 6;

/// Marks the headline's block, and collects what looks like one. A header's headline stands for the first line.
pub(super) fn find(document: &mut Document, signals: &mut Signals) {
    let words: Vec<usize> = document.blocks.iter().map(|block| words(document.text(block))).collect();
    let page = Page { document, words: &words, start: prose_start(document, &words) };
    let header = signals.metas.iter().find(|(key, _)| key == "headline").map(|(_, value)| value.as_str());
    let topics = page.topics();
    let likeliest = page.likeliest(&topics).filter(|_| header.is_none());
    // A menu's first line is none of the text's words, and may be said again by a menu below.
    let off_topic = |index: usize| page.on_topic(index, &topics) == 0;
    let overruled = |&index: &usize| {
        off_topic(index) && likeliest.is_some_and(|other| page.on_topic(other, &topics) >= points::TOPIC / 2)
    };
    let copy = page.copy(header).filter(|index| !overruled(index));
    if (copy.is_some() || likeliest == Some(0)) && page.is_title(0) && header.is_none() {
        signals.title = page.text(0).to_string();
    }
    let Some(index) = copy.or(likeliest) else { return };
    signals.elements.push(Element {
        role: Role::Heading(1),
        text: page.text(index).to_string(),
        block: index as u32,
        ..Element::default()
    });
    document.blocks[index].kind = Kind::Heading(1);
}

/// A document's blocks with what was counted of them.
struct Page<'a> {
    document: &'a Document,
    /// Words of each block.
    words: &'a [usize],
    /// The block with which the running text begins.
    start: usize,
}

impl<'a> Page<'a> {
    fn text(&self, index: usize) -> &'a str {
        self.document.blocks.get(index).map_or("", |block| self.document.text(block))
    }

    /// The block above the running text, or else below its beginning, that repeats the first one (or the header's
    /// headline) best. Of equals it is the last: menus and breadcrumbs come before.
    fn copy(&self, header: Option<&str>) -> Option<usize> {
        if header.is_none() && looks::is_control(self.text(0)) {
            return None;
        }
        let first = distinct(header.unwrap_or(self.text(0)));
        let wanted = first.len().saturating_sub(SITE_WORDS);
        let from = usize::from(header.is_none());
        let until = (self.start + BEHIND).min(self.words.len()).max(from);
        let best = |range: std::ops::Range<usize>| {
            // A hyphenated word is two words to compare and one to count, and so are two characters of Han.
            let enough = |index: usize| self.words[index] * 2 * 100 >= wanted * SHARED_PERCENT;
            let titles = range.filter(|&index| enough(index) && self.is_title(index));
            let rated = titles.map(|index| (likeness(&distinct(self.text(index)), &first), index));
            rated.filter(|&(percent, _)| percent >= SHARED_PERCENT).max().map(|(_, index)| index)
        };
        best(from..until).or_else(|| best(until..self.words.len().min(until + BELOW)))
    }

    /// The block above the running text that looks most like a headline. A first line without a word of the text gives way
    /// to any that is on its topic: it is a menu's.
    fn likeliest(&self, topics: &[u32]) -> Option<usize> {
        let above = self.start.saturating_sub(ABOVE)..self.start;
        let titles = above.filter(|&index| self.is_title(index) && !self.is_byline(index));
        let rated = titles.rev().map(|index| (index, self.on_topic(index, topics)));
        let best = |least: usize| {
            let titles = rated.clone().filter(|&(_, topic)| topic >= least);
            titles.max_by_key(|&(index, topic)| self.rank(index) + topic)
        };
        let likeliest = best(0).or_else(|| self.stopped(topics))?;
        let other = (likeliest == (0, 0)).then(|| best(points::TOPIC / 2)).flatten();
        Some(self.above_standfirst(other.unwrap_or(likeliest).0, topics))
    }

    /// The headline that ends like a sentence: no other line looks like one, and this has a byline below or capitals of a
    /// headline.
    fn stopped(&self, topics: &[u32]) -> Option<(usize, usize)> {
        let above = self.start.saturating_sub(ABOVE)..self.start;
        let short = |index: &usize| self.is_short(*index) && self.text(*index).ends_with(['.', '。', '…']);
        let signed = |index: &usize| self.is_signed_below(*index) || looks::is_title_case(self.text(*index));
        let titles = above.filter(|index| short(index) && signed(index) && !self.is_byline(*index));
        let rated = titles.rev().map(|index| (index, self.on_topic(index, topics)));
        let likely = |&(index, topic): &(usize, usize)| topic > 0 || looks::is_title_case(self.text(index));
        let rank = |index: usize, topic| (looks::is_title_case(self.text(index)), self.rank(index) + topic);
        rated.filter(likely).max_by_key(|&(index, topic)| rank(index, topic))
    }

    /// The first of the lines in a row that may be the headline over one byline, or at the top of the text: a standfirst is
    /// longer than the headline above it, and says more of the text's words. A kicker says none. Further down menus stand
    /// above a headline, and some entry has a word of the text.
    fn above_standfirst(&self, index: usize, topics: &[u32]) -> usize {
        let over = |&above: &usize| self.is_title(above) && !self.is_byline(above) && self.on_topic(above, topics) > 0;
        let above = (0..index).rev().take(STANDFIRST).take_while(over).last();
        let signed = |&above: &usize| above == 0 || self.is_signed_below(index);
        above.filter(signed).filter(|_| index <= TOP && self.start <= 2 * TOP).unwrap_or(index)
    }

    /// The words of the running text's beginning that say what it is about: those of some length, hashed and sorted.
    fn topics(&self) -> Vec<u32> {
        let blocks =
            (self.start..self.words.len().min(self.start + TOPICAL)).filter(|&index| self.words[index] >= SENTENCE);
        let mut topics: Vec<u32> = blocks.flat_map(|index| hashes(self.text(index), usize::MAX, LONG)).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// Points for words of a block that recur in the running text, as those of a headline do.
    fn on_topic(&self, index: usize, topics: &[u32]) -> usize {
        let words = hashes(self.text(index), LONGEST, LONG);
        let recur = words.iter().filter(|word| topics.binary_search(word).is_ok()).count();
        recur * points::TOPIC / words.len().max(MOST_TOPICS)
    }

    /// How much a block looks like a headline: byline or date below it, said again elsewhere as breadcrumbs do, set off by
    /// blank lines, long for a line.
    fn rank(&self, index: usize) -> usize {
        let signed = (index + 1..=index + SIGNED).any(|below| self.is_about(below));
        let blocks = &self.document.blocks;
        let gap = |index: usize| blocks.get(index).and_then(|block| block.layout).map_or(0, |layout| layout.gap);
        let apart = gap(index) > 0 && gap(index + 1) > 0;
        let first = index == 0 && self.start <= TOP;
        // The window's title holds the site's name too.
        let over = if first { 0 } else { self.words[index].saturating_sub(MOST_WORDS) };
        let length = self.words[index].min(SENTENCE).saturating_sub(over);
        let again = self.is_said_again(index);
        let points = [(signed, points::SIGNED), (again, points::AGAIN), (apart, points::APART), (first, points::FIRST)];
        length + points.into_iter().filter(|(held, _)| *held).map(|(_, points)| points).sum::<usize>()
    }

    /// Whether another block near the top says just the same.
    fn is_said_again(&self, index: usize) -> bool {
        let text = self.text(index);
        let others = (0..self.words.len().min(self.start + BELOW)).filter(|&other| other != index);
        others.map(|other| self.text(other)).any(|other| other.len() == text.len() && other.eq_ignore_ascii_case(text))
    }

    /// Whether a block is what stands below a headline. The first one may begin with "From", or name a day, as headlines do.
    fn is_byline(&self, index: usize) -> bool {
        self.is_about(index) && (index > 0 || !names::people(self.text(index)).is_empty())
    }

    /// Whether a block says who wrote, or when.
    fn is_about(&self, index: usize) -> bool {
        let text = self.text(index);
        let short = text.len() <= LONGEST_BYLINE;
        short && (names::is_introduced(text) || dates::find(text, None).is_some())
    }

    /// Whether the next block but one says who wrote, or when, or the next does: then this is the headline, however it ends.
    fn is_signed_below(&self, index: usize) -> bool {
        (index + 1..=index + 2).any(|below| self.is_about(below))
    }

    /// Whether a block begins with a dateline, or is one on a line of its own: then it is the text's, and no headline.
    fn is_dateline(&self, index: usize) -> bool {
        is_dateline(self.text(index), self.text(index + 1))
    }

    /// Whether a block can be a headline by its looks alone.
    fn is_title(&self, index: usize) -> bool {
        let ends = self.text(index).ends_with(['.', '。', ':', ',', '…', '-']);
        self.is_short(index) && (!ends || index == 0 && self.is_signed_below(0))
    }

    /// Whether a block could be one, however it ends.
    fn is_short(&self, index: usize) -> bool {
        let text = self.text(index);
        self.words.get(index).is_some_and(|words| WORDS.contains(words))
            && matches!(self.document.blocks[index].kind, Kind::Paragraph | Kind::Heading(_))
            && text.chars().nth(LONGEST).is_none()
            && !text.contains("://")
            && !text.contains('@')
            && !looks::is_no_headline(text)
            && !self.is_dateline(index)
            && !self.is_begun_above(index)
    }

    /// Whether a block says what the one above does and more: a caption and its credit.
    fn is_begun_above(&self, index: usize) -> bool {
        let above = index.checked_sub(1).map_or("", |above| self.text(above));
        words(above) >= SENTENCE && self.text(index).strip_prefix(above).is_some_and(|more| !more.is_empty())
    }
}

/// The block with which the running text begins: runs of it are where the sum stays above zero when running text counts
/// its words and anything else takes some off. In a text of nothing but short lines it is the first of two sentences.
fn prose_start(document: &Document, words: &[usize]) -> usize {
    let mut runs = vec![(0, 0)];
    let (mut sum, mut most) = (0usize, 0);
    for (index, block) in document.blocks.iter().enumerate() {
        let count = words[index];
        if count < PROSE && !(count >= SENTENCE && chars::ends_sentence(document.text(block))) {
            sum = sum.saturating_sub((count + 2).min(MOST_OFF));
            continue;
        }
        if sum == 0 {
            runs.push((index, 0));
        }
        sum += count;
        most = most.max(sum);
        if let Some(run) = runs.last_mut() {
            run.1 = run.1.max(sum);
        }
    }
    let first = runs.iter().find(|run| run.1 > 0 && run.1 * 100 >= most * RUN_PERCENT).map(|run| run.0);
    first.or_else(|| sentences_start(document, words)).or_else(|| brief_start(document)).unwrap_or(0)
}

/// The beginning of a text without sentences, near the top: its dateline, its list, or what stands below its day.
fn brief_start(document: &Document) -> Option<usize> {
    let text = |index: usize| document.blocks.get(index).map_or("", |block| document.text(block));
    let is_list = |index: usize| document.blocks[index].kind == Kind::ListItem;
    let is_day = |index: usize| dates::is_line(text(index), None);
    let top = 1..document.blocks.len().min(TOP);
    let begins = |&index: &usize| is_dateline(text(index), text(index + 1)) || is_list(index) || is_day(index - 1);
    top.clone().find(begins).filter(|&index| index > 1 || !is_day(0))
}

/// Whether a line begins with a dateline, or is one above the next.
fn is_dateline(line: &str, next: &str) -> bool {
    dateline::find(&[line, next], &Evidence::default()).is_some_and(|found| found.paragraph == 0)
}

/// The first of two sentences in a row: briefs have short ones, and some languages few and long words.
fn sentences_start(document: &Document, words: &[usize]) -> Option<usize> {
    let is_sentence =
        |index: usize| words[index] >= SHORT_SENTENCE && chars::ends_sentence(document.text(&document.blocks[index]));
    (1..words.len()).find(|&index| is_sentence(index - 1) && is_sentence(index)).map(|second| second - 1)
}

/// How far one says what the other does but for what a site puts before or behind it, in percent. Both are sorted.
fn likeness(line: &[u32], first: &[u32]) -> usize {
    if first.len() < 2 {
        return 0;
    }
    let shared = line.iter().filter(|word| first.binary_search(word).is_ok()).count();
    shared * 100 / line.len().max(first.len().saturating_sub(SITE_WORDS)).max(1)
}

/// The words of a line, in small letters, hashed, each once, sorted.
fn distinct(text: &str) -> Vec<u32> {
    let mut words = hashes(text, LONGEST, 1);
    words.sort_unstable();
    words.dedup();
    words
}

/// The hashed words of so many characters of a text, of so many letters at least. Where a script has no spaces they are all
/// stretches as long as a word: single characters recur in any text.
fn hashes(text: &str, most: usize, least: usize) -> Vec<u32> {
    let mut words = Vec::with_capacity(*WORDS.end());
    let (mut word, mut letters) = (SEED, 0);
    let (mut last, mut run) = (['\0'; SOUNDS], 0);
    for char in text.chars().take(most).chain([' ']) {
        let stretch = stretch(char);
        if word != SEED && (stretch.is_some() || !letters::is_alphanumeric(char)) {
            let whole = std::mem::replace(&mut word, SEED);
            if std::mem::take(&mut letters) >= least {
                words.push(whole);
            }
        }
        if let Some(length) = stretch {
            last.rotate_left(1);
            last[SOUNDS - 1] = char;
            run += 1;
            words.extend((run >= length).then(|| last[SOUNDS - length..].iter().copied().fold(SEED, hash)));
            continue;
        }
        run = 0;
        if letters::is_alphanumeric(char) {
            letters += 1;
            word = letters::to_lowercase(char).fold(word, hash);
        }
    }
    words
}

/// Characters of a word in the script of a letter, if words have no spaces between them there.
fn stretch(char: char) -> Option<usize> {
    match char {
        _ if chars::is_run_together(char) => Some(SOUNDS),
        _ if chars::is_spaceless(char) && letters::is_alphanumeric(char) => Some(IDEOGRAPHS),
        _ => None,
    }
}

/// One step of FNV-1a, over characters; two words of a page that share a hash cost a word of likeness at most.
fn hash(hash: u32, char: char) -> u32 {
    (hash ^ char as u32).wrapping_mul(16_777_619)
}

/// Characters of a word in scripts without spaces: of ideographs, and of sounds. A word of Thai has four or five, with its
/// vowels and tones.
const IDEOGRAPHS: usize = 2;
const SOUNDS: usize = 5;

/// Words of a text.
fn words(text: &str) -> usize {
    let (mut ideographs, mut sounds) = (0, 0);
    let beyond_ascii = if text.is_ascii() { "" } else { text };
    for char in beyond_ascii.chars() {
        ideographs += usize::from(chars::is_spaceless(char));
        sounds += usize::from(chars::is_run_together(char));
    }
    // White space is collapsed, so each space parts two words.
    1 + memchr::memchr_iter(b' ', text.as_bytes()).count() + ideographs / IDEOGRAPHS + sounds / SOUNDS
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "The council met on Monday evening in the old hall and voted for the new library after a long debate.";

    fn headline(lines: &[&str]) -> (String, Option<String>) {
        let rows: Vec<_> = lines.iter().map(|line| (Kind::Paragraph, *line)).collect();
        let (mut document, mut signals) = (Document::literal(&rows), Signals::default());
        find(&mut document, &mut signals);
        (signals.title, signals.elements.first().map(|element| element.text.clone()))
    }

    #[test]
    fn headlines() {
        let title = "Town votes for a library";
        let rows: [(&str, &[&str], &str, Option<&str>); 11] = [
            ("a menu in a row above", &["Home | Town | River | Markets | Letters", title, BODY, BODY], "", Some(title)),
            ("first line alone", &[title, BODY, BODY], title, Some(title)),
            ("twice", &[title, title, BODY], title, Some(title)),
            (
                "with the site's name, menu between",
                &["Town votes for a library | The Post", "News", "Sports", "Weather", title, "3 March", BODY],
                "Town votes for a library | The Post",
                Some(title),
            ),
            (
                "inside the chrome",
                &["Skip to content", "News", "Sports", "Weather", "Jobs", "Cars", "Log in", title, "3 March", BODY],
                "",
                Some(title),
            ),
            (
                "above its byline, not the line nearest to the text",
                &["Home", "News", title, "By Jane Doe", "3 March 2024", "Share on all the networks", BODY],
                "",
                Some(title),
            ),
            (
                "said again in the breadcrumbs",
                &["Home", "News", "Ferries and boats today", title, "Boats and all about them", title, "Menu", BODY],
                "",
                Some(title),
            ),
            ("of short sentences", &[title, "The council has voted.", "It met on Monday."], title, Some(title)),
            (
                "that ends like a sentence",
                &["The library is built. At last.", "By Jane Doe", "3 March 2024", BODY],
                "The library is built. At last.",
                Some("The library is built. At last."),
            ),
            ("none", &[BODY, BODY], "", None),
            ("nothing", &[], "", None),
        ];
        check(&rows);
    }

    #[test]
    fn headlines_among_lines_like_them() {
        let title = "Town votes for a library";
        let stopped = "The council votes. The library comes.";
        let cased = "The Council Votes. The Library Comes.";
        let caption = "The old hall of the town in which the council met on Monday evening.";
        let rows: [(&str, &[&str], &str, Option<&str>); 10] = [
            ("that ends like a sentence", &["Home", "Town", stopped, "By Jane Doe", BODY], "", Some(stopped)),
            (
                "that does, above a picture said twice",
                &[
                    "Home",
                    cased,
                    "Share full article",
                    caption,
                    &format!("{caption}Credit...Jon Doe"),
                    "By Jane Doe",
                    BODY,
                ],
                "",
                Some(cased),
            ),
            (
                "above a standfirst of more words of the text",
                &[
                    "Home",
                    "Library Wins the Day",
                    "Council voted after long debate on Monday evening for the new hall",
                    "By Jane Doe",
                    BODY,
                ],
                "",
                Some("Library Wins the Day"),
            ),
            ("below a path", &["Town > Council > Library", title, "By Jane Doe", BODY, BODY], "", Some(title)),
            ("below a skip link", &["Skip to main content", title, "By Jane Doe", BODY, BODY], "", Some(title)),
            (
                "below a menu without marks",
                &["Home Sport Weather", "Council voted for new library", BODY, BODY],
                "",
                Some("Council voted for new library"),
            ),
            (
                "below a menu of characters that the text has",
                &[
                    "天気 新館 町会",
                    "新しい図書館の建設を町議会が可決",
                    "2024年3月4日",
                    "町議会は月曜日の夜、新しい図書館の建設を賛成多数で可決した。建設は来年の春に始まる。町の会館で説明会が開かれる。",
                ],
                "",
                Some("新しい図書館の建設を町議会が可決"),
            ),
            (
                "of the words of the text",
                &[
                    "Home",
                    "News",
                    "Find all that you need for less",
                    title,
                    "Learn about our editorial policies",
                    "Menu",
                    BODY,
                ],
                "",
                Some(title),
            ),
            (
                "a menu's first line, said again by a menu",
                &[
                    "Back to the menu",
                    "News",
                    "Weather",
                    "Council voted for new library",
                    "3 March",
                    "Back to the menu",
                    BODY,
                ],
                "",
                Some("Council voted for new library"),
            ),
            (
                "above a caption of more words",
                &[
                    "Home",
                    "News",
                    "Sports",
                    "Cars",
                    "Jobs",
                    "Log in",
                    title,
                    "The old hall of the town in which the council met on Monday evening, seen from the new library in March (Photo: J. Doe)",
                    BODY,
                ],
                "",
                Some(title),
            ),
        ];
        check(&rows);
    }

    #[test]
    fn headlines_in_scripts_without_spaces() {
        let title = "ท่าเรือเปิดทำการอีกครั้งหลังจากปิดไปสี่วัน";
        let body = "ท่าเรือเปิดทำการอีกครั้งเมื่อวันอังคารหลังจากปิดไปสี่วัน และเรือข้ามฟากลำแรกออกเดินทางเมื่อเวลา 07.10 น. พร้อมผู้โดยสาร 88 คน เจ้าหน้าที่การท่าเรือกล่าว";
        check(&[
            ("a short first line", &[title, "15 มีนาคม 2567", body, body], title, Some(title)),
            ("of the words of the text", &["หน้าแรก ข่าว การเมือง", title, "15 มีนาคม 2567", body, body], "", Some(title)),
        ]);
    }

    #[test]
    fn headlines_of_briefs() {
        let title = "Marbury Steel profit falls";
        let item = (Kind::ListItem, "Revenue 3.91 billion");
        let rows = [
            ("above a dateline", vec![(Kind::Paragraph, "Feb 8 (Reuters) - Marbury Steel AB said profit fell:"), item]),
            ("above a list", vec![item, item]),
            (
                "above a day",
                vec![(Kind::Paragraph, "8 February 2024"), (Kind::Paragraph, "1/4"), (Kind::Paragraph, "A hall")],
            ),
        ];
        for (name, below) in rows {
            let rows: Vec<_> = [(Kind::Paragraph, title)].into_iter().chain(below).collect();
            let (mut document, mut signals) = (Document::literal(&rows), Signals::default());
            find(&mut document, &mut signals);
            assert_eq!(signals.title, title, "{name}");
        }
    }

    fn check(rows: &[(&str, &[&str], &str, Option<&str>)]) {
        for &(name, lines, head, wanted) in rows {
            assert_eq!(headline(lines), (head.to_string(), wanted.map(str::to_string)), "{name}");
        }
    }
}
