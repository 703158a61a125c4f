//! A load that is killed loses nothing: the next call finishes it, and every table has the rows of a load that
//! nobody disturbed.

mod support;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::parallax;

/// Articles of one transaction.
const BATCH: i64 = 512;
const ARTICLES: usize = 1700;

/// Articles about many small accidents in invented towns, one a line.
fn articles() -> Vec<String> {
    const TOWNS: [&str; 7] = ["Marlow", "Orla", "Veyholm", "Tarnmouth", "Skerrick", "Lornby", "Port Anselm"];
    let article = |n: usize| {
        let town = TOWNS[n % TOWNS.len()];
        let dead = 2 + n % 9;
        let source = format!("Outlet {}", n % 11);
        let text = format!(
            "{dead} people were killed when ferry {n} sank off {town} on Tuesday. \"We will find out why,\" \
             harbour master Ann Poe{n} said. Mayor Bo Lee met Minister Cy Ray in {town} on Wednesday."
        );
        serde_json::json!({"id": n.to_string(), "title": format!("Ferry {n} sinks off {town}"), "text": text,
            "source": source, "published": format!("2031-03-{:02}", 5 + n % 3)})
        .to_string()
            + "\n"
    };
    (0..ARTICLES).map(article).collect()
}

fn open(database: &Path) -> Option<rusqlite::Connection> {
    rusqlite::Connection::open_with_flags(database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).ok()
}

/// Stored articles; 0 where there is no database yet.
fn stored(database: &Path) -> i64 {
    let count = |c: rusqlite::Connection| c.query_row("SELECT count(*) FROM article", [], |row| row.get(0)).ok();
    open(database).and_then(count).unwrap_or(0)
}

/// Every row of every table, but for what tells the time of runs and how the full-text index lies on the disk.
fn rows(database: &Path) -> String {
    let connection = open(database).expect("a database");
    let list = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).expect("a statement");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("names")
    };
    let mut out = String::new();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
        AND name NOT GLOB '*_fts*' AND name NOT IN ('run', '_sqlx_migrations') ORDER BY name";
    for table in list(tables) {
        let columns =
            list(&format!("SELECT name FROM pragma_table_info('{table}') WHERE name <> 'run_id' ORDER BY cid"));
        let quoted = columns.iter().map(|c| format!("quote(\"{c}\")")).collect::<Vec<_>>().join(" || '|' || ");
        for row in list(&format!("SELECT {quoted} FROM \"{table}\" ORDER BY 1")) {
            writeln!(out, "{table}: {row}").expect("memory");
        }
    }
    out
}

/// Fails with the first rows that differ, of thousands.
fn assert_same(found: &str, expected: &str, when: &str) {
    let differ = |(a, b): &(&str, &str)| a != b;
    let first: Vec<(&str, &str)> = found.lines().zip(expected.lines()).filter(differ).take(3).collect();
    assert!(found == expected, "{when}: {first:#?}");
}

fn ingest(database: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("parallax"));
    command.arg("--db").arg(database).args(["--quiet", "ingest", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs a load to its end.
fn load(database: &Path, articles: &[String]) {
    let mut command = parallax();
    command.arg("--db").arg(database).args(["--quiet", "ingest", "-"]).write_stdin(articles.concat());
    command.assert().success();
}

/// Waits until so many articles are stored.
fn wait_for(database: &Path, articles: i64) {
    let begun = Instant::now();
    while stored(database) < articles {
        assert!(begun.elapsed() < Duration::from_secs(300), "{articles} articles were never stored");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_killed_load_is_finished_by_the_next() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let articles = articles();
    let whole = folder.path().join("whole.db");
    load(&whole, &articles);
    let expected = rows(&whole);
    assert!(expected.contains("claim: "), "something is found in them");

    // Between two batches: the first has landed, and more than it needs for the next never comes.
    let killed = folder.path().join("between.db");
    let mut child = ingest(&killed).spawn().expect("the program");
    let mut input = child.stdin.take().expect("its input");
    for article in &articles[..600] {
        input.write_all(article.as_bytes()).expect("it reads");
    }
    input.flush().expect("it reads");
    wait_for(&killed, BATCH);
    child.kill().expect("killed");
    child.wait().expect("gone");
    drop(input);
    assert_eq!(stored(&killed), BATCH);
    load(&killed, &articles);
    assert_same(&rows(&killed), &expected, "killed between two batches");

    // Anywhere: while articles are read, analysed, written, compared. Whole batches have landed, or nothing.
    let killed = folder.path().join("anywhere.db");
    for round in 0..6 {
        let mut child = ingest(&killed).spawn().expect("the program");
        let mut input = child.stdin.take().expect("its input");
        let all = articles.concat();
        // Ends where the program does.
        let feeding = std::thread::spawn(move || input.write_all(all.as_bytes()).is_ok());
        wait_for(&killed, (round / 2 * BATCH).min(ARTICLES as i64));
        std::thread::sleep(Duration::from_millis(40 * round as u64 + 3));
        child.kill().expect("killed");
        child.wait().expect("gone");
        feeding.join().expect("fed");
        let landed = stored(&killed);
        assert!(landed % BATCH == 0 || landed == ARTICLES as i64, "{landed} articles are no whole batches");
    }
    load(&killed, &articles);
    assert_same(&rows(&killed), &expected, "killed anywhere");
    parallax().arg("--db").arg(&killed).arg("check").assert().success();
}
