//! `parallax datasette`: what Datasette shows beside the tables: their descriptions, and the
//! named questions as pages with forms.

use std::path::PathBuf;

use parallax_store::queries;
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::context::{Context, quote};
use crate::failure::Failure;
use crate::lists;
use crate::rows::Rows;

/// Write metadata for Datasette: what tables and columns mean, and the named questions
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The file, in JSON
    #[arg(value_hint = clap::ValueHint::FilePath, default_value = "metadata.json")]
    file: PathBuf,
}

/// Writes the metadata.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let words = Rows::ask(&reader, lists::WORDS_OF_SCHEMA, &[])?;
    let mut tables: Map<String, Value> = Map::new();
    for row in words.iter() {
        let table = tables.entry(row.text("name")).or_insert_with(|| json!({"columns": {}}));
        match row.text("column") {
            "" => table["description"] = row.text("meaning").into(),
            column => table["columns"][column] = row.text("meaning").into(),
        }
    }
    for name in ["sketch", "doc", "copy_span", "quote_span", "segment"] {
        if let Some(table) = tables.get_mut(name) {
            table["hidden"] = true.into();
        }
    }
    let questions: Map<String, Value> = queries()
        .into_iter()
        .map(|q| {
            let params: Vec<String> = q.params.iter().map(|p| format!("{}: {}", p.name, p.description)).collect();
            let description = [q.description.clone(), params.join("; ")].join(" ").trim().to_owned();
            (q.name.to_owned(), json!({"title": q.title, "description": description, "sql": q.sql}))
        })
        .collect();
    let stem = context.db.file_stem().map_or_else(|| "parallax".to_owned(), |s| s.to_string_lossy().into_owned());
    let metadata = json!({
        "title": "What the sources say",
        "description": "Articles, claims and quotes, each with its place in the text. Made by Parallax.",
        "databases": {stem: {"tables": tables, "queries": questions}},
    });
    std::fs::write(&options.file, format!("{metadata:#}\n")).map_err(|e| {
        Failure::configuration(format!("{} cannot be written: {e}", options.file.display()))
            .hint("name a file in a folder you may write to")
    })?;
    let (db, file) = (quote(&context.db.display().to_string()), quote(&options.file.display().to_string()));
    context.output.note(&format!("wrote {}; serve with: datasette {db} -m {file}", options.file.display()));
    Ok(Outcome::Done)
}
