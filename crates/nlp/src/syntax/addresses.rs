//! Tokens that are no words of the language: web and e-mail addresses, file names, faces,
//! character references.

use super::chars::is_word;
use super::tokens::{Cutter, REACH};
use crate::lexicon::words;

impl Cutter<'_> {
    /// A web address at `at`: up to the blank, closing punctuation left out.
    pub(super) fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..self.chunk_end];
        let starts =
            |prefix: &str| rest.len() > prefix.len() && rest[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes());
        let first = rest[0].to_ascii_lowercase();
        let found = match first {
            b'h' => starts("http://") || starts("https://"),
            b'w' => starts("www."),
            b'f' => starts("ftp://"),
            b'm' => starts("mailto:"),
            _ => false,
        };
        found.then(|| self.address_end(at))
    }

    /// The end of an address that begins at `at` and may run to the end of the chunk.
    pub(super) fn address_end(&self, at: usize) -> usize {
        // Quotation marks and angle brackets never stand inside.
        let mut stop = at;
        let mut open = 0_u32;
        while stop < self.chunk_end {
            let c = self.char_at(stop);
            match c {
                '"' | '<' | '>' | '\u{201C}' | '\u{201D}' | '|' => break,
                '(' => open += 1,
                ')' if open == 0 => break,
                ')' => open -= 1,
                _ => {}
            }
            stop += c.len_utf8();
        }
        while stop > at {
            let c = self.char_before(stop);
            if !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2019}' | '*' | ']') {
                break;
            }
            stop -= c.len_utf8();
        }
        stop.max(at + self.char_at(at).len_utf8())
    }

    /// An e-mail address at `at`.
    pub(super) fn mail(&mut self, at: usize) -> Option<usize> {
        let sign = match self.next_at {
            Some(sign) if sign >= at => sign,
            _ => {
                let found = memchr::memchr(b'@', &self.bytes[at..self.chunk_end]).map_or(self.chunk_end, |i| at + i);
                self.next_at = Some(found);
                found
            }
        };
        if sign >= self.chunk_end || sign - at > REACH {
            return None;
        }
        let local = |b: &u8| b.is_ascii_alphanumeric() || b"._-+%'&".contains(b);
        let host = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
        if !self.bytes[at..sign].iter().all(local) {
            return None;
        }
        let reach = (sign + 1 + 2 * REACH).min(self.chunk_end);
        let length = self.bytes[sign + 1..reach].iter().take_while(|b| host(b)).count();
        let mut stop = sign + 1 + length;
        while stop > sign + 1 && matches!(self.bytes[stop - 1], b'.' | b'-' | b'_') {
            stop -= 1;
        }
        (stop > sign + 1).then_some(stop)
    }

    /// A host or file name whose first dot stands at `dot`: "example.com/news", "notes.doc".
    pub(super) fn domain(&self, from: usize, dot: usize) -> Option<usize> {
        let reach = (dot + REACH).min(self.chunk_end);
        let label = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let mut stop = dot;
        let mut last = dot;
        while stop < reach && self.bytes[stop] == b'.' && stop + 1 < reach && label(self.bytes[stop + 1]) {
            last = stop + 1;
            stop = last;
            while stop < reach && label(self.bytes[stop]) {
                stop += 1;
            }
        }
        let suffix = &self.text[last..stop];
        // "Amazon.com's" and "site.com-based" end at the known suffix.
        let suffix = suffix.split('-').next().unwrap_or(suffix);
        stop = last + suffix.len();
        // A capital after a small letter is a sentence that lost its space: "night.Net".
        let glued = suffix.starts_with(|c: char| c.is_ascii_uppercase())
            && self.bytes[from..dot].iter().any(u8::is_ascii_lowercase);
        if glued || !words::is_domain_suffix(suffix) {
            return None;
        }
        if self.char_at(stop) == '/' && is_word(self.char_at(stop + 1)) {
            return Some(self.address_end(from));
        }
        Some(stop)
    }

    /// ":)", ";-)", "<3", with a blank or the end behind.
    pub(super) fn emoticon(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.chunk_end];
        if rest.len() > 4 || !rest.is_ascii() {
            return None;
        }
        words::EMOTICONS.contains(&rest).then_some(self.chunk_end)
    }

    /// A character reference that was never resolved ("&amp;"), as one token.
    pub(super) fn entity(&self, sign: char, after: usize) -> Option<usize> {
        if sign != '&' {
            return None;
        }
        let end = self.run_end_within(after, 8);
        (end > after && self.char_at(end) == ';' && end < self.chunk_end).then_some(end + 1)
    }
}
