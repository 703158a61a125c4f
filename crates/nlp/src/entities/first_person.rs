//! Whom "I", "we" and "you" mean: who speaks, those they speak for, and whom they speak to.
//!
//! Needs: linked entities, quotes. In a quote "I" is its speaker, outside of quotes the author. "We" is a body that
//! speaks, else some group of the speaker's: one and the same for each speaker, and nobody by name.
//!
//! Known misses: "I" in marks that nobody is said to speak; speakers who quote themselves.

use parallax_records::{Entity, EntityKind, MentionForm, Quote, QuoteKind, TextRange};
use rustc_hash::FxHashMap;

use super::layer::{EntityLayer, MentionLayer};
use super::person::PersonName;
use super::words;
use crate::document::Document;
use crate::tagset::Upos;

/// The person of a pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Person {
    I,
    We,
    You,
}

fn person(lower: &str) -> Option<Person> {
    Some(match lower {
        "i" | "me" | "my" | "mine" | "myself" => Person::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Person::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Person::You,
        _ => return None,
    })
}

/// Whose words a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Voice {
    Author,
    Entity(usize),
    /// The head of the words that name the speaker.
    Unnamed(usize),
}

/// Adds the mentions of speakers by "I" to the layer; gives the pronouns that stay without name a number each voice.
pub(super) fn link(
    doc: &Document<'_>,
    layer: &mut EntityLayer,
    quotes: &[Quote],
    byline: Option<&str>,
) -> FxHashMap<usize, usize> {
    let spoken = spoken(doc, layer, quotes);
    let mut numbers: FxHashMap<(Voice, Person), usize> = FxHashMap::default();
    let mut voices = FxHashMap::default();
    let mut found = Vec::new();
    let byline = byline.and_then(single_person);
    let mut author = None;
    for token in (0..doc.len()).filter(|t| doc.upos[*t] == Upos::Pron) {
        let Some(person) = person(doc.lower(token)) else { continue };
        let at = doc.range(token);
        // Of quotes in quotes the inner one stands last.
        let Some(voice) =
            spoken.iter().rev().find(|(range, ..)| range.contains(at)).map_or(Some((Voice::Author, None)), |s| s.1)
        else {
            continue;
        };
        let (voice, addressee) = voice;
        let entity = match (person, voice) {
            (Person::I, Voice::Entity(entity)) => Some(entity),
            (Person::I, Voice::Author) => {
                author = author.or_else(|| Some(author_of(layer, byline.as_ref()?)));
                author
            }
            (Person::We, Voice::Entity(entity)) => {
                Some(entity).filter(|e| layer.entities[*e].kind == EntityKind::Organization)
            }
            (Person::You, _) => addressee,
            _ => None,
        };
        if let Some(entity) = entity {
            found.push(MentionLayer {
                tokens: token..token + 1,
                head: token,
                form: MentionForm::Pronoun,
                entity: Some(entity),
                rule: if voice == Voice::Author { "author" } else { "first-person" },
            });
            continue;
        }
        if let (Person::I, Voice::Unnamed(head)) = (person, voice) {
            layer.taken_up.insert(token, head);
        }
        let next = numbers.len();
        voices.insert(token, *numbers.entry((voice, person)).or_insert(next));
    }
    layer.mentions.extend(found);
    layer.index(doc.len());
    voices
}

/// The one person that a byline names; bodies and several authors are nobody's "I".
fn single_person(byline: &str) -> Option<PersonName> {
    let name = PersonName::of(byline, words::title);
    let is_word =
        |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c));
    let plain = (2..=4).contains(&name.words.len()) && name.written.split(' ').all(is_word);
    (plain && name.is_full() && words::is_given_name(&name.written)).then_some(name)
}

/// The author among the entities, who joins them where the text does not name the author.
fn author_of(layer: &mut EntityLayer, name: &PersonName) -> usize {
    let same = |e: &Entity| e.kind == EntityKind::Person && PersonName::of(&e.name, words::title).words == name.words;
    if let Some(known) = layer.entities.iter().position(same) {
        return known;
    }
    layer.entities.push(Entity {
        kind: EntityKind::Person,
        name: name.written.clone(),
        aliases: Vec::new(),
        wikidata: None,
        geonames: None,
        country: None,
        gender: words::gender_of(&name.words[0]),
    });
    layer.entities.len() - 1
}

/// A stretch of speech with who speaks to whom; nobody knows who speaks where that is `None`.
type Spoken = (TextRange, Option<(Voice, Option<usize>)>);

/// The stretches that are not the author's words, in order of their starts, longer ones first.
fn spoken(doc: &Document<'_>, layer: &EntityLayer, quotes: &[Quote]) -> Vec<Spoken> {
    let mut out = Vec::new();
    for quote in quotes {
        let voice = match (quote.speaker_entity, quote.speaker) {
            (Some(entity), _) => Some(Voice::Entity(entity)),
            (None, Some(span)) => {
                let tokens = doc.tokens_in(doc.range_of_span(span));
                let phrase = layer.mention_of(doc, tokens.clone()).map(|m| m.head);
                phrase.or_else(|| (!tokens.is_empty()).then(|| super::names::head_of(doc, &tokens))).map(Voice::Unnamed)
            }
            (None, None) => None,
        };
        let spans = if quote.kind == QuoteKind::Direct { &quote.content } else { &quote.quoted };
        out.extend(spans.iter().map(|s| (doc.range_of_span(*s), voice.map(|v| (v, quote.addressee)))));
    }
    out.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    out
}
