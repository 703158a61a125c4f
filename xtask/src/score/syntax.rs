//! `cargo xtask score syntax FILE`: tags and trees against a treebank, on its own tokens.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use parallax_nlp::{Document, TextBuffer, Upos};

use crate::treebank;

/// Prints the figures of one file.
#[expect(clippy::print_stdout, reason = "figures are this command's output")]
pub(super) fn run(path: &Path, folder: Option<&Path>, confusions: usize) -> Result<bool> {
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
    if confusions > 0 {
        let tags = all.iter().filter(|t| gold.upos[**t] != doc.upos[**t]);
        print_confusions(confusions, &doc, tags.map(|t| (format!("{} as {}", gold.upos[*t], doc.upos[*t]), *t)));
        let tags = all.iter().filter(|t| gold.xpos[**t] != doc.xpos[**t]);
        print_confusions(confusions, &doc, tags.map(|t| (format!("{} as {}", gold.xpos[*t], doc.xpos[*t]), *t)));
        let arcs = words.iter().filter(|t| !labelled(**t));
        let row = |t: usize| {
            let fault = if arc(t) { "" } else { " at another head" };
            (format!("{} as {}{fault}", gold.deprels[t], doc.deprels[t]), t)
        };
        print_confusions(confusions, &doc, arcs.map(|t| row(*t)));
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
