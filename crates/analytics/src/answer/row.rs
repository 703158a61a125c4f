//! Figures as answers use them: one row a claim, from the figures frame.

use chrono::NaiveDate;
use parallax_records::{Bound, ClaimKind, Interval, Period, Scope, Status};
use polars::prelude::*;
use rustc_hash::FxHashSet;

use crate::error::{Result, of};
use crate::figures::{AsOf, Numbers, Reconcile, Wording};
use crate::frame::day_of;
use crate::statements::{FigureClaim, compared_scope, counted, counts_a_part, counts_on_top};

/// What figure is asked for, and how it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureOptions {
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted; `None` for the group that most outlets count, all victims before others.
    pub scope: Option<Scope>,
    /// How wordings become numbers.
    pub numbers: Numbers,
    /// How many origins become one answer.
    pub reconcile: Reconcile,
}

impl Default for FigureOptions {
    fn default() -> Self {
        Self { kind: ClaimKind::Killed, scope: None, numbers: Numbers::literal(), reconcile: Reconcile::Range }
    }
}

/// One figure of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// Key of the claim.
    pub claim_id: i64,
    /// Key of its article.
    pub article_id: i64,
    /// Key of its sentence.
    pub sentence_id: i64,
    /// Key of its event.
    pub event_id: i64,
    /// The outlet.
    pub source: String,
    /// When it was published, in microseconds since 1970.
    pub published: Option<i64>,
    /// The day it was published.
    pub day: Option<NaiveDate>,
    /// The day for which it holds, where the text says so.
    pub as_of: Option<NaiveDate>,
    /// Whether its article is a copy.
    pub is_copy: bool,
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted.
    pub scope: Scope,
    /// Whether it is part of another figure, as a subset or counted on top of it.
    pub subset: bool,
    /// What stretch of time it covers.
    pub period: Option<Period>,
    /// Whether it happened.
    pub status: Status,
    /// The evidence.
    pub says: String,
    /// How the number is bounded.
    pub bound: Option<Bound>,
    /// The number stated.
    pub n: Option<f64>,
    /// The upper end of a range.
    pub n2: Option<f64>,
    /// The vague word.
    pub word: Option<String>,
    /// Who is counted, as written.
    pub victims: Option<String>,
    /// What it is counted in, where it is no plain count.
    pub unit: Option<String>,
    /// Where, as the text gives it.
    pub place: Option<String>,
    /// First and last day on which it may have happened.
    pub happened: Option<(NaiveDate, NaiveDate)>,
    /// The literal interval.
    pub literal: Interval,
    /// Whether a person corrected it.
    pub corrected: bool,
    /// Whom the article cites.
    pub attributed_to: Option<String>,
    /// The end of the chain of attribution.
    pub origin: Option<String>,
}

impl FigureRow {
    /// The number phrase: "more than 120", "at least 130", "129", "dozens".
    pub fn wording(&self) -> String {
        let n = self.n.map(crate::figures::number).unwrap_or_default();
        match self.bound {
            None | Some(Bound::Exact) => n,
            Some(Bound::AtLeast) => format!("at least {n}"),
            Some(Bound::MoreThan) => format!("more than {n}"),
            Some(Bound::AtMost) => format!("up to {n}"),
            Some(Bound::FewerThan) => format!("fewer than {n}"),
            Some(Bound::About) => format!("about {n}"),
            Some(Bound::Nearly) => format!("nearly {n}"),
            Some(Bound::Range) => format!("{n} to {}", self.n2.map(crate::figures::number).unwrap_or_default()),
            Some(Bound::Vague) => self.word.clone().unwrap_or_default(),
        }
    }

    /// The interval under a number policy.
    pub fn interval(&self, numbers: &Numbers) -> Interval {
        numbers.interval(&Wording { bound: self.bound, word: self.word.as_deref(), interval: self.literal })
    }

    /// The day it counts for: as the text says, else its publication.
    pub fn holds_on(&self) -> Option<NaiveDate> {
        self.as_of.or(self.day)
    }

    /// The independent voice it is: the outlet, and for unknown outlets the article.
    pub(crate) fn voice(&self) -> (String, i64) {
        let unknown = self.source == parallax_store::UNKNOWN_SOURCE;
        (self.source.clone(), if unknown { self.article_id } else { 0 })
    }

    /// The figure as statements are made of it, under a number policy.
    pub(crate) fn as_claim(&self, numbers: &Numbers) -> FigureClaim {
        FigureClaim {
            claim: self.claim_id,
            article: self.article_id,
            sentence: self.sentence_id,
            event: self.event_id,
            kind: self.kind,
            scope: compared_scope(self.kind, self.scope, self.victims.as_deref()),
            counted: counted(self.kind, self.scope, self.victims.as_deref(), self.unit.as_deref()),
            subset: self.subset,
            period: self.period,
            status: self.status,
            interval: self.interval(numbers),
            word: self.word.clone(),
            origin: self.origin.clone(),
            origin_id: None,
            as_of: self.holds_on().map(|d| AsOf::days(d, d)),
            published: self.day.map(|d| d.to_string()),
            says: self.says.clone(),
            is_copy: self.is_copy,
            place: self.place.clone(),
            happened: self.happened,
        }
    }
}

/// The rows of a figures frame, in order of publication.
pub(crate) fn rows(frame: LazyFrame) -> Result<Vec<FigureRow>> {
    let read = || -> PolarsResult<Vec<FigureRow>> {
        let df =
            frame.sort(["published", "claim_id"], SortMultipleOptions::default().with_nulls_last(true)).collect()?;
        let int = |name: &str| df.column(name)?.i64().cloned();
        let real = |name: &str| df.column(name)?.f64().cloned();
        let flag = |name: &str| df.column(name)?.bool().cloned();
        let text = |name: &str| df.column(name)?.cast(&DataType::String)?.str().cloned();
        let date = |name: &str| df.column(name)?.cast(&DataType::Int32)?.i32().cloned();
        let (claim_id, article_id, event_id) = (int("claim_id")?, int("article_id")?, int("event_id")?);
        let sentence_id = int("sentence_id")?;
        let published = df.column("published")?.cast(&DataType::Int64)?.i64().cloned()?;
        let (source, says, word, victims) = (text("source")?, text("says")?, text("word")?, text("victims")?);
        let (unit, place) = (text("unit")?, text("place")?);
        let (kind, scope, status, period) = (text("kind")?, text("scope")?, text("status")?, text("period")?);
        let (bound, attributed, origin) = (text("bound")?, text("attributed_to")?, text("ultimately_from")?);
        let (n, n2, low, high) = (real("n")?, real("n2")?, real("low")?, real("high")?);
        let (low_open, high_open, about) = (flag("low_open")?, flag("high_open")?, flag("approximate")?);
        let (subset, is_copy) = (flag("subset")?, flag("is_copy")?);
        let (day, as_of) = (date("published_day")?, date("as_of")?);
        let (from, to) = (date("happened_from")?, date("happened_to")?);
        let review = text("review")?;
        let owned = |c: &StringChunked, i: usize| c.get(i).map(str::to_owned);
        fn named<T: std::str::FromStr>(c: &StringChunked, i: usize) -> Option<T> {
            c.get(i)?.parse().ok()
        }
        let mut found: Vec<FigureRow> = (0..df.height())
            .map(|i| FigureRow {
                claim_id: claim_id.get(i).unwrap_or_default(),
                article_id: article_id.get(i).unwrap_or_default(),
                sentence_id: sentence_id.get(i).unwrap_or_default(),
                event_id: event_id.get(i).unwrap_or_default(),
                source: owned(&source, i).unwrap_or_default(),
                published: published.get(i),
                day: day.get(i).and_then(day_of),
                as_of: as_of.get(i).and_then(day_of),
                is_copy: is_copy.get(i).unwrap_or(false),
                kind: named(&kind, i).unwrap_or(ClaimKind::Figure),
                scope: named(&scope, i).unwrap_or(Scope::All),
                subset: subset.get(i).unwrap_or(false)
                    || says
                        .get(i)
                        .is_some_and(|says| counts_a_part(named(&kind, i).unwrap_or(ClaimKind::Figure), says)),
                period: named(&period, i),
                status: named(&status, i).unwrap_or(Status::Occurred),
                says: owned(&says, i).unwrap_or_default(),
                bound: named(&bound, i),
                n: n.get(i),
                n2: n2.get(i),
                word: owned(&word, i),
                victims: owned(&victims, i),
                unit: owned(&unit, i),
                place: owned(&place, i),
                happened: from.get(i).and_then(day_of).zip(to.get(i).and_then(day_of)),
                literal: Interval {
                    low: low.get(i),
                    high: high.get(i),
                    low_open: low_open.get(i).unwrap_or(false),
                    high_open: high_open.get(i).unwrap_or(false),
                    approximate: about.get(i).unwrap_or(false),
                },
                corrected: review.get(i) == Some("corrected"),
                attributed_to: owned(&attributed, i),
                origin: owned(&origin, i),
            })
            .collect();
        mark_continued(&mut found);
        Ok(found)
    };
    read().map_err(of("figures"))
}

/// Marks the first of several people whom a sentence tells of one after another as a part.
fn mark_continued(rows: &mut [FigureRow]) {
    let key = |r: &FigureRow| (r.sentence_id, r.event_id, r.kind);
    let next: FxHashSet<_> = rows.iter().filter(|r| counts_on_top(&r.says)).map(key).collect();
    for row in rows.iter_mut().filter(|r| r.literal.low == Some(1.0) && r.literal.high == Some(1.0)) {
        row.subset |= next.contains(&key(row));
    }
}

/// The group of people that most outlets count; all victims first among equals.
pub(crate) fn main_scope(rows: &[FigureRow]) -> Scope {
    let voices = |scope: Scope| {
        let mut found: Vec<_> = rows.iter().filter(|r| r.scope == scope && !r.subset).map(FigureRow::voice).collect();
        found.sort();
        found.dedup();
        found.len()
    };
    // `max_by_key` takes the last of equals, and `ALL` begins with all victims.
    Scope::ALL.iter().rev().copied().max_by_key(|s| voices(*s)).unwrap_or(Scope::All)
}
