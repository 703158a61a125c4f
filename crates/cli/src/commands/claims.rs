//! `parallax claims`: what is claimed, in the words it is claimed in.

use parallax_records::{ClaimKind, Status};
use parallax_store::Value;

use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::listing::{Filters, Limit, tell_count};
use crate::lists;
use crate::output::Column;
use crate::rows::Rows;

/// List the claims: figures, meetings, responsibility
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only this kind
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(ClaimKind::NAMES))]
    kind: Option<String>,
    /// Only what occurred, is planned, is possible or is denied
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(Status::NAMES))]
    status: Option<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    limit: Limit,
}

/// Lists claims in order of publication.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut params = options.filters.params(&reader)?;
    params.extend([("kind", Value::from(options.kind.clone())), ("status", Value::from(options.status.clone()))]);
    let mut rows = Rows::ask(&reader, lists::CLAIMS, &params)?;
    let all = options.limit.cut(context, &mut rows);
    let columns = [
        Column::new("id"),
        Column::new("day"),
        Column::new("source"),
        Column::new("kind"),
        Column::text("says"),
        Column::text("from"),
        Column::text("event"),
    ];
    let mut answer = rows.answer(columns, |row| {
        // What occurred needs no word; the rest must not be mistaken for it.
        let kind = match row.text("status") {
            "occurred" => row.text("kind").to_owned(),
            status => format!("{} ({status})", row.text("kind")),
        };
        vec![
            row.id("claim", "claim_id"),
            day(row.text("published")).into(),
            row.cell("source"),
            kind.into(),
            row.cell("says"),
            row.cell("attributed_to"),
            row.cell("event"),
        ]
    });
    answer.head = "Claims".into();
    answer.empty = "no claim fits".into();
    tell_count(&mut answer, all, "claim");
    if let Some(row) = rows.first() {
        answer.next = vec![format!("show claim:{}", row.int("claim_id").unwrap_or_default())];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
