//! The text of web pages and of the same pages saved without markup, each read by a judge that
//! was trained on the other web domains: what unseen pages may hope for.

use anyhow::Result;
use clap::{Args, ValueEnum};
use parallax_ingest::training::{Kind, Trial, cross_validate};

use super::referees::Measure;
use crate::shared::Shared;
use crate::train::judges::gold_pages;

/// Which judge, and how much of its mistakes to show.
#[derive(Args)]
pub(crate) struct PagesArguments {
    /// The judge.
    #[arg(value_enum)]
    kind: What,
    /// Show so many of the worst pages, with the blocks that were judged wrong.
    #[arg(long, default_value_t = 0)]
    worst: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The blocks of web pages.
    Pages,
    /// The lines of plain text.
    Lines,
}

/// Prints the scores page by page, the best first.
#[expect(clippy::print_stdout, reason = "figures are what this command is for")]
pub(super) fn run(shared: &Shared, what: &PagesArguments) -> Result<bool> {
    let kind = match what.kind {
        What::Pages => Kind::Pages,
        What::Lines => Kind::Lines,
    };
    let pages = gold_pages(shared)?;
    let trials = cross_validate(&pages, kind);
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|a, b| trials[*b].score.f1.total_cmp(&trials[*a].score.f1));
    for (rank, i) in order.iter().enumerate() {
        let Trial { score, ceiling, blocks } = &trials[*i];
        println!(
            "P {:.3} R {:.3} F1 {:.3} ceiling {ceiling:.3} {}",
            score.precision, score.recall, score.f1, pages[*i].url
        );
        if rank + what.worst >= order.len() {
            for (should, stored, text) in blocks.iter().filter(|(should, stored, _)| should != stored) {
                let mark = if *should && !stored { "lost " } else { "extra" };
                println!("    {mark} {text}");
            }
        }
    }
    println!(
        "P {:.4} R {:.4} F1 {:.4} ceiling {:.4}",
        mean(&trials, |t| t.score.precision),
        mean(&trials, |t| t.score.recall),
        mean(&trials, |t| t.score.f1),
        mean(&trials, |t| t.ceiling)
    );
    Ok(true)
}

/// The cross-validated figures.
pub(super) fn measures(shared: &Shared) -> Result<Vec<Measure>> {
    let pages = gold_pages(shared)?;
    let f1 = |kind| mean(&cross_validate(&pages, kind), |t| t.score.f1);
    let measure = |name: &str, value| Measure { name: name.into(), value, has_floor: true };
    Ok(vec![measure("html.cv.text.f1", f1(Kind::Pages)), measure("html.cv.lines.f1", f1(Kind::Lines))])
}

fn mean(trials: &[Trial], part: fn(&Trial) -> f64) -> f64 {
    trials.iter().map(part).sum::<f64>() / trials.len().max(1) as f64
}
