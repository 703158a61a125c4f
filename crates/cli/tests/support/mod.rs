//! One demo database for all tests of a file, and the program to ask it with.

#![allow(dead_code, reason = "each test file that takes this module in uses a part of it")]

use std::path::PathBuf;
use std::sync::OnceLock;

use assert_cmd::Command;

/// The program, away from the user's own settings.
pub(crate) fn parallax() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("parallax"));
    for (name, _) in std::env::vars() {
        if name.starts_with("PARALLAX_") || name == "NO_COLOR" || name == "RUST_BACKTRACE" {
            command.env_remove(name);
        }
    }
    command
}

/// The folder of a demo that was run once.
pub(crate) fn demo() -> &'static PathBuf {
    static DEMO: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, dir) = DEMO.get_or_init(|| {
        let place = tempfile::tempdir().expect("a temporary folder");
        let dir = place.path().join("demo");
        parallax().arg("demo").arg(&dir).assert().success();
        (place, dir)
    });
    dir
}

/// The program on the demo's database.
pub(crate) fn on_demo(arguments: &[&str]) -> Command {
    let mut command = parallax();
    command.arg("--db").arg(demo().join("parallax.db")).args(arguments);
    command
}

/// What a successful call prints.
pub(crate) fn printed(command: &mut Command) -> String {
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}
