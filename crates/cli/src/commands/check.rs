//! `parallax check`: is every row what it says it is.

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{Answer, Column, count};

/// Check that every row still reads as its article does; exit code 3 where one does not
#[derive(Debug, clap::Args)]
pub(crate) struct Options {}

/// Runs the checks.
pub(crate) fn run(context: &Context, _options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let findings = parallax_store::check(&reader)?;
    let mut answer = Answer::new([Column::new("check"), Column::new("row"), Column::text("what")]);
    answer.rows =
        findings.iter().map(|f| vec![f.check.into(), f.row.as_str().into(), f.what.as_str().into()]).collect();
    answer.head = "Check".into();
    answer.head_note = count(findings.len(), "finding");
    answer.empty = "every row reads as its article does; nothing to report".into();
    context.output.answer(&answer)?;
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Findings })
}
