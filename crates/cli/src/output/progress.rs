//! Progress on stderr: a bar on a terminal, nothing elsewhere.

use indicatif::{ProgressBar, ProgressStyle};

/// A running count with rate and time left.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for `total` things (0: not known yet); silent where `shown` is false.
    pub(crate) fn new(total: u64, noun: &str, shown: bool) -> Self {
        if !shown {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = if total == 0 { ProgressBar::new_spinner() } else { ProgressBar::new(total) };
        let template = if total == 0 {
            format!("{{pos}} {noun} · {{per_sec}}")
        } else {
            format!("{{bar:30}} {{pos}}/{{len}} {noun} · {{per_sec}} · {{eta}} left")
        };
        // A malformed template is a mistake of this file; the plain bar still works.
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// `done` things are finished.
    pub(crate) fn at(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Takes the bar off the screen.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
