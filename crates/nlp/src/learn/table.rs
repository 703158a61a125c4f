//! Trained weights: one row of `i8` for every feature that was worth keeping.

use super::format::{ModelError, Reader, Writer};

/// Weights of `S` classes over hashed features.
///
/// A feature is a 32-bit hash; its row is found through an open-addressed index, so that
/// a feature never seen in training adds nothing (a plain hashed table would add noise)
/// and the rows lie densely: all classes of one feature stand side by side.
#[derive(Debug, Clone)]
pub(crate) struct Table<const S: usize> {
    /// Pairs of feature and row number plus one; a zero row is an empty slot.
    slots: Vec<[u32; 2]>,
    /// 32 minus the bits of the number of slots.
    shift: u32,
    rows: Vec<[i8; S]>,
}

impl<const S: usize> Table<S> {
    /// A table of features in ascending order and their rows.
    pub(crate) fn new(keys: &[u32], rows: Vec<[i8; S]>) -> Self {
        let bits = (keys.len().max(8) * 2).next_power_of_two().trailing_zeros();
        let shift = 32 - bits;
        let mut slots = vec![[0, 0]; 1 << bits];
        for (row, key) in keys.iter().enumerate() {
            let mut at = (key >> shift) as usize;
            while slots[at][1] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = [*key, row as u32 + 1];
        }
        Self { slots, shift, rows }
    }

    /// The row of a feature.
    #[inline(always)]
    pub(crate) fn row(&self, feature: u32) -> Option<&[i8; S]> {
        let mut at = (feature >> self.shift) as usize;
        loop {
            let [key, row] = self.slots[at & (self.slots.len() - 1)];
            if row == 0 {
                return None;
            }
            if key == feature {
                return Some(&self.rows[row as usize - 1]);
            }
            at += 1;
        }
    }

    /// The scores of all classes under some features: fewer than 256 of them, as the
    /// sums are kept in 16 bits.
    #[inline(always)]
    pub(crate) fn score(&self, features: &[u32]) -> [i16; S] {
        let mut sums = [0_i16; S];
        for feature in features {
            if let Some(row) = self.row(*feature) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(i16::from(*weight));
                }
            }
        }
        sums
    }

    /// Writes the rows in ascending order of their features: sparse, in streams of like
    /// bytes, which compress best.
    pub(crate) fn write(&self, out: &mut Writer) {
        let mut pairs: Vec<_> = self.slots.iter().filter(|s| s[1] != 0).map(|s| (s[0], s[1] - 1)).collect();
        pairs.sort_unstable();
        out.number(S as u32);
        out.number(pairs.len() as u32);
        let (mut keys, mut counts, mut classes, mut values) = (vec![], vec![], vec![], vec![]);
        let mut last = 0;
        for (key, row) in pairs {
            keys.push(key - last);
            last = key;
            let before = values.len();
            for (class, value) in self.rows[row as usize].iter().enumerate().filter(|(_, v)| **v != 0) {
                classes.push(class as u8);
                values.push(*value as u8);
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
        let mut keys = from.numbers()?;
        let (counts, classes, values) = (from.bytes()?, from.bytes()?, from.bytes()?);
        let total: usize = counts.iter().map(|c| usize::from(*c)).sum();
        if keys.len() != length || counts.len() != length || classes.len() != total || values.len() != total {
            return Err(ModelError::Corrupt("a table's streams differ in length"));
        }
        if classes.iter().any(|c| usize::from(*c) >= S) {
            return Err(ModelError::Corrupt("a table names a class it does not have"));
        }
        let mut last = 0_u32;
        for key in &mut keys {
            last = last.wrapping_add(*key);
            *key = last;
        }
        let mut rows = vec![[0_i8; S]; length];
        let mut at = 0;
        for (row, count) in rows.iter_mut().zip(counts) {
            let end = at + usize::from(*count);
            for (class, value) in classes[at..end].iter().zip(&values[at..end]) {
                row[usize::from(*class)] = *value as i8;
            }
            at = end;
        }
        Ok(Self::new(&keys, rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_and_survive_writing() {
        let keys = [3, 77, 0xffff_fff0, 0xffff_ffff];
        let rows = vec![[1, -2, 0], [0, 0, 5], [7, 7, 7], [-128, 127, 0]];
        let table = Table::<3>::new(&keys, rows);
        let mut out = Writer::new(*b"test");
        table.write(&mut out);
        let bytes = out.finish();
        let table = Table::<3>::read(&mut Reader::open(&bytes, *b"test").unwrap().reader()).unwrap();
        assert_eq!(table.row(77), Some(&[0, 0, 5]));
        assert_eq!(table.row(0xffff_ffff), Some(&[-128, 127, 0]));
        assert_eq!(table.row(78), None);
        assert_eq!(table.score(&[3, 0xffff_fff0, 5]), [8, 5, 7]);
    }
}
