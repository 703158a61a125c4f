//! Reports that the models missed and the tree leaves no doubt of.
//!
//! | rule | example |
//! |---|---|
//! | the teller closes the sentence, even where its comma or full stop is lost | The port was shut, the harbour office said |
//! | somebody is asked to do something | Anna Holm is urging Jonas Weil to spare the north |
//! | what somebody says that a thing is | they fired on what Weria says was a smugglers' boat |
//! | a word for speech is given, made or repeated | the union renewed its demand that the owners leave |
//!
//! Needs the tree; adds drafts of cues that no reading has taken. Known misses: a subject behind the verb, words
//! between the verb and the end.

use std::ops::Range;

use parallax_records::{QuoteKind, Section};

use super::cues::{Stance, stance, stance_of_verb};
use super::extract::{Draft, trimmed};
use super::outline::Outline;
use crate::document::Document;
use crate::entities::role;
use crate::tagset::{Deprel, Upos, Xpos};

/// Adds what the models left out. `taken` are the tokens of content found so far.
pub(super) fn add(doc: &Document<'_>, outline: &Outline, taken: &mut [bool], drafts: &mut Vec<Draft>) {
    let mut reported = vec![false; doc.sentences.len()];
    let mut cues = vec![false; doc.len()];
    for (cue, _) in drafts.iter().filter_map(|d| d.cue.as_ref()) {
        reported[doc.sentence_of[*cue] as usize] = true;
        cues[*cue] = true;
    }
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if sentence.section == Section::Title {
            continue;
        }
        let tokens = sentence.tokens.clone();
        let mut found: Vec<Report> = Vec::new();
        // What stands between marks whole is left to those rules; a word or two in them is only a term.
        let said = |t: usize| taken[t] || outline.region_of(t).is_some_and(|r| r.tokens.len() > 5);
        if let Some(report) = closing(doc, &tokens).filter(|_| !reported[number] && !tokens.clone().any(said)) {
            found.push(report);
        } else if let Some(report) = demand(doc, &tokens) {
            let free = !reported[number] && !tokens.clone().any(said) || !report.content.clone().any(said);
            found.extend(free.then_some(report));
        }
        let marked = |report: &Report| report.content.clone().any(|t| outline.region[t] != 0);
        found.extend(tokens.clone().filter_map(|t| what_is(doc, &tokens, t)).filter(|r| !marked(r)));
        found.extend(tokens.clone().filter_map(|t| given(doc, outline, t)).filter(|r| !marked(r)));
        for report in found {
            if report.content.len() < 3 || cues[report.cue] || outline.region[report.cue] != 0 {
                continue;
            }
            cues[report.cue] = true;
            // "repeated her call for help": the call says more than that she repeated it.
            let verb = doc.head(report.cue);
            drafts.retain(|d| d.rule != "topic" || d.cue.as_ref().map(|(cue, _)| *cue) != verb);
            if report.rule == "cue-after" {
                taken[report.content.clone()].fill(true);
            }
            drafts.push(report.draft(doc));
        }
    }
}

struct Report {
    cue: usize,
    speaker: Range<usize>,
    content: Range<usize>,
    rule: &'static str,
}

impl Report {
    fn draft(self, doc: &Document<'_>) -> Draft {
        Draft {
            content: vec![doc.range_of(self.content.clone())],
            quoted: Vec::new(),
            kind: QuoteKind::Indirect,
            speaker: Some(self.speaker),
            carried: None,
            cue: Some((self.cue, self.cue..self.cue + 1)),
            first: self.content.start,
            confidence: 0.8,
            rule: self.rule,
        }
    }
}

/// "what Weria says was a smugglers' boat": the verb behind a report's subject and verb opens what is said.
fn what_is(doc: &Document<'_>, sentence: &Range<usize>, cue: usize) -> Option<Report> {
    let says = doc.upos[cue] == Upos::Verb
        && matches!(doc.xpos[cue], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        && matches!(stance_of_verb(doc.lemma(cue)), Some(Stance::Said | Stance::Claimed));
    let is = cue + 1 < sentence.end
        && matches!(doc.lower(cue + 1), "is" | "are" | "was" | "were" | "could" | "may" | "might" | "would" | "will");
    if !says || !is {
        return None;
    }
    let what = (sentence.start..cue).rev().take(7).find(|t| doc.lower(*t) == "what")?;
    let subject = doc.children_by(cue, Deprel::Nsubj).find(|s| (what + 1..cue).contains(s))?;
    let clause = doc.children_by(cue, Deprel::Ccomp).find(|t| *t > cue)?;
    let speaker = doc.subtree(subject);
    let content = trimmed(doc, &(cue + 1..doc.subtree(clause).end), false);
    (speaker == (what + 1..cue)).then_some(Report { cue, speaker, content, rule: "cue-before" })
}

/// "the union renewed its demand that the owners leave": a noun for speech as the object of a verb that gives it, and what it
/// demands right behind it.
fn given(doc: &Document<'_>, outline: &Outline, cue: usize) -> Option<Report> {
    let noun = doc.upos[cue] == Upos::Noun && stance(doc.lemma(cue), Upos::Noun).is_some_and(Stance::is_speech);
    let verb = doc.head(cue).filter(|v| noun && *v < cue && doc.deprels[cue] == Deprel::Obj)?;
    let gives = matches!(
        doc.lemma(verb),
        "repeat" | "renew" | "reiterate" | "make" | "issue" | "echo" | "restate" | "voice" | "give"
    );
    if !gives {
        return None;
    }
    let subject = doc.children_by(verb, Deprel::Nsubj).next().filter(|s| *s < verb)?;
    // "The blasts have renewed calls": a thing that happened brings up what others say.
    let renews = !matches!(doc.lemma(verb), "make" | "issue" | "give");
    let speaks = outline.being[subject] != 0 || role(doc.lemma(subject)).is_some();
    let own = doc.children(cue).any(|t| doc.deprels[t] == Deprel::NmodPoss);
    if renews && !speaks && !own {
        return None;
    }
    let speaker = doc.subtree(subject);
    let next = cue + 1;
    if next + 1 >= doc.len() || doc.children_by(cue, Deprel::Det).any(|t| doc.lower(t) == "no") {
        return None;
    }
    let asks = stance(doc.lemma(cue), Upos::Noun) == Some(Stance::Urged);
    let clause = (next + 1..doc.sentence_tokens(cue).end).find(|t| {
        let hangs = doc.head(*t).is_some_and(|h| h == cue || h == verb) && doc.deprels[*t] != Deprel::AclRelcl;
        hangs && doc.subtree(*t).start == next
    })?;
    let opens = match doc.lower(next) {
        "that" => doc.upos[next] == Upos::Sconj && doc.children_by(clause, Deprel::Nsubj).next().is_some(),
        "to" => doc.xpos[clause] == Xpos::Vb,
        "for" => asks && matches!(doc.lemma(cue), "call" | "demand" | "plea" | "appeal"),
        _ => false,
    };
    if !opens {
        return None;
    }
    let start = if doc.lower(next) == "for" { next + 1 } else { next };
    let content = trimmed(doc, &(start..doc.subtree(clause).end), false);
    (speaker.end <= verb).then_some(Report { cue, speaker, content, rule: "noun-cue" })
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
    let called = doc.lemma(cue) == "call" && cue + 1 < sentence.end && doc.lower(cue + 1) == "on";
    if doc.upos[cue] != Upos::Verb || !(called || stance_of_verb(doc.lemma(cue)) == Some(Stance::Urged)) {
        return None;
    }
    let speaker = doc.subtree(doc.children_by(cue, Deprel::Nsubj).next().filter(|s| *s < cue)?);
    let asked = doc.children_by(cue, if called { Deprel::Obl } else { Deprel::Obj }).find(|o| *o > cue)?;
    let deed = doc.children(cue).find(|t| {
        let infinitive = doc.xpos[*t] == Xpos::Vb && doc.children(*t).any(|c| doc.xpos[c] == Xpos::To && c > asked);
        *t > asked && infinitive && matches!(doc.deprels[*t], Deprel::Xcomp | Deprel::Advcl)
    })?;
    let start = doc.subtree(asked).start.max(cue + 1 + usize::from(called));
    let content = trimmed(doc, &(start..doc.subtree(deed).end), true);
    (speaker.end <= cue && content.start > cue).then_some(Report { cue, speaker, content, rule: "cue-before" })
}
