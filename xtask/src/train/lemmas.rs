//! The table of exceptions to the lemmatizer's rules: crates/nlp/models/en/lemmas.tsv.
//!
//! From the train parts of the two treebanks: every form and tag whose lemma the rules get
//! wrong. From the list of frequent words: inflected forms the treebanks never show, where
//! exactly the spelling with the most frequent base differs from the rule's ("visited").

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use parallax_nlp::{Lemma, Upos, Xpos, lemma_candidates, lemmatize_by_rule};

use super::models;
use crate::columns;
use crate::shared::{Shared, repository};

const HEADER: &str = "\
# Exceptions to the spelling rules of the lemmatizer: form, Penn tag, lemma.
# Made by `cargo xtask train lemmas` from the train parts of UD English-EWT (CC BY-SA 4.0, Silveira et al. 2014)
# and UD English-GUM (CC BY / CC BY-SA, Zeldes 2017) and from the word list of GloVe 6B (PDDL).
# This file carries the licence CC BY-SA 4.0.
";

/// Rank and tags of the words seen so far.
type Counts = BTreeMap<(String, Xpos), BTreeMap<(String, Upos), usize>>;

/// Writes the table.
pub(crate) fn run(shared: &Shared, folder: &Path) -> Result<()> {
    let mut counts: Counts = BTreeMap::new();
    for part in ["ewt-train", "gum-train"] {
        let path = shared.path(format!("corpora/syntax/{part}.tsv"))?;
        for word in read(&path)? {
            let (form, lemma) = (word.form, word.lemma);
            *counts.entry((form, word.xpos)).or_default().entry((lemma, word.upos)).or_default() += 1;
        }
    }
    let mut exceptions: BTreeMap<(String, &'static str), String> = BTreeMap::new();
    from_treebanks(&counts, &mut exceptions);
    from_list(&counts, &mut exceptions)?;
    let ranks = ranks(&shared.path("corpora/lexical/word-clusters.tsv")?)?;
    from_frequent_words(&counts, &ranks, &mut exceptions);
    let mut table = String::from(HEADER);
    for ((form, tag), lemma) in &exceptions {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{form}\t{tag}\t{lemma}");
    }
    models::write(folder, "lemmas.tsv", table.as_bytes())
}

/// One word of a treebank with its gold tags.
pub(crate) struct Word {
    /// As written.
    pub(crate) form: String,
    /// Its dictionary form.
    pub(crate) lemma: String,
    /// Its part of speech.
    pub(crate) upos: Upos,
    /// Its Penn tag.
    pub(crate) xpos: Xpos,
}

/// The words of a treebank.
pub(crate) fn read(path: &Path) -> Result<Vec<Word>> {
    let content = columns::content(path)?;
    let word = |row: &columns::Row<'_>| Word {
        form: row.form.to_owned(),
        lemma: row.lemma.to_owned(),
        upos: Upos::of(row.upos),
        xpos: Xpos::of(row.xpos),
    };
    Ok(columns::sentences(&content, path)?.iter().flat_map(|s| &s.tokens).map(word).collect())
}

/// A lemma spelt out.
pub(crate) fn spell(lemma: &Lemma, form: &str, lower: &str) -> String {
    match lemma {
        Lemma::Form => lower.to_owned(),
        Lemma::Written => form.to_owned(),
        Lemma::Listed(listed) => (*listed).to_owned(),
        Lemma::Other(other) => other.to_string(),
    }
}

/// The most frequent of some counted things, the first in order among equals.
fn most<K: Clone>(counts: &BTreeMap<K, usize>) -> Option<K> {
    let best = counts.values().max()?;
    counts.iter().find(|(_, n)| *n == best).map(|(key, _)| key.clone())
}

fn from_treebanks(counts: &Counts, exceptions: &mut BTreeMap<(String, &'static str), String>) {
    // Small letters first: what they say holds for capitals as well, unless those differ.
    let mut folded: Counts = BTreeMap::new();
    for ((form, xpos), lemmas) in counts {
        let lower = form.to_lowercase();
        if lower.len() != form.len() {
            continue;
        }
        let all = folded.entry((lower, *xpos)).or_default();
        for (lemma, n) in lemmas {
            *all.entry(lemma.clone()).or_default() += n;
        }
    }
    for ((lower, xpos), lemmas) in &folded {
        // Names keep their own spelling: only exact forms teach anything about them.
        if matches!(xpos, Xpos::Nnp | Xpos::Add | Xpos::Gw | Xpos::Fw | Xpos::Xx | Xpos::Nfp) {
            continue;
        }
        let Some((lemma, upos)) = most(lemmas) else { continue };
        let rule = spell(&lemmatize_by_rule(lower, lower, upos, *xpos), lower, lower);
        if lemma != rule && is_word(&lemma) {
            exceptions.insert((lower.clone(), xpos.name()), lemma);
        }
    }
    for ((form, xpos), lemmas) in counts {
        let lower = form.to_lowercase();
        if lower == *form || lower.len() != form.len() || matches!(xpos, Xpos::Gw | Xpos::Fw | Xpos::Xx | Xpos::Nfp) {
            continue;
        }
        let Some((lemma, upos)) = most(lemmas) else { continue };
        let inherited = exceptions.get(&(lower.clone(), xpos.name())).cloned();
        let rule = inherited.unwrap_or_else(|| spell(&lemmatize_by_rule(form, &lower, upos, *xpos), form, &lower));
        // One sight of a spelling in capitals may be a slip of the treebank.
        let seen: usize = lemmas.values().sum();
        let case_only = lemma.to_lowercase() == rule.to_lowercase();
        let named = matches!(xpos, Xpos::Nnp | Xpos::Nnps);
        if lemma != rule && is_word(&lemma) && (seen > 1 || named) && (case_only || named) {
            exceptions.insert((form.clone(), xpos.name()), lemma);
        }
    }
}

/// Adds the hand-made list where the treebanks never show a form with its tag.
fn from_list(counts: &Counts, exceptions: &mut BTreeMap<(String, &'static str), String>) -> Result<()> {
    let path = repository().join("crates/nlp/lexicons/en/irregular-forms.tsv");
    let content = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    for row in content.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [form, tag, lemma] = columns[..] else { continue };
        let xpos = Xpos::of(tag);
        if !counts.contains_key(&(form.to_owned(), xpos)) {
            exceptions.insert((form.to_owned(), xpos.name()), lemma.to_owned());
        }
    }
    Ok(())
}

/// Whether a lemma is one worth keeping.
fn is_word(lemma: &str) -> bool {
    !lemma.is_empty() && lemma != "_" && !lemma.contains(['@', '\t'])
}

fn ranks(path: &Path) -> Result<BTreeMap<String, usize>> {
    let content = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(content.lines().filter_map(|l| l.split('\t').next()).enumerate().map(|(i, w)| (w.to_owned(), i)).collect())
}

fn from_frequent_words(
    counts: &Counts,
    ranks: &BTreeMap<String, usize>,
    exceptions: &mut BTreeMap<(String, &'static str), String>,
) {
    // Lemmas that the treebanks know as verbs, nouns or adjectives prove that a base exists.
    let mut known: BTreeMap<(String, Upos), usize> = BTreeMap::new();
    for lemmas in counts.values() {
        for ((lemma, upos), n) in lemmas {
            *known.entry((lemma.clone(), *upos)).or_default() += n;
        }
    }
    let tags = [
        (Xpos::Vbd, Upos::Verb),
        (Xpos::Vbn, Upos::Verb),
        (Xpos::Vbg, Upos::Verb),
        (Xpos::Vbz, Upos::Verb),
        (Xpos::Nns, Upos::Noun),
        (Xpos::Jjr, Upos::Adj),
        (Xpos::Jjs, Upos::Adj),
    ];
    for word in ranks.keys().filter(|w| w.len() > 4 && w.bytes().all(|b| b.is_ascii_lowercase())) {
        for (xpos, upos) in tags {
            if counts.contains_key(&(word.clone(), xpos)) {
                continue;
            }
            let rule = spell(&lemmatize_by_rule(word, word, upos, xpos), word, word);
            // A base is better the more it is known: as this part of speech, then as a word.
            let strength = |base: &String| {
                let seen = known.get(&(base.clone(), upos)).copied().unwrap_or(0);
                let rank = ranks.get(base).map_or(0, |r| 60_001 - r.min(&60_000));
                (seen.min(1), rank)
            };
            let Some(best) = lemma_candidates(word, xpos).into_iter().max_by_key(strength) else { continue };
            let (proof, rule_proof) = (strength(&best), strength(&rule));
            // The rule stands unless its base is no word at all, or only the other is known.
            let sure = proof.0 > rule_proof.0 || rule_proof.1 == 0 && proof.1 > 30_000;
            if best != rule && proof.1 > 0 && sure {
                exceptions.entry((word.clone(), xpos.name())).or_insert(best);
            }
        }
    }
}
