//! Training of the tagger.

use std::collections::BTreeMap;

use super::habits::Habits;
use super::looks::{Line, first_look, second_look};
use super::tagger::{CLASSES, Guesses, START, Tagger, best};
use crate::document::Document;
use crate::learn::{Atom, Atoms, Averages, Lexicon, PAD, Shuffle, TrainOptions, Trainer};
use crate::tagset::{Upos, Xpos};

/// Pairs of tags rarer than this are errors of annotation more often than not.
const RAREST: usize = 3;
/// The second look learns where the first is less ahead than this: somewhat wider than where it
/// will decide, so that it has seen what it decides on.
const DOUBT: i16 = 120;
/// The second look learns beside guesses of taggers that did not see the sentence.
const FOLDS: usize = 5;
/// Sentences that stay together when they are dealt into folds.
const RUN: usize = 20;

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
        let mut lessons: Vec<Lesson<'_>> = gold.iter().zip(&atoms).flat_map(|(d, a)| of(d, a, &classes)).collect();
        let seen = lessons.iter().flat_map(|l| l.atoms.iter().zip(&l.right));
        let habits = Habits::learn(seen.filter_map(|(atom, right)| Some((atom.lower, (*right)?))));
        lessons.iter_mut().for_each(|lesson| habits.of(lesson.atoms, &mut lesson.habits));

        let classes_count = classes.len();
        let all: Vec<&Lesson<'_>> = lessons.iter().collect();
        let first = options.vote(|options| learn_first(&all, classes_count, options));
        let guesses = guesses(&lessons, classes_count, options);
        let second = options.vote(|options| learn_second(&all, &guesses, classes_count, options));
        Self { classes, habits, first, second }
    }
}

/// A sentence to learn from, with [`PAD`] places on either side.
struct Lesson<'a> {
    atoms: &'a [Atom],
    habits: Vec<u32>,
    /// The right classes; none for a pair of tags that is too rare.
    right: Vec<Option<usize>>,
}

/// The sentences of a document.
fn of<'a>(doc: &Document<'_>, atoms: &'a Atoms, classes: &[(Upos, Xpos)]) -> Vec<Lesson<'a>> {
    let class = |token: usize| classes.iter().position(|c| *c == (doc.upos[token], doc.xpos[token]));
    let lesson = |number: usize| {
        let around = [None; PAD];
        let tokens = doc.sentences[number].tokens.clone();
        let right = around.into_iter().chain(tokens.map(class)).chain(around).collect();
        Lesson { atoms: atoms.sentence(doc, number), habits: Vec::new(), right }
    };
    (0..doc.sentences.len()).map(lesson).collect()
}

fn learn_first(lessons: &[&Lesson<'_>], classes: usize, options: &TrainOptions) -> Averages<CLASSES> {
    let mut learner = Learner::new(classes, options);
    for _ in 0..options.epochs {
        for number in learner.order(lessons.len()) {
            let lesson = lessons[number];
            let mut tags = vec![START; lesson.atoms.len()];
            for at in (PAD..tags.len() - PAD).rev() {
                let line = Line { atoms: lesson.atoms, habits: &lesson.habits, tags: &tags };
                tags[at] = learner.learn(&first_look(&line, at), lesson.right[at]);
            }
            learner.trainer.now += 1;
        }
    }
    learner.trainer.averages(1)
}

fn learn_second(
    lessons: &[&Lesson<'_>],
    guesses: &[Guesses],
    classes: usize,
    options: &TrainOptions,
) -> Averages<CLASSES> {
    let mut learner = Learner::new(classes, options);
    for _ in 0..options.epochs {
        for number in learner.order(lessons.len()) {
            let (lesson, Guesses { tags, leads }) = (lessons[number], &guesses[number]);
            let mut tags = tags.clone();
            for at in (PAD..tags.len() - PAD).filter(|at| leads[*at] < DOUBT) {
                let line = Line { atoms: lesson.atoms, habits: &lesson.habits, tags: &tags };
                tags[at] = learner.learn(&second_look(&line, at), lesson.right[at]);
            }
            learner.trainer.now += 1;
        }
    }
    learner.trainer.averages(1)
}

/// What taggers guess at first look that did not see the sentence.
fn guesses(lessons: &[Lesson<'_>], classes: usize, options: TrainOptions) -> Vec<Guesses> {
    let mut guesses: Vec<Guesses> = lessons.iter().map(|_| Guesses::default()).collect();
    for fold in 0..FOLDS {
        let is_held = |number: usize| number / RUN % FOLDS == fold;
        let rest: Vec<&Lesson<'_>> = (0..lessons.len()).filter(|n| !is_held(*n)).map(|n| &lessons[n]).collect();
        let table = TrainOptions { votes: 2, ..options }.vote(|options| learn_first(&rest, classes, options));
        for number in (0..lessons.len()).filter(|n| is_held(*n)) {
            guesses[number].make(&table, classes, lessons[number].atoms, &lessons[number].habits);
        }
    }
    guesses
}

/// A perceptron learning class by class.
struct Learner<'o> {
    options: &'o TrainOptions,
    classes: usize,
    shuffle: Shuffle,
    trainer: Trainer<CLASSES>,
    order: Vec<usize>,
    kept: Vec<u32>,
    rows: Vec<u32>,
}

impl<'o> Learner<'o> {
    fn new(classes: usize, options: &'o TrainOptions) -> Self {
        let (shuffle, trainer) = (Shuffle(options.seed), Trainer::new(options.least.min(255) as u8));
        Self { options, classes, shuffle, trainer, order: vec![], kept: vec![], rows: vec![] }
    }

    /// A new order of the sentences.
    fn order(&mut self, length: usize) -> Vec<usize> {
        if self.order.is_empty() {
            self.order.extend(0..length);
        }
        self.shuffle.order(&mut self.order);
        self.order.clone()
    }

    /// The class chosen under some features, after which they are corrected where the right one
    /// is not ahead of all others by the margin.
    fn learn(&mut self, features: &[u32], right: Option<usize>) -> u32 {
        self.shuffle.thin(features, self.options.dropout, &mut self.kept);
        let mut scores = self.trainer.score(&self.kept, &mut self.rows);
        let scores = &mut scores[..self.classes];
        let chosen = best(scores);
        if let Some(right) = right {
            scores[right] -= self.options.margin;
            let rival = best(scores);
            if rival != right {
                self.trainer.correct(&self.kept, right, rival, 1);
            }
        }
        chosen as u32
    }
}
