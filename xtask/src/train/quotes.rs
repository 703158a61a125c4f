//! Training of the quote models from PolNeAR's annotated articles.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result};
use parallax_nlp::learn::TrainOptions;
use parallax_nlp::{Attributed, Document, QuoteModel, TextBuffer};
use parallax_records::{CodePoints, TextRange};
use serde::Deserialize;

use super::models;
use crate::shared::Shared;

/// An article with its attributions; offsets are code points.
#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    quotes: Vec<RowQuote>,
}

#[derive(Deserialize)]
struct RowQuote {
    content_spans: Vec<[u32; 2]>,
    source_spans: Vec<[u32; 2]>,
    cue_spans: Vec<[u32; 2]>,
}

/// Cues, contents and sources.
pub(super) fn run(shared: &Shared, folder: &Path, options: TrainOptions) -> Result<()> {
    let rows = read(&shared.path("corpora/quotes/train.jsonl.gz")?)?;
    let models = models::load(folder)?;
    let buffers: Vec<TextBuffer> = rows.iter().map(|row| TextBuffer::plain(&row.text)).collect();
    let mut articles = Vec::with_capacity(rows.len());
    for (row, buffer) in rows.iter().zip(&buffers) {
        let mut doc = Document::segment(buffer);
        models.read(&mut doc);
        doc.lemmatize();
        articles.push((doc, attributed(row)?));
    }
    let model = QuoteModel::train(&articles, &models.lexicon, options, &mut |line| progress(&line));
    models::write(folder, "quotes.bin", &model.write())
}

/// The attributions of an article, their offsets in bytes.
fn attributed(row: &Row) -> Result<Vec<Attributed>> {
    let points = CodePoints::new(&row.text);
    let ranges = |spans: &[[u32; 2]]| -> Result<Vec<TextRange>> {
        let byte =
            |point| points.to_byte(point).with_context(|| format!("{}: offset {point} is beyond the text", row.id));
        spans.iter().map(|[start, end]| Ok(TextRange { start: byte(*start)?, end: byte(*end)? })).collect()
    };
    let one = |quote: &RowQuote| -> Result<Attributed> {
        Ok(Attributed {
            content: ranges(&quote.content_spans)?,
            source: ranges(&quote.source_spans)?,
            cue: ranges(&quote.cue_spans)?,
        })
    };
    row.quotes.iter().map(one).collect()
}

/// The rows of a compressed JSON Lines file.
fn read(path: &Path) -> Result<Vec<Row>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let row = |(number, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{}:{}: no annotated article", path.display(), number + 1))
    };
    text.lines().enumerate().map(row).collect()
}

#[expect(clippy::print_stderr, reason = "training takes a minute and says how far it is")]
fn progress(line: &str) {
    eprintln!("{line}");
}
