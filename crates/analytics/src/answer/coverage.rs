//! Who tells of what, since when, how long after the first, and who leaves it out.

use parallax_store::Reader;
use polars::prelude::*;

use super::event::event;
use crate::error::{Result, of};
use crate::frame::{Cells, Table};

/// One event and outlet.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Coverage {
    /// The event's slug.
    pub event: String,
    /// The outlet.
    pub source: String,
    /// Its first article on the event, in microseconds since 1970.
    pub first_published: Option<i64>,
    /// Its last one.
    pub last_published: Option<i64>,
    /// Hours from the first article of anybody to its own first one.
    pub hours_after: Option<f64>,
    /// Its articles on the event.
    pub articles: i64,
    /// How many of them are copies.
    pub copies: i64,
    /// Claims on the event in them.
    pub claims: i64,
    /// How many of these are figures.
    pub figures: i64,
    /// How many of these are meetings.
    pub meetings: i64,
    /// Quotes in its articles on the event.
    pub quotes: i64,
}

/// Which outlet tells of which event, the first one first.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn coverage(reader: &Reader, slug: Option<&str>) -> Result<Vec<Coverage>> {
    let mut frame = Table::Coverage.load(reader, false)?.lazy();
    if let Some(slug) = slug {
        frame = frame.filter(col("event_id").eq(lit(event(reader, slug)?.event_id)));
    }
    let df = lag_frame(frame).and_then(LazyFrame::collect).map_err(of("coverage"))?;
    let cells = Cells::of(&df, "coverage");
    let (events, sources) = (cells.text("event")?, cells.text("source")?);
    let (first, last) = (cells.int("first_published")?, cells.int("last_published")?);
    let hours = cells.real("hours_after")?;
    let count = |name: &str| cells.int(name).map(|v| v.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>());
    let (articles, copies, claims) = (count("articles")?, count("copies")?, count("claims")?);
    let (figures, meetings, quotes) = (count("figures")?, count("meetings")?, count("quotes")?);
    Ok((0..df.height())
        .map(|i| Coverage {
            event: events[i].clone().unwrap_or_default(),
            source: sources[i].clone().unwrap_or_default(),
            first_published: first[i],
            last_published: last[i],
            hours_after: hours[i],
            articles: articles[i],
            copies: copies[i],
            claims: claims[i],
            figures: figures[i],
            meetings: meetings[i],
            quotes: quotes[i],
        })
        .collect())
}

/// Adds to coverage how many hours after the first outlet each one began.
pub fn lag_frame(coverage: LazyFrame) -> PolarsResult<LazyFrame> {
    let first = col("first_published").to_physical().cast(DataType::Float64);
    let hours = (first.clone() - first.min().over([col("event")])?) / lit(3_600_000_000.0_f64);
    Ok(coverage.with_column(hours.round(1, RoundMode::HalfAwayFromZero).alias("hours_after")).sort_by_exprs(
        [col("event").cast(DataType::String), col("first_published"), col("source").cast(DataType::String)],
        SortMultipleOptions::default().with_nulls_last(true),
    ))
}
