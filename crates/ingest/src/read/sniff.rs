//! Which format a file has: by its name, by its first bytes where the name says nothing.

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    Csv,
    Tsv,
    /// A name that says nothing, or no format of ours.
    Unknown,
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// The format that a file name tells, the ending of a packed file aside.
pub(crate) fn format_by_name(name: &str) -> Format {
    let lower = name.to_ascii_lowercase();
    let stem = [".gz", ".zst", ".zstd"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    match stem.rsplit_once('.').map(|(_, extension)| extension) {
        Some("txt" | "text") => Format::Text,
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm" | "xhtml") => Format::Html,
        Some("json") => Format::Json,
        Some("jsonl" | "ndjson" | "jl") => Format::JsonLines,
        Some("csv") => Format::Csv,
        Some("tsv" | "tab") => Format::Tsv,
        _ => Format::Unknown,
    }
}

/// The format by name and first bytes: what the name leaves open the bytes decide, and a page
/// saved as .txt is still a page.
pub(crate) fn format_with(named: Format, head: &[u8]) -> Format {
    match named {
        Format::Unknown => format_of(head),
        Format::Text => {
            let start = String::from_utf8_lossy(&head[..head.len().min(64)]).trim_start().to_lowercase();
            let page = start.starts_with("<!doctype html") || start.starts_with("<html");
            if page { Format::Html } else { Format::Text }
        }
        other => other,
    }
}

/// The packing that the first bytes tell.
pub(crate) fn compression_of(head: &[u8]) -> Compression {
    match head {
        [0x1F, 0x8B, ..] => Compression::Gzip,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Compression::Zstd,
        _ => Compression::None,
    }
}

/// The format that the first bytes (unpacked) tell; plain text where nothing else fits.
pub(crate) fn format_of(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.trim_ascii_start();
    let lower = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.contains("<html") {
        return Format::Html;
    }
    match head.first() {
        // One object a line, or one object over many lines?
        Some(b'{') => {
            let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
            let cut = line.len() == head.len();
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            let long = cut && lower.contains("\":");
            if whole || long { Format::JsonLines } else { Format::Json }
        }
        Some(b'[') if lower.contains('{') => Format::Json,
        _ => {
            let first = lower.lines().next().unwrap_or_default();
            let columns = |mark| first.split(mark).map(|c: &str| c.trim_matches(['"', ' ']).to_owned());
            let known = |mark| columns(mark).filter(|c| super::fields::is_known(c)).count();
            if known('\t') >= 2 {
                Format::Tsv
            } else if known(',') >= 2 {
                Format::Csv
            } else {
                Format::Text
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(format_by_name("a/b.JSONL.gz"), Format::JsonLines);
        assert_eq!(format_by_name("page.htm.zst"), Format::Html);
        assert_eq!(format_by_name("notes.txt"), Format::Text);
        assert_eq!(format_by_name("Makefile"), Format::Unknown);
        assert_eq!(format_with(Format::Text, b"<!DOCTYPE html>"), Format::Html);
    }

    #[test]
    fn contents() {
        assert_eq!(format_of(b"  <!DOCTYPE html><html>"), Format::Html);
        assert_eq!(format_of(b"{\"title\": \"a\"}\n{\"title\": \"b\"}\n"), Format::JsonLines);
        assert_eq!(format_of(b"{\n  \"title\": \"a\"\n}\n"), Format::Json);
        assert_eq!(format_of(b"[{\"title\": \"a\"}]"), Format::Json);
        assert_eq!(format_of(b"title,text,date\n1,2,3\n"), Format::Csv);
        assert_eq!(format_of(b"title\ttext\n1\t2\n"), Format::Tsv);
        assert_eq!(format_of(b"Mayor opens bridge\n\nThe mayor, 54, opened it."), Format::Text);
        assert_eq!(format_of(b""), Format::Text);
    }
}
