//! The examples and counter-examples that the frames carry.

use parallax_records::{Claim, ClaimKind};

use super::{Context, Frames, claims};
use crate::{Document, Models, TextBuffer};

fn read(models: &Models, frames: &Frames, text: &str) -> Vec<Claim> {
    let buffer = TextBuffer::plain(text);
    let mut doc = Document::segment(&buffer);
    models.read(&mut doc);
    claims(&doc, frames, &Context::default())
}

/// A claim as the frames write it: "bound n victims scope rule", what is missing left out.
fn words(claim: &Claim) -> String {
    let mut parts = Vec::new();
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

#[test]
fn frames_find_their_examples() {
    let (models, frames) = (Models::english().expect("embedded models"), Frames::english());
    let mut wrong = Vec::new();
    for (kind, example) in &frames.examples {
        let found: Vec<String> =
            read(&models, &frames, &example.text).iter().filter(|c| c.kind == *kind).map(words).collect();
        for expected in &example.claims {
            // The scope "all" may be left out where nobody is named.
            let same = |f: &String| f == expected || f.replace(" all ", " ") == *expected;
            if !found.iter().any(same) {
                wrong.push(format!("{}\n    expected {expected}\n    found    {found:?}", example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn frames_leave_their_counter_examples_alone() {
    let (models, frames) = (Models::english().expect("embedded models"), Frames::english());
    for (kind, counter) in &frames.counters {
        let found: Vec<String> =
            read(&models, &frames, &counter.text).iter().filter(|c| c.kind == *kind).map(words).collect();
        assert!(found.is_empty(), "{}: {found:?}", counter.text);
    }
    let kinds: Vec<ClaimKind> = frames.counters.iter().map(|(k, _)| *k).collect();
    assert!(kinds.len() >= 10);
}
