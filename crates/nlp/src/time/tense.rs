//! Whether the clause around a time expression looks forward or back.

use std::ops::Range;

use crate::{Document, Xpos};

/// The direction of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// What one word says of the direction.
fn cue(doc: &Document<'_>, token: usize) -> Option<Tense> {
    let lower = doc.lower(token);
    if matches!(
        lower,
        "will"
            | "'ll"
            | "’ll"
            | "wo"
            | "shall"
            | "would"
            | "'d"
            | "may"
            | "might"
            | "due"
            | "scheduled"
            | "slated"
            | "plans"
            | "planning"
            | "plan"
            | "planned"
            | "expected"
            | "expects"
            | "hopes"
            | "intends"
            | "upcoming"
            | "poised"
            | "until"
            | "ahead"
            | "deadline"
            | "tomorrow"
    ) {
        return Some(Tense::Future);
    }
    let next = |n: usize| (token + n < doc.sentence_tokens(token).end).then(|| doc.lower(token + n));
    if matches!(lower, "set" | "going" | "ready" | "likely" | "preparing" | "prepares") && next(1) == Some("to") {
        return Some(Tense::Future);
    }
    if matches!(lower, "was" | "were" | "had" | "did" | "has" | "have" | "been") {
        return Some(Tense::Past);
    }
    if let Some(tag) = doc.xpos.get(token) {
        return (*tag == Xpos::Vbd).then_some(Tense::Past);
    }
    let verb = lower.len() > 4 && lower.ends_with("ed");
    let irregular = matches!(
        lower,
        "said"
            | "told"
            | "went"
            | "came"
            | "took"
            | "met"
            | "left"
            | "held"
            | "struck"
            | "shot"
            | "blew"
            | "began"
            | "fell"
            | "gave"
            | "made"
            | "saw"
            | "found"
            | "spoke"
            | "hit"
            | "won"
            | "lost"
            | "broke"
            | "led"
            | "ran"
            | "rose"
            | "sent"
    );
    (verb || irregular).then_some(Tense::Past)
}

/// The direction of the clause around some tokens: the nearest cue to their left, else to
/// their right.
pub(super) fn tense(doc: &Document<'_>, tokens: &Range<usize>) -> Tense {
    let sentence = doc.sentence_tokens(tokens.start);
    if tokens.start > sentence.start {
        let before = doc.lower(tokens.start - 1);
        if before == "by" || before == "until" || before == "till" {
            return Tense::Future;
        }
        if matches!(before, "after" | "since" | "following" | "from" | "during") {
            return Tense::Past;
        }
        // "ahead of Friday's vote"
        if before == "of" && tokens.start > sentence.start + 1 && doc.lower(tokens.start - 2) == "ahead" {
            return Tense::Future;
        }
    }
    let mut participle = false;
    for token in (sentence.start..tokens.start).rev().take(40) {
        let lower = doc.lower(token);
        if matches!(lower, ";" | ":" | "\"" | "“" | "”") {
            break;
        }
        // "will be held Friday": a participle leaves the question to its auxiliary.
        let tagged = doc.xpos.get(token);
        if tagged.is_none()
            && !participle
            && tokens.start - token <= 3
            && lower.ends_with("ed")
            && auxiliary_before(doc, token)
        {
            participle = true;
            continue;
        }
        // "to visit": an infinitive looks forward where a noun stands before it and no verb does.
        if lower == "to" && token > sentence.start && tagged.is_none_or(|t| *t == Xpos::To) {
            let verb_after = doc.xpos.get(token + 1).is_none_or(|t| *t == Xpos::Vb);
            if verb_after
                && sentence.clone().take_while(|t| *t < token).all(|t| cue(doc, t).is_none())
                && is_headline(doc, token)
            {
                return Tense::Future;
            }
            continue;
        }
        if let Some(tense) = cue(doc, token) {
            // "was expected to", "were due to": the cue further right was seen first.
            return tense;
        }
        if matches!(lower, "," | "that") && tokens.start - token > 8 {
            break;
        }
    }
    for token in tokens.end..sentence.end.min(tokens.end + 14) {
        if matches!(doc.lower(token), ";" | "\"" | "“" | "”") {
            break;
        }
        if let Some(tense) = cue(doc, token) {
            return tense;
        }
    }
    Tense::Unknown
}

fn auxiliary_before(doc: &Document<'_>, token: usize) -> bool {
    token > 0 && matches!(doc.lower(token - 1), "be" | "been" | "being")
}

/// "Leader to visit capital": the infinitive follows a name or noun, and nothing in the
/// sentence is finite. In running text ("the decision to act") something is.
fn is_headline(doc: &Document<'_>, to: usize) -> bool {
    let sentence = doc.sentence_tokens(to);
    let finite = |t: usize| {
        doc.xpos.get(t).map_or_else(
            || matches!(doc.lower(t), "is" | "are" | "has" | "have" | "said" | "says"),
            |x| matches!(x, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md),
        )
    };
    !sentence.into_iter().any(finite)
}
