//! The five real articles with hand-made segments, where the data folder lies beside the
//! repository: every piece, headline, byline and outlet as in the gold.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;

use parallax_ingest::{AnnotatedArticle, Input, Manifest, Options, annotate_all};
use parallax_records::CodePoints;

/// The folder of the articles; `None`, said aloud, where there is none beside the repository.
fn seeds() -> Option<PathBuf> {
    let named = std::env::var_os("PARALLAX_SHARED").map(PathBuf::from);
    let root = named.clone().unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
    let seeds = root.join("seeds");
    if seeds.join("gold.json").exists() {
        return Some(seeds);
    }
    assert!(named.is_none(), "PARALLAX_SHARED names {}, which holds no seeds", root.display());
    #[allow(clippy::print_stderr, reason = "a test that did not test must say so")]
    {
        eprintln!("skipped: no development data beside the repository; name its folder with PARALLAX_SHARED");
    }
    None
}

fn cleaned(seeds: &std::path::Path, options: &Options) -> Vec<AnnotatedArticle> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(seeds)
        .expect("readable")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let inputs: Vec<Input> = files.iter().map(Input::new).collect();
    let mut out = Vec::new();
    annotate_all(&inputs, options, None, |article| {
        out.push(article);
        ControlFlow::Continue(())
    })
    .expect("readable");
    out
}

#[test]
fn every_piece_as_in_the_gold() {
    let Some(seeds) = seeds() else { return };
    let gold: Vec<serde_json::Value> =
        serde_json::from_slice(&std::fs::read(seeds.join("gold.json")).expect("readable")).expect("JSON");
    let manifest = Manifest::read(&seeds.join("manifest.csv")).expect("a manifest");
    let articles = cleaned(&seeds, &Options { manifest: Some(manifest), ..Options::default() });
    assert_eq!(articles.len(), gold.len());
    for found in &articles {
        let id = found.id();
        let gold = gold.iter().find(|g| g["file"] == id.as_str()).expect("gold for every article");
        let article = &found.article;
        assert_eq!(article.title, gold["title"].as_str().unwrap_or_default(), "{id}");
        assert_eq!(article.byline.as_deref(), gold["byline"].as_str(), "{id}");
        let raw = article.raw.as_deref().expect("raw text of a file");
        let points = CodePoints::new(raw);
        let mine: BTreeSet<(u64, u64, &str, bool)> = article
            .segments
            .iter()
            .map(|s| {
                (points.from_byte(s.raw.start).into(), points.from_byte(s.raw.end).into(), s.kind.name(), s.is_repeat)
            })
            .collect();
        let number = |s: &serde_json::Value, key: &str| s[key].as_u64().expect("an offset");
        let expected: BTreeSet<(u64, u64, &str, bool)> = gold["segments"]
            .as_array()
            .expect("segments")
            .iter()
            .map(|s| {
                (number(s, "start"), number(s, "end"), s["kind"].as_str().unwrap_or_default(), s["repeat"] == true)
            })
            .collect();
        let differ: Vec<_> = mine.symmetric_difference(&expected).collect();
        assert!(differ.is_empty(), "{id}: {differ:?}");
    }
}

#[test]
fn without_the_manifest_only_what_the_texts_tell() {
    let Some(seeds) = seeds() else { return };
    let articles = cleaned(&seeds, &Options::default());
    let sources: Vec<Option<&str>> = articles.iter().map(|a| a.article.source.as_deref()).collect();
    assert_eq!(sources, [None, None, Some("UPI"), None, Some("Euronews")]);
    let dates: Vec<Option<&str>> =
        articles.iter().map(|a| a.article.published.as_ref().map(|p| p.at.as_str())).collect();
    // A dateline without a year; a caption's date is not the article's.
    assert_eq!(dates, [None, None, Some("--11-16"), None, None]);
}
