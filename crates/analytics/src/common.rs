//! How many words two texts have in common, in the same order.
//!
//! The bit-parallel method of Hyyrö ("Bit-parallel LCS-length computation revisited", 2004):
//! a row of the table of the textbook method is one number, whose zeros are the steps of the
//! row, so that 64 cells cost one addition. Diffs that also say *which* words are shared take
//! many times as long; linking asks for the length alone, for every two quotes that may be
//! variants.

use rustc_hash::FxHashMap;

/// A sequence made ready for being compared with many others.
pub(crate) struct Pattern {
    length: usize,
    /// Where in the sequence each of its items stands, one bit a position, lowest first.
    at: FxHashMap<u32, Vec<u64>>,
}

impl Pattern {
    /// Makes a sequence ready.
    pub(crate) fn of(items: &[u32]) -> Self {
        let blocks = items.len().div_ceil(64);
        let mut at: FxHashMap<u32, Vec<u64>> = FxHashMap::default();
        for (i, item) in items.iter().enumerate() {
            at.entry(*item).or_insert_with(|| vec![0; blocks])[i / 64] |= 1 << (i % 64);
        }
        Self { length: items.len(), at }
    }

    /// The length of the longest sequence of items that stands in both, in order.
    pub(crate) fn in_common(&self, other: &[u32]) -> usize {
        let mut row = vec![u64::MAX; self.length.div_ceil(64)];
        for positions in other.iter().filter_map(|item| self.at.get(item)) {
            let mut carry = false;
            for (cell, here) in row.iter_mut().zip(positions) {
                let matched = *cell & here;
                let (sum, over) = cell.overflowing_add(matched);
                let (sum, over_again) = sum.overflowing_add(u64::from(carry));
                carry = over || over_again;
                *cell = sum | (*cell & !here);
            }
        }
        // Positions beyond the sequence match nothing: they stay ones, or a carry sets them.
        (0..self.length).filter(|i| row[i / 64] >> (i % 64) & 1 == 0).count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The textbook method.
    fn slowly(a: &[u32], b: &[u32]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (j, y) in b.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    #[test]
    fn words_in_order_are_counted() {
        assert_eq!(Pattern::of(&[1, 2, 3, 4]).in_common(&[2, 9, 4, 1]), 2);
        assert_eq!(Pattern::of(&[]).in_common(&[1]), 0);
        assert_eq!(Pattern::of(&[1]).in_common(&[]), 0);
    }

    proptest! {
        #[test]
        fn as_many_as_the_textbook_method_counts(
            a in proptest::collection::vec(0_u32..12, 0..150),
            b in proptest::collection::vec(0_u32..12, 0..150),
        ) {
            prop_assert_eq!(Pattern::of(&a).in_common(&b), slowly(&a, &b));
        }
    }
}
