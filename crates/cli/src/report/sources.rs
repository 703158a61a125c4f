//! The sources of a report, each with one mark everywhere.

use std::collections::BTreeSet;

use parallax_store::Reader;

use super::build::legend_entry;
use super::chart::Mark;
use super::page::LegendEntry;
use crate::failure::Failure;
use crate::lists;
use crate::rows::Rows;

/// The sources in the order of their marks: most articles first.
#[derive(Debug)]
pub(crate) struct Sources {
    names: Vec<String>,
}

impl Sources {
    /// Reads them.
    pub(crate) fn read(reader: &Reader) -> Result<Self, Failure> {
        let rows = Rows::ask(reader, lists::SOURCES, &[])?;
        Ok(Self { names: rows.iter().map(|r| r.text("source").to_owned()).collect() })
    }

    /// Their names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The number of a source; one that is not listed shares the last number.
    pub(crate) fn index(&self, name: &str) -> usize {
        self.names.iter().position(|n| n == name).unwrap_or(self.names.len())
    }

    /// The mark of a source.
    pub(crate) fn mark(&self, name: &str) -> Mark {
        Mark::of(self.index(name))
    }

    /// The legend of a chart of these sources.
    pub(crate) fn legend(&self, shown: &BTreeSet<String>) -> Vec<LegendEntry> {
        let named = self.names.iter().enumerate().filter(|(_, name)| shown.contains(*name));
        named.map(|(i, name)| legend_entry(name, Mark::of(i).key())).collect()
    }
}
