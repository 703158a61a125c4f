//! Who says a quote: the words that name the speaker, and everybody they mean.
//!
//! | function | example |
//! |---|---|
//! | `written` | the source that the model labelled |
//! | `own_subject` | the subject of a cue whose source the model left out |
//! | `implied` | "Holm, who said", "they left, saying", "she rose and said" |
//! | `behind` | '"A," writes a clerk of the town' |
//! | `subject_before` | "Weria raised the alert, warning of ..." where the tree does not help |
//! | `before_relative` | "a plan shared by Holm, who said" |
//! | `subject_phrase` | "Anna Holm, the mayor of Lorne, wrote: ..." |
//! | `of_colon` | "Mr. Berg had added: ..." |
//! | `of_headline` | "Holm at the summit: ..." |
//! | `entities_of` | "Holm and Berg said in a statement", "the two ministers said" |

use std::ops::Range;

use parallax_records::{EntityKind, MentionForm, Section};

use super::cues::{Stance, stance_of_verb};
use super::extract::{runs, trimmed};
use super::model::Reading;
use super::spans::Label;
use crate::document::{Document, NameLabel, NameLayer};
use crate::entities::{EntityLayer, role, title};
use crate::tagset::{Deprel, Upos, Xpos};
use crate::time::is_day_word;

/// The run of source that the cue's subject stands in, else the longest, else the nearest.
pub(super) fn written(doc: &Document<'_>, reading: &Reading) -> Option<Range<usize>> {
    let subject = doc.children_by(reading.cue, Deprel::Nsubj).next();
    let words = |run: &Range<usize>| run.clone().any(|t| !matches!(doc.upos[t], Upos::Punct | Upos::Part));
    // "Yet even in that town, Holm said": who stands right before the verb speaks, whatever else was taken for the source.
    let beside = subject.filter(|s| {
        let person = doc.name_at(*s).is_some_and(|n| n.label == NameLabel::Per);
        person && doc.subtree(*s).end == reading.cue && reading.labels.contains(&Label::Source)
    });
    let labelled = |t: usize| {
        reading.units.iter().zip(&reading.labels).any(|(u, l)| *l != Label::Outside && u.tokens.contains(&t))
    };
    if let Some(subject) = beside.filter(|s| !labelled(*s)) {
        return Some(noun_phrase(doc, subject));
    }
    runs(reading, Label::Source)
        .into_iter()
        .map(|run| trimmed(doc, &run, false))
        .map(|run| before_verb(doc, reading.cue, without_scene(doc, run)))
        .filter(|run| !run.is_empty() && words(run) && !is_day(doc, run.end - 1))
        .max_by_key(|run| {
            let holds = subject.is_some_and(|s| run.contains(&s));
            (holds, run.len(), std::cmp::Reverse(run.start.abs_diff(reading.cue)))
        })
        .map(|run| person_of_party(doc, &run).unwrap_or_else(|| last_phrase(doc, without_relative(doc, run))))
}

/// The words of a subject: its whole phrase, without what only describes it.
pub(super) fn subject_phrase(doc: &Document<'_>, subject: usize, verb: usize) -> Range<usize> {
    let phrase = without_relative(doc, trimmed(doc, &doc.subtree(subject), false));
    let phrase = if phrase.contains(&subject) { last_phrase(doc, phrase) } else { noun_phrase(doc, subject) };
    completed(doc, phrase, verb)
}

/// Completes the words of a speaker where they were cut: an office runs on into its name, a noun into what it is of.
pub(super) fn completed(doc: &Document<'_>, run: Range<usize>, verb: usize) -> Range<usize> {
    let limit = if run.end <= verb { verb } else { doc.sentence_tokens(verb).end };
    let office = |t: usize| role(doc.lemma(t)).is_some() || title(doc.lower(t)).is_some();
    let mut end = run.end;
    // "the Secretary | of State | Anna Holm": what the office is of stands between.
    let is_office = office(end - 1);
    for _ in 0..3 {
        if end >= limit {
            break;
        }
        // "the harbour's | Chief Engineer Anna Holm"
        let first =
            (end..limit.min(end + 4)).find(|t| !(office(*t) && matches!(doc.upos[*t], Upos::Noun | Upos::Propn)));
        let led = first.filter(|t| is_office || office(*t - 1));
        let owns = |n: &NameLayer| n.tokens.end < doc.len() && doc.xpos[n.tokens.end] == Xpos::Pos;
        let starts = |n: &&NameLayer, t: usize| n.label == NameLabel::Per && n.tokens.start == t && !owns(n);
        let name = led.and_then(|t| doc.name_at(t).filter(|n| starts(n, t)));
        // "a clerk | to the mayor", "a farmer | named Karl Berg"
        let phrase = || {
            let case = matches!(doc.lower(end), "of" | "for" | "to" | "from");
            let noun = doc.head(end).filter(|n| case && doc.deprels[end] == Deprel::Case && *n > end)?;
            let whole = doc.subtree(noun);
            let hangs = doc.head(noun).is_some_and(|h| run.contains(&h)) && whole.start == end;
            let stop = whole
                .clone()
                .find(|t| doc.upos[*t] == Upos::Punct && doc.form(*t) != "-" || doc.upos[*t] == Upos::Verb);
            let to = stop.unwrap_or(whole.end);
            (hangs && noun < to && to - end <= 8 && doc.lemma(noun) != "part").then_some(to)
        };
        let to = match name.filter(|n| n.tokens.end <= limit) {
            Some(name) => name.tokens.end,
            None if doc.lower(end) == "named" => match doc.name_at(end + 1) {
                Some(name) => name.tokens.end,
                None => break,
            },
            None => match phrase() {
                Some(to) => to,
                None => break,
            },
        };
        if to > limit {
            break;
        }
        end = to;
    }
    let completed = run.start..end;
    with_name(doc, completed, verb)
}

/// Runs an office on into the name between it and the verb, where the tree has them apart: "Harbour Master Anna Holm said".
fn with_name(doc: &Document<'_>, run: Range<usize>, verb: usize) -> Range<usize> {
    let mut end = verb;
    while end > run.end && matches!(doc.upos[end - 1], Upos::Adv | Upos::Aux) {
        end -= 1;
    }
    let name = (end > run.end).then(|| doc.name_at(end - 1)).flatten();
    let office = |t: usize| role(doc.lemma(t)).is_some() || title(doc.lower(t)).is_some();
    // "the mayor of the town of Lorne Anna Holm"
    let joins = |t: usize| matches!(doc.upos[t], Upos::Adp | Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn);
    let touches = |name: &NameLayer| {
        let between = run.end..name.tokens.start;
        between.is_empty()
            || matches!(doc.lower(run.end), "of" | "for")
                && office(run.end - 1)
                && between.len() < 8
                && between.clone().all(joins)
    };
    match name.filter(|n| n.label == NameLabel::Per && n.tokens.end == end && n.tokens.start >= run.end && touches(n)) {
        Some(name) => run.start..name.tokens.end,
        None => run,
    }
}

/// Of two noun phrases that collide where a comma was lost, the last: in "a village held by the Front group a monitor said" a
/// monitor speaks. Names may hold an article ("Ruth the Great").
pub(crate) fn last_phrase(doc: &Document<'_>, run: Range<usize>) -> Range<usize> {
    let ends = |t: usize| doc.upos[t] == Upos::Noun && doc.name_at(t).is_none();
    let opens =
        |t: &usize| matches!(doc.lower(*t), "a" | "an" | "the") && ends(*t - 1) && doc.upos[*t + 1] != Upos::Propn;
    (run.start + 1..run.end.saturating_sub(1)).rev().find(opens).map_or(run.clone(), |t| t..run.end)
}

/// Leaves out the verb that the cue goes on with: in "Holm called on the town to pay and argued", Holm speaks.
fn before_verb(doc: &Document<'_>, cue: usize, run: Range<usize>) -> Range<usize> {
    let first = doc.head(cue).filter(|h| doc.deprels[cue] == Deprel::Conj && doc.upos[*h] == Upos::Verb);
    match first.filter(|h| run.start < *h && run.end <= cue && run.contains(h)) {
        Some(verb) => trimmed(doc, &(run.start..verb), false),
        None => run,
    }
}

/// Leaves out a bullet and where it was said, in front of who says it: "• In Lorne, Anna Holm said".
fn without_scene(doc: &Document<'_>, run: Range<usize>) -> Range<usize> {
    let start = run.clone().find(|t| !matches!(doc.upos[*t], Upos::Punct | Upos::Sym)).unwrap_or(run.start);
    let comma = (start..run.end.saturating_sub(1)).find(|t| doc.form(*t) == ",");
    match comma.filter(|_| doc.upos[start] == Upos::Adp && doc.lower(start) != "according") {
        Some(comma) => comma + 1..run.end,
        None => start..run.end,
    }
}

/// Leaves out what only describes: "a man who the police said", "Mr. Holm, who trails in the polls".
fn without_relative(doc: &Document<'_>, run: Range<usize>) -> Range<usize> {
    let relative = |t: usize| matches!(doc.lower(t), "who" | "whom" | "whose");
    let opens = |t: &usize| doc.form(*t) == "," && relative(*t + 1);
    let end = (run.start + 1..run.end.saturating_sub(1)).find(opens).unwrap_or(run.end);
    let start = run.start + usize::from(relative(run.start) && run.start + 1 < end);
    start..end
}

/// "Sen. Anna Holm, D-Lowland, said": party and home tell of the name before the comma.
fn person_of_party(doc: &Document<'_>, run: &Range<usize>) -> Option<Range<usize>> {
    let party = matches!(doc.form(run.start), "D" | "R" | "I") && run.len() > 2 && doc.form(run.start + 1) == "-";
    let last = run.start.checked_sub(2).filter(|_| party && doc.form(run.start - 1) == ",")?;
    let name = doc.name_at(last).filter(|n| n.label == NameLabel::Per)?;
    let title = name.tokens.start.checked_sub(1).filter(|t| title(doc.lower(*t)).is_some());
    Some(title.unwrap_or(name.tokens.start)..run.end)
}

/// Whether a word before a colon names the kind of article: "Opinion: ...".
pub(super) fn is_label(doc: &Document<'_>, run: &Range<usize>) -> bool {
    run.len() == 1
        && matches!(
            doc.lower(run.start),
            "analysis"
                | "breaking"
                | "column"
                | "commentary"
                | "editorial"
                | "exclusive"
                | "fact"
                | "opinion"
                | "review"
                | "update"
                | "video"
                | "watch"
        )
}

/// The subject that a cue shares with the clause it hangs on: "Holm, who said", "they left, saying", "she rose and said".
pub(super) fn implied(doc: &Document<'_>, cue: usize) -> Option<Range<usize>> {
    if doc.upos[cue] != Upos::Verb
        || doc.deprels[cue].universal() != doc.deprels[cue] && doc.deprels[cue] != Deprel::AclRelcl
    {
        return None;
    }
    let passive = doc.children(cue).any(|k| doc.deprels[k] == Deprel::AuxPass);
    let own = doc.children_by(cue, Deprel::Nsubj).next();
    let relative = own.is_some_and(|s| matches!(doc.lower(s), "who" | "which" | "that"));
    if passive || own.is_some() && !relative {
        return None;
    }
    // ", saying ...", "removed from the bench for ordering ...": whoever the whole sentence is about, not the thing named last.
    let mut before = cue;
    while before > 0 && doc.upos[before - 1] == Upos::Adv && doc.head(before - 1) == Some(cue) {
        before -= 1;
    }
    let behind_comma = before > 0
        && doc.xpos[cue] == Xpos::Vbg
        && (matches!(doc.form(before - 1), "," | "—" | "–" | "--")
            || matches!(doc.lower(before - 1), "for" | "by" | "after" | "before" | "while" | "without"));
    if behind_comma && let Some(subject) = main_subject(doc, cue) {
        return Some(noun_phrase(doc, subject));
    }
    let mut at = cue;
    for _ in 0..3 {
        let head = doc.head(at)?;
        match doc.deprels[at].universal() {
            // "used the opportunity to say": not the opportunity speaks, but who uses it.
            Deprel::Acl if doc.xpos[at] == Xpos::Vb && own.is_none() => {
                if let Some(user) = doc.head(head).filter(|u| doc.upos[*u] == Upos::Verb)
                    && let Some(subject) = doc.children_by(user, Deprel::Nsubj).next().filter(|s| *s < user)
                {
                    return Some(noun_phrase(doc, subject));
                }
            }
            // "a series of notes on Friday saying": not the day speaks.
            Deprel::Acl if is_day(doc, head) => {
                return main_subject(doc, cue).map(|subject| noun_phrase(doc, subject));
            }
            Deprel::Acl if matches!(doc.upos[head], Upos::Noun | Upos::Propn) => {
                return Some(noun_phrase(doc, shown(doc, head).unwrap_or(head)));
            }
            Deprel::Conj | Deprel::Advcl | Deprel::Xcomp | Deprel::Parataxis => {}
            _ => return None,
        }
        if let Some(subject) = doc.children_by(head, Deprel::Nsubj).next() {
            return Some(noun_phrase(doc, subject));
        }
        at = head;
    }
    None
}

/// Whether a noun is a day, and no part of a name ("USA Today", "Ruby Friday").
pub(super) fn is_day(doc: &Document<'_>, token: usize) -> bool {
    doc.name_at(token).is_none() && is_day_word(doc.lower(token))
}

/// "footage of Anna Holm asking": who is seen or heard in it.
fn shown(doc: &Document<'_>, noun: usize) -> Option<usize> {
    let recording = matches!(doc.lower(noun), "audio" | "clip" | "clips" | "footage" | "recording" | "tape" | "video");
    let person = |t: &usize| doc.name_at(*t).is_some_and(|n| n.label == NameLabel::Per);
    doc.children_by(noun, Deprel::Nmod).filter(|t| recording && *t > noun).find(person)
}

/// A noun with what stands before it and the rest of its name.
fn noun_phrase(doc: &Document<'_>, head: usize) -> Range<usize> {
    let joins = |r: Deprel| {
        matches!(r.universal(), Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Flat | Deprel::Nummod)
            || r == Deprel::NmodPoss
            || r == Deprel::NmodDesc
    };
    let first = doc
        .children(head)
        .filter(|k| *k < head && joins(doc.deprels[*k]))
        .map(|k| doc.subtree(k).start)
        .min()
        .unwrap_or(head);
    let last =
        doc.children(head).filter(|k| *k > head && matches!(doc.deprels[*k], Deprel::Flat)).max().unwrap_or(head);
    // "the Secretary of State Anna Holm": the office runs on into the name.
    let office = role(doc.lemma(head)).is_some() || title(doc.lower(head)).is_some();
    let run = head + 1..doc.subtree(head).end.min(head + 6);
    // "an ally of Assad" is not Assad: between office and name stands nothing, or of what the office is.
    let between = |name: usize| {
        name == run.start
            || doc.lower(run.start) == "of"
                && name > run.start + 1
                && !(run.start..name).any(|t| doc.upos[t] == Upos::Verb)
    };
    let whose = run.clone().take_while(|t| doc.form(*t) != "," && office).filter(|t| between(*t)).find_map(|t| {
        doc.name_at(t)
            .filter(|n| office && n.label == NameLabel::Per && n.tokens.start == t && n.tokens.end <= run.end + 4)
    });
    first..whose.map_or(last + 1, |name| name.tokens.end.max(last + 1))
}

/// The subject of the clause before a comma that a participle goes on with: of the verb above it that is no
/// infinitive or participle itself.
fn main_subject(doc: &Document<'_>, cue: usize) -> Option<usize> {
    let mut at = cue;
    for _ in 0..6 {
        at = doc.head(at).filter(|h| *h < cue)?;
        let finite = matches!(doc.xpos[at], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || doc.children(at).any(|k| matches!(doc.deprels[k].universal(), Deprel::Aux | Deprel::Cop));
        let subject = doc.children_by(at, Deprel::Nsubj).next().filter(|s| *s < at);
        // "He asked Berg whether it was true, calling it odd": who asks goes on.
        let reported = doc.deprels[at].universal() == Deprel::Ccomp
            && doc.head(at).is_some_and(|h| {
                h < at && stance_of_verb(doc.lemma(h)).is_some_and(Stance::is_speech) && doc.upos[h] == Upos::Verb
            });
        let fits = |s: &usize| finite && !reported && !matches!(doc.lower(*s), "that" | "which" | "who");
        if let Some(subject) = subject.filter(fits) {
            return Some(subject);
        }
    }
    None
}

/// Who stands right behind a report that follows an utterance: '"A," writes a clerk of the town'. Trees often take that
/// for the object.
pub(super) fn behind(doc: &Document<'_>, cue: usize) -> Option<Range<usize>> {
    let sentence = doc.sentence_tokens(cue);
    let start = cue + 1;
    let joins = |t: &usize| {
        matches!(doc.upos[*t], Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
            || doc.name_at(*t).is_some()
            || matches!(doc.xpos[*t], Xpos::Pos | Xpos::Vbg) && *t > start
            || doc.form(*t) == "."
    };
    let mut end = (start..sentence.end).take_while(joins).last()? + 1;
    while end > start && doc.upos[end - 1] == Upos::Punct {
        end -= 1;
    }
    let noun = |t: usize| matches!(doc.upos[t], Upos::Noun | Upos::Propn) || doc.name_at(t).is_some();
    (end > start && noun(end - 1) && !is_day(doc, end - 1)).then_some(start..end)
}

/// The subject of a cue, where the model labelled no source: "Holm on Monday called it a day".
pub(super) fn own_subject(doc: &Document<'_>, reading: &Reading) -> Option<Range<usize>> {
    let cue = reading.cue;
    let passive = doc.children(cue).any(|k| doc.deprels[k] == Deprel::AuxPass);
    let subject = doc.children_by(cue, Deprel::Nsubj).next().filter(|_| !passive && doc.upos[cue] == Upos::Verb)?;
    let said =
        reading.units.iter().zip(&reading.labels).any(|(u, l)| *l == Label::Content && u.tokens.contains(&subject));
    (!said && !matches!(doc.upos[subject], Upos::Num | Upos::X)).then(|| noun_phrase(doc, subject))
}

/// The subject that stands last before a token in its sentence.
pub(super) fn subject_before(doc: &Document<'_>, token: usize) -> Option<Range<usize>> {
    let before = doc.sentence_tokens(token).start..token;
    let subject = before.rev().find(|t| doc.deprels[*t] == Deprel::Nsubj && doc.upos[*t] != Upos::Pron);
    subject.map(|t| noun_phrase(doc, t))
}

/// The noun phrase right before a relative pronoun, a comma between them left out.
pub(super) fn before_relative(doc: &Document<'_>, pronoun: usize) -> Option<Range<usize>> {
    let sentence = doc.sentence_tokens(pronoun);
    let comma = pronoun.checked_sub(1).filter(|t| doc.form(*t) == ",");
    let last = comma.unwrap_or(pronoun).checked_sub(1).filter(|t| sentence.contains(t))?;
    // "Rep. Anna Holm, R-Lowland, who": party and home tell of the name before them.
    let party = (sentence.start + 2..last)
        .rev()
        .take(4)
        .find(|t| matches!(doc.form(*t), "D" | "R" | "I") && doc.form(*t + 1) == "-" && doc.form(*t - 1) == ",");
    let last = party.map_or(last, |t| t - 2);
    if let Some(name) = doc.name_at(last) {
        return Some(name.tokens.clone());
    }
    // The tree says how far the phrase goes back; it must end here.
    matches!(doc.upos[last], Upos::Noun | Upos::Propn).then(|| noun_phrase(doc, last))
}

/// Whose report a colon ends: "Mr. Berg had added earlier: ...".
pub(super) fn of_colon(doc: &Document<'_>, cue: usize) -> Option<Range<usize>> {
    let sentence = doc.sentence_tokens(cue);
    if doc.form(cue) != ":" || cue == sentence.start {
        return None;
    }
    let says = |t: &usize| doc.upos[*t] == Upos::Verb && stance_of_verb(doc.lemma(*t)).is_some_and(Stance::is_speech);
    let verb = (sentence.start..cue).rev().take(6).find(says)?;
    let subject = doc.children_by(verb, Deprel::Nsubj).next().filter(|s| *s < verb)?;
    (doc.upos[subject] != Upos::X).then(|| noun_phrase(doc, subject))
}

/// The first person or body that a headline names before its colon.
pub(super) fn of_headline(doc: &Document<'_>, cue: usize) -> Option<Range<usize>> {
    let sentence = &doc.sentences[doc.sentence_of[cue] as usize];
    if doc.form(cue) != ":" || sentence.section != Section::Title {
        return None;
    }
    let first = doc.names.iter().find(|n| n.tokens.start >= sentence.tokens.start && n.tokens.end <= cue)?;
    let person = doc
        .names
        .iter()
        .find(|n| n.tokens.start >= sentence.tokens.start && n.tokens.end <= cue && n.label == NameLabel::Per);
    Some(person.unwrap_or(first).tokens.clone()).filter(|n| n.start < sentence.tokens.start + 3)
}

/// Every entity that a speaker's words mean, in order: several where names are joined by "and", or where "the two
/// ministers" means the two named last.
pub(super) fn entities_of(doc: &Document<'_>, entities: &EntityLayer, who: Range<usize>) -> Vec<usize> {
    let inside = |t: usize| who.contains(&t);
    let Some(head) = who.clone().find(|t| doc.upos[*t] != Upos::Punct && doc.head(*t).is_none_or(|h| !inside(h)))
    else {
        return Vec::new();
    };
    let others: Vec<usize> = doc.children_by(head, Deprel::Conj).filter(|k| inside(*k) && *k > head).collect();
    let mut found: Vec<usize> = Vec::new();
    let mut add = |part: Range<usize>| {
        if let Some(entity) = entities.entity_of(doc, part).filter(|e| !found.contains(e)) {
            found.push(entity);
        }
    };
    match others.first() {
        None => add(who.clone()),
        Some(first) => {
            let start = |k: usize| doc.subtree(k).start.max(who.start);
            add(who.start..start(*first).max(who.start + 1));
            for (i, other) in others.iter().enumerate() {
                let end = others.get(i + 1).map_or(who.end, |next| start(*next));
                // The conjunction hangs on what it joins.
                let begin = (start(*other)..*other).find(|t| !matches!(doc.upos[*t], Upos::Cconj | Upos::Punct));
                let begin = begin.unwrap_or(*other);
                if begin < end {
                    add(begin..end);
                }
            }
        }
    }
    if found.is_empty() && means_two(doc, &who, head) {
        return last_two(doc, entities, who.start);
    }
    found
}

/// "the two leaders", "both men".
fn means_two(doc: &Document<'_>, who: &Range<usize>, head: usize) -> bool {
    let two = who.clone().any(|t| matches!(doc.lower(t), "two" | "both"));
    let definite = who.clone().any(|t| matches!(doc.lower(t), "the" | "both" | "these" | "those"));
    two && definite && matches!(doc.xpos[head], Xpos::Nns) && role(doc.lemma(head)).is_some()
}

/// The two persons named last before a token, within a few sentences; nobody where it is not two.
fn last_two(doc: &Document<'_>, entities: &EntityLayer, at: usize) -> Vec<usize> {
    let here = doc.sentence_of[at];
    let before = entities.mentions.iter().rev().filter(|m| m.tokens.end <= at && doc.sentence_of[m.head] + 4 > here);
    let mut found: Vec<usize> = Vec::new();
    for mention in before.filter(|m| m.form == MentionForm::Name) {
        let Some(entity) = mention.entity.filter(|e| entities.entities[*e].kind == EntityKind::Person) else {
            continue;
        };
        if !found.contains(&entity) {
            found.push(entity);
        }
        if found.len() == 2 {
            found.reverse();
            return found;
        }
    }
    Vec::new()
}
