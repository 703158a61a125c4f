//! Chains: everything that a text speaks of more than once, named or not.
//!
//! Needs: tags, tree, linked mentions. Entities are chains already; here the common nouns join: a definite phrase means
//! the last one before it with the same head noun that says all it says ("a grey van with no plates ... the van"), a
//! pronoun goes with whatever it takes up. What nobody names stays without entity and is nobody's row in a list,
//! but "she said" can be told as "the nurse" (after the strict head match of Raghunathan et al. 2010).
//!
//! Known misses: another noun for the same thing ("the van ... the vehicle"); rows of persons taken up by "they".

use std::ops::Range;

use parallax_records::{EntityKind, MentionForm, Quote};
use rustc_hash::{FxHashMap, FxHashSet};

use super::first_person;
use super::layer::{EntityLayer, MentionLayer};
use super::phrases::Phrases;
use super::taking_up::{FIELD, clauses, named_place, takes_up};
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// Mentions of one and the same, two or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Index into [`EntityLayer::entities`], where it has a name.
    pub entity: Option<usize>,
    /// Their phrases in the order of the text, with the token that the rest hangs on.
    pub mentions: Vec<(Range<usize>, usize)>,
}

/// How a noun phrase opens, which says whether it takes something up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opening<'d> {
    /// "the"
    Definite,
    /// "this", "those", "such"
    Near,
    /// "his", "Holm's": the possessor's phrase, or the word where that one is no phrase.
    Possessed(Result<usize, &'d str>),
    /// "a", "some", "every", "another"
    Indefinite,
    /// No determiner.
    Bare,
}

/// A phrase that may be mentioned again.
#[derive(Debug)]
pub(super) struct Phrase<'d> {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) form: MentionForm,
    /// The head's dictionary form, of a name its last word in lower case.
    pub(super) lemma: &'d str,
    /// The other words that say which one it is.
    pub(super) words: Vec<&'d str>,
    pub(super) opening: Opening<'d>,
    pub(super) is_plural: bool,
    pub(super) is_proper: bool,
    pub(super) entity: Option<usize>,
}

/// Links the first persons to who speaks, the author outside of quotes; fills the chains, and tells of speakers without
/// name whom they mean.
pub fn link_chains(doc: &Document<'_>, layer: &mut EntityLayer, quotes: &mut [Quote], byline: Option<&str>) {
    let voices = first_person::link(doc, layer, quotes, byline);
    layer.chains = chains(doc, layer, &voices);
    for quote in quotes {
        // An inner quote's "I" is known only now.
        let said_by = quote.speaker.map(|s| doc.tokens_in(doc.range_of_span(s))).filter(|t| t.len() == 1);
        if let Some(entity) = said_by.and_then(|t| layer.mention_at(t.start)).filter(|m| m.rule == "first-person")
            && quote.speaker_entity.is_none()
        {
            quote.speaker_entity = entity.entity;
        }
        let words = quote.speaker_means.or(quote.speaker);
        let Some(words) = words.filter(|_| quote.speaker_entity.is_none()) else { continue };
        let tokens = doc.tokens_in(doc.range_of_span(words));
        if tokens.len() == 1 && doc.upos[tokens.start] == Upos::Pron {
            quote.speaker_means = layer.phrase_of(doc, tokens.start).map(|phrase| doc.span(doc.range_of(phrase)));
        }
    }
}

fn chains(doc: &Document<'_>, layer: &EntityLayer, voices: &FxHashMap<usize, usize>) -> Vec<Chain> {
    let clauses = clauses(doc);
    let phrases = phrases(doc, layer, voices, &clauses);
    let mut groups = Groups((0..phrases.len()).collect());
    let by_head: FxHashMap<usize, usize> = phrases.iter().enumerate().map(|(n, p)| (p.head, n)).collect();
    let mut of_entity: FxHashMap<usize, usize> = FxHashMap::default();
    let mut of_voice: FxHashMap<usize, usize> = FxHashMap::default();
    for (number, phrase) in phrases.iter().enumerate() {
        if let Some(entity) = phrase.entity {
            groups.join(number, *of_entity.entry(entity).or_insert(number));
        } else if let Some(voice) = voices.get(&phrase.head) {
            groups.join(number, *of_voice.entry(*voice).or_insert(number));
        }
        if let Some(antecedent) = layer.taken_up.get(&phrase.head).and_then(|head| by_head.get(head)) {
            groups.join(number, *antecedent);
        }
    }
    let mut by_lemma: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (number, phrase) in phrases.iter().enumerate().filter(|(_, p)| p.form != MentionForm::Pronoun) {
        if phrase.entity.is_none() {
            let before = by_lemma.get(phrase.lemma).into_iter().flatten().rev().copied();
            let antecedent = before.take(FIELD).find(|other| takes_up(doc, layer, &phrases, &groups, number, *other));
            if let Some(antecedent) = antecedent.or_else(|| named_place(layer, doc, &phrases, number)) {
                groups.join(number, antecedent);
            }
        }
        by_lemma.entry(phrase.lemma).or_default().push(number);
        // "The Holm Foundation for the Arts" is "the foundation" later.
        let head = doc.lower(phrase.head);
        if phrase.form == MentionForm::Name && head != phrase.lemma {
            by_lemma.entry(head).or_default().push(number);
        }
    }
    for (this, clause) in &clauses {
        if let (Some(this), Some(clause)) = (by_head.get(this), by_head.get(clause)) {
            groups.join(*this, *clause);
        }
    }
    let mut chains: Vec<Vec<usize>> = vec![Vec::new(); phrases.len()];
    for number in 0..phrases.len() {
        chains[groups.root(number)].push(number);
    }
    let chain = |members: Vec<usize>| Chain {
        entity: members.iter().find_map(|m| phrases[*m].entity),
        mentions: members.iter().map(|m| (phrases[*m].tokens.clone(), phrases[*m].head)).collect(),
    };
    chains.into_iter().filter(|members| members.len() > 1).map(chain).collect()
}

/// How many tokens from its head a phrase is read; what is longer is no phrase.
const FAR: usize = 24;

/// The names, pronouns and noun phrases of a document that may be part of a chain, in order of their heads.
fn phrases<'d>(
    doc: &'d Document<'_>,
    layer: &EntityLayer,
    voices: &FxHashMap<usize, usize>,
    clauses: &[(usize, usize)],
) -> Vec<Phrase<'d>> {
    let shapes = Phrases::of(doc);
    let demonstratives: FxHashSet<usize> = clauses.iter().map(|(this, _)| *this).collect();
    let told: FxHashSet<usize> = clauses.iter().map(|(_, clause)| *clause).collect();
    let mut mentioned = vec![u32::MAX; doc.len()];
    for (number, mention) in layer.mentions.iter().enumerate() {
        // A demonym before a noun names nobody ("the Danish minister"); appositions and predicates belong to the
        // mention that they describe.
        let adjective = mention.form == MentionForm::Name && doc.upos[mention.head] == Upos::Adj;
        if !adjective && !matches!(mention.rule, "apposition" | "copula") {
            mentioned[mention.head] = number as u32;
        }
    }
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    (0..doc.len()).filter(|t| shapes.is_head(doc, *t)).for_each(|t| *counts.entry(doc.lemma(t)).or_default() += 1);
    for name in layer.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        *counts.entry(doc.lower(name.tokens.end - 1)).or_default() += 1;
    }
    let antecedents: FxHashSet<usize> = layer.taken_up.values().copied().collect();
    let titled: FxHashMap<usize, usize> = layer.mentions.iter().filter_map(|m| title(doc, layer, m)).collect();
    let titles: FxHashSet<usize> = titled.values().copied().collect();
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    let mut found = Vec::new();
    for (head, mention) in mentioned.into_iter().enumerate() {
        let mention = layer.mentions.get(mention as usize);
        let alone = head..head + 1;
        // A noun that stands once and that nothing takes up is in no chain; names are taken up by their last word.
        let once = || !antecedents.contains(&head) && counts.get(doc.lemma(head)).is_none_or(|n| *n < 2);
        let (tokens, form) = match mention {
            Some(mention) if mention.form == MentionForm::Pronoun => (alone, MentionForm::Pronoun),
            Some(mention) => {
                let mut tokens = shapes.around(doc, &mention.tokens, head);
                if let Some(title) = titled.get(&head) {
                    tokens.start = tokens.start.min(shapes.start(*title));
                }
                (tokens, mention.form)
            }
            None if titles.contains(&head) => continue,
            None if demonstratives.contains(&head) => (alone, MentionForm::Pronoun),
            None if told.contains(&head) && matches!(doc.upos[head], Upos::Verb | Upos::Aux) => {
                (alone, MentionForm::Nominal)
            }
            None if told.contains(&head) => (shapes.around(doc, &alone, head), MentionForm::Nominal),
            None if voices.contains_key(&head) => (alone, MentionForm::Pronoun),
            None if shapes.is_head(doc, head) && !once() => (shapes.around(doc, &alone, head), MentionForm::Nominal),
            None => continue,
        };
        numbers.insert(head, found.len());
        found.push(Phrase {
            head,
            form,
            lemma: match mention {
                Some(mention) if mention.form == MentionForm::Name => doc.lower(mention.tokens.end - 1),
                _ => doc.lemma(head),
            },
            words: words(doc, &tokens, head),
            opening: Opening::Bare,
            is_plural: matches!(doc.xpos[head], Xpos::Nns | Xpos::Nnps),
            is_proper: doc.upos[head] == Upos::Propn,
            entity: mention.and_then(|m| m.entity),
            tokens,
        });
    }
    for phrase in &mut found {
        phrase.opening = match shapes.owner(phrase.head) {
            Some(owner) => Opening::Possessed(numbers.get(&owner).copied().ok_or_else(|| doc.lower(owner))),
            None => opening(doc, &phrase.tokens, phrase.head),
        };
    }
    found
}

/// The head of a person's name with the noun before it that tells who that is ("defender Anna Holm").
fn title(doc: &Document<'_>, layer: &EntityLayer, name: &MentionLayer) -> Option<(usize, usize)> {
    let is_person = |e: usize| layer.entities[e].kind == EntityKind::Person;
    let before = name.tokens.start.checked_sub(1).filter(|t| doc.sentence_of[*t] == doc.sentence_of[name.head])?;
    let noun = matches!(doc.upos[before], Upos::Noun | Upos::Propn) && doc.name_at(before).is_none();
    let (above, own) = (doc.head(name.head), doc.head(before));
    let joined = above == Some(before) || own == Some(name.head) || above.is_some() && above == own;
    (name.form == MentionForm::Name && name.entity.is_some_and(is_person) && noun && joined)
        .then_some((name.head, before))
}

/// What a phrase says besides its head.
fn words<'d>(doc: &'d Document<'_>, tokens: &Range<usize>, head: usize) -> Vec<&'d str> {
    let tells = |t: &usize| {
        *t != head
            && matches!(doc.upos[*t], Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb)
            && !matches!(doc.lower(*t), "said" | "same" | "such" | "own")
    };
    let near = tokens.start.max(head.saturating_sub(FAR))..tokens.end.min(head + FAR);
    near.filter(tells).map(|t| doc.lower(t)).collect()
}

/// How a phrase without possessor opens.
fn opening<'d>(doc: &Document<'_>, tokens: &Range<usize>, head: usize) -> Opening<'d> {
    let leads = |t: &usize| matches!(doc.deprels[*t].universal(), Deprel::Det | Deprel::Amod | Deprel::Nummod);
    match (tokens.start.max(head.saturating_sub(FAR))..head).find(leads).map(|t| doc.lower(t)) {
        Some("the") => Opening::Definite,
        Some("this" | "that" | "these" | "those" | "such" | "both") => Opening::Near,
        Some(
            "a" | "an" | "some" | "any" | "no" | "another" | "every" | "each" | "other" | "several" | "many" | "more"
            | "all" | "most",
        ) => Opening::Indefinite,
        _ => Opening::Bare,
    }
}

/// Sets that grow together, each known by its first member.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    pub(super) fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Annotator, Input, TextBuffer, link_chains, resolve_entities};

    /// The chains of a text, each as its phrases.
    fn chains(body: &str) -> Vec<Vec<String>> {
        let annotator = Annotator::new();
        let buffer = TextBuffer::new(&Input { body, ..Input::default() });
        let doc = annotator.document(&buffer);
        let model = crate::PronounModel::english().expect("the embedded model");
        let mut layer = resolve_entities(&doc, &model, None);
        link_chains(&doc, &mut layer, &mut [], None);
        let phrase = |(tokens, _): &(std::ops::Range<usize>, usize)| doc.text_of(tokens.clone()).to_owned();
        layer.chains.iter().map(|c| c.mentions.iter().map(phrase).collect()).collect()
    }

    #[test]
    fn a_definite_phrase_takes_up_what_says_as_much() {
        let found = chains("Police found a small boat at the pier. A fisherman saw the small boat on Friday.");
        assert_eq!(found, [["a small boat", "the small boat"]]);
        let found = chains("The harbour has a bridge. Every bridge needs paint. A second bridge is planned.");
        assert_eq!(found, Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_name_is_taken_up_by_its_last_word() {
        let found = chains("Ferries pass below the Harl Bay Bridge. The bridge was closed on Monday.");
        assert!(
            found.iter().any(|c| c.len() == 2 && c[0].ends_with("Harl Bay Bridge") && c[1] == "The bridge"),
            "{found:?}"
        );
    }
}
