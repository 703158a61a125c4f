//! `parallax runs`: what was done to the database.

use crate::Outcome;
use crate::context::Context;
use crate::dates::{clock, day_of_year};
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::output::{Cell, Column};
use crate::rows::Rows;

/// List the commands that wrote to the database
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    limit: Limit,
}

/// Lists runs, latest first.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::RUNS, &[])?;
    let all = options.limit.cut(context, &mut rows);
    let names = ["run", "command", "started", "finished", "articles added", "version", "rules"];
    let mut answer = rows.answer(names.map(Column::new), |row| {
        let time = |column| {
            let stored = row.text(column);
            format!("{} {}", day_of_year(stored), clock(stored)).trim().to_owned()
        };
        vec![
            row.cell("run_id"),
            row.cell("command"),
            time("started_at").into(),
            if row.text("finished_at").is_empty() { Cell::from("not finished") } else { time("finished_at").into() },
            row.cell("articles_added"),
            row.cell("version"),
            row.text("rules_hash").chars().take(8).collect::<String>().into(),
        ]
    });
    answer.head = "Runs (times are UTC)".into();
    answer.empty = "nothing was done yet".into();
    tell_count(&mut answer, all, "run");
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
