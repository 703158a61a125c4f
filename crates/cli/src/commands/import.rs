//! `parallax import`: what others found, beside what Parallax found.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;

use parallax_records::Extraction;
use parallax_store::{OpenMode, Passage, Reader, Store, StoreError, Value};

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::import::{Row, What, add, csv, json_lines};
use crate::lists;
use crate::output::{Answer, Cell, Column, count};
use crate::rows::Rows;
use crate::runs::Run;

/// Read quotes, claims or names that others found; every range is held against the text
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// What is in the file
    what: What,
    /// JSON Lines, or CSV with a header; - for JSON Lines on standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    /// Where it comes from; kept with every row [default: the file's name]
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// Check everything and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave the comparison to a later `parallax link`
    #[arg(long)]
    no_link: bool,
}

/// Imports a file; rows that do not fit are listed with their line and the reason.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let text = read(options)?;
    let is_csv = options.file.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let rows = if is_csv { csv(&text) } else { json_lines(&text, options.what) };
    let reader = context.reader()?;
    let mut rejects: Vec<(usize, String)> = Vec::new();
    let mut taken: BTreeMap<i64, (Passage, Extraction)> = BTreeMap::new();
    for row in rows {
        let placed = row.and_then(|row| place(&reader, &row, options.what, &mut taken).map_err(|why| (row.line, why)));
        rejects.extend(placed.err());
    }
    drop(reader);
    let articles = taken.len();
    let found: usize = taken.values().map(|(_, e)| rows_of(e)).sum();
    let origin = options.origin.clone().unwrap_or_else(|| {
        options.file.file_stem().map_or_else(|| "import".to_owned(), |stem| stem.to_string_lossy().into_owned())
    });
    let new = if options.dry_run || found == 0 { 0 } else { write(context, options, &taken, &origin)? };
    let mut answer = Answer::new([Column::new("line"), Column::text("reason")]);
    answer.rows = rejects.iter().map(|(line, why)| vec![Cell::from(*line), why.as_str().into()]).collect();
    answer.head = "Refused".into();
    answer.head_note = count(rejects.len(), "row");
    answer.empty = "every row fits".into();
    context.output.answer(&answer)?;
    let what = options.what.name();
    context.output.note(&if options.dry_run {
        format!("dry run: {found} {what} of {} would be written", count(articles, "article"))
    } else {
        format!("{new} new {what} of {found} that fit, in {}, from {origin}", count(articles, "article"))
    });
    // What was refused is a finding: a script must not take it for done.
    Ok(if rejects.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn read(options: &Options) -> Result<String, Failure> {
    if options.file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(&options.file)
        .map_err(|e| Failure::user(format!("{} cannot be read: {e}", options.file.display())).hint("check the path"))
}

fn rows_of(found: &Extraction) -> usize {
    found.mentions.len() + found.quotes.len() + found.claims.len()
}

/// Puts a row to its article's others, or says why it does not fit.
fn place(
    reader: &Reader,
    row: &Row,
    what: What,
    taken: &mut BTreeMap<i64, (Passage, Extraction)>,
) -> Result<(), String> {
    let (number, external, url) = row.article();
    if number.is_none() && external.is_none() && url.is_none() {
        return Err("it names no article: give article, id or url".to_owned());
    }
    let params = [("id", Value::from(number)), ("external", Value::from(external)), ("url", Value::from(url))];
    let found = Rows::ask(reader, lists::ARTICLE_NAMED, &params).map_err(|e| e.message)?;
    let article = match found.len() {
        0 => return Err("no article in the database has that number, id or url".to_owned()),
        1 => found.first().and_then(|r| r.int("article_id")).unwrap_or_default(),
        n => return Err(format!("{n} articles have that id or url; name it as article:N")),
    };
    let (passage, extraction) = match taken.entry(article) {
        std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
        std::collections::btree_map::Entry::Vacant(new) => {
            let passage = reader.passage(article).map_err(|e| e.to_string())?.ok_or("its article is gone")?;
            let found = Extraction { sentences: passage.sentences.clone(), ..Extraction::default() };
            new.insert((passage, found))
        }
    };
    add(row, what, passage, extraction)
}

fn write(
    context: &Context,
    options: &Options,
    taken: &BTreeMap<i64, (Passage, Extraction)>,
    origin: &str,
) -> Result<usize, Failure> {
    let mut store = Store::open(&context.db, OpenMode::Existing)?;
    let params =
        serde_json::json!({"what": options.what.name(), "file": options.file.display().to_string(), "origin": origin});
    let run = Run::begin(&mut store, "import", Some(params))?;
    let new = store.batch::<_, StoreError>(run.id(), |batch| {
        taken.values().filter(|(_, found)| rows_of(found) > 0).map(|(p, found)| batch.extend(p, found, origin)).sum()
    })?;
    if !options.no_link && new > 0 {
        super::ingest::link(context, &mut store)?;
    }
    run.finish(&mut store)?;
    Ok(new)
}
