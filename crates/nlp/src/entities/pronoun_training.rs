//! Trains the ranking of those whom a pronoun may mean.

use parallax_records::TextRange;

use super::pronoun_model::PronounModel;
use super::pronouns::{Features, Judge};
use super::{names, nominals, pronouns};
use crate::document::Document;
use crate::learn::{Averages, Shuffle, TrainOptions, Trainer};

/// What is known of one pronoun of an annotated text.
#[derive(Debug, Clone)]
pub struct Referent {
    /// The pronoun.
    pub pronoun: TextRange,
    /// Mentions of whom it means; none where it means none of `others`.
    pub same: Vec<TextRange>,
    /// Mentions of whom it does not mean. Empty where everybody else is.
    pub others: Vec<TextRange>,
}

/// Knows whom the pronouns mean, lets the weights guess, and corrects them.
struct Teacher<'l> {
    referents: &'l [Referent],
    trainer: &'l mut Trainer<1>,
    rows: Vec<u32>,
}

impl Judge for Teacher<'_> {
    fn choose(&mut self, doc: &Document<'_>, pronoun: usize, rivals: &[Features]) -> Option<usize> {
        let at = doc.range(pronoun);
        let scores: Vec<i32> = rivals.iter().map(|r| self.trainer.score(&r.values, &mut self.rows)[0]).collect();
        let best = |fits: &dyn Fn(usize) -> bool| {
            (0..rivals.len())
                .filter(|r| !rivals[*r].values.is_empty() && fits(*r))
                .max_by_key(|r| (scores[*r], std::cmp::Reverse(*r)))
        };
        let guess = best(&|_| true)?;
        let Some(known) = self.referents.iter().find(|r| r.pronoun.overlaps(at)) else { return guess.checked_sub(1) };
        let is_one_of = |rival: usize, ranges: &[TextRange]| {
            rivals[rival].heads.iter().any(|h| doc.range(*h) != at && ranges.iter().any(|r| r.overlaps(doc.range(*h))))
        };
        let right = |rival: usize| match known.same.is_empty() {
            true => !is_one_of(rival, &known.others),
            false => rival > 0 && is_one_of(rival, &known.same),
        };
        // Whoever is meant may not compete at all; then nobody is right, or nothing can be learnt.
        let Some(target) = best(&right).or_else(|| (!rivals[0].values.is_empty()).then_some(0)) else {
            return guess.checked_sub(1);
        };
        self.trainer.now += 1;
        if !(right(guess) || target == guess) {
            self.trainer.change(&rivals[target].values, 0, 1);
            self.trainer.change(&rivals[guess].values, 0, -1);
        }
        target.checked_sub(1)
    }
}

impl PronounModel {
    /// Trains on annotated texts whose layers up to names and lemmas are filled; the same bytes for the
    /// same texts and seed.
    pub fn train(texts: &[(Document<'_>, Vec<Referent>)], options: TrainOptions) -> Self {
        Self { table: options.vote(|options| train_once(texts, options)) }
    }
}

fn train_once(texts: &[(Document<'_>, Vec<Referent>)], options: &TrainOptions) -> Averages<1> {
    let mut trainer = Trainer::<1>::default();
    let mut shuffle = Shuffle(options.seed);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    for _ in 0..options.epochs {
        shuffle.order(&mut order);
        for number in &order {
            let (doc, referents) = &texts[*number];
            let mut named = names::link(doc, None);
            let found = nominals::link(doc, &mut named, None);
            let mut teacher = Teacher { referents, trainer: &mut trainer, rows: Vec::new() };
            pronouns::link(doc, &mut named, &found, &mut teacher);
        }
    }
    trainer.averages(options.least)
}
