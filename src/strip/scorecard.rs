//! Points for features: an additive scorecard, so that every verdict can be explained by the points it was given.
//!
//! A scorecard is a logistic regression over binned variables (the form is described in N. Siddiqi, "Credit Risk
//! Scorecards", 2006): each column is cut into bins, each bin has points, a block's points add up to the log odds that
//! it is article text. An unknown value has no points.

use std::collections::HashMap;

/// Points for the columns of a table.
#[derive(Debug, Clone)]
pub(super) struct Scorecard {
    bias: f32,
    columns: Vec<Column>,
}

#[derive(Debug, Clone, Default)]
struct Column {
    bins: Vec<Bin>,
    /// Points of the average block: what a block is given beyond them says something about it.
    usual: f32,
    /// Whether it is the same for all blocks of a page, and so no reason to keep one and drop another.
    page_wide: bool,
}

/// Values from `from` up to the next bin's.
#[derive(Debug, Clone, Copy)]
struct Bin {
    from: f32,
    points: f32,
}

/// Columns that are the same for all blocks of a page.
const PAGE_WIDE: [&str; 3] = ["page_prose", "container_share", "liked"];

impl Scorecard {
    /// Reads a card: rows of column name, lower bound, points and share of blocks parted by tabs, in rising order of
    /// bounds.
    ///
    /// # Panics
    /// When a row is malformed or names no column: the cards are part of the program and a test reads them.
    pub(super) fn new(card: &str, names: &[&str]) -> Scorecard {
        let index: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let mut scorecard = Scorecard { bias: 0.0, columns: Vec::new() };
        let column = |name: &&str| Column { page_wide: PAGE_WIDE.contains(name), ..Column::default() };
        scorecard.columns = names.iter().map(column).collect();
        for line in card.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let row: Vec<&str> = line.split('\t').collect();
            let number =
                |at: usize| row[at].parse::<f32>().unwrap_or_else(|_| panic!("no number in a scorecard: {line}"));
            match index.get(row[0]) {
                Some(&column) => scorecard.columns[column].push(Bin { from: number(1), points: number(2) }, number(3)),
                None if row[0] == "bias" => scorecard.bias = number(2),
                None => panic!("a scorecard names an unknown column: {line}"),
            }
        }
        scorecard
    }

    /// The log odds of a row, and the columns in which it was given most beyond the usual, and least.
    pub(super) fn score(&self, row: &[f32]) -> Score {
        let mut score = Score { log_odds: self.bias, up: 0, down: 0 };
        let (mut most, mut least) = (f32::MIN, f32::MAX);
        for (at, (column, &value)) in self.columns.iter().zip(row).enumerate() {
            let points = points(&column.bins, value);
            score.log_odds += points;
            if column.page_wide {
                continue;
            }
            let unusual = if value.is_nan() { 0.0 } else { points - column.usual };
            if unusual > most {
                (most, score.up) = (unusual, at);
            }
            if unusual < least {
                (least, score.down) = (unusual, at);
            }
        }
        score
    }
}

impl Column {
    fn push(&mut self, bin: Bin, share: f32) {
        self.usual += share * bin.points;
        self.bins.push(bin);
    }
}

/// What a scorecard says of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    pub(super) log_odds: f32,
    pub(super) up: usize,
    pub(super) down: usize,
}

/// The points of the last bin that begins at or below the value; none for an unknown value.
fn points(bins: &[Bin], value: f32) -> f32 {
    let at = bins.partition_point(|bin| bin.from <= value);
    if at == 0 { 0.0 } else { bins[at - 1].points }
}

/// Log odds to probability.
pub(super) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_add_up_and_the_unknown_has_none() {
        let rows = "# about\nbias\t0\t-1\t1\nwords\t0\t-2\t.5\nwords\t10\t2\t.5\nlinks\t0\t1\t.9\nlinks\t0.5\t-3\t.1\n";
        let card = Scorecard::new(rows, &["words", "links"]);
        assert_eq!(card.score(&[12.0, 0.1]).log_odds, 2.0);
        assert_eq!(card.score(&[12.0, f32::NAN]).log_odds, 1.0);
        assert_eq!(card.score(&[-5.0, 0.5]).log_odds, -4.0);
        assert_eq!(card.score(&[12.0, 0.9]).down, 1);
    }
}
