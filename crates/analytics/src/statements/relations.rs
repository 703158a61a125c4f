//! How the statements of one event stand to each other.
//!
//! An article that gives two numbers on its own account, or from one origin, tells them apart:
//! "118 were put under house arrest and 64 are held". Such numbers count two things, whatever
//! their nouns, and contradict each other nowhere.
//!
//! Nothing relates a toll to one person whom a text only tells of, nor to a figure from another
//! country, state or month: what linking took for one event may be a sentence on another one.

use std::collections::{BTreeMap, BTreeSet};

use parallax_records::{ClaimKind, Scope};

use super::{Statement, stated};
use crate::figures::{AsOf, Comparison, Fit, fit, relate};

/// Distinct statements of one event and kind beyond which only neighbours in time are
/// compared, and how many of them.
const ALL_PAIRS: usize = 400;
const NEIGHBOURS: usize = 60;

/// How one statement stands to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRelation {
    /// Index of the statement; of an update or a raised floor the later one, of a
    /// refinement the narrower one.
    pub statement: usize,
    /// Index of the other.
    pub other: usize,
    /// What the first is to the other.
    pub comparison: Comparison,
    /// Why, in words.
    pub reason: String,
}

/// Compares the statements of each event and kind.
///
/// An update or a raised floor links to the latest statement it replaces only, so a toll
/// that grew through six figures has five updates.
pub fn relations(statements: &[Statement]) -> Vec<StatementRelation> {
    let mut groups: BTreeMap<(i64, ClaimKind), Vec<usize>> = BTreeMap::new();
    for (i, s) in statements.iter().enumerate() {
        let has_number = s.interval.low.is_some() || s.interval.high.is_some();
        if has_number && !s.subset && !s.is_example {
            groups.entry((s.event, s.kind)).or_default().push(i);
        }
    }
    let mut found = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by(|a, b| when(&statements[*a]).cmp(&when(&statements[*b])).then(a.cmp(b)));
        let told = Told::of(statements, &group);
        let lands: BTreeSet<&str> = group.iter().flat_map(|i| statements[*i].setting.countries()).collect();
        let reach = if group.len() > ALL_PAIRS { NEIGHBOURS } else { group.len() };
        for (at, &later) in group.iter().enumerate() {
            // The latest first: an update links to what it replaces.
            let mut replaced = false;
            for &earlier in group[at.saturating_sub(reach)..at].iter().rev() {
                let Some(relation) = compare(statements, later, earlier) else { continue };
                let own = |i: &usize| is_of_own_people(&statements[*i], &lands);
                if relation.comparison == Comparison::OtherScope && [later, earlier].iter().any(own) {
                    continue;
                }
                if relation.comparison == Comparison::Contradict && told.different(statements, &group, later, earlier) {
                    continue;
                }
                if relation.comparison == Comparison::Refines && are_listed(&statements[later], &statements[earlier]) {
                    continue;
                }
                if matches!(relation.comparison, Comparison::Update | Comparison::BoundRaised) {
                    if replaced {
                        continue;
                    }
                    replaced = true;
                }
                found.push(relation);
            }
        }
    }
    found.sort_by_key(|r| (r.statement, r.other));
    found
}

/// Whether it counts the people of the country where it happened: "900 Peruvians" of a flood in
/// Peru are no group apart from all victims.
fn is_of_own_people(s: &Statement, lands: &BTreeSet<&str>) -> bool {
    s.scope == Scope::Nationals && s.counted.as_deref().is_some_and(|country| lands.contains(country))
}

/// Whether one sentence gives two floors as of two things: "at least 27 died in that attack, while
/// a bomb in the port killed at least 22". Neither is the other told more closely.
fn are_listed(a: &Statement, b: &Statement) -> bool {
    let is_floor = |s: &Statement| s.interval.low.is_some() && s.interval.high.is_none();
    is_floor(a) && is_floor(b) && a.origin == b.origin && !a.told.is_disjoint(&b.told)
}

/// The time a statement is ordered by; undated ones come first.
fn when(s: &Statement) -> (Option<AsOf>, Option<&str>) {
    (s.as_of, s.first_at.as_deref())
}

/// The stored relation of two statements, if there is one.
fn compare(statements: &[Statement], later: usize, earlier: usize) -> Option<StatementRelation> {
    let (a, b) = (&statements[later], &statements[earlier]);
    if a.setting.excludes(&b.setting) {
        return None;
    }
    let (comparison, reason) = relate(&stated(a), &stated(b));
    let (statement, other) = match comparison {
        Comparison::Agree | Comparison::NotComparable => return None,
        // Where other people are counted, only figures that look like a dispute are worth a row.
        Comparison::OtherScope if !matches!(fit(&a.interval, &b.interval), Fit::Above | Fit::Below) => return None,
        Comparison::Refines if fit(&b.interval, &a.interval) == Fit::Inside => (earlier, later),
        Comparison::Refines if fit(&b.interval, &a.interval) == Fit::HigherFloor => (earlier, later),
        _ => (later, earlier),
    };
    Some(StatementRelation { statement, other, comparison, reason: reason.into_owned() })
}

/// Which numbers each article gives from one origin.
struct Told<'s>(BTreeMap<Number<'s>, BTreeSet<(i64, Option<&'s str>)>>);

/// What is counted and how much.
type Number<'s> = (Option<&'s str>, Option<u64>, Option<u64>);

impl<'s> Told<'s> {
    fn of(statements: &'s [Statement], group: &[usize]) -> Self {
        let mut told: BTreeMap<Number<'s>, BTreeSet<(i64, Option<&'s str>)>> = BTreeMap::new();
        for s in group.iter().map(|i| &statements[*i]) {
            let voices = s.told.iter().map(|(article, _)| (*article, s.origin.as_deref()));
            told.entry(number(s)).or_default().extend(voices);
        }
        Self(told)
    }

    /// Whether two numbers count different things: an article tells them apart, or tells one of
    /// them apart from a third that is nearer to the other ("60 arrests" is the 64 held, not
    /// the 118 under house arrest).
    fn different(&self, statements: &[Statement], group: &[usize], a: usize, b: usize) -> bool {
        let (a, b) = (&statements[a], &statements[b]);
        let nearer = |third: &Statement| {
            self.apart(a, third) && distance(b, third) < distance(a, b)
                || self.apart(b, third) && distance(a, third) < distance(a, b)
        };
        self.apart(a, b) || group.iter().map(|i| &statements[*i]).any(nearer)
    }

    /// Whether an article gives both numbers from one origin.
    fn apart(&self, a: &Statement, b: &Statement) -> bool {
        let voices = |s| self.0.get(&number(s));
        voices(a).zip(voices(b)).is_some_and(|(a, b)| !a.is_disjoint(b))
    }
}

/// How far two numbers of one thing lie apart, as a ratio of at least 1.
fn distance(a: &Statement, b: &Statement) -> f64 {
    let n = |s: &Statement| s.interval.low.or(s.interval.high).unwrap_or_default().max(1.0);
    if a.counted == b.counted { n(a).max(n(b)) / n(a).min(n(b)) } else { f64::INFINITY }
}

fn number(s: &Statement) -> Number<'_> {
    let bits = |n: Option<f64>| n.map(f64::to_bits);
    (s.counted.as_deref(), bits(s.interval.low), bits(s.interval.high))
}

#[cfg(test)]
mod tests {
    use parallax_records::Bound;

    use super::super::tests::{claim, in_one_article};
    use super::super::{FigureClaim, statements};
    use super::*;

    fn contradictions(claims: &[FigureClaim]) -> Vec<(usize, usize)> {
        let all = relations(&statements(claims));
        all.iter().filter(|r| r.comparison == Comparison::Contradict).map(|r| (r.statement, r.other)).collect()
    }

    #[test]
    fn numbers_that_one_article_gives_from_one_origin_count_two_things() {
        let ministry = Some("the ministry");
        let (held, confined) = (claim(2, Bound::Exact, 64.0, 1, ministry), claim(1, Bound::Exact, 118.0, 1, ministry));
        assert_eq!(contradictions(&[confined.clone(), held.clone()]), [(1, 0)], "two articles may dispute");
        let mut said = in_one_article([confined, held]).to_vec();
        assert_eq!(contradictions(&said), []);
        said.push(claim(3, Bound::Exact, 60.0, 2, Some("police")));
        assert_eq!(contradictions(&said), [(2, 1)], "60 stands against 64 and not against 118");
    }

    #[test]
    fn figures_of_two_countries_states_or_months_do_not_relate() {
        let at = |id, n, place: &str| FigureClaim {
            place: Some(place.to_owned()),
            ..claim(id, Bound::Exact, n, 1, Some(if id == 1 { "police" } else { "the army" }))
        };
        assert_eq!(contradictions(&[at(1, 12.0, "Ohio"), at(2, 15.0, "Nevada")]), []);
        assert_eq!(contradictions(&[at(1, 12.0, "Peru"), at(2, 15.0, "Chile")]), []);
        assert_eq!(contradictions(&[at(1, 12.0, "Marvell"), at(2, 15.0, "Peru")]), [(1, 0)]);
        let on = |day: u32, month: u32| chrono::NaiveDate::from_ymd_opt(2031, month, day).map(|d| (d, d));
        let mut claims = [at(1, 12.0, "Marvell"), at(2, 15.0, "Marvell")];
        (claims[0].happened, claims[1].happened) = (on(1, 4), on(3, 4));
        assert_eq!(contradictions(&claims), [(1, 0)]);
        claims[1].happened = on(3, 9);
        assert_eq!(contradictions(&claims), [], "another month");
    }

    #[test]
    fn the_people_of_the_country_are_no_group_apart() {
        let at = |id, scope, counted: Option<&str>, n| FigureClaim {
            scope,
            counted: counted.map(str::to_owned),
            says: format!("{n} people died in Peru"),
            ..claim(id, Bound::Exact, n, 1, None)
        };
        let related = |country| {
            relations(&statements(&[at(1, Scope::All, None, 900.0), at(2, Scope::Nationals, Some(country), 700.0)]))
        };
        assert_eq!(related("PE"), []);
        assert_eq!(related("CL")[0].comparison, Comparison::OtherScope);
    }

    #[test]
    fn two_floors_of_one_sentence_count_two_things() {
        let mut claims =
            in_one_article([claim(1, Bound::AtLeast, 27.0, 1, None), claim(2, Bound::AtLeast, 22.0, 1, None)]);
        assert_eq!(relations(&statements(&claims))[0].comparison, Comparison::Refines);
        claims[1].sentence = claims[0].sentence;
        assert_eq!(relations(&statements(&claims)), []);
    }

    #[test]
    fn one_of_two_people_is_no_toll() {
        let mut claims = in_one_article([
            FigureClaim { says: "one man died".into(), ..claim(1, Bound::Exact, 1.0, 1, None) },
            FigureClaim { says: "another man died".into(), subset: true, ..claim(2, Bound::Exact, 1.0, 1, None) },
            claim(3, Bound::AtLeast, 2.0, 1, None),
        ]);
        claims[2].article = 2;
        assert_eq!(contradictions(&claims).len(), 1);
        claims[1].sentence = claims[0].sentence;
        assert_eq!(contradictions(&claims), []);
    }

    #[test]
    fn one_person_who_is_told_of_is_no_toll() {
        let told = |says: &str| FigureClaim { says: says.to_owned(), ..claim(1, Bound::Exact, 1.0, 1, Some("police")) };
        let toll = claim(2, Bound::Exact, 5.0, 1, Some("the army"));
        assert_eq!(contradictions(&[told("an officer died"), toll.clone()]), []);
        assert_eq!(contradictions(&[told("one officer died"), toll]), [(1, 0)]);
    }
}
