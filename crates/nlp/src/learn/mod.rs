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

pub(crate) use atoms::{Atom, Atoms, PAD};
pub use format::ModelError;
pub(crate) use format::{Reader, Writer};
pub use lexicon::{Lexicon, LexiconBuilder, WordList};
pub(crate) use table::Table;
pub(crate) use trainer::{Shuffle, Trainer};

/// How a model is trained.
#[derive(Debug, Clone, Copy)]
pub struct TrainOptions {
    /// Passes over the data.
    pub epochs: usize,
    /// The seed of every random choice.
    pub seed: u64,
    /// Features that took part in fewer corrections are dropped.
    pub least: u32,
    /// How far the right answer has to be ahead before nothing is corrected.
    pub margin: i32,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self { epochs: 8, seed: 20_261_122, least: 2, margin: 0 }
    }
}
