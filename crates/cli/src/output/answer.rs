//! What a command answers: rows with a heading, a conclusion and the next step.

use super::Cell;

/// A column of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name in CSV and JSON, in lower case; shown in capitals in tables.
    pub(crate) name: String,
    /// Who sees it.
    pub(crate) view: View,
    /// Whether a table may cut its text to fit the terminal.
    pub(crate) shrinks: bool,
}

/// Whom a column is for. People read "[121, …)"; programs read `low` and `high_open`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Everybody.
    Both,
    /// Tables only.
    People,
    /// CSV, TSV, JSON and `long` only.
    Programs,
}

impl Column {
    /// A column that everybody sees.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), view: View::Both, shrinks: false }
    }

    /// A column of running text, which tables may cut.
    pub(crate) fn text(name: impl Into<String>) -> Self {
        Self { shrinks: true, ..Self::new(name) }
    }

    /// A column of tables only.
    pub(crate) fn people(name: impl Into<String>) -> Self {
        Self { view: View::People, ..Self::new(name) }
    }

    /// A column of data formats only.
    pub(crate) fn programs(name: impl Into<String>) -> Self {
        Self { view: View::Programs, ..Self::new(name) }
    }
}

/// The values of a row, one for each column.
pub(crate) type Row = Vec<Cell>;

/// What a command answers. Formats for programs write the rows alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// The heading: what the rows are about.
    pub(crate) head: String,
    /// The heading's right side: how much lies behind it.
    pub(crate) head_note: String,
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// What to say where there are no rows.
    pub(crate) empty: String,
    /// Conclusions below the rows.
    pub(crate) foot: Vec<String>,
    /// Commands that lead on, without the program's name.
    pub(crate) next: Vec<String>,
}

impl Answer {
    /// An answer with these columns and nothing else.
    pub(crate) fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), ..Self::default() }
    }

    /// The indices of the columns that a reader sees.
    pub(crate) fn visible(&self, people: bool) -> Vec<usize> {
        let hidden = if people { View::Programs } else { View::People };
        (0..self.columns.len()).filter(|i| self.columns[*i].view != hidden).collect()
    }
}
