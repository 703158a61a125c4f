//! Connections that only read.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement};

use crate::error::{Result, StoreError};
use crate::open::{Place, open_reader};
use crate::value::{Table, Value};

/// A database opened for reading. Several may exist beside one [`crate::Store`]; each sees
/// whole batches only.
#[derive(Debug)]
pub struct Reader {
    pub(crate) connection: Connection,
    place: Place,
}

/// A parameter of a statement: its name without the colon, and its value.
pub type Param<'a> = (&'a str, Value);

impl Reader {
    /// Opens a database that exists and has this program's schema.
    ///
    /// # Errors
    /// A file that is missing, foreign, older, newer, damaged or locked is refused.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::at(&Place::File(path.as_ref().to_owned()))
    }

    pub(crate) fn at(place: &Place) -> Result<Self> {
        Ok(Self { connection: open_reader(place)?, place: place.clone() })
    }

    /// Another reader of the same database, for another thread.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn again(&self) -> Result<Self> {
        Self::at(&self.place)
    }

    /// Where the database lives; ":memory:" for one in memory.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Runs one reading statement and hands over its rows one by one.
    ///
    /// Parameters that the statement has and `params` does not are NULL.
    ///
    /// # Errors
    /// [`StoreError::Sql`] with SQLite's message and the place in the statement; statements
    /// that write, several statements, unknown parameters; and whatever `each` returns.
    pub fn stream(&self, sql: &str, params: &[Param<'_>], mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let mut statement = self.prepare(sql, params)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(|e| self.explain(sql, e))? {
            each(&Row { row })?;
        }
        Ok(())
    }

    /// Runs one reading statement into memory. Errors are those of [`Reader::stream`].
    ///
    /// # Errors
    /// As [`Reader::stream`].
    pub fn table(&self, sql: &str, params: &[Param<'_>]) -> Result<Table> {
        let mut statement = self.prepare(sql, params)?;
        let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        let mut found = statement.raw_query();
        while let Some(row) = found.next().map_err(|e| self.explain(sql, e))? {
            let row = Row { row };
            rows.push((0..columns.len()).map(|i| row.value(i)).collect::<Result<_>>()?);
        }
        Ok(Table { columns, rows })
    }

    /// The names of the columns that a statement gives, without running it.
    ///
    /// # Errors
    /// As [`Reader::stream`].
    pub fn columns(&self, sql: &str) -> Result<Vec<String>> {
        Ok(self.prepare(sql, &[])?.column_names().into_iter().map(str::to_owned).collect())
    }

    /// The names of a statement's parameters, without their colons.
    ///
    /// # Errors
    /// As [`Reader::stream`].
    pub fn parameters(&self, sql: &str) -> Result<Vec<String>> {
        Ok(parameters(&self.prepare(sql, &[])?))
    }

    /// One number, for counts and the like; 0 for NULL and for no row.
    ///
    /// # Errors
    /// As [`Reader::stream`], and where the value is no whole number.
    pub fn count(&self, sql: &str, params: &[Param<'_>]) -> Result<i64> {
        let mut count = 0;
        self.stream(sql, params, |row| {
            count = row.int(0)?.unwrap_or(0);
            Ok(())
        })?;
        Ok(count)
    }

    fn prepare(&self, sql: &str, params: &[Param<'_>]) -> Result<Statement<'_>> {
        let mut statement = self.connection.prepare(sql).map_err(|e| self.explain(sql, e))?;
        if statement.column_count() == 0 || !statement.readonly() {
            // An empty statement reads nothing either.
            return Err(match sql.trim() {
                "" => {
                    StoreError::Sql { message: "the statement is empty".to_owned(), sql: String::new(), offset: None }
                }
                _ => StoreError::Writes,
            });
        }
        for (name, value) in params {
            let known = [':', '@', '$']
                .into_iter()
                .find_map(|sign| statement.parameter_index(&format!("{sign}{name}")).ok().flatten());
            let Some(index) = known else {
                return Err(StoreError::UnknownParameter { name: (*name).to_owned(), known: parameters(&statement) });
            };
            statement.raw_bind_parameter(index, value).map_err(|e| self.explain(sql, e))?;
        }
        Ok(statement)
    }

    fn explain(&self, sql: &str, error: rusqlite::Error) -> StoreError {
        match error {
            rusqlite::Error::SqlInputError { msg, offset, .. } => {
                StoreError::Sql { message: msg, sql: sql.to_owned(), offset: usize::try_from(offset).ok() }
            }
            rusqlite::Error::MultipleStatement => StoreError::ManyStatements,
            rusqlite::Error::SqliteFailure(code, Some(message))
                if matches!(code.code, rusqlite::ErrorCode::Unknown | rusqlite::ErrorCode::TypeMismatch) =>
            {
                StoreError::Sql { message, sql: sql.to_owned(), offset: None }
            }
            other => StoreError::about(self.path(), other),
        }
    }
}

fn parameters(statement: &Statement<'_>) -> Vec<String> {
    (1..=statement.parameter_count())
        .filter_map(|i| statement.parameter_name(i).map(|name| name[1..].to_owned()))
        .collect()
}

/// One row of a result; it lives only while it is handed over.
#[derive(Debug)]
pub struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
}

impl Row<'_> {
    fn get(&self, column: usize) -> Result<ValueRef<'_>> {
        Ok(self.row.get_ref(column)?)
    }

    /// A whole number, or `None` for NULL.
    ///
    /// # Errors
    /// Where the column does not exist or holds something else.
    pub fn int(&self, column: usize) -> Result<Option<i64>> {
        match self.get(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(n) => Ok(Some(n)),
            other => Err(self.wrong(column, other, "a whole number")),
        }
    }

    /// A number, or `None` for NULL.
    ///
    /// # Errors
    /// Where the column does not exist or holds something else.
    pub fn real(&self, column: usize) -> Result<Option<f64>> {
        match self.get(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(n) => Ok(Some(n as f64)),
            ValueRef::Real(x) => Ok(Some(x)),
            other => Err(self.wrong(column, other, "a number")),
        }
    }

    /// Text, borrowed from the row, or `None` for NULL.
    ///
    /// # Errors
    /// Where the column does not exist or holds something else.
    pub fn text(&self, column: usize) -> Result<Option<&str>> {
        match self.get(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Some(text)),
                Err(_) => Err(self.wrong(column, ValueRef::Text(bytes), "UTF-8 text")),
            },
            other => Err(self.wrong(column, other, "text")),
        }
    }

    /// Whether a 0/1 column is 1; `None` for NULL.
    ///
    /// # Errors
    /// Where the column does not exist or holds something else.
    pub fn flag(&self, column: usize) -> Result<Option<bool>> {
        Ok(self.int(column)?.map(|n| n != 0))
    }

    /// Whatever it is, owned.
    ///
    /// # Errors
    /// Where the column does not exist.
    pub fn value(&self, column: usize) -> Result<Value> {
        self.get(column).map(Value::from)
    }

    fn wrong(&self, column: usize, found: ValueRef<'_>, wanted: &'static str) -> StoreError {
        let found = match found {
            ValueRef::Null => "nothing",
            ValueRef::Integer(_) => "a whole number",
            ValueRef::Real(_) => "a number",
            ValueRef::Text(_) => "text",
            ValueRef::Blob(_) => "bytes",
        };
        let column = self.row.as_ref().column_name(column).unwrap_or("?").to_owned();
        StoreError::ColumnType { column, found, wanted }
    }
}
