//! Claims: figures and meetings, with status, attribution, place and time.
//!
//! Needs all layers of the document, the article's entities, mentions and quotes. Adds claims.
//! `frames` holds what a claim looks like, as data; `counted` finds numbers with their nouns;
//! `link` ties them to what befell those counted; `figures` makes claims of the links; `events`,
//! `status` and `attribution` say when, where, whether and on whose word.

mod actions;
mod anniversaries;
mod attribution;
mod clauses;
mod counted;
mod dateline;
mod events;
pub(crate) mod examples;
mod figures;
mod frames;
mod hops;
mod inflect;
mod link;
mod measured;
mod meetings;
mod memory;
mod offices;
mod parties;
mod people;
mod places;
mod prospects;
mod scene;
mod setting;
mod speech_day;
mod status;

pub use examples::FrameMismatch;
pub use frames::{FrameError, Frames};

use std::cell::OnceCell;

use parallax_records::{Claim, ClaimKind, Date, Quote};

use crate::entities::EntityLayer;
use crate::quantities::NumberPhrase;
use crate::time::TimeExpression;
use crate::{Document, quantities, time};

/// What is known of an article besides its document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// When it was published.
    pub(crate) published: Option<Date>,
    /// The place of its dateline.
    pub(crate) dateline: Option<&'a str>,
    /// Its entities and mentions.
    pub(crate) entities: &'a EntityLayer,
    /// Its quotes.
    pub(crate) quotes: &'a [Quote],
}

/// A claim with what is needed to settle what it does not say itself.
struct Found {
    claim: Claim,
    /// Whether its own clause gives the day.
    own_day: bool,
    /// Whether its own clause gives the place.
    own_place: bool,
    /// Whether its own clause or what stands shortly before gives the place.
    near_place: bool,
    /// The family of the event that its clause names.
    family: Option<&'static str>,
}

/// What the extractors of the single kinds share.
struct Reader<'a, 't> {
    doc: &'a Document<'t>,
    frames: &'a Frames,
    context: &'a Context<'a>,
    times: &'a [TimeExpression],
    scenery: events::Scenery<'a, 't>,
    sources: attribution::Sources<'a, 't>,
    memory: OnceCell<memory::Memory>,
}

impl Reader<'_, '_> {
    /// What the article says of its events; gathered when the first claim asks for it.
    fn memory(&self) -> &memory::Memory {
        self.memory.get_or_init(|| self.scenery.memory())
    }
}

/// All claims of a document, in order of the text.
pub(crate) fn claims(doc: &Document<'_>, frames: &Frames, context: &Context<'_>) -> Vec<Claim> {
    if doc.upos.len() != doc.len() || doc.heads.len() != doc.len() {
        return Vec::new();
    }
    let times = time::find(doc, context.published);
    let taken: Vec<_> = times.iter().map(|t| t.tokens.clone()).collect();
    let numbers = quantities::find(doc, &taken);
    let reader = Reader {
        doc,
        frames,
        context,
        times: &times,
        scenery: events::Scenery::new(doc, &times, context.published),
        sources: attribution::Sources { doc, quotes: context.quotes, entities: context.entities, times: &times },
        memory: OnceCell::new(),
    };
    let mut claims = Vec::new();
    let mut triggers = Vec::new();
    let mut rest: &[NumberPhrase] = &numbers;
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        let here = rest.iter().take_while(|n| n.tokens.start < tokens.end).count();
        let (numbers, after) = rest.split_at(here);
        rest = after;
        triggers.clear();
        for at in tokens.clone() {
            frames.triggers_at(doc, at, tokens.end, &mut triggers);
        }
        if triggers.is_empty() && numbers.is_empty() {
            continue;
        }
        figures::read(&reader, index, &triggers, numbers, &mut claims);
        meetings::read(&reader, index, &triggers, &mut claims);
        actions::read(&reader, index, &triggers, &mut claims);
        measured::read(&reader, index, &triggers, numbers, &mut claims);
    }
    settle(&mut claims);
    dateline::set(doc, context.dateline, &mut claims);
    let claims: Vec<Claim> = claims.into_iter().map(|f| f.claim).collect();
    // Superset indices follow the order of the text.
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|i| (claims[*i].at, claims[*i].kind, *i));
    let mut place = vec![0; claims.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let mut sorted: Vec<Claim> = order.iter().map(|i| claims[*i].clone()).collect();
    for claim in &mut sorted {
        claim.superset = claim.superset.map(|s| place[s]);
    }
    sorted
}

/// Gives figures the day and place that the article gives for the same figure elsewhere.
///
/// "129 people died" in the last paragraph is the 129 of the first; a part shares what its whole has.
fn settle(found: &mut [Found]) {
    for i in 0..found.len() {
        let Some(n) = found[i].claim.quantity.as_ref().and_then(|q| q.n).filter(|n| *n >= 10.0) else { continue };
        let kind = found[i].claim.kind;
        let same = |f: &Found| f.claim.kind == kind && f.claim.quantity.as_ref().is_some_and(|q| q.n == Some(n));
        if !found[i].own_day {
            let day = found
                .iter()
                .find(|f| f.own_day && f.claim.happened.is_some() && same(f))
                .and_then(|f| f.claim.happened);
            if day.is_some() {
                found[i].claim.happened = day;
            }
        }
        if !found[i].own_place {
            let told = |f: &&Found| f.own_place && f.claim.place.is_some() && same(f);
            let place = found.iter().filter(told).find(|f| f.claim.place_entity.is_some());
            let place = place.or_else(|| found.iter().find(told));
            let place = place.map(|f| (f.claim.place.clone(), f.claim.place_entity));
            if let Some((place, entity)) = place {
                (found[i].claim.place, found[i].claim.place_entity) = (place, entity);
            }
        }
    }
    // "Weil Will Visit Lund": a headline's meeting is that of the text below it.
    let parties = |claim: &Claim| {
        let mut names: Vec<String> = claim.parts.iter().map(|p| p.label.clone()).collect();
        names.sort();
        names
    };
    for i in 0..found.len() {
        let claim = &found[i].claim;
        if claim.kind != ClaimKind::Met || claim.happened.is_some() && claim.place.is_some() {
            continue;
        }
        let names = parties(claim);
        let same =
            |f: &&Found| f.claim.kind == ClaimKind::Met && f.claim.status == claim.status && parties(&f.claim) == names;
        let day = found.iter().filter(same).find_map(|f| f.claim.happened);
        let place = found.iter().filter(same).find_map(|f| f.claim.place.clone().map(|p| (p, f.claim.place_entity)));
        let claim = &mut found[i].claim;
        claim.happened = claim.happened.or(day);
        if let (None, Some((place, entity))) = (&claim.place, place) {
            (claim.place, claim.place_entity) = (Some(place), entity);
        }
    }
    // One occasion has one place: "on the sidelines of the G-20 meeting" beside "at the G-20 summit in Ran".
    let root = |claim: &Claim| {
        let occasion = claim.occasion.as_deref()?;
        occasion.rsplit_once(' ').map(|(root, _)| root.to_lowercase())
    };
    for i in 0..found.len() {
        let claim = &found[i].claim;
        if claim.kind != ClaimKind::Met {
            continue;
        }
        // "After the Sunday meeting": the meeting of the same parties on the same day had an occasion.
        let (names, day) = (parties(claim), claim.happened);
        let same_day = |f: &&Found| {
            f.claim.kind == ClaimKind::Met && f.claim.happened == day && day.is_some() && parties(&f.claim) == names
        };
        if claim.occasion.is_none() {
            let occasion = found.iter().filter(same_day).find_map(|f| f.claim.occasion.clone());
            found[i].claim.occasion = occasion;
        }
        let Some(wanted) = root(&found[i].claim).filter(|_| found[i].claim.place.is_none()) else { continue };
        let same = |f: &&Found| f.claim.kind == ClaimKind::Met && root(&f.claim).as_ref() == Some(&wanted);
        let place = found.iter().filter(same).find_map(|f| f.claim.place.clone().map(|p| (p, f.claim.place_entity)));
        if let Some((place, entity)) = place {
            (found[i].claim.place, found[i].claim.place_entity) = (Some(place), entity);
        }
    }
    for i in 0..found.len() {
        let Some(whole) = found[i].claim.superset else { continue };
        if !found[i].own_day {
            found[i].claim.happened = found[whole].claim.happened;
        }
        if found[i].claim.rule.ends_with(".subset") {
            (found[i].claim.place, found[i].claim.place_entity) =
                (found[whole].claim.place.clone(), found[whole].claim.place_entity);
        }
    }
}

#[cfg(test)]
mod tests;
