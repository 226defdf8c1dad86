//! The dateline that one of the first paragraphs begins with, by what it says, what stands beside it and what the page says.

use super::agency::Agency;
use super::grammar::{Reading, readings};
use super::judge::{self, Context};
use super::place::{Place, Region};
use super::scan::{self, Cursor};
use super::separator::{Separator, separator};
use super::vocabulary::{Concept, is};
use super::{DEPTH, Dateline, Evidence, WINDOW, east_asian, glued, name, opened, squeezed};

/// A paragraph among the first.
pub(super) struct Lines<'a> {
    pub(super) paragraphs: &'a [&'a str],
    /// Which of them are not blank.
    pub(super) filled: &'a [usize],
    /// Which of those this is.
    pub(super) at: usize,
}

impl<'a> Lines<'a> {
    fn index(&self) -> usize {
        self.filled[self.at]
    }

    fn next(&self) -> Option<usize> {
        self.filled.iter().copied().take(DEPTH).nth(self.at + 1)
    }

    pub(super) fn paragraph(&self) -> &'a str {
        self.paragraphs[self.index()]
    }

    pub(super) fn dateline(&self, evidence: &Evidence<'_>) -> Option<Dateline> {
        let context = Context::new(self.paragraph(), self.at == 0, evidence);
        let start = opened(self.paragraph());
        if self.at >= DEPTH {
            return self.firm(start, &context);
        }
        if let Some(slug) = east_asian::slug(start) {
            return self.slugged(start, slug);
        }
        if let Some((at, reading, body)) = self.at_beginning(start, &context, evidence) {
            return Some(self.built(at, &reading, body));
        }
        let (at, reading) = glued::find(&context).filter(|_| self.at == 0)?;
        Some(self.built(at, &reading, (self.index(), reading.body)))
    }

    /// A dateline that needs nothing around it to be one.
    fn firm(&self, start: Cursor<'a>, context: &Context<'_>) -> Option<Dateline> {
        let mut all = Some(start).filter(|start| !is_prose(start.rest().as_bytes())).map(readings)?;
        let firm = all.rfind(|reading| judge::firm(reading, context))?;
        Some(self.built(start.at(), &firm, (self.index(), firm.body)))
    }

    /// The reading at the beginning that holds, and where the text goes on.
    fn at_beginning(
        &self,
        start: Cursor<'a>,
        context: &Context<'_>,
        evidence: &Evidence<'_>,
    ) -> Option<(usize, Reading<'a>, (usize, usize))> {
        let here = |reading: Reading<'a>| (start.at(), reading, (self.index(), reading.body));
        if let Some(reading) = declared(start, context) {
            return Some(here(reading));
        }
        if is_prose(start.rest().as_bytes()) {
            return None;
        }
        let all = readings(start).map(|reading| self.read_in(context.language, reading));
        if let Some((reading, body)) = self.own_line(all.clone(), evidence) {
            return Some((start.at(), reading, body));
        }
        let holds = |reading: &Reading<'_>| self.is_loud(reading, context) && judge::convincing(reading, context);
        all.rev().find(holds).filter(|reading| !self.heads_an_entry(reading, context)).map(here)
    }

    /// A reading as the language has it: brackets behind a town hold its state in Brazil (`SANTARÉM (PA)`), an agency elsewhere.
    fn read_in(&self, language: &str, reading: Reading<'a>) -> Reading<'a> {
        const STATES: [&str; 26] = [
            "AC", "AL", "AM", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE", "PI", "PR", "RJ",
            "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
        ];
        let state = |agency: &Agency<'_>| language == "pt" && agency.bracketed && STATES.contains(&agency.text);
        let (Some(place), Some(agency)) = (reading.place, reading.agency.filter(state)) else { return reading };
        let head = &self.paragraph()[..reading.end];
        let before = head.strip_suffix(')').and_then(|head| head.strip_suffix(agency.text)?.strip_suffix('('));
        let Some(start) = before.and_then(|head| head.trim_end().strip_suffix(place.text)) else { return reading };
        let place = Place { text: &head[start.len()..], region: Region::Known, ..place };
        Reading { place: Some(place), agency: None, parts: reading.parts - 1, signed: false, ..reading }
    }

    /// Behind another paragraph a dateline needs capitals, a signature or a place of the list: texts have dashes anywhere.
    fn is_loud(&self, reading: &Reading<'_>, context: &Context<'_>) -> bool {
        let sure = |place| judge::trusted(&place, context) || place.case == scan::Case::Caps;
        self.at == 0 || reading.place.is_some_and(sure) || reading.agency.is_some_and(|agency| agency.known)
    }

    /// Whether a place alone stands before a separator as names at the beginning of other paragraphs do: then they are
    /// the heads of a list's entries (`DRAMA — The Long Ferry, …`), as one story has one dateline. A place that a list
    /// knows takes two others: one may be a name between dashes.
    fn heads_an_entry(&self, reading: &Reading<'_>, context: &Context<'_>) -> bool {
        /// Paragraphs compared: entries may have two or three each.
        const NEAR: usize = 6;
        let alone = reading.date.is_none() && reading.agency.is_none();
        let Some(place) = reading.place.filter(|_| alone) else { return false };
        let enough = if judge::listed(&place, context) { 2 } else { 1 };
        let alike = |other: &Reading<'_>| {
            let head = other.place.filter(|head| head.case == place.case && name::is_head(head));
            head.is_some() && other.separator == reading.separator
        };
        let others = self.filled.iter().take(NEAR).filter(|&&other| other != self.index());
        let heads = others.filter_map(|&other| readings(opened(self.paragraphs[other])).next());
        heads.filter(alike).nth(enough - 1).is_some()
    }

    /// The reading that fills the paragraph, judged by the text in the next.
    fn own_line(
        &self,
        all: impl DoubleEndedIterator<Item = Reading<'a>>,
        evidence: &Evidence<'_>,
    ) -> Option<(Reading<'a>, (usize, usize))> {
        let paragraph = self.paragraph();
        let next = self.next().filter(|_| paragraph.len() < WINDOW)?;
        let whole = { all }.next_back().filter(|reading| reading.body == paragraph.len())?;
        let context = Context::new(self.paragraphs[next], false, evidence);
        let holds = match whole.separator {
            Separator::Missing | Separator::Stop => judge::on_its_own_line(&whole, &context),
            _ => judge::convincing(&Reading { body: 0, ..whole }, &context),
        };
        holds.then_some((whole, (next, 0)))
    }

    fn slugged(&self, start: Cursor<'_>, slug: east_asian::Slug<'_>) -> Option<Dateline> {
        let end = Cursor::new(self.paragraph(), slug.end);
        let body = match separator(end) {
            (Separator::Dash | Separator::Hyphen | Separator::Tight | Separator::Colon | Separator::Comma, body) => {
                body
            }
            _ => end.spaces(),
        };
        let body = if body.rest().is_empty() { (self.next()?, 0) } else { (self.index(), body.at()) };
        Some(Dateline {
            paragraph: self.index(),
            raw: start.at()..slug.end,
            place: slug.place.map(squeezed),
            date: slug.date.map(squeezed),
            agency: slug.agency.map(squeezed),
            body,
        })
    }

    fn built(&self, start: usize, reading: &Reading<'_>, body: (usize, usize)) -> Dateline {
        Dateline {
            paragraph: self.index(),
            raw: start..reading.end,
            place: reading.place.filter(|_| !judge::is_desk(reading)).map(|place| squeezed(place.text)),
            date: reading.date.map(|(_, text)| squeezed(text)),
            agency: reading.agency.map(|agency| squeezed(agency.text)),
            body,
        }
    }
}

impl<'a> Context<'a> {
    fn new(paragraph: &'a str, first: bool, evidence: &'a Evidence<'a>) -> Self {
        let language = evidence.language.unwrap_or_default();
        Context {
            paragraph,
            language: language.split('-').next().unwrap_or(language),
            places: evidence.places,
            lead: if first { evidence.lead } else { 0 },
            credits: evidence.credits,
        }
    }
}

/// Whether a text begins as prose does, a word and then one in small letters that no name holds (`The company said`). A
/// glance that settles most paragraphs; a comma behind the second word leaves it open (`New york, March 2 -`).
fn is_prose(text: &[u8]) -> bool {
    let first = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let Some((b' ', rest)) = text[first..].split_first() else { return false };
    let second = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let Ok(word) = std::str::from_utf8(&rest[..second]) else { return false };
    let ended = rest.get(second) == Some(&b' ');
    first > 0
        && second > 0
        && ended
        && !is(Concept::Connector, word)
        && !is(Concept::DateWord, word)
        && !is(Concept::Agency, word)
        && !std::str::from_utf8(&text[..first + 1 + second]).is_ok_and(|both| is(Concept::City, both))
}

/// What the markup calls the place or dateline, where the text begins with just that and a separator.
fn declared<'a>(start: Cursor<'a>, context: &Context<'_>) -> Option<Reading<'a>> {
    let said = |place: &&String| !place.trim().is_empty() && start.rest().starts_with(place.trim());
    let place = context.places.iter().filter(said).max_by_key(|place| place.len())?.trim();
    let end = start.forward(place.len());
    // A bracket behind a place may hold its region (`Brest (Finistère)`).
    let sure = |reading: &Reading<'_>| {
        let caps = || reading.place.is_some_and(|place| place.case == scan::Case::Caps);
        // The markup may hold the separator too.
        (reading.end..=reading.body).contains(&end.at()) && reading.agency.is_none_or(|agency| agency.known || caps())
    };
    let read = readings(start).rev().find(sure).or_else(|| Reading::of_place(start, end));
    read.filter(|reading| judge::declared(reading, context))
}
