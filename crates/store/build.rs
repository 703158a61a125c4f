//! Embeds migrations/*.sql, queries/*.sql and queries/check/*.sql, so that adding a file is all it takes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for (list, folder) in [("migrations", "migrations"), ("queries", "queries"), ("check", "queries/check")] {
        let files = embed(&here.join("../..").join(folder))?;
        fs::write(out.join(list).with_extension("rs"), files)?;
    }
    Ok(())
}

/// An array expression of (file name without extension, its text), sorted by name.
fn embed(folder: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "sql"));
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let path = fs::canonicalize(&file)?;
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string()).map_err(io::Error::other)?;
    }
    list.push(']');
    Ok(list)
}
