//! What moved a score: asked when somebody wants to know, for it costs a hundred times the score.

use crate::document::Document;

use super::columns::{Column, NAMES};
use super::forest::Forest;
use super::inserts::Rest;
use super::page::Counted;
use super::table::{LANES, Table};
use super::{Measured, Policy, doubted, looks, measured};

/// A feature and how far it moved a block's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// The feature's name.
    pub feature: &'static str,
    /// Log odds by which the score would be lower if the feature had the value of the average block.
    pub by: f32,
}

/// How many are told of a block.
const TOLD: usize = 3;

/// For each block the features that moved its score most, the most first. Where it was the first look's verdict, what
/// moved that stands in its place.
pub fn moves(document: &Document, policy: &Policy) -> Vec<Vec<Move>> {
    let (rest, counted) = Rest::of(document, Counted::of(document));
    let Some(rest) = rest else { return of_judged(document, counted, policy) };
    let mut all = vec![Vec::new(); rest.all()];
    rest.put(of_judged(&rest.document, counted, policy), &mut all);
    all
}

fn of_judged(document: &Document, counted: Counted, policy: &Policy) -> Vec<Vec<Move>> {
    let Measured { mut table, odds, .. } = measured(document, counted, policy.model);
    let doubted = doubted(&odds);
    let looks = looks(document, policy.model);
    let first = largest(&looks.first, &mut table);
    let second = largest(&looks.second, &mut table);
    let alone = NAMES[Column::Alone as usize];
    let told = |(at, (first, second)): (usize, (Vec<Move>, Vec<Move>))| {
        if !doubted.contains(&(at / LANES)) {
            return first;
        }
        let told = second.into_iter().flat_map(|step| if step.feature == alone { first.clone() } else { vec![step] });
        let mut unique: Vec<Move> = Vec::new();
        told.for_each(|step| {
            if unique.iter().all(|other| other.feature != step.feature) {
                unique.push(step)
            }
        });
        unique.truncate(TOLD);
        unique
    };
    first.into_iter().zip(second).enumerate().map(told).collect()
}

/// For each row the largest moves of one forest.
fn largest(forest: &Forest, table: &mut Table) -> Vec<Vec<Move>> {
    let all = forest.log_odds(table);
    let mut moves: Vec<Vec<Move>> = vec![Vec::new(); table.rows()];
    for input in forest.inputs() {
        let usual = table.with_column(input.column, input.usual, |table| forest.log_odds(table));
        for ((moves, all), usual) in moves.iter_mut().zip(&all).zip(usual) {
            moves.push(Move { feature: NAMES[input.column], by: all - usual });
        }
    }
    for moves in &mut moves {
        moves.sort_by(|a, b| b.by.abs().total_cmp(&a.by.abs()));
        moves.truncate(TOLD);
        moves.retain(|step| step.by != 0.0);
    }
    moves
}
