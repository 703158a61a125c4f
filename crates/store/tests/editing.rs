//! What people change, and that it stays.

mod support;

use parallax_records::EntityKind;
use parallax_store::{Ruling, SourceFacts, Store, Value, check};
use support::{add, draft};

fn store() -> Store {
    let mut store = Store::in_memory().expect("a store");
    let article = |source: &str, id: &str, text: &str, name: &str| {
        draft(source, id, "2031-01-01", "", text).entity(EntityKind::Organization, name, &[name])
    };
    add(
        &mut store,
        &[
            article("Post", "1", "The Red Tide marched.", "Red Tide"),
            article("Harbour Post", "2", "The Tide Front marched.", "Tide Front"),
            article("Harbour Post", "1", "The Red Tide marched.", "Red Tide"),
        ],
    );
    store
}

fn lines(store: &Store, sql: &str) -> Vec<String> {
    let table = store.reader().expect("a reader").table(sql, &[]).expect(sql);
    table.rows.iter().map(|r| r.iter().map(Value::to_string).collect::<Vec<_>>().join("|")).collect()
}

fn facts(name: &str, also: &[&str]) -> SourceFacts {
    SourceFacts {
        name: name.to_owned(),
        also: also.iter().map(|n| (*n).to_owned()).collect(),
        reason: (!also.is_empty()).then(|| "one newsroom".to_owned()),
        ..SourceFacts::default()
    }
}

const RULING: Ruling<'_> = Ruling { at: "2031-01-03T00:00:00Z", by: None, dry_run: false };

#[test]
fn merged_sources_share_their_articles_also_later_ones_and_part_again() {
    let mut store = store();
    let before = lines(&store, "SELECT source, title, article_id FROM v_article");
    let merge = [facts("Harbour Post", &["Post", "post.example"])];
    let told = store.apply_sources(&merge, &Ruling { dry_run: true, ..RULING }).expect("told");
    assert_eq!(lines(&store, "SELECT source, title, article_id FROM v_article"), before);
    let done = store.apply_sources(&merge, &RULING).expect("merged");
    assert_eq!(told, done);
    assert_eq!(
        done.iter().map(|c| (c.what, c.before.as_str(), c.articles)).collect::<Vec<_>>(),
        [("merge", "Post", 1), ("merge", "post.example", 0)]
    );
    assert_eq!(
        lines(&store, "SELECT source, title, article_id FROM v_article"),
        ["Harbour Post||2", "Harbour Post||3"]
    );
    add(&mut store, &[draft("Post", "9", "2031-01-02", "New", "It rained.")]);
    add(&mut store, &[draft("post.example", "10", "2031-01-02", "Newer", "It rained on.")]);
    let later = lines(&store, "SELECT source FROM v_article WHERE title LIKE 'New%'");
    assert_eq!(later, ["Harbour Post", "Harbour Post"]);
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
    assert_eq!(store.apply_sources(&merge, &RULING).expect("again"), [], "done once, it is no change");
    assert_eq!(
        lines(&store, "SELECT action, target, note FROM decision"),
        ["merge|source:Post|one newsroom", "merge|source:post.example|one newsroom"]
    );

    let split = store.split_source("Post", Some("two after all"), &RULING).expect("parted");
    assert_eq!((split.before.as_str(), split.articles), ("Harbour Post", 1));
    let old = lines(&store, "SELECT source, title, article_id FROM v_article WHERE title = ''");
    assert_eq!(old, before);
    assert_eq!(check(&store.reader().expect("a reader")).expect("a check"), []);
    let error = store.split_source("Post", None, &RULING).expect_err("not merged");
    assert!(error.to_string().contains("not merged"), "{error}");
}

#[test]
fn a_name_cannot_be_two_outlets() {
    let mut store = store();
    store.apply_sources(&[facts("Harbour Post", &["Post"])], &RULING).expect("merged");
    let error = store.apply_sources(&[facts("Gull Wire", &["Post"])], &RULING).expect_err("taken");
    assert!(error.to_string().contains("merged into Harbour Post"), "{error}");
    assert!(lines(&store, "SELECT name FROM source WHERE name = 'Gull Wire'").is_empty(), "all or nothing");
    let error = store.apply_sources(&[facts("Post", &[])], &RULING).expect_err("merged away");
    assert!(error.to_string().contains("describe Harbour Post"), "{error}");
    let error = store.apply_sources(&[facts("Post 2", &["(unknown)"])], &RULING).expect_err("no outlet");
    assert!(error.to_string().contains("--source NAME"), "{error}");
}

#[test]
fn sources_are_described() {
    let mut store = store();
    let kind = |name: &str, kind: &str| SourceFacts { kind: Some(kind.to_owned()), ..facts(name, &[]) };
    let country = SourceFacts { country: Some("NO".to_owned()), ..facts("Post", &[]) };
    store.apply_sources(&[kind("Post", "newspaper"), kind("Gull Wire", "agency")], &RULING).expect("facts");
    store.apply_sources(&[country], &RULING).expect("more facts");
    let rows = lines(&store, "SELECT name, kind, country FROM source ORDER BY name");
    assert_eq!(rows, ["Gull Wire|agency|", "Harbour Post|other|", "Post|newspaper|NO"]);
    let error = store.apply_sources(&[kind("Post", "blog")], &RULING).expect_err("no such kind");
    assert!(error.to_string().starts_with("source Post cannot be stored: its kind"), "{error}");
    store.complete_sources(&[kind("Post", "agency"), kind("Harbour Post", "newspaper")]).expect("completed");
    let rows = lines(&store, "SELECT name, kind FROM source ORDER BY name");
    assert_eq!(rows, ["Gull Wire|agency", "Harbour Post|newspaper", "Post|newspaper"], "a person's word stands");
}
