//! From files to raw articles: what each format holds, before anything is cleaned.

mod csv_rows;
mod decode;
mod fields;
mod json;
mod sniff;
mod walk;

use crate::problem::{Origin, Problem};

pub(crate) use decode::{decode_text, decompressed, failed};
pub use fields::FieldMap;
pub(crate) use fields::Given;
pub(crate) use sniff::{Compression, Format, compression_of, format_by_name, format_with};
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

/// Reads one opened file to its end.
pub(crate) fn read_stream(
    path: &str,
    format: Format,
    input: &mut dyn std::io::BufRead,
    map: &FieldMap,
    sink: &mut Sink<'_>,
) -> std::ops::ControlFlow<()> {
    use std::ops::ControlFlow::Continue;
    match format {
        Format::Json => json::read_document(path, input, map, sink),
        Format::JsonLines => json::read_lines(path, input, map, sink),
        Format::Csv => csv_rows::read(path, b',', input, map, sink),
        Format::Tsv => csv_rows::read(path, b'\t', input, map, sink),
        Format::Text | Format::Markdown | Format::Html => match decode::read_limited(input, MAX_ARTICLE) {
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
        Format::Unknown => Continue(()),
    }
}
