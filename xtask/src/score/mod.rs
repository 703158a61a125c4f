//! `cargo xtask score`: every quality figure, one line a measure.

mod floors;
mod referees;
mod seeds;
mod segmentation;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};

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
    /// Raise the floors in tests/scores.toml to what was measured; floors never fall.
    #[arg(long)]
    raise: bool,
}

#[derive(Subcommand)]
enum Part {
    /// Sentences and tokens on raw text rebuilt from a treebank.
    Segmentation(segmentation::SegmentationArguments),
}

/// Scores what was asked for; `false` where a floor is not reached.
pub(crate) fn run(shared: &Shared, what: &ScoreArguments) -> Result<bool> {
    if let Some(part) = &what.part {
        return match part {
            Part::Segmentation(what) => segmentation::run(what),
        };
    }
    let measures = referees::measure(shared, &what.parallax, what.only.as_deref())?;
    floors::compare(&measures, what.only.as_deref(), what.raise)
}
