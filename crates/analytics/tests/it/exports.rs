//! Exports can be read back, and say what they are.

use std::fs::{self, File};

use parallax_analytics::frame::Table;
use parallax_analytics::{ExportOptions, Format, export};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;

use crate::fixture::{database, flood};

#[test]
fn every_table_is_written_in_every_format() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let folder = tempfile::tempdir().expect("a folder");
    let options = ExportOptions { formats: Format::ALL.to_vec(), version: "0.0".into(), ..Default::default() };
    let written = export(&reader, folder.path(), &options).expect("an export");
    assert_eq!(written.len(), Table::ALL.len() * Format::ALL.len() + 2);
    for table in Table::ALL {
        let path = folder.path().join(format!("{table}.parquet"));
        let mut parquet = ParquetReader::new(File::open(&path).expect("a file"));
        let facts = parquet.get_metadata().expect("metadata").key_value_metadata().clone().unwrap_or_default();
        assert!(facts.iter().any(|kv| kv.key == "schema_version" && kv.value.is_some()), "{table}");
        let back = parquet.finish().expect("rows");
        let names: Vec<_> = back.get_column_names().into_iter().map(|n| n.to_string()).collect();
        assert_eq!(names, table.columns().iter().map(|c| c.name.to_owned()).collect::<Vec<_>>());
        assert!(back.columns().iter().all(|c| !c.dtype().is_null()), "no column without a type in {table}");
        let lines = fs::read_to_string(folder.path().join(format!("{table}.jsonl"))).expect("lines");
        assert_eq!(lines.lines().count(), back.height(), "{table}");
    }
    let csv = fs::read_to_string(folder.path().join("articles.csv")).expect("a table");
    assert!(csv.contains("2031-04-02T00:00:00Z"), "{csv}");
    let readme = fs::read_to_string(folder.path().join("README.md")).expect("a dictionary");
    for table in Table::ALL {
        assert!(table.columns().iter().all(|c| readme.contains(&format!("| {} |", c.name))), "{table}");
    }
}

#[test]
fn texts_stay_at_home_when_asked() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    let folder = tempfile::tempdir().expect("a folder");
    let options = ExportOptions {
        formats: vec![Format::Jsonl],
        tables: vec![Table::Articles, Table::Sentences],
        body: false,
        ..Default::default()
    };
    export(&reader, folder.path(), &options).expect("an export");
    for table in ["articles", "sentences"] {
        let text = fs::read_to_string(folder.path().join(format!("{table}.jsonl"))).expect("lines");
        assert!(!text.contains("people died"), "{table} holds a text");
    }
}
