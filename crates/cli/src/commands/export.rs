//! `parallax export`: the tables as files.

use std::path::PathBuf;

use parallax_analytics::export::{ExportOptions, Format, export};

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{Answer, Cell, Column, count};

/// Write all tables into a folder, for notebooks, DuckDB and spreadsheets
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder
    #[arg(value_hint = clap::ValueHint::DirPath)]
    dir: PathBuf,
    /// Formats, several separated by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "parquet",
          value_parser = clap::builder::PossibleValuesParser::new(Format::NAMES))]
    to: Vec<String>,
    /// Leave out the texts of articles and sentences, where they may not be passed on
    #[arg(long)]
    no_body: bool,
    /// A folder of its own for every event, for tables whose rows are about one
    #[arg(long, value_name = "COLUMN", value_parser = ["event"])]
    partition: Option<String>,
}

/// Exports tables.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let settings = ExportOptions {
        formats: options.to.iter().filter_map(|name| Format::of(name)).collect(),
        body: !options.no_body,
        by_event: options.partition.is_some(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..ExportOptions::default()
    };
    let written = export(&reader, &options.dir, &settings)?;
    let mut answer = Answer::new([Column::new("file"), Column::new("rows")]);
    answer.rows = written
        .iter()
        .map(|file| {
            let rows = file.table.map(|_| file.rows);
            vec![Cell::Text(file.path.display().to_string()), rows.into()]
        })
        .collect();
    answer.head = format!("Wrote {}", options.dir.display());
    answer.head_note = count(written.len(), "file");
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
