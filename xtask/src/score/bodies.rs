//! A fixed sample of texts whose stored bodies were judged by reading them against the raw text: keys and verdicts, no text.
//!
//! A verdict holds for the body that was read: another body is not right until somebody has read it again. Draw
//! with `cargo xtask score bodies --draw`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use parallax_ingest::training::visible_text;
use serde_json::Value;

use super::referees::Measure;
use crate::shared::{Shared, repository};
use crate::train::judges::gold_pages;

/// The file of verdicts.
const FILE: &str = "crates/ingest/quality/bodies.tsv";
/// How many texts of each set are judged.
const SIZE: usize = 30;
/// What the sample depends on.
const SEED: u32 = 2027;

/// A text of the sample.
pub(super) struct Drawn {
    /// bulk or flattened.
    pub(super) set: &'static str,
    /// Its id in the corpus.
    pub(super) id: String,
    /// What is stored in a .txt file and read.
    pub(super) raw: String,
}

/// The verdict on a text, and what it holds for.
type Verdicts = BTreeMap<(String, String), (String, String)>;

/// The texts of the sample: articles of corpora/bulk as they were scraped, and pages of corpora/html without their markup.
pub(super) fn drawn(shared: &Shared) -> Result<Vec<Drawn>> {
    let path = shared.path("corpora/bulk/articles.jsonl.gz")?;
    let file = std::fs::File::open(&path).with_context(|| format!("open {}", path.display()))?;
    let mut bulk = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let row: Value = serde_json::from_str(&line?).with_context(|| format!("read {}", path.display()))?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        bulk.push(Drawn { set: "bulk", id: text("id"), raw: text("text") });
    }
    let pages = gold_pages(shared)?;
    let page = |url: &str| format!("{:08x}", hash(url.as_bytes()));
    let mut flattened: Vec<Drawn> =
        pages.iter().map(|p| Drawn { set: "flattened", id: page(&p.url), raw: visible_text(&p.html) }).collect();
    for texts in [&mut bulk, &mut flattened] {
        texts.sort_by_key(|text| hash(format!("{SEED} {}", text.id).as_bytes()));
        texts.truncate(SIZE);
        texts.sort_by(|a, b| a.id.cmp(&b.id));
    }
    bulk.append(&mut flattened);
    Ok(bulk)
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// What a verdict is on.
fn printed(stored: &Value) -> String {
    format!("{:08x}", hash(stored["text"].as_str().unwrap_or_default().as_bytes()))
}

/// The head of the file and its verdicts.
fn verdicts() -> Result<(String, Verdicts)> {
    let path = repository().join(FILE);
    let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    let (head, rows): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let mut known = Verdicts::new();
    for row in rows {
        let fields: Vec<&str> = row.split('\t').collect();
        ensure!(fields.len() == 4, "{FILE}: {row:?} has not four columns");
        let [set, id, printed, verdict] = [0, 1, 2, 3].map(|i| fields[i].to_owned());
        known.insert((set, id), (printed, verdict));
    }
    Ok((head.iter().fold(String::new(), |head, line| head + line + "\n"), known))
}

/// The share of bodies judged right, of each set, and a line for each text that has to be judged anew.
pub(super) fn score(sample: &[(Drawn, Value)]) -> Result<(Vec<Measure>, Vec<String>)> {
    let (_, known) = verdicts()?;
    let mut right: BTreeMap<&str, u32> = BTreeMap::new();
    let mut anew = Vec::new();
    for (text, stored) in sample {
        let verdict = known.get(&(text.set.to_owned(), text.id.clone()));
        match verdict.filter(|(seen, verdict)| *seen == printed(stored) && verdict != "?") {
            Some((_, verdict)) => *right.entry(text.set).or_default() += u32::from(verdict == "right"),
            None => anew.push(format!("judge anew: {} {}", text.set, text.id)),
        }
    }
    let measure = |set: &str| {
        let value = f64::from(right.get(set).copied().unwrap_or(0)) / SIZE as f64;
        Measure { name: format!("bodies.{set}.judged_right"), value, has_floor: true }
    };
    Ok((["bulk", "flattened"].map(measure).into(), anew))
}

/// Draws the sample: the file's text with the verdicts that still hold, and each text without one to be read.
pub(super) fn draw(sample: &[(Drawn, Value)]) -> Result<(String, Vec<String>)> {
    let (mut file, known) = verdicts()?;
    let mut open = Vec::new();
    for (text, stored) in sample {
        let printed = printed(stored);
        let verdict = known.get(&(text.set.to_owned(), text.id.clone())).filter(|(seen, _)| *seen == printed);
        let verdict = verdict.map_or("?", |(_, verdict)| verdict);
        writeln!(file, "{}\t{}\t{printed}\t{verdict}", text.set, text.id)?;
        if verdict == "?" {
            open.push(shown(text, stored));
        }
    }
    Ok((file, open))
}

/// The raw text line by line, with what became of each.
fn shown(text: &Drawn, stored: &Value) -> String {
    let body = stored["text"].as_str().unwrap_or_default();
    let mut out = format!("== {} {}\n   title {}\n", text.set, text.id, stored["title"]);
    for line in text.raw.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let kept = body.lines().any(|kept| kept == line);
        let cut = !kept && body.lines().any(|part| part.len() > 20 && line.contains(part));
        let mark = if kept {
            '+'
        } else if cut {
            '~'
        } else {
            '-'
        };
        out += &format!(" {mark} {line}\n");
    }
    out
}

/// Writes the file of the sample.
pub(super) fn write(text: &str) -> Result<()> {
    let path = repository().join(FILE);
    std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))
}
