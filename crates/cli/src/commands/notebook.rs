//! `parallax notebook`: a notebook that runs as it is, with the tables beside it.

use std::path::PathBuf;

use parallax_analytics::export::{ExportOptions, export};

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::notebook::{jupyter, marimo};
use crate::output::{Answer, Cell, Column, count};

/// Write a starter notebook for Jupyter and marimo, with the tables it reads
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder; notebooks that are there stay as they are
    #[arg(value_hint = clap::ValueHint::DirPath)]
    dir: PathBuf,
    /// Leave out the texts of articles and sentences, where they may not be passed on
    #[arg(long)]
    no_body: bool,
}

/// Exports the tables as Parquet and writes both notebooks.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let settings = ExportOptions {
        body: !options.no_body,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..ExportOptions::default()
    };
    let tables = export(&reader, &options.dir.join("data"), &settings)?;
    let mut answer = Answer::new([Column::new("file"), Column::new("what")]);
    for (name, text, what) in
        [("parallax.ipynb", jupyter(), "for Jupyter"), ("parallax_marimo.py", marimo(), "for marimo")]
    {
        let path = options.dir.join(name);
        if path.exists() {
            // It may hold the user's own work.
            context.output.note(&format!("{} exists and stays as it is", path.display()));
            continue;
        }
        std::fs::write(&path, text).map_err(|e| {
            Failure::configuration(format!("{} cannot be written: {e}", path.display()))
                .hint("name a folder you may write to")
        })?;
        answer.rows.push(vec![Cell::Text(path.display().to_string()), what.into()]);
    }
    answer.rows.push(vec![
        Cell::Text(options.dir.join("data").display().to_string()),
        count(tables.iter().filter(|t| t.table.is_some()).count(), "table").into(),
    ]);
    answer.head = format!("Wrote {}", options.dir.display());
    context.output.answer(&answer)?;
    context.output.note("run it in its folder: jupyter lab parallax.ipynb, or marimo edit parallax_marimo.py");
    Ok(Outcome::Done)
}
