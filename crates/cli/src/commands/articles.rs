//! `parallax articles`: what was read.

use crate::Outcome;
use crate::context::Context;
use crate::dates::{clock, day_of_year};
use crate::failure::Failure;
use crate::listing::{Filters, Limit, tell_count};
use crate::lists;
use crate::output::{Cell, Column};
use crate::rows::Rows;

/// List the articles
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    limit: Limit,
}

/// Lists articles in order of publication.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::ARTICLES, &options.filters.params(&reader)?)?;
    let all = options.limit.cut(context, &mut rows);
    let columns = [
        Column::new("id"),
        Column::new("published"),
        Column::new("source"),
        Column::text("title"),
        Column::new("quotes"),
        Column::new("claims"),
        Column::new("copy of"),
    ];
    let mut answer = rows.answer(columns, |row| {
        let published = row.text("published");
        let shown = format!("{} {}", day_of_year(published), clock(published));
        vec![
            row.id("article", "article_id"),
            if published.is_empty() { Cell::Null } else { Cell::from(shown.trim()) },
            row.cell("source"),
            row.cell("title"),
            row.cell("quotes"),
            row.cell("claims"),
            row.int("copy_of").map(|n| format!("article:{n}")).unwrap_or_default().into(),
        ]
    });
    answer.head = "Articles".into();
    answer.empty = "no article fits".into();
    tell_count(&mut answer, all, "article");
    answer.next = match rows.first() {
        Some(row) => vec![format!("show article:{}", row.int("article_id").unwrap_or_default()), "toll".into()],
        None => vec!["articles".into(), "ingest FOLDER".into()],
    };
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
