//! Training of the tagger.

use std::collections::BTreeMap;

use super::tagger::{CLASSES, FEATURES, START, Tagger, best, extract};
use crate::document::Document;
use crate::learn::{Atoms, Averages, Lexicon, PAD, Shuffle, TrainOptions, Trainer};
use crate::tagset::{Upos, Xpos};

/// Pairs of tags rarer than this are errors of annotation more often than not.
const RAREST: usize = 3;

impl Tagger {
    /// Trains on documents with gold tags.
    pub fn train(gold: &[Document<'_>], lexicon: &Lexicon, options: TrainOptions) -> Self {
        let mut counts: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
        for doc in gold {
            for pair in doc.upos.iter().zip(&doc.xpos) {
                *counts.entry((*pair.0, *pair.1)).or_default() += 1;
            }
        }
        let mut kept: Vec<_> = counts.into_iter().filter(|(_, n)| *n >= RAREST).collect();
        kept.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        kept.truncate(CLASSES);
        let classes: Vec<(Upos, Xpos)> = kept.into_iter().map(|(pair, _)| pair).collect();

        let atoms: Vec<Atoms> = gold.iter().map(|d| Atoms::of(d, lexicon)).collect();
        let table = options.vote(|options| train_once(gold, &atoms, &classes, options));
        Self { classes, table }
    }
}

fn train_once(
    gold: &[Document<'_>],
    atoms: &[Atoms],
    classes: &[(Upos, Xpos)],
    options: &TrainOptions,
) -> Averages<CLASSES> {
    let mut order: Vec<(usize, usize)> =
        gold.iter().enumerate().flat_map(|(d, doc)| (0..doc.sentences.len()).map(move |s| (d, s))).collect();
    let mut shuffle = Shuffle(options.seed);
    let mut trainer = Trainer::<CLASSES>::new(options.least.min(255) as u8);
    let (mut features, mut kept, mut rows) = ([0; FEATURES], vec![], vec![]);
    for _ in 0..options.epochs {
        shuffle.order(&mut order);
        for (d, s) in &order {
            let doc = &gold[*d];
            let sentence = atoms[*d].sentence(doc, *s);
            let first = doc.sentences[*s].tokens.start;
            let (mut before, mut last) = (START, START);
            for at in PAD..sentence.len() - PAD {
                let token = first + at - PAD;
                let right = classes.iter().position(|c| *c == (doc.upos[token], doc.xpos[token]));
                extract(sentence, at, last, before, &mut features);
                shuffle.thin(&features, options.dropout, &mut kept);
                let mut scores = trainer.score(&kept, &mut rows);
                let chosen = best(&scores[..classes.len()]);
                if let Some(right) = right {
                    scores[right] -= options.margin;
                    let rival = best(&scores[..classes.len()]);
                    if rival != right {
                        trainer.correct(&kept, right, rival, 1);
                    }
                }
                (before, last) = (last, chosen as u32);
            }
            trainer.now += 1;
        }
    }
    trainer.averages(1)
}
