//! `parallax link`: the layer across sources, computed anew.

use parallax_store::{OpenMode, Store};

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{Answer, Cell, Column};
use crate::runs::Run;

/// Compare all articles anew: events, variants of quotes, agreements and contradictions
#[derive(Debug, clap::Args)]
pub(crate) struct Options {}

/// Links.
pub(crate) fn run(context: &Context, _options: &Options) -> Result<Outcome, Failure> {
    let mut store = Store::open(&context.db, OpenMode::Existing)?;
    let run = Run::begin(&mut store, "link", None)?;
    let report = super::ingest::link(context, &mut store)?;
    run.finish(&mut store)?;
    let names = ["events", "claims", "statements", "relations", "quote families"];
    let mut answer = Answer::new(names.map(Column::new));
    let cells = [report.events, report.claims, report.statements, report.relations, report.families];
    answer.rows = vec![cells.map(Cell::from).to_vec()];
    answer.head = "Compared".into();
    answer.next = vec!["events".into(), "toll".into(), "conflicts".into()];
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
