//! The formats every list can be had in.

use std::path::Path;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns for people, with a heading and the next step.
    Table,
    /// One field a line, for rows too wide for a table.
    Long,
    /// Comma-separated values with a header line.
    Csv,
    /// Tab-separated values with a header line.
    Tsv,
    /// One JSON array of objects.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A Markdown table.
    Markdown,
}

impl Format {
    /// The format that a file's name asks for.
    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Table),
            _ => None,
        }
    }

    /// Whether it is meant to be read by people, in the shape of an answer.
    pub(crate) const fn is_for_people(self) -> bool {
        matches!(self, Self::Table | Self::Long | Self::Markdown)
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_names_the_format() {
        let of = |name: &str| Format::of_path(Path::new(name));
        assert_eq!(of("a/toll.CSV"), Some(Format::Csv));
        assert_eq!(of("rows.ndjson"), Some(Format::Jsonl));
        assert_eq!(of("toll.md"), Some(Format::Markdown));
        assert_eq!(of("csv"), None, "a name without extension says nothing");
        assert_eq!(of("toll.xlsx"), None);
    }
}
