//! The entity layer: who and what a document mentions.

use std::ops::Range;

use parallax_records::{Entity, EntityKind, Mention, MentionForm};
use rustc_hash::FxHashMap;

use super::chains::Chain;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// A mention by its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionLayer {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that the rest hangs on.
    pub head: usize,
    /// How it refers.
    pub form: MentionForm,
    /// Index into [`EntityLayer::entities`]; `None` where nothing in the article says who is meant.
    pub entity: Option<usize>,
    /// The rule that linked it, or that found it where it has no entity.
    pub rule: &'static str,
}

/// Entities and mentions of one document.
#[derive(Debug, Clone, Default)]
pub struct EntityLayer {
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// In order of their first token, longer ones first.
    pub mentions: Vec<MentionLayer>,
    /// The smallest mention at each token, plus one; 0 where there is none.
    pub(crate) at: Vec<u32>,
    /// The heads of pronouns with the heads of what they take up.
    pub(crate) taken_up: FxHashMap<usize, usize>,
    /// What is spoken of more than once, named or not; filled by [`crate::link_chains`].
    pub chains: Vec<Chain>,
}

/// A phrase with more tokens than this is told without what describes it behind.
const LONGEST_PHRASE: usize = 16;

/// Whether a noun is a title, which a wrong tree may hang its own name on.
fn is_title(doc: &Document<'_>, token: usize) -> bool {
    crate::entities::title(doc.lower(token)).is_some()
}

impl EntityLayer {
    /// Sorts the mentions and makes them findable by token.
    pub(crate) fn index(&mut self, tokens: usize) {
        self.mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
        self.at = vec![0; tokens];
        // Outer mentions stand before the ones they hold, which then take their tokens over.
        for (number, mention) in self.mentions.iter().enumerate() {
            self.at[mention.tokens.clone()].fill(number as u32 + 1);
        }
    }

    /// The smallest mention that holds a token.
    pub fn mention_at(&self, token: usize) -> Option<&MentionLayer> {
        self.at.get(token).and_then(|m| (*m as usize).checked_sub(1)).map(|m| &self.mentions[m])
    }

    /// The phrase that first said who is meant by a pronoun that stands for nobody with a name: persons and bodies only.
    pub(crate) fn phrase_of(&self, doc: &Document<'_>, pronoun: usize) -> Option<Range<usize>> {
        let chain = self.chains.iter().find(|c| c.entity.is_none() && c.mentions.iter().any(|(_, h)| *h == pronoun))?;
        let mut before = chain.mentions.iter().take_while(|(_, head)| *head < pronoun);
        let (tokens, head) = before.find(|(_, head)| doc.upos[*head] != Upos::Pron)?;
        crate::entities::role(doc.lemma(*head))?;
        Some(if tokens.len() > LONGEST_PHRASE { tokens.start..head + 1 } else { tokens.clone() })
    }

    /// The entity of the smallest mention that holds a token.
    pub fn entity_at(&self, token: usize) -> Option<usize> {
        self.mention_at(token)?.entity
    }

    /// The mention that a run of tokens is about: the one of its head, or of a name that hangs on
    /// the head as its apposition or its other part ("UN envoy Anna Holm"). A name that only possesses
    /// or places the head is somebody else ("Holm's lawyer", "a spokesman for the UN").
    pub fn mention_of(&self, doc: &Document<'_>, tokens: Range<usize>) -> Option<&MentionLayer> {
        let inside = |t: usize| tokens.contains(&t);
        let head = tokens.clone().find(|t| doc.upos[*t] != Upos::Punct && doc.head(*t).is_none_or(|h| !inside(h)))?;
        let linked = |t: usize| self.mention_at(t).filter(|m| m.entity.is_some());
        let is_person = |m: &MentionLayer| m.entity.is_some_and(|e| self.entities[e].kind == EntityKind::Person);
        if let Some(mention) = linked(head).filter(|m| m.head == head && (is_person(m) || m.form != MentionForm::Name))
        {
            return Some(mention);
        }
        let close = |t: usize| {
            let mut at = t;
            for _ in 0..6 {
                if at == head {
                    return true;
                }
                let joins = matches!(
                    doc.deprels[at].universal(),
                    Deprel::Flat | Deprel::Appos | Deprel::Compound | Deprel::List | Deprel::Dep
                ) || doc.deprels[at] == Deprel::NmodDesc;
                match doc.head(at).filter(|_| joins) {
                    Some(up) => at = up,
                    None => return false,
                }
            }
            false
        };
        let mut beside = tokens.clone().filter(|t| close(*t)).filter_map(linked);
        let modifies = |m: &MentionLayer| m.tokens.end <= head && doc.upos[head] == Upos::Noun && !is_title(doc, head);
        if let Some(person) = beside.clone().find(|m| m.form == MentionForm::Name && is_person(m) && !modifies(m)) {
            return Some(person);
        }
        // The tree may be wrong about a title and its name, which stand together all the same.
        let own = |m: &&MentionLayer| {
            let after = m.tokens.end;
            let before = m.tokens.start.checked_sub(1).filter(|t| inside(*t));
            // "Holm's lawyer", "a Holm aide" and "a Holm-Berg aide" are others.
            let possesses = after < doc.len()
                && inside(after)
                && (doc.xpos[after] == Xpos::Pos || doc.upos[after] == Upos::Noun || doc.form(after) == "-");
            m.form == MentionForm::Name
                && is_person(m)
                && !possesses
                && before.is_none_or(|t| {
                    !matches!(doc.upos[t], Upos::Adp | Upos::Part | Upos::Sconj | Upos::Cconj | Upos::Verb)
                })
        };
        if let Some(person) = tokens.clone().filter_map(linked).find(own) {
            return Some(person);
        }
        linked(head).or_else(|| {
            // A noun of its own with nobody's name: "a UN spokesman" is not the UN.
            let noun =
                self.mention_at(head).is_some_and(|m| m.form == MentionForm::Nominal) || doc.upos[head] == Upos::Noun;
            beside.find(|m| !noun || inside(m.head) && m.form == MentionForm::Nominal)
        })
    }

    /// The entity that a run of tokens is about.
    pub fn entity_of(&self, doc: &Document<'_>, tokens: Range<usize>) -> Option<usize> {
        self.mention_of(doc, tokens)?.entity
    }

    /// The mentions as they are stored.
    pub fn records(&self, doc: &Document<'_>) -> Vec<Mention> {
        let record = |m: &MentionLayer| Mention {
            at: doc.span(doc.range_of(m.tokens.clone())),
            entity: m.entity,
            form: m.form,
            rule: m.rule,
        };
        self.mentions.iter().map(record).collect()
    }
}
