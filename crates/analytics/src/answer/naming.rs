//! What each outlet calls somebody: the naming side of framing.

use parallax_store::Reader;
use polars::prelude::*;

use crate::error::{AnalyticsError, Result, of};
use crate::frame::{Cells, Table};

/// One outlet's words for one entity.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Naming {
    /// The canonical name.
    pub entity: String,
    /// The outlet.
    pub source: String,
    /// The words used.
    pub called: String,
    /// name or nominal.
    pub form: String,
    /// How often.
    pub times: i64,
    /// Share of the outlet's mentions of the entity, in percent.
    pub percent: f64,
    /// Articles in which it does so.
    pub articles: i64,
    /// Key of the first mention.
    pub mention_id: i64,
}

/// The words that outlets use for an entity, most frequent first. `name` is a part of its
/// canonical name, in any case; every entity where it is `None`. Pronouns are left out.
///
/// # Errors
/// Where no entity bears the name or the database cannot be read.
pub fn naming(reader: &Reader, name: Option<&str>) -> Result<Vec<Naming>> {
    let mentions = Table::Mentions.load(reader, false)?.lazy();
    let df = naming_frame(mentions).and_then(LazyFrame::collect).map_err(of("naming"))?;
    let cells = Cells::of(&df, "naming");
    let (entity, source) = (cells.text("entity")?, cells.text("source")?);
    let (called, form) = (cells.text("called")?, cells.text("form")?);
    let (times, percent) = (cells.int("times")?, cells.real("percent")?);
    let (articles, mention) = (cells.int("articles")?, cells.int("mention_id")?);
    let wanted = name.map(str::to_lowercase);
    let rows: Vec<Naming> = (0..df.height())
        .map(|i| Naming {
            entity: entity[i].clone().unwrap_or_default(),
            source: source[i].clone().unwrap_or_default(),
            called: called[i].clone().unwrap_or_default(),
            form: form[i].clone().unwrap_or_default(),
            times: times[i].unwrap_or_default(),
            percent: percent[i].unwrap_or_default(),
            articles: articles[i].unwrap_or_default(),
            mention_id: mention[i].unwrap_or_default(),
        })
        .filter(|row| wanted.as_ref().is_none_or(|w| row.entity.to_lowercase().contains(w)))
        .collect();
    match name {
        Some(name) if rows.is_empty() => Err(AnalyticsError::NoEntity { name: name.to_owned() }),
        _ => Ok(rows),
    }
}

/// Shares of the words by entity and outlet.
pub(crate) fn naming_frame(mentions: LazyFrame) -> PolarsResult<LazyFrame> {
    let all = col("times").sum().over([col("entity_id"), col("source")])?;
    Ok(mentions
        .filter(col("form").cast(DataType::String).neq(lit("pronoun")))
        .group_by([col("entity_id"), col("entity"), col("source"), col("called"), col("form")])
        .agg([
            col("mention_id").count().cast(DataType::Int64).alias("times"),
            col("article_id").n_unique().cast(DataType::Int64).alias("articles"),
            col("mention_id").min(),
        ])
        .with_column(
            (lit(100.0) * col("times").cast(DataType::Float64) / all.cast(DataType::Float64))
                .round(1, RoundMode::HalfAwayFromZero)
                .alias("percent"),
        )
        .sort_by_exprs(
            [
                col("entity"),
                col("source").cast(DataType::String),
                col("times"),
                col("called"),
                col("form").cast(DataType::String),
                col("mention_id"),
            ],
            SortMultipleOptions::default().with_order_descending_multi([false, false, true, false, false, false]),
        ))
}
