//! `parallax`: what each news outlet says about the same event, side by side.

mod annotation;
mod args;
mod commands;
mod context;
mod dates;
mod deciding;
mod failure;
mod ids;
mod import;
mod inputs;
mod listing;
mod lists;
mod lookup;
mod notebook;
mod output;
mod passage;
mod report;
mod rows;
mod runs;
mod suggest;

use std::process::ExitCode;

use clap::FromArgMatches;

use args::{Cli, Command};
use context::Context;
use failure::Failure;

/// How a command ended, where it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done.
    Done,
    /// A check found problems.
    Findings,
}

impl Outcome {
    const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 3,
        }
    }
}

fn main() -> ExitCode {
    let matches = match args::grammar().try_get_matches() {
        Ok(matches) => matches,
        // clap prints help to stdout and complaints to stderr; usage errors are code 2.
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let context = Context::new(&cli.global, context::db_was_given(&matches));
    context.start_log();
    match run(&context, cli.command) {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(failure) if failure.closed_pipe => ExitCode::SUCCESS,
        Err(failure) => {
            context.output.complain(&failure.report(context.output.note_paint()));
            ExitCode::from(1)
        }
    }
}

fn run(context: &Context, command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Demo(options) => commands::demo::run(context, &options),
        Command::Ingest(options) => commands::ingest::run(context, &options),
        Command::Annotate(options) => commands::annotate::run(context, &options),
        Command::Link(options) => commands::link::run(context, &options),
        Command::Diff(options) => commands::diff::run(context, &options),
        Command::Toll(options) => commands::toll::run(context, &options),
        Command::Timeline(options) => commands::timeline::run(context, &options),
        Command::Conflicts(options) => commands::conflicts::run(context, &options),
        Command::Meetings(options) => commands::meetings::run(context, &options),
        Command::Sources(options) => commands::sources::run(context, &options),
        Command::Articles(options) => commands::articles::run(context, &options),
        Command::Events(options) => commands::events::run(context, &options),
        Command::Event(options) => commands::event::run(context, &options),
        Command::Entities(options) => commands::entities::run(context, &options),
        Command::Quotes(options) => commands::quotes::run(context, &options),
        Command::Claims(options) => commands::claims::run(context, &options),
        Command::Naming(options) => commands::naming::run(context, &options),
        Command::Copies(options) => commands::copies::run(context, &options),
        Command::Coverage(options) => commands::coverage::run(context, &options),
        Command::Review(options) => commands::review::run(context, &options),
        Command::Decide(options) => commands::decide::run(context, &options),
        Command::Decisions(options) => commands::decisions::run(context, &options),
        Command::Search(options) => commands::search::run(context, &options),
        Command::Query(options) => commands::query::run(context, &options),
        Command::Queries(options) => commands::queries::run(context, &options),
        Command::Frames(options) => commands::frames::run(context, &options),
        Command::Show(options) => commands::show::run(context, &options),
        Command::Explain(options) => commands::explain::run(context, &options),
        Command::Import(options) => commands::import::run(context, &options),
        Command::Report(options) => commands::report::run(context, &options),
        Command::Export(options) => commands::export::run(context, &options),
        Command::Notebook(options) => commands::notebook::run(context, &options),
        Command::Datasette(options) => commands::datasette::run(context, &options),
        Command::Check(options) => commands::check::run(context, &options),
        Command::Schema(options) => commands::schema::run(context, &options),
        Command::Runs(options) => commands::runs::run(context, &options),
        Command::Completions(options) => commands::completions::run(context, &options),
        Command::Man(options) => commands::man::run(context, &options),
    }
}
