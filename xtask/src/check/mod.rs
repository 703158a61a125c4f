//! `cargo xtask check`: holds the repository to its own rules.

mod imports;
mod lexicons;
mod sizes;

use anyhow::Result;

use crate::shared::repository;

/// Runs every check; `false` where one found something.
pub(crate) fn run() -> Result<bool> {
    let root = repository();
    let mut findings = Vec::new();
    findings.extend(imports::check(root)?);
    findings.extend(sizes::check(root)?);
    findings.extend(lexicons::check(root)?);
    report(&findings);
    Ok(findings.is_empty())
}

#[expect(clippy::print_stdout, reason = "findings are this command's output")]
fn report(findings: &[String]) {
    for finding in findings {
        println!("{finding}");
    }
    println!("{} findings", findings.len());
}
