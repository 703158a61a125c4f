//! The layer across sources: replaced as a whole, with stable ids, the user's events kept.

mod support;

use parallax_records::{Interval, Relation};
use parallax_store::{
    ClaimLink, CopyLink, LinkedEvent, LinkedStatement, Links, QuoteFamily, Sketch, StatementLink, Store, StoreError,
    Value, check,
};
use support::{add, draft};

/// Three claims in two articles.
fn store() -> Store {
    let mut store = Store::in_memory().expect("a store");
    let text = "Four people died in Orla. Later five people died there. \"Enough,\" said Una Vey.";
    let one = draft("Post", "1", "2031-01-01", "", text)
        .person("Una Vey", &["Una Vey"])
        .killed("Four people died", 4.0, "")
        .killed("five people died", 5.0, "")
        .quote(&["Enough,"], "Una Vey", "Una Vey", "said");
    let two = draft("News", "1", "2031-01-02", "", "Six people died in Orla.").killed("Six people died", 6.0, "");
    add(&mut store, &[one, two]);
    store
}

fn event(slug: &str) -> LinkedEvent {
    LinkedEvent { slug: slug.to_owned(), title: slug.to_uppercase(), ..LinkedEvent::default() }
}

fn claim(claim_id: i64, event: usize) -> ClaimLink {
    ClaimLink { claim_id, event, reason: "the same place".to_owned() }
}

fn statement(event: usize, n: f64, claims: &[i64]) -> LinkedStatement {
    LinkedStatement {
        event,
        kind: "killed".to_owned(),
        scope: Some("all".to_owned()),
        interval: Interval { low: Some(n), high: Some(n), ..Interval::default() },
        status: "occurred".to_owned(),
        attributed_to: None,
        attributed_id: None,
        first_at: None,
        last_at: None,
        claims: claims.to_vec(),
    }
}

fn links() -> Links {
    Links {
        events: vec![event("orla"), LinkedEvent { parent: Some(0), ..event("orla-later") }],
        claims: vec![claim(1, 0), claim(2, 1), claim(3, 0)],
        families: vec![QuoteFamily { text: "Enough".to_owned(), quotes: vec![1] }],
        statements: vec![statement(0, 4.0, &[1]), statement(1, 5.0, &[2]), statement(0, 6.0, &[3])],
        relations: vec![StatementLink {
            statement: 2,
            other: 0,
            relation: Relation::Contradict,
            reason: "4 and 6".to_owned(),
        }],
    }
}

/// Everything that linking writes, as text.
fn layer(store: &Store) -> Vec<String> {
    let reader = store.reader().expect("a reader");
    let mut lines = Vec::new();
    for sql in [
        "SELECT 'event', * FROM event ORDER BY 2",
        "SELECT 'claim', claim_id, event_id, event_reason FROM claim ORDER BY 2",
        "SELECT 'quote', quote_id, family_id FROM quote ORDER BY 2",
        "SELECT 'statement', * FROM statement ORDER BY 2",
        "SELECT 'member', * FROM claim_statement ORDER BY 2",
        "SELECT 'relation', * FROM statement_relation ORDER BY 2, 3",
    ] {
        let table = reader.table(sql, &[]).expect(sql);
        lines.extend(table.rows.iter().map(|r| r.iter().map(Value::to_string).collect::<Vec<_>>().join("|")));
    }
    lines
}

fn events(store: &Store) -> Vec<String> {
    let table =
        store.reader().expect("a reader").table("SELECT event_id, slug, title, origin FROM event ORDER BY 1", &[]);
    table.expect("events").rows.iter().map(|r| format!("{} {} {} {}", r[0], r[1], r[2], r[3])).collect()
}

#[test]
fn linking_twice_changes_nothing() {
    let mut store = store();
    store.replace_links(&links()).expect("links");
    let once = layer(&store);
    assert_eq!(once.len(), 2 + 3 + 1 + 3 + 3 + 1);
    store.replace_links(&links()).expect("links");
    assert_eq!(layer(&store), once);
    let reader = store.reader().expect("a reader");
    assert_eq!(check(&reader).expect("a check"), []);
    let conflict = reader.table("SELECT source, says, other_source, other_says, reason FROM v_conflict", &[]);
    let expected = ["News", "Six people died", "Post", "Four people died", "4 and 6"].map(Value::from);
    assert_eq!(conflict.expect("a conflict").rows, [expected]);
}

#[test]
fn events_keep_their_ids_and_old_ones_go() {
    let mut store = store();
    store.replace_links(&links()).expect("links");
    let mut changed = links();
    changed.events = vec![event("earlier"), event("orla")];
    changed.claims = vec![claim(1, 1), claim(3, 0)];
    changed.statements = vec![statement(1, 4.0, &[1])];
    changed.relations.clear();
    changed.families.clear();
    store.replace_links(&changed).expect("links");
    assert_eq!(events(&store), ["1 orla ORLA machine", "3 earlier EARLIER machine"]);
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.count("SELECT count(*) FROM claim WHERE event_id IS NULL", &[]).expect("a count"), 1);
    assert_eq!(reader.count("SELECT count(*) FROM quote WHERE family_id IS NOT NULL", &[]).expect("a count"), 0);
    assert_eq!(check(&reader).expect("a check"), []);
}

#[test]
fn events_of_people_are_marked() {
    let mut store = store();
    let mut mine = links();
    mine.events[0].by_user = true;
    store.replace_links(&mine).expect("links");
    assert_eq!(events(&store), ["1 orla ORLA user", "2 orla-later ORLA-LATER machine"]);
    store.replace_links(&links()).expect("links");
    assert_eq!(events(&store), ["1 orla ORLA machine", "2 orla-later ORLA-LATER machine"]);
}

#[test]
fn links_that_point_nowhere_change_nothing() {
    let mut store = store();
    store.replace_links(&links()).expect("links");
    let before = layer(&store);
    let broken: [fn(&mut Links); 7] = [
        |l| l.claims[0].event = 9,
        |l| l.events[0].parent = Some(9),
        |l| l.statements[0].event = 9,
        |l| l.relations[0].other = 9,
        |l| l.events[1].slug = "orla".to_owned(),
        |l| l.statements[1].claims = vec![1],
        |l| l.claims[0].claim_id = 99,
    ];
    for (i, change) in broken.into_iter().enumerate() {
        let mut links = links();
        change(&mut links);
        // A claim that is not there is nobody's; all else is refused.
        let written = store.replace_links(&links);
        if i < 6 {
            assert!(matches!(written, Err(StoreError::Invalid { .. })), "{i}");
            assert_eq!(layer(&store), before, "{i}");
        }
    }
    let mut missing = links();
    missing.statements[0].claims = vec![99];
    let error = store.replace_links(&missing).expect_err("no such claim");
    assert!(error.to_string().contains("FOREIGN KEY"), "{error}");
}

#[test]
fn copies_and_sketches_are_replaced_by_article() {
    let mut store = store();
    let copy = |share: f64| CopyLink {
        article_id: 2,
        from_article_id: 1,
        share,
        basis: "a day later".to_owned(),
        spans: vec![[0, 4, 0, 4], [5, 9, 5, 9]],
    };
    store.replace_copies(&[copy(0.4)]).expect("a copy");
    store.replace_copies(&[copy(0.6)]).expect("the same again");
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.count("SELECT count(*) FROM copy_span", &[]).expect("a count"), 2);
    assert_eq!(reader.count("SELECT is_copy FROM v_article WHERE article_id = 2", &[]).expect("a flag"), 1);
    drop(reader);

    let sketch = |article_id, hashes: &[i64]| Sketch { article_id, hashes: hashes.to_vec() };
    store.write_sketches(&[sketch(1, &[7, 8, 8, -1]), sketch(2, &[8, 9])]).expect("sketches");
    store.write_sketches(&[sketch(2, &[8, -1])]).expect("sketches");
    let reader = store.reader().expect("a reader");
    let holders = |most| reader.holders(&[-1, 7, 8, 9], most).expect("articles");
    assert_eq!(holders(10), [(-1, vec![1, 2]), (7, vec![1]), (8, vec![1, 2])], "nobody has the 9 any more");
    assert_eq!(holders(1), [(-1, vec![1]), (7, vec![1]), (8, vec![1])]);
    assert_eq!(reader.sketch(2).expect("hashes"), [-1, 8]);
    assert_eq!(reader.origins(2).expect("origins").iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1]);
    assert!(reader.origins(1).expect("origins").is_empty());
}
