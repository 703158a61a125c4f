//! The schema keeps the rules that other tools depend on.

use parallax_store::{Store, Table, Value};

fn ask(sql: &str) -> Table {
    let store = Store::in_memory().expect("a store");
    store.reader().expect("a reader").table(sql, &[]).expect(sql)
}

fn words(table: &Table) -> Vec<String> {
    table.rows.iter().map(|row| row.iter().map(Value::to_string).collect::<Vec<_>>().join(".")).collect()
}

/// Tables and views that people see: all but the full-text index's own.
const SHAPES: &str = "(SELECT name, type, sql FROM sqlite_schema
   WHERE type IN ('table', 'view') AND name NOT GLOB 'article_fts_*' AND name NOT GLOB 'sqlite_*')";

#[test]
fn every_table_view_and_column_is_described() {
    let missing = ask(&format!(
        "SELECT name, '' AS col FROM {SHAPES} UNION ALL
         SELECT s.name, i.name FROM {SHAPES} AS s, pragma_table_info(s.name) AS i
         EXCEPT SELECT name, col FROM doc"
    ));
    assert_eq!(words(&missing), Vec::<String>::new(), "add them to the newest migration's doc rows");
    let extra = ask(&format!(
        "SELECT name, col FROM doc WHERE col <> '' EXCEPT
         SELECT s.name, i.name FROM {SHAPES} AS s, pragma_table_info(s.name) AS i"
    ));
    assert_eq!(words(&extra), Vec::<String>::new(), "described, but not there");
    let empty = ask("SELECT name, col FROM doc WHERE trim(text) = '' OR text NOT LIKE '%.'");
    assert_eq!(words(&empty), Vec::<String>::new(), "a description is a sentence or a phrase with its full stop");
}

#[test]
fn foreign_keys_name_their_column() {
    // Datasette answers 500 on the pages of tables where they do not.
    let bare = ask(&format!(
        "SELECT s.name, f.\"from\" FROM {SHAPES} AS s, pragma_foreign_key_list(s.name) AS f WHERE f.\"to\" IS NULL"
    ));
    assert_eq!(words(&bare), Vec::<String>::new());
}

#[test]
fn every_reference_has_an_index() {
    // Deleting or replacing an article would otherwise scan whole tables.
    let slow = ask(&format!(
        "SELECT s.name, f.\"from\" FROM {SHAPES} AS s, pragma_foreign_key_list(s.name) AS f
         WHERE f.seq = 0 AND f.\"table\" IN ('article', 'sentence', 'quote', 'claim', 'entity')
           AND f.\"from\" <> 'place_id'
           AND NOT EXISTS (SELECT 1 FROM pragma_index_list(s.name) AS l, pragma_index_info(l.name) AS c
             WHERE c.seqno = 0 AND c.name = f.\"from\")
           AND f.\"from\" <> (SELECT i.name FROM pragma_table_info(s.name) AS i WHERE i.pk = 1)"
    ));
    assert_eq!(words(&slow), Vec::<String>::new());
}

#[test]
fn tables_are_strict_and_names_are_plain() {
    let loose = ask("SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT IN ('_sqlx_migrations', 'sqlite_schema')");
    assert_eq!(words(&loose), Vec::<String>::new());
    // Words that break one engine or another as column names.
    let reserved = ask(&format!(
        "SELECT s.name, i.name FROM {SHAPES} AS s, pragma_table_info(s.name) AS i
         WHERE i.name IN ('at', 'end', 'start', 'order', 'group', 'from', 'to', 'table', 'column', 'index', 'desc', 'asc')"
    ));
    assert_eq!(words(&reserved), Vec::<String>::new());
}

#[test]
fn the_search_index_is_spelled_as_datasette_reads_it() {
    let sql = ask("SELECT sql FROM sqlite_schema WHERE name = 'article_fts'");
    assert!(words(&sql)[0].contains("content=\"article\""));
}

#[test]
fn enums_have_the_spellings_of_the_records() {
    use parallax_records as r;
    let schema = words(&ask("SELECT group_concat(sql, char(10)) FROM sqlite_schema")).join("\n");
    let lists: &[&[&str]] = &[
        r::PublishedFrom::NAMES,
        r::DatePrecision::NAMES,
        r::SegmentKind::NAMES,
        r::EntityKind::NAMES,
        r::Gender::NAMES,
        r::MentionForm::NAMES,
        r::QuoteKind::NAMES,
        r::ClaimKind::NAMES,
        r::Section::NAMES,
        r::Bound::NAMES,
        r::Scope::NAMES,
        r::Period::NAMES,
        r::Status::NAMES,
        r::Stance::NAMES,
        r::Form::NAMES,
        r::Role::NAMES,
        r::Relation::NAMES,
        r::Field::NAMES,
    ];
    let allowed: Vec<Vec<&str>> = schema
        .split(" IN")
        .skip(1)
        .filter_map(|rest| {
            let (list, _) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
            let mut names: Vec<&str> = list.split(',').map(|n| n.trim().trim_matches('\'')).collect();
            names.sort_unstable();
            Some(names)
        })
        .collect();
    for names in lists {
        let mut wanted = names.to_vec();
        wanted.sort_unstable();
        assert!(allowed.contains(&wanted), "no CHECK lists exactly {wanted:?}");
    }
}
