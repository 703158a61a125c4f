//! Documents for tests of single layers: tokens by a few plain rules, no tags, no tree.

use crate::{Document, SentenceLayer};
use parallax_records::Section;

/// A document of one sentence a line; tokens end at spaces, punctuation and hyphens stand alone,
/// abbreviations ("Nov.", "a.m.", "U.S.") and numbers ("1,400", "9/11", "2.5") stay whole.
pub(crate) fn document(text: &str) -> Document<'_> {
    let mut doc = Document { text, lower: text.to_ascii_lowercase(), ..Document::default() };
    let mut offset = 0;
    for line in text.split('\n') {
        let first = doc.starts.len();
        let mut at = 0;
        while at < line.len() {
            let rest = &line[at..];
            let c = rest.chars().next().expect("not at the end");
            let len = if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            } else if c.is_alphanumeric() {
                word_len(rest)
            } else if rest.starts_with("'s") || rest.starts_with("’s") {
                c.len_utf8() + 1
            } else {
                c.len_utf8()
            };
            doc.starts.push((offset + at) as u32);
            doc.ends.push((offset + at + len) as u32);
            doc.sentence_of.push(doc.sentences.len() as u32);
            at += len;
        }
        if doc.starts.len() > first {
            let tokens = first..doc.starts.len();
            doc.sentences.push(SentenceLayer { tokens, paragraph: 0, section: Section::Body });
        }
        offset += line.len() + 1;
    }
    doc
}

fn word_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = 0;
    for (i, c) in rest.char_indices() {
        let inner = matches!(c, '.' | ',' | '/' | ':')
            && bytes[..i].last().is_some_and(u8::is_ascii_digit)
            && bytes.get(i + 1).is_some_and(u8::is_ascii_digit);
        let dotted = c == '.'
            && i > 0
            && (abbreviation(&rest[..i])
                || bytes.get(i + 1).is_some_and(u8::is_ascii_alphabetic) && i <= 3
                || bytes[..i].contains(&b'.') && bytes.get(i + 1).is_none_or(|b| !b.is_ascii_alphabetic()));
        if c.is_alphanumeric() || inner || dotted {
            len = i + c.len_utf8();
        } else {
            break;
        }
    }
    len
}

fn abbreviation(word: &str) -> bool {
    matches!(word, "Jan" | "Feb" | "Aug" | "Sept" | "Oct" | "Nov" | "Dec" | "Mr" | "Mrs" | "No")
}
