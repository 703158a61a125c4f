//! `cargo xtask train`: the embedded weights and tables, the same bytes for the same data and seed.

mod cities;
pub(crate) mod lemmas;
mod models;
mod pronouns;
mod quotes;

use anyhow::Result;
use clap::{Args, ValueEnum};
use parallax_nlp::learn::TrainOptions;

use crate::shared::Shared;

/// What to train.
#[derive(Args)]
pub(crate) struct TrainArguments {
    /// The models to make; all of them where none is named.
    models: Vec<Model>,
    /// Passes over the data.
    #[arg(long)]
    epochs: Option<usize>,
    /// The seed of every random choice.
    #[arg(long)]
    seed: Option<u64>,
    /// Drop features that took part in fewer corrections.
    #[arg(long)]
    least: Option<u32>,
    /// How far the right answer has to be ahead before nothing is corrected.
    #[arg(long)]
    margin: Option<i32>,
}

/// A model; each needs those before it.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Model {
    /// The map of cities.
    Cities,
    /// Exceptions to the rules of the lemmatizer.
    Lemmas,
    /// Clusters and lists of words.
    Lexicon,
    /// Parts of speech.
    Tagger,
    /// Trees.
    Parser,
    /// Names.
    Names,
    /// Who is meant by a pronoun.
    Pronouns,
    /// What is said and by whom.
    Quotes,
}

/// Trains the models that were asked for.
pub(crate) fn run(shared: &Shared, what: &TrainArguments) -> Result<bool> {
    let options = |usual: TrainOptions| TrainOptions {
        epochs: what.epochs.unwrap_or(usual.epochs),
        seed: what.seed.unwrap_or(usual.seed),
        least: what.least.unwrap_or(usual.least),
        margin: what.margin.unwrap_or(usual.margin),
    };
    let usual = TrainOptions::default();
    for model in Model::value_variants().iter().filter(|m| what.models.is_empty() || what.models.contains(m)) {
        match model {
            Model::Cities => cities::run(shared)?,
            Model::Lemmas => lemmas::run(shared)?,
            Model::Lexicon => models::lexicon(shared)?,
            Model::Tagger => models::tagger(shared, options(usual))?,
            Model::Parser => models::parser(shared, options(usual))?,
            Model::Names => models::names(shared, options(usual))?,
            Model::Pronouns => pronouns::run(shared, options(TrainOptions { epochs: 4, least: 3, ..usual }))?,
            Model::Quotes => quotes::run(shared, options(TrainOptions { margin: 20, least: 3, ..usual }))?,
        }
    }
    Ok(true)
}
