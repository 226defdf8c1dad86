//! Signatures of a body: equal, or nearly so, for copies of one text.
//!
//! Both are made of the words alone, in small letters: punctuation, white space and paragraphs are an editor's. The near
//! one is a SimHash (Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002), as web crawlers
//! use it (Manku, Jain and Das Sarma, "Detecting Near-Duplicates for Web Crawling", WWW 2007): each pair of neighbouring
//! words has a hash and votes with it on 64 bits, as often as it occurs, so that a small edit turns few of them.

use crate::letters;

use super::Body;

/// FNV-1a over 64 bits: offset and prime.
const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0000_0100_0000_01b3);
/// Multiplier of the finalizer (Evensen's rrmxmx family): odd, with its bits well spread.
const SPREAD: u64 = 0xd6e8_feb8_6659_fd93;

/// The 64-bit SimHash of a body; `None` for one without a word.
pub fn simhash(body: &Body) -> Option<u64> {
    let mut votes = [0_i64; 64];
    let (mut before, mut words) = (0, 0_u64);
    each_word(body, |word| {
        vote(&mut votes, spread(before ^ word.rotate_left(32)));
        (before, words) = (word, words + 1);
    });
    let bit = |bits, (at, votes): (usize, &i64)| bits | u64::from(*votes > 0) << at;
    (words > 0).then(|| votes.iter().enumerate().fold(0, bit))
}

/// A hash of all words of a body in order, so wide that different bodies do not meet; `None` for one without a word.
pub fn digest(body: &Body) -> Option<u128> {
    let (mut left, mut right, mut words) = (FNV.0, SPREAD, 0_u64);
    each_word(body, |word| {
        left = spread(left ^ word);
        right = spread(right.wrapping_mul(FNV.1).wrapping_add(word));
        words += 1;
    });
    (words > 0).then(|| u128::from(left) << 64 | u128::from(right))
}

/// A SimHash as records have it: 16 hexadecimal digits.
pub fn hexadecimal(signature: u64) -> String {
    format!("{signature:016x}")
}

fn vote(votes: &mut [i64; 64], hash: u64) {
    for (at, votes) in votes.iter_mut().enumerate() {
        *votes += (hash >> at & 1) as i64 * 2 - 1;
    }
}

/// Hands over the hash of each word: letters and digits up to what is neither. A character of a script that does not
/// part words is a word.
fn each_word(body: &Body, mut word: impl FnMut(u64)) {
    for paragraph in &body.0 {
        let mut hash = None;
        for c in paragraph.text.chars() {
            if !letters::is_alphanumeric(c) || is_word(c) {
                hash.take().into_iter().for_each(&mut word);
            }
            if is_word(c) {
                word(spread(letter(FNV.0, c)));
            } else if letters::is_alphanumeric(c) {
                hash = Some(letters::to_lowercase(c).fold(hash.unwrap_or(FNV.0), letter));
            }
        }
        hash.into_iter().for_each(&mut word);
    }
}

fn letter(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(FNV.1)
}

/// Ideographs and kana, and the letters of Thai, Lao, Burmese and Khmer.
fn is_word(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        && letters::is_alphanumeric(c)
}

/// Makes each bit of a hash depend on all others.
fn spread(hash: u64) -> u64 {
    let once = (hash ^ hash >> 32).wrapping_mul(SPREAD);
    let twice = (once ^ once >> 32).wrapping_mul(SPREAD);
    twice ^ twice >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::record::Paragraph;

    fn body(paragraphs: &[&str]) -> Body {
        let paragraph = |text: &&str| Paragraph { kind: Kind::Paragraph, text: (*text).to_owned() };
        Body(paragraphs.iter().map(paragraph).collect())
    }

    const STORY: &str = "The harbour of Marbury was closed on Monday after a storm tore three boats from their moorings, the \
        harbour master said. Ferries to the islands will not run before Wednesday, and the fish market stays shut until \
        then. Nobody was hurt, but two cranes on the northern quay fell into the basin and will have to be lifted by a ship \
        from Anstel, which is on its way. The town council meets on Thursday to speak about the costs, which the mayor put at \
        four million crowns. It was the third storm of this winter, and the second that the breakwater did not hold.";

    fn distance(one: &[&str], other: &[&str]) -> u32 {
        simhash(&body(one)).zip(simhash(&body(other))).map_or(u32::MAX, |(one, other)| (one ^ other).count_ones())
    }

    #[test]
    fn known_values_stay_for_they_are_stored() {
        assert_eq!(simhash(&body(&[STORY])).map(hexadecimal).as_deref(), Some("3c4c5ca7fbc32b12"));
        assert_eq!(
            simhash(&body(&["市議会は月曜日、渡し船の冬季運航を続けることを決めた。"])).map(hexadecimal).as_deref(),
            Some("8540c9441074d57b")
        );
        assert_eq!(hexadecimal(7), "0000000000000007");
    }

    #[test]
    fn case_punctuation_and_paragraphs_do_not_count() {
        let upper = STORY.to_uppercase().replace(',', " –");
        let (first, second) = upper.split_at(STORY.find("Nobody").unwrap_or_default());
        assert_eq!(distance(&[STORY], &[first, "***", second]), 0);
        assert_eq!(digest(&body(&[STORY])), digest(&body(&[&upper])));
    }

    #[test]
    fn wire_copies_are_near_and_other_stories_are_far() {
        let dateline = format!("MARBURY, March 3 (Coastwire) - {STORY}");
        let credit = "(Reporting by Ada Lorne; editing by Tom Brack)";
        assert!(distance(&[STORY], &[&dateline]) <= 4, "{}", distance(&[STORY], &[&dateline]));
        assert!(distance(&[STORY], &[STORY, credit]) <= 6, "{}", distance(&[STORY], &[STORY, credit]));
        let words = STORY.replace("four million", "4 million");
        assert!(distance(&[STORY], &[&words]) <= 8, "{}", distance(&[STORY], &[&words]));
        let other = "The market of Anstel opened on Tuesday with more stalls than in any year since the war, and the mayor, \
            who cut the ribbon, said that the town had waited for this day. Farmers from the hills had come by night.";
        assert!(distance(&[STORY], &[other]) > 15, "{}", distance(&[STORY], &[other]));
    }

    #[test]
    fn the_shortest_bodies() {
        assert_eq!(simhash(&body(&[])), None);
        assert_eq!(digest(&body(&["…", "* * *"])), None);
        assert!(simhash(&body(&["Closed."])).is_some());
        assert_eq!(distance(&["Closed."], &["closed"]), 0);
        assert!(distance(&["Closed until Monday."], &["Closed until Friday."]) > 4);
        assert_ne!(digest(&body(&["one two"])), digest(&body(&["two one"])));
        assert_ne!(digest(&body(&["one two"])), digest(&body(&["onetwo"])));
    }
}
