//! `parallax conflicts`: what cannot both be true.

use parallax_analytics::answer::{self, Conflict, ConflictOptions, Side};
use parallax_analytics::figures::{Comparison, Numbers};
use parallax_records::ClaimKind;
use parallax_store::Reader;

use super::toll::{capital, whom};
use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::lookup;
use crate::output::{Answer, Cell, Column, Format, clean, count};

/// Show figures that cannot both be true, with both sentences and the reason
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The event: its slug, event:2, or a unique part of its title [default: all events]
    event: Option<String>,
    /// Only this figure
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(["killed", "injured", "missing", "displaced", "detained", "figure"]))]
    kind: Option<String>,
    /// Other relations than contradictions, several separated by commas
    #[arg(long, value_name = "RELATION", value_delimiter = ',', default_value = "contradict",
          value_parser = clap::builder::PossibleValuesParser::new(Comparison::NAMES))]
    relation: Vec<String>,
    /// How words become numbers: literal, acled, wikimpacts, or a TOML file
    #[arg(long, value_name = "POLICY", default_value = "literal")]
    numbers: String,
    /// Count for every two sources how often they agree, update and contradict each other
    #[arg(long, conflicts_with_all = ["kind", "relation"])]
    matrix: bool,
}

/// Shows contradictions.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let event = options.event.as_deref().map(|word| lookup::event(&reader, word)).transpose()?;
    if options.matrix {
        context.output.answer(&matrix(&reader, event.as_ref())?)?;
        return Ok(Outcome::Done);
    }
    let found = answer::conflicts(
        &reader,
        &ConflictOptions {
            event: event.as_ref().map(|e| e.slug.clone()),
            kind: options.kind.as_deref().and_then(|k| k.parse().ok()),
            relations: options.relation.iter().filter_map(|r| Comparison::of(r)).collect(),
            numbers: Numbers::named(&options.numbers).map_err(parallax_analytics::AnalyticsError::from)?,
        },
    )?;
    let is_default = options.relation == ["contradict"];
    let noun = if is_default { "contradiction" } else { "relation" };
    if context.output.format() == Format::Table {
        context.output.text(&cards(context, &found, noun, event.map(|e| e.title)))?;
        return Ok(Outcome::Done);
    }
    let mut answer = rows(&found);
    answer.head = format!("{}s", capital(noun));
    answer.head_note = count(found.len(), noun);
    answer.empty = format!("no {noun} found");
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// How every two sources stand to each other.
fn matrix(reader: &Reader, event: Option<&lookup::Event>) -> Result<Answer, Failure> {
    let found = answer::agreement(reader, event.map(|e| e.slug.as_str()))?;
    let mut answer = Answer::new(["one", "other", "agree", "update", "contradict"].map(Column::new));
    answer.rows = found
        .iter()
        .map(|c| {
            let counts = [c.agree, c.update, c.contradict].map(Cell::from);
            [c.a.as_str().into(), c.b.as_str().into()].into_iter().chain(counts).collect()
        })
        .collect();
    let title = event.map(|e| format!("{} · ", lookup::short_title(&e.title))).unwrap_or_default();
    answer.head = format!("{title}Who agrees with whom");
    answer.head_note = count(found.len(), "pair");
    answer.empty = "no two sources give the same figure".into();
    answer.next = vec![event.map_or_else(|| "conflicts".to_owned(), |e| format!("conflicts {}", e.slug))];
    Ok(answer)
}

/// A card for each pair: the two sides, then why.
fn cards(context: &Context, found: &[Conflict], noun: &str, event: Option<String>) -> String {
    let paint = context.output.paint();
    let head = event
        .map_or_else(|| format!("{}s", capital(noun)), |title| format!("{} · {noun}s", lookup::short_title(&title)));
    let mut out = format!("{}        {}\n", paint.strong(&clean(&head)), paint.faint(&count(found.len(), noun)));
    if found.is_empty() {
        out.push_str("no two named origins give figures that cannot both be true\n");
    }
    out.push_str(&pairs(context, found.iter()));
    let mut next = Vec::new();
    if let Some(first) = found.first() {
        next.extend(
            first.a.claims.first().zip(first.b.claims.first()).map(|(a, b)| format!("show claim:{a} claim:{b}")),
        );
        next.push(format!("toll {}", first.event));
    }
    if !next.is_empty() {
        out.push('\n');
    }
    out + &context.output.next(&next)
}

/// The contradictions of one event, or of all.
pub(crate) fn of_event(reader: &Reader, slug: Option<&str>) -> Result<Vec<Conflict>, Failure> {
    let options = ConflictOptions { event: slug.map(str::to_owned), ..ConflictOptions::default() };
    Ok(answer::conflicts(reader, &options)?)
}

/// Both sides of each pair, then why.
pub(crate) fn pairs<'c>(context: &Context, found: impl Iterator<Item = &'c Conflict>) -> String {
    let paint = context.output.paint();
    let mut out = String::new();
    for conflict in found {
        let since = conflict.since.map(|d| format!(" · since {}", day(&d.to_string()))).unwrap_or_default();
        let what = format!("{} · {}{since}", counts(conflict), lookup::short_title(&conflict.title));
        out.push_str(&format!("\n{}\n", paint.strong(&clean(&what))));
        let width = conflict.a.wording.chars().count().max(conflict.b.wording.chars().count());
        for side in [&conflict.a, &conflict.b] {
            out.push_str(&format!("  {:>width$}  {}\n", side.wording, clean(&voices(side))));
            out.push_str(&format!("  {:>width$}  “{}”  {}\n", "", clean(&side.says), paint.faint(&evidence(side))));
        }
        let sign = if conflict.relation == Comparison::Contradict { "≠" } else { conflict.relation.name() };
        out.push_str(&format!("  {sign} {}\n", clean(&conflict.reason)));
    }
    out
}

/// What both sides count: "Killed, children", "Figure (location)".
fn counts(conflict: &Conflict) -> String {
    let kind = capital(conflict.kind.name());
    let noun = conflict.counted.as_ref().map(|noun| format!(" ({noun})")).unwrap_or_default();
    match conflict.kind {
        ClaimKind::Figure => kind + &noun,
        _ => format!("{kind}, {}{noun}", whom(conflict.scope)),
    }
}

/// "the coast guard · NPA, Coastal Radio · 5–7 Mar"
fn voices(side: &Side) -> String {
    let origin = whose(side);
    let sources = side.sources.join(", ");
    let copies =
        if side.copies.is_empty() { String::new() } else { format!(" (copied by {})", side.copies.join(", ")) };
    let text = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let days = crate::dates::period(&text(side.first_day), &text(side.last_day));
    [origin, format!("{sources}{copies}"), days].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Whose number it is, in words.
pub(crate) fn whose(side: &Side) -> String {
    if side.origins.is_empty() { "no named origin".into() } else { side.origins.join(", ") }
}

fn evidence(side: &Side) -> String {
    side.claims.first().map(|id| format!("claim:{id}")).unwrap_or_default()
}

fn rows(found: &[Conflict]) -> Answer {
    let mut answer = Answer::new([
        Column::new("event"),
        Column::new("kind"),
        Column::new("scope"),
        Column::programs("counted"),
        Column::new("relation"),
        Column::new("says"),
        Column::new("from"),
        Column::text("sources"),
        Column::new("other_says"),
        Column::new("other_from"),
        Column::text("other_sources"),
        Column::programs("since"),
        Column::programs("low"),
        Column::programs("high"),
        Column::programs("other_low"),
        Column::programs("other_high"),
        Column::text("reason"),
        Column::programs("text"),
        Column::programs("other_text"),
        Column::programs("claim_id"),
        Column::programs("other_claim_id"),
    ]);
    answer.rows = found
        .iter()
        .map(|c| {
            vec![
                c.event.as_str().into(),
                c.kind.name().into(),
                c.scope.name().into(),
                c.counted.clone().into(),
                c.relation.name().into(),
                c.a.wording.as_str().into(),
                Some(c.a.origins.join("; ")).filter(|o| !o.is_empty()).into(),
                c.a.sources.join("; ").into(),
                c.b.wording.as_str().into(),
                Some(c.b.origins.join("; ")).filter(|o| !o.is_empty()).into(),
                c.b.sources.join("; ").into(),
                c.since.map(|d| d.to_string()).into(),
                c.a.interval.low.into(),
                c.a.interval.high.into(),
                c.b.interval.low.into(),
                c.b.interval.high.into(),
                c.reason.as_str().into(),
                c.a.says.as_str().into(),
                c.b.says.as_str().into(),
                c.a.claims.first().copied().map(Cell::Int).unwrap_or(Cell::Null),
                c.b.claims.first().copied().map(Cell::Int).unwrap_or(Cell::Null),
            ]
        })
        .collect();
    answer
}
