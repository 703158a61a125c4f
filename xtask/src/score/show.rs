//! `cargo xtask score show FILE`: what the models make of a plain text, for reading.

use std::path::Path;

use anyhow::{Context, Result};
use parallax_nlp::{Document, TextBuffer};

/// Prints each sentence on one line: word/tag, its relation and head, names in brackets.
#[expect(clippy::print_stdout, reason = "the reading is this command's output")]
pub(super) fn run(path: &Path, folder: Option<&Path>) -> Result<bool> {
    let models = super::models(folder)?;
    let text = std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    let buffer = TextBuffer::plain(&text);
    let mut doc = Document::segment(&buffer);
    models.read(&mut doc);
    for sentence in &doc.sentences {
        let mut line = String::new();
        for token in sentence.tokens.clone() {
            let name = doc.name_at(token);
            if let Some(name) = name.filter(|n| n.tokens.start == token) {
                line += &format!("[{:?} ", name.label);
            }
            let head = doc.head(token).map_or("", |h| doc.form(h));
            line += &format!("{}/{}/{}<{head}", doc.form(token), doc.xpos[token], doc.deprels[token]);
            line.push_str(if name.is_some_and(|n| n.tokens.end == token + 1) { "] " } else { " " });
        }
        println!("{line}");
    }
    Ok(true)
}
