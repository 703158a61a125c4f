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
use crate::{Deprel, NameLabel, Upos, Xpos};

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
            section: doc.sentences[self.sentence].section,
            quote: reader.sources.quote_around(doc.range_of(trigger.tokens.clone())),
            period: Some(Period::Incident),
            status,
            stance: pattern.stance,
            form: pattern.form,
            parts,
            place_entity: place.as_ref().and_then(|p| reader.context.entities.entity_at(p.name.start)),
            place: place.map(|p| p.text(doc)),
            happened: reader.scenery.meeting_day(&trigger.tokens, &tokens, planned),
            attribution: reader.sources.chain(range, &trigger.tokens),
            ..Claim::new(pattern.kind, doc.span(range), self.sentence, 0.7, pattern.rule.clone())
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
        while matches!(finder.lower(at), "the" | "a" | "an" | "town" | "city" | "village" | "island" | "of" | "region")
        {
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
        // "IS" stands for the "Islamic State" of the article.
        let entities = &self.finder.reader.context.entities.entities;
        let initials = |name: &str| -> String {
            name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect()
        };
        let spelled = || {
            let form = doc.form(at);
            entities.iter().position(|e| is_acronym(form) && e.name.contains(' ') && initials(&e.name) == form)
        };
        let entity = self.finder.reader.context.entities.entity_at(at);
        let entity = entity.filter(|e| !is_acronym(&entities[*e].name)).or_else(spelled).or(entity);
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
        // "for shooting down the helicopter", "for downing a jet in Egypt last month"
        let gerund = doc.xpos.get(at) == Some(&Xpos::Vbg)
            && !matches!(doc.lower(at), "being" | "having" | "carrying" | "making" | "keeping" | "helping");
        if gerund && finder.sentence.contains(&at) {
            let stops = |t: &usize| {
                matches!(
                    doc.lower(*t),
                    "," | ";" | "." | ":" | "—" | "who" | "which" | "that" | "and" | "but" | "with" | "\"" | "”"
                ) || matches!(doc.xpos[*t], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
            };
            let stop = (at + 1..finder.sentence.end).find(stops).unwrap_or(finder.sentence.end);
            let deed = is_deed(doc.lower(at)) || super::events::is_harm(doc.lower(at));
            if deed && stop > at + 1 && stop <= at + 16 {
                return Some(at..stop);
            }
        }
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
        // "the Front said it was behind the bombing": the speaker is the actor, by its own word.
        let mut stance = pattern.stance;
        if !who.iter().any(|p| p.person || p.entity.is_some() || is_acronym(&p.label))
            && let Some(speaker) = self.speaker_of_pronoun(verb)
        {
            stance = stance.map(|s| if s == Stance::Blamed { Stance::Claimed } else { s });
            who.push(speaker);
        }
        if who.is_empty() {
            who.extend(self.group_before(verb));
        }
        let known = |p: &&Party| p.person || p.entity.is_some() || is_acronym(&p.label);
        let actor = who
            .iter()
            .find(known)
            .or_else(|| who.iter().find(|p| p.label.starts_with("the ") || p.label.starts_with("The ")))?;
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
        claim.stance = stance;
        claim.event_phrase = event.map(|e| doc.text_of(e).to_owned());
        Some(claim)
    }

    /// The speaker that "it" or "they" before a verb stands for: "the Front said it was behind the bombing".
    fn speaker_of_pronoun(&self, verb: usize) -> Option<Party> {
        let doc = self.finder.doc;
        let at = (self.finder.sentence.start..verb).rev().take(4).find(|t| doc.upos[*t] == Upos::Pron)?;
        if !matches!(doc.lower(at), "it" | "they") {
            return None;
        }
        let said = (self.finder.sentence.start..at).rev().take(4).find(|t| {
            matches!(doc.lower(*t), "said" | "says" | "claimed" | "announced" | "admitted" | "confirmed" | "denied")
        })?;
        let hop = self.finder.reader.sources.by_subject(said)?;
        let tokens = hop.at.map(|span| doc.tokens_in(doc.range_of_span(span)))?;
        let entities = &self.finder.reader.context.entities.entities;
        let label = hop.entity.map_or(hop.label, |e| entities[e].name.clone());
        Some(Party { label, entity: hop.entity, tokens, person: false })
    }

    /// "The rebels denied involvement": a group that the article speaks of without a name.
    fn group_before(&self, verb: usize) -> Option<Party> {
        let (finder, doc) = (&self.finder, self.finder.doc);
        // The phrase right before the verb where the tree has no subject.
        let near = (finder.sentence.start..verb)
            .rev()
            .find(|t| !matches!(doc.upos[*t], Upos::Adv | Upos::Aux))
            .filter(|t| doc.upos[*t] == Upos::Noun);
        let head = finder.subject(verb).filter(|h| *h < verb).or(near)?;
        let group = matches!(
            doc.lower(head),
            "rebels"
                | "militants"
                | "group"
                | "army"
                | "government"
                | "separatists"
                | "insurgents"
                | "militia"
                | "gang"
                | "fighters"
                | "guerrillas"
                | "military"
                | "police"
                | "regime"
                | "gunmen"
        );
        if !group || head >= verb {
            return None;
        }
        let mut start = head;
        while start > finder.sentence.start
            && head - start < 4
            && matches!(doc.upos[start - 1], Upos::Adj | Upos::Noun | Upos::Propn | Upos::Det)
        {
            start -= 1;
        }
        matches!(doc.lower(start), "the").then(|| Party {
            label: doc.text_of(start..head + 1).to_owned(),
            entity: None,
            tokens: start..head + 1,
            person: false,
        })
    }

    /// "The attack was blamed on the Front", "officials blamed the attack on the Front".
    fn blamed_on(&self, trigger: &Trigger, passive: bool) -> Option<(Party, Range<usize>)> {
        let (finder, doc) = (&self.finder, self.finder.doc);
        let verb = trigger.tokens.start;
        let end = finder.sentence.end.min(trigger.tokens.end + 10);
        let on = (trigger.tokens.end..end).find(|t| doc.lower(*t) == "on")?;
        let event = if passive {
            let subject = finder.subject(verb).filter(|s| is_deed(doc.lower(*s)))?;
            doc.subtree(subject).start.max(finder.sentence.start)..subject + 1
        } else {
            let noun = (trigger.tokens.end..on).find(|t| is_deed(doc.lower(*t)))?;
            trigger.tokens.end..noun + 1
        };
        let mut who = Vec::new();
        let head = (on + 1..finder.sentence.end.min(on + 8)).find(|t| doc.name_at(*t).is_some())?;
        finder.parties(head, &mut who);
        let actor = who.into_iter().next()?;
        (!event.is_empty()).then_some((actor, event))
    }

    fn blame(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Claim> {
        let (finder, doc) = (&self.finder, self.finder.doc);
        let verb = trigger.tokens.start;
        if doc.upos[verb] != Upos::Verb {
            return None;
        }
        let passive = trigger.form.is_participle() && doc.children(verb).any(|c| doc.deprels[c] == Deprel::AuxPass);
        if let Some((actor, event)) = self.blamed_on(trigger, passive) {
            let tokens = event.start.min(verb)..actor.tokens.end.max(event.end);
            let mut claim = self.claim(trigger, pattern, tokens, vec![Self::part(Role::Actor, &actor)]);
            if !passive && claim.attribution.is_empty() {
                claim.attribution.extend(finder.reader.sources.by_subject(verb));
            }
            claim.status = Status::Occurred;
            claim.event_phrase = Some(doc.text_of(event).to_owned());
            return Some(claim);
        }
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
                    | "depot"
                    | "depots"
                    | "refinery"
                    | "tanker"
                    | "pipeline"
                    | "tanks"
                    | "facility"
                    | "facilities"
                    | "infrastructure"
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
