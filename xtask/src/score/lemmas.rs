//! Dictionary forms on gold words and tags.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use parallax_nlp::lemmatize;

use super::referees::Measure;
use crate::shared::Shared;
use crate::train::lemmas::{Word, read, spell};

/// What to score.
#[derive(Args)]
pub(crate) struct LemmaArguments {
    /// Files in the syntax format of corpora/README.md.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print up to this many wrong ones of each file.
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// The share of right lemmas on the test parts, as `surface.PART.lemmas`.
pub(super) fn measures(shared: &Shared) -> Result<Vec<Measure>> {
    let measure = |part: &str| {
        let words = read(&shared.path(format!("corpora/syntax/{part}.tsv"))?)?;
        let right = words.iter().filter(|word| found(word) == word.lemma).count();
        let value = right as f64 / words.len().max(1) as f64;
        Ok(Measure { name: format!("surface.{part}.lemmas"), value, has_floor: true })
    };
    ["ewt-test", "gum-test"].into_iter().map(measure).collect()
}

fn found(word: &Word) -> String {
    let lower = word.form.to_lowercase();
    spell(&lemmatize(&word.form, &lower, word.upos, word.xpos), &word.form, &lower)
}

/// Prints the share of right lemmas of each file.
#[expect(clippy::print_stdout, reason = "the command's result")]
pub(crate) fn run(what: &LemmaArguments) -> Result<bool> {
    for file in &what.files {
        let words = read(file)?;
        let mut right = 0;
        let mut left = what.errors;
        for word in &words {
            let found = found(word);
            if found == word.lemma {
                right += 1;
            } else if left > 0 {
                left -= 1;
                println!("{}\t{}\t{}\twanted {}\tfound {found}", word.form, word.upos, word.xpos, word.lemma);
            }
        }
        println!(
            "{}\nlemmas     {:6.2}  ({} gold)",
            file.display(),
            100.0 * right as f64 / words.len().max(1) as f64,
            words.len()
        );
    }
    Ok(true)
}
