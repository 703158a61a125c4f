//! Inputs into the database: workers clean and analyse, one writer stores in batches.

use std::ops::ControlFlow;

use parallax_nlp::Annotator;
use parallax_store::{Outcome, RunId, Store, StoreError};

use crate::options::{Input, Options};
use crate::pipeline::{AnnotatedArticle, Done, Progress, Summary, count, run};
use crate::problem::{IngestError, Problem};

/// Articles in one transaction.
const BATCH: usize = 256;
/// Bytes of text in one transaction.
const BATCH_BYTES: usize = 8 << 20;

/// Reads, cleans, analyses and stores all inputs. The order of rows is that of the inputs,
/// whatever the threads do. An article that is stored with the same text is left alone, one with
/// another text becomes a new version. Each batch lands whole: after an interruption, the same call
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
    let mut batch: Vec<AnnotatedArticle> = Vec::with_capacity(BATCH);
    let mut bytes = 0;
    run(inputs, options, annotator, |done, so_far| {
        match done {
            Done::Problem(problem) => summary.note(problem),
            Done::Article(article) => {
                count(&mut summary, &article);
                bytes += article.article.body.len() + article.article.raw.as_ref().map_or(0, String::len);
                batch.push(*article);
            }
        }
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            write(store, at, &mut batch, &mut summary)?;
            bytes = 0;
        }
        progress(&so_far);
        Ok(ControlFlow::Continue(()))
    })?;
    write(store, at, &mut batch, &mut summary)?;
    Ok(summary)
}

/// Stores a batch in one transaction.
fn write(
    store: &mut Store,
    at: RunId,
    batch: &mut Vec<AnnotatedArticle>,
    summary: &mut Summary,
) -> Result<(), IngestError> {
    if batch.is_empty() {
        return Ok(());
    }
    store.batch(at, |rows| -> Result<(), IngestError> {
        for AnnotatedArticle { origin, article, extraction, .. } in batch.drain(..) {
            match rows.add(&article, &extraction) {
                Ok(added) => match added.outcome {
                    Outcome::New => summary.new += 1,
                    Outcome::Unchanged => summary.unchanged += 1,
                    Outcome::NewVersion { .. } => summary.new_versions += 1,
                },
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
}
