//! Runs the program over the development sets and lets the referees judge what it printed.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use serde_json::Value;

use super::{bodies, doubles::doubles, seeds, speakers};
use crate::shared::{Shared, repository};

/// One quality figure.
pub(crate) struct Measure {
    /// `set.part.metric`, as in tests/scores.toml.
    pub(crate) name: String,
    /// Between 0 and 1 for rates.
    pub(crate) value: f64,
    /// Whether it has a floor; speeds of a shared machine have none.
    pub(crate) has_floor: bool,
}

/// A place for intermediate files, outside the repository's tracked folders.
struct Bench<'a> {
    shared: &'a Shared,
    parallax: PathBuf,
    folder: PathBuf,
    measures: Vec<Measure>,
}

/// Everything that the referees measure, in a fixed order; with `only`, the sets whose name begins so.
pub(super) fn measure(shared: &Shared, parallax: &Path, only: Option<&str>) -> Result<Vec<Measure>> {
    let mut bench = Bench::new(shared, parallax)?;
    let wanted = |set: &str| only.is_none_or(|only| set.starts_with(only) || only.starts_with(set));
    let done = (|| -> Result<()> {
        for cluster in ["manbij_tokhar2016", "paris2015"] {
            if wanted(&format!("claims.{cluster}")) || wanted(&format!("events.{cluster}")) {
                bench.cluster(cluster)?;
            }
        }
        for cluster in ["manbij_tokhar2016", "paris2015"] {
            if wanted(&format!("persons.{cluster}")) {
                bench.persons(cluster)?;
            }
        }
        if wanted("seeds") {
            bench.seeds()?;
        }
        if wanted("quotes") {
            bench.quotes()?;
        }
        if wanted("speakers") {
            let (right, anew) = speakers::score(&bench.clusters()?)?;
            print_misses(&anew);
            bench.add("speakers.judged_right", right);
        }
        if wanted("gap") {
            bench.gap()?;
        }
        if wanted("html") {
            bench.html()?;
        }
        if wanted("bodies") {
            let (measures, anew) = bodies::score(&bench.bodies()?)?;
            print_misses(&anew);
            bench.measures.extend(measures);
        }
        if wanted("speed") {
            bench.speed()?;
        }
        Ok(())
    })();
    std::fs::remove_dir_all(&bench.folder).ok();
    done.map(|()| bench.measures)
}

/// The judged sample of speakers: its score, or a new draw of it.
pub(super) fn speakers(shared: &Shared, parallax: &Path, draw: bool) -> Result<bool> {
    let bench = Bench::new(shared, parallax)?;
    let done = (|| -> Result<()> {
        let annotated = bench.clusters()?;
        if draw {
            let (file, open) = speakers::draw(&annotated)?;
            speakers::write(&file)?;
            print_misses(&open);
        } else {
            let (right, anew) = speakers::score(&annotated)?;
            print_misses(&anew);
            print_misses(&[format!("right: {right:.3}")]);
        }
        Ok(())
    })();
    std::fs::remove_dir_all(&bench.folder).ok();
    done.map(|()| true)
}

/// The judged sample of stored bodies: its score, or a new draw of it.
pub(super) fn bodies(shared: &Shared, parallax: &Path, draw: bool) -> Result<bool> {
    let bench = Bench::new(shared, parallax)?;
    let done = (|| -> Result<()> {
        let sample = bench.bodies()?;
        if draw {
            let (file, open) = bodies::draw(&sample)?;
            bodies::write(&file)?;
            print_misses(&open);
        } else {
            let (measures, anew) = bodies::score(&sample)?;
            print_misses(&anew);
            print_misses(&measures.iter().map(|m| format!("{}: {:.3}", m.name, m.value)).collect::<Vec<_>>());
        }
        Ok(())
    })();
    std::fs::remove_dir_all(&bench.folder).ok();
    done.map(|()| true)
}

/// The program in cargo's target folder, which may lie outside the repository.
fn program(relative: &Path) -> Result<PathBuf> {
    let inside = relative.strip_prefix("target").unwrap_or(relative);
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from);
    Ok(std::env::current_dir().context("find the current folder")?.join(target).join(inside))
}

impl<'a> Bench<'a> {
    fn new(shared: &'a Shared, parallax: &Path) -> Result<Self> {
        let parallax = if parallax.is_absolute() { parallax.to_owned() } else { program(parallax)? };
        ensure!(
            parallax.exists(),
            "{} is missing; run `cargo build` first or name the program with --parallax",
            parallax.display()
        );
        let folder = std::env::temp_dir().join(format!("parallax-score-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
        Ok(Self { shared, parallax, folder, measures: Vec::new() })
    }

    /// Both clusters, annotated.
    fn clusters(&self) -> Result<Vec<(&'static str, Vec<Value>)>> {
        let one = |cluster: &'static str| -> Result<(&'static str, Vec<Value>)> {
            let articles = self.shared.path(format!("clusters/{cluster}/articles.jsonl"))?;
            Ok((cluster, lines(&self.annotate(&articles, &[], &format!("{cluster}.jsonl"))?)?))
        };
        ["manbij_tokhar2016", "paris2015"].into_iter().map(one).collect()
    }

    /// The sample of texts with what is stored of them.
    fn bodies(&self) -> Result<Vec<(bodies::Drawn, Value)>> {
        let folder = self.folder.join("bodies");
        std::fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
        let drawn = bodies::drawn(self.shared)?;
        for text in &drawn {
            let path = folder.join(format!("{}-{}.txt", text.set, text.id));
            std::fs::write(&path, &text.raw).with_context(|| format!("write {}", path.display()))?;
        }
        let stored = lines(&self.annotate(&folder, &["--text-only"], "bodies.jsonl")?)?;
        let of = |text: bodies::Drawn| -> Result<(bodies::Drawn, Value)> {
            let id = format!("{}-{}.txt", text.set, text.id);
            let found = stored.iter().find(|s| s["id"] == id.as_str() || s["id"] == id.trim_end_matches(".txt"));
            let found = found.with_context(|| format!("{id} was not printed"))?.clone();
            Ok((text, found))
        };
        drawn.into_iter().map(of).collect()
    }

    fn add(&mut self, name: impl Into<String>, value: f64) {
        self.measures.push(Measure { name: name.into(), value, has_floor: true });
    }

    /// Runs a referee of the data folder and returns what it printed.
    fn referee(&self, script: &str, arguments: &[&Path], more: &[&str]) -> Result<String> {
        let tool = self.shared.path("tools")?.join(script);
        let output = Command::new("python3")
            .arg(&tool)
            .args(arguments)
            .args(more)
            .output()
            .with_context(|| format!("run python3 {}", tool.display()))?;
        ensure!(output.status.success(), "{script} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        String::from_utf8(output.stdout).with_context(|| format!("read what {script} printed"))
    }

    /// Runs `parallax annotate` and returns the file it wrote.
    fn annotate(&self, inputs: &Path, flags: &[&str], name: &str) -> Result<PathBuf> {
        let out = self.folder.join(name);
        let file = std::fs::File::create(&out).with_context(|| format!("create {}", out.display()))?;
        let run = Command::new(&self.parallax)
            .args(["annotate", "--quiet"])
            .args(flags)
            .arg(inputs)
            .stdout(file)
            .output()
            .with_context(|| format!("run {}", self.parallax.display()))?;
        ensure!(
            run.status.success(),
            "annotate {} failed: {}",
            inputs.display(),
            String::from_utf8_lossy(&run.stderr).trim()
        );
        Ok(out)
    }

    fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.folder.join(name);
        std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))?;
        Ok(path)
    }

    /// Figures, meetings and their attributes, and the grouping into events.
    fn cluster(&mut self, cluster: &str) -> Result<()> {
        let articles = self.shared.path(format!("clusters/{cluster}/articles.jsonl"))?;
        let gold = self.shared.path(format!("clusters/{cluster}/gold.jsonl"))?;
        let annotated = self.annotate(&articles, &["--link"], "annotated.jsonl")?;
        let claims = self.referee("from_annotate.py", &[Path::new("claims"), &articles, &annotated], &[])?;
        let predicted = self.write("claims.jsonl", &claims)?;
        let json = self.folder.join("claims.json");
        let ids: Vec<String> = ids_of(&articles)?;
        let json_flag = json.to_string_lossy().into_owned();
        self.referee(
            "score_claims.py",
            &[&articles, &gold, &predicted],
            &["--json", &json_flag, "--docs", &ids.join(",")],
        )?;
        let scored: Value =
            serde_json::from_reader(std::fs::File::open(&json)?).context("read the scores of claims")?;
        let strict = &scored["strict"];
        for (kind, name) in [("figures", "figures"), ("met", "meetings")] {
            if let Some(f1) = strict[kind]["f1"].as_f64().filter(|f| !f.is_nan()) {
                self.add(format!("claims.{cluster}.{name}.f1"), f1);
            }
        }
        for attribute in ["status", "scope", "subset", "attributed_to", "date", "place"] {
            let counts = &strict["attributes"][attribute];
            if let (Some(right), Some(of)) = (counts["ok"].as_f64(), counts["n"].as_f64()) {
                self.add(format!("claims.{cluster}.{attribute}"), if of > 0.0 { right / of } else { 0.0 });
            }
        }
        let events = self.referee("score_events.py", &[&articles, &gold, &predicted], &[])?;
        self.add(format!("events.{cluster}.b3"), number_after(&events, "F1")?);
        Ok(())
    }

    /// The share of a cluster's persons whom its list of entities has once; each double on the error stream.
    fn persons(&mut self, cluster: &str) -> Result<()> {
        let articles = self.shared.path(format!("clusters/{cluster}/articles.jsonl"))?;
        let database = self.folder.join(format!("{cluster}.db"));
        self.database(&database, &["ingest"], &[&articles])?;
        let out = self.folder.join("persons.jsonl");
        self.database(&database, &["entities", "--kind", "person", "--limit", "100000", "-o"], &[&out])?;
        let names: Vec<String> =
            lines(&out)?.iter().filter_map(|row| row["name"].as_str().map(str::to_owned)).collect();
        ensure!(!names.is_empty(), "no persons were found in {}", articles.display());
        let doubles = doubles(&names);
        print_misses(&doubles.iter().map(|(a, b)| format!("twice in the list: {a}, {b}")).collect::<Vec<_>>());
        self.add(format!("persons.{cluster}.once"), 1.0 - doubles.len() as f64 / names.len() as f64);
        Ok(())
    }

    /// Runs a command of `parallax` on a database.
    fn database(&self, database: &Path, words: &[&str], paths: &[&Path]) -> Result<()> {
        let mut command = Command::new(&self.parallax);
        command.arg("--db").arg(database).arg("--quiet").args(words).args(paths);
        let run = command.output().with_context(|| format!("run {}", self.parallax.display()))?;
        ensure!(run.status.success(), "{words:?} failed: {}", String::from_utf8_lossy(&run.stderr).trim());
        Ok(())
    }

    /// Segments, metadata, quotes and claims of the seed articles; each miss on the error stream.
    fn seeds(&mut self) -> Result<()> {
        let folder = self.shared.path("seeds")?;
        let manifest = folder.join("manifest.csv").to_string_lossy().into_owned();
        let annotated = self.annotate(&folder, &["--manifest", &manifest], "seeds.jsonl")?;
        let gold: Vec<Value> =
            serde_json::from_reader(std::fs::File::open(folder.join("gold.json"))?).context("read the seeds' gold")?;
        let scores = seeds::score(&gold, &lines(&annotated)?);
        for (name, tally) in scores.tallies {
            self.add(name, tally.share());
        }
        print_misses(&scores.misses);
        Ok(())
    }

    /// Quotation spans, contents and speakers on the development part of PolNeAR.
    fn quotes(&mut self) -> Result<()> {
        let articles = self.shared.path("corpora/quotes/dev.jsonl.gz")?;
        let annotated = self.annotate(&articles, &[], "quotes-annotated.jsonl")?;
        let annotated = self.write("quotes-outer.jsonl", &outer_quotes(&annotated)?)?;
        let quotes = self.referee("from_annotate.py", &[Path::new("quotes"), &articles, &annotated], &[])?;
        let predicted = self.write("quotes.jsonl", &quotes)?;
        let scored: Value =
            serde_json::from_str(&self.referee("score_quotes.py", &[&articles, &predicted], &["--json"])?)?;
        for (key, name) in [
            ("A_direct_exact", "direct"),
            ("B_content_exact", "content"),
            ("C_relation", "relation"),
            ("C_relation_quoted", "relation_quoted"),
        ] {
            let percent = scored[key]["F"].as_f64().with_context(|| format!("the referee gave no {key}"))?;
            self.add(format!("quotes.polnear.{name}.f1"), percent / 100.0);
        }
        Ok(())
    }

    /// Gendered ambiguous pronouns.
    fn gap(&mut self) -> Result<()> {
        let gap = self.shared.path("corpora/coref/gap-development.tsv")?;
        let articles = self.referee("score_gap.py", &[&gap], &["--articles"])?;
        let articles = self.write("gap.jsonl", &articles)?;
        let annotated = self.annotate(&articles, &[], "gap-annotated.jsonl")?;
        let scored = self.referee("score_gap.py", &[&gap, &annotated], &[])?;
        for (word, name) in [("F1", "gap.f1"), ("masculine", "gap.masculine"), ("feminine", "gap.feminine")] {
            self.add(name, number_after(&scored, word)? / 100.0);
        }
        Ok(())
    }

    /// Text, title and date of web pages.
    fn html(&mut self) -> Result<()> {
        let truth = self.shared.path("corpora/html/truth.jsonl")?;
        let pages = self.shared.path("corpora/html/pages")?;
        let annotated = self.annotate(&pages, &["--text-only"], "html.jsonl")?;
        let scored = self.referee("score_html.py", &[&truth, &annotated], &[])?;
        self.add("html.text.f1", number_after(&scored, "F1")?);
        let rates: Vec<f64> = scored.split("= ").skip(1).filter_map(leading_number).collect();
        let [title, given, all] = rates[..] else { bail!("the referee printed {scored:?}") };
        self.add("html.title", title);
        self.add("html.date_of_given", given);
        self.add("html.date_of_all", all);
        Ok(())
    }

    /// Words a second of the whole pipeline on one core, reading real articles.
    fn speed(&mut self) -> Result<()> {
        let bulk = self.shared.path("corpora/bulk/articles.jsonl.gz")?;
        let words = words_of(&bulk)?;
        let begun = Instant::now();
        self.annotate(&bulk, &["--jobs", "1"], "bulk.jsonl")?;
        let rate = words / begun.elapsed().as_secs_f64();
        self.measures.push(Measure { name: "speed.annotate.words_per_second".into(), value: rate, has_floor: false });
        Ok(())
    }
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let file = std::fs::File::open(path).with_context(|| format!("open {}", path.display()))?;
    let reader: Box<dyn Read> =
        if path.extension().is_some_and(|e| e == "gz") { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let parse = |line: std::io::Result<String>| Ok(serde_json::from_str(&line?)?);
    BufReader::new(reader).lines().map(parse).collect()
}

/// Annotated articles without quotations in quotations: PolNeAR gives the outer quote alone, so they are neither right
/// nor wrong there.
fn outer_quotes(annotated: &Path) -> Result<String> {
    let mut out = String::new();
    for mut article in lines(annotated)? {
        if let Some(quotes) = article["quotes"].as_array_mut() {
            quotes.retain(|quote| quote["rule"] != "nested");
        }
        out.push_str(&format!("{article}\n"));
    }
    Ok(out)
}

fn ids_of(articles: &Path) -> Result<Vec<String>> {
    let rows = lines(articles)?;
    Ok(rows.iter().filter_map(|a| a["id"].as_str().map(str::to_owned)).collect())
}

fn words_of(articles: &Path) -> Result<f64> {
    let rows = lines(articles)?;
    Ok(rows.iter().filter_map(|a| a["text"].as_str()).map(|t| t.split_whitespace().count()).sum::<usize>() as f64)
}

/// The number that follows a word in what a referee printed.
fn number_after(text: &str, word: &str) -> Result<f64> {
    let rest = text.find(word).map(|at| text[at + word.len()..].trim_start());
    rest.and_then(leading_number).with_context(|| format!("no number after {word:?} in {text:?}"))
}

fn leading_number(text: &str) -> Option<f64> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text[..end].parse().ok()
}

#[expect(clippy::print_stderr, reason = "figures go to standard output, what explains them does not")]
fn print_misses(misses: &[String]) {
    for miss in misses {
        eprintln!("  {miss}");
    }
}
