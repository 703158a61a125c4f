//! From an article to a document with sentences and tokens.
//!
//! Needs: title, body, labelled regions. Adds: text, tokens, sentences with paragraph and
//! section. What is not read (interface text, related headlines, credits, repeats) stays
//! in the text, so that offsets hold, and yields no tokens.

use std::ops::Range;

use parallax_records::{Section, SegmentKind, TextRange};

use crate::syntax::{Paragraph, is_line_end, split_sentences, tokenize};
use crate::{Document, Input, SentenceLayer};

/// The text of one article, owned, that a [`Document`] borrows: title, a line feed, body.
#[derive(Debug, Clone, Default)]
pub struct TextBuffer {
    text: String,
    lowered: String,
    title_len: usize,
    /// The stretches of `text` to read, in order, with their section.
    pieces: Vec<(Range<usize>, Section)>,
}

impl TextBuffer {
    /// Joins title and body of an article and notes which stretches are read.
    ///
    /// # Panics
    /// Where a region is not one of the body.
    pub fn new(input: &Input<'_>) -> Self {
        let title_len = input.title.len();
        let body_at = if title_len == 0 { 0 } else { title_len + 1 };
        let mut text = String::with_capacity(body_at + input.body.len());
        let mut pieces = Vec::new();
        if title_len > 0 {
            text.push_str(input.title);
            text.push('\n');
            pieces.push((0..title_len, Section::Title));
        }
        text.push_str(input.body);
        let mut at = 0;
        for region in &input.regions {
            let range = region.range;
            let (start, end) = ((range.start as usize).max(at), range.end as usize);
            if start >= end {
                continue;
            }
            // The bar between a caption and its credit is no text.
            if input.body[at..start].contains(char::is_alphanumeric) {
                pieces.push((body_at + at..body_at + start, Section::Body));
            }
            if region.is_read() {
                let caption = region.kind == SegmentKind::Caption;
                pieces.push((body_at + start..body_at + end, if caption { Section::Caption } else { Section::Body }));
            }
            at = end;
        }
        if at < input.body.len() {
            pieces.push((body_at + at..text.len(), Section::Body));
        }
        let lowered = lower_in_place(&text);
        Self { text, lowered, title_len, pieces }
    }

    /// A text without title and regions.
    pub fn plain(text: &str) -> Self {
        Self::new(&Input { body: text, ..Input::default() })
    }

    /// Title, a line feed, body.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A document over this text with no layer filled.
    fn empty_document(&self) -> Document<'_> {
        Document { text: &self.text, lowered: &self.lowered, title_len: self.title_len, ..Document::default() }
    }
}

impl<'t> Document<'t> {
    /// Reads a text into tokens and sentences.
    ///
    /// ```
    /// use parallax_nlp::{Document, TextBuffer};
    /// let buffer = TextBuffer::plain("Gen. Doe won't go. He's ill.");
    /// let doc = Document::segment(&buffer);
    /// let forms: Vec<&str> = (0..doc.len()).map(|t| doc.form(t)).collect();
    /// assert_eq!(forms, ["Gen.", "Doe", "wo", "n't", "go", ".", "He", "'s", "ill", "."]);
    /// assert_eq!(doc.sentences.len(), 2);
    /// ```
    pub fn segment(buffer: &'t TextBuffer) -> Self {
        let mut doc = buffer.empty_document();
        let guess = buffer.text.len() / 5 + 8;
        doc.starts.reserve(guess);
        doc.ends.reserve(guess);
        doc.sentence_of.reserve(guess);
        // "Syrias war": only a text without a single apostrophe has lost those of its possessives.
        let bare = !buffer.text.contains(['\'', '’', '‘', '`']);
        let mut paragraph = 0;
        // The line that is being read: its first token and its section.
        let mut open = (0, Section::Title);
        let mut end = 0;
        for (piece, section) in &buffer.pieces {
            for line in lines(&buffer.text, piece.clone()) {
                // What is not read in the middle of a line ends no sentence.
                let goes_on = *section == open.1 && !buffer.text[end..line.start].contains(is_line_end);
                if !goes_on {
                    paragraph += u32::from(doc.cut_sentences(open.0, paragraph, open.1));
                    open = (doc.len(), *section);
                }
                end = line.end;
                tokenize(&buffer.text, line, bare, &mut doc.starts, &mut doc.ends);
            }
        }
        doc.cut_sentences(open.0, paragraph, open.1);
        doc
    }

    /// A document whose sentences and tokens are given, for gold data: each sentence by the
    /// ranges of its tokens, in order. The section follows from the title's length.
    pub fn from_ranges(buffer: &'t TextBuffer, sentences: &[Vec<TextRange>]) -> Self {
        let mut doc = buffer.empty_document();
        for ranges in sentences.iter().filter(|ranges| !ranges.is_empty()) {
            let first = doc.len();
            doc.starts.extend(ranges.iter().map(|r| r.start));
            doc.ends.extend(ranges.iter().map(|r| r.end));
            let section = if (doc.starts[first] as usize) < doc.title_len { Section::Title } else { Section::Body };
            let paragraph = doc.sentences.len() as u32;
            doc.push_sentence(first..doc.len(), paragraph, section);
        }
        doc
    }

    /// Cuts the tokens from `first` on, one paragraph, into sentences; whether there are any.
    fn cut_sentences(&mut self, first: usize, paragraph: u32, section: Section) -> bool {
        if self.len() == first {
            return false;
        }
        let mut cuts = Vec::new();
        let tokens = Paragraph {
            text: self.text,
            lower: self.lowered,
            starts: &self.starts[first..],
            ends: &self.ends[first..],
        };
        split_sentences(&tokens, |cut| cuts.push(first + cut));
        let mut from = first;
        for cut in cuts {
            self.push_sentence(from..cut, paragraph, section);
            from = cut;
        }
        true
    }

    fn push_sentence(&mut self, tokens: Range<usize>, paragraph: u32, section: Section) {
        let number = self.sentences.len() as u32;
        self.sentence_of.resize(tokens.end, number);
        self.sentences.push(SentenceLayer { tokens, paragraph, section });
    }
}

/// The lines of a stretch of text.
fn lines(text: &str, piece: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = piece.start;
    std::iter::from_fn(move || {
        if at >= piece.end {
            return None;
        }
        let rest = &text[at..piece.end];
        let length = rest.find(is_line_end).unwrap_or(rest.len());
        let line = at..at + length;
        let mark = rest[length..].chars().next().map_or(0, char::len_utf8);
        at = line.end + mark;
        Some(line)
    })
}

/// `text` in lower case; the few characters whose small form takes another number of
/// bytes ("İ") stay as they are, so that offsets hold in both.
fn lower_in_place(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lowered = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            lowered.push(c.to_ascii_lowercase());
            continue;
        }
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => lowered.push(one),
            _ => lowered.push(c),
        }
    }
    lowered
}
