//! What `ingest` and `annotate` are told about their inputs.

use std::path::PathBuf;

use parallax_ingest::{FieldMap, Input, Manifest, Problem, Summary};

use crate::context::Context;
use crate::failure::Failure;
use crate::output::count;

/// Flags about inputs.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct InputOptions {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// A table (CSV) of what is known about each file: file, source, published, title, url
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) manifest: Option<PathBuf>,
    /// A field of JSON or CSV records that this program does not recognise: text=story_text
    #[arg(long, value_name = "PART=FIELD", value_delimiter = ',')]
    pub(crate) map: Vec<String>,
    /// The outlet of all articles that do not name one
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// The date of all articles that give none
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<String>,
    /// The language of all articles, as a code of two letters [default: recognised]
    #[arg(long, value_name = "CODE")]
    pub(crate) lang: Option<String>,
    /// How many threads read; 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,
}

impl InputOptions {
    /// The inputs to read.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        self.paths.iter().map(Input::new).collect()
    }

    /// The options of the library.
    pub(crate) fn options(&self) -> Result<parallax_ingest::Options, Failure> {
        let manifest = self.manifest.as_deref().map(Manifest::read).transpose()?;
        let map = FieldMap::new(&self.map)?;
        Ok(parallax_ingest::Options {
            manifest,
            map,
            source: self.source.clone(),
            published: self.published.clone(),
            lang: self.lang.clone(),
            jobs: self.jobs,
        })
    }
}

/// How many problems are told one by one; `-v` tells all that were kept.
const TOLD: usize = 5;

/// Tells on stderr what went wrong with single inputs.
pub(crate) fn tell_problems(context: &Context, summary: &Summary) {
    let (skipped, warned): (Vec<&Problem>, Vec<&Problem>) = summary.problems.iter().partition(|p| p.skipped);
    let most = if context.verbose() > 0 { usize::MAX } else { TOLD };
    for (word, problems, all) in
        [("left out", skipped, summary.skipped as usize), ("warning", warned, summary.warnings as usize)]
    {
        for problem in problems.iter().take(most) {
            let line = format!("{word}: {problem}");
            // A file that is not in the database must be known even to a quiet run.
            if problem.skipped { context.output.complain(&line) } else { context.output.note(&line) }
        }
        let told = problems.len().min(most);
        if told < all {
            context.output.note(&format!("… and {} more; -v tells them", count(all - told, "problem")));
        }
    }
}
