//! Quotations in quotations: what a speaker says that somebody said.
//!
//! "He told me 'go home' and I went," she said: the outer quote is hers, the inner one his. Only where a reporting verb with
//! a subject stands right before the inner marks or right behind them, in the outer quote; else the marks hold a term or a
//! title. Known misses: inner quotes whose verb is the outer one's ("'Go home,' she said to me").

use parallax_records::QuoteKind;

use super::cues::{Stance, stance_of_verb};
use super::extract::Draft;
use super::outline::Outline;
use super::titles::is_title;
use crate::document::Document;
use crate::tagset::{Deprel, Upos};

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
    drafts.extend(found);
}
