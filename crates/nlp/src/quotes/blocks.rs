//! Block quotes: a paragraph without marks below a line that a report and a colon end.
//!
//! "In a statement, Holm said: ⏎ The pier is safe." Layout that set the paragraph apart is gone from the text, so only a report that
//! has no words of its own is trusted ("said", "wrote in a letter", "put it this way"), and only the first paragraph below it.
//!
//! Known misses: further paragraphs of the block, blocks behind a verb that takes the colon's clause ("here is what she said:").

use parallax_records::{QuoteKind, Section};

use super::cues::{Stance, stance_of_verb};
use super::extract::Draft;
use super::outline::Outline;
use super::speakers;
use super::uncued::paragraph_end;
use crate::document::Document;
use crate::tagset::{Deprel, Upos, Xpos};

/// Words that a block must have at least: what is shorter is a caption or a button.
const LEAST: usize = 5;

/// Adds the blocks that no other reading has taken.
pub(super) fn add(doc: &Document<'_>, outline: &Outline, taken: &mut [bool], drafts: &mut Vec<Draft>) {
    for pair in doc.sentences.windows(2) {
        let [lead, block] = pair else { continue };
        let colon = lead.tokens.end - 1;
        let below = lead.section == block.section && lead.section == Section::Body && lead.paragraph < block.paragraph;
        if !below || doc.form(colon) != ":" || outline.region[colon] != 0 {
            continue;
        }
        let tokens = block.tokens.start..paragraph_end(doc, block.tokens.start);
        let words = tokens.clone().filter(|t| doc.upos[*t] != Upos::Punct).count();
        let last = tokens.clone().rev().find(|t| !Outline::is_mark(doc, *t));
        let whole = last.is_some_and(|t| doc.form(t).ends_with(['.', '!', '?', '…']));
        if words < LEAST || !whole || Outline::is_mark(doc, tokens.start) || doc.upos[tokens.start] == Upos::Punct {
            continue;
        }
        let Some(verb) = reporting(doc, lead.tokens.start, colon) else { continue };
        let used = |d: &Draft| {
            d.cue.as_ref().is_some_and(|(cue, _)| *cue == verb) && doc.sentence_of[d.first] == doc.sentence_of[verb]
        };
        let subject = doc.children_by(verb, Deprel::Nsubj).next();
        let Some(subject) = subject.filter(|_| !drafts.iter().any(used)) else { continue };
        let relative = matches!(doc.lower(subject), "who" | "which" | "that");
        // "Our original post continues:" opens a part of the page.
        let speaks = outline.being[subject] != 0 || doc.lemma(verb) != "continue";
        if !speaks {
            continue;
        }
        let speaker = speakers::subject_phrase(doc, subject, verb);
        drafts.retain(|d| d.cue.as_ref().is_none_or(|(cue, _)| *cue != verb && *cue != colon));
        drafts.push(Draft {
            content: vec![doc.range_of(tokens.clone())],
            quoted: Vec::new(),
            kind: QuoteKind::Direct,
            carried: relative.then(|| speakers::before_relative(doc, subject)).flatten(),
            speaker: Some(speaker),
            cue: Some((verb, verb..verb + 1)),
            first: tokens.start,
            confidence: 0.7,
            rule: "block",
        });
        taken[tokens].fill(true);
    }
}

/// The verb of a report that has nothing of what is said before the colon.
fn reporting(doc: &Document<'_>, start: usize, colon: usize) -> Option<usize> {
    let verb = (start..colon).rev().find(|t| doc.upos[*t] == Upos::Verb)?;
    let puts = doc.lemma(verb) == "put" && doc.lower(verb + 1) == "it";
    let goes_on = doc.lemma(verb) == "go" && doc.lower(verb + 1) == "on";
    // Verbs that tell of speech without its words open no block.
    let says = match doc.lemma(verb) {
        "express" | "publish" | "speak" | "talk" => false,
        "ask" | "conclude" => true,
        lemma => stance_of_verb(lemma) == Some(Stance::Said),
    };
    let other = |k: usize| doc.deprels[k] == Deprel::AuxPass || matches!(doc.xpos[k], Xpos::Md | Xpos::To);
    // Taggers take "put it" for a bare form.
    let finite = matches!(doc.xpos[verb], Xpos::Vb | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn);
    let points = |t: usize| {
        matches!(doc.lower(t), "this" | "following" | "it")
            || matches!(doc.lemma(t), "letter" | "message" | "note" | "post" | "reply" | "statement" | "tweet")
            || matches!(doc.lemma(verb), "tell" | "ask")
    };
    let empty = doc.children(verb).filter(|k| *k > verb && *k < colon).all(|k| match doc.deprels[k].universal() {
        Deprel::Obj => points(k) || puts,
        Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::Conj => false,
        // "responded to the charge with scorn"
        Deprel::Obl => doc.lemma(verb) != "respond",
        _ => true,
    });
    let asks = (start..verb).any(|t| matches!(doc.lower(t), "what" | "how" | "whether" | "why"));
    ((says || puts || goes_on) && finite && !doc.children(verb).any(other) && empty && !asks).then_some(verb)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn a_paragraph_below_a_report_is_said() {
        for lead in ["In a letter to the town, Anna Holm wrote:", "As Anna Holm put it in a letter to the town:"] {
            let body = format!("{lead}\n\nThe pier is safe. It will open again in May.\n\nThe town was pleased.");
            let read = read("", &body);
            let [quote] = read.speech()[..] else { panic!("{lead}: {:?}", read.speech()) };
            assert_eq!(read.content(quote), ["The pier is safe. It will open again in May."]);
            assert_eq!((read.name(quote), quote.rule), (Some("Anna Holm"), "block"));
        }
    }

    #[test]
    fn what_a_line_has_said_already_opens_no_block() {
        for lead in ["Anna Holm said she was sure of it:", "Here is what Anna Holm said:", "Anna Holm has a new boat:"]
        {
            let body = format!("{lead}\n\nThe pier is safe. It will open again in May.");
            let read = read("", &body);
            assert!(!read.speech().iter().any(|q| q.rule == "block"), "{lead}");
        }
    }
}
