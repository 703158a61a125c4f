//! Progress on stderr: a bar on a terminal, nothing elsewhere.

use indicatif::{ProgressBar, ProgressStyle};

/// A running count with rate and time left.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A count of `noun`; silent where `shown` is false.
    pub(crate) fn new(noun: &str, shown: bool) -> Self {
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        bar.set_style(style(&format!("{{pos}} {noun} · {{per_sec}}")));
        bar.set_prefix(noun.to_owned());
        Self { bar }
    }

    /// A spinner beside the words for something that has no count.
    pub(crate) fn working(words: &str, shown: bool) -> Self {
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        bar.set_style(style("{spinner} {msg} · {elapsed}"));
        bar.set_message(words.to_owned());
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        Self { bar }
    }

    /// `done` things are finished.
    pub(crate) fn at(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// `done` things are finished, which took `bytes` of the `total` bytes there are: bytes
    /// tell the time left long before the number of things is known.
    pub(crate) fn at_bytes(&self, done: u64, bytes: u64, total: Option<u64>) {
        let Some(total) = total else { return self.at(done) };
        if self.bar.length() != Some(total) {
            self.bar.set_length(total);
            self.bar.set_style(style("{bar:30} {percent}% · {msg} · {eta} left"));
        }
        let seconds = self.bar.elapsed().as_secs_f64();
        let rate = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
        self.bar.set_message(format!("{done} {} · {rate:.0}/s", self.bar.prefix()));
        self.bar.set_position(bytes);
    }

    /// Takes the bar off the screen.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// A style; a malformed template is a mistake of this file, and the plain bar still works.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
