//! From readings to quotes: spans, kind, speaker, cue, confidence.
//!
//! Needs: every layer up to names, the entity layer. A reading of the model gives units; here they become spans,
//! readings that collide are settled, and stretches between marks that no cue explains
//! are told apart: the last speaker goes on, a line opens with its speaker, or the marks hold no speech at all.

use std::ops::Range;

use parallax_records::{Quote, QuoteKind, Section, Span, TextRange};

use super::acts::{self, Act};
use super::cues::{self, Stance};
use super::cuts;
use super::joins;
use super::marks::Style;
use super::model::{QuoteModel, Reading};
use super::nested;
use super::outline::{Outline, Region};
use super::settle::settle;
use super::spans::Label;
use super::speakers;
use super::uncued;
use crate::document::{Document, SentenceLayer};
use crate::entities::EntityLayer;
use crate::learn::{Atoms, Lexicon};
use crate::tagset::{Deprel, Upos, Xpos};

/// A quote by its tokens and ranges, before its links are made.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) content: Vec<TextRange>,
    pub(crate) quoted: Vec<TextRange>,
    pub(crate) kind: QuoteKind,
    pub(crate) speaker: Option<Range<usize>>,
    /// A speaker who stands in another quote's words: the continuing quote's own is not written.
    pub(crate) carried: Option<Range<usize>>,
    /// The cue's head and all its tokens.
    pub(crate) cue: Option<(usize, Range<usize>)>,
    pub(crate) first: usize,
    pub(crate) confidence: f32,
    pub(crate) rule: &'static str,
}

/// Everything that a document's people say, think or are quoted with, in order of the text.
pub fn extract_quotes(doc: &Document<'_>, lexicon: &Lexicon, entities: &EntityLayer, model: &QuoteModel) -> Vec<Quote> {
    let outline = Outline::of(doc, &Atoms::truecased(doc, lexicon));
    let drafts = drafts(doc, &outline, model);
    drafts.iter().map(|draft| record(doc, entities, draft)).collect()
}

/// The quotes of a document without their links to entities.
pub(crate) fn drafts(doc: &Document<'_>, outline: &Outline, model: &QuoteModel) -> Vec<Draft> {
    let readings = settle(doc, outline, model.readings(doc, outline));
    let mut taken = vec![false; doc.len()];
    let mut drafts: Vec<Draft> = Vec::new();
    for reading in &readings {
        if let Some(draft) = draft(doc, outline, reading) {
            for range in &draft.content {
                taken[doc.tokens_in(*range)].fill(true);
            }
            for term in terms(doc, outline, reading.cue) {
                taken[term.tokens.clone()].fill(false);
            }
            drafts.push(draft);
        }
    }
    uncued::add(doc, outline, &mut taken, &mut drafts);
    nested::add(doc, outline, &mut drafts);
    drafts.sort_by_key(|d| (d.first, d.content[0].start));
    drafts
}

/// Runs of neighbouring units of one label, by their tokens.
pub(super) fn runs(reading: &Reading, label: Label) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (unit, _) in reading.units.iter().zip(&reading.labels).filter(|(_, l)| **l == label) {
        match out.last_mut() {
            Some(last) if last.end == unit.tokens.start => last.end = unit.tokens.end,
            _ => out.push(unit.tokens.clone()),
        }
    }
    out
}

/// A run without punctuation at its edges; quotation marks stay where `marks` says so.
pub(super) fn trimmed(doc: &Document<'_>, run: &Range<usize>, marks: bool) -> Range<usize> {
    let loose = |t: usize| {
        doc.upos[t] == Upos::Punct
            && !(marks && Outline::is_mark(doc, t))
            && !matches!(doc.form(t), "(" | ")" | "[" | "]" | "…" | "...")
    };
    let (mut start, mut end) = (run.start, run.end);
    while start < end && loose(start) {
        start += 1;
    }
    while end > start && loose(end - 1) {
        end -= 1;
    }
    start..end
}

/// The quote that a reading describes.
fn draft(doc: &Document<'_>, outline: &Outline, reading: &Reading) -> Option<Draft> {
    let own = outline.region[reading.cue];
    let mut content = Vec::new();
    let mut quoted = Vec::new();
    let (mut inside, mut outside) = (false, false);
    let mut first = usize::MAX;
    let mut said: Vec<Range<usize>> = Vec::new();
    for run in runs(reading, Label::Content) {
        let run = trimmed(doc, &headline_clause(doc, reading.cue, run), true);
        if run.is_empty() {
            continue;
        }
        let run = joins::grown(doc, outline, reading.cue, run);
        if run.is_empty() || !run.clone().any(|t| doc.upos[t] != Upos::Punct) {
            continue;
        }
        first = first.min(run.start);
        said.push(run.clone());
        for clause in cuts::clauses(doc, outline, reading.cue, &run) {
            let clause = trimmed(doc, &clause, true);
            if !clause.is_empty() {
                content.push(span_of(doc, outline, &clause, own, &mut quoted));
            }
        }
        for token in run.filter(|t| doc.upos[*t] != Upos::Punct) {
            let in_marks = outline.region[token] != 0 && outline.region[token] != own;
            inside |= in_marks;
            outside |= !in_marks;
        }
    }
    if content.is_empty() {
        return None;
    }
    for term in terms(doc, outline, reading.cue) {
        quoted.retain(|range| *range != term.marked.inner);
    }
    inside &= !quoted.is_empty();
    let kind = match (inside, outside) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    };
    let speaker = speakers::written(doc, reading)
        .or_else(|| speakers::own_subject(doc, reading).filter(|_| kind != QuoteKind::Indirect))
        .or_else(|| speakers::implied(doc, reading.cue))
        .or_else(|| speakers::of_headline(doc, reading.cue))
        .or_else(|| speakers::of_colon(doc, reading.cue))
        .or_else(|| speakers::behind(doc, reading.cue).filter(|_| touches_utterance(doc, outline, reading.cue)));
    // A speaker stands outside what he says.
    let apart = |speaker: &Range<usize>| said.iter().all(|run| run.end <= speaker.start || run.start >= speaker.end);
    // "Opinion: The pier must stay" has no speaker.
    let speaker = speaker.filter(|s| !speakers::is_label(doc, s));
    let speaker = speaker.map(|s| Some(speakers::completed(doc, s.clone(), reading.cue)).filter(apart).unwrap_or(s));
    // "Holm, who said": the pronoun is written, the noun before it is meant.
    let carried = speaker
        .clone()
        .filter(|s| s.len() <= 3 && matches!(doc.lower(s.start), "who" | "which" | "that"))
        .and_then(|s| speakers::before_relative(doc, s.start).or_else(|| speakers::implied(doc, reading.cue)));
    // A report of nobody is hardly ever one ("the suggested plan"), and nobody reports himself ("the losses estimated").
    let is_empty = || !speaker.as_ref().is_some_and(apart) || acts::only_points(doc, &said);
    if kind == QuoteKind::Indirect && (is_empty() || acts::is_prompt(doc, reading.cue)) {
        return None;
    }
    let rule = acts::rule_of(doc, outline, &Act { cue: reading.cue, kind, content: &said, speaker: speaker.as_ref() });
    let confidence = confidence(reading.lead, kind, rule);
    Some(Draft {
        content,
        quoted,
        kind,
        speaker,
        carried,
        cue: Some((reading.cue, cue_tokens(doc, reading.cue))),
        first,
        confidence,
        rule,
    })
}

/// Whether a verb stands right behind an utterance that is left open for its report: "A," writes ...
pub(super) fn touches_utterance(doc: &Document<'_>, outline: &Outline, cue: usize) -> bool {
    let region = cue.checked_sub(1).and_then(|t| outline.region_of(t)).filter(|r| r.tokens.end == cue);
    let open = |region: &Region| region.marked.inner.slice(doc.text).ends_with([',', '?', '!', '…', '—', '-']);
    matches!(doc.xpos[cue], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) && region.is_some_and(open)
}

/// Single words in marks before a noun of what somebody is urged to do ("to spare the "loyal" districts"): a demand is told in the
/// outlet's words, and so the marks are its distance to a term.
fn terms<'o>(doc: &Document<'_>, outline: &'o Outline, cue: usize) -> Vec<&'o Region> {
    if outline.stance_of(doc, cue) != Some(Stance::Urged) {
        return Vec::new();
    }
    let home = doc.sentence_tokens(cue);
    let is_term = |region: &&Region| {
        let mut words = region.tokens.clone().filter(|t| doc.upos[*t] != Upos::Punct);
        let (Some(word), None) = (words.next(), words.next()) else { return false };
        home.contains(&word) && doc.deprels[word] == Deprel::Amod && doc.head(word).is_some_and(|noun| noun > word)
    };
    outline.regions.iter().filter(is_term).collect()
}

/// In a headline, what somebody is urged to do goes on to its end ("UN urges Ostland, Weria to end blockade"), where trees
/// of telegram style mislead.
fn headline_clause(doc: &Document<'_>, cue: usize, run: Range<usize>) -> Range<usize> {
    let sentence = doc.sentence_of[cue] as usize;
    let SentenceLayer { tokens, section, .. } = &doc.sentences[sentence];
    let urged = cues::stance_of_verb(doc.lemma(cue)) == Some(Stance::Urged);
    let rest = run.end..tokens.end;
    let follows = *section == Section::Title && urged && run.start > cue && tokens.contains(&run.start);
    let plain = !rest.clone().any(|t| Outline::is_mark(doc, t) || matches!(doc.form(t), ":" | "|" | "—"));
    let goes_on = rest.clone().any(|t| doc.xpos[t] == Xpos::To);
    if follows && plain && goes_on { run.start..tokens.end } else { run }
}

/// How often readings with such a lead were right on the development articles, smoothed; what is
/// no speech stays at a half at most.
fn confidence(lead: i32, kind: QuoteKind, rule: &str) -> f32 {
    let doubt = (-(lead as f32) / 300.0).exp();
    match rule {
        "thought" | "shown" | "attitude" | "topic" => 0.5 - 0.25 * doubt,
        _ if kind == QuoteKind::Indirect => 0.85 - 0.55 * doubt,
        _ => 0.95 - 0.5 * doubt,
    }
}

/// The range of a run of content, and the stretches between marks in it. A run that is one
/// stretch and nothing else gives the stretch without its marks.
fn span_of(
    doc: &Document<'_>,
    outline: &Outline,
    run: &Range<usize>,
    own: u32,
    quoted: &mut Vec<TextRange>,
) -> TextRange {
    let mut range = doc.range_of(run.clone());
    let mut token = run.start;
    let mut only = None;
    let mut count = 0;
    while token < run.end {
        let number = outline.region[token];
        if number == 0 || number == own {
            token += 1;
            continue;
        }
        let region = &outline.regions[number as usize - 1];
        quoted.push(region.marked.inner);
        range = range.cover(region.marked.outer);
        count += 1;
        if region.tokens.start <= run.start && region.tokens.end >= run.end {
            only = Some(region.marked.inner);
        }
        token = region.tokens.end.max(token + 1);
    }
    match only {
        Some(inner) if count == 1 => inner,
        _ => range,
    }
}

/// The words of a cue: the head with its particle, "according to", "called on".
fn cue_tokens(doc: &Document<'_>, cue: usize) -> Range<usize> {
    let next = cue + 1;
    if next >= doc.len() || doc.sentence_of[next] != doc.sentence_of[cue] {
        return cue..next;
    }
    let particle = doc.deprels[next] == Deprel::CompoundPrt && doc.head(next) == Some(cue);
    let fixed = doc.lower(cue) == "according" && doc.lower(next) == "to";
    let called = doc.lemma(cue) == "call" && matches!(doc.lower(next), "on" | "for");
    if particle || fixed || called { cue..next + 1 } else { cue..next }
}

/// The quote as it is stored.
fn record(doc: &Document<'_>, entities: &EntityLayer, draft: &Draft) -> Quote {
    let span = |range: TextRange| -> Span { doc.span(range) };
    let who = draft.carried.clone().or_else(|| draft.speaker.clone());
    // A colon introduces; only words report.
    let cue = draft.cue.as_ref().filter(|(head, _)| doc.form(*head).contains(char::is_alphabetic));
    let all = who.map(|who| speakers::entities_of(doc, entities, who)).unwrap_or_default();
    let addressee = cue.and_then(|(cue, _)| addressee(doc, entities, *cue, draft));
    Quote {
        kind: draft.kind,
        content: draft.content.iter().map(|r| span(*r)).collect(),
        quoted: draft.quoted.iter().map(|r| span(*r)).collect(),
        speaker: draft.speaker.clone().map(|s| span(doc.range_of(s))),
        speaker_entity: all.first().copied(),
        speaker_means: draft.carried.clone().filter(|c| all.is_empty() && !c.is_empty()).map(|c| span(doc.range_of(c))),
        other_speakers: all.get(1..).unwrap_or_default().to_vec(),
        cue: cue.map(|(_, words)| span(doc.range_of(words.clone()))),
        cue_lemma: cue.map(|(head, words)| match doc.lower(*head) {
            "according" => "according to".to_owned(),
            _ if words.len() > 1 => format!("{} {}", doc.lemma(*head), doc.lower(words.end - 1)),
            _ => doc.lemma(*head).to_owned(),
        }),
        addressee,
        sentence: doc.sentence_of[draft.first] as usize,
        confidence: draft.confidence,
        rule: draft.rule,
    }
}

/// Whom a quote is told to: "told Holm that", "asked her whether", "said to reporters".
fn addressee(doc: &Document<'_>, entities: &EntityLayer, cue: usize, draft: &Draft) -> Option<usize> {
    let told = matches!(
        doc.lemma(cue),
        "tell" | "ask" | "urge" | "inform" | "warn" | "assure" | "remind" | "call" | "order" | "beg" | "press"
    );
    let is_content = |t: usize| draft.content.iter().any(|r| r.contains(doc.range(t)));
    let to = |kid: usize| doc.children_by(kid, Deprel::Case).any(|c| matches!(doc.lower(c), "to" | "on"));
    doc.children(cue)
        .find(|kid| match doc.deprels[*kid].universal() {
            Deprel::Iobj => true,
            Deprel::Obj => told && !is_content(*kid),
            Deprel::Obl => to(*kid) && !is_content(*kid) && doc.lower(cue) != "according",
            _ => false,
        })
        .and_then(|kid| entities.entity_at(kid))
        .filter(|who| draft.speaker.clone().and_then(|s| entities.entity_of(doc, s)) != Some(*who))
}

/// Whether a style of marks is trusted to hold speech without a cue.
pub(crate) fn holds_speech(style: Style) -> bool {
    style == Style::Double
}

/// The stance of a quote's cue, for those who compare cues.
pub fn stance_of_quote(quote: &Quote) -> Option<Stance> {
    cues::stance_of(quote.cue_lemma.as_deref()?)
}
