//! From rows to columns: one builder a column, filled while SQLite steps.

use chrono::{DateTime, NaiveDate};
use parallax_store::{Param, Reader, Row, StoreError};
use polars::chunked_array::builder::CategoricalChunkedBuilder;
use polars::prelude::*;

use super::schema::{ColumnType, FrameSchema};
use crate::error::{Result, of};

/// Reads a frame. `params` are those of its statement; the flag `body` says whether texts of
/// articles are wanted.
///
/// # Errors
/// Where the database cannot be read, or holds a value of another type.
pub fn load(reader: &Reader, schema: &'static FrameSchema, body: bool) -> Result<DataFrame> {
    let has_body = schema.sql.contains(":body");
    let params: &[Param<'_>] = &[("body", parallax_store::Value::from(i64::from(body)))];
    let mut columns: Vec<Filling> = schema.columns.iter().map(|c| Filling::new(c.name, c.kind)).collect();
    let mut broken = None;
    reader.stream(schema.sql, if has_body { params } else { &[] }, |row| {
        for (i, column) in columns.iter_mut().enumerate() {
            if let Err(error) = column.push(row, i)? {
                broken.get_or_insert(error);
            }
        }
        Ok(())
    })?;
    if let Some(error) = broken {
        return Err(of(schema.name)(error));
    }
    let columns =
        columns.into_iter().map(Filling::finish).collect::<PolarsResult<Vec<_>>>().map_err(of(schema.name))?;
    DataFrame::new_infer_height(columns).map_err(of(schema.name))
}

/// A column that is being filled.
enum Filling {
    Int(PrimitiveChunkedBuilder<Int64Type>),
    Real(PrimitiveChunkedBuilder<Float64Type>),
    Text(StringChunkedBuilder),
    Word(CategoricalChunkedBuilder<Categorical32Type>),
    Flag(BooleanChunkedBuilder),
    Day(PrimitiveChunkedBuilder<Int32Type>),
    Moment(PrimitiveChunkedBuilder<Int64Type>),
}

impl Filling {
    fn new(name: &'static str, kind: ColumnType) -> Self {
        let name = PlSmallStr::from_static(name);
        match kind {
            ColumnType::Int => Self::Int(PrimitiveChunkedBuilder::new(name, 0)),
            ColumnType::Real => Self::Real(PrimitiveChunkedBuilder::new(name, 0)),
            ColumnType::Text => Self::Text(StringChunkedBuilder::new(name, 0)),
            ColumnType::Word => Self::Word(CategoricalChunkedBuilder::new(name, kind.dtype())),
            ColumnType::Flag => Self::Flag(BooleanChunkedBuilder::new(name, 0)),
            ColumnType::Day => Self::Day(PrimitiveChunkedBuilder::new(name, 0)),
            ColumnType::Moment => Self::Moment(PrimitiveChunkedBuilder::new(name, 0)),
        }
    }

    /// Appends one value; the outer error is the database's, the inner one polars'.
    fn push(&mut self, row: &Row<'_>, i: usize) -> Result<PolarsResult<()>, StoreError> {
        match self {
            Self::Int(b) => b.append_option(row.int(i)?),
            Self::Real(b) => b.append_option(row.real(i)?),
            Self::Text(b) => b.append_option(row.text(i)?),
            Self::Word(b) => match row.text(i)? {
                Some(word) => return Ok(b.append_str(word)),
                None => b.append_null(),
            },
            Self::Flag(b) => b.append_option(row.flag(i)?),
            Self::Day(b) => b.append_option(row.text(i)?.and_then(day_number)),
            Self::Moment(b) => b.append_option(row.text(i)?.and_then(micros)),
        }
        Ok(Ok(()))
    }

    fn finish(self) -> PolarsResult<Column> {
        Ok(match self {
            Self::Int(b) => b.finish().into_series().into(),
            Self::Real(b) => b.finish().into_series().into(),
            Self::Text(b) => b.finish().into_series().into(),
            Self::Word(b) => b.finish().into_series().into(),
            Self::Flag(b) => b.finish().into_series().into(),
            Self::Day(b) => b.finish().into_series().cast(&DataType::Date)?.into(),
            Self::Moment(b) => {
                b.finish().into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_series().into()
            }
        })
    }
}

/// Days since 1970 of "2031-04-02"; a month or a year counts from its first day. A date
/// without a year ("--04-02") is none.
pub(crate) fn day_number(text: &str) -> Option<i32> {
    day(text).map(|d| (d - NaiveDate::default()).num_days() as i32)
}

/// The day of an ISO date or time, as precise as it is; the first day of a month or year.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.get(..10).unwrap_or(text);
    text.parse::<parallax_records::Date>().ok().map(parallax_records::Date::first)
}

/// The day of a number of days since 1970.
pub(crate) fn day_of(days: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(chrono::TimeDelta::days(i64::from(days)))
}

/// Microseconds since 1970 of an RFC 3339 time or an ISO date.
pub(crate) fn micros(text: &str) -> Option<i64> {
    if text.len() > 10 {
        return DateTime::parse_from_rfc3339(text).ok().map(|t| t.timestamp_micros());
    }
    Some(i64::from(day_number(text)?) * 86_400_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_precisely_as_they_are() {
        assert_eq!(day_number("1970-01-03"), Some(2));
        assert_eq!(day_number("1970-02"), Some(31));
        assert_eq!(day_number("1971"), Some(365));
        assert_eq!(day_number("--04-02"), None);
        assert_eq!(day_number("1970-01-02T23:59:00Z"), Some(1));
        assert_eq!(micros("1970-01-01T00:00:01Z"), Some(1_000_000));
        assert_eq!(micros("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(micros("nonsense here"), None);
    }
}
