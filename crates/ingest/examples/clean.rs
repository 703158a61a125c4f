//! Cleans inputs and prints each article as JSON with its labelled pieces:
//! `cargo run -p parallax-ingest --example clean -- [--manifest FILE] PATH...`

use std::io::Write;
use std::ops::ControlFlow;

use parallax_ingest::{Input, Manifest, Options, annotate_all};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut inputs = Vec::new();
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--manifest" => options.manifest = Some(Manifest::read(arguments.next().unwrap_or_default().as_ref())?),
            _ => inputs.push(Input::new(argument)),
        }
    }
    let mut out = std::io::stdout().lock();
    let summary = annotate_all(&inputs, &options, None, |a| {
        let id = a.id();
        let article = a.article;
        let row = serde_json::json!({
            "id": id, "title": article.title, "byline": article.byline, "source": article.source,
            "agency": article.agency, "dateline": article.dateline, "lang": article.lang, "url": article.url,
            "published": article.published.as_ref().map(|p| &p.at),
            "published_from": article.published.as_ref().map(|p| p.from),
            "text": article.body, "raw": article.raw, "segments": article.segments, "warnings": a.warnings,
        });
        match writeln!(out, "{row}") {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    for problem in &summary.problems {
        writeln!(std::io::stderr(), "{problem}")?;
    }
    Ok(())
}
