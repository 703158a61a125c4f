//! `parallax event`: a person's own events. What is decided here wins over what linking finds,
//! and survives new articles and a new extraction.

use parallax_analytics::event_anchors;
use parallax_store::{Anchor, Anchored, NewDecision, Reader, action};
use serde_json::json;

use crate::Outcome;
use crate::context::Context;
use crate::deciding::{Signed, record, tell_dry_run};
use crate::failure::Failure;
use crate::ids::{RowId, RowKind};
use crate::lists;
use crate::lookup;
use crate::output::{Column, count};
use crate::rows::Rows;

/// Declare, merge, split or rename events
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Declare an event; what the articles say of its kind, place and days joins it
    Add(Add),
    /// Make events one
    Merge(Merge),
    /// Set claims or articles of an event apart as an event of their own
    Split(Split),
    /// Give an event another short name and title
    Rename(Rename),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// Its short name, as commands take it
    slug: String,
    /// What people call it [default: the short name in words]
    #[arg(long)]
    title: Option<String>,
    /// What sort of event it is [default: harm]
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(parallax_analytics::link::EventKind::NAMES))]
    kind: Option<String>,
    /// Where it happened
    #[arg(long)]
    place: Option<String>,
    /// The day it happened, or the first one; a month or year stands for all its days
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD", requires = "from")]
    to: Option<String>,
    /// The event it is part of
    #[arg(long, value_name = "EVENT")]
    part_of: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Merge {
    /// The event that stays
    into: String,
    /// The events that become part of it
    #[arg(required = true)]
    from: Vec<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Split {
    /// The event
    event: String,
    /// What is set apart: claim:41, or article:3 for its claims about the event
    #[arg(required = true)]
    rows: Vec<String>,
    /// Short name of the event they become; where there is one of that name, they join it
    #[arg(long, value_name = "SLUG")]
    into: String,
    /// What people call it [default: the short name in words]
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Rename {
    /// The event
    event: String,
    /// Its new short name
    slug: String,
    /// Its new title [default: the one it has]
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

/// Records what the user says of events, and links again.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let (decisions, signed, slug, what) = match &options.action {
        Action::Add(add) => {
            let decision = declare(&reader, add)?;
            (vec![decision], &add.signed, add.slug.clone(), format!("{} is declared", add.slug))
        }
        Action::Merge(merge) => {
            let into = lookup::event(&reader, &merge.into)?;
            let mut decisions = Vec::new();
            for word in &merge.from {
                let from = lookup::event(&reader, word)?;
                if from.id == into.id {
                    return Err(Failure::user(format!("{} cannot be merged with itself", into.slug)));
                }
                let (kept, moved) = (event_anchors(&reader, into.id)?, event_anchors(&reader, from.id)?);
                decisions.push(NewDecision {
                    patch: Some(json!({"merged": from.slug, "claims": kept, "from": moved})),
                    ..merge.signed.decision(action::EVENT_MERGE, format!("event:{}", into.slug))
                });
            }
            let what = format!("{} joined {}", count(decisions.len(), "event"), into.slug);
            (decisions, &merge.signed, into.slug, what)
        }
        Action::Split(split) => {
            let (decision, n) = set_apart(&reader, split)?;
            (vec![decision], &split.signed, split.into.clone(), format!("{} set apart", count(n, "claim")))
        }
        Action::Rename(rename) => {
            let event = lookup::event(&reader, &rename.event)?;
            let slug = slug(&rename.slug)?;
            if slug != event.slug && event_slugs(&reader)?.contains(&slug) {
                return Err(Failure::user(format!("there is another event called {slug}"))
                    .hint(format!("`parallax event merge {slug} {}` makes them one", event.slug)));
            }
            let title = rename.title.clone().unwrap_or(event.title);
            let claims = event_anchors(&reader, event.id)?;
            let decision = NewDecision {
                patch: Some(json!({"slug": slug, "title": title, "claims": claims})),
                ..rename.signed.decision(action::EVENT_RENAME, format!("event:{}", event.slug))
            };
            (vec![decision], &rename.signed, slug.clone(), format!("{} is now called {slug}", event.slug))
        }
    };
    if signed.dry_run {
        context.output.note(&format!("{what} if decided"));
        tell_dry_run(context);
        return Ok(Outcome::Done);
    }
    drop(reader);
    let ids = record(context, "event", &decisions)?;
    show(context, &slug, &what, &ids)?;
    Ok(Outcome::Done)
}

fn declare(reader: &Reader, add: &Add) -> Result<NewDecision, Failure> {
    let part_of = add.part_of.as_deref().map(|word| lookup::event(reader, word)).transpose()?;
    let slug = slug(&add.slug)?;
    if part_of.as_ref().is_some_and(|e| e.slug == slug) {
        return Err(Failure::user(format!("{slug} cannot be part of itself")));
    }
    let day = |word: &Option<String>, flag: &str| match word.as_deref().map(str::parse::<parallax_records::Date>) {
        None => Ok(None),
        Some(Ok(date)) => Ok(Some(date)),
        Some(Err(_)) => Err(Failure::user(format!("{} is no day for {flag}", word.clone().unwrap_or_default()))
            .hint("write it as 2031-03-04; a month (2031-03) or a year stands for all its days")),
    };
    let (from, to) = (day(&add.from, "--from")?, day(&add.to, "--to")?);
    if from.zip(to).is_some_and(|(from, to)| to.last() < from.first()) {
        return Err(Failure::user("--to is before --from"));
    }
    let patch = json!({
        "slug": slug,
        "title": add.title,
        "kind": add.kind,
        "place": add.place,
        "date_from": from.map(|d| d.to_string()),
        "date_to": to.map(|d| d.to_string()),
        "part_of": part_of.map(|e| e.slug),
    });
    Ok(NewDecision { patch: Some(patch), ..add.signed.decision(action::EVENT_ADD, format!("event:{slug}")) })
}

/// The decision that sets claims apart, and how many they are.
fn set_apart(reader: &Reader, split: &Split) -> Result<(NewDecision, usize), Failure> {
    let event = lookup::event(reader, &split.event)?;
    let into = slug(&split.into)?;
    if into == event.slug {
        return Err(Failure::user(format!("{into} is the event to be split")).hint("give another short name to --into"));
    }
    let claims = Rows::ask(reader, lists::CLAIMS, &[("event", event.slug.as_str().into())])?;
    let mut anchors: Vec<Anchor> = Vec::new();
    for word in &split.rows {
        let id = RowId::read(word)?;
        let column = match id.kind {
            RowKind::Claim => "claim_id",
            RowKind::Article => "article_id",
            _ => {
                return Err(
                    Failure::user(format!("{id} is no claim and no article")).hint("give claim:41 or article:3")
                );
            }
        };
        let found: Vec<i64> = claims
            .iter()
            .filter(|row| row.int(column) == Some(id.number))
            .filter_map(|row| row.int("claim_id"))
            .collect();
        if found.is_empty() {
            return Err(Failure::user(format!("{id} is not about {}", event.slug))
                .hint(format!("`parallax claims --event {}` lists what is", event.slug)));
        }
        for claim in found {
            let anchor = reader.anchor(Anchored::Claim, claim)?;
            if !anchors.contains(&anchor) {
                anchors.push(anchor);
            }
        }
    }
    let n = anchors.len();
    let patch = json!({"slug": into, "title": split.title, "claims": anchors});
    let target = format!("event:{}", event.slug);
    Ok((NewDecision { patch: Some(patch), ..split.signed.decision(action::EVENT_SPLIT, target) }, n))
}

fn event_slugs(reader: &Reader) -> Result<Vec<String>, Failure> {
    let rows = Rows::ask(reader, lists::EVENTS, &[])?;
    Ok(rows.iter().map(|r| r.text("event").to_owned()).collect())
}

/// A short name as commands take it; what is none is refused rather than changed.
fn slug(word: &str) -> Result<String, Failure> {
    let made = parallax_store::slug(word);
    if made == word {
        return Ok(made);
    }
    Err(Failure::user(format!("{word:?} is no short name")).hint(format!("{made} is one; --title takes any words")))
}

fn show(context: &Context, slug: &str, what: &str, decisions: &[i64]) -> Result<(), Failure> {
    let reader = context.reader()?;
    let mut rows = Rows::ask(&reader, lists::EVENTS, &[])?;
    rows.keep(|row| row.text("event") == slug);
    let decision = decisions.last().copied();
    let mut answer = super::events::told(&rows, Column::new("decision"), |_| decision.into());
    answer.columns.push(Column::programs("decision_id"));
    answer.rows.iter_mut().for_each(|row| row.push(decision.into()));
    answer.head = "Decided".into();
    answer.head_note = what.to_owned();
    answer.next = vec![format!("toll {slug}"), format!("decisions undo {}", decision.unwrap_or_default())];
    context.output.answer(&answer)?;
    Ok(())
}
