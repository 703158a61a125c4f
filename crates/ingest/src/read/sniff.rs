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
    /// RSS or Atom.
    Feed,
    /// A web archive.
    Warc,
    Parquet,
    Zip,
    Tar,
    /// Something that is no text, in words: "a PDF".
    Foreign(&'static str),
    /// Something else than what its name says, in words: "a zip archive".
    Misnamed(&'static str),
    /// A name that says nothing.
    Unknown,
}

impl Format {
    /// Whether a file of this format holds other files.
    pub(crate) fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Tar)
    }
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// The ending of a name in lower case, the ending of a packed file aside; `None` where it has none.
/// What a mirrored address adds is cut off: "story.html?page=2".
pub(crate) fn extension(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\', '!']).next().unwrap_or(name).to_ascii_lowercase();
    let stem = [".gz", ".zst", ".zstd"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    let (_, extension) = stem.rsplit_once('.')?;
    let end = extension.find(['?', '&', '@', ',', ' ']).unwrap_or(extension.len());
    (end > 0).then(|| extension[..end].to_owned())
}

/// The format that a file name tells, the ending of a packed file aside.
pub(crate) fn format_by_name(name: &str) -> Format {
    match extension(name).as_deref() {
        Some("txt" | "text") => Format::Text,
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm" | "xhtml" | "shtml") => Format::Html,
        Some("json") => Format::Json,
        Some("jsonl" | "ndjson" | "jl") => Format::JsonLines,
        Some("csv") => Format::Csv,
        Some("tsv" | "tab") => Format::Tsv,
        Some("rss" | "atom" | "rdf" | "xml") => Format::Feed,
        Some("warc" | "wet") => Format::Warc,
        Some("parquet" | "pq") => Format::Parquet,
        Some("zip") => Format::Zip,
        Some("tar" | "tgz" | "tzst") => Format::Tar,
        _ => Format::Unknown,
    }
}

/// The format by name and first bytes: what the name leaves open the bytes decide, and what no text
/// can begin with is never read as one. A page saved as .txt is still a page.
pub(crate) fn format_with(named: Format, head: &[u8]) -> Format {
    if let Some(format) = by_mark(named, head) {
        return format;
    }
    let promised = match named {
        Format::Zip => Some("a zip archive"),
        Format::Tar => Some("a tar archive"),
        Format::Parquet => Some("a Parquet table"),
        Format::Warc => Some("a web archive"),
        _ => None,
    };
    if let Some(promised) = promised {
        // A page in place of an archive is certain; what is left of a broken one may read like a text.
        let found = format_of(head);
        let vague = matches!(found, Format::Text | Format::Csv | Format::Tsv);
        return if vague { Format::Misnamed(promised) } else { found };
    }
    match named {
        Format::Unknown => format_of(head),
        Format::Text if is_page(&lower(head)) => Format::Html,
        // An error page in place of the feed.
        Format::Feed if !is_feed(&lower(head)) && is_page(&lower(head)) => Format::Html,
        other => other,
    }
}

/// Whether a file that is not packed, whatever its name says, may be what else its name says: a text proves
/// nothing, what is left of a broken file may read like one.
pub(crate) fn is_only_unpacked(name: &str, format: Format, head: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let packed = [".gz", ".tgz", ".zst", ".zstd", ".tzst"].iter().any(|end| name.ends_with(end));
    !packed || format_of(head) == format && format != Format::Text
}

/// The format that the mark of a binary format tells.
fn by_mark(named: Format, head: &[u8]) -> Option<Format> {
    const MARKS: [(&[u8], &str); 14] = [
        (b"%PDF-", "a PDF"),
        (b"\xFF\xD8\xFF", "a picture (JPEG)"),
        (b"\x89PNG\r\n", "a picture (PNG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"\xD0\xCF\x11\xE0", "an Office document"),
        (b"{\\rtf", "a rich text document (RTF)"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x7FELF", "a program"),
        (b"\xFD7zXZ\0", "packed with xz"),
        (b"BZh91AY&SY", "packed with bzip2"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"Rar!\x1A\x07", "a RAR archive"),
        (b"ID3", "a sound file"),
        (b"\0\0\0", "a binary file"),
    ];
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Some(Format::Zip),
        [b'P', b'A', b'R', b'1', next, ..] if *next < b' ' => return Some(Format::Parquet),
        _ if head.starts_with(b"WARC/") && head.contains(&b'\n') => return Some(Format::Warc),
        _ if head.get(257..262) == Some(b"ustar") => return Some(Format::Tar),
        _ if named == Format::Tar && head.contains(&0) => return Some(Format::Tar),
        _ => {}
    }
    if let Some((_, what)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Some(Format::Foreign(what));
    }
    let start = &head[..head.len().min(2048)];
    (start.contains(&0) && utf16_of(start).is_none()).then_some(Format::Foreign("a binary file"))
}

/// UTF-16, by its mark or by the zeros of its Latin letters.
pub(crate) fn utf16_of(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match head {
        [0xFF, 0xFE, 0, 0, ..] => return None,
        [0xFF, 0xFE, ..] => return Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let pairs = head.len().min(1024) / 2;
    let zeros = |odd: usize| head.chunks_exact(2).take(pairs).filter(|pair| pair[odd] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let mostly = |many: usize, few: usize| pairs >= 4 && many * 10 >= pairs * 7 && few * 20 <= pairs;
    if mostly(second, first) {
        Some(encoding_rs::UTF_16LE)
    } else if mostly(first, second) {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
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

/// The first bytes as text in lower case, marks and leading space aside.
fn lower(head: &[u8]) -> String {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    String::from_utf8_lossy(&head[..head.len().min(4096)]).to_lowercase()
}

/// Whether a text in lower case begins as a web page does.
fn is_page(lower: &str) -> bool {
    if !lower.starts_with('<') {
        return false;
    }
    let tags = |names: &[&str]| names.iter().map(|name| lower.matches(name).count()).sum::<usize>();
    lower.starts_with("<!doctype html")
        || lower.contains("<html")
        || lower.contains("<body")
        || tags(&["<p>", "<p ", "<div", "<a href", "<h1", "<h2", "<meta"]) >= 3
}

fn is_feed(lower: &str) -> bool {
    lower.starts_with('<') && ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| lower.contains(root))
}

/// The format that the first bytes (unpacked) tell; plain text where nothing else fits.
pub(crate) fn format_of(head: &[u8]) -> Format {
    if let Some(format) = by_mark(Format::Unknown, head) {
        return format;
    }
    let lower = lower(head);
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if is_feed(&lower) && !lower.contains("<html") {
        return Format::Feed;
    }
    if is_page(&lower) || lower.contains("<html") {
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
            } else if known(',') >= 2 || known(';') >= 2 {
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
        assert_eq!(format_by_name("a/story.html?page=2"), Format::Html);
        assert_eq!(format_by_name("a.b/crawl.warc.gz"), Format::Warc);
        assert_eq!(format_by_name("a.tar.zst"), Format::Tar);
        assert_eq!(extension("a.zip!b/Makefile"), None);
        assert_eq!(format_with(Format::Text, b"<!DOCTYPE html>"), Format::Html);
        assert_eq!(format_with(Format::Text, b"<div class=a><p>One</p><p>Two</p></div>"), Format::Html);
        assert_eq!(format_with(Format::Text, b"<Bridge opens> says the mayor"), Format::Text);
        assert_eq!(format_with(Format::Parquet, b"The mayor"), Format::Misnamed("a Parquet table"));
        assert_eq!(format_with(Format::Zip, b"PK\x03\x04"), Format::Zip);
        assert!(is_only_unpacked("a.jsonl.gz", Format::JsonLines, b"{\"text\": \"a\"}\n"));
        assert!(!is_only_unpacked("a.txt.gz", Format::Text, b"The mayor"));
        assert!(is_only_unpacked("a.txt", Format::Text, b"The mayor"));
    }

    #[test]
    fn what_is_no_text_is_not_read_as_one() {
        assert_eq!(format_with(Format::Text, b"%PDF-1.7\n"), Format::Foreign("a PDF"));
        assert_eq!(format_with(Format::Html, b"ab\0\x01\x02cd"), Format::Foreign("a binary file"));
        let wide: Vec<u8> = "The mayor".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(utf16_of(&wide), Some(encoding_rs::UTF_16LE));
        assert_eq!(format_with(Format::Text, &wide), Format::Text);
        assert_eq!(utf16_of(b"The mayor"), None);
    }

    #[test]
    fn contents() {
        assert_eq!(format_of(b"  <!DOCTYPE html><html>"), Format::Html);
        assert_eq!(format_of(b"{\"title\": \"a\"}\n{\"title\": \"b\"}\n"), Format::JsonLines);
        assert_eq!(format_of(b"{\n  \"title\": \"a\"\n}\n"), Format::Json);
        assert_eq!(format_of(b"[{\"title\": \"a\"}]"), Format::Json);
        assert_eq!(format_of(b"title,text,date\n1,2,3\n"), Format::Csv);
        assert_eq!(format_of(b"title\ttext\n1\t2\n"), Format::Tsv);
        assert_eq!(format_of(b"title;text;date\n1;2;3\n"), Format::Csv);
        assert_eq!(format_of(b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>"), Format::Feed);
        assert_eq!(format_of(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"), Format::Warc);
        assert_eq!(format_of(b"PK\x03\x04"), Format::Zip);
        assert_eq!(format_of(b"Mayor opens bridge\n\nThe mayor, 54, opened it."), Format::Text);
        assert_eq!(format_of(b""), Format::Text);
    }
}
