//! The user's own table of what is known about each file: `file,source,published,...`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::problem::{IngestError, Origin, Problem};
use crate::read::{FieldMap, Given};

/// A manifest: what is known of each file, by file name.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    path: String,
    rows: BTreeMap<String, Row>,
}

#[derive(Debug, Clone)]
struct Row {
    line: u64,
    given: Given,
}

impl Manifest {
    /// Reads a manifest in CSV (or TSV, by its name). It needs a column `file` (or `path`, `filename`); the other columns
    /// are those of a record: source, published, title, url, byline, lang, id.
    ///
    /// # Errors
    /// [`IngestError::Input`] where it cannot be opened, [`IngestError::Manifest`] where it
    /// is no table, has no column `file`, or names a file twice.
    pub fn read(path: &Path) -> Result<Self, IngestError> {
        let bytes = std::fs::read(path).map_err(|source| IngestError::Input { path: path.to_path_buf(), source })?;
        let (text, _) = crate::read::decode_text(&bytes, None);
        let bad = |what: String| IngestError::Manifest { path: path.to_path_buf(), what };
        let tsv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("tsv"));
        let mut table = csv::ReaderBuilder::new()
            .delimiter(if tsv { b'\t' } else { b',' })
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = table.headers().map_err(|e| bad(e.to_string()))?.clone();
        let is_file =
            |name: &str| matches!(name.to_ascii_lowercase().as_str(), "file" | "path" | "filename" | "file_name");
        let Some(file_column) = header.iter().position(is_file) else {
            let columns: Vec<&str> = header.iter().collect();
            return Err(bad(format!(
                "it has no column \"file\" (its columns: {}); add one with the file names",
                columns.join(", ")
            )));
        };
        let map = FieldMap::default();
        let mut rows = BTreeMap::new();
        for record in table.records() {
            let record = record.map_err(|e| bad(e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let Some(file) = record.get(file_column).filter(|f| !f.is_empty()) else { continue };
            let cells = header.iter().zip(record.iter()).filter(|(name, _)| !is_file(name));
            let row = Row { line, given: map.given_of_cells(cells) };
            if let Some(before) = rows.insert(normal(file), row) {
                return Err(bad(format!("{file} stands on line {} and on line {line}; keep one", before.line)));
            }
        }
        Ok(Self { path: path.display().to_string(), rows })
    }

    /// The file it was read from.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What is known of a file: its whole path, its path's end, or its bare name is looked up.
    pub(crate) fn get(&self, path: &str) -> Option<(&str, &Given)> {
        let path = normal(path);
        let mut tail = path.as_str();
        loop {
            if let Some((file, row)) = self.rows.get_key_value(tail) {
                return Some((file, &row.given));
            }
            tail = tail.split_once(['/', '!'])?.1;
        }
    }

    /// The rows whose files were never met, as warnings.
    pub(crate) fn unmet(&self, met: &std::collections::BTreeSet<String>) -> Vec<Problem> {
        let rows = self.rows.iter().filter(|(file, _)| !met.contains(*file));
        rows.map(|(file, row)| {
            Problem::warning(
                Origin::record(&self.path, row.line, Some(row.line)),
                format!("no input is named {file}"),
                "correct the name or take the line out",
            )
        })
        .collect()
    }
}

fn normal(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches("./").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(text: &str) -> Result<Manifest, IngestError> {
        let file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a temporary file");
        std::fs::write(file.path(), text).expect("writable");
        Manifest::read(file.path())
    }

    #[test]
    fn rows_are_found_by_name_and_by_path() {
        let m = manifest("file,source,published\na.txt,The Marlow Post,2015-11-22\nsub/b.txt,,\n").expect("a manifest");
        let (_, given) = m.get("some/where/a.txt").expect("by name");
        assert_eq!(given.source.as_deref(), Some("The Marlow Post"));
        assert_eq!(given.published.as_deref(), Some("2015-11-22"));
        assert!(m.get("sub/b.txt").is_some_and(|(_, g)| g.source.is_none()));
        assert!(m.get("b.txt").is_none());
        let met = ["a.txt".to_owned()].into();
        assert_eq!(m.unmet(&met).len(), 1);
        assert!(m.unmet(&met)[0].to_string().contains("sub/b.txt"));
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        let message = |text| manifest(text).expect_err("refused").to_string();
        assert!(message("name,source\na,b\n").contains("no column \"file\""));
        assert!(message("file\na.txt\na.txt\n").contains("keep one"));
    }
}
