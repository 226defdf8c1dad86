//! The place of a dateline: names, their regions, and several of them.

use crate::letters;

use super::agency;
use super::date::{date, weekday};
use super::scan::{Case, Cursor, case, digit, is_comma};
use super::vocabulary::{Concept, has_stop, is};

/// What is known of the region behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// There is none.
    None,
    /// Something stands there that could be one.
    Unknown,
    /// It is on the list.
    Known,
}

/// A place, perhaps several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// As printed, with regions.
    pub(super) text: &'a str,
    /// The first name alone.
    pub(super) name: &'a str,
    pub(super) case: Case,
    pub(super) region: Region,
    /// Whether it ends in the stop of an abbreviated region.
    pub(super) stopped: bool,
    /// Whether there are several.
    pub(super) several: bool,
}

/// Reads a place.
pub(super) fn place(at: Cursor<'_>) -> Option<(Place<'_>, Cursor<'_>)> {
    /// Places in one dateline; three is the most seen.
    const MOST: usize = 4;
    let (case, behind_name) = name(at).map(|(case, end)| before_agency(at, end).unwrap_or((case, end)))?;
    let mut place =
        Place { text: "", name: at.until(behind_name), case, region: Region::None, stopped: false, several: false };
    let mut end = regions(behind_name, &mut place);
    for _ in 1..MOST {
        let Some((_, next)) = joint(end).and_then(name).filter(|(other, _)| *other == case) else { break };
        end = regions(next, &mut place);
        place.several = true;
    }
    place.text = at.until(end);
    Some((place, end))
}

/// A name: up to so many words set alike, small words between them.
fn name(at: Cursor<'_>) -> Option<(Case, Cursor<'_>)> {
    /// Words. `GUANTANAMO BAY NAVAL BASE` has four; a headline in capitals has more.
    const MOST: usize = 5;
    let (first, end) = first_word(at)?;
    let set = if is_article(at, first, end) { Case::Caps } else { case(first) };
    if let Some(end) = carelessly_set(at, set) {
        return Some((Case::Title, end));
    }
    let odd = first.chars().next().is_some_and(super::vocabulary::is_unspaced);
    if set == Case::Lower || odd || ends_name(first, set) {
        return None;
    }
    let (mut end, mut words) = (stop(first, end), 1);
    while let Some(next) = next_word(end, set).filter(|_| words < MOST) {
        // `DWIGHT D. EISENHOWER`
        words += usize::from(initials(end.blanks()).is_none());
        end = next;
    }
    // `MALE'`, as the Maldives' papers have it.
    let marked = end.eat("'").filter(|end| set == Case::Caps && end.peek() == Some(','));
    Some((set, marked.or_else(|| listed_on(at, end, set)).unwrap_or(end)))
}

/// Behind words set otherwise that make a name one of the list: `HCM City`, `Nations unies`, `Dar es Salaam`.
fn listed_on<'a>(at: Cursor<'a>, name: Cursor<'a>, set: Case) -> Option<Cursor<'a>> {
    /// Words.
    const MOST: usize = 2;
    let mut end = Some(name).filter(|_| set != Case::Uncased)?;
    for _ in 0..MOST {
        end = end.eat(" ")?.word()?.1;
        if is(Concept::City, at.until(end)) {
            return Some(end);
        }
    }
    None
}

/// The city of the list that a hyphen joins to an agency, as the Azerbaijani one signs: `Baku-APA.`
fn before_agency<'a>(at: Cursor<'a>, end: Cursor<'a>) -> Option<(Case, Cursor<'a>)> {
    let (city, name) = at.until(end).rsplit_once('-')?;
    let signs = is(Concept::City, city) && case(name) == Case::Caps && agency::is_known(name);
    signs.then(|| (case(city), at.forward(city.len())))
}

/// The longest city of the list that stands before more words in capitals, as behind the name of an Indonesian site:
/// `Suara.example, Jakarta Pemerintah`.
pub(super) fn listed_city(at: Cursor<'_>) -> Option<(Place<'_>, Cursor<'_>)> {
    /// Words: `Tangerang Selatan`, `Kota Bandar Lampung`.
    const MOST: usize = 3;
    let (mut next, mut found) = (at, None);
    for _ in 0..MOST {
        let Some((_, end)) = next.word() else { break };
        found = Some(end).filter(|end| is(Concept::City, at.until(*end))).or(found);
        let Some(behind) = end.eat(" ") else { break };
        next = behind;
    }
    let end = found.filter(|end| end.eat(" ").is_some_and(|next| next.peek().is_some_and(letters::is_uppercase)))?;
    let (text, case) = (at.until(end), case(at.until(end)));
    Some((Place { text, name: text, case, region: Region::None, stopped: false, several: false }, end))
}

/// The first word of a name: initials, or a word, perhaps behind what is left of an article (`'s-Gravenhage`).
fn first_word(at: Cursor<'_>) -> Option<(&str, Cursor<'_>)> {
    if let Some(end) = initials(at).filter(|&end| at.until(end).len() > "U.".len()) {
        return Some((at.until(end), end));
    }
    let article = at.eat("'").or_else(|| at.eat("’")).and_then(|at| at.eat("s-").or_else(|| at.eat("S-")));
    article.unwrap_or(at).word()
}

/// Whether a word is the article of a city of the list in capitals, one of them itself: `A CORUÑA`.
fn is_article(at: Cursor<'_>, word: &str, end: Cursor<'_>) -> bool {
    let next = || end.eat(" ").and_then(Cursor::word);
    let listed = |(next, end): (&str, Cursor<'_>)| case(next) == Case::Caps && is(Concept::City, at.until(end));
    matches!(word, "A" | "O") && next().is_some_and(listed)
}

/// Behind capitals with a stop behind each, and what is joined to them: `D.`, `U.S.`, `U.S.-MEXICO`.
fn initials(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut end = initial(at)?;
    while let Some(next) = initial(end) {
        end = next;
    }
    let joined = end.eat("-").and_then(Cursor::word).filter(|(word, _)| case(word) == Case::Caps);
    Some(joined.map_or(end, |(_, end)| end))
}

/// Behind a city of the list that lost its capitals (`New york,`, `des moines,`): only before a comma, where a sentence
/// that begins with the city would hardly go on.
fn carelessly_set(at: Cursor<'_>, set: Case) -> Option<Cursor<'_>> {
    /// Words: `rio de janeiro`.
    const MOST: usize = 3;
    let mut end = (set == Case::Lower || set == Case::Title).then_some(at)?;
    for count in 0..MOST {
        let (word, next) = end.word()?;
        if count > 0 && case(word) != Case::Lower {
            return None;
        }
        end = stop(word, next);
        if end.peek() == Some(',') {
            return (set == Case::Lower || count > 0).then_some(end).filter(|end| is(Concept::City, at.until(*end)));
        }
        end = end.eat(" ")?;
    }
    None
}

/// Behind the next word of a name, if it goes on.
fn next_word(at: Cursor<'_>, set: Case) -> Option<Cursor<'_>> {
    let start = at.eat(" ").or_else(|| at.eat("\u{a0}"))?;
    if let Some(end) = initials(start).filter(|_| set == Case::Caps).or_else(|| on_the_river(start, set)) {
        return Some(end);
    }
    let (word, end) = start.word()?;
    if alike(word, set) && !ends_name(word, set) && !opens_date(word, end) {
        return Some(stop(word, end));
    }
    // `an der Wümme`
    let (mut next, mut end) = is(Concept::Connector, word).then(|| end.eat(" "))??.word()?;
    if is(Concept::Connector, next) && !alike(next, set) {
        (next, end) = end.eat(" ")?.word()?;
    }
    (alike(next, set) && set != Case::Uncased).then(|| stop(next, end))
}

/// Whether a word is a month with its day behind it, which no comma parts from the name: `New Delhi Mar 5`.
fn opens_date(word: &str, end: Cursor<'_>) -> bool {
    let day = end.maybe('.').blanks().peek().and_then(digit);
    day.is_some() && is(Concept::Month, word)
}

fn initial(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let capital = at.peek().filter(|c| letters::is_uppercase(*c))?;
    at.forward(capital.len_utf8()).eat(".")
}

/// Behind the river or land that tells one German town from another: `a.M.`, `a. d. Lahn`, `i.Br.`
fn on_the_river(at: Cursor<'_>, set: Case) -> Option<Cursor<'_>> {
    /// What stands for `an der`.
    const MOST: usize = 2;
    let mut end = small_initial(at).filter(|_| set == Case::Title)?;
    for _ in 1..MOST {
        end = small_initial(end).unwrap_or(end);
    }
    let (_, end) = end.word().filter(|(word, _)| case(word) == Case::Title)?;
    Some(end.maybe('.'))
}

fn small_initial(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, end) = at.word().filter(|(word, _)| word.len() == 1 && case(word) == Case::Lower)?;
    Some(end.eat(".")?.blanks())
}

fn alike(word: &str, set: Case) -> bool {
    let initial = set == Case::Caps && word.chars().all(letters::is_uppercase);
    case(word) == set || initial
}

/// In scripts without capitals only the next part shows where a name ends.
fn ends_name(word: &str, set: Case) -> bool {
    let of = |concept| is(concept, word);
    // The stroke that stretches words, alone, is a dash.
    let dash = || word.chars().all(|c| c == 'ـ');
    set == Case::Uncased && (of(Concept::Agency) || of(Concept::Month) || of(Concept::DateWord) || dash())
}

/// Behind the stop of `ST.` and its like.
fn stop<'a>(word: &str, end: Cursor<'a>) -> Cursor<'a> {
    if is(Concept::Abbreviation, word) { end.maybe('.') } else { end }
}

/// Behind what joins two places.
fn joint(at: Cursor<'_>) -> Option<Cursor<'_>> {
    const JOINTS: [&str; 16] = [
        "/", " / ", " and ", " & ", " und ", " et ", " y ", " e ", " ve ", " и ", " dan ", " AND ", " Y ", " E ",
        ", E ", ", e ",
    ];
    let next = JOINTS.iter().rev().find_map(|joint| at.eat(joint))?;
    let signed = || agency::bracketed(at.blanks()).is_some_and(|(said, _)| agency::is_known(said));
    let signs = || agency::bare(next).is_some() || agency::behind_place(next).is_some();
    (!signs() && !signed()).then_some(next)
}

/// Reads the regions behind a name: `, Ala.`, `, Grand Cayman, British West Indies`, ` (Australia)`, ` [Syria]`.
fn regions<'a>(at: Cursor<'a>, place: &mut Place<'a>) -> Cursor<'a> {
    let bracketed = |at: Cursor<'a>| {
        agency::bracketed(at.blanks()).filter(|&(said, end)| is_written_out(said) || is_code(said, end))
    };
    // `Frankfurt (Oder) (dpa)`: of two brackets the second one signs.
    let before_agency = |at: Cursor<'a>| {
        let signs = |end: Cursor<'a>| agency::bracketed(end.blanks()).is_some_and(|(said, _)| agency::is_known(said));
        agency::bracketed(at.blanks()).filter(|&(said, end)| said.len() > 2 && !agency::is_known(said) && signs(end))
    };
    // `Kumasi (Ash), March 4, GNA -`, `Tamale (N/R)`: what stands for a region, where a day follows.
    let before_date = |at: Cursor<'a>| {
        let short = |said: &str| said.len() <= 3 && (said.contains('/') || case(said) == Case::Title);
        let dated = |end: Cursor<'a>| end.eat(",").is_some_and(|end| date(end.blanks()).is_some());
        agency::bracketed(at.blanks()).filter(|&(said, end)| short(said) && dated(end))
    };
    if let Some((_, end)) = bracketed(at).or_else(|| before_agency(at)).or_else(|| before_date(at)) {
        place.region = Region::Known;
        return bracketed(end).map_or(end, |(_, end)| end);
    }
    let mut end = at;
    for _ in 0..2 {
        let comma = end.blanks();
        if joint(comma).is_some() {
            break;
        }
        let Some(start) = comma.peek().filter(|c| is_comma(*c)).map(|c| comma.forward(c.len_utf8()).blanks()) else {
            break;
        };
        let Some((known, next)) = region(start) else { break };
        place.region = if known || place.region == Region::Known { Region::Known } else { Region::Unknown };
        place.stopped = next.previous() == Some('.');
        end = next;
    }
    end
}

/// Whether brackets hold a region. Two letters in brackets are initials more often than a state.
fn is_written_out(content: &str) -> bool {
    content.len() > 2 && is(Concept::Region, content) && !agency::is_known(content)
}

/// Whether square brackets hold the code of a country, as an Indian agency sets it: `Washington [US], March 5 (ANI):`.
fn is_code(content: &str, end: Cursor<'_>) -> bool {
    let square = end.previous() == Some(']') && matches!(end.peek(), Some(','));
    square && content.len() == 2 && is(Concept::Region, content)
}

/// A region: the longest run of words on the list, else the whole run if it could be one.
fn region(at: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    /// Words: `Republic of the Congo`.
    const MOST: usize = 4;
    let dated = at.word().is_some_and(|(word, _)| is(Concept::Month, word));
    // `Việt Nam` folds to the name of an agency.
    let named = |(agency, _): &(agency::Agency<'_>, _)| !is(Concept::Region, agency.text);
    let signed = || agency::bare(at).filter(named).is_some() || agency::behind_place(at).is_some();
    if dated || date(at).is_some() || weekday(at).is_some() || signed() {
        return None;
    }
    let (mut end, mut known, mut unknown) = (at, None, None);
    for _ in 0..MOST {
        let Some((word, next)) = end.dotted() else { break };
        let name = at.until(next);
        known = listed(name, next).or(known);
        let set = case(word);
        let plain = set != Case::Lower && !is(Concept::Label, word) && !is(Concept::Function, word);
        if !plain && !is(Concept::Connector, word) {
            break;
        }
        if plain {
            unknown = Some(next);
        }
        let stopped = if word.len() <= 2 { next.maybe('.') } else { next };
        let Some(next) = stopped.eat(" ") else { break };
        end = next;
    }
    known.map(|end| (true, end)).or_else(|| unknown.map(|end| (false, end)))
}

/// Behind a region of the list, its stop included. Codes of two letters must be set as codes: `IN`, `Pa.`, not `In`; and
/// a small word is a region with its stop only: `Sin.` is Sinaloa, `sin` is Spanish for without.
fn listed<'a>(name: &str, end: Cursor<'a>) -> Option<Cursor<'a>> {
    if !is(Concept::Region, name) {
        return None;
    }
    let stopped = end.maybe('.');
    let code = name.chars().all(letters::is_uppercase) || stopped.at() > end.at();
    let closed = end.blanks().peek().is_none_or(|c| !letters::is_alphanumeric(c));
    let short = name.len() <= 2;
    let word = !short && is(Concept::Function, name) && stopped.at() == end.at();
    if word || (short && !code && !closed) {
        return None;
    }
    Some(if has_stop(name) { stopped } else { end })
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! places {
        ($($name:ident: $text:expr => $read:expr,)*) => { $(#[test] fn $name() {
            let read = place(Cursor::new($text, 0)).map(|(place, end)| (place.text, place.region, end.rest()));
            assert_eq!(read, $read);
        })* };
    }

    places! {
        alone: "NAIROBI — The" => Some(("NAIROBI", Region::None, " — The")),
        words: "KUALA LUMPUR — The" => Some(("KUALA LUMPUR", Region::None, " — The")),
        abbreviated: "ST. GALLEN — The" => Some(("ST. GALLEN", Region::None, " — The")),
        small_words: "RIO de JANEIRO — The" => Some(("RIO de JANEIRO", Region::None, " — The")),
        state: "MOBILE, Ala. — The" => Some(("MOBILE, Ala.", Region::Known, " — The")),
        state_of_two_words: "BECKLEY, W. Va. (AP)" => Some(("BECKLEY, W. Va.", Region::Known, " (AP)")),
        state_without_stop: "RENO, Nev -" => Some(("RENO, Nev", Region::Known, " -")),
        country: "LYON, France. The" => Some(("LYON, France", Region::Known, ". The")),
        bracketed: "Perth (Australia), 3" => Some(("Perth (Australia)", Region::Known, ", 3")),
        state_and_country: "Kollam (Kerala) [India], May" =>
            Some(("Kollam (Kerala) [India]", Region::Known, ", May")),
        small_word_with_its_stop: "GUASAVE, Sin. (X)" => Some(("GUASAVE, Sin.", Region::Known, " (X)")),
        small_word: "Bogotá, sin embargo" => Some(("Bogotá", Region::None, ", sin embargo")),
        square: "Aleppo [Syria], May" => Some(("Aleppo [Syria]", Region::Known, ", May")),
        unlisted: "TIGNES, Haute-Tundalay —" => Some(("TIGNES, Haute-Tundalay", Region::Unknown, " —")),
        slashed: "ROME/PARIS (X)" => Some(("ROME/PARIS", Region::None, " (X)")),
        joined: "ROME and MOBILE, Ala. —" => Some(("ROME and MOBILE, Ala.", Region::Known, " —")),
        each_its_region: "MOBILE, Ala./ROME (X)" => Some(("MOBILE, Ala./ROME", Region::Known, " (X)")),
        month_is_no_region: "ROME, May 10:30 -" => Some(("ROME", Region::None, ", May 10:30 -")),
        date_is_no_region: "ROME, May 3 -" => Some(("ROME", Region::None, ", May 3 -")),
        arabic: "دمشق، سوريا (CNN)" => Some(("دمشق، سوريا", Region::Known, " (CNN)")),
        arabic_before_a_date: "أبوظبي في 3" => Some(("أبوظبي", Region::None, " في 3")),
        word_is_no_code: "PARIS, In the" => Some(("PARIS", Region::None, ", In the")),
        drop_cap: "BAIN and Grants Town" => Some(("BAIN", Region::None, " and Grants Town")),
        small_letters: "the city" => None,
    }
}
