//! Files that are refused, each with one clear error, and left as they were.

use std::fs;
use std::path::Path;

use parallax_store::{OpenMode, Reader, Store, StoreError, schema_version};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> std::path::PathBuf {
        self.0.path().join("news.db")
    }
}

fn created(folder: &Folder) -> std::path::PathBuf {
    drop(Store::open(folder.path(), OpenMode::Create).expect("a new database"));
    folder.path()
}

/// Opens in all three ways and hands over the errors; the file's bytes must not change.
fn refused(path: &Path) -> Vec<StoreError> {
    let before = fs::read(path).ok();
    let errors = vec![
        Store::open(path, OpenMode::Create).expect_err("must be refused"),
        Store::open(path, OpenMode::Existing).expect_err("must be refused"),
        Reader::open(path).expect_err("must be refused"),
    ];
    assert_eq!(fs::read(path).ok(), before, "the file was written");
    for error in &errors {
        assert!(error.to_string().contains("news.db"), "{error} does not name the file");
        assert!(!error.to_string().contains('\n'), "{error} is more than a line");
    }
    errors
}

fn change(path: &Path, sql: &str) {
    rusqlite::Connection::open(path).expect("a connection").execute_batch(sql).expect(sql);
}

#[test]
fn a_missing_file_is_made_only_when_asked() {
    let folder = Folder::new();
    assert!(matches!(Store::open(folder.path(), OpenMode::Existing), Err(StoreError::Missing { .. })));
    assert!(matches!(Reader::open(folder.path()), Err(StoreError::Missing { .. })));
    assert!(!folder.path().exists());
    created(&folder);
    Store::open(folder.path(), OpenMode::Existing).expect("it exists now");
    Reader::open(folder.path()).expect("it exists now");
}

#[test]
fn another_programs_database_is_refused() {
    let folder = Folder::new();
    change(&folder.path(), "CREATE TABLE song (title TEXT)");
    assert!(refused(&folder.path()).iter().all(|e| matches!(e, StoreError::Foreign { .. })));
    let other = Folder::new();
    change(&other.path(), "PRAGMA application_id = 77; CREATE TABLE song (title TEXT)");
    assert!(refused(&other.path()).iter().all(|e| matches!(e, StoreError::Foreign { .. })));
}

#[test]
fn a_newer_database_is_refused() {
    let folder = Folder::new();
    let path = created(&folder);
    change(&path, &format!("PRAGMA user_version = {}", schema_version() + 1));
    for error in refused(&path) {
        assert!(matches!(error, StoreError::Newer { found, .. } if found == schema_version() + 1), "{error}");
    }
}

#[test]
fn a_database_with_other_migrations_is_refused() {
    let folder = Folder::new();
    let path = created(&folder);
    change(&path, "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1");
    assert!(refused(&path).iter().all(|e| matches!(e, StoreError::Diverged { version: 1, .. })));
}

#[test]
fn an_older_database_is_brought_up_to_date_by_the_writer_only() {
    let folder = Folder::new();
    let path = created(&folder);
    let last = schema_version();
    // As the program of the migration before would have left it: its migrations, its books.
    let newest = folder.path().with_extension("newest");
    fs::rename(&path, &newest).expect("put aside");
    let mut files: Vec<_> = fs::read_dir("../../migrations").expect("migrations").flatten().map(|f| f.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "sql"));
    files.sort();
    for file in &files[..files.len() - 1] {
        change(&path, &fs::read_to_string(file).expect("a migration"));
    }
    change(
        &path,
        &format!(
            "ATTACH '{}' AS newest;
             CREATE TABLE _sqlx_migrations AS SELECT * FROM newest._sqlx_migrations WHERE version < {last}",
            newest.display()
        ),
    );
    let reader = Reader::open(&path).expect_err("a reader cannot migrate");
    assert!(matches!(reader, StoreError::Older { found, .. } if found == last - 1), "{reader}");
    let store = Store::open(&path, OpenMode::Existing).expect("a writer can");
    assert!(store.reader().expect("and then it reads").count("SELECT count(*) FROM doc", &[]).expect("a count") > 0);
}

#[test]
fn damaged_files_are_refused() {
    let folder = Folder::new();
    fs::write(folder.path(), "this is a diary, not a database, and rather long at that\n".repeat(40)).expect("a file");
    assert!(refused(&folder.path()).iter().all(|e| matches!(e, StoreError::Corrupt { .. })));

    let torn = Folder::new();
    let path = created(&torn);
    let mut bytes = fs::read(&path).expect("the file");
    bytes.truncate(5000);
    bytes[100..].fill(0x5a);
    fs::write(&path, bytes).expect("the file");
    assert!(refused(&path).iter().all(|e| matches!(e, StoreError::Corrupt { .. })));
}

#[test]
fn an_empty_file_is_filled_only_when_asked() {
    let folder = Folder::new();
    fs::write(folder.path(), "").expect("a file");
    assert!(matches!(Store::open(folder.path(), OpenMode::Existing), Err(StoreError::Foreign { .. })));
    assert!(matches!(Reader::open(folder.path()), Err(StoreError::Foreign { .. })));
    created(&folder);
}

#[test]
fn a_folder_is_no_database() {
    let folder = Folder::new();
    fs::create_dir(folder.path()).expect("a folder");
    assert!(matches!(Store::open(folder.path(), OpenMode::Create), Err(StoreError::CannotOpen { .. })));
    assert!(matches!(Reader::open(folder.path()), Err(StoreError::CannotOpen { .. })));
    let nowhere = folder.path().join("no").join("such");
    assert!(matches!(Store::open(nowhere, OpenMode::Create), Err(StoreError::CannotOpen { .. })));
}

#[test]
fn a_locked_database_is_refused_and_readers_go_on() {
    let folder = Folder::new();
    let path = created(&folder);
    let mut store = Store::open(&path, OpenMode::Existing).expect("the database");
    let other = rusqlite::Connection::open(&path).expect("a connection");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    store.wait_for_lock(std::time::Duration::from_millis(20)).expect("a setting");
    let error = store.begin_run(&parallax_store::NewRun::default()).expect_err("the database is locked");
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert!(error.to_string().contains("locked by another program"));
    Store::open(&path, OpenMode::Existing).expect("opening writes nothing");
    let reader = Reader::open(&path).expect("readers are not locked out");
    assert_eq!(reader.count("SELECT count(*) FROM run", &[]).expect("a count"), 0);
    other.execute_batch("ROLLBACK").expect("the end");
    store.begin_run(&parallax_store::NewRun::default()).expect("the lock is gone");
}

#[test]
fn stores_in_memory_are_apart() {
    let mut one = Store::in_memory().expect("a store");
    let two = Store::in_memory().expect("a store");
    one.begin_run(&parallax_store::NewRun::default()).expect("a run");
    let runs =
        |store: &Store| store.reader().expect("a reader").count("SELECT count(*) FROM run", &[]).expect("a count");
    assert_eq!((runs(&one), runs(&two)), (1, 0));
}
