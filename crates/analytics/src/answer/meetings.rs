//! Who met whom: reported, planned, held, denied, by which sources.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use parallax_records::Status;
use parallax_store::Reader;
use polars::prelude::*;

use super::event::{EventHead, event, heads};
use crate::error::{Result, of};
use crate::frame::{Table, day_of};

crate::names::named!(
    /// What the sources make of a meeting, taken together.
    MeetingState {
        /// Somebody says that it took place.
        Held = "held",
        /// It was announced, then reported as held.
        PlannedThenHeld = "planned, then held",
        /// It is announced only.
        Planned = "planned",
        /// It may take place or may have.
        Possible = "possible",
        /// It is denied or was cancelled, and nobody says that it was held.
        Denied = "denied",
        /// Some say that it was held, others that it was not.
        Disputed = "disputed",
    }
);

/// Which meetings are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingOptions {
    /// The event's slug; all meetings where `None`.
    pub event: Option<String>,
    /// Only meetings in which somebody of this name takes part; any part of the name will do.
    pub who: Option<String>,
    /// Also visits with no host named.
    pub visits: bool,
}

/// Meetings and the pairs of those who met.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Meetings {
    /// One row a meeting, by day.
    pub meetings: Vec<Meeting>,
    /// One cell a pair, those who met most often first.
    pub pairs: Vec<Pair>,
}

/// One meeting as all sources tell of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Meeting {
    /// The event's slug; empty for a claim that was not linked.
    pub event: String,
    /// What people call it.
    pub title: String,
    /// Who takes part, most often named first.
    pub participants: Vec<String>,
    /// First day.
    pub date_from: Option<String>,
    /// Last day.
    pub date_to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The occasions named.
    pub occasions: Vec<String>,
    /// meeting, talks, call, summit, visit or other.
    pub form: Option<String>,
    /// What the sources make of it.
    pub state: MeetingState,
    /// How many claims say that it took place.
    pub held: usize,
    /// How many announce it.
    pub planned: usize,
    /// How many say that it may be.
    pub possible: usize,
    /// How many deny it.
    pub denied: usize,
    /// Outlets, in order of publication.
    pub sources: Vec<String>,
    /// Outlets with an article of their own.
    pub independent: usize,
    /// The first day on which it was written about.
    pub first_day: Option<NaiveDate>,
    /// The evidence of the first claim.
    pub says: String,
    /// Keys of the claims, in order of publication.
    pub claims: Vec<i64>,
}

/// Two who met.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Pair {
    /// The one, first of the alphabet.
    pub a: String,
    /// The other.
    pub b: String,
    /// Meetings held.
    pub held: usize,
    /// Meetings planned, not known to be held.
    pub planned: usize,
    /// Meetings denied or disputed.
    pub denied: usize,
    /// Slugs of the meetings.
    pub events: Vec<String>,
}

/// A claim with its participants.
struct Told {
    event_id: Option<i64>,
    claim_id: i64,
    source: String,
    day: Option<NaiveDate>,
    is_copy: bool,
    status: Status,
    says: String,
    form: Option<String>,
    occasion: Option<String>,
    place: Option<String>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    participants: Vec<String>,
}

/// Meetings as the sources tell of them.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn meetings(reader: &Reader, options: &MeetingOptions) -> Result<Meetings> {
    let mut frame = Table::Meetings.load(reader, false)?.lazy();
    if let Some(slug) = &options.event {
        frame = frame.filter(col("event_id").eq(lit(event(reader, slug)?.event_id)));
    }
    if !options.visits {
        frame = frame.filter(col("kind").cast(DataType::String).eq(lit("met")));
    }
    let told = read(frame).map_err(of("meetings"))?;
    let heads: BTreeMap<i64, EventHead> = heads(reader)?.into_iter().map(|h| (h.event_id, h)).collect();
    let mut groups: BTreeMap<(i64, i64), Vec<Told>> = BTreeMap::new();
    for t in told {
        // A claim of no event is a meeting of its own.
        let key = t.event_id.map_or((i64::MAX, t.claim_id), |id| (id, 0));
        groups.entry(key).or_default().push(t);
    }
    let mut found: Vec<Meeting> = groups.into_iter().map(|((id, _), told)| one(heads.get(&id), told)).collect();
    if let Some(who) = &options.who {
        let wanted = who.to_lowercase();
        found.retain(|m| m.participants.iter().any(|p| p.to_lowercase().contains(&wanted)));
    }
    found.sort_by(|a, b| {
        let day = |m: &Meeting| (m.date_from.is_none(), m.date_from.clone(), m.first_day);
        day(a).cmp(&day(b)).then(a.event.cmp(&b.event)).then(a.claims.cmp(&b.claims))
    });
    let pairs = pairs(&found);
    Ok(Meetings { meetings: found, pairs })
}

fn read(frame: LazyFrame) -> PolarsResult<Vec<Told>> {
    let df = frame
        .sort(["published", "claim_id"], SortMultipleOptions::default().with_nulls_last(true).with_maintain_order(true))
        .collect()?;
    let text = |name: &str| df.column(name)?.cast(&DataType::String)?.str().cloned();
    let date = |name: &str| df.column(name)?.cast(&DataType::Int32)?.i32().cloned();
    let (claim, event) = (df.column("claim_id")?.i64()?.clone(), df.column("event_id")?.i64()?.clone());
    let copy = df.column("is_copy")?.bool()?.clone();
    let (source, status, says, form) = (text("source")?, text("status")?, text("says")?, text("form")?);
    let (occasion, place, who) = (text("occasion")?, text("place")?, text("participant")?);
    let (day, from, to) = (date("published_day")?, date("happened_from")?, date("happened_to")?);
    let owned = |c: &StringChunked, i: usize| c.get(i).map(str::to_owned);
    let mut found: Vec<Told> = Vec::new();
    for i in 0..df.height() {
        let claim_id = claim.get(i).unwrap_or_default();
        let participant = owned(&who, i);
        if let Some(last) = found.last_mut().filter(|t| t.claim_id == claim_id) {
            last.participants.extend(participant);
            continue;
        }
        found.push(Told {
            event_id: event.get(i),
            claim_id,
            source: owned(&source, i).unwrap_or_default(),
            day: day.get(i).and_then(day_of),
            is_copy: copy.get(i).unwrap_or(false),
            status: status.get(i).and_then(|s| s.parse().ok()).unwrap_or(Status::Occurred),
            says: owned(&says, i).unwrap_or_default(),
            form: owned(&form, i),
            occasion: owned(&occasion, i),
            place: owned(&place, i),
            from: from.get(i).and_then(day_of),
            to: to.get(i).and_then(day_of),
            participants: participant.into_iter().collect(),
        });
    }
    Ok(found)
}

/// One meeting of all claims about it.
fn one(head: Option<&EventHead>, told: Vec<Told>) -> Meeting {
    let count = |s: Status| told.iter().filter(|t| t.status == s).count();
    let (held, planned) = (count(Status::Occurred), count(Status::Planned));
    let (possible, denied) = (count(Status::Possible), count(Status::Denied));
    let state = match (held, planned, possible, denied) {
        (1.., _, _, 1..) => MeetingState::Disputed,
        (1.., 1.., ..) => MeetingState::PlannedThenHeld,
        (1.., ..) => MeetingState::Held,
        (0, _, _, 1..) => MeetingState::Denied,
        (0, 1.., ..) => MeetingState::Planned,
        (0, 0, ..) => MeetingState::Possible,
    };
    let mut sources: Vec<String> = Vec::new();
    let mut own: Vec<&str> = Vec::new();
    for t in &told {
        if !sources.contains(&t.source) {
            sources.push(t.source.clone());
        }
        if !t.is_copy && !own.contains(&t.source.as_str()) {
            own.push(&t.source);
        }
    }
    let mut occasions: Vec<String> = told.iter().filter_map(|t| t.occasion.clone()).collect();
    occasions.sort();
    occasions.dedup();
    let narrowest = told.iter().filter_map(|t| Some((t.to? - t.from?, t.from?, t.to?))).min();
    let iso = |d: NaiveDate| d.to_string();
    Meeting {
        event: head.map(|h| h.slug.clone()).unwrap_or_default(),
        title: head.map(|h| h.title.clone()).unwrap_or_default(),
        participants: common(told.iter().flat_map(|t| &t.participants)),
        date_from: head.and_then(|h| h.date_from.clone()).or(narrowest.map(|(_, from, _)| iso(from))),
        date_to: head.and_then(|h| h.date_to.clone()).or(narrowest.map(|(_, _, to)| iso(to))),
        place: head
            .and_then(|h| h.place.clone())
            .or_else(|| common(told.iter().filter_map(|t| t.place.as_ref())).into_iter().next()),
        form: common(told.iter().filter_map(|t| t.form.as_ref())).into_iter().next(),
        occasions,
        state,
        held,
        planned,
        possible,
        denied,
        independent: own.len(),
        sources,
        first_day: told.iter().filter_map(|t| t.day).min(),
        says: told[0].says.clone(),
        claims: told.iter().map(|t| t.claim_id).collect(),
    }
}

/// Distinct words, the most frequent first, then as first met.
fn common<'a>(all: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for word in all {
        match counts.iter_mut().find(|(w, _)| *w == word.as_str()) {
            Some((_, n)) => *n += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts.into_iter().map(|(w, _)| w.to_owned()).collect()
}

fn pairs(meetings: &[Meeting]) -> Vec<Pair> {
    let mut found: BTreeMap<(&str, &str), Pair> = BTreeMap::new();
    for m in meetings {
        for (i, x) in m.participants.iter().enumerate() {
            for y in &m.participants[i + 1..] {
                let (a, b) = if x <= y { (x, y) } else { (y, x) };
                let pair = found.entry((a, b)).or_insert_with(|| Pair {
                    a: a.clone(),
                    b: b.clone(),
                    held: 0,
                    planned: 0,
                    denied: 0,
                    events: Vec::new(),
                });
                match m.state {
                    MeetingState::Held | MeetingState::PlannedThenHeld => pair.held += 1,
                    MeetingState::Planned | MeetingState::Possible => pair.planned += 1,
                    MeetingState::Denied | MeetingState::Disputed => pair.denied += 1,
                }
                pair.events.push(m.event.clone());
            }
        }
    }
    let mut pairs: Vec<Pair> = found.into_values().collect();
    pairs.sort_by(|a, b| b.events.len().cmp(&a.events.len()).then(a.a.cmp(&b.a)).then(a.b.cmp(&b.b)));
    pairs
}
