//! Trained weights: one row of 8-bit weights for every feature that was worth keeping.

use super::format::{ModelError, Reader, Writer};

/// Features that are looked up together.
const BATCH: usize = 128;
/// A slot without a feature.
const EMPTY: u32 = 0;

/// Weights of `S` classes over hashed features.
///
/// A feature is a 32-bit hash; its row is found through an open-addressed index, so that
/// a feature never seen in training adds nothing (a plain hashed table would add noise).
/// The few rows with many weights lie densely, all classes side by side; of the others only the
/// weights that are not zero are kept. That is a quarter of the memory, and memory is what
/// loading and scoring wait for.
#[derive(Debug, Clone)]
pub(crate) struct Table<const S: usize> {
    /// Pairs of feature and [`Place`].
    slots: Vec<[u32; 2]>,
    /// 32 minus the bits of the number of slots.
    shift: u32,
    dense: Vec<[i8; S]>,
    /// Rows one after the other: their length and a zero, then pairs of class and weight.
    sparse: Vec<[u8; 2]>,
}

/// Where a row lies, as a slot keeps it: twice its position, plus one where it is sparse, plus two
/// to stay apart from [`EMPTY`].
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    is_sparse: bool,
}

impl Place {
    fn pack(self) -> u32 {
        (self.at as u32 * 2 + u32::from(self.is_sparse)) + 2
    }

    #[inline(always)]
    fn unpack(packed: u32) -> Self {
        let packed = packed - 2;
        Self { at: (packed / 2) as usize, is_sparse: packed % 2 == 1 }
    }
}

impl<const S: usize> Table<S> {
    /// A table of features in ascending order and their rows.
    pub(crate) fn new(keys: &[u32], rows: &[[i8; S]]) -> Self {
        let mut table = Self::with_room(keys.len());
        for (key, row) in keys.iter().zip(rows) {
            let weights = row.iter().enumerate().filter(|(_, w)| **w != 0);
            table.add(*key, weights.map(|(class, weight)| [class as u8, *weight as u8]));
        }
        table
    }

    fn with_room(rows: usize) -> Self {
        let bits = (rows.max(8) * 2).next_power_of_two().trailing_zeros();
        // Written at once: pages that come zeroed are handed out on reading and again on writing.
        let mut slots = Vec::with_capacity(1 << bits);
        slots.resize(1 << bits, [0, EMPTY]);
        Self { slots, shift: 32 - bits, dense: Vec::new(), sparse: Vec::new() }
    }

    /// Whether so few weights take less room alone than among all classes.
    fn is_sparse(count: usize) -> bool {
        count * 4 < S
    }

    /// Adds the row of a feature, given its weights that are not zero.
    fn add(&mut self, key: u32, weights: impl Iterator<Item = [u8; 2]> + Clone) {
        let count = weights.clone().count();
        let is_sparse = Self::is_sparse(count);
        let at = if is_sparse {
            let at = self.sparse.len();
            self.sparse.push([count as u8, 0]);
            self.sparse.extend(weights);
            at
        } else {
            let mut row = [0; S];
            weights.for_each(|[class, weight]| row[usize::from(class)] = weight as i8);
            self.dense.push(row);
            self.dense.len() - 1
        };
        let mut slot = self.home(key);
        while self.slots[slot][1] != EMPTY {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = [key, Place { at, is_sparse }.pack()];
    }

    /// The slot in which the search for a feature begins.
    #[inline(always)]
    fn home(&self, feature: u32) -> usize {
        (feature >> self.shift) as usize & (self.slots.len() - 1)
    }

    /// Where a feature's row lies, given what its first slot holds.
    #[inline(always)]
    fn place(&self, feature: u32, mut slot: [u32; 2]) -> Option<Place> {
        let mut at = self.home(feature);
        loop {
            match slot {
                [_, EMPTY] => return None,
                [key, packed] if key == feature => return Some(Place::unpack(packed)),
                _ => {
                    at = (at + 1) & (self.slots.len() - 1);
                    slot = self.slots[at];
                }
            }
        }
    }

    /// The pairs of class and weight of a sparse row.
    #[inline(always)]
    fn sparse_row(&self, at: usize) -> &[[u8; 2]] {
        &self.sparse[at + 1..at + 1 + usize::from(self.sparse[at][0])]
    }

    /// The scores of all classes under some features: fewer than 256 of them, as the
    /// sums are kept in 16 bits.
    ///
    /// Nearly every slot and row lies in slow memory. So all slots are read before the first is
    /// looked at, and all rows are touched before the first is added: the processor then waits for
    /// many of them at once, where a plain loop would wait for one after the other.
    #[inline(always)]
    pub(crate) fn score(&self, features: &[u32]) -> [i16; S] {
        let mut sums = [0_i16; S];
        for features in features.chunks(BATCH) {
            let mut slots = [[0, EMPTY]; BATCH];
            for (slot, feature) in slots.iter_mut().zip(features) {
                *slot = self.slots[self.home(*feature)];
            }
            let (mut dense, mut sparse) = (List::default(), List::default());
            for (slot, feature) in slots.iter().zip(features) {
                match self.place(*feature, *slot) {
                    Some(Place { at, is_sparse: false }) => dense.push(at),
                    Some(Place { at, is_sparse: true }) => sparse.push(at),
                    None => {}
                }
            }
            let touched = dense.iter().fold(0, |all, at| all ^ self.dense[at][0] ^ self.dense[at][S - 1]);
            std::hint::black_box(touched);
            std::hint::black_box(sparse.iter().fold(0, |all, at| all ^ self.sparse[at][0]));
            for at in dense.iter() {
                for (sum, weight) in sums.iter_mut().zip(&self.dense[at]) {
                    *sum = sum.wrapping_add(i16::from(*weight));
                }
            }
            for at in sparse.iter() {
                for [class, weight] in self.sparse_row(at) {
                    let sum = &mut sums[usize::from(*class)];
                    *sum = sum.wrapping_add(i16::from(*weight as i8));
                }
            }
        }
        sums
    }

    /// Writes the rows in ascending order of their features: sparse, in streams of like
    /// bytes, which compress best.
    pub(crate) fn write(&self, out: &mut Writer) {
        let mut pairs: Vec<_> = self.slots.iter().filter(|s| s[1] != EMPTY).collect();
        pairs.sort_unstable();
        out.number(S as u32);
        out.number(pairs.len() as u32);
        let (mut keys, mut counts, mut classes, mut values) = (vec![], vec![], vec![], vec![]);
        let mut last = 0;
        for [key, packed] in pairs {
            keys.push(key - last);
            last = *key;
            let before = values.len();
            let mut push = |class: u8, value: u8| {
                classes.push(class);
                values.push(value);
            };
            match Place::unpack(*packed) {
                Place { at, is_sparse: true } => self.sparse_row(at).iter().for_each(|[class, w]| push(*class, *w)),
                Place { at, is_sparse: false } => {
                    let weights = self.dense[at].iter().enumerate().filter(|(_, w)| **w != 0);
                    weights.for_each(|(class, weight)| push(class as u8, *weight as u8));
                }
            }
            counts.push((values.len() - before) as u8);
        }
        out.numbers(&keys);
        out.bytes(&counts);
        out.bytes(&classes);
        out.bytes(&values);
    }

    /// Reads what [`Table::write`] wrote.
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (classes, length) = (from.number()?, from.number()? as usize);
        if classes as usize != S {
            return Err(ModelError::Corrupt("a table has another number of classes"));
        }
        let keys = from.numbers()?;
        let (counts, classes, values) = (from.bytes()?, from.bytes()?, from.bytes()?);
        let total: usize = counts.iter().map(|c| usize::from(*c)).sum();
        if keys.len() != length || counts.len() != length || classes.len() != total || values.len() != total {
            return Err(ModelError::Corrupt("a table's streams differ in length"));
        }
        if classes.iter().any(|c| usize::from(*c) >= S) {
            return Err(ModelError::Corrupt("a table names a class it does not have"));
        }
        let mut table = Self::with_room(length);
        let dense = counts.iter().map(|c| usize::from(*c)).filter(|count| !Self::is_sparse(*count));
        let (rows, weights) = dense.fold((0, 0), |(rows, weights), count| (rows + 1, weights + count));
        table.dense.reserve_exact(rows);
        table.sparse.reserve_exact(total - weights + length - rows);
        let (mut key, mut at) = (0_u32, 0);
        for (step, count) in keys.iter().zip(counts) {
            key = key.wrapping_add(*step);
            let end = at + usize::from(*count);
            table.add(key, classes[at..end].iter().zip(&values[at..end]).map(|(class, value)| [*class, *value]));
            at = end;
        }
        Ok(table)
    }
}

/// Some of a batch, without allocating.
struct List {
    items: [u32; BATCH],
    length: usize,
}

impl Default for List {
    fn default() -> Self {
        Self { items: [0; BATCH], length: 0 }
    }
}

impl List {
    #[inline(always)]
    fn push(&mut self, item: usize) {
        self.items[self.length] = item as u32;
        self.length += 1;
    }

    #[inline(always)]
    fn iter(&self) -> impl Iterator<Item = usize> {
        self.items[..self.length].iter().map(|item| *item as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_and_survive_writing() {
        let keys = [3, 77, 0xffff_fff0, 0xffff_ffff];
        let rows = vec![[1, -2, 0], [0, 0, 5], [7, 7, 7], [-128, 127, 0]];
        let table = Table::<3>::new(&keys, &rows);
        let mut out = Writer::new(*b"test");
        table.write(&mut out);
        let bytes = out.finish();
        let table = Table::<3>::read(&mut Reader::open(&bytes, *b"test").unwrap().reader()).unwrap();
        assert_eq!(table.score(&[77]), [0, 0, 5]);
        assert_eq!(table.score(&[0xffff_ffff]), [-128, 127, 0]);
        assert_eq!(table.score(&[78]), [0, 0, 0]);
        assert_eq!(table.score(&[3, 0xffff_fff0, 5]), [8, 5, 7]);
    }
}
