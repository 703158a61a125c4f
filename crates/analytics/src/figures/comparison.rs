//! What one statement is to another of the same thing.
//!
//! The rules, in this order:
//! 1. Statements of another event, kind, period or status, of other things counted or other people held, and parts of
//!    a figure, are not comparable; nor is a word that names no number.
//! 2. Another group of people is another scope, unless a part is larger than all: then the two are held against each
//!    other as if they counted the same.
//! 3. The same interval agrees.
//! 4. Two floors ("at least 22", then "at least 126") overlap as intervals and are still
//!    news where the higher one is later: the bound was raised.
//! 5. One interval inside the other refines it; a partial overlap agrees.
//! 6. Intervals apart are an update where the same origin says both at different times,
//!    where the text says so, or where no two origins are named and the later one is higher:
//!    the toll grew, unless the origin of the lower one goes on giving it. Two named origins that differ contradict each other however far apart in time:
//!    officials' 5 on one day against the ministry's 30 on the next is a dispute.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use parallax_records::{ClaimKind, Interval, Period, Relation, Scope, Status};

use super::interval::{Fit, fit, written};
use crate::names::named;

named!(
    /// What one statement is to another of the same thing.
    Comparison {
        /// Both allow the same numbers, or overlap.
        Agree = "agree",
        /// The first is the narrower one.
        Refines = "refines",
        /// The first replaces the second.
        Update = "update",
        /// The first is a later, higher floor.
        BoundRaised = "bound-raised",
        /// They cannot both hold.
        Contradict = "contradict",
        /// They count other people.
        OtherScope = "other-scope",
        /// They speak of different things or name no number.
        NotComparable = "not-comparable",
    }
);

impl Comparison {
    /// The relation that the database keeps; agreement is sharing a statement, and what is
    /// not comparable has none.
    pub fn stored(self) -> Option<Relation> {
        match self {
            Self::Refines => Some(Relation::Refines),
            Self::Update => Some(Relation::Update),
            Self::BoundRaised => Some(Relation::BoundRaised),
            Self::Contradict => Some(Relation::Contradict),
            Self::OtherScope => Some(Relation::OtherScope),
            Self::Agree | Self::NotComparable => None,
        }
    }
}

/// The time for which a figure holds: from the first to the last moment that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsOf {
    /// The first moment.
    pub from: NaiveDateTime,
    /// The last moment.
    pub to: NaiveDateTime,
}

impl AsOf {
    /// From the beginning of one day to the end of another.
    pub fn days(from: NaiveDate, to: NaiveDate) -> Self {
        let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        Self { from: from.and_time(NaiveTime::MIN), to: to.and_time(end) }
    }

    /// Whether it wholly follows `other`.
    pub fn is_after(self, other: Self) -> bool {
        self.from > other.to
    }
}

/// What is compared: one figure with whose it is and when it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated<'a> {
    /// Key of the event; claims of no event are comparable with nothing.
    pub event: Option<i64>,
    /// What is counted ("killed").
    pub kind: &'a str,
    /// Who is counted.
    pub scope: Scope,
    /// What is counted, where kind and scope leave it open.
    pub counted: Option<&'a str>,
    /// Whether it is part of another figure.
    pub subset: bool,
    /// What stretch of time it covers; `None` counts as one event.
    pub period: Option<Period>,
    /// Whether it is said to have happened.
    pub status: Status,
    /// The numbers it allows.
    pub interval: Interval,
    /// The ultimate origin named by the text; `None` in the outlet's own voice.
    pub origin: Option<&'a str>,
    /// When it holds, if known.
    pub as_of: Option<AsOf>,
    /// When it was last said to hold; an origin that repeats its figure stands by it.
    pub still: Option<AsOf>,
    /// Whether the text itself says that the figure was changed ("raised", "updated").
    pub says_changed: bool,
    /// In what way people are held or displaced: hostages, refugees.
    pub standing: Option<&'a str>,
}

/// What `a` is to `b`, with the reason in words.
pub fn relate(a: &Stated<'_>, b: &Stated<'_>) -> (Comparison, Cow<'static, str>) {
    if let Some(reason) = not_comparable(a, b) {
        return (Comparison::NotComparable, reason);
    }
    if a.scope != b.scope && !exceeds(a, b) && !exceeds(b, a) {
        return (
            Comparison::OtherScope,
            format!("one counts {}, the other {}", people(a.scope), people(b.scope)).into(),
        );
    }
    let (x, y) = (written(&a.interval), written(&b.interval));
    let (a_later, b_later) = match (a.as_of, b.as_of) {
        (Some(a), Some(b)) => (a.is_after(b), b.is_after(a)),
        _ => (false, false),
    };
    match fit(&a.interval, &b.interval) {
        Fit::NoNumber => (Comparison::NotComparable, "a word such as “dozens” names no number".into()),
        Fit::Same => (Comparison::Agree, format!("both allow {x}").into()),
        Fit::Overlap => (Comparison::Agree, format!("{x} and {y} overlap").into()),
        Fit::HigherFloor if a_later => {
            (Comparison::BoundRaised, format!("later, and the floor rose from {y} to {x}").into())
        }
        Fit::LowerFloor if b_later => {
            (Comparison::BoundRaised, format!("later, and the floor rose from {x} to {y}").into())
        }
        Fit::HigherFloor | Fit::Inside => (Comparison::Refines, format!("{x} lies inside {y}").into()),
        Fit::LowerFloor | Fit::Holds => (Comparison::Refines, format!("{y} lies inside {x}").into()),
        Fit::Above => apart(a, b, a_later, b_later, (&x, &y)),
        Fit::Below => apart(b, a, b_later, a_later, (&y, &x)),
    }
}

/// Whether the first counts a part of the people and more of them than the second counts in all.
fn exceeds(part: &Stated<'_>, whole: &Stated<'_>) -> bool {
    whole.scope == Scope::All && part.scope != Scope::Attackers && fit(&part.interval, &whole.interval) == Fit::Above
}

/// Intervals that share no number; `high` is the higher one.
fn apart(
    high: &Stated<'_>,
    low: &Stated<'_>,
    high_later: bool,
    low_later: bool,
    (x, y): (&str, &str),
) -> (Comparison, Cow<'static, str>) {
    let same_origin = high.origin == low.origin;
    let both_named = high.origin.is_some() && low.origin.is_some();
    let whose = |s: &Stated<'_>| s.origin.unwrap_or("no origin named").to_owned();
    if both_named && !same_origin {
        return (Comparison::Contradict, format!("{x} ({}) against {y} ({})", whose(high), whose(low)).into());
    }
    if both_named && (high_later || low_later) {
        let (from, to) = if high_later { (y, x) } else { (x, y) };
        return (Comparison::Update, format!("{} went from {from} to {to}", whose(high)).into());
    }
    if high.says_changed || (low.says_changed && low_later) {
        let (from, to) = if low.says_changed && low_later { (x, y) } else { (y, x) };
        return (Comparison::Update, format!("the text says that {from} became {to}").into());
    }
    if both_named {
        return (Comparison::Contradict, format!("{} is given both {x} and {y} for the same time", whose(high)).into());
    }
    let stands = |s: &Stated<'_>, after: &Stated<'_>| {
        s.origin.is_some() && s.still.zip(after.as_of).is_some_and(|(still, day)| still.is_after(day))
    };
    if high_later && stands(low, high) {
        let reason = format!("{x} ({}) against {y} ({}), which is still given later", whose(high), whose(low));
        return (Comparison::Contradict, reason.into());
    }
    if high_later {
        return (Comparison::Update, format!("later and higher: the figure grew from {y} to {x}").into());
    }
    let one_named = high.origin.is_some() != low.origin.is_some();
    if low_later && one_named {
        let reason = format!("{x} ({}) against {y} ({}), which is later and lower", whose(high), whose(low));
        return (Comparison::Contradict, reason.into());
    }
    if low_later {
        return (
            Comparison::Update,
            format!("later and lower: {x} was revised to {y}, or {y} is behind the news").into(),
        );
    }
    (Comparison::Contradict, format!("{x} against {y} for the same time").into())
}

/// Why two statements speak of different things, if they do.
fn not_comparable(a: &Stated<'_>, b: &Stated<'_>) -> Option<Cow<'static, str>> {
    if a.event.is_none() || a.event != b.event {
        return Some("they are about different events".into());
    }
    if a.kind != b.kind {
        return Some(format!("one counts {}, the other {}", a.kind, b.kind).into());
    }
    if a.scope == b.scope && (a.counted != b.counted || a.counted.is_none() && is_open(a)) {
        let what = |s: &Stated<'_>| s.counted.unwrap_or("what is not named").to_owned();
        return Some(format!("one counts {}, the other {}", what(a), what(b)).into());
    }
    if a.standing != b.standing {
        let who = |s: &Stated<'_>| s.standing.unwrap_or("others").to_owned();
        return Some(format!("one counts {}, the other {}", who(a), who(b)).into());
    }
    if a.subset || b.subset {
        return Some("one is given as part of a larger figure".into());
    }
    let period = |s: &Stated<'_>| s.period.unwrap_or(Period::Incident);
    if period(a) != period(b) {
        return Some(format!("one covers {}, the other {}", span(period(a)), span(period(b))).into());
    }
    if a.status != b.status {
        return Some(format!("one is said to be {}, the other {}", a.status, b.status).into());
    }
    None
}

/// Whether neither kind nor scope says what is counted.
fn is_open(s: &Stated<'_>) -> bool {
    s.kind == ClaimKind::Figure.name() || matches!(s.scope, Scope::Nationals | Scope::Other)
}

/// A scope in plain words.
pub(crate) fn people(scope: Scope) -> &'static str {
    match scope {
        Scope::All => "all victims",
        Scope::Civilians => "civilians",
        Scope::Children => "children",
        Scope::Women => "women",
        Scope::Fighters => "fighters",
        Scope::SecurityForces => "police and soldiers",
        Scope::Attackers => "the attackers",
        Scope::Nationals => "people of one nationality",
        Scope::Other => "a part of the victims",
    }
}

/// A period in plain words.
fn span(period: Period) -> &'static str {
    match period {
        Period::Incident => "one event",
        Period::Day => "one day",
        Period::Cumulative => "a longer time",
    }
}

#[cfg(test)]
mod tests {
    use parallax_records::{Bound, Quantity};

    use super::*;

    /// A figure of one flood: bound, number, origin, day of the month.
    fn stated(bound: Bound, n: f64, origin: Option<&'static str>, day: u32) -> Stated<'static> {
        let day = NaiveDate::from_ymd_opt(2031, 4, day).expect("a day of April");
        Stated {
            event: Some(1),
            kind: "killed",
            scope: Scope::All,
            counted: None,
            subset: false,
            period: None,
            status: Status::Occurred,
            interval: Quantity { bound, ..Quantity::exact(n) }.interval(),
            origin,
            as_of: Some(AsOf::days(day, day)),
            still: Some(AsOf::days(day, day)),
            says_changed: false,
            standing: None,
        }
    }

    fn exact(n: f64, origin: Option<&'static str>, day: u32) -> Stated<'static> {
        stated(Bound::Exact, n, origin, day)
    }

    #[test]
    fn two_named_origins_dispute_even_on_different_days() {
        let (relation, reason) = relate(&exact(5.0, Some("officials"), 1), &exact(30.0, Some("the ministry"), 2));
        assert_eq!(relation, Comparison::Contradict);
        assert_eq!(reason, "30 (the ministry) against 5 (officials)");
    }

    #[test]
    fn one_origin_updates_itself_in_either_direction() {
        let police = Some("police");
        assert_eq!(relate(&exact(9.0, police, 2), &exact(12.0, police, 1)).0, Comparison::Update);
        assert_eq!(relate(&exact(12.0, police, 2), &exact(9.0, police, 1)).0, Comparison::Update);
        assert_eq!(relate(&exact(12.0, police, 1), &exact(9.0, police, 1)).0, Comparison::Contradict);
    }

    #[test]
    fn with_nobody_named_a_later_higher_figure_is_growth() {
        assert_eq!(relate(&exact(40.0, None, 3), &exact(31.0, None, 1)).0, Comparison::Update);
        assert_eq!(relate(&exact(40.0, None, 1), &exact(31.0, None, 1)).0, Comparison::Contradict);
        let (relation, reason) = relate(&exact(31.0, None, 3), &exact(40.0, None, 1));
        assert_eq!(relation, Comparison::Update);
        assert!(reason.contains("later and lower"), "{reason}");
        assert_eq!(relate(&exact(31.0, None, 3), &exact(40.0, Some("the army"), 1)).0, Comparison::Contradict);
        assert_eq!(relate(&exact(40.0, None, 3), &exact(31.0, Some("the army"), 1)).0, Comparison::Update);
    }

    #[test]
    fn floors_that_rise_are_news() {
        let early = stated(Bound::AtLeast, 22.0, None, 1);
        let late = stated(Bound::AtLeast, 126.0, None, 2);
        assert_eq!(relate(&late, &early).0, Comparison::BoundRaised);
        assert_eq!(relate(&early, &late).0, Comparison::BoundRaised);
        let same_day = stated(Bound::AtLeast, 126.0, None, 1);
        assert_eq!(relate(&same_day, &early).0, Comparison::Refines);
    }

    #[test]
    fn an_exact_figure_refines_a_floor() {
        assert_eq!(relate(&exact(24.0, None, 2), &stated(Bound::AtLeast, 22.0, None, 1)).0, Comparison::Refines);
        assert_eq!(relate(&exact(24.0, None, 2), &stated(Bound::AtLeast, 24.0, None, 1)).0, Comparison::Refines);
    }

    #[test]
    fn what_counts_other_people_or_times_is_set_apart() {
        let all = exact(24.0, None, 1);
        let children = Stated { scope: Scope::Children, ..exact(8.0, None, 1) };
        assert_eq!(relate(&all, &children).0, Comparison::OtherScope);
        let more = Stated { scope: Scope::Civilians, ..exact(60.0, Some("the army"), 1) };
        let toll = Stated { origin: Some("police"), ..all.clone() };
        assert_eq!(relate(&more, &toll).0, Comparison::Contradict, "a part cannot be larger than the whole");
        let gunmen = Stated { scope: Scope::Attackers, ..more.clone() };
        assert_eq!(relate(&gunmen, &toll).0, Comparison::OtherScope, "tolls leave the attackers out");
        let counting = |what| Stated { kind: "figure", counted: what, ..exact(8.0, None, 1) };
        assert_eq!(relate(&counting(Some("house")), &counting(Some("boat"))).0, Comparison::NotComparable);
        assert_eq!(relate(&counting(None), &counting(None)).0, Comparison::NotComparable);
        assert_eq!(relate(&counting(Some("boat")), &counting(Some("boat"))).0, Comparison::Agree);
        let held = |standing| Stated { kind: "detained", standing, ..exact(8.0, None, 1) };
        assert_eq!(relate(&held(Some("hostages")), &held(None)).0, Comparison::NotComparable);
        let part = Stated { subset: true, ..exact(8.0, None, 1) };
        assert_eq!(relate(&all, &part).0, Comparison::NotComparable);
        let year = Stated { period: Some(Period::Cumulative), ..exact(900.0, None, 1) };
        assert_eq!(
            relate(&all, &year),
            (Comparison::NotComparable, "one covers one event, the other a longer time".into())
        );
        let elsewhere = Stated { event: Some(2), ..exact(24.0, None, 1) };
        assert_eq!(relate(&all, &elsewhere).0, Comparison::NotComparable);
        let feared = Stated { status: Status::Possible, ..exact(90.0, None, 1) };
        assert_eq!(relate(&all, &feared).0, Comparison::NotComparable);
        assert_eq!(relate(&all, &stated(Bound::Vague, 0.0, None, 1)).0, Comparison::NotComparable);
    }

    #[test]
    fn the_text_may_say_that_a_figure_changed() {
        let raised = Stated { says_changed: true, ..exact(33.0, Some("police"), 1) };
        assert_eq!(relate(&raised, &exact(30.0, None, 1)).0, Comparison::Update);
        assert_eq!(relate(&raised, &exact(30.0, Some("police"), 1)).0, Comparison::Update);
        assert_eq!(relate(&raised, &exact(30.0, Some("the army"), 1)).0, Comparison::Contradict);
    }
}
