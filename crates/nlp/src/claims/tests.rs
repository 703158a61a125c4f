//! The examples and counter-examples that the frames carry.

use parallax_records::{Claim, ClaimKind, Role};

use super::Frames;
use crate::{Annotator, Input};

fn read(annotator: &Annotator, text: &str) -> Vec<Claim> {
    annotator.annotate(&Input { body: text, ..Input::default() }).claims
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

#[test]
fn frames_find_their_examples() {
    let (annotator, frames) = (Annotator::new(), Frames::english());
    let mut wrong = Vec::new();
    for (kind, example) in &frames.examples {
        let found: Vec<String> =
            read(&annotator, &example.text).iter().filter(|c| c.kind == *kind).map(words).collect();
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
    let (annotator, frames) = (Annotator::new(), Frames::english());
    for (kind, counter) in &frames.counters {
        let found: Vec<String> =
            read(&annotator, &counter.text).iter().filter(|c| c.kind == *kind).map(words).collect();
        assert!(found.is_empty(), "{}: {found:?}", counter.text);
    }
    let kinds: Vec<ClaimKind> = frames.counters.iter().map(|(k, _)| *k).collect();
    assert!(kinds.len() >= 10);
}

/// "who said" is no mention: the chain names the words that it stands for, where they stand.
#[test]
fn attributions_stand_where_their_label_does() {
    let annotator = Annotator::new();
    let text = "The letter came from Anna Holm, who said that 14 miners were killed in the collapse. Later she said that \
                six more had been injured. The mine belongs to Norvik Steel, which said 14 people had died.";
    let found = annotator.annotate(&Input { body: text, ..Input::default() });
    let hops: Vec<_> = found.claims.iter().flat_map(|c| &c.attribution).collect();
    assert!(hops.len() >= 2, "the claims are attributed: {hops:?}");
    for hop in hops {
        let Some(at) = hop.at else { continue };
        let written = at.range.slice(text);
        let proved = found
            .mentions
            .iter()
            .any(|m| m.at == at && m.form == parallax_records::MentionForm::Pronoun && m.entity == hop.entity);
        assert!(written == hop.label || proved, "{:?} stands at {written:?}", hop.label);
    }
}
