//! Figures: how many were killed, injured, missing, displaced, detained.

use std::ops::Range;

use parallax_records::{Bound, Claim, Part, Quantity, Role, Scope};

use super::attribution::Sources;
use super::counted::{self, Counted, Walls};
use super::events::{Memory, Scenery};
use super::frames::{Construction, Frames, Trigger};
use super::link::{self, Link, Scene, Via};
use super::people::Person;
use super::{Context, status};
use crate::quantities::NumberPhrase;
use crate::time::TimeExpression;
use crate::{Document, Upos};

/// Below this a link is not worth a claim.
const FLOOR: f32 = 0.55;

/// The figures of a document.
pub(super) fn figures(
    doc: &Document<'_>,
    frames: &Frames,
    context: &Context<'_>,
    times: &[TimeExpression],
    numbers: &[NumberPhrase],
) -> Vec<Claim> {
    let mut claims = Vec::new();
    let walls = Walls { times, frames };
    let scenery = Scenery { doc, times, published: context.published };
    let sources = Sources { doc, quotes: context.quotes, entities: context.entities, mentions: context.mentions };
    let mut memory: Option<Memory> = None;
    let mut triggers: Vec<Trigger> = Vec::new();
    let mut first_number = 0;
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        first_number += numbers[first_number..].iter().take_while(|n| n.tokens.start < tokens.start).count();
        let here = numbers[first_number..].iter().take_while(|n| n.tokens.start < tokens.end).count();
        triggers.clear();
        for at in tokens.clone() {
            frames.triggers_at(doc, at, tokens.end, &mut triggers);
        }
        if triggers.is_empty() {
            continue;
        }
        let counted = counted::counted(doc, &walls, &tokens, &numbers[first_number..first_number + here]);
        if counted.is_empty() {
            continue;
        }
        let scene = Scene { doc, frames, sentence: tokens.clone(), counted: &counted, triggers: &triggers };
        let links = link::links(&scene);
        let first = claims.len();
        for link in links.iter().filter(|l| l.score >= FLOOR) {
            let memory = memory.get_or_insert_with(|| scenery.memory());
            let maker = Maker { doc, frames, scenery: &scenery, sources: &sources, memory, counted: &counted };
            if let Some(mut claim) = maker.claim(link, index) {
                // "six others were killed": others of those before.
                let others = claim.victims.as_deref().is_none_or(|v| v == "others" || v == "other")
                    && (counted[link.counted].more || link.via == Via::Distribution);
                if others {
                    if let Some(before) = claims[first..].iter().rev().find(|c: &&Claim| c.kind == claim.kind) {
                        claim.scope = before.scope;
                    }
                }
                claims.push(claim);
            }
        }
        supersets(&mut claims, first);
    }
    claims
}

/// A subset points at the greatest figure of its kind before it in the sentence.
fn supersets(claims: &mut [Claim], first: usize) {
    for i in first..claims.len() {
        if claims[i].subset {
            let kind = claims[i].kind;
            claims[i].superset = (first..i).rev().find(|j| claims[*j].kind == kind && !claims[*j].subset);
        }
    }
}

struct Maker<'a, 't> {
    doc: &'a Document<'t>,
    frames: &'a Frames,
    scenery: &'a Scenery<'a, 't>,
    sources: &'a Sources<'a, 't>,
    memory: &'a Memory,
    counted: &'a [Counted],
}

impl Maker<'_, '_> {
    fn claim(&self, link: &Link, sentence: usize) -> Option<Claim> {
        let doc = self.doc;
        let counted = &self.counted[link.counted];
        let pattern = &self.frames.patterns[link.pattern];
        let evidence = self.evidence(link, counted);
        let range = doc.range_of(evidence.clone());
        let noun_is_trigger = pattern.construction == Construction::CountNoun && link.via == Via::Pattern;
        let status = status::status(doc, pattern.kind, &link.trigger, &counted.tokens, counted.quantity.n);
        let period = self.scenery.period(&link.trigger, &counted.tokens);
        let (place, own_place) = self.scenery.place(self.memory, &link.trigger, &counted.tokens, evidence.end);
        let happened = self.scenery.happened(self.memory, period, &link.trigger, place.as_ref(), own_place);
        let victims = self.victims(counted, noun_is_trigger);
        let scope = if link.mixed {
            Scope::Other
        } else {
            pattern.scope.unwrap_or_else(|| self.scope(counted, noun_is_trigger))
        };
        let attribution = self.sources.chain(range, &link.trigger);
        let subset = counted.included.is_some() && link.via == Via::Subset
            || counted.of_whole
            || link.via == Via::Distribution
            || counted.included.is_some();
        let rule = match link.via {
            Via::Pattern => pattern.rule.clone(),
            Via::Coordination => pattern.rule.clone(),
            Via::Subset => format!("{}.subset", pattern.kind).into(),
            Via::Distribution => format!("{}.distribution", pattern.kind).into(),
        };
        let place_entity = None;
        let parts =
            victims.iter().map(|label| Part { role: Role::Victim, entity: None, label: label.clone() }).collect();
        Some(Claim {
            kind: pattern.kind,
            at: doc.span(range),
            sentence,
            section: doc.sentences[sentence].section,
            quote: self.sources.quote_around(range),
            quantity: Some(self.quantity(link, counted)),
            victims,
            scope: Some(scope),
            subset,
            superset: None,
            period: Some(period),
            status,
            stance: None,
            form: None,
            occasion: None,
            parts,
            place: place.map(|p| doc.text_of(p.tokens).to_owned()),
            place_entity,
            happened,
            as_of: None,
            attribution,
            event_phrase: self.scenery.event_phrase(&link.trigger).map(|p| doc.text_of(p).to_owned()),
            confidence: link.score.clamp(0.0, 1.0),
            rule,
        })
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

    fn scope(&self, counted: &Counted, noun_is_trigger: bool) -> Scope {
        match counted.person {
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
