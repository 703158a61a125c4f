//! Noun phrases: how far each noun's goes, and whose it is.
//!
//! Needs: tags, tree, names. One pass over a document, as every noun is asked for its phrase.

use std::ops::Range;

use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// The shapes of the noun phrases of a document, by the token that the rest hangs on.
pub(super) struct Phrases {
    starts: Vec<u32>,
    ends: Vec<u32>,
    owners: Vec<u32>,
    is_predicate: Vec<bool>,
}

/// What may hang on a noun before it as part of its phrase.
fn stands_before(relation: Deprel) -> bool {
    use Deprel::{Amod, Compound, Det, Flat, Nmod, Nummod};
    matches!(relation.universal(), Det | Amod | Compound | Nmod | Nummod | Flat)
}

/// What may hang on it behind it; a clause that it is the predicate of does not.
fn stands_behind(relation: Deprel) -> bool {
    use Deprel::{Acl, Appos, Flat, Nmod, Nummod};
    matches!(relation.universal(), Nmod | Acl | Appos | Nummod | Flat)
}

impl Phrases {
    pub(super) fn of(doc: &Document<'_>) -> Self {
        let tokens = || 0..doc.len() as u32;
        let (mut first, mut last): (Vec<u32>, Vec<u32>) = (tokens().collect(), tokens().collect());
        for token in tokens() {
            let mut at = token as usize;
            // A tree is hardly ever deeper; the bound guards against cycles.
            for _ in 0..48 {
                let Some(head) = doc.head(at) else { break };
                first[head] = first[head].min(token);
                last[head] = last[head].max(token);
                at = head;
            }
        }
        let mut out = Self {
            starts: tokens().collect(),
            ends: tokens().map(|t| t + 1).collect(),
            owners: vec![u32::MAX; doc.len()],
            is_predicate: vec![false; doc.len()],
        };
        for token in 0..doc.len() {
            let Some(head) = doc.head(token) else { continue };
            let relation = doc.deprels[token];
            if token < head && stands_before(relation) {
                out.starts[head] = out.starts[head].min(first[token]);
            } else if token > head && stands_behind(relation) {
                out.ends[head] = out.ends[head].max(last[token] + 1);
            }
            if relation == Deprel::NmodPoss && out.owners[head] == u32::MAX {
                out.owners[head] = token as u32;
            }
            out.is_predicate[head] |= relation == Deprel::Cop;
        }
        out
    }

    /// Whether a token is a noun with a phrase of its own, outside names.
    pub(super) fn is_head(&self, doc: &Document<'_>, token: usize) -> bool {
        use Deprel::{Appos, Compound, Fixed, Flat, Goeswith};
        matches!(doc.upos[token], Upos::Noun | Upos::Propn)
            && !matches!(doc.deprels[token].universal(), Compound | Flat | Fixed | Goeswith | Appos)
            && !self.is_predicate[token]
            && doc.name_at(token).is_none()
    }

    /// The phrase around a mention: determiners, adjectives and what describes it behind.
    pub(super) fn around(&self, doc: &Document<'_>, tokens: &Range<usize>, head: usize) -> Range<usize> {
        let start = (self.starts[head] as usize).min(tokens.start);
        let mut end = (self.ends[head] as usize).max(tokens.end);
        let closes = |t: usize| matches!(doc.form(t), ")" | "]" | "\"" | "”");
        while end > head + 1 && doc.upos[end - 1] == Upos::Punct && !closes(end - 1) {
            end -= 1;
        }
        // "Holm's": the possessive ending is part of the phrase.
        let possessive = end < doc.len() && doc.xpos[end] == Xpos::Pos && doc.head(end) == Some(head);
        start..end + usize::from(possessive)
    }

    /// Whose it is ("his", "Holm's").
    pub(super) fn owner(&self, head: usize) -> Option<usize> {
        (self.owners[head] != u32::MAX).then_some(self.owners[head] as usize)
    }
}
