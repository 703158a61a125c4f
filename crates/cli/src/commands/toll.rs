//! `parallax toll`: one figure, source by source.

use parallax_analytics::answer::{self, EventToll, FigureOptions, PartToll, Toll, TollRow};
use parallax_analytics::figures::{Numbers, Reconcile, written};
use parallax_records::{ClaimKind, Scope, Status};

use crate::Outcome;
use crate::context::Context;
use crate::dates::{day, day_of_year, days_of, period};
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lookup;
use crate::output::{Answer, Cell, Column, count, number};

/// Compare one figure across sources: of one event, or of every event, largest first
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The event: its slug, event:2, or a unique part of its title [default: all events]
    event: Option<String>,
    #[command(flatten)]
    figure: Figure,
    #[command(flatten)]
    limit: Limit,
}

/// Which figure, and how it is read.
#[derive(Debug, clap::Args)]
pub(crate) struct Figure {
    /// What is counted
    #[arg(long, default_value = "killed", value_parser = clap::builder::PossibleValuesParser::new(COUNTED))]
    kind: String,
    /// Who is counted [default: everybody, where anybody counts everybody]
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(Scope::NAMES))]
    scope: Option<String>,
    /// How words become numbers: literal, acled, wikimpacts, or a TOML file
    #[arg(long, value_name = "POLICY", default_value = "literal")]
    numbers: String,
    /// How several sources become one answer: range, majority, hierarchy=FILE, manual=FILE
    #[arg(long, value_name = "POLICY", default_value = "range")]
    reconcile: String,
}

const COUNTED: [&str; 6] = ["killed", "injured", "missing", "displaced", "detained", "figure"];

impl Figure {
    /// The flags' defaults.
    pub(crate) fn killed() -> Self {
        Self { kind: "killed".into(), scope: None, numbers: "literal".into(), reconcile: "range".into() }
    }

    /// The options of the library.
    pub(crate) fn options(&self) -> Result<FigureOptions, Failure> {
        let policy = |e: parallax_analytics::figures::PolicyError| parallax_analytics::AnalyticsError::from(e);
        Ok(FigureOptions {
            kind: self.kind.parse().unwrap_or(ClaimKind::Killed),
            scope: self.scope.as_deref().and_then(|s| s.parse().ok()),
            numbers: Numbers::named(&self.numbers).map_err(policy)?,
            reconcile: Reconcile::named(&self.reconcile).map_err(policy)?,
        })
    }

    /// The flags as they were given, for the next step's command.
    pub(crate) fn given(&self) -> String {
        if self.kind == "killed" { String::new() } else { format!(" --kind {}", self.kind) }
    }
}

/// Shows a figure.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let figure = options.figure.options()?;
    match &options.event {
        Some(word) => {
            let event = lookup::event(&reader, word)?;
            let toll = answer::toll(&reader, &event.slug, &figure)?;
            context.output.answer(&of_event(&toll, &options.figure))?;
        }
        None => {
            let tolls = answer::tolls(&reader, &figure)?;
            context.output.answer(&of_all(context, tolls, options))?;
        }
    }
    Ok(Outcome::Done)
}

/// What each source says of one event.
pub(crate) fn of_event(toll: &Toll, figure: &Figure) -> Answer {
    let mut answer = Answer::new([
        Column::people("day"),
        Column::programs("date"),
        Column::new("source"),
        Column::people("says"),
        Column::people("interval"),
        Column { shrinks: true, ..Column::new("from") },
        Column::people("first"),
        Column::people("note"),
        Column::people("evidence"),
        Column::programs("says"),
        Column::programs("text"),
        Column::programs("low"),
        Column::programs("high"),
        Column::programs("low_open"),
        Column::programs("high_open"),
        Column::programs("approximate"),
        Column::programs("status"),
        Column::programs("is_first"),
        Column::programs("is_copy"),
        Column::programs("corrected"),
        Column::programs("times"),
        Column::programs("event"),
        Column::programs("kind"),
        Column::programs("scope"),
        Column::programs("claim_id"),
    ]);
    let shown = days_of(toll.rows.iter().filter_map(|row| row.day.as_ref()));
    answer.rows = toll.rows.iter().map(|row| toll_row(toll, row, shown)).collect();
    answer.head = head(toll);
    let copies = toll.sources - toll.independent.min(toll.sources);
    answer.head_note = match copies {
        0 => count(toll.sources, "source"),
        _ => format!("{}, {} independent", count(toll.sources, "source"), toll.independent),
    };
    answer.empty = format!("no source gives this figure{}", elsewhere(toll));
    answer.foot = foot(toll);
    let slug = &toll.event.slug;
    answer.next = vec![format!("timeline {slug}{}", figure.given())];
    if toll.contradictions > 0 {
        answer.next.insert(0, format!("conflicts {slug}{}", figure.given()));
    }
    if let Some(claim) = toll.rows.first().and_then(|r| r.claims.first()) {
        answer.next.push(format!("show claim:{claim}"));
    }
    answer
}

fn toll_row(toll: &Toll, row: &TollRow, shown: fn(&str) -> String) -> Vec<Cell> {
    let date = row.day.map(|d| d.to_string()).unwrap_or_default();
    let mut notes = Vec::new();
    if row.is_copy {
        notes.push("copy".to_owned());
    }
    if row.status != Status::Occurred {
        notes.push(row.status.name().to_owned());
    }
    if row.corrected {
        notes.push("corrected".to_owned());
    }
    if row.times > 1 {
        notes.push(format!("{}×", row.times));
    }
    vec![
        if date.is_empty() { "no date".into() } else { shown(&date).into() },
        if date.is_empty() { Cell::Null } else { date.into() },
        row.source.as_str().into(),
        row.wording.as_str().into(),
        row.written.as_str().into(),
        row.from.clone().into(),
        row.first.into(),
        notes.join(", ").into(),
        row.claims.first().map(|id| format!("claim:{id}")).into(),
        row.wording.as_str().into(),
        row.says.as_str().into(),
        row.interval.low.into(),
        row.interval.high.into(),
        row.interval.low_open.into(),
        row.interval.high_open.into(),
        row.interval.approximate.into(),
        row.status.name().into(),
        row.first.into(),
        row.is_copy.into(),
        row.corrected.into(),
        row.times.into(),
        toll.event.slug.as_str().into(),
        toll.kind.name().into(),
        toll.scope.name().into(),
        row.claims.first().copied().into(),
    ]
}

/// "Cape Lorne sinking · Cape Lorne · 4 Mar 2031 · killed, all victims"
fn head(toll: &Toll) -> String {
    let event = &toll.event;
    let when = period(event.date_from.as_deref().unwrap_or_default(), event.date_to.as_deref().unwrap_or_default());
    let title = lookup::short_title(&event.title).to_owned();
    // "Cape Lorne sinking" says where already.
    let place = event.place.clone().filter(|p| !title.contains(p.trim_start_matches("off "))).unwrap_or_default();
    let what = format!("{}, {}", toll.kind, whom(toll.scope));
    [title, place, when, what].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Who is counted, in words.
pub(crate) fn whom(scope: Scope) -> String {
    match scope {
        Scope::All => "all victims".into(),
        Scope::SecurityForces => "police and soldiers".into(),
        Scope::Other => "other groups".into(),
        other => other.name().to_owned(),
    }
}

fn elsewhere(toll: &Toll) -> String {
    let others: Vec<&str> = toll.other_scopes.iter().map(|(scope, _)| scope.name()).collect();
    if others.is_empty() { String::new() } else { format!("; try --scope {}", others.join(" or ")) }
}

fn foot(toll: &Toll) -> Vec<String> {
    let mut lines = Vec::new();
    let mut first = Vec::new();
    if let Some(now) = &toll.now {
        let since = toll.now_since.map(|d| format!(" since {}", day(&d.to_string()))).unwrap_or_default();
        first.push(format!("now {} ({}{since})", written(&now.interval), count(now.support, "source")));
    }
    if let Some(all) = &toll.answer {
        first.push(format!(
            "{} {}",
            toll.reconcile,
            range(all.interval.low, all.interval.high, all.interval.high_open)
        ));
    }
    first.push(format!("{}, {}", count(toll.updates, "update"), count(toll.contradictions, "contradiction")));
    if !toll.rows.is_empty() {
        lines.push(first.join(" · "));
    }
    let list = |name: &str, parts: &[PartToll]| {
        let shown: Vec<String> = parts
            .iter()
            .take(4)
            .map(|p| format!("{} {} ({})", p.label, p.wording, count(p.sources, "source")).trim_start().to_owned())
            .collect();
        let more = parts.len().saturating_sub(4);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        format!("{name}: {}{more}", shown.join(", "))
    };
    if !toll.parts.is_empty() {
        lines.push(list("parts", &toll.parts));
    }
    if !toll.apart.is_empty() {
        lines.push(list("apart", &toll.apart));
    }
    let others: Vec<String> = toll.other_scopes.iter().map(|(s, n)| format!("{} ({n})", s.name())).collect();
    if !others.is_empty() && !toll.rows.is_empty() {
        lines.push(format!("counted apart with --scope: {}", others.join(", ")));
    }
    lines
}

/// "20…52", "20…", "41".
fn range(low: Option<f64>, high: Option<f64>, open: bool) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => number(low),
        (low, high) => {
            let end = if open && high.is_none() { String::new() } else { high.map(number).unwrap_or_default() };
            format!("{}…{end}", low.map(number).unwrap_or_default())
        }
    }
}

/// Every event's figure, largest first.
fn of_all(context: &Context, mut tolls: Vec<EventToll>, options: &Options) -> Answer {
    let all = tolls.len();
    if let Some(most) = options.limit.most(context) {
        tolls.truncate(most);
    }
    let mut answer = Answer::new([
        Column::new("event"),
        Column::text("title"),
        Column::people("when"),
        Column::people("from…to"),
        Column::people("latest"),
        Column::people("sources"),
        Column::people("claims"),
        Column::people("reported"),
        Column::programs("date_from"),
        Column::programs("low"),
        Column::programs("high"),
        Column::programs("high_open"),
        Column::programs("latest"),
        Column::programs("sources"),
        Column::programs("independent_sources"),
        Column::programs("claims"),
        Column::programs("first_day"),
        Column::programs("last_day"),
        Column::programs("kind"),
    ]);
    let text = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    answer.rows = tolls
        .iter()
        .map(|t| {
            let when = t.date_from.as_deref().map(day_of_year);
            let reported = period(&text(t.first_day), &text(t.last_day));
            vec![
                t.event.as_str().into(),
                lookup::short_title(&t.title).into(),
                when.into(),
                range(t.low, t.high, t.high_open).into(),
                t.latest.into(),
                Cell::Int(i64::from(t.sources)),
                Cell::Int(i64::from(t.claims)),
                if reported.is_empty() { Cell::Null } else { reported.into() },
                t.date_from.clone().into(),
                t.low.into(),
                t.high.into(),
                t.high_open.into(),
                t.latest.into(),
                Cell::Int(i64::from(t.sources)),
                Cell::Int(i64::from(t.independent)),
                Cell::Int(i64::from(t.claims)),
                t.first_day.map(|d| d.to_string()).into(),
                t.last_day.map(|d| d.to_string()).into(),
                options.figure.kind.as_str().into(),
            ]
        })
        .collect();
    answer.head = format!("{}, by event", capital(&options.figure.kind));
    answer.empty = "no event has such a figure".into();
    tell_count(&mut answer, all, "event");
    if let Some(first) = tolls.first() {
        answer.next = vec![format!("toll {}{}", first.event, options.figure.given()), "events".into()];
    }
    answer
}

/// A word with a capital.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_show_open_ends() {
        assert_eq!(range(Some(20.0), Some(52.0), false), "20…52");
        assert_eq!(range(Some(20.0), None, true), "20…");
        assert_eq!(range(Some(41.0), Some(41.0), false), "41");
        assert_eq!(range(None, Some(30.0), false), "…30");
    }
}
