//! Colour: little, and never the only carrier of a meaning.

use anstyle::{AnsiColor, Style};

/// Paints text, or leaves it plain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// A painter that paints where `on`.
    pub(crate) const fn new(on: bool) -> Self {
        Self { on }
    }

    /// A painter that never paints.
    #[cfg(test)]
    pub(crate) const fn plain() -> Self {
        Self { on: false }
    }

    /// Whether it paints.
    pub(crate) const fn is_on(self) -> bool {
        self.on
    }

    /// Headings.
    pub(crate) fn strong(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// Column names, notes.
    pub(crate) fn faint(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// The stretch of text that proves a row.
    pub(crate) fn evidence(self, text: &str) -> String {
        self.with(Style::new().bold().underline(), text)
    }

    /// Errors.
    pub(crate) fn error(self, text: &str) -> String {
        self.with(Style::new().bold().fg_color(Some(AnsiColor::Red.into())), text)
    }

    /// Commands to run next, hints.
    pub(crate) fn hint(self, text: &str) -> String {
        self.with(Style::new().fg_color(Some(AnsiColor::Cyan.into())), text)
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.on && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
