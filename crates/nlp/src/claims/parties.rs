//! Parties to a claim: the persons and named groups that a phrase gives.
//!
//! Needs names, tree and entities. A name is given its canonical form, a pronoun or a role ("the
//! president") the name it stands for; a group counts where its phrase bears a name ("EU officials").

use std::ops::Range;

use parallax_records::EntityKind;

use super::Reader;
use crate::lexicon::country;
use crate::{Deprel, Document, NameLabel, Upos, Xpos};

/// A participant, with the token it was found at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) label: String,
    pub(super) entity: Option<usize>,
    pub(super) tokens: Range<usize>,
    pub(super) person: bool,
}

/// Finds parties in one sentence.
pub(super) struct Finder<'r, 'a, 't> {
    pub(super) reader: &'r Reader<'a, 't>,
    pub(super) doc: &'a Document<'t>,
    pub(super) sentence: Range<usize>,
}

impl Finder<'_, '_, '_> {
    pub(super) fn lower(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.doc.lower(at) } else { "" }
    }

    /// The participant that a token names, if it is specific.
    pub(super) fn party(&self, head: usize) -> Option<Party> {
        let doc = self.doc;
        let upos = doc.upos[head];
        let layer = self.reader.context.entities;
        if self.is_calendar(head) {
            return None;
        }
        if let Some(name) = doc.name_at(head) {
            // "the Weil-appointed head", "Saint-Weil": part of a longer word.
            let tied = |t: usize| self.lower(t) == "-" && !doc.space_before(t);
            let before = name.tokens.start > self.sentence.start
                && tied(name.tokens.start - 1)
                && !doc.space_before(name.tokens.start);
            if name.label == NameLabel::Per && (tied(name.tokens.end) || before) {
                return None;
            }
            // "received the Anna Holm award": what is called after somebody.
            let led = name.tokens.start > self.sentence.start && self.lower(name.tokens.start - 1) == "the";
            let called =
                matches!(self.lower(name.tokens.end), "award" | "awards" | "lecture" | "medal" | "prize" | "trophy");
            if led && called {
                return None;
            }
            // News outlets report on meetings; "at the White House" is where one is.
            let last = self.lower(name.tokens.end - 1);
            let outlet = matches!(
                last,
                "press"
                    | "times"
                    | "post"
                    | "news"
                    | "journal"
                    | "monitor"
                    | "herald"
                    | "magazine"
                    | "radio"
                    | "tv"
                    | "reuters"
                    | "afp"
                    | "cnn"
                    | "bbc"
                    | "npr"
                    | "politico"
                    | "ap"
                    | "guardian"
            );
            let lead = (self.sentence.start..name.tokens.start).rev().find(|t| self.lower(*t) != "the");
            let within = lead.is_some_and(|t| matches!(self.lower(t), "at" | "in" | "inside" | "outside"));
            if name.label == NameLabel::Org && (outlet || within) {
                return None;
            }
            // "the Bank of Ran governor": the name only says of what.
            let next = self.lower(name.tokens.end);
            if name.label != NameLabel::Per && head < name.tokens.end && (is_office(next) || is_group(next)) {
                return None;
            }
            let person = name.label == NameLabel::Per;
            // "the Eastlanders" are no government; a party's members may be anybody.
            let one = doc.form(head).strip_suffix('s').filter(|_| matches!(doc.xpos[head], Xpos::Nnps | Xpos::Nns));
            if name.label == NameLabel::Norp && one.is_some_and(|one| country(one).is_some()) {
                let label = doc.text_of(name.tokens.clone()).to_owned();
                return Some(Party { label, entity: None, tokens: name.tokens.clone(), person: false });
            }
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
            // "received the Harbour Award": no person's name stands behind an article.
            let lead = (self.sentence.start..head).rev().find(|t| doc.upos[*t] != Upos::Propn);
            let article = lead.is_some_and(|t| matches!(doc.lower(t), "a" | "an" | "the"));
            let attribute = matches!(doc.deprels[head], Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
                || doc.upos.get(head + 1) == Some(&Upos::Noun);
            if upos == Upos::Propn
                && capital
                && !title
                && !opens
                && !article
                && !attribute
                && !is_office(doc.lower(head))
            {
                return Some(Party { label: form.to_owned(), entity: None, tokens: head..head + 1, person: true });
            }
        }
        None
    }

    pub(super) fn is_calendar(&self, token: usize) -> bool {
        let at = self.reader.times.partition_point(|t| t.tokens.end <= token);
        self.reader.times.get(at).is_some_and(|t| t.tokens.contains(&token))
    }

    /// A capital word that is the last name of a person named elsewhere in the article.
    pub(super) fn known_surname(&self, token: usize) -> Option<Party> {
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
    pub(super) fn named_group(&self, head: usize) -> Option<Party> {
        let lower = self.doc.lower(head);
        if !is_group(lower) {
            return None;
        }
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
        let spelled = || {
            // "leaders from the Northern Alliance of States (NAS)" are NAS leaders.
            let short = (self.lower(end) == "(" && self.lower(end + 2) == ")").then(|| self.doc.form(end + 1))?;
            (end > head + 1 && short.bytes().all(|b| b.is_ascii_uppercase()))
                .then(|| format!("{short} {}", self.doc.text_of(start..head + 1)))
        };
        named.then(|| Party {
            label: spelled().unwrap_or_else(|| self.doc.text_of(start..end).to_owned()),
            entity: None,
            tokens: start..end,
            person: false,
        })
    }

    /// The canonical name of an entity; the words of the text where there is none.
    pub(super) fn label(&self, entity: Option<usize>, tokens: &Range<usize>) -> String {
        let layer = self.reader.context.entities;
        match entity.and_then(|e| layer.entities.get(e)) {
            Some(entity) => entity.name.clone(),
            None => self.doc.text_of(tokens.clone()).to_owned(),
        }
    }

    /// The participants that a phrase names: its head and all coordinated with it.
    pub(super) fn parties(&self, head: usize, found: &mut Vec<Party>) {
        let before = found.len();
        let doc = self.doc;
        let holders = self.office_holders(head);
        if !holders.is_empty() {
            holders.into_iter().for_each(|party| push(found, party));
            return;
        }
        // "her counterpart Jonas Weil": the name behind a role says who it is.
        let role = doc.name_at(head).is_none().then(|| self.apposed(head)).flatten();
        if let Some(party) = role.or_else(|| self.party(head)).or_else(|| self.apposed(head)) {
            push(found, party);
        }
        for child in doc.children(head) {
            // "between Eastland and Norland, in Ran": where it is held takes no part.
            let held =
                doc.children_by(child, Deprel::Case).any(|c| matches!(doc.lower(c), "at" | "in" | "near" | "on"));
            if doc.deprels[child] == Deprel::Conj && child > head && !held {
                self.parties(child, found);
            }
        }
        // "President Maria Calder": the title may have become the head.
        if found.len() == before
            && !super::places::is_place_noun(doc.lower(head))
            && let Some(flat) = doc.children(head).find(|c| {
                matches!(doc.deprels[*c], Deprel::Flat | Deprel::Appos | Deprel::Compound)
                    && doc.name_at(*c).is_some_and(|n| n.label == NameLabel::Per)
            })
            && let Some(party) = self.party(flat)
        {
            push(found, party);
        }
    }

    /// "the prime minister, Jonas Weil".
    pub(super) fn apposed(&self, head: usize) -> Option<Party> {
        let apposition = self.doc.children(head).find(|c| self.doc.deprels[*c] == Deprel::Appos)?;
        self.party(apposition).filter(|p| p.person)
    }

    /// The subject of a verb, also where a verb above or a noun it hangs on carries it.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
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
    pub(super) fn person_before(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        // "meet with Weil and travel to Oslo": who stands behind a preposition does not act.
        let governed = |t: usize| {
            let mut start = doc.name_at(t).map_or(t, |n| n.tokens.start);
            while start > self.sentence.start
                && (is_office(doc.lower(start - 1))
                    || matches!(doc.upos[start - 1], Upos::Adj | Upos::Propn | Upos::Noun))
            {
                start -= 1;
            }
            start > self.sentence.start && matches!(doc.upos[start - 1], Upos::Adp)
        };
        (self.sentence.start..at).rev().take(24).take_while(|t| !matches!(doc.lower(*t), ";" | "“" | "”" | "\"")).find(
            |t| {
                (doc.name_at(*t).is_some_and(|n| n.label == NameLabel::Per)
                    || matches!(doc.lower(*t), "he" | "she") && doc.upos[*t] == Upos::Pron)
                    && !governed(*t)
            },
        )
    }

    /// By the surface: "A, B and C" directly before a verb.
    pub(super) fn listed_before(&self, verb: usize) -> Vec<Party> {
        let doc = self.doc;
        let mut at = verb;
        while at > self.sentence.start
            && (matches!(doc.upos[at - 1], Upos::Aux | Upos::Adv | Upos::Part)
                || matches!(self.lower(at - 1), "last" | "first"))
        {
            at -= 1;
        }
        // "Calder, the mayor, met"
        let apposed = at > self.sentence.start && self.lower(at - 1) == ",";
        if apposed && self.named_before(at - 1).is_some_and(|last| last + 2 < at) {
            at -= 1;
        } else if self.named_before(at).is_some_and(|last| last + 1 < at) {
            return Vec::new();
        }
        let mut found: Vec<Party> = Vec::new();
        let mut joined = false;
        while let Some(last) = self.named_before(at) {
            let Some(party) = self.party(last) else { break };
            at = doc.name_at(last).map_or(last, |n| n.tokens.start);
            found.insert(0, party);
            // Titles before the name.
            while at > self.sentence.start
                && (is_office(doc.lower(at - 1))
                    || matches!(doc.deprels[at - 1], Deprel::NmodDesc | Deprel::Compound)
                    || doc.upos[at - 1] == Upos::Propn && doc.name_at(at - 1).is_none())
            {
                at -= 1;
            }
            // "After talks with Weil, Calder met" gives no list; headlines leave out the "and": "Calder, Weil meet".
            let before = at.saturating_sub(2).max(self.sentence.start);
            let opens = doc.name_at(before).is_some_and(|n| n.tokens.start == self.sentence.start);
            joined |= opens || at > self.sentence.start && doc.lower(at - 1) == "and";
            if !joined || at == self.sentence.start || !matches!(doc.lower(at - 1), "and" | "," | ";") {
                break;
            }
            at -= 1;
            if at > self.sentence.start && matches!(doc.lower(at - 1), "," | ";") {
                at -= 1;
            }
        }
        found
    }

    /// The last word of the person's name that ends at a token, but for an apposition behind it: "Calder, R-Ran", "Weil, the
    /// mayor".
    fn named_before(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let person =
            |t: usize| doc.name_at(t).is_some_and(|n| n.label == NameLabel::Per) || self.known_surname(t).is_some();
        let last = at.checked_sub(1).filter(|last| self.sentence.contains(last))?;
        if person(last) {
            return Some(last);
        }
        let comma = (self.sentence.start + 1..at)
            .rev()
            .take(7)
            .take_while(|t| {
                !matches!(doc.upos[*t], Upos::Verb | Upos::Aux | Upos::Cconj) && !person(*t) && self.lower(*t) != ";"
            })
            .find(|t| self.lower(*t) == ",")?;
        (comma + 1 < at && person(comma - 1)).then_some(comma - 1)
    }

    /// Whether a title leads a person's name in at a token: "British Prime Minister David ...".
    pub(super) fn titled(&self, at: usize) -> bool {
        (at..self.sentence.end.min(at + 6))
            .take_while(|t| {
                matches!(self.doc.upos[*t], Upos::Adj | Upos::Propn | Upos::Noun) || self.doc.lower(*t) == "'s"
            })
            .any(|t| self.doc.name_at(t).is_some_and(|n| n.label == NameLabel::Per) || self.known_surname(t).is_some())
            || self.sentence.contains(&at)
                && self.doc.upos[at] == Upos::Pron
                && matches!(self.doc.lower(at), "him" | "her")
    }
}

/// Titles and offices are no surnames.
pub(super) fn is_office(lower: &str) -> bool {
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
            | "republican"
            | "democrat"
            | "independent"
            | "democrats"
            | "correspondent"
            | "premier"
            | "ambassador"
    )
}

/// Adds a participant once.
pub(super) fn push(parties: &mut Vec<Party>, party: Party) {
    let same = |p: &Party| p.label == party.label || (p.entity.is_some() && p.entity == party.entity);
    if !parties.iter().any(same) {
        parties.push(party);
    }
}

/// Nouns for groups that take part in meetings where a name says whose they are ("EU officials").
fn is_group(lower: &str) -> bool {
    matches!(
        lower,
        "activists"
            | "advisers"
            | "advisors"
            | "aides"
            | "ambassadors"
            | "authorities"
            | "cabinet"
            | "chancellor"
            | "clerics"
            | "commanders"
            | "committee"
            | "congressmen"
            | "council"
            | "counterpart"
            | "counterparts"
            | "delegation"
            | "delegations"
            | "diplomats"
            | "elders"
            | "envoys"
            | "executives"
            | "generals"
            | "government"
            | "governors"
            | "groups"
            | "king"
            | "lawmakers"
            | "leaders"
            | "mayors"
            | "members"
            | "minister"
            | "ministers"
            | "ministry"
            | "negotiators"
            | "officials"
            | "opposition"
            | "parliament"
            | "premier"
            | "president"
            | "presidents"
            | "rebels"
            | "representatives"
            | "senators"
            | "team"
            | "workers"
    )
}
