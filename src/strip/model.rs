//! The model that was trained: forests and weights of words, read from their file.
//!
//! The file: lines of text that say how it was made, beginning with the format's name and ended by an empty line; the
//! names of the columns of blocks that are asked for, parted by commas, in one line; those of columns of pages in another;
//! then six forests, little-endian, in the order of [`Model`]: bias and scale as `f32`, the number of columns as `u8` and
//! for each its index among those names (`u8`), the value of the average block (`f32`), the number of borders (`u8`) and
//! the borders (`f32`, rising); the number of trees as `u16`; for each tree the number of its splits (`u8`, below
//! [`LEAVES`]), each as the leaf that is split, the slot of a column and the border of it above which rows go to the new
//! leaf (`u8` each), and its answers, one more than splits (`i16`); the number of class words (`u16`), for
//! each its hash (`u32`) and its weight (`f32`); then the scale of the weights of other words (`f32`), their number
//! (`u32`), which is 0 or that of all slots, and these (`i8`).

use std::ops::Range;

use super::certainty;
use super::columns::NAMES;
use super::forest::{Border, Forest, Input, LEAVES, Split, Tree};
use super::level::Level;
use super::lexicon::{Lexicon, SLOTS};
use super::tokens::Weights;

/// What a model file begins with.
const FORMAT: &str = "copydesk model 3";

/// The forests of both looks, for pages whose links are known and for those whose links are not.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(super) linked: Looks,
    pub(super) unlinked: Looks,
    pub(super) tokens: Weights,
    pub(super) lexicon: Lexicon,
}

/// The forests for the first look at a page and for the second, about each block, and the one about the whole page, which
/// may have no trees.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Looks {
    pub(super) first: Forest,
    pub(super) second: Forest,
    pub(super) whole: Forest,
}

impl Model {
    /// Reads a model file, as training writes it.
    ///
    /// # Errors
    /// Says what is wrong with the bytes, or which column it asks for that is not in the table.
    pub fn read(bytes: &[u8]) -> Result<Model, String> {
        let end = memchr::memmem::find(bytes, b"\n\n").filter(|_| bytes.starts_with(FORMAT.as_bytes()));
        let mut rest = Bytes(&bytes[end.ok_or_else(|| format!("it does not begin with \"{FORMAT}\""))? + 2..]);
        let (blocks, pages) = (rest.columns(&NAMES)?, rest.columns(&certainty::NAMES)?);
        let mut looks = || {
            let (first, second) = (rest.forest(&blocks)?, rest.forest(&blocks)?);
            Ok::<_, String>(Looks { first, second, whole: rest.forest(&pages)? })
        };
        let model = Model { linked: looks()?, unlinked: looks()?, tokens: rest.weights()?, lexicon: rest.lexicon()? };
        if rest.0.is_empty() { Ok(model) } else { Err(format!("{} bytes too many", rest.0.len())) }
    }
}

/// What is left of a model file.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or("it breaks off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        self.take(N)?.try_into().map_err(|_| "it breaks off".to_owned())
    }

    fn byte(&mut self) -> Result<u8, String> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn float(&mut self) -> Result<f32, String> {
        self.array().map(f32::from_le_bytes)
    }

    /// A line of names, as indices among those that are known.
    fn columns(&mut self, known: &[&str]) -> Result<Vec<usize>, String> {
        let line = memchr::memchr(b'\n', self.0).ok_or("it ends before its columns")?;
        let names = std::str::from_utf8(self.take(line)?).map_err(|_| "its columns are no text")?;
        self.take(1)?;
        let index = |name: &str| known.iter().position(|known| *known == name);
        names
            .split(',')
            .map(|name| index(name).ok_or_else(|| format!("it asks for an unknown column, {name}")))
            .collect()
    }

    fn forest(&mut self, columns: &[usize]) -> Result<Forest, String> {
        let mut forest = Forest { bias: self.float()?, scale: self.float()?, ..Forest::default() };
        // The borders of each slot, as indices.
        let mut slots = Vec::new();
        for _ in 0..self.byte()? {
            let column = *columns.get(usize::from(self.byte()?)).ok_or("a column without a name")?;
            forest.inputs.push(Input { column, usual: self.float()? });
            let start = forest.borders.len();
            for _ in 0..self.byte()? {
                forest.borders.push(Border { column, above: Level::up_to(self.float()?) });
            }
            slots.push(start..forest.borders.len());
        }
        let trees = u16::from_le_bytes(self.array()?);
        forest.trees.reserve(usize::from(trees));
        for _ in 0..trees {
            forest.trees.push(self.tree(&slots)?);
        }
        Ok(forest)
    }

    fn weights(&mut self) -> Result<Weights, String> {
        let count = u16::from_le_bytes(self.array()?);
        (0..count).map(|_| Ok((u32::from_le_bytes(self.array()?), self.float()?))).collect()
    }

    fn lexicon(&mut self) -> Result<Lexicon, String> {
        let (scale, count) = (self.float()?, u32::from_le_bytes(self.array()?) as usize);
        if count != 0 && count != SLOTS {
            return Err(format!("{count} weights of words, and there are {SLOTS} slots"));
        }
        Ok(Lexicon::new(scale, self.take(count)?))
    }

    fn tree(&mut self, slots: &[Range<usize>]) -> Result<Tree, String> {
        let count = usize::from(self.byte()?);
        if count >= LEAVES {
            return Err(format!("a tree of {count} splits, and it may have {LEAVES} leaves"));
        }
        let (mut splits, (as_written, _)) = ([Split::default(); LEAVES - 1], self.take(3 * count)?.as_chunks());
        for (at, (split, written)) in splits.iter_mut().zip(as_written).enumerate() {
            *split = read_split(*written, at, slots)?;
        }
        let mut answers = [0; LEAVES];
        for (answer, written) in answers.iter_mut().zip(self.take(2 * (count + 1))?.as_chunks().0) {
            *answer = i16::from_le_bytes(*written);
        }
        Ok(Tree { splits, count, answers })
    }
}

/// The split behind so many others.
fn read_split([leaf, slot, border]: [u8; 3], others: usize, slots: &[Range<usize>]) -> Result<Split, String> {
    let borders = slots.get(usize::from(slot)).ok_or("a question about no column")?;
    let border = borders.start + usize::from(border);
    let border = Some(border).filter(|border| borders.contains(border)).ok_or("a question about no border")?;
    let new = u8::try_from(others + 1).map_err(|_| "too many splits")?;
    let border = u16::try_from(border).map_err(|_| "too many borders")?;
    let step = new.checked_sub(leaf).filter(|&step| step > 0).ok_or("a split of a leaf that is not there")?;
    Ok(Split { border, leaf, step })
}

#[cfg(test)]
mod tests {
    use super::super::columns::Column;
    use super::super::table::Table;
    use super::*;

    /// A file of six equal forests of one tree: words above 10 and link share above a half.
    fn file() -> Vec<u8> {
        let mut forest = Vec::new();
        forest.extend((-1.0f32).to_le_bytes());
        forest.extend(0.5f32.to_le_bytes());
        forest.push(2);
        for (name, borders) in [(0u8, &[10.0f32, 20.0][..]), (1, &[0.5])] {
            forest.push(name);
            forest.extend(1.0f32.to_le_bytes());
            forest.push(borders.len() as u8);
            borders.iter().for_each(|border| forest.extend(border.to_le_bytes()));
        }
        forest.extend(1u16.to_le_bytes());
        // Links split off leaf 1; words split off leaf 2 of what is left, and leaf 3 of leaf 1.
        forest.extend([3, 0, 1, 0, 0, 0, 0, 1, 0, 0]);
        [-2i16, -6, 4, 1].iter().for_each(|answer| forest.extend(answer.to_le_bytes()));
        let mut file = format!("{FORMAT}\n# by hand\n\nwords,link_share\nprose,blocks\n").into_bytes();
        (0..6).for_each(|_| file.extend(&forest));
        file.extend([1, 0, 7, 0, 0, 0]);
        file.extend(0.5f32.to_le_bytes());
        file.extend([0; 8]);
        file
    }

    #[test]
    fn answers_add_up_and_the_unknown_is_below_all() {
        let model = Model::read(&file()).unwrap();
        let mut table = Table::new(70);
        let rows = [(5.0, 0.1, -2.0), (10.5, 0.1, 4.0), (30.0, 0.6, 1.0), (5.0, 0.6, -6.0), (f32::NAN, f32::NAN, -2.0)];
        for (at, (words, links, _)) in rows.iter().enumerate() {
            table.fill_rows(Column::Words, at + 65..at + 66, *words);
            table.fill_rows(Column::LinkShare, at + 65..at + 66, *links);
        }
        let odds = model.linked.second.log_odds(&table);
        assert_eq!(odds.len(), 70);
        for (at, (.., answer)) in rows.iter().enumerate() {
            assert_eq!(odds[at + 65], -1.0 + 0.5 * answer, "row {at}");
        }
        assert_eq!(odds[0], -2.0);
    }

    #[test]
    fn a_broken_file_is_an_error_wherever_it_breaks() {
        let file = file();
        for end in 0..file.len() {
            assert!(Model::read(&file[..end]).is_err(), "{end} bytes");
        }
        assert!(Model::read(&[&file[..], b"x"].concat()).unwrap_err().contains("1 bytes too many"));
        let other = String::from_utf8_lossy(&file).replace("link_share", "link_shame").into_bytes();
        assert!(Model::read(&other).unwrap_err().contains("link_shame"));
    }
}
