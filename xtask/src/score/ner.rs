//! `cargo xtask score ner FILE`: names against gold, exact spans, on the file's own tokens.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use parallax_nlp::{Document, NameLabel, NameLayer, TextBuffer};

use super::referees::Measure;
use crate::shared::Shared;
use crate::treebank;

const SCORED: [(NameLabel, &str); 3] = [(NameLabel::Per, "PER"), (NameLabel::Org, "ORG"), (NameLabel::Loc, "LOC")];

/// Prints precision, recall and F1 of each label that the file knows, then of all.
#[expect(clippy::print_stdout, reason = "figures are this command's output")]
pub(super) fn run(path: &Path, folder: Option<&Path>, mistakes: bool) -> Result<bool> {
    let models = super::models(folder)?;
    let sentences = treebank::read_names(path)?;
    let text = TextBuffer::plain(&treebank::raw_text(&sentences));
    let gold = treebank::document(&text, &sentences)?;
    let mut doc = gold.clone();
    let clock = Instant::now();
    models.tag(&mut doc);
    models.recognise(&mut doc);
    let elapsed = clock.elapsed().as_secs_f64().max(1e-9);

    println!("{} tokens, tagged and named {:.0} words/s", gold.len(), gold.len() as f64 / elapsed);
    // Files without a single nationality do not annotate them.
    let norp = gold.names.iter().any(|n| n.label == NameLabel::Norp).then_some((NameLabel::Norp, "NORP"));
    let mut sums = [0; 3];
    for (label, name) in SCORED.into_iter().chain(norp) {
        let counts = counts(&gold, &doc, label);
        print_row(name, counts);
        for (sum, n) in sums.iter_mut().zip(counts) {
            *sum += n;
        }
    }
    if mistakes {
        print_mistakes(&gold, &doc);
    }
    print_row("ALL", sums);
    Ok(true)
}

/// F1 over persons, organisations and places on the test part, as `names.uner-ewt-test.f1`.
pub(super) fn measures(shared: &Shared) -> Result<Vec<Measure>> {
    let models = super::models(None)?;
    let sentences = treebank::read_names(&shared.path("corpora/ner/gold-uner-ewt-test.tsv")?)?;
    let text = TextBuffer::plain(&treebank::raw_text(&sentences));
    let gold = treebank::document(&text, &sentences)?;
    let mut doc = gold.clone();
    models.tag(&mut doc);
    models.recognise(&mut doc);
    let each = SCORED.map(|(label, _)| counts(&gold, &doc, label));
    let sum = |of: usize| each.iter().map(|counts| counts[of]).sum::<usize>();
    let value = 2.0 * sum(0) as f64 / (sum(1) + sum(2)).max(1) as f64;
    Ok(vec![Measure { name: "names.uner-ewt-test.f1".into(), value, has_floor: true }])
}

/// How many names of a label are right, found, and in gold.
fn counts(gold: &Document<'_>, doc: &Document<'_>, label: NameLabel) -> [usize; 3] {
    let (right, found) = (trimmed(gold, label), trimmed(doc, label));
    [right.intersection(&found).count(), found.len(), right.len()]
}

/// Every sentence whose names differ from gold.
#[expect(clippy::print_stdout, reason = "figures are this command's output")]
fn print_mistakes(gold: &Document<'_>, doc: &Document<'_>) {
    let spans = |of: &Document<'_>| -> BTreeSet<(usize, usize, NameLabel)> {
        let labels = SCORED.iter().map(|(label, _)| *label);
        labels.flat_map(|l| trimmed(of, l).into_iter().map(move |(start, end)| (start, end, l))).collect()
    };
    let (right, found) = (spans(gold), spans(doc));
    for sentence in &gold.sentences {
        let inside = |of: &BTreeSet<(usize, usize, NameLabel)>, other: &BTreeSet<_>| {
            let some = of.difference(other).filter(|(start, _, _)| sentence.tokens.contains(start));
            some.map(|(start, end, label)| format!(" {label:?}:{}", gold.text_of(*start..*end))).collect::<String>()
        };
        let (missed, wrong) = (inside(&right, &found), inside(&found, &right));
        if !missed.is_empty() || !wrong.is_empty() {
            println!("{}\n    missed{missed}; wrong{wrong}", gold.text_of(sentence.tokens.clone()));
        }
    }
}

/// Spans of one label without leading determiner and trailing possessive.
fn trimmed(doc: &Document<'_>, label: NameLabel) -> BTreeSet<(usize, usize)> {
    let names = doc.names.iter().filter(|n| n.label == label);
    names.map(|n| trim(doc, n)).filter(|t| !t.is_empty()).map(|t| (t.start, t.end)).collect()
}

fn trim(doc: &Document<'_>, name: &NameLayer) -> Range<usize> {
    let Range { mut start, mut end } = name.tokens;
    if start < end && ["the", "a", "an"].contains(&doc.lower(start)) {
        start += 1;
    }
    if start < end && ["'s", "’s", "'", "’"].contains(&doc.lower(end - 1)) {
        end -= 1;
    }
    start..end
}

#[expect(clippy::print_stdout, reason = "figures are this command's output")]
fn print_row(name: &str, [both, found, right]: [usize; 3]) {
    let share = |n: usize| 100.0 * both as f64 / n.max(1) as f64;
    let f1 = 200.0 * both as f64 / (found + right).max(1) as f64;
    println!("{name} P {:.1} R {:.1} F1 {f1:.1}", share(found), share(right));
}
