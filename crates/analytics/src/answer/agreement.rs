//! Who says the same: statements by how many independent origins make them, and outlets by
//! how often they agree with each other.

use std::collections::BTreeMap;

use parallax_records::{ClaimKind, Status};
use parallax_store::Reader;
use polars::prelude::*;
use rustc_hash::FxHashSet;

use super::event::event;
use super::row::{FigureRow, rows};
use crate::error::Result;
use crate::figures::{Comparison, Numbers, relate};
use crate::frame::Table;
use crate::statements::{stated, statements};

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
    /// Pairs of statements that allow the same numbers or lie inside each other.
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
    Ok(agreement_matrix(&figures(reader, slug)?))
}

/// The matrix over figures in any order.
pub(crate) fn agreement_matrix<'r>(all: &'r [FigureRow]) -> Vec<AgreementCell> {
    let made = statements(&all.iter().map(|r| r.as_claim(&Numbers::literal())).collect::<Vec<_>>());
    // The outlets of each statement; those of one statement agree with each other.
    let voices: Vec<Vec<&'r str>> = made
        .iter()
        .map(|s| {
            let own = s.claims.iter().map(|i| &all[*i]).filter(|r| !r.is_copy && r.status == Status::Occurred);
            let mut names: Vec<&'r str> = own.map(|r| r.source.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            names
        })
        .collect();
    let mut groups: BTreeMap<(i64, ClaimKind, parallax_records::Scope), Vec<usize>> = BTreeMap::new();
    for (i, s) in made.iter().enumerate() {
        if !s.subset && s.status == Status::Occurred {
            groups.entry((s.event, s.kind, s.scope)).or_default().push(i);
        }
    }
    let mut cells: BTreeMap<(&'r str, &'r str), [usize; 3]> = BTreeMap::new();
    let mut count = |a: &[&'r str], b: &[&'r str], comparison: Comparison, twice: bool| {
        for x in a {
            for y in b {
                // Within one statement each pair is met in both orders: it counts once.
                if x == y || (twice && x > y) {
                    continue;
                }
                let slot = match comparison {
                    Comparison::Agree | Comparison::Refines => 0,
                    Comparison::Update | Comparison::BoundRaised => 1,
                    Comparison::Contradict => 2,
                    Comparison::OtherScope | Comparison::NotComparable => continue,
                };
                cells.entry(if x < y { (*x, *y) } else { (*y, *x) }).or_default()[slot] += 1;
            }
        }
    };
    for group in groups.into_values() {
        for (at, &i) in group.iter().enumerate() {
            count(&voices[i], &voices[i], Comparison::Agree, true);
            for &j in group[at + 1..].iter().take(NEIGHBOURS) {
                let (comparison, _) = relate(&stated(&made[i]), &stated(&made[j]));
                count(&voices[i], &voices[j], comparison, false);
            }
        }
    }
    let cell = |((a, b), [agree, update, contradict]): ((&str, &str), [usize; 3])| AgreementCell {
        a: a.to_owned(),
        b: b.to_owned(),
        agree,
        update,
        contradict,
    };
    let mut found: Vec<AgreementCell> = cells.into_iter().map(cell).collect();
    let shared = |c: &AgreementCell| c.agree + c.update + c.contradict;
    found.sort_by(|x, y| shared(y).cmp(&shared(x)).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
    found
}

/// Statements of one figure beyond which only neighbours are compared.
const NEIGHBOURS: usize = 60;

/// Figures that count, of one event or of all.
fn figures(reader: &Reader, slug: Option<&str>) -> Result<Vec<FigureRow>> {
    let mut frame = Table::Figures.load(reader, false)?.lazy().filter(col("event_id").is_not_null());
    if let Some(slug) = slug {
        frame = frame.filter(col("event_id").eq(lit(event(reader, slug)?.event_id)));
    }
    rows(frame)
}
