//! Who and what an article names: mentions, the entities they refer to, canonical names.
//!
//! Needs: every layer up to names. Within one article only; the store links entities
//! across articles.

mod chains;
mod first_person;
mod kinds;
mod layer;
mod names;
mod nominals;
mod offices;
mod person;
mod phrases;
mod pronoun_model;
mod pronoun_training;
mod pronouns;
mod taking_up;
#[cfg(test)]
mod tests;
mod words;

pub use chains::{Chain, link_chains};
pub use layer::{EntityLayer, MentionLayer};
pub(crate) use person::{is_family_first, is_particle};
pub use pronoun_model::PronounModel;
pub use pronoun_training::Referent;
pub(crate) use words::{Being, capitalised, is_given_name, is_short_form, is_sovereign, role, short_forms, title};

use parallax_records::{Date, Entity, EntityKind};

use crate::document::Document;

/// Finds the mentions of a document and who they refer to; the day says who held an office.
pub fn resolve_entities(doc: &Document<'_>, model: &PronounModel, published: Option<Date>) -> EntityLayer {
    let day = published.map(|date| date.first().format("%Y-%m-%d").to_string());
    let mut named = names::link(doc, day.as_deref());
    let nominals = nominals::link(doc, &mut named, day.as_deref());
    let pronouns = pronouns::link(doc, &mut named, &nominals, &mut &*model);
    let names::Named { drafts, mut mentions } = named;
    mentions.extend(nominals.iter().map(nominals::Nominal::mention));
    let taken_up = pronouns.iter().filter_map(|p| Some((p.mention.head, p.antecedent?))).collect();
    mentions.extend(pronouns.into_iter().map(|p| p.mention));

    // Entities in the order of their first mention; those that lost every mention go.
    let mut is_mentioned = vec![false; drafts.len()];
    mentions.iter().filter_map(|m| m.entity).for_each(|e| is_mentioned[e] = true);
    let mut order: Vec<usize> = (0..drafts.len()).filter(|d| is_mentioned[*d]).collect();
    order.sort_by_key(|d| (drafts[*d].first, *d));
    let mut place = vec![None; drafts.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = Some(new);
    }
    for mention in &mut mentions {
        mention.entity = mention.entity.and_then(|e| place[e]);
    }
    let entities = order.into_iter().map(|d| entity(&drafts[d])).collect();
    let mut layer = EntityLayer { entities, mentions, at: Vec::new(), taken_up, chains: Vec::new() };
    layer.index(doc.len());
    layer
}

fn entity(draft: &names::Draft) -> Entity {
    let aliases = draft.surfaces.keys().filter(|s| **s != draft.name).cloned().collect();
    Entity {
        kind: draft.kind,
        name: draft.name.clone(),
        aliases,
        wikidata: None,
        geonames: None,
        country: None,
        gender: draft.gender.filter(|_| draft.kind == EntityKind::Person),
    }
}
