//! What quote extraction needs to know of every token, gathered in one pass.
//!
//! Needs: tokens, sentences, tags, lemmas, tree, names, atoms. The tree is walked once for each
//! sentence; cues and spans then look facts up instead of walking again.

use std::ops::Range;

use super::cues::{self, Stance};
use super::marks::{self, Marked};
use crate::document::{Document, NameLabel};
use crate::learn::{Atom, Atoms, PAD, hash};
use crate::tagset::{Deprel, Upos, Xpos};

/// No token.
pub(crate) const NONE: u32 = u32::MAX;

/// A stretch between marks that no other holds, by its tokens.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    /// Its tokens, marks included.
    pub(crate) tokens: Range<usize>,
    /// As the marks were found.
    pub(crate) marked: Marked,
}

/// Facts by token.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Stretches between marks, outermost ones only, in order.
    pub(crate) regions: Vec<Region>,
    /// Every stretch, nested ones too.
    pub(crate) marked: Vec<Marked>,
    /// Number of the region plus one; 0 outside.
    pub(crate) region: Vec<u32>,
    /// Hash of the dictionary form.
    pub(crate) lemma: Vec<u32>,
    /// Stance of the cue lexicon; 0 where it is no cue.
    pub(crate) stance: Vec<u8>,
    /// The relations of the children, one bit each.
    pub(crate) kids: Vec<u64>,
    /// The subject among the children.
    pub(crate) subject: Vec<u32>,
    /// 0 none, 1 person, 2 organisation, 3 place, 4 nationality, 5 other name; +8 for pronouns
    /// of persons, 9 for the other pronouns.
    pub(crate) being: Vec<u8>,
    /// Hashes of forms and clusters.
    pub(crate) atoms: Vec<Atom>,
}

/// The bit of a relation in [`Outline::kids`].
pub(crate) fn bit(relation: Deprel) -> u64 {
    1 << (relation.universal() as u8)
}

impl Outline {
    /// Gathers the facts of a document.
    pub(crate) fn of(doc: &Document<'_>, atoms: &Atoms) -> Self {
        let n = doc.len();
        let marked = marks::find(doc.text);
        let mut out = Self {
            region: vec![0; n],
            lemma: Vec::with_capacity(n),
            stance: Vec::with_capacity(n),
            kids: vec![0; n],
            subject: vec![NONE; n],
            being: vec![0; n],
            atoms: Vec::with_capacity(n),
            ..Self::default()
        };
        for marked in marked.iter().filter(|m| m.depth == 0) {
            let tokens = doc.tokens_in(marked.outer);
            // A mark glued into a token by the text leaves the stretch without tokens of its own.
            if tokens.is_empty() || out.regions.last().is_some_and(|r: &Region| r.tokens.end > tokens.start) {
                continue;
            }
            out.regions.push(Region { tokens: tokens.clone(), marked: *marked });
            out.region[tokens].fill(out.regions.len() as u32);
        }
        out.marked = marked;
        for number in 0..doc.sentences.len() {
            let run = atoms.sentence(doc, number);
            out.atoms.extend_from_slice(&run[PAD..run.len() - PAD]);
        }
        for token in 0..n {
            let upos = doc.upos[token];
            let lemma = doc.lemma(token);
            out.lemma.push(hash::word(lemma.bytes()));
            out.stance.push(match upos {
                Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv => cues::stance(lemma, upos).map_or(0, |s| s as u8),
                _ => 0,
            });
            if upos == Upos::Pron {
                out.being[token] = if is_personal(doc.lower(token)) { 8 } else { 9 };
            }
            if let Some(head) = doc.head(token) {
                let relation = doc.deprels[token].universal();
                out.kids[head] |= bit(relation);
                if relation == Deprel::Nsubj && (out.subject[head] == NONE || token < head) {
                    out.subject[head] = token as u32;
                }
            }
        }
        for name in &doc.names {
            let code = match name.label {
                NameLabel::Per => 1,
                NameLabel::Org => 2,
                NameLabel::Loc => 3,
                NameLabel::Norp => 4,
                NameLabel::Event | NameLabel::Misc => 5,
            };
            out.being[name.tokens.clone()].fill(code);
        }
        out
    }

    /// The region that holds a token.
    pub(crate) fn region_of(&self, token: usize) -> Option<&Region> {
        (self.region[token] as usize).checked_sub(1).map(|r| &self.regions[r])
    }

    /// The stance of a token in the cue lexicon.
    pub(crate) fn stance_of(&self, doc: &Document<'_>, token: usize) -> Option<Stance> {
        cues::stance(doc.lemma(token), doc.upos[token])
    }

    /// A quotation mark.
    pub(crate) fn is_mark(doc: &Document<'_>, token: usize) -> bool {
        matches!(doc.xpos[token], Xpos::Open | Xpos::Close)
            || matches!(doc.form(token), "\"" | "“" | "”" | "``" | "''" | "«" | "»" | "„" | "'" | "‘" | "’" | "`")
    }
}

/// Pronouns that stand for persons.
fn is_personal(lower: &str) -> bool {
    matches!(lower, "he" | "she" | "i" | "we" | "you" | "they" | "who" | "him" | "her" | "them" | "me" | "us")
}
