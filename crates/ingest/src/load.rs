//! Inputs into the database: workers clean and analyse, one writer stores in batches.

use std::ops::ControlFlow;

use std::collections::BTreeSet;

use parallax_nlp::Annotator;
use parallax_store::{Outcome, RunId, SourceFacts, Store, StoreError};
use rustc_hash::FxHashSet;

use crate::options::{Input, Options};
use crate::outlet::outlet_by_name;
use crate::pipeline::{AnnotatedArticle, Done, Place, Progress, Stored, Summary, count, run};
use crate::problem::{IngestError, Problem};

/// Articles in one transaction.
const BATCH: usize = 512;
/// Bytes of text in one transaction.
const BATCH_BYTES: usize = 16 << 20;

/// Reads, cleans, analyses and stores all inputs. The order of rows is that of the inputs,
/// whatever the threads do. An article that is stored with the same text is left alone, one with
/// another text becomes a new version; both are known before the work of analysing it. Each batch lands whole: after an interruption, the same call
/// goes on where it stopped.
///
/// `progress` is called after every article.
///
/// # Errors
/// Where an input does not exist, an option means nothing, or the database refuses. What is wrong
/// with single files and records is counted in the summary.
pub fn load(
    store: &mut Store,
    at: RunId,
    inputs: &[Input],
    options: &Options,
    annotator: Option<&Annotator>,
    mut progress: impl FnMut(&Progress),
) -> Result<Summary, IngestError> {
    let mut summary = Summary::default();
    let mut batch: Vec<(AnnotatedArticle, Place)> = Vec::with_capacity(BATCH);
    let mut bytes = 0;
    let mut seen = Seen::default();
    let views = (0..options.threads()).map(|_| Ok(Stored { reader: store.reader()?, run: at }));
    let views = views.collect::<Result<Vec<_>, StoreError>>()?;
    run(inputs, options, annotator, views, |done, so_far| {
        match done {
            Done::Problem(problem) => summary.note(problem),
            Done::Known(article) => {
                count(&mut summary, &article);
                seen.is_again(&article);
                summary.unchanged += 1;
            }
            Done::Article(article, place) => {
                count(&mut summary, &article);
                bytes += article.article.body.len() + article.article.raw.as_ref().map_or(0, String::len);
                batch.push((*article, place));
            }
        }
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            write(store, at, &mut batch, &mut seen, &mut summary)?;
            bytes = 0;
        }
        progress(&so_far);
        Ok(ControlFlow::Continue(()))
    })?;
    write(store, at, &mut batch, &mut seen, &mut summary)?;
    store.complete_sources(&seen.known_outlets())?;
    Ok(summary)
}

/// What [`load`] would do, without doing it and without the analysis; `database` is the one that it would
/// write to, where that exists.
///
/// # Errors
/// As [`load`].
pub fn preview(
    database: Option<&parallax_store::Reader>,
    inputs: &[Input],
    options: &Options,
    mut progress: impl FnMut(&Progress),
) -> Result<Summary, IngestError> {
    let mut summary = Summary::default();
    let view = |reader: &parallax_store::Reader| Ok(Stored { reader: reader.again()?, run: RunId(0) });
    let views = (0..options.threads()).flat_map(|_| database.map(view)).collect::<Result<Vec<_>, StoreError>>()?;
    run(inputs, options, None, views, |done, so_far| {
        match done {
            Done::Problem(problem) => summary.note(problem),
            Done::Known(article) => {
                count(&mut summary, &article);
                summary.unchanged += 1;
            }
            Done::Article(article, place) => {
                count(&mut summary, &article);
                match place {
                    Place::New => summary.new += 1,
                    Place::VersionOf(_) => summary.new_versions += 1,
                    Place::Update(_) => summary.updated += 1,
                }
            }
        }
        progress(&so_far);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(summary)
}

/// What was met in this run.
#[derive(Default)]
struct Seen {
    /// Hashes of outlet and id.
    ids: FxHashSet<u64>,
    sources: BTreeSet<String>,
}

impl Seen {
    /// Whether an article's id was met before under its outlet.
    fn is_again(&mut self, article: &AnnotatedArticle) -> bool {
        use std::hash::{Hash, Hasher};
        let article = &article.article;
        if let Some(source) = &article.source
            && !self.sources.contains(source)
        {
            self.sources.insert(source.clone());
        }
        let Some(id) = &article.external_id else { return false };
        let mut hash = rustc_hash::FxHasher::default();
        (id, &article.source).hash(&mut hash);
        !self.ids.insert(hash.finish())
    }

    /// What the list of outlets has on those that were met.
    fn known_outlets(&self) -> Vec<SourceFacts> {
        let known = self.sources.iter().filter_map(|name| Some((name, outlet_by_name(name)?)));
        known
            .map(|(name, outlet)| SourceFacts {
                name: name.clone(),
                kind: Some(outlet.kind.to_owned()),
                domain: Some(outlet.domain.to_owned()),
                country: Some(outlet.country.to_owned()),
                ..SourceFacts::default()
            })
            .collect()
    }
}

/// Stores a batch in one transaction.
fn write(
    store: &mut Store,
    at: RunId,
    batch: &mut Vec<(AnnotatedArticle, Place)>,
    seen: &mut Seen,
    summary: &mut Summary,
) -> Result<(), IngestError> {
    if batch.is_empty() {
        return Ok(());
    }
    store.batch(at, |rows| -> Result<(), IngestError> {
        for (read, place) in batch.drain(..) {
            let again = seen.is_again(&read);
            let AnnotatedArticle { origin, article, extraction, .. } = read;
            let added = match place {
                Place::New => rows.add(&article, &extraction),
                Place::VersionOf(row) => rows.add_version(&article, &extraction, Some(row)),
                Place::Update(row) => rows.update(row, &article, &extraction),
            };
            match added.map(|added| added.outcome) {
                Ok(Outcome::New) => {
                    summary.new += 1;
                    if again {
                        let id = article.external_id.unwrap_or_default();
                        let what = format!("its id {id:?} was given to another article before: it is kept beside it");
                        summary.note(Problem::warning(origin, what, "give each article an id of its own, or none"));
                    }
                }
                Ok(Outcome::Unchanged) => summary.unchanged += 1,
                Ok(Outcome::NewVersion { .. }) => summary.new_versions += 1,
                Ok(Outcome::Updated) => summary.updated += 1,
                Err(error @ StoreError::Invalid { .. }) => {
                    summary.read -= 1;
                    summary.note(Problem::skipped(origin, error.to_string(), "please report it with the article"));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use parallax_store::NewRun;

    fn loaded(store: &mut Store, folder: &std::path::Path) -> Summary {
        let run =
            store.begin_run(&NewRun { started_at: "2026-01-01T00:00:00Z".into(), ..NewRun::default() }).expect("a run");
        let annotator = Annotator::new();
        let mut last = Progress::default();
        let summary = load(store, run, &[Input::new(folder)], &Options::default(), Some(&annotator), |p| last = *p)
            .expect("loaded");
        assert_eq!(last.articles, summary.read);
        assert_eq!(Some(last.bytes), last.total_bytes);
        summary
    }

    #[test]
    fn loading_twice_changes_nothing_and_a_changed_text_is_a_new_version() {
        let dir = tempfile::tempdir().expect("a folder");
        let row = |text: &str| {
            format!("{{\"id\":\"a\",\"source\":\"Post\",\"url\":\"https://post.example/a\",\"text\":\"{text}\"}}\n")
        };
        let other = "{\"id\":\"b\",\"source\":\"Post\",\"text\":\"The mayor opened the bridge.\"}\n";
        std::fs::write(dir.path().join("d.jsonl"), row("The river fell.") + other).expect("writable");
        let mut store = Store::in_memory().expect("memory");
        assert_eq!(loaded(&mut store, dir.path()).new, 2);
        let again = loaded(&mut store, dir.path());
        assert_eq!((again.new, again.unchanged), (0, 2));
        std::fs::write(dir.path().join("d.jsonl"), row("The river rose.") + other).expect("writable");
        let changed = loaded(&mut store, dir.path());
        assert_eq!((changed.new, changed.new_versions, changed.unchanged), (0, 1, 1));
    }

    /// Loads files given as name and text, after removing what the folder held.
    fn files(store: &mut Store, folder: &std::path::Path, files: &[(&str, &str)]) -> Summary {
        for old in std::fs::read_dir(folder).expect("readable") {
            std::fs::remove_file(old.expect("an entry").path()).expect("removable");
        }
        for (name, text) in files {
            std::fs::write(folder.join(name), text).expect("writable");
        }
        loaded(store, folder)
    }

    const LONG: &str = "The mayor of Marlow opened the old stone bridge on Monday after two years of work. She thanked the builders and asked drivers to be patient until the second lane is free.";

    #[test]
    fn a_changed_file_is_a_new_version_and_another_text_in_its_place_is_not() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut store = Store::in_memory().expect("memory");
        assert_eq!(files(&mut store, dir.path(), &[("a.txt", LONG)]).new, 1);
        let longer = format!("{LONG} The second lane is to follow in spring.");
        assert_eq!(files(&mut store, dir.path(), &[("a.txt", &longer)]).new_versions, 1);
        let other = "The ferry stayed in harbour because of the storm, its captain said, and nobody knows for how long it will.";
        let replaced = files(&mut store, dir.path(), &[("a.txt", other)]);
        assert_eq!((replaced.new, replaced.new_versions), (1, 0));
        // The same text under another path is the same article.
        let moved = files(&mut store, dir.path(), &[("b.txt", &longer)]);
        assert_eq!((moved.unchanged, moved.read), (1, 1));
    }

    #[test]
    fn facts_that_changed_are_brought_up_to_date() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut store = Store::in_memory().expect("memory");
        let table = |date: &str| format!("title,text,source,date\nBridge opens,\"{LONG}\",Marlow Post,{date}\n");
        assert_eq!(files(&mut store, dir.path(), &[("t.csv", &table("2031-03-04"))]).new, 1);
        assert_eq!(files(&mut store, dir.path(), &[("t.csv", &table("2031-03-05"))]).updated, 1);
        assert_eq!(files(&mut store, dir.path(), &[("t.csv", &table("2031-03-05"))]).unchanged, 1);
        let reader = store.reader().expect("a reader");
        let stored = reader.table("SELECT published FROM v_article", &[]).expect("a row");
        assert_eq!(stored.rows[0][0].as_str(), Some("2031-03-05"));
    }

    #[test]
    fn one_id_for_two_articles_loses_neither() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut store = Store::in_memory().expect("memory");
        let table =
            "id,title,text,source\n1,Bridge opens,The bridge is open.,Post\n1,Ferry stays,The ferry stays.,Post\n";
        let summary = files(&mut store, dir.path(), &[("t.csv", table)]);
        assert_eq!((summary.new, summary.new_versions, summary.warnings), (2, 0, 1));
        assert!(summary.problems[0].to_string().contains(":3: its id \"1\""), "{:?}", summary.problems);
        let again = files(&mut store, dir.path(), &[("t.csv", table)]);
        assert_eq!((again.unchanged, again.new), (2, 0));
    }
}
