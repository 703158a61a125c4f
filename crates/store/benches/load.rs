//! How fast articles go in and rows come out, against the limits the project set itself.
//!
//! `cargo bench -p parallax-store [-- ARTICLES]`

#![allow(clippy::print_stdout, reason = "a bench reports")]

use std::time::Instant;

use parallax_records::{
    Article, Claim, ClaimKind, Entity, EntityKind, Extraction, Field, Mention, MentionForm, Quantity, Quote, QuoteKind,
    Scope, Segment, SegmentKind, Sentence, Span, TextRange,
};
use parallax_store::{NewRun, OpenMode, Store};

/// Articles a second with full-text search and about sixty child rows each.
const LOAD_LIMIT: f64 = 1_500.0;
/// Rows a second into column builders.
const STREAM_LIMIT: f64 = 1_500_000.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(10_000);
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path().join("bench.db"), OpenMode::Create)?;
    let mut random = Random(42);
    let articles: Vec<_> = (0..count).map(|i| article(i, &mut random)).collect();

    let began = Instant::now();
    let run = store.begin_run(&NewRun::default())?;
    for chunk in articles.chunks(500) {
        store
            .batch(run, |batch| chunk.iter().try_for_each(|(article, found)| batch.add(article, found).map(|_| ())))?;
    }
    store.finish_run(run, "2031-01-01T00:00:00Z")?;
    report("load, articles", count, began.elapsed().as_secs_f64(), LOAD_LIMIT);

    let began = Instant::now();
    let run = store.begin_run(&NewRun::default())?;
    store.batch(run, |batch| articles.iter().try_for_each(|(article, found)| batch.add(article, found).map(|_| ())))?;
    report("load again, articles", count, began.elapsed().as_secs_f64(), LOAD_LIMIT);

    let reader = store.reader()?;
    let (mut ids, mut starts, mut forms) = (Vec::new(), Vec::new(), String::new());
    let began = Instant::now();
    for _ in 0..3 {
        reader.stream("SELECT mention_id, article_id, start_char, text, form FROM mention", &[], |row| {
            ids.push((row.int(0)?, row.int(1)?));
            starts.push(row.int(2)?);
            forms.push_str(row.text(3)?.unwrap_or_default());
            forms.push_str(row.text(4)?.unwrap_or_default());
            Ok(())
        })?;
    }
    report("stream, rows of five columns", ids.len(), began.elapsed().as_secs_f64(), STREAM_LIMIT);

    let began = Instant::now();
    let findings = parallax_store::check(&reader)?;
    println!("check: {} findings in {:.2} s", findings.len(), began.elapsed().as_secs_f64());
    Ok(())
}

fn report(what: &str, count: usize, seconds: f64, limit: f64) {
    let rate = count as f64 / seconds;
    println!("{what}: {count} in {seconds:.2} s, {rate:.0} a second, {:.2} of the limit", rate / limit);
}

/// A small generator, so that every run measures the same input.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    /// Skewed towards 0, as words and names are.
    fn skewed(&mut self, n: usize) -> usize {
        let x = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (((n as f64).powf(x) - 1.0) as usize).min(n - 1)
    }
}

/// About 500 words in 25 sentences, 25 mentions, 4 quotes, 3 figures.
fn article(i: usize, random: &mut Random) -> (Article, Extraction) {
    let (mut body, mut found) = (String::new(), Extraction::default());
    let people: Vec<usize> = (0..6).map(|_| random.skewed(20_000)).collect();
    for person in &people {
        found.entities.push(Entity {
            kind: EntityKind::Person,
            name: format!("Given{} Family{person}", person % 300),
            aliases: vec![format!("Family{person}")],
            wikidata: None,
            geonames: None,
            country: None,
            gender: None,
        });
    }
    let words = |body: &mut String, n: usize, random: &mut Random| {
        for _ in 0..n {
            body.push_str(&format!("w{} ", random.skewed(60_000)));
        }
    };
    for s in 0..25 {
        let start = body.len();
        words(&mut body, 8, random);
        let name_start = body.len();
        body.push_str(&format!("Family{}", people[s % 6]));
        let name = Span::new(Field::Body, TextRange::new(name_start, body.len()));
        body.push(' ');
        words(&mut body, 10, random);
        body.push_str("said.");
        let whole = Span::new(Field::Body, TextRange::new(start, body.len()));
        body.push('\n');
        found.sentences.push(Sentence { at: whole });
        found.mentions.push(Mention { at: name, entity: Some(s % 6), form: MentionForm::Name, rule: "bench" });
        if s % 6 == 0 {
            found.quotes.push(quote(whole, name, s));
        }
        if s % 8 == 0 {
            found.claims.push(claim(whole, s));
        }
    }
    let article = Article {
        external_id: Some(i.to_string()),
        source: Some(format!("Outlet {}", i % 50)),
        url: Some(format!("https://outlet{}.example/{i}", i % 50)),
        title: format!("Headline number {i} of w{}", random.skewed(60_000)),
        segments: vec![Segment {
            kind: SegmentKind::Body,
            is_repeat: false,
            raw: TextRange::new(0, body.len()),
            body: Some(TextRange::new(0, body.len())),
        }],
        body,
        ..Article::default()
    };
    (article, found)
}

fn quote(content: Span, speaker: Span, s: usize) -> Quote {
    Quote {
        kind: QuoteKind::Indirect,
        content: vec![content],
        quoted: Vec::new(),
        speaker: Some(speaker),
        speaker_entity: Some(s % 6),
        other_speakers: Vec::new(),
        speaker_means: None,
        cue: None,
        cue_lemma: Some("say".to_owned()),
        addressee: None,
        sentence: s,
        confidence: 0.5,
        rule: "bench",
    }
}

fn claim(at: Span, s: usize) -> Claim {
    Claim {
        quantity: Some(Quantity::exact(s as f64)),
        scope: Some(Scope::All),
        ..Claim::new(ClaimKind::Killed, at, s, 0.5, "bench")
    }
}
