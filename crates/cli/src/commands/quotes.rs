//! `parallax quotes`: who says what.

use parallax_records::QuoteKind;
use parallax_store::{Reader, Value};

use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::listing::{Filters, Limit, tell_count};
use crate::lists;
use crate::output::{Column, Format, clean};
use crate::rows::{RowRef, Rows};
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
    /// Show utterances that outlets print in several wordings, word by word
    #[arg(long)]
    variants: bool,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    limit: Limit,
}

/// Lists quotes in order of publication.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let mut params = options.filters.params(&reader)?;
    if options.variants && context.output.format() == Format::Table {
        let most = options.limit.most(context).unwrap_or(usize::MAX);
        let text = variants(context, &reader, options.speaker.as_deref(), most)?;
        context.output.text(&text)?;
        return Ok(Outcome::Done);
    }
    if options.variants {
        let speaker = [("name", Value::from(options.speaker.clone()))];
        let mut answer = Rows::of(reader.run(&super::query::named("quote_variants")?, &speaker)?).plain_answer();
        answer.empty = "no utterance is printed in several wordings".into();
        context.output.answer(&answer)?;
        return Ok(Outcome::Done);
    }
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

/// The first `most` utterances with several wordings: the fullest, then the others as changes.
pub(crate) fn variants(
    context: &Context,
    reader: &Reader,
    speaker: Option<&str>,
    most: usize,
) -> Result<String, Failure> {
    let rows = Rows::ask(reader, lists::QUOTE_VARIANTS, &[])?;
    let mut families: Vec<Vec<RowRef<'_>>> = Vec::new();
    for row in rows.iter() {
        match families.last_mut() {
            Some(family) if family[0].int("family_id") == row.int("family_id") => family.push(row),
            _ => families.push(vec![row]),
        }
    }
    if let Some(wanted) = speaker.map(str::to_lowercase) {
        families.retain(|f| f.iter().any(|row| row.text("speaker").to_lowercase().contains(&wanted)));
    }
    // What most outlets print in their own way comes first.
    families.sort_by_key(|f| std::cmp::Reverse(f.len()));
    let paint = context.output.paint();
    let mut blocks = Vec::new();
    for family in families.iter().take(most) {
        let fullest = &family[0];
        let name = family.iter().map(|r| r.text("speaker")).find(|s| !s.is_empty()).unwrap_or("unknown speaker");
        let at = |row: &RowRef<'_>| {
            let parts = [row.text("cue"), row.text("source"), &day(row.text("published"))];
            let id = row.int("quote_id").unwrap_or_default();
            let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            paint.faint(&format!("{} · quote:{id}", parts.join(" · ")))
        };
        let mut block = format!("{}\n", paint.strong(&clean(name)));
        block.push_str(&format!("  {}\n    {}\n", clean(fullest.text("says")), at(fullest)));
        for other in &family[1..] {
            let shown = match other.text("says") == fullest.text("says") {
                true => "the same words".to_owned(),
                false => clean(&super::diff::in_signs(fullest.text("says"), other.text("says"))),
            };
            block.push_str(&format!("  {shown}\n    {}\n", at(other)));
        }
        blocks.push(block);
    }
    if blocks.is_empty() {
        return Ok("no utterance is printed in several wordings\n".into());
    }
    Ok(blocks.join("\n"))
}
