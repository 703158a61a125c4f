//! What commands that record decisions share: who decides, and linking again afterwards.

use parallax_store::{NewDecision, OpenMode, Store};

use crate::context::Context;
use crate::failure::Failure;
use crate::runs::{Run, now};

/// Who decides, why, and whether to do it.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Signed {
    /// Who decides
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Say what would be decided, and decide nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Signed {
    /// A decision of now.
    pub(crate) fn decision(&self, action: &str, target: impl Into<String>) -> NewDecision {
        NewDecision {
            decided_at: now(),
            decided_by: self.by.clone(),
            action: action.to_owned(),
            target: target.into(),
            note: self.note.clone(),
            ..NewDecision::default()
        }
    }
}

/// Records decisions and computes everything across articles again; gives their numbers.
pub(crate) fn record(context: &Context, command: &str, decisions: &[NewDecision]) -> Result<Vec<i64>, Failure> {
    let mut store = Store::open(&context.db, OpenMode::Existing)?;
    let run = Run::begin(&mut store, command, None)?;
    let ids = decisions.iter().map(|d| store.decide(d)).collect::<Result<Vec<_>, _>>()?;
    super::commands::ingest::link(context, &mut store)?;
    run.finish(&mut store)?;
    Ok(ids)
}

/// Says that nothing was decided.
pub(crate) fn tell_dry_run(context: &Context) {
    context.output.note("dry run: nothing was decided");
}
