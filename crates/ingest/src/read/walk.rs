//! Which files the inputs name: folders in sorted order, hidden files left out.

use std::path::{Path, PathBuf};

use crate::options::Input;
use crate::problem::{IngestError, Origin, Problem};

/// One file to read, or what stands in the way.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file with its size; whether the user named it or it was found in a folder.
    File { path: PathBuf, size: u64, named: bool },
    /// Standard input.
    Stdin,
    /// Something that cannot be read.
    Problem(Problem),
    /// All files of a folder were named.
    EndOfFolder(PathBuf),
}

/// Lists all files, in the order of the inputs and sorted within a folder. Which files of a folder
/// are read is told later, by their bytes; named ones are read whatever they are called. `except` (the manifest) is left out of folders.
pub(crate) fn walk(inputs: &[Input], except: &[PathBuf]) -> Result<Vec<Found>, IngestError> {
    let same = |a: &Path| except.iter().any(|b| a == b || (a.file_name() == b.file_name() && real(a) == real(b)));
    let mut out = Vec::new();
    for input in inputs {
        let path = match input {
            Input::Stdin => {
                out.push(Found::Stdin);
                continue;
            }
            Input::Path(path) => path,
        };
        let meta = std::fs::metadata(path).map_err(|source| IngestError::Input { path: path.clone(), source })?;
        if !meta.is_dir() {
            out.push(Found::File { path: path.clone(), size: meta.len(), named: true });
            continue;
        }
        let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
        let entries = walkdir::WalkDir::new(path).sort_by_file_name().follow_links(true).into_iter();
        for entry in entries.filter_entry(|e| !hidden(e)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() || same(entry.path()) => {}
                Ok(entry) => {
                    if !is_about_the_folder(&entry.file_name().to_string_lossy()) {
                        let size = entry.metadata().map_or(0, |m| m.len());
                        out.push(Found::File { path: entry.into_path(), size, named: false });
                    }
                }
                Err(error) => {
                    let at = error.path().unwrap_or(path).display().to_string();
                    if error.loop_ancestor().is_some() {
                        let what = "is a link to a folder that it lies in";
                        let advice = "it was not followed; its files are read once";
                        out.push(Found::Problem(Problem::warning(Origin::file(at), what, advice)));
                        continue;
                    }
                    out.push(Found::Problem(Problem::skipped(
                        Origin::file(at),
                        format!("cannot be listed: {error}"),
                        "check its permissions",
                    )));
                }
            }
        }
        out.push(Found::EndOfFolder(path.clone()));
    }
    Ok(out)
}

/// Files that tell of a folder and are no articles.
pub(crate) fn is_about_the_folder(name: &str) -> bool {
    const STEMS: [&str; 10] = [
        "readme",
        "license",
        "licence",
        "changelog",
        "copying",
        "notice",
        "makefile",
        "dockerfile",
        "robots",
        "sitemap",
    ];
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    STEMS.contains(&stem.as_str())
}

fn real(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["b.txt", "a.html", ".hidden.txt", "picture.jpg", "README.md", "z.csv"] {
            std::fs::write(dir.path().join(name), "x").expect("writable");
        }
        std::fs::create_dir(dir.path().join("c")).expect("writable");
        std::fs::write(dir.path().join("c/d.json"), "{}").expect("writable");
        let found = walk(&[Input::new(dir.path())], &[dir.path().join("z.csv")]).expect("readable");
        let names: Vec<String> = found
            .iter()
            .map(|f| match f {
                Found::File { path, .. } => path.file_name().expect("a name").to_string_lossy().into_owned(),
                Found::EndOfFolder(_) => "end".to_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(names, ["a.html", "b.txt", "d.json", "picture.jpg", "end"]);
    }

    #[test]
    fn what_does_not_exist_is_an_error() {
        let error = walk(&[Input::new("no/such/place.txt")], &[]).expect_err("nothing there");
        assert!(error.to_string().contains("no/such/place.txt"));
    }
}
