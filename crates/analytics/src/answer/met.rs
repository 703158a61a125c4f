//! Who met whom, as reported: how many claims say of every two that a meeting of theirs was
//! held, is planned, is possible or was denied, and how many outlets say so.

use parallax_store::Reader;
use polars::prelude::*;

use crate::error::{Result, of};
use crate::frame::{Cells, Table};

/// What is reported of two parties.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reported {
    /// The one, first of the alphabet.
    pub a: String,
    /// The other.
    pub b: String,
    /// Claims that they met.
    pub held: i64,
    /// Claims that they will meet.
    pub planned: i64,
    /// Claims that they may meet or may have met.
    pub possible: i64,
    /// Claims that they did or will not meet.
    pub denied: i64,
    /// Outlets that say any of it; copies are left out.
    pub sources: i64,
}

/// Every two parties of a reported meeting, those with most outlets first.
///
/// # Errors
/// Where the database cannot be read.
pub fn reported(reader: &Reader) -> Result<Vec<Reported>> {
    let df = pair_frame(Table::Meetings.load(reader, false)?.lazy()).collect().map_err(of("meetings"))?;
    let cells = Cells::of(&df, "meetings");
    let (a, b) = (cells.text("participant")?, cells.text("participant_right")?);
    let count = |name: &str| cells.int(name).map(|v| v.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>());
    let (held, planned) = (count("held")?, count("planned")?);
    let (possible, denied, sources) = (count("possible")?, count("denied")?, count("sources")?);
    Ok((0..df.height())
        .map(|i| Reported {
            a: a[i].clone().unwrap_or_default(),
            b: b[i].clone().unwrap_or_default(),
            held: held[i],
            planned: planned[i],
            possible: possible[i],
            denied: denied[i],
            sources: sources[i],
        })
        .collect())
}

/// Meetings, one row a participant, joined with themselves.
pub fn pair_frame(meetings: LazyFrame) -> LazyFrame {
    let word = |name: &str| col(name).cast(DataType::String);
    let parts = meetings
        .filter(word("kind").eq(lit("met")).and(col("is_copy").not()).and(col("participant").is_not_null()))
        .select([col("claim_id"), col("participant"), word("status"), word("source")])
        .unique(None, UniqueKeepStrategy::Any);
    let others = parts.clone().select([col("claim_id"), col("participant")]);
    let told = |status: &str| word("status").eq(lit(status)).sum().cast(DataType::Int64);
    parts
        .join(others, [col("claim_id")], [col("claim_id")], JoinArgs::new(JoinType::Inner))
        .filter(col("participant").lt(col("participant_right")))
        .group_by([col("participant"), col("participant_right")])
        .agg([
            told("occurred").alias("held"),
            told("planned").alias("planned"),
            told("possible").alias("possible"),
            told("denied").alias("denied"),
            col("source").n_unique().cast(DataType::Int64).alias("sources"),
        ])
        .sort(
            ["sources", "held", "participant", "participant_right"],
            SortMultipleOptions::default().with_order_descending_multi([true, true, false, false]),
        )
}
