//! Articles in: whole, once, in versions, the same after an interruption.

mod support;

use parallax_records::{Bound, ClaimKind, EntityKind, Quantity, Span, Status, TextRange};
use parallax_store::{OpenMode, Outcome, Store, StoreError, Value, check};
use support::{Draft, add, draft, run};

/// Four articles with non-ASCII text before every range.
fn articles() -> Vec<Draft> {
    let fire = |source: &str, id: &str, n: &str, value: f64| {
        draft(
            source,
            id,
            "2031-05-02",
            "Feuer in Törnau – 🔥 blaze",
            &format!(
                "– „Wörter“ 🔥 first. The blaze in Törnau left {n} people dead, Mayor Edda Ørn said. \
                 “It was,” Ørn said, “a long night.” Edda Ørn met Viktor Salle on Tuesday."
            ),
        )
        .person("Edda Ørn", &["Edda Ørn", "Ørn"])
        .person("Viktor Salle", &["Viktor Salle"])
        .entity(EntityKind::Place, "Törnau", &["Törnau"])
        .killed(&format!("left {n} people dead"), value, "Edda Ørn")
        .quote(&["It was,", "a long night."], "Ørn", "Edda Ørn", "said")
        .met("Edda Ørn met Viktor Salle", &["Edda Ørn", "Viktor Salle"], Status::Occurred)
    };
    vec![fire("Harbour Post", "1", "four", 4.0), fire("Kestrel News", "1", "five", 5.0), fire("", "1", "six", 6.0), {
        let mut draft = draft("Harbour Post", "2", "2031-05-03", "", "Quiet day. Nothing burned, Salle said.")
            .person("Salle", &["Salle"]);
        draft.article.url = Some("https://post.example/2".to_owned());
        draft
    }]
}

/// Every row of every table but the run, as text.
fn dump(store: &Store) -> Vec<String> {
    let reader = store.reader().expect("a reader");
    let tables = [
        "source",
        "article",
        "segment",
        "sentence",
        "entity",
        "alias",
        "mention",
        "quote",
        "quote_span",
        "claim",
        "claim_entity",
        "attribution",
    ];
    let mut lines = Vec::new();
    for table in tables {
        let rows = reader.table(&format!("SELECT * FROM {table} ORDER BY 1, 2, 3"), &[]).expect("a table");
        assert!(!rows.rows.is_empty(), "{table} is empty");
        let run = rows.column("run_id");
        for row in rows.rows {
            let cells = row.iter().enumerate().filter(|(i, _)| Some(*i) != run);
            lines.push(format!("{table} {:?}", cells.map(|(_, v)| v).collect::<Vec<_>>()));
        }
    }
    lines
}

#[test]
fn offsets_are_code_points_and_slice_back() {
    let mut store = Store::in_memory().expect("a store");
    add(&mut store, &articles());
    let reader = store.reader().expect("a reader");
    assert_eq!(check(&reader).expect("a check"), []);
    let claims = reader
        .table(
            "SELECT substr(body, start_char + 1, end_char - start_char) AS cut, text FROM claim JOIN article USING (article_id)",
            &[],
        )
        .expect("claims");
    assert_eq!(claims.rows.len(), 6);
    for row in &claims.rows {
        assert_eq!(row[0], row[1]);
    }
    let quote = reader.table("SELECT says, speaker FROM v_quote LIMIT 1", &[]).expect("a quote");
    assert_eq!(quote.rows[0], [Value::from("It was, a long night."), Value::from("Edda Ørn")]);
}

#[test]
fn what_was_tampered_with_is_found_by_check() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("x.db");
    let mut store = Store::open(&path, OpenMode::Create).expect("a store");
    add(&mut store, &articles());
    let raw = rusqlite::Connection::open(&path).expect("a connection");
    for sql in [
        "UPDATE claim SET start_char = start_char + 1 WHERE claim_id = 1",
        "UPDATE mention SET end_char = end_char - 1 WHERE mention_id = 1",
        "UPDATE quote_span SET start_char = start_char + 1 WHERE quote_id = 1 AND role = 'content' AND ordinal = 1",
        "UPDATE sentence SET end_char = end_char + 1000 WHERE sentence_id = 3",
        "DELETE FROM article_fts WHERE rowid = 2",
        "UPDATE segment SET raw_end = raw_end - 4 WHERE article_id = 3",
    ] {
        raw.execute(sql, []).expect(sql);
    }
    let found = check(&store.reader().expect("a reader")).expect("a check");
    let rows: Vec<&str> = found.iter().map(|f| f.row.as_str()).collect();
    assert_eq!(rows, ["mention:1", "claim:1", "quote:1", "sentence:3", "article:3", ""], "{found:#?}");
}

#[test]
fn the_same_input_twice_changes_nothing() {
    let mut store = Store::in_memory().expect("a store");
    let first = add(&mut store, &articles());
    assert!(first.iter().all(|a| a.outcome == Outcome::New));
    let before = dump(&store);
    let second = add(&mut store, &articles());
    assert!(second.iter().all(|a| a.outcome == Outcome::Unchanged));
    assert_eq!(first.iter().map(|a| a.article_id).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(second.iter().map(|a| a.article_id).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(dump(&store), before);
}

#[test]
fn killed_half_way_and_run_again_is_the_same_as_one_run() {
    let mut whole = Store::in_memory().expect("a store");
    add(&mut whole, &articles());
    let mut broken = Store::in_memory().expect("a store");
    add(&mut broken, &articles()[..1]);
    let second = run(&mut broken);
    let stopped: Result<(), StoreError> = broken.batch(second, |batch| {
        for draft in &articles()[1..3] {
            batch.add(&draft.article, &draft.found)?;
        }
        Err(StoreError::ManyStatements)
    });
    assert!(stopped.is_err());
    add(&mut broken, &articles());
    assert_eq!(dump(&broken), dump(&whole));
}

#[test]
fn changed_text_is_a_new_version() {
    let mut store = Store::in_memory().expect("a store");
    add(&mut store, &articles());
    let mut changed = articles().remove(3);
    changed.article.body = changed.article.body.replace("Quiet", "Quite");
    let added = add(&mut store, &[changed]);
    assert_eq!(added[0].outcome, Outcome::NewVersion { of: 4 });
    let reader = store.reader().expect("a reader");
    let latest =
        reader.table("SELECT article_id, is_latest, version_of FROM article WHERE source_id = 1 ORDER BY 1", &[]);
    let row = |id: i64, latest: i64, of: Option<i64>| vec![Value::from(id), Value::from(latest), Value::from(of)];
    assert_eq!(latest.expect("rows").rows, [row(1, 1, None), row(4, 0, None), row(5, 1, Some(4))]);
    assert_eq!(reader.count("SELECT count(*) FROM v_article WHERE article_id = 4", &[]).expect("a count"), 0);
    assert_eq!(check(&reader).expect("a check"), []);
}

#[test]
fn records_with_no_outlet_are_not_versions_of_each_other() {
    let mut store = Store::in_memory().expect("a store");
    let one = draft("", "1", "2031-01-01", "Rain", "It rained.");
    let mut other = draft("", "1", "2031-01-01", "Snow", "It snowed.");
    other.article.path = Some("b.txt".to_owned());
    let added = add(&mut store, &[one, other]);
    assert!(added.iter().all(|a| a.outcome == Outcome::New));
}

#[test]
fn people_are_not_merged_by_surname() {
    let mut store = Store::in_memory().expect("a store");
    let text = "Mira Holt spoke. Holt left.";
    add(
        &mut store,
        &[
            draft("A", "1", "2031-01-01", "", text).person("Mira Holt", &["Mira Holt", "Holt"]),
            draft("B", "1", "2031-01-01", "", text).person("Mira HOLT", &["Mira Holt"]),
            draft("C", "1", "2031-01-01", "", "Holt left.").person("Holt", &["Holt"]),
            draft("D", "1", "2031-01-01", "", "Holt stayed.").person("Holt", &["Holt"]),
        ],
    );
    let reader = store.reader().expect("a reader");
    let slugs = reader.table("SELECT slug, only_article_id FROM entity ORDER BY entity_id", &[]).expect("entities");
    let rows: Vec<String> = slugs.rows.iter().map(|r| format!("{} {}", r[0], r[1])).collect();
    assert_eq!(rows, ["mira-holt ", "holt-in-3 3", "holt-in-4 4"]);
    assert_eq!(reader.count("SELECT count(*) FROM alias WHERE alias = 'Holt'", &[]).expect("a count"), 1);
}

#[test]
fn names_without_a_letter_are_not_all_one() {
    let mut store = Store::in_memory().expect("a store");
    let sign = |source: &str, name: &str| {
        draft(source, "1", "2031-01-01", "", &format!("The {name} shone.")).entity(EntityKind::Other, name, &[name])
    };
    add(&mut store, &[sign("A", "★"), sign("B", "☂")]);
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.count("SELECT count(*) FROM entity", &[]).expect("a count"), 2);
}

#[test]
fn namesakes_with_different_ids_are_two_rows() {
    let mut store = Store::in_memory().expect("a store");
    let place = |source: &str, id: Option<i64>| {
        let mut draft = draft(source, "1", "2031-01-01", "", "It rained in Newford.").entity(
            EntityKind::Place,
            "Newford",
            &["Newford"],
        );
        draft.found.entities[0].geonames = id;
        draft
    };
    add(&mut store, &[place("A", Some(1)), place("B", Some(2)), place("C", None), place("D", Some(2))]);
    let reader = store.reader().expect("a reader");
    let found = reader
        .table("SELECT e.slug FROM mention JOIN entity AS e USING (entity_id) ORDER BY mention_id", &[])
        .expect("rows");
    let slugs: Vec<&str> = found.values("slug").filter_map(Value::as_str).collect();
    assert_eq!(slugs, ["newford", "newford-2", "newford", "newford-2"]);
}

#[test]
fn contradictory_records_are_refused_alone() {
    let mut store = Store::in_memory().expect("a store");
    let mut beyond = draft("A", "1", "2031-01-01", "Öl", "Four died.").killed("Four died", 4.0, "");
    beyond.found.claims[0].at.range = TextRange::new(5, 500);
    let mut cut = draft("A", "2", "2031-01-01", "Öl", "Four died.").killed("Four died", 4.0, "");
    cut.found.claims[0].at = Span::new(parallax_records::Field::Title, TextRange::new(1, 2));
    let mut nul = draft("A", "3", "2031-01-01", "Öl", "Four died.");
    nul.article.body.push('\0');
    let good = draft("A", "4", "2031-01-01", "Öl", "Four died.").killed("Four died", 4.0, "");
    let run = run(&mut store);
    let outcomes: Vec<bool> = store
        .batch(run, |batch| {
            Ok::<_, StoreError>([&beyond, &cut, &nul, &good].map(|d| batch.add(&d.article, &d.found).is_ok()).to_vec())
        })
        .expect("the batch goes on");
    assert_eq!(outcomes, [false, false, false, true]);
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.count("SELECT count(*) FROM article", &[]).expect("a count"), 1);
    assert_eq!(reader.count("SELECT count(*) FROM claim", &[]).expect("a count"), 1);
}

#[test]
fn a_new_extraction_replaces_the_old() {
    let mut store = Store::in_memory().expect("a store");
    add(&mut store, &articles());
    let old = articles().remove(0);
    let words = "left four people dead";
    let at_least = Quantity { bound: Bound::AtLeast, ..Quantity::exact(4.0) };
    let new = draft("Harbour Post", "1", "2031-05-02", &old.article.title, &old.article.body).figure(
        ClaimKind::Killed,
        words,
        at_least,
        "",
    );
    let run = run(&mut store);
    store.batch(run, |batch| batch.replace(1, &new.article, &new.found)).expect("a replacement");
    let reader = store.reader().expect("a reader");
    let rows = reader.table("SELECT bound FROM claim WHERE article_id = 1", &[]).expect("rows");
    assert_eq!(rows.rows, [[Value::from("at_least")]]);
    assert_eq!(check(&reader).expect("a check"), []);
}
