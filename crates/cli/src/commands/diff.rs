//! `parallax diff`: two quotes, claims or articles, word by word.

use parallax_analytics::{Change, Piece, word_diff};
use parallax_store::{Reader, Value};

use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::ids::{RowId, RowKind};
use crate::output::{Answer, Cell, Column, clean};
use crate::rows::Rows;

/// Compare two quotes, two claims or two articles word by word
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The one: quote:7, claim:41 or article:3
    one: String,
    /// The other
    other: String,
}

/// Shows the differences.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let (one, other) = (RowId::read(&options.one)?, RowId::read(&options.other)?);
    let reader = context.reader()?;
    let (a, b) = (text(&reader, one)?, text(&reader, other)?);
    let pieces = word_diff(&a.words, &b.words);
    if context.output.chosen_format().is_some_and(|f| f != crate::output::Format::Table) {
        let mut answer = Answer::new([Column::new("change"), Column::text("text")]);
        answer.rows = pieces.iter().map(|p| vec![p.change.name().into(), Cell::from(p.text.as_str())]).collect();
        context.output.answer(&answer)?;
        return Ok(Outcome::Done);
    }
    let paint = context.output.paint();
    let mut out = String::new();
    for (id, side, sign) in [(one, &a, "−"), (other, &b, "+")] {
        out.push_str(&format!("{sign} {} · {}\n", paint.strong(&id.to_string()), clean(&side.at)));
    }
    out.push('\n');
    let same = pieces.iter().all(|p| p.change == Change::Kept);
    let shown = signs(&pieces);
    out.push_str(&clean(&shown));
    out.push('\n');
    if same {
        out.push_str("\nthe same words\n");
    } else {
        let differences = parallax_analytics::differences(&a.words, &b.words);
        let lists = [
            ("numbers", &differences.numbers_removed, &differences.numbers_added),
            ("hedges", &differences.hedges_removed, &differences.hedges_added),
        ];
        for (name, removed, added) in lists {
            if !removed.is_empty() || !added.is_empty() {
                let side = |words: &[String]| if words.is_empty() { "none".to_owned() } else { words.join(", ") };
                out.push_str(&format!("\n{name}: {} → {}\n", side(removed), side(added)));
            }
        }
    }
    context.output.text(&out)?;
    Ok(Outcome::Done)
}

/// The changes from one text to another: [−words only in the first−], {+only in the second+}.
pub(crate) fn in_signs(one: &str, other: &str) -> String {
    signs(&word_diff(one, other))
}

/// Words with their signs read without colour too.
fn signs(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| {
            let (body, space) = split_space(&piece.text);
            match piece.change {
                Change::Kept => piece.text.clone(),
                Change::Removed => format!("[−{body}−]{space}"),
                Change::Added => format!("{{+{body}+}}{space}"),
            }
        })
        .collect()
}

/// One side of a comparison.
struct Side {
    words: String,
    at: String,
}

fn text(reader: &Reader, id: RowId) -> Result<Side, Failure> {
    let column = match id.kind {
        RowKind::Quote | RowKind::Claim => "says",
        RowKind::Article => "body",
        RowKind::Entity | RowKind::Event => {
            return Err(Failure::user(format!("{id} has no words to compare"))
                .hint("compare two quotes, two claims or two articles"));
        }
    };
    let rows = Rows::ask(reader, id.kind.statement(), &[("id", Value::from(id.number))])?;
    let row = rows.first().ok_or_else(|| Failure::user(format!("there is no {id} in the database")))?;
    let at = [row.text("speaker"), row.text("source"), &day(row.text("published"))]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    Ok(Side { words: row.text(column).to_owned(), at })
}

/// A piece without the white space at its end, and that white space.
fn split_space(piece: &str) -> (&str, &str) {
    let body = piece.trim_end();
    (body, &piece[body.len()..])
}
