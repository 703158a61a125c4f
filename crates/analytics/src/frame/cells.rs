//! The cells of a computed frame, column by column, for turning it into plain rows.

use chrono::NaiveDate;
use polars::prelude::*;

use super::build::day_of;
use crate::error::{Result, of};

/// Reads columns of one frame.
pub(crate) struct Cells<'f> {
    frame: &'f DataFrame,
    what: &'static str,
}

impl<'f> Cells<'f> {
    /// The cells of a frame; `what` names it in errors.
    pub(crate) const fn of(frame: &'f DataFrame, what: &'static str) -> Self {
        Self { frame, what }
    }

    fn column(&self, name: &str, dtype: &DataType) -> Result<Column> {
        self.frame.column(name).and_then(|c| c.cast(dtype)).map_err(of(self.what))
    }

    /// Text and words.
    pub(crate) fn text(&self, name: &str) -> Result<Vec<Option<String>>> {
        let column = self.column(name, &DataType::String)?;
        Ok(column.str().map_err(of(self.what))?.iter().map(|v| v.map(str::to_owned)).collect())
    }

    /// Whole numbers.
    pub(crate) fn int(&self, name: &str) -> Result<Vec<Option<i64>>> {
        let column = self.column(name, &DataType::Int64)?;
        Ok(column.i64().map_err(of(self.what))?.iter().collect())
    }

    /// Numbers.
    pub(crate) fn real(&self, name: &str) -> Result<Vec<Option<f64>>> {
        let column = self.column(name, &DataType::Float64)?;
        Ok(column.f64().map_err(of(self.what))?.iter().collect())
    }

    /// Days.
    pub(crate) fn day(&self, name: &str) -> Result<Vec<Option<NaiveDate>>> {
        let column = self.column(name, &DataType::Int32)?;
        Ok(column.i32().map_err(of(self.what))?.iter().map(|v| v.and_then(day_of)).collect())
    }
}
