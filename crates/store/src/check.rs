//! Whether a database is what it should be: sound as a file, and true to its texts.
//!
//! Each file of queries/check/ gives (row, what is wrong) for every row that fails, and opens
//! with its name: `/* ranges: stored ranges that do not give their stored text */`.

use crate::error::Result;
use crate::reader::Reader;
use crate::value::Value;

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/check.rs"));

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// Which check found it ("ranges").
    pub check: &'static str,
    /// The row, as `show` takes it ("claim:41"); empty for the file as a whole.
    pub row: String,
    /// What is wrong.
    pub what: String,
}

/// Runs every check; no finding means that all is well.
///
/// # Errors
/// Where the database cannot be read at all.
pub fn check(reader: &Reader) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (_, sql) in FILES {
        for row in reader.table(sql, &[])?.rows {
            let [row, what] = row.as_slice() else { continue };
            findings.push(Finding { check: name(sql), row: Value::to_string(row), what: Value::to_string(what) });
        }
    }
    findings.extend(crate::decisions::lost(reader)?);
    Ok(findings)
}

/// "ranges" of `/* ranges: stored ... */`.
fn name(sql: &'static str) -> &'static str {
    sql.strip_prefix("/* ").and_then(|s| s.split_once(':')).map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_its_name() {
        let names: Vec<&str> = FILES.iter().map(|(_, sql)| name(sql)).collect();
        assert!(names.len() >= 10 && names.iter().all(|n| !n.is_empty()), "{names:?}");
    }
}
