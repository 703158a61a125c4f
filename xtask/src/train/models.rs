//! Training of tagger, parser and recogniser of names from the shared corpora.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use parallax_nlp::learn::{Lexicon, LexiconBuilder, TrainOptions, WordList};
use parallax_nlp::{Document, NameLabel, Parser, Recogniser, Tagger, TextBuffer};

use crate::shared::{Shared, repository};
use crate::treebank::{self, Sentence};

const FOLDER: &str = "crates/nlp/models/en";
const FOLDS: usize = 5;
/// Sentences that stay together when data is dealt into folds.
const RUN: usize = 20;

/// Sentences with the text they are documents of.
pub(super) struct Corpus {
    text: TextBuffer,
    sentences: Vec<Sentence>,
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
    all.extend(treebank::read_syntax(&shared.path("corpora/syntax/gum-train.tsv")?)?);
    Ok(all)
}

/// Clusters and lists of words.
pub(super) fn lexicon(shared: &Shared) -> Result<()> {
    let mut builder = LexiconBuilder::default();
    let path = shared.path("corpora/lexical/word-clusters.tsv")?;
    for (number, line) in read(&path)?.lines().enumerate() {
        let parse = || {
            let mut fields = line.split('\t');
            let word = fields.next()?;
            Some((word, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        let (word, coarse, fine) =
            parse().with_context(|| format!("{}:{}: word and two clusters are needed", path.display(), number + 1))?;
        builder.cluster(word, coarse, fine);
    }
    for (file, list) in [("first-names.txt", WordList::FirstName), ("surnames.txt", WordList::Surname)] {
        let path = shared.path(Path::new("corpora/lexical").join(file))?;
        let text = read(&path)?;
        text.trim_start_matches('\u{feff}').lines().for_each(|name| builder.list(name, list));
    }
    for (file, column, list) in [("cities.tsv", 1, WordList::City), ("countries.tsv", 2, WordList::Country)] {
        let path = shared.path(Path::new("corpora/lexical").join(file))?;
        for line in read(&path)?.lines().skip(1) {
            let place = line.split('\t').nth(column).with_context(|| format!("{}: a short row", path.display()))?;
            builder.list(place, list);
        }
    }
    write("lexicon.bin", &builder.finish().write())
}

/// The tagger.
pub(super) fn tagger(shared: &Shared, options: TrainOptions) -> Result<()> {
    let corpus = Corpus::new(treebanks(shared)?);
    let tagger = Tagger::train(&[corpus.document()?], &load_lexicon()?, options);
    write("tagger.bin", &tagger.write())
}

/// The parser, on tags predicted by taggers that did not see the sentence.
pub(super) fn parser(shared: &Shared, options: TrainOptions) -> Result<()> {
    let lexicon = load_lexicon()?;
    let corpus = Corpus::new(jackknifed(treebanks(shared)?, &lexicon, options)?);
    let parser = Parser::train(&[corpus.document()?], &lexicon, options);
    write("parser.bin", &parser.write())
}

/// The recogniser of names, on gold and silver.
pub(super) fn names(shared: &Shared, options: TrainOptions) -> Result<()> {
    let lexicon = load_lexicon()?;
    let tagger = Tagger::read(&std::fs::read(repository().join(FOLDER).join("tagger.bin"))?)?;
    let tagged = jackknifed(treebanks(shared)?, &lexicon, options)?;
    let mut corpora = vec![];
    for (file, weight) in [("gold-wikigold", 2), ("gold-uner-pud-wiki", 3), ("silver-ewt-gum", 1), ("silver-masc", 1)] {
        let path = shared.path(format!("corpora/ner/{file}.tsv"))?;
        corpora.push((file, weight, Corpus::new(treebank::read_names(&path)?)));
    }
    let mut gold = vec![];
    for (file, weight, corpus) in &corpora {
        let mut doc = corpus.document()?;
        tagger.tag(&mut doc, &lexicon);
        if *file == "silver-ewt-gum" {
            let forms = |s: &[Sentence]| s.iter().flat_map(|s| &s.tokens).map(|t| t.form.clone()).collect::<Vec<_>>();
            ensure!(forms(&tagged) == forms(&corpus.sentences), "{file} does not hold the treebanks' sentences");
            doc.xpos = tagged.iter().flat_map(|s| &s.tokens).map(|t| t.xpos).collect();
        }
        doc.names.retain(|n| n.label != NameLabel::Misc);
        gold.push((doc, *weight));
    }
    let recogniser = Recogniser::train(&gold, &lexicon, options);
    write("names.bin", &recogniser.write())
}

/// Sentences with the tags that a tagger trained on the other folds gives them.
fn jackknifed(mut sentences: Vec<Sentence>, lexicon: &Lexicon, options: TrainOptions) -> Result<Vec<Sentence>> {
    let options = TrainOptions { epochs: 5, ..options };
    for fold in 0..FOLDS {
        let is_held = |i: usize| i / RUN % FOLDS == fold;
        let part = |held: bool| {
            let some = sentences.iter().enumerate().filter(|(i, _)| is_held(*i) == held);
            Corpus::new(some.map(|(_, s)| s.clone()).collect())
        };
        let (rest, held) = (part(false), part(true));
        let tagger = Tagger::train(&[rest.document()?], lexicon, options);
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

fn load_lexicon() -> Result<Lexicon> {
    let path = repository().join(FOLDER).join("lexicon.bin");
    let bytes = std::fs::read(&path).with_context(|| format!("read {}", path.display()))?;
    Lexicon::read(&bytes).with_context(|| format!("{}: train the lexicon first", path.display()))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))
}

#[expect(clippy::print_stdout, reason = "what was made is this command's output")]
fn write(name: &str, bytes: &[u8]) -> Result<()> {
    let path = repository().join(FOLDER).join(name);
    std::fs::write(&path, bytes).with_context(|| format!("write {}", path.display()))?;
    println!("{FOLDER}/{name}: {} bytes", bytes.len());
    Ok(())
}
