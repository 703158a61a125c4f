//! Loading without extraction: articles a second into a database on disk with full-text search,
//! against the floor of 1,500. `cargo bench -p parallax-ingest --bench load [-- JSONL]`; without a file a
//! made-up corpus is loaded.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use parallax_ingest::{Input, Options, load};
use parallax_store::{NewRun, OpenMode, Store};

#[path = "../tests/edits/mod.rs"]
#[allow(dead_code, reason = "the edits are for the test of copies")]
mod edits;

/// Articles a second that a load must reach on one core.
const FLOOR: f64 = 1500.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let named = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let path = match named {
        Some(path) => path.into(),
        None => {
            let (mut words, mut lines) = (edits::Words::new(1), String::new());
            for id in 0..6000 {
                let row = serde_json::json!({"id": id, "source": format!("Outlet {}", id % 40), "title": words.article(9), "text": words.article(750)});
                writeln!(lines, "{row}")?;
            }
            let path = folder.path().join("made-up.jsonl");
            std::fs::write(&path, lines)?;
            path
        }
    };
    let mut store = Store::open(folder.path().join("bench.db"), OpenMode::Create)?;
    let run = store.begin_run(&NewRun { started_at: "2031-01-01T00:00:00Z".into(), ..NewRun::default() })?;
    let (begun, cpu) = (Instant::now(), cpu_seconds());
    let summary = load(&mut store, run, &[Input::new(path)], &Options { jobs: 1, ..Options::default() }, None, |_| ())?;
    let (wall, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    // On a machine that others load as well, the processor's time tells more than the clock.
    let rate = summary.read as f64 / if cpu > 0.0 { cpu } else { wall };
    let mut out = std::io::stdout().lock();
    let read = summary.read;
    writeln!(
        out,
        "{read} articles, {wall:.1} s: {rate:.0} a second of processor, {:.2} times the floor",
        rate / FLOOR
    )?;
    Ok(())
}

/// Seconds of processor that this process has taken, where the system tells it; else 0.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}
