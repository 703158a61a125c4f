//! `parallax decide`: judging single claims, quotes and entities. Every judgement is anchored
//! to the words it is about, and can be taken back.

use parallax_store::{Anchored, CLAIM_FIELDS, NewDecision, QUOTE_FIELDS, Reader, Value, action, correction};
use serde_json::json;

use crate::Outcome;
use crate::context::Context;
use crate::deciding::{Signed, record, tell_dry_run};
use crate::failure::Failure;
use crate::ids::{RowId, RowKind};
use crate::lists;
use crate::lookup;
use crate::output::{Answer, Cell, Column, count};
use crate::rows::Rows;
use crate::suggest::did_you_mean;

/// Accept, reject or correct claims and quotes; merge, split or name entities
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// A claim or quote is as it should be
    Accept(Judge),
    /// A claim or quote is wrong; it disappears from every answer
    Reject(Judge),
    /// Fields of a claim or quote are others
    Correct(Correct),
    /// Entities are one
    Merge(Merge),
    /// An entity that was merged is one of its own, or its namesake in one article is somebody else
    Split(Split),
    /// An entity has another name
    Alias(Alias),
}

#[derive(Debug, clap::Args)]
struct Judge {
    /// The rows: claim:41, quote:7
    #[arg(required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Correct {
    /// The row: claim:41, quote:7
    id: String,
    /// What it should be: n=130, bound=at_least, status=denied, speaker="Ida Berg"; empty for nothing
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Merge {
    /// The entity that stays: its name, slug or entity:5
    into: String,
    /// Those that are the same
    #[arg(required = true)]
    from: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Split {
    /// The entity: its name, slug or entity:5
    entity: String,
    /// The article whose bearer of the name is another one: article:3
    #[arg(long, value_name = "ID")]
    article: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Alias {
    /// The entity: its name, slug or entity:5
    entity: String,
    /// Its other name
    alias: String,
    #[command(flatten)]
    signed: Signed,
}

/// Records judgements.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let (decisions, signed) = match &options.action {
        Action::Accept(judge) => (judged(&reader, judge, action::ACCEPT)?, &judge.signed),
        Action::Reject(judge) => (judged(&reader, judge, action::REJECT)?, &judge.signed),
        Action::Correct(correct) => {
            let what = RowId::read(&correct.id)?;
            (vec![corrected(&reader, what, &correct.fields, &correct.signed)?], &correct.signed)
        }
        Action::Merge(merge) => {
            let into = entity(&reader, &merge.into)?;
            let decide = |word: &String| {
                let from = entity(&reader, word)?;
                if from.id == into.id {
                    return Err(Failure::user(format!("{} cannot be merged with itself", into.name)));
                }
                let patch = json!({"name": from.name, "kind": from.kind, "into": into.slug, "into_name": into.name,
                    "into_kind": into.kind});
                let target = format!("entity:{}", from.slug);
                Ok(NewDecision { patch: Some(patch), ..merge.signed.decision(action::MERGE, target) })
            };
            (merge.from.iter().map(decide).collect::<Result<_, Failure>>()?, &merge.signed)
        }
        Action::Split(Split { entity: word, article: Some(article), signed }) => {
            (vec![parted(&reader, word, article, signed)?], signed)
        }
        Action::Split(one) => {
            let found = entity(&reader, &one.entity)?;
            let Some(from) = found.merged_into else {
                return Err(Failure::user(format!("{} is not merged into another entity", found.name))
                    .hint("--article ID parts its namesake of one article from it"));
            };
            let patch = json!({"name": found.name, "kind": found.kind, "from": from});
            let target = format!("entity:{}", found.slug);
            (vec![NewDecision { patch: Some(patch), ..one.signed.decision(action::SPLIT, target) }], &one.signed)
        }
        Action::Alias(alias) => {
            let found = entity(&reader, &alias.entity)?;
            let patch = json!({"name": found.name, "kind": found.kind, "alias": alias.alias});
            let target = format!("entity:{}", found.slug);
            (vec![NewDecision { patch: Some(patch), ..alias.signed.decision(action::ALIAS, target) }], &alias.signed)
        }
    };
    drop(reader);
    if signed.dry_run {
        for decision in &decisions {
            context.output.note(&format!("{} {}", decision.action, decision.target));
        }
        tell_dry_run(context);
        return Ok(Outcome::Done);
    }
    let ids = record(context, "decide", &decisions)?;
    tell(context, &decisions, &ids)?;
    Ok(Outcome::Done)
}

/// Says what was decided, one row a decision.
pub(crate) fn tell(context: &Context, decisions: &[NewDecision], ids: &[i64]) -> Result<(), Failure> {
    let mut answer =
        Answer::new([Column::new("decision"), Column::new("action"), Column::new("about"), Column::text("words")]);
    answer.rows = decisions
        .iter()
        .zip(ids)
        .map(|(d, id)| {
            let words = d.anchor.as_ref().map(|a| a.exact.clone());
            vec![Cell::Int(*id), d.action.as_str().into(), d.target.as_str().into(), words.into()]
        })
        .collect();
    answer.head = "Decided".into();
    answer.head_note = count(ids.len(), "decision");
    answer.next = vec!["decisions".into()];
    if let Some(id) = ids.last() {
        answer.next.push(format!("decisions undo {id}"));
    }
    context.output.answer(&answer)?;
    Ok(())
}

/// The parting of an entity and its namesake in one article. The article is known by its text, so that the
/// decision holds in a database made anew.
fn parted(reader: &Reader, word: &str, article: &str, signed: &Signed) -> Result<NewDecision, Failure> {
    let found = entity(reader, word)?;
    let id = RowId::parse(article).filter(|id| id.kind == RowKind::Article);
    let id = id.ok_or_else(|| Failure::user(format!("{article:?} is no article")).hint("give article:3"))?;
    let params = [("entity", Value::from(found.id)), ("article", Value::from(id.number))];
    let rows = Rows::ask(reader, lists::NAMED_IN, &params)?;
    let hash = rows.first().map(|row| row.text("content_hash").to_owned());
    let hash = hash.ok_or_else(|| Failure::user(format!("{id} does not mention {}", found.name)))?;
    let patch = json!({"name": found.name, "kind": found.kind, "article": hash});
    Ok(NewDecision { patch: Some(patch), ..signed.decision(action::SPLIT, format!("entity:{}", found.slug)) })
}

fn judged(reader: &Reader, judge: &Judge, verdict: &str) -> Result<Vec<NewDecision>, Failure> {
    judge.ids.iter().map(|word| about(reader, RowId::read(word)?, verdict, &judge.signed)).collect()
}

/// A decision about a claim or quote, anchored to its words.
pub(crate) fn about(reader: &Reader, id: RowId, verdict: &str, signed: &Signed) -> Result<NewDecision, Failure> {
    let what = anchored(id)?;
    let anchor = reader.anchor(what, id.number).map_err(|e| match e {
        parallax_store::StoreError::NoRow { .. } => Failure::user(format!("there is no {id} in the database"))
            .hint(format!("`parallax {}s` lists those there are", what.name())),
        other => other.into(),
    })?;
    Ok(NewDecision { anchor: Some(anchor), ..signed.decision(verdict, id.to_string()) })
}

/// A correction of a claim or quote by `field=value` words.
pub(crate) fn corrected(
    reader: &Reader,
    id: RowId,
    fields: &[String],
    signed: &Signed,
) -> Result<NewDecision, Failure> {
    let what = anchored(id)?;
    let known = match what {
        Anchored::Claim => CLAIM_FIELDS,
        Anchored::Quote => QUOTE_FIELDS,
    };
    let pair = |word: &String| match word.split_once('=') {
        Some((field, _)) if !known.contains(&field) => Err(Failure::user(format!(
            "a {} has no field {field}",
            what.name()
        ))
        .hint(did_you_mean(field, known.iter().copied(), &format!("its fields are {}", known.join(", "))))),
        Some((field, value)) => Ok((field.to_owned(), value.to_owned())),
        None => Err(Failure::user(format!("{word:?} is no correction")).hint("write it as field=value")),
    };
    let pairs = fields.iter().map(pair).collect::<Result<Vec<_>, Failure>>()?;
    let patch = correction(what, &pairs)?;
    Ok(NewDecision { patch: Some(patch), ..about(reader, id, action::CORRECT, signed)? })
}

fn anchored(id: RowId) -> Result<Anchored, Failure> {
    match id.kind {
        RowKind::Claim => Ok(Anchored::Claim),
        RowKind::Quote => Ok(Anchored::Quote),
        _ => Err(Failure::user(format!("{id} is no claim and no quote")).hint("give claim:41 or quote:7")),
    }
}

struct Entity {
    id: i64,
    slug: String,
    name: String,
    kind: String,
    merged_into: Option<String>,
}

/// The entity that a word names: `entity:5`, its slug, or its name in any case. Entities that
/// were merged away are known as well, so that they can be split off.
fn entity(reader: &Reader, word: &str) -> Result<Entity, Failure> {
    let number = RowId::parse(word).filter(|id| id.kind == RowKind::Entity).map(|id| id.number);
    let params = [
        ("id", Value::from(number)),
        ("word", Value::from(word)),
        ("key", Value::from(parallax_store::name_key(word))),
    ];
    let rows = Rows::ask(reader, lists::ENTITY_NAMED, &params)?;
    if let Some(row) = rows.first() {
        return Ok(Entity {
            id: row.int("entity_id").unwrap_or_default(),
            slug: row.text("slug").to_owned(),
            name: row.text("name").to_owned(),
            kind: row.text("kind").to_owned(),
            merged_into: Some(row.text("merged_into").to_owned()).filter(|m| !m.is_empty()),
        });
    }
    // A part of a name that no other entity has will do; else the nearest names are told.
    let all = Rows::ask(reader, lists::ENTITIES, &[])?;
    let names: Vec<&str> = all.iter().map(|r| r.text("name")).collect();
    let name = lookup::one_of(word, &names, "entity")?;
    let params = [("id", Value::Null), ("word", Value::Null), ("key", Value::from(parallax_store::name_key(&name)))];
    let rows = Rows::ask(reader, lists::ENTITY_NAMED, &params)?;
    let row = rows.first().ok_or_else(|| Failure::user(format!("there is no entity called {word:?}")))?;
    entity(reader, &format!("entity:{}", row.int("entity_id").unwrap_or_default()))
}
