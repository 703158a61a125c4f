//! Training of the recogniser of names.

use super::features::{FEATURES, extract};
use super::recogniser::{CLASSES, LABELS, OUTSIDE, Place, Recogniser, Search, TAGS, after, tag};
use crate::document::Document;
use crate::learn::{Atoms, Lexicon, PAD, Shuffle, TrainOptions, Trainer};

impl Recogniser {
    /// Trains on documents with gold names and predicted tags; each has a weight, as some
    /// are labelled by people and some by machines.
    pub fn train(gold: &[(Document<'_>, i32)], lexicon: &Lexicon, options: TrainOptions) -> Self {
        let atoms: Vec<Atoms> = gold.iter().map(|(d, _)| Atoms::of(d, lexicon)).collect();
        let right: Vec<Vec<u8>> = gold.iter().map(|(d, _)| tags_of(d)).collect();
        let mut order: Vec<(usize, usize)> =
            gold.iter().enumerate().flat_map(|(d, (doc, _))| (0..doc.sentences.len()).map(move |s| (d, s))).collect();
        let mut shuffle = Shuffle(options.seed);
        let mut trainer = Trainer::<CLASSES>::default();
        let (mut features, mut rows) = (vec![], vec![]);
        let mut search = Search::default();
        for _ in 0..options.epochs {
            shuffle.order(&mut order);
            for (d, s) in &order {
                let (doc, weight) = &gold[*d];
                let tokens = doc.sentences[*s].tokens.clone();
                let sentence = atoms[*d].sentence(doc, *s);
                let right = &right[*d][tokens.clone()];
                features.clear();
                search.scores.clear();
                for (at, right) in (PAD..sentence.len() - PAD).zip(right) {
                    let mut now = [0; FEATURES];
                    extract(sentence, &doc.xpos[tokens.clone()], at, &mut now);
                    let mut scores = trainer.score(&now, &mut rows);
                    scores[usize::from(*right)] -= options.margin;
                    search.scores.push(scores);
                    features.push(now);
                }
                let mut transitions = [[0; TAGS]; TAGS];
                for (before, row) in transitions.iter_mut().enumerate() {
                    row.copy_from_slice(&trainer.score(&[after(before)], &mut rows)[..TAGS]);
                }
                let chosen = search.best(&transitions);
                let (mut last_right, mut last_chosen) = (OUTSIDE, OUTSIDE);
                for (i, (right, chosen)) in right.iter().zip(chosen).enumerate() {
                    let (right, chosen) = (usize::from(*right), usize::from(*chosen));
                    if right != chosen {
                        trainer.change(&features[i], right, *weight);
                        trainer.change(&features[i], chosen, -weight);
                    }
                    if (last_right, right) != (last_chosen, chosen) {
                        trainer.change(&[after(last_right)], right, *weight);
                        trainer.change(&[after(last_chosen)], chosen, -weight);
                    }
                    (last_right, last_chosen) = (right, chosen);
                }
                trainer.now += 1;
            }
        }
        Self::new(trainer.finish(options.least))
    }
}

/// The tag of every token; names with a label that is not learnt count as none.
fn tags_of(doc: &Document<'_>) -> Vec<u8> {
    let mut tags = vec![OUTSIDE as u8; doc.len()];
    for name in &doc.names {
        let Some(label) = LABELS.iter().position(|l| *l == name.label) else { continue };
        for token in name.tokens.clone() {
            let place = match (token == name.tokens.start, token + 1 == name.tokens.end) {
                (true, true) => Place::Unit,
                (true, false) => Place::Begin,
                (false, true) => Place::Last,
                (false, false) => Place::Inside,
            };
            tags[token] = tag(label, place) as u8;
        }
    }
    tags
}
