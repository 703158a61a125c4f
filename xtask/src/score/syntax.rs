//! `cargo xtask score syntax FILE`: tags and trees against a treebank, on its own tokens.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use parallax_nlp::{Document, Models, TextBuffer, Upos, Xpos};

use super::referees::Measure;
use crate::shared::Shared;
use crate::treebank;

/// A treebank and what the models make of its tokens.
struct Reading<'t> {
    gold: Document<'t>,
    found: Document<'t>,
    tagged: Duration,
    parsed: Duration,
}

impl<'t> Reading<'t> {
    fn of(models: &Models, gold: Document<'t>) -> Self {
        let mut found = gold.clone();
        let clock = Instant::now();
        models.tag(&mut found);
        let tagged = clock.elapsed();
        models.parse(&mut found);
        Self { gold, found, tagged, parsed: clock.elapsed() - tagged }
    }

    /// The share of tokens that are right, punctuation counted or not.
    fn share(&self, with_punctuation: bool, right: impl Fn(&Self, usize) -> bool) -> f64 {
        let counted = |t: &usize| with_punctuation || self.gold.upos[*t] != Upos::Punct;
        let tokens: Vec<usize> = (0..self.gold.len()).filter(counted).collect();
        tokens.iter().filter(|t| right(self, **t)).count() as f64 / tokens.len().max(1) as f64
    }

    fn upos(&self, token: usize) -> bool {
        self.gold.upos[token] == self.found.upos[token]
    }

    fn xpos(&self, token: usize) -> bool {
        self.gold.xpos[token] == self.found.xpos[token]
    }

    fn arc(&self, token: usize) -> bool {
        self.gold.heads[token] == self.found.heads[token]
    }

    fn labelled(&self, token: usize) -> bool {
        self.arc(token) && self.gold.deprels[token] == self.found.deprels[token]
    }
}

/// Tags and trees (without punctuation) on the test parts, as `syntax.PART.METRIC`.
pub(super) fn measures(shared: &Shared) -> Result<Vec<Measure>> {
    let models = super::models(None)?;
    let mut measures = Vec::new();
    for part in ["ewt-test", "gum-test"] {
        let sentences = treebank::read_syntax(&shared.path(format!("corpora/syntax/{part}.tsv"))?)?;
        let text = TextBuffer::plain(&treebank::raw_text(&sentences));
        let reading = Reading::of(&models, treebank::document(&text, &sentences)?);
        let mut add = |metric: &str, value| {
            measures.push(Measure { name: format!("syntax.{part}.{metric}"), value, has_floor: true });
        };
        add("upos", reading.share(true, Reading::upos));
        add("uas", reading.share(false, Reading::arc));
        add("las", reading.share(false, Reading::labelled));
    }
    Ok(measures)
}

/// Prints the figures of one file.
#[expect(clippy::print_stdout, reason = "figures are this command's output")]
pub(super) fn run(path: &Path, folder: Option<&Path>, confusions: usize) -> Result<bool> {
    let sentences = treebank::read_syntax(path)?;
    let text = TextBuffer::plain(&treebank::raw_text(&sentences));
    let reading = Reading::of(&super::models(folder)?, treebank::document(&text, &sentences)?);
    let percent = |share: f64| 100.0 * share;
    println!("UPOS {:.2}", percent(reading.share(true, Reading::upos)));
    if reading.gold.xpos.iter().any(|x| *x != Xpos::Xx) {
        println!("XPOS {:.2}", percent(reading.share(true, Reading::xpos)));
    }
    for (with, words) in [(true, "with"), (false, "without")] {
        let (uas, las) = (reading.share(with, Reading::arc), reading.share(with, Reading::labelled));
        println!("UAS {:.2} LAS {:.2} {words} punctuation", percent(uas), percent(las));
    }
    let tokens = reading.gold.len();
    let speed = |t: Duration| tokens as f64 / t.as_secs_f64().max(1e-9);
    println!(
        "{tokens} tokens, tagged {:.0} words/s, parsed {:.0} words/s",
        speed(reading.tagged),
        speed(reading.parsed)
    );
    if confusions > 0 {
        let Reading { gold, found, .. } = &reading;
        let tags = (0..tokens).filter(|t| !reading.upos(*t));
        print_confusions(confusions, found, tags.map(|t| (format!("{} as {}", gold.upos[t], found.upos[t]), t)));
        let tags = (0..tokens).filter(|t| !reading.xpos(*t));
        print_confusions(confusions, found, tags.map(|t| (format!("{} as {}", gold.xpos[t], found.xpos[t]), t)));
        let arcs = (0..tokens).filter(|t| gold.upos[*t] != Upos::Punct && !reading.labelled(*t));
        let row = |t: usize| {
            let fault = if reading.arc(t) { "" } else { " at another head" };
            (format!("{} as {}{fault}", gold.deprels[t], found.deprels[t]), t)
        };
        print_confusions(confusions, found, arcs.map(row));
    }
    Ok(true)
}

/// The most frequent mistakes with some words they befell.
#[expect(clippy::print_stdout, reason = "figures are this command's output")]
fn print_confusions(most: usize, doc: &Document<'_>, mistakes: impl Iterator<Item = (String, usize)>) {
    let mut tokens: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (mistake, token) in mistakes {
        tokens.entry(mistake).or_default().push(token);
    }
    let mut rows: Vec<_> = tokens.into_iter().collect();
    rows.sort_by_key(|(_, tokens)| std::cmp::Reverse(tokens.len()));
    println!();
    for (mistake, tokens) in rows.iter().take(most) {
        let words: Vec<&str> = tokens.iter().step_by(tokens.len().div_ceil(12)).map(|t| doc.form(*t)).collect();
        println!("{:5} {mistake}: {}", tokens.len(), words.join(" "));
    }
}
