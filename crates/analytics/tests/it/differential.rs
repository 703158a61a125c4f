//! The polars answers equal the SQL answers, on the flood and on generated corpora.

use std::collections::{BTreeMap, BTreeSet};

use parallax_analytics::answer::over;
use parallax_analytics::answer::{
    Conflict, ConflictOptions, FigureOptions, agreement, conflicts, corroboration, coverage, naming, omissions,
    reported, timeline, toll, tolls,
};
use parallax_analytics::frame;
use parallax_records::{ClaimKind, Scope, Status};
use parallax_store::{CopyLink, Reader, Table, Value, query};
use polars::prelude::{DataType, IntoLazy as _, col};

use crate::fixture::{database, database_with, flood};
use crate::generated::{Dice, generated};

/// Readers of the flood and of generated corpora, some with copies.
fn corpora() -> Vec<parallax_store::Store> {
    let mut stores = vec![database(flood())];
    for seed in 1..=6 {
        let mut dice = Dice(seed);
        let copies: Vec<CopyLink> = (0..8)
            .map(|i| (20 + i, 1 + dice.below(18) as i64, [0.3, 0.5, 0.9][dice.below(3)]))
            .map(|(article_id, from_article_id, share)| CopyLink {
                article_id,
                from_article_id,
                share,
                basis: "the same words".into(),
                spans: Vec::new(),
            })
            .collect();
        stores.push(database_with(generated(seed), &copies));
    }
    stores
}

fn ask(reader: &Reader, name: &str, params: &[(&str, Value)]) -> Table {
    reader.run(&query(name).expect("a named question"), params).expect("an answer")
}

fn text(table: &Table, row: usize, column: &str) -> String {
    let at = table.column(column).expect("a column");
    table.rows[row][at].as_str().unwrap_or_default().to_owned()
}

fn number(table: &Table, row: usize, column: &str) -> f64 {
    table.rows[row][table.column(column).expect("a column")].as_f64().unwrap_or(f64::NAN)
}

#[test]
fn coverage_and_lag() {
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let (sql, lag) = (ask(&reader, "coverage", &[]), ask(&reader, "lag", &[]));
        let hours: BTreeMap<_, _> = (0..lag.rows.len())
            .map(|i| ((text(&lag, i, "event"), text(&lag, i, "source")), number(&lag, i, "hours_after")))
            .collect();
        let wanted: BTreeMap<_, _> = (0..sql.rows.len())
            .map(|i| {
                let key = (text(&sql, i, "event"), text(&sql, i, "source"));
                let counts = ["articles", "copies", "claims", "quotes"].map(|c| number(&sql, i, c));
                let late = hours[&key];
                (key, (counts, late))
            })
            .collect();
        let found: BTreeMap<_, _> = coverage(&reader, None)
            .expect("coverage")
            .into_iter()
            .map(|c| {
                let counts = [c.articles, c.copies, c.claims, c.quotes].map(|n| n as f64);
                ((c.event, c.source), (counts, c.hours_after.unwrap_or(f64::NAN)))
            })
            .collect();
        assert!(!found.is_empty());
        assert_eq!(found, wanted);
    }
}

#[test]
fn what_the_others_tell() {
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "left_out", &[]);
        let wanted: BTreeSet<_> = (0..sql.rows.len())
            .map(|i| {
                let words = ["event", "kind", "scope", "silent_source"].map(|c| text(&sql, i, c));
                (words, ["told_by", "covered_by", "all_others"].map(|c| number(&sql, i, c) as i64))
            })
            .collect();
        let found: BTreeSet<_> = omissions(&reader, None, 2)
            .expect("omissions")
            .into_iter()
            .map(|o| {
                let all = i64::from(o.all_others());
                ([o.event, o.kind, o.scope.unwrap_or_default(), o.silent], [o.told_by, o.covered_by, all])
            })
            .collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn sources_side_by_side() {
    let mut pairs = 0;
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "source_agreement", &[]);
        let wanted: Vec<_> = (0..sql.rows.len())
            .map(|i| {
                let counts = ["agree", "updates", "contradict"].map(|c| number(&sql, i, c) as usize);
                (text(&sql, i, "one"), text(&sql, i, "other"), counts)
            })
            .collect();
        let found: Vec<_> = agreement(&reader, None)
            .expect("a matrix")
            .into_iter()
            .map(|c| (c.a, c.b, [c.agree, c.update, c.contradict]))
            .collect();
        pairs += found.len();
        assert_eq!(found, wanted);
    }
    assert!(pairs > 20, "generated outlets have figures in common");
}

#[test]
fn who_met_whom() {
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "who_met_whom", &[]);
        let wanted: Vec<_> = (0..sql.rows.len())
            .map(|i| {
                let counts = ["held", "planned", "possible", "denied", "sources"].map(|c| number(&sql, i, c) as i64);
                (text(&sql, i, "one"), text(&sql, i, "other"), counts)
            })
            .collect();
        let found: Vec<_> = reported(&reader)
            .expect("meetings")
            .into_iter()
            .map(|p| (p.a, p.b, [p.held, p.planned, p.possible, p.denied, p.sources]))
            .collect();
        assert!(!found.is_empty());
        assert_eq!(found, wanted);
    }
}

#[test]
fn names_used() {
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "names_used", &[]);
        let wanted: Vec<_> = (0..sql.rows.len())
            .map(|i| {
                let words = ["entity", "source", "called", "form"].map(|c| text(&sql, i, c));
                (words, ["times", "percent", "articles", "mention_id"].map(|c| number(&sql, i, c)))
            })
            .collect();
        let found: Vec<_> = naming(&reader, None)
            .expect("names")
            .into_iter()
            .map(|n| {
                let numbers = [n.times as f64, n.percent, n.articles as f64, n.mention_id as f64];
                ([n.entity, n.source, n.called, n.form], numbers)
            })
            .collect();
        assert!(!found.is_empty());
        assert_eq!(found, wanted);
    }
}

#[test]
fn contradictions() {
    let mut seen = 0;
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "conflicts", &[]);
        // One dispute for each two numbers in polars, one row for each two statements in SQL.
        let found = conflicts(&reader, &ConflictOptions::default()).expect("conflicts");
        let mut told = vec![false; found.len()];
        for i in 0..sql.rows.len() {
            let pair = ["claim_id", "other_claim_id"].map(|c| number(&sql, i, c) as i64);
            let holds = |c: &Conflict, [a, b]: [i64; 2]| c.a.claims.contains(&a) && c.b.claims.contains(&b);
            let among: Vec<usize> =
                (0..found.len()).filter(|c| holds(&found[*c], pair) || holds(&found[*c], [pair[1], pair[0]])).collect();
            assert_eq!(among.len(), 1, "{pair:?}");
            told[among[0]] = true;
        }
        assert!(told.iter().all(|t| *t), "each dispute stands in the database");
        seen += found.len();
    }
    assert!(seen > 20, "the corpora hold contradictions");
}

#[test]
fn contradictions_as_a_lazy_frame() {
    let mut seen = 0;
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "conflicts", &[]);
        let wanted: Vec<_> = (0..sql.rows.len())
            .map(|i| {
                let words = ["event", "kind", "source", "says", "other_source", "other_says"].map(|c| text(&sql, i, c));
                (words, ["claim_id", "other_claim_id"].map(|c| number(&sql, i, c) as i64))
            })
            .collect();
        let load = |table: frame::Table| table.load(&reader, false).expect("a frame").lazy();
        let found =
            over::conflicts(load(frame::Table::Claims), load(frame::Table::Statements), load(frame::Table::Relations));
        let found = found.with_columns([col("event").cast(DataType::String), col("kind").cast(DataType::String)]);
        let found = found.collect().expect("an answer");
        let word = |column: &str, row: usize| {
            let words = found.column(column).expect("a column").str().expect("text");
            words.get(row).unwrap_or_default().to_owned()
        };
        let id = |column: &str, row: usize| {
            found.column(column).expect("a column").i64().expect("keys").get(row).expect("a key")
        };
        let rows: Vec<_> = (0..found.height())
            .map(|row| {
                let words = ["event", "kind", "source", "says", "other_source", "other_says"].map(|c| word(c, row));
                (words, ["claim_id", "other_claim_id"].map(|c| id(c, row)))
            })
            .collect();
        seen += rows.len();
        assert_eq!(rows, wanted);
    }
    assert!(seen > 20, "the corpora hold contradictions");
}

#[test]
fn agreement_by_statement() {
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "agreement", &[("least", Value::from(2_i64))]);
        let mut wanted: Vec<_> = (0..sql.rows.len())
            .map(|i| ["claim_id", "sources", "independent_sources"].map(|c| number(&sql, i, c) as i64))
            .collect();
        let mut found: Vec<_> = corroboration(&reader, None)
            .expect("statements")
            .into_iter()
            .filter(|c| c.independent >= 2)
            .map(|c| [c.claim, c.sources.len() as i64, c.independent as i64])
            .collect();
        wanted.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, wanted);
    }
}

#[test]
fn tolls_of_all_events() {
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = ask(&reader, "toll_by_source", &[]);
        let mut wanted: BTreeMap<String, (f64, f64, Vec<String>, f64)> = BTreeMap::new();
        for i in 0..sql.rows.len() {
            let event = text(&sql, i, "event");
            if event.is_empty() {
                continue;
            }
            let (low, high) = (number(&sql, i, "low"), number(&sql, i, "high"));
            let entry = wanted.entry(event).or_insert((f64::NAN, f64::NAN, Vec::new(), 0.0));
            // `min` and `max` of numbers skip NaN, as SQL skips NULL.
            entry.0 = entry.0.min(if low.is_nan() { high } else { low });
            entry.1 = entry.1.max(if high.is_nan() { low } else { high });
            entry.2.push(text(&sql, i, "source"));
            entry.3 += number(&sql, i, "times");
        }
        let options = FigureOptions { scope: Some(Scope::All), ..FigureOptions::default() };
        let found = tolls(&reader, &options).expect("tolls");
        assert_eq!(found.len(), wanted.len());
        for toll in found {
            let (low, high, mut sources, claims) = wanted.remove(&toll.event).expect("the same events");
            sources.sort();
            sources.dedup();
            assert_eq!(
                (toll.low, toll.high, f64::from(toll.claims)),
                (Some(low), Some(high), claims),
                "{}",
                toll.event
            );
            let unknown = sources.iter().any(|s| s == parallax_store::UNKNOWN_SOURCE);
            // Each article of an unknown outlet is a voice of its own, so there may be more.
            assert!(toll.sources as usize == sources.len() || unknown && toll.sources as usize > sources.len());
        }
    }
}

/// The ends of an interval as text, open ones as "-".
fn ends(low: Option<f64>, high: Option<f64>) -> String {
    let end = |n: Option<f64>| n.filter(|n| !n.is_nan()).map_or("-".to_owned(), |n| n.to_string());
    format!("{} {}", end(low), end(high))
}

#[test]
fn one_figure_source_by_source() {
    let mut compared = 0;
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        for kind in [ClaimKind::Killed, ClaimKind::Injured] {
            let sql = ask(&reader, "toll_by_source", &[("kind", kind.name().into())]);
            // Figures of an event, by outlet and number, with how often each is given.
            let mut wanted: BTreeMap<String, BTreeMap<(String, String), f64>> = BTreeMap::new();
            // What words alone show to be counted on top ("another 50") is left to polars.
            let is_whole = |i: &usize| {
                !text(&sql, *i, "event").is_empty() && !text(&sql, *i, "says").to_lowercase().contains("another")
            };
            for i in (0..sql.rows.len()).filter(is_whole) {
                let number_of = |column| Some(number(&sql, i, column));
                let key = (text(&sql, i, "source"), ends(number_of("low"), number_of("high")));
                *wanted.entry(text(&sql, i, "event")).or_default().entry(key).or_default() += number(&sql, i, "times");
            }
            let options = FigureOptions { kind, scope: Some(Scope::All), ..FigureOptions::default() };
            for (event, wanted) in wanted {
                let answer = toll(&reader, &event, &options).expect("a toll");
                let mut found: BTreeMap<(String, String), f64> = BTreeMap::new();
                for row in answer.rows.iter().filter(|r| r.status == Status::Occurred) {
                    let key = (row.source.clone(), ends(row.interval.low, row.interval.high));
                    *found.entry(key).or_default() += row.times as f64;
                }
                compared += found.len();
                assert_eq!(found, wanted, "{event}, {kind}");
            }
        }
    }
    assert!(compared > 100, "only {compared} rows");
}

#[test]
fn one_figure_over_time() {
    for store in corpora() {
        let reader = store.reader().expect("a reader");
        let sql = reader
            .table(
                "SELECT DISTINCT event, low, high FROM v_figure WHERE kind = 'killed' AND scope = 'all' AND subset = 0
                   AND status = 'occurred' AND event IS NOT NULL AND coalesce(low, high) IS NOT NULL",
                &[],
            )
            .expect("rows");
        let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for i in 0..sql.rows.len() {
            let interval = ends(Some(number(&sql, i, "low")), Some(number(&sql, i, "high")));
            wanted.entry(text(&sql, i, "event")).or_default().insert(interval);
        }
        let options = FigureOptions { scope: Some(Scope::All), ..FigureOptions::default() };
        for (event, wanted) in wanted {
            let steps = timeline(&reader, &event, &options).expect("a timeline").steps;
            let found: BTreeSet<String> = steps.iter().map(|s| ends(s.interval.low, s.interval.high)).collect();
            assert_eq!(found, wanted, "{event}");
            // The highest figure of the days so far is the highest of the steps.
            let days = ask(&reader, "figure_over_time", &[("event", event.as_str().into())]);
            let so_far = (0..days.rows.len()).map(|i| number(&days, i, "highest_so_far")).fold(0.0, f64::max);
            let highest = steps.iter().filter_map(|s| s.interval.high.or(s.interval.low)).fold(0.0, f64::max);
            assert!(so_far <= highest, "{event}: {so_far} of {highest}");
        }
    }
}
