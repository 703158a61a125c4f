//! Coreference: GAP on texts that the ranking has not seen, and OntoGUM's clusters.
//!
//! The shipped ranking is trained on GAP's development part, so that its score there says little: here it is trained
//! on four fifths and judged on the last, five times. OntoGUM is judged by the measures of `clusters` and their
//! mean. Judged are the chains that the program itself uses, in phrases as OntoNotes marks them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use parallax_nlp::{
    Document, Models, PronounModel, QuoteModel, Referent, TextBuffer, extract_quotes, link_chains, resolve_entities,
};
use serde_json::json;

use super::clusters::{self, Clusters, Mention};
use super::referees::Measure;
use crate::shared::Shared;
use crate::train::pronouns::{self, Clustered};

const FOLDS: usize = 5;

/// A document with everything below entities.
fn read<'b>(models: &Models, buffer: &'b TextBuffer) -> Document<'b> {
    let mut doc = Document::segment(buffer);
    models.read(&mut doc);
    doc.lemmatize();
    doc
}

/// Right, wrong and missed links.
#[derive(Debug, Clone, Copy, Default)]
struct Links {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Links {
    fn count(&mut self, gold: bool, found: bool) {
        self.right += usize::from(gold && found);
        self.wrong += usize::from(!gold && found);
        self.missed += usize::from(gold && !found);
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

/// GAP by five-fold cross-validation: all, masculine, feminine.
pub(super) fn gap(shared: &Shared) -> Result<Vec<Measure>> {
    let models = Models::english().context("load the embedded models")?;
    let gap = pronouns::gap(shared)?;
    let more = pronouns::ontogum(shared)?;
    let count = gap.len();
    let texts: Vec<(String, Vec<Referent>)> = gap.into_iter().chain(more).collect();
    let buffers: Vec<TextBuffer> = texts.iter().map(|(text, _)| TextBuffer::plain(text)).collect();
    let mut docs: Vec<(Document<'_>, Vec<Referent>)> =
        buffers.iter().zip(&texts).map(|(b, (_, r))| (read(&models, b), r.clone())).collect();
    let [mut all, mut masculine, mut feminine] = [Links::default(); 3];
    for fold in 0..FOLDS {
        let held = |number: usize| number < count && number % FOLDS == fold;
        // The texts to train on in front, those to judge behind.
        let (mut train, mut test) = (Vec::new(), Vec::new());
        for (number, doc) in docs.into_iter().enumerate() {
            if held(number) { test.push((number, doc)) } else { train.push((number, doc)) }
        }
        let (numbers, train): (Vec<usize>, Vec<_>) = train.into_iter().unzip();
        let model = PronounModel::train(&train, pronouns::USUAL);
        for (_, (doc, referents)) in &test {
            let layer = resolve_entities(doc, &model, None);
            let entities = |range: parallax_records::TextRange| -> BTreeSet<usize> {
                let mentions = layer.mentions.iter().filter(|m| doc.range_of(m.tokens.clone()).overlaps(range));
                mentions.filter_map(|m| m.entity).collect()
            };
            for referent in referents {
                let pronoun = entities(referent.pronoun);
                let he = matches!(&*referent.pronoun.slice(doc.text).to_lowercase(), "he" | "him" | "his");
                let named = referent.same.iter().map(|r| (r, true)).chain(referent.others.iter().map(|r| (r, false)));
                for (range, gold) in named {
                    let found = !pronoun.is_disjoint(&entities(*range));
                    all.count(gold, found);
                    if he { masculine.count(gold, found) } else { feminine.count(gold, found) }
                }
            }
        }
        let mut back: Vec<(usize, _)> = numbers.into_iter().zip(train).chain(test).collect();
        back.sort_by_key(|(number, _)| *number);
        docs = back.into_iter().map(|(_, doc)| doc).collect();
    }
    let measure = |name: &str, links: Links| Measure { name: name.into(), value: links.f1(), has_floor: true };
    Ok(vec![measure("gap-cv.f1", all), measure("gap-cv.feminine", feminine), measure("gap-cv.masculine", masculine)])
}

/// Which part of OntoGUM to read, to see what goes wrong.
#[derive(Args)]
pub(crate) struct ChainsArguments {
    /// "train" or "dev".
    #[arg(long, default_value = "train")]
    part: String,
    /// Only documents whose name holds this ("news").
    #[arg(long, default_value = "")]
    name: String,
    /// Write key and response of each document, one JSON object a line.
    #[arg(long)]
    to: Option<PathBuf>,
}

/// OntoGUM's development part.
pub(super) fn ontogum(shared: &Shared) -> Result<Vec<Measure>> {
    let found = score(&read_chains(shared, "dev", "")?)?;
    let measure = |name: &str, value| Measure { name: name.into(), value, has_floor: true };
    Ok(vec![
        measure("ontogum-dev.b3", found.b3),
        measure("ontogum-dev.ceafe", found.ceaf),
        measure("ontogum-dev.conll", found.conll()),
        measure("ontogum-dev.muc", found.muc),
    ])
}

/// Any part of OntoGUM, to be read.
pub(super) fn chains(shared: &Shared, what: &ChainsArguments) -> Result<bool> {
    let read = read_chains(shared, &what.part, &what.name)?;
    if let Some(path) = &what.to {
        let line = |(document, response): &(Clustered, Clusters)| {
            let tokens: Vec<&str> = document.tokens.iter().map(|t| t.slice(&document.text)).collect();
            json!({"name": document.name, "tokens": tokens, "key": document.clusters, "response": response}).to_string()
        };
        std::fs::write(path, read.iter().map(line).collect::<Vec<_>>().join("\n"))?;
    }
    let found = score(&read)?;
    print(found);
    Ok(true)
}

#[expect(clippy::print_stdout, reason = "figures are this command's output")]
fn print(found: clusters::Agreement) {
    println!("muc {:.3} b3 {:.3} ceafe {:.3} conll {:.3}", found.muc, found.b3, found.ceaf, found.conll());
}

/// Documents with the chains found in them, in the corpus's tokens.
fn read_chains(shared: &Shared, part: &str, name: &str) -> Result<Vec<(Clustered, Clusters)>> {
    let models = Models::english().context("load the embedded models")?;
    let model = PronounModel::english().context("load the embedded pronoun model")?;
    let quotes = QuoteModel::english().context("load the embedded quote model")?;
    let documents = pronouns::clustered(shared, part)?.into_iter().filter(|d| d.name.contains(name));
    let read = documents.map(|document| {
        let buffer = TextBuffer::plain(&document.text);
        let doc = read(&models, &buffer);
        let mut layer = resolve_entities(&doc, &model, None);
        let mut said = extract_quotes(&doc, &models.lexicon, &layer, &quotes);
        link_chains(&doc, &mut layer, &mut said, None);
        let found = clusters_of(&doc, &layer, &document);
        drop(doc);
        (document, found)
    });
    Ok(read.collect())
}

/// All documents as one; singletons are no chains, and a mention in two clusters counts in the first.
fn score(read: &[(Clustered, Clusters)]) -> Result<clusters::Agreement> {
    let mut all = [clusters::Numbered::new(), clusters::Numbered::new()];
    for (number, (document, found)) in read.iter().enumerate() {
        for (side, clusters) in all.iter_mut().zip([&document.clusters, found]) {
            let mut taken = BTreeSet::new();
            let new = |c: &Vec<Mention>| c.iter().filter(|m| taken.insert(**m)).map(|m| (number, *m)).collect();
            side.extend(clusters.iter().map(new).filter(|c: &Vec<_>| c.len() > 1));
        }
    }
    clusters::judge(&all[0], &all[1])
}

/// Our chains in the corpus's tokens.
fn clusters_of(doc: &Document<'_>, layer: &parallax_nlp::EntityLayer, document: &Clustered) -> Clusters {
    let tokens = |tokens: &std::ops::Range<usize>| -> Option<Mention> {
        let range = doc.range_of(tokens.clone());
        let first = document.tokens.partition_point(|t| t.end <= range.start);
        let last = document.tokens.partition_point(|t| t.start < range.end);
        (first < last).then(|| (first, last - 1))
    };
    layer.chains.iter().map(|chain| chain.mentions.iter().filter_map(|(t, _)| tokens(t)).collect()).collect()
}
