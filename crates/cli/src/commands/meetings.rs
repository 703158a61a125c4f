//! `parallax meetings`: who met whom.

use parallax_analytics::answer::{self, MeetingOptions, Meetings};

use crate::Outcome;
use crate::context::Context;
use crate::dates::period;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lookup;
use crate::output::{Answer, Cell, Column};

/// Show who met whom: planned, held, denied, and who says so
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The event: its slug, event:2, or a unique part of its title [default: all meetings]
    event: Option<String>,
    /// Only meetings of this person or body; a part of the name is enough
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Also visits with no host named
    #[arg(long)]
    visits: bool,
    /// Show pairs with how often they met, instead of meetings
    #[arg(long)]
    matrix: bool,
    #[command(flatten)]
    limit: Limit,
}

/// Shows meetings.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let event = options.event.as_deref().map(|word| lookup::event(&reader, word)).transpose()?;
    let asked = MeetingOptions { event: event.map(|e| e.slug), who: options.who.clone(), visits: options.visits };
    let mut found = answer::meetings(&reader, &asked)?;
    let all = if options.matrix { found.pairs.len() } else { found.meetings.len() };
    if let Some(most) = options.limit.most(context) {
        found.meetings.truncate(most);
        found.pairs.truncate(most);
    }
    let mut answer = if options.matrix { pairs(&found) } else { meetings(&found) };
    answer.head = match &options.who {
        Some(who) => format!("Who met {who}"),
        None => "Who met whom".into(),
    };
    answer.empty = "no meeting is reported".into();
    tell_count(&mut answer, all, if options.matrix { "pair" } else { "meeting" });
    if !options.matrix && all > 0 {
        answer.next = vec!["meetings --matrix".into()];
        let claim = found.meetings.first().and_then(|m| m.claims.first());
        answer.next.extend(claim.map(|id| format!("show claim:{id}")));
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// One row a meeting.
pub(crate) fn meetings(found: &Meetings) -> Answer {
    let mut answer = Answer::new([
        Column::people("when"),
        Column::programs("date_from"),
        Column::programs("date_to"),
        Column::text("participants"),
        Column::new("status"),
        Column::new("form"),
        Column::text("place"),
        Column { shrinks: true, ..Column::people("sources") },
        Column::people("evidence"),
        Column::programs("occasions"),
        Column::programs("held"),
        Column::programs("planned"),
        Column::programs("possible"),
        Column::programs("denied"),
        Column::programs("sources"),
        Column::programs("independent_sources"),
        Column::programs("text"),
        Column::programs("event"),
        Column::programs("claim_id"),
    ]);
    answer.rows = found
        .meetings
        .iter()
        .map(|m| {
            let (from, to) = (m.date_from.clone().unwrap_or_default(), m.date_to.clone().unwrap_or_default());
            let when = period(&from, &to);
            let claim = m.claims.first().copied();
            vec![
                if when.is_empty() { Cell::Null } else { when.into() },
                m.date_from.clone().into(),
                m.date_to.clone().into(),
                m.participants.join(", ").into(),
                m.state.name().into(),
                m.form.clone().into(),
                m.place.clone().into(),
                m.sources.join(", ").into(),
                claim.map(|id| format!("claim:{id}")).into(),
                m.occasions.join("; ").into(),
                m.held.into(),
                m.planned.into(),
                m.possible.into(),
                m.denied.into(),
                m.sources.join("; ").into(),
                m.independent.into(),
                m.says.as_str().into(),
                m.event.as_str().into(),
                claim.into(),
            ]
        })
        .collect();
    answer
}

fn pairs(found: &Meetings) -> Answer {
    let names = ["one", "other", "held", "planned", "denied"];
    let mut answer = Answer::new(names.map(Column::new).into_iter().chain([Column::text("events")]));
    answer.rows = found
        .pairs
        .iter()
        .map(|p| {
            vec![
                p.a.as_str().into(),
                p.b.as_str().into(),
                p.held.into(),
                p.planned.into(),
                p.denied.into(),
                p.events.join(" ").into(),
            ]
        })
        .collect();
    answer
}
