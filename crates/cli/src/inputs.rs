//! What `ingest` and `annotate` are told about their inputs.

use std::path::{Path, PathBuf};

use parallax_ingest::{FieldMap, Input, Manifest, Problem, Summary};
use parallax_nlp::{Annotator, Frames};

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
    /// A folder of frames of your own (TOML): further ways in which claims are worded
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(crate) frames: Option<PathBuf>,
    /// How many threads read; 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,
    /// Whether the dates are invented, so that the clock says nothing of them.
    #[arg(skip)]
    pub(crate) invented: bool,
}

impl InputOptions {
    /// The inputs to read.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        self.paths.iter().map(Input::new).collect()
    }

    /// The language analysis, with the frames of the user's own.
    pub(crate) fn annotator(&self) -> Result<Annotator, Failure> {
        Ok(match &self.frames {
            Some(dir) => Annotator::with_frames(own_frames(dir)?.0),
            None => Annotator::new(),
        })
    }

    /// A hash of the rules of that analysis: an article that was analysed under others is analysed again.
    pub(crate) fn rules(&self) -> Result<String, Failure> {
        let Some(dir) = &self.frames else { return Ok(parallax_ingest::rules_hash().to_owned()) };
        let (_, names) = own_frames(dir)?;
        let text = |name: &String| std::fs::read_to_string(dir.join(format!("{name}.toml"))).unwrap_or_default();
        let texts: Vec<String> = names.iter().map(text).collect();
        Ok(parallax_ingest::rules_hash_with(texts.iter().map(String::as_str)))
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
            today: (!self.invented).then(|| crate::runs::now()[..10].to_owned()),
        })
    }
}

/// The shipped frames and those of a folder, with the names of the latter; a file's name is its frame's name.
pub(crate) fn own_frames(dir: &Path) -> Result<(Frames, Vec<String>), Failure> {
    let unread = |path: &Path, error: std::io::Error| {
        Failure::user(format!("{} cannot be read: {error}", path.display()))
            .hint("--frames wants a folder of TOML files")
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dir)
        .map_err(|error| unread(dir, error))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(
            Failure::user(format!("{} holds no frames", dir.display())).hint("a frame is a file like eaten.toml")
        );
    }
    let mut frames = Frames::english();
    let mut names = Vec::new();
    for path in paths {
        let name = path.file_stem().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let text = std::fs::read_to_string(&path).map_err(|error| unread(&path, error))?;
        frames.add(&name, &text).map_err(|error| {
            Failure::user(format!("{}: {error}", path.display())).hint("the guide shows a frame, under `frames`")
        })?;
        names.push(name);
    }
    Ok((frames, names))
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
