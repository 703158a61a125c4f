//! sqlx and the store keep the same books: each finds the other's database up to date, and
//! sqlx understands every named query.

use std::path::Path;

use parallax_store::{OpenMode, Reader, Store, queries, schema_version};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row, SqlSafeStr, SqliteConnection, Statement};

static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).create_if_missing(true).connect().await.expect("a connection")
}

/// Version, description, success, checksum.
type Entry = (i64, String, bool, Vec<u8>);

async fn books(connection: &mut SqliteConnection) -> Vec<Entry> {
    let sql = "SELECT version, description, success, checksum FROM _sqlx_migrations ORDER BY version";
    let rows = sqlx::query(sql).fetch_all(connection).await.expect("the books");
    rows.iter().map(|r| (r.get(0), r.get(1), r.get(2), r.get(3))).collect()
}

async fn schema(connection: &mut SqliteConnection) -> Vec<String> {
    let sql = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema
               WHERE name <> '_sqlx_migrations' ORDER BY 1";
    let rows = sqlx::query(sql).fetch_all(connection).await.expect("the schema");
    rows.iter().map(|r| r.get(0)).collect()
}

#[tokio::test]
async fn sqlx_finds_the_stores_database_up_to_date() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("news.db");
    drop(Store::open(&path, OpenMode::Create).expect("a new database"));
    let mut connection = connect(&path).await;
    let before = books(&mut connection).await;
    MIGRATOR.run(&mut connection).await.expect("nothing to do");
    assert_eq!(books(&mut connection).await, before, "sqlx applied something again");
    let files: Vec<Entry> =
        MIGRATOR.iter().map(|m| (m.version, m.description.to_string(), true, m.checksum.to_vec())).collect();
    assert_eq!(before, files);
}

#[tokio::test]
async fn the_store_finds_sqlxs_database_up_to_date() {
    let dir = tempfile::tempdir().expect("a folder");
    let (by_sqlx, by_store) = (dir.path().join("sqlx.db"), dir.path().join("store.db"));
    let mut connection = connect(&by_sqlx).await;
    MIGRATOR.run(&mut connection).await.expect("all migrations");
    let (before, shape) = (books(&mut connection).await, schema(&mut connection).await);
    connection.close().await.expect("closed");

    Reader::open(&by_sqlx).expect("a reader accepts it");
    drop(Store::open(&by_sqlx, OpenMode::Existing).expect("a writer accepts it"));
    let mut connection = connect(&by_sqlx).await;
    assert_eq!(books(&mut connection).await, before, "the store applied something again");

    drop(Store::open(&by_store, OpenMode::Create).expect("a new database"));
    assert_eq!(schema(&mut connect(&by_store).await).await, shape, "the two schemas differ");
}

#[tokio::test]
async fn what_one_began_the_other_finishes() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("news.db");
    let mut connection = connect(&path).await;
    MIGRATOR.run_to(1, &mut connection).await.expect("the first migration");
    connection.close().await.expect("closed");
    drop(Store::open(&path, OpenMode::Existing).expect("the store goes on"));
    let mut connection = connect(&path).await;
    assert_eq!(books(&mut connection).await.last().map(|b| b.0), Some(schema_version()));
    MIGRATOR.run(&mut connection).await.expect("nothing to do");
}

/// Every file of queries/, also those of the libraries in folders of their own.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "sql") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn sqlx_prepares_every_query() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut connection = connect(&dir.path().join("news.db")).await;
    MIGRATOR.run(&mut connection).await.expect("all migrations");
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../queries"));
    assert!(files.len() >= queries().len() && queries().len() >= 15);
    for path in files {
        let sql = std::fs::read_to_string(&path).expect("a file");
        let prepared = (&mut connection).prepare(AssertSqlSafe(sql).into_sql_str()).await;
        let prepared = prepared.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(!prepared.columns().is_empty(), "{} gives nothing", path.display());
        let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default();
        if let Some(query) =
            queries().iter().find(|q| q.name == name && path.parent().is_some_and(|p| p.ends_with("queries")))
        {
            let parameters = prepared.parameters().map(|p| p.either(<[_]>::len, |n| n));
            assert_eq!(parameters, Some(query.params.len()), "{name}: its comment lists other parameters");
        }
    }
}
