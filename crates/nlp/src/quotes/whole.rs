//! Lets what is said behind its report run on to the end of its clause, where the model stopped within it.
//!
//! | rule | example |
//! |---|---|
//! | a word goes on with a phrase that is left open | said the harbour was closed | over its debts |
//! | the clause follows what stands before it | said that to save the pier, | the town must sell |
//! | the predicate follows what stands between | said the owners, who live abroad, | had left |
//! | the same verb form goes on behind a comma | promised to end the strike, | pay the crews and sail |
//! | "and that" goes on | said that it was late, | and that it would rain |
//!
//! Needs the tree; a plain comma before anything else ends what is said. Known misses: clauses behind "but" that share the
//! subject, which may be the outlet's as well.

use std::ops::Range;

use super::acts::is_unsaid;
use super::cues::{Stance, stance, stance_of_verb};
use super::model::Reading;
use super::outline::Outline;
use super::spans::Label;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};
use crate::time::is_day_word;

/// Completes the content behind a cue. `cues` says which tokens report something by themselves.
pub(super) fn complete(doc: &Document<'_>, outline: &Outline, reading: &mut Reading, cues: &[bool]) {
    let cue = reading.cue;
    let sentence = doc.sentence_tokens(cue);
    if doc.upos[cue] != Upos::Verb
        || is_unsaid(doc, cue)
        || !stance_of_verb(doc.lemma(cue)).is_some_and(Stance::is_speech)
    {
        return;
    }
    for _ in 0..4 {
        let Some(run) = last_run(reading, &sentence) else { return };
        let end = run.end;
        if end >= sentence.end || outline.region[end - 1] != 0 && ends_speech(doc, outline, end - 1) {
            return;
        }
        let found = if doc.upos[end] == Upos::Punct && !Outline::is_mark(doc, end) {
            let behind = end + 1;
            (behind < sentence.end).then(|| behind_stop(doc, cue, &run, &sentence)).flatten()
        } else {
            states(doc, cue, &run).then(|| open_phrase(doc, cue, &run)).flatten()
        };
        let Some(mut to) = found.filter(|to| *to > end) else { return };
        while to > end && doc.upos[to - 1] == Upos::Punct && !Outline::is_mark(doc, to - 1) {
            to -= 1;
        }
        let to = to.min(sentence.end);
        let taken = |t: usize| cues[t] || t <= cue;
        let source = |u: &super::spans::Unit, l: &Label| *l == Label::Source && (end..to).contains(&u.tokens.start);
        let reports = |t: usize| {
            is_finite(doc, t) && doc.xpos[t] != Xpos::Vbn && stance(doc.lemma(t), doc.upos[t]) == Some(Stance::Said)
        };
        if to <= end
            || (end..to).any(|t| taken(t) || reports(t))
            || reading.units.iter().zip(&reading.labels).any(|(u, l)| source(u, l))
        {
            return;
        }
        for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
            if (end..to).contains(&unit.tokens.start) {
                *label = Label::Content;
            }
        }
    }
}

/// Gives the content before a report the rest of its clause: "The plan will be shown | that tells who pays, Holm said".
pub(super) fn complete_to_report(doc: &Document<'_>, outline: &Outline, reading: &mut Reading, cues: &[bool]) {
    let cue = reading.cue;
    let sentence = doc.sentence_tokens(cue);
    let said = |l: &Label, u: &super::spans::Unit| *l == Label::Content && sentence.contains(&u.tokens.start);
    let Some(end) =
        reading.units.iter().zip(&reading.labels).filter(|(u, l)| said(l, u)).map(|(u, _)| u.tokens.end).max()
    else {
        return;
    };
    let source = reading
        .units
        .iter()
        .zip(&reading.labels)
        .filter(|(_, l)| **l == Label::Source)
        .map(|(u, _)| u.tokens.start)
        .min();
    let report = source.unwrap_or(cue).min(cue);
    let Some(comma) = report.checked_sub(1).filter(|t| doc.form(*t) == "," && end < *t) else { return };
    let plain = |t: usize| outline.region[t] == 0 && !cues[t] && !matches!(doc.form(t), ":" | ";" | "—" | "–" | "--");
    // The next word must go on with what is said: no stop, nothing joined to it.
    let next = doc.upos[end];
    if matches!(next, Upos::Punct | Upos::Cconj)
        || outline.region[end - 1] != 0
        || comma - end > 30
        || !(end..comma).all(plain)
    {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if (end..comma).contains(&unit.tokens.start) {
            *label = Label::Content;
        }
    }
}

/// Gives a report that parts a subject from its verb the subject: "The task | , Holm said, | is to save the pier".
pub(super) fn rejoin(doc: &Document<'_>, outline: &Outline, reading: &mut Reading, cues: &[bool]) {
    let cue = reading.cue;
    let sentence = doc.sentence_tokens(cue);
    let label_at = |l: Label| {
        reading.units.iter().zip(&reading.labels).filter(move |(_, x)| **x == l).map(|(u, _)| u.tokens.clone())
    };
    let (Some(first), Some(last)) =
        (label_at(Label::Source).map(|t| t.start).min(), label_at(Label::Source).map(|t| t.end).max())
    else {
        return;
    };
    let (start, mut end) = (first.min(cue), last.max(cue + 1));
    let own = doc.lower(cue) == "according" || stance_of_verb(doc.lemma(cue)).is_some_and(Stance::is_speech);
    // "said on Monday,"
    while end < sentence.end && end < last.max(cue + 1) + 4 && doc.form(end) != "," && !is_finite(doc, end) {
        end += 1;
    }
    let said = label_at(Label::Content).filter(|t| sentence.contains(&t.start)).map(|t| t.start).min();
    let parts =
        start > sentence.start + 1 && doc.form(start - 1) == "," && end + 1 < sentence.end && doc.form(end) == ",";
    if !own || !parts || said.is_none_or(|t| t < end || t > end + 2) {
        return;
    }
    let opener = (sentence.start..start).find(|t| !matches!(doc.upos[*t], Upos::Cconj | Upos::Punct | Upos::Sym));
    let Some(before) = opener.map(|t| t..start - 1).filter(|b| !b.is_empty()) else { return };
    let plain = |t: usize| outline.region[t] == 0 && !cues[t] && !matches!(doc.form(t), ":" | ";" | "—" | "–" | "--");
    let verb = (end + 1..sentence.end).find(|t| doc.upos[*t] != Upos::Adv);
    let modal = doc.xpos[before.end - 1] == Xpos::Md;
    let goes_on = verb.is_some_and(|v| {
        matches!(doc.xpos[v], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) || modal && doc.xpos[v] == Xpos::Vb
    });
    let finite = |t: usize| matches!(doc.xpos[t], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let own_clause = before.clone().take_while(|t| !modal || *t + 1 < before.end).any(|t| {
        finite(t)
            && doc.deprels[t] != Deprel::AclRelcl
            && doc.head(t).is_none_or(|h| doc.deprels[h] != Deprel::AclRelcl)
    });
    let noun = before.clone().any(|t| matches!(doc.upos[t], Upos::Noun | Upos::Propn | Upos::Pron));
    if !goes_on || own_clause || !noun || !before.clone().all(plain) {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if before.contains(&unit.tokens.start) {
            *label = Label::Content;
        }
    }
}

/// Completes the content before a cue: what the model left in front of it is said too, but for a clause of its own ("The nets, ropes
/// and | boats were lost, Holm said").
pub(super) fn complete_before(doc: &Document<'_>, outline: &Outline, reading: &mut Reading, cues: &[bool]) {
    let cue = reading.cue;
    let sentence = doc.sentence_tokens(cue);
    let said = |i: usize| reading.labels[i] == Label::Content;
    let at_home = |i: &usize| sentence.contains(&reading.units[*i].tokens.start);
    let Some(first) = (0..reading.units.len()).filter(at_home).find(|i| said(*i)) else { return };
    let last = (first..reading.units.len()).take_while(|i| said(*i)).last().unwrap_or(first);
    let run = reading.units[first].tokens.start..reading.units[last].tokens.end;
    let comma = run.end < cue && [run.end - 1, run.end].iter().any(|t| doc.form(*t) == ",");
    let goes_on =
        reading.units.iter().zip(&reading.labels).any(|(u, l)| *l == Label::Content && u.tokens.start == cue + 1);
    let points = matches!(doc.lower(run.start), "which" | "what" | "who" | "whom") || run.len() < 3;
    let report = doc.upos[cue] == Upos::Verb || doc.lower(cue) == "according";
    let opener = (sentence.start..run.start).find(|t| !matches!(doc.upos[*t], Upos::Cconj | Upos::Punct | Upos::Sym));
    let Some(opener) = opener.filter(|_| report && comma && !goes_on && !points) else { return };
    // "Still, the port was open, Holm said": the outlet joins the report to what it told before.
    if opener + 2 == run.start && joins_sentences(doc.lower(opener)) {
        return;
    }
    let plain = |t: usize| {
        outline.region[t] == 0 && !cues[t] && !matches!(doc.form(t), ":" | ";" | "—" | "–" | "--" | "(" | ")")
    };
    let source = |(u, l): (&super::spans::Unit, &Label)| *l == Label::Source && u.tokens.start < run.start;
    if !(opener..run.start).all(plain) || reading.units.iter().zip(&reading.labels).any(source) {
        return;
    }
    // "It was late, but the port was open, she said": the clause before "but" may be the outlet's.
    let outside = |t: &usize| doc.upos[*t] != Upos::Punct && doc.head(*t).is_none_or(|h| !run.contains(&h));
    let Some(mut top) = run.clone().find(outside) else { return };
    while let Some(head) = doc.head(top).filter(|h| (opener..run.start).contains(h)) {
        if matches!(doc.deprels[top], Deprel::Conj | Deprel::Parataxis) && is_finite(doc, top) {
            return;
        }
        top = head;
    }
    let apart = |t: usize| {
        is_finite(doc, t)
            && doc.upos[t] != Upos::Aux
            && !doc.dominates(t, top)
            && !matches!(doc.deprels[t], Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl)
    };
    if (opener..run.start).any(apart) {
        return;
    }
    for (unit, label) in reading.units.iter().zip(&mut reading.labels) {
        if (opener..run.start).contains(&unit.tokens.start) {
            *label = Label::Content;
        }
    }
}

fn joins_sentences(lower: &str) -> bool {
    matches!(
        lower,
        "besides"
            | "however"
            | "instead"
            | "meantime"
            | "meanwhile"
            | "nevertheless"
            | "nonetheless"
            | "similarly"
            | "still"
            | "therefore"
            | "thus"
    )
}

/// The last run of content behind the cue, in its sentence.
fn last_run(reading: &Reading, sentence: &Range<usize>) -> Option<Range<usize>> {
    let said = |i: &usize| reading.labels[*i] == Label::Content;
    let fits =
        |i: &usize| reading.units[*i].tokens.start > reading.cue && sentence.contains(&reading.units[*i].tokens.start);
    let last = (0..reading.units.len()).rev().filter(fits).find(said)?;
    let first = (0..=last).rev().take_while(said).take_while(fits).last()?;
    Some(reading.units[first].tokens.start..reading.units[last].tokens.end)
}

/// Whether a stretch between marks ends an utterance: nothing goes on behind its stop.
fn ends_speech(doc: &Document<'_>, outline: &Outline, token: usize) -> bool {
    outline.region_of(token).is_some_and(|r| r.marked.inner.slice(doc.text).ends_with([',', '.', '!', '?', '…', ';']))
}

/// Whether a clause is said: behind a mere thing ("criticised the plan in a speech") any phrase may tell of the report.
fn states(doc: &Document<'_>, cue: usize, run: &Range<usize>) -> bool {
    let overlaps = |k: &usize| *k > cue && doc.subtree(*k).start < run.end;
    doc.children(cue).filter(overlaps).any(|k| {
        matches!(doc.deprels[k].universal(), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl)
            && (is_finite(doc, k) || doc.xpos[k] == Xpos::Vbg || doc.children(k).any(|c| doc.xpos[c] == Xpos::To))
    })
}

/// Words that tell as often when and where somebody spoke as what goes on in what is said.
fn tells_scene(doc: &Document<'_>, token: usize) -> bool {
    // "such as" gives an example.
    if token > 0 && doc.lower(token) == "as" && doc.lower(token - 1) == "such" {
        return false;
    }
    is_day_word(doc.lower(token))
        || doc.upos[token] == Upos::Num
        || doc.lower(token) == "to" && doc.upos[token] == Upos::Adp
        || matches!(
            doc.lower(token),
            "after"
                | "ahead"
                | "amid"
                | "as"
                | "at"
                | "because"
                | "before"
                | "during"
                | "following"
                | "in"
                | "on"
                | "since"
                | "via"
                | "when"
                | "while"
        )
}

/// The end of the phrase that the run breaks off in: the next word hangs on a word of it, or a word of it on the next.
fn open_phrase(doc: &Document<'_>, cue: usize, run: &Range<usize>) -> Option<usize> {
    let next = run.end;
    if tells_scene(doc, next) {
        return None;
    }
    let mut at = next;
    for _ in 0..12 {
        let head = doc.head(at)?;
        if run.contains(&head) {
            return (!is_foreign(doc, at)).then(|| first_stop(doc, next..doc.subtree(at).end));
        }
        // "that in fact | sold the boats": what stands before hangs on the verb that follows.
        if head == cue && matches!(doc.deprels[at].universal(), Deprel::Ccomp) && doc.subtree(at).start <= run.start + 1
        {
            return Some(first_stop(doc, next..doc.subtree(at).end));
        }
        if head <= cue || head < run.start {
            break;
        }
        at = head;
    }
    None
}

/// Where a phrase ends that something is joined to with a stop: a dash, or a comma before "and", "which" or a participle.
fn first_stop(doc: &Document<'_>, phrase: Range<usize>) -> usize {
    let stops = |t: &usize| match doc.form(*t) {
        "-" => doc.starts[*t] > doc.ends[*t - 1],
        "–" | "—" | "--" | "(" | ";" => true,
        "," => {
            *t + 1 < phrase.end
                && (doc.upos[*t + 1] == Upos::Cconj
                    || doc.xpos[*t + 1] == Xpos::Vbg
                    || matches!(doc.lower(*t + 1), "which" | "who" | "whose"))
        }
        _ => false,
    };
    phrase.clone().find(stops).unwrap_or(phrase.end)
}

/// Whether a clause that hangs on what is said may be the outlet's all the same: a finite verb joined to it.
fn is_foreign(doc: &Document<'_>, top: usize) -> bool {
    doc.deprels[top].universal() == Deprel::Conj && (is_finite(doc, top) || doc.xpos[top] == Xpos::Vbn)
}

fn is_finite(doc: &Document<'_>, token: usize) -> bool {
    matches!(doc.xpos[token], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
        || doc.children(token).any(|k| {
            matches!(doc.deprels[k].universal(), Deprel::Aux | Deprel::Cop)
                && matches!(doc.xpos[k], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
        })
}

/// Where what is said goes on behind a comma or a dash.
fn behind_stop(doc: &Document<'_>, cue: usize, run: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
    let behind = run.end + 1;
    // "the boats of Anna Holm | (Lorne) and Karl Berg": what stands in brackets parts nothing.
    if doc.form(run.end) == "(" {
        let close = (behind..sentence.end.min(behind + 8)).find(|t| doc.form(*t) == ")")?;
        let next = close + 1;
        let joined = next < sentence.end && doc.upos[next] != Upos::Punct && doc.head(next).is_some_and(|h| h > cue);
        let verb = (next..sentence.end.min(next + 2)).any(|t| is_finite(doc, t));
        return (joined && !verb && !tells_scene(doc, next)).then_some(next);
    }
    if !matches!(doc.form(run.end), "," | "-" | "–" | "—" | "--") {
        return None;
    }
    // "and that it would rain"
    if matches!(doc.lower(behind), "and" | "but")
        && behind + 2 < sentence.end
        && doc.lower(behind + 1) == "that"
        && doc.upos[behind + 1] == Upos::Sconj
    {
        let clause = (behind + 2..sentence.end)
            .find(|t| doc.children(*t).any(|k| k == behind + 1) && doc.head(*t).is_some_and(|h| h < behind))?;
        return Some(doc.subtree(clause).end);
    }
    // "While she insisted that she never saw it, ...": the sentence goes on with its own clause. ", which" and ", but" begin anew.
    let opener = doc.children_by(cue, Deprel::Nsubj).next().and_then(|s| doc.subtree(s).start.checked_sub(1));
    let subordinate = doc.deprels[cue].universal() == Deprel::Advcl
        || doc.children_by(cue, Deprel::Mark).any(|t| t < cue)
        || opener.is_some_and(|t| doc.upos[t] == Upos::Sconj && sentence.contains(&t));
    if subordinate || doc.upos[behind] == Upos::Cconj || matches!(doc.lower(behind), "which" | "who" | "whose" | "that")
    {
        return None;
    }
    let clause =
        doc.children(cue).find(|t| *t > cue && matches!(doc.deprels[*t].universal(), Deprel::Ccomp | Deprel::Xcomp))?;
    let whole = doc.subtree(clause);
    if whole.start > run.start + 1 || whole.end <= behind {
        return None;
    }
    // "that to save the pier, the town must sell": the verb of the clause itself stands behind the comma.
    if clause > run.end {
        return Some(whole.end);
    }
    // "to put the town, a port, in order": what the verb needs stands behind what stands between.
    let needs =
        |t: &usize| *t > run.end && matches!(doc.deprels[*t].universal(), Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp);
    if let Some(needed) = doc.children(clause).find(needs) {
        return Some(doc.subtree(needed).end);
    }
    // "to end the strike, pay the crews and sail"
    let form = doc.xpos[clause];
    let same = |t: &usize| {
        doc.deprels[*t] == Deprel::Conj && *t > run.end && doc.xpos[*t] == form && doc.subtree(*t).start <= behind + 1
    };
    if form == Xpos::Vb && !is_finite(doc, clause) {
        return doc.children(clause).find(same).map(|t| doc.subtree(t).end);
    }
    None
}
