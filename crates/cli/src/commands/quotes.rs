//! `parallax quotes`: who says what.

use parallax_records::QuoteKind;
use parallax_store::{Reader, Value};

use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::listing::{Filters, Limit, tell_count};
use crate::lists;
use crate::output::Column;
use crate::rows::Rows;
use crate::suggest::did_you_mean;

/// List the quotes: who says what, in which outlet
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only what this person or body says; a part of the name is enough
    #[arg(long)]
    speaker: Option<String>,
    /// Only this kind [default: all that are speech]
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(QuoteKind::NAMES))]
    kind: Option<String>,
    /// Only quotes that hold these words
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    limit: Limit,
}

/// Lists quotes in order of publication.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut params = options.filters.params(&reader)?;
    params.extend([
        ("speaker", Value::from(options.speaker.clone())),
        ("kind", Value::from(options.kind.clone())),
        ("words", Value::from(options.words.clone())),
    ]);
    let mut rows = Rows::ask(&reader, lists::QUOTES, &params)?;
    if let (0, Some(speaker)) = (rows.len(), &options.speaker) {
        refuse_unknown(&reader, speaker)?;
    }
    let all = options.limit.cut(context, &mut rows);
    let columns = [
        Column::new("id"),
        Column::new("day"),
        Column::new("source"),
        Column::text("speaker"),
        Column::new("cue"),
        Column::text("says"),
        Column::new("kind"),
    ];
    let mut answer = rows.answer(columns, |row| {
        vec![
            row.id("quote", "quote_id"),
            day(row.text("published")).into(),
            row.cell("source"),
            row.cell("speaker"),
            row.cell("cue"),
            row.cell("says"),
            row.cell("kind"),
        ]
    });
    answer.head = match &options.speaker {
        Some(speaker) => format!("What {} says", rows.first().map_or(speaker.as_str(), |r| r.text("speaker"))),
        None => "Who says what".into(),
    };
    answer.empty = "no quote fits".into();
    tell_count(&mut answer, all, "quote");
    if let Some(row) = rows.first() {
        answer.next = vec![format!("show quote:{}", row.int("quote_id").unwrap_or_default())];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// A speaker nobody quotes is a mistyped name rather than an empty list.
fn refuse_unknown(reader: &Reader, speaker: &str) -> Result<(), Failure> {
    let everybody = Rows::ask(reader, lists::QUOTES, &[])?;
    let mut names: Vec<&str> = everybody.iter().map(|r| r.text("speaker")).filter(|n| !n.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    let wanted = speaker.to_lowercase();
    if names.iter().any(|n| n.to_lowercase().contains(&wanted)) {
        return Ok(());
    }
    Err(Failure::user(format!("nobody called {speaker:?} is quoted")).hint(did_you_mean(
        speaker,
        names,
        "`parallax quotes` shows who is",
    )))
}
