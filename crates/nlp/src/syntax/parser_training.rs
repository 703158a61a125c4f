//! Training of the parser.

use std::collections::BTreeMap;

use super::features::{FEATURES, Nodes, extract};
use super::oracle::costs;
use super::parser::{CLASSES, Parser, best_allowed, only_move};
use super::state::{Move, State};
use crate::document::Document;
use crate::learn::{Atoms, Averages, Lexicon, Shuffle, TrainOptions, Trainer};
use crate::tagset::Deprel;

/// Relations rarer than this in one direction are left out.
const RAREST: usize = 3;

impl Parser {
    /// Trains on documents with gold trees. Their tags should be predicted ones, by a
    /// tagger that did not see them, as the parser will meet no better.
    pub fn train(gold: &[Document<'_>], lexicon: &Lexicon, options: TrainOptions) -> Self {
        let classes = classes(gold);
        let atoms: Vec<Atoms> = gold.iter().map(|d| Atoms::of(d, lexicon)).collect();
        let table = options.vote(|options| train_once(gold, &atoms, &classes, options));
        Self { classes, table }
    }
}

fn train_once(
    gold: &[Document<'_>],
    atoms: &[Atoms],
    classes: &[(Move, Deprel)],
    options: &TrainOptions,
) -> Averages<CLASSES> {
    let mut order: Vec<(usize, usize)> =
        gold.iter().enumerate().flat_map(|(d, doc)| (0..doc.sentences.len()).map(move |s| (d, s))).collect();
    let mut shuffle = Shuffle(options.seed);
    let mut trainer = Trainer::<CLASSES>::new(options.least.min(255) as u8);
    let (mut features, mut kept, mut rows) = ([0; FEATURES], vec![], vec![]);
    let (mut state, mut nodes) = (State::default(), Nodes::default());
    let (mut heads, mut labels, mut costs) = (vec![], vec![], vec![]);
    for epoch in 0..options.epochs {
        shuffle.order(&mut order);
        for (d, s) in &order {
            let doc = &gold[*d];
            let tokens = doc.sentences[*s].tokens.clone();
            nodes.fill(atoms[*d].sentence(doc, *s), &doc.upos[tokens.clone()], &doc.xpos[tokens.clone()]);
            gold_tree(doc, tokens.clone(), &mut heads, &mut labels);
            state.begin(tokens.len());
            while !state.is_done() {
                if let Some(class) = only_move(&state) {
                    state.make(classes[class].0, class as u8);
                    continue;
                }
                extract(&state, &nodes, &mut features);
                shuffle.thin(&features, options.dropout, &mut kept);
                let scores = trainer.score(&kept, &mut rows);
                let chosen = best_allowed(&scores, classes, &state);
                class_costs(&state, &heads, &labels, classes, &mut costs);
                let least = costs.iter().copied().min().unwrap_or(0);
                let mut right = None;
                let mut rival = None;
                for (class, cost) in costs.iter().enumerate().filter(|(_, c)| **c != u32::MAX) {
                    let best = if *cost == least { &mut right } else { &mut rival };
                    if best.is_none_or(|b: usize| scores[class] > scores[b]) {
                        *best = Some(class);
                    }
                }
                let right = right.expect("one class is the cheapest");
                if let Some(rival) = rival.filter(|r| scores[*r] + options.margin > scores[right] || *r == chosen) {
                    trainer.correct(&kept, right, rival, 1);
                }
                // The parser's own choice is followed, so that it learns where it will be.
                let followed = if epoch > 0 && shuffle.below(10) > 0 { chosen } else { right };
                state.make(classes[followed].0, followed as u8);
            }
            trainer.now += 1;
        }
    }
    trainer.averages(1)
}

/// SHIFT first, then every transition and relation that the data needs.
fn classes(gold: &[Document<'_>]) -> Vec<(Move, Deprel)> {
    let mut counts: BTreeMap<(Move, Deprel), usize> = BTreeMap::new();
    for doc in gold {
        for token in 0..doc.len() {
            if let Some(head) = doc.head(token) {
                let kind = if head > token { Move::Left } else { Move::Right };
                *counts.entry((kind, doc.deprels[token])).or_default() += 1;
            }
        }
    }
    let mut kept: Vec<_> = counts.into_iter().filter(|(_, n)| *n >= RAREST).collect();
    kept.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    kept.truncate(CLASSES - 2);
    // LEFT onto the root: its relation is settled by where it goes.
    [(Move::Shift, Deprel::Root), (Move::Left, Deprel::Root)]
        .into_iter()
        .chain(kept.into_iter().map(|(c, _)| c))
        .collect()
}

/// Heads and relations within one sentence; the root's head is the sentence's length.
fn gold_tree(doc: &Document<'_>, tokens: std::ops::Range<usize>, heads: &mut Vec<usize>, labels: &mut Vec<Deprel>) {
    heads.clear();
    labels.clear();
    for token in tokens.clone() {
        heads.push(doc.head(token).map_or(tokens.len(), |h| h - tokens.start));
        labels.push(doc.deprels[token]);
    }
}

/// The cost of every class: lost arcs, and one more for a right arc with a wrong relation.
fn class_costs(state: &State, heads: &[usize], labels: &[Deprel], classes: &[(Move, Deprel)], out: &mut Vec<u32>) {
    let by_move = costs(state, heads);
    let top = state.stacked(0);
    let cost = |(kind, label): &(Move, Deprel)| {
        let cost = by_move[*kind as usize];
        let head = match kind {
            Move::Shift => return cost,
            Move::Left => state.next,
            Move::Right => state.stacked(1),
        };
        if cost == u32::MAX || *label == Deprel::Root {
            return u32::MAX;
        }
        cost + u32::from(heads[top] == head && labels[top] != *label)
    };
    out.clear();
    out.extend(classes.iter().map(cost));
}
