//! A file holds one idea: source files beyond 800 lines of code are refused.

use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

const MOST_LINES: usize = 800;

/// One line for every source file that is too long, its tests left out.
pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for folder in ["crates", "tests", "xtask"] {
        let walk = WalkDir::new(root.join(folder)).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|e| e.file_name() != "target") {
            let entry = entry?;
            if entry.path().extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let text =
                std::fs::read_to_string(entry.path()).with_context(|| format!("read {}", entry.path().display()))?;
            let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
            if lines > MOST_LINES {
                let shown = entry.path().strip_prefix(root).unwrap_or(entry.path());
                findings.push(format!("{}: {lines} lines; split it by idea", shown.display()));
            }
        }
    }
    Ok(findings)
}
