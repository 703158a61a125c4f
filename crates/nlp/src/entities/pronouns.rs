//! Whom a pronoun means.
//!
//! Needs: tags, tree, linked names and nominals. Every person, body or people mentioned before
//! competes; grammar rules some out (number, gender, a verb's subject is not its own object) and the rest are weighed by
//! closeness, grammatical role, parallel role, the clauses above the pronoun, and how often they were
//! mentioned (after Hobbs 1978 and Lappin & Leass 1994). First and second persons are left to
//! the quotes, which know who speaks.
//!
//! Known misses: "they" for two persons named apart; pronouns that stand before their name in an earlier sentence.

use std::collections::VecDeque;
use std::ops::Range;

use parallax_records::{EntityKind, Gender, MentionForm};

use super::layer::MentionLayer;
use super::names::Named;
use super::nominals::Nominal;
use super::phrases::Phrases;
use super::pronoun_model::{self as ranking, Part, Place, PronounModel, Rival};
use super::words::{self, Being};
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// What a pronoun asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// "he", "she".
    One(Gender),
    /// "they".
    Many,
    /// "it".
    Thing,
}

fn asks(lower: &str) -> Option<Asks> {
    Some(match lower {
        "he" | "him" | "his" | "himself" => Asks::One(Gender::Male),
        "she" | "her" | "hers" | "herself" => Asks::One(Gender::Female),
        "they" | "them" | "their" | "theirs" | "themselves" => Asks::Many,
        "it" | "its" | "itself" => Asks::Thing,
        _ => return None,
    })
}

/// Somebody who may be meant.
#[derive(Debug, Clone)]
struct Candidate {
    /// Index into the drafts; `None` for somebody without a name.
    entity: Option<usize>,
    gender: Option<Gender>,
    gender_is_said: bool,
    being: Being,
    /// A name that may be a person's, whatever the recogniser says.
    maybe_person: bool,
    is_plural: bool,
    /// The last mentions, newest last.
    places: Vec<Place>,
    count: u32,
    first: usize,
}

/// How many of those mentioned last compete.
const FIELD: usize = 12;
/// How many where things compete too.
const WIDE_FIELD: usize = 20;
/// How many mentions of each are remembered.
const REMEMBERED: usize = 4;

/// Who decides whom a pronoun means: the model, or a teacher who also learns.
pub(crate) trait Judge {
    /// The number of the rival meant, from those that grammar allows; `None` for nobody.
    fn choose(&mut self, doc: &Document<'_>, pronoun: usize, rivals: &[Features]) -> Option<usize>;
}

/// The features of one rival; the first of every list is nobody's. "He" and "she" are somebody
/// wherever somebody competes: nobody is then left without features and out of the race.
pub(crate) struct Features {
    pub(crate) values: Vec<u32>,
    /// The heads of the rival's mentions so far; empty for nobody.
    pub(crate) heads: Vec<usize>,
}

/// By how much "nobody" must be likelier than the best somebody for "it" and "they": the texts that the weights were learnt from have it too
/// often, as whoever is meant there may not be found. Measured on the part of OntoGUM that is not learnt from.
const DOUBT: i32 = 60;

impl Judge for &PronounModel {
    fn choose(&mut self, doc: &Document<'_>, pronoun: usize, rivals: &[Features]) -> Option<usize> {
        let doubt = if matches!(asks(doc.lower(pronoun)), Some(Asks::One(_))) { 0 } else { DOUBT };
        let score = |f: &Features| i32::from(self.table.score(&f.values)[0]) - i32::from(f.heads.is_empty()) * doubt;
        let racing = (0..rivals.len()).filter(|r| !rivals[*r].values.is_empty());
        racing.max_by_key(|r| (score(&rivals[*r]), std::cmp::Reverse(*r)))?.checked_sub(1)
    }
}

/// A pronoun with whom it means.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) mention: MentionLayer,
    /// The head of the mention that it takes up, which may be one of somebody without a name.
    pub(crate) antecedent: Option<usize>,
}

/// Links the pronouns of a document; genders that a link shows are kept in the drafts.
pub(crate) fn link(
    doc: &Document<'_>,
    named: &mut Named,
    nominals: &[Nominal],
    judge: &mut impl Judge,
) -> Vec<Resolved> {
    let mut items = items_of(doc, named, nominals);
    items.extend(things(doc, &items));
    items.sort_by_key(|i| (i.tokens.start, i.tokens.end));
    let quoted = crate::quotes::quoted_tokens(doc);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut by_entity: Vec<Option<usize>> = vec![None; named.drafts.len()];
    // The candidates by their last mention, newest last.
    let mut recent: Vec<usize> = Vec::new();
    // Things apart from them: whoever is mentioned stays in mind for longer.
    let mut things: Vec<usize> = Vec::new();
    let mut subjects: VecDeque<(Place, usize)> = VecDeque::new();
    let mut out = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let place = place_of(doc, item.head, item.form, &quoted);
        let Some(asked) = item.asks else {
            let known = item.entity.and_then(|entity| by_entity[entity]);
            let met = known.unwrap_or_else(|| {
                candidates.push(Candidate::new(place, item));
                candidates.len() - 1
            });
            candidates[met].meet(place, item.gender, item.gender_is_said);
            if let Some(entity) = item.entity {
                by_entity[entity] = Some(met);
            }
            touch(if item.being == Being::Thing { &mut things } else { &mut recent }, met);
            keep(&mut subjects, place, met);
            continue;
        };
        let mut field: Vec<usize> = recent.iter().rev().copied().filter(|c| candidates[*c].allows(asked)).collect();
        let mut width = FIELD;
        if !matches!(asked, Asks::One(_)) {
            field.extend(things.iter().copied().filter(|c| candidates[*c].allows(asked)));
            field.sort_by_key(|c| std::cmp::Reverse(candidates[*c].last()));
            width = WIDE_FIELD;
        }
        field.retain(|c| !candidates[*c].places.iter().any(|p| ranking::clash(doc, p, place)));
        field.truncate(width);
        if let Some(speaker) = last_speaker(doc, &candidates, &subjects, asked, place) {
            let candidate = &mut candidates[speaker];
            let antecedent = candidate.last();
            candidate.meet(place, gender_of(asked), true);
            touch(&mut recent, speaker);
            keep(&mut subjects, place, speaker);
            if let Some(draft) = candidate.entity.map(|e| &mut named.drafts[e]).filter(|d| d.kind == EntityKind::Person)
            {
                draft.say_gender(gender_of(asked));
            }
            let rule = if candidate.entity.is_some() { "pronoun-speaker" } else { "pronoun-unnamed" };
            out.push(item.resolved(candidate.entity, rule, antecedent));
            continue;
        }
        let ahead = ahead(doc, &items[number + 1..], asked, place, &quoted);
        let rivals = rivals(doc, &candidates, &field, ahead.map(|a| a.1), asked, place);
        let best = judge.choose(doc, item.head, &rivals);
        let (entity, rule, antecedent) = match best.map(|r| field.get(r).copied()) {
            Some(Some(best)) => {
                let candidate = &mut candidates[best];
                let antecedent = candidate.last();
                let gender = gender_of(asked);
                candidate.meet(place, gender, true);
                touch(if candidate.being == Being::Thing { &mut things } else { &mut recent }, best);
                keep(&mut subjects, place, best);
                if let Some(draft) =
                    candidate.entity.map(|e| &mut named.drafts[e]).filter(|d| d.kind == EntityKind::Person)
                {
                    draft.say_gender(gender);
                }
                let rule = if candidate.entity.is_some() { "pronoun" } else { "pronoun-unnamed" };
                (candidate.entity, rule, antecedent)
            }
            Some(None) => (ahead.map(|a| a.0), "pronoun-ahead", ahead.map(|a| a.1.head)),
            None => (None, "pronoun-open", None),
        };
        out.push(item.resolved(entity, rule, antecedent));
    }
    out
}

fn gender_of(asked: Asks) -> Option<Gender> {
    match asked {
        Asks::One(gender) => Some(gender),
        Asks::Many | Asks::Thing => None,
    }
}

/// Remembers the last subjects outside quotation marks.
fn keep(subjects: &mut VecDeque<(Place, usize)>, place: Place, candidate: usize) {
    if place.part == Part::Subject && !place.quoted {
        subjects.push_back((place, candidate));
        if subjects.len() > 16 {
            subjects.pop_front();
        }
    }
}

/// How many sentences without a fitting subject a speaker's pronoun looks back over.
const LOOK_BACK: usize = 5;

/// Whom the pronoun of a reporting verb means: "Holm said ... . "...", he said." Speech goes on with whoever spoke
/// last, else with the subject of the sentence before; what stands in the quotation between says nothing about it.
fn last_speaker(
    doc: &Document<'_>,
    candidates: &[Candidate],
    subjects: &VecDeque<(Place, usize)>,
    asked: Asks,
    pronoun: Place,
) -> Option<usize> {
    let reports = |verb: usize| {
        doc.upos[verb] == Upos::Verb
            && crate::quotes::stance_of_verb(doc.lemma(verb)).is_some_and(crate::quotes::Stance::is_speech)
    };
    if pronoun.part != Part::Subject || pronoun.quoted || !reports(pronoun.governor) {
        return None;
    }
    let fits = |place: &Place, candidate: usize| {
        let candidate = &candidates[candidate];
        let person = match asked {
            Asks::One(gender) => candidate.being == Being::Person && candidate.gender.is_none_or(|g| g == gender),
            _ => candidate.being != Being::Thing,
        };
        person && candidate.allows(asked) && !ranking::clash(doc, place, pronoun) && place.head < pronoun.head
    };
    // Clauses under a report are its content, not the story.
    let level = |place: &Place| {
        let mut at = place.governor;
        let mut deep = 0;
        while let Some(head) = doc.head(at).filter(|_| deep < 6) {
            deep += usize::from(matches!(
                doc.deprels[at].universal(),
                Deprel::Ccomp | Deprel::Advcl | Deprel::Acl | Deprel::Xcomp
            ));
            at = head;
        }
        (deep, !reports(place.governor))
    };
    let mut sentence = subjects.iter().rev().filter(|(p, c)| fits(p, *c)).map(|(p, _)| p.sentence);
    let nearest = sentence.next().filter(|s| pronoun.sentence - s <= LOOK_BACK)?;
    let there = subjects.iter().filter(|(p, c)| p.sentence == nearest && fits(p, *c));
    there.min_by_key(|(p, _)| (level(p), p.head)).map(|(_, c)| *c)
}

/// Moves a candidate to the end of the list; the list keeps those mentioned last.
fn touch(recent: &mut Vec<usize>, candidate: usize) {
    recent.retain(|c| *c != candidate);
    recent.push(candidate);
    if recent.len() > 48 {
        recent.remove(0);
    }
}

/// The features of nobody, then of everybody in the field, then of who is named right after.
fn rivals(
    doc: &Document<'_>,
    candidates: &[Candidate],
    field: &[usize],
    ahead: Option<Place>,
    asked: Asks,
    pronoun: Place,
) -> Vec<Features> {
    let kind = match asked {
        Asks::One(_) => 0,
        Asks::Many => 1,
        Asks::Thing => 2,
    };
    let last_subject =
        |c: usize| candidates[c].places.iter().rev().find(|p| p.part == Part::Subject).map_or(0, |p| p.head + 1);
    let most = field.iter().map(|c| candidates[*c].count).max().unwrap_or(0);
    let mut nobody = Vec::new();
    if kind != 0 || field.is_empty() {
        ranking::nobody(doc, pronoun, kind, field.len(), &mut nobody);
    }
    let mut out = vec![Features { values: nobody, heads: Vec::new() }];
    for (rank, number) in field.iter().enumerate() {
        let candidate = &candidates[*number];
        let own = last_subject(*number);
        let rival = Rival {
            places: &candidate.places,
            count: candidate.count,
            first: candidate.first,
            is_named: candidate.entity.is_some(),
            gender: match (asked, candidate.gender) {
                (Asks::One(_), Some(_)) if candidate.gender_is_said => 3,
                (Asks::One(asked), Some(gender)) => 1 + u32::from(asked != gender),
                _ => 0,
            },
            being: candidate.being,
            rank,
            subject_rank: field.iter().filter(|other| last_subject(**other) > own).count(),
            is_topic: candidate.count == most,
        };
        let mut values = Vec::with_capacity(24);
        ranking::features(doc, &rival, pronoun, kind, &mut values);
        out.push(Features { values, heads: candidate.places.iter().map(|p| p.head).collect() });
    }
    if let Some(place) = ahead {
        let mut values = Vec::new();
        ranking::ahead(doc, place, pronoun, field.len(), &mut values);
        out.push(Features { values, heads: vec![place.head] });
    }
    out
}

/// A mention in the order of the text.
#[derive(Debug, Clone)]
struct Item {
    tokens: Range<usize>,
    head: usize,
    form: MentionForm,
    entity: Option<usize>,
    gender: Option<Gender>,
    gender_is_said: bool,
    being: Being,
    maybe_person: bool,
    is_plural: bool,
    asks: Option<Asks>,
}

/// What "it" and "they" may mean besides persons and bodies.
fn things(doc: &Document<'_>, items: &[Item]) -> Vec<Item> {
    let mut taken = vec![false; doc.len()];
    items.iter().for_each(|item| taken[item.head] = true);
    let thing = |head: usize| Item {
        tokens: head..head + 1,
        head,
        form: MentionForm::Nominal,
        entity: None,
        gender: None,
        gender_is_said: false,
        being: Being::Thing,
        maybe_person: false,
        is_plural: matches!(doc.xpos[head], Xpos::Nns | Xpos::Nnps),
        asks: None,
    };
    let phrases = Phrases::of(doc);
    (0..doc.len()).filter(|t| !taken[*t] && phrases.is_head(doc, *t)).map(thing).collect()
}

impl Item {
    /// This pronoun as a mention of an entity.
    fn resolved(&self, entity: Option<usize>, rule: &'static str, antecedent: Option<usize>) -> Resolved {
        let mention =
            MentionLayer { tokens: self.tokens.clone(), head: self.head, form: MentionForm::Pronoun, entity, rule };
        Resolved { mention, antecedent }
    }
}

fn items_of(doc: &Document<'_>, named: &Named, nominals: &[Nominal]) -> Vec<Item> {
    let mut items = Vec::new();
    for mention in &named.mentions {
        let Some(entity) = mention.entity else { continue };
        let draft = &named.drafts[entity];
        let (being, is_plural) = match draft.kind {
            EntityKind::Person => (Being::Person, false),
            EntityKind::Organization | EntityKind::Place => (Being::Organization, false),
            EntityKind::Group => (Being::People, true),
            EntityKind::Event | EntityKind::Other => continue,
        };
        // A demonym before a noun is nobody: "the Danish minister".
        let adjective = doc.upos[mention.head] == Upos::Adj
            || mention.rule == "demonym" && doc.deprels[mention.head] == Deprel::Amod;
        if adjective {
            continue;
        }
        items.push(Item {
            tokens: mention.tokens.clone(),
            head: mention.head,
            form: MentionForm::Name,
            entity: Some(entity),
            gender: draft.gender,
            gender_is_said: draft.gender_is_said,
            being,
            maybe_person: being == Being::Organization && words::is_given_name(&draft.name),
            is_plural,
            asks: None,
        });
    }
    for nominal in nominals {
        items.push(Item {
            tokens: nominal.tokens.clone(),
            head: nominal.head,
            form: MentionForm::Nominal,
            entity: nominal.entity.map(|e| e.0),
            gender: nominal.role.gender,
            gender_is_said: true,
            maybe_person: false,
            being: if nominal.is_plural { Being::People } else { nominal.role.being },
            is_plural: nominal.is_plural,
            asks: None,
        });
    }
    for token in (0..doc.len()).filter(|t| doc.upos[*t] == Upos::Pron) {
        let Some(asked) = asks(doc.lower(token)) else { continue };
        items.push(Item {
            tokens: token..token + 1,
            head: token,
            form: MentionForm::Pronoun,
            entity: None,
            gender: None,
            gender_is_said: false,
            being: Being::Person,
            maybe_person: false,
            is_plural: false,
            asks: Some(asked),
        });
    }
    items
}

impl Candidate {
    fn new(place: Place, item: &Item) -> Self {
        Self {
            entity: item.entity,
            gender: None,
            gender_is_said: false,
            being: item.being,
            maybe_person: item.maybe_person,
            is_plural: item.is_plural,
            places: Vec::new(),
            count: 0,
            first: place.sentence,
        }
    }

    /// The head of the last mention.
    fn last(&self) -> Option<usize> {
        self.places.last().map(|place| place.head)
    }

    fn meet(&mut self, place: Place, gender: Option<Gender>, is_said: bool) {
        if gender.is_some() && (self.gender.is_none() || is_said && !self.gender_is_said) {
            (self.gender, self.gender_is_said) = (gender, is_said);
        }
        self.count += 1;
        if self.places.len() == REMEMBERED {
            self.places.remove(0);
        }
        self.places.push(place);
    }

    /// Whether number and gender allow what is asked for.
    fn allows(&self, asked: Asks) -> bool {
        match asked {
            Asks::One(gender) => {
                let agrees = self.gender.is_none_or(|g| g == gender);
                (self.being == Being::Person || self.maybe_person) && !self.is_plural && agrees
            }
            Asks::Many => self.is_plural || matches!(self.being, Being::Organization | Being::People),
            Asks::Thing => matches!(self.being, Being::Organization | Being::Thing) && !self.is_plural,
        }
    }
}

fn place_of(doc: &Document<'_>, head: usize, form: MentionForm, quoted: &[bool]) -> Place {
    // A name in a row of names plays the part of the first; a row of thousands has none.
    let joined = |t: usize| matches!(doc.deprels[t], Deprel::Conj | Deprel::Flat | Deprel::Appos);
    let above = |t: &usize| doc.head(*t).filter(|_| joined(*t));
    let at = std::iter::successors(Some(head), above).take(30).last().unwrap_or(head);
    let part = match doc.deprels[at].universal() {
        _ if doc.deprels[at] == Deprel::NmodPoss => Part::Possessor,
        Deprel::Nsubj | Deprel::Csubj => Part::Subject,
        Deprel::Obj | Deprel::Iobj => Part::Object,
        Deprel::Obl => Part::Oblique,
        // Fragments and copulas: "The winner: Holm".
        Deprel::Root => Part::Subject,
        _ => Part::Other,
    };
    let governor = doc.head(at).unwrap_or(at);
    let sentence = doc.sentence_of[head] as usize;
    let paragraph = doc.sentences[sentence].paragraph;
    Place { head, sentence, paragraph, part, governor, form, quoted: quoted[head] }
}

/// The one named next in the sentence, whom a pronoun in an opening clause points ahead to
/// ("After he left, Holm ...").
fn ahead(doc: &Document<'_>, items: &[Item], asked: Asks, pronoun: Place, quoted: &[bool]) -> Option<(usize, Place)> {
    let Asks::One(gender) = asked else { return None };
    let fits = |item: &&Item| {
        item.form == MentionForm::Name
            && item.being == Being::Person
            && !item.is_plural
            && item.gender.is_none_or(|g| g == gender)
    };
    let here = items.iter().take_while(|i| doc.sentence_of[i.head] as usize == pronoun.sentence).filter(fits);
    let mut places = here
        .filter_map(|item| Some((item.entity?, place_of(doc, item.head, item.form, quoted))))
        .filter(|(_, place)| !ranking::clash(doc, place, pronoun));
    places.clone().find(|(_, place)| place.part == Part::Subject).or_else(|| places.next())
}
