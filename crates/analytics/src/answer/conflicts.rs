//! Who contradicts whom, with both sides' wording, and why it is a contradiction.
//!
//! Several origins may give the same two numbers: that is one dispute with several voices on
//! a side, not one for each pair of them.

use std::collections::BTreeMap;

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
use crate::statements::{Statement, StatementRelation, relations, statements};

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

/// Two figures and what the first is to the second.
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
    /// What is counted, in the singular, where kind and scope leave it open ("location").
    pub counted: Option<String>,
    /// What the first is to the second.
    pub relation: Comparison,
    /// Why, in words.
    pub reason: String,
    /// Since when both stand: the later of the first days.
    pub since: Option<NaiveDate>,
    /// The first side: of updates the later one, of contradictions the one with the higher number.
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
    /// The ultimate origins that are named, in order of publication; none for the outlets'
    /// own voice.
    pub origins: Vec<String>,
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
    let mut disputes: BTreeMap<Dispute, Vec<StatementRelation>> = BTreeMap::new();
    for mut relation in relations(&made).into_iter().filter(|r| options.relations.contains(&r.comparison)) {
        // Neither side of a contradiction comes first: the higher number does.
        let least = |i: usize| made[i].interval.low.or(made[i].interval.high);
        if relation.comparison == Comparison::Contradict && least(relation.statement) < least(relation.other) {
            std::mem::swap(&mut relation.statement, &mut relation.other);
        }
        disputes.entry(Dispute::of(&made, &relation)).or_default().push(relation);
    }
    let mut found: Vec<Conflict> = disputes
        .into_values()
        .map(|pairs| {
            let statements = |pick: fn(&StatementRelation) -> usize| {
                let mut picked: Vec<usize> = pairs.iter().map(pick).collect();
                picked.sort_unstable();
                picked.dedup();
                picked.into_iter().map(|i| &made[i]).collect::<Vec<_>>()
            };
            let (a, b) = (statements(|r| r.statement), statements(|r| r.other));
            let (a_side, b_side) = (side(&a, &all), side(&b, &all));
            // Two names tell more than one or none.
            let names = |r: &StatementRelation| {
                [r.statement, r.other].into_iter().filter(|i| made[*i].origin.is_some()).count()
            };
            let told = pairs.iter().rev().max_by_key(|r| names(r));
            let (slug, title) = titles.get(&a[0].event).cloned().unwrap_or_default();
            Conflict {
                event: slug,
                title,
                kind: a[0].kind,
                scope: a[0].scope,
                counted: a[0].counted.clone(),
                relation: pairs[0].comparison,
                reason: told.map(|r| r.reason.clone()).unwrap_or_default(),
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

/// The stored contradictions with the first wording of either side, as the literal policy has
/// them: one row a pair of statements, over the frames of claims, statements and relations.
pub fn conflict_frame(claims: LazyFrame, statements: LazyFrame, relations: LazyFrame) -> LazyFrame {
    let inner = || JoinArgs::new(JoinType::Inner);
    let word = |name: &str| col(name).cast(DataType::String);
    let dates = claims.clone().select([col("claim_id"), col("published")]);
    let told = claims.select([col("claim_id"), word("source"), col("says"), word("event")]);
    // Texts are fetched for the first claim of a statement only, and once for both sides.
    let firsts = statements
        .select([col("statement_id"), col("claim_id"), col("kind"), col("attributed_to")])
        .join(dates, [col("claim_id")], [col("claim_id")], inner())
        // SQL puts what has no date before all dates.
        .sort(["statement_id", "published", "claim_id"], SortMultipleOptions::default())
        .unique_stable(Some(cols(["statement_id"])), UniqueKeepStrategy::First)
        .with_column(word("kind"))
        .join(told, [col("claim_id")], [col("claim_id")], inner())
        .cache();
    let sides = ["statement_id", "claim_id", "published", "source", "says", "attributed_to"];
    let others = firsts.clone().select(sides.map(|c| col(c).alias(format!("other_{c}").as_str())));
    relations
        .filter(word("relation").eq(lit("contradict")))
        .join(firsts, [col("statement_id")], [col("statement_id")], inner())
        .join(others, [col("other_id")], [col("other_statement_id")], inner())
        .with_column(
            when(col("published").gt_eq(col("other_published")))
                .then(col("published"))
                .when(col("published").lt(col("other_published")))
                .then(col("other_published"))
                .otherwise(lit(NULL))
                .alias("since"),
        )
        .sort(["event", "kind", "since", "claim_id", "other_claim_id"], SortMultipleOptions::default())
}

/// What makes two relations one dispute: the relation, what is counted, and both numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Dispute {
    relation: Comparison,
    counted: (i64, ClaimKind, Scope, Option<String>),
    numbers: [Number; 2],
}

/// Both ends of an interval as bits, and whether it is approximate.
type Number = (Option<u64>, Option<u64>, bool);

impl Dispute {
    fn of(made: &[Statement], relation: &StatementRelation) -> Self {
        let (a, b) = (&made[relation.statement], &made[relation.other]);
        let bits = |n: Option<f64>| n.map(f64::to_bits);
        let number = |s: &Statement| (bits(s.interval.low), bits(s.interval.high), s.interval.approximate);
        let counted = (a.event, a.kind, a.scope, a.counted.clone());
        Self { relation: relation.comparison, counted, numbers: [number(a), number(b)] }
    }
}

/// One side of a dispute: the statements that give its number.
fn side(statements: &[&Statement], all: &[FigureRow]) -> Side {
    let mut claims: Vec<usize> = statements.iter().flat_map(|s| s.claims.iter().copied()).collect();
    claims.sort_unstable();
    let rows: Vec<&FigureRow> = claims.into_iter().map(|i| &all[i]).collect();
    let named = |copies: bool| distinct(rows.iter().filter(|r| r.is_copy == copies).map(|r| r.source.clone()));
    let days = || rows.iter().filter_map(|r| r.holds_on());
    let first = rows.iter().find(|r| !r.is_copy).or(rows.first());
    let interval = statements.first().map(|s| s.interval).unwrap_or_default();
    Side {
        wording: first.map(|r| r.wording()).unwrap_or_default(),
        says: first.map(|r| r.says.clone()).unwrap_or_default(),
        interval,
        written: written(&interval),
        origins: distinct(statements.iter().filter_map(|s| s.origin.clone())),
        sources: named(false),
        copies: named(true),
        first_day: days().min(),
        last_day: days().max(),
        claims: rows.iter().map(|r| r.claim_id).collect(),
    }
}

/// Each name once, in order of the first.
fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
