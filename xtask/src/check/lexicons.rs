//! Word lists are sorted, unique, and say where they come from.

use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// One line for every word list that breaks the rule. A list is a .txt or .tsv file under
/// lexicons/; its header is the `#` lines it opens with.
pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    let folder = root.join("crates");
    for entry in WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("walk {}", folder.display()))?;
        let is_list = entry.path().extension().is_some_and(|e| e == "txt" || e == "tsv");
        if !is_list || !entry.path().components().any(|part| part.as_os_str() == "lexicons") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).with_context(|| format!("read {}", entry.path().display()))?;
        let shown = entry.path().strip_prefix(root).unwrap_or(entry.path()).display().to_string();
        if !text.starts_with('#') {
            findings.push(format!("{shown}: the first line must be a # comment that says where the list is from"));
        }
        let mut last: Option<&str> = None;
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            if let Some(last) = last.filter(|last| *last >= line) {
                let what = if last == line { "stands twice" } else { "is out of order" };
                findings.push(format!("{shown}:{}: {line:?} {what}", number + 1));
                break;
            }
            last = Some(line);
        }
    }
    Ok(findings)
}
