//! The sentences that models are trained on.

use std::io::Read as _;

use anyhow::{Context, Result};
use parallax_nlp::learn::{Lexicon, TrainOptions};
use parallax_nlp::{Deprel, Document, Input, Tagger, TextBuffer};

use crate::shared::Shared;
use crate::treebank::{self, Sentence, Token};

const FOLDS: usize = 5;
/// Sentences that stay together when data is dealt into folds.
const RUN: usize = 20;
/// Taggers that deal out tags to train on are nearly as good as the one that is read with.
const JACKKNIFE: TrainOptions =
    TrainOptions { epochs: 8, votes: 2, seed: 7, least: 4, margin: 20, dropout: 30, faintest: 1 };
/// Tokens of the sentences that are parsed for the parser to learn from.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=50;
/// One in so many sentences of the bulk articles is read.
const SAMPLE: usize = 3;

/// Sentences with the text they are documents of.
pub(super) struct Corpus {
    text: TextBuffer,
    pub(super) sentences: Vec<Sentence>,
}

impl Corpus {
    pub(super) fn new(sentences: Vec<Sentence>) -> Self {
        Self { text: TextBuffer::plain(&treebank::raw_text(&sentences)), sentences }
    }

    pub(super) fn document(&self) -> Result<Document<'_>> {
        treebank::document(&self.text, &self.sentences)
    }
}

/// Both treebanks' training parts.
pub(super) fn treebanks(shared: &Shared) -> Result<Vec<Sentence>> {
    let mut all = treebank::read_syntax(&shared.path("corpora/syntax/ewt-train.tsv")?)?;
    all.extend(gum(shared)?);
    Ok(all)
}

/// The second of [`treebanks`]: edited text.
pub(super) fn gum(shared: &Shared) -> Result<Vec<Sentence>> {
    treebank::read_syntax(&shared.path("corpora/syntax/gum-train.tsv")?)
}

/// Sentences with the tags that a tagger trained on the other folds gives them: a tagger is
/// better on what it has seen than it will ever be again.
pub(super) fn jackknifed(mut sentences: Vec<Sentence>, lexicon: &Lexicon) -> Result<Vec<Sentence>> {
    for fold in 0..FOLDS {
        let is_held = |i: usize| i / RUN % FOLDS == fold;
        let part = |held: bool| {
            let some = sentences.iter().enumerate().filter(|(i, _)| is_held(*i) == held);
            Corpus::new(some.map(|(_, s)| s.clone()).collect())
        };
        let (rest, held) = (part(false), part(true));
        let tagger = Tagger::train(&[rest.document()?], lexicon, JACKKNIFE);
        let mut doc = held.document()?;
        tagger.tag(&mut doc, lexicon);
        let mut tags = doc.upos.iter().zip(&doc.xpos);
        for (_, sentence) in sentences.iter_mut().enumerate().filter(|(i, _)| is_held(*i)) {
            for (token, tag) in sentence.tokens.iter_mut().zip(&mut tags) {
                (token.upos, token.xpos) = (*tag.0, *tag.1);
            }
        }
    }
    Ok(sentences)
}

/// A sample of the bulk articles' sentences, tagged, without trees.
pub(super) fn bulk(shared: &Shared, tagger: &Tagger, lexicon: &Lexicon) -> Result<Vec<Sentence>> {
    let path = shared.path("corpora/bulk/articles.jsonl.gz")?;
    let place = || format!("read {}", path.display());
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(&path).with_context(place)?)
        .read_to_string(&mut text)
        .with_context(place)?;
    let (mut sentences, mut number) = (vec![], 0);
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).with_context(place)?;
        let field = |name: &str| row[name].as_str().unwrap_or_default();
        let buffer = TextBuffer::new(&Input { title: field("title"), body: field("text"), ..Input::default() });
        let mut doc = Document::segment(&buffer);
        tagger.tag(&mut doc, lexicon);
        for sentence in &doc.sentences {
            number += 1;
            if number % SAMPLE == 0 && LENGTHS.contains(&sentence.tokens.len()) {
                let token = |t| Token {
                    form: doc.form(t).to_owned(),
                    upos: doc.upos[t],
                    xpos: doc.xpos[t],
                    head: 0,
                    deprel: Deprel::Dep,
                    space_after: t + 1 == doc.len() || doc.space_before(t + 1),
                };
                let tokens = sentence.tokens.clone().map(token).collect();
                sentences.push(Sentence { tokens, ..Sentence::default() });
            }
        }
    }
    Ok(sentences)
}

/// Sentences read from right to left.
pub(super) fn mirrored(sentences: &[Sentence]) -> Vec<Sentence> {
    let mirror = |sentence: &Sentence| {
        let last = sentence.tokens.len() - 1;
        let tokens = sentence.tokens.iter().rev();
        let tokens = tokens.map(|t| Token { head: last - t.head, space_after: true, ..t.clone() });
        Sentence { tokens: tokens.collect(), ..Sentence::default() }
    };
    sentences.iter().map(mirror).collect()
}
