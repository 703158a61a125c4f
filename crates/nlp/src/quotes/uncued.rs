//! Stretches between marks that no cue explains.
//!
//! | rule | what | example |
//! |---|---|---|
//! | `goes-on` | the speaker of the quote before goes on in the same paragraph | "A," she said. "B." |
//! | `continued` | a paragraph that is one utterance goes on with the last speaker | "A," she said. ⏎ "B." |
//! | `cue-beside` | a reporting verb or a colon touches the marks | its slogan: "A." / tweeting, "A." |
//! | `cue-fragment` | a reporting participle stands before a quoted fragment | warning of an "A" |
//! | `colon-line` | a line that ends in a colon opens the utterance below | Holm wrote: ⏎ "A." |
//! | `block` | a paragraph without marks below a report and a colon (`blocks`) | Holm wrote: ⏎ A. |
//! | `signed` | a name behind a dash signs the utterance | "A." — Anna Holm |
//! | `headline` | a headline names its speaker before or after the marks | Holm: "A" / "A": Holm |
//! | `transcript` | a line opens with its speaker (`transcripts`) | HOLM: A. |
//! | `lost-mark` | a report that the closing mark before it was lost of | "A, Holm said. |
//! | `marked` | an utterance whose speaker is not said | |
//! | `scare` | marks without speech: terms, titles, irony | the "moderate" wing |

use std::ops::Range;

use parallax_records::{QuoteKind, Section, TextRange};

use super::blocks;
use super::certain;
use super::cues::{Stance, stance, stance_of_verb};
use super::extract::{Draft, holds_speech};
use super::outline::{Outline, Region};
use super::speakers;
use super::titles::is_title;
use super::transcripts;
use crate::document::{Document, NameLabel};
use crate::tagset::{Deprel, Upos, Xpos};

/// Adds the quotes that no cue gave. `taken` are the tokens of content found so far.
pub(crate) fn add(doc: &Document<'_>, outline: &Outline, taken: &mut [bool], drafts: &mut Vec<Draft>) {
    transcripts::add(doc, outline, taken, drafts);
    certain::add(doc, outline, taken, drafts);
    blocks::add(doc, outline, taken, drafts);
    drafts.sort_by_key(|d| d.first);
    for region in &outline.regions {
        let tokens = region.tokens.clone();
        if tokens.clone().any(|t| taken[t]) || !tokens.clone().any(|t| doc.upos[t] != Upos::Punct) {
            continue;
        }
        // A belief or a term between says nothing of who speaks.
        let speaks = |d: &Draft| d.kind != QuoteKind::Scare && (d.speaker.is_some() || d.carried.is_some());
        let before = || drafts.iter().enumerate().rev().filter(|(_, d)| d.first < tokens.start);
        let here = before().next().map(|(i, d)| (i, paragraph(doc, d.first)));
        let last = before().find(|(_, d)| speaks(d) && here.is_some_and(|(_, p)| p == paragraph(doc, d.first)));
        let last = last.map(|(i, _)| i).or(here.map(|(i, _)| i));
        let title = doc.sentences[doc.sentence_of[tokens.start] as usize].section == Section::Title;
        let draft = if let Some(draft) = lost_close(doc, region) {
            draft
        } else if is_title(doc, &tokens) {
            alone(doc, region, QuoteKind::Scare, "scare", 0.6)
        } else if title && let Some(draft) = headline(doc, region) {
            draft
        } else if holds_speech(region.marked.style)
            && is_utterance(doc, region)
            && let Some(draft) = signed(doc, region)
        {
            draft
        } else if holds_speech(region.marked.style)
            && let Some(draft) = cue_beside(doc, region, taken)
        {
            draft
        } else if holds_speech(region.marked.style) && is_utterance(doc, region) {
            match last.and_then(|last| follow(doc, region, &mut drafts[last])) {
                Some(Follow::Same) => {
                    taken[tokens].fill(true);
                    continue;
                }
                Some(Follow::Next(draft)) => draft,
                None => colon_line(doc, region).unwrap_or_else(|| alone(doc, region, QuoteKind::Direct, "marked", 0.5)),
            }
        } else if let Some(draft) = cue_fragment(doc, region, taken) {
            draft
        } else {
            alone(doc, region, QuoteKind::Scare, "scare", 0.6)
        };
        taken[tokens].fill(true);
        let place = drafts.partition_point(|d| d.first < draft.first);
        drafts.insert(place, draft);
    }
}

/// A quote that is one stretch between marks.
fn alone(doc: &Document<'_>, region: &Region, kind: QuoteKind, rule: &'static str, confidence: f32) -> Draft {
    let inner = region.marked.inner;
    Draft {
        content: vec![inner],
        quoted: vec![inner],
        kind,
        speaker: None,
        carried: None,
        cue: None,
        first: doc.tokens_in(inner).start.max(region.tokens.start),
        confidence,
        rule,
    }
}

/// Whether a stretch reads like something said: a sentence of its own, or long enough.
fn is_utterance(doc: &Document<'_>, region: &Region) -> bool {
    let words = region.tokens.clone().filter(|t| doc.upos[*t] != Upos::Punct);
    let count = words.clone().count();
    // "And she said, 'Home.'": a quotation within closes first.
    let inner = region.marked.inner.slice(doc.text).trim_end_matches(['\'', '’']);
    let stops = inner.ends_with(['.', '!', '?', '…']);
    let verb = words.clone().any(|t| matches!(doc.xpos[t], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vb));
    let capitals = words.filter(|t| doc.form(*t).starts_with(char::is_uppercase)).count();
    let title_case = count > 1 && capitals * 3 >= count * 2;
    let begins = starts_paragraph(doc, region.tokens.start) || starts_sentence(doc, region.tokens.start);
    match count {
        // A paragraph that opens its marks again goes on, however short it is.
        3.. if region.marked.continues && !title_case => verb || stops,
        0..=2 => false,
        3..=5 => stops && verb && begins && !title_case,
        6..=7 => verb && !title_case && (stops || begins),
        _ => (verb || stops) && !title_case,
    }
}

fn starts_sentence(doc: &Document<'_>, token: usize) -> bool {
    doc.sentence_tokens(token).start == token
}

fn paragraph(doc: &Document<'_>, token: usize) -> u32 {
    doc.sentences[doc.sentence_of[token] as usize].paragraph
}

pub(super) fn starts_paragraph(doc: &Document<'_>, token: usize) -> bool {
    token == 0 || paragraph(doc, token - 1) != paragraph(doc, token)
}

/// An utterance that lost its closing mark before its report: "We sail tomorrow, Holm said.
fn lost_close(doc: &Document<'_>, region: &Region) -> Option<Draft> {
    if region.marked.closed {
        return None;
    }
    let reports =
        |t: &usize| doc.upos[*t] == Upos::Verb && stance_of_verb(doc.lemma(*t)).is_some_and(Stance::is_speech);
    let tokens = region.tokens.clone();
    let verb = tokens.clone().rev().take(8).find(reports)?;
    let comma = (tokens.start + 2..verb).rev().find(|t| doc.form(*t) == ",")?;
    let subject = doc.children_by(verb, Deprel::Nsubj).next().filter(|s| *s > comma && verb.abs_diff(*s) < 6)?;
    let named = doc.upos[subject] == Upos::Propn || matches!(doc.lower(subject), "he" | "she" | "they");
    let speaker = doc.subtree(subject);
    // What follows the report must end the stretch: else the report may be part of what is said.
    let ends = tokens.clone().filter(|t| *t > verb.max(speaker.end - 1)).all(|t| doc.upos[t] == Upos::Punct);
    if !named || !ends || speaker.start <= comma {
        return None;
    }
    let mut draft = alone(doc, region, QuoteKind::Direct, "lost-mark", 0.7);
    let said = doc.range_of(tokens.start..comma + 1);
    let inner = TextRange { start: region.marked.inner.start, end: said.end };
    (draft.content, draft.quoted) = (vec![inner], vec![inner]);
    draft.speaker = Some(speaker);
    draft.cue = Some((verb, verb..verb + 1));
    Some(draft)
}

/// How an utterance follows the quote before it.
enum Follow {
    /// It belongs to that quote, which has taken it in.
    Same,
    /// It is a quote of its own.
    Next(Draft),
}

/// Whether an utterance goes on with the quote before it.
fn follow(doc: &Document<'_>, region: &Region, last: &mut Draft) -> Option<Follow> {
    if matches!(last.kind, QuoteKind::Scare) || matches!(last.rule, "thought" | "shown" | "attitude" | "marked") {
        return None;
    }
    let start = region.tokens.start;
    let (here, there) = (paragraph(doc, start), paragraph(doc, last.first));
    let end = last.content.iter().map(|r| r.end).max().unwrap_or(0);
    let behind = doc.token_at(end.saturating_sub(1)).max(last.cue.as_ref().map_or(0, |c| c.1.end));
    let there = there.max(paragraph(doc, behind.min(doc.len() - 1)));
    if here == there && starts_sentence(doc, start) {
        // Only speech goes on: an utterance behind a bare report may be anybody's.
        if last.kind == QuoteKind::Indirect && doc.sentence_of[start] > doc.sentence_of[behind.min(start)] + 1 {
            return None;
        }
        if last.kind == QuoteKind::Indirect {
            let mut next = alone(doc, region, QuoteKind::Direct, "goes-on", 0.7);
            next.carried = last.speaker.clone().or_else(|| last.carried.clone());
            return Some(Follow::Next(next));
        }
        last.content.push(region.marked.inner);
        last.quoted.push(region.marked.inner);
        return Some(Follow::Same);
    }
    let alone_in_paragraph = starts_paragraph(doc, start) && region.tokens.end >= paragraph_end(doc, start);
    if last.speaker.is_none() && last.carried.is_none() && !region.marked.continues {
        return None;
    }
    let opens = starts_paragraph(doc, start) && (region.marked.continues || alone_in_paragraph);
    let near =
        here == there + 1 && (region.marked.continues || last.kind != QuoteKind::Indirect || ends_paragraph(doc, last));
    if opens && near {
        let sure = if region.marked.continues { 0.9 } else { 0.65 };
        let mut next = alone(doc, region, QuoteKind::Direct, "continued", sure);
        next.carried = last.speaker.clone().or_else(|| last.carried.clone());
        return Some(Follow::Next(next));
    }
    None
}

fn ends_paragraph(doc: &Document<'_>, draft: &Draft) -> bool {
    let end = doc.token_at(draft.content.iter().map(|r| r.end).max().unwrap_or(0).saturating_sub(1));
    paragraph_end(doc, draft.first) <= end + 4
}

/// One past the last token of the paragraph of a token.
pub(super) fn paragraph_end(doc: &Document<'_>, token: usize) -> usize {
    let number = paragraph(doc, token);
    let mut sentence = doc.sentence_of[token] as usize;
    while sentence + 1 < doc.sentences.len() && doc.sentences[sentence + 1].paragraph == number {
        sentence += 1;
    }
    doc.sentences[sentence].tokens.end
}

/// The person named last before a token in its sentence.
fn named_before(doc: &Document<'_>, run: Range<usize>) -> Option<Range<usize>> {
    let fits = |l: NameLabel| matches!(l, NameLabel::Per | NameLabel::Org);
    doc.names
        .iter()
        .find(|n| n.tokens.start >= run.start && n.tokens.end <= run.end && fits(n.label))
        .map(|n| n.tokens.clone())
}

/// An utterance that a name behind a dash signs, as letters and vox pops have it: the name stands alone there.
fn signed(doc: &Document<'_>, region: &Region) -> Option<Draft> {
    let dash = region.tokens.end;
    let is_dash = |t: usize| matches!(doc.form(t), "―" | "—" | "–" | "--" | "-" | "~");
    let first = dash + 1;
    if first >= doc.len() || !is_dash(dash) || paragraph(doc, dash) != paragraph(doc, region.tokens.start) {
        return None;
    }
    let limit = paragraph_end(doc, first).min(first + 6);
    let belongs = |t: &usize| doc.upos[*t] == Upos::Propn || doc.name_at(*t).is_some() || doc.form(*t) == ".";
    let mut last = (first..limit).take_while(belongs).last()? + 1;
    if doc.form(last - 1) == "." {
        last -= 1;
    }
    let alone = last == paragraph_end(doc, first) || matches!(doc.form(last), "." | ",") || Outline::is_mark(doc, last);
    let person = doc.name_at(first).is_some_and(|n| n.label == NameLabel::Per);
    if last <= first || !alone || !(person || last - first > 1) {
        return None;
    }
    let mut draft = self::alone(doc, region, QuoteKind::Direct, "signed", 0.85);
    draft.speaker = Some(first..last);
    draft.cue = Some((dash, dash..dash + 1));
    Some(draft)
}

/// An utterance below a line that ends in a colon.
fn colon_line(doc: &Document<'_>, region: &Region) -> Option<Draft> {
    let start = region.tokens.start;
    let colon = start.checked_sub(1).filter(|t| doc.form(*t) == ":")?;
    let sentence = doc.sentence_tokens(colon);
    let mut draft = alone(doc, region, QuoteKind::Direct, "colon-line", 0.7);
    let subject = sentence.clone().find(|t| doc.deprels[*t].universal() == Deprel::Nsubj && doc.upos[*t] == Upos::Pron);
    draft.speaker = named_before(doc, sentence.clone()).or(subject.map(|t| t..t + 1));
    draft.cue = Some((colon, colon..colon + 1));
    Some(draft)
}

/// An utterance that a reporting verb or a colon touches, which the models did not see.
fn cue_beside(doc: &Document<'_>, region: &Region, taken: &[bool]) -> Option<Draft> {
    let (start, end) = (region.tokens.start, region.tokens.end);
    let sentence = doc.sentence_tokens(start);
    let inner = region.marked.inner.slice(doc.text);
    let capital = inner.starts_with(char::is_uppercase);
    let whole = capital && inner.ends_with(['.', ',', '!', '?', '…']);
    let words = region.tokens.clone().filter(|t| doc.upos[*t] != Upos::Punct).count();
    let reports = |t: usize| {
        !taken[t] && doc.upos[t] == Upos::Verb && stance_of_verb(doc.lemma(t)).is_some_and(Stance::is_speech)
    };
    let mut draft = alone(doc, region, QuoteKind::Direct, "cue-beside", 0.7);
    let before = start.checked_sub(1).filter(|t| sentence.contains(t));
    let touches = before.is_some_and(|t| matches!(doc.form(t), "," | ":"));
    // 'saying "A,"' needs no comma; 'saying at a stop this week, "A,"' has words between, but no other verb.
    let verb_before = || {
        let mut back = (sentence.start..start).rev().take(if touches { 9 } else { 1 });
        let verb = back.find(|t| doc.upos[*t] == Upos::Verb || Outline::is_mark(doc, *t));
        verb.filter(|t| reports(*t) && doc.xpos[*t] != Xpos::Vbn)
    };
    let same_clause =
        |t: &usize| !taken[*t] && !matches!(doc.lower(*t), "after" | "when" | "while" | "because" | "before");
    let same_paragraph = end < doc.len() && paragraph(doc, end) == paragraph(doc, start);
    let verb_after = || {
        (end..sentence_end(doc, end)).filter(|_| same_paragraph).take(6).take_while(same_clause).find(|t| reports(*t))
    };
    if let Some(verb) = whole
        .then(verb_before)
        .flatten()
        .or_else(|| (whole && inner.ends_with([',', '!', '?'])).then(verb_after).flatten())
    {
        draft.speaker = doc
            .children_by(verb, Deprel::Nsubj)
            .next()
            .filter(|s| !region.tokens.contains(s))
            .map(|s| doc.subtree(s))
            .filter(|s| s.end <= start || s.start >= end)
            .or_else(|| speakers::implied(doc, verb))
            .or_else(|| speakers::behind(doc, verb).filter(|_| verb == end));
        draft.cue = Some((verb, verb..verb + 1));
        return Some(draft);
    }
    if whole && let Some((verb, speaker)) = plural_report(doc, region) {
        draft.speaker = Some(speaker);
        draft.cue = Some((verb, verb..verb + 1));
        return Some(draft);
    }
    // 'as Holm put it in a letter, "a disgrace"'
    let puts = |t: &usize| doc.lemma(*t) == "put" && doc.lower(*t + 1) == "it" && !taken[*t];
    if let Some(verb) = (sentence.start..start.saturating_sub(2)).rev().take(9).find(puts).filter(|_| touches)
        && let Some(subject) = doc.children_by(verb, Deprel::Nsubj).next().filter(|s| *s < verb)
    {
        draft.speaker = Some(doc.subtree(subject));
        draft.cue = Some((verb, verb..verb + 2));
        return Some(draft);
    }
    let colon = before.filter(|t| doc.form(*t) == ":")?;
    if !capital || words < 2 || !(whole || words > 5) {
        return None;
    }
    // Who acts before the colon speaks: "Holm has a new slogan: ...".
    let root = sentence.clone().find(|t| doc.head(*t).is_none())?;
    let person = |subject: &usize| {
        doc.upos[*subject] == Upos::Pron
            || doc.name_at(*subject).is_some_and(|n| matches!(n.label, NameLabel::Per | NameLabel::Org))
    };
    let of_root = doc.children_by(root, Deprel::Nsubj).next().filter(|s| *s < colon);
    // "Asked what she thought of it, Holm shot back: ...": the tree may begin with the participle.
    let leads = matches!(doc.xpos[root], Xpos::Vbn | Xpos::Vbd) && root == sentence.start;
    let last = || {
        let subject = |t: &usize| doc.deprels[*t] == Deprel::Nsubj && person(t) && doc.form(*t - 1) == ",";
        (sentence.start + 1..colon).rev().find(subject).filter(|_| leads)
    };
    let subject = of_root.or_else(last)?;
    draft.speaker = Some(subject).filter(person).map(|s| doc.subtree(s)).filter(|s| s.end <= colon);
    draft.cue = Some((colon, colon..colon + 1));
    Some(draft)
}

/// A report in the present that taggers take for a plural: '"A," the statement reads.', 'The Lorne Herald reports, "A."'
fn plural_report(doc: &Document<'_>, region: &Region) -> Option<(usize, Range<usize>)> {
    let (start, end) = (region.tokens.start, region.tokens.end);
    let plural = |t: usize| {
        doc.xpos[t] == Xpos::Nns && doc.form(t).ends_with('s') && stance_of_verb(doc.lemma(t)) == Some(Stance::Said)
    };
    let names = |run: Range<usize>| {
        run.len() > 1
            && run.clone().all(|t| matches!(doc.upos[t], Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num))
            && matches!(doc.upos[run.start], Upos::Det | Upos::Propn)
    };
    let same_paragraph = end < doc.len() && paragraph(doc, end) == paragraph(doc, start);
    let behind = (end + 2..sentence_end(doc, end).min(end + 6)).find(|t| same_paragraph && plural(*t));
    if let Some(verb) = behind.filter(|verb| names(end..*verb)) {
        let stops = verb + 1 >= doc.len() || doc.upos[verb + 1] == Upos::Punct;
        return stops.then_some((verb, end..verb));
    }
    let sentence = doc.sentence_tokens(start);
    let verb =
        start.checked_sub(2).filter(|t| sentence.contains(t) && matches!(doc.form(t + 1), "," | ":") && plural(*t))?;
    names(sentence.start..verb).then_some((verb, sentence.start..verb))
}

/// A fragment that a participle reports: 'raised the alert, warning of an "A"'. Verbs that give names ("calling it the
/// "A"") are left out.
fn cue_fragment(doc: &Document<'_>, region: &Region, taken: &[bool]) -> Option<Draft> {
    let start = region.tokens.start;
    let sentence = doc.sentence_tokens(start);
    let between = |t: &usize| matches!(doc.upos[*t], Upos::Adp | Upos::Det | Upos::Adj | Upos::Pron | Upos::Sconj);
    let cue = (sentence.start..start).rev().take(5).find(|t| !between(t))?;
    // ", warning of": taggers take it for the noun.
    let noun = doc.upos[cue] == Upos::Noun && doc.lower(cue).ends_with("ing") && cue > 0 && doc.form(cue - 1) == ",";
    let reports = (doc.xpos[cue] == Xpos::Vbg || noun)
        && !taken[cue]
        && matches!(
            if noun { stance(doc.lemma(cue), Upos::Noun) } else { stance_of_verb(doc.lemma(cue)) },
            Some(
                Stance::Warned
                    | Stance::Criticized
                    | Stance::Promised
                    | Stance::Claimed
                    | Stance::Denied
                    | Stance::Praised
                    | Stance::Urged
                    | Stance::Predicted
            )
        );
    if !reports || cue + 1 == start {
        return None;
    }
    let speaker = speakers::implied(doc, cue).or_else(|| speakers::subject_before(doc, cue))?;
    let mut draft = alone(doc, region, QuoteKind::Mixed, "cue-fragment", 0.65);
    draft.content = vec![doc.range_of(cue + 1..region.tokens.end).cover(region.marked.outer)];
    draft.first = cue + 1;
    draft.speaker = Some(speaker);
    draft.cue = Some((cue, cue..cue + 1));
    Some(draft)
}

/// One past the last token of the sentence of a token; the token itself at the end of the text.
fn sentence_end(doc: &Document<'_>, token: usize) -> usize {
    if token < doc.len() { doc.sentence_tokens(token).end } else { token }
}

/// A headline that names its speaker beside the marks: `Holm: "A"`, `"A", says Holm` has a cue.
fn headline(doc: &Document<'_>, region: &Region) -> Option<Draft> {
    let sentence = doc.sentence_tokens(region.tokens.start);
    let (start, end) = (region.tokens.start, region.tokens.end);
    // "After ‘Driftwood’: the story of a singer": a single word is a title or a term.
    if region.tokens.clone().filter(|t| doc.upos[*t] != Upos::Punct).count() < 2 {
        return None;
    }
    let mut draft = alone(doc, region, QuoteKind::Direct, "headline", 0.75);
    if start > sentence.start && doc.form(start - 1) == ":" {
        draft.speaker = Some(sentence.start..start - 1).filter(|r| !r.is_empty());
        draft.cue = Some((start - 1, start - 1..start));
    } else if end < sentence.end && matches!(doc.form(end), ":" | "-" | "–" | "—") && end + 1 < sentence.end {
        draft.speaker = named_before(doc, end + 1..sentence.end);
        draft.cue = Some((end, end..end + 1));
    } else {
        return of_headline(doc, region);
    }
    // "'Nobody told us': families mourn": said all the same, though by nobody with a name.
    let words = || region.tokens.clone().filter(|t| doc.upos[*t] != Upos::Punct);
    let small = words().filter(|t| doc.form(*t).starts_with(char::is_lowercase)).count() * 2 > words().count();
    let clause = words().any(|t| matches!(doc.xpos[t], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    if draft.speaker.is_none() && small && clause && words().count() > 2 {
        (draft.cue, draft.confidence) = (None, 0.5);
        return Some(draft);
    }
    draft.speaker.is_some().then_some(draft)
}

/// A headline that tells in part in its speaker's words: Holm: port ‘will not close’ this year.
fn of_headline(doc: &Document<'_>, region: &Region) -> Option<Draft> {
    let sentence = doc.sentence_tokens(region.tokens.start);
    let colon = (sentence.start..region.tokens.start).take(7).find(|t| doc.form(*t) == ":")?;
    let speaker = named_before(doc, sentence.start..colon)?;
    let mut draft = alone(doc, region, QuoteKind::Mixed, "headline", 0.75);
    draft.content = vec![doc.range_of(colon + 1..sentence.end)];
    draft.first = colon + 1;
    draft.speaker = Some(speaker);
    draft.cue = Some((colon, colon..colon + 1));
    Some(draft)
}
