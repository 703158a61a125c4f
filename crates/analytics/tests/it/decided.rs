//! What people decide about events wins over what linking finds, and survives.

use parallax_analytics::{event_anchors, relink};
use parallax_records::{Bound, ClaimKind};
use parallax_store::{Anchored, NewDecision, Store, Value, action, check};
use serde_json::{Value as Json, json};

use crate::fixture::{Text, add, database, flood};

fn lines(store: &Store, sql: &str) -> Vec<String> {
    let table = store.reader().expect("a reader").table(sql, &[]).expect(sql);
    table.rows.iter().map(|r| r.iter().map(Value::to_string).collect::<Vec<_>>().join("|")).collect()
}

/// Events of harm with how many claims they have.
fn events(store: &Store) -> Vec<String> {
    lines(store, "SELECT event, claims, origin FROM v_event WHERE kind = 'harm' ORDER BY event")
}

fn anchors(store: &Store, event: &str) -> Json {
    let reader = store.reader().expect("a reader");
    let id = reader.count("SELECT event_id FROM event WHERE slug = :slug", &[("slug", event.into())]).expect("an id");
    json!(event_anchors(&reader, id).expect("anchors"))
}

fn decide(store: &mut Store, action: &str, target: &str, patch: Json) -> i64 {
    let decision = NewDecision {
        decided_at: "2031-05-02T00:00:00Z".to_owned(),
        action: action.to_owned(),
        target: format!("event:{target}"),
        patch: Some(patch),
        ..NewDecision::default()
    };
    let id = store.decide(&decision).expect("decided");
    relink(store).expect("linked");
    id
}

fn undo(store: &mut Store, decision: i64) {
    store.undo_decision(decision, "2031-05-03T00:00:00Z").expect("undone");
    relink(store).expect("linked");
}

/// A later article about the flood.
fn later() -> Text {
    let day = "2031-04-02";
    Text::new("Hill Gazette", "2031-04-06", "Marvell mourns").figure(
        ClaimKind::Killed,
        "The flood in Marvell killed 34 people.",
        Bound::Exact,
        34.0,
        "Marvell",
        day,
    )
}

const FOUND: [&str; 2] = ["marvell-flood|9|machine", "sandhaven-fire|1|machine"];

#[test]
fn merged_events_stay_merged() {
    let mut store = database(flood());
    assert_eq!(events(&store), FOUND);
    let patch = json!({"claims": anchors(&store, "marvell-flood"), "from": anchors(&store, "sandhaven-fire")});
    let id = decide(&mut store, action::EVENT_MERGE, "marvell-flood", patch);
    assert_eq!(events(&store), ["marvell-flood|10|user"]);
    add(&mut store, vec![later()]);
    assert_eq!(events(&store), ["marvell-flood|11|user"], "a new article joins the merged event");
    relink(&mut store).expect("linked again");
    assert_eq!(events(&store), ["marvell-flood|11|user"]);
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
    undo(&mut store, id);
    assert_eq!(events(&store), ["marvell-flood|10|machine", "sandhaven-fire|1|machine"]);
}

#[test]
fn claims_set_apart_stay_apart() {
    let mut store = database(flood());
    let reader = store.reader().expect("a reader");
    let army = "SELECT claim_id FROM claim WHERE text LIKE 'The army says%'";
    let claim = reader.count(army, &[]).expect("the army's claim");
    let anchor = reader.anchor(Anchored::Claim, claim).expect("an anchor");
    drop(reader);
    let patch = json!({"slug": "army-count", "title": "What the army counts", "claims": [anchor]});
    let id = decide(&mut store, action::EVENT_SPLIT, "marvell-flood", patch);
    let apart = ["army-count|1|user", "marvell-flood|8|machine", "sandhaven-fire|1|machine"];
    assert_eq!(events(&store), apart);
    let told = lines(&store, "SELECT title, date_from, place FROM event WHERE slug = 'army-count'");
    assert_eq!(told, ["What the army counts|2031-04-02|Marvell"], "linking its claims alone says when and where");
    // The same rows extracted again have other ids, and are found by their words.
    crate::fixture::extract_again(&mut store, 2, flood().remove(1));
    relink(&mut store).expect("linked");
    assert_eq!(events(&store), apart);
    undo(&mut store, id);
    assert_eq!(events(&store), FOUND);
}

#[test]
fn names_that_people_give_stay() {
    let mut store = database(flood());
    let patch = json!({"slug": "great-flood", "title": "The great flood", "claims": anchors(&store, "marvell-flood")});
    let id = decide(&mut store, action::EVENT_RENAME, "marvell-flood", patch);
    add(&mut store, vec![later()]);
    assert_eq!(events(&store), ["great-flood|10|user", "sandhaven-fire|1|machine"]);
    assert_eq!(lines(&store, "SELECT title FROM event WHERE slug = 'great-flood'"), ["The great flood"]);
    undo(&mut store, id);
    assert_eq!(events(&store)[0], "marvell-flood|10|machine");
}

#[test]
fn declared_events_draw_their_claims_first() {
    let mut store = database(flood());
    let patch = json!({
        "slug": "coast-disaster", "title": "The coast disaster", "place": "Sandhaven",
        "date_from": "2031-04-01", "date_to": "2031-04-30", "part_of": "marvell-flood",
    });
    let id = decide(&mut store, action::EVENT_ADD, "coast-disaster", patch);
    assert_eq!(events(&store), ["coast-disaster|1|user", "marvell-flood|9|machine"]);
    assert_eq!(lines(&store, "SELECT part_of FROM v_event WHERE event = 'coast-disaster'"), ["marvell-flood"]);
    // One that no article tells of yet is there all the same.
    let empty = decide(&mut store, action::EVENT_ADD, "dam-break", json!({"slug": "dam-break", "place": "Ulm Gorge"}));
    assert_eq!(events(&store)[1], "dam-break|0|user");
    undo(&mut store, empty);
    undo(&mut store, id);
    assert_eq!(events(&store), FOUND);
}

#[test]
fn decisions_in_a_row_build_on_each_other() {
    let mut store = database(flood());
    let patch = json!({"slug": "great-flood", "title": "The great flood", "claims": anchors(&store, "marvell-flood")});
    decide(&mut store, action::EVENT_RENAME, "marvell-flood", patch);
    let patch = json!({"claims": anchors(&store, "great-flood"), "from": anchors(&store, "sandhaven-fire")});
    decide(&mut store, action::EVENT_MERGE, "great-flood", patch);
    assert_eq!(events(&store), ["great-flood|10|user"]);
    assert_eq!(lines(&store, "SELECT title FROM event WHERE slug = 'great-flood'"), ["The great flood"]);
}
