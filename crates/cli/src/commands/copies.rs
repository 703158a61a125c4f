//! `parallax copies`: who copied whom.

use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::output::Column;
use crate::rows::Rows;

/// List the articles whose text was taken from another
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    limit: Limit,
}

/// Lists copies in order of publication.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::COPIES, &[])?;
    let all = options.limit.cut(context, &mut rows);
    let columns = [
        Column::new("copy"),
        Column::new("day"),
        Column::new("source"),
        Column::text("title"),
        Column::new("taken"),
        Column::new("from"),
        Column::new("of"),
        Column::text("because"),
    ];
    let mut answer = rows.answer(columns, |row| {
        vec![
            row.id("article", "article_id"),
            day(row.text("published")).into(),
            row.cell("source"),
            row.cell("title"),
            format!("{:.0} %", 100.0 * row.real("share").unwrap_or_default()).into(),
            row.cell("from_source"),
            row.id("article", "from_article_id"),
            row.cell("basis"),
        ]
    });
    answer.head = "Who copied whom".into();
    answer.empty = "no article repeats another".into();
    tell_count(&mut answer, all, "copy");
    if let Some(row) = rows.first() {
        answer.next = vec![format!("show article:{}", row.int("article_id").unwrap_or_default())];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
