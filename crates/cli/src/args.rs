//! The command line's grammar: global flags here, each command's own in its file.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands;
use crate::output::{ColorChoice, Format};

/// What each news outlet says about the same event, side by side.
#[derive(Debug, Parser)]
#[command(
    name = "parallax",
    version,
    after_help = "Every flag can also be set by a variable: PARALLAX_DB for --db, PARALLAX_TOLL_KIND for toll --kind.\n\
                  Start with `parallax demo`, or `parallax ingest FOLDER` for your own articles.",
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The database.
    #[arg(long, global = true, value_name = "FILE", default_value = "parallax.db", value_hint = clap::ValueHint::FilePath)]
    pub(crate) db: PathBuf,
    /// How to write rows [default: by -o's extension; table on a terminal, csv in a pipe].
    #[arg(short, long, global = true, value_name = "FORMAT", hide_possible_values = false)]
    pub(crate) format: Option<Format>,
    /// Write the answer to a file instead of stdout.
    #[arg(short, long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// When to colour; NO_COLOR is respected.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// No notes, no progress, no next step.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more on stderr; twice for details.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// The commands, in the order in which one meets them.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(commands::demo::Options),
    Ingest(commands::ingest::Options),
    Annotate(commands::annotate::Options),
    Link(commands::link::Options),
    Toll(commands::toll::Options),
    Timeline(commands::timeline::Options),
    Conflicts(commands::conflicts::Options),
    Meetings(commands::meetings::Options),
    Sources(commands::sources::Options),
    Articles(commands::articles::Options),
    Events(commands::events::Options),
    Event(commands::event::Options),
    Entities(commands::entities::Options),
    Quotes(commands::quotes::Options),
    Claims(commands::claims::Options),
    Naming(commands::naming::Options),
    Copies(commands::copies::Options),
    Diff(commands::diff::Options),
    Coverage(commands::coverage::Options),
    Review(commands::review::Options),
    Decide(commands::decide::Options),
    Decisions(commands::decisions::Options),
    Search(commands::search::Options),
    Query(commands::query::Options),
    Queries(commands::queries::Options),
    Frames(commands::frames::Options),
    Show(commands::show::Options),
    Explain(commands::explain::Options),
    Import(commands::import::Options),
    Report(commands::report::Options),
    Export(commands::export::Options),
    Notebook(commands::notebook::Options),
    Datasette(commands::datasette::Options),
    Check(commands::check::Options),
    Schema(commands::schema::Options),
    Runs(commands::runs::Options),
    Completions(commands::completions::Options),
    Man(commands::man::Options),
}

/// The grammar with a PARALLAX_* variable behind every flag: global flags as PARALLAX_DB,
/// a command's own as PARALLAX_TOLL_KIND.
pub(crate) fn grammar() -> clap::Command {
    let cli = <Cli as clap::CommandFactory>::command().mut_args(|arg| with_variable(arg, "PARALLAX"));
    cli.mut_subcommands(with_variables)
}

/// Gives the flags of a command and of its own commands their variables.
fn with_variables(command: clap::Command) -> clap::Command {
    let prefix = format!("PARALLAX_{}", command.get_name().to_uppercase());
    command.mut_args(|arg| with_variable(arg, &prefix)).mut_subcommands(move |inner| {
        let prefix = format!("PARALLAX_{}", inner.get_name().to_uppercase());
        inner.mut_args(|arg| with_variable(arg, &prefix))
    })
}

fn with_variable(arg: clap::Arg, prefix: &str) -> clap::Arg {
    let Some(long) = arg.get_long() else { return arg };
    let name = format!("{prefix}_{}", long.to_uppercase().replace('-', "_"));
    let is_switch = matches!(arg.get_action(), clap::ArgAction::SetTrue);
    // clap keeps names for the program's life; a hundred short ones are leaked once.
    let arg = arg.env(&*name.leak()).hide_env(true);
    // So that PARALLAX_QUIET=1 means what it looks like.
    if is_switch { arg.value_parser(clap::builder::FalseyValueParser::new()) } else { arg }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        grammar().debug_assert();
    }

    #[test]
    fn every_flag_has_its_variable() {
        fn check(command: &clap::Command, seen: &mut usize) {
            for arg in command.get_arguments() {
                let Some(long) = arg.get_long() else { continue };
                if matches!(long, "help" | "version") {
                    continue;
                }
                let name = arg.get_env().and_then(|v| v.to_str()).unwrap_or_default();
                let end = long.to_uppercase().replace('-', "_");
                assert!(name.starts_with("PARALLAX_") && name.ends_with(&end), "--{long} of {}", command.get_name());
                *seen += 1;
            }
            command.get_subcommands().for_each(|c| check(c, seen));
        }
        let mut seen = 0;
        check(&grammar(), &mut seen);
        assert!(seen >= 6, "the global flags at least");
    }
}
