//! `parallax entities`: people, organisations, places.

use parallax_records::EntityKind;
use parallax_store::Value;

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::lookup;
use crate::output::Column;
use crate::rows::Rows;

/// List the people, organisations and places
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// A part of the name, or of another name it bears
    name: Option<String>,
    /// Only this kind
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(EntityKind::NAMES))]
    kind: Option<String>,
    /// Only those this outlet mentions
    #[arg(long)]
    source: Option<String>,
    #[command(flatten)]
    limit: Limit,
}

/// Lists entities, most mentioned first.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let source = options.source.as_deref().map(|word| lookup::source(&reader, word)).transpose()?;
    let params = [
        ("kind", Value::from(options.kind.clone())),
        ("name", Value::from(options.name.clone())),
        ("source", Value::from(source)),
    ];
    let mut rows = Rows::ask(&reader, lists::ENTITIES, &params)?;
    let all = options.limit.cut(context, &mut rows);
    let columns = [
        Column::new("id"),
        Column::text("name"),
        Column::new("kind"),
        Column::new("mentions"),
        Column::new("articles"),
        Column::new("sources"),
        Column::text("also called"),
    ];
    let mut answer = rows.answer(columns, |row| {
        vec![
            row.id("entity", "entity_id"),
            row.cell("name"),
            row.cell("kind"),
            row.cell("mentions"),
            row.cell("articles"),
            row.cell("sources"),
            row.text("also_called").into(),
        ]
    });
    answer.head = "People, organisations, places".into();
    answer.empty = "no entity fits".into();
    tell_count(&mut answer, all, "entity");
    answer.next =
        rows.first().map(|row| vec![format!("naming {}", crate::context::quote(row.text("name")))]).unwrap_or_default();
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
