//! One reader thread, workers on all cores, results in the order of the input.
//!
//! Memory stays flat: the reader may be only a window of articles ahead of what was handed
//! on, whatever the timing of the workers.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use parallax_nlp::{Annotator, Region};
use parallax_records::{Article, Extraction};
use parallax_store::{Known, RunId, StoreError};

use crate::clean::{Cleaned, clean};
use crate::copies::{containment, sketch};
use crate::options::{Input, Options};
use crate::problem::{IngestError, Origin, Problem};
use crate::read::{self, Found, RawArticle, Read};
use crate::reader::{Reader, not_listed};

/// An article with what was found in it.
#[derive(Debug, Clone)]
pub struct AnnotatedArticle {
    /// Where it was read.
    pub origin: Origin,
    /// The cleaned article.
    pub article: Article,
    /// What was found; empty where nothing was looked for (another language, text only).
    pub extraction: Extraction,
    /// What was doubtful about reading and cleaning it, in words. The extraction has its own.
    pub warnings: Vec<String>,
}

impl AnnotatedArticle {
    /// The record's own id; else the file's name, with the record's number where it holds several.
    pub fn id(&self) -> String {
        match (&self.article.external_id, self.origin.record) {
            (Some(id), _) => id.clone(),
            (None, Some(record)) => format!("{}#{record}", self.origin.file_name()),
            (None, None) => self.origin.file_name().to_owned(),
        }
    }
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Articles handed on.
    pub articles: u64,
    /// Inputs left out.
    pub skipped: u64,
    /// Bytes read from the files, as they are packed.
    pub bytes: u64,
    /// Bytes of all files; `None` where standard input is read.
    pub total_bytes: Option<u64>,
    /// Time since the run began.
    pub elapsed: Duration,
}

/// What became of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Articles read.
    pub read: u64,
    /// Stored for the first time.
    pub new: u64,
    /// Already stored with this text.
    pub unchanged: u64,
    /// Stored before with another text.
    pub new_versions: u64,
    /// Stored before with this text, but with other facts (a date, an address) or under older rules.
    pub updated: u64,
    /// Inputs left out because of a problem.
    pub skipped: u64,
    /// Warnings about articles that were read.
    pub warnings: u64,
    /// Articles in other languages than English: stored, not analysed.
    pub other_languages: u64,
    /// The first problems, up to [`Summary::KEPT`], in the order of the input.
    pub problems: Vec<Problem>,
}

impl Summary {
    /// How many problems are kept in words; all are counted.
    pub const KEPT: usize = 1000;

    pub(crate) fn note(&mut self, problem: Problem) {
        if problem.skipped {
            self.skipped += 1;
        } else {
            self.warnings += 1;
        }
        if self.problems.len() < Self::KEPT {
            self.problems.push(problem);
        }
    }
}

/// What a worker hands on, in the order of the input.
pub(crate) enum Done {
    Article(Box<AnnotatedArticle>, Place),
    /// Stored already; cleaned and not analysed.
    Known(Box<AnnotatedArticle>),
    Problem(Problem),
}

/// Where an article belongs in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A row of its own, or what its address and id tell.
    New,
    /// A new version of this row.
    VersionOf(i64),
    /// This row, with the same text.
    Update(i64),
}

/// Articles in flight for each worker.
const WINDOW: usize = 24;

/// Reads, cleans and analyses all inputs and hands the articles on in their order; nothing is
/// stored. Without an annotator nothing is looked for in the texts. `each` may stop the run.
///
/// # Errors
/// Where an input does not exist or an option means nothing. What is wrong with single files
/// and records is counted in the summary.
pub fn annotate_all(
    inputs: &[Input],
    options: &Options,
    annotator: Option<&Annotator>,
    mut each: impl FnMut(AnnotatedArticle) -> ControlFlow<()>,
) -> Result<Summary, IngestError> {
    let mut summary = Summary::default();
    run(inputs, options, annotator, Vec::new(), |done, _| {
        match done {
            Done::Problem(problem) => summary.note(problem),
            Done::Article(article, _) | Done::Known(article) => {
                count(&mut summary, &article);
                if each(*article).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(summary)
}

/// Counts an article and its warnings.
pub(crate) fn count(summary: &mut Summary, article: &AnnotatedArticle) {
    summary.read += 1;
    summary.other_languages += u64::from(is_foreign(&article.article));
    for warning in article.warnings.iter().chain(&article.extraction.warnings) {
        summary.note(Problem::warning(article.origin.clone(), warning.clone(), ""));
    }
}

fn is_foreign(article: &Article) -> bool {
    article.lang.as_deref().is_some_and(|lang| lang != "en")
}

/// Runs reader and workers and hands everything to `each` in the order of the input. `known` has a
/// view on the stored articles for each worker, or none.
pub(crate) fn run(
    inputs: &[Input],
    options: &Options,
    annotator: Option<&Annotator>,
    mut known: Vec<Stored>,
    mut each: impl FnMut(Done, Progress) -> Result<ControlFlow<()>, IngestError>,
) -> Result<(), IngestError> {
    options.check()?;
    let manifest_path: Vec<PathBuf> = options.manifest.iter().map(|m| m.path().into()).collect();
    let found = listed_only(read::walk(inputs, &manifest_path)?, options);
    let sizes: Option<u64> = found
        .iter()
        .map(|f| match f {
            Found::File { size, .. } => Some(*size),
            Found::Stdin => None,
            Found::Problem(_) | Found::EndOfFolder(_) => Some(0),
        })
        .sum();
    let begun = Instant::now();
    let bytes = &AtomicU64::new(0);
    let jobs = options.threads();
    let window = jobs * WINDOW;
    let (raw_sender, raw_receiver) = bounded::<(u64, Read)>(window);
    let (done_sender, done_receiver) = bounded::<(u64, Done)>(window);
    let (ticket_sender, ticket_receiver) = bounded::<()>(window);
    std::thread::scope(move |scope| {
        let reader = Reader::new(options, bytes, raw_sender, ticket_sender);
        scope.spawn(move || reader.run(found));
        for _ in 0..jobs {
            let (receiver, sender) = (raw_receiver.clone(), done_sender.clone());
            let stored = known.pop();
            scope.spawn(move || work(&receiver, &sender, options, annotator, stored.as_ref()));
        }
        drop((raw_receiver, done_sender));
        // Dropped at the end of this closure: workers and reader then see closed channels and end.
        let (done_receiver, tickets) = (done_receiver, ticket_receiver);
        let mut progress = Progress { total_bytes: sizes, ..Progress::default() };
        let mut waiting: BTreeMap<u64, Done> = BTreeMap::new();
        let mut next = 0;
        for (number, done) in &done_receiver {
            waiting.insert(number, done);
            while let Some(done) = waiting.remove(&next) {
                next += 1;
                // The reader may go one further.
                let _ = tickets.recv();
                match &done {
                    Done::Article(..) | Done::Known(_) => progress.articles += 1,
                    Done::Problem(problem) => progress.skipped += u64::from(problem.skipped),
                }
                progress.bytes = bytes.load(Ordering::Relaxed);
                progress.elapsed = begun.elapsed();
                if each(done, progress)?.is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

/// With a manifest, a folder's files that it does not list are reported and left out: beside the
/// articles stand notes, tables and other people's files.
fn listed_only(found: Vec<Found>, options: &Options) -> Vec<Found> {
    let Some(manifest) = &options.manifest else { return found };
    let keep = |found: Found| match &found {
        // Which members of an archive are listed is told when it is opened; a picture need not be listed.
        Found::File { path, named: false, .. }
            if !matches!(
                read::format_by_name(&path.display().to_string()),
                read::Format::Unknown | read::Format::Zip | read::Format::Tar
            ) && manifest.get(&path.display().to_string()).is_none() =>
        {
            Found::Problem(not_listed(path.display().to_string()))
        }
        _ => found,
    };
    found.into_iter().map(keep).collect()
}

/// Cleans and analyses what comes until nothing comes any more.
fn work(
    receiver: &Receiver<(u64, Read)>,
    sender: &Sender<(u64, Done)>,
    options: &Options,
    annotator: Option<&Annotator>,
    stored: Option<&Stored>,
) {
    for (number, read) in receiver {
        let done = match read {
            Ok(raw) => {
                let origin = raw.origin.clone();
                // One article that trips a mistake of ours must not end a run of a million.
                let work = || annotated(raw, options, annotator, stored);
                match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
                    Ok(done) => done,
                    Err(_) => Done::Problem(Problem::skipped(
                        origin,
                        "reading it tripped over a mistake in Parallax",
                        "please report it with the article; the run goes on",
                    )),
                }
            }
            Err(problem) => Done::Problem(problem),
        };
        if sender.send((number, done)).is_err() {
            return;
        }
    }
}

fn annotated(raw: RawArticle, options: &Options, annotator: Option<&Annotator>, stored: Option<&Stored>) -> Done {
    let origin = raw.origin.clone();
    let Cleaned { article, place: dateline, warnings } = clean(raw, options);
    if article.title.trim().is_empty() && article.body.trim().is_empty() {
        let advice = "look at it: it may be a picture page, or need a script to show its text";
        return Done::Problem(Problem::skipped(origin, "holds no text", advice));
    }
    // A view that fails now will fail for the writer too, which tells it.
    let place = match stored.map_or(Ok(Some(Place::New)), |stored| stored.place(&article)) {
        Ok(Some(place)) => place,
        Ok(None) => {
            return Done::Known(Box::new(AnnotatedArticle {
                origin,
                article,
                extraction: Extraction::default(),
                warnings,
            }));
        }
        Err(_) => Place::New,
    };
    let extraction = match annotator {
        Some(annotator) if !is_foreign(&article) => annotator.annotate(&input_of(&article, dateline.as_deref())),
        _ => Extraction::default(),
    };
    Done::Article(Box::new(AnnotatedArticle { origin, article, extraction, warnings }), place)
}

/// A worker's view on the stored articles.
pub(crate) struct Stored {
    pub(crate) reader: parallax_store::Reader,
    pub(crate) run: RunId,
}

impl Stored {
    /// The least containment of sketches for which two texts under one path are one article.
    const SAME: f64 = 0.4;

    /// Where an article belongs; `None` where nothing is to be done.
    fn place(&self, article: &Article) -> Result<Option<Place>, StoreError> {
        Ok(match self.reader.known(article, self.run)? {
            Known::Unchanged => None,
            Known::New => Some(Place::New),
            Known::Outdated { article_id } => Some(Place::Update(article_id)),
            Known::OlderVersion { article_id } => Some(Place::VersionOf(article_id)),
            Known::SamePath { article_id, title, body } => {
                let same_title = !title.trim().is_empty() && title == article.title;
                let (old, new) = (sketch(&body), sketch(&article.body));
                let shared = old.iter().filter(|hash| new.binary_search(hash).is_ok()).count();
                let same = same_title || containment(shared, old.len(), new.len()) >= Self::SAME;
                Some(if same { Place::VersionOf(article_id) } else { Place::New })
            }
        })
    }
}

/// What the language analysis is told of an article.
fn input_of<'a>(article: &'a Article, place: Option<&'a str>) -> parallax_nlp::Input<'a> {
    parallax_nlp::Input {
        title: &article.title,
        body: &article.body,
        byline: article.byline.as_deref(),
        published: article.published.as_ref().and_then(parallax_records::Published::date),
        dateline: place,
        regions: article.segments.iter().filter_map(Region::of).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rows: &[&str]) -> tempfile::TempPath {
        let file = tempfile::Builder::new().suffix(".jsonl").tempfile().expect("a temporary file");
        std::fs::write(file.path(), rows.join("\n")).expect("writable");
        file.into_temp_path()
    }

    fn all(path: &std::path::Path, options: &Options) -> (Vec<AnnotatedArticle>, Summary) {
        let mut out = Vec::new();
        let summary = annotate_all(&[Input::new(path)], options, None, |a| {
            out.push(a);
            ControlFlow::Continue(())
        });
        (out, summary.expect("readable"))
    }

    #[test]
    fn the_order_of_the_input_whatever_the_threads() {
        let rows: Vec<String> =
            (0..500).map(|i| format!("{{\"id\": {i}, \"text\": \"{}\"}}", "Word. ".repeat(i % 50 + 1))).collect();
        let path = lines(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        let (articles, summary) = all(&path, &Options { jobs: 4, ..Options::default() });
        let ids: Vec<String> = articles.iter().map(AnnotatedArticle::id).collect();
        assert_eq!(ids, (0..500).map(|i| i.to_string()).collect::<Vec<_>>());
        assert_eq!((summary.read, summary.skipped), (500, 0));
    }

    #[test]
    fn a_later_date_tells_the_order_of_earlier_ones() {
        let path = lines(&[
            r#"{"text":"a","date":"03/04/16"}"#,
            r#"{"text":"b"}"#,
            r#"{"text":"c","date":"18/10/16"}"#,
            r#"{"text":"d","date":"05/06/16"}"#,
        ]);
        let (articles, summary) = all(&path, &Options::default());
        let dates: Vec<Option<&str>> =
            articles.iter().map(|a| a.article.published.as_ref().map(|p| p.at.as_str())).collect();
        assert_eq!(dates, [Some("2016-04-03"), None, Some("2016-10-18"), Some("2016-06-05")]);
        assert_eq!(summary.warnings, 0);
    }

    #[test]
    fn a_bad_record_is_counted_and_the_run_goes_on() {
        let path = lines(&[r#"{"text":"a"}"#, "no json", r#"{"text":"b","date":"sometime"}"#]);
        let (articles, summary) = all(&path, &Options::default());
        assert_eq!(articles.len(), 2);
        assert_eq!((summary.skipped, summary.warnings), (1, 1));
        assert!(summary.problems[0].to_string().contains(":2: is no JSON"));
    }

    #[test]
    fn a_reader_that_stops_early_ends_the_run() {
        let rows = vec![r#"{"text":"a"}"#; 5000];
        let path = lines(&rows);
        let mut seen = 0;
        let summary = annotate_all(&[Input::new(&path)], &Options::default(), None, |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((seen, summary.expect("no error").read), (3, 3));
    }

    #[test]
    fn a_manifest_chooses_from_a_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["a.txt", "b.txt"] {
            std::fs::write(dir.path().join(name), "The mayor opened the bridge.").expect("writable");
        }
        let manifest = dir.path().join("m.csv");
        std::fs::write(&manifest, "file,source\na.txt,Post\nc.txt,Post\n").expect("writable");
        let manifest = crate::Manifest::read(&manifest).expect("a manifest");
        let (articles, summary) = all(dir.path(), &Options { manifest: Some(manifest), ..Options::default() });
        assert_eq!(articles.iter().map(AnnotatedArticle::id).collect::<Vec<_>>(), ["a.txt"]);
        assert_eq!(articles[0].article.source.as_deref(), Some("Post"));
        let said: Vec<String> = summary.problems.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|p| p.contains("b.txt: is not in the manifest")), "{said:?}");
        assert!(said.iter().any(|p| p.contains("no input is named c.txt")), "{said:?}");
    }

    #[test]
    fn files_without_a_known_name_are_looked_into() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("dump");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n").expect("in memory");
        std::fs::write(&path, packed.finish().expect("in memory")).expect("writable");
        let (articles, _) = all(&path, &Options::default());
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[1].id(), "dump#2");
    }
}
