//! The answers over the flood.

use parallax_analytics::answer::{
    ConflictOptions, FigureOptions, MeetingOptions, MeetingState, conflicts, meetings, timeline, toll, tolls,
};
use parallax_analytics::figures::{Comparison, Numbers, Reconcile};
use parallax_analytics::{AnalyticsError, relink};
use parallax_records::Status;

use crate::fixture::{database, flood};

#[test]
fn the_toll_keeps_every_outlet_and_leaves_other_events_out() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let toll = toll(&reader, "marvell-flood", &FigureOptions::default()).expect("a toll");
    let shown: Vec<String> = toll
        .rows
        .iter()
        .map(|r| {
            let day = r.day.map(|d| d.format("%d").to_string()).unwrap_or_default();
            let first = if r.first { " first" } else { "" };
            format!("{day} {}: {} {} {}{first}", r.source, r.wording, r.written, r.from.as_deref().unwrap_or("–"))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    02 Harbour Post: more than 20 [21, …) – first
    03 Valley Radio: at least 27 [27, …) – first
    03 Valley Radio: 60 60 the army first
    04 The Lantern: 29 29 the coastguard first
    04 The Lantern: 31 31 – first
    05 Harbour Post: 33 33 – first
    05 (unknown): 33 33 –
    ");
    assert_eq!((toll.sources, toll.independent), (4, 4), "the unknown outlet is a voice of its own");
    let now = toll.now.expect("a figure");
    assert_eq!((now.interval.low, now.support), (Some(33.0), 2));
    let answer = toll.answer.expect("a range");
    assert_eq!((answer.interval.low, answer.interval.high), (Some(21.0), Some(60.0)));
    assert_eq!(toll.parts.iter().map(|p| p.wording.as_str()).collect::<Vec<_>>(), ["8"]);
    assert_eq!(toll.apart.iter().map(|p| p.event.as_deref()).collect::<Vec<_>>(), [Some("sandhaven-fire")]);
}

#[test]
fn growth_is_no_contradiction_and_two_origins_are() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let found = conflicts(&reader, &ConflictOptions::default()).expect("conflicts");
    let mut pairs: Vec<(f64, f64)> = found
        .iter()
        .map(|c| (c.a.interval.low.unwrap_or_default(), c.b.interval.low.unwrap_or_default()))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    pairs.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
    assert_eq!(pairs, [(29.0, 31.0), (29.0, 60.0), (31.0, 60.0), (33.0, 60.0)], "{found:#?}");
    let updates =
        ConflictOptions { relations: vec![Comparison::Update, Comparison::BoundRaised], ..Default::default() };
    let updates = conflicts(&reader, &updates).expect("updates");
    assert!(updates.iter().any(|u| u.relation == Comparison::BoundRaised && u.a.interval.low == Some(27.0)));
    assert!(updates.iter().any(|u| u.relation == Comparison::Update && u.a.interval.low == Some(33.0)));
}

#[test]
fn the_timeline_steps_where_a_number_is_new() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let line = timeline(&reader, "marvell-flood", &FigureOptions::default()).expect("a timeline");
    let steps: Vec<String> =
        line.steps.iter().map(|s| format!("{} {} {} +{}", s.wording, s.source, s.change, s.followed.len())).collect();
    insta::assert_snapshot!(steps.join("\n"), @r"
    more than 20 Harbour Post first +0
    at least 27 Valley Radio raised +0
    60 Valley Radio narrowed +0
    31 The Lantern lowered +0
    29 The Lantern lowered +0
    33 Harbour Post raised +1
    ");
}

#[test]
fn a_meeting_announced_and_reported_is_one() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let found = meetings(&reader, &MeetingOptions::default()).expect("meetings");
    assert_eq!(found.meetings.len(), 1);
    let meeting = &found.meetings[0];
    assert_eq!(meeting.state, MeetingState::PlannedThenHeld);
    assert_eq!(meeting.participants, ["Ida Berg", "Tor Lind"]);
    assert_eq!((meeting.date_from.as_deref(), meeting.place.as_deref()), (Some("2031-04-04"), Some("Oldport")));
    assert_eq!(meeting.sources, ["Harbour Post"]);
    assert_eq!((found.pairs.len(), found.pairs[0].held), (1, 1));
    let nobody = MeetingOptions { who: Some("lindqvist".into()), ..Default::default() };
    assert!(meetings(&reader, &nobody).expect("meetings").meetings.is_empty());
}

#[test]
fn policies_change_the_answer_and_not_the_claims() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let ask = |reconcile, numbers| {
        let options = FigureOptions { reconcile, numbers, ..Default::default() };
        toll(&reader, "marvell-flood", &options).expect("a toll").answer.expect("an answer").interval
    };
    assert_eq!(ask(Reconcile::Majority, Numbers::literal()).low, Some(33.0));
    assert_eq!(ask(Reconcile::Hierarchy(vec!["Valley Radio".into()]), Numbers::literal()).low, Some(60.0));
    assert_eq!(ask(Reconcile::Range, Numbers::acled()).low, Some(31.0), "acled takes the lowest of the latest");
}

#[test]
fn all_events_are_listed_largest_first() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let all = tolls(&reader, &FigureOptions::default()).expect("tolls");
    let shown: Vec<_> = all.iter().map(|t| (t.event.as_str(), t.low, t.high, t.sources, t.independent)).collect();
    assert_eq!(
        shown,
        [("marvell-flood", Some(21.0), Some(60.0), 4, 4), ("sandhaven-fire", Some(3.0), Some(3.0), 1, 1)]
    );
}

#[test]
fn an_unknown_event_is_refused_with_those_that_exist() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let error = toll(&reader, "marvel-flod", &FigureOptions::default()).expect_err("no such event");
    let AnalyticsError::NoEvent { known, .. } = error else { panic!("{error}") };
    assert_eq!(known[0], "marvell-flood");
    // The beginning of a slug is enough where only one event begins so.
    assert!(toll(&reader, "marvell", &FigureOptions::default()).is_ok());
}

#[test]
fn linking_again_changes_nothing() {
    let mut store = database(flood());
    let dump = |store: &parallax_store::Store| {
        let reader = store.reader().expect("a reader");
        ["event", "statement", "statement_relation", "claim", "quote_family"]
            .map(|table| reader.table(&format!("SELECT * FROM {table} ORDER BY 1, 2"), &[]).expect("rows").rows)
    };
    let before = dump(&store);
    relink(&mut store).expect("linked");
    assert_eq!(dump(&store), before);
    assert_eq!(Status::Occurred.name(), "occurred");
}
