//! `parallax decisions`: what people decided, and taking it back.

use parallax_store::{OpenMode, Store, Value};

use crate::Outcome;
use crate::context::Context;
use crate::dates::day_of_year;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::output::{Cell, Column};
use crate::rows::{RowRef, Rows};
use crate::runs::{Run, now};

/// List what people decided, or take a decision back
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Option<Action>,
    /// Those taken back as well
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    limit: Limit,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Take a decision back; the machine's rows are as they were
    Undo {
        /// Its number
        id: i64,
        /// Say what would be taken back, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// Lists decisions or undoes one.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    if let Some(Action::Undo { id, dry_run }) = &options.action {
        undo(context, *id, *dry_run)?;
        return Ok(Outcome::Done);
    }
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::DECISIONS, &[("all", Value::from(i64::from(options.all)))])?;
    let all = options.limit.cut(context, &mut rows);
    let columns = [
        Column::new("no"),
        Column::new("when"),
        Column::new("by"),
        Column::new("decision"),
        Column::new("about"),
        Column::text("words"),
        Column::text("change"),
        Column::text("note"),
    ];
    let mut answer = rows.answer(columns, |row| {
        let taken_back = if row.text("undone_at").is_empty() { "" } else { " (taken back)" };
        vec![
            row.cell("decision_id"),
            day_of_year(row.text("decided_at")).into(),
            row.cell("decided_by"),
            format!("{}{taken_back}", row.text("action")).into(),
            about(row).into(),
            row.cell("exact"),
            change(row.text("patch")),
            row.cell("note"),
        ]
    });
    answer.head = "Decisions".into();
    answer.empty = "nothing was decided yet; `parallax review` shows what deserves a look".into();
    tell_count(&mut answer, all, "decision");
    if let Some(row) = rows.first() {
        answer.next = vec![format!("decisions undo {}", row.int("decision_id").unwrap_or_default())];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// The rows it holds for now; what it was about then, where that is no row of an article.
fn about(row: RowRef<'_>) -> String {
    let now = [row.text("claims"), row.text("quotes")].join(" ").trim().to_owned();
    if now.is_empty() { row.text("target").to_owned() } else { now }
}

/// "n 130, status occurred": what a patch changes; anchors are not for reading.
fn change(patch: &str) -> Cell {
    let Ok(serde_json::Value::Object(patch)) = serde_json::from_str(patch) else { return Cell::Null };
    let said = patch.iter().filter_map(|(field, value)| match value {
        serde_json::Value::String(text) => Some(format!("{field} {text}")),
        serde_json::Value::Number(n) => {
            Some(format!("{field} {}", n.as_f64().map_or_else(|| n.to_string(), crate::output::number)))
        }
        serde_json::Value::Null => None,
        serde_json::Value::Array(list) => Some(crate::output::count(list.len(), "claim")).filter(|_| field == "claims"),
        _ => None,
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { Cell::Null } else { said.join(", ").into() }
}

fn undo(context: &Context, id: i64, dry_run: bool) -> Result<(), Failure> {
    if dry_run {
        let reader = context.reader()?;
        let found = reader.decisions()?.into_iter().find(|d| d.decision_id == id);
        let found = found.ok_or_else(|| unknown(id))?;
        context.output.note(&format!("{} of {} would be taken back", found.decided.action, found.decided.target));
        crate::deciding::tell_dry_run(context);
        return Ok(());
    }
    let mut store = Store::open(&context.db, OpenMode::Existing)?;
    let run = Run::begin(&mut store, "decisions undo", Some(serde_json::json!({"decision": id})))?;
    let undone = store.undo_decision(id, &now()).map_err(|e| match e {
        parallax_store::StoreError::NoRow { .. } => unknown(id),
        other => other.into(),
    })?;
    super::ingest::link(context, &mut store)?;
    run.finish(&mut store)?;
    context.output.note(&format!("took back: {} of {}", undone.decided.action, undone.decided.target));
    Ok(())
}

fn unknown(id: i64) -> Failure {
    Failure::user(format!("there is no decision {id}")).hint("`parallax decisions` lists those there are")
}
