//! `parallax query`: questions in SQL.

use std::path::Path;

use parallax_store::{Param, Query, Value};

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::rows::Rows;
use crate::suggest::did_you_mean;

/// Ask in SQL: a statement, a named question (@toll_by_source), or a file
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The statement, @NAME of a named question, or a file that ends in .sql
    sql: String,
    /// A parameter; a statement writes it as :NAME
    #[arg(long, short = 'p', value_name = "NAME=VALUE")]
    param: Vec<String>,
    #[command(flatten)]
    limit: Limit,
}

/// Runs a reading statement.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let params = options.param.iter().map(|p| param(p)).collect::<Result<Vec<_>, _>>()?;
    let borrowed: Vec<Param<'_>> = params.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let reader = context.reader()?;
    let (table, title) = if let Some(name) = options.sql.strip_prefix('@') {
        let query = named(name)?;
        (reader.run(&query, &borrowed)?, query.title)
    } else if is_file(&options.sql) {
        let sql = std::fs::read_to_string(&options.sql)
            .map_err(|e| Failure::user(format!("{} cannot be read: {e}", options.sql)))?;
        (reader.table(&sql, &borrowed)?, options.sql.clone())
    } else {
        (reader.table(&options.sql, &borrowed)?, String::new())
    };
    let mut rows = Rows::of(table);
    let all = options.limit.cut(context, &mut rows);
    let mut answer = rows.plain_answer();
    answer.head = title;
    answer.empty = "no row".into();
    tell_count(&mut answer, all, "row");
    if answer.head.is_empty() {
        answer.head_note.clear();
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// The named question, or a failure that names the nearest.
pub(crate) fn named(name: &str) -> Result<Query, Failure> {
    parallax_store::query(name).ok_or_else(|| {
        let names = parallax_store::queries();
        let names = names.iter().map(|q| q.name);
        Failure::user(format!("there is no question called @{name}")).hint(did_you_mean(
            name,
            names,
            "`parallax queries list` shows those there are",
        ))
    })
}

fn is_file(word: &str) -> bool {
    !word.contains(char::is_whitespace) && Path::new(word).extension().is_some_and(|e| e.eq_ignore_ascii_case("sql"))
}

fn param(word: &str) -> Result<(String, Value), Failure> {
    match word.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.trim_start_matches(':').to_owned(), Value::parse(value))),
        _ => Err(Failure::user(format!("{word:?} is no parameter")).hint("write it as -p name=value")),
    }
}
