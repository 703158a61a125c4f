//! `parallax query`: questions in SQL.

use std::path::Path;

use parallax_records::{ClaimKind, Scope};
use parallax_store::{Param, Query, Reader, Value};

use crate::Outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::listing::{Limit, tell_count};
use crate::lookup;
use crate::rows::Rows;
use crate::suggest::did_you_mean;

/// Ask in SQL: a statement, a named question (@toll_by_source), or a file
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The statement, @NAME of a named question, or a file that ends in .sql
    sql: String,
    /// A parameter; a statement writes it as :NAME
    #[arg(long, short = 'p', value_name = "NAME=VALUE")]
    param: Vec<String>,
    #[command(flatten)]
    limit: Limit,
}

/// Runs a reading statement.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let mut params = options.param.iter().map(|p| param(p)).collect::<Result<Vec<_>, _>>()?;
    if let Some((i, (name, _))) = params.iter().enumerate().find(|(i, p)| params[..*i].iter().any(|q| q.0 == p.0)) {
        return Err(Failure::user(format!("the parameter {name} is given twice"))
            .hint(format!("leave out {:?}", options.param[i])));
    }
    let reader = context.reader()?;
    let (table, title) = if let Some(name) = options.sql.strip_prefix('@') {
        let query = named(name)?;
        check(&reader, &query, &mut params)?;
        (reader.run(&query, &borrowed(&params))?, query.title)
    } else if is_file(&options.sql) {
        let sql = std::fs::read_to_string(&options.sql)
            .map_err(|e| Failure::user(format!("{} cannot be read: {e}", options.sql)))?;
        demand_all(&reader, &sql, &params)?;
        (reader.table(&sql, &borrowed(&params))?, options.sql.clone())
    } else {
        demand_all(&reader, &options.sql, &params)?;
        (reader.table(&options.sql, &borrowed(&params))?, String::new())
    };
    let mut rows = Rows::of(table);
    let all = options.limit.cut(context, &mut rows);
    let mut answer = rows.plain_answer();
    answer.head = title;
    answer.empty = "no row".into();
    tell_count(&mut answer, all, "row");
    if answer.head.is_empty() {
        answer.head_note.clear();
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

fn borrowed(params: &[(String, Value)]) -> Vec<Param<'_>> {
    params.iter().map(|(name, value)| (name.as_str(), value.clone())).collect()
}

/// Holds what is given to a named question against what it is asked with by default: a number
/// stays a number, a kind a kind, and an event is one that there is.
fn check(reader: &Reader, query: &Query, params: &mut [(String, Value)]) -> Result<(), Failure> {
    for known in &query.params {
        let given = params.iter_mut().find(|(name, _)| *name == known.name).map(|(_, value)| value);
        let (name, about) = (&known.name, &known.description);
        if known.default.as_str() == Some("") && given.as_deref().is_none_or(|v| *v == Value::Text(String::new())) {
            return Err(Failure::user(format!("@{} needs to know {name}: {about}", query.name))
                .hint(format!("give it as -p \"{name}=...\"")));
        }
        let Some(value) = given else { continue };
        let Some(word) = value.as_str().map(str::to_owned).filter(|w| !w.is_empty()) else { continue };
        let is_one_of = |names: &mut dyn Iterator<Item = &'static str>| {
            let names: Vec<&str> = names.collect();
            if names.contains(&word.as_str()) {
                return Ok(());
            }
            let hint = did_you_mean(&word, names.iter().copied(), &format!("one of {}", names.join(", ")));
            Err(Failure::user(format!("{word:?} is no {name}")).hint(hint))
        };
        match &known.default {
            Value::Integer(_) | Value::Real(_) => {
                let hint = format!("{name}: {about}");
                return Err(Failure::user(format!("{name} is a number, not {word:?}")).hint(hint));
            }
            Value::Text(kind) if ClaimKind::ALL.iter().any(|k| k.name() == kind) => {
                is_one_of(&mut ClaimKind::ALL.iter().map(|k| k.name()))?;
            }
            Value::Text(scope) if Scope::ALL.iter().any(|s| s.name() == scope) => {
                is_one_of(&mut Scope::ALL.iter().map(|s| s.name()))?;
            }
            _ if name == "event" => *value = Value::Text(lookup::event(reader, &word)?.slug),
            _ => {}
        }
    }
    Ok(())
}

/// A statement of one's own gets what it asks for; only what its opening comment declares, as the
/// named questions do, may be left out.
fn demand_all(reader: &Reader, sql: &str, params: &[(String, Value)]) -> Result<(), Failure> {
    let comment = sql.trim_start().strip_prefix("/*").and_then(|s| s.split_once("*/")).map_or("", |(c, _)| c);
    let is_declared = |name: &str| comment.lines().any(|l| l.trim_start().starts_with(&format!(":{name} =")));
    let asked = reader.parameters(sql)?;
    match asked.iter().find(|name| !is_declared(name) && !params.iter().any(|(given, _)| given == *name)) {
        None => Ok(()),
        Some(name) => Err(Failure::user(format!("the statement asks for :{name}, which is not given"))
            .hint(format!("give it as -p {name}=VALUE"))),
    }
}

/// The named question, or a failure that names the nearest.
pub(crate) fn named(name: &str) -> Result<Query, Failure> {
    parallax_store::query(name).ok_or_else(|| {
        let names = parallax_store::queries();
        let names = names.iter().map(|q| q.name);
        Failure::user(format!("there is no question called @{name}")).hint(did_you_mean(
            name,
            names,
            "`parallax queries list` shows those there are",
        ))
    })
}

fn is_file(word: &str) -> bool {
    !word.contains(char::is_whitespace) && Path::new(word).extension().is_some_and(|e| e.eq_ignore_ascii_case("sql"))
}

fn param(word: &str) -> Result<(String, Value), Failure> {
    match word.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.trim_start_matches(':').to_owned(), Value::parse(value))),
        _ => Err(Failure::user(format!("{word:?} is no parameter")).hint("write it as -p name=value")),
    }
}
