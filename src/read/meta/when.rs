//! When it was published and when it was last changed.

use crate::document::Document;
use crate::letters;

use super::super::dates::{self, Moment};
use super::super::signals::{Element, Role, Signals};
use super::claims::{Claim, Claims, Field, Source, VAGUE};
use super::clean::clean_short;
use super::labels::{self, Dated, Kind};
use super::lines::{self, Lines};
use super::others;

/// Blocks above and below the headline within which a date that only a class word declares is the article's own.
const NEAR: std::ops::RangeInclusive<i64> = -8..=25;

/// The same for elements in what looks like chrome: headers are often classed with words of teasers and widgets.
const BESIDE: std::ops::RangeInclusive<i64> = -2..=6;

/// Blocks below the headline in which its own date line stands, if it has one there.
const BELOW: std::ops::RangeInclusive<i64> = 0..=8;

/// What is known before dates are judged.
pub(super) struct Around<'a> {
    pub(super) lines: &'a Lines,
    pub(super) language: Option<&'a str>,
    /// The block of the headline.
    pub(super) headline: Option<usize>,
    /// The block behind it with which the text has begun.
    pub(super) text: Option<usize>,
    pub(super) document: &'a Document,
}

impl<'a> Around<'a> {
    /// Given what stands near the headline.
    pub(super) fn new(
        document: &'a Document,
        headline: Option<usize>,
        lines: &'a Lines,
        language: Option<&'a str>,
    ) -> Around<'a> {
        let below = headline.map_or(0, |headline| headline + 1)..document.blocks.len();
        // The first sentence may be a standfirst above the byline.
        let text = below.filter(|&at| lines::is_sentence(document.text(&document.blocks[at]))).nth(1);
        Around { lines, language, headline, text, document }
    }

    /// Whether an element stands behind the beginning of the text.
    fn is_behind(&self, element: &Element) -> bool {
        self.text.is_some_and(|text| element.block as usize > text)
    }

    /// Whether it stands above the headline in the head of the page.
    fn is_masthead(&self, element: &Element) -> bool {
        let block = self.document.blocks.get(element.block as usize);
        let above = self.headline.is_some_and(|headline| (element.block as usize) < headline);
        above && block.is_some_and(|block| others::is_masthead(self.document, block, self.headline))
    }

    /// Whether it stands there among other stories or comments, or behind another story's headline: what it says is said of
    /// those.
    pub(super) fn is_of_others(&self, element: &Element) -> bool {
        self.is_behind(element) && (element.of_others || others::is_behind_link(self.document, element))
    }
}

/// The two dates.
pub(super) struct Dates {
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
}

/// Judges both.
pub(super) fn judge(signals: &Signals, claims: &Claims, around: &Around) -> Dates {
    let Around { lines, language, headline, document, .. } = *around;
    let order = order(signals, language);
    let language = order.or(language);
    let claimed: Vec<(&Claim, Field, Moment)> =
        claims.of_dates().flat_map(|claim| read(claim, document, language)).collect();
    let of = |field| claimed.iter().filter(move |(_, of, _)| *of == field);
    let said = |field, place| {
        let own = move |claim: &Claim| stands(claim, around) == place && is_own(claim, around);
        of(field).filter(move |(claim, ..)| own(claim)).map(|(.., moment)| *moment)
    };
    let addresses = signals.links.iter().filter(|(rel, _, _)| rel == "canonical").map(|(_, href, _)| href.as_str());
    let addresses = addresses.chain(signals.base.as_deref()).chain(claims.texts(Field::Url));
    let printed = |field, line| {
        let apart = said(field, Place::Apart);
        said(field, Place::Below).chain(line).chain(apart)
    };
    let shown: Vec<Moment> = printed(Field::Modified, lines.modified).collect();
    let modified: Vec<Moment> = said(Field::Modified, Place::Nowhere).chain(shown.iter().copied()).collect();
    let declared: Vec<Moment> = said(Field::Published, Place::Nowhere).collect();
    // A line may hold both dates, of which markup says which is which.
    let called = |field, day| of(field).any(|(claim, _, moment)| claim.element.is_some() && moment.day == day);
    let is_change = |moment: &Moment| called(Field::Modified, moment.day) && !called(Field::Published, moment.day);
    let line = lines.published.filter(|moment| !is_change(moment));
    let printed: Vec<Moment> = printed(Field::Published, line).collect();
    let changed = said(Field::Modified, Place::Nowhere).next();
    let elsewhere =
        || of(Field::Published).filter(|(claim, ..)| claim.source == Source::Classed).map(|(.., moment)| *moment);
    let believed = printed_one(&declared, &printed);
    let believed = believed.or_else(|| truer(&printed, declared.first(), changed, elsewhere));
    let vague = said(Field::Published, Place::Vague);
    let published = believed.into_iter().chain(declared).chain(printed).chain(vague);
    let published: Vec<Moment> = published.chain(addresses.filter_map(in_address)).collect();
    // A page that prints one date, and calls it that of its last change, is known by that date: readers cite it so.
    let known_by = shown.iter().chain(&modified).copied().collect::<Vec<_>>();
    let published = precise(&published).or_else(|| shown.first().and(precise(&known_by))).or(lines.likely);
    let published = published.or_else(|| {
        let far = of(Field::Published).filter(|(claim, ..)| is_timed(claim)).map(|(.., moment)| *moment);
        let far = sole(&far.collect::<Vec<_>>());
        far.or_else(|| lines::alone(document, headline, language)).or_else(|| headed(&signals.title, language))
    });
    Dates {
        published: published.map(|moment| moment.to_string()),
        modified: precise(&modified).map(|moment| moment.to_string()),
    }
}

/// The date that a claim is, or the dates that an element prints: the first is what the element is there for unless its
/// label says otherwise, the others are what their labels say.
fn read<'c>(claim: &'c Claim, document: &Document, language: Option<&str>) -> Vec<(&'c Claim<'c>, Field, Moment)> {
    let printed = claim.element.is_some_and(|element| element.value.is_empty());
    if !printed {
        let field = labelled(claim, document, language).unwrap_or(claim.field);
        return dates::find(&claim.text, language).map(|found| (claim, field, found.moment)).into_iter().collect();
    }
    let field = |(at, dated): (usize, &Dated)| match dated.kind {
        Some(Kind::Changed) => Some(Field::Modified),
        Some(_) if at > 0 => Some(Field::Published),
        _ => (at == 0).then_some(claim.field),
    };
    let dated = labels::dated(&claim.text, language);
    dated.iter().enumerate().filter_map(|dated| Some((claim, field(dated)?, dated.1.moment))).collect()
}

/// What the label beside an element says of its value, if the element has none in it and no markup says what it is:
/// "Updated <time>…</time> · First published <time>…</time>". It stands before it in its block, behind any other date,
/// or is the whole block above.
fn labelled(claim: &Claim, document: &Document, language: Option<&str>) -> Option<Field> {
    let element =
        claim.element.filter(|element| claim.source == Source::Classed && labels::kind(&element.text).is_none())?;
    let at = element.block as usize;
    let begin = document.blocks.get(at)?.text.start as usize;
    let before = document.text.get(begin..element.start as usize).unwrap_or_default();
    let above = || document.blocks.get(at.checked_sub(1)?).map(|block| document.text(block));
    let kind = if before.contains(letters::is_alphanumeric) {
        labels::kind_before(before, language)
    } else {
        above().filter(|text| lines::is_label(text) && !dates::may_hold(text)).and_then(labels::kind)
    };
    Some(if kind? == Kind::Changed { Field::Modified } else { Field::Published })
}

/// Where the head and the markup declare two days, that of them which is printed beside the headline.
fn printed_one(declared: &[Moment], printed: &[Moment]) -> Option<Moment> {
    let first = printed.first()?;
    let (one, other) = declared.iter().partition::<Vec<Moment>, _>(|moment| moment.day == first.day);
    let two = other.first().is_some_and(|second| other.iter().all(|moment| moment.day == second.day));
    one.first().copied().filter(|_| two)
}

/// The date printed beside the headline if it is to be believed and not what the head declares: it is the local day of
/// the same time, or the head gives for both its dates the day on which the page was last built, which stands nowhere
/// on it.
fn truer<T: Iterator<Item = Moment>>(
    printed: &[Moment],
    declared: Option<&Moment>,
    changed: Option<Moment>,
    elsewhere: impl Fn() -> T,
) -> Option<Moment> {
    let (first, declared) = (*printed.first()?, *declared?);
    let day = |moment: Moment| (moment.day.year(), moment.day.month(), moment.day.day());
    let (year, month, date) = day(declared);
    let agrees = |moment: Moment| [(year, month, date), (year, date, month)].contains(&day(moment));
    if printed.iter().copied().any(agrees) {
        return None;
    }
    let built = changed.is_some_and(|changed| changed.day <= declared.day) && first.day < declared.day;
    (first.is_elsewhere_at(declared) || built && !elsewhere().any(agrees)).then_some(first)
}

/// The day that a title opens with, as clubs and press offices have it: "23.01.2022 - Harbour reopens".
fn headed(title: &str, language: Option<&str>) -> Option<Moment> {
    let title = clean_short(title);
    let parted = |found: &dates::Found| {
        found.start == 0 && title[found.end..].trim_start().starts_with(['-', '–', '—', '|', ':'])
    };
    dates::find(&title, language).filter(parted).map(|found| found.moment)
}

/// The day that all dates are of.
fn sole(dates: &[Moment]) -> Option<Moment> {
    let first = dates.first()?;
    dates.iter().all(|other| other.day == first.day).then(|| precise(dates)).flatten()
}

/// Whether a claim is that of a `time` outside the chrome.
fn is_timed(claim: &Claim) -> bool {
    claim.element.is_some_and(|element| !element.in_chrome && !element.value.is_empty())
}

/// The first that is said, with the time of day that another source gives for the same day, in the page's own zone.
fn precise(said: &[Moment]) -> Option<Moment> {
    let first = *said.first()?;
    let timed = said.iter().find(|other| other.day == first.day && other.clock.is_some());
    let best = timed.copied().unwrap_or(first);
    Some(said.iter().find_map(|other| other.local_of(best)).unwrap_or(best))
}

/// Whether a date is this article's: elements in the chrome or far from the headline date something else. What markup
/// declares is so only where it is both.
fn is_own(claim: &Claim, around: &Around) -> bool {
    let Some(element) = claim.element else { return true };
    let distance = around.headline.map(|headline| i64::from(element.block) - headline as i64);
    let near = distance.is_none_or(|distance| NEAR.contains(&distance));
    let stands_so = match distance {
        _ if claim.source != Source::Classed => return near || !element.in_chrome,
        Some(distance) if element.in_chrome => BESIDE.contains(&distance),
        Some(_) => near,
        None => !element.in_chrome,
    };
    stands_so && !around.is_of_others(element) && !around.is_masthead(element)
}

/// Where a claim's element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the head, or wherever its markup says what it is.
    Nowhere,
    /// In the head, under a name that may mean anything.
    Vague,
    /// Right below the headline, where bylines do.
    Below,
    /// Above it, or farther below.
    Apart,
}

fn stands(claim: &Claim, around: &Around) -> Place {
    match claim.element.filter(|_| claim.source == Source::Classed) {
        None if claim.source == Source::Page && claim.rank >= VAGUE => Place::Vague,
        None => Place::Nowhere,
        Some(element) => match around.headline.map(|headline| i64::from(element.block) - headline as i64) {
            Some(distance) if !BELOW.contains(&distance) || around.is_behind(element) => Place::Apart,
            _ => Place::Below,
        },
    }
}

/// Dates of a page that are looked at to learn which number is the day.
const ORDERED: usize = 60;

/// A language tag of the order that the page's own dates prove (`12/31/2024`), where its language leaves it open.
fn order(signals: &Signals, language: Option<&str>) -> Option<&'static str> {
    if language.is_some_and(dates::tells_order) {
        return None;
    }
    let dated = |element: &&Element| matches!(element.role, Role::Published | Role::Modified);
    let proofs =
        signals.elements.iter().filter(dated).take(ORDERED).filter_map(|element| dates::day_first(&element.text));
    let (day, month): (Vec<bool>, Vec<bool>) = proofs.partition(|day_first| *day_first);
    match (day.len(), month.len()) {
        (1.., 0) => Some("en-GB"),
        (0, 1..) => Some("en-US"),
        _ => None,
    }
}

/// The day that a path spells out: `/2024/03/03/`, `/2024/mar/03/`, `/2024-03-03-title`, `/20240303/`.
fn in_address(address: &str) -> Option<Moment> {
    let path = address.split(['?', '#']).next()?;
    let segments: Vec<&str> = path.split('/').skip(3).collect();
    let spelled = segments.windows(3).find_map(|three| numbers(three[0], three[1], three[2]));
    spelled.or_else(|| segments.iter().find_map(|segment| leading_day(segment)))
}

fn numbers(year: &str, month: &str, day: &str) -> Option<Moment> {
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let month_name = month.len() >= 3 && dates::is_month(month);
    let day = day.split('-').next()?;
    if !number(year, 4..=4) || !number(day, 1..=2) || !(number(month, 1..=2) || month_name) {
        return None;
    }
    let text = if month_name { format!("{day} {month} {year}") } else { format!("{year}-{month}-{day}") };
    Some(dates::find(&text, Some("en"))?.moment)
}

/// A segment that begins with a whole day, or is one of eight digits.
fn leading_day(segment: &str) -> Option<Moment> {
    let compact = segment.len() == 8 && segment.bytes().all(|byte| byte.is_ascii_digit());
    let day = segment.get(..10).filter(|day| {
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    });
    let text = if compact { segment } else { day? };
    Some(dates::find(text, None)?.moment)
}
