//! Users' SQL: it reads, one statement at a time, and its errors say where.

use parallax_store::{Reader, Store, StoreError, Value};

fn with<T>(work: impl FnOnce(&Reader) -> T) -> T {
    let store = Store::in_memory().expect("a store");
    work(&store.reader().expect("a reader"))
}

#[test]
fn parameters_are_bound_by_name() {
    with(|reader| {
        let sql = "SELECT :a AS a, typeof(:b) AS b, :c IS NULL AS c";
        let table = reader.table(sql, &[("a", Value::from(1.5)), ("b", Value::from("x"))]).expect("a table");
        assert_eq!(table.columns, ["a", "b", "c"]);
        assert_eq!(table.rows, [[Value::Real(1.5), Value::from("text"), Value::Integer(1)]]);
        assert_eq!(reader.parameters(sql).expect("names"), ["a", "b", "c"]);
        let unknown = reader.table(sql, &[("z", Value::Null)]).expect_err("no such parameter");
        assert_eq!(unknown.to_string(), "the statement has no parameter :z; it has :a, :b, :c");
    });
}

#[test]
fn what_writes_is_refused() {
    with(|reader| {
        for sql in [
            "DELETE FROM source",
            "CREATE TABLE t (x)",
            "DROP TABLE claim",
            "PRAGMA user_version = 9",
            "VACUUM",
            "INSERT INTO source (name) VALUES ('x') RETURNING name",
            "ATTACH 'other.db' AS other",
            "BEGIN",
        ] {
            let error = reader.table(sql, &[]).expect_err(sql);
            assert!(matches!(error, StoreError::Writes), "{sql}: {error}");
        }
        assert!(matches!(reader.table("SELECT 1; SELECT 2", &[]), Err(StoreError::ManyStatements)));
        assert!(matches!(reader.table("SELECT 1; DELETE FROM source", &[]), Err(StoreError::ManyStatements)));
        reader.table("SELECT 1; -- and no more", &[]).expect("a comment is no statement");
        reader.table("PRAGMA table_info(claim)", &[]).expect("reading pragmas are welcome");
    });
}

#[test]
fn errors_say_what_and_where() {
    with(|reader| {
        let say = |sql: &str| reader.table(sql, &[]).expect_err(sql).to_string();
        assert_eq!(say("SELECT *\nFORM claim"), "near \"FORM\": syntax error (line 2, column 1, at \"FORM claim\")");
        assert_eq!(say("SELECT x FROM claim"), "no such column: x (line 1, column 8, at \"x FROM claim\")");
        assert!(say("SELECT * FROM klaim").starts_with("no such table: klaim"));
        assert_eq!(say("  "), "the statement is empty");
        assert_eq!(say("SELECT"), "incomplete input");
        assert!(say("SELECT rowid FROM article_fts WHERE article_fts MATCH '\"'").contains("unterminated string"));
    });
}

#[test]
fn rows_are_typed() {
    with(|reader| {
        let sql = "SELECT 1 AS whole, 2.5 AS number, 'x' AS word, NULL AS none, x'ff' AS bytes";
        let mut seen = 0;
        reader
            .stream(sql, &[], |row| {
                seen += 1;
                assert_eq!(row.int(0)?, Some(1));
                assert_eq!(row.flag(0)?, Some(true));
                assert_eq!((row.real(0)?, row.real(1)?), (Some(1.0), Some(2.5)));
                assert_eq!((row.text(2)?, row.text(3)?, row.int(3)?), (Some("x"), None, None));
                assert_eq!(row.value(4)?, Value::from("ff"));
                assert_eq!(row.int(2).expect_err("text").to_string(), "column word holds text, not a whole number");
                assert!(row.text(9).is_err());
                Ok(())
            })
            .expect("a row");
        assert_eq!(seen, 1);
    });
}

#[test]
fn a_caller_may_stop_a_stream() {
    with(|reader| {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
        let mut seen = 0;
        let stopped = reader.stream(endless, &[], |row| {
            seen = row.int(0)?.unwrap_or(0);
            if seen == 3 { Err(StoreError::ManyStatements) } else { Ok(()) }
        });
        assert!(stopped.is_err());
        assert_eq!(seen, 3);
    });
}
