//! Copies made of real articles by known edits: how many are found, and how many links are right.
//!
//! Articles that share text among themselves already are left out of the originals by a test of its own
//! (runs of eight words in common), so that every link between unedited articles is a mistake.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{BufRead, BufReader};

use anyhow::{Context, Result, ensure};
use parallax_ingest::copies::find_copies;
use parallax_records::{Article, DatePrecision, Extraction, Published, PublishedFrom};
use parallax_store::{NewRun, Store, StoreError};

use super::referees::Measure;
use crate::shared::Shared;

#[path = "../../../crates/ingest/tests/edits/mod.rs"]
#[allow(dead_code, reason = "texts are made up for the tests only")]
mod edits;

use edits::{Edit, Words};

/// Words in the runs that tell that two originals share text.
const RUN: usize = 8;
/// Shared runs that are more than a phrase or a footer.
const SHARED: usize = 6;
/// The fewest words of an original: 30 % of less is no article.
const LEAST_WORDS: usize = 120;

/// Recall and precision of the copies found, and the recall of each edit.
pub(super) fn measures(shared: &Shared) -> Result<Vec<Measure>> {
    let texts = apart(texts(shared)?);
    let half = texts.len() / 2;
    ensure!(half > 100, "corpora/bulk holds too few articles apart from each other");
    let mut words = Words::new(7);
    let mut articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| article(i, 1, t.clone())).collect();
    let mut expected: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    let mut hosts: BTreeSet<(i64, i64)> = BTreeSet::new();
    for original in 0..half {
        for (kind, edit) in Edit::ALL.into_iter().enumerate() {
            // One host for each original: two copies inside one host would be copies of each other.
            let host = half + original;
            let copy = articles.len();
            articles.push(article(copy, 2, edit.apply(&texts[original], &texts[host], &mut words)));
            expected.insert((row(copy), row(original)), kind);
            // What surrounds an embedded text is a copy as well: neither right nor wrong.
            hosts.insert((row(copy), row(host)));
            // Three edits of one text are copies of each other, of the same day: who took it from whom cannot be told.
            for other in copy - kind..copy {
                hosts.extend([(row(copy), row(other)), (row(other), row(copy))]);
            }
        }
    }
    let found = links(&articles)?;
    let mut by_kind = [0usize; 3];
    for kind in found.iter().filter_map(|pair| expected.get(pair)) {
        by_kind[*kind] += 1;
    }
    let right: usize = by_kind.iter().sum();
    let wrong = found.iter().filter(|pair| !expected.contains_key(pair) && !hosts.contains(pair)).count();
    let part = |of: usize, all: usize| of as f64 / all.max(1) as f64;
    let mut measures = vec![
        measure("copies.recall", part(right, expected.len())),
        measure("copies.precision", part(right, right + wrong)),
    ];
    for (edit, found) in Edit::ALL.into_iter().zip(by_kind) {
        measures.push(measure(&format!("copies.recall.{}", format!("{edit:?}").to_lowercase()), part(found, half)));
    }
    Ok(measures)
}

fn measure(name: &str, value: f64) -> Measure {
    Measure { name: name.to_owned(), value, has_floor: true }
}

/// The row that an article gets.
fn row(number: usize) -> i64 {
    number as i64 + 1
}

fn article(number: usize, day: u32, body: String) -> Article {
    Article {
        external_id: Some(number.to_string()),
        source: Some(format!("Outlet {}", number % 41)),
        title: format!("Article {number}"),
        body,
        published: Some(Published {
            at: format!("2031-03-{day:02}"),
            precision: DatePrecision::Day,
            from: PublishedFrom::Record,
        }),
        ..Article::default()
    }
}

/// The texts of corpora/bulk that are long enough.
fn texts(shared: &Shared) -> Result<Vec<String>> {
    let path = shared.path("corpora/bulk/articles.jsonl.gz")?;
    let file = std::fs::File::open(&path).with_context(|| format!("open {}", path.display()))?;
    let mut texts = Vec::new();
    for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let row: serde_json::Value =
            serde_json::from_str(&line?).with_context(|| format!("read {}", path.display()))?;
        let text = row["text"].as_str().unwrap_or_default();
        if text.split_whitespace().count() >= LEAST_WORDS {
            texts.push(text.to_owned());
        }
    }
    Ok(texts)
}

/// The texts that share nothing with an earlier one.
fn apart(texts: Vec<String>) -> Vec<String> {
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    let mut kept = Vec::new();
    for text in texts {
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for other in words.windows(RUN).filter_map(|run| seen.get(run)) {
            *shared.entry(*other).or_default() += 1;
        }
        let is_apart = shared.values().all(|n| *n < SHARED);
        for run in words.windows(RUN) {
            seen.entry(run.to_vec()).or_insert(kept.len());
        }
        if is_apart {
            kept.push(text);
        }
    }
    kept
}

/// The pairs (copy, origin) that are found among articles.
fn links(articles: &[Article]) -> Result<BTreeSet<(i64, i64)>> {
    let mut store = Store::in_memory()?;
    let run = store.begin_run(&NewRun { started_at: "2031-01-01T00:00:00Z".into(), ..NewRun::default() })?;
    store.batch(run, |batch| -> Result<(), StoreError> {
        articles.iter().try_for_each(|article| batch.add(article, &Extraction::default()).map(|_| ()))
    })?;
    find_copies(&mut store)?;
    let mut found = BTreeSet::new();
    store.reader()?.stream("SELECT article_id, from_article_id FROM copy", &[], |row| {
        found.insert((row.int(0)?.unwrap_or(0), row.int(1)?.unwrap_or(0)));
        Ok(())
    })?;
    Ok(found)
}
