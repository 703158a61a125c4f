//! `parallax events`: what the articles speak of.

use crate::Outcome;
use crate::context::Context;
use crate::dates::period;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::output::{Answer, Cell, Column};
use crate::rows::{RowRef, Rows};

/// List the events that the articles speak of
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    limit: Limit,
}

/// Lists events, most claims first.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::EVENTS, &[])?;
    let all = options.limit.cut(context, &mut rows);
    let mut answer = told(&rows, Column::new("part of"), |row| row.text("part_of").into());
    answer.head = "Events".into();
    answer.empty = "no event yet; `parallax link` looks for them".into();
    tell_count(&mut answer, all, "event");
    answer.next = rows.first().map(|row| vec![format!("toll {}", row.text("event"))]).unwrap_or_default();
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// What lists of events tell of each, and one more column.
pub(super) fn told(rows: &Rows, last: Column, cell: impl Fn(RowRef<'_>) -> Cell) -> Answer {
    let columns = [
        Column::new("event"),
        Column::text("title"),
        Column::new("when"),
        Column::new("place"),
        Column::new("sources"),
        Column::new("articles"),
        Column::new("claims"),
        last,
    ];
    rows.answer(columns, |row| {
        let when = period(row.text("date_from"), row.text("date_to"));
        vec![
            row.cell("event"),
            row.cell("title"),
            if when.is_empty() { Cell::Null } else { when.into() },
            row.cell("place"),
            row.cell("sources"),
            row.cell("articles"),
            row.cell("claims"),
            cell(row),
        ]
    })
}
