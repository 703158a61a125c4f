//! `parallax completions`: completions for a shell.

use crate::context::Context;
use crate::failure::Failure;
use crate::{Outcome, args};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The shell
    shell: clap_complete::Shell,
}

/// Writes the shell's completion script.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut args::grammar(), "parallax", &mut script);
    context.output.stream(|out| out.write_all(&script))?;
    Ok(Outcome::Done)
}
