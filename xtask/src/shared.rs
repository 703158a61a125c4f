//! The folder of training and development data, which is never part of the repository.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Where the data lies.
pub(crate) struct Shared {
    root: PathBuf,
}

impl Shared {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// A file or folder of the data, by its path inside; an error that says what to do where it is missing.
    pub(crate) fn path(&self, inside: impl AsRef<Path>) -> Result<PathBuf> {
        let path = self.root.join(inside);
        path.try_exists()
            .ok()
            .filter(|there| *there)
            .map(|_| path.clone())
            .with_context(|| format!("{} is missing; name the data folder with --shared", path.display()))
    }
}

/// The folder of this repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
