//! Training of the recogniser of names.

use super::features::{FEATURES, extract};
use super::recogniser::{CLASSES, LABELS, OUTSIDE, Place, Recogniser, Search, TAGS, after, label_and_place, tag};
use crate::document::{Document, NameLabel};
use crate::learn::{Atoms, Averages, Lexicon, PAD, Shuffle, TrainOptions, Trainer};

/// How much further the right answer has to be ahead of a name where there is none.
const WARY: i32 = 15;
/// The same, on top, of an organisation: machines' labels see organisations in every acronym
/// and product.
const WARY_OF_BODIES: i32 = 35;
/// A class without a tag, to correct one side only.
const SPARE: usize = CLASSES - 1;

impl Recogniser {
    /// Trains on documents with gold names and predicted tags; each has a weight, as some
    /// are labelled by people and some by machines.
    pub fn train(gold: &[(Document<'_>, i32)], lexicon: &Lexicon, options: TrainOptions) -> Self {
        let atoms: Vec<Atoms> = gold.iter().map(|(d, _)| Atoms::of(d, lexicon)).collect();
        let right: Vec<Vec<u8>> = gold.iter().map(|(d, _)| tags_of(d)).collect();
        Self::new(options.vote(|options| train_once(gold, &atoms, &right, options)))
    }
}

fn train_once(
    gold: &[(Document<'_>, i32)],
    atoms: &[Atoms],
    right: &[Vec<u8>],
    options: &TrainOptions,
) -> Averages<CLASSES> {
    let mut order: Vec<(usize, usize)> =
        gold.iter().enumerate().flat_map(|(d, (doc, _))| (0..doc.sentences.len()).map(move |s| (d, s))).collect();
    let mut shuffle = Shuffle(options.seed);
    let mut trainer = Trainer::<CLASSES>::new(options.least.min(255) as u8);
    let mut search = Search::default();
    let (mut features, mut rows): (Vec<Vec<u32>>, _) = (vec![], vec![]);
    for _ in 0..options.epochs {
        shuffle.order(&mut order);
        for (d, s) in &order {
            let (doc, weight) = &gold[*d];
            let tokens = doc.sentences[*s].tokens.clone();
            let sentence = atoms[*d].sentence(doc, *s);
            let right = &right[*d][tokens.clone()];
            search.scores.clear();
            for (i, right) in right.iter().enumerate() {
                let mut all = [0; FEATURES];
                extract(sentence, &doc.xpos[tokens.clone()], i + PAD, &mut all);
                if features.len() == i {
                    features.push(vec![]);
                }
                shuffle.thin(&all, options.dropout, &mut features[i]);
                let mut scores = trainer.score(&features[i], &mut rows);
                scores[usize::from(*right)] -= options.margin;
                for tag in (1..TAGS).filter(|_| usize::from(*right) == OUTSIDE) {
                    scores[tag] += WARY;
                }
                if !is_of(usize::from(*right), NameLabel::Org) {
                    (1..TAGS).filter(|t| is_of(*t, NameLabel::Org)).for_each(|t| scores[t] += WARY_OF_BODIES);
                }
                search.scores.push(scores);
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
                    trainer.correct(&features[i], right, chosen, *weight);
                }
                if last_right == last_chosen && right != chosen {
                    trainer.correct(&[after(last_right)], right, chosen, *weight);
                } else if last_right != last_chosen {
                    trainer.correct(&[after(last_right)], right, SPARE, *weight);
                    trainer.correct(&[after(last_chosen)], SPARE, chosen, *weight);
                }
                (last_right, last_chosen) = (right, chosen);
            }
            trainer.now += 1;
        }
    }
    trainer.averages(1)
}

/// Whether a tag is one of a label's.
fn is_of(tag: usize, label: NameLabel) -> bool {
    label_and_place(tag).is_some_and(|(l, _)| LABELS[l] == label)
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
