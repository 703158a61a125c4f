//! `cargo xtask train`: the embedded weights and tables, the same bytes for the same data and seed.

mod cities;
mod copies;
mod corpus;
mod harmonise;
pub(crate) mod judges;
pub(crate) mod lemmas;
mod models;
pub(crate) mod pronouns;
mod quotes;
mod teachers;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use parallax_ingest::training::Kind;
use parallax_nlp::learn::TrainOptions;

use crate::shared::{Shared, repository};

/// What to train.
#[derive(Args)]
pub(crate) struct TrainArguments {
    /// The models to make; all of them where none is named.
    models: Vec<Model>,
    /// The folder to write to, and to read the models from that others need; the repository's own where none is named.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// The folder of what is made on the way.
    #[arg(long)]
    work: Option<PathBuf>,
    /// Passes over the data.
    #[arg(long)]
    epochs: Option<usize>,
    /// Trainings from different seeds whose weights are added up.
    #[arg(long)]
    votes: Option<u64>,
    /// The seed of every random choice.
    #[arg(long)]
    seed: Option<u64>,
    /// Features get weights from this number of corrections on.
    #[arg(long)]
    least: Option<u32>,
    /// How far the right answer has to be ahead before nothing is corrected.
    #[arg(long)]
    margin: Option<i32>,
    /// The chance of each feature, in a hundred, to be left out of an example.
    #[arg(long)]
    dropout: Option<u32>,
    /// Rows of weights fainter than this, in 127ths of the largest weight, are left out.
    #[arg(long)]
    faintest: Option<i8>,
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
    /// What the parser learns from: treebanks with predicted tags, news with trees by vote.
    Silver,
    /// Trees.
    Parser,
    /// Names.
    Names,
    /// Who is meant by a pronoun.
    Pronouns,
    /// What is said and by whom.
    Quotes,
    /// Which blocks of a web page are the article.
    Pages,
    /// Which lines of a page saved without markup are the article.
    Lines,
}

/// Trains the models that were asked for.
pub(crate) fn run(shared: &Shared, what: &TrainArguments) -> Result<bool> {
    let options = |usual: TrainOptions| TrainOptions {
        epochs: what.epochs.unwrap_or(usual.epochs),
        votes: what.votes.unwrap_or(usual.votes),
        seed: what.seed.unwrap_or(usual.seed),
        least: what.least.unwrap_or(usual.least),
        margin: what.margin.unwrap_or(usual.margin),
        dropout: what.dropout.unwrap_or(usual.dropout),
        faintest: what.faintest.unwrap_or(usual.faintest),
    };
    let folder = what.folder.clone().unwrap_or_else(|| repository().join("crates/nlp/models/en"));
    let lexicons = what.folder.clone().unwrap_or_else(|| repository().join("crates/nlp/lexicons/en"));
    let work = what.work.clone().unwrap_or_else(|| repository().join("target/train"));
    let seed = 20_261_122;
    let usual = TrainOptions { epochs: 8, votes: 1, seed, least: 2, margin: 0, dropout: 0, faintest: 1 };
    let tagger = TrainOptions { epochs: 10, votes: 8, seed, least: 4, margin: 20, dropout: 30, faintest: 2 };
    let parser = TrainOptions { epochs: 6, votes: 4, seed, least: 6, margin: 10, dropout: 0, faintest: 2 };
    // Nothing hangs on the size of parsers that only vote.
    let teachers = TrainOptions { faintest: 1, ..parser };
    let names = TrainOptions { epochs: 10, votes: 8, seed, least: 4, margin: 40, dropout: 30, faintest: 1 };
    for model in Model::value_variants().iter().filter(|m| what.models.is_empty() || what.models.contains(m)) {
        match model {
            Model::Cities => cities::run(shared, &lexicons)?,
            Model::Lemmas => lemmas::run(shared, &folder)?,
            Model::Lexicon => models::lexicon(shared, &folder)?,
            Model::Tagger => models::tagger(shared, &folder, options(tagger))?,
            Model::Silver => models::silver(shared, &folder, &work, options(teachers))?,
            Model::Parser => models::parser(shared, &folder, &work, options(parser))?,
            Model::Names => models::names(shared, &folder, &work, options(names))?,
            Model::Pronouns => pronouns::run(shared, &folder, options(pronouns::USUAL))?,
            Model::Quotes => {
                quotes::run(shared, &folder, options(TrainOptions { votes: 8, margin: 20, least: 3, ..usual }))?;
            }
            Model::Pages => judges::run(shared, what.folder.as_deref(), Kind::Pages)?,
            Model::Lines => judges::run(shared, what.folder.as_deref(), Kind::Lines)?,
        }
    }
    Ok(true)
}
