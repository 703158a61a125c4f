//! Groups of harm claims, and the evidence that two of them are about one event.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use parallax_records::{ClaimKind, DatePrecision, DateSpan, Period, Scope};
use rustc_hash::FxHashSet;

use super::bodies::telling_names;
use super::claim::LinkClaim;
use super::nouns::{Sort, compatible, event_noun, long_themes};
use super::place::{Near, Place};
use super::when::tells_time;

/// A figure this large without a day belongs to a war or a year rather than to one event.
const LARGE: f64 = 5_000.0;

/// What a day counts that a sentence takes over from elsewhere in its article: the same day
/// across articles and within one, and another day.
const SAME_DAY_TAKEN: f64 = 1.25;
const SAME_DAY_WITHIN: f64 = 0.5;
const OTHER_DAY_TAKEN: f64 = -1.0;
/// Share of its weight that a place taken over keeps within one article.
const PLACE_WITHIN: f64 = 0.6;

/// What is known of one event so far; a single claim is a group of one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Indices of its claims, in order of joining.
    pub(crate) members: Vec<usize>,
    /// Keys of the articles that tell of it.
    pub(crate) articles: BTreeSet<i64>,
    /// Days it is said to have happened on, in the very sentence, with how often.
    pub(crate) days: BTreeMap<NaiveDate, usize>,
    /// Months it is said to have happened in.
    pub(crate) spans: Vec<DateSpan>,
    /// Days and years that the sentences do not give themselves: taken over from elsewhere in
    /// the article, right more often than not.
    pub(crate) weak_dates: BTreeMap<DateSpan, usize>,
    /// First and last day on which it was written about.
    pub(crate) written: Option<(NaiveDate, NaiveDate)>,
    /// Places named in the very sentence, with how often.
    pub(crate) places: Vec<(Place, usize)>,
    /// Places taken over from elsewhere in the article, with how often.
    pub(crate) weak_places: Vec<(Place, usize)>,
    /// Sorts of nouns used for it, with how often.
    pub(crate) sorts: BTreeMap<Sort, usize>,
    /// Sorts of nouns that stand in the same sentences.
    pub(crate) weak_sorts: BTreeSet<Sort>,
    /// Numbers of its whole figures by kind.
    pub(crate) numbers: BTreeMap<ClaimKind, Vec<f64>>,
    /// Kinds of its claims.
    pub(crate) kinds: BTreeSet<ClaimKind>,
    /// Words of the names in its sentences.
    pub(crate) names: FxHashSet<String>,
    /// Whether it lasts: a war, a year.
    pub(crate) long: bool,
    /// What a long one is about ("war", "disease").
    pub(crate) themes: BTreeSet<&'static str>,
    /// Whether it is one of several sites whose figures add up to that of a larger event.
    pub(crate) is_site: bool,
    /// What the site is called, where a sentence names it.
    pub(crate) site_name: Option<String>,
}

/// The evidence for or against two groups being one event.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Evidence {
    /// The sum; negative speaks against.
    pub(crate) score: f64,
    /// What spoke for it, in words.
    pub(crate) reasons: Vec<&'static str>,
    /// Whether their figures are of quite another size.
    pub(crate) sizes_differ: bool,
    /// Whether the first looks like one site or part of the second.
    pub(crate) is_part: bool,
    /// Whether their own sentences name different places.
    pub(crate) apart: bool,
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
        let articles = BTreeSet::from([claim.article]);
        let mut group = Self { members: vec![index], articles, ..Self::default() };
        if let Some(span) = claim.happened {
            let short = (span.to - span.from).num_days() < 40;
            let year = || claim.context.contains(&span.from.format("%Y").to_string());
            let in_the_past = published.is_some_and(|p| span.to < p) && !short && year();
            match (short && tells_time(&claim.context) || in_the_past, span.from == span.to) {
                (true, true) => drop(group.days.insert(span.from, 1)),
                (true, false) => group.spans.push(span),
                // A year beside a claim is mostly the year of something else.
                (false, _) if !short || published.is_some_and(|p| (span.from - p).num_days() > 14) => {}
                (false, _) => drop(group.weak_dates.insert(span, 1)),
            }
        }
        group.written = published.map(|d| (d, d));
        let noun = claim.event_phrase.as_deref().and_then(event_noun).or_else(|| event_noun(&claim.text));
        let noun = noun.or_else(|| event_noun(&claim.context));
        group.long = is_long(claim, noun.as_ref().map(|(_, sort)| *sort));
        if let Some(place) =
            claim.place.as_deref().map(|p| Place::of(p).inside(claim.country.as_deref())).filter(|p| !p.is_unknown())
        {
            // What of it the sentence itself names is sure; the rest was taken over.
            let stated = place.named_in(&claim.context);
            if stated.is_unknown() {
                group.weak_places.push((place, 1));
            } else {
                group.places.push((stated, 1));
            }
        }
        if group.long {
            group.themes.extend(long_themes(&claim.context));
        }
        if group.long && group.places.is_empty() {
            // A war's country is named in its sentence or is not known: not the article's town.
            group.weak_places.clear();
            group.places.extend(Place::countries_in(&claim.context).map(|p| (p, 1)));
        }
        let sure = claim.event_phrase.as_deref().and_then(event_noun).or_else(|| event_noun(&claim.text));
        if let Some((_, sort)) = &sure {
            group.sorts.insert(*sort, 1);
        } else if let Some((_, sort)) = &noun {
            group.weak_sorts.insert(*sort);
        }
        if let Some(n) = whole_number(claim) {
            group.numbers.insert(claim.kind, vec![n]);
        }
        group.kinds.insert(claim.kind);
        group.names = telling_names(claim.names.iter().map(String::as_str));
        group
    }

    /// Makes it one site of a larger event; a name in its sentence is its place.
    pub(crate) fn become_site(&mut self, name: Option<&str>) {
        self.is_site = true;
        if let Some(name) = name {
            self.places = vec![(Place::of(name), 1)];
            self.weak_places.clear();
            self.site_name = Some(name.to_owned());
        }
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
        for (date, count) in other.weak_dates {
            *self.weak_dates.entry(date).or_default() += count;
        }
        add_places(&mut self.places, other.places);
        add_places(&mut self.weak_places, other.weak_places);
        for (sort, count) in other.sorts {
            *self.sorts.entry(sort).or_default() += count;
        }
        self.weak_sorts.extend(other.weak_sorts);
        for (kind, numbers) in other.numbers {
            let mine = self.numbers.entry(kind).or_default();
            for n in numbers {
                if !mine.contains(&n) {
                    mine.push(n);
                }
            }
        }
        self.site_name = self.site_name.take().or(other.site_name);
        self.articles.extend(other.articles);
        self.kinds.extend(other.kinds);
        self.themes.extend(other.themes);
        self.names.extend(other.names);
    }

    /// The day most claims give; the earliest among equals.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        self.days.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(day, _)| *day)
    }

    /// When it happened: its day, else the narrowest span that a claim gives.
    pub(crate) fn date(&self) -> Option<DateSpan> {
        let day = |d| DateSpan { from: d, to: d, precision: DatePrecision::Day };
        let span = || self.spans.iter().copied().min_by_key(|s| (s.to - s.from, s.from));
        let weak = || self.weak_dates.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(date, _)| *date);
        self.day().map(day).or_else(span).or_else(weak)
    }

    /// Days that enough claims give to count as the event's own.
    fn firm_days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let most = self.days.values().copied().max().unwrap_or(0);
        self.days.iter().filter(move |(_, n)| **n * 4 >= most).map(|(d, _)| *d)
    }

    /// Places that enough claims name to count as the event's own; those taken over where no
    /// claim names one.
    fn firm_places(&self) -> impl Iterator<Item = &Place> {
        let places = if self.places.is_empty() { &self.weak_places } else { &self.places };
        let most = places.iter().map(|(_, n)| *n).max().unwrap_or(0);
        places.iter().filter(move |(_, n)| *n * 5 >= most).map(|(p, _)| p)
    }

    /// The countries that most of its claims name.
    pub(crate) fn main_countries(&self) -> BTreeSet<&str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, count) in &self.places {
            for country in place.countries() {
                *counts.entry(country).or_default() += count;
            }
        }
        let most = counts.values().copied().max();
        counts.into_iter().filter(|(_, n)| Some(*n) == most).map(|(country, _)| country).collect()
    }

    /// Whether an article tells of both as sites of one event.
    pub(crate) fn is_other_site_of(&self, other: &Self) -> bool {
        self.is_site && other.is_site && !self.articles.is_disjoint(&other.articles)
    }

    /// Whether its sentences say neither where nor when.
    pub(crate) fn is_unanchored(&self) -> bool {
        self.states_no_day() && self.places.is_empty()
    }

    /// Whether it neither says what happened nor counts all victims: "the two gunmen died".
    pub(crate) fn is_aside(&self) -> bool {
        self.numbers.is_empty() && self.sorts.is_empty() && self.weak_sorts.is_empty()
    }

    /// Whether no sentence says when.
    pub(crate) fn states_no_day(&self) -> bool {
        self.days.is_empty() && self.spans.is_empty()
    }
}

fn add_places(to: &mut Vec<(Place, usize)>, from: Vec<(Place, usize)>) {
    for (place, count) in from {
        match to.iter_mut().find(|(p, _)| *p == place) {
            Some((_, n)) => *n += count,
            None => to.push((place, count)),
        }
    }
}

/// The number of a whole figure of all victims or of one large group; what sums up.
pub(crate) fn whole_number(claim: &LinkClaim) -> Option<f64> {
    let i = claim.interval?;
    let n = i.low.or(i.high)?;
    let everybody = matches!(claim.scope, None | Some(Scope::All | Scope::Civilians | Scope::Nationals));
    (!claim.subset && claim.kind.counts_people() && everybody).then_some(n)
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
///
/// Within one article what is taken over says little: all its claims take over the same.
pub(crate) fn weigh(a: &Group, b: &Group, within: bool) -> Option<Evidence> {
    if a.long != b.long {
        return None;
    }
    if a.long && !one_war(a, b) {
        return None;
    }
    let mut evidence = Evidence::default();
    let telling = numbers(a, b, &mut evidence);
    time(a, b, telling, within, &mut evidence)?;
    place(a, b, telling > 0, within, &mut evidence);
    if a.long {
        theme(a, b, &mut evidence);
    } else {
        let alike = |x: &Sort, y: &Sort| compatible(*x, *y);
        let weak = |g: &Group| g.weak_sorts.iter().copied().collect::<Vec<_>>();
        if a.sorts.keys().any(|x| b.sorts.keys().any(|y| alike(x, y))) {
            evidence.add(0.75, "the same sort of event");
        } else if !a.sorts.is_empty() && !b.sorts.is_empty() {
            evidence.add(-1.0, "another sort of event");
        } else if weak(a).iter().any(|x| b.sorts.keys().any(|y| alike(x, y)) || weak(b).contains(x))
            || weak(b).iter().any(|x| a.sorts.keys().any(|y| alike(x, y)))
        {
            evidence.add(0.45, "the same sort of event beside it");
        }
    }
    if a.is_site != b.is_site && telling == 0 {
        return None;
    }
    if !a.long && (unlike(a, b) || unlike(b, a)) {
        evidence.add(-1.0, "another kind of harm");
    }
    let shared = a.names.iter().filter(|n| b.names.contains(*n)).count();
    evidence.add(0.25 * shared.min(3) as f64, "the same names beside it");
    Some(evidence)
}

/// Whether what lasts may be one: the countries it is mostly told of are those of the other, or
/// some of them. A sentence on two wars names a country of each, and must not make them one.
fn one_war(a: &Group, b: &Group) -> bool {
    let (x, y) = (a.main_countries(), b.main_countries());
    x.is_empty() || y.is_empty() || x.is_subset(&y) || y.is_subset(&x)
}

/// What lasts is told of whole countries: it is one only where it is about the same.
fn theme(a: &Group, b: &Group, evidence: &mut Evidence) {
    match (a.themes.is_empty() || b.themes.is_empty(), a.themes.is_disjoint(&b.themes)) {
        (true, _) => {}
        (false, true) => evidence.add(-2.0, "another matter"),
        (false, false) => evidence.add(1.25, "the same matter"),
    }
}

/// Whether one tells of the dead and the hurt alone and the other of arrests or flight alone.
fn unlike(a: &Group, b: &Group) -> bool {
    let bodily = |k: &ClaimKind| matches!(k, ClaimKind::Killed | ClaimKind::Injured);
    let other = |k: &ClaimKind| matches!(k, ClaimKind::Detained | ClaimKind::Displaced);
    !a.kinds.is_empty() && !b.kinds.is_empty() && a.kinds.iter().all(bodily) && b.kinds.iter().all(other)
}

/// Equal numbers speak for one event, numbers of another size against it. Gives how many
/// telling numbers are shared.
fn numbers(a: &Group, b: &Group, evidence: &mut Evidence) -> usize {
    let mut shared = 0.0_f64;
    let mut telling = 0;
    let mut ratio = 1.0_f64;
    let mut large = false;
    for (kind, mine) in &a.numbers {
        let Some(theirs) = b.numbers.get(kind) else { continue };
        for n in mine.iter().filter(|n| theirs.contains(n)) {
            // 137 is said of one event, 200 of many.
            let weight = match *n {
                n if n < 3.0 => 0.5,
                n if n < 20.0 || n % 50.0 == 0.0 => 1.5,
                n if n < 100.0 => 2.0,
                _ => 2.5,
            };
            shared = shared.max(weight);
            telling += usize::from(*n >= 3.0);
        }
        let top = |v: &[f64]| v.iter().copied().fold(0.0, f64::max);
        let (x, y) = (top(mine), top(theirs));
        ratio = ratio.max(x.max(y) / x.min(y).max(1.0));
        large |= x.min(y) >= 20.0;
    }
    if shared > 0.0 {
        evidence.add(shared, "the same figure");
        if telling > 1 {
            evidence.add(1.0, "several figures alike");
        }
    } else if (1.0..1.5).contains(&ratio) && large {
        evidence.add(0.5, "figures of like size");
    } else if ratio > 5.0 {
        evidence.sizes_differ = true;
        evidence.add(-1.75, "figures of quite another size");
    } else if ratio > 2.5 {
        evidence.sizes_differ = true;
        evidence.add(-0.75, "figures of another size");
    }
    // One number of more than two digits tells as much as two smaller ones.
    if shared >= 2.5 { telling.max(2) } else { telling }
}

/// Days that differ rule one event out where both are stated; those taken over count less,
/// and unknown ones are held against the publication.
fn time(a: &Group, b: &Group, telling: usize, within: bool, evidence: &mut Evidence) -> Option<()> {
    let stated = |g: &Group| !g.days.is_empty() || !g.spans.is_empty();
    let dated = |g: &Group| stated(g) || !g.weak_dates.is_empty();
    if !a.days.is_empty() && !b.days.is_empty() {
        let gap = a.firm_days().flat_map(|x| b.firm_days().map(move |y| (x - y).num_days().abs())).min()?;
        match gap {
            0 => evidence.add(2.0, "the same day"),
            1 if telling > 0 => {}
            1 => evidence.add(-2.0, "the day before or after"),
            // The same report under two dates: weekdays are read against the publication.
            2..=10 if telling > 1 => evidence.add(-1.5, "a few days apart"),
            _ => return None,
        }
    } else if stated(a) && stated(b) {
        let ((a_from, a_to), (b_from, b_to)) = (ends(a), ends(b));
        if a_from > b_to || b_from > a_to {
            if telling < 2 {
                return None;
            }
            evidence.add(-1.0, "dates that do not meet");
            return Some(());
        }
        let both_coarse = a.days.is_empty() && b.days.is_empty();
        evidence.add(if both_coarse { 0.75 } else { 0.25 }, "dates that agree");
    } else if dated(a) && dated(b) {
        let ((a_from, a_to), (b_from, b_to)) = (ends(a), ends(b));
        let gap = (a_from - b_to).num_days().max((b_from - a_to).num_days());
        match gap {
            ..=0 if a_from == a_to && b_from == b_to => {
                evidence.add(if within { SAME_DAY_WITHIN } else { SAME_DAY_TAKEN }, "the same day")
            }
            ..=0 => evidence.add(0.25, "dates that agree"),
            1 => evidence.add(-0.75, "the day before or after"),
            2..=45 => evidence.add(OTHER_DAY_TAKEN, "another day, not in the same sentence"),
            _ => evidence.add(-1.5, "another time"),
        }
        if gap > 0 && !within {
            written_after(a, b, evidence)?;
        }
    } else if (dated(a) || dated(b)) && !within {
        written_after(a, b, evidence)?;
    } else if let (Some((a_first, a_last)), Some((b_first, b_last))) = (a.written, b.written) {
        let apart = (b_first - a_last).num_days().max((a_first - b_last).num_days());
        if apart > 30 && !a.long {
            evidence.add(-1.5, "written weeks apart");
        }
    }
    Some(())
}

/// First and last day that the best date of a group may mean.
fn ends(g: &Group) -> (NaiveDate, NaiveDate) {
    g.date().map(|s| (s.from, s.to)).unwrap_or_default()
}

/// What states no day of its own must have been written after the day that the other states.
fn written_after(a: &Group, b: &Group, evidence: &mut Evidence) -> Option<()> {
    let stated = |g: &Group| !g.days.is_empty() || !g.spans.is_empty();
    let (known, unknown) = match (stated(a), stated(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return Some(()),
    };
    let happened = known.date()?;
    let Some((first, last)) = unknown.written else { return Some(()) };
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
    Some(())
}

/// The best of all pairs of places counts; a named site inside a known place is a part.
fn place(a: &Group, b: &Group, same_number: bool, within: bool, evidence: &mut Evidence) {
    let mut best: Option<Near> = None;
    let rank = |n: Near| match n {
        Near::Same => 5,
        Near::Around | Near::Within => 4,
        Near::Share => 3,
        Near::Open => 2,
        Near::Apart => 1,
    };
    // Where both name a town, that a country is named as well proves nothing.
    let local = |g: &Group| g.firm_places().any(|p| !p.is_broad());
    let both_local = local(a) && local(b);
    for x in a.firm_places().filter(|p| !both_local || !p.is_broad()) {
        for y in b.firm_places().filter(|p| !both_local || !p.is_broad()) {
            let near = x.near(y);
            if best.is_none_or(|n| rank(near) > rank(n)) {
                best = Some(near);
            }
        }
    }
    let speaks_of = |g: &Group, of: &Group| of.firm_places().any(|p| p.local.iter().any(|w| g.names.contains(w)));
    evidence.apart = best == Some(Near::Apart) && !a.places.is_empty() && !b.places.is_empty();
    let bridged = speaks_of(a, b) || speaks_of(b, a);
    let broad = a.firm_places().all(Place::is_broad);
    // A place that a sentence only takes over from elsewhere says less, for and against.
    let weak = a.places.is_empty() || b.places.is_empty();
    let weight = |sure: f64, taken_over: f64| match (weak, within && taken_over > 0.0) {
        (false, _) => sure,
        (true, false) => taken_over,
        (true, true) => PLACE_WITHIN * taken_over,
    };
    match best {
        Some(Near::Same) if broad => evidence.add(weight(1.0, 0.5), "the same country"),
        Some(Near::Same) => evidence.add(weight(2.5, 1.0), "the same place"),
        Some(Near::Within) if !same_number && !weak && smaller(a, b) => {
            evidence.is_part = true;
            evidence.add(-1.5, "a site inside the place");
        }
        Some(Near::Around) if !same_number && !weak && smaller(b, a) => evidence.add(-1.5, "a place around the site"),
        Some(Near::Within | Near::Around) => evidence.add(weight(1.5, 0.75), "a place inside the other"),
        Some(Near::Share) => evidence.add(weight(1.0, 0.5), "a shared place name"),
        // The place was taken over, and the sentence names the other one.
        Some(Near::Apart) if weak && bridged => evidence.add(1.0, "the place is named beside it"),
        Some(Near::Apart) if bridged => evidence.add(-1.5, "another place"),
        Some(Near::Apart) if broad => evidence.add(weight(-1.0, -0.5), "another country"),
        Some(Near::Apart) => evidence.add(weight(-2.0, -0.75), "another place"),
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
