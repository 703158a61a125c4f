//! What the others tell of an event and one outlet leaves out.

use parallax_store::{Reader, UNKNOWN_SOURCE};
use polars::prelude::*;

use super::event::event;
use crate::error::{Result, of};
use crate::frame::{Cells, Table};

/// An outlet that writes about an event and says nothing of what others tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Omission {
    /// The event's slug.
    pub event: String,
    /// What is told: killed, injured, responsible ...
    pub kind: String,
    /// Of whom, for figures.
    pub scope: Option<String>,
    /// The outlet that leaves it out.
    pub silent: String,
    /// How many outlets tell of it.
    pub told_by: i64,
    /// How many outlets write about the event.
    pub covered_by: i64,
}

impl Omission {
    /// Whether every other outlet that covers the event tells of it.
    pub const fn all_others(&self) -> bool {
        self.told_by == self.covered_by - 1
    }
}

/// What at least `least` outlets tell of an event and others that cover it do not, what most
/// tell first; outlets without a name are left out.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn omissions(reader: &Reader, slug: Option<&str>, least: u32) -> Result<Vec<Omission>> {
    let mut claims = Table::Claims.load(reader, false)?.lazy().filter(col("event_id").is_not_null());
    if let Some(slug) = slug {
        claims = claims.filter(col("event_id").eq(lit(event(reader, slug)?.event_id)));
    }
    let df = omission_frame(claims, least).and_then(LazyFrame::collect).map_err(of("omissions"))?;
    let cells = Cells::of(&df, "omissions");
    let (events, kinds, scopes) = (cells.text("event")?, cells.text("kind")?, cells.text("scope")?);
    let silent = cells.text("source")?;
    let (told, covered) = (cells.int("told_by")?, cells.int("covered_by")?);
    Ok((0..df.height())
        .map(|i| Omission {
            event: events[i].clone().unwrap_or_default(),
            kind: kinds[i].clone().unwrap_or_default(),
            scope: scopes[i].clone().filter(|s| !s.is_empty()),
            silent: silent[i].clone().unwrap_or_default(),
            told_by: told[i].unwrap_or_default(),
            covered_by: covered[i].unwrap_or_default(),
        })
        .collect())
}

/// Every matter of an event crossed with the outlets that cover it, without those that tell.
pub fn omission_frame(claims: LazyFrame, least: u32) -> PolarsResult<LazyFrame> {
    let word = |name: &str| col(name).cast(DataType::String);
    let telling = claims
        .select([word("event"), word("kind"), word("scope").fill_null(lit("")), word("source")])
        .filter(col("source").neq(lit(UNKNOWN_SOURCE)))
        .unique(None, UniqueKeepStrategy::Any);
    let covering = telling.clone().select([col("event"), col("source")]).unique(None, UniqueKeepStrategy::Any);
    let size = covering
        .clone()
        .group_by([col("event")])
        .agg([col("source").count().cast(DataType::Int64).alias("covered_by")]);
    let matter = [col("event"), col("kind"), col("scope")];
    let told = telling.clone().group_by(matter).agg([col("source").count().cast(DataType::Int64).alias("told_by")]);
    let one = || [col("event")];
    let all = [col("event"), col("kind"), col("scope"), col("source")];
    Ok(told
        .filter(col("told_by").gt_eq(lit(i64::from(least))))
        .join(covering, one(), one(), JoinArgs::new(JoinType::Inner))
        .join(telling, all.clone(), all, JoinArgs::new(JoinType::Anti))
        .join(size, one(), one(), JoinArgs::new(JoinType::Inner))
        .sort_by_exprs(
            [col("event"), col("told_by"), col("kind"), col("scope"), col("source")],
            SortMultipleOptions::default().with_order_descending_multi([false, true, false, false, false]),
        ))
}
