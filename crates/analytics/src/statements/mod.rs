//! Statements: distinct content, and how one stands to another.
//!
//! The claims of one event, kind, scope, interval, status and ultimate origin say the same
//! thing: they share a statement, however many outlets repeat it. Relations hold between
//! statements, so that copies never multiply them.

mod counted;
mod origins;
mod relations;
mod words;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use parallax_records::{ClaimKind, Interval, Period, Scope, Status};
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use self::counted::{compared_scope, counted, standing};
use self::origins::origins;
pub use self::relations::{StatementRelation, relations};
pub(crate) use self::words::{counts_a_part, counts_on_top, says_changed};
use self::words::{tells_of_one, tells_of_some};
use crate::figures::{AsOf, Stated};
use crate::link::Place;

/// A figure as statements are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureClaim {
    /// Key of the claim.
    pub claim: i64,
    /// Key of its article.
    pub article: i64,
    /// Its sentence, by a number of its own within the article.
    pub sentence: i64,
    /// Key of the event.
    pub event: i64,
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted: see [`compared_scope`].
    pub scope: Scope,
    /// What is counted, where kind and scope do not say it: see [`counted`].
    pub counted: Option<String>,
    /// Whether it is part of another figure.
    pub subset: bool,
    /// What stretch of time it covers.
    pub period: Option<Period>,
    /// Whether it happened.
    pub status: Status,
    /// The numbers it allows.
    pub interval: Interval,
    /// The vague word.
    pub word: Option<String>,
    /// The ultimate origin, as the text names it.
    pub origin: Option<String>,
    /// Key of the origin, where it is a known entity.
    pub origin_id: Option<i64>,
    /// When it holds: as the text says, else when it was published.
    pub as_of: Option<AsOf>,
    /// When it was published, as text that sorts.
    pub published: Option<String>,
    /// The evidence.
    pub says: String,
    /// Whether its article is a copy.
    pub is_copy: bool,
    /// Where, as the text gives it.
    pub place: Option<String>,
    /// First and last day on which it may have happened.
    pub happened: Option<(NaiveDate, NaiveDate)>,
}

/// Distinct content.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Key of the event.
    pub event: i64,
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted.
    pub scope: Scope,
    /// What is counted, where kind and scope do not say it: see [`counted`].
    pub counted: Option<String>,
    /// Whether it is part of another figure.
    pub subset: bool,
    /// What stretch of time it covers.
    pub period: Option<Period>,
    /// Whether it happened.
    pub status: Status,
    /// The numbers it allows.
    pub interval: Interval,
    /// The origin by its fullest name.
    pub origin: Option<String>,
    /// Key of the origin, where it is a known entity.
    pub origin_id: Option<i64>,
    /// When it was first said to hold.
    pub as_of: Option<AsOf>,
    /// When it was last said to hold.
    pub still: Option<AsOf>,
    /// When it was first published.
    pub first_at: Option<String>,
    /// When it was last published.
    pub last_at: Option<String>,
    /// Whether a text says that the figure changed to it.
    pub says_changed: bool,
    /// In what way people are held or displaced: see [`standing`].
    pub standing: Option<&'static str>,
    /// Whether its texts only tell of some of the victims: one person whom they do not count,
    /// or "seven of the drivers".
    pub is_example: bool,
    /// Where and when its texts place it.
    pub(crate) setting: Setting,
    /// Indices of its claims in the input, in order.
    pub claims: Vec<usize>,
    /// Keys of the articles of its claims, each with the sentence.
    pub told: BTreeSet<(i64, i64)>,
}

/// Groups figures into statements, in order of their first claim.
pub fn statements(claims: &[FigureClaim]) -> Vec<Statement> {
    let origins = origins(claims);
    let continued = continued(claims);
    let bits = |n: Option<f64>| n.map(f64::to_bits);
    let mut index = FxHashMap::default();
    let mut found: Vec<Statement> = Vec::new();
    for (i, c) in claims.iter().enumerate() {
        let origin = origins[i];
        let is_one = c.interval.low == Some(1.0) && c.interval.high == Some(1.0);
        let subset = c.subset || is_one && continued.contains(&(c.article, c.sentence, c.event, c.kind));
        let key = (
            (c.event, c.kind, c.scope, c.counted.as_deref(), subset, c.period, c.status),
            standing(c.kind, &c.says),
            (bits(c.interval.low), bits(c.interval.high), c.interval.approximate, c.word.as_deref()),
            origin,
        );
        let at = *index.entry(key).or_insert_with(|| {
            found.push(Statement {
                event: c.event,
                kind: c.kind,
                scope: c.scope,
                counted: c.counted.clone(),
                subset,
                period: c.period,
                status: c.status,
                interval: c.interval,
                origin: origin.map(str::to_owned),
                origin_id: c.origin_id,
                as_of: c.as_of,
                still: c.as_of,
                first_at: c.published.clone(),
                last_at: c.published.clone(),
                says_changed: false,
                standing: standing(c.kind, &c.says),
                is_example: c.kind.counts_people(),
                setting: Setting::default(),
                claims: Vec::new(),
                told: BTreeSet::new(),
            });
            found.len() - 1
        });
        let s = &mut found[at];
        s.claims.push(i);
        s.told.insert((c.article, c.sentence));
        s.says_changed |= says_changed(&c.says);
        s.is_example &= if is_one { tells_of_one(&c.says) } else { tells_of_some(&c.says) };
        s.setting.take_in(c);
        s.origin_id = s.origin_id.or(c.origin_id);
        s.as_of = match (s.as_of, c.as_of) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        s.still = s.still.max(c.as_of);
        if c.published.is_some() {
            let (first, last) = (s.first_at.take(), s.last_at.take());
            s.first_at = first.into_iter().chain(c.published.clone()).min();
            s.last_at = last.into_iter().chain(c.published.clone()).max();
        }
    }
    found
}

/// Sentences that go on from one person to the next: "one man died of smoke and another was
/// shot". The first is no toll either.
fn continued(claims: &[FigureClaim]) -> FxHashSet<(i64, i64, i64, ClaimKind)> {
    let next = claims.iter().filter(|c| counts_on_top(&c.says));
    next.map(|c| (c.article, c.sentence, c.event, c.kind)).collect()
}

/// A statement as it is compared.
pub(crate) fn stated(s: &Statement) -> Stated<'_> {
    Stated {
        event: Some(s.event),
        kind: s.kind.name(),
        scope: s.scope,
        counted: s.counted.as_deref(),
        subset: s.subset,
        period: s.period,
        status: s.status,
        interval: s.interval,
        origin: s.origin.as_deref(),
        as_of: s.as_of,
        still: s.still,
        says_changed: s.says_changed,
        standing: s.standing,
    }
}

/// Days that two dates of one event may lie apart: a month is told as a day, an anniversary
/// report gives its own.
const MISDATED: i64 = 45;

/// Countries, states and dates that the texts of a statement give for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Setting {
    countries: BTreeSet<String>,
    areas: BTreeSet<String>,
    /// Countries in the evidence of a figure of all victims: "900 dead in Peru".
    named: BTreeSet<String>,
    happened: Option<(NaiveDate, NaiveDate)>,
}

impl Setting {
    fn take_in(&mut self, claim: &FigureClaim) {
        if let Some(place) = claim.place.as_deref().map(Place::of) {
            self.countries.extend(place.countries().map(str::to_owned));
            self.areas.extend(place.areas);
        }
        if claim.scope == Scope::All {
            let named = Place::of(&claim.says);
            self.named.extend(named.countries().map(str::to_owned));
        }
        self.happened = match (self.happened, claim.happened) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (a, b) => a.or(b),
        };
    }

    /// The countries, those in the evidence as well.
    pub(crate) fn countries(&self) -> impl Iterator<Item = &str> {
        self.countries.iter().chain(&self.named).map(String::as_str)
    }

    /// Whether both are known and have nothing in common.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        let apart = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        let days = self.happened.zip(other.happened);
        apart(&self.countries, &other.countries)
            || apart(&self.areas, &other.areas)
            || days.is_some_and(|((a, b), (c, d))| (a - d).num_days().max((c - b).num_days()) > MISDATED)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use parallax_records::{Bound, Quantity};

    use super::*;
    use crate::figures::Comparison;

    pub(crate) fn claim(id: i64, bound: Bound, n: f64, day: u32, origin: Option<&str>) -> FigureClaim {
        let date = NaiveDate::from_ymd_opt(2031, 4, day).expect("a day");
        FigureClaim {
            claim: id,
            article: id,
            sentence: id,
            event: 1,
            kind: ClaimKind::Killed,
            scope: Scope::All,
            counted: None,
            subset: false,
            period: None,
            status: Status::Occurred,
            interval: Quantity { bound, ..Quantity::exact(n) }.interval(),
            word: None,
            origin: origin.map(str::to_owned),
            origin_id: None,
            as_of: Some(AsOf::days(date, date)),
            published: Some(date.to_string()),
            says: format!("{n} people died"),
            is_copy: false,
            place: None,
            happened: None,
        }
    }

    /// Puts all claims into one article.
    pub(crate) fn in_one_article<const N: usize>(claims: [FigureClaim; N]) -> [FigureClaim; N] {
        claims.map(|c| FigureClaim { article: 1, ..c })
    }

    #[test]
    fn what_many_outlets_repeat_is_one_statement() {
        let claims = [
            claim(1, Bound::Exact, 12.0, 1, None),
            claim(2, Bound::Exact, 12.0, 3, None),
            claim(3, Bound::Exact, 12.0, 2, Some("police")),
        ];
        let found = statements(&claims);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].claims, [0, 1]);
        assert_eq!(
            (found[0].first_at.as_deref(), found[0].last_at.as_deref()),
            (Some("2031-04-01"), Some("2031-04-03"))
        );
    }

    #[test]
    fn a_toll_that_grew_is_a_chain_of_updates() {
        let claims = [
            claim(1, Bound::MoreThan, 20.0, 1, None),
            claim(2, Bound::AtLeast, 27.0, 2, None),
            claim(3, Bound::Exact, 29.0, 3, None),
            claim(4, Bound::Exact, 30.0, 4, None),
            claim(5, Bound::Exact, 31.0, 5, None),
        ];
        let all = relations(&statements(&claims));
        let of = |c: Comparison| {
            all.iter().filter(|r| r.comparison == c).map(|r| (r.statement, r.other)).collect::<Vec<_>>()
        };
        assert_eq!(of(Comparison::Contradict), []);
        assert_eq!(of(Comparison::BoundRaised), [(1, 0)]);
        assert_eq!(of(Comparison::Update), [(3, 2), (4, 3)]);
        assert!(of(Comparison::Refines).contains(&(2, 1)), "29 lies inside at least 27: {all:?}");
    }

    #[test]
    fn an_origin_that_goes_on_giving_its_figure_disputes_a_higher_one() {
        let claims = [
            claim(1, Bound::Exact, 12.0, 1, Some("the coastguard")),
            claim(2, Bound::AtLeast, 20.0, 2, None),
            claim(3, Bound::Exact, 12.0, 3, Some("the coastguard")),
        ];
        let compared = |claims: &[FigureClaim]| relations(&statements(claims))[0].comparison;
        assert_eq!(compared(&claims), Comparison::Contradict);
        assert_eq!(compared(&claims[..2]), Comparison::Update, "the toll may have grown");
    }

    #[test]
    fn short_and_full_names_of_an_origin_are_one() {
        let claims = [
            claim(1, Bound::Exact, 12.0, 1, Some("the Marvell Observatory for Rights")),
            claim(2, Bound::Exact, 15.0, 2, Some("the observatory")),
            claim(3, Bound::Exact, 40.0, 2, Some("the army")),
        ];
        let all = relations(&statements(&claims));
        let kinds: Vec<_> = all.iter().map(|r| (r.statement, r.other, r.comparison)).collect();
        use Comparison::{Contradict, Update};
        assert_eq!(kinds, [(1, 0, Update), (2, 0, Contradict), (2, 1, Contradict)]);
    }
}
