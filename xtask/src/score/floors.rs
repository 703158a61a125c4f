//! The floors of tests/scores.toml: what was reached once is never lost again.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::referees::Measure;
use crate::shared::repository;

const FILE: &str = "tests/scores.toml";
const HEADER: &str = "\
# Floors of quality, one line a measure, as `cargo xtask score` prints them. CI fails below
# a floor. Floors only rise: `cargo xtask score --raise` writes what was reached.
";

/// Prints each measure beside its floor; `false` where one lies below or is missing.
pub(super) fn compare(measures: &[Measure], only: Option<&str>, raise: bool) -> Result<bool> {
    let path = repository().join(FILE);
    let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    let mut floors: BTreeMap<String, f64> =
        toml::from_str(&text).with_context(|| format!("parse {}", path.display()))?;
    let mut reached = true;
    for measure in measures {
        let floor = floors.get(&measure.name).copied();
        let below = floor.is_some_and(|floor| rounded_down(measure.value) < floor);
        reached &= !below;
        print_row(measure, floor, below);
        if raise && measure.has_floor && floor.is_none_or(|floor| rounded_down(measure.value) > floor) {
            floors.insert(measure.name.clone(), rounded_down(measure.value));
        }
    }
    for name in floors.keys() {
        let wanted = only.is_none_or(|only| name.starts_with(only));
        if wanted && !measures.iter().any(|m| m.name == *name) {
            reached = false;
            print_missing(name);
        }
    }
    if raise {
        let rows: String = floors.iter().map(|(name, floor)| format!("{name:?} = {floor:.3}\n")).collect();
        std::fs::write(&path, format!("{HEADER}{rows}")).with_context(|| format!("write {}", path.display()))?;
    }
    Ok(reached)
}

/// To three decimals, downwards, so that a floor written from a measure is reached by it.
fn rounded_down(value: f64) -> f64 {
    (value * 1000.0 + 1e-9).floor() / 1000.0
}

#[expect(clippy::print_stdout, reason = "figures are this command's output")]
fn print_row(measure: &Measure, floor: Option<f64>, below: bool) {
    let floor = floor.map_or(String::from("-"), |f| format!("{f:.3}"));
    let verdict = if below { "  BELOW ITS FLOOR" } else { "" };
    println!("{:44} {:>12.3}  floor {floor:>8}{verdict}", measure.name, measure.value);
}

#[expect(clippy::print_stdout, reason = "figures are this command's output")]
fn print_missing(name: &str) {
    println!("{name:44} {:>12}  NOT MEASURED", "-");
}
