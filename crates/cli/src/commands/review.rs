//! `parallax review`: what deserves a person's look next. On a terminal it asks, one item at a
//! time; elsewhere it lists the items and never waits for anybody.

use std::io::{BufRead, IsTerminal, Write};

use parallax_store::{NewDecision, Reader, Value, action};

use super::decide::{about, corrected, tell};
use crate::Outcome;
use crate::context::Context;
use crate::dates::day;
use crate::deciding::{Signed, record, tell_dry_run};
use crate::failure::Failure;
use crate::ids::RowId;
use crate::listing::{Limit, tell_count};
use crate::lists;
use crate::lookup;
use crate::output::{Column, clean, count};
use crate::rows::{RowRef, Rows};

/// Show what deserves a look next, the doubtful and weighty first; on a terminal, judge it
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only this event: its slug, event:2, or a unique part of its title
    #[arg(long)]
    event: Option<String>,
    /// Only claims, or only quotes
    #[arg(long, value_parser = ["claim", "quote"])]
    what: Option<String>,
    /// List the items on a terminal too, and ask nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    signed: Signed,
}

/// Lists what deserves a look, or asks.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let reader = context.reader()?;
    let event = options.event.as_deref().map(|word| lookup::event(&reader, word)).transpose()?;
    let slug = event.map(|e| e.slug);
    let params = [("event", Value::from(slug.clone())), ("what", Value::from(options.what.clone()))];
    let mut rows = Rows::ask(&reader, lists::REVIEW, &params)?;
    let done = Rows::ask(&reader, lists::REVIEWED, &[("event", Value::from(slug))])?;
    let asks = context.output.is_terminal()
        && context.output.chosen_format().is_none()
        && std::io::stdin().is_terminal()
        && !options.list;
    if asks && rows.len() > 0 {
        let decided = ask(&reader, &rows, &options.signed, &mut std::io::stdin().lock(), &mut std::io::stdout())?;
        drop(reader);
        return keep(context, options, &decided);
    }
    let all = options.limit.cut(context, &mut rows);
    let columns = [
        Column::new("item"),
        Column::new("kind"),
        Column::text("says"),
        Column::new("source"),
        Column::new("day"),
        Column::text("event"),
        Column::text("because"),
    ];
    let mut answer = rows.answer(columns, |row| {
        vec![
            row.cell("item"),
            row.cell("kind"),
            row.cell("says"),
            row.cell("source"),
            day(row.text("published")).into(),
            row.cell("event"),
            because(row).into(),
        ]
    });
    answer.head = "To be reviewed".into();
    answer.empty = "everything is judged".into();
    tell_count(&mut answer, all, "item");
    if let Some(done) = done.first() {
        answer.foot.push(format!(
            "{} of {} judged",
            done.int("judged").unwrap_or_default(),
            count(done.int("rows_in_all").unwrap_or_default().try_into().unwrap_or_default(), "row")
        ));
    }
    if let Some(row) = rows.first() {
        let item = row.text("item");
        answer.next = vec![format!("show {item}"), format!("decide accept {item}"), format!("decide reject {item}")];
    }
    context.output.answer(&answer)?;
    Ok(Outcome::Done)
}

/// Why an item stands where it does.
fn because(row: RowRef<'_>) -> String {
    let mut why = vec![format!("{:.0} % sure", 100.0 * row.real("confidence").unwrap_or_default())];
    if row.flag("is_disputed") {
        why.push("contradicted".into());
    }
    if let Some(n) = row.int("sources").filter(|n| *n > 1) {
        why.push(count(n.try_into().unwrap_or_default(), "source"));
    }
    why.join(", ")
}

/// Shows items one by one and takes verdicts, until all are seen or the user leaves.
fn ask(
    reader: &Reader,
    rows: &Rows,
    signed: &Signed,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> Result<Vec<NewDecision>, Failure> {
    let mut decisions = Vec::new();
    let all = rows.len();
    for (n, row) in (1..).zip(rows.iter()) {
        let id = RowId::read(row.text("item"))?;
        writeln!(output, "{n} of {all} · {id} · {} · {}", clean(row.text("source")), because(row))?;
        writeln!(output, "  {}: {}", row.text("kind"), clean(row.text("says")))?;
        writeln!(output, "  in: {}\n", clean(row.text("sentence")))?;
        loop {
            write!(output, "[a]ccept, [r]eject, [c]orrect field=value ..., [s]kip, [q]uit: ")?;
            output.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                return Ok(decisions);
            }
            let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            let decision = match word {
                "a" | "accept" => about(reader, id, action::ACCEPT, signed),
                "r" | "reject" => about(reader, id, action::REJECT, signed),
                "c" | "correct" => {
                    let fields: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
                    corrected(reader, id, &fields, signed)
                }
                "s" | "skip" | "" => break,
                "q" | "quit" => return Ok(decisions),
                _ => continue,
            };
            match decision {
                Ok(decision) => {
                    decisions.push(decision);
                    break;
                }
                // What was mistyped is asked again.
                Err(failure) => writeln!(output, "{failure}")?,
            }
        }
    }
    Ok(decisions)
}

fn keep(context: &Context, options: &Options, decisions: &[NewDecision]) -> Result<Outcome, Failure> {
    if decisions.is_empty() || options.signed.dry_run {
        tell_dry_run(context);
        return Ok(Outcome::Done);
    }
    let ids = record(context, "review", decisions)?;
    tell(context, decisions, &ids)?;
    Ok(Outcome::Done)
}
