//! `cargo xtask score`: every quality figure, one line a measure.

mod bodies;
mod clusters;
mod copies;
mod coref;
mod doubles;
mod floors;
mod lemmas;
mod ner;
mod pages;
mod referees;
mod seeds;
mod segmentation;
mod show;
mod speakers;
mod syntax;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use parallax_nlp::Models;

use crate::shared::Shared;

/// What to score; everything against the floors of tests/scores.toml where nothing is named.
#[derive(Args)]
pub(crate) struct ScoreArguments {
    #[command(subcommand)]
    part: Option<Part>,
    /// The program to score.
    #[arg(long, global = true, env = "PARALLAX_BIN", default_value = "target/debug/parallax")]
    parallax: PathBuf,
    /// Only measures whose name begins so.
    #[arg(long, global = true)]
    only: Option<String>,
    /// The folder of models to score in place of the embedded ones.
    #[arg(long, global = true)]
    models: Option<PathBuf>,
    /// Raise the floors in tests/scores.toml to what was measured; floors never fall.
    #[arg(long)]
    raise: bool,
}

#[derive(Subcommand)]
enum Part {
    /// Dictionary forms on gold words and tags.
    Lemmas(lemmas::LemmaArguments),
    /// Sentences and tokens on raw text rebuilt from a treebank.
    Segmentation(segmentation::SegmentationArguments),
    /// Tags and trees against a treebank in the format of corpora/syntax.
    Syntax {
        /// The treebank.
        file: PathBuf,
        /// Show so many of the most frequent mistakes.
        #[arg(long, default_value_t = 0)]
        confusions: usize,
    },
    /// Web pages and flattened text, cross-validated over web domains.
    Pages(pages::PagesArguments),
    /// Print a plain text with its tags, trees and names.
    Show {
        /// The text.
        file: PathBuf,
    },
    /// The sample of speakers judged by reading.
    Speakers {
        /// Draw it again: verdicts that still hold stay, the rest is printed to be read and written as `?`.
        #[arg(long)]
        draw: bool,
    },
    /// The sample of stored bodies judged by reading.
    Bodies {
        /// Draw it again: verdicts that still hold stay, the rest is printed to be read and written as `?`.
        #[arg(long)]
        draw: bool,
    },
    /// Chains of mentions against a part of OntoGUM.
    Chains(coref::ChainsArguments),
    /// Names against gold in the format of corpora/ner.
    Ner {
        /// The file of gold names.
        file: PathBuf,
        /// Show every sentence whose names differ from gold.
        #[arg(long)]
        mistakes: bool,
    },
}

/// Scores what was asked for; `false` where a floor is not reached.
pub(crate) fn run(shared: &Shared, what: &ScoreArguments) -> Result<bool> {
    if let Some(part) = &what.part {
        return match part {
            Part::Lemmas(what) => lemmas::run(what),
            Part::Segmentation(what) => segmentation::run(what),
            Part::Syntax { file, confusions } => syntax::run(file, what.models.as_deref(), *confusions),
            Part::Pages(what) => pages::run(shared, what),
            Part::Speakers { draw } => referees::speakers(shared, &what.parallax, *draw),
            Part::Bodies { draw } => referees::bodies(shared, &what.parallax, *draw),
            Part::Chains(what) => coref::chains(shared, what),
            Part::Show { file } => show::run(file, what.models.as_deref()),
            Part::Ner { file, mistakes } => ner::run(file, what.models.as_deref(), *mistakes),
        };
    }
    let mut measures = referees::measure(shared, &what.parallax, what.only.as_deref())?;
    let only = what.only.as_deref();
    let wanted = |set: &str| only.is_none_or(|only| set.starts_with(only) || only.starts_with(set));
    let mut inner = Vec::new();
    if wanted("surface") {
        inner.extend(segmentation::measures(shared)?);
        inner.extend(lemmas::measures(shared)?);
    }
    if wanted("syntax") {
        inner.extend(syntax::measures(shared)?);
    }
    if wanted("html.cv") {
        inner.extend(pages::measures(shared)?);
    }
    if wanted("copies") {
        inner.extend(copies::measures(shared)?);
    }
    if wanted("names") {
        inner.extend(ner::measures(shared)?);
    }
    if wanted("gap-cv") {
        inner.extend(coref::gap(shared)?);
    }
    if wanted("ontogum-dev") {
        inner.extend(coref::ontogum(shared)?);
    }
    measures.extend(inner.into_iter().filter(|m| only.is_none_or(|only| m.name.starts_with(only))));
    floors::compare(&measures, what.only.as_deref(), what.raise)
}

/// The embedded models, or those of a folder.
fn models(folder: Option<&Path>) -> Result<Models> {
    let Some(folder) = folder else { return Models::english().context("load the embedded models") };
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| format!("read {}", path.display()))
    };
    Models::of(&read("lexicon.bin")?, &read("tagger.bin")?, &read("parser.bin")?, &read("names.bin")?)
        .with_context(|| format!("load the models of {}", folder.display()))
}
