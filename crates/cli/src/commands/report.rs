//! `parallax report`: everything about an event in one file.

use parallax_store::Reader;

use crate::Outcome;
use crate::context::{Context, quote};
use crate::failure::Failure;
use crate::lookup;
use crate::output::Format;
use crate::report;

/// Write a report: HTML that opens offline and prints (-o report.html), or Markdown
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The event: its slug, event:2, or a unique part of its title [default: the largest events]
    event: Option<String>,
}

/// Writes the report in the format that -f or -o's extension asks for.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let event = options.event.as_deref().map(|word| lookup::event(&reader, word)).transpose()?;
    let page = report::build(&reader, event.as_ref(), context.output.program())?;
    let path = context.output.path();
    let is_html = path
        .and_then(|p| p.extension())
        .is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"));
    let text = match context.output.chosen_format() {
        None if is_html => {
            report::html(&page).map_err(|e| Failure::internal(format!("the report could not be drawn: {e}")))?
        }
        None | Some(Format::Markdown) => report::markdown(&page),
        Some(_) => {
            return Err(Failure::user("a report is HTML or Markdown").hint("write -o report.html or -o report.md"));
        }
    };
    context.output.text(&text)?;
    if let Some(path) = path {
        context.output.note(&format!("wrote {}", quote(&path.display().to_string())));
    }
    Ok(Outcome::Done)
}

/// The HTML report of an event, or of the largest ones.
pub(crate) fn html(context: &Context, reader: &Reader, event: Option<&lookup::Event>) -> Result<String, Failure> {
    drawn(&report::build(reader, event, context.output.program())?)
}

fn drawn(page: &report::Page) -> Result<String, Failure> {
    report::html(page).map_err(|e| Failure::internal(format!("the report could not be drawn: {e}")))
}
