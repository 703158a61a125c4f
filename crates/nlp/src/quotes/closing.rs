//! Reports whose teller closes the sentence: "The port was shut, the harbour office said".
//!
//! The models miss some where the full stop or the comma is missing, as in dumps without punctuation; where the tree
//! leaves no doubt, the rule is certain. Needs the tree; adds drafts of cues that no reading has taken.
//! Known misses: a subject behind the verb, words between the verb and the end.

use parallax_records::{QuoteKind, Section};

use super::cues::{Stance, stance_of_verb};
use super::extract::{Draft, trimmed};
use super::outline::Outline;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// Adds the closing reports that the models left out. `taken` are the tokens of content found so far.
pub(super) fn add(doc: &Document<'_>, outline: &Outline, taken: &mut [bool], drafts: &mut Vec<Draft>) {
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        let Some(cue) = tokens.clone().rev().find(|t| doc.upos[*t] != Upos::Punct) else { continue };
        let told = sentence.section != Section::Title
            && doc.deprels[cue] == Deprel::Parataxis
            && matches!(doc.xpos[cue], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            && stance_of_verb(doc.lemma(cue)) == Some(Stance::Said);
        if !told || drafts.iter().any(|d| d.cue.as_ref().is_some_and(|(t, _)| doc.sentence_of[*t] as usize == number)) {
            continue;
        }
        let Some(subject) = doc.children_by(cue, Deprel::Nsubj).next() else { continue };
        let speaker = doc.subtree(subject);
        let content = trimmed(doc, &(tokens.start..speaker.start), false);
        let plain = !tokens.clone().any(|t| taken[t] || outline.region[t] != 0);
        let root = doc.head(cue).is_some_and(|root| content.contains(&root) && doc.head(root).is_none());
        if !plain || !root || speaker.end != cue || content.len() < 4 {
            continue;
        }
        taken[content.clone()].fill(true);
        drafts.push(Draft {
            content: vec![doc.range_of(content.clone())],
            quoted: Vec::new(),
            kind: QuoteKind::Indirect,
            speaker: Some(speaker),
            carried: None,
            cue: Some((cue, cue..cue + 1)),
            first: content.start,
            confidence: 0.8,
            rule: "cue-after",
        });
    }
}
