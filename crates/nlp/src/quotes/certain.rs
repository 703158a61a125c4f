//! Reports that the models missed and the tree leaves no doubt of.
//!
//! | rule | example |
//! |---|---|
//! | the teller closes the sentence, even where its comma or full stop is lost | The port was shut, the harbour office said |
//! | somebody is asked to do something | Anna Holm is urging Jonas Weil to spare the north |
//!
//! Needs the tree; adds drafts of cues that no reading has taken. Known misses: a subject behind the verb, words
//! between the verb and the end.

use std::ops::Range;

use parallax_records::{QuoteKind, Section};

use super::cues::{Stance, stance_of_verb};
use super::extract::{Draft, trimmed};
use super::outline::Outline;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// Adds what the models left out. `taken` are the tokens of content found so far.
pub(super) fn add(doc: &Document<'_>, outline: &Outline, taken: &mut [bool], drafts: &mut Vec<Draft>) {
    let mut reported = vec![false; doc.sentences.len()];
    for (cue, _) in drafts.iter().filter_map(|d| d.cue.as_ref()) {
        reported[doc.sentence_of[*cue] as usize] = true;
    }
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if reported[number] || sentence.section == Section::Title {
            continue;
        }
        let tokens = sentence.tokens.clone();
        let Some(report) = closing(doc, &tokens).or_else(|| demand(doc, &tokens)) else { continue };
        // What stands between marks whole is left to those rules; a word or two in them is only a term.
        let said = |t: usize| taken[t] || outline.region_of(t).is_some_and(|r| r.tokens.len() > 5);
        if report.content.len() < 4 || tokens.clone().any(said) {
            continue;
        }
        if report.rule == "cue-after" {
            taken[report.content.clone()].fill(true);
        }
        drafts.push(Draft {
            content: vec![doc.range_of(report.content.clone())],
            quoted: Vec::new(),
            kind: QuoteKind::Indirect,
            speaker: Some(report.speaker),
            carried: None,
            cue: Some((report.cue, report.cue..report.cue + 1)),
            first: report.content.start,
            confidence: 0.8,
            rule: report.rule,
        });
    }
}

struct Report {
    cue: usize,
    speaker: Range<usize>,
    content: Range<usize>,
    rule: &'static str,
}

/// "The port was shut, the harbour office said".
fn closing(doc: &Document<'_>, sentence: &Range<usize>) -> Option<Report> {
    let cue = sentence.clone().rev().find(|t| doc.upos[*t] != Upos::Punct)?;
    let told = doc.deprels[cue] == Deprel::Parataxis
        && matches!(doc.xpos[cue], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        && stance_of_verb(doc.lemma(cue)) == Some(Stance::Said);
    let speaker = doc.subtree(doc.children_by(cue, Deprel::Nsubj).next().filter(|_| told)?);
    let content = trimmed(doc, &(sentence.start..speaker.start), false);
    let whole = doc.head(cue).is_some_and(|root| content.contains(&root) && doc.head(root).is_none());
    (whole && speaker.end == cue).then_some(Report { cue, speaker, content, rule: "cue-after" })
}

/// "Anna Holm is urging Jonas Weil to spare the north".
fn demand(doc: &Document<'_>, sentence: &Range<usize>) -> Option<Report> {
    let cue = sentence.clone().find(|t| doc.head(*t).is_none())?;
    if doc.upos[cue] != Upos::Verb || stance_of_verb(doc.lemma(cue)) != Some(Stance::Urged) {
        return None;
    }
    let speaker = doc.subtree(doc.children_by(cue, Deprel::Nsubj).next().filter(|s| *s < cue)?);
    let asked = doc.children_by(cue, Deprel::Obj).find(|o| *o > cue)?;
    let deed = doc.children(cue).find(|t| {
        let infinitive = doc.xpos[*t] == Xpos::Vb && doc.children(*t).any(|c| doc.xpos[c] == Xpos::To && c > asked);
        *t > asked && infinitive && matches!(doc.deprels[*t], Deprel::Xcomp | Deprel::Advcl)
    })?;
    let content = trimmed(doc, &(doc.subtree(asked).start..doc.subtree(deed).end), true);
    (speaker.end <= cue && content.start > cue).then_some(Report { cue, speaker, content, rule: "cue-before" })
}
