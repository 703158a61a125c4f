//! What the user says about the inputs.

use std::path::{Path, PathBuf};

use crate::manifest::Manifest;
use crate::problem::IngestError;
use crate::read::FieldMap;

/// What the user says about the inputs; everything may be left out.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What is known of each file, by file name.
    pub manifest: Option<Manifest>,
    /// Names of fields in records beside those that are recognised.
    pub map: FieldMap,
    /// The outlet of every article that names none.
    pub source: Option<String>,
    /// The date of every article that gives none, in any spelling.
    pub published: Option<String>,
    /// The language of every article; recognised from the text where it is not given.
    pub lang: Option<String>,
    /// Worker threads; 0 takes all cores.
    pub jobs: usize,
    /// The day on which this is read, as 2015-11-22: what was published later is told to be doubtful.
    pub today: Option<String>,
}

impl Options {
    /// Checks what can be checked before anything is read.
    ///
    /// # Errors
    /// [`IngestError::Options`] where `published` is no date.
    pub fn check(&self) -> Result<(), IngestError> {
        match &self.published {
            Some(date) if crate::dates::parse(date, crate::dates::DayOrder::MonthFirst).is_none() => {
                Err(IngestError::Options {
                    what: format!("{date:?} is no date; write it as 2015-11-22 or 2015-11-22T09:30:00Z"),
                })
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn threads(&self) -> usize {
        match self.jobs {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            jobs => jobs,
        }
    }
}

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that is below it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl Input {
    /// The input that a command-line argument names; "-" is standard input.
    pub fn new(argument: impl AsRef<Path>) -> Self {
        if argument.as_ref() == Path::new("-") { Self::Stdin } else { Self::Path(argument.as_ref().to_path_buf()) }
    }

    /// Checks that it is there, so that a mistyped name begins no run.
    ///
    /// # Errors
    /// [`IngestError::Input`] where there is no such file or folder.
    pub fn check(&self) -> Result<(), IngestError> {
        match self {
            Self::Stdin => Ok(()),
            Self::Path(path) => match std::fs::metadata(path) {
                Ok(_) => Ok(()),
                Err(source) => Err(IngestError::Input { path: path.clone(), source }),
            },
        }
    }
}
