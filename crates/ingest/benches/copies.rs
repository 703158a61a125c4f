//! Finding copies: the time to index 100,000 articles against the limit of a minute, and how the time that ten
//! new articles take grows when ten times as many are stored. `cargo bench -p parallax-ingest --bench copies [-- JSONL [ARTICLES]]`;
//! the articles of the file (with a field `text`; made up without one) are perturbed until there are enough.

use std::io::{BufRead, BufReader, Read, Write as _};
use std::time::Instant;

use parallax_ingest::copies::find_copies;
use parallax_records::{Article, DatePrecision, Extraction, Published, PublishedFrom};
use parallax_store::{NewRun, OpenMode, Store, StoreError};

#[path = "../tests/edits/mod.rs"]
#[allow(dead_code, reason = "some edits are for the test of copies")]
mod edits;

use edits::Words;

/// Seconds that indexing may take.
const LIMIT: f64 = 60.0;
const ARTICLES: usize = 100_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut named = std::env::args().skip(1).filter(|a| !a.starts_with('-'));
    let texts = match named.next() {
        Some(path) => read(&path)?,
        None => made_up(),
    };
    let articles: usize = named.next().map_or(Ok(ARTICLES), |n| n.parse())?;
    let mut out = std::io::stdout().lock();
    // One word in four changed: each article is one of its own. One in ten: copies, as many of each text as it is
    // said.
    let kinds = [
        (4, texts.len(), "each of its own"),
        (10, articles / 30, "30 of each text"),
        (10, articles / 300, "300 of each text"),
    ];
    for (every, distinct, words) in kinds {
        let folder = tempfile::tempdir()?;
        let mut store = Store::open(folder.path().join("bench.db"), OpenMode::Create)?;
        let mut random = Words::new(every as u64);
        let texts = &texts[..distinct.clamp(1, texts.len())];
        let (mut done, mut ten_before) = (0, None);
        for goal in [articles / 10, articles] {
            add(&mut store, texts, done..goal, every, &mut random)?;
            let (wall, cpu) = (Instant::now(), cpu_seconds());
            let found = find_copies(&mut store)?;
            let (wall, cpu) = (wall.elapsed().as_secs_f64(), cpu_seconds() - cpu);
            let limit = LIMIT * (goal - done) as f64 / ARTICLES as f64;
            writeln!(
                out,
                "{} articles, {words}: {} copies, {wall:.1} s, {cpu:.1} s of processor, {:.2} times as fast as the limit",
                goal - done,
                found.copies,
                limit / cpu
            )?;
            done = goal + 10;
            add(&mut store, texts, goal..done, every, &mut random)?;
            let begun = thread_seconds();
            find_copies(&mut store)?;
            let ten = thread_seconds() - begun;
            write!(out, "  ten more beside {goal}: {:.1} ms of processor", ten * 1000.0)?;
            match ten_before.replace(ten) {
                Some(before) => writeln!(out, ", {:.1} times as long as beside a tenth of them", ten / before)?,
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}

fn read(path: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let file = std::fs::File::open(path)?;
    let input: Box<dyn Read> = match path.ends_with(".gz") {
        true => Box::new(flate2::read::MultiGzDecoder::new(file)),
        false => Box::new(file),
    };
    let mut texts = Vec::new();
    for line in BufReader::new(input).lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        texts.extend(row["text"].as_str().map(str::to_owned));
    }
    Ok(texts)
}

fn made_up() -> Vec<String> {
    let mut words = Words::new(1);
    (0..3000).map(|_| words.article(600)).collect()
}

/// Adds perturbed articles.
fn add(
    store: &mut Store,
    texts: &[String],
    numbers: std::ops::Range<usize>,
    every: usize,
    random: &mut Words,
) -> Result<(), StoreError> {
    let run = store.begin_run(&NewRun { started_at: "2031-01-01T00:00:00Z".into(), ..NewRun::default() })?;
    store.batch(run, |batch| {
        for number in numbers {
            let mut body = String::new();
            for word in texts[number % texts.len()].split_inclusive(char::is_whitespace) {
                match random.below(every) {
                    0 => {
                        body.push_str(&random.word());
                        body.push(' ');
                    }
                    _ => body.push_str(word),
                }
            }
            let published = Published {
                at: format!("2031-{:02}-{:02}", number % 12 + 1, number % 28 + 1),
                precision: DatePrecision::Day,
                from: PublishedFrom::Record,
            };
            let article = Article {
                external_id: Some(number.to_string()),
                source: Some(format!("Outlet {}", number % 97)),
                title: format!("Article {number}"),
                body,
                published: Some(published),
                ..Article::default()
            };
            batch.add(&article, &Extraction::default())?;
        }
        Ok(())
    })
}

/// Seconds of processor that this process has taken, where the system tells it; else 0.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Seconds of processor that this thread has taken, to the nanosecond, where the system tells it; else those of the
/// process.
fn thread_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split_whitespace().next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(cpu_seconds, |n| n / 1e9)
}
