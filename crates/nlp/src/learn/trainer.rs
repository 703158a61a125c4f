//! The averaged perceptron: training side.

use rustc_hash::FxHashMap;

use super::table::Table;

/// Counters of corrections, by the highest bits of a feature.
const COUNTERS: u32 = 22;

/// Weights in the making.
///
/// All sums are integers, so that the same examples in the same order give the same
/// weights on every machine. The average over time is kept by the usual trick: beside
/// each weight stands the sum of its changes times their moment.
#[derive(Debug)]
pub(crate) struct Trainer<const S: usize> {
    index: FxHashMap<u32, u32>,
    keys: Vec<u32>,
    /// How often a feature with a row took part in a correction.
    touched: Vec<u32>,
    /// Corrections that features without a row took part in; rare features never get one.
    seen: Vec<u8>,
    least: u8,
    weights: Vec<[i32; S]>,
    moments: Vec<[i32; S]>,
    /// The moment: counts sentences, not decisions, to stay within 32 bits.
    pub(crate) now: i32,
}

impl<const S: usize> Default for Trainer<S> {
    /// Every feature gets weights from its first correction on.
    fn default() -> Self {
        Self::new(1)
    }
}

impl<const S: usize> Trainer<S> {
    /// Features get weights from their correction number `least` on.
    pub(crate) fn new(least: u8) -> Self {
        let (index, keys, touched) = (FxHashMap::default(), vec![], vec![]);
        let seen = vec![0; if least > 1 { 1 << COUNTERS } else { 0 }];
        Self { index, keys, touched, seen, least, weights: vec![], moments: vec![], now: 0 }
    }

    /// The scores of all classes now; fills `rows` with where they come from.
    pub(crate) fn score(&self, features: &[u32], rows: &mut Vec<u32>) -> [i32; S] {
        let mut sums = [0_i32; S];
        rows.clear();
        rows.extend(features.iter().filter_map(|f| self.index.get(f)));
        for row in rows {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*row as usize]) {
                *sum = sum.wrapping_add(*weight);
            }
        }
        sums
    }

    /// Moves the weights of the class `right` up and of `wrong` down under some features.
    pub(crate) fn correct(&mut self, features: &[u32], right: usize, wrong: usize, by: i32) {
        for feature in features {
            if let Some(row) = self.row(*feature) {
                self.add(row, right, by);
                self.add(row, wrong, -by);
            }
        }
    }

    /// Moves the weights of one class by `by` under some features.
    pub(crate) fn change(&mut self, features: &[u32], class: usize, by: i32) {
        for feature in features {
            if let Some(row) = self.row(*feature) {
                self.add(row, class, by);
            }
        }
    }

    /// The row of a feature that takes part in a correction, where it has one by now.
    fn row(&mut self, feature: u32) -> Option<usize> {
        if let Some(row) = self.index.get(&feature) {
            self.touched[*row as usize] += 1;
            return Some(*row as usize);
        }
        if let Some(seen) = self.seen.get_mut((feature >> (32 - COUNTERS)) as usize) {
            *seen = seen.saturating_add(1);
            if *seen < self.least {
                return None;
            }
        }
        self.index.insert(feature, self.keys.len() as u32);
        self.keys.push(feature);
        self.touched.push(1);
        self.weights.push([0; S]);
        self.moments.push([0; S]);
        Some(self.keys.len() - 1)
    }

    fn add(&mut self, row: usize, class: usize, by: i32) {
        self.weights[row][class] += by;
        // Wrapping is sound: the final average fits, and sums wrap back into it.
        let moment = &mut self.moments[row][class];
        *moment = moment.wrapping_add(by.wrapping_mul(self.now));
    }

    /// The averaged weights of features that took part in `least` corrections.
    pub(crate) fn averages(&self, least: u32) -> Averages<S> {
        let mut order: Vec<usize> = (0..self.keys.len()).filter(|r| self.touched[*r] >= least).collect();
        order.sort_unstable_by_key(|r| self.keys[*r]);
        let average = |row: usize, class: usize| {
            let total = self.weights[row][class].wrapping_mul(self.now).wrapping_sub(self.moments[row][class]);
            (f64::from(total) / f64::from(self.now.max(1))) as f32
        };
        let rows = order.iter().map(|row| std::array::from_fn(|class| average(*row, class))).collect();
        Averages { keys: order.iter().map(|row| self.keys[*row]).collect(), rows }
    }
}

/// Averaged weights, features ascending.
#[derive(Debug)]
pub(crate) struct Averages<const S: usize> {
    keys: Vec<u32>,
    rows: Vec<[f32; S]>,
}

impl<const S: usize> Averages<S> {
    /// The sum of several trainings from different seeds, rounded to 8 bits; rows
    /// whose largest weight rounds to less than `faintest` are left out.
    ///
    /// Weights of linear models that see the same features may be added: the sum decides
    /// as their vote would, at the price of one.
    pub(crate) fn round(parts: &[Self], faintest: i8) -> Table<S> {
        let mut sums: std::collections::BTreeMap<u32, [f32; S]> = std::collections::BTreeMap::new();
        for part in parts {
            for (key, row) in part.keys.iter().zip(&part.rows) {
                let sum = sums.entry(*key).or_insert([0.0; S]);
                sum.iter_mut().zip(row).for_each(|(a, b)| *a += b);
            }
        }
        // Cutting off as few as one in two thousand of the largest weights costs points of
        // accuracy: they belong to the most frequent features. So the largest sets the scale.
        let largest = sums.values().flatten().fold(f32::MIN_POSITIVE, |most, w| most.max(w.abs()));
        let scale = 127.0 / largest;
        let (mut keys, mut rows) = (vec![], vec![]);
        for (key, sum) in sums {
            let row = sum.map(|w| (w * scale).round() as i8);
            if row.iter().any(|w| w.abs() >= faintest) {
                keys.push(key);
                rows.push(row);
            }
        }
        Table::new(&keys, &rows)
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

    /// Leaves out each feature with a chance of `percent` in a hundred.
    pub(crate) fn thin(&mut self, features: &[u32], percent: u32, kept: &mut Vec<u32>) {
        kept.clear();
        if percent == 0 {
            kept.extend(features);
            return;
        }
        let mut chances = 0;
        for (i, feature) in features.iter().enumerate() {
            if i % 8 == 0 {
                chances = self.next();
            }
            if (chances & 0xff) as u32 * 100 >= percent * 256 {
                kept.push(*feature);
            }
            chances >>= 8;
        }
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
