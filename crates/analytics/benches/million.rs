//! A million claims: how fast they load into polars and are compared there, against the limits
//! of the project and against the same questions to SQLite and DuckDB in the same run.
//!
//! `cargo bench --bench million [-- CLAIMS]` builds polars optimised, which takes long; `--profile dev` tries the bench out
//! in half a minute, and its times say nothing of the limits. DuckDB reads the Parquet
//! export through the Python that PARALLAX_PYTHON names (tests/interop/requirements.txt);
//! without one the bench says so and goes on.
//!
//! The corpus is made up from a fixed seed and modelled on 3,000 articles of general news and on
//! clusters about one event: a few outlets write most articles; most events are told of by one
//! or two articles and few by thousands; an article repeats one figure for each group of
//! people; three claims in four are in the outlet's own voice, the others from one of three
//! origins of the event; figures lie near each other and grow; one article in twelve is a copy.
//! In the news there were 0.15 relations a figure, in the clusters 0.7: fewer than claims.

#![allow(clippy::print_stdout, reason = "a bench reports")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use parallax_analytics::answer::{FigureOptions, over};
use parallax_analytics::figures::AsOf;
use parallax_analytics::frame::{CLAIMS, Table, load};
use parallax_analytics::statements::{FigureClaim, statements};
use parallax_analytics::{ExportOptions, export, rows_of};
use parallax_records::{
    Article, Attribution, Bound, Claim, ClaimKind, DatePrecision, Entity, EntityKind, Extraction, Field, Form, Part,
    Published, PublishedFrom, Quantity, Role, Scope, Sentence, Span, Status, TextRange,
};
use parallax_store::{ClaimLink, CopyLink, LinkedEvent, Links, NewRun, OpenMode, Reader, Store};
use polars::prelude::{DataFrame, IntoLazy, LazyFrame, PolarsResult};

type Failure = Box<dyn std::error::Error>;

/// Rows a second from SQLite into a frame.
const LOAD_LIMIT: f64 = 1_000_000.0;
/// Seconds that a comparison may take once the frames are loaded.
const ANSWER_LIMIT: f64 = 1.0;
const CLAIMS_AN_ARTICLE: usize = 20;
const OUTLETS: usize = 80;
/// One event for so many claims.
const CLAIMS_AN_EVENT: usize = 12;

const SQLITE_NAMES: &str = include_str!("sql/sqlite.sql");
const QUESTIONS: [(&str, &str); 4] = [
    ("tolls", include_str!("sql/tolls.sql")),
    ("conflicts", include_str!("sql/conflicts.sql")),
    ("agreement", include_str!("sql/agreement.sql")),
    ("met", include_str!("sql/met.sql")),
];

fn main() -> Result<(), Failure> {
    let count: usize = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(1_000_000);
    let place = tempfile::tempdir()?;
    let mut store = Store::open(place.path().join("million.db"), OpenMode::Create)?;
    let begun = Instant::now();
    make_up(&mut store, count)?;
    let reader = store.reader()?;
    let made: i64 = reader.count("SELECT count(*) FROM claim", &[])?;
    let related = reader.count("SELECT count(*) FROM statement_relation", &[])?;
    println!("{made} claims, {related} relations, made up in {:.0} s", begun.elapsed().as_secs_f64());

    let (raw, seconds) = best(|| load(&reader, &CLAIMS, false).map_err(Failure::from))?;
    let rate = raw.height() as f64 / seconds;
    println!("load: {rate:.0} rows a second of {} columns, {:.2} times the limit", raw.width(), rate / LOAD_LIMIT);
    drop(raw);

    let table = |t: Table| -> Result<DataFrame, Failure> { Ok(t.load(&reader, false)?) };
    let begun = Instant::now();
    let (claims, figures) = (table(Table::Claims)?, table(Table::Figures)?);
    let (made, related, met) = (table(Table::Statements)?, table(Table::Relations)?, table(Table::Meetings)?);
    println!("all frames that the questions need, joined: {:.1} s", begun.elapsed().as_secs_f64());
    let options = FigureOptions { scope: Some(Scope::All), ..FigureOptions::default() };
    type Question<'q> = Box<dyn Fn() -> PolarsResult<LazyFrame> + 'q>;
    let ask: [(&str, Question<'_>); 4] = [
        ("tolls", Box::new(|| over::tolls(figures.clone().lazy(), &options))),
        (
            "conflicts",
            Box::new(|| Ok(over::conflicts(claims.clone().lazy(), made.clone().lazy(), related.clone().lazy()))),
        ),
        (
            "agreement",
            Box::new(|| Ok(over::agreement(claims.clone().lazy(), made.clone().lazy(), related.clone().lazy()))),
        ),
        ("met", Box::new(|| Ok(over::met(met.clone().lazy())))),
    ];
    let duckdb = duckdb(&reader, place.path())?;
    for ((name, frame), (_, sql)) in ask.iter().zip(QUESTIONS) {
        let (answer, here) = best(|| Ok(frame()?.collect()?))?;
        let (rows, sqlite) = best(|| Ok(reader.table(&format!("{SQLITE_NAMES}{sql})"), &[])?))?;
        let mut line = format!(
            "{name}: {here:.3} s in polars, {:.2} of the limit, {} rows; SQLite {sqlite:.3} s, {:.1} times as long",
            here / ANSWER_LIMIT,
            answer.height(),
            sqlite / here
        );
        assert_eq!(answer.height(), rows.rows.len(), "{name}: polars and SQLite disagree");
        if let Some((seconds, rows)) = duckdb.as_ref().and_then(|d| d.get(*name)).and_then(pair) {
            assert_eq!(answer.height() as f64, rows, "{name}: polars and DuckDB disagree");
            line.push_str(&format!("; DuckDB {seconds:.3} s, {:.1} times as long", seconds / here));
        }
        println!("{line}");
    }
    Ok(())
}

/// The answer with the seconds of the best of three runs.
fn best<T>(work: impl Fn() -> Result<T, Failure>) -> Result<(T, f64), Failure> {
    let timed = || -> Result<(T, f64), Failure> {
        let begun = Instant::now();
        Ok((work()?, begun.elapsed().as_secs_f64()))
    };
    let mut fastest = timed()?;
    for _ in 0..2 {
        let next = timed()?;
        if next.1 < fastest.1 {
            fastest = next;
        }
    }
    Ok(fastest)
}

fn pair(value: &serde_json::Value) -> Option<(f64, f64)> {
    Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?))
}

/// What DuckDB takes for the same questions over the Parquet export.
fn duckdb(reader: &Reader, place: &Path) -> Result<Option<serde_json::Value>, Failure> {
    let Some(python) = std::env::var_os("PARALLAX_PYTHON") else {
        println!("DuckDB is left out: PARALLAX_PYTHON names no Python that has it");
        return Ok(None);
    };
    let folder = place.join("export");
    let tables = vec![Table::Claims, Table::Figures, Table::Statements, Table::Relations, Table::Meetings];
    export(reader, &folder, &ExportOptions { tables, body: false, ..ExportOptions::default() })?;
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let files = QUESTIONS.map(|(name, _)| root.join(format!("benches/sql/{name}.sql")));
    let output = std::process::Command::new(python)
        .arg(root.join("benches/duckdb_peer.py"))
        .arg(&folder)
        .args(files)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(Some(serde_json::from_slice(&output.stdout)?))
}

/// Numbers that look random and never change.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        ((self.share() * n as f64) as usize).min(n - 1)
    }

    /// Small numbers are more frequent than large ones, the first a few hundred times as frequent
    /// as the last of a hundred thousand.
    fn uneven(&mut self, n: usize) -> usize {
        ((self.share().powi(2) * n as f64) as usize).min(n - 1)
    }

    /// Small numbers are many times as frequent as large ones: rank 1 twice as often as rank 2.
    fn skewed(&mut self, n: usize) -> usize {
        ((n as f64).powf(self.share()) as usize - 1).min(n - 1)
    }
}

/// What statements are made of, in order of the claims' keys.
struct MadeUp {
    figures: Vec<FigureClaim>,
    claims: Vec<ClaimLink>,
}

fn make_up(store: &mut Store, count: usize) -> Result<(), Failure> {
    let mut dice = Dice(2031);
    let events = (count / CLAIMS_AN_EVENT).max(1);
    let run = store.begin_run(&NewRun { started_at: "2031-01-01T00:00:00Z".into(), ..NewRun::default() })?;
    let articles = count.div_ceil(CLAIMS_AN_ARTICLE);
    let mut made = MadeUp { figures: Vec::with_capacity(count), claims: Vec::with_capacity(count) };
    let mut copies = Vec::new();
    for first in (0..articles).step_by(2_000) {
        store.batch::<_, parallax_store::StoreError>(run, |batch| {
            for i in first..(first + 2_000).min(articles) {
                let is_copy = i > 100 && dice.below(12) == 0;
                let (article, found) = article(i, events, is_copy, &mut dice, &mut made);
                let id = batch.add(&article, &found)?.article_id;
                if is_copy {
                    let basis = "made up".to_owned();
                    copies.push(CopyLink {
                        article_id: id,
                        from_article_id: id - 90,
                        share: 0.9,
                        basis,
                        spans: Vec::new(),
                    });
                }
            }
            Ok(())
        })?;
    }
    store.replace_copies(&copies)?;
    store.replace_links(&link(made, events))?;
    Ok(())
}

/// An article of twenty claims, most of them about one event.
fn article(i: usize, events: usize, is_copy: bool, dice: &mut Dice, made: &mut MadeUp) -> (Article, Extraction) {
    let main = dice.uneven(events);
    let day = 1 + dice.below(28);
    let month = 1 + dice.below(12);
    let date = format!("2031-{month:02}-{day:02}");
    let published = Published { at: date.clone(), precision: DatePrecision::Day, from: PublishedFrom::Manifest };
    let mut article = Article {
        source: Some(format!("Outlet {:02}", dice.skewed(OUTLETS))),
        title: format!("Report {i}"),
        published: Some(published),
        external_id: Some(i.to_string()),
        ..Article::default()
    };
    let mut found = Extraction::default();
    for person in 0..3 {
        let name = format!("Person {}", dice.skewed(4_000) * 3 + person);
        let entity = Entity {
            kind: EntityKind::Person,
            name,
            aliases: Vec::new(),
            wikidata: None,
            geonames: None,
            gender: None,
            country: None,
        };
        found.entities.push(entity);
    }
    // What an article reports, it repeats.
    let ahead = dice.below(4);
    let bound =
        [Bound::Exact, Bound::Exact, Bound::Exact, Bound::AtLeast, Bound::MoreThan, Bound::About][dice.below(6)];
    let cited = dice.below(3);
    for sentence in 0..CLAIMS_AN_ARTICLE as i64 {
        let event = if dice.below(10) < 8 { main } else { dice.uneven(events) };
        let town = format!("Town {}", event % 900);
        let sort = dice.below(100);
        // The figure of an event lies near one number and grows with the days.
        let size = 4.0 + (event % 97) as f64;
        let scope = [Scope::All, Scope::All, Scope::All, Scope::All, Scope::Civilians, Scope::Children][dice.below(6)];
        let share = match scope {
            Scope::All => 1.0,
            Scope::Civilians => 0.6,
            _ => 0.2,
        };
        let n = ((size + ahead as f64 + day as f64 / 8.0) * share).ceil();
        let (kind, text) = match sort {
            0..=54 => (ClaimKind::Killed, format!("{n} people were killed in {town}.")),
            55..=79 => (ClaimKind::Injured, format!("{n} people were injured in {town}.")),
            80..=91 => (ClaimKind::Detained, format!("{n} people were detained in {town}.")),
            _ => (ClaimKind::Met, format!("They met in {town} over it.")),
        };
        if !article.body.is_empty() {
            article.body.push(' ');
        }
        let start = article.body.len();
        article.body.push_str(&text);
        let at = Span::new(Field::Body, TextRange::new(start, start + text.len()));
        found.sentences.push(Sentence { at });
        let counts = kind.counts_people();
        let quantity = counts.then(|| Quantity { bound, ..Quantity::exact(n) });
        let status = if dice.below(25) == 0 { Status::Possible } else { Status::Occurred };
        let origin = (counts && dice.below(4) == 0).then(|| format!("Office {}", (event * 3 + cited) % 400));
        let subset = scope != Scope::All && dice.below(3) == 0;
        let part = |entity: usize| Part { role: Role::Participant, entity: Some(entity), label: "they".into() };
        let interval = quantity.as_ref().map(Quantity::interval);
        found.claims.push(Claim {
            quantity,
            victims: counts.then(|| "people".to_owned()),
            scope: counts.then_some(scope),
            subset,
            status,
            form: (!counts).then_some(Form::Meeting),
            parts: if counts { Vec::new() } else { (0..3).map(part).collect() },
            place: Some(town.clone()),
            attribution: origin
                .iter()
                .map(|label| Attribution { entity: None, label: label.clone(), cue: None, at: None })
                .collect(),
            ..Claim::new(kind, at, found.sentences.len() - 1, 0.8, "made up")
        });
        let claim = made.claims.len() as i64 + 1;
        made.claims.push(ClaimLink { claim_id: claim, event, reason: "made up".into() });
        if let Some(interval) = interval {
            let day = chrono::NaiveDate::from_ymd_opt(2031, month as u32, day as u32);
            made.figures.push(FigureClaim {
                claim,
                article: i as i64 + 1,
                sentence,
                event: event as i64,
                kind,
                scope,
                counted: None,
                subset,
                period: None,
                status,
                interval,
                word: None,
                origin,
                origin_id: None,
                as_of: day.map(|d| AsOf::days(d, d)),
                published: Some(date.clone()),
                says: text,
                is_copy,
                place: Some(town),
                happened: None,
            });
        }
    }
    (article, found)
}

/// Events as they were made up; statements and relations as they are computed.
fn link(made: MadeUp, events: usize) -> Links {
    let (statements, relations) = rows_of(statements(&made.figures), &made.figures);
    let event =
        |i: usize| LinkedEvent { slug: format!("event-{i}"), title: format!("Event {i}"), ..LinkedEvent::default() };
    Links { events: (0..events).map(event).collect(), claims: made.claims, families: Vec::new(), statements, relations }
}
