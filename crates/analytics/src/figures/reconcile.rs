//! One answer from many origins: the four ways that casualty recorders use, and the lowest.

use std::collections::BTreeMap;

use parallax_records::Interval;

use super::interval::written;
use super::numbers::PolicyError;

/// The latest figure of one independent origin. Copies are left out before: they count
/// once, at their origin.
#[derive(Debug, Clone, PartialEq)]
pub struct OriginFigure {
    /// The outlet that gives it.
    pub source: String,
    /// Whom it names as origin, if anybody.
    pub origin: Option<String>,
    /// The numbers it allows under the number policy in force.
    pub interval: Interval,
    /// When it was given, as text that sorts ("2031-04-02").
    pub day: Option<String>,
}

/// A figure that a person has set.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
pub struct ManualFigure {
    /// Slug of the event.
    pub event: String,
    /// What is counted.
    pub kind: String,
    /// Who is counted; all victims where it is left out.
    #[serde(default = "all")]
    pub scope: String,
    /// The least number.
    pub low: f64,
    /// The greatest number; the least where it is left out.
    pub high: Option<f64>,
    /// Why.
    pub note: Option<String>,
}

fn all() -> String {
    "all".into()
}

/// A way to reduce the figures of many origins to one answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Reconcile {
    /// From the lowest to the highest.
    #[default]
    Range,
    /// What most origins say; among equals the latest, then the lowest.
    Majority,
    /// What the first of a list of trusted sources says.
    Hierarchy(Vec<String>),
    /// What a person has set.
    Manual(Vec<ManualFigure>),
    /// The lowest that anybody says.
    Lowest,
}

/// The answer of a reconciliation.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Reconciled {
    /// The numbers.
    pub interval: Interval,
    /// How many origins say so.
    pub support: usize,
    /// Of how many that gave a number.
    pub of: usize,
    /// How it came about, in words.
    pub reason: String,
}

impl Reconcile {
    /// What the command line may name; hierarchy and manual take a file after a colon.
    pub const NAMES: [&'static str; 5] = ["range", "majority", "hierarchy:FILE", "manual:FILE", "lowest"];

    /// The policy of a name. `hierarchy:FILE` reads one source a line (empty lines and lines
    /// that begin with # are skipped), `manual:FILE` a TOML file of `[[figure]]` tables.
    ///
    /// # Errors
    /// Where the name is unknown or its file is not understood.
    pub fn named(name: &str) -> Result<Self, PolicyError> {
        let unknown = || PolicyError::Unknown { name: name.to_owned(), known: Self::NAMES.join(", ") };
        let (word, file) = name.split_once(':').unwrap_or((name, ""));
        let read = || {
            if file.is_empty() {
                return Err(unknown());
            }
            std::fs::read_to_string(file).map_err(|source| PolicyError::Read { path: file.into(), source })
        };
        match word {
            "range" => Ok(Self::Range),
            "majority" => Ok(Self::Majority),
            "lowest" => Ok(Self::Lowest),
            "hierarchy" => {
                let text = read()?;
                let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
                Ok(Self::Hierarchy(lines.map(str::to_owned).collect()))
            }
            "manual" => {
                let parsed: ManualFile = toml::from_str(&read()?).map_err(|e| PolicyError::Parse {
                    path: file.into(),
                    problem: e.to_string().trim_end().to_owned(),
                })?;
                Ok(Self::Manual(parsed.figure))
            }
            _ => Err(unknown()),
        }
    }

    /// The policy's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Range => "range",
            Self::Majority => "majority",
            Self::Hierarchy(_) => "hierarchy",
            Self::Manual(_) => "manual",
            Self::Lowest => "lowest",
        }
    }

    /// One answer for an event (its slug), a kind and a scope; `None` where nobody gives a
    /// number or the policy has no say.
    pub fn apply(&self, event: &str, kind: &str, scope: &str, figures: &[OriginFigure]) -> Option<Reconciled> {
        if let Self::Manual(set) = self {
            let figure = set.iter().find(|f| f.event == event && f.kind == kind && f.scope == scope)?;
            let interval = Interval {
                low: Some(figure.low),
                high: Some(figure.high.unwrap_or(figure.low)),
                ..Interval::default()
            };
            let reason = figure.note.clone().unwrap_or_else(|| "set by hand".to_owned());
            return Some(Reconciled { interval, support: 1, of: figures.len(), reason });
        }
        let numbered: Vec<&OriginFigure> =
            figures.iter().filter(|f| f.interval.low.is_some() || f.interval.high.is_some()).collect();
        let of = numbered.len();
        let (interval, support, reason) = match self {
            Self::Range => {
                let i = hull(&numbered)?;
                (i, of, format!("from the lowest to the highest of {of}"))
            }
            Self::Lowest => {
                let lowest = numbered.iter().min_by(|a, b| least(a).total_cmp(&least(b)))?;
                let support = numbered.iter().filter(|f| f.interval == lowest.interval).count();
                (lowest.interval, support, format!("the lowest of {of}"))
            }
            Self::Majority => {
                let (interval, support) = most(&numbered)?;
                (interval, support, format!("{support} of {of} say {}", written(&interval)))
            }
            Self::Hierarchy(trusted) => {
                let says = |name: &String| {
                    let same = |s: &str| s.eq_ignore_ascii_case(name);
                    let own = numbered.iter().rev().find(|f| same(&f.source));
                    own.or_else(|| numbered.iter().rev().find(|f| f.origin.as_deref().is_some_and(same)))
                };
                let (rank, figure) = trusted.iter().enumerate().find_map(|(i, name)| Some((i, says(name)?)))?;
                let support = numbered.iter().filter(|f| f.interval == figure.interval).count();
                (figure.interval, support, format!("{} is number {} of the trusted sources", trusted[rank], rank + 1))
            }
            Self::Manual(_) => return None,
        };
        Some(Reconciled { interval, support, of, reason })
    }
}

fn least(f: &OriginFigure) -> f64 {
    f.interval.low.or(f.interval.high).unwrap_or(f64::INFINITY)
}

/// The smallest interval that holds all; a floor with no ceiling reaches to its own number,
/// because "at least 100" and "130" range from 100 to 130.
fn hull(figures: &[&OriginFigure]) -> Option<Interval> {
    let low = figures.iter().map(|f| least(f)).min_by(f64::total_cmp)?;
    let top = |f: &&OriginFigure| f.interval.high.or(f.interval.low).unwrap_or(0.0);
    let high = figures.iter().map(top).max_by(f64::total_cmp)?;
    // The range is open upwards only where the highest number is itself a floor.
    let high_open = !figures.iter().any(|f| f.interval.high.is_some_and(|h| h >= high));
    let approximate = figures.iter().any(|f| f.interval.approximate && (least(f) == low || top(f) == high));
    Some(Interval { low: Some(low), high: (!high_open).then_some(high), low_open: false, high_open, approximate })
}

/// The interval with the most origins; among equals the latest, then the lowest.
fn most(figures: &[&OriginFigure]) -> Option<(Interval, usize)> {
    let key = |i: &Interval| (i.low.map(f64::to_bits), i.high.map(f64::to_bits), i.approximate);
    let mut votes: BTreeMap<_, (Interval, usize, Option<&str>)> = BTreeMap::new();
    for f in figures {
        let vote = votes.entry(key(&f.interval)).or_insert((f.interval, 0, None));
        vote.1 += 1;
        vote.2 = vote.2.max(f.day.as_deref());
    }
    let low = |i: &Interval| i.low.or(i.high).unwrap_or(f64::INFINITY);
    votes
        .into_values()
        .max_by(|a, b| a.1.cmp(&b.1).then(a.2.cmp(&b.2)).then(low(&b.0).total_cmp(&low(&a.0))))
        .map(|(interval, count, _)| (interval, count))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ManualFile {
    #[serde(default)]
    figure: Vec<ManualFigure>,
}

#[cfg(test)]
mod tests {
    use parallax_records::{Bound, Quantity};

    use super::*;

    fn figures() -> Vec<OriginFigure> {
        let of = |source: &str, bound, n, day: &str| OriginFigure {
            source: source.into(),
            origin: (source == "Harbour Post").then(|| "the coastguard".into()),
            interval: Quantity { bound, ..Quantity::exact(n) }.interval(),
            day: Some(day.into()),
        };
        vec![
            of("Harbour Post", Bound::Exact, 41.0, "2031-04-02"),
            of("Valley Radio", Bound::AtLeast, 30.0, "2031-04-01"),
            of("The Lantern", Bound::Exact, 41.0, "2031-04-03"),
            of("Northern Wire", Bound::Exact, 38.0, "2031-04-03"),
        ]
    }

    fn answer(policy: &Reconcile) -> (Option<f64>, Option<f64>, usize) {
        let r = policy.apply("flood", "killed", "all", &figures()).expect("an answer");
        (r.interval.low, r.interval.high, r.support)
    }

    #[test]
    fn each_policy_gives_its_answer() {
        assert_eq!(answer(&Reconcile::Range), (Some(30.0), Some(41.0), 4));
        assert_eq!(answer(&Reconcile::Majority), (Some(41.0), Some(41.0), 2));
        assert_eq!(answer(&Reconcile::Lowest), (Some(30.0), None, 1));
        let trusted = Reconcile::Hierarchy(vec!["Gazette".into(), "the coastguard".into()]);
        assert_eq!(answer(&trusted), (Some(41.0), Some(41.0), 2));
        let manual: ManualFile =
            toml::from_str("[[figure]]\nevent = \"flood\"\nkind = \"killed\"\nlow = 40\n").expect("toml");
        assert_eq!(answer(&Reconcile::Manual(manual.figure)), (Some(40.0), Some(40.0), 1));
    }

    #[test]
    fn a_range_that_ends_in_a_floor_stays_open() {
        let mut only_floor = figures();
        only_floor.retain(|f| f.source == "Valley Radio");
        let r = Reconcile::Range.apply("flood", "killed", "all", &only_floor).expect("an answer");
        assert_eq!((r.interval.low, r.interval.high, r.interval.high_open), (Some(30.0), None, true));
        assert!(Reconcile::Range.apply("flood", "killed", "all", &[]).is_none());
    }
}
