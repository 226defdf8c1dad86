//! Where a plain text prints its headline: a line that repeats the first one, or a short one above the running text
//! ([`start`]), by its [`looks`] and its [`words`].

mod looks;
mod site;
mod slugs;
mod start;
mod words;

use crate::document::{Document, Headline, Kind};
use crate::read::signals::{Element, Role, Signals};
use crate::read::{chars, names};
pub(super) use start::is_dateline;

/// Words of a headline, least and most. For scripts without spaces see [`words::count`].
const WORDS: std::ops::RangeInclusive<usize> = 3..=40;

/// Words of a headline that is above a deck for sure.
const HEADLINE: usize = 5;

/// Words from which each takes a point off: standfirsts and captions are longer than headlines.
const MOST_WORDS: usize = 16;

/// Characters of a first line that may be a headline, at most.
const LONGEST: usize = 250;

/// Words of a block of running text at least, and of one that ends like a sentence.
const PROSE: usize = 20;
const SENTENCE: usize = 12;

/// Blocks behind the beginning of the running text in which a headline may still stand: the standfirst above it counts
/// as running text.
const BEHIND: usize = 4;

/// Blocks below the beginning of the running text in which a copy of the first line is sought when there is none above:
/// what was taken for the text's beginning was a teaser.
const BELOW: usize = 200;

/// Blocks between the path to an article and its headline, at most.
const NEAR: usize = 4;

/// Lines of a standfirst below a headline, at most.
const STANDFIRST: usize = 2;

/// Blocks above the running text among which a headline without a copy is sought: byline, dates, share row, contents
/// between.
const ABOVE: usize = 36;

/// Headings of the first level in a text at most, if one of them may be its headline wherever it stands.
const FEW: usize = 3;

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
    /// Markdown marks it as a heading of the first level.
    pub(super) const HEADED: usize = 12;
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

/// Blocks from the top in which the running text of a text without menus begins, and the first line is its headline.
const TOP: usize = 6;

/// What a headline's block is.
pub(super) const KIND: Kind = Kind::Heading(1);

/// The first paragraph of what is known to be text, or the first line of it.
pub(super) fn begins(document: &Document, is_text: impl Fn(usize) -> bool) -> Option<usize> {
    let text = || (0..document.blocks.len()).filter(|&index| is_text(index));
    // A first line that does not end like a sentence is a headline, of the window or the page, taken for text.
    let is_line = |index: usize, text: &str| index == 0 && !chars::ends_sentence(text);
    let is_prose = |&index: &usize| {
        let text = document.text(&document.blocks[index]);
        words::count(text) >= SENTENCE && !is_line(index, text)
    };
    text().find(is_prose).or_else(|| text().next())
}

/// Marks the block of the headline above the running text, and collects what looks like one. A header's headline stands
/// for the first line.
pub(super) fn find(document: &mut Document, signals: &mut Signals) -> Headline {
    let words = words_of(document);
    let begins = start::of_prose(document, &words);
    Headline::Seen { begins: begins as u32, printed: mark(begins, &words, document, signals) }
}

/// Does so where it is known with which block the running text begins; says which block is marked, and of what kind it was.
pub(super) fn find_above(begins: usize, document: &mut Document, signals: &mut Signals) -> Option<(u32, Kind)> {
    mark(begins, &words_of(document), document, signals)
}

fn mark(start: usize, words: &[usize], document: &mut Document, signals: &mut Signals) -> Option<(u32, Kind)> {
    let page = Page { document, words, start };
    let header = signals.metas.iter().find(|(key, _)| key == "headline").map(|(_, value)| value.as_str());
    let topics = page.topics();
    let likeliest = page.likeliest(&topics).filter(|_| header.is_none());
    // A menu's first line is none of the text's words, and may be said again by a menu below.
    let off_topic = |index: usize| page.on_topic(index, &topics) == 0;
    let overruled = |&index: &usize| {
        off_topic(index) && likeliest.is_some_and(|other| page.on_topic(other, &topics) >= points::TOPIC / 2)
    };
    let copy = page.copy(header).filter(|index| !overruled(index));
    let likeliest = likeliest.or_else(|| page.alone().filter(|_| header.is_none()));
    if (copy.is_some() || likeliest == Some(0)) && page.is_title(0) && header.is_none() {
        signals.title = page.text(0).to_string();
    }
    let index = copy.or(likeliest)?;
    let headline = slugs::without(site::without(page.text(index), &document.text));
    if signals.title == page.text(index) {
        // Nothing else says what of the window's title is the headline.
        signals.title = headline.to_string();
    }
    signals.elements.push(Element {
        role: Role::Heading(1),
        text: headline.to_string(),
        block: index as u32,
        ..Element::default()
    });
    Some((index as u32, std::mem::replace(&mut document.blocks[index].kind, KIND)))
}

fn words_of(document: &Document) -> Vec<usize> {
    document.blocks.iter().map(|block| words::count(document.text(block))).collect()
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
        if header.is_none() && (looks::is_control(self.text(0)) || self.is_notice(0)) {
            return None;
        }
        let first = words::distinct(header.unwrap_or(self.text(0)));
        let wanted = first.len().saturating_sub(words::OF_SITE);
        let from = usize::from(header.is_none());
        let until = (self.start + BEHIND).min(self.words.len()).max(from);
        let best = |range: std::ops::Range<usize>| {
            // A hyphenated word is two words to compare and one to count, and so are two characters of Han.
            let enough = |index: usize| self.words[index] * 2 * 100 >= wanted * SHARED_PERCENT;
            let lines = range.filter(|&index| WORDS.contains(&self.words[index]) && enough(index));
            let rated = lines.map(|index| (words::likeness(&words::distinct(self.text(index)), &first), index));
            // Words are compared sooner than looks.
            let alike = rated.filter(|&(percent, index)| percent >= SHARED_PERCENT && self.is_title(index));
            alike.max_by_key(|&(percent, index)| (percent, self.is_headed(index), index)).map(|(_, index)| index)
        };
        best(from..until).or_else(|| best(until..self.words.len().min(until + BELOW)))
    }

    /// The block above the running text that looks most like a headline. A first line without a word of the text gives way
    /// to any that is on its topic: it is a menu's.
    fn likeliest(&self, topics: &[u32]) -> Option<usize> {
        let above = self.start.saturating_sub(ABOVE)..self.start;
        let near = 0..self.words.len().min(self.start + BELOW);
        // In code the same sign begins a comment, and where many have it they are subheads.
        let few = near.clone().filter(|&index| self.is_headed(index)).count() <= FEW;
        let lines = near.filter(|index| above.contains(index) || few && self.is_headed(*index));
        let titles = lines.filter(|&index| self.is_title(index) && !self.is_byline(index));
        let rated: Vec<_> = titles.rev().map(|index| (index, self.on_topic(index, topics))).collect();
        let best = |least: usize| {
            let titles = rated.iter().copied().filter(|&(_, topic)| topic >= least);
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
        // Two lines and the text: the upper one is no menu's, if it is too long for a kicker.
        let deck = self.start == 2 && self.words[0] >= HEADLINE;
        let over = |&above: &usize| {
            self.is_title(above) && !self.is_byline(above) && (deck || self.on_topic(above, topics) > 0)
        };
        let above = (0..index).rev().take(STANDFIRST).take_while(over).last();
        let signed = |&above: &usize| above == 0 || self.is_signed_below(index);
        above.filter(signed).filter(|_| index <= TOP && self.start <= 2 * TOP).unwrap_or(index)
    }

    /// The first line, however short or long, if it stands apart from the text that it begins, or from who wrote that and when.
    fn alone(&self) -> Option<usize> {
        let text = self.text(0);
        let layout = self.document.blocks.get(1)?.layout?;
        let apart = layout.gap > 0 || self.is_about(1);
        let is_line = self.document.blocks[0].kind == Kind::Paragraph && text.chars().nth(LONGEST).is_none();
        let fits = is_line && !text.ends_with(['.', '。', ':', ',', '…', '-']) && *WORDS.end() >= self.words[0];
        let plain = || !looks::is_no_headline(text) && !self.is_notice(0) && !self.is_dateline(0) && !self.is_about(0);
        (self.start <= TOP / 2 && apart && fits && plain()).then_some(0)
    }

    /// The words of the running text's beginning that say what it is about: those of some length, hashed and sorted.
    fn topics(&self) -> Vec<u32> {
        let blocks =
            (self.start..self.words.len().min(self.start + TOPICAL)).filter(|&index| self.words[index] >= SENTENCE);
        let mut topics: Vec<u32> = blocks.flat_map(|index| words::hashes(self.text(index), usize::MAX, LONG)).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// Points for words of a block that recur in the running text, as those of a headline do.
    fn on_topic(&self, index: usize, topics: &[u32]) -> usize {
        let words = words::hashes(self.text(index), LONGEST, LONG);
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
        let points = [
            (signed, points::SIGNED),
            (again, points::AGAIN),
            (apart, points::APART),
            (first, points::FIRST),
            (self.is_headed(index), points::HEADED),
        ];
        length + points.into_iter().filter(|(held, _)| *held).map(|(_, points)| points).sum::<usize>()
    }

    /// Whether Markdown marks a block as a heading of the first level.
    fn is_headed(&self, index: usize) -> bool {
        self.document.blocks.get(index).is_some_and(|block| block.kind == Kind::Heading(1))
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
        start::is_about(self.text(index))
    }

    /// Whether the next block but one says who wrote, or when, or the next does: then this is the headline, however it ends.
    fn is_signed_below(&self, index: usize) -> bool {
        (index + 1..=index + 2).any(|below| self.is_about(below))
    }

    /// Whether a block begins with a dateline, or is one on a line of its own: then it is the text's, and no headline.
    fn is_dateline(&self, index: usize) -> bool {
        start::is_dateline(self.text(index), self.text(index + 1))
    }

    /// Whether a block is the path to the article: behind a mark it ends with what a line near it says.
    fn is_trail(&self, index: usize) -> bool {
        let text = self.text(index);
        let near = index.saturating_sub(NEAR)..self.words.len().min(index + NEAR + 1);
        let mut lines = near.filter(|&other| self.words[other] >= *WORDS.start()).map(|other| self.text(other));
        lines.any(|line| text.strip_suffix(line).is_some_and(|path| path.trim_end().ends_with(looks::PATH_MARKS)))
    }

    /// Whether a block can be a headline by its looks alone.
    fn is_title(&self, index: usize) -> bool {
        let ends = self.text(index).ends_with(['.', '。', ':', ',', '…', '-']);
        self.is_short(index) && (!ends || self.is_headed(index) || index == 0 && self.is_signed_below(0))
    }

    /// Whether a block could be one, however it ends.
    fn is_short(&self, index: usize) -> bool {
        let text = self.text(index);
        self.words.get(index).is_some_and(|words| WORDS.contains(words))
            && matches!(self.document.blocks[index].kind, Kind::Paragraph | Kind::Heading(_))
            && text.chars().nth(LONGEST).is_none()
            && !(text.contains(':') && text.contains("://"))
            && !text.contains('@')
            && !looks::is_no_headline(text)
            && !self.is_notice(index)
            && !self.is_dateline(index)
            && !self.is_begun_above(index)
            && !self.is_trail(index)
    }

    /// Whether a block asks for consent.
    fn is_notice(&self, index: usize) -> bool {
        self.document.blocks.get(index).is_some_and(|block| start::is_notice(self.document, block))
    }

    /// Whether a block says what the one above does and more: a caption and its credit.
    fn is_begun_above(&self, index: usize) -> bool {
        let above = index.checked_sub(1).map_or("", |above| self.text(above));
        words::count(above) >= SENTENCE && self.text(index).strip_prefix(above).is_some_and(|more| !more.is_empty())
    }
}

#[cfg(test)]
mod tests;
