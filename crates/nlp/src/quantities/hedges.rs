//! Hedges: the words that bound a number, as data (`lexicons/en/hedges.tsv`).

use std::sync::LazyLock;

use parallax_records::Bound;
use rustc_hash::FxHashMap;

use crate::Document;

/// A hedge found beside a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hedge {
    pub(super) bound: Bound,
    /// How many tokens it takes.
    pub(super) len: usize,
}

/// Hedges keyed by the word next to the number: the last word of one that stands before,
/// the first word of one that stands after. Longest first.
pub(super) struct Hedges {
    before: FxHashMap<&'static str, Vec<(Vec<&'static str>, Bound)>>,
    after: FxHashMap<&'static str, Vec<(Vec<&'static str>, Bound)>>,
}

/// The shipped list, parsed once.
pub(super) static HEDGES: LazyLock<Hedges> =
    LazyLock::new(|| Hedges::parse(include_str!("../../lexicons/en/hedges.tsv")));

impl Hedges {
    fn parse(table: &'static str) -> Self {
        let mut hedges = Self { before: FxHashMap::default(), after: FxHashMap::default() };
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(phrase), Some(bound), Some(side)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let Ok(bound) = bound.parse() else { continue };
            let words: Vec<&str> = phrase.split(' ').collect();
            let (map, key) =
                if side == "before" { (&mut hedges.before, words.last()) } else { (&mut hedges.after, words.first()) };
            if let Some(key) = key.copied() {
                map.entry(key).or_default().push((words, bound));
            }
        }
        for list in hedges.before.values_mut().chain(hedges.after.values_mut()) {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        hedges
    }

    /// The longest hedge that ends directly before token `at` and does not begin before `from`.
    pub(super) fn before(&self, doc: &Document<'_>, from: usize, at: usize) -> Option<Hedge> {
        if at <= from {
            return None;
        }
        let list = self.before.get(doc.lower(at - 1))?;
        list.iter().find_map(|(words, bound)| {
            let start = at.checked_sub(words.len()).filter(|s| *s >= from)?;
            let same = words.iter().enumerate().all(|(i, w)| doc.lower(start + i) == *w);
            same.then_some(Hedge { bound: *bound, len: words.len() })
        })
    }

    /// The longest hedge that begins at token `at` and ends before `to`.
    pub(super) fn after(&self, doc: &Document<'_>, at: usize, to: usize) -> Option<Hedge> {
        if at >= to {
            return None;
        }
        let list = self.after.get(doc.lower(at))?;
        list.iter().find_map(|(words, bound)| {
            let same = at + words.len() <= to && words.iter().enumerate().all(|(i, w)| doc.lower(at + i) == *w);
            same.then_some(Hedge { bound: *bound, len: words.len() })
        })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_unique_and_well_formed() {
        let lines: Vec<&str> =
            include_str!("../../lexicons/en/hedges.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        for line in &lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line:?}");
            assert!(cells[1].parse::<parallax_records::Bound>().is_ok(), "{line:?}");
            assert!(matches!(cells[2], "before" | "after"), "{line:?}");
        }
        let mut seen = lines.clone();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), lines.len(), "an entry twice");
    }
}
