//! `parallax`: what each news outlet says about the same event, side by side.

mod args;
mod commands;
mod context;
mod failure;
mod output;
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
        Command::Completions(options) => commands::completions::run(context, &options),
        Command::Man(options) => commands::man::run(context, &options),
    }
}
