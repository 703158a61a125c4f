//! The entity layer: who and what a document mentions.

use std::ops::Range;

use parallax_records::{Entity, Mention, MentionForm};

use crate::document::Document;

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

    /// The entity of the smallest mention that holds a token.
    pub fn entity_at(&self, token: usize) -> Option<usize> {
        self.mention_at(token)?.entity
    }

    /// The mention that a run of tokens is about: the one that holds its head, else the
    /// first one in it that is linked.
    pub fn mention_of(&self, doc: &Document<'_>, tokens: Range<usize>) -> Option<&MentionLayer> {
        let inside = |t: usize| tokens.contains(&t);
        let head = tokens.clone().find(|t| doc.head(*t).is_none_or(|h| !inside(h)))?;
        let by_head = self.mention_at(head).filter(|m| m.entity.is_some());
        by_head.or_else(|| tokens.clone().find_map(|t| self.mention_at(t).filter(|m| m.entity.is_some())))
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
