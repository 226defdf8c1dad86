//! Document and verdicts to a [`Record`].

use crate::Options;
use crate::dateline::{self, Dateline, Evidence};
use crate::document::{Document, Kind, Meta, Warnings};
use crate::input::Input;
use crate::letters;
use crate::read::{dates, people_introduced};
use crate::strip::{self, Judgement, Reason, Verdict};

use super::confidence::confidence;
use super::fingerprint::{hexadecimal, simhash};
use super::paragraphs::{Piece, paragraphs, pieces};
use super::{Body, Provenance, Record};

/// Dropped blocks right before the body that may be a dateline on a line of its own.
const BEFORE: usize = 2;
/// Characters up to which a dropped block can be such a line, or a credit.
const SHORT: usize = 100;
/// Dropped blocks before the body that may name an agency.
const CREDITS: usize = 6;

/// Blocks right behind the body that may name its authors.
const SIGNED: usize = 3;

/// Last paragraphs that may have an end mark.
const LAST: usize = 3;

/// Puts a record together: what the page says of itself, the dateline, and the text the stripper kept.
pub fn assemble(input: &Input, document: &Document, judgement: &Judgement, options: &Options) -> Record {
    let Judgement { verdicts, certainty } = judgement;
    let kept = strip::kept(verdicts);
    let mut pieces = pieces(document, &kept);
    let slug = slug(document, verdicts, &kept);
    let meta = document.meta.clone();
    if let Some(slug) = slug.as_ref().filter(|_| !options.keep_dateline) {
        cut(&mut pieces, slug, &meta);
    }
    cut_end(&mut pieces);
    let body = paragraphs(pieces);
    let said = meta.dateline.as_deref().and_then(said);
    let (raw, place, date, agency) =
        said.or(slug).map_or_else(Default::default, |slug| (Some(slug.raw), slug.place, slug.date, slug.agency));
    let filed = date.as_deref().filter(|_| meta.date_published.is_none()).and_then(|date| filed(date, &meta));
    let authors =
        if meta.authors.is_empty() { signers(raw.as_deref(), document, verdicts, &kept) } else { meta.authors };
    let fingerprint = Some(&body).filter(|_| options.fingerprint).and_then(simhash).map(hexadecimal);
    Record {
        warnings: warnings(document, &body, meta.title.as_deref()),
        confidence: confidence(document, verdicts, *certainty),
        title: meta.title,
        dateline: raw,
        dateline_place: place,
        dateline_date: date,
        dateline_agency: agency,
        body,
        authors,
        date_published: meta.date_published.or(filed),
        date_modified: meta.date_modified,
        url: meta.url.or_else(|| input.url.clone()),
        site_name: meta.site_name,
        language: meta.language,
        description: meta.description,
        section: meta.section,
        tags: meta.tags,
        image: meta.image,
        fingerprint,
        input: provenance(input),
    }
}

/// Who signed a text of which the page does not say who wrote it: in the dateline, or in a line right behind the last paragraph,
/// "(Reporting by Jane Doe; Editing by John Roe)".
fn signers(dateline: Option<&str>, document: &Document, verdicts: &[Verdict], kept: &[usize]) -> Vec<String> {
    let reporters = dateline.map(dateline::reporters).unwrap_or_default();
    if !reporters.is_empty() {
        return reporters;
    }
    let behind = kept.last().map_or(0, |&last| last + 1)..document.blocks.len();
    let lines = behind.take(SIGNED).filter(|&at| verdicts[at].reason == Reason::Byline);
    let brackets = ['(', ')', '[', ']', '-', '–', '—', ' '];
    let people = lines.map(|at| people_introduced(document.text(&document.blocks[at]).trim_matches(brackets)));
    people.into_iter().find(|people| !people.is_empty()).unwrap_or_default()
}

/// The day of a dateline, where it has one with its year: what was filed on a day was published on it.
fn filed(date: &str, meta: &Meta) -> Option<String> {
    dates::parse(date, meta.language.as_deref())
}

fn provenance(input: &Input) -> Provenance {
    // Not the input itself: it holds the page.
    let Input { path, id, url, offset, retrieved, .. } = input;
    Provenance { path: path.clone(), id: id.clone(), url: url.clone(), offset: *offset, retrieved: retrieved.clone() }
}

fn warnings(document: &Document, body: &Body, title: Option<&str>) -> Warnings {
    let mut warnings = document.warnings;
    warnings.set(Warnings::EMPTY_INPUT, document.blocks.is_empty());
    warnings.set(Warnings::NO_ARTICLE, body.0.is_empty() && !document.blocks.is_empty());
    warnings.set(Warnings::NO_TITLE, title.is_none());
    warnings
}

/// A dateline, and where it stood among the body's paragraphs.
struct Slug {
    raw: String,
    place: Option<String>,
    date: Option<String>,
    agency: Option<String>,
    /// The paragraph and byte it begins at; `None` when it is a line that the stripper had dropped.
    begins: Option<(usize, usize)>,
    /// The paragraph and byte where the text goes on.
    goes_on: (usize, usize),
}

/// The dateline at the beginning of the body, or on a line of its own right before it.
fn slug(document: &Document, verdicts: &[Verdict], kept: &[usize]) -> Option<Slug> {
    let first = *kept.first()?;
    let body: Vec<usize> = kept.iter().copied().take(dateline::SEARCHED).collect();
    if let Some(found) = find(document, &body, first) {
        let (begins, goes_on) = (Some((found.paragraph, found.raw.start)), found.body);
        return Some(found.slug(document, &body, begins, goes_on));
    }
    let is_line =
        |at: &usize| verdicts[*at].reason != Reason::Title && document.text(&document.blocks[*at]).len() <= SHORT;
    let lines = (first.saturating_sub(BEFORE)..first).rev().take_while(is_line).count();
    // Without such a line it could stand in the body alone, where it has been sought.
    if lines == 0 {
        return None;
    }
    let before: Vec<usize> = (first - lines..=first).collect();
    let found = find(document, &before, first).filter(|found| found.body == (lines, 0))?;
    Some(found.slug(document, &before, None, (0, 0)))
}

/// The dateline that an element is known to be. Its text is not in the body, or is to stay there.
fn said(text: &str) -> Option<Slug> {
    let found = dateline::parts(text)?;
    let raw = text[found.raw].split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Slug { raw, place: found.place, date: found.date, agency: found.agency, begins: None, goes_on: (0, 0) })
}

impl Dateline {
    fn slug(
        self,
        document: &Document,
        blocks: &[usize],
        begins: Option<(usize, usize)>,
        goes_on: (usize, usize),
    ) -> Slug {
        let text = document.text(&document.blocks[blocks[self.paragraph]]);
        let raw = text[self.raw].split_whitespace().collect::<Vec<_>>().join(" ");
        Slug { raw, place: self.place, date: self.date, agency: self.agency, begins, goes_on }
    }
}

/// Looks for a dateline in some blocks, with all that the page can say for or against it.
fn find(document: &Document, blocks: &[usize], first: usize) -> Option<Dateline> {
    let is_item = |at: usize| document.blocks[at].kind == Kind::ListItem && document.blocks[at].linked.is_some();
    let all_items = blocks.iter().all(|&at| is_item(at));
    // A list above a text holds its points, however many they are: the text begins behind them.
    let text = |&at: &usize| if is_item(at) && !all_items { "" } else { document.text(&document.blocks[at]) };
    let paragraphs: Vec<&str> = blocks.iter().map(text).collect();
    let short = |at: usize| Some(document.text(&document.blocks[at])).filter(|text| text.len() <= SHORT);
    let mut credits: Vec<&str> = (first.saturating_sub(CREDITS)..first).filter_map(short).collect();
    credits.extend(document.meta.site_name.as_deref());
    credits.extend(document.meta.authors.iter().map(String::as_str));
    let evidence = Evidence {
        language: document.meta.language.as_deref(),
        places: &document.meta.places,
        lead: blocks.first().and_then(|&at| document.blocks[at].lead).unwrap_or(0) as usize,
        credits: &credits,
    };
    dateline::find(&paragraphs, &evidence)
}

/// Takes the dateline out of the body. What it was glued to stays, as a paragraph of its own: a deck, or the lede.
fn cut(pieces: &mut Vec<Piece>, slug: &Slug, meta: &Meta) {
    let (at, byte) = slug.goes_on;
    let glued = slug.begins.and_then(|(line, start)| {
        let piece = pieces.get(line)?;
        let text = piece.text.get(..start)?.trim();
        (!is_said(text, meta)).then(|| Piece::alone(piece.kind, text.to_owned()))
    });
    if let Some(goes_on) = pieces.get_mut(at) {
        goes_on.text.drain(..byte);
    }
    if let Some((line, _)) = slug.begins {
        let credit = line.checked_sub(1).filter(|&above| is_credit(&pieces[above]));
        pieces.splice(credit.unwrap_or(line)..at.min(pieces.len()), glued);
    }
    pieces.retain(|piece| !piece.text.trim().is_empty());
}

/// Whether a line right above a dateline says who files the story and nothing else: `Express News Service`.
fn is_credit(piece: &Piece) -> bool {
    /// Bytes.
    const LONGEST: usize = 60;
    /// What names of services end with.
    const SERVICES: [&str; 7] = ["service", "desk", "bureau", "correspondent", "reporter", "network", "staff"];
    let line = piece.text.trim();
    let last = || line.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let named = || line.split(' ').all(|word| word.starts_with(letters::is_uppercase)) && SERVICES.contains(&&*last());
    let is_line = piece.kind == Kind::Paragraph && line.len() <= LONGEST;
    is_line && (dateline::is_agency(line) || named())
}

/// Takes the mark that ends a story, or whose it is, off its last paragraph. A line or two of what is no text may be kept behind it.
fn cut_end(pieces: &mut [Piece]) {
    for piece in pieces.iter_mut().rev().take(LAST).filter(|piece| piece.kind == Kind::Paragraph) {
        if let Some(end) = strip::before_end(&piece.text) {
            piece.text.truncate(end);
        }
    }
}

/// Whether what stands before a dateline says nothing of the story that the record does not: bullets, a byline, the
/// title or the deck again.
fn is_said(text: &str, meta: &Meta) -> bool {
    let folded = folded(text);
    let again = |said: &Option<String>| said.as_deref().is_some_and(|said| self::folded(said) == folded);
    folded.is_empty() || dateline::is_byline(text) || again(&meta.title) || again(&meta.description)
}

/// Letters and digits alone, without case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| letters::is_alphanumeric(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paragraphs left of one from which a dateline is cut that begins behind `glued`.
    fn left(glued: &str, meta: &Meta) -> Vec<String> {
        let text = format!("{glued}VELM (AP) - The ferry is gone.");
        let goes_on = (0, text.len() - "The ferry is gone.".len());
        let begins = Some((0, glued.len()));
        let slug = Slug { raw: String::new(), place: None, date: None, agency: None, begins, goes_on };
        let mut pieces = vec![Piece::alone(Kind::Paragraph, text)];
        cut(&mut pieces, &slug, meta);
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn an_end_mark_is_no_text() {
        let piece = |text: &str| Piece::alone(Kind::Paragraph, text.to_owned());
        let mut pieces: Vec<Piece> = ["It sank. (END)", "It sank.\nEnditem", "It sank.", "At Velm"].map(piece).into();
        cut_end(&mut pieces);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["It sank. (END)", "It sank.", "It sank.", "At Velm"]);
    }

    #[test]
    fn who_signs_behind_the_text_wrote_it() {
        let verdict = |keep, reason| Verdict { keep, score: 0.5, reason };
        let signers = |line: &str, reason| {
            let document = Document::literal(&[(Kind::Paragraph, "The ferry is gone."), (Kind::Paragraph, line)]);
            signers(None, &document, &[verdict(true, Reason::Score), verdict(false, reason)], &[0])
        };
        let credit = "(Reporting by Jane Doe and John Roe; Editing by Mary Poe)";
        assert_eq!(signers(credit, Reason::Byline), ["Jane Doe", "John Roe"]);
        assert_eq!(signers("Von Karl Muster", Reason::Byline), ["Karl Muster"]);
        for (line, reason) in
            [(credit, Reason::Score), ("(Editing by Mary Poe)", Reason::Byline), ("(AP)", Reason::Byline)]
        {
            assert!(signers(line, reason).is_empty(), "{line}");
        }
        assert!(super::signers(None, &Document::default(), &[], &[]).is_empty());
    }

    #[test]
    fn who_files_a_story_may_stand_above_its_dateline() {
        let kept = |above: &str| {
            let (begins, goes_on) = (Some((1, 0)), (1, "VELM — ".len()));
            let slug = Slug { raw: String::new(), place: None, date: None, agency: None, begins, goes_on };
            let piece = |text: &str| Piece::alone(Kind::Paragraph, text.to_owned());
            let mut pieces = vec![piece(above), piece("VELM — The ferry is gone.")];
            cut(&mut pieces, &slug, &Meta::default());
            pieces.len() == 2
        };
        for line in ["Express News Service", "OUR CORRESPONDENT", "Reuters"] {
            assert!(!kept(line), "{line}");
        }
        for line in ["Bridge Closed, Mayor Resigns", "Background", "Trump Wins Ohio", "पुल मई में खुलेगा"]
        {
            assert!(kept(line), "{line}");
        }
    }

    #[test]
    fn the_points_above_a_text_do_not_count() {
        let mut document = Document::default();
        let points = "<li>The council of Velm met.</li>".repeat(5);
        let page =
            format!("<p>Its bridge is old.</p><ul>{points}</ul><p>LONDON — The council met on Monday to talk.</p>");
        crate::read::read(&page, crate::input::Format::Html, None, &mut document);
        let all: Vec<usize> = (0..document.blocks.len()).collect();
        let found = find(&document, &all, 0).unwrap();
        assert_eq!((found.paragraph, found.place.as_deref()), (6, Some("LONDON")));
    }

    #[test]
    fn what_a_dateline_was_glued_to_stays_unless_it_is_said_elsewhere() {
        let title = Some("A Ferry to Velm".to_owned());
        let meta = Meta { title, description: Some("It sails no more.".to_owned()), ..Meta::default() };
        for (glued, stays) in [
            ("", false),
            ("*** ", false),
            ("By Ann Writer ", false),
            ("A ferry to Velm ", false),
            ("A Ferry to Velm: ", false),
            ("It sails no more. ", false),
            ("It sails no more, they say. ", true),
            ("By noon it had gone, and so had the boats. ", true),
            ("By Ann Writer, Rome and ", true),
        ] {
            let all = left(glued, &meta);
            let kept: &[&str] = if stays { &[glued.trim(), "The ferry is gone."] } else { &["The ferry is gone."] };
            assert_eq!(all, kept, "{glued}");
        }
    }
}
