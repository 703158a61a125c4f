//! The import graph of ARCHITECTURE.md: who may import whom, and nothing else.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

/// Each library and the members of the workspace that it may depend on. The command line,
/// the tests and xtask see all.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("records", &[]),
    ("nlp", &["records"]),
    ("store", &["records"]),
    ("ingest", &["records", "nlp", "store"]),
    ("analytics", &["records", "store"]),
    ("team", &["records", "store"]),
];

/// Outside crates that only one library may use, because they are its reason to exist.
const OWNED: &[(&str, &str)] =
    &[("polars", "analytics"), ("polars-io", "analytics"), ("rusqlite", "store"), ("sqlx", "team")];

/// One line for every dependency that the graph does not allow. Dev-dependencies are free.
pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (library, allowed) in MAY_IMPORT {
        let manifest = root.join("crates").join(library).join("Cargo.toml");
        if !manifest.exists() {
            continue;
        }
        let text = std::fs::read_to_string(&manifest).with_context(|| format!("read {}", manifest.display()))?;
        let parsed: toml::Table = text.parse().with_context(|| format!("parse {}", manifest.display()))?;
        let used: BTreeSet<&str> = ["dependencies", "build-dependencies"]
            .iter()
            .filter_map(|key| parsed.get(*key)?.as_table())
            .flat_map(|table| table.keys().map(String::as_str))
            .collect();
        for name in used {
            match name.strip_prefix("parallax-") {
                Some(member) if !allowed.contains(&member) => {
                    findings.push(format!("crates/{library}/Cargo.toml: {library} may not import {member}"));
                }
                _ => {}
            }
            for (owned, owner) in OWNED {
                if name == *owned && library != owner {
                    findings.push(format!("crates/{library}/Cargo.toml: only {owner} may use {owned}"));
                }
            }
        }
    }
    Ok(findings)
}
