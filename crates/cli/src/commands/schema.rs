//! `parallax schema`: what the tables, views and columns mean.

use parallax_store::Value;

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::lists;
use crate::output::Column;
use crate::rows::Rows;
use crate::suggest::did_you_mean;

/// Explain the tables and views, or the columns of one
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// A table or a view
    name: Option<String>,
}

/// Explains the schema.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let everything = Rows::ask(&reader, lists::WORDS_OF_SCHEMA, &[])?;
    let rows =
        match &options.name {
            Some(name) => {
                let rows = Rows::ask(&reader, lists::WORDS_OF_SCHEMA, &[("name", Value::from(name.as_str()))])?;
                if rows.len() == 0 {
                    let mut names: Vec<&str> = everything.iter().map(|r| r.text("name")).collect();
                    names.dedup();
                    return Err(Failure::user(format!("there is no table or view called {name:?}"))
                        .hint(did_you_mean(name, names, "`parallax schema` lists them")));
                }
                rows
            }
            None => everything,
        };
    let is_overview = options.name.is_none();
    let columns = [Column::new(if is_overview { "name" } else { "column" }), Column::text("meaning")];
    let mut answer =
        rows.answer(columns, |row| vec![row.cell(if is_overview { "name" } else { "column" }), row.cell("meaning")]);
    let is_table_itself = |row: &crate::rows::RowRef<'_>| row.text("column").is_empty();
    if context.output.format() == crate::output::Format::Table {
        // People see tables first and the columns of one when they ask.
        let keep: Vec<bool> = rows.iter().map(|r| is_table_itself(&r) == is_overview).collect();
        let mut keep = keep.into_iter();
        answer.rows.retain(|_| keep.next().unwrap_or(true));
    }
    answer.head = match &options.name {
        Some(name) => {
            let meaning = rows.iter().find(is_table_itself).map(|r| r.text("meaning").to_owned()).unwrap_or_default();
            format!("{name}: {meaning}")
        }
        None => "Tables and views".into(),
    };
    if is_overview {
        answer.next = vec!["schema v_figure".into(), "query 'SELECT * FROM v_figure'".into()];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
