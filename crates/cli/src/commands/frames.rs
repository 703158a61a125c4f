//! `parallax frames`: frames of the user's own.

use std::path::PathBuf;

use parallax_nlp::Annotator;

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::inputs::own_frames;

/// Check frames of your own by the examples they carry
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Read the frames of a folder and run their examples and counter-examples
    Check {
        /// The folder
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: PathBuf,
    },
}

/// Checks the frames of a folder.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let Action::Check { dir } = &options.action;
    let (frames, names) = own_frames(dir)?;
    let wrong = Annotator::with_frames(frames).check_frames();
    // A frame may also spoil an example of the shipped ones, which is worth knowing.
    let mut out = String::new();
    for mismatch in &wrong {
        let expected = mismatch.expected.as_deref().unwrap_or("nothing");
        let found = if mismatch.found.is_empty() { "nothing".to_owned() } else { mismatch.found.join(" | ") };
        out.push_str(&format!("{}: {}\n  expected {expected}\n  found    {found}\n", mismatch.frame, mismatch.text));
    }
    let verdict = if wrong.is_empty() { "all examples hold".to_owned() } else { format!("{} fail", wrong.len()) };
    out.push_str(&format!("{}: {verdict}\n", names.join(", ")));
    context.output.text(&out)?;
    Ok(if wrong.is_empty() { Outcome::Done } else { Outcome::Findings })
}
