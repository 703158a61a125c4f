//! A fixed sample of quotes whose speakers were judged by reading: keys and verdicts, no text.
//!
//! A verdict holds for what was printed when it was given: the same quote with another speaker, or with another
//! name for it, is not right until somebody has read it again. Draw with `cargo xtask score speakers --draw`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::shared::repository;

/// The file of verdicts.
const FILE: &str = "crates/nlp/quality/speakers.tsv";
/// How many quotes are judged.
const SIZE: usize = 100;
/// What the sample depends on.
const SEED: u32 = 2026;

const HEADER: &str = "\
# 100 quotes drawn at random (seed 2026) from what was extracted from both clusters, judged by reading each in its
# article: right where the speaker is who says it, by the right name where the article gives one, and nobody where nobody is
# said to speak; wrong where it is no speech at all. Keys only: cluster, article, field, first code point of the content, range of
# the speaker's words, hash of the speaker's name, verdict. A changed output is wrong until it is judged anew.
";

/// One judged quote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    cluster: String,
    article: String,
    field: String,
    start: u64,
    speaker: String,
    name: String,
}

/// What a quote of `annotate` is called in the file; `None` for what is no speech.
fn key(cluster: &str, article: &Value, quote: &Value) -> Option<Key> {
    if quote["is_speech"] != true {
        return None;
    }
    let content = quote["content"].get(0)?;
    let speaker = match quote["speaker"].get(0) {
        Some(span) => format!("{}-{}", span["start"], span["end"]),
        None => "-".to_owned(),
    };
    let name = quote["speaker_name"].as_str().map_or("-".to_owned(), |name| format!("{:08x}", hash(name.as_bytes())));
    Some(Key {
        cluster: cluster.to_owned(),
        article: article["id"].as_str()?.to_owned(),
        field: content["field"].as_str()?.to_owned(),
        start: content["start"].as_u64()?,
        speaker,
        name,
    })
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// The verdicts of the file, in its order.
fn verdicts() -> Result<Vec<(Key, String)>> {
    let path = repository().join(FILE);
    let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    let row = |line: &str| -> Result<(Key, String)> {
        let fields: Vec<&str> = line.split('\t').collect();
        ensure!(fields.len() == 7, "{FILE}: {line:?} has not seven columns");
        let key = Key {
            cluster: fields[0].into(),
            article: fields[1].into(),
            field: fields[2].into(),
            start: fields[3].parse().with_context(|| format!("{FILE}: {line:?}"))?,
            speaker: fields[4].into(),
            name: fields[5].into(),
        };
        Ok((key, fields[6].to_owned()))
    };
    text.lines().filter(|l| !l.starts_with('#')).map(row).collect()
}

/// The share of judged quotes that are right as they are printed now, and a line for each that has to be judged anew.
pub(super) fn score(annotated: &[(&str, Vec<Value>)]) -> Result<(f64, Vec<String>)> {
    let known = verdicts()?;
    ensure!(!known.is_empty(), "{FILE} holds no verdict");
    let mut printed: BTreeMap<Key, bool> = BTreeMap::new();
    for (cluster, article, quote) in quotes(annotated) {
        if let Some(key) = key(cluster, article, quote) {
            printed.insert(key, true);
        }
    }
    let mut right = 0;
    let mut anew = Vec::new();
    for (key, verdict) in &known {
        if !printed.contains_key(key) {
            anew.push(format!("judge anew: {} {} {}:{}", key.cluster, key.article, key.field, key.start));
        } else if verdict == "right" {
            right += 1;
        }
    }
    Ok((f64::from(right) / known.len() as f64, anew))
}

fn quotes<'a>(annotated: &'a [(&'a str, Vec<Value>)]) -> impl Iterator<Item = (&'a str, &'a Value, &'a Value)> {
    annotated.iter().flat_map(|(cluster, articles)| {
        articles.iter().flat_map(move |article| {
            article["quotes"].as_array().into_iter().flatten().map(move |quote| (*cluster, article, quote))
        })
    })
}

/// Draws the sample: the file's text with the verdicts that still hold, and for each row without one what is to be read.
pub(super) fn draw(annotated: &[(&str, Vec<Value>)]) -> Result<(String, Vec<String>)> {
    let known: BTreeMap<Key, String> = verdicts().unwrap_or_default().into_iter().collect();
    let mut all: Vec<(u32, Key, String)> = Vec::new();
    for (cluster, article, quote) in quotes(annotated) {
        let Some(key) = key(cluster, article, quote) else { continue };
        // Drawn by place and not by what was found there, so that the sample stays when the output gets better.
        let place = format!("{SEED} {} {} {}", key.article, key.field, key.start);
        all.push((hash(place.as_bytes()), key, shown(article, quote)));
    }
    all.sort();
    all.truncate(SIZE);
    all.sort_by(|a, b| a.1.cmp(&b.1));
    let mut file = HEADER.to_owned();
    let mut open = Vec::new();
    for (_, key, shown) in &all {
        let verdict = known.get(key).map_or("?", String::as_str);
        let Key { cluster, article, field, start, speaker, name } = key;
        writeln!(file, "{cluster}\t{article}\t{field}\t{start}\t{speaker}\t{name}\t{verdict}")?;
        if verdict == "?" {
            open.push(format!("{cluster} {article} {field}:{start}\n{shown}"));
        }
    }
    Ok((file, open))
}

/// A quote with what stands around it.
fn shown(article: &Value, quote: &Value) -> String {
    let span = |span: &Value, before: usize, after: usize| -> String {
        let text: Vec<char> =
            article[span["field"].as_str().unwrap_or("text")].as_str().unwrap_or_default().chars().collect();
        let at = |key: &str| span[key].as_u64().unwrap_or_default() as usize;
        let range = at("start").saturating_sub(before)..(at("end") + after).min(text.len());
        text.get(range).unwrap_or_default().iter().map(|c| if *c == '\n' { '¶' } else { *c }).collect()
    };
    let first = &quote["content"][0];
    format!(
        "  {} {} = {} <{}>\n  ... {} ...",
        quote["kind"].as_str().unwrap_or_default(),
        quote["speaker"].get(0).map_or("nobody".to_owned(), |s| span(s, 0, 0)),
        quote["speaker_name"],
        quote["rule"].as_str().unwrap_or_default(),
        span(first, 260, 160)
    )
}

/// Writes the file of the sample.
pub(super) fn write(text: &str) -> Result<()> {
    let path = repository().join(FILE);
    std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn another_speaker_has_another_key() {
        let article = json!({"id": "a", "text": "x"});
        let quote = |name: &str| {
            json!({"is_speech": true, "kind": "direct", "speaker_name": name,
            "content": [{"field": "text", "start": 4, "end": 9}], "speaker": [{"field": "text", "start": 11, "end": 13}]})
        };
        assert_eq!(key("c", &article, &quote("Ann Lee")), key("c", &article, &quote("Ann Lee")));
        assert_ne!(key("c", &article, &quote("Ann Lee")), key("c", &article, &quote("Bo Lee")));
        assert_eq!(key("c", &article, &json!({"is_speech": false})), None);
    }
}
