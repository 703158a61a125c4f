//! Joins to what is said the parts that the models left outside.
//!
//! * A phrase that goes on with a quoted fragment ('were "critical" to trade').
//! * A second predicate of the reported clause ('said the plan was "sound" and looked like "a start"').
//! * The subject of a reported clause in front of its verb ("The town fined the ferry company, according to Holm").
//! * The rest of a clause that its report interrupts ("Without help, they say, the port will close").
//!
//! Known misses: interruptions between subject and verb.

use std::ops::Range;

use super::cues::{Stance, stance_of_verb};
use super::model::Reading;
use super::outline::Outline;
use super::spans::Label;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

fn is_finite(doc: &Document<'_>, token: usize) -> bool {
    matches!(doc.xpos[token], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// The tokens of the content that stand outside marks.
fn plain_content(reading: &Reading) -> impl Iterator<Item = usize> + '_ {
    let content = |(unit, label): (&super::spans::Unit, &Label)| {
        (*label == Label::Content && !unit.is_region).then_some(unit.tokens.start)
    };
    reading.units.iter().zip(&reading.labels).filter_map(content)
}

/// Gives a clause before its report the subject that the model left in front of it.
pub(super) fn opener(doc: &Document<'_>, reading: &mut Reading) {
    let cue = reading.cue;
    let sentence = doc.sentence_tokens(cue);
    let Some(first) = plain_content(reading).next().filter(|t| *t < cue && sentence.contains(t)) else { return };
    let said: Vec<usize> = plain_content(reading).take_while(|t| *t < cue).collect();
    let top = said.iter().find(|t| {
        matches!(doc.upos[**t], Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun)
            && doc.head(**t).is_none_or(|h| h == cue)
    });
    let Some(top) = top else { return };
    let Some(subject) = doc.children_by(*top, Deprel::Nsubj).next().filter(|s| *s < first) else { return };
    let phrase = doc.subtree(subject);
    // The subject must touch what follows it, adverbs and auxiliaries between allowed.
    let touches = (phrase.end..first).all(|t| matches!(doc.upos[t], Upos::Aux | Upos::Adv | Upos::Punct));
    if !touches || phrase.start < sentence.start || phrase.contains(&cue) {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if (phrase.start..first).contains(&unit.tokens.start) && *label == Label::Outside {
            *label = Label::Content;
        }
    }
}

/// Gives a report that interrupts its clause the clause's rest.
pub(super) fn interrupted(doc: &Document<'_>, reading: &mut Reading) {
    let cue = reading.cue;
    let sentence = doc.sentence_tokens(cue);
    let subject = doc.children_by(cue, Deprel::Nsubj).next().filter(|s| *s < cue && *s > sentence.start);
    let Some(subject) = subject.filter(|_| doc.xpos[cue] == Xpos::Vbd || is_finite(doc, cue)) else { return };
    let start = doc.subtree(subject).start;
    let rest = cue + 2..sentence.end;
    let parenthesis = start > sentence.start
        && doc.form(start - 1) == ","
        && (start..cue).len() <= 6
        && cue + 2 < sentence.end
        && doc.form(cue + 1) == ",";
    let said: Vec<usize> = plain_content(reading).collect();
    let (before, behind) = (sentence.start..start, rest.clone());
    let only_in = |run: &Range<usize>| !said.is_empty() && said.iter().all(|t| run.contains(t));
    let marked = reading.units.iter().zip(&reading.labels).any(|(u, l)| *l == Label::Content && u.is_region);
    let opens = matches!(doc.upos[before.start], Upos::Adp | Upos::Sconj) && !before.clone().any(|t| is_finite(doc, t));
    if !parenthesis || marked || before.clone().any(|t| is_finite(doc, t)) {
        return;
    }
    // What follows must be a clause of its own that opens with its subject.
    let subject_of = |t: usize| doc.children_by(t, Deprel::Nsubj).next();
    let opens_with_subject = |t: usize| {
        let subject = subject_of(t).or_else(|| doc.head(t).and_then(subject_of));
        is_finite(doc, t) && subject.is_some_and(|s| doc.subtree(s).start == behind.start)
    };
    let other = if only_in(&before) && behind.clone().any(opens_with_subject) {
        behind
    } else if only_in(&behind) && opens {
        before
    } else {
        return;
    };
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if other.contains(&unit.tokens.start) {
            *label = Label::Content;
        }
    }
}

/// A run that ends in a quoted fragment, grown by the phrases that go on with it ('were "critical" to trade').
pub(super) fn grown(doc: &Document<'_>, outline: &Outline, cue: usize, run: Range<usize>) -> Range<usize> {
    let own = outline.region[cue];
    let sentence = doc.sentence_tokens(cue);
    let mut end = run.end;
    let fragment = |end: usize| {
        let number = outline.region[end - 1];
        (number != 0 && number != own).then(|| &outline.regions[number as usize - 1]).filter(|region| {
            let inner = region.marked.inner.slice(doc.text);
            run.start < region.tokens.start && !inner.ends_with([',', '.', '!', '?', '…', ';'])
        })
    };
    if run.start < cue || !sentence.contains(&run.start) || fragment(end).is_none() {
        return run;
    }
    for _ in 0..3 {
        let next = end;
        // Only phrases that hang on the content; time and place of the report hang on the cue.
        if next >= sentence.end || doc.upos[next] != Upos::Adp || outline.region[next] != 0 {
            break;
        }
        let Some(noun) = doc.head(next).filter(|n| *n > next && *n < next + 8 && sentence.contains(n)) else { break };
        let hangs = doc.head(noun).is_some_and(|h| h >= run.start && h < end && h != cue);
        let phrase = doc.subtree(noun);
        if !hangs || phrase.start < next || phrase.clone().any(|t| outline.region[t] != 0) {
            break;
        }
        end = phrase.end;
    }
    run.start..with_second_predicate(doc, outline, run.start, end)
}

/// Where the content ends with a second predicate of its clause; `end` where there is none.
fn with_second_predicate(doc: &Document<'_>, outline: &Outline, start: usize, end: usize) -> usize {
    let sentence = doc.sentence_tokens(start);
    if end + 1 >= sentence.end || !matches!(doc.lower(end), "and" | "but" | "or") {
        return end;
    }
    let reports = |t: usize| doc.upos[t] == Upos::Verb && stance_of_verb(doc.lemma(t)).is_some_and(Stance::is_speech);
    let joined = |t: &usize| {
        doc.deprels[*t] == Deprel::Conj
            && doc.head(*t).is_some_and(|h| (start..end).contains(&h))
            && doc.subtree(*t).start == end
            && doc.children_by(*t, Deprel::Nsubj).next().is_none()
    };
    if let Some(second) = (end + 1..sentence.end.min(end + 6)).find(joined) {
        let phrase = doc.subtree(second);
        return if phrase.clone().any(reports) { end } else { phrase.end };
    }
    // 'and looked like "a start."': a verb right behind "and" that quotes is the clause's, wherever the tree has it.
    let mark = (end + 2..sentence.end.min(end + 5)).find(|t| outline.region[*t] != 0);
    match mark.filter(|mark| is_finite(doc, end + 1) && !(end + 1..*mark).any(reports)) {
        Some(mark) => outline.region_of(mark).map_or(end, |region| region.tokens.end.min(sentence.end)),
        None => end,
    }
}
