//! Whom a pronoun means.
//!
//! Needs: tags, tree, linked names and nominals. Every person, body or people mentioned before
//! competes; grammar rules some out (number, gender, a verb's subject is not its own object) and the rest are weighed by
//! closeness, grammatical role, parallel role, the clauses above the pronoun, and how often they were
//! mentioned (after Hobbs 1978 and Lappin & Leass 1994). First and second persons are left to
//! the quotes, which know who speaks.
//!
//! Known misses: "they" for two persons named apart; pronouns that stand before their name in an earlier sentence.

use std::ops::Range;

use parallax_records::{EntityKind, Gender, MentionForm};

use super::layer::MentionLayer;
use super::names::Named;
use super::nominals::Nominal;
use super::words::Being;
use crate::document::Document;
use crate::tagset::{Deprel, Upos};

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

/// The part that a mention plays in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Subject,
    Object,
    Oblique,
    Possessor,
    Other,
}

/// One mention that may be meant.
#[derive(Debug, Clone, Copy)]
struct Place {
    head: usize,
    sentence: usize,
    part: Part,
    /// The verb or noun it hangs on.
    governor: usize,
    form: MentionForm,
}

/// Somebody who may be meant.
#[derive(Debug, Clone)]
struct Candidate {
    /// Index into the drafts; `None` for somebody without a name.
    entity: Option<usize>,
    gender: Option<Gender>,
    being: Being,
    is_plural: bool,
    /// The last three mentions, newest last.
    places: Vec<Place>,
    count: u32,
    first: usize,
}

/// How many of those mentioned last compete.
const FIELD: usize = 14;

/// Links the pronouns of a document; genders that a link shows are kept in the drafts.
pub(crate) fn link(doc: &Document<'_>, named: &mut Named, nominals: &[Nominal]) -> Vec<MentionLayer> {
    let mut items = items_of(doc, named, nominals);
    items.sort_by_key(|i| (i.tokens.start, i.tokens.end));
    let quoted = crate::quotes::quoted_tokens(doc);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut out = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let place = place_of(doc, item.head, item.form);
        let Some(asked) = item.asks else {
            let known = candidates.iter_mut().position(|c| match item.entity {
                Some(entity) => c.entity == Some(entity),
                None => false,
            });
            match known {
                Some(known) => candidates[known].meet(place, item),
                None => candidates.push(Candidate::new(place, item)),
            }
            continue;
        };
        let tokens = item.tokens.clone();
        let best = choose(doc, &candidates, asked, place, &quoted);
        let (entity, rule) = match best {
            Some(best) => {
                let candidate = &mut candidates[best];
                let rule = if candidate.entity.is_some() { "pronoun" } else { "pronoun-unnamed" };
                if let Asks::One(gender) = asked {
                    candidate.gender = candidate.gender.or(Some(gender));
                    if let Some(draft) =
                        candidate.entity.map(|e| &mut named.drafts[e]).filter(|d| d.kind == EntityKind::Person)
                    {
                        draft.gender = draft.gender.or(Some(gender));
                    }
                }
                candidate.meet(place, item);
                (candidate.entity, rule)
            }
            None => match ahead(doc, &items[number + 1..], asked, place) {
                Some(entity) => (Some(entity), "pronoun-ahead"),
                None => (None, "pronoun-open"),
            },
        };
        out.push(MentionLayer { tokens, head: item.head, form: MentionForm::Pronoun, entity, rule });
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
    being: Being,
    is_plural: bool,
    asks: Option<Asks>,
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
            being,
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
            being: Being::Person,
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
            gender: item.gender,
            being: item.being,
            is_plural: item.is_plural,
            places: vec![place],
            count: 1,
            first: place.sentence,
        }
    }

    fn meet(&mut self, place: Place, item: &Item) {
        self.gender = self.gender.or(item.gender);
        self.count += 1;
        if self.places.len() == 3 {
            self.places.remove(0);
        }
        self.places.push(place);
    }

    /// Whether number and gender allow what is asked for.
    fn allows(&self, asked: Asks) -> bool {
        match asked {
            Asks::One(gender) => {
                self.being == Being::Person && !self.is_plural && self.gender.is_none_or(|g| g == gender)
            }
            Asks::Many => self.is_plural || self.being != Being::Person,
            Asks::Thing => self.being == Being::Organization && !self.is_plural,
        }
    }
}

fn place_of(doc: &Document<'_>, head: usize, form: MentionForm) -> Place {
    // A name in a row of names plays the part of the first.
    let mut at = head;
    while doc.deprels[at] == Deprel::Conj || matches!(doc.deprels[at], Deprel::Flat | Deprel::Appos) {
        match doc.head(at) {
            Some(first) => at = first,
            None => break,
        }
    }
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
    Place { head, sentence: doc.sentence_of[head] as usize, part, governor, form }
}

/// The weight of everything that speaks for a candidate.
fn weigh(doc: &Document<'_>, candidate: &Candidate, asked: Asks, pronoun: Place, quoted: &[bool]) -> Option<i32> {
    let mut best: Option<i32> = None;
    for place in candidate.places.iter().rev() {
        let apart = pronoun.sentence - place.sentence;
        let mut score = match apart {
            0 => 90,
            1 => 70,
            2 => 30,
            3 => 12,
            _ => -10 - apart as i32 * 4,
        };
        if apart == 0 {
            // A verb's subject and object are two, unless the pronoun says "himself".
            let reflexive = doc.lower(pronoun.head).ends_with("self");
            let clash = place.governor == pronoun.governor
                && pronoun.part != Part::Possessor
                && place.part != Part::Possessor
                && doc.upos[place.governor] == Upos::Verb;
            if clash && !reflexive {
                return None;
            }
            if reflexive && clash && place.part == Part::Subject {
                score += 200;
            }
            // The possessor of the thing that the mention itself is part of.
            if pronoun.part == Part::Possessor && place.head == pronoun.governor {
                return None;
            }
            score += match above(doc, place, pronoun) {
                Some(0) => 45,
                Some(1) => 35,
                Some(2) => 20,
                Some(_) => 10,
                None => 0,
            };
            score -= ((pronoun.head.saturating_sub(place.head)) / 6).min(5) as i32 * 2;
        }
        score += match place.part {
            Part::Subject => 40,
            Part::Object => 15,
            Part::Oblique => 8,
            Part::Possessor => 6,
            Part::Other => 0,
        };
        if place.part == pronoun.part || pronoun.part == Part::Possessor && place.part == Part::Subject {
            score += 18;
        }
        score += match place.form {
            MentionForm::Pronoun => 22,
            MentionForm::Name => 8,
            MentionForm::Nominal => -10,
        };
        if quoted[place.head] != quoted[pronoun.head] {
            score -= 14;
        }
        best = Some(best.map_or(score, |b| b.max(score)));
    }
    let mut score = best?;
    score += (candidate.count.min(6) as i32 - 1) * 5;
    if candidate.first == 0 {
        score += 6;
    }
    if let Asks::One(gender) = asked {
        score += if candidate.gender == Some(gender) { 18 } else { -4 };
        if candidate.entity.is_none() {
            score -= 12;
        }
    }
    Some(score)
}

/// How many clauses up a mention is the subject of one above the pronoun.
fn above(doc: &Document<'_>, place: &Place, pronoun: Place) -> Option<usize> {
    if place.part != Part::Subject {
        return None;
    }
    let mut at = pronoun.governor;
    for step in 0..6 {
        if at == place.governor {
            return Some(step);
        }
        at = doc.head(at)?;
    }
    None
}

/// The likeliest candidate.
fn choose(doc: &Document<'_>, candidates: &[Candidate], asked: Asks, pronoun: Place, quoted: &[bool]) -> Option<usize> {
    let mut field: Vec<usize> = (0..candidates.len()).filter(|c| candidates[*c].allows(asked)).collect();
    field.sort_by_key(|c| std::cmp::Reverse(candidates[*c].places.last().map_or(0, |p| p.head)));
    field.truncate(FIELD);
    let least = match asked {
        Asks::One(_) => 0,
        Asks::Many => 105,
        Asks::Thing => 130,
    };
    let scored = field.into_iter().filter_map(|c| Some((weigh(doc, &candidates[c], asked, pronoun, quoted)?, c)));
    scored.filter(|(score, _)| *score >= least).max_by_key(|(score, c)| (*score, *c)).map(|(_, c)| c)
}

/// The subject of the same sentence that a pronoun in an opening clause points ahead to
/// ("After he left, Holm ...").
fn ahead(doc: &Document<'_>, items: &[Item], asked: Asks, pronoun: Place) -> Option<usize> {
    let fits = |item: &&Item| match asked {
        Asks::One(gender) => {
            item.asks.is_none()
                && item.being == Being::Person
                && !item.is_plural
                && item.gender.is_none_or(|g| g == gender)
        }
        _ => false,
    };
    let near = items.iter().take_while(|i| doc.sentence_of[i.head] as usize <= pronoun.sentence + 1);
    near.filter(fits).find_map(|item| item.entity)
}
