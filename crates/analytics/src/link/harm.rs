//! Events of harm: figures of victims, strikes, responsibility.
//!
//! Within an article claims that agree on day and place, or stand together, form local
//! groups. Articles are then read in order of publication, and each local group joins the
//! event with the best evidence, or founds one. Candidates come from an index over place
//! words, numbers and weeks, so the work grows with the claims and not with their square.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use parallax_records::{ClaimKind, Section};
use rustc_hash::FxHashMap;

use super::claim::LinkClaim;
use super::group::{Evidence, Group, weigh, whole_number};
use super::site::sites;
use crate::statements::{counts_on_top, says_changed};

/// Evidence that a claim needs to join a group of its own article.
const JOIN_NEAR: f64 = 1.25;
/// Evidence that a group needs to join an event of other articles.
const JOIN_FAR: f64 = 2.25;
/// Evidence that two events need to be joined after all.
const JOIN_LATE: f64 = 3.25;
/// How many candidates an index entry may bring: the most recent ones.
const CANDIDATES: usize = 48;

/// An event of harm with the reason why each claim is in it.
#[derive(Debug, Default)]
pub(crate) struct Harm {
    /// The claims and what is known.
    pub(crate) group: Group,
    /// Why each member joined, in order of `group.members`.
    pub(crate) reasons: Vec<String>,
    /// Index of the event this one is a part of.
    pub(crate) parent: Option<usize>,
}

/// Whether claims of this kind make events of harm.
pub(crate) fn is_harm(kind: ClaimKind) -> bool {
    kind.counts_people() || matches!(kind, ClaimKind::Responsible | ClaimKind::Struck)
}

/// Groups the claims of one article; `claims` are indices in order of the text.
pub(crate) fn local(all: &[LinkClaim], claims: &[usize], published: Option<NaiveDate>) -> Vec<Harm> {
    let mut groups: Vec<Harm> = Vec::new();
    let mut last_at: Vec<i64> = Vec::new();
    let sites = sites(all, claims);
    let mut before: Option<(usize, i64)> = None;
    for &index in claims {
        let claim = &all[index];
        let mut single = Group::of(index, claim, published);
        let site = sites.get(&index);
        let whole = site.map(|s| s.whole);
        if let Some(site) = site {
            single.become_site(site.name.as_deref());
        }
        // "... including 12 children" goes where the figure before it went.
        let follows = before.filter(|(_, sentence)| claim.subset && site.is_none() && claim.sentence - sentence <= 1);
        if let Some((g, _)) = follows {
            groups[g].group.absorb(single);
            groups[g].reasons.push("part of the figure before it".into());
            last_at[g] = claim.sentence;
            before = Some((g, claim.sentence));
            continue;
        }
        let mut best: Option<(f64, usize, Evidence)> = None;
        for (g, harm) in groups.iter().enumerate() {
            let Some(mut evidence) = weigh(&single, &harm.group, true) else { continue };
            if evidence.is_part || (whole.is_some() && harm.group.is_site != single.is_site) {
                continue;
            }
            // Two sites of one event stay apart however near they are told.
            if whole.is_some() && harm.group.members.iter().any(|m| sites.get(m).map(|s| s.whole) == whole) {
                continue;
            }
            let first_body = claim.section != Section::Title && harm.group.members.len() == 1;
            let from_title = harm.group.members.iter().any(|m| all[*m].section == Section::Title);
            match claim.sentence - last_at[g] {
                // A list of what happened in several places stands in one sentence.
                _ if evidence.apart => {}
                0 if harm.group.members.iter().any(|m| tells_apart(&all[*m], claim)) => evidence.score -= 1.0,
                0 => {
                    // "44 dead and 140 injured" is one event, whatever places were taken over.
                    let other_kind = harm.group.members.last().is_some_and(|m| all[*m].kind != claim.kind);
                    evidence.score += if other_kind { 2.5 } else { 1.5 };
                    evidence.reasons.push("the same sentence");
                }
                1 | 2 => {
                    evidence.score += 0.75;
                    evidence.reasons.push("the sentence before");
                }
                _ if from_title && first_body => evidence.score += 0.5,
                _ => {}
            }
            if single.is_unanchored() && !single.long && !evidence.sizes_differ {
                evidence.score += 0.5;
            }
            if evidence.score >= JOIN_NEAR && best.as_ref().is_none_or(|(score, ..)| evidence.score >= *score) {
                best = Some((evidence.score, g, evidence));
            }
        }
        match best {
            Some((_, g, evidence)) => {
                groups[g].group.absorb(single);
                groups[g].reasons.push(because(&evidence));
                last_at[g] = claim.sentence;
                before = Some((g, claim.sentence));
            }
            None => {
                before = Some((groups.len(), claim.sentence));
                groups.push(Harm { group: single, reasons: vec!["the first to tell of it".into()], parent: None });
                last_at.push(claim.sentence);
            }
        }
    }
    // A site is a part of the event of its whole.
    let group_of = |claim: usize| groups.iter().position(|h| h.group.members.contains(&claim));
    let parents: Vec<Option<usize>> =
        groups.iter().map(|h| h.group.members.iter().find_map(|m| group_of(sites.get(m)?.whole))).collect();
    for (g, parent) in parents.into_iter().enumerate() {
        groups[g].parent = parent.filter(|p| *p != g);
    }
    groups
}

/// Whether a sentence gives two numbers of one kind and origin, each of all victims: "27 died in
/// that attack, while a bomb in the port killed 22". It tells of two events, unless it says that
/// one became the other ("two more bodies brought the toll to 43").
fn tells_apart(a: &LinkClaim, b: &LinkClaim) -> bool {
    let one_voice = a.sentence == b.sentence && a.kind == b.kind && a.origin == b.origin;
    let numbers = whole_number(a).zip(whole_number(b));
    let is_growth = says_changed(&b.context) || counts_on_top(&a.text) || counts_on_top(&b.text);
    one_voice && numbers.is_some_and(|(x, y)| x != y) && !is_growth
}

/// A local group with the event that speaks for it most.
struct Choice {
    /// Its number within the article.
    at: usize,
    best: Option<(usize, Evidence)>,
    part_of: Option<usize>,
    harm: Harm,
}

/// Joins the local groups of all articles, given in order of publication.
pub(crate) fn across(locals: Vec<Vec<Harm>>) -> Vec<Harm> {
    let mut events: Vec<Harm> = Vec::new();
    let mut index = Index::default();
    for article in locals {
        // Groups of one article do not join each other: it tells them apart.
        let mut taken: Vec<usize> = Vec::new();
        let mut joined: Vec<Choice> = Vec::new();
        let mut became: Vec<usize> = vec![usize::MAX; article.len()];
        for (at, harm) in article.into_iter().enumerate() {
            let mut best: Option<(usize, Evidence)> = None;
            let mut part_of: Option<(usize, f64)> = None;
            for candidate in index.candidates(&harm.group) {
                let Some(evidence) = weigh(&harm.group, &events[candidate].group, false) else { continue };
                if evidence.is_part {
                    if part_of.is_none_or(|(_, score)| evidence.score > score) {
                        part_of = Some((candidate, evidence.score));
                    }
                    continue;
                }
                if evidence.score >= JOIN_FAR && best.as_ref().is_none_or(|(_, b)| evidence.score > b.score) {
                    best = Some((candidate, evidence));
                }
            }
            joined.push(Choice { at, best, part_of: part_of.map(|(event, _)| event), harm });
        }
        // The local group with the strongest evidence takes an event first.
        joined.sort_by(|a, b| {
            let score = |x: &Option<(usize, Evidence)>| x.as_ref().map_or(f64::NEG_INFINITY, |(_, e)| e.score);
            let order = score(&b.best).total_cmp(&score(&a.best));
            order.then(a.harm.group.members.cmp(&b.harm.group.members))
        });
        let mut wholes: Vec<(usize, usize)> = Vec::new();
        for Choice { at, best, part_of, harm } in joined {
            let local_whole = harm.parent;
            match best {
                Some((event, evidence)) if !taken.contains(&event) || evidence.score >= JOIN_FAR + 1.5 => {
                    taken.push(event);
                    let why = because(&evidence);
                    let Harm { group, reasons, .. } = harm;
                    for (i, reason) in reasons.iter().enumerate() {
                        let reason = if i == 0 { why.clone() } else { reason.clone() };
                        events[event].reasons.push(reason);
                    }
                    index.add(event, &group);
                    events[event].group.absorb(group);
                    became[at] = event;
                }
                _ => {
                    let event = events.len();
                    index.add(event, &harm.group);
                    taken.push(event);
                    events.push(Harm { parent: part_of, ..harm });
                    became[at] = event;
                }
            }
            wholes.extend(local_whole.map(|whole| (at, whole)));
        }
        for (at, whole) in wholes {
            let (part, whole) = (became[at], became[whole]);
            if part != whole && events[part].parent.is_none() && events[whole].parent != Some(part) {
                events[part].parent = Some(whole);
            }
        }
    }
    consolidate(events, &index)
}

/// Joins events that only later articles have shown to be one, the smaller into the larger.
fn consolidate(mut events: Vec<Harm>, index: &Index) -> Vec<Harm> {
    let mut by_size: Vec<usize> = (0..events.len()).collect();
    by_size.sort_by_key(|e| (events[*e].group.members.len(), std::cmp::Reverse(*e)));
    let mut into: Vec<usize> = (0..events.len()).collect();
    for small in by_size {
        let size = events[small].group.members.len();
        let needed = if events[small].group.is_aside() { JOIN_FAR } else { JOIN_LATE };
        let best = index
            .candidates(&events[small].group)
            .into_iter()
            .filter(|e| *e != small && into[*e] == *e && events[*e].group.members.len() >= size)
            .filter(|e| !events[small].group.is_other_site_of(&events[*e].group))
            .filter_map(|e| Some((e, weigh(&events[small].group, &events[e].group, false)?)))
            .filter(|(_, evidence)| !evidence.is_part && evidence.score >= needed)
            .max_by(|a, b| a.1.score.total_cmp(&b.1.score).then(b.0.cmp(&a.0)));
        let Some((large, evidence)) = best else { continue };
        into[small] = large;
        let moved = std::mem::take(&mut events[small]);
        let why = because(&evidence);
        for (i, reason) in moved.reasons.into_iter().enumerate() {
            events[large].reasons.push(if i == 0 { why.clone() } else { reason });
        }
        events[large].group.absorb(moved.group);
    }
    // Numbers run on without the events that were taken in.
    let root = |mut e: usize| {
        while into[e] != e {
            e = into[e];
        }
        e
    };
    let mut kept = vec![usize::MAX; events.len()];
    for (new, old) in (0..events.len()).filter(|e| into[*e] == *e).enumerate() {
        kept[old] = new;
    }
    let parents: Vec<Option<usize>> = events.iter().map(|e| e.parent.map(|p| kept[root(p)])).collect();
    let mut left = Vec::with_capacity(events.len());
    for (old, (mut event, parent)) in events.into_iter().zip(parents).enumerate() {
        if into[old] == old {
            event.parent = parent.filter(|p| *p != left.len());
            left.push(event);
        }
    }
    left
}

/// Evidence in words.
fn because(evidence: &Evidence) -> String {
    if evidence.reasons.is_empty() { "it stands with the others".to_owned() } else { evidence.reasons.join(", ") }
}

/// Finds events that a group may belong to.
#[derive(Debug, Default)]
struct Index {
    by_word: FxHashMap<(String, i32), Vec<usize>>,
    by_number: FxHashMap<(ClaimKind, u64, i32), Vec<usize>>,
    long: FxHashMap<String, Vec<usize>>,
}

impl Index {
    /// The weeks a group lives in: of its day, else of its publication.
    fn weeks(group: &Group) -> Vec<i32> {
        let week = |d: NaiveDate| d.num_days_from_ce().div_euclid(30);
        let mut weeks: Vec<i32> = group.days.keys().copied().map(week).collect();
        weeks.extend(group.written.iter().flat_map(|(a, b)| [week(*a), week(*b)]));
        weeks.extend(group.weak_dates.keys().filter(|s| s.from == s.to).map(|s| week(s.from)));
        weeks.extend(group.spans.iter().filter(|s| (s.to - s.from).num_days() < 32).map(|s| week(s.from)));
        weeks.sort_unstable();
        weeks.dedup();
        weeks
    }

    fn words(group: &Group) -> Vec<String> {
        let mut words: Vec<String> = group
            .places
            .iter()
            .chain(&group.weak_places)
            .flat_map(|(p, _)| p.local.iter().chain(&p.broad).chain(&p.areas))
            .cloned()
            .collect();
        words.extend(group.names.iter().cloned());
        words.sort();
        words.dedup();
        words
    }

    fn add(&mut self, event: usize, group: &Group) {
        let push = |list: &mut Vec<usize>| {
            if list.last() != Some(&event) {
                list.push(event);
            }
        };
        for word in Self::words(group) {
            if group.long {
                push(self.long.entry(word.clone()).or_default());
                continue;
            }
            for week in Self::weeks(group) {
                push(self.by_word.entry((word.clone(), week)).or_default());
            }
        }
        for (kind, numbers) in &group.numbers {
            for n in numbers.iter().filter(|n| **n >= 3.0) {
                for week in Self::weeks(group) {
                    push(self.by_number.entry((*kind, n.to_bits(), week)).or_default());
                }
            }
        }
    }

    fn candidates(&self, group: &Group) -> Vec<usize> {
        let mut found: BTreeMap<usize, ()> = BTreeMap::new();
        let mut take = |list: Option<&Vec<usize>>| {
            for event in list.into_iter().flatten().rev().take(CANDIDATES) {
                found.insert(*event, ());
            }
        };
        let words = Self::words(group);
        if group.long {
            words.iter().for_each(|w| take(self.long.get(w)));
        }
        let weeks = Self::weeks(group);
        for near in weeks.iter().flat_map(|w| [w - 1, *w, w + 1]) {
            if !group.long {
                words.iter().for_each(|w| take(self.by_word.get(&(w.clone(), near))));
            }
            for (kind, numbers) in &group.numbers {
                numbers.iter().for_each(|n| take(self.by_number.get(&(*kind, n.to_bits(), near))));
            }
        }
        found.into_keys().collect()
    }
}
