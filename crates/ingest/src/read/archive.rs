//! Zip and tar archives: folders in one file. Their members go through the same readers as
//! files do; a path inside is only a label ("dump.zip!2019/a.html") and is never written to.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use super::decode::failed;
use super::guard::{Guard, Packed};
use crate::problem::{Origin, Problem};

/// A file inside an archive, with its path behind the archive's ("a.zip!b/c.txt").
pub(crate) struct Member<'m> {
    pub(crate) path: String,
    pub(crate) input: &'m mut dyn Read,
}

/// Takes what an archive holds; `Break` stops it.
pub(crate) type EachMember<'a> = dyn FnMut(Result<Member<'_>, Problem>) -> ControlFlow<()> + 'a;

/// Hands on the files of a zip archive, in the order of its table of contents. Of one that breaks off
/// (and so has none) the files before the break are read.
pub(crate) fn zip_members(path: &str, mut input: impl Read + Seek, each: &mut EachMember<'_>) -> ControlFlow<()> {
    let mut archive = match zip::ZipArchive::new(&mut input) {
        Ok(archive) => archive,
        Err(_) => {
            let what = "is no whole zip archive: its table of contents cannot be read, only the files before the break";
            each(Err(Problem::warning(Origin::file(path), what, "check that the file is whole")))?;
            return match input.rewind() {
                Ok(()) => members_before_the_break(path, &mut input, each),
                Err(error) => each(Err(failed(path, error))),
            };
        }
    };
    let office = archive.file_names_raw().any(|name| matches!(name, b"[Content_Types].xml" | b"mimetype"));
    if office {
        let what = "is an Office document or a book, no archive of articles";
        return each(Err(Problem::skipped(Origin::file(path), what, "save it as text or as a web page")));
    }
    for i in 0..archive.len() {
        let (name, packed) = match archive.by_index_raw(i) {
            Ok(raw) if !raw.is_file() => continue,
            Ok(raw) => (label(path, raw.name_raw()), raw.compressed_size()),
            Err(error) => {
                each(Err(unreadable(format!("{path}!#{}", i + 1), &error)))?;
                continue;
            }
        };
        match archive.by_index(i) {
            Ok(member) => {
                let mut input = Guard::new(member, Packed::known(packed));
                each(Ok(Member { path: name, input: &mut input }))?;
            }
            Err(error) => each(Err(unreadable(name, &error)))?,
        }
    }
    ControlFlow::Continue(())
}

/// Reads a zip archive from its beginning, by the head that stands before each file.
fn members_before_the_break(path: &str, mut input: &mut dyn Read, each: &mut EachMember<'_>) -> ControlFlow<()> {
    // The end is the problem that was told already.
    while let Ok(Some(member)) = zip::read::read_zipfile_from_stream(&mut input) {
        // What was read as a head may be none.
        if !member.is_file() || member.name_raw().is_empty() {
            continue;
        }
        let (name, packed) = (label(path, member.name_raw()), Packed::known(member.compressed_size()));
        let mut guarded = Guard::new(member, packed);
        each(Ok(Member { path: name, input: &mut guarded }))?;
        // The next head stands behind this file, read or not.
        if std::io::copy(&mut guarded, &mut std::io::sink()).is_err() {
            break;
        }
    }
    ControlFlow::Continue(())
}

fn unreadable(name: String, error: &zip::result::ZipError) -> Problem {
    Problem::skipped(
        Origin::file(name),
        format!("cannot be unpacked: {error}"),
        "unpack it yourself and read the folder",
    )
}

/// Hands on the files of a tar archive, in order.
pub(crate) fn tar_members(path: &str, input: &mut dyn Read, each: &mut EachMember<'_>) -> ControlFlow<()> {
    let mut archive = tar::Archive::new(input);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return each(Err(failed(path, error))),
    };
    let mut files = 0;
    for entry in entries {
        match entry {
            Ok(mut entry) if entry.header().entry_type().is_file() => {
                files += 1;
                let path = label(path, &entry.path_bytes());
                each(Ok(Member { path, input: &mut entry }))?;
            }
            Ok(_) => {}
            Err(error) => {
                // The bomb's own words, and none of tar's, which show the bytes.
                let bomb = std::error::Error::source(&error).and_then(|s| s.downcast_ref::<super::guard::Bomb>());
                let before = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
                let what = match bomb {
                    Some(bomb) => format!("cannot be read on after {before}: {bomb}"),
                    None if error.to_string().contains("EOF") || error.to_string().contains("entire block") => {
                        format!("breaks off after {before}")
                    }
                    None => format!("is damaged after {before}: what follows is no entry of a tar archive"),
                };
                return each(Err(Problem::skipped(Origin::file(path), what, "check that the file is whole")));
            }
        }
    }
    ControlFlow::Continue(())
}

/// The path of a member: readable, on one line.
fn label(archive: &str, name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    format!("{archive}!{}", name.trim_start_matches("./"))
}
