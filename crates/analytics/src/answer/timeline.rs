//! The figure over time: each step is a number that nobody gave before.

use chrono::NaiveDate;
use parallax_records::{ClaimKind, Interval, Scope, Status};
use parallax_store::Reader;
use polars::prelude::*;

use super::event::{EventHead, event};
use super::row::{FigureOptions, FigureRow, main_scope, rows};
use crate::error::Result;
use crate::figures::{Fit, fit, written};
use crate::frame::Table;

/// One figure of an event over time.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Timeline {
    /// The event.
    pub event: EventHead,
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted.
    pub scope: Scope,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// A number that nobody gave before, with who followed.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Step {
    /// The day for which it holds.
    pub day: Option<NaiveDate>,
    /// The number phrase.
    pub wording: String,
    /// The numbers it allows.
    pub interval: Interval,
    /// The interval as text.
    pub written: String,
    /// Who gave it first.
    pub source: String,
    /// Whom they cite.
    pub from: Option<String>,
    /// Against the step before: "first", "raised", "lowered", "narrowed", "widened".
    pub change: &'static str,
    /// Whether the text itself says that the figure changed.
    pub says_changed: bool,
    /// Outlets that gave it later, with the day and how many days later.
    pub followed: Vec<Follower>,
    /// Key of the first claim.
    pub claim: i64,
}

/// An outlet that gave a number after another one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Follower {
    /// The outlet.
    pub source: String,
    /// When.
    pub day: Option<NaiveDate>,
    /// How many days after the first.
    pub days_later: Option<i64>,
    /// Whether its article is a copy.
    pub is_copy: bool,
    /// Key of its claim.
    pub claim: i64,
}

/// The figure of an event over time.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn timeline(reader: &Reader, slug: &str, options: &FigureOptions) -> Result<Timeline> {
    let event = event(reader, slug)?;
    let frame = Table::Figures.load(reader, false)?.lazy().filter(
        col("event_id").eq(lit(event.event_id)).and(col("kind").cast(DataType::String).eq(lit(options.kind.name()))),
    );
    let all = rows(frame)?;
    let scope = options.scope.unwrap_or_else(|| main_scope(&all));
    let mut told: Vec<&FigureRow> =
        all.iter().filter(|r| r.scope == scope && !r.subset && r.status == Status::Occurred).collect();
    // By the day it holds for; what is published first comes first within a day.
    told.sort_by_key(|r| (r.holds_on().is_none(), r.holds_on(), r.published, r.is_copy, r.claim_id));
    let mut steps: Vec<Step> = Vec::new();
    for r in told {
        let interval = r.interval(&options.numbers);
        if interval.low.is_none() && interval.high.is_none() {
            continue;
        }
        if let Some(step) = steps.iter_mut().find(|s| s.interval == interval) {
            if step.source != r.source && step.followed.iter().all(|f| f.source != r.source) {
                let days_later = r.holds_on().zip(step.day).map(|(a, b)| (a - b).num_days());
                step.followed.push(Follower {
                    source: r.source.clone(),
                    day: r.holds_on(),
                    days_later,
                    is_copy: r.is_copy,
                    claim: r.claim_id,
                });
            }
            continue;
        }
        let change = steps.last().map_or("first", |before| change(&interval, &before.interval));
        steps.push(Step {
            day: r.holds_on(),
            wording: r.wording(),
            written: written(&interval),
            interval,
            source: r.source.clone(),
            from: r.origin.clone().or_else(|| r.attributed_to.clone()),
            change,
            says_changed: crate::statements::says_changed(&r.says),
            followed: Vec::new(),
            claim: r.claim_id,
        });
    }
    Ok(Timeline { event, kind: options.kind, scope, steps })
}

/// A step against the one before, in a word.
fn change(now: &Interval, before: &Interval) -> &'static str {
    match fit(now, before) {
        Fit::Above | Fit::HigherFloor => "raised",
        Fit::Below => "lowered",
        Fit::Inside => "narrowed",
        // "More than 100" after "more than 120" takes nothing back.
        Fit::Holds | Fit::LowerFloor => "widened",
        Fit::Same | Fit::Overlap | Fit::NoNumber => "restated",
    }
}
