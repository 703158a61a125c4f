//! The examples and counter-examples that frames carry, run as tests: those of the shipped frames here, those of a
//! user's own by `parallax frames check`.

use parallax_records::{Claim, ClaimKind, Role};

use super::Frames;
use crate::{Annotator, Input};

/// An example in which a frame does not find what it says, or a counter-example in which it finds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameMismatch {
    /// The frame's name.
    pub frame: String,
    /// The sentence.
    pub text: String,
    /// The claim that is not found; `None` for a counter-example.
    pub expected: Option<String>,
    /// What is found of the frame's kind.
    pub found: Vec<String>,
}

/// All examples and counter-examples that fail, in the order of the frames.
pub(crate) fn mismatches(annotator: &Annotator, frames: &Frames) -> Vec<FrameMismatch> {
    let read = |text: &str, kind: ClaimKind| -> Vec<String> {
        let claims = annotator.annotate(&Input { body: text, ..Input::default() }).claims;
        claims.iter().filter(|c| c.kind == kind).map(words).collect()
    };
    let mut wrong = Vec::new();
    for (frame, kind, example) in &frames.examples {
        let found = read(&example.text, *kind);
        for expected in &example.claims {
            // The scope "all" may be left out where nobody is named.
            if !found.iter().any(|f| f == expected || f.replace(" all ", " ") == *expected) {
                wrong.push(FrameMismatch {
                    frame: frame.clone(),
                    text: example.text.clone(),
                    expected: Some(expected.clone()),
                    found: found.clone(),
                });
            }
        }
    }
    for (frame, kind, counter) in &frames.counters {
        let found = read(&counter.text, *kind);
        if !found.is_empty() {
            wrong.push(FrameMismatch { frame: frame.clone(), text: counter.text.clone(), expected: None, found });
        }
    }
    wrong
}

/// A claim as the frames write it: "bound n victims scope rule", for meetings "names; form status rule"; what is
/// missing is left out.
fn words(claim: &Claim) -> String {
    let mut parts = Vec::new();
    if claim.kind == ClaimKind::Met {
        let names: Vec<&str> = claim.parts.iter().map(|p| p.label.as_str()).collect();
        let form = claim.form.map_or(String::new(), |f| f.to_string());
        return format!("{}; {form} {} {}", names.join(", "), claim.status, claim.rule);
    }
    let labels = |role: Role| {
        claim.parts.iter().filter(|p| p.role == role).map(|p| p.label.as_str()).collect::<Vec<_>>().join(", ")
    };
    match claim.kind {
        ClaimKind::Visited => {
            let place = claim.place.as_deref().unwrap_or_default();
            return format!("{}; {place} {} {}", labels(Role::Participant), claim.status, claim.rule);
        }
        ClaimKind::Responsible => {
            let stance = claim.stance.map_or(String::new(), |s| s.to_string());
            return format!("{}; {stance} {}", labels(Role::Actor), claim.rule);
        }
        ClaimKind::Struck => {
            return format!(
                "actor {}, target {}; {} {}",
                labels(Role::Actor),
                labels(Role::Target),
                claim.status,
                claim.rule
            );
        }
        _ => {}
    }
    if let Some(q) = &claim.quantity {
        parts.push(q.bound.to_string());
        parts.extend(q.n.map(|n| n.to_string()));
        parts.extend(q.n2.map(|n| n.to_string()));
        parts.extend(q.word.clone());
    }
    parts.extend(claim.victims.clone());
    parts.extend(claim.scope.map(|s| s.to_string()));
    parts.push(claim.rule.to_string());
    parts.join(" ")
}
