//! Who says the same: statements by how many independent origins make them, and outlets by
//! how often they agree with each other.

use parallax_records::ClaimKind;
use parallax_store::Reader;
use polars::prelude::*;
use rustc_hash::FxHashSet;

use super::event::event;
use super::row::{FigureRow, rows};
use crate::error::{Result, of};
use crate::figures::Numbers;
use crate::frame::{Cells, Table};
use crate::statements::statements;

/// How widely one statement is made.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Corroboration {
    /// Key of the event.
    pub event_id: i64,
    /// What is counted.
    pub kind: ClaimKind,
    /// The number phrase of its first claim.
    pub wording: String,
    /// The origin named; `None` in the outlets' own voice.
    pub origin: Option<String>,
    /// Outlets that make it, in order of publication.
    pub sources: Vec<String>,
    /// How many of them are origins of their own once copies are taken away; outlets that
    /// cite one origin corroborate each other's hearing, not the figure.
    pub independent: usize,
    /// Key of its first claim.
    pub claim: i64,
}

/// Two outlets side by side, over the figures that both give.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AgreementCell {
    /// The one, first of the alphabet.
    pub a: String,
    /// The other.
    pub b: String,
    /// Statements that both make, and pairs of which one lies inside the other.
    pub agree: usize,
    /// Pairs of which one replaces the other in time.
    pub update: usize,
    /// Pairs that contradict each other.
    pub contradict: usize,
}

/// Statements with their outlets, the most widely made first.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn corroboration(reader: &Reader, slug: Option<&str>) -> Result<Vec<Corroboration>> {
    let all = figures(reader, slug)?;
    let made = statements(&all.iter().map(|r| r.as_claim(&Numbers::literal())).collect::<Vec<_>>());
    let mut found: Vec<Corroboration> = made
        .iter()
        .map(|s| {
            let told: Vec<&FigureRow> = s.claims.iter().map(|i| &all[*i]).collect();
            let mut sources: Vec<String> = Vec::new();
            for r in &told {
                if !sources.contains(&r.source) {
                    sources.push(r.source.clone());
                }
            }
            let own: FxHashSet<(String, i64)> = told.iter().filter(|r| !r.is_copy).map(|r| r.voice()).collect();
            Corroboration {
                event_id: s.event,
                kind: s.kind,
                wording: told[0].wording(),
                origin: s.origin.clone(),
                sources,
                independent: own.len(),
                claim: told[0].claim_id,
            }
        })
        .collect();
    found.sort_by(|a, b| {
        b.independent.cmp(&a.independent).then(b.sources.len().cmp(&a.sources.len())).then(a.claim.cmp(&b.claim))
    });
    Ok(found)
}

/// How outlets stand to each other over the figures that both give, copies left out; those
/// with most in common first.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn agreement(reader: &Reader, slug: Option<&str>) -> Result<Vec<AgreementCell>> {
    let mut made = Table::Statements.load(reader, false)?.lazy();
    if let Some(slug) = slug {
        made = made.filter(col("event_id").eq(lit(event(reader, slug)?.event_id)));
    }
    let related = Table::Relations.load(reader, false)?.lazy();
    let df =
        agreement_frame(Table::Claims.load(reader, false)?.lazy(), made, related).collect().map_err(of("agreement"))?;
    let cells = Cells::of(&df, "agreement");
    let (a, b) = (cells.text("one")?, cells.text("other")?);
    let count = |name: &str| -> Result<Vec<usize>> {
        Ok(cells.int(name)?.into_iter().map(|n| n.and_then(|n| n.try_into().ok()).unwrap_or(0)).collect())
    };
    let (agree, update, contradict) = (count("agree")?, count("update")?, count("contradict")?);
    Ok((0..df.height())
        .map(|i| AgreementCell {
            a: a[i].clone().unwrap_or_default(),
            b: b[i].clone().unwrap_or_default(),
            agree: agree[i],
            update: update[i],
            contradict: contradict[i],
        })
        .collect())
}

/// The matrix over the frames of claims, statements and relations: one row a pair of outlets.
///
/// Outlets are numbered in the order of their names and compared by number: there are many
/// pairs of statements and few outlets. What is joined on both sides is computed once.
pub fn agreement_frame(claims: LazyFrame, statements: LazyFrame, relations: LazyFrame) -> LazyFrame {
    let word = |name: &str| col(name).cast(DataType::String);
    let inner = || JoinArgs::new(JoinType::Inner);
    let names = claims
        .clone()
        .select([col("source")])
        .unique(None, UniqueKeepStrategy::Any)
        .with_column(word("source").alias("name"))
        .sort(["name"], SortMultipleOptions::default())
        .with_row_index("voice", None)
        .cache();
    let told = claims
        .filter(word("status").eq(lit("occurred")).and(col("is_copy").not()))
        .select([col("claim_id"), col("source")])
        .join(names.clone(), [col("source")], [col("source")], inner());
    // The outlets of each statement; those of one statement agree with each other.
    let voices = statements
        .select([col("claim_id"), col("statement_id")])
        .join(told, [col("claim_id")], [col("claim_id")], inner())
        .select([col("statement_id"), col("voice")])
        .unique(None, UniqueKeepStrategy::Any)
        .cache();
    let others = voices.clone().rename(["voice"], ["other"], true);
    let alike = voices
        .clone()
        .join(others.clone(), [col("statement_id")], [col("statement_id")], inner())
        .filter(col("voice").lt(col("other")))
        .group_by([col("voice").alias("one"), col("other")])
        .agg([len().cast(DataType::Int64).alias("shared")]);
    let is = |relation: &str| col("relation").eq(lit(relation));
    let ordered = col("voice").lt(col("other"));
    let sum = |name: &str| col(name).sum().cast(DataType::Int64);
    let related = relations
        .select([col("statement_id"), col("other_id"), word("relation")])
        .filter(col("relation").neq(lit("other-scope")))
        .select([
            col("statement_id"),
            col("other_id"),
            is("refines").alias("agree"),
            is("update").or(is("bound-raised")).alias("update"),
            is("contradict").alias("contradict"),
        ])
        .join(voices, [col("statement_id")], [col("statement_id")], inner())
        .join(others, [col("other_id")], [col("statement_id")], inner())
        .filter(col("voice").neq(col("other")))
        .group_by([
            when(ordered.clone()).then(col("voice")).otherwise(col("other")).alias("one"),
            when(ordered).then(col("other")).otherwise(col("voice")).alias("other"),
        ])
        .agg([sum("agree"), sum("update"), sum("contradict")]);
    // Concatenating lazily needs a feature of polars that brings a second engine along; a full
    // join of the two sums does as well.
    let keys = || [col("one"), col("other")];
    let full = JoinArgs { coalesce: JoinCoalesce::CoalesceColumns, ..JoinArgs::new(JoinType::Full) };
    let or_none = |name: &str| col(name).fill_null(lit(0_i64));
    let called = |frame: LazyFrame, side: &str| {
        let name = names.clone().select([col("voice"), col("name").alias(format!("{side}_name").as_str())]);
        frame.join(name, [col(side)], [col("voice")], inner())
    };
    let both = alike.join(related, keys(), keys(), full).select([
        col("one"),
        col("other"),
        (or_none("shared") + or_none("agree")).alias("agree"),
        or_none("update"),
        or_none("contradict"),
    ]);
    called(called(both, "one"), "other")
        .select([
            col("one_name").alias("one"),
            col("other_name").alias("other"),
            col("agree"),
            col("update"),
            col("contradict"),
        ])
        .with_column((col("agree") + col("update") + col("contradict")).alias("shared"))
        .sort(
            ["shared", "one", "other"],
            SortMultipleOptions::default().with_order_descending_multi([true, false, false]),
        )
}

/// Figures that count, of one event or of all.
fn figures(reader: &Reader, slug: Option<&str>) -> Result<Vec<FigureRow>> {
    let mut frame = Table::Figures.load(reader, false)?.lazy().filter(col("event_id").is_not_null());
    if let Some(slug) = slug {
        frame = frame.filter(col("event_id").eq(lit(event(reader, slug)?.event_id)));
    }
    rows(frame)
}
