//! The shipped corpus, end to end: what a newcomer sees first must be right.

mod support;

use serde_json::Value;
use support::{demo, on_demo, parallax, printed};

fn rows(arguments: &[&str]) -> Vec<Value> {
    let text = printed(on_demo(arguments).args(["-f", "json"]));
    serde_json::from_str(&text).expect("an array of rows")
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_default()
}

#[test]
fn all_articles_are_in_with_outlet_date_and_title() {
    let articles = rows(&["articles"]);
    assert_eq!(articles.len(), 17);
    let mut outlets: Vec<&str> = articles.iter().map(|a| text(a, "source")).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let expected = [
        "Coastal Radio",
        "Island Post",
        "Lorne Courier",
        "Northern Press Agency",
        "Port Anselm Herald",
        "Veskland Times",
    ];
    assert_eq!(outlets, expected);
    for article in &articles {
        assert!(text(article, "published").starts_with("2031-03-0"), "{article}");
        assert!(!text(article, "title").is_empty(), "{article}");
    }
    let titles: Vec<&str> = articles.iter().map(|a| text(a, "title")).collect();
    assert!(titles.contains(&"Minister blames ferry company; Brandt denies overloading"), "{titles:?}");
}

#[test]
fn nothing_is_wrong_with_the_rows() {
    let found = printed(&mut on_demo(&["check", "-f", "csv"]));
    assert_eq!(found, "check,row,what\n");
}

#[test]
fn the_figures_keep_their_bounds_and_origins() {
    let claims = rows(&["query", "SELECT kind, bound, n, attributed_to, source FROM v_figure"]);
    let has = |kind: &str, bound: &str, n: i64| {
        claims.iter().any(|c| text(c, "kind") == kind && text(c, "bound") == bound && c["n"].as_i64() == Some(n))
    };
    for (kind, bound, n) in [
        ("killed", "at_least", 20),
        ("killed", "more_than", 30),
        ("killed", "exact", 34),
        ("killed", "exact", 41),
        ("killed", "exact", 43),
        ("killed", "exact", 52),
        ("injured", "exact", 58),
        ("missing", "about", 60),
        ("displaced", "about", 300),
    ] {
        assert!(has(kind, bound, n), "{kind} {bound} {n} is missing");
    }
    let from_the_guard = claims.iter().any(|c| c["n"] == 34 && text(c, "attributed_to").contains("Coast Guard"));
    assert!(from_the_guard, "34 is the coast guard's");
}

#[test]
fn speakers_are_found_behind_pronouns() {
    let quotes = rows(&["quotes", "--speaker", "Helena Varga"]);
    let through_she = quotes.iter().any(|q| text(q, "speaker_as_written") == "she");
    assert!(through_she, "the president speaks as \"she\" in at least one article");
}

#[test]
fn meetings_are_planned_held_and_denied() {
    let meetings = rows(&["meetings"]);
    let of = |a: &str, b: &str| {
        let both = |m: &&Value| text(m, "participants").contains(a) && text(m, "participants").contains(b);
        meetings.iter().filter(both).map(|m| text(m, "status")).collect::<Vec<_>>()
    };
    assert!(of("Varga", "Hedlund").contains(&"planned, then held"), "{meetings:?}");
    assert!(of("Brandt", "Okafor").contains(&"denied"), "{meetings:?}");
}

#[test]
fn ingesting_twice_gives_the_same_rows() {
    let place = tempfile::tempdir().expect("a folder");
    let db = place.path().join("twice.db");
    let articles = demo().join("articles");
    let ingest = || {
        let mut command = parallax();
        command.arg("--db").arg(&db).arg("ingest").arg(&articles).arg("--manifest").arg(articles.join("manifest.csv"));
        printed(command.args(["-f", "csv"]))
    };
    let dump = || {
        let lists = ["articles", "entities", "quotes", "claims", "events", "conflicts"];
        let list = |name| printed(parallax().arg("--db").arg(&db).args([name, "-f", "csv"]));
        lists.map(list)
    };
    assert!(ingest().contains("\n17,17,0,0,0,"), "all are new");
    let once = dump();
    assert!(ingest().contains("\n17,0,0,0,17,"), "none is new");
    assert_eq!(once, dump());
}

#[test]
fn a_row_is_shown_in_its_sentence() {
    let claims = rows(&["claims", "--kind", "killed"]);
    let id = format!("claim:{}", claims[0]["claim_id"]);
    let shown = printed(&mut on_demo(&["show", &id]));
    assert!(shown.starts_with(&id) && shown.contains('»') && shown.contains(text(&claims[0], "says")), "{shown}");
    let quotes = rows(&["quotes", "--kind", "direct"]);
    let id = format!("quote:{}", quotes[0]["quote_id"]);
    assert!(printed(&mut on_demo(&["show", &id])).contains("speaker"));
    assert!(printed(&mut on_demo(&["show", "article:1"])).contains("published"));
}

#[test]
fn annotate_keeps_the_contract() {
    let articles = demo().join("articles");
    let output = printed(parallax().arg("annotate").arg(articles.join("coastal-radio.jsonl")).arg("--link"));
    let input = std::fs::read_to_string(articles.join("coastal-radio.jsonl")).expect("the corpus");
    let objects: Vec<Value> = output.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(objects.len(), 3);
    for (object, given) in objects.iter().zip(input.lines()) {
        let given: Value = serde_json::from_str(given).expect("JSON");
        for key in ["id", "title", "text", "source", "published"] {
            assert_eq!(object[key], given[key], "{key} is the input's own");
        }
        let cut = |at: &Value| {
            let chars: Vec<char> = text(object, text(at, "field")).chars().collect();
            let n = |key: &str| at[key].as_u64().expect("an offset") as usize;
            chars[n("start")..n("end")].iter().collect::<String>()
        };
        for mention in object["entities"].as_array().expect("a list") {
            assert_eq!(cut(mention), text(mention, "text"));
        }
        for claim in object["claims"].as_array().expect("a list") {
            assert_eq!(cut(claim), text(claim, "text"));
            assert!(claim["event"].is_string() || claim["event"].is_null());
        }
        for quote in object["quotes"].as_array().expect("a list") {
            for span in quote["content"].as_array().expect("a list") {
                assert!(!cut(span).is_empty());
            }
            assert!(quote.get("family").is_some());
        }
    }
    let bare = printed(parallax().arg("annotate").arg(articles.join("herald-2031-03-06.html")).arg("--text-only"));
    let bare: Value = serde_json::from_str(&bare).expect("one object");
    let keys: Vec<&str> = bare.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "title", "byline", "source", "published", "published_from", "text"]);
    assert_eq!(bare["byline"], "Sofia Lindgren");
    assert!(text(&bare, "published").starts_with("2031-03-06"));
    assert!(!text(&bare, "text").contains("Most read"), "{bare}");
}

#[test]
fn the_report_is_one_safe_file_whose_links_lead_somewhere() {
    let html = std::fs::read_to_string(demo().join("report.html")).expect("the demo writes it");
    assert!(html.starts_with("<!doctype html>"));
    assert!(!html.contains("<script"), "readable with scripts off, because there are none");
    let outside = ["src=\"http", "@import", "url(http", "<link "];
    assert!(outside.iter().all(|s| !html.contains(s)), "the report loads nothing");
    let anchors: Vec<&str> = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(anchors.len() > 50);
    for anchor in anchors {
        assert!(html.contains(&format!("id=\"{anchor}\"")), "#{anchor} leads nowhere");
    }
    let markdown = printed(&mut on_demo(&["report"]));
    assert!(markdown.starts_with("# ") && markdown.contains("## Evidence"));
}

#[test]
fn tables_are_exported() {
    let place = tempfile::tempdir().expect("a folder");
    on_demo(&["export"]).arg(place.path()).args(["--to", "csv,parquet"]).assert().success();
    let names: Vec<String> = std::fs::read_dir(place.path())
        .expect("the folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().any(|n| n.ends_with(".csv")) && names.iter().any(|n| n.ends_with(".parquet")), "{names:?}");
}
