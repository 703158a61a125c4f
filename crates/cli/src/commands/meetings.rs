//! `parallax meetings`: who met whom.

use parallax_analytics::answer::{self, Meeting, MeetingOptions, Meetings};

use crate::Outcome;
use crate::context::Context;
use crate::dates::{day_of_year, period};
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lookup;
use crate::output::{Answer, Column};

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
    let most = options.limit.most(context).unwrap_or(usize::MAX);
    // The pairs name their meetings, so those stay.
    if options.matrix {
        found.pairs.truncate(most);
    } else {
        found.meetings.truncate(most);
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
            let claim = m.claims.first().copied();
            vec![
                when(m).into(),
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

/// The day or days; of a meeting that was held on a day nobody names, the day by which it was.
fn when(meeting: &Meeting) -> Option<String> {
    let text = |date: &Option<String>| date.clone().unwrap_or_default();
    let named = Some(period(&text(&meeting.date_from), &text(&meeting.date_to))).filter(|when| !when.is_empty());
    let by = || meeting.first_day.filter(|_| meeting.held > 0).map(|d| format!("by {}", day_of_year(&d.to_string())));
    named.or_else(by)
}

/// One row a pair, with where, when and by whom their meetings are told of.
fn pairs(found: &Meetings) -> Answer {
    let mut answer = Answer::new([
        Column::text("one"),
        Column::text("other"),
        Column::new("held"),
        Column::new("planned"),
        Column::new("denied"),
        Column::text("when"),
        Column::text("place"),
        Column { shrinks: true, ..Column::new("sources") },
        Column::programs("events"),
    ]);
    answer.rows = found
        .pairs
        .iter()
        .map(|p| {
            let theirs = || found.meetings.iter().filter(|m| p.events.contains(&m.event));
            let once = |words: Vec<String>| {
                let mut kept: Vec<String> = Vec::new();
                for word in words {
                    if !kept.contains(&word) {
                        kept.push(word);
                    }
                }
                Some(kept.join("; ")).filter(|joined| !joined.is_empty())
            };
            vec![
                p.a.as_str().into(),
                p.b.as_str().into(),
                p.held.into(),
                p.planned.into(),
                p.denied.into(),
                once(theirs().filter_map(when).collect()).into(),
                once(theirs().filter_map(|m| m.place.clone()).collect()).into(),
                once(theirs().flat_map(|m| m.sources.clone()).collect()).into(),
                p.events.join(" ").into(),
            ]
        })
        .collect();
    answer
}
