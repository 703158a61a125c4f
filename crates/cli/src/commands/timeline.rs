//! `parallax timeline`: how a figure changed.

use parallax_analytics::answer;

use super::toll::{Figure, whom};
use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::lookup;
use crate::output::{Answer, Cell, Column, count};

/// Show how a figure changed: each new number, who gave it first, who followed
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The event: its slug, event:2, or a unique part of its title [default: the event with most claims]
    event: Option<String>,
    #[command(flatten)]
    figure: Figure,
}

/// Shows the steps.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let event = lookup::event_or_largest(&reader, options.event.as_deref())?;
    let timeline = answer::timeline(&reader, &event.slug, &options.figure.options()?)?;
    let mut answer = Answer::new([
        Column::people("day"),
        Column::programs("date"),
        Column::people("says"),
        Column::people("interval"),
        Column::new("change"),
        Column::people("first"),
        Column::text("from"),
        Column { shrinks: true, ..Column::people("then") },
        Column::people("evidence"),
        Column::programs("says"),
        Column::programs("low"),
        Column::programs("high"),
        Column::programs("low_open"),
        Column::programs("high_open"),
        Column::programs("source"),
        Column::programs("says_changed"),
        Column::programs("followed_by"),
        Column::programs("event"),
        Column::programs("claim_id"),
    ]);
    answer.rows = timeline
        .steps
        .iter()
        .map(|step| {
            let date = step.day.map(|d| d.to_string());
            let then: Vec<String> = step
                .followed
                .iter()
                .map(|f| {
                    let later = match f.days_later {
                        Some(0) | None => String::new(),
                        Some(days) => format!(" +{days}d"),
                    };
                    let copy = if f.is_copy { " (copy)" } else { "" };
                    format!("{}{later}{copy}", f.source)
                })
                .collect();
            let followers: Vec<&str> = step.followed.iter().map(|f| f.source.as_str()).collect();
            vec![
                date.as_deref().map(day).into(),
                date.into(),
                step.wording.as_str().into(),
                step.written.as_str().into(),
                step.change.into(),
                step.source.as_str().into(),
                step.from.clone().into(),
                then.join(", ").into(),
                Cell::Text(format!("claim:{}", step.claim)),
                step.wording.as_str().into(),
                step.interval.low.into(),
                step.interval.high.into(),
                step.interval.low_open.into(),
                step.interval.high_open.into(),
                step.source.as_str().into(),
                step.says_changed.into(),
                followers.join("; ").into(),
                timeline.event.slug.as_str().into(),
                step.claim.into(),
            ]
        })
        .collect();
    answer.head = format!(
        "{} · {}, {} over time",
        lookup::short_title(&timeline.event.title),
        timeline.kind,
        whom(timeline.scope)
    );
    answer.head_note = count(timeline.steps.len(), "step");
    answer.empty = "no source gives this figure as a number".into();
    answer.next = vec![format!("toll {}{}", event.slug, options.figure.given())];
    if let Some(step) = timeline.steps.first() {
        answer.next.push(format!("show claim:{}", step.claim));
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}
