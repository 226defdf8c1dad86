//! A headline that a narrow column breaks into lines, as in what is copied from a PDF. None of them is full, for its letters
//! are larger than those of the text, so that [`super::join`] does not see that they are one.

use super::join::is_small;
use super::lines::Line;
use super::marker::{Marker, marker};
use super::shape::Shape;
use crate::letters;
use crate::read::chars;

/// Columns of a narrow text at most: headlines of a wider one have room on a line.
const NARROW: u32 = 60;

/// Lines of a headline at most.
const MOST: usize = 3;

/// Percent of the width that a line has at least where the next begins with a capital: shorter ones may be a paper's name.
const FULL_PERCENT: u32 = 60;

/// Words of a headline at least.
const WORDS: usize = 3;

/// How many of these lines, which begin a block, are one headline; 0 where none is.
pub(super) fn count(page: &str, lines: &[Line], shape: &Shape) -> usize {
    let Some(width) = shape.width.filter(|&width| width <= NARROW) else { return 0 };
    let ends = |at: usize| lines[at].gap > 0 || is_behind(lines, at, page);
    let Some(count) = (1..lines.len().min(MOST + 1)).find(|&at| ends(at)).filter(|&count| count > 1) else { return 0 };
    // A text's third line may begin as bylines do: "de Anna Ruiz".
    let parted = lines[count].gap > 0;
    let goes_on = |pair: &[Line]| {
        let (above, below) = (pair[0].text(page), pair[1].text(page));
        let is_full = pair[0].columns * 100 >= width * FULL_PERCENT;
        !chars::ends_sentence(above) && (parted && is_small(below) || is_full && cased(above) && cased(below))
    };
    let headline = &lines[..count];
    let is_line = |line: &Line| line.columns <= width && marker(line.text(page)).0 == Marker::None;
    let words = headline.iter().map(|line| line.text(page).split_whitespace().count()).sum::<usize>();
    let is_one = words >= WORDS && headline.iter().all(is_line) && headline.windows(2).all(goes_on);
    let is_other = super::says_who_or_when(headline[0].text(page)) || headline[count - 1].text(page).ends_with('.');
    if is_one && !is_other { count } else { 0 }
}

/// Whether a line without a blank one before it is what stands below a headline: a byline, a date, a text with its dateline.
fn is_behind(lines: &[Line], at: usize, page: &str) -> bool {
    let (line, next) = (lines[at].text(page), lines.get(at + 1).map_or("", |next| next.text(page)));
    super::says_who_or_when(line) || super::title::is_dateline(line, next)
}

/// Whether a line is in capitals, or all its longer words have one, as in English headlines.
fn cased(line: &str) -> bool {
    /// Letters of a longer word.
    const LONG: usize = 4;
    let longer = |word: &&str| word.chars().filter(|c| letters::is_alphabetic(*c)).nth(LONG - 1).is_some();
    let mut words = line.split_whitespace().filter(longer).peekable();
    words.peek().is_some() && words.all(|word| word.contains(letters::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::super::shape::shape;
    use super::*;

    const BODY: &str = "The harbour board decided on Monday to\nclose both lock gates for the whole of\nMay, and ships with a \
        draught of more\nthan four metres will have to wait in\nthe outer basin, the board said.\n\nThe pilots had asked for \
        a shorter time\nand said that they would lose a third\nof their income.\n";

    fn headline(head: &str) -> usize {
        let page = format!("{head}{BODY}");
        let lines = split(&page);
        count(&page, &lines, &shape(&page, &lines))
    }

    #[test]
    fn headlines_of_several_lines() {
        for (head, lines) in [
            ("Harbour Board to Close Both\nGates for Whole of May\n\n", 2),
            ("HARBOUR BOARD TO CLOSE BOTH\nGATES FOR WHOLE OF MAY\n\n", 2),
            ("HARBOUR BOARD TO CLOSE BOTH\nGATES FOR WHOLE OF MAY\nBy Jane Doe\n\n", 2),
            ("HARBOUR BOARD TO CLOSE BOTH\nGATES FOR ALL OF MAY\nMARBURY, March 3 (Marenews) -\n", 2),
            ("Harbour board\nto close gates\nfor all of May\n\n", 3),
            ("Lock gates\nclosed in May\n\n", 2),
        ] {
            assert_eq!(headline(head), lines, "{head}");
        }
    }

    #[test]
    fn lines_that_are_no_headline() {
        for head in [
            "",
            "Harbour Board Closes Lock Gates\n\n",
            "The Marbury Post\nHarbour Board Closes Gates\n\n",
            "By Jane Doe of the Marbury Post\nHarbour Board Closes Gates\n\n",
            "Harbour Board Closes Lock Gates\nMarch 3, 2024\n\n",
            "* Harbour Board Closes Gates\n* Pilots Are Angry\n\n",
            "Harbour Board Closes Lock Gates.\nPilots Are Angry\n\n",
            "Harbour Board Closes Lock Gates\npilots are angry.\n\n",
            "The harbour board closes gates\nfor all of May, says a report\nby Anna Ruiz and two others.\n\n",
        ] {
            assert_eq!(headline(head), 0, "{head}");
        }
        // On a page that is not wrapped, lines may be anything.
        let page = "Harbour Board to Close Both\nGates for Whole of May\n\nThe board decided.\n";
        let lines = split(page);
        assert_eq!(count(page, &lines, &shape(page, &lines)), 0);
    }
}
