//! `parallax man`: manual pages.

use std::path::PathBuf;

use crate::context::Context;
use crate::failure::Failure;
use crate::{Outcome, args};

/// Print the manual page, or write the pages of all commands into a folder
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder for one page a command
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

/// Writes the page or the pages.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let grammar = args::grammar();
    let Some(dir) = &options.dir else {
        context.output.stream(|out| clap_mangen::Man::new(grammar).render(out))?;
        return Ok(Outcome::Done);
    };
    let cannot = |error: std::io::Error| {
        Failure::configuration(format!("the pages could not be written to {}: {error}", dir.display()))
            .hint("name a folder you may write to")
    };
    std::fs::create_dir_all(dir).map_err(cannot)?;
    clap_mangen::generate_to(grammar, dir).map_err(cannot)?;
    context.output.note(&format!("wrote the manual pages to {}", dir.display()));
    Ok(Outcome::Done)
}
