//! `cargo xtask score syntax FILE`: tags and trees against a treebank, on its own tokens.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use parallax_nlp::{TextBuffer, Upos};

use crate::treebank;

/// Prints the figures of one file.
#[expect(clippy::print_stdout, reason = "figures are this command's output")]
pub(super) fn run(path: &Path, folder: Option<&Path>) -> Result<bool> {
    let models = super::models(folder)?;
    let sentences = treebank::read_syntax(path)?;
    let text = TextBuffer::plain(&treebank::raw_text(&sentences));
    let gold = treebank::document(&text, &sentences)?;
    let mut doc = gold.clone();
    let clock = Instant::now();
    models.tag(&mut doc);
    let tagged = clock.elapsed();
    models.parse(&mut doc);
    let parsed = clock.elapsed() - tagged;

    let all: Vec<usize> = (0..gold.len()).collect();
    let words: Vec<usize> = all.iter().copied().filter(|t| gold.upos[*t] != Upos::Punct).collect();
    let share = |tokens: &[usize], right: &dyn Fn(usize) -> bool| {
        100.0 * tokens.iter().filter(|t| right(**t)).count() as f64 / tokens.len().max(1) as f64
    };
    let arc = |t: usize| gold.heads[t] == doc.heads[t];
    let labelled = |t: usize| arc(t) && gold.deprels[t] == doc.deprels[t];
    println!("UPOS {:.2}", share(&all, &|t| gold.upos[t] == doc.upos[t]));
    println!("XPOS {:.2}", share(&all, &|t| gold.xpos[t] == doc.xpos[t]));
    println!("UAS {:.2} LAS {:.2} with punctuation", share(&all, &arc), share(&all, &labelled));
    println!("UAS {:.2} LAS {:.2} without punctuation", share(&words, &arc), share(&words, &labelled));
    let speed = |t: std::time::Duration| gold.len() as f64 / t.as_secs_f64().max(1e-9);
    println!("{} tokens, tagged {:.0} words/s, parsed {:.0} words/s", gold.len(), speed(tagged), speed(parsed));
    Ok(true)
}
