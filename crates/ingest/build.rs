//! Hashes the code, word lists and models of cleaning, so that runs of the program can be told apart by the
//! rules they ran under.

#[path = "../nlp/build/fingerprint.rs"]
mod fingerprint;

fn main() -> std::io::Result<()> {
    fingerprint::tell("PARALLAX_INGEST_RULES", &["src", "lexicons", "models"])
}
