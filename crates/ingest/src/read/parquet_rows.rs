//! Parquet tables: one article a row, columns by name, one row group in memory at a time.

use std::ops::ControlFlow;
use std::sync::Arc;

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::Value;

use super::{FieldMap, Sink};
use crate::problem::{Origin, Problem};

/// Reads a table. A row group that cannot be read is reported with the number of its rows.
pub(crate) fn read(
    path: &str,
    data: impl ChunkReader + 'static,
    map: &FieldMap,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let failed = |what: String| Problem::skipped(Origin::file(path), what, "check that the file is whole");
    let table = match SerializedFileReader::new(data) {
        Ok(table) => table,
        Err(error) => return sink(Err(failed(format!("is no whole Parquet file: {error}")))),
    };
    let schema = table.metadata().file_metadata().schema();
    let columns: Vec<&str> = schema.get_fields().iter().map(|f| f.name()).collect();
    if !map.has_text_column(columns.iter().copied()) {
        let what = format!("no column holds the text (columns: {})", columns.join(", "));
        return sink(Err(Problem::skipped(Origin::file(path), what, "name it with --map text=COLUMN")));
    }
    // Vectors and labels beside the articles need not be decoded.
    let wanted: Vec<Arc<Type>> = schema.get_fields().iter().filter(|f| map.reads(f.name())).cloned().collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build();
    let mut number = 0;
    for group in 0..table.num_row_groups() {
        let first = number + 1;
        let rows = table.metadata().row_group(group).num_rows().max(0) as u64;
        let read = table.get_row_group(group).and_then(|group| -> Result<ControlFlow<()>, _> {
            for row in group.get_row_iter(projection.as_ref().ok().cloned())? {
                let row = row?;
                number += 1;
                let at = Origin::record(path, number, None);
                if sink(map.article_of_value(at, &object(&row))).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        });
        match read {
            Ok(flow) => flow?,
            Err(error) => {
                let last = first + rows - 1;
                let what = format!("rows {} to {last} cannot be read: {error}", number + 1);
                sink(Err(failed(what)))?;
                number = last;
            }
        }
    }
    ControlFlow::Continue(())
}

fn object(row: &Row) -> Value {
    Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), json(field))).collect())
}

/// A cell as JSON, times as text.
fn json(field: &Field) -> Value {
    let time = |micros: i64| {
        let time = chrono::DateTime::from_timestamp_micros(micros);
        time.map_or(Value::Null, |t| Value::from(t.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
    };
    match field {
        Field::Null => Value::Null,
        Field::Bool(b) => Value::from(*b),
        Field::Byte(n) => Value::from(*n),
        Field::Short(n) => Value::from(*n),
        Field::Int(n) => Value::from(*n),
        Field::Long(n) => Value::from(*n),
        Field::UByte(n) => Value::from(*n),
        Field::UShort(n) => Value::from(*n),
        Field::UInt(n) => Value::from(*n),
        Field::ULong(n) => Value::from(*n),
        Field::Float(x) => Value::from(*x),
        Field::Double(x) => Value::from(*x),
        Field::Str(text) => Value::from(text.as_str()),
        // Older writers do not mark text as text.
        Field::Bytes(bytes) => Value::from(super::decode_text(bytes.data(), None).0),
        Field::Date(days) => {
            let day = chrono::DateTime::from_timestamp(i64::from(*days) * 86_400, 0);
            day.map_or(Value::Null, |d| Value::from(d.format("%Y-%m-%d").to_string()))
        }
        Field::TimestampMillis(millis) => time(millis.saturating_mul(1000)),
        Field::TimestampMicros(micros) => time(*micros),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => Value::Array(list.elements().iter().map(json).collect()),
        other => Value::from(other.to_string()),
    }
}
