//! One text in layers: characters, tokens, sentences, tags, tree, names.
//!
//! A document is filled layer by layer by the stages that [`crate::Annotator`] names, and
//! borrows its text. It is a structure of arrays: every layer is a vector over tokens, so
//! a stage reads only what it needs. A document is transient; what is kept of it are the
//! owned, span-carrying types of `parallax_records`.

use std::ops::Range;

use parallax_records::{Field, Section, Span, TextRange};

use crate::tagset::{Deprel, Upos, Xpos};

/// A sentence: a run of tokens within one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceLayer {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The number of its paragraph, counted from the title.
    pub paragraph: u32,
    /// The part of the article it stands in.
    pub section: Section,
}

/// The kind of a name found by the recogniser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameLabel {
    /// A person.
    Per,
    /// An organisation.
    Org,
    /// A place: country, city, region, building.
    Loc,
    /// A nationality, religion or political group.
    Norp,
    /// A named event.
    Event,
    /// A work, product, law.
    Misc,
}

/// A name: a run of tokens within one sentence, determiners and possessives left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameLayer {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub label: NameLabel,
}

/// The layers over one text. Vectors over tokens are either empty (layer not filled yet)
/// or exactly as long as `starts`.
#[derive(Debug, Clone, Default)]
pub struct Document<'t> {
    /// Title, a line feed, body.
    pub text: &'t str,
    /// `text` in lower case, byte for byte as long.
    pub lowered: &'t str,
    /// Bytes of the title; the body begins one byte later. 0 and no line feed where the
    /// article has no title.
    pub title_len: usize,
    /// First byte of each token.
    pub starts: Vec<u32>,
    /// One past the last byte of each token.
    pub ends: Vec<u32>,
    /// Index of the sentence of each token.
    pub sentence_of: Vec<u32>,
    /// Sentences in order; together they hold all tokens.
    pub sentences: Vec<SentenceLayer>,
    /// Universal part of speech.
    pub upos: Vec<Upos>,
    /// Penn Treebank tag.
    pub xpos: Vec<Xpos>,
    /// Dictionary form; read through [`Document::lemma`].
    pub lemmas: Vec<Lemma>,
    /// The token each token depends on; itself for a root.
    pub heads: Vec<u32>,
    /// The relation to the head.
    pub deprels: Vec<Deprel>,
    /// Names in order, never overlapping.
    pub names: Vec<NameLayer>,
}

/// A dictionary form: of the shipped table, equal to the lower-case form, or made by rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lemma {
    /// The lower-case form itself.
    Form,
    /// The form as written (proper nouns).
    Written,
    /// An entry of the lemma table.
    Listed(&'static str),
    /// A form made by rule.
    Other(Box<str>),
}

impl<'t> Document<'t> {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The bytes of a token.
    pub fn range(&self, token: usize) -> TextRange {
        TextRange { start: self.starts[token], end: self.ends[token] }
    }

    /// The bytes from the first to the last of some tokens.
    ///
    /// # Panics
    /// Where `tokens` is empty.
    pub fn range_of(&self, tokens: Range<usize>) -> TextRange {
        TextRange { start: self.starts[tokens.start], end: self.ends[tokens.end - 1] }
    }

    /// A token as written.
    pub fn form(&self, token: usize) -> &'t str {
        self.range(token).slice(self.text)
    }

    /// A token in lower case. The "s" of a possessive that lost its apostrophe ("Syria|s war") reads "'s".
    pub fn lower(&self, token: usize) -> &'t str {
        let lower = self.range(token).slice(self.lowered);
        let is_cut_off = || {
            let before = self.starts[token].checked_sub(1);
            before.is_some_and(|at| self.lowered.as_bytes()[at as usize].is_ascii_alphabetic())
        };
        if lower == "s" && is_cut_off() { "'s" } else { lower }
    }

    /// The text from the first to the last of some tokens, as written.
    pub fn text_of(&self, tokens: Range<usize>) -> &'t str {
        if tokens.is_empty() { "" } else { self.range_of(tokens).slice(self.text) }
    }

    /// A token's dictionary form, in lower case but for proper nouns.
    pub fn lemma(&self, token: usize) -> &str {
        match &self.lemmas[token] {
            Lemma::Form => self.lower(token),
            Lemma::Written => self.form(token),
            Lemma::Listed(lemma) => lemma,
            Lemma::Other(lemma) => lemma,
        }
    }

    /// Whether white space stands before a token.
    pub fn space_before(&self, token: usize) -> bool {
        token == 0 || self.ends[token - 1] < self.starts[token]
    }

    /// The token that `token` depends on; `None` for a root.
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.heads[token] as usize;
        (head != token).then_some(head)
    }

    /// The tokens that depend on `token`, in order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let sentence = self.sentence_tokens(token);
        sentence.filter(move |t| *t != token && self.heads[*t] as usize == token)
    }

    /// The children of `token` that stand in one relation to it, sub-types included
    /// (`Nsubj` finds `nsubj:pass` as well).
    pub fn children_by(&self, token: usize, relation: Deprel) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(token).filter(move |t| self.deprels[*t].universal() == relation)
    }

    /// Whether `ancestor` is `token` or stands above it in the tree.
    pub fn dominates(&self, ancestor: usize, token: usize) -> bool {
        let mut at = token;
        // A tree is never deeper than its sentence is long; the bound guards against cycles.
        for _ in 0..=self.sentence_tokens(token).len() {
            if at == ancestor {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// The smallest run of tokens that holds `token` and all below it.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let sentence = self.sentence_tokens(token);
        let (mut first, mut last) = (token, token);
        while first > sentence.start && self.dominates(token, first - 1) {
            first -= 1;
        }
        while last + 1 < sentence.end && self.dominates(token, last + 1) {
            last += 1;
        }
        first..last + 1
    }

    /// The tokens of the sentence that holds `token`.
    pub fn sentence_tokens(&self, token: usize) -> Range<usize> {
        self.sentences[self.sentence_of[token] as usize].tokens.clone()
    }

    /// The name that holds `token`.
    pub fn name_at(&self, token: usize) -> Option<&NameLayer> {
        let at = self.names.partition_point(|n| n.tokens.end <= token);
        self.names.get(at).filter(|n| n.tokens.contains(&token))
    }

    /// The first token that ends after byte `offset`; `len()` where there is none.
    pub fn token_at(&self, offset: u32) -> usize {
        self.ends.partition_point(|end| *end <= offset)
    }

    /// The tokens that lie wholly or partly inside a range of bytes.
    pub fn tokens_in(&self, range: TextRange) -> Range<usize> {
        let first = self.token_at(range.start);
        first..self.starts.partition_point(|start| *start < range.end).max(first)
    }

    /// The place of a range of the document in its article.
    pub fn span(&self, range: TextRange) -> Span {
        let title = self.title_len as u32;
        if range.end <= title {
            return Span::new(Field::Title, range);
        }
        let body = if self.title_len == 0 { 0 } else { title + 1 };
        let shifted = TextRange { start: range.start.saturating_sub(body), end: range.end - body };
        Span::new(Field::Body, shifted)
    }

    /// The place of a span of the article in the document's text.
    pub fn range_of_span(&self, span: Span) -> TextRange {
        let shift = match span.field {
            Field::Title => 0,
            Field::Body if self.title_len == 0 => 0,
            Field::Body => self.title_len as u32 + 1,
        };
        TextRange { start: span.range.start + shift, end: span.range.end + shift }
    }
}
