//! Rows of the database on their way to an answer.

use parallax_records::Interval;
use parallax_store::{Param, Reader, Table, Value};

use crate::failure::Failure;
use crate::output::{Answer, Cell, Column};

/// A result whose columns are asked for by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    table: Table,
}

/// One row of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowRef<'t> {
    table: &'t Table,
    row: &'t [Value],
}

impl Rows {
    /// Runs one of [`crate::lists`]. Parameters that are not given are NULL.
    pub(crate) fn ask(reader: &Reader, list: &str, params: &[Param<'_>]) -> Result<Self, Failure> {
        Ok(Self { table: reader.table(list, params)? })
    }

    /// The rows of a result that was had elsewhere.
    pub(crate) const fn of(table: Table) -> Self {
        Self { table }
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.table.rows.len()
    }

    /// Keeps the first `most` rows.
    pub(crate) fn truncate(&mut self, most: usize) {
        self.table.rows.truncate(most);
    }

    /// Keeps the rows that `wanted` accepts.
    pub(crate) fn keep(&mut self, wanted: impl Fn(RowRef<'_>) -> bool) {
        let keep: Vec<bool> = self.iter().map(wanted).collect();
        let mut keep = keep.into_iter();
        self.table.rows.retain(|_| keep.next().unwrap_or(true));
    }

    /// The rows in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = RowRef<'_>> {
        self.table.rows.iter().map(|row| RowRef { table: &self.table, row })
    }

    /// The first row.
    pub(crate) fn first(&self) -> Option<RowRef<'_>> {
        self.iter().next()
    }

    /// An answer whose data columns are the result's own. `people` names the columns of the
    /// table that people see; `shown` fills them.
    pub(crate) fn answer(
        &self,
        people: impl IntoIterator<Item = Column>,
        shown: impl Fn(RowRef<'_>) -> Vec<Cell>,
    ) -> Answer {
        let mut columns: Vec<Column> =
            people.into_iter().map(|c| Column { view: crate::output::View::People, ..c }).collect();
        columns.extend(self.table.columns.iter().map(Column::programs));
        let mut answer = Answer::new(columns);
        answer.rows = self
            .iter()
            .map(|row| {
                let mut cells = shown(row);
                cells.extend(row.row.iter().map(Cell::from));
                cells
            })
            .collect();
        answer
    }

    /// An answer that shows everybody the same columns.
    pub(crate) fn plain_answer(&self) -> Answer {
        let mut answer = Answer::new(self.table.columns.iter().map(Column::text));
        answer.rows = self.table.rows.iter().map(|row| row.iter().map(Cell::from).collect()).collect();
        answer
    }
}

impl<'t> RowRef<'t> {
    fn value(self, column: &str) -> Option<&'t Value> {
        self.table.column(column).and_then(|i| self.row.get(i))
    }

    /// A text; empty where there is none.
    pub(crate) fn text(self, column: &str) -> &'t str {
        self.value(column).and_then(Value::as_str).unwrap_or_default()
    }

    /// A whole number.
    pub(crate) fn int(self, column: &str) -> Option<i64> {
        self.value(column).and_then(Value::as_i64)
    }

    /// A number.
    pub(crate) fn real(self, column: &str) -> Option<f64> {
        self.value(column).and_then(Value::as_f64)
    }

    /// Whether a 0/1 column is 1.
    pub(crate) fn flag(self, column: &str) -> bool {
        self.int(column).is_some_and(|n| n != 0)
    }

    /// The interval of a figure's row.
    pub(crate) fn interval(self) -> Interval {
        Interval {
            low: self.real("low"),
            high: self.real("high"),
            low_open: self.flag("low_open"),
            high_open: self.flag("high_open"),
            approximate: self.flag("approximate"),
        }
    }

    /// The value as a cell.
    pub(crate) fn cell(self, column: &str) -> Cell {
        self.value(column).map_or(Cell::Null, Cell::from)
    }

    /// A reference to a row of the database ("claim:41") from the column that holds its id.
    pub(crate) fn id(self, kind: &str, column: &str) -> Cell {
        self.int(column).map_or(Cell::Null, |n| Cell::Text(format!("{kind}:{n}")))
    }
}

impl From<&Value> for Cell {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(n) => Self::Int(*n),
            Value::Real(n) => Self::Real(*n),
            Value::Text(text) => Self::Text(text.clone()),
        }
    }
}
