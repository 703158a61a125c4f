//! Makes the readings of a document agree with each other and with the marks.
//!
//! Each cue is read alone, so two readings may claim the same words, and a reading may spill over
//! the edge of an utterance. Here utterances between marks keep their edges:
//!
//! * a whole utterance is direct speech, so loose words elsewhere in the sentence are not said too
//!   ("A," she said at a stop this week. "B.");
//! * an utterance that opens the next sentence after a mere report is somebody's next quote, not
//!   part of the report (He didn't suggest retaliation. "A.");
//! * of readings that claim the same words the surer one keeps them, utterances first.

use rustc_hash::FxHashMap;

use super::cuts;
use super::extract::runs;
use super::model::Reading;
use super::outline::{Outline, Region};
use super::spans::{Label, Unit};
use super::titles::{is_stage, is_title};
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// Tidies all readings and keeps those that agree, in the order of their cues.
pub(crate) fn settle(doc: &Document<'_>, outline: &Outline, mut readings: Vec<Reading>) -> Vec<Reading> {
    cuts::part(doc, outline, &mut readings);
    for reading in &mut readings {
        leave_titles(doc, outline, reading);
        leave_place(doc, reading);
        tidy(doc, outline, reading);
    }
    disown(doc, outline, &mut readings);
    let utters = |r: &Reading| content(r).any(|(_, u)| is_utterance(doc, outline, u));
    readings.retain(|r| r.labels.contains(&Label::Content) && !is_deed(doc, outline, r));
    readings.sort_by_cached_key(|r| (!utters(r), std::cmp::Reverse(r.lead), r.cue));
    let mut said = vec![false; doc.len()];
    // Cues and sources of the kept: nobody else says these.
    let mut told = vec![false; doc.len()];
    let mut kept = Vec::new();
    for mut reading in readings {
        if said[reading.cue] || told[reading.cue] || inside_utterance(doc, outline, reading.cue) {
            continue;
        }
        // A stretch between marks that another reading has: the rest may still stand.
        for i in 0..reading.units.len() {
            let unit = &reading.units[i];
            if reading.labels[i] == Label::Content && unit.is_region && unit.tokens.clone().any(|t| said[t]) {
                reading.labels[i] = Label::Outside;
            }
        }
        cut_at(&mut reading, |t| said[t] || told[t]);
        if !content(&reading).any(|(_, u)| u.is_region || doc.upos[u.tokens.start] != Upos::Punct) {
            continue;
        }
        content(&reading).for_each(|(_, u)| said[u.tokens.clone()].fill(true));
        told[reading.cue] = true;
        for (unit, _) in reading.units.iter().zip(&reading.labels).filter(|(_, l)| **l == Label::Source) {
            told[unit.tokens.clone()].fill(true);
        }
        kept.push(reading);
    }
    kept.sort_by_key(|r| r.cue);
    kept
}

/// "A blast claimed by the front killed 12": a participle before its agent tells whose deed the noun before it is, and
/// what follows is no speech.
fn is_deed(doc: &Document<'_>, outline: &Outline, reading: &Reading) -> bool {
    let cue = reading.cue;
    doc.xpos[cue] == Xpos::Vbn
        && cue + 1 < doc.len()
        && doc.lower(cue + 1) == "by"
        && !doc.children_by(cue, Deprel::AuxPass).any(|t| t < cue)
        && !content(reading).any(|(_, u)| is_utterance(doc, outline, u))
        && content(reading).all(|(_, u)| u.tokens.start > cue)
}

/// What a sentence's end between cue and utterance weighs, in tokens.
const FAR: usize = 10;

/// Whether an utterance ends in a comma that its report follows: "A," Holm said. "B," the mayor of Lorne said.
fn is_reported_behind(doc: &Document<'_>, outline: &Outline, cue: usize, unit: &Unit) -> bool {
    let open = |region: &Region| region.marked.inner.slice(doc.text).ends_with([',', '?', '!']);
    let behind = cue >= unit.tokens.end && doc.sentence_of[cue] == doc.sentence_of[unit.tokens.end - 1];
    let subject = doc.children_by(cue, Deprel::Nsubj).next().filter(|s| *s >= unit.tokens.end);
    behind && subject.is_some() && cue - unit.tokens.end < FAR && outline.region_of(unit.tokens.start).is_some_and(open)
}

/// Leaves an utterance to the cue that touches it ("He noted that she boasted, "A."") where several claim it.
fn disown(doc: &Document<'_>, outline: &Outline, readings: &mut [Reading]) {
    let mut nearest: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    for reading in readings.iter() {
        for (_, unit) in content(reading).filter(|(_, u)| is_utterance(doc, outline, u)) {
            let apart = if reading.cue < unit.tokens.start {
                let elsewhere = doc.sentence_of[reading.cue] != doc.sentence_of[unit.tokens.start];
                unit.tokens.start - reading.cue + if elsewhere { FAR } else { 0 }
            } else if is_reported_behind(doc, outline, reading.cue, unit) {
                0
            } else {
                reading.cue - unit.tokens.end.min(reading.cue) + 1
            };
            let best = nearest.entry(unit.tokens.start).or_insert((apart, reading.cue));
            *best = (*best).min((apart, reading.cue));
        }
    }
    for reading in readings {
        for i in 0..reading.units.len() {
            let unit = &reading.units[i];
            let other = nearest.get(&unit.tokens.start).filter(|(apart, cue)| *cue != reading.cue && *apart <= 3);
            if reading.labels[i] == Label::Content && unit.is_region && other.is_some() {
                reading.labels[i] = Label::Outside;
            }
        }
    }
}

/// Ends the content where another reading's begins, seen from the cue; a rest of less than half is dropped whole.
fn cut_at(reading: &mut Reading, taken: impl Fn(usize) -> bool) {
    let before = content(reading).count();
    let clashes = |r: &Reading| content(r).any(|(_, u)| u.tokens.clone().any(&taken));
    if !clashes(reading) {
        return;
    }
    let home = reading.units.iter().position(|u| u.tokens.contains(&reading.cue)).unwrap_or(0);
    let hits = |u: &Unit| u.tokens.clone().any(&taken);
    let right = (home..reading.units.len()).find(|i| hits(&reading.units[*i])).unwrap_or(reading.units.len());
    let left = (0..home).rev().find(|i| hits(&reading.units[*i])).map_or(0, |i| i + 1);
    for i in (0..left).chain(right..reading.units.len()) {
        if reading.labels[i] == Label::Content {
            reading.labels[i] = Label::Outside;
        }
    }
    if content(reading).count() * 2 < before {
        reading.labels.fill(Label::Outside);
    }
}

/// Whether a cue stands in somebody's utterance: what is reported there is that one's word.
fn inside_utterance(doc: &Document<'_>, outline: &Outline, cue: usize) -> bool {
    outline.region_of(cue).is_some_and(|region| {
        let unit = Unit { tokens: region.tokens.clone(), is_region: true };
        region.tokens.len() < 200 && is_utterance(doc, outline, &unit)
    })
}

/// The units that are said, with their numbers.
fn content(reading: &Reading) -> impl Iterator<Item = (usize, &Unit)> {
    reading.units.iter().enumerate().filter(|(i, _)| reading.labels[*i] == Label::Content)
}

/// Whether a unit is a whole utterance between marks: it begins like a sentence, where one can begin, and
/// ends like one.
pub(crate) fn is_utterance(doc: &Document<'_>, outline: &Outline, unit: &Unit) -> bool {
    let Some(region) = outline.region_of(unit.tokens.start).filter(|_| unit.is_region) else { return false };
    let inner = region.marked.inner.slice(doc.text);
    let start = region.tokens.start;
    let begins =
        doc.sentence_tokens(start).start == start || matches!(doc.form(start - 1), "," | ":" | ";" | "—" | "–" | "--");
    let open = inner.trim_start_matches(['‘', '\'', '[', '(', '…', '.', ' ']);
    let capital = open.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // "... products you called ‘miracles,’": a quotation within closes first.
    let ends = inner.trim_end_matches(['’', '\'']).ends_with([',', '.', '!', '?', '…', '—', '-']);
    begins && capital && ends && region.tokens.len() > 3
}

/// Holds a reading to the edges of its utterances.
fn tidy(doc: &Document<'_>, outline: &Outline, reading: &mut Reading) {
    let home = doc.sentence_tokens(reading.cue);
    let utterances: Vec<usize> =
        content(reading).filter(|(_, u)| is_utterance(doc, outline, u)).map(|(i, _)| i).collect();
    if utterances.is_empty() {
        return;
    }
    let at_home = |i: usize| reading.units[i].tokens.start < home.end && reading.units[i].tokens.end > home.start;
    // What is left of the cue belongs to it wherever its sentence was cut; what follows must touch marks.
    let touches = utterances.iter().any(|i| at_home(*i) || reading.units[*i].tokens.end <= home.start);
    let loose = content(reading).any(|(_, u)| !u.is_region && doc.upos[u.tokens.start] != Upos::Punct);
    if !touches && loose {
        let ends_in_colon = doc.form(home.end - 1) == ":";
        if !ends_in_colon {
            for i in utterances {
                reading.labels[i] = Label::Outside;
            }
        }
        return;
    }
    leave_scene(doc, outline, reading, &utterances);
    for i in 0..reading.units.len() {
        if reading.labels[i] != Label::Content || reading.units[i].is_region {
            continue;
        }
        // The run of content that holds this word.
        let said = |j: usize| reading.labels[j] == Label::Content;
        let first = (0..i).rev().take_while(|j| said(*j)).last().unwrap_or(i);
        let last = (i..reading.units.len()).take_while(|j| said(*j)).last().unwrap_or(i);
        let regions = (first..=last).filter(|j| reading.units[*j].is_region);
        let mut inside = regions.clone();
        let keeps = match inside.next() {
            None => false,
            // Words before an utterance introduce it ("that ..."); words behind its comma do not.
            // 'He scolded her: "A," she said': the sentence that leads in is the outlet's.
            Some(region)
                if i < region && reading.cue > reading.units[region].tokens.start && led_in(doc, reading, region) =>
            {
                false
            }
            Some(region) => {
                i < region || regions.clone().any(|j| j > i) || !is_utterance(doc, outline, &reading.units[region])
            }
        };
        if !keeps {
            reading.labels[i] = Label::Outside;
        }
    }
    claim_subject(doc, reading);
}

/// Leaves what goes on while somebody speaks to whom it belongs ('"A," Holm said as the crowd chanted "B"'): behind the report of
/// a whole utterance only what begins anew is said too ('"A," Holm said, "and b" in the end').
fn leave_scene(doc: &Document<'_>, outline: &Outline, reading: &mut Reading, utterances: &[usize]) {
    let home = doc.sentence_tokens(reading.cue);
    let next = reading.cue + 1;
    let reported = utterances.iter().any(|i| reading.units[*i].tokens.end <= reading.cue);
    // '"If it rains," Holm said, the road "will close"': the clause goes on behind the comma.
    let subject = |t: usize| matches!(doc.upos[t], Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn);
    let mut goes_on = next + 1 < home.end
        && doc.form(next) == ","
        && subject(next + 1)
        && !matches!(doc.lower(next + 1), "who" | "which");
    for i in 0..reading.units.len() {
        let unit = &reading.units[i];
        let start = unit.tokens.start;
        if !reported || reading.labels[i] != Label::Content || start <= reading.cue || !home.contains(&start) {
            continue;
        }
        if unit.is_region {
            let stop = matches!(doc.form(start - 1), "," | ":" | ";" | "—" | "–" | "--" | "." | "?" | "!");
            goes_on |= stop || is_utterance(doc, outline, unit);
        }
        if !goes_on {
            reading.labels[i] = Label::Outside;
        }
    }
}

/// Whether a colon leads an utterance in.
fn led_in(doc: &Document<'_>, reading: &Reading, region: usize) -> bool {
    let start = reading.units[region].tokens.start;
    start > doc.sentence_tokens(start).start && doc.form(start - 1) == ":"
}

/// Leaves titles between marks unsaid: on Radio Eastland's "Morning Tide," Holm said ... A title amid what is said stays, but
/// not one that the report itself has ('said on "Tideway" that ...').
fn leave_titles(doc: &Document<'_>, outline: &Outline, reading: &mut Reading) {
    for i in 0..reading.units.len() {
        let unit = &reading.units[i];
        if reading.labels[i] == Label::Content && unit.is_region && is_stage(doc, reading.cue, &unit.tokens) {
            for j in (0..=i).filter(|j| reading.units[*j].tokens.start > reading.cue) {
                reading.labels[j] = Label::Outside;
            }
            continue;
        }
        // 'She read "The Long Winter" to them': nothing is said at all.
        let performed = unit.is_region && unit.tokens.start == reading.cue + 1 && is_title(doc, &unit.tokens);
        if reading.labels[i] == Label::Content && performed {
            reading.labels.fill(Label::Outside);
            return;
        }
        let goes_on = reading.labels.get(i + 1) == Some(&Label::Content);
        let region = outline.region_of(unit.tokens.start).filter(|_| unit.is_region && !goes_on);
        if reading.labels[i] == Label::Content && region.is_some_and(|region| is_title(doc, &region.tokens)) {
            reading.labels[i] = Label::Outside;
        }
    }
}

/// Gives the place at the end of a report back to it ("sank off Cape Marl, the coast guard said"): what stands behind a
/// preposition and before a comma is not who speaks, though the tree may take the speaker for its apposition.
fn leave_place(doc: &Document<'_>, reading: &mut Reading) {
    for run in runs(reading, Label::Source) {
        let Some(comma) = run.clone().find(|t| doc.lower(*t) == ",") else { continue };
        let behind = run.start.checked_sub(1).filter(|t| doc.sentence_tokens(run.start).contains(t));
        let prepositional = behind.is_some_and(|t| doc.upos[t] == Upos::Adp && !matches!(doc.lower(t), "to" | "by"));
        if !prepositional || comma + 1 >= run.end || run.end > reading.cue {
            continue;
        }
        let of_report = |label: &Label, unit: &Unit| *label == Label::Content && unit.tokens.end == run.start;
        let goes_on = reading.units.iter().zip(&reading.labels).any(|(unit, label)| of_report(label, unit));
        for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
            if unit.tokens.start >= run.start && unit.tokens.start <= comma {
                let said = goes_on && unit.tokens.start < comma;
                *label = if said { Label::Content } else { Label::Outside };
            }
        }
    }
}

/// Gives the cue its subject back as the source, where the content had swallowed it.
fn claim_subject(doc: &Document<'_>, reading: &mut Reading) {
    let Some(subject) = doc.children_by(reading.cue, Deprel::Nsubj).next() else { return };
    let unit_of = |t: usize| reading.units.iter().position(|u| u.tokens.contains(&t));
    let Some(place) = unit_of(subject) else { return };
    if reading.labels[place] != Label::Outside || reading.units[place].is_region {
        return;
    }
    for label in &mut reading.labels {
        if *label == Label::Source {
            *label = Label::Outside;
        }
    }
    let tokens = doc.subtree(subject);
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        let inside = tokens.contains(&unit.tokens.start) && !unit.tokens.contains(&reading.cue);
        if inside && *label == Label::Outside && !unit.is_region {
            *label = Label::Source;
        }
    }
}
