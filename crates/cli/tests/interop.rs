//! The database and the export in the hands of released tools: sqlite3, sqlite-utils,
//! Datasette, DuckDB, pandas, pyarrow and Python's polars, as `.ci/run` installs them.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python that has the packages of tests/interop/requirements.txt, or `None` with a word
/// of why; a CI run never goes without.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("PARALLAX_PYTHON").map(PathBuf::from);
    if named.is_none() {
        assert!(std::env::var_os("CI").is_none(), "PARALLAX_PYTHON must name the interop tests' Python under CI");
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: PARALLAX_PYTHON names no Python with the packages of tests/interop/requirements.txt");
        }
    }
    named
}

#[test]
fn released_tools_read_the_database_and_the_export() {
    let Some(python) = python() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let place = tempfile::tempdir().expect("a temporary folder");
    let export = place.path().join("export");
    let folder = export.to_str().expect("a path of UTF-8");
    support::on_demo(&["export", folder, "--to", "parquet"]).assert().success();
    let (duckdb, notebook) = (place.path().join("duckdb"), place.path().join("notebook"));
    support::on_demo(&["queries", "copy"])
        .arg(&duckdb)
        .args(["--dialect", "duckdb", "--export", folder])
        .assert()
        .success();
    support::on_demo(&["notebook"]).arg(&notebook).assert().success();
    let metadata = place.path().join("metadata.json");
    support::on_demo(&["datasette"]).arg(&metadata).assert().success();
    let output = Command::new(python)
        .arg(root.join("tests/interop/released_tools.py"))
        .args([support::demo().join("parallax.db"), export, root.join("queries"), duckdb, notebook, metadata])
        .output()
        .expect("Python runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
