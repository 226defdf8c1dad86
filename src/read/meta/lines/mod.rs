//! Bylines and date lines as plain blocks near the headline: all that a text dump, or a page without markup, has.
//!
//! [`read`] goes through the blocks; [`date_line`] knows lines that are there for a date, [`people`] those of names alone.

mod date_line;
mod people;

use crate::document::{self, Document};
use crate::letters;

use super::super::chars;
use super::super::dates::{self, Moment};
use super::super::names;
use super::labels::{self, Dated, Kind, opens, says_changed};
use super::others::{is_masthead, is_of_others};
use super::title;
pub(super) use date_line::is_label;
pub(crate) use date_line::says_when;
use date_line::{is_date_line, said};
pub(super) use people::{between, signature};

/// Longest block that is read as a byline or date line, in characters.
const LONGEST: usize = 160;

/// Longest line far from the headline that can be a labelled date, in bytes.
const LONGEST_LABELLED: usize = 100;

/// Blocks above the headline that are looked at: kickers, dates.
const ABOVE: usize = 5;

/// Blocks below it: standfirst, picture, credits.
const BELOW: usize = 14;

/// Blocks right below it, where a short line that ends in a date is its date line whatever it says: a kicker's rest, a
/// standfirst and a byline stand between.
const CLOSE: usize = 4;

/// Bytes of a line before a date that a text opens with, at most.
const LEAD: usize = 40;

/// Longest line that is a date alone, in bytes: months of Cyrillic letters have two a letter.
const LONGEST_DATE: usize = 40;

/// Blocks from the top among which the headline is sought.
const TOP: usize = 400;

/// Characters from which a block is running text if it ends like a sentence. The second such one ends the search: the
/// first may be the standfirst.
const PROSE: usize = 120;

/// Sentences below the headline from which on the text has begun: one or two may be a standfirst.
const SUMMARY: usize = 3;

/// Bytes of a sentence: some thirty characters of Chinese, eighty of English.
const SENTENCE: usize = 80;

/// What the blocks near the headline say.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) authors: Vec<String>,
    pub(super) published: Option<Moment>,
    pub(super) modified: Option<Moment>,
    /// The date that ends a short line right below the headline, behind words that nobody listed: "Put on line on 3 March 2024".
    pub(super) likely: Option<Moment>,
    /// Whether a line says what happened on some other day.
    dated_otherwise: bool,
}

/// Reads the blocks near the headline.
pub(super) fn read(document: &Document, headline: Option<usize>, language: Option<&str>) -> Lines {
    let mut lines = Lines::default();
    let start = headline.unwrap_or_default();
    let from = start + usize::from(headline.is_some());
    let below = document.blocks.iter().skip(from).take(BELOW);
    let (mut prose, mut sentences) = (0, 0);
    let mut before = "";
    if let Some((_, rest)) = headline.and_then(|at| document.text(document.blocks.get(at)?).split_once('\n')) {
        lines.line(document, ["", rest], language);
    }
    for (distance, block) in below.enumerate() {
        let text = document.text(block);
        if sentences > 0 && is_of_others(document, headline, from + distance) {
            break;
        }
        if lines.authors.is_empty() && names::is_label(before) {
            lines.authors = names::people(text);
        }
        if is_prose(text) {
            prose += 1;
            lines.lead(text, language);
        } else if !is_of_picture(block.kind, text, language) && !letters::is_longer(text, LONGEST) {
            lines.line(document, [before, text], language);
            if distance < CLOSE && block.kind == document::Kind::Paragraph && lines.published.is_none() {
                lines.likely = lines.likely.or_else(|| ending(text, language));
            }
        }
        sentences += usize::from(is_sentence(text));
        if sentences == SUMMARY || prose == 2 {
            break;
        }
        before = text;
    }
    for block in document.blocks[start.saturating_sub(ABOVE)..start].iter().rev() {
        let text = document.text(block);
        if is_masthead(document, block, headline) {
            break;
        }
        if !is_of_picture(block.kind, text, language) && !letters::is_longer(text, LONGEST) {
            lines.line(document, ["", text], language);
        }
    }
    if lines.published.is_none() {
        labelled_dates(document, language, &mut lines);
    }
    lines
}

/// The only date of a short line, if it ends in it and no more than a few words stand before it.
fn ending(text: &str, language: Option<&str>) -> Option<Moment> {
    /// Words before a date, at most: "Put on line on Tuesday,".
    const MOST_BEFORE: usize = 4;
    /// Letters of a word behind it, at most, as zones and words of clocks have: "22:14 heures".
    const LONGEST_BEHIND: usize = 6;
    let is_byline = names::is_introduced(text);
    if ends_sentence(text) || !dates::may_hold(text) || labels::is_of_picture(text) && !is_byline {
        return None;
    }
    let [dated] = labels::dated(text, language)[..] else { return None };
    let before = dated.before.trim_end();
    let short = !before.contains(['.', '!', '?', '\n']) && before.split_whitespace().count() <= MOST_BEFORE;
    let alone = short || is_byline;
    let mut words = dated.behind.split(|c: char| !letters::is_alphabetic(c));
    (alone && dated.kind.is_none() && words.all(|word| !letters::is_longer(word, LONGEST_BEHIND)))
        .then_some(dated.moment)
}

/// Whether a block is a caption that does not begin with a date, as no word on a picture does.
fn is_of_picture(kind: document::Kind, text: &str, language: Option<&str>) -> bool {
    kind == document::Kind::Caption && dates::find(text, language).is_none_or(|found| found.start > 0)
}

/// The day of all lines from the headline on that are a date and nothing else, as under a letter.
pub(super) fn alone(document: &Document, headline: Option<usize>, language: Option<&str>) -> Option<Moment> {
    let whole = |at: usize| {
        let text = document.text(&document.blocks[at]);
        if text.len() > LONGEST_DATE || !dates::may_hold(text) {
            return None;
        }
        // "Marbury, den 3. März 2024"
        let bare = |before: &str| before.split_whitespace().count() <= 2;
        let end = |found: &dates::Found| !text[found.end..].contains(letters::is_alphanumeric);
        let found = dates::find(text, language).filter(|found| bare(&text[..found.start]) && end(found))?;
        Some((at, found.moment))
    };
    let lines: Vec<(usize, Moment)> = (headline.unwrap_or_default()..document.blocks.len()).filter_map(whole).collect();
    let (_, own) = *lines.iter().find(|(at, _)| !is_of_others(document, headline, *at))?;
    lines.iter().all(|(_, other)| other.day == own.day).then_some(own)
}

/// Dates that a short line anywhere labels ("Published on March 3, 2024"), as at the end of a text, or that stand in the
/// line behind a label.
fn labelled_dates(document: &Document, language: Option<&str>, lines: &mut Lines) {
    let mut before = "";
    for block in &document.blocks {
        let text = document.text(block);
        if text.len() > LONGEST_LABELLED {
            before = "";
            continue;
        }
        if dates::may_hold(text)
            && let labelled = (opens(text) || is_label(before) || names::is_introduced_at_length(text))
            && (labelled || says_changed(text))
        {
            for dated in labels::dated(text, language) {
                // Below "started by Jane, 3 March 2024" it is the replies that say when they were changed.
                let replies = lines.dated_otherwise && said(before, &dated) == Some(Kind::Changed);
                if labelled && !replies && is_date_line(text, &dated, is_label(before)) {
                    lines.date(before, &dated);
                } else if !labelled && dated.before.len() <= LEAD {
                    // "This page was last modified on 3 March 2024", with the verb behind the date in some languages.
                    lines.modified.get_or_insert(dated.moment);
                }
            }
        }
        before = text;
    }
}

/// The last block near the top that prints the headline: a dump repeats it in menus and breadcrumbs before.
pub(super) fn headline(document: &Document, title: &str) -> Option<usize> {
    let headline = &title::key(title);
    let begin = title::initial(headline);
    let prints = |text: &str| {
        text.len() <= headline.len() * 2 + 40 && title::initial(text) == begin && title::key(text) == *headline
    };
    let mut blocks = document.blocks.iter().take(TOP).enumerate();
    let mut found = None;
    let mut prose = 0;
    while let Some((index, block)) = blocks.next().filter(|_| prose < 2) {
        let text = document.text(block);
        prose += usize::from(is_prose(text));
        if prints(text) {
            found = Some(index);
        }
    }
    found
}

/// Whether a block is running text.
pub(in crate::read) fn is_prose(text: &str) -> bool {
    let long = letters::is_longer(text, PROSE) || (text.len() > 2 * PROSE && !text.is_ascii());
    long && ends_sentence(text)
}

/// Whether a block is a sentence, if a short one: a line of a byline or a teaser has fewer bytes, or no stop.
pub(super) fn is_sentence(text: &str) -> bool {
    text.len() >= SENTENCE && ends_sentence(text)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(|c| letters::is_stop(c) || matches!(c, '”' | '"' | '»' | '…'))
}

impl Lines {
    /// A line behind the one before it, which may be its label.
    fn line(&mut self, document: &Document, [before, text]: [&str; 2], language: Option<&str>) {
        let all = labels::dated(text, language);
        for dated in &all {
            if is_date_line(text, dated, is_label(before)) {
                self.date(before, dated);
            } else {
                self.dated_otherwise = true;
            }
        }
        // Without "by" a line of names must have nothing else beside them but a date, behind a bar; other marks part
        // all sorts of things.
        if self.authors.is_empty() {
            let behind = all.first().map_or("", |dated| dated.behind);
            let behind = behind.trim_start_matches(|c: char| !letters::is_alphabetic(c));
            let dated = |marks: &[char]| !all.is_empty() && text.contains(marks);
            let bare = || {
                let people = names::people(text).into_iter();
                people.filter(|name| people::may_sign(name, document)).collect::<Vec<_>>()
            };
            if let Some(byline) = labelled(behind).or_else(|| barred(text)) {
                self.authors = names::people(byline);
            } else if names::is_introduced(text) || names::is_introduced(behind) {
                self.authors = names::people(text);
            } else if dated(&['|']) {
                self.authors = bare();
            } else if dated(&BARS) {
                let people = bare();
                self.authors = if people.len() == 1 { people } else { Vec::new() };
            }
        }
    }

    /// The day that a text opens with, perhaps behind a place or a few words: "3.3.2024 – The harbour …", "Press release of
    /// 3 March 2024 | Marbury – The harbour …".
    fn lead(&mut self, text: &str, language: Option<&str>) {
        let opens = |found: &dates::Found| found.start <= LEAD && !text[..found.start].contains(['.', ';', '!', '?']);
        let Some(found) = dates::find(letters::first(text, LEAD + LONGEST_DATE), language).filter(opens) else {
            return;
        };
        let behind = text[found.end..].trim_start();
        if behind.starts_with(['-', '–', '—', '|', '•', '„', '“']) || found.start == 0 && behind.starts_with(". ")
        {
            self.published.get_or_insert(found.moment);
        }
    }

    /// A date with what stands before it in its line, or else in the line before.
    fn date(&mut self, label: &str, dated: &Dated) {
        match said(label, dated) {
            Some(Kind::Changed) => self.modified.get_or_insert(dated.moment),
            _ => self.published.get_or_insert(dated.moment),
        };
    }
}

/// The byline among labels and what they say, as in Chinese and Japanese date lines: "来源：海港日报　作者：张小明　编辑：李山".
fn labelled(text: &str) -> Option<&str> {
    let mut parts = text.split_whitespace();
    parts.find(|part| part.contains(['：', ':']) && part.contains(chars::is_spaceless) && names::is_introduced(part))
}

/// The byline between bars in a line that begins otherwise: "May 4, 2007 12:00 am | By Jane Doe".
fn barred(text: &str) -> Option<&str> {
    text.split(BARS).skip(1).map(str::trim).find(|part| names::is_introduced(part))
}

/// Marks between the parts of such a line.
const BARS: [char; 4] = ['|', '·', '•', '・'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind::{self, Heading, ListItem, Paragraph};

    const PROSE_LINE: &str = "The harbour stays closed after the storm of the weekend, the city said on Monday, and ferries \
        will not leave before the end of the week at the earliest.";

    /// What the lines under the headline "Harbour closed" say.
    fn under(rows: &[(Kind, &str)]) -> Lines {
        let headline = [(ListItem, "Home"), (Heading(1), "Harbour closed")];
        let rows: Vec<(Kind, &str)> = headline.iter().chain(rows).chain(&[(Paragraph, PROSE_LINE)]).copied().collect();
        let document = Document::literal(&rows);
        let at = headline_of(&document);
        read(&document, at, Some("en"))
    }

    fn headline_of(document: &Document) -> Option<usize> {
        super::headline(document, "Harbour closed")
    }

    macro_rules! lines {
        ($($name:ident: [$($row:expr),*] => $authors:expr, $published:expr, $modified:expr;)*) => {$(
            #[test]
            fn $name() {
                let lines = under(&[$((Paragraph, $row)),*]);
                let authors: &[&str] = &$authors;
                let (published, modified): (Option<&str>, Option<&str>) = ($published, $modified);
                assert_eq!(lines.authors, authors);
                assert_eq!(lines.published.map(|moment| moment.to_string()).as_deref(), published);
                assert_eq!(lines.modified.map(|moment| moment.to_string()).as_deref(), modified);
            }
        )*};
    }

    lines! {
        byline_and_date: ["By Jane Doe", "March 3, 2024"] => ["Jane Doe"], Some("2024-03-03"), None;
        one_line: ["Jane Doe | March 3, 2024"] => ["Jane Doe"], Some("2024-03-03"), None;
        behind_the_date: ["March 3, 2024 by Jane Doe"] => ["Jane Doe"], Some("2024-03-03"), None;
        behind_a_dot: ["Mar 3, 2024 • Jane Doe in Ferries"] => ["Jane Doe"], Some("2024-03-03"), None;
        two_behind_dots: ["Friday Thoughts • Jane Doe • Mar 3, 2024"] => [], Some("2024-03-03"), None;
        published_and_updated: ["Published March 3, 2024", "Updated March 4, 2024"] => [], Some("2024-03-03"), Some("2024-03-04");
        label_and_name: ["Written by", "Jane Doe"] => ["Jane Doe"], None, None;
        label_and_date: ["Posted on", "March 3, 2024", "Last updated", "March 4, 2024"] => [], Some("2024-03-03"), Some("2024-03-04");
        day_before_the_text: ["3.3.2024 – The harbour stays closed after the storm of the weekend, the city said in the morning, and ferries will not leave before Friday."] => [], Some("2024-03-03"), None;
        day_behind_a_place: ["Press release of 3 March 2024 | Marbury – The harbour stays closed after the storm of the weekend, the city said in the morning, and ferries will not leave before Friday."] => [], Some("2024-03-03"), None;
        day_as_a_sentence: ["3 March 2024. The harbour stays closed after the storm of the weekend, the city said in the morning, and ferries will not leave before Friday."] => [], Some("2024-03-03"), None;
        day_in_a_sentence: ["Since 3 March 2004 – the day of the storm – the harbour has been closed to all ships, the city said in the morning, and ferries do not leave. None did on 3 March 2024."] => [], Some("2004-03-03"), None;
        agency_beside: ["By JANE DOE, Associated Press"] => ["JANE DOE"], None, None;
        german: ["Von Jane Doe", "3. März 2024, 10:15 Uhr"] => ["Jane Doe"], Some("2024-03-03"), None;
        behind_a_standfirst: [PROSE_LINE, "By Jane Doe"] => ["Jane Doe"], None, None;
        a_name_alone_is_no_byline: ["Jane Doe"] => [], None, None;
        nothing: [] => [], None, None;
        day_of_an_event: ["The Key Bridge collapsed on March 3, 2023, killing six workers.", "By Jane Doe", "March 3, 2024"] => ["Jane Doe"], Some("2024-03-03"), None;
        day_to_come: ["The hearing is set for Dec. 12, 2026.", "March 3, 2024"] => [], Some("2024-03-03"), None;
        day_of_birth: ["Born 3 May 1985, she grew up beside the harbour.", "March 3, 2024"] => [], Some("2024-03-03"), None;
        day_of_an_event_alone: ["The Key Bridge collapsed on March 3, 2023, killing six workers."] => [], None, None;
        day_of_a_picture: ["File photo: A ferry leaves on July 14, 2019. REUTERS/Jon Doe", "March 3, 2024"] => [], Some("2024-03-03"), None;
        day_of_a_picture_behind_a_place: ["FILE - Marbury Bridge, July 14, 2019 (AP Photo/Jon Doe)", "Updated 4:12 PM CET, March 3, 2024"] => [], None, Some("2024-03-03T16:12:00+01:00");
        day_beside_a_credit: ["Jane Doe / 03.03.2024 / 06:15 / Foto: Marbury Post"] => [], Some("2024-03-03"), None;
        day_in_a_headline: ["Fair opens on 3 May 2024", "3 March 2024"] => [], Some("2024-03-03"), None;
        sentence_of_a_label: ["Last updated: March 3, 2024."] => [], None, Some("2024-03-03");
        sentence_on_the_article: ["This article was last updated on March 4, 2024."] => [], None, Some("2024-03-04");
        sentence_on_a_report: ["The report was published on March 3, 2023.", "March 3, 2024"] => [], Some("2024-03-03"), None;
        day_of_the_week: ["Marbury, martes, 3 de marzo de 2024"] => [], Some("2024-03-03"), None;
        outlet_and_minutes: ["Marbury Post, March 3, 2024, 5 minutes read"] => [], Some("2024-03-03"), None;
        japanese_sentence: ["橋は2023年3月26日に崩落し、6人の作業員が死亡した。", "2024年3月3日"] => [], Some("2024-03-03"), None;
        both_in_one_line: ["Published: March 3, 2024 6:12 pm | Updated: March 4, 2024 7:30 am"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_other_order: ["Updated March 4, 2024 8:12 a.m. | Published March 3, 2024 7:00 p.m."] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_parentheses: ["Updated 4 Mar 2024 (first published 3 Mar 2024)"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_french: ["Publié le 3 mars 2024 à 16h12, modifié le 4 mars 2024 à 9h30"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_german: ["Erstellt: 03.03.2024, 16:12 Uhr Aktualisiert: 04.03.2024, 9:30 Uhr"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_turkish: ["Giriş: 03.03.2024 - 16:12, Güncelleme: 04.03.2024 - 09:30"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_korean: ["입력 2024.03.03. 16:12 수정 2024.03.04. 09:30"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_japanese: ["公開日時 2024年3月3日 16:12 更新日時 2024年3月4日 9:30"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_in_japanese_behind: ["2024年3月3日 16時12分公開 2024年3月4日 9時30分更新"] => [], Some("2024-03-03"), Some("2024-03-04");
        change_without_a_year: ["2024年3月3日 10時15分 (3月4日 11時15分更新)"] => [], Some("2024-03-03"), None;
        both_in_russian: ["21:14 03.03.2024 (обновлено: 22:00 МСК 04.03.2024)"] => [], Some("2024-03-03"), Some("2024-03-04T22:00:00+03:00");
        both_in_spanish: ["Publicado 3 de marzo de 2024 Actualizado 4 de marzo de 2024"] => [], Some("2024-03-03"), Some("2024-03-04");
        both_between_breaks: ["By Jane Doe\nPublished\nMarch 3, 2024\nLast updated\nMarch 4, 2024"] => ["Jane Doe"], Some("2024-03-03"), Some("2024-03-04");
        labels_behind_a_date: ["2024-03-03 17:41:00　来源：海港日报　作者：张小明　编辑：李山"] => ["张小明"], Some("2024-03-03"), None;
        thai: ["โดย สมศรี ใจดี"] => ["สมศรี ใจดี"], None, None;
        glued: ["March 3, 20244:31 PM GMT+1Updated 2 hours ago"] => [], Some("2024-03-03T16:31:00+01:00"), None;
    }

    #[test]
    fn a_line_that_ends_in_a_date_is_likely_of_the_article() {
        let likely = |text: &str| under(&[(Paragraph, text)]).likely.map(|moment| moment.to_string());
        for line in [
            "Newly submitted on Tuesday, 3 March 2024",
            "Newly submitted: 3 March 2024 at 10:15",
            "Put on line since 3 March 2024",
        ] {
            assert_eq!(likely(line).as_deref(), Some("2024-03-03"), "{line}");
        }
        for line in [
            "The harbour has been closed on 3 March 2024",
            "Closed since 3 March 2024.",
            "Photo taken on 3 March 2024",
            "Open from 3 March 2024 throughout the year",
        ] {
            assert_eq!(likely(line), None, "{line}");
        }
    }

    #[test]
    fn a_signature_at_the_end_counts() {
        let rows = [(Paragraph, PROSE_LINE); 20];
        let rows: Vec<_> = rows
            .into_iter()
            .chain([(Paragraph, "Written by Jane Doe"), (Paragraph, "Updated: 3 March 2024")])
            .collect();
        assert_eq!(signature(&Document::literal(&rows)), ["Jane Doe"]);
        let lines = under(&rows);
        assert_eq!(lines.modified.map(|moment| moment.to_string()).as_deref(), Some("2024-03-03"));
    }

    #[test]
    fn a_date_in_prose_is_none_of_the_article() {
        let prose = format!(
            "{PROSE_LINE} It had been built on 3 March 1994 and repaired on 4 April 2004, as the archive says."
        );
        assert_eq!(under(&[(Paragraph, &prose)]).published, None);
    }
}
