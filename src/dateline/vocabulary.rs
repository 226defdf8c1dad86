//! The words a dateline is made of, and those that only look like it. The lists are data files beside this one:
//! `concept <tab> language or country <tab> entry|entry|…`, in groups headed by comments that say where they come from.

use std::sync::LazyLock;

use crate::letters;

const FILES: [&str; 6] = [
    include_str!("months.tsv"),
    include_str!("agencies.tsv"),
    include_str!("regions.tsv"),
    include_str!("places.tsv"),
    include_str!("labels.tsv"),
    include_str!("words.tsv"),
];

/// What a list is a list of: the first column of the data files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Concept {
    /// Names of months, short and long, of any calendar.
    Month,
    /// Names of days.
    Weekday,
    /// Words that may stand before a day or between day, month and year: `في`, `de`.
    DateWord,
    /// Words that make a number a month: `tháng 3`, `3 сарын`.
    MonthWord,
    /// Such numbers in words.
    MonthNumber,
    /// News agencies and other services that sign datelines, in and out of brackets.
    Agency,
    /// Those whose name is too short or too common to count without brackets.
    Bracketed,
    /// Words of names of papers, stations and services: `Post`, `Television`.
    Outlet,
    /// Words of kickers that names of places have too: alone, or with others of them, they are none.
    Kicker,
    /// Words of titles of books and films.
    Work,
    /// States, provinces, countries: what stands behind the comma.
    Region,
    /// Cities.
    City,
    /// Kickers, labels, captions, roles, honorifics: what stands where a place could and is none.
    Label,
    /// Labels in brackets or quotation marks of East Asian text.
    CjkLabel,
    /// Small words inside a place: `of`, `de`, `am`.
    Connector,
    /// Small words no place holds, in capitals too: `THE`, `WITH`.
    Function,
    /// Abbreviations whose stop is part of a place: `ST.`, `MT.`.
    Abbreviation,
    /// First words of many places: `San`, `Bad`.
    First,
    /// Last words of many places: `Beach`, `Township`.
    Last,
    /// Endings of many one-word places: `-ville`, `-hausen`.
    Suffix,
    /// Words that begin a sentence and never continue a name: `The`, `President`.
    Opener,
    /// Cities that are also words or given names.
    Common,
    /// What a byline begins with: `By`, `Von`.
    Byline,
    /// Last labels of the domain names that services sign with: `com`.
    Domain,
    /// Given names.
    Given,
    /// Last words of what is named after a place and is none: `University`, `Council`.
    Body,
}

const CONCEPTS: [(&str, Concept); 26] = [
    ("month", Concept::Month),
    ("weekday", Concept::Weekday),
    ("date-word", Concept::DateWord),
    ("month-word", Concept::MonthWord),
    ("month-number", Concept::MonthNumber),
    ("agency", Concept::Agency),
    ("bracketed", Concept::Bracketed),
    ("outlet", Concept::Outlet),
    ("kicker", Concept::Kicker),
    ("work", Concept::Work),
    ("region", Concept::Region),
    ("city", Concept::City),
    ("label", Concept::Label),
    ("cjk-label", Concept::CjkLabel),
    ("connector", Concept::Connector),
    ("function", Concept::Function),
    ("abbreviation", Concept::Abbreviation),
    ("first", Concept::First),
    ("last", Concept::Last),
    ("suffix", Concept::Suffix),
    ("opener", Concept::Opener),
    ("common", Concept::Common),
    ("byline", Concept::Byline),
    ("domain", Concept::Domain),
    ("given", Concept::Given),
    ("body", Concept::Body),
];

/// Hashes of the folded entries of all lists, sorted list by list: first how many each has (two bytes), in the order of
/// [`CONCEPTS`] and then for [`STOPPED`], then the hashes (eight bytes; of all numbers the lowest byte first). A test makes
/// them of the lists, and holds them to these; to make them at each start took half as long as to read a page. Two of some thousand
/// 64-bit hashes meet by chance once in 10^12 tries; the price would be one word misread.
const HASHES: &[u8] = include_bytes!("hashes.bin");

/// Lists of which there are hashes.
const LISTS: usize = CONCEPTS.len() + 1;

/// The last of them: regions that end in a stop, the stop being theirs.
const STOPPED: usize = CONCEPTS.len();

/// Where each list's hashes begin, and where the last one's end.
const STARTS: [usize; LISTS + 1] = {
    let mut starts = [0; LISTS + 1];
    let mut list = 0;
    while list < LISTS {
        let count = u16::from_le_bytes([HASHES[2 * list], HASHES[2 * list + 1]]);
        starts[list + 1] = starts[list] + count as usize;
        list += 1;
    }
    starts
};

/// Agencies in scripts without spaces, which are sought as beginnings and endings, and cities in such scripts.
static AGENCIES: LazyLock<Vec<&str>> = LazyLock::new(|| unspaced(Concept::Agency));
static CITIES: LazyLock<Vec<&str>> = LazyLock::new(|| unspaced(Concept::City));

static SUFFIXES: LazyLock<Vec<&str>> = LazyLock::new(|| entries(Concept::Suffix).collect());

fn unspaced(concept: Concept) -> Vec<&'static str> {
    entries(concept).filter(|entry| entry.starts_with(is_unspaced)).collect()
}

/// The third columns of each list's rows. Rows that are malformed are none; the tests name them.
static ROWS: LazyLock<[Vec<&str>; CONCEPTS.len()]> = LazyLock::new(|| {
    let mut rows = [const { Vec::new() }; CONCEPTS.len()];
    for (concept, _, entries) in FILES.iter().flat_map(|file| file.lines()).filter_map(row) {
        rows[concept as usize].push(entries);
    }
    rows
});

fn entries(concept: Concept) -> impl Iterator<Item = &'static str> {
    ROWS[concept as usize].iter().flat_map(|entries| entries.split('|'))
}

fn row(line: &'static str) -> Option<(Concept, &'static str, &'static str)> {
    let mut columns = line.split('\t');
    let (name, language, entries) = (columns.next()?, columns.next()?, columns.next()?);
    let (_, concept) = CONCEPTS.iter().find(|(known, _)| *known == name)?;
    columns.next().is_none().then_some((*concept, language, entries))
}

/// Whether a text is an entry of a list: letters and digits count, not case, accents, stops or spaces.
pub(super) fn is(concept: Concept, text: &str) -> bool {
    holds(concept as usize, text)
}

/// Whether a region is printed with a stop of its own: `Ala.`.
pub(super) fn has_stop(region: &str) -> bool {
    holds(STOPPED, region)
}

fn holds(list: usize, text: &str) -> bool {
    let hashes = HASHES[2 * LISTS..].as_chunks().0;
    let own = &hashes[STARTS[list]..STARTS[list + 1]];
    own.binary_search_by_key(&hash(text), |bytes| u64::from_le_bytes(*bytes)).is_ok()
}

/// The longest agency that a text in a script without spaces begins with.
pub(super) fn leading_agency(text: &str) -> Option<&'static str> {
    AGENCIES.iter().copied().filter(|name| text.starts_with(name)).max_by_key(|name| name.len())
}

/// The longest agency that a text in a script without spaces ends with.
pub(super) fn trailing_agency(text: &str) -> Option<&'static str> {
    AGENCIES.iter().copied().filter(|name| text.ends_with(name)).max_by_key(|name| name.len())
}

/// The longest city that a text in a script without spaces ends with.
pub(super) fn trailing_city(text: &str) -> Option<&'static str> {
    CITIES.iter().copied().filter(|name| text.ends_with(name)).max_by_key(|name| name.len())
}

/// Whether a word ends as names of towns do.
pub(super) fn has_place_suffix(word: &str) -> bool {
    let ends = |suffix: &&str| {
        let mut tail = word.chars().rev().map(fold);
        word.len() > suffix.len() && suffix.chars().rev().all(|c| tail.next() == Some(Some(c)))
    };
    SUFFIXES.iter().any(ends)
}

/// Han, kana, hangul: scripts in which a list's entry may stand without a space behind it.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// FNV-1a over the folded characters.
fn hash(text: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    text.chars().filter_map(fold).fold(OFFSET, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME))
}

/// A letter or digit without case, accent or width; nothing for anything else.
#[inline]
pub(super) fn fold(c: char) -> Option<char> {
    if c.is_ascii() { c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()) } else { fold_wide(c) }
}

/// The same of characters beyond ASCII.
#[inline(never)]
fn fold_wide(c: char) -> Option<char> {
    match c {
        // Arabic vowel signs and the stroke that stretches words; dots below, where they stand behind their letter.
        '\u{64b}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{93c}' | '\u{9bc}' => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).and_then(fold),
        _ => letters::is_alphanumeric(c).then(|| plain(letters::lower(c))),
    }
}

/// Devanagari letters with a dot below, without it.
const DOTTED: [char; 8] = ['क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'];

/// A small letter without its accent, and one form for letters that are typed in several.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        // Letters with a dot below, which texts write behind the letter too.
        '\u{958}'..='\u{95f}' => DOTTED[c as usize - 0x958],
        '\u{9dc}' => 'ড',
        '\u{9dd}' => 'ঢ',
        '\u{9df}' => 'য',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;
    use crate::made;

    const NAMES: [&str; 6] = ["months", "agencies", "regions", "places", "labels", "words"];

    /// What is wrong with a row, if anything.
    fn fault(line: &'static str) -> Option<&'static str> {
        let Some((_, language, entries)) = row(line) else { return Some("not three columns, or no such concept") };
        let odd = |entry: &str| entry.trim() != entry || !entry.chars().any(char::is_alphanumeric);
        match () {
            () if language.is_empty() || language.trim() != language => Some("language column"),
            () if entries.split('|').any(odd) => Some("an empty or padded entry"),
            () => None,
        }
    }

    #[test]
    fn every_row_is_well_formed() {
        for (name, file) in NAMES.iter().zip(FILES) {
            for (number, line) in
                file.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            {
                assert_eq!(fault(line), None, "{name}.tsv:{}: {line}", number + 1);
            }
        }
    }

    #[test]
    fn the_hashes_are_made_of_the_lists() {
        let mut lists: Vec<Vec<&str>> = CONCEPTS.map(|(_, concept)| entries(concept).collect()).into();
        lists.push(entries(Concept::Region).filter(|entry| entry.ends_with('.')).collect());
        let sorted = |entries: Vec<&str>| entries.into_iter().map(hash).collect::<BTreeSet<_>>();
        let lists: Vec<_> = lists.into_iter().map(sorted).collect();
        let counts = lists.iter().flat_map(|hashes| u16::try_from(hashes.len()).unwrap().to_le_bytes());
        let made: Vec<u8> = counts.chain(lists.iter().flatten().flat_map(|hash| hash.to_le_bytes())).collect();
        made::check("src/dateline/hashes.bin", HASHES, &made);
    }

    #[test]
    fn faults_are_found() {
        assert!(fault("month\ten").is_some());
        assert!(fault("mouth\ten\tJanuary").is_some());
        assert!(fault("month\ten\tJanuary|").is_some());
        assert!(fault("month\ten\tJanuary | Jan").is_some());
        assert!(fault("month\ten\tJanuary\tFebruary").is_some());
        assert!(fault("month\ten\tJanuary|Jan.").is_none());
    }

    #[test]
    fn every_group_has_its_provenance() {
        for (name, file) in NAMES.iter().zip(FILES) {
            for group in file.split("\n\n").filter(|group| !group.trim().is_empty()) {
                assert!(group.trim_start().starts_with('#'), "{name}.tsv: a group without a head: {group:.60}");
            }
        }
    }

    #[test]
    fn no_entry_stands_twice_in_a_list() {
        for (name, file) in NAMES.iter().zip(FILES) {
            let mut seen = HashSet::new();
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                let Some((concept, language, all)) = row(line) else { continue };
                for entry in all.split('|') {
                    assert!(
                        seen.insert((concept as usize, language, entry)),
                        "{name}.tsv: {entry} of {language} twice"
                    );
                }
            }
        }
    }

    #[test]
    fn the_data_stays_modest() {
        assert!(FILES.iter().map(|file| file.len()).sum::<usize>() < 150_000);
    }

    #[test]
    fn folding_joins_what_is_typed_differently() {
        for (one, other) in
            [("İSTANBUL", "istanbul"), ("São Paulo", "SAO PAULO"), ("W. Va.", "W.Va"), ("ＡＦＰ", "AFP")]
        {
            assert_eq!(hash(one), hash(other), "{one} {other}");
        }
        assert_ne!(hash("Paris"), hash("Perth"));
    }
}
