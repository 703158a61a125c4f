//! `parallax naming`: what each outlet calls somebody or something.

use parallax_store::{Reader, Value};

use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::failure::Failure;
use crate::ids::{RowId, RowKind};
use crate::lists;
use crate::lookup;
use crate::output::{Column, count};
use crate::rows::Rows;

/// Compare what each outlet calls a person, an organisation or a place
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Its name, a unique part of it, or entity:5
    entity: String,
    /// Count nouns ("the movement") instead of names
    #[arg(long)]
    nouns: bool,
}

/// Lists names by source, most used first.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let (name, slug) = entity(&reader, &options.entity)?;
    let form = if options.nouns { "nominal" } else { "name" };
    let params = [("entity", Value::from(slug)), ("form", Value::from(form))];
    let rows = Rows::ask(&reader, lists::NAMING, &params)?;
    let names = ["source", "calls it", "times", "first", "example"];
    let mut answer = rows.answer(names.map(Column::new), |row| {
        vec![
            row.cell("source"),
            row.cell("called"),
            row.cell("times"),
            day(row.text("first_published")).into(),
            row.id("article", "article_id"),
        ]
    });
    let mut sources: Vec<&str> = rows.iter().map(|r| r.text("source")).collect();
    sources.dedup();
    answer.head = format!("What {name} is called");
    answer.head_note = count(sources.len(), "source");
    answer.empty = format!("no {} of it", if options.nouns { "noun" } else { "name" });
    answer.next = vec![format!("entities {}", crate::context::quote(&name))];
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// The name and slug of the entity that `word` names.
fn entity(reader: &Reader, word: &str) -> Result<(String, String), Failure> {
    let rows = Rows::ask(reader, lists::ENTITIES, &[])?;
    let found = match RowId::parse(word).filter(|id| id.kind == RowKind::Entity) {
        Some(id) => rows.iter().find(|r| r.int("entity_id") == Some(id.number)),
        // Namesakes exist; the most mentioned of one name is meant.
        None => {
            let mut names: Vec<&str> = rows.iter().map(|r| r.text("name")).collect();
            names.dedup();
            let by_alias = |row: &crate::rows::RowRef<'_>| {
                row.text("also_called").split("; ").any(|alias| alias.eq_ignore_ascii_case(word))
            };
            match lookup::one_of(word, &names, "entity") {
                Ok(name) => rows.iter().find(|r| r.text("name") == name),
                Err(failure) => match rows.iter().find(by_alias) {
                    Some(row) => Some(row),
                    None => return Err(failure),
                },
            }
        }
    };
    found
        .map(|r| (r.text("name").to_owned(), r.text("slug").to_owned()))
        .ok_or_else(|| Failure::user(format!("there is no {word} in the database")).hint("see `parallax entities`"))
}
