//! Chance, and text made of it.

use super::parts::Writer;

/// SplitMix64: a few lines, the same numbers everywhere.
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    pub(super) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

impl Writer {
    pub(super) fn paragraph(&mut self) -> String {
        let count = self.random.between(2, 5);
        (0..count).map(|_| self.sentence()).collect::<Vec<_>>().join(self.voice.gap)
    }

    pub(super) fn sentence(&mut self) -> String {
        let comma = if self.voice.gap.is_empty() { "\u{ff0c}" } else { ", " };
        let (first, second) = (self.words(5, 14), self.words(3, 10));
        capitalised(&first) + comma + &second + self.voice.stop
    }

    pub(super) fn title(&mut self) -> String {
        capitalised(&self.words(5, 10))
    }

    pub(super) fn words(&mut self, least: usize, most: usize) -> String {
        let count = self.random.between(least, most);
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(self.voice.gap)
    }

    fn word(&mut self) -> String {
        if self.random.one_in(2) {
            return self.common[self.random.below(self.common.len())].to_owned();
        }
        let count = self.random.between(1, 4);
        let word: String = (0..count).map(|_| self.syllables[self.random.below(self.syllables.len())]).collect();
        if self.random.one_in(8) { capitalised(&word) } else { word }
    }
}

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + characters.as_str())
}
