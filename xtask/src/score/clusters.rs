//! How well clusters of mentions agree: MUC (Vilain et al. 1995), B3 (Bagga & Baldwin 1998) and CEAF-e (Luo 2005), as the
//! reference scorer of CoNLL 2012 counts them, exact mentions and no singletons.
//!
//! Where `PARALLAX_PYTHON` names the interop tests' Python, a released scorer (scorch) judges too, and both must agree: the
//! formulas here are then proven on what was scored. A CI run never goes without.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::shared::repository;

/// The first and the last token of a mention.
pub(super) type Mention = (usize, usize);
/// The clusters of one document.
pub(super) type Clusters = Vec<Vec<Mention>>;
/// The clusters of many, each mention with the number of its document.
pub(super) type Numbered = Vec<Vec<(usize, Mention)>>;

/// F1 by the three measures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Agreement {
    pub(super) muc: f64,
    pub(super) b3: f64,
    pub(super) ceaf: f64,
}

impl Agreement {
    pub(super) fn of(key: &Numbered, response: &Numbered) -> Self {
        let similar = best_pairs(key, response);
        Self {
            muc: f1(links_kept(key, response), links_kept(response, key)),
            b3: f1(shares_kept(key, response), shares_kept(response, key)),
            ceaf: f1((similar, key.len() as f64), (similar, response.len() as f64)),
        }
    }

    pub(super) fn conll(self) -> f64 {
        (self.muc + self.b3 + self.ceaf) / 3.0
    }
}

/// Scores a response, with the released scorer as a witness where there is one.
pub(super) fn judge(key: &Numbered, response: &Numbered) -> Result<Agreement> {
    let own = Agreement::of(key, response);
    if let Some(released) = released(&[(key, response)])? {
        ensure_same(own, released[0])?;
    }
    Ok(own)
}

fn ensure_same(own: Agreement, released: [f64; 3]) -> Result<()> {
    for ((name, own), released) in [("muc", own.muc), ("b3", own.b3), ("ceafe", own.ceaf)].into_iter().zip(released) {
        ensure!((own - released).abs() < 1e-6, "{name} is {own} here and {released} by the released scorer");
    }
    Ok(())
}

/// What scorch says of pairs of key and response: MUC, B3, CEAF-e; `None` where nothing names a Python that has it.
fn released(cases: &[(&Numbered, &Numbered)]) -> Result<Option<Vec<[f64; 3]>>> {
    let Some(python) = std::env::var_os("PARALLAX_PYTHON") else {
        ensure!(std::env::var_os("CI").is_none(), "PARALLAX_PYTHON must name the interop tests' Python under CI");
        return Ok(None);
    };
    let named = |clusters: &Numbered| -> Vec<Vec<String>> {
        clusters.iter().map(|c| c.iter().map(|m| format!("{m:?}")).collect()).collect()
    };
    let cases: Vec<Value> =
        cases.iter().map(|(key, response)| json!({"key": named(key), "response": named(response)})).collect();
    let mut scorer = Command::new(python)
        .arg(repository().join("tests/interop/coreference.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("start the released scorer")?;
    scorer.stdin.take().context("the scorer reads")?.write_all(&serde_json::to_vec(&cases)?)?;
    let output = scorer.wait_with_output()?;
    ensure!(output.status.success(), "the released scorer failed; are the packages of tests/interop there?");
    Ok(Some(serde_json::from_slice(&output.stdout).context("read the released scorer's figures")?))
}

/// From what was kept of how much on the key's and on the response's side.
fn f1(recall: (f64, f64), precision: (f64, f64)) -> f64 {
    let share = |(kept, of): (f64, f64)| if of > 0.0 { kept / of } else { 0.0 };
    let (r, p) = (share(recall), share(precision));
    if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 }
}

fn places(clusters: &Numbered) -> BTreeMap<(usize, Mention), usize> {
    clusters.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |m| (*m, i))).collect()
}

/// MUC: the links of the one side's clusters that the other side keeps.
fn links_kept(clusters: &Numbered, other: &Numbered) -> (f64, f64) {
    let of = places(other);
    let (mut kept, mut all) = (0, 0);
    for cluster in clusters {
        let parts: BTreeSet<usize> = cluster.iter().filter_map(|m| of.get(m).copied()).collect();
        let alone = cluster.iter().filter(|m| !of.contains_key(m)).count();
        kept += cluster.len() - parts.len() - alone;
        all += cluster.len() - 1;
    }
    (kept as f64, all as f64)
}

/// B3: for each mention of the one side the share of its cluster that the other side keeps with it.
fn shares_kept(clusters: &Numbered, other: &Numbered) -> (f64, f64) {
    let of = places(other);
    let (mut kept, mut all) = (0.0, 0.0);
    for cluster in clusters {
        for mention in cluster {
            all += 1.0;
            if let Some(place) = of.get(mention) {
                let shared = cluster.iter().filter(|m| of.get(m) == Some(place)).count();
                kept += shared as f64 / cluster.len() as f64;
            }
        }
    }
    (kept, all)
}

/// CEAF-e: the greatest sum of likeness over pairs of clusters, each used once.
fn best_pairs(gold: &Numbered, found: &Numbered) -> f64 {
    let likeness = |a: &Vec<(usize, Mention)>, b: &Vec<(usize, Mention)>| {
        2.0 * a.iter().filter(|m| b.contains(m)).count() as f64 / (a.len() + b.len()) as f64
    };
    let size = gold.len().max(found.len());
    // Assignment by shortest augmenting paths (Jonker & Volgenant 1987), on costs below zero.
    let cost = |i: usize, j: usize| match (gold.get(i), found.get(j)) {
        (Some(a), Some(b)) => -likeness(a, b),
        _ => 0.0,
    };
    let (mut u, mut v) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut row_of = vec![0_usize; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut column = 0;
        let (mut least, mut used, mut way) = (vec![f64::INFINITY; size + 1], vec![false; size + 1], vec![0; size + 1]);
        while row_of[column] != 0 {
            used[column] = true;
            let (current, mut delta, mut next) = (row_of[column], f64::INFINITY, 0);
            for j in 1..=size {
                if used[j] {
                    continue;
                }
                let reduced = cost(current - 1, j - 1) - u[current] - v[j];
                if reduced < least[j] {
                    (least[j], way[j]) = (reduced, column);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=size {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            let before = way[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    (1..=size).map(|j| -cost(row_of[j] - 1, j - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the reference scorer's paper (Pradhan et al. 2014): key {a b c} {d e f g}, response {a b} {c d}
    /// {f g h i}.
    #[test]
    fn the_published_example() {
        let at = |s: &str| s.bytes().map(|b| (0, (usize::from(b), usize::from(b)))).collect::<Vec<_>>();
        let key = vec![at("abc"), at("defg")];
        let response = vec![at("ab"), at("cd"), at("fghi")];
        let near = |(kept, all): (f64, f64), share: f64| (kept / all - share).abs() < 0.005;
        assert!(near(links_kept(&key, &response), 0.40) && near(links_kept(&response, &key), 0.40));
        assert!(near(shares_kept(&key, &response), 0.42) && near(shares_kept(&response, &key), 0.50));
        let best = best_pairs(&key, &response);
        assert!((best / 2.0 - 0.65).abs() < 0.005 && (best / 3.0 - 0.43).abs() < 0.005);
    }

    #[test]
    fn a_released_scorer_agrees() {
        let at = |s: &str| s.bytes().map(|b| (0, (usize::from(b), usize::from(b)))).collect::<Vec<_>>();
        let clusters = |written: &str| -> Numbered { written.split_whitespace().map(at).collect() };
        // Too much, too little, everything in one, crossed, equal, silent. Where nothing is in common scorch divides by 0.
        let written = [
            ("abc defg", "ab cd fghi"),
            ("abc de", "abcde"),
            ("abcdef gh", "ab cd ef gh"),
            ("ab cd ef gh", "ac bd eg fh ij"),
            ("abc def", "fed cba"),
            ("abc", ""),
        ];
        let cases: Vec<(Numbered, Numbered)> = written.map(|(k, r)| (clusters(k), clusters(r))).into();
        let pairs: Vec<(&Numbered, &Numbered)> = cases.iter().map(|(k, r)| (k, r)).collect();
        let Some(found) = released(&pairs).expect("the released scorer runs") else { return };
        for ((key, response), released) in cases.iter().zip(found) {
            ensure_same(Agreement::of(key, response), released).expect("one figure");
        }
    }
}
