//! Whether a claim says that it happened: modality, negation, plans.
//!
//! "reportedly" and "are thought to have" leave a claim as occurred; "may", "feared", "if" make it
//! possible; "will", "due to", a headline's bare infinitive make it planned; "not", "denied",
//! "refused to" make it denied.

use std::ops::Range;

use parallax_records::{ClaimKind, Status};

use crate::{Deprel, Document, Upos, Xpos};

fn tag(doc: &Document<'_>, token: usize) -> Xpos {
    doc.xpos.get(token).copied().unwrap_or(Xpos::Xx)
}

/// Whether a trigger's clause has happened, is planned, possible or denied.
///
/// `trigger` are the words of the event, `argument` the counted phrase or first participant:
/// what stands between and directly before them decides, then the verb above.
pub(super) fn status(
    doc: &Document<'_>,
    kind: ClaimKind,
    trigger: &Range<usize>,
    argument: &Range<usize>,
    n: Option<f64>,
) -> Status {
    let sentence = doc.sentence_tokens(trigger.start);
    let from = verb_group_start(doc, trigger.start, sentence.start);
    let meeting = !kind.counts_people();
    let mut found = None;
    // The verb group itself, nearest word first; what stands between argument and trigger counts too.
    let between = argument.end.min(trigger.start)..trigger.start;
    let start = if between.len() <= 8 { from.min(between.start) } else { from };
    for t in (start..trigger.start).rev() {
        match doc.lower(t) {
            "not" | "n't" | "n’t" | "never" | "without" => return Status::Denied,
            "may" | "might" | "could" | "can" | "feared" | "possibly" | "potentially" | "fear" | "perhaps"
            | "would"
                if doc.lower(t) != "would" || !meeting =>
            {
                found.get_or_insert(Status::Possible);
            }
            "will" | "'ll" | "’ll" | "wo" | "shall" | "would" | "due" | "scheduled" | "planned" | "plans" | "plan"
            | "planning" | "expected" | "set" | "slated" | "intends" | "agreed" | "hopes" | "going" | "invited"
            | "wants" | "hoping" | "proposed" | "offered" | "prepared" | "preparing" | "likely" | "called"
            | "willing" | "hoped" | "intend" | "want"
                if tag(doc, t) == Xpos::Md || follows_to(doc, t, trigger.start) =>
            {
                found.get_or_insert(if meeting || matches!(doc.lower(t), "due" | "scheduled" | "planned" | "set") {
                    Status::Planned
                } else {
                    Status::Possible
                });
            }
            "refused" | "refuses" | "declined" | "declines" | "cancelled" | "canceled" | "failed" | "unable"
            | "avoided" | "ruled" | "postponed"
                if (follows_to(doc, t, trigger.start)
                    || matches!(doc.lower(t), "cancelled" | "canceled" | "postponed")) =>
            {
                return Status::Denied;
            }
            "to" if (tag(doc, t + 1) == Xpos::Vb || tag(doc, t + 1) == Xpos::Vbp && meeting)
                && t + 1 < trigger.end
                && found.is_none() =>
            {
                found = bare_infinitive(doc, t, sentence.start, meeting);
            }
            _ => {}
        }
    }
    // "will travel north and meet with X": a bare verb shares the auxiliary of the verb it hangs on.
    if found.is_none() && doc.xpos.get(trigger.start) == Some(&Xpos::Vb) && !doc.heads.is_empty() {
        let mut at = trigger.start;
        for _ in 0..4 {
            let Some(head) = doc.head(at) else { break };
            at = head;
            for child in doc.children(at) {
                match doc.lower(child) {
                    "will" | "'ll" | "’ll" | "shall" | "would" if tag(doc, child) == Xpos::Md => {
                        found = Some(if meeting { Status::Planned } else { Status::Possible })
                    }
                    "may" | "might" | "could" => found = Some(Status::Possible),
                    _ => {}
                }
            }
            if found.is_some() {
                break;
            }
        }
    }
    if meeting && is_ruled_out(doc, sentence.start, trigger.start) {
        return Status::Denied;
    }
    // "cancelled a trip on which he was to meet X"
    if meeting
        && (sentence.start..trigger.start)
            .any(|t| matches!(doc.lower(t), "cancelled" | "canceled" | "canceling" | "cancelling" | "scrapped"))
    {
        return Status::Denied;
    }
    // "wonder if X will meet Y", "unclear whether X will meet Y"
    let asked = |t: usize| matches!(doc.lower(t), "if" | "whether") && t > sentence.start;
    if meeting && found == Some(Status::Planned) && (from.saturating_sub(5).max(sentence.start)..from).any(asked) {
        return Status::Possible;
    }
    if let Some(found) = found {
        return found;
    }
    if !meeting && may_come(doc, trigger.end - 1) {
        return Status::Possible;
    }
    if n == Some(0.0) {
        return Status::Occurred;
    }
    // "was cancelled", "has been postponed" behind the event.
    if meeting {
        for t in trigger.end..sentence.end.min(trigger.end + 14) {
            if matches!(doc.lower(t), "cancelled" | "canceled" | "postponed") && tag(doc, t) != Xpos::Vb {
                return Status::Denied;
            }
        }
    }
    above(doc, trigger.start, meeting)
}

/// What brings deaths about, or takes a count of them further.
const BRINGS: [&str; 20] = [
    "bring", "cause", "climb", "double", "exceed", "grow", "hit", "increase", "lead", "mean", "pass", "prevent",
    "produce", "reach", "result", "rise", "see", "surpass", "top", "total",
];

/// "The toll could rise to 40", "such a wave would cause 9,000 deaths": a noun for harm that has not come yet, by the verb
/// that it hangs on.
fn may_come(doc: &Document<'_>, noun: usize) -> bool {
    if doc.upos.get(noun) != Some(&Upos::Noun) || doc.heads.is_empty() {
        return false;
    }
    let near = matches!(doc.deprels[noun].universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Obl);
    let verb =
        doc.head(noun).filter(|verb| near && doc.upos[*verb] == Upos::Verb && BRINGS.contains(&doc.lemma(*verb)));
    verb.is_some_and(|verb| {
        doc.children_by(verb, Deprel::Aux)
            .any(|aux| matches!(doc.lower(aux), "may" | "might" | "could" | "would" | "will" | "'ll" | "’ll"))
    })
}

/// Walks left over the verbs, auxiliaries and adverbs that make one group with a verb.
fn verb_group_start(doc: &Document<'_>, verb: usize, floor: usize) -> usize {
    let mut at = verb;
    while at > floor {
        let t = at - 1;
        let goes_on = matches!(doc.upos.get(t), Some(Upos::Aux | Upos::Adv | Upos::Part))
            || matches!(
                doc.lower(t),
                "to" | "not"
                    | "due"
                    | "feared"
                    | "scheduled"
                    | "planned"
                    | "plans"
                    | "plan"
                    | "planning"
                    | "expected"
                    | "set"
                    | "slated"
                    | "believed"
                    | "thought"
                    | "reported"
                    | "refused"
                    | "refuses"
                    | "declined"
                    | "agreed"
                    | "hopes"
                    | "intends"
                    | "going"
                    | "likely"
                    | "wants"
                    | "invited"
                    | "hoping"
                    | "failed"
                    | "want"
                    | "cancelled"
                    | "canceled"
                    | "presumed"
                    | "be"
                    | "have"
                    | "been"
                    | "among"
                    | "unable"
            );
        if !goes_on {
            break;
        }
        at -= 1;
    }
    at
}

/// "has no plans to address the hall or meet with X", "had no intention of meeting".
fn is_ruled_out(doc: &Document<'_>, floor: usize, trigger: usize) -> bool {
    let near = trigger.saturating_sub(10).max(floor + 1)..trigger;
    let unwilling = |t: usize| {
        doc.lower(t - 1) == "no"
            && matches!(doc.lower(t), "plan" | "plans" | "intention" | "intentions" | "desire" | "interest")
            && matches!(doc.lower(t + 1), "to" | "of" | "in" | "for")
    };
    matches!(tag(doc, trigger), Xpos::Vb | Xpos::Vbg | Xpos::Nn | Xpos::Nns) && near.clone().any(unwilling)
}

fn follows_to(doc: &Document<'_>, at: usize, end: usize) -> bool {
    (at + 1..end.min(at + 5)).any(|t| doc.lower(t) == "to")
}

/// What an infinitive without a cue of its own says.
fn bare_infinitive(doc: &Document<'_>, to: usize, floor: usize, meeting: bool) -> Option<Status> {
    // "one of the few members to meet with X this year"
    let few = |t: usize| doc.lower(t) == "one" && doc.lower(t + 1) == "of" || doc.lower(t) == "only";
    if meeting && (to.saturating_sub(8).max(floor)..to).any(few) {
        return None;
    }
    // "said she would be glad to meet Weil": an offer.
    let offers = ["delighted", "eager", "glad", "happy", "open", "pleased", "ready", "willing"];
    let pending =
        |t: usize| matches!(doc.lower(t), "'d" | "’d" | "would" | "is" | "are" | "'s" | "’s" | "be" | "'m" | "’m");
    if meeting
        && to > floor + 1
        && offers.contains(&doc.lower(to - 1))
        && (floor.max(to.saturating_sub(4))..to - 1).any(pending)
    {
        return Some(Status::Possible);
    }
    // "She had a chance to speak with Weil", "was able to meet him": it happened.
    let near = |back: usize| if to >= floor + back { doc.lower(to - back) } else { "" };
    let had = |back: usize| (back..back + 4).any(|b| matches!(near(b), "had" | "got"));
    if matches!(near(1), "chance" | "opportunity" | "pleasure" | "honor" | "honour" | "privilege") && had(2)
        || near(1) == "able" && matches!(near(2), "was" | "were")
    {
        return None;
    }
    // "forced thousands to flee", "managed to kill": it happened.
    for t in (floor..to).rev().take(8) {
        let lower = doc.lower(t);
        if matches!(
            lower,
            "force"
                | "forced"
                | "forces"
                | "forcing"
                | "cause"
                | "caused"
                | "causes"
                | "causing"
                | "managed"
                | "continue"
                | "continued"
                | "continues"
                | "began"
                | "started"
                | "made"
                | "left"
                | "prompted"
                | "prompting"
                | "led"
                | "leading"
                | "allowed"
                | "enabled"
                | "compelled"
                | "used"
                | "helped"
                | "obliged"
                | "driven"
                | "came"
                | "went"
                | "tried"
                | "believed"
                | "thought"
                | "known"
                | "reported"
                | "happened"
                | "sat"
                | "trekked"
                | "took"
                | "brought"
                | "flew"
                | "travelled"
                | "traveled"
                | "arrived"
                | "gathered"
                | "returned"
                | "said"
                | "first"
        ) {
            return None;
        }
        if matches!(
            lower,
            "due"
                | "scheduled"
                | "planned"
                | "plans"
                | "plan"
                | "planning"
                | "expected"
                | "set"
                | "slated"
                | "intends"
                | "agreed"
                | "hopes"
                | "going"
                | "invited"
                | "wants"
                | "travel"
                | "will"
                | "visit"
                | "fly"
                | "trip"
                | "preparing"
                | "offered"
        ) {
            return Some(Status::Planned);
        }
    }
    Some(if meeting { Status::Planned } else { Status::Possible })
}

/// What the verb above the clause says: "denied that", "feared that", "if", "whether".
fn above(doc: &Document<'_>, token: usize, meeting: bool) -> Status {
    let sentence = doc.sentence_tokens(token);
    let near = token.saturating_sub(12).max(sentence.start);
    for t in (near..token).rev() {
        match doc.lower(t) {
            ";" | "." => break,
            "denied" | "denies" | "denying" | "deny" if token - t <= 8 => return Status::Denied,
            "if" | "whether" | "unless" if token - t <= 8 => return Status::Possible,
            // "suggested that X meet Y"
            "suggested" | "suggests" | "suggesting" | "recommended" | "demanded" | "urged" | "insisted"
                if meeting && token - t <= 5 && matches!(tag(doc, token), Xpos::Vb | Xpos::Vbp) =>
            {
                return Status::Possible;
            }
            "hopeful" | "hopes" | "hoping" | "hoped" | "hope"
                if meeting && token - t <= 4 && (t + 1..token).any(|t| doc.lower(t) == "for") =>
            {
                return Status::Planned;
            }
            "feared" | "fears" | "fear" if token - t <= 6 => return Status::Possible,
            "alleged" | "allegedly" if token - t <= 3 => return Status::Possible,
            "threatened" | "plot" | "plotted" | "plotting" | "threatening" | "vowed" | "tried" | "attempted"
            | "attempt"
                if token - t <= 5 && follows_to(doc, t, token + 1) =>
            {
                return Status::Possible;
            }
            "planned" | "plans" | "upcoming" | "proposed" | "scheduled" | "forthcoming"
                if meeting && token - t <= 3 =>
            {
                return Status::Planned;
            }
            "potential" | "possible" | "likely" | "attempted" if token - t <= 3 => return Status::Possible,
            // "projected 60,000 deaths", "forecasts that 60,000 will die"
            "projected" | "projects" | "projecting" | "forecast" | "forecasts" | "predicted" | "predicts"
            | "predicting"
                if !meeting && token - t <= 6 =>
            {
                return Status::Possible;
            }
            "refusing" | "refused" | "refuses" if meeting && token - t <= 3 => return Status::Denied,
            _ => {}
        }
    }
    Status::Occurred
}
