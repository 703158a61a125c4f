//! Who contradicts whom, with both sides' wording, and why it is a contradiction.

use chrono::NaiveDate;
use parallax_records::{ClaimKind, Interval, Scope};
use parallax_store::Reader;
use polars::prelude::*;
use rustc_hash::FxHashMap;

use super::event::{event, heads};
use super::row::{FigureRow, rows};
use crate::error::Result;
use crate::figures::{Comparison, Numbers, written};
use crate::frame::Table;
use crate::statements::{Statement, relations, statements};

/// Which relations are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictOptions {
    /// The event's slug; all events where `None`.
    pub event: Option<String>,
    /// What is counted; everything where `None`.
    pub kind: Option<ClaimKind>,
    /// Relations to list; contradictions by default.
    pub relations: Vec<Comparison>,
    /// How wordings become numbers.
    pub numbers: Numbers,
}

impl Default for ConflictOptions {
    fn default() -> Self {
        Self { event: None, kind: None, relations: vec![Comparison::Contradict], numbers: Numbers::literal() }
    }
}

/// Two statements and what the first is to the second.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Conflict {
    /// The event's slug.
    pub event: String,
    /// The event's title.
    pub title: String,
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted, by the first side.
    pub scope: Scope,
    /// What the first is to the second.
    pub relation: Comparison,
    /// Why, in words.
    pub reason: String,
    /// Since when both stand: the later of the first days.
    pub since: Option<NaiveDate>,
    /// The first side; of updates the later one.
    pub a: Side,
    /// The second side.
    pub b: Side,
}

/// One side.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Side {
    /// The number phrase.
    pub wording: String,
    /// The evidence, verbatim.
    pub says: String,
    /// The numbers it allows.
    pub interval: Interval,
    /// The interval as text.
    pub written: String,
    /// The ultimate origin; `None` for the outlets' own voice.
    pub origin: Option<String>,
    /// Outlets that carry it, in order of publication, copies left out.
    pub sources: Vec<String>,
    /// Outlets that only copy it.
    pub copies: Vec<String>,
    /// The first day it was given for.
    pub first_day: Option<NaiveDate>,
    /// The last one.
    pub last_day: Option<NaiveDate>,
    /// Keys of the claims, the first published first.
    pub claims: Vec<i64>,
}

/// Pairs of statements in the relations asked for, by event, kind and day.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn conflicts(reader: &Reader, options: &ConflictOptions) -> Result<Vec<Conflict>> {
    let mut frame = Table::Figures.load(reader, false)?.lazy().filter(col("event_id").is_not_null());
    if let Some(slug) = &options.event {
        frame = frame.filter(col("event_id").eq(lit(event(reader, slug)?.event_id)));
    }
    if let Some(kind) = options.kind {
        frame = frame.filter(col("kind").cast(DataType::String).eq(lit(kind.name())));
    }
    let all = rows(frame)?;
    let claims: Vec<_> = all.iter().map(|r| r.as_claim(&options.numbers)).collect();
    let made = statements(&claims);
    let titles: FxHashMap<i64, (String, String)> =
        heads(reader)?.into_iter().map(|h| (h.event_id, (h.slug, h.title))).collect();
    let mut found: Vec<Conflict> = relations(&made)
        .into_iter()
        .filter(|r| options.relations.contains(&r.comparison))
        .map(|r| {
            let (a, b) = (&made[r.statement], &made[r.other]);
            let (slug, title) = titles.get(&a.event).cloned().unwrap_or_default();
            let (a_side, b_side) = (side(a, &all), side(b, &all));
            Conflict {
                event: slug,
                title,
                kind: a.kind,
                scope: a.scope,
                relation: r.comparison,
                reason: r.reason,
                since: a_side.first_day.max(b_side.first_day),
                a: a_side,
                b: b_side,
            }
        })
        .collect();
    // Most outlets on the smaller side first: a dispute that many carry matters more.
    let weight = |c: &Conflict| c.a.sources.len().min(c.b.sources.len());
    found.sort_by(|x, y| {
        x.event
            .cmp(&y.event)
            .then(x.kind.cmp(&y.kind))
            .then(weight(y).cmp(&weight(x)))
            .then(x.since.cmp(&y.since))
            .then(x.a.claims.cmp(&y.a.claims))
            .then(x.b.claims.cmp(&y.b.claims))
    });
    Ok(found)
}

fn side(s: &Statement, all: &[FigureRow]) -> Side {
    let rows: Vec<&FigureRow> = s.claims.iter().map(|i| &all[*i]).collect();
    let named = |copies: bool| {
        let mut names: Vec<String> = Vec::new();
        for r in rows.iter().filter(|r| r.is_copy == copies) {
            if !names.contains(&r.source) {
                names.push(r.source.clone());
            }
        }
        names
    };
    let days = || rows.iter().filter_map(|r| r.holds_on());
    let first = rows.iter().find(|r| !r.is_copy).or(rows.first());
    Side {
        wording: first.map(|r| r.wording()).unwrap_or_default(),
        says: first.map(|r| r.says.clone()).unwrap_or_default(),
        interval: s.interval,
        written: written(&s.interval),
        origin: s.origin.clone(),
        sources: named(false),
        copies: named(true),
        first_day: days().min(),
        last_day: days().max(),
        claims: rows.iter().map(|r| r.claim_id).collect(),
    }
}
