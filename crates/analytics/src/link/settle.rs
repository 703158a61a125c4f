//! What is set right once all events are known.
//!
//! - A figure of one site goes with the site, though its own sentence does not name it: "12 died"
//!   beside a toll of 40, where another article says that 12 died at the arcade.
//! - Claims that nothing of their own ties to an event ("the group claimed responsibility")
//!   go with the one event that their sentence or their article tells of. What counts nobody and
//!   finds no event there makes none: a row that says neither what, where nor when helps nobody.
//!
//! Known misses: an article on two events leaves such claims apart, though "the attacks" may be
//! clear to its readers.

use std::collections::{BTreeMap, BTreeSet};

use parallax_records::{ClaimKind, Scope};
use rustc_hash::FxHashMap;

use super::claim::LinkClaim;
use super::harm::Harm;
use super::place::{Place, name_words};

/// How many days before or after the articles on a site a figure of it may be written.
const WINDOW: i64 = 45;
/// How many times as many claims must give a larger figure than give this one or a smaller one.
const USUAL: usize = 3;

/// Moves claims to the events they belong to and drops events that are left empty.
pub(crate) fn settle(all: &[LinkClaim], mut harms: Vec<Harm>) -> Vec<Harm> {
    let mut moves = of_sites(all, &harms);
    moves.extend(of_strays(all, &harms));
    carry_out(&mut harms, moves);
    without_empty(harms)
}

/// A claim's way from one event to another; to none where it tells of nothing.
struct Move {
    claim: usize,
    from: usize,
    to: Option<usize>,
    reason: &'static str,
}

/// The number of an exact figure of all victims.
fn plain_number(claim: &LinkClaim) -> Option<f64> {
    let interval = claim.interval?;
    let is_plain = !claim.subset && !interval.approximate && matches!(claim.scope, None | Some(Scope::All));
    interval.low.filter(|n| is_plain && *n >= 3.0 && interval.high == Some(*n))
}

/// Figures of sites that stand in other events.
fn of_sites(all: &[LinkClaim], harms: &[Harm]) -> Vec<Move> {
    let mut by_number: FxHashMap<(ClaimKind, u64), Vec<(usize, usize)>> = FxHashMap::default();
    for (event, harm) in harms.iter().enumerate().filter(|(_, h)| !h.group.is_site && !h.group.long) {
        for &claim in &harm.group.members {
            if let Some(n) = plain_number(&all[claim]) {
                by_number.entry((all[claim].kind, n.to_bits())).or_default().push((event, claim));
            }
        }
    }
    let mut moves: BTreeMap<usize, Move> = BTreeMap::new();
    for (site, harm) in harms.iter().enumerate().filter(|(_, h)| h.group.is_site) {
        let Some(whole) = harm.parent else { continue };
        let named: BTreeSet<&String> = harm.group.places.iter().flat_map(|(p, _)| &p.local).collect();
        let alike = harm.group.members.iter().filter_map(|m| Some((all[*m].kind, plain_number(&all[*m])?.to_bits())));
        for &(from, claim) in alike.filter_map(|key| by_number.get(&key)).flatten() {
            let told = &all[claim];
            let near = harm
                .group
                .written
                .zip(harms[from].group.written)
                .is_none_or(|((a, b), (c, d))| (c - b).num_days() <= WINDOW && (a - d).num_days() <= WINDOW);
            let names_it = name_words(told.names.iter().map(String::as_str)).iter().any(|w| named.contains(w));
            if near && (names_it || from == whole && is_out_of_place(all, &harms[whole], told)) {
                let reason = "the figure of the site";
                moves.entry(claim).or_insert(Move { claim, from, to: Some(site), reason });
            }
        }
    }
    moves.into_values().collect()
}

/// Whether a figure is well below what an event's other claims give and names no place.
fn is_out_of_place(all: &[LinkClaim], whole: &Harm, claim: &LinkClaim) -> bool {
    let stated = claim.place.as_deref().is_some_and(|p| !Place::of(p).named_in(&claim.context).is_unknown());
    let numbers = || {
        let same = whole.group.members.iter().map(|m| &all[*m]).filter(|c| c.kind == claim.kind && !c.subset);
        same.filter_map(|c| c.interval.and_then(|i| i.low.or(i.high)))
    };
    let n = plain_number(claim).unwrap_or(f64::INFINITY);
    let larger = numbers().filter(|m| *m > n).count();
    !stated && larger >= USUAL * numbers().filter(|m| *m <= n).count()
}

/// Claims of events that neither a place, a day nor a whole figure holds.
fn of_strays(all: &[LinkClaim], harms: &[Harm]) -> Vec<Move> {
    let mut in_article: FxHashMap<i64, Vec<(usize, usize)>> = FxHashMap::default();
    for (event, harm) in harms.iter().enumerate().filter(|(_, h)| !h.group.long) {
        for &claim in harm.group.members.iter().filter(|m| plain_harm(&all[**m])) {
            in_article.entry(all[claim].article).or_default().push((event, claim));
        }
    }
    let mut moves = Vec::new();
    for (from, harm) in harms.iter().enumerate() {
        let counts = harm.group.members.iter().any(|m| all[*m].kind.counts_people());
        let has_name = counts && !harm.group.sorts.is_empty();
        if harm.group.long || !harm.group.is_unanchored() || !harm.group.numbers.is_empty() || has_name {
            continue;
        }
        for &claim in &harm.group.members {
            let of = &all[claim];
            let told = in_article.get(&of.article).into_iter().flatten().filter(|(event, _)| *event != from);
            let told = told.filter(|(event, _)| !is_of_another_time(of, &harms[*event]));
            let one = |events: BTreeSet<usize>| if events.len() == 1 { events.into_iter().next() } else { None };
            let here = told.clone().filter(|(_, other)| all[*other].sentence == of.sentence);
            let (to, reason) = match one(here.map(|(event, _)| *event).collect()) {
                Some(event) => (Some(event), "the same sentence"),
                None => (one(told.map(|(event, _)| *event).collect()), "the only event that its article tells of"),
            };
            if to.is_some() || !counts && of.event_phrase.is_none() {
                moves.push(Move { claim, from, to, reason });
            }
        }
    }
    moves
}

/// Whether a claim is dated months before or after an event: "two died there a year ago".
fn is_of_another_time(claim: &LinkClaim, event: &Harm) -> bool {
    let dates = claim.happened.zip(event.group.date());
    dates.is_some_and(|(a, b)| (a.from - b.to).num_days() > WINDOW || (b.from - a.to).num_days() > WINDOW)
}

/// Whether a claim counts victims as a whole: what an article's event is known by.
fn plain_harm(claim: &LinkClaim) -> bool {
    claim.kind.counts_people() && !claim.subset && matches!(claim.scope, None | Some(Scope::All | Scope::Civilians))
}

fn carry_out(harms: &mut [Harm], moves: Vec<Move>) {
    for Move { claim, from, to, reason } in moves {
        let Some(at) = harms[from].group.members.iter().position(|m| *m == claim) else { continue };
        harms[from].group.members.remove(at);
        harms[from].reasons.remove(at);
        if let Some(to) = to {
            harms[to].group.members.push(claim);
            harms[to].reasons.push(reason.to_owned());
        }
    }
}

/// Takes out events without claims; parents are numbered anew.
fn without_empty(harms: Vec<Harm>) -> Vec<Harm> {
    let mut number = vec![None; harms.len()];
    for (new, old) in (0..harms.len()).filter(|h| !harms[*h].group.members.is_empty()).enumerate() {
        number[old] = Some(new);
    }
    let kept = harms.into_iter().filter(|h| !h.group.members.is_empty());
    kept.map(|h| Harm { parent: h.parent.and_then(|p| number[p]), ..h }).collect()
}
