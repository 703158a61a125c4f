//! What the development articles must show when a person asks. They are not part of the
//! repository: without them the tests say so and pass, except under CI, where nothing is asked
//! of data that cannot be there.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{parallax, printed};

/// Articles beside the checkout; `None`, with a word of why, where they are missing.
fn articles(inside: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(inside);
    if path.exists() && std::env::var_os("CI").is_none() {
        return Some(path);
    }
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    {
        eprintln!("skipped: no development articles at {}", path.display());
    }
    None
}

/// A database of some articles, in a folder that goes away with it.
struct Asked {
    _place: tempfile::TempDir,
    db: PathBuf,
}

impl Asked {
    fn ingest(arguments: &[&Path]) -> Self {
        let place = tempfile::tempdir().expect("a temporary folder");
        let db = place.path().join("read.db");
        parallax().arg("--db").arg(&db).arg("ingest").args(arguments).assert().success();
        Self { _place: place, db }
    }

    fn ask(&self, arguments: &[&str]) -> Vec<Value> {
        let text = printed(parallax().arg("--db").arg(&self.db).args(arguments).args(["--format", "json"]));
        serde_json::from_str(&text).expect("rows")
    }
}

fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_default()
}

/// The event with most claims.
fn main_event(asked: &Asked) -> String {
    text(&asked.ask(&["events"])[0], "event").to_owned()
}

/// The numbers of some rows, the least each allows.
fn numbers(rows: &[Value], field: &str) -> BTreeSet<i64> {
    rows.iter().filter_map(|row| row[field].as_i64()).collect()
}

#[test]
fn the_toll_of_attacks_in_a_city_grows_and_keeps_to_itself() {
    let Some(cluster) = articles("clusters/paris2015/articles.jsonl") else { return };
    let asked = Asked::ingest(&[&cluster]);
    let event = main_event(&asked);
    let toll = asked.ask(&["toll", &event]);
    let intervals = |rows: &mut dyn Iterator<Item = &Value>| -> BTreeSet<(i64, Option<i64>)> {
        rows.filter_map(|r| Some((r["low"].as_i64()?, r["high"].as_i64()))).collect()
    };
    let wanted = [(101, None), (121, None), (127, None), (129, None), (129, Some(129)), (130, None), (130, Some(130))];
    let all = intervals(&mut toll.iter());
    assert_eq!(all, BTreeSet::from(wanted), "nothing of a raid, of one site or of other countries is mixed in");
    assert_eq!(intervals(&mut toll.iter().filter(|r| r["is_first"] == true)), all, "each number has a first to report");
    assert!(toll.iter().all(|r| !text(r, "date").is_empty() && !text(r, "source").is_empty()));
    let disputes = asked.ask(&["conflicts", &event, "--kind", "killed"]);
    assert_eq!(disputes, Vec::<Value>::new(), "the toll grew");
    let grown = asked.ask(&["conflicts", &event, "--kind", "killed", "--relation", "update,bound-raised"]);
    assert!(grown.len() >= 3, "{grown:?}");
    let events = asked.ask(&["events"]);
    let day = |e: &Value| text(e, "date_from").to_owned();
    let part = events
        .iter()
        .filter(|e| text(e, "part_of") == event)
        .find(|e| numbers(&asked.ask(&["toll", text(e, "event")]), "low") == BTreeSet::from([89]));
    let part = part.expect("the worst site is a part of its own");
    assert_eq!(day(part), day(&events[0]), "a part happened when the whole did");
}

#[test]
fn the_tolls_of_one_strike_are_disputed_between_origins() {
    let Some(cluster) = articles("clusters/manbij_tokhar2016/articles.jsonl") else { return };
    let asked = Asked::ingest(&[&cluster]);
    let event = main_event(&asked);
    let toll = numbers(&asked.ask(&["toll", &event]), "low");
    assert!(toll.is_superset(&BTreeSet::from([56, 73, 85, 160])), "{toll:?}");
    assert!(toll.is_disjoint(&BTreeSet::from([15, 18, 21, 44, 48])), "other strikes and bombs are apart: {toll:?}");
    let disputes = asked.ask(&["conflicts", &event, "--kind", "killed"]);
    let of = |row: &Value, field: &str| row[field].as_i64().unwrap_or_default();
    let pairs: BTreeSet<(i64, i64)> = disputes.iter().map(|d| (of(d, "low"), of(d, "other_low"))).collect();
    for pair in [(160, 56), (160, 85), (85, 56), (73, 56)] {
        assert!(pairs.contains(&pair), "{pair:?} of {pairs:?}");
    }
    let named = |d: &&Value| !text(d, "from").is_empty() && !text(d, "other_from").is_empty();
    assert!(disputes.iter().filter(named).count() >= 3);
    let neighbours = asked.ask(&["events"]);
    let of_the_day_before = neighbours
        .iter()
        .filter(|e| text(e, "event") != event)
        .find(|e| numbers(&asked.ask(&["toll", text(e, "event")]), "low") == BTreeSet::from([21]));
    assert!(of_the_day_before.is_some_and(|e| text(e, "date_from") < text(&neighbours[0], "date_from")));
}

#[test]
fn a_meeting_announced_and_reported_is_one() {
    let Some(seeds) = articles("seeds") else { return };
    let gold: Value =
        serde_json::from_str(&std::fs::read_to_string(seeds.join("gold.json")).expect("gold")).expect("JSON");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&seeds)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let manifest = seeds.join("manifest.csv");
    let mut arguments: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    arguments.extend([Path::new("--manifest"), manifest.as_path()]);
    let asked = Asked::ingest(&arguments);
    let (meetings, matrix) = (asked.ask(&["meetings"]), asked.ask(&["meetings", "--matrix"]));
    // Meetings of two that the gold dates, by event.
    let mut told: BTreeMap<String, Vec<(usize, &Value)>> = BTreeMap::new();
    for (at, article) in gold.as_array().expect("articles").iter().enumerate() {
        for claim in article["claims"].as_array().into_iter().flatten() {
            let is_pair = claim["participants"].as_array().is_some_and(|p| p.len() == 2);
            if claim["kind"] == "met" && claim["doubt"].is_null() && is_pair {
                told.entry(text(claim, "event").to_owned()).or_default().push((at, claim));
            }
        }
    }
    told.retain(|_, claims| claims.iter().any(|(_, c)| !text(c, "date").is_empty()));
    let who = |claim: &Value| -> BTreeSet<String> {
        let names = claim["participants"].as_array().into_iter().flatten();
        names.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut announced = 0;
    for claims in told.values() {
        let wanted = claims.iter().find(|(_, c)| !text(c, "date").is_empty()).map(|(_, c)| *c).expect("a dated one");
        let names = who(wanted);
        let pair: Vec<_> = matrix
            .iter()
            .filter(|p| BTreeSet::from([text(p, "one").to_owned(), text(p, "other").to_owned()]) == names)
            .collect();
        assert_eq!(pair.len(), 1, "{names:?}");
        assert_eq!(pair[0]["held"], 1, "{names:?}");
        let day = text(wanted, "date").trim_start_matches("2015-11-").trim_start_matches('0');
        assert!(text(pair[0], "when").contains(&format!("{day} Nov 2015")), "{}", pair[0]);
        assert!(text(pair[0], "place").contains(text(wanted, "place")), "{}", pair[0]);
        assert!(!text(pair[0], "sources").is_empty(), "{}", pair[0]);
        let articles: BTreeSet<usize> = claims.iter().map(|(at, _)| *at).collect();
        if articles.len() > 1 {
            let of =
                |m: &&Value| text(m, "participants").split(", ").map(str::to_owned).collect::<BTreeSet<_>>() == names;
            let one: Vec<&Value> = meetings.iter().filter(of).collect();
            assert_eq!(one.len(), 1, "{names:?}");
            assert_eq!(text(one[0], "status"), "planned, then held");
            assert_eq!(text(one[0], "sources").split("; ").count(), articles.len(), "both outlets tell of it");
            announced += 1;
        }
    }
    assert!(told.len() >= 4 && announced >= 1, "{told:?}");
}
