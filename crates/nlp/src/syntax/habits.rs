//! What is known of a word's tags before its sentence is read.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::tagger::CLASSES;
use crate::learn::{Atom, ModelError, Reader, Writer};

/// What a word is mostly, and what else, as its training data tag it: one number for each such
/// habit of words seen often enough to have one. The words in front of a token have no tags yet;
/// this is what is known of them (the ambiguity classes of J. Giménez and L. Màrquez 2004).
#[derive(Debug, Clone, Default)]
pub(super) struct Habits(FxHashMap<u32, u16>);

impl Habits {
    /// Words of which fewer are seen have no habit yet.
    const LEAST: usize = 4;

    /// What is seen of each word: its commonest class, and the second where it is no rarity.
    pub(super) fn learn(seen: impl Iterator<Item = (u32, usize)>) -> Self {
        let mut counts: BTreeMap<u32, BTreeMap<usize, usize>> = BTreeMap::new();
        for (word, class) in seen {
            *counts.entry(word).or_default().entry(class).or_default() += 1;
        }
        let habit = |classes: &BTreeMap<usize, usize>| {
            let total: usize = classes.values().sum();
            let mut ranked: Vec<(usize, usize)> = classes.iter().map(|(class, n)| (*n, *class)).collect();
            ranked.sort_by_key(|(n, class)| (std::cmp::Reverse(*n), *class));
            let second = ranked.get(1).filter(|(n, _)| n * 10 >= total).map_or(0, |(_, class)| class + 1);
            (total >= Self::LEAST).then(|| (ranked[0].1 * (CLASSES + 1) + second) as u16)
        };
        Self(counts.iter().filter_map(|(word, classes)| Some((*word, habit(classes)?))).collect())
    }

    pub(super) fn write(&self, out: &mut Writer) {
        let mut sorted: Vec<(u32, u16)> = self.0.iter().map(|(word, habit)| (*word, *habit)).collect();
        sorted.sort_unstable();
        out.numbers(&sorted.iter().map(|(word, _)| *word).collect::<Vec<_>>());
        out.numbers(&sorted.iter().map(|(_, habit)| u32::from(*habit)).collect::<Vec<_>>());
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (words, habits) = (from.numbers()?, from.numbers()?);
        if words.len() != habits.len() {
            return Err(ModelError::Corrupt("the tagger's habits have no word each"));
        }
        Ok(Self(words.into_iter().zip(habits.into_iter().map(|habit| habit as u16)).collect()))
    }

    /// The habit of every token of a sentence's atoms; 0 where none is known.
    pub(super) fn of(&self, atoms: &[Atom], out: &mut Vec<u32>) {
        out.clear();
        out.extend(atoms.iter().map(|a| self.0.get(&a.lower).map_or(0, |habit| u32::from(*habit) + 1)));
    }
}
