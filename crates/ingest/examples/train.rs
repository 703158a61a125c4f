//! Scores and trains the line judges:
//! `cargo run -p parallax-ingest --example train -- HTML_CORPUS [pages|lines] [OUT]`

use std::io::{BufRead, Read, Write};
use std::path::Path;

use parallax_ingest::training::{GoldPage, Kind, ceiling, cross_validate, train};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let folder = Path::new(arguments.get(1).ok_or("name the folder of the corpus")?);
    let kind = if arguments.get(2).is_some_and(|k| k == "lines") { Kind::Lines } else { Kind::Pages };
    let mut pages = Vec::new();
    for line in std::io::BufReader::new(std::fs::File::open(folder.join("truth.jsonl"))?).lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let file = std::fs::File::open(folder.join(format!("pages/{}.html.gz", text("id"))))?;
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
        let html = String::from_utf8_lossy(&bytes).into_owned();
        pages.push(GoldPage { html, url: text("url"), title: text("title"), body: text("body") });
    }
    let mut out = std::io::stdout().lock();
    let (best, scores) = (ceiling(&pages, kind), cross_validate(&pages, kind));
    for (page, ((.., top), (p, r, f1))) in pages.iter().zip(best.iter().zip(&scores)) {
        writeln!(out, "{}\tceiling {top:.3}\tP {p:.3} R {r:.3} F1 {f1:.3}", page.url)?;
    }
    let mean =
        |part: fn(&(f64, f64, f64)) -> f64, of: &[(f64, f64, f64)]| of.iter().map(part).sum::<f64>() / of.len() as f64;
    writeln!(
        out,
        "{kind:?}: ceiling {:.4}, cross-validated P {:.4} R {:.4} F1 {:.4}",
        mean(|s| s.2, &best),
        mean(|s| s.0, &scores),
        mean(|s| s.1, &scores),
        mean(|s| s.2, &scores)
    )?;
    if let Some(path) = arguments.get(3) {
        std::fs::write(path, train(&pages, kind)?)?;
    }
    Ok(())
}
