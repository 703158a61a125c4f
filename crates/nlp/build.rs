//! Hashes the code, word lists and models of the language analysis, so that runs of the program can be told apart by the
//! rules they ran under.

#[path = "build/fingerprint.rs"]
mod fingerprint;

fn main() -> std::io::Result<()> {
    fingerprint::tell("PARALLAX_NLP_RULES", &["src", "lexicons", "models"])
}
