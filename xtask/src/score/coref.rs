//! Coreference: GAP on texts that the ranking has not seen, and OntoGUM's clusters.
//!
//! The shipped ranking is trained on GAP's development part, so that its score there says little: here it is trained
//! on four fifths and judged on the last, five times. OntoGUM is judged by MUC (Vilain et al. 1995), B3 (Bagga & Baldwin
//! 1998) and CEAF-e (Luo 2005) and their mean, as CoNLL 2012 does, on exact spans without singletons. Judged
//! are the chains that the program itself uses, in phrases as OntoNotes marks them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use parallax_nlp::{
    Document, Models, PronounModel, QuoteModel, Referent, TextBuffer, extract_quotes, link_chains, resolve_entities,
};

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

type Mention = (usize, usize);
type Clusters = Vec<Vec<Mention>>;

/// OntoGUM's development part.
pub(super) fn ontogum(shared: &Shared) -> Result<Vec<Measure>> {
    let models = Models::english().context("load the embedded models")?;
    let model = PronounModel::english().context("load the embedded pronoun model")?;
    let quotes = QuoteModel::english().context("load the embedded quote model")?;
    let (mut muc, mut b3, mut ceaf) = (Shares::default(), Shares::default(), Shares::default());
    for document in pronouns::clustered(shared, "dev")? {
        let buffer = TextBuffer::plain(&document.text);
        let doc = read(&models, &buffer);
        let mut layer = resolve_entities(&doc, &model, None);
        let mut said = extract_quotes(&doc, &models.lexicon, &layer, &quotes);
        link_chains(&doc, &mut layer, &mut said, None);
        let found = clusters_of(&doc, &layer, &document);
        let gold: Clusters = document.clusters.iter().filter(|c| c.len() > 1).cloned().collect();
        muc.add(links_kept(&gold, &found), links_kept(&found, &gold));
        b3.add(shares_kept(&gold, &found), shares_kept(&found, &gold));
        let similar = best_pairs(&gold, &found);
        ceaf.add((similar, gold.len() as f64), (similar, found.len() as f64));
    }
    let mean = (muc.f1() + b3.f1() + ceaf.f1()) / 3.0;
    let measure = |name: &str, value| Measure { name: name.into(), value, has_floor: true };
    Ok(vec![
        measure("ontogum-dev.b3", b3.f1()),
        measure("ontogum-dev.ceafe", ceaf.f1()),
        measure("ontogum-dev.conll", mean),
        measure("ontogum-dev.muc", muc.f1()),
    ])
}

/// Our chains in the corpus's tokens.
fn clusters_of(doc: &Document<'_>, layer: &parallax_nlp::EntityLayer, document: &Clustered) -> Clusters {
    let mut taken: BTreeSet<Mention> = BTreeSet::new();
    let mut found = Clusters::new();
    for chain in &layer.chains {
        let mut cluster = Vec::new();
        for (tokens, _) in &chain.mentions {
            let range = doc.range_of(tokens.clone());
            let first = document.tokens.partition_point(|t| t.end <= range.start);
            let last = document.tokens.partition_point(|t| t.start < range.end);
            if first < last && taken.insert((first, last - 1)) {
                cluster.push((first, last - 1));
            }
        }
        found.push(cluster);
    }
    found.retain(|cluster| cluster.len() > 1);
    found
}

/// Sums of what was kept, of how much, on both sides.
#[derive(Debug, Default)]
struct Shares {
    recall: (f64, f64),
    precision: (f64, f64),
}

impl Shares {
    fn add(&mut self, recall: (f64, f64), precision: (f64, f64)) {
        self.recall = (self.recall.0 + recall.0, self.recall.1 + recall.1);
        self.precision = (self.precision.0 + precision.0, self.precision.1 + precision.1);
    }

    fn f1(&self) -> f64 {
        let share = |(kept, of): (f64, f64)| if of > 0.0 { kept / of } else { 0.0 };
        let (r, p) = (share(self.recall), share(self.precision));
        if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 }
    }
}

fn places(clusters: &Clusters) -> BTreeMap<Mention, usize> {
    clusters.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |m| (*m, i))).collect()
}

/// MUC: the links of the one side's clusters that the other side keeps.
fn links_kept(clusters: &Clusters, other: &Clusters) -> (f64, f64) {
    let of = places(other);
    let (mut kept, mut all) = (0, 0);
    for cluster in clusters {
        let parts: BTreeSet<usize> = cluster.iter().filter_map(|m| of.get(m).copied()).collect();
        let alone = cluster.iter().filter(|m| !of.contains_key(m)).count();
        kept += cluster.len() - parts.len() - alone;
        all += cluster.len() - 1;
    }
    (kept as f64, all as f64)
}

/// B3: for each mention of the one side the share of its cluster that the other side keeps with it.
fn shares_kept(clusters: &Clusters, other: &Clusters) -> (f64, f64) {
    let of = places(other);
    let (mut kept, mut all) = (0.0, 0.0);
    for cluster in clusters {
        for mention in cluster {
            all += 1.0;
            if let Some(place) = of.get(mention) {
                let shared = cluster.iter().filter(|m| of.get(m) == Some(place)).count();
                kept += shared as f64 / cluster.len() as f64;
            }
        }
    }
    (kept, all)
}

/// CEAF-e: the greatest sum of likeness over pairs of clusters, each used once.
fn best_pairs(gold: &Clusters, found: &Clusters) -> f64 {
    let likeness = |a: &Vec<Mention>, b: &Vec<Mention>| {
        2.0 * a.iter().filter(|m| b.contains(m)).count() as f64 / (a.len() + b.len()) as f64
    };
    let size = gold.len().max(found.len());
    // Assignment by shortest augmenting paths (Jonker & Volgenant 1987), on costs below zero.
    let cost = |i: usize, j: usize| match (gold.get(i), found.get(j)) {
        (Some(a), Some(b)) => -likeness(a, b),
        _ => 0.0,
    };
    let (mut u, mut v) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut row_of = vec![0_usize; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut column = 0;
        let (mut least, mut used, mut way) = (vec![f64::INFINITY; size + 1], vec![false; size + 1], vec![0; size + 1]);
        while row_of[column] != 0 {
            used[column] = true;
            let (current, mut delta, mut next) = (row_of[column], f64::INFINITY, 0);
            for j in 1..=size {
                if used[j] {
                    continue;
                }
                let reduced = cost(current - 1, j - 1) - u[current] - v[j];
                if reduced < least[j] {
                    (least[j], way[j]) = (reduced, column);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=size {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            let before = way[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    (1..=size).map(|j| -cost(row_of[j] - 1, j - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the reference scorer's paper (Pradhan et al. 2014): key {a b c} {d e f g}, response {a b} {c d}
    /// {f g h i}.
    #[test]
    fn the_published_example() {
        let at = |s: &str| s.bytes().map(|b| (usize::from(b), usize::from(b))).collect::<Vec<_>>();
        let key = vec![at("abc"), at("defg")];
        let response = vec![at("ab"), at("cd"), at("fghi")];
        let near = |(kept, all): (f64, f64), share: f64| (kept / all - share).abs() < 0.005;
        assert!(near(links_kept(&key, &response), 0.40) && near(links_kept(&response, &key), 0.40));
        assert!(near(shares_kept(&key, &response), 0.42) && near(shares_kept(&response, &key), 0.50));
        let best = best_pairs(&key, &response);
        assert!((best / 2.0 - 0.65).abs() < 0.005 && (best / 3.0 - 0.43).abs() < 0.005);
    }
}
