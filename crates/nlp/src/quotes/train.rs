//! Trains the quote models from annotated articles.
//!
//! Few hundred articles leave a perceptron undecided where few examples speak, and then the order in which it saw them
//! decides. So several are trained, each on an order of its own, and their weights are added up (bagging): figures on
//! development articles are a little better for it, and hang on the seed far less.

use parallax_records::TextRange;

use super::cue_model;
use super::model::{CueModel, QuoteModel};
use super::outline::Outline;
use super::spans::{self, CLASSES, LABELS, Label, Lattice};
use crate::document::Document;
use crate::learn::{Atoms, Lexicon, Shuffle, Table, TrainOptions, Trainer};

/// One attribution of an annotated article: where its parts stand in the text.
#[derive(Debug, Clone, Default)]
pub struct Attributed {
    /// What is said or thought.
    pub content: Vec<TextRange>,
    /// Who says it.
    pub source: Vec<TextRange>,
    /// The words that report.
    pub cue: Vec<TextRange>,
}

/// An annotated article with all layers below quotes filled.
#[derive(Debug)]
pub(crate) struct Lesson<'d, 't> {
    pub(crate) doc: &'d Document<'t>,
    pub(crate) outline: Outline,
    /// For each attribution: its cue's head token and its parts.
    pub(crate) gold: Vec<(usize, &'d Attributed)>,
}

impl<'d, 't> Lesson<'d, 't> {
    pub(crate) fn new(doc: &'d Document<'t>, outline: Outline, attributed: &'d [Attributed]) -> Self {
        let gold = attributed.iter().filter_map(|a| Some((cue_head(doc, &outline, a)?, a))).collect();
        Self { doc, outline, gold }
    }
}

/// The token that stands for the words of a cue: the one highest in the tree that may be a
/// cue at all.
fn cue_head(doc: &Document<'_>, outline: &Outline, attributed: &Attributed) -> Option<usize> {
    let tokens: Vec<usize> = attributed.cue.iter().flat_map(|r| doc.tokens_in(*r)).collect();
    let outside = |t: usize| doc.head(t).is_none_or(|h| !tokens.contains(&h));
    let fit = |t: &&usize| cue_model::may_be_cue(doc, outline, **t);
    tokens
        .iter()
        .find(|t| fit(t) && outside(**t) && outline.stance[**t] != 0)
        .or_else(|| tokens.iter().find(|t| fit(t) && outside(**t)))
        .or_else(|| tokens.iter().filter(fit).max_by_key(|t| outline.stance[**t] != 0))
        .copied()
}

impl QuoteModel {
    /// Trains both models on annotated articles whose layers below quotes are filled; the
    /// same bytes for the same articles and seed. `log` is told how far it is.
    pub fn train(
        articles: &[(Document<'_>, Vec<Attributed>)],
        lexicon: &Lexicon,
        options: TrainOptions,
        log: &mut dyn FnMut(String),
    ) -> Self {
        let outline = |doc: &Document<'_>| Outline::of(doc, &Atoms::truecased(doc, lexicon));
        let lessons: Vec<Lesson<'_, '_>> =
            articles.iter().map(|(doc, gold)| Lesson::new(doc, outline(doc), gold)).collect();
        train(&lessons, options, log)
    }
}

/// Trains both models.
fn train(lessons: &[Lesson<'_, '_>], options: TrainOptions, log: &mut dyn FnMut(String)) -> QuoteModel {
    // The span model must learn from cue scores as they will be on text the cue model never saw.
    const FOLDS: usize = 5;
    let mut examples = Vec::new();
    let all: Vec<usize> = (0..lessons.len()).collect();
    for fold in 0..FOLDS {
        let (held, rest): (Vec<usize>, Vec<usize>) = all.iter().partition(|i| *i % FOLDS == fold);
        let cues = train_cues(lessons, &rest, options);
        let before = examples.len();
        for number in held {
            collect(&lessons[number], &cues, &mut examples);
        }
        log(format!("cue model without fold {fold}: {} examples for spans", examples.len() - before));
    }
    let cues = train_cues(lessons, &all, options);
    log(format!("spans from {} windows", examples.len()));
    let spans = train_spans(&examples, options);
    QuoteModel { cues, spans, least: 0 }
}

/// Trains the cue model on some of the lessons.
fn train_cues(lessons: &[Lesson<'_, '_>], numbers: &[usize], options: TrainOptions) -> CueModel {
    let mut examples: Vec<(Vec<u32>, bool)> = Vec::new();
    for number in numbers {
        let lesson = &lessons[*number];
        let mut is_cue = vec![false; lesson.doc.len()];
        for (cue, _) in &lesson.gold {
            is_cue[*cue] = true;
        }
        for token in (0..lesson.doc.len()).filter(|t| cue_model::may_be_cue(lesson.doc, &lesson.outline, *t)) {
            let mut features = Vec::new();
            cue_model::features(lesson.doc, &lesson.outline, token, &mut features);
            examples.push((features, is_cue[token]));
        }
    }
    let table = options.vote(|options| {
        let mut trainer = Trainer::<1>::default();
        let mut shuffle = Shuffle(options.seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut rows = Vec::new();
        for _ in 0..options.epochs {
            shuffle.order(&mut order);
            for number in &order {
                let (features, yes) = &examples[*number];
                trainer.now += 1;
                let sign = if *yes { 1 } else { -1 };
                if trainer.score(features, &mut rows)[0] * sign <= options.margin {
                    trainer.change(features, 0, sign);
                }
            }
        }
        trainer.averages(options.least)
    });
    let total: i64 = examples.iter().map(|(f, _)| i64::from(table.score(f)[0]).abs()).sum();
    let unit = (total / examples.len().max(1) as i64).max(1) as i32;
    CueModel { table, unit }
}

/// One window with its right labels.
struct Example {
    lattice: Lattice,
    labels: Vec<Label>,
}

/// The windows of an article: of its real cues, and of what the cue model takes for one.
fn collect(lesson: &Lesson<'_, '_>, cues: &CueModel, examples: &mut Vec<Example>) {
    let (doc, outline) = (lesson.doc, &lesson.outline);
    let mut scores = vec![None; doc.len()];
    cues.candidates(doc, outline, |token, score| scores[token] = Some(score));
    for (cue, score) in scores.into_iter().enumerate().filter_map(|(t, s)| Some((t, s?))) {
        let units = spans::window(doc, outline, cue);
        let mut lattice = Lattice::default();
        lattice.fill(doc, outline, cue, cues.class(score), &units);
        let mut labels = vec![Label::Outside; units.len()];
        for (_, gold) in lesson.gold.iter().filter(|(c, _)| *c == cue) {
            for (unit, label) in units.iter().zip(&mut labels) {
                if share(doc, unit, &gold.content) * 2 > unit.tokens.len() {
                    *label = Label::Content;
                } else if !unit.is_region && share(doc, unit, &gold.source) > 0 {
                    *label = Label::Source;
                }
            }
        }
        labels[lattice.fixed()] = Label::Outside;
        examples.push(Example { lattice, labels });
    }
}

/// How many tokens of a unit begin in one of the ranges.
fn share(doc: &Document<'_>, unit: &spans::Unit, ranges: &[TextRange]) -> usize {
    let inside = |t: &usize| ranges.iter().any(|r| r.start <= doc.starts[*t] && doc.starts[*t] < r.end);
    unit.tokens.clone().filter(inside).count()
}

/// Trains the span model.
fn train_spans(examples: &[Example], options: TrainOptions) -> Table<CLASSES> {
    options.vote(|options| {
        let mut trainer = Trainer::<CLASSES>::default();
        let mut shuffle = Shuffle(options.seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut labels = Vec::new();
        for _ in 0..options.epochs {
            shuffle.order(&mut order);
            for number in &order {
                let Example { lattice, labels: gold } = &examples[*number];
                trainer.now += 1;
                learn(&mut trainer, lattice, gold, options.margin, &mut labels);
            }
        }
        trainer.averages(options.least)
    })
}

/// Corrects the span model where it does not lead to the right labels of a window by a margin.
fn learn(trainer: &mut Trainer<CLASSES>, lattice: &Lattice, gold: &[Label], margin: i32, labels: &mut Vec<Label>) {
    let rows = std::cell::RefCell::new(Vec::new());
    lattice.decode(
        labels,
        |i| {
            let mut scores = trainer.score(lattice.unary(i), &mut rows.borrow_mut());
            // The wrong labels get a start, so that right ones are learnt to lead by a margin.
            for (label, score) in scores.iter_mut().take(LABELS).enumerate() {
                *score += if label == gold[i] as usize { 0 } else { margin };
            }
            scores
        },
        |i| trainer.score(lattice.step(i), &mut rows.borrow_mut()),
    );
    let (mut was, mut is) = (Label::Outside, Label::Outside);
    for i in 0..lattice.len() {
        if labels[i] != gold[i] {
            trainer.change(lattice.unary(i), gold[i] as usize, 1);
            trainer.change(lattice.unary(i), labels[i] as usize, -1);
        }
        let right = LABELS + is as usize * LABELS + gold[i] as usize;
        let taken = LABELS + was as usize * LABELS + labels[i] as usize;
        if right != taken {
            trainer.change(lattice.step(i), right, 1);
            trainer.change(lattice.step(i), taken, -1);
        }
        (was, is) = (labels[i], gold[i]);
    }
}
