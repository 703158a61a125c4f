//! `parallax coverage`: who tells of what, how long after the first, and what is left out.

use std::collections::BTreeMap;

use parallax_analytics::answer::{self, Coverage, Omission};
use parallax_store::{Reader, Value, query};

use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lookup;
use crate::output::{Answer, Cell, Column, count, number};
use crate::rows::Rows;

/// Show which source tells of what, since when, and what it leaves out
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The event: its slug, event:2, or a unique part of its title [default: every event]
    event: Option<String>,
    /// What the other sources tell of and one leaves out
    #[arg(long)]
    left_out: bool,
    #[command(flatten)]
    limit: Limit,
}

/// Shows coverage.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let event = options.event.as_deref().map(|word| lookup::event(&reader, word)).transpose()?;
    let answer = match (&event, options.left_out) {
        (_, true) => left_out(context, &reader, event.as_ref(), options.limit)?,
        (Some(event), false) => of_event(&reader, event)?,
        (None, false) => of_all(context, &reader, options.limit)?,
    };
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// Outlets that published in the days of an event and had nothing on it, by event.
fn silent(reader: &Reader) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let Some(question) = query("not_covered") else { return Ok(found) };
    let rows = Rows::of(reader.run(&question, &[("least", Value::Integer(1))])?);
    for row in rows.iter() {
        found.entry(row.text("event").to_owned()).or_default().push(row.text("silent_source").to_owned());
    }
    Ok(found)
}

/// One event: a row an outlet, the silent ones last.
fn of_event(reader: &Reader, event: &lookup::Event) -> Result<Answer, Failure> {
    let told = answer::coverage(reader, Some(&event.slug))?;
    let left_out = answer::omissions(reader, Some(&event.slug), 2)?;
    let silent = silent(reader)?.remove(&event.slug).unwrap_or_default();
    let mut answer = Answer::new([
        Column::new("source"),
        Column::people("first"),
        Column::people("after"),
        Column::programs("first_published"),
        Column::programs("hours_after"),
        Column::new("articles"),
        Column::new("copies"),
        Column::new("claims"),
        Column::new("figures"),
        Column::new("meetings"),
        Column::new("quotes"),
        Column::text("leaves out"),
    ]);
    answer.rows = told
        .iter()
        .map(|c| {
            let missing: Vec<String> = left_out.iter().filter(|o| o.silent == c.source).map(matter).collect();
            let numbers = [c.articles, c.copies, c.claims, c.figures, c.meetings, c.quotes].map(Cell::Int);
            let first = moment(c.first_published);
            let mut row: Vec<Cell> = vec![
                c.source.as_str().into(),
                first.as_deref().map(day).into(),
                c.hours_after.map(after).into(),
                first.into(),
                c.hours_after.into(),
            ];
            row.extend(numbers);
            row.push(if missing.is_empty() { Cell::Null } else { missing.join("; ").into() });
            row
        })
        .collect();
    answer.rows.extend(silent.iter().map(|source| {
        let mut row: Vec<Cell> = vec![source.as_str().into(), Cell::Null, Cell::Null, Cell::Null, Cell::Null];
        row.extend((0..6).map(|_| Cell::Int(0)));
        row.push("all of it".into());
        row
    }));
    answer.head = format!("{} · who tells of it", lookup::short_title(&event.title));
    answer.head_note = count(told.len(), "source");
    answer.empty = "no source tells of it".into();
    if !silent.is_empty() {
        answer.foot.push(format!("{} published in those days and had nothing on it", count(silent.len(), "source")));
    }
    answer.next = vec![format!("coverage {} --left-out", event.slug), format!("timeline {}", event.slug)];
    Ok(answer)
}

/// Every event: a row each, those that most outlets tell of first.
fn of_all(context: &Context, reader: &Reader, limit: Limit) -> Result<Answer, Failure> {
    let told = answer::coverage(reader, None)?;
    let silent = silent(reader)?;
    let mut events: Vec<Vec<&Coverage>> =
        told.chunk_by(|a, b| a.event == b.event).map(|c| c.iter().collect()).collect();
    events.sort_by_key(|of| std::cmp::Reverse((of.len(), of.iter().map(|c| c.articles).sum::<i64>())));
    let all = events.len();
    if let Some(most) = limit.most(context) {
        events.truncate(most);
    }
    let mut answer = Answer::new([
        Column::new("event"),
        Column::new("sources"),
        Column::new("articles"),
        Column::new("quotes"),
        Column::new("first"),
        Column::people("day"),
        Column::programs("first_published"),
        Column::new("last to begin"),
        Column::people("after"),
        Column::programs("hours_after"),
        Column::text("silent"),
    ]);
    let none = Vec::new();
    answer.rows = events
        .iter()
        .map(|of| {
            // Coverage comes in order of publication, sources without a date last.
            let first = of.first().copied();
            let last = of.iter().rev().find(|c| c.hours_after.is_some()).filter(|_| of.len() > 1).copied();
            let begun = first.and_then(|c| moment(c.first_published));
            let event = first.map(|c| c.event.as_str()).unwrap_or_default();
            let silent = silent.get(event).unwrap_or(&none);
            vec![
                event.into(),
                of.len().into(),
                Cell::Int(of.iter().map(|c| c.articles).sum()),
                Cell::Int(of.iter().map(|c| c.quotes).sum()),
                first.map(|c| c.source.clone()).into(),
                begun.as_deref().map(day).into(),
                begun.into(),
                last.map(|c| c.source.clone()).into(),
                last.and_then(|c| c.hours_after).map(after).into(),
                last.and_then(|c| c.hours_after).into(),
                if silent.is_empty() { Cell::Null } else { silent.join("; ").into() },
            ]
        })
        .collect();
    answer.head = "Who tells of what".into();
    answer.empty = "no event yet; `parallax link` looks for them".into();
    tell_count(&mut answer, all, "event");
    if let Some(event) = events.first().and_then(|of| of.first()) {
        answer.next = vec![format!("coverage {}", event.event), "coverage --left-out".into()];
    }
    Ok(answer)
}

/// What others tell and one leaves out, a row each.
fn left_out(
    context: &Context,
    reader: &Reader,
    event: Option<&lookup::Event>,
    limit: Limit,
) -> Result<Answer, Failure> {
    let mut found = answer::omissions(reader, event.map(|e| e.slug.as_str()), 2)?;
    // What all others tell weighs most, the more of them the more.
    found.sort_by_key(|o| (!o.all_others(), std::cmp::Reverse(o.told_by)));
    let all = found.len();
    if let Some(most) = limit.most(context) {
        found.truncate(most);
    }
    let mut answer = Answer::new([
        Column::new("source"),
        Column::new("leaves out"),
        Column::new("event"),
        Column::people("told by"),
        Column::programs("kind"),
        Column::programs("scope"),
        Column::programs("told_by"),
        Column::programs("covered_by"),
        Column::programs("all_others"),
    ]);
    answer.rows = found
        .iter()
        .map(|o| {
            let others = if o.all_others() { "all others" } else { "others" };
            vec![
                o.silent.as_str().into(),
                matter(o).into(),
                o.event.as_str().into(),
                format!("{} of {}, {others}", o.told_by, o.covered_by).into(),
                o.kind.as_str().into(),
                o.scope.clone().into(),
                Cell::Int(o.told_by),
                Cell::Int(o.covered_by),
                o.all_others().into(),
            ]
        })
        .collect();
    answer.head = "What the others tell".into();
    answer.empty = "no source leaves out what two others tell".into();
    tell_count(&mut answer, all, "omission");
    if let Some(o) = found.first() {
        answer.next = vec![format!("claims --event {} --kind {}", o.event, o.kind)];
    }
    Ok(answer)
}

/// "killed", "injured children", "who is responsible".
fn matter(o: &Omission) -> String {
    match (o.kind.as_str(), o.scope.as_deref()) {
        ("responsible", _) => "who is responsible".into(),
        ("struck", _) => "who struck what".into(),
        ("met", _) => "the meeting".into(),
        ("visited", _) => "the visit".into(),
        (kind, None | Some("all")) => kind.to_owned(),
        (kind, Some(scope)) => format!("{kind} {}", scope.replace('_', " ")),
    }
}

/// "first", "5 h", "2 days".
fn after(hours: f64) -> String {
    match hours {
        h if h <= 0.0 => "first".into(),
        h if h < 48.0 => format!("{} h", number(h)),
        h => count((h / 24.0).round() as usize, "day"),
    }
}

/// A time from microseconds since 1970.
fn moment(micros: Option<i64>) -> Option<String> {
    chrono::DateTime::from_timestamp_micros(micros?).map(|t| t.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}
