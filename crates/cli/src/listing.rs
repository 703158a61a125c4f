//! What the lists have in common: filters, and how many rows people are shown.

use parallax_store::{Param, Reader, Value};

use crate::context::Context;
use crate::failure::Failure;
use crate::lookup;
use crate::output::{Answer, Format, count};
use crate::rows::Rows;

/// Filters by event, outlet and day of publication.
#[derive(Debug, clap::Args)]
pub(crate) struct Filters {
    /// Only this event: its slug, event:2, or a unique part of its title
    #[arg(long)]
    event: Option<String>,
    /// Only this outlet, or a unique part of its name
    #[arg(long)]
    source: Option<String>,
    /// Published on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<String>,
}

impl Filters {
    /// The filters as parameters of a question.
    pub(crate) fn params(&self, reader: &Reader) -> Result<Vec<Param<'static>>, Failure> {
        let event = self.event.as_deref().map(|word| lookup::event(reader, word)).transpose()?.map(|e| e.slug);
        let source = self.source.as_deref().map(|word| lookup::source(reader, word)).transpose()?;
        Ok(vec![
            ("event", event.into()),
            ("source", source.into()),
            ("from", day(self.from.as_deref(), "--from")?),
            ("to", day(self.to.as_deref(), "--to")?),
        ])
    }
}

fn day(given: Option<&str>, flag: &str) -> Result<Value, Failure> {
    let Some(word) = given else { return Ok(Value::Null) };
    match word.parse::<parallax_records::Date>() {
        Ok(date) if flag == "--to" => Ok(Value::from(date.last().to_string())),
        Ok(date) => Ok(Value::from(date.first().to_string())),
        Err(_) => Err(Failure::user(format!("{word:?} is no day for {flag}"))
            .hint("write it as 2031-03-04; a month (2031-03) or a year stands for all its days")),
    }
}

/// How many rows.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Limit {
    /// How many rows at most; 0 for all [default: 50 in a table, all elsewhere]
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
}

const ROWS_FOR_PEOPLE: usize = 50;

impl Limit {
    /// How many rows at most, for the format at hand; `None` for all.
    pub(crate) fn most(self, context: &Context) -> Option<usize> {
        let by_format = if context.output.format() == Format::Table { ROWS_FOR_PEOPLE } else { 0 };
        Some(self.limit.unwrap_or(by_format)).filter(|most| *most > 0)
    }

    /// Cuts the rows for the format at hand and returns how many there were.
    pub(crate) fn cut(self, context: &Context, rows: &mut Rows) -> usize {
        let all = rows.len();
        if let Some(most) = self.most(context) {
            rows.truncate(most);
        }
        all
    }
}

/// Says how many rows there are, and how to see those left out.
pub(crate) fn tell_count(answer: &mut Answer, all: usize, noun: &str) {
    let shown = answer.rows.len();
    answer.head_note = count(all, noun);
    if shown < all {
        answer.foot.push(format!("the first {shown} of {all}; --limit 0 shows all"));
    }
}
