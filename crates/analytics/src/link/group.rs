//! Groups of harm claims, and the evidence that two of them are about one event.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use parallax_records::{ClaimKind, DatePrecision, DateSpan, Period, Scope};
use rustc_hash::FxHashSet;

use super::claim::LinkClaim;
use super::nouns::{Sort, compatible, event_noun};
use super::place::{Near, Place, name_words};

/// A figure this large without a day belongs to a war or a year rather than to one event.
const LARGE: f64 = 5_000.0;

/// What is known of one event so far; a single claim is a group of one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Indices of its claims, in order of joining.
    pub(crate) members: Vec<usize>,
    /// Days it is said to have happened on, with how often.
    pub(crate) days: BTreeMap<NaiveDate, usize>,
    /// Months and years it is said to have happened in.
    pub(crate) spans: Vec<DateSpan>,
    /// First and last day on which it was written about.
    pub(crate) written: Option<(NaiveDate, NaiveDate)>,
    /// Places, with how often.
    pub(crate) places: Vec<(Place, usize)>,
    /// Sorts of nouns used for it, with how often.
    pub(crate) sorts: BTreeMap<Sort, usize>,
    /// Numbers of its whole figures by kind.
    pub(crate) numbers: BTreeMap<ClaimKind, Vec<f64>>,
    /// Kinds of its claims.
    pub(crate) kinds: BTreeSet<ClaimKind>,
    /// Words of the names in its sentences.
    pub(crate) names: FxHashSet<String>,
    /// Whether it lasts: a war, a year.
    pub(crate) long: bool,
    /// Whether it is one of several sites whose figures add up to that of a larger event.
    pub(crate) is_site: bool,
}

/// The evidence for or against two groups being one event.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Evidence {
    /// The sum; negative speaks against.
    pub(crate) score: f64,
    /// What spoke for it, in words.
    pub(crate) reasons: Vec<&'static str>,
    /// Whether the first looks like one site or part of the second.
    pub(crate) is_part: bool,
}

impl Evidence {
    fn add(&mut self, score: f64, reason: &'static str) {
        self.score += score;
        if score > 0.4 {
            self.reasons.push(reason);
        }
    }
}

impl Group {
    /// A group of one claim.
    pub(crate) fn of(index: usize, claim: &LinkClaim, published: Option<NaiveDate>) -> Self {
        let mut group = Self { members: vec![index], ..Self::default() };
        if let Some(span) = claim.happened {
            if span.from == span.to {
                group.days.insert(span.from, 1);
            } else {
                group.spans.push(span);
            }
        }
        group.written = published.map(|d| (d, d));
        if let Some(place) = claim.place.as_deref().map(Place::of).filter(|p| !p.is_unknown()) {
            group.places.push((place, 1));
        }
        let noun = claim.event_phrase.as_deref().and_then(event_noun).or_else(|| event_noun(&claim.text));
        let noun = noun.or_else(|| event_noun(&claim.context));
        if let Some((_, sort)) = &noun {
            group.sorts.insert(*sort, 1);
        }
        if let Some(n) = whole_number(claim) {
            group.numbers.insert(claim.kind, vec![n]);
        }
        group.kinds.insert(claim.kind);
        group.names = name_words(claim.names.iter().map(String::as_str));
        group.long = is_long(claim, noun.as_ref().map(|(_, sort)| *sort));
        group
    }

    /// Takes the claims of another group in.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.members.extend(other.members);
        for (day, count) in other.days {
            *self.days.entry(day).or_default() += count;
        }
        self.spans.extend(other.spans);
        self.written = match (self.written, other.written) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (a, b) => a.or(b),
        };
        for (place, count) in other.places {
            match self.places.iter_mut().find(|(p, _)| *p == place) {
                Some((_, n)) => *n += count,
                None => self.places.push((place, count)),
            }
        }
        for (sort, count) in other.sorts {
            *self.sorts.entry(sort).or_default() += count;
        }
        for (kind, numbers) in other.numbers {
            let mine = self.numbers.entry(kind).or_default();
            for n in numbers {
                if !mine.contains(&n) {
                    mine.push(n);
                }
            }
        }
        self.kinds.extend(other.kinds);
        self.names.extend(other.names);
    }

    /// The day most claims give; the earliest among equals.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        self.days.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(day, _)| *day)
    }

    /// When it happened: its day, else the narrowest span that a claim gives.
    pub(crate) fn date(&self) -> Option<DateSpan> {
        let day = |d| DateSpan { from: d, to: d, precision: DatePrecision::Day };
        self.day().map(day).or_else(|| self.spans.iter().copied().min_by_key(|s| (s.to - s.from, s.from)))
    }

    /// Days that enough claims give to count as the event's own.
    fn firm_days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let most = self.days.values().copied().max().unwrap_or(0);
        self.days.iter().filter(move |(_, n)| **n * 4 >= most).map(|(d, _)| *d)
    }

    /// Places that enough claims give to count as the event's own.
    fn firm_places(&self) -> impl Iterator<Item = &Place> {
        let most = self.places.iter().map(|(_, n)| *n).max().unwrap_or(0);
        self.places.iter().filter(move |(_, n)| *n * 5 >= most).map(|(p, _)| p)
    }

    /// Whether it says neither where nor when.
    pub(crate) fn is_unanchored(&self) -> bool {
        self.days.is_empty() && self.spans.is_empty() && self.places.is_empty()
    }
}

/// The number of a whole figure of all victims or of one large group; what sums up.
fn whole_number(claim: &LinkClaim) -> Option<f64> {
    let i = claim.interval?;
    let n = i.low.or(i.high)?;
    (!claim.subset && claim.kind.counts_people() && !matches!(claim.scope, Some(Scope::Attackers))).then_some(n)
}

/// Whether a claim sums up a war, a year or a crisis rather than telling of one event.
fn is_long(claim: &LinkClaim, sort: Option<Sort>) -> bool {
    let dated = claim.happened.is_some_and(|s| (s.to - s.from).num_days() < 32);
    if dated {
        return false;
    }
    let large = claim.interval.and_then(|i| i.low.or(i.high)).is_some_and(|n| n >= LARGE);
    let large_word = claim.word.as_deref().is_some_and(|w| w.contains("thousand") || w.contains("million"));
    claim.period == Some(Period::Cumulative)
        || large
        || large_word
        || sort == Some(Sort::Long) && claim.event_phrase.is_some()
}

/// Weighs whether two groups are one event; `None` where they cannot be.
pub(crate) fn weigh(a: &Group, b: &Group) -> Option<Evidence> {
    if a.long != b.long {
        return None;
    }
    let mut evidence = Evidence::default();
    let same_number = numbers(a, b, &mut evidence);
    time(a, b, same_number, &mut evidence)?;
    place(a, b, same_number, &mut evidence);
    if !a.long && !a.sorts.is_empty() && !b.sorts.is_empty() {
        if a.sorts.keys().any(|x| b.sorts.keys().any(|y| compatible(*x, *y))) {
            evidence.add(0.75, "the same sort of event");
        } else {
            evidence.add(-1.0, "another sort of event");
        }
    }
    if a.is_site != b.is_site {
        evidence.add(-2.0, "a site and the whole");
    }
    if !a.long && (unlike(a, b) || unlike(b, a)) {
        evidence.add(-1.0, "another kind of harm");
    }
    let shared = a.names.iter().filter(|n| b.names.contains(*n)).count();
    evidence.add(0.25 * shared.min(3) as f64, "the same names beside it");
    Some(evidence)
}

/// Whether one tells of the dead and the hurt alone and the other of arrests or flight alone.
fn unlike(a: &Group, b: &Group) -> bool {
    let bodily = |k: &ClaimKind| matches!(k, ClaimKind::Killed | ClaimKind::Injured);
    let other = |k: &ClaimKind| matches!(k, ClaimKind::Detained | ClaimKind::Displaced);
    !a.kinds.is_empty() && !b.kinds.is_empty() && a.kinds.iter().all(bodily) && b.kinds.iter().all(other)
}

/// Equal numbers speak for one event, numbers of another size against it. Gives whether a
/// telling number is shared.
fn numbers(a: &Group, b: &Group, evidence: &mut Evidence) -> bool {
    let mut shared = 0.0_f64;
    let mut far = false;
    for (kind, mine) in &a.numbers {
        let Some(theirs) = b.numbers.get(kind) else { continue };
        for n in mine.iter().filter(|n| theirs.contains(n)) {
            shared = shared.max(if *n >= 20.0 {
                2.0
            } else if *n >= 3.0 {
                1.5
            } else {
                0.5
            });
        }
        let top = |v: &[f64]| v.iter().copied().fold(0.0, f64::max);
        let (x, y) = (top(mine), top(theirs));
        far |= x.max(y) > 2.5 * x.min(y).max(1.0);
    }
    if shared > 0.0 {
        evidence.add(shared, "the same figure");
    } else if far {
        evidence.add(-0.75, "figures of another size");
    }
    shared >= 1.5
}

/// Days that differ rule one event out; unknown days are held against the publication.
fn time(a: &Group, b: &Group, same_number: bool, evidence: &mut Evidence) -> Option<()> {
    let dated = |g: &Group| !g.days.is_empty() || !g.spans.is_empty();
    if !a.days.is_empty() && !b.days.is_empty() {
        let gap = a.firm_days().flat_map(|x| b.firm_days().map(move |y| (x - y).num_days().abs())).min()?;
        match gap {
            0 => evidence.add(2.0, "the same day"),
            1 if same_number => {}
            1 => evidence.add(-1.5, "the day before or after"),
            _ => return None,
        }
    } else if dated(a) && dated(b) {
        let ends = |g: &Group| match g.day() {
            Some(day) => (day, day),
            None => g.spans.iter().map(|s| (s.from, s.to)).min_by_key(|(f, t)| *t - *f).unwrap_or_default(),
        };
        let ((a_from, a_to), (b_from, b_to)) = (ends(a), ends(b));
        if a_from > b_to || b_from > a_to {
            return None;
        }
        let both_coarse = a.days.is_empty() && b.days.is_empty();
        evidence.add(if both_coarse { 0.75 } else { 0.25 }, "dates that agree");
    } else if dated(a) || dated(b) {
        let (known, unknown) = if dated(a) { (a, b) } else { (b, a) };
        let happened = known.date()?;
        if let Some((first, last)) = unknown.written {
            // What is written the day before in one time zone may tell of the day after.
            match (last - happened.from).num_days() {
                ..=-2 => return None,
                -1 => evidence.add(-1.0, "written the day before"),
                _ => {}
            }
            match (first - happened.to).num_days() {
                ..=45 => {}
                46..=400 => evidence.add(-1.0, "written long after"),
                _ => evidence.add(-2.0, "written long after"),
            }
        }
    } else if let (Some((a_first, a_last)), Some((b_first, b_last))) = (a.written, b.written) {
        let apart = (b_first - a_last).num_days().max((a_first - b_last).num_days());
        if apart > 30 && !a.long {
            evidence.add(-1.5, "written weeks apart");
        }
    }
    Some(())
}

/// The best of all pairs of places counts; a named site inside a known place is a part.
fn place(a: &Group, b: &Group, same_number: bool, evidence: &mut Evidence) {
    let mut best: Option<Near> = None;
    let rank = |n: Near| match n {
        Near::Same => 5,
        Near::Around | Near::Within => 4,
        Near::Share => 3,
        Near::Open => 2,
        Near::Apart => 1,
    };
    for x in a.firm_places() {
        for y in b.firm_places() {
            let near = x.near(y);
            if best.is_none_or(|n| rank(near) > rank(n)) {
                best = Some(near);
            }
        }
    }
    let speaks_of = |g: &Group, of: &Group| of.firm_places().any(|p| p.local.iter().any(|w| g.names.contains(w)));
    let bridged = speaks_of(a, b) || speaks_of(b, a);
    let broad = a.firm_places().all(Place::is_broad);
    match best {
        Some(Near::Same) if broad && !a.long => evidence.add(1.0, "the same country"),
        Some(Near::Same) => evidence.add(2.5, "the same place"),
        Some(Near::Within) if !same_number && smaller(a, b) => {
            evidence.is_part = true;
            evidence.add(-1.5, "a site inside the place");
        }
        Some(Near::Around) if !same_number && smaller(b, a) => evidence.add(-1.5, "a place around the site"),
        Some(Near::Within | Near::Around) => evidence.add(1.5, "a place inside the other"),
        Some(Near::Share) => evidence.add(1.0, "a shared place name"),
        Some(Near::Apart) if bridged => evidence.add(-1.5, "another place"),
        Some(Near::Apart) => evidence.add(-2.0, "another place"),
        Some(Near::Open) | None if bridged => evidence.add(1.0, "the place is named beside it"),
        Some(Near::Open) | None => {}
    }
}

/// Whether the figures of `a` are all below those of `b`, of some kind both count.
fn smaller(a: &Group, b: &Group) -> bool {
    a.numbers.iter().any(|(kind, mine)| {
        let theirs = b.numbers.get(kind).into_iter().flatten().copied().fold(f64::NAN, f64::min);
        mine.iter().all(|n| *n < theirs)
    })
}
