//! Training of tagger, parser and recogniser of names from the shared corpora.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use parallax_nlp::learn::{Lexicon, LexiconBuilder, TrainOptions, WordList};
use parallax_nlp::{Models, Parser, Recogniser, Tagger};

use super::corpus::{self, Corpus};
use super::harmonise::Habits;
use super::{copies, teachers};
use crate::shared::Shared;
use crate::treebank::{self, Sentence};

const GOLD: &str = "treebanks-jackknifed.tsv";
const SILVER: &str = "news-by-vote.tsv";
/// Files of names labelled by people, and how much their sentences weigh.
const GOLD_NAMES: [(&str, i32); 2] = [("gold-wikigold", 4), ("gold-uner-pud-wiki", 6)];
/// Files of names labelled by machines.
const SILVER_NAMES: [(&str, i32); 2] = [("silver-ewt-gum", 1), ("silver-masc", 1)];

/// Clusters and lists of words.
pub(super) fn lexicon(shared: &Shared, folder: &Path) -> Result<()> {
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
    write(folder, "lexicon.bin", &builder.finish().write())
}

/// The tagger.
pub(super) fn tagger(shared: &Shared, folder: &Path, options: TrainOptions) -> Result<()> {
    let corpus = Corpus::new(copies::with_copies(corpus::treebanks(shared)?, 64));
    let tagger = Tagger::train(&[corpus.document()?], &load_lexicon(folder)?, options);
    write(folder, "tagger.bin", &tagger.write())
}

/// What the parser learns from, written down: the treebanks with the tags of taggers that
/// did not see the sentence, and news with the trees that several parsers agree on.
pub(super) fn silver(shared: &Shared, folder: &Path, work: &Path, options: TrainOptions) -> Result<()> {
    let lexicon = load_lexicon(folder)?;
    let gold = corpus::jackknifed(corpus::treebanks(shared)?, &lexicon)?;
    let bulk = corpus::bulk(shared, &load_tagger(folder)?, &lexicon)?;
    std::fs::create_dir_all(work).with_context(|| format!("make {}", work.display()))?;
    treebank::write_syntax(&work.join(GOLD), &gold)?;
    let silver = teachers::vote(&gold, bulk, &lexicon, options)?;
    treebank::write_syntax(&work.join(SILVER), &silver)
}

/// The parser.
pub(super) fn parser(shared: &Shared, folder: &Path, work: &Path, options: TrainOptions) -> Result<()> {
    let lexicon = load_lexicon(folder)?;
    let gold = treebank::read_syntax(&work.join(GOLD))?;
    let mut all = copies::with_copies(gold.clone(), 16);
    // The smaller treebank is the one nearer to the news, and counts once more.
    all.extend_from_slice(&gold[gold.len() - corpus::gum(shared)?.len()..]);
    all.extend(gold);
    all.extend(treebank::read_syntax(&work.join(SILVER))?);
    let corpus = Corpus::new(all);
    let parser = Parser::train(&[corpus.document()?], &lexicon, options);
    write(folder, "parser.bin", &parser.write())
}

/// The recogniser of names, on gold and silver.
pub(super) fn names(shared: &Shared, folder: &Path, work: &Path, options: TrainOptions) -> Result<()> {
    let lexicon = load_lexicon(folder)?;
    let tagger = load_tagger(folder)?;
    let tagged = treebank::read_syntax(&work.join(GOLD))?;
    let read = |file: &str| treebank::read_names(&shared.path(format!("corpora/ner/{file}.tsv"))?);
    let mut habits = Habits::default();
    for (file, _) in SILVER_NAMES {
        habits.count(&read(file)?);
    }
    let mut corpora = vec![];
    for (file, weight) in GOLD_NAMES {
        let mut sentences = read(file)?;
        habits.add_nationalities(&mut sentences);
        corpora.push((weight, Corpus::new(copies::with_copies(sentences, 3)), None));
    }
    for (file, weight) in SILVER_NAMES {
        let mut sentences = read(file)?;
        habits.settle(&mut sentences);
        let is_treebank = forms(&sentences).eq(forms(&tagged));
        corpora.push((weight, Corpus::new(copies::with_copies(sentences, 3)), is_treebank.then_some(&tagged)));
    }
    ensure!(corpora.iter().any(|c| c.2.is_some()), "no file of names holds the treebanks' sentences");
    let mut gold = vec![];
    for (weight, corpus, tagged) in &corpora {
        let mut doc = corpus.document()?;
        tagger.tag(&mut doc, &lexicon);
        for (tag, token) in doc.xpos.iter_mut().zip(tagged.iter().flat_map(|t| t.iter()).flat_map(|s| &s.tokens)) {
            *tag = token.xpos;
        }
        gold.push((doc, *weight));
    }
    let recogniser = Recogniser::train(&gold, &lexicon, options);
    write(folder, "names.bin", &recogniser.write())
}

fn forms(sentences: &[Sentence]) -> impl Iterator<Item = &str> {
    sentences.iter().flat_map(|s| &s.tokens).map(|t| t.form.as_str())
}

/// What the models above tags, trees and names learn from.
pub(super) fn load(folder: &Path) -> Result<Models> {
    let bytes = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| format!("read {}", path.display()))
    };
    Models::of(&bytes("lexicon.bin")?, &bytes("tagger.bin")?, &bytes("parser.bin")?, &bytes("names.bin")?)
        .with_context(|| format!("{}: train the models first", folder.display()))
}

fn load_tagger(folder: &Path) -> Result<Tagger> {
    let path = folder.join("tagger.bin");
    let bytes = std::fs::read(&path).with_context(|| format!("read {}", path.display()))?;
    Tagger::read(&bytes).with_context(|| format!("{}: train the tagger first", path.display()))
}

fn load_lexicon(folder: &Path) -> Result<Lexicon> {
    let path = folder.join("lexicon.bin");
    let bytes = std::fs::read(&path).with_context(|| format!("read {}", path.display()))?;
    Lexicon::read(&bytes).with_context(|| format!("{}: train the lexicon first", path.display()))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))
}

#[expect(clippy::print_stdout, reason = "what was made is this command's output")]
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    std::fs::write(&path, bytes).with_context(|| format!("write {}", path.display()))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}
