//! Documentation cannot rot: every command is in the guide, and every command line in the
//! README, the guide and the cookbook is one that this program takes.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use support::{parallax, printed};

fn read(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The commands that `--help` of a command lists.
fn commands(of: &[&str]) -> Vec<String> {
    let help = printed(parallax().args(of).arg("-h"));
    let listed = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    // A description that runs over goes on further right.
    let names = listed.filter_map(|l| l.strip_prefix("  ").filter(|l| !l.starts_with(' ')));
    names.filter_map(|l| l.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_is_in_the_guide() {
    let guide = read("docs/guide.md");
    let all = commands(&[]);
    assert!(all.len() > 20, "{all:?}");
    for command in all {
        let headed = guide.lines().any(|l| l.starts_with("###") && l.contains(&format!("`{command}`")));
        assert!(headed, "docs/guide.md has no section for `{command}`");
    }
}

#[test]
fn every_documented_command_line_is_understood() {
    let known: BTreeSet<String> = commands(&[]).into_iter().collect();
    let mut seen = 0;
    for file in ["README.md", "docs/guide.md", "docs/sql-cookbook.md"] {
        for line in command_lines(&read(file)) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let Some(at) = words.iter().position(|w| known.contains(*w)) else {
                panic!("{file}: {line:?} names no command");
            };
            let mut help = printed(parallax().arg(words[at]).arg("--help"));
            // A command within the command has flags of its own.
            let inner = words.get(at + 1).map(|inner| parallax().args([words[at], *inner, "--help"]).output());
            if let Some(Ok(inner)) = inner.filter(|o| o.as_ref().is_ok_and(|o| o.status.success())) {
                help.push_str(&String::from_utf8_lossy(&inner.stdout));
            }
            for flag in words.iter().filter(|w| w.starts_with("--") && w.len() > 2) {
                let flag = flag.split('=').next().unwrap_or(flag);
                assert!(help.contains(flag), "{file}: {line:?}: {} takes no {flag}", words[at]);
            }
            seen += 1;
        }
    }
    assert!(seen > 40, "only {seen} command lines found");
}

/// Lines of code blocks that call the program, without prompt, program and pipes.
fn command_lines(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
            continue;
        }
        let line = line.trim().trim_start_matches("$ ");
        let call = line.strip_prefix("parallax ").or_else(|| line.strip_prefix("cargo run -- "));
        if let (true, Some(call)) = (inside, call) {
            let call = call.split(" | ").next().unwrap_or(call).split(" #").next().unwrap_or(call);
            found.push(call.trim().to_owned());
        }
    }
    found
}

/// What follows `<!-- printed by: COMMAND -->` is what that command prints on the demo. Set
/// UPDATE_DOCS=1 to write anew what changed, and read the difference before you commit it.
#[test]
fn the_readme_shows_what_the_program_prints() {
    let place = tempfile::tempdir().expect("a folder");
    let run = |command: &str| {
        let mut program = parallax();
        program.current_dir(&place).args(words(command)).env("PARALLAX_FORMAT", "table");
        if command != "demo" {
            program.env("PARALLAX_DB", "parallax-demo/parallax.db");
        }
        printed(&mut program)
    };
    let readme = read("README.md");
    let mut made = String::new();
    let mut lines = readme.lines();
    let mut blocks = 0;
    while let Some(line) = lines.next() {
        made.push_str(line);
        made.push('\n');
        let command = line.strip_prefix("<!-- printed by: ").and_then(|l| l.strip_suffix(" -->"));
        let Some(command) = command else { continue };
        blocks += 1;
        let mut prompt = String::new();
        for line in lines.by_ref().skip_while(|l| l.starts_with("```")) {
            if line.starts_with("```") {
                break;
            }
            if line.starts_with("$ ") {
                prompt = format!("{line}\n");
            }
        }
        made.push_str(&format!("```\n{prompt}{}\n```\n", run(command).trim_end()));
    }
    assert!(blocks >= 3, "the README shows output");
    if made == readme {
        return;
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
        std::fs::write(path, made).expect("the README is writable");
        return;
    }
    let (old, new) = readme.lines().zip(made.lines()).find(|(a, b)| a != b).unwrap_or_default();
    panic!("README.md shows\n  {old}\nbut the program prints\n  {new}\nUPDATE_DOCS=1 cargo test writes it anew");
}

/// A command line in words; double quotes hold several together.
fn words(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => found.push(String::new()),
            c => found.last_mut().expect("never empty").push(c),
        }
    }
    found
}

#[test]
fn the_readme_has_two_set_up_commands() {
    let readme = read("README.md");
    let lines: Vec<&str> = readme.lines().map(str::trim).filter(|l| l.starts_with("cargo ")).collect();
    assert_eq!(lines, ["cargo run -- demo", "cargo test"]);
}

#[test]
fn every_named_question_is_in_the_cookbook() {
    let cookbook = read("docs/sql-cookbook.md");
    let list = printed(parallax().args(["queries", "list", "-f", "csv"]));
    for name in list.lines().skip(1).filter_map(|l| l.split(',').next()) {
        assert!(cookbook.contains(&format!("@{name}")), "docs/sql-cookbook.md does not mention @{name}");
    }
}
