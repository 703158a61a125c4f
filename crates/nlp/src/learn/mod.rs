//! The learning core: hashed features, averaged perceptron, model files.
//!
//! Inference and training share one code path for features, so that a model is always
//! read with the features it was trained with.

pub(crate) mod atoms;
mod format;
pub(crate) mod hash;
mod lexicon;
mod table;
mod trainer;
mod truecase;

pub(crate) use atoms::{Atom, Atoms, PAD};
pub use format::ModelError;
pub(crate) use format::{Reader, Writer};
pub use lexicon::{Lexicon, LexiconBuilder, WordList};
pub(crate) use table::Table;
pub(crate) use trainer::{Averages, Shuffle, Trainer};

use rayon::prelude::*;

/// How a model is trained.
#[derive(Debug, Clone, Copy)]
pub struct TrainOptions {
    /// Passes over the data.
    pub epochs: usize,
    /// Trainings from different seeds whose weights are added up.
    pub votes: u64,
    /// The seed of every random choice.
    pub seed: u64,
    /// Features get weights from this number of corrections on.
    pub least: u32,
    /// How far the right answer has to be ahead before nothing is corrected.
    pub margin: i32,
    /// The chance of each feature, in a hundred, to be left out of an example, so that no
    /// feature is relied on alone.
    pub dropout: u32,
    /// Rows of weights whose largest, in 127ths of the largest of all, is smaller are left
    /// out: most rows are faint, and every one costs a look into slow memory.
    pub faintest: i8,
}

impl TrainOptions {
    /// Runs one training for each vote, side by side, and adds up what they learnt.
    pub(crate) fn vote<const S: usize>(&self, train: impl Fn(&Self) -> Averages<S> + Sync) -> Table<S> {
        let seeds: Vec<u64> = (0..self.votes.max(1)).map(|i| self.seed + i).collect();
        let parts: Vec<_> = seeds.into_par_iter().map(|seed| train(&Self { seed, ..*self })).collect();
        Averages::round(&parts, self.faintest.max(1))
    }
}
