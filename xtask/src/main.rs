//! Work on the repository itself: `cargo xtask train | score | bench | check`.

mod bench;
mod check;
mod columns;
mod score;
mod shared;
mod train;
mod treebank;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Training, scoring and repository checks.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Arguments {
    /// The folder of training and development data.
    #[arg(long, global = true, env = "PARALLAX_SHARED", default_value = "../shared")]
    shared: PathBuf,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make the embedded weights and tables from the training data.
    Train(train::TrainArguments),
    /// Print every quality figure, one line a measure.
    Score(score::ScoreArguments),
    /// Measure speed and memory against their limits and against spaCy.
    Bench(bench::BenchArguments),
    /// Hold the repository to its own rules: import graph, word lists, file sizes.
    Check,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let shared = shared::Shared::new(arguments.shared);
    let done = match arguments.task {
        Task::Train(what) => train::run(&shared, &what),
        Task::Score(what) => score::run(&shared, &what),
        Task::Bench(what) => bench::run(&shared, &what),
        Task::Check => check::run(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(3),
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "the one place where this program reports failure")]
            {
                eprintln!("error: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}
