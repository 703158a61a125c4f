//! `parallax queries`: the named questions.

use std::path::PathBuf;

use parallax_store::{Query, duckdb_knows, duckdb_tables, queries, to_duckdb};

use super::query::named;
use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{Answer, Cell, Column};

/// List, show or copy the named questions
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the named questions
    List,
    /// Print a question's SQL
    Show {
        /// Its name; `tables` for what stands beneath them, with --dialect duckdb
        name: String,
        /// The engine that is to read it
        #[arg(long, value_enum, default_value = "sqlite")]
        dialect: Dialect,
        /// The folder of the export that DuckDB reads
        #[arg(long, value_name = "DIR", default_value = "export")]
        export: String,
    },
    /// Write all questions into a folder, to be changed and run as files
    Copy {
        /// The folder
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: PathBuf,
        /// The engine that is to read them
        #[arg(long, value_enum, default_value = "sqlite")]
        dialect: Dialect,
        /// The folder of the export that DuckDB reads
        #[arg(long, value_name = "DIR", default_value = "export")]
        export: String,
    },
}

/// Whose SQL it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Dialect {
    /// SQLite, over the database.
    Sqlite,
    /// DuckDB, over the Parquet files of `parallax export`.
    Duckdb,
}

const TABLES: &str = "tables";

impl Dialect {
    /// A question in this dialect, where it can be asked in it.
    fn sql(self, query: &Query) -> Option<String> {
        match self {
            Self::Sqlite => Some(query.sql.to_owned()),
            Self::Duckdb => duckdb_knows(query.name).then(|| to_duckdb(query.sql)),
        }
    }
}

/// Shows the questions.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    match &options.action {
        None | Some(Action::List) => list(context)?,
        Some(Action::Show { name, dialect: Dialect::Duckdb, export }) if name == TABLES => {
            context.output.text(&duckdb_tables(export))?;
        }
        Some(Action::Show { name, dialect, .. }) => {
            let query = named(name.trim_start_matches('@'))?;
            let sql = dialect.sql(&query).ok_or_else(|| {
                Failure::user(format!("{} needs the full-text index, which no export has", query.name))
                    .hint("ask the database itself")
            })?;
            context.output.text(&format!("{}\n", sql.trim_end()))?;
        }
        Some(Action::Copy { dir, dialect, export }) => copy(context, dir, *dialect, export)?,
    }
    Ok(Outcome::Done)
}

fn list(context: &Context) -> Result<(), Failure> {
    let mut answer = Answer::new([
        Column::new("name"),
        Column::text("title"),
        Column::text("parameters"),
        Column { view: crate::output::View::Programs, ..Column::new("description") },
    ]);
    answer.rows = queries()
        .into_iter()
        .map(|query| {
            let params: Vec<&str> = query.params.iter().map(|p| p.name.as_str()).collect();
            vec![query.name.into(), query.title.into(), Cell::from(params.join(" ")), query.description.into()]
        })
        .collect();
    answer.head = "Named questions".into();
    answer.next = vec!["query @toll_by_source".into(), "queries show toll_by_source".into()];
    context.output.answer(&answer)?;
    Ok(())
}

fn copy(context: &Context, dir: &std::path::Path, dialect: Dialect, export: &str) -> Result<(), Failure> {
    let cannot = |e: std::io::Error| {
        Failure::configuration(format!("{} cannot be written: {e}", dir.display()))
            .hint("name a folder you may write to")
    };
    std::fs::create_dir_all(dir).map_err(cannot)?;
    let mut written = 0;
    let tables = (dialect == Dialect::Duckdb).then(|| (TABLES, duckdb_tables(export)));
    let all = queries();
    let questions = all.iter().filter_map(|q| Some((q.name, dialect.sql(q)?)));
    for (name, sql) in tables.into_iter().chain(questions) {
        let path = dir.join(format!("{name}.sql"));
        // What stands there may be the user's own version of it.
        if path.exists() {
            context.output.note(&format!("{} exists and stays as it is", path.display()));
            continue;
        }
        std::fs::write(&path, sql).map_err(cannot)?;
        written += 1;
    }
    context.output.note(&format!("wrote {} to {}", crate::output::count(written, "question"), dir.display()));
    Ok(())
}
