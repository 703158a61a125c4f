//! Training of the pronoun ranking from OntoGUM's clusters and GAP's ambiguous pronouns.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use parallax_nlp::learn::TrainOptions;
use parallax_nlp::{Document, PronounModel, Referent, TextBuffer};
use parallax_records::{CodePoints, TextRange};

use super::models;
use crate::shared::Shared;
use crate::treebank::{self, Sentence};

const PRONOUNS: [&str; 16] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "it",
    "its",
    "itself",
];

/// How the shipped ranking is trained.
pub(crate) const USUAL: TrainOptions =
    TrainOptions { epochs: 4, votes: 16, seed: 20_261_122, least: 3, margin: 0, dropout: 0, faintest: 1 };

/// Who is meant by "he", "she", "they", "it".
pub(super) fn run(shared: &Shared, folder: &Path, options: TrainOptions) -> Result<()> {
    let mut texts = gap(shared)?;
    texts.extend(ontogum(shared)?);
    let models = models::load(folder)?;
    let buffers: Vec<TextBuffer> = texts.iter().map(|(text, _)| TextBuffer::plain(text)).collect();
    let mut annotated = Vec::with_capacity(texts.len());
    for (buffer, (_, referents)) in buffers.iter().zip(texts) {
        let mut doc = Document::segment(buffer);
        models.read(&mut doc);
        doc.lemmatize();
        annotated.push((doc, referents));
    }
    models::write(folder, "pronouns.bin", &PronounModel::train(&annotated, options).write())
}

/// GAP: one pronoun a text, with two names that it may mean.
pub(crate) fn gap(shared: &Shared) -> Result<Vec<(String, Vec<Referent>)>> {
    let path = shared.path("corpora/coref/gap-development.tsv")?;
    let rows = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    let row = |(number, line): (usize, &str)| -> Result<(String, Vec<Referent>)> {
        let place = || format!("{}:{}", path.display(), number + 1);
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, text, pronoun, at, a, a_at, a_is, b, b_at, b_is, _] = fields[..] else {
            anyhow::bail!("{}: {} columns where 11 are needed", place(), fields.len());
        };
        let points = CodePoints::new(text);
        let range = |word: &str, at: &str| -> Result<TextRange> {
            let start = points.to_byte(at.parse().with_context(place)?).with_context(place)?;
            Ok(TextRange { start, end: start + word.len() as u32 })
        };
        let mut referent = Referent { pronoun: range(pronoun, at)?, same: Vec::new(), others: Vec::new() };
        for (name, at, is) in [(a, a_at, a_is), (b, b_at, b_is)] {
            let list = if is.eq_ignore_ascii_case("true") { &mut referent.same } else { &mut referent.others };
            list.push(range(name, at)?);
        }
        Ok((text.to_owned(), vec![referent]))
    };
    rows.lines().enumerate().skip(1).map(row).collect()
}

/// A text with clusters of mentions, as first and last token.
pub(crate) struct Clustered {
    /// The name of its file, with the genre.
    pub(crate) name: String,
    /// The text, rebuilt from its tokens.
    pub(crate) text: String,
    /// The tokens of the corpus in it.
    pub(crate) tokens: Vec<TextRange>,
    /// Mentions of one and the same, a cluster each, in the order of their numbers.
    pub(crate) clusters: Vec<Vec<(usize, usize)>>,
}

/// OntoGUM: every pronoun of the training texts with all mentions of its cluster.
pub(crate) fn ontogum(shared: &Shared) -> Result<Vec<(String, Vec<Referent>)>> {
    Ok(clustered(shared, "train")?.into_iter().map(|d| (d.text.clone(), referents(&d))).collect())
}

/// The documents of a part of OntoGUM.
pub(crate) fn clustered(shared: &Shared, part: &str) -> Result<Vec<Clustered>> {
    let sentences = treebank::read_syntax(&shared.path(format!("corpora/syntax/gum-{part}.tsv"))?)?;
    let mut documents: Vec<Vec<Sentence>> = Vec::new();
    for sentence in sentences {
        if sentence.new_document || documents.is_empty() {
            documents.push(Vec::new());
        }
        documents.last_mut().expect("one was just pushed").push(sentence);
    }
    let folder = shared.path(format!("corpora/coref/ontogum/{part}"))?;
    let mut files: Vec<_> = std::fs::read_dir(&folder)?.map(|f| f.map(|f| f.path())).collect::<Result<_, _>>()?;
    files.sort();
    // The treebank holds its documents in the order of their names.
    ensure!(files.len() == documents.len(), "{} files for {} documents", files.len(), documents.len());
    let mut found = Vec::new();
    for (file, document) in files.iter().zip(&documents) {
        let columns = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
        let text = treebank::raw_text(document);
        let tokens = ranges(&text, document)?;
        let rows: Vec<Vec<&str>> =
            columns.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        ensure!(
            rows.len() == tokens.len(),
            "{}: {} tokens, {} in the treebank",
            file.display(),
            rows.len(),
            tokens.len()
        );
        let clusters = clusters(&rows).with_context(|| file.display().to_string())?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        found.push(Clustered { name, text, tokens, clusters });
    }
    Ok(found)
}

/// The clusters that the last column spells.
fn clusters(rows: &[Vec<&str>]) -> Result<Vec<Vec<(usize, usize)>>> {
    let mut clusters: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (token, row) in rows.iter().enumerate() {
        let marks = row.last().copied().unwrap_or_default();
        for piece in marks.split_inclusive(')').flat_map(|p| p.split('(').enumerate()) {
            let (opens, number) = (piece.0 > 0, piece.1.trim_end_matches(')'));
            if number.is_empty() || number == "_" {
                continue;
            }
            if opens {
                open.entry(number).or_default().push(token);
            }
            if piece.1.ends_with(')') {
                let start = open.get_mut(number).and_then(Vec::pop).context("a mention closes that never opened")?;
                clusters.entry(number).or_default().push((start, token));
            }
        }
    }
    Ok(clusters.into_values().collect())
}

/// The pronouns of one document.
fn referents(document: &Clustered) -> Vec<Referent> {
    let Clustered { text, tokens, clusters, .. } = document;
    let everything = TextRange::new(0, text.len());
    let mut out = Vec::new();
    for (token, range) in tokens.iter().enumerate() {
        if !PRONOUNS.contains(&&*range.slice(text).to_lowercase()) {
            continue;
        }
        let cluster = clusters.iter().find(|c| c.contains(&(token, token)));
        let same: Vec<TextRange> = cluster.map_or(Vec::new(), |c| {
            let rest = c.iter().filter(|m| **m != (token, token));
            rest.map(|(start, end)| tokens[*start].cover(tokens[*end])).collect()
        });
        let others = if same.is_empty() { vec![everything] } else { Vec::new() };
        out.push(Referent { pronoun: *range, same, others });
    }
    out
}

/// Where the tokens of a document stand in its text.
fn ranges(text: &str, document: &[Sentence]) -> Result<Vec<TextRange>> {
    let mut at = 0;
    let tokens = document.iter().flat_map(|s| &s.tokens);
    let range = |form: &str| {
        let start = at + text[at..].find(form).with_context(|| format!("{form:?} is not in its text"))?;
        at = start + form.len();
        Ok(TextRange::new(start, at))
    };
    let mut range = range;
    tokens.map(|t| range(&t.form)).collect()
}
