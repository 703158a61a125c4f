//! Figures: how many were killed, injured, missing, displaced, detained.

use std::ops::Range;

use parallax_records::{Bound, Claim, Part, Period, Quantity, Role, Scope, Status};

use super::counted::{self, Counted, Walls};
use super::frames::{Construction, Frames, Trigger};
use super::link::{self, Link, Via};
use super::people::Person;
use super::scene::Scene;
use super::setting::Ground;
use super::{Found, Reader, status};
use crate::quantities::NumberPhrase;
use crate::{Document, Upos};

/// Below this a link is not worth a claim.
const FLOOR: f32 = 0.55;

/// Adds the figures of a sentence.
pub(super) fn read(
    reader: &Reader<'_, '_>,
    index: usize,
    triggers: &[Trigger],
    numbers: &[NumberPhrase],
    claims: &mut Vec<Found>,
) {
    let (doc, frames) = (reader.doc, reader.frames);
    if triggers.iter().all(|t| !frames.patterns[t.pattern].kind.counts_people()) {
        return;
    }
    let tokens = doc.sentences[index].tokens.clone();
    let walls = Walls { times: reader.times, frames };
    let counted = counted::counted(doc, &walls, &tokens, numbers);
    if counted.is_empty() {
        return;
    }
    let scene = Scene { doc, frames, sentence: tokens, counted: &counted, triggers };
    let first = claims.len();
    for link in link::links(&scene).iter().filter(|l| l.score >= FLOOR) {
        let maker = Maker { reader, doc, frames, counted: &counted };
        let (mut found, ground) = maker.claim(link, index);
        let claim = &mut found.claim;
        // "six others were killed": others of those before.
        let nameless = claim.victims.as_deref().is_none_or(|v| v == "others" || v == "other");
        let bare = counted[link.counted].head.is_none() && !claim.subset;
        if nameless
            && (counted[link.counted].more || link.via == Via::Distribution || bare)
            && let Some(before) = claims[first..].iter().rev().find(|f| f.claim.kind == claim.kind)
        {
            claim.scope = before.claim.scope;
        }
        // "wounded dozens" beside "killed 40": one event, one place.
        if !found.own_place
            && !found.own_day
            && let Some(before) = claims[first..].last()
        {
            found.claim.place = before.claim.place.clone();
            found.claim.place_entity = before.claim.place_entity;
            if found.claim.period == before.claim.period {
                found.claim.happened = before.claim.happened;
            }
            (found.own_place, found.own_day) = (before.own_place, before.own_day);
        }
        // What was counted shortly before lies nearer than what the article says elsewhere.
        if ground == Ground::Far
            && !found.own_place
            && let Some(before) = claims.iter().rev().find(|f| follows(f, &found))
        {
            found.claim.place = before.claim.place.clone();
            found.claim.place_entity = before.claim.place_entity;
        }
        claims.push(found);
    }
    supersets(claims, first);
}

/// Whether a figure may go on with another one's event: told up to three sentences later, of the same event as far
/// as the words say.
fn follows(before: &Found, found: &Found) -> bool {
    before.near_place
        && before.claim.place.is_some()
        && before.claim.sentence + 3 >= found.claim.sentence
        && before.claim.kind.counts_people()
        && before.claim.period == found.claim.period
        && !before.claim.subset
        && !apart_in_time(before, found)
        && (before.family == found.family || before.family.is_none() || found.family.is_none())
}

/// Whether two figures give days of their own that differ: two events.
fn apart_in_time(one: &Found, other: &Found) -> bool {
    match (one.claim.happened, other.claim.happened) {
        (Some(a), Some(b)) if one.own_day && other.own_day => a.to < b.from || b.to < a.from,
        (Some(a), Some(b)) if one.own_day || other.own_day => {
            let days = if a.to < b.from { (b.from - a.to).num_days() } else { (a.from - b.to).num_days() };
            days > 45
        }
        _ => false,
    }
}

/// A subset points at the greatest figure of its kind before it in the sentence.
fn supersets(claims: &mut [Found], first: usize) {
    for i in first..claims.len() {
        if claims[i].claim.subset {
            let kind = claims[i].claim.kind;
            claims[i].claim.superset =
                (first..i).rev().find(|j| claims[*j].claim.kind == kind && !claims[*j].claim.subset);
        }
    }
}

/// Whether a number is beyond what one event does to people that is not a force of nature: a war, a policy, years.
fn is_vast(quantity: &Quantity) -> bool {
    match quantity.n {
        Some(n) => n >= 30_000.0,
        None => quantity.word.as_deref().is_some_and(|w| {
            w.contains("million") || w.contains("hundreds of thousands") || w.contains("tens of thousands")
        }),
    }
}

struct Maker<'r, 'a, 't> {
    reader: &'r Reader<'a, 't>,
    doc: &'a Document<'t>,
    frames: &'a Frames,
    counted: &'r [Counted],
}

impl Maker<'_, '_, '_> {
    fn claim(&self, link: &Link, sentence: usize) -> (Found, Ground) {
        let doc = self.doc;
        let counted = &self.counted[link.counted];
        let pattern = &self.frames.patterns[link.pattern];
        let evidence = self.evidence(link, counted);
        let range = doc.range_of(evidence.clone());
        let noun_is_trigger = pattern.construction == Construction::CountNoun && link.via == Via::Pattern;
        let status = if link::revised(doc, counted) {
            Status::Denied
        } else {
            status::status(doc, pattern.kind, &link.trigger, &counted.tokens, counted.quantity.n)
        };
        let as_of = self.reader.scenery.as_of(&link.trigger, pattern.construction == Construction::Toll);
        let period = if is_vast(&counted.quantity) && !self.reader.memory().is_of_nature() {
            Period::Cumulative
        } else {
            self.reader.scenery.period(&link.trigger, &counted.tokens)
        };
        let (place, ground) = self.reader.scenery.place(
            self.reader.memory(),
            &link.trigger,
            &counted.tokens,
            evidence.end,
            period,
            pattern.kind,
        );
        let own_place = ground == Ground::Own;
        let (happened, own_day) =
            self.reader.scenery.happened(self.reader.memory(), period, &link.trigger, place.as_ref(), own_place, as_of);
        // "In 2001 a handful died": what happened at another time did not happen at the main event's place.
        let other_time = own_day
            && ground == Ground::Far
            && happened.zip(self.reader.memory().main_day).is_some_and(|(own, main)| {
                main.to < own.from && (own.from - main.to).num_days() > 45
                    || own.to < main.from && (main.from - own.to).num_days() > 45
            });
        let place = place.filter(|_| !other_time);
        let victims = self.victims(counted, noun_is_trigger);
        let scope = if link.mixed {
            Scope::Other
        } else {
            pattern
                .scope
                .unwrap_or_else(|| self.scope(counted, noun_is_trigger, pattern.construction == Construction::Object))
        };
        // "three of the dead were children"
        let scope =
            if pattern.rule.ends_with(".among") { self.told_scope(link.trigger.end).unwrap_or(scope) } else { scope };
        let attribution = self.reader.sources.chain(range, &link.trigger);
        let subset = counted.included.is_some() && link.via == Via::Subset
            || counted.of_whole
            || link.via == Via::Distribution
            || counted.included.is_some()
            || pattern.rule.ends_with(".among");
        let rule = match link.via {
            Via::Pattern => pattern.rule.clone(),
            Via::Coordination => pattern.rule.clone(),
            Via::Subset => format!("{}.subset", pattern.kind).into(),
            Via::Distribution => format!("{}.distribution", pattern.kind).into(),
        };
        let place_entity = place.as_ref().and_then(|p| self.reader.context.entities.entity_at(p.name.start));
        let parts =
            victims.iter().map(|label| Part { role: Role::Victim, entity: None, label: label.clone() }).collect();
        let claim = Claim {
            section: doc.sentences[sentence].section,
            quote: self.reader.sources.quote_around(range),
            quantity: Some(self.quantity(link, counted)),
            victims,
            scope: Some(scope),
            subset,
            period: Some(period),
            status,
            parts,
            place: place.map(|p| p.text(doc)),
            place_entity,
            happened,
            as_of: as_of.and_then(|t| t.span),
            attribution,
            event_phrase: self.reader.scenery.event_phrase(&link.trigger).map(|p| doc.text_of(p).to_owned()),
            ..Claim::new(pattern.kind, doc.span(range), sentence, link.score.clamp(0.0, 1.0), rule)
        };
        let family = self.reader.scenery.noun_of(&link.trigger);
        (Found { claim, own_day, own_place, near_place: ground != Ground::Far, family }, ground)
    }

    /// The number; a verb of a toll may bound it ("topped 200").
    fn quantity(&self, link: &Link, counted: &Counted) -> Quantity {
        let mut quantity = counted.quantity.clone();
        let before = counted.tokens.start.checked_sub(1).map_or("", |t| self.doc.lower(t));
        if self.frames.patterns[link.pattern].construction == Construction::Toll && quantity.bound == Bound::Exact {
            let bound = match before {
                "topped" | "tops" | "top" | "exceeded" | "exceeds" | "exceed" | "surpassed" | "surpasses"
                | "surpass" | "passed" | "passes" | "past" | "above" | "beyond" => Bound::MoreThan,
                "nears" | "neared" | "approached" | "approaches" => Bound::Nearly,
                _ => return quantity,
            };
            quantity.bound = bound;
            quantity.hedge = Some(before.to_owned());
        }
        quantity
    }

    /// From the first word of the number phrase or trigger to the end of the other.
    fn evidence(&self, link: &Link, counted: &Counted) -> Range<usize> {
        let mut tokens = counted.tokens.clone();
        match link.via {
            Via::Pattern => {
                tokens.start = tokens.start.min(link.trigger.start);
                tokens.end = tokens.end.max(link.trigger.end);
                let toll = self.frames.patterns[link.pattern].construction == Construction::Toll;
                if toll
                    && tokens.start > 0
                    && self.doc.upos[tokens.start - 1] == Upos::Det
                    && self.doc.sentence_of[tokens.start - 1] == self.doc.sentence_of[tokens.start]
                {
                    tokens.start -= 1;
                }
            }
            Via::Coordination if link.trigger.start > tokens.end => tokens.end = link.trigger.end,
            Via::Coordination => {}
            Via::Subset | Via::Distribution => {}
        }
        if let Some(lead) = counted.included {
            tokens.start = tokens.start.min(lead);
        }
        tokens
    }

    fn victims(&self, counted: &Counted, noun_is_trigger: bool) -> Option<String> {
        let event = noun_is_trigger && !matches!(counted.person, Some(Person::Yes(_)));
        if counted.noun.is_empty() || event {
            return None;
        }
        Some(self.doc.text_of(counted.noun.clone()).to_owned())
    }

    /// Who they were, where a predicate says so.
    fn told_scope(&self, at: usize) -> Option<Scope> {
        let end = self.doc.sentence_tokens(at.min(self.doc.len() - 1)).end;
        if at >= end || !matches!(self.doc.lower(at), "were" | "are" | "was") {
            return None;
        }
        (at + 1..end.min(at + 4)).find_map(|t| super::people::listed(self.doc.lower(t)))
    }

    fn scope(&self, counted: &Counted, noun_is_trigger: bool, object: bool) -> Scope {
        match counted.person {
            // Soldiers kill terrorists who are fighters; terrorists who die in an event made it.
            Some(Person::Yes(Scope::Attackers))
                if object && counted.head.is_some_and(|h| self.doc.lower(h).starts_with("terrorist")) =>
            {
                Scope::Fighters
            }
            Some(Person::Yes(scope)) => scope,
            Some(Person::Likely | Person::No) if !noun_is_trigger => Scope::Other,
            _ => {
                // "32 civilian deaths"
                let civilian = counted.noun.clone().any(|t| matches!(self.doc.lower(t), "civilian" | "civilians"));
                if civilian { Scope::Civilians } else { Scope::All }
            }
        }
    }
}
