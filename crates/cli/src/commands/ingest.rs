//! `parallax ingest`: articles into the database.

use std::time::Instant;

use parallax_ingest::{Summary, load};
use parallax_store::{OpenMode, Store};

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::inputs::{InputOptions, tell_problems};
use crate::output::{Answer, Cell, Column, count};
use crate::runs::Run;

/// Read articles into the database and compare them; what is there already is left alone
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) inputs: InputOptions,
    /// Read and report, but write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not compare the articles afterwards (`parallax link` does it later)
    #[arg(long)]
    pub(crate) no_link: bool,
}

/// Ingests articles.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let summary = ingest(context, options)?;
    let mut answer = Answer::new([
        Column::new("read"),
        Column::new("new"),
        Column::new("new versions"),
        Column::new("updated"),
        Column::new("unchanged"),
        Column::new("left out"),
        Column::new("other languages"),
        Column::new("warnings"),
    ]);
    let cells = [
        summary.read,
        summary.new,
        summary.new_versions,
        summary.updated,
        summary.unchanged,
        summary.skipped,
        summary.other_languages,
        summary.warnings,
    ];
    answer.rows = vec![cells.map(|n| Cell::Int(n as i64)).to_vec()];
    answer.head = match options.dry_run {
        true => format!("Nothing was written; this is what {} would get", context.db.display()),
        false => format!("Articles in {}", context.db.display()),
    };
    let seconds = begun.elapsed().as_secs_f64();
    answer.head_note = format!("{seconds:.1} s");
    if !options.dry_run && summary.read > 0 {
        answer.next = vec!["toll".into(), "events".into(), "report -o report.html".into()];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// Reads the inputs into the database, then links; tells problems on stderr.
pub(crate) fn ingest(context: &Context, options: &Options) -> Result<Summary, Failure> {
    let inputs = options.inputs.inputs();
    let settings = options.inputs.options()?;
    let annotator = options.inputs.annotator()?;
    // A mistyped name must not begin a run.
    inputs.iter().try_for_each(parallax_ingest::Input::check)?;
    if options.dry_run {
        let database = if context.db.exists() { Some(context.reader()?) } else { None };
        let progress = context.output.progress("articles");
        let summary = parallax_ingest::preview(database.as_ref(), &inputs, &settings, |so_far| {
            progress.at_bytes(so_far.articles, so_far.bytes, so_far.total_bytes);
        })?;
        progress.finish();
        tell_problems(context, &summary);
        return Ok(summary);
    }
    let mut store = Store::open(&context.db, OpenMode::Create)?;
    let run = Run::begin_under(&mut store, "ingest", Some(params(options)), options.inputs.rules()?)?;
    let progress = context.output.progress("articles");
    let summary = load(&mut store, run.id(), &inputs, &settings, Some(&annotator), |so_far| {
        progress.at_bytes(so_far.articles, so_far.bytes, so_far.total_bytes);
    })?;
    progress.finish();
    if !options.no_link && summary.new + summary.new_versions + summary.updated > 0 {
        link(context, &mut store)?;
    }
    run.finish(&mut store)?;
    tell_problems(context, &summary);
    Ok(summary)
}

/// Recomputes the layer across sources.
pub(crate) fn link(context: &Context, store: &mut Store) -> Result<parallax_analytics::LinkReport, Failure> {
    let spinner = context.output.working("comparing the articles");
    // First who copied whom: copies count once, at their origin.
    let copies = parallax_ingest::copies::find_copies(store)?;
    let report = parallax_analytics::relink(store)?;
    spinner.finish();
    tracing::info!(events = report.events, copies = copies.copies, "linked");
    Ok(report)
}

/// What a run was told, for its record: paths and flags.
fn params(options: &Options) -> serde_json::Value {
    let inputs = &options.inputs;
    serde_json::json!({
        "paths": inputs.paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>(),
        "manifest": inputs.manifest.as_ref().map(|p| p.display().to_string()),
        "map": inputs.map,
        "source": inputs.source,
        "published": inputs.published,
        "lang": inputs.lang,
        "frames": inputs.frames.as_ref().map(|p| p.display().to_string()),
    })
}

/// "17 articles: 17 new".
pub(crate) fn in_words(summary: &Summary) -> String {
    let mut parts = vec![format!("{} new", summary.new)];
    for (n, words) in [
        (summary.new_versions, "new versions"),
        (summary.updated, "updated"),
        (summary.unchanged, "unchanged"),
        (summary.skipped, "left out"),
        (summary.other_languages, "in other languages"),
    ] {
        if n > 0 {
            parts.push(format!("{n} {words}"));
        }
    }
    format!("{}: {}", count(summary.read as usize, "article"), parts.join(", "))
}
