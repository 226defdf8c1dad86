//! East Asian brackets whose parts have marks between them: `서울=연합뉴스`, `東京 ３日 ロイター`, `ロンドン/パリ 5日 ロイター`.

use super::agency::is_known;
use super::date::date;
use super::east_asian::{LONGEST_PLACE, Slug, TITLES, is_city, is_hangul};
use super::scan::Cursor;
use super::vocabulary::{Concept, is, is_unspaced, trailing_agency};

/// `서울·세종=뉴스1`, `대전=데일리한국 김하나 기자`, `모스크바 타스=연합뉴스`: places, perhaps the source, and who sends it, perhaps
/// with the reporter.
pub(super) fn equated(content: &str) -> Option<Slug<'_>> {
    let (place, sender) = content.split_once(['=', '＝'])?;
    let place = place.trim().rsplit_once(' ').filter(|(_, source)| is_known(source)).map_or(place, |(place, _)| place);
    let fits = |place: &str| place.chars().count() <= LONGEST_PLACE && place.chars().all(is_hangul_or_joint);
    let name = match TITLES.iter().find_map(|title| sender.trim().strip_suffix(title)) {
        Some(named) => named.trim_end().rsplit_once(' ')?.0,
        None => sender,
    };
    let whole = !name.is_empty() && (is_known(name.trim()) || is_hangul(name) && !name.trim().contains(' '));
    let is_place = fits(place) && !place.trim().is_empty() && !is(Concept::CjkLabel, place);
    (whole && is_place).then_some(Slug { place: Some(place.trim()), date: None, agency: Some(name.trim()), end: 0 })
}

fn is_hangul_or_joint(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}' | '·' | '・' | '/' | ' ')
}

/// A part and what it stands behind.
#[derive(Clone, Copy)]
struct Piece<'a> {
    content: &'a str,
    from: usize,
    text: &'a str,
    mark: Option<char>,
}

/// Parts with marks between them.
pub(super) fn fields(content: &str) -> Option<Slug<'_>> {
    let mut slug = Slug { place: None, date: None, agency: None, end: 0 };
    let marks = |c: char| matches!(c, '＝' | '=' | '・' | ' ' | '\u{3000}' | '/' | '／' | '、' | ',');
    let (mut from, mut mark) = (0, None);
    for part in content.split_inclusive(marks) {
        let text = part.trim_end_matches(marks);
        if !text.is_empty() {
            slug.add(Piece { content, from, text, mark });
        }
        (from, mark) = (from + part.len(), part.chars().next_back());
    }
    // Japanese papers put the reporter behind the sign.
    let equated = content.contains(['＝', '=']) && slug.place.is_some();
    (slug.agency.is_some() || (slug.date.is_some() && slug.place.is_some()) || equated).then_some(slug)
}

impl<'a> Slug<'a> {
    fn add(&mut self, piece: Piece<'a>) {
        let at = Cursor::new(piece.text, 0);
        match () {
            () if date(at).is_some_and(|(_, end)| end.rest().is_empty()) => self.date = Some(piece.text),
            () if is_known(piece.text) => self.sign(piece),
            () if piece.from == 0 => self.place_and_agency(piece),
            () if piece.mark.is_some_and(|mark| matches!(mark, '/' | '／' | '・' | '、')) => self.next_place(piece),
            () => {}
        }
    }

    /// The first one signs, and a second one behind a sign of equality with it: `AFP=時事`.
    fn sign(&mut self, piece: Piece<'a>) {
        let both = self.agency.filter(|_| piece.mark.is_some_and(|mark| matches!(mark, '=' | '＝')));
        let start = both.and_then(|first| piece.content[..piece.from].rfind(first));
        let whole = start.map(|start| &piece.content[start..piece.from + piece.text.len()]);
        self.agency = whole.or(self.agency).or(Some(piece.text));
    }

    /// The first piece is the place, perhaps with the agency against it: `北京共同`, `パリAFP`.
    fn place_and_agency(&mut self, piece: Piece<'a>) {
        let (place, agency) = parted(piece.text);
        let fits = place.chars().count() <= LONGEST_PLACE && place.chars().all(|c| is_unspaced(c) || c == 'ー');
        if fits && !is(Concept::CjkLabel, place) && !is(Concept::CjkLabel, piece.text) {
            self.agency = self.agency.or(agency);
            self.place = (!place.is_empty()).then_some(place);
        }
    }

    /// A second city of the list goes on the place.
    fn next_place(&mut self, piece: Piece<'a>) {
        let (place, agency) = parted(piece.text);
        if self.place.is_some() && self.date.is_none() && self.agency.is_none() && is_city(place) {
            self.place = Some(&piece.content[..piece.from + place.len()]);
            self.agency = agency;
        }
    }
}

/// A place and the agency that stands against it, in the same script or in Latin letters.
fn parted(text: &str) -> (&str, Option<&str>) {
    let place = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !place.is_empty() && place.len() < text.len() && is_known(&text[place.len()..]) {
        return (place, Some(&text[place.len()..]));
    }
    let place = &text[..text.len() - trailing_agency(text).map_or(0, str::len)];
    (place, Some(&text[place.len()..]).filter(|name| !name.is_empty()))
}
