//! `parallax search`: full-text search.

use parallax_store::Value;

use crate::Outcome;
use crate::context::Context;
use crate::dates::day_of_year;
use crate::failure::Failure;
use crate::listing::tell_count;
use crate::output::Column;
use crate::rows::Rows;

/// Search the articles' titles and texts
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Words that must all occur; "two words" is a phrase, wor* a beginning
    #[arg(required = true)]
    words: Vec<String>,
    /// How many articles at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    limit: i64,
}

/// Lists the articles that fit, best first.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let words = options.words.join(" ");
    let params = [("words", Value::from(plain_words(&words))), ("most", Value::from(options.limit))];
    let query = super::query::named("search")?;
    let table = reader.run(&query, &params).map_err(|error| {
        Failure::from(error).hint("words, \"a phrase\", a beginning*, AND, OR, NOT and brackets are understood")
    })?;
    let rows = Rows::of(table);
    let columns = [
        Column::new("id"),
        Column::new("published"),
        Column::new("source"),
        Column::text("title"),
        Column::text("excerpt"),
    ];
    let mut answer = rows.answer(columns, |row| {
        vec![
            row.id("article", "article_id"),
            day_of_year(row.text("published")).into(),
            row.cell("source"),
            row.cell("title"),
            row.cell("excerpt"),
        ]
    });
    answer.head = format!("Articles on {words}");
    answer.empty = "no article holds these words".into();
    tell_count(&mut answer, rows.len(), "article");
    if let Some(row) = rows.first() {
        answer.next = vec![format!("show article:{}", row.int("article_id").unwrap_or_default())];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// A search as SQLite's FTS5 takes it. Words with marks in them (St. Bride's, 13-year-old)
/// are errors in its grammar and are put in quotation marks; its own signs stay.
fn plain_words(words: &str) -> String {
    if words.matches('"').count() >= 2 {
        return words.to_owned();
    }
    let plain = |w: &str| w.chars().all(|c| c.is_alphanumeric() || "*()_".contains(c) || !c.is_ascii());
    words
        .split_whitespace()
        .map(|word| if plain(word) { word.to_owned() } else { format!("\"{}\"", word.replace('"', "")) })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain_words;

    #[test]
    fn words_with_marks_are_quoted() {
        assert_eq!(plain_words("ferry AND coast*"), "ferry AND coast*");
        assert_eq!(plain_words("St. Bride's"), "\"St.\" \"Bride's\"");
        assert_eq!(plain_words("\"coast guard\" 41"), "\"coast guard\" 41");
        assert_eq!(plain_words("a\"b"), "\"ab\"");
    }
}
