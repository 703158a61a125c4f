//! Web archives (WARC 1.0 and 1.1, ISO 28500): each page that was answered is an article.
//!
//! Read are `response` and `resource` records that hold a page or plain text, and the
//! `conversion` records of Common Crawl's WET files (a page's visible text). Requests, crawl logs
//! and repeated visits say nothing new. The framing is read here and by no crate: those that exist hold
//! whole records in memory without a limit and stop at the first broken one.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use super::{Content, Given, MAX_ARTICLE, RawArticle, Sink, decode_text};
use crate::problem::{Origin, Problem};

/// More bytes are no head of a record or an answer.
const MAX_HEAD: u64 = 256 << 10;

/// The lines "name: value" of a record or an answer, names in lower case.
type Head = Vec<(String, String)>;

fn value<'h>(head: &'h Head, name: &str) -> Option<&'h str> {
    head.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

/// What was left out, for one warning at the end, and whether the input broke off.
#[derive(Default)]
struct LeftOut {
    no_pages: u64,
    failed: u64,
    ended: bool,
}

/// Reads a web archive. A broken record is reported with its byte offset; what follows is
/// looked for at the next record's first line.
pub(super) fn read(path: &str, input: &mut dyn BufRead, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut input = Counting { inner: input, at: 0 };
    let mut record = 0;
    let mut left_out = LeftOut::default();
    let mut lost = false;
    loop {
        let mut begin = input.at;
        let broken = match head(&mut input, &mut begin) {
            Ok(None) => break,
            Ok(Some((version, head))) if version.starts_with("WARC/") => {
                let length = value(&head, "content-length").and_then(|l| l.parse::<u64>().ok());
                match length {
                    Some(length) => {
                        record += 1;
                        lost = false;
                        let at = Origin::record(path, record, None);
                        body(at, begin, &head, length, &mut input, &mut left_out, sink)?;
                        if left_out.ended {
                            break;
                        }
                        continue;
                    }
                    None => "has no length".to_owned(),
                }
            }
            Ok(Some(_)) => "begins with no WARC line".to_owned(),
            Err(error) => {
                let at = Origin::record(path, record + 1, None);
                sink(Err(super::decode::failed_at(at, error)))?;
                break;
            }
        };
        // One message for a stretch of rubbish, however long.
        if !lost {
            lost = true;
            let what = format!("the record at byte {begin} {broken}");
            let at = Origin::record(path, record + 1, None);
            sink(Err(Problem::skipped(at, what, "check that the file is whole; what follows is read")))?;
        }
    }
    let LeftOut { no_pages, failed, .. } = left_out;
    if no_pages + failed > 0 {
        let what = format!("{no_pages} answers that are no pages and {failed} errors or redirects were left out");
        return sink(Err(Problem::warning(Origin::file(path), what, "")));
    }
    ControlFlow::Continue(())
}

/// The first line and the fields of a record, and where it begins; `None` at the end. After rubbish the search goes on to the
/// next line that begins a record.
fn head(input: &mut Counting<'_>, begin: &mut u64) -> std::io::Result<Option<(String, Head)>> {
    let mut first = String::new();
    while first.is_empty() {
        *begin = input.at;
        match line(input)? {
            None => return Ok(None),
            Some(text) => first = text,
        }
    }
    if !first.starts_with("WARC/") {
        // Skip to just before the next record.
        loop {
            if input.fill_buf()?.starts_with(b"WARC/") {
                return Ok(Some((first, Head::new())));
            }
            if line(input)?.is_none() {
                return Ok(Some((first, Head::new())));
            }
        }
    }
    Ok(Some((first, fields(input)?)))
}

/// The fields up to the empty line.
fn fields(input: &mut dyn BufRead) -> std::io::Result<Head> {
    let mut head = Head::new();
    while let Some(text) = line(input)?.filter(|l| !l.is_empty()) {
        match text.split_once(':') {
            // A value that goes on in the next line.
            _ if text.starts_with([' ', '\t']) => {
                if let Some((_, value)) = head.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            }
            Some((name, value)) => head.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            None => {}
        }
    }
    Ok(head)
}

/// A line without its end; `None` at the end of the input. A longer one than any head comes in pieces.
fn line(input: &mut dyn BufRead) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.take(MAX_HEAD).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
}

/// Reads a record's body to its end and hands its article on.
fn body(
    at: Origin,
    begin: u64,
    head: &Head,
    length: u64,
    input: &mut Counting<'_>,
    left_out: &mut LeftOut,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let kind = value(head, "warc-type").unwrap_or_default().to_ascii_lowercase();
    let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
    let mut block = Vec::new();
    let keep = if wanted { length.min(MAX_ARTICLE + 1) } else { 0 };
    let read = (&mut *input).take(keep).read_to_end(&mut block);
    let rest = read.and_then(|_| {
        let left = length - block.len() as u64;
        std::io::copy(&mut (&mut *input).take(left), &mut std::io::sink()).map(|skipped| left - skipped)
    });
    match rest {
        Ok(0) => {}
        Ok(missing) => {
            let what = format!("the record at byte {begin} breaks off: {missing} of {length} bytes are missing");
            return sink(Err(Problem::skipped(at, what, "check that the file is whole")));
        }
        Err(error) => {
            left_out.ended = true;
            return sink(Err(super::decode::failed_at(at, error)));
        }
    }
    if !wanted {
        return ControlFlow::Continue(());
    }
    if length > MAX_ARTICLE {
        let what = format!("the record at byte {begin} holds more than {} MB", MAX_ARTICLE >> 20);
        return sink(Err(Problem::skipped(at, what, "it is no article")));
    }
    let address = value(head, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    let own_type = value(head, "content-type").unwrap_or_default().to_owned();
    let content = match kind.as_str() {
        "response" if own_type.starts_with("application/http") => answer(&block, left_out),
        _ => page(block, &own_type, left_out).map(Ok),
    };
    // A robots.txt is text and no article.
    let content = content.filter(|_| address.as_deref().is_none_or(|a| !a.ends_with("/robots.txt")));
    let read = match content {
        None => return ControlFlow::Continue(()),
        Some(Ok(content)) => {
            let given = Given { url: address, ..Given::default() };
            Ok(RawArticle { origin: at, given, listed: None, order: None, content })
        }
        Some(Err(what)) => {
            let address = address.unwrap_or_default();
            let what = format!("the answer at byte {begin} {what}: {address}");
            Err(Problem::skipped(at, what, "the rest of the file is read"))
        }
    };
    sink(read)
}

/// The page of an HTTP answer; `None` where it is no page or no success.
fn answer(block: &[u8], left_out: &mut LeftOut) -> Option<Result<Content, String>> {
    let mut rest = block;
    let status = match line(&mut rest) {
        Ok(Some(first)) => first.split_whitespace().nth(1).and_then(|code| code.parse::<u16>().ok()),
        _ => None,
    };
    let Some(status) = status else { return Some(Err("is no HTTP".to_owned())) };
    if !(200..300).contains(&status) {
        left_out.failed += 1;
        return None;
    }
    let Ok(head) = fields(&mut rest) else { return Some(Err("is no HTTP".to_owned())) };
    let mut bytes = rest.to_vec();
    let has = |name: &str, word: &str| value(&head, name).is_some_and(|v| v.to_ascii_lowercase().contains(word));
    if has("transfer-encoding", "chunked") {
        // Crawlers that undo the chunks leave the field: then the bytes are the page.
        bytes = unchunked(rest).unwrap_or(bytes);
    }
    let coding = value(&head, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    match decoded(&bytes, &coding) {
        Ok(bytes) => page(bytes, value(&head, "content-type").unwrap_or("text/html"), left_out).map(Ok),
        Err(what) => Some(Err(what)),
    }
}

/// The text of a page, decoded by what its answer or the page itself declares.
fn page(bytes: Vec<u8>, content_type: &str, left_out: &mut LeftOut) -> Option<Content> {
    let lower = content_type.to_ascii_lowercase();
    let html = lower.contains("html");
    if !html && !lower.starts_with("text/plain") {
        left_out.no_pages += 1;
        return None;
    }
    let charset = lower.split_once("charset=").map(|(_, c)| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
    match html {
        true => {
            let declared = charset.or_else(|| crate::html::declared_encoding(&bytes));
            Some(Content::RecordHtml(decode_text(&bytes, declared.as_deref()).0))
        }
        false => Some(Content::Text(bytes)),
    }
}

/// Undoes chunks; `None` where there are none.
fn unchunked(mut input: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(input.len());
    loop {
        let size = line(&mut input).ok()??;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        // A page that breaks off is read as far as it goes.
        out.extend_from_slice(input.get(..size).unwrap_or(input));
        input = input.get(size..).unwrap_or_default();
        input = input.strip_prefix(b"\r\n").unwrap_or(input);
        if input.is_empty() {
            return Some(out);
        }
    }
}

/// Undoes the coding of an answer.
fn decoded(bytes: &[u8], coding: &str) -> Result<Vec<u8>, String> {
    let decoder: Box<dyn Read + '_> = match coding.trim() {
        // Crawlers that undo the coding leave the field as well.
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1F, 0x8B]) => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
        "deflate" if bytes.first().is_some_and(|b| b & 0x0F == 8) => Box::new(flate2::read::ZlibDecoder::new(bytes)),
        "br" if !bytes.trim_ascii_start().starts_with(b"<") => {
            Box::new(brotli_decompressor::Decompressor::new(bytes, 4096))
        }
        "zstd" if bytes.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => {
            Box::new(zstd::Decoder::with_buffer(bytes).map_err(|e| format!("cannot be unpacked ({e})"))?)
        }
        _ => return Ok(bytes.to_vec()),
    };
    let mut out = Vec::new();
    match decoder.take(MAX_ARTICLE + 1).read_to_end(&mut out) {
        Ok(_) if out.len() as u64 > MAX_ARTICLE => Err(format!("unpacks to more than {} MB", MAX_ARTICLE >> 20)),
        // What came before the break is most of a page.
        Ok(_) => Ok(out),
        Err(error) => Err(format!("cannot be unpacked ({error})")),
    }
}

/// Knows how many bytes were read.
struct Counting<'r> {
    inner: &'r mut dyn BufRead,
    at: u64,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl BufRead for Counting<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Read;
    use super::*;

    fn record(kind: &str, content_type: &str, body: &str) -> String {
        let length = body.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://post.example/{length}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    }

    fn http(status: &str, fields: &str, body: &str) -> String {
        record(
            "response",
            "application/http; msgtype=response",
            &format!("HTTP/1.1 {status}\r\n{fields}\r\n\r\n{body}"),
        )
    }

    fn all(text: &str) -> Vec<Read> {
        let mut out = Vec::new();
        let flow = read("t.warc", &mut text.as_bytes(), &mut |r| {
            out.push(r);
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        out
    }

    const PAGE: &str = "<html><body><p>The mayor opened the bridge.</p></body></html>";

    #[test]
    fn pages_are_articles_and_the_rest_is_counted() {
        let text = record("warcinfo", "application/warc-fields", "software: x")
            + &http("200 OK", "Content-Type: text/html; charset=utf-8", PAGE)
            + &http("404 Not Found", "Content-Type: text/html", PAGE)
            + &http("200 OK", "Content-Type: image/png", "no picture")
            + &record("conversion", "text/plain", "The mayor opened the bridge.");
        let rows = all(&text);
        assert_eq!(rows.len(), 3, "{rows:?}");
        let page = rows[0].as_ref().expect("a page");
        assert_eq!(page.content, Content::RecordHtml(PAGE.into()));
        assert!(page.given.url.as_deref().is_some_and(|u| u.starts_with("https://post.example/")));
        assert_eq!(page.origin.record, Some(2));
        assert_eq!(rows[1].as_ref().expect("a text").content, Content::Text("The mayor opened the bridge.".into()));
        assert!(rows[2].as_ref().is_err_and(|p| !p.skipped && p.what.contains("1 answers that are no pages and 1")));
    }

    #[test]
    fn chunks_are_undone() {
        let (a, b) = PAGE.split_at(20);
        let body = format!("{:x}\r\n{a}\r\n{:x}\r\n{b}\r\n0\r\n\r\n", a.len(), b.len());
        let rows = all(&http("200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked", &body));
        assert_eq!(rows[0].as_ref().expect("a page").content, Content::RecordHtml(PAGE.into()));
        let undone = all(&http("200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked", PAGE));
        assert_eq!(undone[0].as_ref().expect("a page").content, Content::RecordHtml(PAGE.into()));
    }

    #[test]
    fn a_broken_record_does_not_hide_the_next() {
        let good = http("200 OK", "Content-Type: text/html", PAGE);
        let rows = all(&format!("{good}rubbish\r\nmore rubbish\r\n{good}"));
        assert!(rows[0].is_ok() && rows[2].is_ok(), "{rows:?}");
        let problem = rows[1].as_ref().expect_err("rubbish");
        assert!(problem.what.contains(&format!("at byte {}", good.len())), "{problem}");
        let cut = all(&good[..good.len() - 20]);
        assert!(cut[0].as_ref().is_err_and(|p| p.what.contains("breaks off")), "{cut:?}");
    }
}
