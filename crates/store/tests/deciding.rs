//! What people decide holds: through a new extraction, a new version of the article, and until
//! it is taken back.

mod support;

use parallax_records::{EntityKind, Status};
use parallax_store::{Anchored, NewDecision, Outcome, Store, StoreError, Value, action, check, correction};
use serde_json::json;
use support::{Draft, add, draft, run};

fn story(n: &str) -> Draft {
    let text = format!("Officials met on Monday. {n} people died in Orla, the coastguard said. Two boats are missing.");
    let words = format!("{n} people died");
    draft("Post", "1", "2031-01-01", "Boats lost", &text)
        .entity(EntityKind::Organization, "the coastguard", &["the coastguard"])
        .killed(&words, 4.0, "the coastguard")
}

fn store() -> Store {
    let mut store = Store::in_memory().expect("a store");
    add(&mut store, &[story("Four")]);
    store
}

fn lines(store: &Store, sql: &str) -> Vec<String> {
    let table = store.reader().expect("a reader").table(sql, &[]).expect(sql);
    table.rows.iter().map(|r| r.iter().map(Value::to_string).collect::<Vec<_>>().join("|")).collect()
}

fn claims(store: &Store) -> Vec<String> {
    lines(
        store,
        "SELECT c.n, c.low, c.status, c.review, v.attributed_to FROM v_claim AS v JOIN claim AS c USING (claim_id)
         ORDER BY c.claim_id",
    )
}

fn decide(store: &mut Store, action: &str, claim: i64, patch: Option<serde_json::Value>) -> i64 {
    let anchor = store.reader().expect("a reader").anchor(Anchored::Claim, claim).expect("an anchor");
    let decision = NewDecision {
        decided_at: "2031-02-01T00:00:00Z".to_owned(),
        action: action.to_owned(),
        target: format!("claim:{claim}"),
        anchor: Some(anchor),
        patch,
        ..NewDecision::default()
    };
    store.decide(&decision).expect("decided")
}

fn patch(pairs: &[(&str, &str)]) -> serde_json::Value {
    let pairs: Vec<(String, String)> = pairs.iter().map(|(f, v)| ((*f).to_owned(), (*v).to_owned())).collect();
    correction(Anchored::Claim, &pairs).expect("a correction")
}

/// Extracts anew with one more claim before the old one and a longer range, so that ids change.
fn extract_again(store: &mut Store) {
    let text = story("Four").article.body;
    let newer = draft("Post", "1", "2031-01-01", "Boats lost", &text)
        .entity(EntityKind::Organization, "the coastguard", &["the coastguard"])
        .met("Officials met", &["the coastguard"], Status::Occurred)
        .killed("Four people died in Orla", 4.0, "the coastguard");
    let id = run(store);
    store.batch(id, |batch| batch.replace(1, &newer.article, &newer.found)).expect("replaced");
}

#[test]
fn what_is_rejected_disappears_until_it_is_taken_back() {
    let mut store = store();
    let id = decide(&mut store, action::REJECT, 1, None);
    assert!(claims(&store).is_empty());
    assert_eq!(lines(&store, "SELECT claims FROM v_article"), ["0"]);
    extract_again(&mut store);
    store.apply_decisions().expect("applied");
    assert_eq!(lines(&store, "SELECT kind FROM v_claim"), ["met"], "the newer row of the same words is rejected too");
    let undone = store.undo_decision(id, "2031-02-02T00:00:00Z").expect("undone");
    assert_eq!(undone.decided.target, "claim:1");
    assert_eq!(lines(&store, "SELECT kind FROM v_claim ORDER BY kind"), ["killed", "met"]);
    assert!(matches!(store.undo_decision(id, "x"), Err(StoreError::Invalid { .. })));
    assert!(matches!(store.undo_decision(9, "x"), Err(StoreError::NoRow { .. })));
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
}

#[test]
fn corrections_hold_and_the_machines_values_come_back() {
    let mut store = store();
    assert_eq!(claims(&store), ["4|4|occurred||the coastguard"]);
    let first = patch(&[("n", "14"), ("bound", "more_than"), ("attributed_to", "the harbour office")]);
    let first = decide(&mut store, action::CORRECT, 1, Some(first));
    assert_eq!(claims(&store), ["14|15|occurred|corrected|the harbour office"]);
    let second = decide(&mut store, action::CORRECT, 1, Some(patch(&[("n", "40"), ("status", "possible")])));
    assert_eq!(claims(&store), ["40|41|possible|corrected|the harbour office"]);
    extract_again(&mut store);
    store.apply_decisions().expect("applied");
    let corrected = "SELECT n, low, status, attributed_to FROM v_figure";
    assert_eq!(lines(&store, corrected), ["40|41|possible|the harbour office"]);
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
    store.undo_decision(first, "2031-02-02T00:00:00Z").expect("undone");
    assert_eq!(lines(&store, corrected), ["40|40|possible|the coastguard"], "the second holds on its own");
    store.undo_decision(second, "2031-02-02T00:00:00Z").expect("undone");
    assert_eq!(lines(&store, corrected), ["4|4|occurred|the coastguard"]);
    assert_eq!(lines(&store, "SELECT count(*) FROM claim WHERE review IS NOT NULL OR machine IS NOT NULL"), ["0"]);
}

#[test]
fn a_kind_that_was_corrected_is_still_found_by_the_machines_kind() {
    let mut store = store();
    decide(&mut store, action::CORRECT, 1, Some(patch(&[("kind", "injured")])));
    decide(&mut store, action::ACCEPT, 1, None);
    store.apply_decisions().expect("applied");
    assert_eq!(lines(&store, "SELECT kind, review FROM v_claim"), ["injured|corrected"]);
}

#[test]
fn decisions_follow_the_words_into_a_new_version() {
    let mut store = store();
    decide(&mut store, action::REJECT, 1, None);
    let longer = "It was a bad night. Four people died in Orla, the coastguard said. Two boats are missing.";
    let newer = draft("Post", "1", "2031-01-02", "Boats lost", longer).killed("Four people died", 4.0, "");
    let added = add(&mut store, &[newer]);
    assert!(matches!(added[0].outcome, Outcome::NewVersion { .. }));
    store.apply_decisions().expect("applied");
    assert!(claims(&store).is_empty(), "the same words at another place");
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
    let gone = "Nobody died in Orla after all.";
    let newest = draft("Post", "1", "2031-01-03", "Boats lost", gone).killed("Nobody died", 0.0, "");
    add(&mut store, &[newest]);
    store.apply_decisions().expect("applied");
    assert_eq!(claims(&store), ["0|0|occurred||"]);
    let findings = check(&store.reader().expect("a reader")).expect("a check");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].what, "the words \"Four people died\" of claim:1 are no longer found");
}

#[test]
fn corrections_that_cannot_be_are_refused() {
    let wrong = |field: &str, value: &str| {
        correction(Anchored::Claim, &[(field.to_owned(), value.to_owned())]).expect_err("refused").to_string()
    };
    assert_eq!(wrong("n", "many"), "the correction n=many cannot be stored: it is no number");
    assert!(wrong("kind", "kiled").contains("is no claim kind; one of killed, injured"), "{}", wrong("kind", "kiled"));
    assert!(wrong("colour", "red").contains("a claim has no field colour; its fields are kind, status"));
    assert!(wrong("status", "").contains("is no status"), "{}", wrong("status", ""));
    let emptied = correction(Anchored::Claim, &[("attributed_to".to_owned(), String::new())]).expect("emptied");
    assert_eq!(emptied, json!({"attributed_to": null}));
}

#[test]
fn entities_are_merged_until_taken_apart() {
    let mut store = Store::in_memory().expect("a store");
    let article = |source: &str, name: &str| {
        draft(source, "1", "2031-01-01", "", &format!("The {name} marched.")).entity(
            EntityKind::Organization,
            name,
            &[name],
        )
    };
    add(&mut store, &[article("Post", "Red Tide"), article("Wire", "Tide Front"), article("News", "Red Tide")]);
    let entities = "SELECT name, also_called, mentions, articles FROM v_entity ORDER BY name";
    assert_eq!(lines(&store, entities), ["Red Tide||2|2", "Tide Front||1|1"]);
    let decision = |action: &str, target: &str, patch: serde_json::Value| NewDecision {
        decided_at: "2031-02-01T00:00:00Z".to_owned(),
        action: action.to_owned(),
        target: target.to_owned(),
        patch: Some(patch),
        ..NewDecision::default()
    };
    let merge = json!({"name": "Tide Front", "kind": "organization", "into": "red-tide"});
    let merged = store.decide(&decision(action::MERGE, "entity:tide-front", merge)).expect("merged");
    let alias = json!({"name": "Red Tide", "kind": "organization", "alias": "RT"});
    store.decide(&decision(action::ALIAS, "entity:red-tide", alias)).expect("an alias");
    assert_eq!(lines(&store, entities), ["Red Tide|RT; Tide Front|3|3"]);
    assert_eq!(lines(&store, "SELECT DISTINCT entity FROM v_naming"), ["Red Tide"]);
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
    let split = json!({"name": "Tide Front", "kind": "organization", "from": "red-tide"});
    let split = store.decide(&decision(action::SPLIT, "entity:tide-front", split)).expect("split");
    assert_eq!(lines(&store, entities), ["Red Tide|RT|2|2", "Tide Front||1|1"]);
    store.undo_decision(split, "2031-02-02T00:00:00Z").expect("undone");
    assert_eq!(lines(&store, entities), ["Red Tide|RT; Tide Front|3|3"]);
    store.undo_decision(merged, "2031-02-02T00:00:00Z").expect("undone");
    assert_eq!(lines(&store, entities), ["Red Tide|RT|2|2", "Tide Front||1|1"]);
}

#[test]
fn a_namesake_is_parted_from_the_entity_of_other_articles_and_joined_again() {
    let mut store = Store::in_memory().expect("a store");
    let article = |source: &str, body: &str| {
        draft(source, "1", "2031-01-01", "", body).entity(EntityKind::Person, "Ida Berg", &["Ida Berg"])
    };
    let drafts =
        [article("Post", "Ida Berg sang."), article("Wire", "Ida Berg swam."), article("News", "Ida Berg rode.")];
    add(&mut store, &drafts);
    let evidence = "SELECT entity, called, reason, source, is_parted FROM v_identity ORDER BY source";
    assert_eq!(lines(&store, evidence), ["Ida Berg|Ida Berg|name|News|0", "Ida Berg|Ida Berg|name|Wire|0"]);
    let hash = lines(&store, "SELECT content_hash FROM article WHERE body LIKE '%swam%'").remove(0);
    let split = store
        .decide(&NewDecision {
            decided_at: "2031-02-01T00:00:00Z".to_owned(),
            action: action::SPLIT.to_owned(),
            target: "entity:ida-berg".to_owned(),
            patch: Some(json!({"name": "Ida Berg", "kind": "person", "article": hash})),
            ..NewDecision::default()
        })
        .expect("parted");
    let entities = "SELECT name, also_called, mentions, articles FROM v_entity WHERE mentions > 0 ORDER BY mentions";
    assert_eq!(lines(&store, entities), ["Ida Berg||1|1", "Ida Berg||2|2"]);
    assert_eq!(lines(&store, evidence), ["Ida Berg|Ida Berg|name|News|0", "Ida Berg|Ida Berg|name|Wire|1"]);
    store.apply_decisions().expect("applied again");
    assert_eq!(lines(&store, entities), ["Ida Berg||1|1", "Ida Berg||2|2"]);
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
    store.undo_decision(split, "2031-02-02T00:00:00Z").expect("undone");
    assert_eq!(lines(&store, entities), ["Ida Berg||3|3"]);
    assert_eq!(lines(&store, evidence), ["Ida Berg|Ida Berg|name|News|0", "Ida Berg|Ida Berg|name|Wire|0"]);
}

#[test]
fn a_surname_belongs_to_its_one_bearer_in_the_articles_around_until_somebody_parts_it() {
    let mut store = Store::in_memory().expect("a store");
    let article = |source: &str, day: &str, first: &str, body: &str, names: &[&str]| {
        let one = draft(source, "1", day, "", body).entity(EntityKind::Person, first, &[first]);
        names.iter().fold(one, |draft, name| draft.entity(EntityKind::Person, name, &[name]))
    };
    let council = ["Ida Berg", "Otto Frost", "Lena Dahl"];
    let with = |first: &str| format!("{first} met Ida Berg, Otto Frost and Lena Dahl.");
    add(
        &mut store,
        &[
            article("Post", "2031-01-01", "Karl Holm", &with("Karl Holm"), &council),
            article("Wire", "2031-01-02", "Karl Holm", &with("Karl Holm"), &council),
            article("News", "2031-01-03", "Holm", &with("Holm"), &council),
            article("Late", "2031-03-03", "Holm", &with("Holm"), &council),
            article("Else", "2031-01-03", "Holm", "Holm met Rut Lind.", &["Rut Lind"]),
        ],
    );
    store.apply_decisions().expect("joined");
    let holms = "SELECT name, articles FROM v_entity WHERE name LIKE '%Holm' AND mentions > 0 ORDER BY articles DESC";
    let joined = ["Karl Holm|3", "Holm|1", "Holm|1"];
    assert_eq!(lines(&store, holms), joined);
    let evidence = "SELECT called, reason, source, is_parted FROM v_identity WHERE reason = 'surname'";
    assert_eq!(lines(&store, evidence), ["Holm|surname|News|0"]);
    let hash = lines(&store, "SELECT content_hash FROM article JOIN source USING (source_id) WHERE name = 'News'");
    let split = store
        .decide(&NewDecision {
            decided_at: "2031-04-01T00:00:00Z".to_owned(),
            action: action::SPLIT.to_owned(),
            target: "entity:karl-holm".to_owned(),
            patch: Some(json!({"name": "Karl Holm", "kind": "person", "article": hash[0]})),
            ..NewDecision::default()
        })
        .expect("parted");
    for _ in 0..2 {
        assert_eq!(lines(&store, holms), ["Karl Holm|2", "Holm|1", "Holm|1", "Holm|1"]);
        assert_eq!(lines(&store, evidence), ["Holm|surname|News|1"]);
        store.apply_decisions().expect("applied again");
    }
    store.undo_decision(split, "2031-04-02T00:00:00Z").expect("undone");
    store.apply_decisions().expect("joined again");
    assert_eq!(lines(&store, holms), joined);

    // A namesake in the same weeks leaves the question open.
    add(&mut store, &[article("Sun", "2031-01-04", "Vera Holm", &with("Vera Holm"), &council)]);
    store.apply_decisions().expect("joined anew");
    assert_eq!(lines(&store, holms), ["Karl Holm|2", "Holm|1", "Holm|1", "Holm|1", "Vera Holm|1"]);
}

#[test]
fn a_slip_in_a_full_name_is_the_person_of_the_articles_around_until_somebody_parts_it() {
    let mut store = Store::in_memory().expect("a store");
    let article = |source: &str, day: &str, first: &str, others: &[&str]| {
        let body = format!("{first} met {}.", others.join(" and "));
        let one = draft(source, "1", day, "", &body).entity(EntityKind::Person, first, &[first]);
        others.iter().fold(one, |draft, name| draft.entity(EntityKind::Person, name, &[name]))
    };
    let council = ["Ida Berg", "Otto Frost", "Lena Dahl"];
    add(
        &mut store,
        &[
            article("Wire", "2031-01-02", "Karl Lindqvist", &council),
            article("Post", "2031-01-01", "Karl Lindqvist", &council),
            article("News", "2031-01-03", "Karl Lindqivst", &council),
            // Other weeks, other people, a name of its own, and both in one article.
            article("Late", "2031-03-03", "Karl Lindqwist", &council),
            article("Else", "2031-01-03", "Karl Lindqist", &["Rut Lind"]),
            article("Star", "2031-01-03", "Karla Lindqvist", &council),
            article("Moon", "2031-01-03", "Rut Petersen", &council),
            article("Tide", "2031-01-03", "Rut Peterson", &["Ida Berg", "Otto Frost", "Lena Dahl", "Rut Petersen"]),
        ],
    );
    store.apply_decisions().expect("joined");
    let persons = "SELECT name, articles FROM v_entity
                   WHERE (name LIKE '%Lind_%' OR name LIKE '%Peters%') AND mentions > 0 AND name <> 'Rut Lind' ORDER BY name";
    let joined = [
        "Karl Lindqist|1",
        "Karl Lindqvist|3",
        "Karl Lindqwist|1",
        "Karla Lindqvist|1",
        "Rut Petersen|2",
        "Rut Peterson|1",
    ];
    assert_eq!(lines(&store, persons), joined);
    let evidence = "SELECT called, reason, source, is_parted FROM v_identity WHERE reason = 'spelling'";
    assert_eq!(lines(&store, evidence), ["Karl Lindqivst|spelling|News|0"]);
    let hash = lines(&store, "SELECT content_hash FROM article JOIN source USING (source_id) WHERE name = 'News'");
    let split = store
        .decide(&NewDecision {
            decided_at: "2031-04-01T00:00:00Z".to_owned(),
            action: action::SPLIT.to_owned(),
            target: "entity:karl-lindqvist".to_owned(),
            patch: Some(json!({"name": "Karl Lindqvist", "kind": "person", "article": hash[0]})),
            ..NewDecision::default()
        })
        .expect("parted");
    for _ in 0..2 {
        assert_eq!(lines(&store, persons)[1..3], ["Karl Lindqivst|1", "Karl Lindqvist|2"]);
        assert_eq!(lines(&store, evidence), ["Karl Lindqivst|spelling|News|1"]);
        store.apply_decisions().expect("applied again");
    }
    store.undo_decision(split, "2031-04-02T00:00:00Z").expect("undone");
    store.apply_decisions().expect("joined again");
    assert_eq!(lines(&store, persons), joined);
}

#[test]
fn two_full_names_of_one_person_are_one_row_in_whatever_order_they_come() {
    let roe = |source: &str, day: &str, name: &str, called: &[&str]| {
        draft(source, "1", day, "", &format!("{} spoke.", called.join(" spoke. "))).person(name, called)
    };
    let mut drafts = vec![
        roe("Post", "2031-01-03", "Ana Maria Roe", &["Ana Maria Roe"]),
        roe("Wire", "2031-01-02", "Ana Roe", &["Ana Roe"]),
        roe("News", "2031-01-04", "Ana Roe", &["Ana Roe"]),
        roe("Star", "2031-01-05", "Ana Maria Roe", &["Ana Maria Roe", "Ana Roe"]),
        roe("Moon", "2031-01-05", "Ana Lena Roe", &["Ana Lena Roe"]),
        roe("Else", "2031-01-06", "Ida Roe", &["Ida Roe"]),
    ];
    let roes = "SELECT name, articles FROM v_entity WHERE mentions > 0 ORDER BY name";
    for _ in 0..2 {
        let mut store = Store::in_memory().expect("a store");
        add(&mut store, &drafts);
        for _ in 0..2 {
            store.apply_decisions().expect("joined");
            assert_eq!(lines(&store, roes), ["Ana Lena Roe|1", "Ana Roe|4", "Ida Roe|1"]);
        }
        assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
        drafts.reverse();
    }
}
