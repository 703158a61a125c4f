//! `parallax queries`: the named questions.

use std::path::PathBuf;

use parallax_store::queries;

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
        /// Its name
        name: String,
    },
    /// Write all questions into a folder, to be changed and run as files
    Copy {
        /// The folder
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: PathBuf,
    },
}

/// Shows the questions.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    match &options.action {
        None | Some(Action::List) => list(context)?,
        Some(Action::Show { name }) => {
            let query = named(name.trim_start_matches('@'))?;
            context.output.text(&format!("{}\n", query.sql.trim_end()))?;
        }
        Some(Action::Copy { dir }) => copy(context, dir)?,
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

fn copy(context: &Context, dir: &std::path::Path) -> Result<(), Failure> {
    let cannot = |e: std::io::Error| {
        Failure::configuration(format!("{} cannot be written: {e}", dir.display()))
            .hint("name a folder you may write to")
    };
    std::fs::create_dir_all(dir).map_err(cannot)?;
    let mut written = 0;
    for query in queries() {
        let path = dir.join(format!("{}.sql", query.name));
        // What stands there may be the user's own version of it.
        if path.exists() {
            context.output.note(&format!("{} exists and stays as it is", path.display()));
            continue;
        }
        std::fs::write(&path, query.sql).map_err(cannot)?;
        written += 1;
    }
    context.output.note(&format!("wrote {} to {}", crate::output::count(written, "question"), dir.display()));
    Ok(())
}
