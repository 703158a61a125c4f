//! A quote as words, and which of them tell it from other quotes.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::link::borrowed_words;

static COMMON: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    include_str!("../../lexicons/en/common-words.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// What is said, its words as numbers: most of the work is comparing them.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// All words, in order.
    pub(super) words: Vec<u32>,
    /// Whether each of them tells anything: "rebuild" does, "the" and "we" do not.
    tells: Vec<bool>,
    /// Those that do, in order.
    pub(super) telling: Vec<u32>,
}

impl Said {
    /// What lies in runs of three words that the other one has as well, in whatever order it has them.
    pub(super) fn shared_with(&self, other: &Self) -> Shared {
        let runs: FxHashSet<&[u32]> = other.words.windows(RUN).collect();
        let mut shared = vec![false; self.words.len()];
        for (start, run) in self.words.windows(RUN).enumerate() {
            if runs.contains(run) {
                shared[start..start + RUN].fill(true);
            }
        }
        let telling = shared.iter().zip(&self.tells).filter(|(shared, tells)| **shared && **tells).count();
        let longest = shared.split(|shared| !shared).map(<[bool]>::len).max().unwrap_or(0);
        Shared { telling, longest }
    }
}

/// What one quote shares with another.
pub(super) struct Shared {
    /// Its telling words in shared runs.
    pub(super) telling: usize,
    /// Words of the longest stretch that shared runs cover.
    pub(super) longest: usize,
}

/// Words of the shortest run that is no accident; a word changed between two runs breaks neither.
const RUN: usize = 3;

/// Gives every word its number.
#[derive(Default)]
pub(super) struct Numbers<'t> {
    known: FxHashMap<Cow<'t, str>, (u32, bool)>,
}

impl<'t> Numbers<'t> {
    pub(super) fn read(&mut self, text: &'t str) -> Said {
        let mut said = Said::default();
        for word in borrowed_words(text) {
            let next = self.known.len() as u32;
            let tells = !COMMON.contains(&*word);
            let (number, tells) = *self.known.entry(word).or_insert((next, tells));
            said.words.push(number);
            said.tells.push(tells);
            said.telling.extend(tells.then_some(number));
        }
        said
    }

    /// How many different words there are.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }
}
