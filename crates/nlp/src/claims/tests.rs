//! The examples and counter-examples that the frames carry, and where attributions stand.

use super::Frames;
use crate::{Annotator, Input};

#[test]
fn frames_find_their_examples_and_leave_counter_examples_alone() {
    let (annotator, frames) = (Annotator::new(), Frames::english());
    let wrong: Vec<String> = annotator
        .check_frames()
        .into_iter()
        .map(|m| format!("{}: {}\n    expected {:?}\n    found    {:?}", m.frame, m.text, m.expected, m.found))
        .collect();
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
    assert!(frames.counters.len() >= 10 && frames.examples.len() >= 30);
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

/// A noun for harm takes its status from the verb that it hangs on.
#[test]
fn deaths_that_may_come_are_possible() {
    use parallax_records::Status::{Occurred, Possible};
    let annotator = Annotator::new();
    for (text, status) in [
        ("Without a levee such a flood would cause 9,000 deaths.", Possible),
        ("The death toll may rise by four, the mayor warned.", Possible),
        ("The death toll rose to 44 on Sunday.", Occurred),
        ("A judge will look into the 44 deaths.", Occurred),
    ] {
        let found = annotator.annotate(&Input { body: text, ..Input::default() });
        assert_eq!(found.claims.iter().map(|c| c.status).collect::<Vec<_>>(), [status], "{text}");
    }
}

/// Whose a figure is where a clause or a noun stands between the two.
#[test]
fn sources_are_found_behind_clauses_and_nouns() {
    let annotator = Annotator::new();
    for (text, source) in [
        ("The mayor, whose house was hit, said nine people were killed.", "The mayor"),
        (
            "The miners' union is standing by its claim that 52 people were killed in the collapse on Tuesday.",
            "The miners' union",
        ),
        ("The ministry, which earlier put the death toll at 12, denied the report.", "The ministry"),
        (
            "At least 20 people were killed on Tuesday after a ferry sank off Cape Marl, the coast guard said.",
            "the coast guard",
        ),
        ("The navy is investigating reports that nine sailors were killed off Cape Marl.", "reports"),
        ("At least nine people were killed in a village held by the Northern Front group a monitor said.", "a monitor"),
    ] {
        let found = annotator.annotate(&Input { body: text, ..Input::default() });
        let labels: Vec<&str> =
            found.claims.iter().filter_map(|c| c.attribution.first()).map(|hop| hop.label.as_str()).collect();
        assert_eq!(labels, [source], "{text}");
    }
}
