//! Bytes to text: compression undone, encoding found.

use std::io::{BufRead, BufReader, Read};

use super::Compression;
use super::guard::{Bomb, Guard, Packed, Tally};
use crate::problem::{Origin, Problem};

/// Why bytes could not be read.
#[derive(Debug)]
pub(crate) enum ReadFailure {
    /// The file ends early, is damaged, or the disk fails.
    Io(std::io::Error),
    /// It grows beyond the limit.
    TooLarge(u64),
}

impl ReadFailure {
    pub(crate) fn at(self, path: &str) -> Problem {
        match self {
            Self::Io(error) => failed(path, error),
            Self::TooLarge(limit) => Problem::skipped(
                Origin::file(path),
                format!("holds more than {} MB for one article", limit >> 20),
                "split it, or name it .jsonl or .csv if it holds many articles",
            ),
        }
    }
}

/// The problem of a file that breaks off.
pub(crate) fn failed(path: &str, error: std::io::Error) -> Problem {
    failed_at(Origin::file(path), error)
}

/// The problem of a file that breaks off after some of its records.
pub(crate) fn failed_at(at: Origin, error: std::io::Error) -> Problem {
    if error.get_ref().is_some_and(|e| e.is::<Bomb>()) {
        return Problem::skipped(at, error.to_string(), "unpack it yourself if you trust it");
    }
    let after = if at.record.is_some() { "cannot be read on" } else { "cannot be read to its end" };
    Problem::skipped(at, format!("{after}: {error}"), "check that the file is whole")
}

/// A stream with its first bytes read ahead, to tell by them what it holds. Where it breaks off within
/// them, what came before is read first.
pub(crate) fn peeked<'r>(mut input: Box<dyn BufRead + 'r>) -> std::io::Result<(Vec<u8>, Box<dyn BufRead + 'r>)> {
    const HEAD: u64 = 8 << 10;
    let mut head = Vec::new();
    let read = (&mut input).take(HEAD).read_to_end(&mut head);
    let start = std::io::Cursor::new(head.clone());
    match read {
        Ok(_) => Ok((head, Box::new(start.chain(input)))),
        Err(error) if head.is_empty() => Err(error),
        Err(error) => Ok((head, Box::new(start.chain(BufReader::new(Broken(Some(error))))))),
    }
}

/// Fails once with the error that ended a stream.
struct Broken(Option<std::io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A stream of UTF-16 as UTF-8. It is read whole: nobody writes dumps of gigabytes so.
pub(crate) fn from_utf16<'r>(
    mut input: Box<dyn BufRead + 'r>,
    encoding: &'static encoding_rs::Encoding,
) -> Result<Box<dyn BufRead + 'r>, ReadFailure> {
    let bytes = read_limited(&mut input, super::MAX_HELD)?;
    let (text, _) = encoding.decode_with_bom_removal(&bytes);
    Ok(Box::new(std::io::Cursor::new(text.into_owned().into_bytes())))
}

/// Reads to the end, but no more than `limit` bytes.
pub(crate) fn read_limited(input: &mut dyn BufRead, limit: u64) -> Result<Vec<u8>, ReadFailure> {
    let mut bytes = Vec::new();
    input.take(limit + 1).read_to_end(&mut bytes).map_err(ReadFailure::Io)?;
    if bytes.len() as u64 > limit { Err(ReadFailure::TooLarge(limit)) } else { Ok(bytes) }
}

/// Undoes a compression while reading. Several gzip members or zstd frames in a row are one stream.
/// What swells beyond measure ends in a [`Bomb`].
pub(crate) fn decompressed<'r>(
    compression: Compression,
    input: impl BufRead + 'r,
) -> std::io::Result<Box<dyn BufRead + 'r>> {
    let packed = Packed::default();
    let tally = Tally::new(input, packed.clone());
    Ok(match compression {
        Compression::None => Box::new(tally),
        Compression::Gzip => {
            let decoder = flate2::bufread::MultiGzDecoder::new(tally);
            Box::new(BufReader::with_capacity(1 << 16, Guard::new(decoder, packed)))
        }
        Compression::Zstd => {
            let decoder = zstd::Decoder::with_buffer(tally)?;
            Box::new(BufReader::with_capacity(1 << 17, Guard::new(decoder, packed)))
        }
    })
}

/// Decodes text: a byte order mark, then UTF-8, then what the page declares, then a guess
/// by letter statistics. The flag tells whether characters were lost.
pub(crate) fn decode_text(bytes: &[u8], declared: Option<&str>) -> (String, bool) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, lost) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text.into_owned(), lost);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (once_more(text), false);
    }
    let declared = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let encoding = match declared {
        // A page that says UTF-8 and is none by a stray byte or two is still UTF-8.
        Some(encoding) if encoding != encoding_rs::UTF_8 || nearly_utf8(bytes) => encoding,
        _ if nearly_utf8(bytes) => encoding_rs::UTF_8,
        _ => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        }
    };
    let (text, _, lost) = encoding.decode(bytes);
    (text.into_owned(), lost)
}

/// Undoes UTF-8 that was read as Latin-1 and encoded once more: "Investor\u{e2}\u{80}\u{99}s".
/// The control characters U+0080 to U+009F, which no text has, give it away.
fn once_more(text: &str) -> String {
    let control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if !text.contains(control) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<u8> = Vec::new();
    for c in text.chars().chain(['\n']) {
        if ('\u{80}'..='\u{ff}').contains(&c) {
            run.push(c as u8);
            continue;
        }
        if !run.is_empty() {
            match std::str::from_utf8(&run) {
                Ok(fixed) => out.push_str(fixed),
                Err(_) => out.extend(run.iter().map(|b| char::from(*b))),
            }
            run.clear();
        }
        out.push(c);
    }
    out.pop();
    out
}

/// Whether bytes that are no UTF-8 mostly are: more whole multi-byte characters than breaks.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decode_text("Zoë’s".as_bytes(), None), ("Zoë’s".to_owned(), false));
        assert_eq!(decode_text(b"\xEF\xBB\xBFplain", None).0, "plain");
        assert_eq!(decode_text(b"\xFF\xFEa\0b\0", None).0, "ab");
        let western = b"The caf\xE9 owner said \x93no\x94 to the mayor\x92s plan.";
        assert_eq!(decode_text(western, None).0, "The café owner said “no” to the mayor’s plan.");
        assert_eq!(decode_text(b"\xC1\xF0", Some("koi8-r")).0, "аП");
    }

    #[test]
    fn twice_encoded_text_is_undone() {
        let twice = "the mayor\u{e2}\u{80}\u{99}s plan, Zo\u{c3}\u{ab}";
        assert_eq!(decode_text(twice.as_bytes(), None).0, "the mayor’s plan, Zoë");
        assert_eq!(decode_text("Zoë â".as_bytes(), None).0, "Zoë â");
    }

    #[test]
    fn a_stray_byte_does_not_turn_utf8_into_another_encoding() {
        let mut bytes = "Zoë and Chloë met Renée in Málaga “at once”.".as_bytes().to_vec();
        bytes.push(0xFF);
        let (text, lost) = decode_text(&bytes, None);
        assert!(text.starts_with("Zoë and") && lost);
    }

    #[test]
    fn compressed_streams_are_undone_and_limited() {
        use std::io::Write;
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(&[b'a'; 5000]).expect("in memory");
        let bytes = gz.finish().expect("in memory");
        let mut input = decompressed(Compression::Gzip, bytes.as_slice()).expect("gzip");
        assert!(matches!(read_limited(&mut input, 1000), Err(ReadFailure::TooLarge(1000))));
        let packed = zstd::encode_all(&b"hello"[..], 1).expect("in memory");
        let mut input = decompressed(Compression::Zstd, packed.as_slice()).expect("zstd");
        assert_eq!(read_limited(&mut input, 1000).expect("small"), b"hello");
    }
}
