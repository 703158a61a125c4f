//! Statements: distinct content, and how one stands to another.
//!
//! The claims of one event, kind, scope, interval, status and ultimate origin say the same
//! thing: they share a statement, however many outlets repeat it. Relations hold between
//! statements, so that copies never multiply them.

use std::collections::BTreeMap;

use parallax_records::{ClaimKind, Interval, Period, Scope, Status};
use rustc_hash::FxHashMap;

use crate::figures::{AsOf, Comparison, Fit, Stated, fit, relate};
use crate::link::origin_words;

/// Distinct statements of one event and kind beyond which only neighbours in time are
/// compared, and how many of them.
const ALL_PAIRS: usize = 400;
const NEIGHBOURS: usize = 60;

/// A figure as statements are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureClaim {
    /// Key of the claim.
    pub claim: i64,
    /// Key of the event.
    pub event: i64,
    /// What is counted.
    pub kind: ClaimKind,
    /// Who is counted.
    pub scope: Scope,
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
    /// When it was first published.
    pub first_at: Option<String>,
    /// When it was last published.
    pub last_at: Option<String>,
    /// Whether a text says that the figure changed to it.
    pub says_changed: bool,
    /// Indices of its claims in the input, in order.
    pub claims: Vec<usize>,
}

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

/// Groups figures into statements, in order of their first claim.
pub fn statements(claims: &[FigureClaim]) -> Vec<Statement> {
    let origins = canonical_origins(claims);
    let bits = |n: Option<f64>| n.map(f64::to_bits);
    let mut index = FxHashMap::default();
    let mut found: Vec<Statement> = Vec::new();
    for (i, c) in claims.iter().enumerate() {
        let origin = c.origin.as_deref().map(|o| origins.get(&(c.event, o)).copied().unwrap_or(o));
        let key = (
            (c.event, c.kind, c.scope, c.subset, c.period, c.status),
            (bits(c.interval.low), bits(c.interval.high), c.interval.approximate, c.word.as_deref()),
            origin,
        );
        let at = *index.entry(key).or_insert_with(|| {
            found.push(Statement {
                event: c.event,
                kind: c.kind,
                scope: c.scope,
                subset: c.subset,
                period: c.period,
                status: c.status,
                interval: c.interval,
                origin: origin.map(str::to_owned),
                origin_id: c.origin_id,
                as_of: c.as_of,
                first_at: c.published.clone(),
                last_at: c.published.clone(),
                says_changed: false,
                claims: Vec::new(),
            });
            found.len() - 1
        });
        let s = &mut found[at];
        s.claims.push(i);
        s.says_changed |= says_changed(&c.says);
        s.origin_id = s.origin_id.or(c.origin_id);
        s.as_of = match (s.as_of, c.as_of) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if c.published.is_some() {
            let (first, last) = (s.first_at.take(), s.last_at.take());
            s.first_at = first.into_iter().chain(c.published.clone()).min();
            s.last_at = last.into_iter().chain(c.published.clone()).max();
        }
    }
    found
}

/// Compares the statements of each event and kind.
///
/// An update or a raised floor links to the latest statement it replaces only, so a toll
/// that grew through six figures has five updates.
pub fn relations(statements: &[Statement]) -> Vec<StatementRelation> {
    let mut groups: BTreeMap<(i64, ClaimKind), Vec<usize>> = BTreeMap::new();
    for (i, s) in statements.iter().enumerate() {
        let has_number = s.interval.low.is_some() || s.interval.high.is_some();
        if has_number && !s.subset {
            groups.entry((s.event, s.kind)).or_default().push(i);
        }
    }
    let mut found = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by(|a, b| when(&statements[*a]).cmp(&when(&statements[*b])).then(a.cmp(b)));
        let reach = if group.len() > ALL_PAIRS { NEIGHBOURS } else { group.len() };
        for (at, &later) in group.iter().enumerate() {
            // The latest first: an update links to what it replaces.
            let mut replaced = false;
            for &earlier in group[at.saturating_sub(reach)..at].iter().rev() {
                let Some(relation) = compare(statements, later, earlier) else { continue };
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

/// The time a statement is ordered by; undated ones come first.
fn when(s: &Statement) -> (Option<AsOf>, Option<&str>) {
    (s.as_of, s.first_at.as_deref())
}

/// The stored relation of two statements, if there is one.
fn compare(statements: &[Statement], later: usize, earlier: usize) -> Option<StatementRelation> {
    let (a, b) = (&statements[later], &statements[earlier]);
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

/// A statement as it is compared.
pub(crate) fn stated(s: &Statement) -> Stated<'_> {
    Stated {
        event: Some(s.event),
        kind: s.kind.name(),
        scope: s.scope,
        subset: s.subset,
        period: s.period,
        status: s.status,
        interval: s.interval,
        origin: s.origin.as_deref(),
        as_of: s.as_of,
        says_changed: s.says_changed,
    }
}

/// The fullest name of each origin within an event: "the observatory" and "the Marvell
/// Observatory for Rights" are one origin where both are cited on one event.
fn canonical_origins(claims: &[FigureClaim]) -> FxHashMap<(i64, &str), &str> {
    let mut by_event: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for c in claims {
        if let Some(origin) = c.origin.as_deref() {
            by_event.entry(c.event).or_default().push(origin);
        }
    }
    let mut canonical = FxHashMap::default();
    for (event, mut names) in by_event {
        names.sort_unstable();
        names.dedup();
        let words: Vec<Vec<String>> = names.iter().map(|n| origin_words(n)).collect();
        for (i, name) in names.iter().enumerate() {
            let fuller = (0..names.len())
                .filter(|j| !words[i].is_empty() && words[i].iter().all(|w| words[*j].contains(w)))
                .max_by(|a, b| words[*a].len().cmp(&words[*b].len()).then(b.cmp(a)));
            canonical.insert((event, *name), names[fuller.unwrap_or(i)]);
        }
    }
    canonical
}

/// Whether the evidence counts on top of another figure ("seven more bodies", "another 20"):
/// such a number is a part of a toll and never the toll itself.
///
/// "More than 20" and "20 or more" are bounds and count nothing on top.
pub(crate) fn counts_on_top(text: &str) -> bool {
    let words: Vec<String> = crate::link::words(text).collect();
    let is_number = |word: &str| {
        word.bytes().any(|b| b.is_ascii_digit())
            || matches!(
                word,
                "one"
                    | "two"
                    | "three"
                    | "four"
                    | "five"
                    | "six"
                    | "seven"
                    | "eight"
                    | "nine"
                    | "ten"
                    | "eleven"
                    | "twelve"
                    | "dozen"
                    | "dozens"
                    | "scores"
                    | "hundred"
                    | "hundreds"
                    | "thousands"
                    | "several"
                    | "many"
            )
    };
    words.iter().enumerate().any(|(i, word)| match word.as_str() {
        "another" | "further" | "additional" => true,
        "more" => i > 0 && is_number(&words[i - 1]) && words.get(i + 1).is_some_and(|next| next != "than"),
        _ => false,
    })
}

/// Whether the evidence itself says that a figure changed ("rose to", "revised").
pub(crate) fn says_changed(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "climb",
        "climbed",
        "climbing",
        "climbs",
        "downgraded",
        "increased",
        "increases",
        "jumped",
        "jumps",
        "lowered",
        "lowers",
        "raised",
        "raises",
        "revised",
        "revises",
        "rise",
        "risen",
        "rises",
        "rising",
        "rose",
        "updated",
        "upped",
    ];
    text.split(|c: char| !c.is_alphabetic()).any(|w| WORDS.contains(&w.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use parallax_records::{Bound, Quantity};

    use super::*;

    fn claim(id: i64, bound: Bound, n: f64, day: u32, origin: Option<&str>) -> FigureClaim {
        let date = NaiveDate::from_ymd_opt(2031, 4, day).expect("a day");
        FigureClaim {
            claim: id,
            event: 1,
            kind: ClaimKind::Killed,
            scope: Scope::All,
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
        }
    }

    #[test]
    fn increments_are_told_from_bounds() {
        for text in
            ["seven more bodies", "another 20 people were killed", "a further 12 are missing", "recovered 3 more dead"]
        {
            assert!(counts_on_top(text), "{text}");
        }
        for text in
            ["more than 30 people died", "30 or more", "no more than 12 dead", "killed 41", "two more than before"]
        {
            assert!(!counts_on_top(text), "{text}");
        }
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
