//! Whether a phrase means something mentioned before it: the same noun, the place that "the city" is, what "this" is.
//!
//! Needs: tags, tree, linked mentions. After the strict head match of Raghunathan et al. 2010, with what the determiner allows:
//! "the" asks for a phrase that says all it says, "this" for one near by, "her" for one of the same owner.
//!
//! Known misses: another noun for the same thing ("the van ... the vehicle"); "this" for one of several clauses.

use parallax_records::{EntityKind, MentionForm};

use super::chains::{Groups, Opening, Phrase};
use super::layer::EntityLayer;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// How many phrases with the same head noun are looked back over.
pub(super) const FIELD: usize = 12;

/// Nouns that count, measure or date; each mention of them is another one.
fn is_measure(lemma: &str) -> bool {
    matches!(
        lemma,
        "time"
            | "way"
            | "thing"
            | "day"
            | "week"
            | "month"
            | "year"
            | "hour"
            | "minute"
            | "percent"
            | "%"
            | "lot"
            | "kind"
            | "number"
            | "part"
            | "side"
            | "end"
            | "one"
    )
}

/// Whether a phrase means an earlier one with the same head noun.
pub(super) fn takes_up(
    doc: &Document<'_>,
    layer: &EntityLayer,
    phrases: &[Phrase<'_>],
    groups: &Groups,
    number: usize,
    other: usize,
) -> bool {
    let (phrase, before) = (&phrases[number], &phrases[other]);
    let is_person = |e: usize| layer.entities[e].kind == EntityKind::Person;
    if phrase.is_plural != before.is_plural
        || before.form == MentionForm::Name && before.entity.is_some_and(is_person)
        || is_measure(phrase.lemma)
        || phrase.tokens.start < before.tokens.end && before.tokens.start < phrase.tokens.end
    {
        return false;
    }
    let says_all = phrase.words.iter().all(|word| before.words.contains(word));
    let same_words = says_all && before.words.iter().all(|word| phrase.words.contains(word));
    let apart = doc.sentence_of[phrase.head].abs_diff(doc.sentence_of[before.head]);
    match &phrase.opening {
        Opening::Definite => says_all,
        // "This boat" means the last one even where it says something new of it.
        Opening::Near => apart <= 3 || says_all && apart <= 6,
        Opening::Possessed(owner) => match (owner, &before.opening) {
            (Ok(a), Opening::Possessed(Ok(b))) => says_all && groups.root(*a) == groups.root(*b),
            (Err(a), Opening::Possessed(Err(b))) => says_all && a == b,
            // "A speech ... her speech"
            (_, Opening::Definite | Opening::Indefinite | Opening::Bare) => says_all && apart <= 5,
            _ => false,
        },
        Opening::Indefinite => false,
        Opening::Bare => phrase.is_proper && same_words,
    }
}

/// How many sentences "the city" looks back over for its name.
const NEAR: u32 = 4;

/// The place that was named last, for a noun that says no more than what kind of place it is.
pub(super) fn named_place(
    layer: &EntityLayer,
    doc: &Document<'_>,
    phrases: &[Phrase<'_>],
    number: usize,
) -> Option<usize> {
    let phrase = &phrases[number];
    let kind = matches!(
        phrase.lemma,
        "city" | "town" | "village" | "country" | "nation" | "island" | "region" | "state" | "province"
    );
    if !kind
        || !matches!(phrase.opening, Opening::Definite | Opening::Near)
        || !phrase.words.is_empty()
        || phrase.is_plural
    {
        return None;
    }
    let near = |p: &&usize| doc.sentence_of[phrase.head] - doc.sentence_of[phrases[**p].head] <= NEAR;
    let is_place = |p: &Phrase<'_>| {
        p.form == MentionForm::Name && p.entity.is_some_and(|e| layer.entities[e].kind == EntityKind::Place)
    };
    let before: Vec<usize> = (0..number).rev().collect();
    before.iter().take_while(near).copied().find(|p| is_place(&phrases[*p]))
}

/// Every "this" and "that" that stands for what a clause says, with the head of the clause or sentence before it.
pub(super) fn clauses(doc: &Document<'_>) -> Vec<(usize, usize)> {
    let is_one = |t: &usize| {
        matches!(doc.lower(*t), "this" | "that")
            && doc.upos[*t] == Upos::Pron
            && doc.xpos[*t] == Xpos::Dt
            && matches!(doc.deprels[*t].universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Nmod)
    };
    use Deprel::{Advcl, Ccomp, Conj, Parataxis, Root};
    let heads_clause = |t: &usize| {
        doc.upos[*t] == Upos::Verb && matches!(doc.deprels[*t].universal(), Root | Conj | Ccomp | Parataxis | Advcl)
    };
    let before = |this: usize| {
        // "She sang, and that pleased them."
        let here = doc.sentence_tokens(this).start..this;
        if let Some(verb) = here.rev().find(|t| heads_clause(t) && !doc.dominates(*t, this)) {
            return Some((this, verb));
        }
        let sentence = (doc.sentence_of[this] as usize).checked_sub(1)?;
        let root = doc.sentences[sentence].tokens.clone().find(|t| doc.deprels[*t] == Root)?;
        let noun = !matches!(doc.upos[root], Upos::Verb | Upos::Aux);
        let copula = doc.children_by(root, Deprel::Cop).last().filter(|_| noun);
        Some((this, copula.unwrap_or(root)))
    };
    (0..doc.len()).filter(is_one).filter_map(before).collect()
}
