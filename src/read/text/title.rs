//! Where a plain text prints its headline: a line that repeats the first one, or a short one above the running text.

use crate::dateline::{self, Evidence};
use crate::document::{Document, Kind};
use crate::letters;
use crate::read::signals::{Element, Role, Signals};
use crate::read::{chars, dates, names};

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

/// Parts of a line between bars and the like: a headline, its section, its site.
const MOST_PARTS: usize = 3;

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
    let copy = page.copy(header);
    let topics = page.topics();
    let likeliest = page.likeliest(&topics).filter(|_| header.is_none());
    let first = copy.or((page.is_title(0) && page.start > 0 && page.start <= TOP && header.is_none()).then_some(0));
    // A menu's first line is none of the text's words, and may be said again by a menu below.
    let off_topic = |index: usize| page.on_topic(index, &topics) == 0;
    let overruled = |&index: &usize| {
        off_topic(index) && likeliest.is_some_and(|other| page.on_topic(other, &topics) >= points::TOPIC / 2)
    };
    let first = first.filter(|index| !overruled(index));
    if first.is_some() && page.is_title(0) && header.is_none() {
        signals.title = page.text(0).to_string();
    }
    let Some(index) = first.or(likeliest) else { return };
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
        let first = distinct(header.unwrap_or(self.text(0)));
        let wanted = first.len().saturating_sub(SITE_WORDS);
        let from = usize::from(header.is_none());
        let until = (self.start + BEHIND).min(self.words.len()).max(from);
        let best = |range: std::ops::Range<usize>| {
            // A hyphenated word, or two characters of Han, are two words to compare and one to count.
            let enough = |index: usize| self.words[index] * 2 * 100 >= wanted * SHARED_PERCENT;
            let titles = range.filter(|&index| enough(index) && self.is_title(index));
            let rated = titles.map(|index| (likeness(&distinct(self.text(index)), &first), index));
            rated.filter(|&(percent, _)| percent >= SHARED_PERCENT).max().map(|(_, index)| index)
        };
        best(from..until).or_else(|| best(until..self.words.len().min(until + BELOW)))
    }

    /// The block above the running text that looks most like a headline.
    fn likeliest(&self, topics: &[u32]) -> Option<usize> {
        let above = self.start.saturating_sub(ABOVE)..self.start;
        let titles = above.filter(|&index| self.is_title(index) && !self.is_about(index));
        titles.rev().max_by_key(|&index| self.rank(index) + self.on_topic(index, topics))
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
        let length = self.words[index].min(SENTENCE).saturating_sub(self.words[index].saturating_sub(MOST_WORDS));
        let again = self.is_said_again(index);
        let points = [(signed, points::SIGNED), (again, points::AGAIN), (apart, points::APART)];
        length + points.into_iter().filter(|(held, _)| *held).map(|(_, points)| points).sum::<usize>()
    }

    /// Whether another block near the top says just the same.
    fn is_said_again(&self, index: usize) -> bool {
        let text = self.text(index);
        let others = (0..self.words.len().min(self.start + BELOW)).filter(|&other| other != index);
        others.map(|other| self.text(other)).any(|other| other.len() == text.len() && other.eq_ignore_ascii_case(text))
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
        let found = dateline::find(&[self.text(index), self.text(index + 1)], &Evidence::default());
        found.is_some_and(|found| found.paragraph == 0)
    }

    /// Whether a block can be a headline by its looks alone.
    fn is_title(&self, index: usize) -> bool {
        let text = self.text(index);
        self.words.get(index).is_some_and(|words| WORDS.contains(words))
            && matches!(self.document.blocks[index].kind, Kind::Paragraph | Kind::Heading(_))
            && text.chars().nth(LONGEST).is_none()
            && (!text.ends_with(['.', '。', ':', ',', '…']) || index == 0 && self.is_signed_below(0))
            && !text.contains("://")
            && !text.contains('@')
            && !is_row(text)
            && !self.is_dateline(index)
    }
}

/// Whether it is the entries of a menu in a row: more parts than a headline with its section and its site has.
fn is_row(text: &str) -> bool {
    text.split(['|', '•', '·', '»', '›']).filter(|part| !part.trim().is_empty()).count() > MOST_PARTS
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
    first.or_else(|| sentences_start(document, words)).unwrap_or(0)
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

/// The words of a line, or the characters where a script has no spaces, in small letters, hashed, each once, sorted.
fn distinct(text: &str) -> Vec<u32> {
    let mut words = hashes(text, LONGEST, 1);
    words.sort_unstable();
    words.dedup();
    words
}

/// The hashed words of so many characters of a text, of so many letters at least. Where sounds are written without spaces
/// they are all stretches as long as a word.
fn hashes(text: &str, most: usize, least: usize) -> Vec<u32> {
    let mut words = Vec::with_capacity(*WORDS.end());
    let (mut word, mut letters) = (SEED, 0);
    let (mut sounds, mut run) = (['\0'; SOUNDS], 0);
    for char in text.chars().take(most).chain([' ']) {
        let spaceless = chars::is_spaceless(char);
        if chars::is_run_together(char) {
            sounds.rotate_left(1);
            sounds[SOUNDS - 1] = char;
            run += 1;
            words.extend((run >= SOUNDS).then(|| sounds.into_iter().fold(SEED, hash)));
            continue;
        }
        run = 0;
        if word != SEED && (spaceless || !letters::is_alphanumeric(char)) {
            let whole = std::mem::replace(&mut word, SEED);
            if std::mem::take(&mut letters) >= least {
                words.push(whole);
            }
        }
        if spaceless && letters::is_alphanumeric(char) {
            words.push(hash(SEED, char));
        } else if letters::is_alphanumeric(char) {
            letters += 1;
            word = letters::to_lowercase(char).fold(word, hash);
        }
    }
    words
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
        let rows: [(&str, &[&str], &str, Option<&str>); 3] = [
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

    fn check(rows: &[(&str, &[&str], &str, Option<&str>)]) {
        for &(name, lines, head, wanted) in rows {
            assert_eq!(headline(lines), (head.to_string(), wanted.map(str::to_string)), "{name}");
        }
    }
}
