//! From files to raw articles: what each format holds, before anything is cleaned.

#[cfg(feature = "archives")]
mod archive;
mod csv_rows;
mod decode;
#[cfg(feature = "feeds")]
mod feed;
mod fields;
mod guard;
mod json;
#[cfg(feature = "parquet")]
mod parquet_rows;
mod sniff;
mod walk;
#[cfg(feature = "warc")]
mod warc;

use crate::problem::{Origin, Problem};

#[cfg(feature = "archives")]
pub(crate) use archive::{Member, tar_members, zip_members};
pub(crate) use decode::{decode_text, decompressed, failed, from_utf16, peeked, read_limited};
pub use fields::FieldMap;
pub(crate) use fields::Given;
#[cfg(feature = "parquet")]
pub(crate) use parquet_rows::read as read_parquet;
pub(crate) use sniff::{
    Compression, Format, compression_of, extension, format_by_name, format_with, is_only_unpacked, utf16_of,
};
#[cfg(feature = "archives")]
pub(crate) use walk::is_about_the_folder;
pub(crate) use walk::{Found, walk};

/// One article as it was read: what the input says about it, and its text before cleaning.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawArticle {
    /// Where it was read.
    pub(crate) origin: Origin,
    /// What the record says of itself.
    pub(crate) given: Given,
    /// What the manifest says of its file.
    pub(crate) listed: Option<Given>,
    /// How `03/04/16` is to be read in its file, where that is known.
    pub(crate) order: Option<crate::dates::DayOrder>,
    /// Its text.
    pub(crate) content: Content,
}

/// The text of a raw article, by the way it has to be cleaned.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// A whole file of plain text, not decoded yet.
    Text(Vec<u8>),
    /// A Markdown file, not decoded yet.
    Markdown(Vec<u8>),
    /// A web page, not decoded yet.
    Html(Vec<u8>),
    /// A record's own text: kept as it is, offsets count in it.
    Record(String),
    /// A page inside a record.
    RecordHtml(String),
}

/// What a reader hands on: an article, or why there is none.
pub(crate) type Read = Result<RawArticle, Problem>;

/// Takes what a reader finds; `Break` stops it.
pub(crate) type Sink<'a> = dyn FnMut(Read) -> std::ops::ControlFlow<()> + 'a;

/// The largest file read whole, and the largest record: more is no news article but a
/// decompression bomb or the wrong file.
pub(crate) const MAX_ARTICLE: u64 = 64 << 20;

/// The most that is held in memory of a table or archive that is not a plain file and has to be sought
/// in, and of a dump in UTF-16.
pub(crate) const MAX_HELD: u64 = 512 << 20;

/// Reads one opened file to its end.
pub(crate) fn read_stream(
    path: &str,
    format: Format,
    input: &mut dyn std::io::BufRead,
    map: &FieldMap,
    sink: &mut Sink<'_>,
) -> std::ops::ControlFlow<()> {
    match format {
        Format::Json => json::read_document(path, input, map, sink),
        Format::JsonLines => json::read_lines(path, input, map, sink),
        Format::Csv => csv_rows::read(path, None, input, map, sink),
        Format::Tsv => csv_rows::read(path, Some(b'\t'), input, map, sink),
        #[cfg(feature = "feeds")]
        Format::Feed => feed::read(path, input, sink),
        #[cfg(feature = "warc")]
        Format::Warc => warc::read(path, input, sink),
        #[cfg(feature = "parquet")]
        Format::Parquet => match read_limited(input, MAX_HELD) {
            Ok(bytes) => read_parquet(path, bytes::Bytes::from(bytes), map, sink),
            Err(failure) => sink(Err(failure.at(path))),
        },
        Format::Text | Format::Markdown | Format::Html | Format::Unknown => match read_limited(input, MAX_ARTICLE) {
            Ok(bytes) => sink(Ok(RawArticle {
                origin: Origin::file(path),
                given: Given::default(),
                listed: None,
                order: None,
                content: match format {
                    Format::Html => Content::Html(bytes),
                    Format::Markdown => Content::Markdown(bytes),
                    _ => Content::Text(bytes),
                },
            })),
            Err(problem) => sink(Err(problem.at(path))),
        },
        Format::Foreign(what) => sink(Err(Problem::skipped(
            Origin::file(path),
            format!("is {what}"),
            "save it as text or as a web page, or leave it out",
        ))),
        Format::Misnamed(what) => sink(Err(misnamed(path, what))),
        // Archives are opened by the reader thread, which reads what they hold.
        #[allow(unreachable_patterns, reason = "reached where a reader is not built in")]
        Format::Feed | Format::Warc | Format::Parquet | Format::Zip | Format::Tar => {
            sink(Err(not_built_in(path, format)))
        }
    }
}

/// The problem of a file whose name promises what its first bytes do not hold.
pub(crate) fn misnamed(path: &str, what: &str) -> Problem {
    let advice = "check that the file is whole, or give it the ending of what it holds";
    Problem::skipped(Origin::file(path), format!("is not {what}, though its name says so"), advice)
}

/// The problem of a format whose reader was left out of this program.
fn not_built_in(path: &str, format: Format) -> Problem {
    let (name, feature) = match format {
        Format::Feed => ("a feed", "feeds"),
        Format::Warc => ("a web archive", "warc"),
        Format::Parquet => ("a Parquet table", "parquet"),
        _ => ("an archive", "archives"),
    };
    let what = format!("is {name}, which this program was built without");
    Problem::skipped(Origin::file(path), what, format!("build it with the feature {feature}"))
}
