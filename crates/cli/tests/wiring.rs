//! Streams, formats, exit codes and errors of the program.

mod support;

use std::io::Read;
use std::process::Stdio;

use support::{demo, on_demo, parallax, printed};

#[test]
fn a_pipe_gets_csv_and_flags_or_extensions_choose() {
    let csv = printed(&mut on_demo(&["sources"]));
    assert!(csv.starts_with("source,kind,articles,"), "{csv}");
    let tsv = printed(&mut on_demo(&["sources", "-f", "tsv"]));
    assert!(tsv.starts_with("source\tkind\tarticles\t"));
    let table = printed(&mut on_demo(&["sources", "-f", "table"]));
    assert!(table.starts_with("Sources") && table.contains("next: parallax --db"), "{table}");
    let quiet = printed(&mut on_demo(&["sources", "-f", "table", "-q"]));
    assert!(!quiet.contains("next:"));
    let markdown = printed(&mut on_demo(&["sources", "-f", "markdown"]));
    assert!(markdown.contains("| --- |"));
    let long = printed(&mut on_demo(&["sources", "-f", "long"]));
    assert!(long.starts_with("source"));
    let by_variable = printed(on_demo(&["sources"]).env("PARALLAX_FORMAT", "json"));
    assert!(by_variable.starts_with('['));

    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("out.jsonl");
    on_demo(&["sources", "-o"]).arg(&path).assert().success().stdout("");
    let lines = std::fs::read_to_string(&path).expect("the file");
    assert_eq!(lines.lines().count(), csv.lines().count() - 1);
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(row["source"].is_string() && row["articles"].is_i64(), "{row}");
    }
}

#[test]
fn every_list_is_the_same_rows_in_every_format() {
    for list in [
        "articles",
        "sources",
        "entities",
        "events",
        "quotes",
        "claims",
        "toll",
        "meetings",
        "conflicts",
        "copies",
        "coverage",
        "review",
        "decisions",
        "runs",
    ] {
        let csv = printed(&mut on_demo(&[list, "-f", "csv"]));
        let rows = csv_rows(&csv);
        let json: serde_json::Value =
            serde_json::from_str(&printed(&mut on_demo(&[list, "-f", "json"]))).expect("JSON");
        assert_eq!(json.as_array().map(Vec::len), Some(rows), "{list}");
        let lines = printed(&mut on_demo(&[list, "-f", "jsonl"]));
        assert_eq!(lines.lines().count(), rows, "{list}");
    }
}

/// Counts records of CSV, in which a quoted field may hold line breaks.
fn csv_rows(csv: &str) -> usize {
    let mut inside = false;
    let ends = csv.chars().filter(|c| {
        inside ^= *c == '"';
        *c == '\n' && !inside
    });
    ends.count() - 1
}

#[test]
fn colour_is_for_terminals_or_asked_for() {
    let escape = "\u{1b}[";
    assert!(!printed(&mut on_demo(&["sources", "-f", "table"])).contains(escape));
    assert!(printed(&mut on_demo(&["sources", "-f", "table", "--color", "always"])).contains(escape));
    assert!(!printed(&mut on_demo(&["sources", "-f", "table", "--color", "never"])).contains(escape));
}

#[test]
fn exit_codes_tell_usage_failure_and_findings_apart() {
    on_demo(&["check"]).assert().code(0);
    on_demo(&["sources", "--no-such-flag"]).assert().code(2);
    on_demo(&["no-such-command"]).assert().code(2);
    on_demo(&["toll", "no-such-event-anywhere"]).assert().code(1);
    parallax().assert().code(2);
    parallax().arg("--help").assert().code(0);
    parallax().arg("--version").assert().code(0).stdout(format!("parallax {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn check_finds_a_row_that_no_longer_reads_as_its_article() {
    let place = tempfile::tempdir().expect("a folder");
    let broken = place.path().join("broken.db");
    std::fs::copy(demo().join("parallax.db"), &broken).expect("a copy");
    damage(&broken);
    let output = parallax().arg("--db").arg(&broken).args(["check", "-f", "csv"]).assert().code(3);
    let stdout = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert!(stdout.lines().count() > 1, "{stdout}");
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let said = |command: &mut assert_cmd::Command, code: i32| {
        let output = command.assert().code(code).get_output().clone();
        assert!(output.stdout.is_empty(), "errors go to stderr");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let text = said(&mut on_demo(&["articles", "--source", "port anselm herold"]), 1);
    assert!(text.starts_with("error: ") && text.contains("Port Anselm Herald"), "{text}");
    let text = said(&mut on_demo(&["show", "claim:99999"]), 1);
    assert!(text.contains("claim:99999") && text.contains("parallax claims"), "{text}");
    let text = said(&mut on_demo(&["show", "99999"]), 1);
    assert!(text.contains("claim:41"), "{text}");
    let text = said(&mut on_demo(&["query", "@tol_by_source"]), 1);
    assert!(text.contains("did you mean toll_by_source?"), "{text}");
    let text = said(&mut on_demo(&["query", "SELECT no_such FROM v_claim"]), 1);
    assert!(text.contains("no such column: no_such"), "{text}");
    let text = said(&mut on_demo(&["query", "DELETE FROM claim"]), 1);
    assert!(text.contains("only read"), "{text}");
    for (asked, tells) in [
        (&["query", "@toll_by_source", "-p", "evnt=x"][..], "it has :event, :kind, :scope"),
        (&["query", "@toll_by_source", "-p", "event=cape-lorn-sinking"], "cape-lorne-sinking"),
        (&["query", "@toll_by_source", "-p", "kind=kiled"], "did you mean killed?"),
        (&["query", "@left_out", "-p", "least=few"], "least is a number, not \"few\""),
        (&["query", "@search"], "needs to know words"),
        (&["query", "@lag", "-p", "event=a", "-p", "event=b"], "given twice"),
        (&["query", "SELECT :a + 1 AS n"], "asks for :a, which is not given"),
    ] {
        let text = said(&mut on_demo(asked), 1);
        assert!(text.contains(tells), "{asked:?}: {text}");
    }
    let text = said(&mut on_demo(&["quotes", "--speaker", "Helena Verga"]), 1);
    assert!(text.contains("Helena Varga"), "{text}");
    let text = said(&mut on_demo(&["articles", "--from", "yesterday"]), 1);
    assert!(text.contains("2031-03-04"), "{text}");
    let place = tempfile::tempdir().expect("a folder");
    let text = said(parallax().current_dir(&place).arg("toll"), 1);
    assert!(text.contains("parallax ingest"), "{text}");
    assert!(!place.path().join("parallax.db").exists(), "reading creates no database");
    let text = said(parallax().current_dir(&place).args(["ingest", "no-such-folder"]), 1);
    assert!(text.contains("no-such-folder"), "{text}");
    let text = said(parallax().current_dir(&place).args(["annotate", "no-such-file.txt"]), 1);
    assert!(text.contains("no-such-file.txt"), "{text}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let many =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT i, 'filler' FROM n";
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("parallax"))
        .arg("--db")
        .arg(demo().join("parallax.db"))
        .args(["query", many, "-f", "csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().expect("stdout");
    stdout.read_exact(&mut first).expect("some rows");
    drop(stdout);
    let mut stderr = String::new();
    child.stderr.take().expect("stderr").read_to_string(&mut stderr).expect("UTF-8");
    assert!(child.wait().expect("it ends").success(), "{stderr}");
    assert_eq!(stderr, "");
}

#[test]
fn parameters_reach_the_statement() {
    let rows = printed(&mut on_demo(&["query", "SELECT :a AS a, :b AS b, typeof(:b) AS t", "-p", "a=x", "-p", "b=7"]));
    assert_eq!(rows, "a,b,t\nx,7,integer\n");
    let named = printed(&mut on_demo(&["query", "@search", "-p", "words=ferry"]));
    assert!(named.lines().count() > 5, "{named}");
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("mine.sql");
    std::fs::write(&file, "/* mine */ SELECT count(*) AS n FROM article").expect("a file");
    assert_eq!(printed(on_demo(&["query"]).arg(&file)), "n\n17\n");
    on_demo(&["queries", "copy"]).arg(place.path()).assert().success();
    assert!(place.path().join("toll_by_source.sql").exists());
}

/// The demo's database, to be written to.
fn own_database(place: &tempfile::TempDir) -> std::path::PathBuf {
    let path = place.path().join("own.db");
    std::fs::copy(demo().join("parallax.db"), &path).expect("a copy");
    path
}

#[test]
fn decisions_are_made_shown_and_taken_back() {
    let place = tempfile::tempdir().expect("a folder");
    let db = own_database(&place);
    let run = |words: &[&str]| printed(parallax().arg("--db").arg(&db).args(words));
    let json = |words: &[&str]| -> serde_json::Value {
        serde_json::from_str(&run(&[words, &["-f", "json"]].concat())).expect("JSON")
    };
    let first = json(&["review", "--what", "claim", "-n", "1"]);
    let item = first[0]["item"].as_str().expect("an item").to_owned();
    let all = json(&["claims"]).as_array().map_or(0, Vec::len);
    run(&["decide", "reject", &item, "--dry-run"]);
    assert_eq!(json(&["claims"]).as_array().map(Vec::len), Some(all), "a dry run decides nothing");
    run(&["decide", "reject", &item, "--by", "a reader", "--note", "misread"]);
    assert_eq!(json(&["claims"]).as_array().map(Vec::len), Some(all - 1));
    assert_eq!(json(&["decisions"])[0]["decided_by"], "a reader");
    run(&["decisions", "undo", "1"]);
    assert_eq!(json(&["claims"]).as_array().map(Vec::len), Some(all));
    assert_eq!(json(&["decisions", "--all"]).as_array().map(Vec::len), Some(1), "the record stays");

    let event = json(&["toll"])[0]["event"].as_str().expect("an event").to_owned();
    let row = json(&["toll", &event])[0].clone();
    let claim = format!("claim:{}", row["claim_id"]);
    let n = json(&["show", &claim])[0]["n"].as_f64().expect("a number") + 1.0;
    run(&["decide", "correct", &claim, &format!("n={n}"), "attributed_to=the harbour office"]);
    let toll = json(&["toll", &event]);
    let corrected = |row: &&serde_json::Value| row["corrected"] == true && row["from"] == "the harbour office";
    assert!(toll.as_array().expect("rows").iter().any(|row| corrected(&row)), "{toll}");
    assert!(run(&["show", &claim]).contains("corrected by decision 2; the machine read "));

    run(&["event", "rename", &event, "my-event", "--title", "What I call it"]);
    run(&["link"]);
    assert!(json(&["events"]).as_array().expect("events").iter().any(|e| e["event"] == "my-event"));
    let wrong = parallax().arg("--db").arg(&db).args(["event", "merge", "my-evnt", "x"]).assert().failure().code(1);
    let said = String::from_utf8_lossy(&wrong.get_output().stderr).into_owned();
    assert!(said.contains("did you mean my-event"), "{said}");
    let wrong = parallax().arg("--db").arg(&db).args(["decide", "correct", &item, "statuz=x"]).assert().failure();
    assert!(String::from_utf8_lossy(&wrong.get_output().stderr).contains("did you mean status"));
    assert_eq!(csv_rows(&run(&["check", "-f", "csv"])), 0);
}

#[test]
fn others_findings_are_held_against_the_text() {
    let place = tempfile::tempdir().expect("a folder");
    let db = own_database(&place);
    let run = |words: &[&str]| printed(parallax().arg("--db").arg(&db).args(words));
    let body = run(&["query", "SELECT body FROM article WHERE article_id = 1", "-f", "json"]);
    let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    let body = body[0]["body"].as_str().expect("a text");
    let words: String = body.chars().take(20).collect();
    let file = place.path().join("desk.jsonl");
    let rows = [
        serde_json::json!({"article": 1, "start": 0, "end": 20, "text": words, "kind": "killed", "n": 3, "scope": "all"}),
        serde_json::json!({"article": "article:1", "start": 1, "end": 21, "text": words, "kind": "killed", "n": 3}),
        serde_json::json!({"article": 1, "text": "no such words", "kind": "killed", "n": 3}),
        serde_json::json!({"article": 999, "start": 0, "end": 20, "kind": "killed", "n": 3}),
        serde_json::json!({"article": 1, "start": 0, "end": 20, "kind": "kiled", "n": 3}),
    ];
    let text: String = rows.iter().map(|row| format!("{row}\n")).collect();
    std::fs::write(&file, text + "not JSON\n").expect("a file");
    let path = file.to_str().expect("a path");
    let call = |extra: &[&str]| {
        let words = [&["import", "claims", path, "--origin", "desk", "-f", "json"], extra].concat();
        let output = parallax().arg("--db").arg(&db).args(words).assert().code(3).get_output().stdout.clone();
        serde_json::from_slice::<serde_json::Value>(&output).expect("JSON")
    };
    let lines = |refused: &serde_json::Value| -> Vec<i64> {
        refused.as_array().expect("rows").iter().filter_map(|r| r["line"].as_i64()).collect()
    };
    let count = || run(&["query", "SELECT count(*) AS n FROM claim WHERE rule = 'import:desk'", "-f", "csv"]);
    assert_eq!(lines(&call(&["--dry-run"])), [2, 3, 4, 5, 6]);
    assert_eq!(count(), "n\n0\n");
    let refused = call(&[]);
    assert_eq!(lines(&refused), [2, 3, 4, 5, 6]);
    assert_eq!(refused[1]["reason"], "\"no such words\" does not stand in the body");
    assert_eq!(count(), "n\n1\n");
    call(&[]);
    assert_eq!(count(), "n\n1\n", "the same file again adds nothing");
    assert_eq!(csv_rows(&run(&["check", "-f", "csv"])), 0);
    // What Parallax itself annotates is understood, a list an article.
    let csv = place.path().join("names.csv");
    let first: String = body.split(' ').next().unwrap_or_default().to_owned();
    let end = first.chars().count();
    std::fs::write(&csv, format!("article,start,end,text,kind\n1,0,{end},\"{first}\",organization\n")).expect("a file");
    run(&["import", "entities", csv.to_str().expect("a path")]);
    let named = run(&["query", "SELECT count(*) AS n FROM mention WHERE rule = 'import:names'", "-f", "csv"]);
    assert_eq!(named, "n\n1\n");
}

#[test]
fn tables_are_cut_by_event_and_a_notebook_stands_beside_them() {
    let place = tempfile::tempdir().expect("a folder");
    let (cut, notebook) = (place.path().join("cut"), place.path().join("notebook"));
    on_demo(&["export"]).arg(&cut).args(["--partition", "event"]).assert().success();
    let events = std::fs::read_dir(cut.join("figures")).expect("a folder of figures").flatten();
    let mut names: Vec<String> = events.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(names.len() > 1 && names.iter().all(|n| n.starts_with("event=")), "{names:?}");
    assert!(cut.join("figures").join(&names[0]).join("part-0.parquet").exists() && cut.join("events.parquet").exists());
    on_demo(&["notebook"]).arg(&notebook).assert().success();
    let text = std::fs::read_to_string(notebook.join("parallax.ipynb")).expect("the notebook");
    assert!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["cells"].is_array());
    assert!(notebook.join("data/figures.parquet").exists() && notebook.join("parallax_marimo.py").exists());
    let metadata = place.path().join("metadata.json");
    on_demo(&["datasette"]).arg(&metadata).assert().success();
    let metadata: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&metadata).expect("the metadata")).expect("JSON");
    let database = &metadata["databases"]["parallax"];
    assert!(database["queries"]["toll_by_source"]["sql"].is_string(), "{database}");
    assert!(database["tables"]["v_figure"]["columns"]["low"].is_string());
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(printed(parallax().args(["completions", shell])).contains("toll"), "{shell}");
    }
    assert!(printed(parallax().arg("man")).contains("parallax"));
    let place = tempfile::tempdir().expect("a folder");
    parallax().args(["man", "--dir"]).arg(place.path()).assert().success();
    assert!(place.path().join("parallax-toll.1").exists());
}

/// Changes one stored text behind the program's back.
fn damage(path: &std::path::Path) {
    let connection = rusqlite::Connection::open(path).expect("the database opens");
    let one = "UPDATE claim SET text = text || '!' WHERE claim_id = (SELECT min(claim_id) FROM claim)";
    assert_eq!(connection.execute(one, []).expect("it is damaged"), 1);
}
