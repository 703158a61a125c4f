//! `parallax explain`: the rule and the words that made a row, or everything that is read in
//! a file.

use parallax_ingest::{AnnotatedArticle, annotate_all};
use parallax_nlp::{Annotator, Document, Models, TextBuffer, explain, explain_with};
use parallax_records::{CodePoints, Field, Span, TextRange};
use parallax_store::Value;

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::ids::{RowId, RowKind};
use crate::inputs::InputOptions;
use crate::output::{Format, clean};
use crate::passage::ranges;
use crate::rows::{RowRef, Rows};

/// Show the rule and the words that made a row, or all that is read in a file
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// claim:41, quote:7, or a file with articles
    what: String,
}

/// Explains a row or a file.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    if context.output.chosen_format().is_some_and(|f| f != Format::Table) {
        return Err(
            Failure::user("an explanation is a text, not rows").hint("leave out -f; `parallax annotate` gives rows")
        );
    }
    let is_file = std::path::Path::new(&options.what).exists();
    let text = match RowId::parse(&options.what) {
        Some(id) if !is_file => row(context, id)?,
        _ => file(&options.what)?,
    };
    context.output.text(&text)?;
    Ok(Outcome::Done)
}

/// The sentence of a row, with every layer under its words, and the rule that fired on it.
fn row(context: &Context, id: RowId) -> Result<String, Failure> {
    if !matches!(id.kind, RowKind::Claim | RowKind::Quote) {
        return Err(Failure::user(format!("{id} was not made by a rule")).hint("explain a claim, a quote or a file"));
    }
    let reader = context.reader()?;
    let rows = Rows::ask(&reader, id.kind.statement(), &[("id", Value::from(id.number))])?;
    let row = rows.first().ok_or_else(|| {
        Failure::user(format!("there is no {id} in the database"))
            .hint(format!("`parallax {}s` lists those there are", id.kind.name()))
    })?;
    let paint = context.output.paint();
    let mut out = format!("{} · {}\n\n", paint.strong(&id.to_string()), clean(row.text("says")));
    let sure = row.real("confidence").map(|c| format!(" ({:.0} % sure)", 100.0 * c)).unwrap_or_default();
    let kind = row.text("kind");
    let facts = [
        ("kind", kind.to_owned()),
        ("rule", format!("{}{sure}", row.text("rule"))),
        ("from", row.text("chain").to_owned()),
        (
            "speaker",
            [row.text("speaker"), row.text("speaker_as_written")].join(" = ").trim_matches([' ', '=']).to_owned(),
        ),
        ("cue", row.text("cue").to_owned()),
        ("event", row.text("event_reason").to_owned()),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        out.push_str(&format!("{}  {}\n", paint.faint(&format!("{name:7}")), clean(value)));
    }
    out.push('\n');
    out.push_str(&layers(row)?);
    out.push_str(&context.output.next(&[format!("show {id}")]));
    Ok(out)
}

/// The layers of the sentences that the row's evidence stands in.
fn layers(row: RowRef<'_>) -> Result<String, Failure> {
    let text = row.text("text");
    let content = ranges(row.text("content"));
    let (start, end) = match (row.int("start_char"), row.int("end_char"), content.first().zip(content.last())) {
        (Some(start), Some(end), _) => (start, end),
        (_, _, Some((first, last))) => (first.0 as i64, last.1 as i64),
        _ => return Ok(String::new()),
    };
    let points = CodePoints::new(text);
    let byte = |point: i64| u32::try_from(point).ok().and_then(|p| points.to_byte(p)).unwrap_or(text.len() as u32);
    let evidence = TextRange { start: byte(start), end: byte(end).max(byte(start)) };
    let models = Models::english().map_err(|e| Failure::internal(e.to_string()))?;
    let buffer = TextBuffer::plain(text);
    let mut doc = Document::segment(&buffer);
    models.read(&mut doc);
    doc.lemmatize();
    let printed = explain(&doc);
    // One block of lines a sentence, an empty line between.
    let blocks: Vec<&str> = printed.split("\n\n").filter(|b| !b.trim().is_empty()).collect();
    let place = doc.range_of_span(Span::new(Field::Body, evidence));
    let touches = |i: &usize| {
        let tokens = doc.sentences[*i].tokens.clone();
        !tokens.is_empty() && doc.range_of(tokens).overlaps(place)
    };
    let shown: Vec<&str> = (0..doc.sentences.len()).filter(touches).filter_map(|i| blocks.get(i).copied()).collect();
    Ok(shown.join("\n\n") + "\n\n")
}

/// Everything that is read in the articles of a file: layers, then quotes and claims.
fn file(path: &str) -> Result<String, Failure> {
    let inputs = InputOptions { paths: vec![path.into()], ..InputOptions::default() };
    if !std::path::Path::new(path).exists() {
        return Err(Failure::user(format!("{path:?} is neither a row nor a file"))
            .hint("rows look like claim:41 or quote:7; every list shows them"));
    }
    let annotator = Annotator::new();
    let models = Models::english().map_err(|e| Failure::internal(e.to_string()))?;
    let mut out = String::new();
    annotate_all(&inputs.inputs(), &inputs.options()?, Some(&annotator), |found| {
        out.push_str(&one(&found, &models));
        std::ops::ControlFlow::Continue(())
    })?;
    Ok(out)
}

fn one(found: &AnnotatedArticle, models: &Models) -> String {
    let article = &found.article;
    let input = parallax_nlp::Input {
        title: &article.title,
        body: &article.body,
        regions: article.segments.iter().filter_map(parallax_nlp::Region::of).collect(),
        ..parallax_nlp::Input::default()
    };
    let buffer = TextBuffer::new(&input);
    let mut doc = Document::segment(&buffer);
    models.read(&mut doc);
    doc.lemmatize();
    let mut out = format!("{}\n\n{}", clean(&found.id()), explain_with(&doc, &found.extraction));
    for warning in &found.extraction.warnings {
        out.push_str(&format!("warning  {warning}\n"));
    }
    out.push('\n');
    out
}
