//! Parts what the models read as one but an article says as two.
//!
//! * A second report inside a report's content is its own ("He said the road was open, adding that ..."; "He said it
//!   "was time" and noted that ..."): the first ends before it.
//! * A report behind its content does not take what tells its time ("The bridge was shut, the town said after the
//!   flood rose"): the clause before it is what was said.
//! * Clauses of one report that quote one after the other are spans of their own ("said that A "b" and that C "d""),
//!   so that each quoted fragment stands in its own clause.
//!
//! Needs: the readings of all cues. Known misses: reports in a row with no comma between them.

use std::ops::Range;

use super::cues::{Stance, stance};
use super::joins;
use super::model::Reading;
use super::outline::Outline;
use super::spans::Label;
use super::whole;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// Cuts the readings of a document apart.
pub(super) fn part(doc: &Document<'_>, outline: &Outline, readings: &mut [Reading]) {
    let mut cues = vec![false; doc.len()];
    readings.iter().for_each(|r| cues[r.cue] = true);
    for reading in readings.iter_mut() {
        own_subject_first(doc, outline, reading);
        postposed(doc, reading);
        joins::opener(doc, reading);
        joins::interrupted(doc, reading);
        whole::complete(doc, outline, reading, &cues);
        whole::complete_to_report(doc, outline, reading, &cues);
        whole::complete_before(doc, outline, reading, &cues);
        whole::rejoin(doc, outline, reading, &cues);
        leave_main_clause(doc, reading);
        leave_description(doc, reading);
        leave_matrix(doc, reading);
        leave_deed(doc, outline, reading);
    }
    let ends: Vec<Option<(usize, usize)>> = readings.iter().map(|r| second_report(doc, outline, r, readings)).collect();
    for number in 0..readings.len() {
        let Some((end, other)) = ends[number] else { continue };
        let reading = &mut readings[number];
        let mut rest = Vec::new();
        for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
            if *label == Label::Content && unit.tokens.start >= end {
                *label = Label::Outside;
                rest.push(unit.tokens.start);
            }
        }
        let told: Vec<usize> = source(reading).collect();
        // What the first claimed behind the second cue is the second's, and one speaker says both.
        let other = &mut readings[other];
        let cue = other.cue;
        for (unit, label) in other.units.iter().zip(&mut other.labels) {
            if unit.tokens.start > cue && *label == Label::Outside && rest.contains(&unit.tokens.start) {
                *label = Label::Content;
            }
            if !told.is_empty() && unit.tokens.start < cue && !unit.is_region && *label != Label::Content {
                *label = if told.contains(&unit.tokens.start) { Label::Source } else { Label::Outside };
            }
        }
    }
}

/// Leaves what only describes the speaker unsaid: "Anna Holm, head of the harbour office, said that ...". What is said follows.
fn leave_description(doc: &Document<'_>, reading: &mut Reading) {
    let cue = reading.cue;
    let Some(first) = source(reading).next().filter(|t| *t < cue) else { return };
    let said = |l: &Label, u: &super::spans::Unit| {
        *l == Label::Content && !u.is_region && doc.upos[u.tokens.start] != Upos::Punct
    };
    let follows = reading.units.iter().zip(&reading.labels).any(|(u, l)| said(l, u) && u.tokens.start > cue);
    let marked = reading
        .units
        .iter()
        .zip(&reading.labels)
        .any(|(u, l)| *l == Label::Content && u.is_region && u.tokens.start < cue);
    let between = (first..cue).any(|t| doc.form(t) == ",");
    if !follows || marked || !between {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if *label == Label::Content && (first..cue).contains(&unit.tokens.start) {
            *label = Label::Outside;
        }
    }
}

/// Leaves the clause unsaid that tells of who speaks: "the plan hurt six crews, who said they would sue".
fn leave_main_clause(doc: &Document<'_>, reading: &mut Reading) {
    let cue = reading.cue;
    let relative = doc.children_by(cue, Deprel::Nsubj).next().is_some_and(|s| doc.lower(s) == "who" && s + 3 > cue);
    let follows = reading.units.iter().zip(&reading.labels).any(|(u, l)| *l == Label::Content && u.tokens.start > cue);
    if !relative || !follows {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if *label == Label::Content && unit.tokens.start < cue && !unit.is_region {
            *label = Label::Outside;
        }
    }
}

/// Holds a report in a relative clause to that clause: "the union -- which warned that the crews would leave -- was right".
fn leave_matrix(doc: &Document<'_>, reading: &mut Reading) {
    let cue = reading.cue;
    if doc.deprels[cue] != Deprel::AclRelcl {
        return;
    }
    let sentence = doc.sentence_tokens(cue);
    let mut at = cue;
    let matrix = loop {
        let Some(head) = doc.head(at) else { return };
        if head > cue {
            break head;
        }
        at = head;
    };
    // The verb of the sentence stands behind a stop, with its auxiliaries.
    let stop = |t: &usize| {
        matches!(doc.form(*t), "," | "—" | "–" | "--") || doc.form(*t) == "-" && doc.starts[*t] > doc.ends[*t - 1]
    };
    let Some(end) = (cue + 1..matrix).rev().find(stop).filter(|end| *end > cue + 3 && sentence.contains(end)) else {
        return;
    };
    let joins =
        |t: usize| matches!(doc.upos[t], Upos::Aux | Upos::Adv | Upos::Part | Upos::Verb | Upos::Adj | Upos::Det);
    if !(end + 1..matrix).all(joins) {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if *label == Label::Content && unit.tokens.start >= end {
            *label = Label::Outside;
        }
    }
}

/// Leaves a deed of the speaker unsaid that a change of tense gives away: 'He said the pier "is safe" but did not say why'.
/// Only what reports or fails to do so is surely the speaker's.
fn leave_deed(doc: &Document<'_>, outline: &Outline, reading: &mut Reading) {
    let cue = reading.cue;
    if doc.xpos[cue] != Xpos::Vbd {
        return;
    }
    let sentence = doc.sentence_tokens(cue);
    let said: Vec<usize> = reading
        .units
        .iter()
        .zip(&reading.labels)
        .filter(|(u, l)| **l == Label::Content && u.tokens.start > cue && sentence.contains(&u.tokens.start))
        .flat_map(|(u, _)| u.tokens.clone())
        .collect();
    let finite = |t: usize| matches!(doc.xpos[t], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let Some(first) = said.iter().copied().find(|t| finite(*t)) else { return };
    // "has heard of it and asked" may be one tense.
    let perfect = doc.lemma(first) == "have" && doc.upos[first] == Upos::Aux;
    let present = matches!(doc.xpos[first], Xpos::Vbz | Xpos::Vbp) && !perfect;
    let own = outline.region[cue];
    let joined = |t: &usize| {
        let next = t + 1 + usize::from(doc.upos.get(t + 1) == Some(&Upos::Adv));
        *t > first
            && matches!(doc.lower(*t), "but" | "and")
            && outline.region[*t] == own
            && sentence.contains(&next)
            && doc.xpos[next] == Xpos::Vbd
            && (is_speech(doc, next)
                || doc.lemma(next) == "do" && doc.head(next).is_some_and(|verb| is_speech(doc, verb)))
            && doc.children_by(next, Deprel::Nsubj).next().is_none()
            && doc.head(next).is_none_or(|h| h < *t || doc.children_by(h, Deprel::Nsubj).next().is_none())
    };
    let Some(end) = said.iter().copied().find(joined).filter(|_| present) else { return };
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if *label == Label::Content && unit.tokens.start >= end && sentence.contains(&unit.tokens.start) {
            *label = Label::Outside;
        }
    }
}

/// The tokens of the source.
fn source(reading: &Reading) -> impl Iterator<Item = usize> + '_ {
    let is_source =
        |(unit, label): (&super::spans::Unit, &Label)| (*label == Label::Source).then_some(unit.tokens.start);
    reading.units.iter().zip(&reading.labels).filter_map(is_source)
}

/// Lets the person right before a cue speak, where the model took words of the content for the source ("Holm said the
/// ship, which had sailed, was lost").
fn own_subject_first(doc: &Document<'_>, outline: &Outline, reading: &mut Reading) {
    let cue = reading.cue;
    // A name that ends right before the cue speaks whatever the tree says of it.
    let named = cue.checked_sub(1).and_then(|t| doc.name_at(t)).filter(|n| n.tokens.end == cue).map(|n| n.tokens.start);
    let subject = doc.children_by(cue, Deprel::Nsubj).next().filter(|s| *s < cue).or(named);
    let Some(subject) = subject.filter(|_| doc.xpos[cue] == Xpos::Vbd || doc.xpos[cue] == Xpos::Vbz) else { return };
    let phrase = match doc.name_at(subject) {
        Some(name) => name.tokens.clone(),
        None => subject..subject + 1,
    };
    let person = matches!(outline.being[subject], 1 | 8)
        && outline.region[subject] == outline.region[cue]
        && !reading.units.iter().zip(&reading.labels).any(|(u, l)| *l == Label::Content && u.tokens.start < cue);
    let touches = (phrase.end..cue).all(|t| matches!(doc.upos[t], Upos::Aux | Upos::Adv));
    let source = |r: &Reading| r.units.iter().zip(&r.labels).any(|(u, l)| *l == Label::Source && u.tokens.start < cue);
    let behind = reading.units.iter().zip(&reading.labels).any(|(u, l)| *l == Label::Source && u.tokens.start > cue);
    if !person || !touches || !behind || source(reading) {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if *label == Label::Source {
            *label = Label::Content;
        } else if phrase.contains(&unit.tokens.start) && !unit.is_region {
            *label = Label::Source;
        }
    }
    // The gap between what was the source and what is said belongs to it.
    let said: Vec<usize> = (0..reading.units.len())
        .filter(|i| reading.labels[*i] == Label::Content && reading.units[*i].tokens.start > cue)
        .collect();
    if let (Some(first), Some(last)) = (said.first(), said.last()) {
        reading.labels[*first..=*last].fill(Label::Content);
    }
}

fn is_speech(doc: &Document<'_>, token: usize) -> bool {
    stance(doc.lemma(token), doc.upos[token]).is_some_and(Stance::is_speech)
}

/// Where another report begins in the content of a reading, and which.
fn second_report(doc: &Document<'_>, outline: &Outline, reading: &Reading, all: &[Reading]) -> Option<(usize, usize)> {
    if doc.upos[reading.cue] != Upos::Verb {
        return None;
    }
    let said = |t: usize| {
        reading
            .units
            .iter()
            .zip(&reading.labels)
            .any(|(u, l)| *l == Label::Content && !u.is_region && u.tokens.contains(&t))
    };
    let other = |(_, r): &(usize, &Reading)| {
        r.cue > reading.cue
            && doc.upos[r.cue] == Upos::Verb
            && is_speech(doc, r.cue)
            && doc.children_by(r.cue, Deprel::Nsubj).next().is_none()
            && said(r.cue)
            && r.labels.contains(&Label::Content)
    };
    let begins = |r: &Reading| {
        let mut before = r.cue.checked_sub(1)?;
        if doc.upos[before] == Upos::Adv {
            before = before.checked_sub(1)?;
        }
        let behind_comma = doc.form(before) == ",";
        if doc.xpos[r.cue] == Xpos::Vbg {
            // "adding that ...", 'warning of a "..."': what is added is a clause or quoted.
            let next = r.cue + 1;
            let opens = matches!(
                doc.lower(next),
                "that" | "he" | "she" | "it" | "they" | "there" | "the" | "we" | "his" | "her"
            );
            let quotes = r.units.iter().zip(&r.labels).any(|(u, l)| *l == Label::Content && u.is_region);
            return (behind_comma && (opens || quotes)).then_some(before);
        }
        // The same tense behind "and" where a quotation has just ended.
        let same = doc.xpos[r.cue] == doc.xpos[reading.cue] && matches!(doc.lower(before), "and" | "but");
        let quoted = before
            .checked_sub(1)
            .is_some_and(|t| outline.region[t] != 0 || doc.form(t) == "," && t > 0 && outline.region[t - 1] != 0);
        // Or where the tree has the two reports side by side.
        let beside = doc.head(r.cue) == Some(reading.cue) && doc.deprels[r.cue] == Deprel::Conj;
        // Or where a comma parts them: ", and claimed".
        let parted = before > 0 && doc.form(before - 1) == "," && doc.xpos[r.cue] == Xpos::Vbd;
        (same && (quoted || beside || parted)).then_some(before)
    };
    all.iter().enumerate().filter(other).filter_map(|(i, r)| Some((begins(r)?, i))).min()
}

/// Gives a report behind its clause that clause, where the model took what follows ("..., the town said after ...").
fn postposed(doc: &Document<'_>, reading: &mut Reading) {
    let cue = reading.cue;
    if doc.upos[cue] != Upos::Verb || !matches!(doc.lemma(cue), "say" | "report" | "announce" | "state" | "add") {
        return;
    }
    let sentence = doc.sentence_tokens(cue);
    let next = cue + 1;
    let circumstance = next < sentence.end
        && matches!(doc.lower(next), "after" | "before" | "when" | "while" | "during" | "as" | "following" | "amid");
    let first =
        reading.units.iter().zip(&reading.labels).find(|(_, l)| **l == Label::Content).map(|(u, _)| u.tokens.start);
    if !circumstance
        || first.is_none_or(|f| f < cue)
        || reading.units.iter().any(|u| u.is_region && u.tokens.start < cue)
    {
        return;
    }
    let source =
        reading.units.iter().zip(&reading.labels).find(|(_, l)| **l == Label::Source).map(|(u, _)| u.tokens.start);
    let Some(source) = source.filter(|s| *s < cue && *s > sentence.start + 3 && doc.form(*s - 1) == ",") else {
        return;
    };
    let clause = sentence.start..source - 1;
    let finite = |t: usize| matches!(doc.xpos[t], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    // An opening phrase ("After the vote, the town said") is no clause of its own.
    let opener = matches!(doc.upos[clause.start], Upos::Adp | Upos::Sconj);
    if opener || !clause.clone().any(finite) {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if *label == Label::Content {
            *label = Label::Outside;
        }
        if clause.contains(&unit.tokens.start) {
            *label = Label::Content;
        }
    }
}

/// The clauses of a run of content that quotes in several of them, in order; the run itself where it is one clause.
pub(super) fn clauses(doc: &Document<'_>, outline: &Outline, cue: usize, run: &Range<usize>) -> Vec<Range<usize>> {
    let own = outline.region[cue];
    let quotes = |run: &Range<usize>| run.clone().any(|t| outline.region[t] != 0 && outline.region[t] != own);
    if !quotes(run) {
        return vec![run.clone()];
    }
    let mut cuts: Vec<usize> = Vec::new();
    for token in run.clone().filter(|t| doc.deprels[*t] == Deprel::Conj && outline.region[*t] == own) {
        let Some(head) = doc.head(token).filter(|h| run.contains(h)) else { continue };
        // Only clauses of the report itself, each with a subject of its own.
        let reported = |t: usize| doc.deprels[t].universal() == Deprel::Ccomp && doc.head(t) == Some(cue);
        let top = reported(head) || doc.deprels[head] == Deprel::Conj && doc.head(head).is_some_and(reported);
        let subject = doc
            .children(token)
            .any(|k| matches!(doc.deprels[k].universal(), Deprel::Nsubj | Deprel::Csubj | Deprel::Expl));
        let start = doc.subtree(token).start;
        let joined = start > run.start && matches!(doc.lower(start), "and" | "but" | "or");
        if top && subject && joined && outline.region[start] == own {
            cuts.push(start);
        }
    }
    // "and that": the tree may hang the second clause elsewhere.
    let that =
        |t: usize| matches!(doc.lower(t), "and" | "but") && doc.lower(t + 1) == "that" && outline.region[t] == own;
    let opens_so = doc.lower(run.start) == "that";
    cuts.extend((run.start + 1..run.end.saturating_sub(3)).filter(|t| opens_so && that(*t)));
    // "it "would help" if ... and he hoped that": a new subject with its verb behind a quoted clause.
    let anew = |t: usize| {
        matches!(doc.lower(t), "and" | "but")
            && doc.upos[t + 1] == Upos::Pron
            && matches!(doc.lower(t + 1), "he" | "she" | "they" | "it" | "we")
            && matches!(doc.xpos[t + 2], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
            && (t..t + 3).all(|t| outline.region[t] == own)
            && quotes(&(run.start..t))
    };
    cuts.extend((run.start + 1..run.end.saturating_sub(4)).filter(|t| anew(*t)));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Vec::new();
    let mut start = run.start;
    for cut in cuts {
        out.push(start..cut);
        start = cut;
    }
    out.push(start..run.end);
    out
}
