//! `parallax sources`: the outlets.

use crate::Outcome;
use crate::context::Context;
use crate::dates::period;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::output::{Cell, Column};
use crate::rows::Rows;

/// List the outlets, with how much each brought
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    limit: Limit,
}

/// Lists outlets, most articles first.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::SOURCES, &[])?;
    let all = options.limit.cut(context, &mut rows);
    let names = ["source", "kind", "articles", "copies", "published", "quotes", "claims"];
    let mut answer = rows.answer(names.map(Column::new), |row| {
        let published = period(row.text("first_published"), row.text("last_published"));
        vec![
            row.cell("source"),
            row.cell("kind"),
            row.cell("articles"),
            row.cell("copies"),
            if published.is_empty() { Cell::Null } else { published.into() },
            row.cell("quotes"),
            row.cell("claims"),
        ]
    });
    answer.head = "Sources".into();
    answer.empty = "no source yet".into();
    tell_count(&mut answer, all, "source");
    answer.next = match rows.first() {
        Some(row) => vec![format!("articles --source {}", crate::context::quote(row.text("source")))],
        None => vec!["ingest FOLDER".into()],
    };
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
