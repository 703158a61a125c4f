//! The averaged perceptron: training side.

use rustc_hash::FxHashMap;

use super::table::Table;

/// No row yet.
const NONE: u32 = u32::MAX;

/// Weights in the making.
///
/// All sums are integers, so that the same examples in the same order give the same
/// weights on every machine. The average over time is kept by the usual trick: beside
/// each weight stands the sum of its changes times their moment.
#[derive(Debug)]
pub(crate) struct Trainer<const S: usize> {
    index: FxHashMap<u32, u32>,
    keys: Vec<u32>,
    /// How often a feature took part in a correction.
    touched: Vec<u32>,
    weights: Vec<[i32; S]>,
    moments: Vec<[i32; S]>,
    /// The moment: counts sentences, not decisions, to stay within 32 bits.
    pub(crate) now: i32,
}

impl<const S: usize> Default for Trainer<S> {
    fn default() -> Self {
        Self { index: FxHashMap::default(), keys: vec![], touched: vec![], weights: vec![], moments: vec![], now: 0 }
    }
}

impl<const S: usize> Trainer<S> {
    /// The scores of all classes now; fills `rows` for [`Trainer::change`].
    pub(crate) fn score(&self, features: &[u32], rows: &mut Vec<u32>) -> [i32; S] {
        let mut sums = [0_i32; S];
        rows.clear();
        rows.extend(features.iter().map(|f| self.index.get(f).copied().unwrap_or(NONE)));
        for row in rows.iter().filter(|r| **r != NONE) {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*row as usize]) {
                *sum = sum.wrapping_add(*weight);
            }
        }
        sums
    }

    /// Moves the weights of one class by `by` under some features.
    pub(crate) fn change(&mut self, features: &[u32], class: usize, by: i32) {
        for feature in features {
            let next = self.keys.len() as u32;
            let row = *self.index.entry(*feature).or_insert(next);
            if row == next {
                self.keys.push(*feature);
                self.touched.push(0);
                self.weights.push([0; S]);
                self.moments.push([0; S]);
            }
            let row = row as usize;
            self.touched[row] += 1;
            self.weights[row][class] += by;
            let moment = &mut self.moments[row][class];
            // Wrapping is sound: the final average fits, and sums wrap back into it.
            *moment = moment.wrapping_add(by.wrapping_mul(self.now));
        }
    }

    /// The averaged weights, rounded to 8 bits. Features that took part in fewer than
    /// `least` corrections are left out, and so are rows that round to nothing.
    pub(crate) fn finish(&self, least: u32) -> Table<S> {
        let mut order: Vec<usize> = (0..self.keys.len()).filter(|r| self.touched[*r] >= least).collect();
        order.sort_unstable_by_key(|r| self.keys[*r]);
        let average = |row: usize, class: usize| {
            let total = self.weights[row][class].wrapping_mul(self.now).wrapping_sub(self.moments[row][class]);
            f64::from(total) / f64::from(self.now.max(1))
        };
        // Cutting off as few as one in two thousand of the largest weights costs points of
        // accuracy: they belong to the most frequent features. So the largest sets the scale.
        let all = order.iter().flat_map(|row| (0..S).map(move |class| (row, class)));
        let largest = all.map(|(row, class)| average(*row, class).abs()).fold(f64::MIN_POSITIVE, f64::max);
        let scale = 127.0 / largest;
        let (mut keys, mut rows) = (vec![], vec![]);
        for row in order {
            let mut values = [0_i8; S];
            for (class, value) in values.iter_mut().enumerate() {
                *value = (average(row, class) * scale).round().clamp(-127.0, 127.0) as i8;
            }
            if values.iter().any(|v| *v != 0) {
                keys.push(self.keys[row]);
                rows.push(values);
            }
        }
        Table::new(&keys, rows)
    }
}

/// A small generator for shuffling (SplitMix64, public domain, S. Vigna): the same order
/// for the same seed on every machine.
#[derive(Debug, Clone)]
pub(crate) struct Shuffle(pub(crate) u64);

impl Shuffle {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub(crate) fn order<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
