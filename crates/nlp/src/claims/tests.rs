//! The examples and counter-examples that the frames carry, and where attributions stand.

use chrono::Datelike as _;

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

/// A sentence that looks back counts from publication; what is compared by its anniversary lends no day.
#[test]
fn years_are_counted_back_from_publication() {
    let annotator = Annotator::new();
    for (text, year) in [
        (
            "Two years after the flood that killed 12 people in Toledo, the mayor opened a new dam on Tuesday.",
            Some(2011),
        ),
        ("On the third anniversary of the crash that killed 40 people in Toledo, families laid flowers.", Some(2010)),
        ("One year after a mass shooting at a school in Toledo killed 20 pupils, the mayor spoke.", Some(2012)),
        (
            "The assault, which took place on the anniversary of the March 11, 2004, bombings and killed the consul and \
             three other Danes, was planned.",
            None,
        ),
        ("Ten years after the 2003 attacks, a bomb killed three people in Toledo on Monday.", Some(2013)),
    ] {
        let published = "2013-12-14".parse().ok();
        let found = annotator.annotate(&Input { body: text, published, ..Input::default() });
        let years = found.claims.iter().map(|c| c.happened.map(|day| day.from.year())).collect::<Vec<_>>();
        assert_eq!(years, [year], "{text}");
    }
    let text = "Four days after gunmen killed 14 people in Toledo, the mayor spoke.";
    let found = annotator.annotate(&Input { body: text, published: "2013-12-14".parse().ok(), ..Input::default() });
    let spans: Vec<_> =
        found.claims.iter().filter_map(|c| c.happened).map(|day| (day.from.day(), day.to.day())).collect();
    assert_eq!(spans, [(9, 10)]);
}

/// Where something was bound for, and the name of a group, are no places of what happened.
#[test]
fn ends_of_routes_and_names_of_groups_are_no_places() {
    let annotator = Annotator::new();
    for (text, place) in [
        ("The crash of a Danish Air flight from Oslo to Rome killed 157 people.", None),
        ("A bus from Oslo to Rome overturned near Bergen, killing 12 people.", Some("near Bergen")),
        ("Gunmen of al Qaeda in the Arabian Peninsula killed 12 people in Paris.", Some("Paris")),
        ("Weil: nothing. Twelve people were killed in a fire in Oslo.", Some("Oslo")),
    ] {
        let found = annotator.annotate(&Input { body: text, ..Input::default() });
        assert_eq!(found.claims.iter().map(|c| c.place.as_deref()).collect::<Vec<_>>(), [place], "{text}");
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
        ("Six children were found alive, and a monitor said nine people were killed.", "a monitor"),
        ("Nine people were killed, Anna Holm told the harbour council.", "Anna Holm"),
    ] {
        let found = annotator.annotate(&Input { body: text, ..Input::default() });
        let labels: Vec<&str> =
            found.claims.iter().filter_map(|c| c.attribution.first()).map(|hop| hop.label.as_str()).collect();
        assert_eq!(labels, [source], "{text}");
    }
}
