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

/// "As a student in Lorne, Holm ...": a preposition's phrase before a noun is part of the clause.
fn is_circumstance(doc: &Document<'_>, token: usize) -> bool {
    doc.deprels[token] == Deprel::Nmod && doc.children_by(token, Deprel::Case).any(|case| doc.xpos[case] != Xpos::Pos)
}

/// What trees hang on a noun that is told beside it: "Holm (born 1950)", and where somebody with a name is or what is done
/// there ("Holm in Lorne"), but for what is of it ("the University of Lorne").
fn is_aside(doc: &Document<'_>, head: usize, token: usize, covers: Range<usize>) -> bool {
    let is_name = doc.upos[head] == Upos::Propn || doc.name_at(head).is_some();
    let case = || doc.children_by(token, Deprel::Case).next().map(|case| doc.lower(case));
    if is_name && doc.deprels[token].universal() == Deprel::Nmod && case().is_some_and(|case| case != "of") {
        return true;
    }
    let bracket = (covers.start.max(head + 2) - 1..covers.start + 1).any(|t| matches!(doc.form(t), "(" | "["));
    bracket && covers.into_iter().any(|t| doc.upos[t] == Upos::Num)
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
            let covers = first[token] as usize..last[token] as usize + 1;
            if token < head && stands_before(relation) && !is_circumstance(doc, token) {
                out.starts[head] = out.starts[head].min(first[token]);
            } else if token > head && stands_behind(relation) && !is_aside(doc, head, token, covers) {
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
        let is_name = doc.upos[head] == Upos::Propn || doc.name_at(head).is_some();
        let goes_on = |end: usize| end < doc.len() && doc.sentence_of[end] == doc.sentence_of[head];
        // "Table 2"
        let numbered = end == head + 1 && !is_name && doc.form(head).starts_with(char::is_uppercase);
        end += usize::from(numbered && goes_on(end) && doc.upos[end] == Upos::Num);
        let end = balanced(doc, start..end);
        // "Holm's": the possessive ending is part of the phrase.
        let possessive =
            |end: usize| doc.xpos[end] == Xpos::Pos && doc.head(end).is_some_and(|h| (start..end).contains(&h));
        start..end + usize::from(goes_on(end) && possessive(end))
    }

    /// Where a noun's phrase starts.
    pub(super) fn start(&self, head: usize) -> usize {
        self.starts[head] as usize
    }

    /// Whose it is ("his", "Holm's").
    pub(super) fn owner(&self, head: usize) -> Option<usize> {
        (self.owners[head] != u32::MAX).then_some(self.owners[head] as usize)
    }
}

/// Where a phrase ends that holds one mark of a pair: with the other mark, or before it.
fn balanced(doc: &Document<'_>, tokens: Range<usize>) -> usize {
    let mut end = tokens.end;
    if !tokens.clone().any(|t| doc.upos[t] == Upos::Punct) {
        return end;
    }
    for (opens, closes) in [("“", "”"), ("(", ")"), ("[", "]")] {
        let count = |mark: &str| (tokens.start..end).filter(|t| doc.form(*t) == mark).count();
        let (opened, closed) = (count(opens), count(closes));
        if opened == closed + 1 && end < doc.len() && doc.form(end) == closes {
            end += 1;
        } else if opened + 1 == closed && doc.form(end - 1) == closes && end > tokens.start + 1 {
            end -= 1;
        }
    }
    end
}
