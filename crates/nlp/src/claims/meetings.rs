//! Meetings: who met whom, in what form, on what occasion, where and when.
//!
//! "Calder met with Weil in Geneva on Monday", "talks between Calder and Weil", "his meeting with
//! Lund". At least two specific participants must be given, or recoverable from pronouns: persons,
//! or groups that bear a name ("EU officials"). Needs names, tree, entities.
//! Known misses: "the two leaders met" where no nominal was resolved; offices without a name.

use std::ops::Range;

use parallax_records::{Claim, EntityKind, Part, Period, Role};

use super::frames::{Construction, Pattern, Trigger};
use super::inflect::Form as Inflected;
use super::{Found, Reader, status};
use crate::{Deprel, Document, NameLabel, Upos, Xpos};

/// A participant, with the token it was found at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Party {
    label: String,
    entity: Option<usize>,
    tokens: Range<usize>,
    person: bool,
}

/// Adds the meetings of a sentence.
pub(super) fn read(reader: &Reader<'_, '_>, sentence: usize, triggers: &[Trigger], claims: &mut Vec<Found>) {
    let mut taken: Vec<Vec<String>> = Vec::new();
    for trigger in triggers {
        let pattern = &reader.frames.patterns[trigger.pattern];
        let finder = Finder { reader, doc: reader.doc, sentence: reader.doc.sentences[sentence].tokens.clone() };
        let parties = match pattern.construction {
            Construction::Parties => finder.of_verb(trigger, pattern),
            Construction::PartiesNoun => finder.of_noun(trigger, pattern),
            _ => continue,
        };
        let Some(parties) = parties else { continue };
        let names: Vec<String> = {
            let mut names: Vec<String> = parties.iter().map(|p| p.label.clone()).collect();
            names.sort();
            names
        };
        // "held talks" is a verb and a noun: one meeting of one party in one sentence.
        if taken.contains(&names) {
            continue;
        }
        if let Some(claim) = finder.claim(trigger, pattern, &parties, sentence) {
            taken.push(names);
            claims.push(Found { claim, own_day: true, own_place: true });
        }
    }
}

struct Finder<'r, 'a, 't> {
    reader: &'r Reader<'a, 't>,
    doc: &'a Document<'t>,
    sentence: Range<usize>,
}

impl Finder<'_, '_, '_> {
    fn lower(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.doc.lower(at) } else { "" }
    }

    /// The participant that a token names, if it is specific.
    fn party(&self, head: usize) -> Option<Party> {
        let doc = self.doc;
        let upos = doc.upos[head];
        let layer = self.reader.context.entities;
        if self.is_calendar(head) {
            return None;
        }
        if let Some(name) = doc.name_at(head) {
            let person = name.label == NameLabel::Per;
            let group = matches!(name.label, NameLabel::Org | NameLabel::Loc);
            if person || group {
                // "the ministry's spokesman": the head decides, and it is the name itself here.
                let entity = layer.entity_at(head);
                let label = self.label(entity, &name.tokens);
                let kind = entity.and_then(|e| layer.entities.get(e)).map(|e| e.kind);
                let person = person || kind == Some(EntityKind::Person);
                return Some(Party { label, entity, tokens: name.tokens.clone(), person });
            }
        }
        if let Some(party) = self.known_surname(head) {
            return Some(party);
        }
        if upos == Upos::Pron {
            if matches!(doc.lower(head), "i" | "me" | "we") {
                // In a quote the first person is its speaker.
                let quote = self.reader.sources.quote_around(doc.range(head))?;
                let entity = self.reader.context.quotes[quote].speaker_entity?;
                let person = layer.entities.get(entity).filter(|e| e.kind == EntityKind::Person)?;
                return (doc.lower(head) != "we").then(|| Party {
                    label: person.name.clone(),
                    entity: Some(entity),
                    tokens: head..head + 1,
                    person: true,
                });
            }
            if !matches!(
                doc.lower(head),
                "he" | "she" | "him" | "her" | "his" | "who" | "whom" | "i" | "himself" | "herself"
            ) {
                return None;
            }
            if matches!(doc.lower(head), "who" | "whom") {
                return None;
            }
            let entity = layer
                .entity_at(head)
                .filter(|e| layer.entities.get(*e).is_some_and(|e| e.kind == EntityKind::Person))?;
            return Some(Party {
                label: layer.entities[entity].name.clone(),
                entity: Some(entity),
                tokens: head..head + 1,
                person: true,
            });
        }
        if matches!(upos, Upos::Noun | Upos::Propn) {
            // "the president": a role that the article says who holds.
            let by_role = layer.mention_at(head).filter(|m| m.head == head).and_then(|m| m.entity);
            if let Some(entity) =
                by_role.and_then(|e| layer.entities.get(e).filter(|e| e.kind == EntityKind::Person).map(|_| e))
            {
                return Some(Party {
                    label: layer.entities[entity].name.clone(),
                    entity: Some(entity),
                    tokens: head..head + 1,
                    person: true,
                });
            }
            if let Some(group) = self.named_group(head) {
                return Some(group);
            }
            // A capital the recogniser knows nothing of: taken for a surname beside persons.
            let form = doc.form(head);
            let capital = form.starts_with(|c: char| c.is_uppercase())
                && form.len() > 2
                && !form.bytes().all(|b| b.is_ascii_uppercase());
            let title = doc.sentences[doc.sentence_of[head] as usize].section == parallax_records::Section::Title;
            let opens = head == self.sentence.start
                && !matches!(self.lower(head + 1), "and")
                && !matches!(doc.upos.get(head + 1), Some(Upos::Verb | Upos::Aux));
            let attribute = matches!(doc.deprels[head], Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
                || doc.upos.get(head + 1) == Some(&Upos::Noun);
            if upos == Upos::Propn && capital && !title && !opens && !attribute && !is_office(doc.lower(head)) {
                return Some(Party { label: form.to_owned(), entity: None, tokens: head..head + 1, person: true });
            }
        }
        None
    }

    fn is_calendar(&self, token: usize) -> bool {
        let at = self.reader.times.partition_point(|t| t.tokens.end <= token);
        self.reader.times.get(at).is_some_and(|t| t.tokens.contains(&token))
    }

    /// A capital word that is the last name of a person named elsewhere in the article.
    fn known_surname(&self, token: usize) -> Option<Party> {
        let form = self.doc.form(token);
        if !form.starts_with(|c: char| c.is_uppercase())
            || self.doc.name_at(token).is_some()
            || self.is_calendar(token)
            || is_office(self.doc.lower(token))
        {
            return None;
        }
        let entities = &self.reader.context.entities.entities;
        let entity = entities.iter().position(|e| {
            e.kind == EntityKind::Person && e.name.contains(' ') && e.name.rsplit(' ').next() == Some(form)
        })?;
        Some(Party {
            label: entities[entity].name.clone(),
            entity: Some(entity),
            tokens: token..token + 1,
            person: true,
        })
    }

    /// "EU officials", "Syrian opposition groups": a group noun with a name in its phrase.
    fn named_group(&self, head: usize) -> Option<Party> {
        let lower = self.doc.lower(head);
        let group = matches!(
            lower,
            "officials"
                | "leaders"
                | "ministers"
                | "representatives"
                | "delegation"
                | "delegations"
                | "groups"
                | "government"
                | "lawmakers"
                | "diplomats"
                | "negotiators"
                | "counterparts"
                | "opposition"
                | "rebels"
                | "commanders"
                | "envoys"
                | "authorities"
                | "ministry"
                | "parliament"
                | "cabinet"
                | "committee"
                | "council"
                | "governors"
                | "mayors"
                | "generals"
                | "team"
                | "ambassadors"
                | "president"
                | "premier"
                | "chancellor"
                | "minister"
                | "king"
                | "counterpart"
                | "presidents"
        );
        if !group {
            return None;
        }
        let single = matches!(lower, "president" | "premier" | "chancellor" | "minister" | "king" | "counterpart");
        let mut start = head;
        let mut named = false;
        while start > self.sentence.start {
            let t = start - 1;
            let name = self.doc.name_at(t).map(|n| n.label);
            let fits = name.is_some() && name != Some(NameLabel::Per)
                || matches!(self.doc.upos[t], Upos::Adj | Upos::Noun | Upos::Propn)
                || matches!(self.doc.lower(t), "-");
            if !fits || head - t > 6 {
                break;
            }
            named |= matches!(name, Some(NameLabel::Norp | NameLabel::Org | NameLabel::Loc));
            start = t;
        }
        // "the president of Eastland", "leaders from the EU"
        let mut end = head + 1;
        if !named && matches!(self.lower(end), "of" | "from") {
            let mut t = end + 1;
            while matches!(self.lower(t), "the") {
                t += 1;
            }
            if let Some(name) = self
                .doc
                .name_at(t)
                .filter(|_| self.sentence.contains(&t))
                .filter(|n| matches!(n.label, NameLabel::Loc | NameLabel::Org))
            {
                named = true;
                end = name.tokens.end;
            }
        }
        let _ = single;
        named.then(|| Party {
            label: self.doc.text_of(start..end).to_owned(),
            entity: None,
            tokens: start..end,
            person: false,
        })
    }

    /// The canonical name of an entity; the words of the text where there is none.
    fn label(&self, entity: Option<usize>, tokens: &Range<usize>) -> String {
        let layer = self.reader.context.entities;
        match entity.and_then(|e| layer.entities.get(e)) {
            Some(entity) => entity.name.clone(),
            None => self.doc.text_of(tokens.clone()).to_owned(),
        }
    }

    /// The participants that a phrase names: its head and all coordinated with it.
    fn parties(&self, head: usize, found: &mut Vec<Party>) {
        let before = found.len();
        let doc = self.doc;
        if let Some(party) = self.party(head).or_else(|| self.apposed(head)) {
            push(found, party);
        }
        for child in doc.children(head) {
            if doc.deprels[child] == Deprel::Conj && child > head {
                self.parties(child, found);
            }
        }
        // "President Maria Calder": the title may have become the head.
        if found.len() == before {
            if let Some(flat) = doc.children(head).find(|c| {
                matches!(doc.deprels[*c], Deprel::Flat | Deprel::Appos | Deprel::Compound)
                    && doc.name_at(*c).is_some_and(|n| n.label == NameLabel::Per)
            }) {
                if let Some(party) = self.party(flat) {
                    push(found, party);
                }
            }
        }
    }

    /// "the prime minister, Jonas Weil".
    fn apposed(&self, head: usize) -> Option<Party> {
        let apposition = self.doc.children(head).find(|c| self.doc.deprels[*c] == Deprel::Appos)?;
        self.party(apposition).filter(|p| p.person)
    }

    /// The subject of a verb, also where a verb above or a noun it hangs on carries it.
    fn subject(&self, verb: usize) -> Option<usize> {
        let doc = self.doc;
        let mut at = verb;
        for _ in 0..6 {
            // "to meet": an infinitive has no subject of its own, whatever the parse says.
            let infinitive = at > self.sentence.start && self.lower(at - 1) == "to" && doc.xpos[at] == Xpos::Vb;
            if let Some(subject) =
                doc.children_by(at, Deprel::Nsubj).next().filter(|s| !infinitive && (*s < verb || at != verb))
            {
                // "who met": the noun before is meant.
                if matches!(doc.lower(subject), "who" | "that" | "which") {
                    return match doc.deprels[at].universal() {
                        Deprel::Acl => doc.head(at),
                        _ => None,
                    };
                }
                return Some(subject);
            }
            let head = doc.head(at)?;
            match doc.deprels[at].universal() {
                Deprel::Acl if doc.name_at(head).is_some() || matches!(doc.lower(head), "he" | "she") => {
                    return Some(head);
                }
                Deprel::Xcomp
                | Deprel::Conj
                | Deprel::Advcl
                | Deprel::Acl
                | Deprel::Parataxis
                | Deprel::Ccomp
                | Deprel::Appos
                | Deprel::Obl
                | Deprel::Nmod
                | Deprel::Obj
                | Deprel::Dep => at = head,
                _ => return None,
            }
        }
        None
    }

    /// By the surface: the nearest name of a person before a verb, in its own clause.
    fn person_before(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        (self.sentence.start..at).rev().take(14).take_while(|t| !matches!(doc.lower(*t), ";" | "“" | "”" | "\"")).find(
            |t| {
                doc.name_at(*t).is_some_and(|n| n.label == NameLabel::Per)
                    || matches!(doc.lower(*t), "he" | "she") && doc.upos[*t] == Upos::Pron
            },
        )
    }

    /// By the surface: "A, B and C" directly before a verb.
    fn listed_before(&self, verb: usize) -> Vec<Party> {
        let doc = self.doc;
        let mut at = verb;
        while at > self.sentence.start && matches!(doc.upos[at - 1], Upos::Aux | Upos::Adv | Upos::Part) {
            at -= 1;
        }
        let mut found: Vec<Party> = Vec::new();
        while at > self.sentence.start {
            let named = doc.name_at(at - 1).filter(|n| n.label == NameLabel::Per).map(|n| n.tokens.start);
            let start = match named.or_else(|| self.known_surname(at - 1).map(|p| p.tokens.start)) {
                Some(start) => start,
                None => break,
            };
            let Some(party) = self.party(at - 1) else { break };
            found.insert(0, party);
            at = start;
            // Titles before the name.
            while at > self.sentence.start && (is_office(doc.lower(at - 1)) || doc.deprels[at - 1] == Deprel::NmodDesc)
            {
                at -= 1;
            }
            if at > self.sentence.start && matches!(doc.lower(at - 1), "and" | ",") {
                at -= 1;
                if at > self.sentence.start && doc.lower(at - 1) == "," {
                    at -= 1;
                }
                continue;
            }
            break;
        }
        found
    }

    fn of_verb(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Vec<Party>> {
        let doc = self.doc;
        let verb = trigger.tokens.start;
        let end = trigger.tokens.end;
        if (end..end + 4).any(|t| pattern.unless.iter().any(|u| u == self.lower(t))) {
            return None;
        }
        if trigger.form == Inflected::Singular || doc.upos[verb] == Upos::Noun && trigger.tokens.len() == 1 {
            return None;
        }
        // "were received by": the passive turns the sides round and is left out.
        let passive = trigger.form.is_participle() && doc.children(verb).any(|c| doc.deprels[c] == Deprel::AuxPass);
        if passive {
            return None;
        }
        let mut others = Vec::new();
        self.after(trigger.tokens.end, pattern, &mut others);
        if others.is_empty() {
            for child in doc.children(verb).filter(|c| *c > verb) {
                let case = doc.children(child).find(|c| doc.deprels[*c] == Deprel::Case).map_or("", |c| doc.lower(c));
                let fits = match doc.deprels[child].universal() {
                    Deprel::Obj | Deprel::Iobj => pattern.prepositions.iter().any(String::is_empty),
                    Deprel::Obl | Deprel::Nmod => !case.is_empty() && pattern.prepositions.iter().any(|p| p == case),
                    _ => false,
                };
                if !fits {
                    continue;
                }
                self.parties(child, &mut others);
                // "hold talks with", "convene a meeting of": the preposition hangs on the noun.
                self.parties_below(child, pattern, &mut others);
            }
            // "hold talks with": the phrase's own last word.
            for t in trigger.tokens.clone().skip(1) {
                self.parties_below(t, pattern, &mut others);
            }
        }
        if pattern.persons_only && !others.iter().any(|p| p.person) {
            return None;
        }
        others.retain(|p| p.person || !pattern.persons_only);
        let mut parties = Vec::new();
        if let Some(subject) = self.subject(verb) {
            self.parties(subject, &mut parties);
        }
        let listed = self.listed_before(verb);
        if listed.len() > parties.len() || !parties.iter().any(|p| p.person) && !listed.is_empty() {
            parties = listed;
        }
        if parties.is_empty() {
            // The tree's subject may be none at all.
            let bare = self.subject(verb).is_none_or(|s| self.doc.upos[s] == Upos::Propn || s > verb);
            if let Some(person) = self.person_before(verb).filter(|_| bare && !others.is_empty()) {
                parties.extend(self.party(person));
            }
        }
        if parties.is_empty() || !parties.iter().any(|p| p.person || p.entity.is_some() || !p.label.is_empty()) {
            return None;
        }
        // A thing that meets something is no meeting: one side at least is a person.
        if !parties.iter().chain(&others).any(|p| p.person) {
            return None;
        }
        for other in others {
            push(&mut parties, other);
        }
        (parties.len() >= 2).then_some(parties)
    }

    /// Participants led in by a preposition below a noun: "talks with X", "meeting of X".
    fn parties_below(&self, noun: usize, pattern: &Pattern, found: &mut Vec<Party>) {
        let doc = self.doc;
        for child in doc.children(noun) {
            let case = doc.children(child).find(|c| doc.deprels[*c] == Deprel::Case).map_or("", |c| doc.lower(c));
            if !case.is_empty() && pattern.prepositions.iter().any(|p| p == case) {
                self.parties(child, found);
            }
        }
    }

    /// By the surface: a name directly after the trigger's preposition.
    fn after(&self, at: usize, pattern: &Pattern, found: &mut Vec<Party>) {
        let doc = self.doc;
        let mut t = at;
        // An object stands directly behind the verb.
        let direct = pattern.prepositions.iter().any(String::is_empty)
            && (doc.name_at(t.min(doc.len() - 1)).is_some() || self.titled(t));
        // "spoke by phone late on Sunday with X"
        while !direct
            && t < self.sentence.end
            && t < at + 8
            && !pattern.prepositions.iter().any(|p| !p.is_empty() && p == doc.lower(t))
        {
            if matches!(doc.lower(t), "," | ";" | "and" | "that" | ".")
                || matches!(doc.xpos[t], Xpos::Vbd | Xpos::Vbz | Xpos::Md)
            {
                return;
            }
            t += 1;
        }
        if t >= self.sentence.end || t >= at + 8 {
            return;
        }
        let mut last = t;
        let mut next = if direct { t } else { t + 1 };
        while next < self.sentence.end && next < last + 8 {
            if let Some(name) = doc.name_at(next) {
                let stop = name.tokens.end;
                let tied = self.lower(stop) == "-" && !doc.space_before(stop);
                let attribute = matches!(self.lower(stop), "'s" | "’s")
                    || doc.upos.get(stop) == Some(&Upos::Noun) && self.titled(stop);
                if name.label == NameLabel::Per && (tied || attribute) {
                    if tied || !self.titled(stop + 1) {
                        return;
                    }
                    next = stop + 1;
                    continue;
                }
                if name.label == NameLabel::Per {
                    if let Some(party) = self.party(next) {
                        push(found, party);
                    }
                    next = name.tokens.end;
                    last = next;
                    if !matches!(self.lower(next), "and" | ",") {
                        break;
                    }
                    continue;
                }
            } else if let Some(party) = self
                .known_surname(next)
                .or_else(|| self.party(next).filter(|p| doc.upos[next] == Upos::Pron && p.person))
            {
                push(found, party);
                next += 1;
                last = next;
                if !matches!(self.lower(next), "and" | ",") {
                    break;
                }
                continue;
            }
            if found.is_empty()
                && doc.deprels[next] != Deprel::Compound
                && doc.deprels[next] != Deprel::Amod
                && doc.deprels[next] != Deprel::NmodDesc
                && !is_office(doc.lower(next))
            {
                // A group or a role that is specific: left to the tree.
                if matches!(doc.upos[next], Upos::Noun) {
                    break;
                }
            }
            let title = matches!(doc.upos[next], Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det)
                || matches!(doc.lower(next), "and" | "," | "then" | "'s" | "’s");
            if !title {
                break;
            }
            next += 1;
        }
    }

    /// Whether a title leads a person's name in at a token: "British Prime Minister David ...".
    fn titled(&self, at: usize) -> bool {
        (at..self.sentence.end.min(at + 6))
            .take_while(|t| {
                matches!(self.doc.upos[*t], Upos::Adj | Upos::Propn | Upos::Noun) || self.doc.lower(*t) == "'s"
            })
            .any(|t| self.doc.name_at(t).is_some_and(|n| n.label == NameLabel::Per) || self.known_surname(t).is_some())
            || self.sentence.contains(&at)
                && self.doc.upos[at] == Upos::Pron
                && matches!(self.doc.lower(at), "him" | "her")
    }

    fn of_noun(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Vec<Party>> {
        let doc = self.doc;
        let noun = trigger.tokens.end - 1;
        if doc.upos[noun] == Upos::Verb {
            return None;
        }
        // "the meeting room", "peace talks venue": only a head noun is a meeting.
        if doc.deprels[noun] == Deprel::Compound {
            return None;
        }
        let mut others = Vec::new();
        if matches!(self.lower(noun + 1), "with" | "between") {
            self.after(noun + 1, pattern, &mut others);
        }
        if others.is_empty() {
            self.parties_below(noun, pattern, &mut others);
        }
        if others.is_empty() {
            // "a meeting in Oslo with X": the phrase may hang on the verb.
            if let Some(head) = doc.head(noun) {
                for child in doc.children(head).filter(|c| *c > noun && *c < noun + 9) {
                    let case =
                        doc.children(child).find(|c| doc.deprels[*c] == Deprel::Case).map_or("", |c| doc.lower(c));
                    if matches!(case, "with" | "between") && pattern.prepositions.iter().any(|p| p == case) {
                        self.parties(child, &mut others);
                    }
                }
            }
        }
        if others.is_empty() {
            let with = Pattern { prepositions: vec!["with".to_owned(), "between".to_owned()], ..pattern.clone() };
            self.after(noun + 1, &with, &mut others);
        }
        let mut parties = Vec::new();
        let possessor = doc.children(noun).find(|c| doc.deprels[*c] == Deprel::NmodPoss);
        match possessor {
            Some(possessor) => self.parties(possessor, &mut parties),
            None if others.len() >= 2 && matches!(self.lower(noun + 1), "between" | "among" | "of") => {}
            None => {
                if let Some(subject) = doc.head(noun).and_then(|h| self.governor_subject(h)) {
                    self.parties(subject, &mut parties);
                }
            }
        }
        if others.is_empty() {
            // "he told X during a recent conversation": subject and object of the verb above.
            let verb = doc.head(noun).filter(|h| doc.upos[*h] == Upos::Verb)?;
            let during =
                doc.children(noun).any(|c| doc.deprels[c] == Deprel::Case && matches!(doc.lower(c), "during" | "in"));
            let object = doc.children(verb).find(|c| matches!(doc.deprels[*c], Deprel::Obj | Deprel::Iobj))?;
            if !during {
                return None;
            }
            self.parties(object, &mut others);
            others.retain(|p| p.person);
            parties.retain(|p| p.person);
            if parties.is_empty() || others.is_empty() {
                return None;
            }
        }
        if !parties.iter().chain(&others).any(|p| p.person) && others.len() < 2 {
            return None;
        }
        for other in others {
            push(&mut parties, other);
        }
        (parties.len() >= 2).then_some(parties)
    }

    /// The subject of the verb that governs a noun, however far up.
    fn governor_subject(&self, mut at: usize) -> Option<usize> {
        for _ in 0..5 {
            if self.doc.upos[at] == Upos::Verb || self.doc.children_by(at, Deprel::Nsubj).next().is_some() {
                return self.subject(at);
            }
            at = self.doc.head(at)?;
        }
        None
    }

    fn claim(&self, trigger: &Trigger, pattern: &Pattern, parties: &[Party], sentence: usize) -> Option<Claim> {
        let doc = self.doc;
        let reader = self.reader;
        let mut tokens = trigger.tokens.clone();
        for party in parties.iter().filter(|p| self.sentence.contains(&p.tokens.start)) {
            // A subject far away is no evidence that must be shown.
            if party.tokens.end + 25 > tokens.start && party.tokens.start < tokens.end + 25 {
                tokens.start = tokens.start.min(party.tokens.start);
                tokens.end = tokens.end.max(party.tokens.end);
            }
        }
        let first = parties.first()?.tokens.clone();
        let status = status::status(doc, pattern.kind, &trigger.tokens, &first, None);
        let range = doc.range_of(tokens.clone());
        let place = reader.scenery.meeting_place(&trigger.tokens, &tokens);
        let happened =
            reader.scenery.meeting_day(&trigger.tokens, &tokens, status == parallax_records::Status::Planned);
        let mut form = pattern.form;
        // "spoke with" is a call only where a telephone is named or nothing speaks of a place.
        if pattern.rule.ends_with(".speak")
            && place.is_some()
            && !self.sentence.clone().any(|t| matches!(doc.lower(t), "phone" | "telephone" | "call"))
        {
            form = Some(parallax_records::Form::Talks);
        }
        let parts = parties
            .iter()
            .map(|p| Part { role: Role::Participant, entity: p.entity, label: p.label.clone() })
            .collect();
        Some(Claim {
            kind: pattern.kind,
            at: doc.span(range),
            sentence,
            section: doc.sentences[sentence].section,
            quote: reader.sources.quote_around(range),
            quantity: None,
            victims: None,
            scope: None,
            subset: false,
            superset: None,
            period: Some(Period::Incident),
            status,
            stance: None,
            form,
            occasion: self.occasion(&tokens).map(|o| doc.text_of(o).to_owned()),
            parts,
            place_entity: place.as_ref().and_then(|p| reader.context.entities.entity_at(p.name.start)),
            place: place.map(|p| doc.text_of(p.tokens).to_owned()),
            happened,
            as_of: None,
            attribution: reader.sources.chain(range, &trigger.tokens),
            event_phrase: None,
            confidence: if parties.iter().all(|p| p.person) { 0.85 } else { 0.65 },
            rule: pattern.rule.clone(),
        })
    }

    /// "the G-20 Summit": a name with a word for an occasion, after the meeting.
    fn occasion(&self, evidence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let word = |t: usize| {
            matches!(
                doc.lower(t),
                "summit"
                    | "conference"
                    | "forum"
                    | "assembly"
                    | "meeting"
                    | "talks"
                    | "congress"
                    | "festival"
                    | "games"
            )
        };
        let to = self.sentence.end.min(evidence.end + 16);
        let at = (evidence.start..to).find(|t| {
            word(*t)
                && *t > self.sentence.start
                && (doc.upos[*t - 1] == Upos::Propn || doc.upos[*t] == Upos::Propn)
                && doc.name_at(*t - 1).is_none_or(|n| n.label != NameLabel::Per)
        })?;
        let mut start = at;
        while start > self.sentence.start
            && (doc.upos[start - 1] == Upos::Propn || matches!(doc.lower(start - 1), "-" | "20" | "7" | "8"))
            && doc.name_at(start - 1).is_none_or(|n| n.label != NameLabel::Per)
        {
            start -= 1;
        }
        (start < at).then_some(start..at + 1)
    }
}

/// Titles and offices are no surnames.
fn is_office(lower: &str) -> bool {
    matches!(
        lower,
        "president"
            | "minister"
            | "prime"
            | "chancellor"
            | "secretary"
            | "senator"
            | "king"
            | "queen"
            | "prince"
            | "pope"
            | "general"
            | "governor"
            | "mayor"
            | "congress"
            | "senate"
            | "house"
            | "parliament"
            | "court"
            | "police"
            | "state"
            | "university"
            | "department"
            | "speaker"
            | "chairman"
            | "director"
            | "host"
            | "sen."
            | "rep."
            | "gov."
            | "mr."
            | "mrs."
            | "ms."
            | "dr."
            | "rev."
            | "sen"
            | "rep"
            | "gov"
            | "press"
            | "officials"
            | "leaders"
            | "republicans"
            | "democrats"
            | "correspondent"
            | "premier"
            | "ambassador"
    )
}

/// Adds a participant once.
fn push(parties: &mut Vec<Party>, party: Party) {
    let same = |p: &Party| p.label == party.label || (p.entity.is_some() && p.entity == party.entity);
    if !parties.iter().any(same) {
        parties.push(party);
    }
}
