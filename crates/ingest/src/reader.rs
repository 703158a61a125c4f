//! The reader thread: opens files and archives, finds what each holds, numbers the articles, and never
//! runs too far ahead of the workers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_channel::Sender;

use crate::dates::OrderEvidence;
use crate::options::Options;
use crate::problem::{Origin, Problem};
use crate::read::{self, Compression, Format, Found, Given, RawArticle, Read};

/// Records held back at most until one of them tells the order of day and month.
const HELD: usize = 1000;
/// Layers of compression that are undone: a server may pack a packed file once more.
const LAYERS: usize = 3;
/// Archives inside archives inside archives are somebody's joke.
#[cfg(feature = "archives")]
const DEPTH: usize = 2;

/// The state of the reader thread.
pub(crate) struct Reader<'a> {
    options: &'a Options,
    bytes: &'a AtomicU64,
    sender: Sender<(u64, Read)>,
    tickets: Sender<()>,
    next: u64,
    /// The rows of the manifest that were met.
    met: BTreeSet<String>,
    /// Files of the folder that are of no format of ours, by their ending.
    left_out: BTreeMap<String, u64>,
}

/// One stream to read.
struct Stream<'r> {
    path: &'r str,
    input: Box<dyn BufRead + 'r>,
    /// Where it is a plain file of the disk.
    file: Option<&'r Path>,
    /// Whether the user named it; else it was found in a folder or an archive.
    named: bool,
    /// How many archives it lies in.
    depth: usize,
    /// What the manifest says of the archive that it lies in.
    inherited: Option<Given>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        options: &'a Options,
        bytes: &'a AtomicU64,
        sender: Sender<(u64, Read)>,
        tickets: Sender<()>,
    ) -> Self {
        Self { options, bytes, sender, tickets, next: 0, met: BTreeSet::new(), left_out: BTreeMap::new() }
    }

    /// Reads everything; ends early where nobody takes it any more.
    pub(crate) fn run(mut self, found: Vec<Found>) {
        // Ends by itself: a broken channel is the sign to stop.
        let _ = self.all(found);
    }

    fn all(&mut self, found: Vec<Found>) -> ControlFlow<()> {
        for found in found {
            match found {
                Found::Problem(problem) => self.send(Err(problem))?,
                Found::EndOfFolder(path) => self.tell_left_out(&path.display().to_string())?,
                Found::Stdin => {
                    let input = Box::new(BufReader::new(std::io::stdin()));
                    self.stream(Stream { path: "-", input, file: None, named: true, depth: 0, inherited: None })?;
                }
                Found::File { path, size, named } => self.file(&path, size, named)?,
            }
        }
        let unmet = self.options.manifest.iter().flat_map(|m| m.unmet(&self.met)).collect::<Vec<_>>();
        unmet.into_iter().try_for_each(|problem| self.send(Err(problem)))
    }

    fn file(&mut self, path: &Path, size: u64, named: bool) -> ControlFlow<()> {
        let name = path.display().to_string();
        if !named && self.is_no_article(&name) {
            self.bytes.fetch_add(size, Ordering::Relaxed);
            return ControlFlow::Continue(());
        }
        let before = self.bytes.load(Ordering::Relaxed);
        let flow = match File::open(path) {
            Ok(file) => {
                let input = Box::new(BufReader::with_capacity(1 << 16, Counted { inner: file, bytes: self.bytes }));
                self.stream(Stream { path: &name, input, file: Some(path), named, depth: 0, inherited: None })
            }
            Err(error) => self.send(Err(Problem::skipped(
                Origin::file(name),
                format!("cannot be opened: {error}"),
                "check that it exists and may be read",
            ))),
        };
        // What was sought in, or not read to its end, is done with as well.
        let counted = self.bytes.load(Ordering::Relaxed) - before;
        self.bytes.fetch_add(size.saturating_sub(counted), Ordering::Relaxed);
        flow
    }

    fn send(&mut self, read: Read) -> ControlFlow<()> {
        if self.tickets.send(()).is_err() || self.sender.send((self.next, read)).is_err() {
            return ControlFlow::Break(());
        }
        self.next += 1;
        ControlFlow::Continue(())
    }

    /// Whether the ending of a file that nobody named says that it is no article; it is counted then.
    fn is_no_article(&mut self, name: &str) -> bool {
        const NONE: [&str; 40] = [
            "7z", "avi", "bin", "bmp", "bz2", "class", "css", "db", "dll", "doc", "docx", "eot", "epub", "exe", "gif",
            "ico", "jpeg", "jpg", "js", "map", "mov", "mp3", "mp4", "otf", "pdf", "png", "ppt", "pptx", "py", "rs",
            "sqlite", "svg", "ttf", "wav", "webm", "webp", "woff", "woff2", "xls", "xlsx",
        ];
        let no_article = read::extension(name).is_some_and(|e| NONE.binary_search(&e.as_str()).is_ok());
        if no_article {
            self.count_left_out(name);
        }
        no_article
    }

    fn count_left_out(&mut self, name: &str) {
        let ending = read::extension(name).map_or_else(|| "without an ending".to_owned(), |e| format!(".{e}"));
        *self.left_out.entry(ending).or_default() += 1;
    }

    /// One warning about all files of a folder or an archive that are of no format of ours.
    fn tell_left_out(&mut self, path: &str) -> ControlFlow<()> {
        let left_out = std::mem::take(&mut self.left_out);
        let all: u64 = left_out.values().sum();
        if all == 0 {
            return ControlFlow::Continue(());
        }
        let kinds: Vec<String> = left_out.iter().map(|(ending, n)| format!("{n} {ending}")).collect();
        let files = if all == 1 { "file that is no article was" } else { "files that are no articles were" };
        let what = format!("{all} {files} left out: {}", kinds.join(", "));
        self.send(Err(Problem::warning(Origin::file(path), what, "name a file itself to have it read")))
    }

    /// Reads one opened file: unpacks it, finds its format, hands its articles on.
    fn stream(&mut self, stream: Stream<'_>) -> ControlFlow<()> {
        let Stream { path, mut input, mut file, named, depth, inherited } = stream;
        let listed = self.options.manifest.as_ref().and_then(|m| m.get(path));
        if let Some((row, _)) = listed {
            self.met.insert(row.to_owned());
        }
        let listed = listed.map(|(_, given)| given.clone()).or(inherited);
        let mut head;
        let mut layers = 0;
        loop {
            (head, input) = match read::peeked(input) {
                Ok(peeked) => peeked,
                Err(error) => return self.send(Err(read::failed(path, error))),
            };
            match read::compression_of(&head) {
                Compression::None => break,
                _ if layers == LAYERS => break,
                packed => match read::decompressed(packed, input) {
                    Ok(unpacked) => (input, file, layers) = (unpacked, None, layers + 1),
                    Err(error) => return self.send(Err(read::failed(path, error))),
                },
            }
        }
        if head.iter().all(u8::is_ascii_whitespace) && head.len() < 1024 {
            let what = if layers == 0 { "is empty" } else { "is empty once it is unpacked" };
            return self.send(Err(Problem::skipped(Origin::file(path), what, "nothing to do if that is so")));
        }
        let by_name = read::format_by_name(path);
        let format = read::format_with(by_name, &head);
        if layers == 0 && !read::is_only_unpacked(path, format, &head) {
            return self.send(Err(read::misnamed(path, "packed")));
        }
        // In a folder, a name that says nothing must at least hold something that is certain.
        let unsure = by_name == Format::Unknown && !named;
        let plain = matches!(format, Format::Text | Format::Csv | Format::Tsv) && read::extension(path).is_some();
        if unsure && (plain || matches!(format, Format::Foreign(_))) {
            self.count_left_out(path);
            return ControlFlow::Continue(());
        }
        if format.is_archive() {
            return self.archive(path, format, input, file, depth, listed);
        }
        if let Some(encoding) = read::utf16_of(&head) {
            input = match read::from_utf16(input, encoding) {
                Ok(input) => input,
                Err(failure) => return self.send(Err(failure.at(path))),
            };
        }
        let map = &self.options.map;
        let mut dates = DateOrder::default();
        let mut sink = |read: Read| {
            let read = read.map(|mut article| {
                article.listed.clone_from(&listed);
                article
            });
            dates.take(read).into_iter().try_for_each(|read| self.send(read))
        };
        match file {
            #[cfg(feature = "parquet")]
            Some(file) if format == Format::Parquet => match File::open(file) {
                Ok(file) => read::read_parquet(path, file, map, &mut sink)?,
                Err(error) => sink(Err(read::failed(path, error)))?,
            },
            _ => read::read_stream(path, format, &mut input, map, &mut sink)?,
        }
        dates.rest().into_iter().try_for_each(|read| self.send(read))
    }

    /// Reads what an archive holds.
    #[cfg(feature = "archives")]
    fn archive(
        &mut self,
        path: &str,
        format: Format,
        mut input: Box<dyn BufRead + '_>,
        file: Option<&Path>,
        depth: usize,
        listed: Option<Given>,
    ) -> ControlFlow<()> {
        if depth == DEPTH {
            let what = "is an archive inside an archive inside an archive";
            return self.send(Err(Problem::skipped(Origin::file(path), what, "unpack it yourself")));
        }
        let outer = std::mem::take(&mut self.left_out);
        let mut each = |member: Result<read::Member<'_>, Problem>| match member {
            Ok(member) => self.member(member, depth + 1, listed.as_ref()),
            Err(problem) => self.send(Err(problem)),
        };
        let flow = match (format, file.map(File::open)) {
            (Format::Tar, _) => read::tar_members(path, &mut input, &mut each),
            (_, Some(Ok(file))) => read::zip_members(path, BufReader::new(file), &mut each),
            (_, Some(Err(error))) => each(Err(read::failed(path, error))),
            (_, None) => match read::read_limited(&mut input, read::MAX_HELD) {
                Ok(bytes) => read::zip_members(path, std::io::Cursor::new(bytes), &mut each),
                Err(failure) => each(Err(failure.at(path))),
            },
        };
        flow?;
        self.tell_left_out(path)?;
        self.left_out = outer;
        ControlFlow::Continue(())
    }

    #[cfg(not(feature = "archives"))]
    fn archive(
        &mut self,
        path: &str,
        format: Format,
        mut input: Box<dyn BufRead + '_>,
        _: Option<&Path>,
        _: usize,
        _: Option<Given>,
    ) -> ControlFlow<()> {
        read::read_stream(path, format, &mut input, &self.options.map, &mut |read| self.send(read))
    }

    /// Reads a file of an archive by the rules for a file of a folder.
    #[cfg(feature = "archives")]
    fn member(&mut self, member: read::Member<'_>, depth: usize, inherited: Option<&Given>) -> ControlFlow<()> {
        let read::Member { path, input } = member;
        let inside = path.rsplit('!').next().unwrap_or(&path);
        let hidden =
            inside.split('/').any(|part| (part.starts_with('.') && !matches!(part, "." | "..")) || part == "__MACOSX");
        let name = inside.rsplit('/').next().unwrap_or(inside);
        if hidden || read::is_about_the_folder(name) || self.is_no_article(&path) {
            return ControlFlow::Continue(());
        }
        let known = !matches!(read::format_by_name(&path), Format::Unknown | Format::Zip | Format::Tar);
        if let Some(manifest) = &self.options.manifest
            && known
            && inherited.is_none()
            && manifest.get(&path).is_none()
        {
            return self.send(Err(not_listed(path)));
        }
        let input = Box::new(BufReader::with_capacity(1 << 16, input));
        self.stream(Stream { path: &path, input, file: None, named: false, depth, inherited: inherited.cloned() })
    }
}

/// The warning about a file that the manifest does not list.
pub(crate) fn not_listed(path: String) -> Problem {
    let advice = "add a row for it, or name the file itself";
    Problem::warning(Origin::file(path), "is not in the manifest and was left out", advice)
}

/// Holds records back while the order of day and month in their file is open.
#[derive(Default)]
struct DateOrder {
    evidence: OrderEvidence,
    held: Vec<Read>,
    /// Set once too many were held: from then on nothing waits.
    given_up: bool,
}

impl DateOrder {
    /// Takes a record in and gives what may go on.
    fn take(&mut self, read: Read) -> Vec<Read> {
        let mut unclear = false;
        if let Ok(RawArticle { given, .. }) = &read
            && let Some(date) = &given.published
        {
            self.evidence.see(date);
            unclear = OrderEvidence::is_ambiguous(date);
        }
        let open = self.evidence.order().is_none() && !self.given_up;
        self.held.push(read);
        if open && (unclear || self.held.len() > 1) {
            if self.held.len() < HELD {
                return Vec::new();
            }
            self.given_up = true;
        }
        self.rest()
    }

    /// Everything that is held, with the order where it is known by now.
    fn rest(&mut self) -> Vec<Read> {
        let order = self.evidence.order();
        let mut out = std::mem::take(&mut self.held);
        for article in out.iter_mut().flatten() {
            article.order = order;
        }
        out
    }
}

/// Counts the bytes that are read.
struct Counted<'a, R> {
    inner: R,
    bytes: &'a AtomicU64,
}

impl<R: std::io::Read> std::io::Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
