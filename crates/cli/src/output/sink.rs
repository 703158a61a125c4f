//! Where output goes: stdout or a file, and stderr for notes.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use super::{Answer, ColorChoice, Format, Paint, Progress, data, layout};

/// What the global flags ask of the output.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// `-f`.
    pub(crate) format: Option<Format>,
    /// `-o`.
    pub(crate) path: Option<PathBuf>,
    /// `--color`.
    pub(crate) color: ColorChoice,
    /// `-q`.
    pub(crate) quiet: bool,
    /// How the program is called in the next step: "parallax" or "parallax --db x.db".
    pub(crate) program: String,
}

/// The program's outlets. A closed pipe surfaces as [`io::ErrorKind::BrokenPipe`], which
/// `main` takes for success.
#[derive(Debug)]
pub(crate) struct Output {
    settings: Settings,
    /// For answers and texts.
    paint: Paint,
    /// For notes on stderr.
    note_paint: Paint,
    width: usize,
}

/// Width of a table that is not on a terminal.
const WIDTH_OF_FILES: usize = 120;

impl Output {
    /// Reads the terminal's nature once.
    pub(crate) fn new(settings: Settings) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let colored = |terminal: bool| match settings.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !no_color,
        };
        let on_terminal = settings.path.is_none() && io::stdout().is_terminal();
        let width = match (on_terminal, terminal_size::terminal_size()) {
            (true, Some((terminal_size::Width(w), _))) => usize::from(w).max(40),
            _ => WIDTH_OF_FILES,
        };
        Self {
            paint: Paint::new(colored(on_terminal)),
            note_paint: Paint::new(colored(io::stderr().is_terminal())),
            width,
            settings,
        }
    }

    /// The format of rows: `-f`, else the extension of `-o`, else a table on a terminal and
    /// CSV elsewhere.
    pub(crate) fn format(&self) -> Format {
        let by_path = || self.settings.path.as_deref().and_then(Format::of_path);
        let by_stdout = || if self.is_terminal() { Format::Table } else { Format::Csv };
        self.settings.format.or_else(by_path).unwrap_or_else(by_stdout)
    }

    /// The format, where the command's natural form is a text and not rows: `-f` and `-o`
    /// decide, a pipe does not.
    pub(crate) fn chosen_format(&self) -> Option<Format> {
        self.settings.format.or_else(|| self.settings.path.as_deref().and_then(Format::of_path))
    }

    /// The file of `-o`.
    pub(crate) fn path(&self) -> Option<&std::path::Path> {
        self.settings.path.as_deref()
    }

    /// Whether stdout is a terminal and the answer goes there.
    pub(crate) fn is_terminal(&self) -> bool {
        self.settings.path.is_none() && io::stdout().is_terminal()
    }

    /// The painter for texts on stdout.
    pub(crate) const fn paint(&self) -> Paint {
        self.paint
    }

    /// The width of tables and texts in terminal cells.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// How to call the program again on the same database.
    pub(crate) fn program(&self) -> &str {
        &self.settings.program
    }

    /// Writes an answer in the chosen format.
    pub(crate) fn answer(&self, answer: &Answer) -> io::Result<()> {
        let format = self.format();
        let text = match format {
            Format::Table => self.for_people(answer),
            other => data::render(answer, other, self.paint).map_err(io::Error::other)?,
        };
        self.text(&text)?;
        if answer.rows.is_empty() && !format.is_for_people() && !answer.empty.is_empty() {
            self.note(&answer.empty);
        }
        Ok(())
    }

    /// Writes an answer as a table whatever the format; for commands that print several.
    pub(crate) fn for_people(&self, answer: &Answer) -> String {
        let mut out = String::new();
        if !answer.head.is_empty() {
            let head = layout::clean(&answer.head);
            out.push_str(&self.paint.strong(&head));
            if !answer.head_note.is_empty() {
                out.push_str("        ");
                out.push_str(&self.paint.faint(&answer.head_note));
            }
            out.push('\n');
        }
        if answer.rows.is_empty() {
            out.push_str(&answer.empty);
            if !answer.empty.is_empty() {
                out.push('\n');
            }
        } else {
            out.push_str(&layout::table(answer, self.width, self.paint));
        }
        for line in &answer.foot {
            out.push_str(&layout::clean(line));
            out.push('\n');
        }
        out.push_str(&self.next(&answer.next));
        out
    }

    /// The line that leads on.
    pub(crate) fn next(&self, commands: &[String]) -> String {
        if commands.is_empty() || self.settings.quiet {
            return String::new();
        }
        let calls: Vec<String> =
            commands.iter().map(|c| self.paint.hint(&format!("{} {c}", self.settings.program))).collect();
        format!("{} {}\n", self.paint.faint("next:"), calls.join(" · "))
    }

    /// Writes a finished text: to stdout, or to the file of `-o`, which then appears whole or
    /// not at all.
    pub(crate) fn text(&self, text: &str) -> io::Result<()> {
        self.stream(|out| out.write_all(text.as_bytes()))
    }

    /// Gives `write` the place that output goes to.
    pub(crate) fn stream<E: From<io::Error>>(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(path) = &self.settings.path else {
            let mut out = io::BufWriter::new(io::stdout().lock());
            write(&mut out)?;
            return out.flush().map_err(E::from);
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
        let mut file = io::BufWriter::new(temporary().tempfile_in(folder)?);
        write(&mut file)?;
        let file = file.into_inner().map_err(|e| E::from(e.into_error()))?;
        file.persist(path).map_err(|e| E::from(e.error))?;
        Ok(())
    }

    /// A note on stderr; silent under `-q`.
    pub(crate) fn note(&self, text: &str) {
        if !self.settings.quiet {
            self.complain(text);
        }
    }

    /// A line on stderr that `-q` does not silence: warnings and errors.
    pub(crate) fn complain(&self, text: &str) {
        // Nobody can be told that stderr is closed.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// The painter for stderr.
    pub(crate) const fn note_paint(&self) -> Paint {
        self.note_paint
    }

    /// A progress bar, shown where stderr is a terminal.
    pub(crate) fn progress(&self, noun: &str) -> Progress {
        Progress::new(noun, self.shows_progress())
    }

    /// A spinner, shown where stderr is a terminal.
    pub(crate) fn working(&self, words: &str) -> Progress {
        Progress::working(words, self.shows_progress())
    }

    fn shows_progress(&self) -> bool {
        !self.settings.quiet && io::stderr().is_terminal()
    }
}

/// A temporary file that others may read once it has its name: the mode of any new file,
/// not the private one of temporary files.
fn temporary() -> tempfile::Builder<'static, 'static> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "modes are a Unix matter"))]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
