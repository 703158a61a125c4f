//! `parallax sources`: the outlets, and what the user says of them.

mod file;

use std::path::PathBuf;

use parallax_store::{OpenMode, Ruling, SourceChange, Store, StoreError};

use crate::Outcome;
use crate::context::Context;
use crate::dates::period;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::output::{Answer, Cell, Column, count};
use crate::rows::Rows;
use crate::runs::{Run, now};

/// List the outlets, with how much each brought; name, describe and merge them
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "parallax sources apply FILE [--dry-run] [--no-link]\nparallax sources split NAME [--reason WHY] [--dry-run] [--no-link]"
)]
pub(crate) struct Options {
    #[command(flatten)]
    limit: Limit,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Name, describe and merge outlets by a table (CSV) or a TOML file
    Apply {
        /// name, kind, domain, country, lang, also (other names of the outlet, parted by ";"), reason
        #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        file: PathBuf,
        /// Tell what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Do not compare the articles afterwards (`parallax link` does it later)
        #[arg(long)]
        no_link: bool,
    },
    /// Take a merge back: the outlet is one of its own again, with the articles it brought
    Split {
        /// The name that was merged into another
        name: String,
        /// Why, for the record
        #[arg(long)]
        reason: Option<String>,
        /// Tell what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Do not compare the articles afterwards (`parallax link` does it later)
        #[arg(long)]
        no_link: bool,
    },
}

/// Lists or changes outlets.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    match &options.action {
        None => list(context, options),
        Some(Action::Apply { file, dry_run, no_link }) => {
            let sources = file::read(file)?;
            change(context, "sources apply", *dry_run, *no_link, |store, ruling| store.apply_sources(&sources, ruling))
        }
        Some(Action::Split { name, reason, dry_run, no_link }) => {
            change(context, "sources split", *dry_run, *no_link, |store, ruling| {
                store.split_source(name, reason.as_deref(), ruling).map(|change| vec![change])
            })
        }
    }
}

/// Changes outlets and tells what changed. Who copied whom and who says so alone hangs on outlets, so
/// the articles are compared anew where some moved.
fn change(
    context: &Context,
    command: &str,
    dry_run: bool,
    no_link: bool,
    work: impl FnOnce(&mut Store, &Ruling<'_>) -> parallax_store::Result<Vec<SourceChange>>,
) -> Result<Outcome, Failure> {
    let mut store = Store::open(&context.db, OpenMode::Existing)?;
    let at = now();
    let changes = work(&mut store, &Ruling { at: &at, by: None, dry_run }).map_err(|e| match e {
        StoreError::NoRow { row } => {
            Failure::user(format!("there is no {row}")).hint("`parallax sources` lists those there are")
        }
        other => other.into(),
    })?;
    let moved: usize = changes.iter().map(|c| c.articles).sum();
    if !dry_run && !changes.is_empty() {
        let run = Run::begin(&mut store, command, None)?;
        if moved > 0 && !no_link {
            super::ingest::link(context, &mut store)?;
        }
        run.finish(&mut store)?;
    }
    let columns = ["source", "change", "from", "to", "articles"].map(Column::new);
    let mut answer = Answer::new(columns);
    answer.rows = changes.into_iter().map(row).collect();
    answer.head = if dry_run { "What would change".into() } else { "Changed".into() };
    answer.empty = "nothing to change: all of it is so already".into();
    if moved > 0 {
        let would = if dry_run { "would move" } else { "moved" };
        answer.head_note = format!("{} {would}", count(moved, "article"));
    }
    if !dry_run {
        answer.next = vec!["sources".into()];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

fn row(change: SourceChange) -> Vec<Cell> {
    let text = |text: String| if text.is_empty() { Cell::Null } else { text.into() };
    // A merge reads "from the old name to the outlet"; its reason is in the record.
    let to = if change.what == "merge" { change.source.clone() } else { change.after };
    let articles =
        if matches!(change.what, "merge" | "split") { Cell::Int(change.articles as i64) } else { Cell::Null };
    vec![change.source.into(), change.what.into(), text(change.before), text(to), articles]
}

/// Lists outlets, most articles first.
fn list(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::SOURCES, &[])?;
    let all = options.limit.cut(context, &mut rows);
    let names = ["source", "kind", "articles", "copies", "published", "quotes", "claims"].map(Column::new);
    let mut answer = rows.answer(names, |row| {
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
