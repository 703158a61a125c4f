//! `cargo xtask train`: the embedded weights and tables, the same bytes for the same data and seed.

use anyhow::Result;
use clap::Args;

use crate::shared::Shared;

/// What to train.
#[derive(Args)]
pub(crate) struct TrainArguments {
    /// The models to make; all of them where none is named.
    models: Vec<String>,
}

/// Trains the models that were asked for.
pub(crate) fn run(_shared: &Shared, what: &TrainArguments) -> Result<bool> {
    anyhow::bail!("no model called {:?} is known", what.models)
}
