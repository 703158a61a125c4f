//! What people decided about events, applied to what linking found.
//!
//! Linking does not know of decisions: it groups claims as the texts say. Then every decision
//! is applied in order. A decision knows an event by anchors of its claims, so it finds the
//! event again when slugs and ids have changed, when articles were added, and when the
//! extraction is a newer one: the event that holds most of those claims is meant.
//!
//! Known miss: claims that arrive after a split go where linking puts them, which is the event
//! that more of its claims stayed in.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use parallax_records::{Date, DatePrecision, DateSpan};
use parallax_store::{Anchor, Anchored, Decision, Reader, action};

use crate::error::Result;
use crate::link::{
    Assignment, EventKind, LinkArticle, LinkClaim, Linked, LinkedEvent, Near, Place, compatible, event_noun, link,
    words,
};

/// How many anchors stand for an event; enough that some of them outlive any new extraction.
const ANCHORS: usize = 48;

/// Anchors of an event's claims, spread over all of them: what a decision about it records.
///
/// # Errors
/// Where the database cannot be read.
pub fn event_anchors(reader: &Reader, event_id: i64) -> Result<Vec<Anchor>> {
    let mut claims = Vec::new();
    reader.stream(EVENT_CLAIMS, &[("event", event_id.into())], |row| {
        claims.extend(row.int(0)?);
        Ok(())
    })?;
    let step = claims.len().div_ceil(ANCHORS).max(1);
    let chosen = claims.into_iter().step_by(step);
    Ok(chosen.map(|id| reader.anchor(Anchored::Claim, id)).collect::<Result<_, _>>()?)
}

const EVENT_CLAIMS: &str = include_str!("../../../queries/link/claims_of_event.sql");

/// What linking found after people's decisions.
pub(crate) struct Decided {
    /// Events and the event of each claim.
    pub(crate) linked: Linked,
    /// Which events a person declared or changed, in the same order.
    pub(crate) by_user: Vec<bool>,
}

/// Applies every decision about events that holds.
pub(crate) fn decide(
    reader: &Reader,
    linked: Linked,
    articles: &[LinkArticle],
    claims: &[LinkClaim],
) -> Result<Decided> {
    let decisions: Vec<Decision> = reader
        .decisions()?
        .into_iter()
        .filter(|d| d.undone_at.is_none() && d.decided.action.starts_with("event "))
        .collect();
    if decisions.is_empty() {
        let by_user = vec![false; linked.events.len()];
        return Ok(Decided { linked, by_user });
    }
    let mut state = State::new(linked);
    for decision in &decisions {
        let find = |list: &str| -> Result<Vec<i64>> {
            let found = reader.find_anchors(Anchored::Claim, &decision.anchors(list))?;
            Ok(found.into_iter().flatten().collect())
        };
        let why = because(decision);
        match decision.decided.action.as_str() {
            action::EVENT_ADD => state.add(&Declared::of(decision), claims, &why),
            action::EVENT_MERGE => {
                let into = state.named_or_holding(decision.key(), &find("claims")?);
                let from = state.holding(&find("from")?);
                if let (Some(into), Some(from)) = (into, from) {
                    state.merge(from, into, &why);
                }
            }
            action::EVENT_SPLIT => {
                let declared = Declared::of(decision);
                state.split(&declared, &find("claims")?, articles, claims, &why);
            }
            action::EVENT_RENAME => {
                if let Some(event) = state.named_or_holding(decision.key(), &find("claims")?) {
                    let declared = Declared::of(decision);
                    state.rename(event, &declared.slug, &declared.title, &why);
                }
            }
            _ => {}
        }
    }
    Ok(state.finish())
}

fn because(decision: &Decision) -> String {
    let what = decision.decided.action.trim_start_matches("event ");
    let verb = match what {
        "add" => "declared",
        "merge" => "merged",
        "split" => "set apart",
        _ => "renamed",
    };
    format!("{verb} by decision {}", decision.decision_id)
}

/// An event as a person describes it.
#[derive(Debug, Default)]
struct Declared {
    slug: String,
    title: String,
    kind: Option<EventKind>,
    date: Option<DateSpan>,
    place: Option<String>,
    part_of: Option<String>,
}

impl Declared {
    fn of(decision: &Decision) -> Self {
        let said = |field: &str| {
            let patch = decision.decided.patch.as_ref();
            patch.and_then(|p| p.get(field)).and_then(|v| v.as_str()).filter(|v| !v.is_empty()).map(str::to_owned)
        };
        let day = |field: &str| said(field).and_then(|d| d.parse::<Date>().ok());
        let date = match (day("date_from"), day("date_to")) {
            (Some(from), None) => Some(DateSpan::from(from)),
            (from, Some(to)) => {
                let first = from.map_or(to.first(), Date::first);
                Some(DateSpan { from: first, to: to.last().max(first), precision: DatePrecision::Day })
            }
            (None, None) => None,
        };
        let slug = said("slug").unwrap_or_else(|| decision.key().to_owned());
        Self {
            title: said("title").unwrap_or_else(|| slug.replace('-', " ")),
            slug,
            kind: said("kind").and_then(|k| EventKind::of(&k)),
            date,
            place: said("place"),
            part_of: said("part_of"),
        }
    }

    fn near(&self, place: Option<&str>) -> bool {
        match (&self.place, place) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => {
                matches!(Place::of(theirs).near(&Place::of(mine)), Near::Same | Near::Within | Near::Share)
            }
        }
    }

    fn within(&self, date: Option<DateSpan>) -> bool {
        match (self.date, date) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => mine.from <= theirs.from && theirs.to <= mine.to,
        }
    }

    /// Whether a title tells of another sort of event ("flood" for "fire").
    fn other_sort(&self, title: &str) -> bool {
        match (event_noun(&self.title), event_noun(title)) {
            (Some((_, mine)), Some((_, theirs))) => !compatible(mine, theirs),
            _ => false,
        }
    }

    /// Whether an event that linking found is the one described: its kind, place and day; where
    /// neither place nor day is given, every word of the title.
    fn is(&self, event: &LinkedEvent) -> bool {
        if self.kind.is_some_and(|k| k != event.kind) || self.kind.is_none() && event.kind != EventKind::Harm {
            return false;
        }
        if self.place.is_none() && self.date.is_none() {
            let theirs: HashSet<String> = words(&event.title).chain(words(&event.slug.replace('-', " "))).collect();
            return words(&self.title).all(|w| theirs.contains(&w));
        }
        self.within(event.date) && self.near(event.place.as_deref()) && !self.other_sort(&event.title)
    }

    /// Whether a claim says itself that it is about the event described.
    fn is_claimed_by(&self, claim: &LinkClaim) -> bool {
        let kind = match claim.kind {
            parallax_records::ClaimKind::Met => EventKind::Meeting,
            parallax_records::ClaimKind::Visited => EventKind::Visit,
            _ => EventKind::Harm,
        };
        let phrase = claim.event_phrase.as_deref().unwrap_or(&claim.text);
        kind == self.kind.unwrap_or(EventKind::Harm)
            && self.place.is_some()
            && self.date.is_some()
            && self.within(claim.happened)
            && self.near(claim.place.as_deref())
            && !self.other_sort(phrase)
    }
}

struct Draft {
    event: LinkedEvent,
    by_user: bool,
    gone: bool,
}

struct State {
    drafts: Vec<Draft>,
    /// The event of each claim, with the reason.
    of: BTreeMap<i64, (usize, String)>,
}

impl State {
    fn new(linked: Linked) -> Self {
        let drafts = linked.events.into_iter().map(|event| Draft { event, by_user: false, gone: false }).collect();
        let of = linked.claims.into_iter().map(|a| (a.claim, (a.event, a.reason))).collect();
        Self { drafts, of }
    }

    fn named(&self, slug: &str) -> Option<usize> {
        self.drafts.iter().position(|d| !d.gone && d.event.slug == slug)
    }

    /// The event that holds most of the claims.
    fn holding(&self, claims: &[i64]) -> Option<usize> {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        for claim in claims {
            if let Some((event, _)) = self.of.get(claim) {
                *count.entry(*event).or_default() += 1;
            }
        }
        count.into_iter().max_by_key(|(event, n)| (*n, std::cmp::Reverse(*event))).map(|(event, _)| event)
    }

    /// An event that a person named bears its slug for good; another one is known by its claims.
    fn named_or_holding(&self, slug: &str, claims: &[i64]) -> Option<usize> {
        self.named(slug).filter(|e| self.drafts[*e].by_user).or_else(|| self.holding(claims))
    }

    fn add(&mut self, declared: &Declared, claims: &[LinkClaim], why: &str) {
        let event = self.place_for(declared, why);
        let others: Vec<usize> = (0..self.drafts.len())
            .filter(|e| *e != event && !self.drafts[*e].gone && !self.drafts[*e].by_user)
            .filter(|e| declared.is(&self.drafts[*e].event))
            .collect();
        for other in others {
            self.merge(other, event, why);
        }
        for claim in claims {
            let free = self.of.get(&claim.id).is_none_or(|(e, _)| *e != event && !self.drafts[*e].by_user);
            if free && declared.is_claimed_by(claim) {
                self.of.insert(claim.id, (event, why.to_owned()));
            }
        }
    }

    /// The event of that slug, or a new one, with what the person says of it.
    fn place_for(&mut self, declared: &Declared, why: &str) -> usize {
        let parent = declared.part_of.as_deref().and_then(|slug| self.named(slug));
        let known = self.named(&declared.slug);
        let index = known.unwrap_or(self.drafts.len());
        if known.is_none() {
            let event = LinkedEvent {
                slug: declared.slug.clone(),
                title: String::new(),
                kind: EventKind::Harm,
                date: None,
                place: None,
                parent: None,
                reason: String::new(),
            };
            self.drafts.push(Draft { event, by_user: true, gone: false });
        }
        let draft = &mut self.drafts[index];
        draft.by_user = true;
        draft.event.title.clone_from(&declared.title);
        draft.event.kind = declared.kind.unwrap_or(draft.event.kind);
        draft.event.date = declared.date.or(draft.event.date);
        draft.event.place = declared.place.clone().or(draft.event.place.take());
        draft.event.parent = parent.filter(|p| *p != index).or(draft.event.parent);
        why.clone_into(&mut draft.event.reason);
        index
    }

    /// Moves every claim of an event into another one; its parts go along.
    fn merge(&mut self, from: usize, into: usize, why: &str) {
        if from == into {
            return;
        }
        for (event, reason) in self.of.values_mut().filter(|(event, _)| *event == from) {
            *event = into;
            why.clone_into(reason);
        }
        for draft in &mut self.drafts {
            if draft.event.parent == Some(from) {
                draft.event.parent = Some(into);
            }
        }
        self.drafts[from].gone = true;
        let target = &mut self.drafts[into];
        target.by_user = true;
        if target.event.parent == Some(into) {
            target.event.parent = None;
        }
        if !target.event.reason.contains(why) {
            target.event.reason = format!("{}; {why}", target.event.reason);
        }
    }

    /// Sets claims apart as an event of their own, or moves them to one that bears the slug.
    fn split(&mut self, declared: &Declared, moved: &[i64], articles: &[LinkArticle], claims: &[LinkClaim], why: &str) {
        let wanted: HashSet<i64> = moved.iter().copied().collect();
        if wanted.is_empty() {
            return;
        }
        let event = match self.named(&declared.slug) {
            Some(known) => known,
            None => {
                // What linking makes of these claims alone says when, where and what it is.
                let alone: Vec<LinkClaim> = claims.iter().filter(|c| wanted.contains(&c.id)).cloned().collect();
                let found = link(articles, &alone);
                let size = |e: usize| found.claims.iter().filter(|a| a.event == e).count();
                let largest = (0..found.events.len()).max_by_key(|e| (size(*e), std::cmp::Reverse(*e)));
                let described = largest.map(|e| &found.events[e]);
                let index = self.place_for(declared, why);
                if let Some(like) = described {
                    let event = &mut self.drafts[index].event;
                    event.kind = declared.kind.unwrap_or(like.kind);
                    event.date = event.date.or(like.date);
                    event.place = event.place.take().or_else(|| like.place.clone());
                }
                index
            }
        };
        for claim in wanted {
            self.of.insert(claim, (event, why.to_owned()));
        }
    }

    fn rename(&mut self, event: usize, slug: &str, title: &str, why: &str) {
        let draft = &mut self.drafts[event];
        draft.by_user = true;
        slug.clone_into(&mut draft.event.slug);
        title.clone_into(&mut draft.event.title);
        draft.event.reason = format!("{}; {why}", draft.event.reason);
    }

    /// Puts the events in order again, without those that are gone or empty.
    fn finish(mut self) -> Decided {
        let mut filled = vec![false; self.drafts.len()];
        for (event, _) in self.of.values() {
            filled[*event] = true;
        }
        // What a person declared stays without a claim; what linking found does not, unless its
        // parts have some.
        let parents: HashSet<usize> = self.drafts.iter().filter(|d| !d.gone).filter_map(|d| d.event.parent).collect();
        let keep: Vec<bool> = self
            .drafts
            .iter()
            .enumerate()
            .map(|(i, d)| !d.gone && (d.by_user || filled[i] || parents.contains(&i)))
            .collect();
        self.unique_slugs(&keep);
        let mut order: Vec<usize> = (0..self.drafts.len()).filter(|i| keep[*i]).collect();
        let day = |i: usize| self.drafts[i].event.date.map_or(NaiveDate::MAX, |d| d.from);
        order.sort_by(|a, b| {
            day(*a).cmp(&day(*b)).then_with(|| self.drafts[*a].event.slug.cmp(&self.drafts[*b].event.slug))
        });
        let place: HashMap<usize, usize> = order.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let parent = |i: usize| self.drafts[i].event.parent.filter(|p| keep[*p] && !self.is_above(i, *p));
        let events = order
            .iter()
            .map(|i| LinkedEvent { parent: parent(*i).map(|p| place[&p]), ..self.drafts[*i].event.clone() })
            .collect();
        let by_user = order.iter().map(|i| self.drafts[*i].by_user).collect();
        let claims = self
            .of
            .iter()
            .map(|(claim, (event, reason))| Assignment { claim: *claim, event: place[event], reason: reason.clone() })
            .collect();
        Decided { linked: Linked { events, claims }, by_user }
    }

    /// Whether `event` is found on the way up from `from`: a part cannot hold its whole.
    fn is_above(&self, event: usize, from: usize) -> bool {
        let mut at = Some(from);
        for _ in 0..self.drafts.len() {
            match at {
                Some(e) if e == event => return true,
                Some(e) => at = self.drafts[e].event.parent,
                None => return false,
            }
        }
        true
    }

    /// People's slugs stay; an event of the machine that has the same one gets a number.
    fn unique_slugs(&mut self, keep: &[bool]) {
        let mut taken: HashSet<String> = HashSet::new();
        let order = [true, false].into_iter().flat_map(|user| (0..keep.len()).map(move |i| (user, i)));
        let order: Vec<usize> =
            order.filter(|(user, i)| keep[*i] && self.drafts[*i].by_user == *user).map(|(_, i)| i).collect();
        for i in order {
            let slug = self.drafts[i].event.slug.clone();
            let numbered = (2..).map(|n| format!("{slug}-{n}"));
            let free = std::iter::once(slug.clone()).chain(numbered).find(|s| !taken.contains(s)).unwrap_or(slug);
            taken.insert(free.clone());
            self.drafts[i].event.slug = free;
        }
    }
}
