//! Frames keep their schema, whatever the data.

use parallax_analytics::frame::{FRAMES, Table, load};
use parallax_store::Store;

use crate::fixture::{database, flood};

#[test]
fn frames_have_the_documented_columns_and_types() {
    for store in [Store::in_memory().expect("a database"), database(flood())] {
        let reader = store.reader().expect("a reader");
        for frame in FRAMES {
            let df = load(&reader, frame, true).expect("a frame");
            let found: Vec<_> = df.columns().iter().map(|c| (c.name().to_string(), c.dtype().clone())).collect();
            let wanted: Vec<_> = frame.columns.iter().map(|c| (c.name.to_owned(), c.kind.dtype())).collect();
            assert_eq!(found, wanted, "{}", frame.name);
        }
        for table in Table::ALL {
            let df = table.load(&reader, true).expect("a table");
            let found: Vec<_> = df.columns().iter().map(|c| (c.name().to_string(), c.dtype().clone())).collect();
            let wanted: Vec<_> = table.columns().iter().map(|c| (c.name.to_owned(), c.kind.dtype())).collect();
            assert_eq!(found, wanted, "{table}");
        }
    }
}

#[test]
fn tables_hold_what_the_views_hold() {
    let store = database(flood());
    let reader = store.reader().expect("a reader");
    for (table, view) in [
        (Table::Articles, "v_article"),
        (Table::Claims, "v_claim"),
        (Table::Figures, "v_figure"),
        (Table::Quotes, "v_quote"),
        (Table::Mentions, "v_naming"),
    ] {
        let rows = reader.count(&format!("SELECT count(*) FROM {view}"), &[]).expect(view);
        assert_eq!(table.load(&reader, false).expect("a table").height() as i64, rows, "{table} and {view}");
    }
}
