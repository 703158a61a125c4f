//! A hash over the files that decide what the program finds; the build scripts of nlp and ingest share it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Gives the crate the hash of its folders as the environment variable `name`.
pub(crate) fn tell(name: &str, folders: &[&str]) -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let mut hash = blake3::Hasher::new();
    for folder in folders {
        println!("cargo::rerun-if-changed={}", here.join(folder).display());
        add(&here.join(folder), &mut hash)?;
    }
    println!("cargo::rustc-env={name}={}", hash.finalize().to_hex());
    Ok(())
}

/// Adds the names and bytes of all files below a folder, in order.
fn add(folder: &Path, hash: &mut blake3::Hasher) -> io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            add(&path, hash)?;
        } else {
            let bytes = fs::read(&path)?;
            hash.update(path.file_name().unwrap_or_default().as_encoded_bytes());
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(&bytes);
        }
    }
    Ok(())
}
