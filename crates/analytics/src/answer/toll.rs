//! One figure of an event: per outlet and day, in the literal wording, with its interval,
//! its origin, and who was first.

use chrono::NaiveDate;
use parallax_records::{ClaimKind, Interval, Scope, Status};
use parallax_store::Reader;
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::event::{EventHead, event, heads};
use super::row::{FigureOptions, FigureRow, main_scope, rows};
use crate::error::{Result, of};
use crate::figures::{Comparison, OriginFigure, Reconciled, written};
use crate::frame::{Cells, Table};
use crate::statements::{Statement, StatementRelation, relations, statements};

/// What the outlets say of one figure of one event.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Toll {
    /// The event.
    pub event: EventHead,
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted.
    pub scope: Scope,
    /// Name of the number policy.
    pub numbers: String,
    /// Name of the reconciliation.
    pub reconcile: String,
    /// One row a day, outlet, wording and origin, in order.
    pub rows: Vec<TollRow>,
    /// Outlets that give the figure.
    pub sources: usize,
    /// How many of them are independent: copies left out, each article of an unknown outlet
    /// its own.
    pub independent: usize,
    /// The figure now: what most independent outlets say in their latest article.
    pub now: Option<Reconciled>,
    /// The first day on which somebody said so.
    pub now_since: Option<NaiveDate>,
    /// One answer under the reconciliation asked for.
    pub answer: Option<Reconciled>,
    /// How often the figure changed: updates and raised floors between statements.
    pub updates: usize,
    /// How many pairs of numbers contradict each other.
    pub contradictions: usize,
    /// Sites and sub-groups: figures that are part of this one.
    pub parts: Vec<PartToll>,
    /// Other events that the same articles give this figure for.
    pub apart: Vec<PartToll>,
    /// Other groups of people counted for this event, with how many rows.
    pub other_scopes: Vec<(Scope, usize)>,
}

/// One outlet, day, wording and origin.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TollRow {
    /// The day for which it holds; `None` where nothing is dated.
    pub day: Option<NaiveDate>,
    /// The outlet.
    pub source: String,
    /// The number phrase ("more than 120").
    pub wording: String,
    /// The evidence, verbatim.
    pub says: String,
    /// The numbers it allows, under the number policy.
    pub interval: Interval,
    /// The interval as text ("[121, …)").
    pub written: String,
    /// Whom it is from: the cited one, and behind a "<" whom they cite.
    pub from: Option<String>,
    /// occurred, possible, planned or denied.
    pub status: Status,
    /// Whether no earlier row gives this interval.
    pub first: bool,
    /// Whether it stands in copies only.
    pub is_copy: bool,
    /// How often the outlet says so that day.
    pub times: usize,
    /// Whether a person corrected one of its claims.
    pub corrected: bool,
    /// Keys of the claims, the first as evidence.
    pub claims: Vec<i64>,
}

/// A figure beside the one asked for.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PartToll {
    /// The event's slug, for sites and other events.
    pub event: Option<String>,
    /// What to call it.
    pub label: String,
    /// What is said of it last ("89").
    pub wording: String,
    /// How many outlets say so.
    pub sources: usize,
    /// A claim as evidence.
    pub claim: i64,
}

/// One event in the list of all.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct EventToll {
    /// Short name.
    pub event: String,
    /// What people call it.
    pub title: String,
    /// First day, ISO.
    pub date_from: Option<String>,
    /// Least number that anybody gives.
    pub low: Option<f64>,
    /// Greatest number that anybody gives.
    pub high: Option<f64>,
    /// Whether some claim gives no upper end above it.
    pub high_open: bool,
    /// The number of the latest claim.
    pub latest: Option<f64>,
    /// Outlets.
    pub sources: u32,
    /// Outlets with an article of their own.
    pub independent: u32,
    /// Claims.
    pub claims: u32,
    /// First day on which it was published.
    pub first_day: Option<NaiveDate>,
    /// Last day.
    pub last_day: Option<NaiveDate>,
}

/// What each outlet says of one figure of an event.
///
/// # Errors
/// Where the event does not exist or the database cannot be read.
pub fn toll(reader: &Reader, slug: &str, options: &FigureOptions) -> Result<Toll> {
    let event = event(reader, slug)?;
    let frame = Table::Figures.load(reader, false)?.lazy();
    let of_kind = frame.filter(col("kind").cast(DataType::String).eq(lit(options.kind.name())));
    let all = rows(of_kind)?;
    let mine: Vec<&FigureRow> = all.iter().filter(|r| r.event_id == event.event_id).collect();
    let owned: Vec<FigureRow> = mine.iter().map(|r| (*r).clone()).collect();
    let main = main_scope(&owned);
    let scope = options.scope.unwrap_or(main);
    let asked: Vec<&FigureRow> = mine.iter().copied().filter(|r| r.scope == scope && !r.subset).collect();
    let rows = toll_rows(&asked, options);
    let said: Vec<&FigureRow> = asked.iter().copied().filter(|r| r.status == Status::Occurred).collect();
    let latest = latest_by_voice(&said, options);
    let now = crate::figures::Reconcile::Majority.apply(&event.slug, options.kind.name(), scope.name(), &latest);
    let now_since = now.as_ref().and_then(|now| {
        let says_so = |r: &&&FigureRow| r.interval(&options.numbers) == now.interval;
        said.iter().filter(says_so).filter_map(|r| r.holds_on()).min()
    });
    let reconcile = match (&options.reconcile, options.numbers.lowest) {
        (crate::figures::Reconcile::Range, true) => &crate::figures::Reconcile::Lowest,
        (chosen, _) => chosen,
    };
    let every = every_voice(&said, options);
    let pool = if matches!(reconcile, crate::figures::Reconcile::Range) { &every } else { &latest };
    let answer = reconcile.apply(&event.slug, options.kind.name(), scope.name(), pool);
    let made = statements(&said.iter().map(|r| r.as_claim(&options.numbers)).collect::<Vec<_>>());
    let related = relations(&made);
    let count = |wanted: &[Comparison]| related.iter().filter(|r| wanted.contains(&r.comparison)).count();
    let voices: FxHashSet<(String, i64)> = asked.iter().map(|r| r.voice()).collect();
    let own: FxHashSet<(String, i64)> = asked.iter().filter(|r| !r.is_copy).map(|r| r.voice()).collect();
    let heads = heads(reader)?;
    Ok(Toll {
        kind: options.kind,
        scope,
        numbers: options.numbers.name.clone(),
        reconcile: reconcile.name().to_owned(),
        rows,
        sources: voices.len(),
        independent: own.len(),
        now,
        now_since,
        answer,
        updates: count(&[Comparison::Update, Comparison::BoundRaised]),
        contradictions: disputes(&made, &related),
        // What other events and groups add up to is a matter of the main figure.
        parts: if scope == main { parts(&all, &mine, &event, &heads) } else { Vec::new() },
        apart: if scope == main { apart(&all, &mine, &event, &heads) } else { Vec::new() },
        other_scopes: other_scopes(&mine, scope),
        event,
    })
}

/// One row a day, outlet, wording, origin and status.
fn toll_rows(asked: &[&FigureRow], options: &FigureOptions) -> Vec<TollRow> {
    let mut index: FxHashMap<_, usize> = FxHashMap::default();
    let mut found: Vec<TollRow> = Vec::new();
    for r in asked {
        let from = match (&r.attributed_to, &r.origin) {
            (Some(a), Some(o)) if a != o && !o.contains(a.as_str()) && !a.contains(o.as_str()) => {
                Some(format!("{a} < {o}"))
            }
            (a, o) => o.clone().or_else(|| a.clone()),
        };
        let key = (r.holds_on(), r.voice(), r.wording(), from.clone(), r.status);
        let at = *index.entry(key).or_insert_with(|| {
            let interval = r.interval(&options.numbers);
            found.push(TollRow {
                day: r.holds_on(),
                source: r.source.clone(),
                wording: r.wording(),
                says: r.says.clone(),
                interval,
                written: written(&interval),
                from,
                status: r.status,
                first: false,
                is_copy: true,
                times: 0,
                corrected: false,
                claims: Vec::new(),
            });
            found.len() - 1
        });
        found[at].times += 1;
        found[at].is_copy &= r.is_copy;
        found[at].corrected |= r.corrected;
        found[at].claims.push(r.claim_id);
    }
    // Rows come in order of publication; those of a day are put in order of their number.
    found.sort_by(|a, b| {
        let low = |r: &TollRow| r.interval.low.or(r.interval.high).unwrap_or(f64::NEG_INFINITY);
        (a.day.is_none(), a.day).cmp(&(b.day.is_none(), b.day)).then(low(a).total_cmp(&low(b)))
    });
    let mut seen: Vec<Interval> = Vec::new();
    for row in &mut found {
        let numbered = row.interval.low.is_some() || row.interval.high.is_some();
        if numbered && !row.is_copy && row.status == Status::Occurred && !seen.contains(&row.interval) {
            seen.push(row.interval);
            row.first = true;
        }
    }
    found
}

/// The latest figure of each independent voice; of one article the last claim of the body,
/// which tells more than its headline.
fn latest_by_voice(said: &[&FigureRow], options: &FigureOptions) -> Vec<OriginFigure> {
    let mut latest: std::collections::BTreeMap<(String, i64), &FigureRow> = std::collections::BTreeMap::new();
    let numbered = |r: &FigureRow| {
        let i = r.interval(&options.numbers);
        i.low.is_some() || i.high.is_some()
    };
    for r in said.iter().filter(|r| !r.is_copy && numbered(r)) {
        let slot = latest.entry(r.voice()).or_insert(r);
        if r.holds_on() > slot.holds_on() || (r.holds_on() == slot.holds_on() && tighter(r, slot)) {
            *slot = r;
        }
    }
    latest.into_values().map(|r| origin_figure(r, options)).collect()
}

/// Whether a figure of the same day says more: a higher floor, or a number instead of a floor.
fn tighter(a: &FigureRow, b: &FigureRow) -> bool {
    let low = |r: &FigureRow| r.literal.low.unwrap_or(0.0);
    low(a) > low(b) || (low(a) == low(b) && !a.literal.high_open && b.literal.high_open)
}

/// Every figure of every independent voice, for the range.
fn every_voice(said: &[&FigureRow], options: &FigureOptions) -> Vec<OriginFigure> {
    said.iter().filter(|r| !r.is_copy).map(|r| origin_figure(r, options)).collect()
}

fn origin_figure(r: &FigureRow, options: &FigureOptions) -> OriginFigure {
    OriginFigure {
        source: r.source.clone(),
        origin: r.origin.clone(),
        interval: r.interval(&options.numbers),
        day: r.holds_on().map(|d| d.to_string()),
    }
}

/// Sites of the event and subsets of the figure.
fn parts(all: &[FigureRow], mine: &[&FigureRow], event: &EventHead, heads: &[EventHead]) -> Vec<PartToll> {
    let sites = heads.iter().filter(|h| h.parent.as_deref() == Some(&event.slug));
    let mut found: Vec<PartToll> = sites.filter_map(|h| of_event(all, h)).collect();
    let mut subsets: std::collections::BTreeMap<(Scope, String), Vec<&FigureRow>> = std::collections::BTreeMap::new();
    for r in mine.iter().filter(|r| r.subset) {
        subsets.entry((r.scope, r.wording())).or_default().push(r);
    }
    found.extend(subsets.into_iter().map(|((scope, wording), rows)| PartToll {
        event: None,
        // "352 injured, of whom 99 are critical" names nobody: the number says it all.
        label: match rows[0].victims.as_deref() {
            Some(victims) => victims.trim_matches(['"', '“', '”']).to_owned(),
            None if scope == Scope::All => String::new(),
            None => crate::figures::people(scope).to_owned(),
        },
        wording,
        sources: count_voices(&rows),
        claim: rows[0].claim_id,
    }));
    found
}

/// How many pairs of numbers contradict each other, whoever gives them.
fn disputes(made: &[Statement], related: &[StatementRelation]) -> usize {
    let number = |i: usize| (made[i].interval.low.map(f64::to_bits), made[i].interval.high.map(f64::to_bits));
    let against = related.iter().filter(|r| r.comparison == Comparison::Contradict);
    let pairs = against.map(|r| {
        let (a, b) = (number(r.statement), number(r.other));
        (a.min(b), a.max(b))
    });
    pairs.collect::<FxHashSet<_>>().len()
}

/// Other events of harm that the same articles give the figure for, most told first.
fn apart(all: &[FigureRow], mine: &[&FigureRow], event: &EventHead, heads: &[EventHead]) -> Vec<PartToll> {
    let articles: FxHashSet<i64> = mine.iter().map(|r| r.article_id).collect();
    let beside: FxHashSet<i64> = all.iter().filter(|r| articles.contains(&r.article_id)).map(|r| r.event_id).collect();
    let others = heads.iter().filter(|h| {
        let is_kin = h.parent.as_deref() == Some(&event.slug) || event.parent.as_deref() == Some(&h.slug);
        h.event_id != event.event_id && !is_kin && beside.contains(&h.event_id)
    });
    let mut found: Vec<PartToll> = others.filter_map(|h| of_event(all, h)).collect();
    found.sort_by(|a, b| b.sources.cmp(&a.sources).then(a.event.cmp(&b.event)));
    found
}

/// The last figure said of an event.
fn of_event(all: &[FigureRow], head: &EventHead) -> Option<PartToll> {
    let mut rows: Vec<&FigureRow> = all.iter().filter(|r| r.event_id == head.event_id && !r.subset).collect();
    // Seven gunmen are not the toll of an event whose victims are counted.
    if rows.iter().any(|r| r.scope == Scope::All) {
        rows.retain(|r| r.scope == Scope::All);
    }
    let last = rows.iter().rev().find(|r| r.literal.low.or(r.literal.high).is_some()).or(rows.last())?;
    Some(PartToll {
        event: Some(head.slug.clone()),
        label: head.title.split(" · ").next().unwrap_or(&head.title).to_owned(),
        wording: last.wording(),
        sources: count_voices(&rows),
        claim: last.claim_id,
    })
}

fn count_voices(rows: &[&FigureRow]) -> usize {
    rows.iter().map(|r| r.voice()).collect::<FxHashSet<_>>().len()
}

fn other_scopes(mine: &[&FigureRow], scope: Scope) -> Vec<(Scope, usize)> {
    let count = |s: Scope| mine.iter().filter(|r| r.scope == s).count();
    Scope::ALL.iter().copied().filter(|s| *s != scope).map(|s| (s, count(s))).filter(|(_, n)| *n > 0).collect()
}

/// The figure of every event, the largest first; sources and ranges by polars.
///
/// # Errors
/// Where the database cannot be read.
pub fn tolls(reader: &Reader, options: &FigureOptions) -> Result<Vec<EventToll>> {
    let figures = Table::Figures.load(reader, false)?.lazy();
    let frame = tolls_frame(figures, options).and_then(LazyFrame::collect).map_err(of("toll"))?;
    let heads: FxHashMap<i64, EventHead> = heads(reader)?.into_iter().map(|h| (h.event_id, h)).collect();
    let cells = Cells::of(&frame, "toll");
    let (id, open) = (cells.int("event_id")?, cells.int("high_open")?);
    let (low, high, latest) = (cells.real("low")?, cells.real("high")?, cells.real("latest")?);
    let (first, last) = (cells.day("first_day")?, cells.day("last_day")?);
    let number = |name: &str| -> Result<Vec<u32>> {
        Ok(cells.int(name)?.into_iter().map(|n| n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0)).collect())
    };
    let (sources, independent, claims) = (number("sources")?, number("independent")?, number("claims")?);
    let row = |i: usize| {
        let head = heads.get(&id[i]?)?;
        Some(EventToll {
            event: head.slug.clone(),
            title: head.title.clone(),
            date_from: head.date_from.clone(),
            low: low[i],
            high: high[i],
            high_open: open[i] == Some(1),
            latest: latest[i],
            sources: sources[i],
            independent: independent[i],
            claims: claims[i],
            first_day: first[i],
            last_day: last[i],
        })
    };
    Ok((0..frame.height()).filter_map(row).collect())
}

/// One row an event over the figures frame.
pub fn tolls_frame(figures: LazyFrame, options: &FigureOptions) -> PolarsResult<LazyFrame> {
    let word = |name: &str| col(name).cast(DataType::String);
    let scope = word("scope").fill_null(lit("all"));
    let wanted = scope.clone().eq(lit(options.scope.unwrap_or(Scope::All).name()));
    // Where nobody counts all victims, the groups that are counted stand for them.
    let in_scope = match options.scope {
        Some(_) => wanted,
        None => wanted.clone().or(wanted.any(true).over([col("event_id")])?.not()),
    };
    let of_kind = word("kind").eq(lit(options.kind.name()));
    let told = word("status").eq(lit("occurred")).and(col("subset").not());
    // Each article of an unknown outlet is a voice of its own: its key tells it apart.
    let unknown = word("source").eq(lit(parallax_store::UNKNOWN_SOURCE));
    let voice = as_struct(vec![
        col("source").to_physical().alias("outlet"),
        when(unknown).then(col("article_id")).otherwise(lit(0_i64)).alias("article"),
    ]);
    let least = coalesce(&[col("low"), col("high")]);
    let most = coalesce(&[col("high"), col("low")]);
    Ok(figures
        .filter(col("event_id").is_not_null().and(of_kind).and(told))
        .filter(in_scope)
        .with_columns([voice.alias("voice"), least.alias("least"), most.alias("most")])
        .sort(["published", "claim_id"], SortMultipleOptions::default())
        .group_by([col("event_id")])
        .agg([
            col("least").min().alias("low"),
            col("most").max().alias("high"),
            col("high_open").filter(col("most").eq(col("most").max())).all(true).alias("high_open"),
            col("least").drop_nulls().last().alias("latest"),
            col("voice").n_unique().alias("sources"),
            col("voice").filter(col("is_copy").not()).n_unique().alias("independent"),
            col("claim_id").count().alias("claims"),
            col("published_day").min().alias("first_day"),
            col("published_day").max().alias("last_day"),
        ])
        .sort(
            ["high", "event_id"],
            SortMultipleOptions::default().with_order_descending_multi([true, false]).with_nulls_last(true),
        ))
}
