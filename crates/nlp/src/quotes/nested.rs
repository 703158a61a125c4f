//! Quotations in quotations: what a speaker says that somebody said.
//!
//! "He told me 'go home' and I went," she said: the outer quote is hers, the inner one his. Only where a reporting verb with
//! a subject stands right before the inner marks or right behind them, in the outer quote; else the marks hold a term or a
//! title. "The Herald reported that the mayor said the road was open": the outer report is the paper's, the inner one the mayor's.
//! Known misses: inner quotes whose verb is the outer one's ("'Go home,' she said to me"), inner reports of "he" or "they".

use std::ops::Range;

use parallax_records::{QuoteKind, TextRange};

use super::acts::is_unsaid;
use super::cues::{Stance, stance_of_verb};
use super::extract::{Draft, trimmed};
use super::outline::Outline;
use super::speakers::is_day;
use super::titles::is_title;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// How many words a reporting verb may stand away from the marks ("told all of us, '").
const NEAR: usize = 4;

/// Adds the inner quotes of the speech found so far.
pub(super) fn add(doc: &Document<'_>, outline: &Outline, drafts: &mut Vec<Draft>) {
    let is_speech = |d: &&Draft| d.kind != QuoteKind::Scare && (d.speaker.is_some() || d.carried.is_some());
    let mut found = Vec::new();
    for marked in outline.marked.iter().filter(|m| m.depth == 1 && m.closed) {
        let Some(outer) = drafts.iter().filter(is_speech).find(|d| d.quoted.iter().any(|q| q.contains(marked.outer)))
        else {
            continue;
        };
        let within = |t: usize| outer.quoted.iter().any(|q| q.contains(doc.range(t)));
        let tokens = doc.tokens_in(marked.inner);
        let sentence = doc.sentence_tokens(tokens.start);
        let says = |t: &usize| {
            doc.upos[*t] == Upos::Verb && stance_of_verb(doc.lemma(*t)).is_some_and(Stance::is_speech) && within(*t)
        };
        let subject = |verb: usize| {
            let outside = |s: &usize| !tokens.contains(s) && within(*s);
            doc.children_by(verb, Deprel::Nsubj).find(outside)
        };
        let before = (sentence.start..tokens.start).rev().filter(|t| !Outline::is_mark(doc, *t)).take(NEAR).find(says);
        let end = doc.tokens_in(marked.outer).end;
        let behind = || (end..end.saturating_add(NEAR).min(sentence.end)).find(says);
        let Some((verb, subject)) =
            before.and_then(|v| Some((v, subject(v)?))).or_else(|| behind().and_then(|v| Some((v, subject(v)?))))
        else {
            continue;
        };
        // A name ("called ‘the wall’") or a title between the words is no speech.
        let led_in = tokens.start >= 2 && matches!(doc.form(tokens.start - 2), "," | ":");
        let opens = doc.form(tokens.start).starts_with(char::is_uppercase) && doc.lemma(verb) != "call";
        if !(led_in || opens) || is_title(doc, &tokens) {
            continue;
        }
        let speaker = doc.subtree(subject);
        if speaker.clone().any(|t| tokens.contains(&t) || !within(t)) || tokens.len() < 2 {
            continue;
        }
        found.push(Draft {
            content: vec![marked.inner],
            quoted: vec![marked.inner],
            kind: QuoteKind::Direct,
            speaker: Some(speaker),
            carried: None,
            cue: Some((verb, verb..verb + 1)),
            first: tokens.start,
            confidence: 0.7,
            rule: "nested",
        });
    }
    let inner: Vec<Draft> = drafts.iter().filter_map(|outer| report(doc, outline, outer, drafts)).collect();
    drafts.extend(found);
    drafts.extend(inner);
}

/// The report that an outer report consists of: "The Herald reported that | the mayor said | the road was open".
fn report(doc: &Document<'_>, outline: &Outline, outer: &Draft, drafts: &[Draft]) -> Option<Draft> {
    if !matches!(outer.kind, QuoteKind::Indirect | QuoteKind::Mixed) || outer.speaker.is_none() {
        return None;
    }
    let (cue, _) = *outer.cue.as_ref()?;
    let within = |t: usize| outer.content.iter().any(|r| r.contains(doc.range(t)));
    let clause = |verb: usize| doc.children_by(verb, Deprel::Ccomp).find(|t| *t > verb && within(*t));
    let says = |verb: usize| {
        doc.upos[verb] == Upos::Verb
            && matches!(doc.xpos[verb], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            && stance_of_verb(doc.lemma(verb)).is_some_and(Stance::is_speech)
            && outline.region[verb] == 0
            && !is_unsaid(doc, verb)
            // Results and orders show, as do people: only what is surely speech counts here.
            && !matches!(doc.lemma(verb), "suggest" | "signal" | "indicate" | "underscore" | "emphasize" | "highlight" | "learn")
            && !drafts.iter().any(|d| d.cue.as_ref().is_some_and(|(other, _)| *other == verb))
    };
    let verb = clause(cue).filter(|verb| says(*verb))?;
    let said = clause(verb).filter(|said| doc.children_by(*said, Deprel::Nsubj).next().is_some_and(|s| s > verb))?;
    let subject = doc
        .children_by(verb, Deprel::Nsubj)
        .next()
        .filter(|s| *s < verb && matches!(doc.upos[*s], Upos::Noun | Upos::Propn) && !is_day(doc, *s))?;
    let speaker = doc.subtree(subject);
    let clause = doc.subtree(said);
    let run = trimmed(doc, &(clause.start.max(verb + 1)..clause.end), true);
    let edges =
        |run: &Range<usize>| within(run.start) && within(run.end - 1) && speaker.end <= verb && within(speaker.start);
    if run.len() < 3 || !edges(&run) {
        return None;
    }
    let range = doc.range_of(run.clone());
    let quoted: Vec<TextRange> = outer.quoted.iter().copied().filter(|q| range.contains(*q)).collect();
    let kind = if quoted.is_empty() { QuoteKind::Indirect } else { QuoteKind::Mixed };
    Some(Draft {
        content: vec![range],
        quoted,
        kind,
        speaker: Some(speaker),
        carried: None,
        cue: Some((verb, verb..verb + 1)),
        first: run.start,
        confidence: 0.7,
        rule: "nested",
    })
}
