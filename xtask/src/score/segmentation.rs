//! Sentences and tokens found in raw text, against a treebank in the syntax format of
//! corpora/README.md. The raw text is rebuilt from the file's spaces, with a line break only
//! where a paragraph begins; a sentence or token counts where its range is exactly right.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::Args;
use parallax_nlp::{Document, TextBuffer};

use super::referees::Measure;
use crate::columns::{self, Row};
use crate::shared::Shared;

/// What to score.
#[derive(Args)]
pub(crate) struct SegmentationArguments {
    /// Files in the syntax format of corpora/README.md.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print up to this many wrong sentences and tokens of each file, with their context.
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Write contractions together ("don't"), which the files hold apart.
    #[arg(long)]
    glue: bool,
}

/// Scores each file.
pub(crate) fn run(what: &SegmentationArguments) -> Result<bool> {
    for file in &what.files {
        let gold = Gold::read(file, what.glue)?;
        let scored = score(&gold, what.errors);
        let (sentences, tokens) = (scored.sentences.line("sentences"), scored.tokens.line("tokens"));
        #[expect(clippy::print_stdout, reason = "the command's result")]
        {
            println!("{}\n{}{sentences}\n{tokens}\n{:.0} tokens/s", file.display(), scored.wrong, scored.speed);
        }
    }
    Ok(true)
}

/// F1 of sentences and tokens on the test parts, as `surface.PART.WHAT`.
pub(super) fn measures(shared: &Shared) -> Result<Vec<Measure>> {
    let mut measures = Vec::new();
    for part in ["ewt-test", "gum-test"] {
        let gold = Gold::read(&shared.path(format!("corpora/syntax/{part}.tsv"))?, false)?;
        let scored = score(&gold, 0);
        for (what, tally) in [("sentences", &scored.sentences), ("tokens", &scored.tokens)] {
            measures.push(Measure { name: format!("surface.{part}.{what}"), value: tally.f1(), has_floor: true });
        }
    }
    Ok(measures)
}

/// The raw texts of a file with the ranges of their sentences and tokens.
struct Gold {
    documents: Vec<GoldDocument>,
}

#[derive(Default)]
struct GoldDocument {
    text: String,
    sentences: Vec<(usize, usize)>,
    tokens: Vec<(usize, usize)>,
}

impl Gold {
    fn read(file: &Path, glue: bool) -> Result<Self> {
        let content = columns::content(file)?;
        let mut documents: Vec<GoldDocument> = Vec::new();
        for sentence in columns::sentences(&content, file)? {
            if sentence.new_document || documents.is_empty() {
                documents.push(GoldDocument::default());
            }
            if let Some(document) = documents.last_mut() {
                document.add(&sentence.tokens, sentence.new_paragraph, glue);
            }
        }
        ensure!(!documents.is_empty(), "{} holds no sentence", file.display());
        Ok(Self { documents })
    }
}

impl GoldDocument {
    /// Appends a sentence.
    fn add(&mut self, rows: &[Row<'_>], paragraph: bool, glue: bool) {
        if paragraph && !self.text.is_empty() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
        }
        let first = self.text.len();
        for (i, row) in rows.iter().enumerate() {
            let start = self.text.len();
            self.text.push_str(row.form);
            self.tokens.push((start, self.text.len()));
            let apart = rows.get(i + 1).is_none_or(|next| !glue || !is_clitic(row.form, next.form, next.lemma));
            if row.space_after && apart {
                self.text.push(' ');
            }
        }
        let end = self.tokens.last().map_or(first, |t| t.1);
        self.sentences.push((first, end));
    }
}

/// Whether a token is written together with the one before it.
fn is_clitic(before: &str, form: &str, lemma: &str) -> bool {
    let form = form.to_lowercase().replace('\u{2019}', "'");
    let before = before.to_lowercase();
    before.ends_with(char::is_alphanumeric)
        && (matches!(form.as_str(), "n't" | "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m")
            || form == "not" && lemma == "not" && before == "can"
            || form == "na" && matches!(before.as_str(), "gon" | "wan"))
}

/// How many were right, found and wanted.
#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

impl Tally {
    /// Between 0 and 1.
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }

    fn line(&self, name: &str) -> String {
        let percent = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let (precision, recall, f1) = (percent(self.found), percent(self.gold), 100.0 * self.f1());
        format!("{name:<10} P {precision:6.2}  R {recall:6.2}  F1 {f1:6.2}  ({} gold)", self.gold)
    }

    fn add(&mut self, found: &[(usize, usize)], gold: &[(usize, usize)]) {
        self.found += found.len();
        self.gold += gold.len();
        self.right += found.iter().filter(|f| gold.binary_search(f).is_ok()).count();
    }
}

/// What a file was scored.
struct Scored {
    sentences: Tally,
    tokens: Tally,
    /// Wrong ones, a line each.
    wrong: String,
    /// Tokens a second.
    speed: f64,
}

fn score(gold: &Gold, errors: usize) -> Scored {
    let (mut sentences, mut tokens) = (Tally::default(), Tally::default());
    let mut wrong = String::new();
    let mut left = errors;
    let mut seconds = 0.0;
    for document in &gold.documents {
        let buffer = TextBuffer::plain(&document.text);
        let begun = Instant::now();
        let found = Document::segment(&buffer);
        seconds += begun.elapsed().as_secs_f64();
        let range = |r: parallax_records::TextRange| (r.start as usize, r.end as usize);
        let token_ranges: Vec<_> = (0..found.len()).map(|t| range(found.range(t))).collect();
        let sentence_ranges: Vec<_> = found.sentences.iter().map(|s| range(found.range_of(s.tokens.clone()))).collect();
        sentences.add(&sentence_ranges, &document.sentences);
        tokens.add(&token_ranges, &document.tokens);
        left -= differences("sentence", document, &sentence_ranges, &document.sentences, left, &mut wrong);
        left -= differences("token", document, &token_ranges, &document.tokens, left, &mut wrong);
    }
    let speed = tokens.found as f64 / seconds.max(1e-9);
    Scored { sentences, tokens, wrong, speed }
}

/// Prints, for each place where the two disagree, what was wanted and what was found.
fn differences(
    what: &str,
    document: &GoldDocument,
    found: &[(usize, usize)],
    gold: &[(usize, usize)],
    most: usize,
    out: &mut String,
) -> usize {
    let mut shown = 0;
    for (name, mine, theirs) in [("missed", gold, found), ("wrong", found, gold)] {
        for range in mine.iter().filter(|r| theirs.binary_search(r).is_err()) {
            if shown >= most {
                return shown;
            }
            let around = |at: usize, by: isize| {
                let mut to = at.saturating_add_signed(by).min(document.text.len());
                while !document.text.is_char_boundary(to) {
                    to -= 1;
                }
                to
            };
            let before = &document.text[around(range.0, -30)..range.0];
            let after = &document.text[range.1..around(range.1, 30)];
            let inside = &document.text[range.0..range.1];
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{what} {name}: {before:?} [{inside}] {after:?}");
            shown += 1;
        }
    }
    shown
}
