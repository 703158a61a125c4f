//! Trees for news text, which no treebank holds: several parsers vote, one learns from them.
//!
//! Two parsers read from left to right and two from right to left, so that their mistakes
//! differ (K. Sagae and A. Lavie 2006: parser combination by reparsing).

use std::collections::BTreeMap;

use anyhow::Result;
use parallax_nlp::learn::{Lexicon, TrainOptions};
use parallax_nlp::{Deprel, Parser, SentenceLayer};
use rayon::prelude::*;

use super::corpus::{Corpus, mirrored};
use crate::treebank::Sentence;

/// Sentences on which fewer than this share of the votes agree teach more wrong than right.
const AGREEMENT: f64 = 0.85;

/// Head and relation of each token of a sentence.
type Tree = Vec<(usize, Deprel)>;

/// Gives `sentences` the trees that parsers trained on `treebank` agree on; drops those
/// without enough agreement.
pub(super) fn vote(
    treebank: &[Sentence],
    sentences: Vec<Sentence>,
    lexicon: &Lexicon,
    options: TrainOptions,
) -> Result<Vec<Sentence>> {
    let jobs = [(false, 100), (false, 101), (true, 102), (true, 103)];
    let parse = |(backwards, seed): &(bool, u64)| -> Result<Vec<Tree>> {
        let turn = |s: &[Sentence]| if *backwards { mirrored(s) } else { s.to_vec() };
        let (gold, text) = (Corpus::new(turn(treebank)), Corpus::new(turn(&sentences)));
        let options = TrainOptions { seed: options.seed + seed, votes: 1, epochs: 8, ..options };
        let parser = Parser::train(&[gold.document()?], lexicon, options);
        let mut doc = text.document()?;
        parser.parse(&mut doc, lexicon);
        let tree = |layer: &SentenceLayer| {
            let first = layer.tokens.start;
            let mut tree: Tree =
                layer.tokens.clone().map(|t| (doc.heads[t] as usize - first, doc.deprels[t])).collect();
            if *backwards {
                let last = tree.len() - 1;
                tree.iter_mut().for_each(|(head, _)| *head = last - *head);
                tree.reverse();
            }
            tree
        };
        Ok(doc.sentences.iter().map(tree).collect())
    };
    let votes: Vec<Vec<Tree>> = jobs.par_iter().map(parse).collect::<Result<_>>()?;
    let mut kept = vec![];
    for (i, mut sentence) in sentences.into_iter().enumerate() {
        let votes: Vec<&Tree> = votes.iter().map(|v| &v[i]).collect();
        if settle(&mut sentence, &votes) >= AGREEMENT {
            kept.push(sentence);
        }
    }
    Ok(kept)
}

/// The projective tree with most votes; returns the share of votes it got.
fn settle(sentence: &mut Sentence, votes: &[&Tree]) -> f64 {
    let length = sentence.tokens.len();
    // Node 0 is the root, node i + 1 token i.
    let mut scores = vec![vec![0; length + 1]; length + 1];
    for tree in votes {
        for (child, (head, _)) in tree.iter().enumerate() {
            scores[if *head == child { 0 } else { head + 1 }][child + 1] += 1;
        }
    }
    let heads = eisner(&scores);
    let mut agreed = 0;
    for (child, token) in sentence.tokens.iter_mut().enumerate() {
        let head = heads[child + 1];
        agreed += scores[head][child + 1];
        token.head = if head == 0 { child } else { head - 1 };
        let mut labels: BTreeMap<Deprel, usize> = BTreeMap::new();
        for tree in votes.iter().filter(|t| t[child].0 == token.head) {
            *labels.entry(tree[child].1).or_default() += 1;
        }
        token.deprel = labels.into_iter().max_by_key(|(_, n)| *n).map_or(Deprel::Dep, |(label, _)| label);
    }
    f64::from(agreed) / (votes.len() * length) as f64
}

/// The best projective tree with one child of the root (J. Eisner 1996).
fn eisner(scores: &[Vec<i32>]) -> Vec<usize> {
    let n = scores.len();
    // Every tree pays for the root's first child, so that no tree takes a second.
    let score = |head: usize, child: usize| scores[head][child] - if head == 0 { 1000 } else { 0 };
    const LOW: i32 = i32::MIN / 4;
    // [direction][complete] -> best[from][to], with the split that made it.
    let mut best = vec![vec![[[LOW; 2]; 2]; n]; n];
    let mut split = vec![vec![[[0; 2]; 2]; n]; n];
    for (i, row) in best.iter_mut().enumerate() {
        row[i] = [[0; 2]; 2];
    }
    for width in 1..n {
        for from in 0..n - width {
            let to = from + width;
            for at in from..to {
                let joined = best[from][at][1][1] + best[at + 1][to][0][1];
                for (direction, arc) in [(0, score(to, from)), (1, score(from, to))] {
                    if (direction == 1 || from > 0) && joined + arc > best[from][to][direction][0] {
                        best[from][to][direction][0] = joined + arc;
                        split[from][to][direction][0] = at;
                    }
                }
            }
            for at in from..to {
                let left = best[from][at][0][1] + best[at][to][0][0];
                if left > best[from][to][0][1] {
                    best[from][to][0][1] = left;
                    split[from][to][0][1] = at;
                }
            }
            for at in from + 1..=to {
                let right = best[from][at][1][0] + best[at][to][1][1];
                if right > best[from][to][1][1] {
                    best[from][to][1][1] = right;
                    split[from][to][1][1] = at;
                }
            }
        }
    }
    let mut heads = vec![0; n];
    let mut open = vec![(0, n - 1, 1, 1)];
    while let Some((from, to, direction, complete)) = open.pop() {
        if from == to {
            continue;
        }
        let at = split[from][to][direction][complete];
        match (direction, complete) {
            (0, 1) => open.extend([(from, at, 0, 1), (at, to, 0, 0)]),
            (1, 1) => open.extend([(from, at, 1, 0), (at, to, 1, 1)]),
            _ => {
                if direction == 0 {
                    heads[from] = to;
                } else {
                    heads[to] = from;
                }
                open.extend([(from, at, 1, 1), (at + 1, to, 0, 1)]);
            }
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_with_most_votes_is_found() {
        // Token 2 is the root's child; 1 and 3 hang below it, 4 below 3.
        let mut scores = vec![vec![0; 5]; 5];
        for (head, child, votes) in [(0, 2, 3), (2, 1, 4), (2, 3, 2), (3, 4, 3), (0, 4, 1), (4, 3, 1), (0, 3, 1)] {
            scores[head][child] = votes;
        }
        assert_eq!(eisner(&scores), [0, 2, 0, 2, 3]);
    }
}
