//! `parallax demo`: the whole way through on the shipped articles.

use std::path::{Path, PathBuf};

use parallax_store::Reader;

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::inputs::InputOptions;
use crate::lookup;
use crate::output::Answer;

/// Try everything on seventeen shipped articles about an invented disaster
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder for the articles, the database and the report
    #[arg(default_value = "parallax-demo", value_hint = clap::ValueHint::DirPath)]
    dir: PathBuf,
}

/// Lists the files of examples/demo and embeds them.
macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../../examples/demo/", $name)).as_slice())),+]
    };
}

/// The shipped corpus: file names and contents.
const FILES: [(&str, &[u8]); 16] = shipped!(
    "coastal-radio.jsonl",
    "courier-2031-03-05.html",
    "courier-2031-03-08.html",
    "herald-2031-03-05.html",
    "herald-2031-03-06.html",
    "herald-2031-03-09.html",
    "island-post-2031-03-05.txt",
    "island-post-2031-03-06.txt",
    "island-post-2031-03-07.txt",
    "manifest.csv",
    "npa-2031-03-04.txt",
    "npa-2031-03-05.txt",
    "npa-2031-03-06.txt",
    "npa-2031-03-07.txt",
    "veskland-times-2031-03-05.txt",
    "veskland-times-2031-03-07.txt",
);

/// Writes the articles out, ingests them, and shows what one can ask.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let articles = options.dir.join("articles");
    write_articles(&articles)?;
    let context = context.with_db(options.dir.join("parallax.db"));
    let ingest = super::ingest::Options {
        inputs: InputOptions {
            paths: vec![articles.clone()],
            manifest: Some(articles.join("manifest.csv")),
            invented: true,
            ..InputOptions::default()
        },
        dry_run: false,
        no_link: false,
    };
    let summary = super::ingest::ingest(&context, &ingest)?;
    let reader = context.reader()?;
    let path = options.dir.join("report.html");
    std::fs::write(&path, super::report::html(&context, &reader, None)?)
        .map_err(|e| Failure::configuration(format!("{} cannot be written: {e}", path.display())))?;
    context.output.text(&tour(&context, &reader, &super::ingest::in_words(&summary), &path)?)?;
    Ok(Outcome::Done)
}

/// What the articles say, on one screen: a figure, its contradictions, meetings, one promise
/// in several wordings; then where the rest is.
fn tour(context: &Context, reader: &Reader, read: &str, report: &Path) -> Result<String, Failure> {
    let output = &context.output;
    let paint = output.paint();
    let mut out = format!("{read}. An invented ferry disaster, told by six invented outlets.\n");
    let mut section = |name: &str, command: &str, body: &str| {
        out.push_str(&format!("\n{}  {}\n", paint.strong(name), paint.faint(&format!("parallax {command}"))));
        out.push_str(body);
    };
    // The event with something to compare: the largest where nobody contradicts anybody.
    let all = super::conflicts::of_event(reader, None)?;
    let mut disputed: Vec<(usize, &str)> = Vec::new();
    for conflict in &all {
        match disputed.iter_mut().find(|(_, slug)| *slug == conflict.event) {
            Some((times, _)) => *times += 1,
            None => disputed.push((1, &conflict.event)),
        }
    }
    disputed.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let event = lookup::event_or_largest(reader, disputed.first().map(|(_, slug)| *slug))?;
    let figure = super::toll::Figure::killed();
    let toll = parallax_analytics::answer::toll(reader, &event.slug, &figure.options()?)?;
    let shown = output.for_people(&Answer { next: Vec::new(), ..super::toll::of_event(&toll, &figure) });
    section("How many died?", &format!("toll {}", event.slug), &shown);
    let cards = super::conflicts::pairs(context, all.iter().filter(|c| c.event == event.slug).take(2));
    section("Who contradicts whom?", &format!("conflicts {}", event.slug), &cards);
    let meetings = parallax_analytics::answer::meetings(reader, &Default::default())?;
    section("Who met whom?", "meetings", &output.for_people(&super::meetings::meetings(&meetings)));
    section("One promise, several wordings", "quotes --variants", &super::quotes::variants(context, reader, None, 1)?);
    out.push('\n');
    out.push_str(&format!("database  {}\n", context.db.display()));
    out.push_str(&format!("report    {} (open it in a browser)\n", report.display()));
    out.push_str(&output.next(&[format!("toll {}", event.slug), "quotes".into(), "query @agreement".into()]));
    Ok(out)
}

fn write_articles(dir: &Path) -> Result<(), Failure> {
    let cannot = |path: &Path, e: std::io::Error| {
        Failure::configuration(format!("{} cannot be written: {e}", path.display()))
            .hint("name a folder you may write to: parallax demo FOLDER")
    };
    std::fs::create_dir_all(dir).map_err(|e| cannot(dir, e))?;
    for (name, bytes) in FILES {
        let path = dir.join(name);
        std::fs::write(&path, bytes).map_err(|e| cannot(&path, e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_of_the_folder_is_shipped() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/demo");
        let mut there: Vec<String> = std::fs::read_dir(dir)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        there.sort_unstable();
        assert_eq!(there, FILES.map(|f| f.0));
    }
}
