//! From rows to columns: one builder a column, filled while SQLite steps.
//!
//! Stepping is what takes time, so a large table is read in stretches of its keys, each by a
//! connection and a thread of its own. Words are numbered within a stretch and only then made
//! categories, in order of the stretches: the frame does not depend on which thread was faster.

use chrono::{DateTime, NaiveDate};
use parallax_store::{Param, Reader, Row, StoreError, Value};
use polars::chunked_array::builder::CategoricalChunkedBuilder;
use polars::prelude::*;
use rustc_hash::FxHashMap;

use super::schema::{ColumnType, FrameSchema};
use crate::error::{Result, of};

/// Keys that are worth a thread of their own.
const STRETCH: i64 = 25_000;

/// Reads a frame. `body` says whether texts of articles are wanted.
///
/// # Errors
/// Where the database cannot be read, or holds a value of another type.
pub fn load(reader: &Reader, schema: &'static FrameSchema, body: bool) -> Result<DataFrame> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8) as i64;
    load_by(reader, schema, body, |keys| (keys / STRETCH).clamp(1, threads))
}

/// Reads a frame in as many stretches as `parts` says for a number of keys.
fn load_by(reader: &Reader, schema: &'static FrameSchema, body: bool, parts: impl Fn(i64) -> i64) -> Result<DataFrame> {
    if let Some(table) = schema.keyed_by {
        let keys = reader.count(&format!("SELECT max({table}_id) FROM {table}"), &[])?;
        let parts = parts(keys);
        if parts > 1 {
            let before = version(reader)?;
            let frame = side_by_side(reader, schema, body, keys, parts)?;
            // Somebody who wrote in between may have been seen by some of the readers only.
            if version(reader)? == before {
                return Ok(frame);
            }
        }
    }
    DataFrame::new_infer_height(finish(schema, vec![stretch(reader, schema, body, None)?])?).map_err(of(schema.name))
}

/// Changes whenever another connection has written.
fn version(reader: &Reader) -> Result<i64> {
    Ok(reader.count("PRAGMA data_version", &[])?)
}

fn side_by_side(reader: &Reader, schema: &'static FrameSchema, body: bool, keys: i64, parts: i64) -> Result<DataFrame> {
    let readers = (0..parts).map(|_| reader.again()).collect::<Result<Vec<_>, _>>()?;
    let read: Vec<Result<Vec<Filling>>> = std::thread::scope(|scope| {
        let threads: Vec<_> = readers
            .into_iter()
            .zip(0..)
            .map(|(reader, part)| {
                let keys = (keys * part / parts + 1, keys * (part + 1) / parts);
                scope.spawn(move || stretch(&reader, schema, body, Some(keys)))
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let columns = finish(schema, read.into_iter().collect::<Result<_>>()?)?;
    DataFrame::new_infer_height(columns).map_err(of(schema.name))
}

/// Reads the rows of some keys, or all.
fn stretch(
    reader: &Reader,
    schema: &'static FrameSchema,
    body: bool,
    keys: Option<(i64, i64)>,
) -> Result<Vec<Filling>> {
    let mut params: Vec<Param<'_>> = Vec::new();
    if schema.sql.contains(":body") {
        params.push(("body", Value::from(i64::from(body))));
    }
    if let Some((first, last)) = keys {
        params.extend([("first", Value::from(first)), ("last", Value::from(last))]);
    }
    let mut columns: Vec<Filling> = schema.columns.iter().map(|c| Filling::new(c.name, c.kind)).collect();
    reader.stream(schema.sql, &params, |row| {
        columns.iter_mut().enumerate().try_for_each(|(i, column)| column.push(row, i))
    })?;
    Ok(columns)
}

/// Puts the stretches of each column together.
fn finish(schema: &'static FrameSchema, stretches: Vec<Vec<Filling>>) -> Result<Vec<Column>> {
    let mut whole: Vec<Option<Series>> = schema.columns.iter().map(|_| None).collect();
    let mut add = |at: usize, part: Filling| -> PolarsResult<()> {
        let part = part.finish()?;
        match &mut whole[at] {
            None => whole[at] = Some(part),
            Some(series) => {
                series.append(&part)?;
            }
        }
        Ok(())
    };
    for columns in stretches {
        for (at, part) in columns.into_iter().enumerate() {
            add(at, part).map_err(of(schema.name))?;
        }
    }
    Ok(whole.into_iter().flatten().map(Column::from).collect())
}

/// A column that is being filled.
enum Filling {
    Int(PrimitiveChunkedBuilder<Int64Type>),
    Real(PrimitiveChunkedBuilder<Float64Type>),
    Text(StringChunkedBuilder),
    Word(Words),
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
            ColumnType::Word => Self::Word(Words::new(name)),
            ColumnType::Flag => Self::Flag(BooleanChunkedBuilder::new(name, 0)),
            ColumnType::Day => Self::Day(PrimitiveChunkedBuilder::new(name, 0)),
            ColumnType::Moment => Self::Moment(PrimitiveChunkedBuilder::new(name, 0)),
        }
    }

    fn push(&mut self, row: &Row<'_>, i: usize) -> Result<(), StoreError> {
        match self {
            Self::Int(b) => b.append_option(row.int(i)?),
            Self::Real(b) => b.append_option(row.real(i)?),
            Self::Text(b) => b.append_option(row.text(i)?),
            Self::Word(b) => b.push(row.text(i)?),
            Self::Flag(b) => b.append_option(row.flag(i)?),
            Self::Day(b) => b.append_option(row.text(i)?.and_then(day_number)),
            Self::Moment(b) => b.append_option(row.text(i)?.and_then(micros)),
        }
        Ok(())
    }

    fn finish(self) -> PolarsResult<Series> {
        Ok(match self {
            Self::Int(b) => b.finish().into_series(),
            Self::Real(b) => b.finish().into_series(),
            Self::Text(b) => b.finish().into_series(),
            Self::Word(b) => b.finish()?,
            Self::Flag(b) => b.finish().into_series(),
            Self::Day(b) => b.finish().into_series().cast(&DataType::Date)?,
            Self::Moment(b) => b.finish().into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_series(),
        })
    }
}

/// Words by their number within a stretch.
struct Words {
    name: PlSmallStr,
    numbers: FxHashMap<String, u32>,
    words: Vec<String>,
    /// The number of each row's word.
    rows: Vec<Option<u32>>,
    /// That of the last row: neighbours mostly share their outlet, kind and rule.
    last: u32,
}

impl Words {
    fn new(name: PlSmallStr) -> Self {
        Self { name, numbers: FxHashMap::default(), words: Vec::new(), rows: Vec::new(), last: u32::MAX }
    }

    fn push(&mut self, word: Option<&str>) {
        let Some(word) = word else { return self.rows.push(None) };
        if self.words.get(self.last as usize).is_none_or(|last| last != word) {
            self.last = match self.numbers.get(word) {
                Some(number) => *number,
                None => {
                    let next = self.words.len() as u32;
                    self.words.push(word.to_owned());
                    self.numbers.insert(word.to_owned(), next);
                    next
                }
            };
        }
        self.rows.push(Some(self.last));
    }

    fn finish(self) -> PolarsResult<Series> {
        let dtype = ColumnType::Word.dtype();
        let mapping = dtype.cat_mapping()?.clone();
        let known = self.words.iter().map(|word| mapping.insert_cat(word)).collect::<PolarsResult<Vec<_>>>()?;
        let mut builder = CategoricalChunkedBuilder::<Categorical32Type>::new(self.name, dtype);
        builder.reserve(self.rows.len());
        for row in self.rows {
            match row {
                Some(number) => builder.append_cat(known[number as usize], &mapping)?,
                None => builder.append_null(),
            }
        }
        Ok(builder.finish().into_series())
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
    use parallax_records::{Article, Claim, ClaimKind, Extraction, Field, Quantity, Sentence, Span, TextRange};
    use parallax_store::{NewRun, Store, StoreError};

    use super::*;
    use crate::frame::CLAIMS;

    #[test]
    fn stretches_make_the_frame_that_one_reader_makes() {
        let mut store = Store::in_memory().expect("a database");
        let run = store.begin_run(&NewRun { started_at: "2031-01-01T00:00:00Z".into(), ..NewRun::default() });
        let body = "Seven died. ".repeat(11);
        let mut found = Extraction::default();
        for i in 0..11 {
            let at = Span::new(Field::Body, TextRange::new(i * 12, i * 12 + 11));
            found.sentences.push(Sentence { at });
            let kind = [ClaimKind::Killed, ClaimKind::Injured, ClaimKind::Struck][i % 3];
            let quantity = kind.counts_people().then(|| Quantity::exact(7.0));
            let place = (i % 4 == 0).then(|| format!("Town {i}"));
            found.claims.push(Claim {
                quantity,
                place,
                ..Claim::new(kind, at, i, 0.5, if i > 5 { "late" } else { "early" })
            });
        }
        let article = Article { body, title: "A flood".into(), ..Article::default() };
        let added = store.batch::<_, StoreError>(run.expect("a run"), |batch| batch.add(&article, &found));
        added.expect("an article");
        let reader = store.reader().expect("a reader");
        let frame = |parts: i64| load_by(&reader, &CLAIMS, false, |_| parts).expect("a frame");
        let whole = frame(1);
        assert_eq!(whole.height(), 11);
        for parts in [2, 3, 11] {
            assert!(frame(parts).equals_missing(&whole), "{parts} stretches");
        }
    }

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
