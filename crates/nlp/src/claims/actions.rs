//! Visits, responsibility, strikes: who did what to whom, where.
//!
//! "Calder will visit Oslo", "the group claimed responsibility for the bombing", "officials blamed
//! Weil for the attack", "rebels attacked an army post". Needs names, tree, entities. Not scored by the
//! referee: built for few false rows rather than for many. Known misses: passives without an agent.

use std::ops::Range;

use parallax_records::{Claim, ClaimKind, Part, Period, Role, Stance, Status};

use super::events::is_deed;
use super::frames::{Construction, Pattern, Trigger};
use super::parties::{Finder, Party};
use super::{Found, Reader, people, status};
use crate::{Deprel, NameLabel, Upos};

/// Adds the visits, responsibilities and strikes of a sentence.
pub(super) fn read(reader: &Reader<'_, '_>, sentence: usize, triggers: &[Trigger], claims: &mut Vec<Found>) {
    let first = claims.iter().rposition(|f| f.claim.sentence != sentence).map_or(0, |i| i + 1);
    for trigger in triggers {
        let pattern = &reader.frames.patterns[trigger.pattern];
        let tokens = reader.doc.sentences[sentence].tokens.clone();
        let actions = Actions { finder: Finder { reader, doc: reader.doc, sentence: tokens }, sentence };
        let claim = match pattern.construction {
            // With a host it is a meeting, which was read before.
            Construction::Visit if claims[first..].iter().any(|f| f.claim.kind == ClaimKind::Met) => None,
            Construction::Visit => actions.visit(trigger, pattern),
            Construction::Responsibility => actions.responsibility(trigger, pattern),
            Construction::Blame => actions.blame(trigger, pattern),
            Construction::Strike => actions.strike(trigger, pattern),
            _ => None,
        };
        if let Some(claim) = claim {
            let twice =
                claims[first..].iter().any(|f| f.claim.kind == claim.kind && f.claim.at.range.overlaps(claim.at.range));
            if !twice {
                claims.push(Found { claim, own_day: true, own_place: true, near_place: true, family: None });
            }
        }
    }
}

fn is_acronym(form: &str) -> bool {
    form.len() >= 2 && form.bytes().all(|b| b.is_ascii_uppercase())
}

struct Actions<'r, 'a, 't> {
    finder: Finder<'r, 'a, 't>,
    sentence: usize,
}

impl Actions<'_, '_, '_> {
    /// A claim with what all kinds share.
    fn claim(&self, trigger: &Trigger, pattern: &Pattern, tokens: Range<usize>, parts: Vec<Part>) -> Claim {
        let finder = &self.finder;
        let (reader, doc) = (finder.reader, finder.doc);
        let range = doc.range_of(tokens.clone());
        let status = status::status(doc, ClaimKind::Met, &trigger.tokens, &tokens, None);
        let planned = status == Status::Planned;
        let place = reader.scenery.meeting_place(&trigger.tokens, &tokens);
        Claim {
            kind: pattern.kind,
            at: doc.span(range),
            sentence: self.sentence,
            section: doc.sentences[self.sentence].section,
            quote: reader.sources.quote_around(range),
            quantity: None,
            victims: None,
            scope: None,
            subset: false,
            superset: None,
            period: Some(Period::Incident),
            status,
            stance: pattern.stance,
            form: pattern.form,
            occasion: None,
            parts,
            place_entity: place.as_ref().and_then(|p| reader.context.entities.entity_at(p.name.start)),
            place: place.map(|p| p.text(doc)),
            happened: reader.scenery.meeting_day(&trigger.tokens, &tokens, planned),
            as_of: None,
            attribution: reader.sources.chain(range, &trigger.tokens),
            event_phrase: None,
            confidence: 0.7,
            rule: pattern.rule.clone(),
        }
    }

    fn part(role: Role, party: &Party) -> Part {
        Part { role, entity: party.entity, label: party.label.clone() }
    }

    /// The parties in subject position, by tree or by surface.
    fn subjects(&self, verb: usize) -> Vec<Party> {
        let mut found = Vec::new();
        if let Some(subject) = self.finder.subject(verb) {
            self.finder.parties(subject, &mut found);
        }
        let listed = self.finder.listed_before(verb);
        if listed.len() > found.len() { listed } else { found }
    }

    fn visit(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Claim> {
        let (finder, doc) = (&self.finder, self.finder.doc);
        let verb = trigger.tokens.start;
        if doc.upos[verb] != Upos::Verb {
            return None;
        }
        let mut at = trigger.tokens.end;
        if !pattern.prepositions.iter().any(String::is_empty) {
            if !pattern.prepositions.iter().any(|p| p == finder.lower(at)) {
                return None;
            }
            at += 1;
        }
        while matches!(finder.lower(at), "the" | "a" | "an") {
            at += 1;
        }
        let place =
            doc.name_at(at).filter(|n| n.label == NameLabel::Loc && finder.sentence.contains(&at))?.tokens.clone();
        let who: Vec<Party> = self.subjects(verb).into_iter().filter(|p| p.person).collect();
        let first = who.first()?;
        let tokens = first.tokens.start.min(verb)..place.end;
        if tokens.len() > 40 || !finder.sentence.contains(&tokens.start) {
            return None;
        }
        let parts = who.iter().map(|p| Self::part(Role::Participant, p)).collect();
        let mut claim = self.claim(trigger, pattern, tokens, parts);
        claim.place = Some(doc.text_of(place.clone()).to_owned());
        claim.place_entity = finder.reader.context.entities.entity_at(place.start);
        Some(claim)
    }

    /// "IS claimed": an acronym right before the verb that the tagger took for a small word.
    fn acronym_before(&self, verb: usize) -> Option<Party> {
        let doc = self.finder.doc;
        let at = (self.finder.sentence.start..verb)
            .rev()
            .find(|t| !matches!(doc.upos[*t], Upos::Adv) && !matches!(doc.lower(*t), "has" | "have" | "had"))?;
        let entity = self.finder.reader.context.entities.entity_at(at);
        let label = entity
            .map_or_else(|| doc.form(at).to_owned(), |e| self.finder.reader.context.entities.entities[e].name.clone());
        is_acronym(doc.form(at)).then(|| Party { label, entity, tokens: at..at + 1, person: false })
    }

    /// The event that a preposition behind the trigger names.
    fn event_after(&self, from: usize, pattern: &Pattern) -> Option<Range<usize>> {
        let (finder, doc) = (&self.finder, self.finder.doc);
        let end = finder.sentence.end.min(from + 5);
        let at = if pattern.prepositions.iter().any(String::is_empty)
            && !pattern.prepositions.iter().any(|p| p == finder.lower(from))
        {
            from
        } else {
            (from..end).find(|t| pattern.prepositions.iter().any(|p| p == finder.lower(*t)))? + 1
        };
        let noun = (at..finder.sentence.end.min(at + 12)).find(|t| {
            is_deed(doc.lower(*t))
                || matches!(doc.lower(*t), "downing" | "killing" | "killings" | "deaths" | "death" | "disappearance")
        })?;
        // Nothing finite between: "for the loss that came before the attack" is another matter.
        let clean = (at..noun).all(|t| {
            !matches!(doc.upos[t], Upos::Aux) && !matches!(doc.lower(t), ";" | "who" | "that" | "which" | "and")
        });
        if !clean {
            return None;
        }
        let mut stop = noun + 1;
        if let Some(place) = finder.reader.scenery.place_at(stop, &finder.sentence) {
            stop = place.tokens.end;
        }
        Some(at..stop)
    }

    fn responsibility(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Claim> {
        let doc = self.finder.doc;
        let verb = trigger.tokens.start;
        // "stopped short of claiming responsibility", "nobody has claimed", "has not claimed"
        let before = verb.saturating_sub(5).max(self.finder.sentence.start)..verb;
        if before
            .into_iter()
            .any(|t| matches!(doc.lower(t), "short" | "not" | "n't" | "n’t" | "never" | "nobody" | "no" | "falsely"))
        {
            return None;
        }
        let mut who = self.subjects(verb);
        if !who.iter().any(|p| p.person || p.entity.is_some()) {
            who.extend(self.acronym_before(verb));
        }
        let actor = who.iter().find(|p| p.person || p.entity.is_some() || is_acronym(&p.label))?;
        let event = self.event_after(trigger.tokens.end, pattern);
        // Bare "claimed responsibility" speaks of the event told before; bare "is behind" of anything.
        if event.is_none() && pattern.stance != Some(Stance::Claimed) {
            return None;
        }
        if event.is_none() && self.finder.lower(trigger.tokens.end) == "for" {
            return None;
        }
        let last = event.as_ref().map_or(trigger.tokens.end, |e| e.end);
        let tokens = actor.tokens.start.min(verb)..last;
        if tokens.len() > 40 || !self.finder.sentence.contains(&tokens.start) {
            return None;
        }
        let mut claim = self.claim(trigger, pattern, tokens, vec![Self::part(Role::Actor, actor)]);
        claim.event_phrase = event.map(|e| doc.text_of(e).to_owned());
        Some(claim)
    }

    fn blame(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Claim> {
        let (finder, doc) = (&self.finder, self.finder.doc);
        let verb = trigger.tokens.start;
        if doc.upos[verb] != Upos::Verb {
            return None;
        }
        let passive = trigger.form.is_participle() && doc.children(verb).any(|c| doc.deprels[c] == Deprel::AuxPass);
        let mut who = Vec::new();
        if passive {
            who = self.subjects(verb);
        } else {
            let object = doc.children(verb).find(|c| *c > verb && doc.deprels[*c] == Deprel::Obj)?;
            finder.parties(object, &mut who);
        }
        let actor = who.iter().find(|p| p.person || p.entity.is_some())?;
        let event = self.event_after(trigger.tokens.end.max(if passive { 0 } else { actor.tokens.end }), pattern)?;
        let tokens = actor.tokens.start.min(verb)..event.end.max(actor.tokens.end);
        if tokens.len() > 40 {
            return None;
        }
        let mut claim = self.claim(trigger, pattern, tokens, vec![Self::part(Role::Actor, actor)]);
        if !passive && claim.attribution.is_empty() {
            claim.attribution.extend(finder.reader.sources.by_subject(verb));
        }
        claim.status = Status::Occurred;
        claim.event_phrase = Some(doc.text_of(event).to_owned());
        Some(claim)
    }

    fn strike(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Claim> {
        let (finder, doc) = (&self.finder, self.finder.doc);
        let verb = trigger.tokens.start;
        if doc.upos[verb] != Upos::Verb {
            return None;
        }
        let passive = doc.children(verb).any(|c| doc.deprels[c] == Deprel::AuxPass);
        let subject = doc.children_by(verb, Deprel::Nsubj).next()?;
        let (actor, target) = if passive {
            let by = doc.children(verb).find(|c| {
                *c > verb && doc.children(*c).any(|k| doc.deprels[k] == Deprel::Case && doc.lower(k) == "by")
            })?;
            (by, subject)
        } else {
            (subject, doc.children(verb).find(|c| *c > verb && doc.deprels[*c] == Deprel::Obj)?)
        };
        let fighter = |head: usize| {
            use parallax_records::Scope::{Attackers, Fighters, SecurityForces};
            let listed = people::listed(doc.lower(head));
            matches!(listed, Some(Fighters | Attackers | SecurityForces))
                || matches!(
                    doc.lower(head),
                    "forces"
                        | "army"
                        | "troops"
                        | "jets"
                        | "warplanes"
                        | "planes"
                        | "drones"
                        | "aircraft"
                        | "helicopters"
                        | "militia"
                        | "coalition"
                        | "military"
                        | "airstrikes"
                        | "strikes"
                        | "missiles"
                        | "rockets"
                        | "bombers"
                        | "navy"
                        | "police"
                )
        };
        let means = matches!(
            doc.lower(actor),
            "airstrike"
                | "airstrikes"
                | "strike"
                | "strikes"
                | "missile"
                | "missiles"
                | "rocket"
                | "rockets"
                | "bomb"
                | "bombs"
                | "drone"
                | "shell"
                | "shells"
                | "jets"
                | "warplanes"
                | "aircraft"
                | "helicopters"
                | "planes"
        );
        // Words attack as well: the actor must be one that strikes, or the target one that is struck.
        let place = |head: usize| doc.name_at(head).is_some_and(|n| n.label == NameLabel::Loc);
        let struck = place(target)
            || super::places::is_place_noun(doc.lower(target))
            || matches!(
                doc.lower(target),
                "convoy"
                    | "post"
                    | "positions"
                    | "patrol"
                    | "vehicle"
                    | "bus"
                    | "ship"
                    | "targets"
                    | "headquarters"
                    | "airbase"
                    | "checkpoint"
            );
        if !(fighter(actor) && (struck || fighter(target))
            || means && (struck || people::listed(doc.lower(target)).is_some()))
            || pattern.needs_means && !means && !fighter(actor)
        {
            return None;
        }
        let phrase = |head: usize| {
            let tree = doc.subtree(head);
            let stop = (head + 1..tree.end)
                .find(|t| {
                    matches!(
                        doc.lower(*t),
                        "," | ";" | "—" | "who" | "which" | "that" | "in" | "near" | "on" | "at" | "from"
                    )
                })
                .unwrap_or(tree.end);
            let mut start = tree.start.max(head.saturating_sub(6));
            while start < head
                && !matches!(doc.upos[start], Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
            {
                start += 1;
            }
            start..stop
        };
        // "hit their targets" is a figure of speech.
        if matches!(doc.lower(target), "target" | "targets")
            && doc.children(target).any(|c| doc.deprels[c] == Deprel::NmodPoss)
        {
            return None;
        }
        let (actor_words, target_words) = (phrase(actor), phrase(target));
        let tokens =
            actor_words.start.min(target_words.start).min(verb)..actor_words.end.max(target_words.end).max(verb + 1);
        if tokens.len() > 40 {
            return None;
        }
        let entities = finder.reader.context.entities;
        let part = |role, words: &Range<usize>| Part {
            role,
            entity: entities.entity_of(doc, words.clone()),
            label: doc.text_of(words.clone()).to_owned(),
        };
        let actor_role = if means { Role::Instrument } else { Role::Actor };
        let parts = vec![part(actor_role, &actor_words), part(Role::Target, &target_words)];
        let mut claim = self.claim(trigger, pattern, tokens, parts);
        claim.confidence = 0.6;
        Some(claim)
    }
}
