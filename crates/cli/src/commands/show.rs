//! `parallax show`: a row in its sentence, the sentence in its article.

use parallax_store::{Reader, Value};

use crate::Outcome;
use crate::context::Context;
use crate::dates::{clock, day_of_year, period};
use crate::failure::Failure;
use crate::ids::{RowId, RowKind};
use crate::lists;
use crate::output::{Paint, clean, number};
use crate::passage::{cut, ranges};
use crate::rows::{RowRef, Rows};

/// Show a claim or a quote in its sentence, or an article, an entity, an event
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The row: claim:41, quote:7, article:3, entity:5, event:2
    #[arg(required = true)]
    ids: Vec<String>,
}

/// Shows rows.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let ids = options.ids.iter().map(|word| RowId::read(word)).collect::<Result<Vec<_>, _>>()?;
    let reader = context.reader()?;
    if context.output.chosen_format().is_some_and(|f| f != crate::output::Format::Table) {
        return data(context, &reader, &ids);
    }
    let mut pages = Vec::new();
    for id in ids {
        let rows = fetch(&reader, id)?;
        let row = rows.first().ok_or_else(|| missing(id))?;
        let mut text = page(context, id, row);
        if id.kind == RowKind::Entity {
            text = with_evidence(context, &reader, id, text)?;
        }
        pages.push(text);
    }
    context.output.text(&pages.join("\n"))?;
    Ok(Outcome::Done)
}

/// The rows as data: `-f json` and the like.
fn data(context: &Context, reader: &Reader, ids: &[RowId]) -> Result<Outcome, Failure> {
    let [id] = ids else {
        return Err(Failure::user("one row at a time in this format").hint("leave out -f to show several"));
    };
    let rows = fetch(reader, *id)?;
    if rows.len() == 0 {
        return Err(missing(*id));
    }
    context.output.answer(&rows.plain_answer())?;
    Ok(Outcome::Done)
}

fn fetch(reader: &Reader, id: RowId) -> Result<Rows, Failure> {
    if id.kind == RowKind::Event {
        let mut rows = Rows::ask(reader, lists::EVENTS, &[])?;
        rows.keep(|row| row.int("event_id") == Some(id.number));
        return Ok(rows);
    }
    Rows::ask(reader, id.kind.statement(), &[("id", Value::from(id.number))])
}

/// An entity's page with why its names are one, and how that is taken back.
fn with_evidence(context: &Context, reader: &Reader, id: RowId, page: String) -> Result<String, Failure> {
    let rows = Rows::ask(reader, lists::IDENTITY, &[("id", Value::from(id.number))])?;
    if rows.len() == 0 {
        return Ok(page);
    }
    let label = |number| if number == 0 { "why one" } else { "" };
    let lines: Vec<(&str, String)> =
        rows.iter().enumerate().map(|(number, row)| (label(number), evidence(row))).collect();
    let next = format!("decide split {id} --article ID");
    Ok(page + "\n" + &fact_lines(context.output.paint(), &lines) + &context.output.next(&[next]))
}

/// One kind of evidence: "the same full name Ida Berg in 4 more articles, first article:7".
fn evidence(row: RowRef<'_>) -> String {
    let name = row.text("name");
    let because = match row.text("reason") {
        "wikidata" => format!("Wikidata {} of {name}", row.text("wikidata")),
        "geonames" => format!("GeoNames {} of {name}", row.cell("geonames").plain()),
        "full-name" => format!("{name}, whom an article calls by both full names"),
        "surname" => {
            format!("the surname {name}: nobody else bears it in the articles of those weeks that name the same people")
        }
        "spelling" => format!("{name}, spelled otherwise by an initial, an article or one letter"),
        _ => format!("the same name {name}"),
    };
    let articles = row.int("articles").unwrap_or_default();
    let article = row.int("article_id").unwrap_or_default();
    let text = match articles {
        1 => format!("{because}: article:{article}"),
        _ => format!("{because}: {articles} articles, the first article:{article}"),
    };
    match row.int("decision_id") {
        Some(decision) => format!("{text} (parted by decision {decision})"),
        None => text,
    }
}

fn missing(id: RowId) -> Failure {
    let lists = match id.kind {
        RowKind::Entity => "entities",
        RowKind::Claim => "claims",
        RowKind::Quote => "quotes",
        RowKind::Article => "articles",
        RowKind::Event => "events",
    };
    Failure::user(format!("there is no {id} in the database")).hint(format!("`parallax {lists}` lists those there are"))
}

fn page(context: &Context, id: RowId, row: RowRef<'_>) -> String {
    let paint = context.output.paint();
    let width = context.output.width().min(100);
    match id.kind {
        RowKind::Claim => claim(context, id, row, paint, width),
        RowKind::Quote => quote(context, id, row, paint, width),
        RowKind::Article => article(context, id, row, paint, width),
        RowKind::Entity => {
            facts(
                paint,
                &id.to_string(),
                row.text("name"),
                &[
                    ("kind", row.text("kind").into()),
                    ("also called", row.text("also_called").into()),
                    ("mentions", row.cell("mentions").plain()),
                    ("articles", row.cell("articles").plain()),
                    ("gender", row.text("gender").into()),
                    ("wikidata", row.text("wikidata").into()),
                    ("geonames", row.cell("geonames").plain()),
                ],
            ) + &context.output.next(&[format!("naming {id}")])
        }
        RowKind::Event => {
            facts(
                paint,
                &id.to_string(),
                row.text("title"),
                &[
                    ("slug", row.text("event").into()),
                    ("when", period(row.text("date_from"), row.text("date_to"))),
                    ("where", row.text("place").into()),
                    ("part of", row.text("part_of").into()),
                    ("sources", row.cell("sources").plain()),
                    ("articles", row.cell("articles").plain()),
                    ("claims", row.cell("claims").plain()),
                    ("because", row.text("reason").into()),
                ],
            ) + &context.output.next(&[format!("toll {}", row.text("event"))])
        }
    }
}

fn claim(context: &Context, id: RowId, row: RowRef<'_>, paint: Paint, width: usize) -> String {
    let span = |from: &str, to: &str| Some((row.int(from)? as usize, row.int(to)? as usize));
    let evidence: Vec<(usize, usize)> = span("start_char", "end_char").into_iter().collect();
    let sentence = span("sentence_start", "sentence_end").or(evidence.first().copied());
    let mut out = head(id, row, paint);
    out.push_str(&passage(row.text("text"), &evidence, sentence, paint, width));
    let says = format!(
        "{}{}",
        row.text("kind"),
        match row.text("status") {
            "occurred" => String::new(),
            status => format!(" ({status})"),
        }
    );
    let list = [
        ("claim", says),
        ("figure", figure(row)),
        ("counts", counts(row)),
        ("who", row.text("who").into()),
        ("form", [row.text("form"), row.text("occasion")].join(" ").trim().to_owned()),
        ("stance", row.text("stance").into()),
        ("from", row.text("chain").into()),
        ("where", row.text("place").into()),
        ("when", period(row.text("happened_from"), row.text("happened_to"))),
        ("as of", day_of_year(row.text("as_of"))),
        (
            "event",
            match row.text("event_reason") {
                "" => row.text("event").to_owned(),
                reason => format!("{} ({reason})", row.text("event")),
            },
        ),
        ("also said by", row.text("said_alike_by").into()),
        ("rule", rule(row)),
        ("reviewed", reviewed(row)),
    ];
    out.push_str(&fact_lines(paint, &list));
    let mut next = vec![format!("explain {id}")];
    next.extend(row.int("article_id").map(|n| format!("show article:{n}")));
    next.extend(row.int("quote_id").map(|n| format!("show quote:{n}")));
    out + &context.output.next(&next)
}

fn quote(context: &Context, id: RowId, row: RowRef<'_>, paint: Paint, width: usize) -> String {
    let content = ranges(row.text("content"));
    let whole = content.first().zip(content.last()).map(|(a, b)| (a.0, b.1));
    let mut out = head(id, row, paint);
    out.push_str(&passage(row.text("text"), &content, whole, paint, width));
    let speaker = match (row.text("speaker"), row.text("speaker_as_written")) {
        (name, written) if name == written || written.is_empty() => name.to_owned(),
        (name, written) => format!("{name} (\"{written}\")"),
    };
    let list = [
        ("quote", row.text("kind").to_owned()),
        ("speaker", if speaker.is_empty() { "not known".into() } else { speaker }),
        ("cue", row.text("cue").into()),
        ("to", row.text("addressee").into()),
        ("variants", row.text("variants").into()),
        ("rule", rule(row)),
        ("reviewed", reviewed(row)),
    ];
    out.push_str(&fact_lines(paint, &list));
    let mut next = vec![format!("explain {id}")];
    next.extend(row.int("article_id").map(|n| format!("show article:{n}")));
    next.extend(row.text("variants").split(' ').next().filter(|v| !v.is_empty()).map(|v| format!("show {id} {v}")));
    out + &context.output.next(&next)
}

fn article(context: &Context, id: RowId, row: RowRef<'_>, paint: Paint, width: usize) -> String {
    let mut out = head(id, row, paint);
    for paragraph in row.text("body").split('\n').map(clean).filter(|p| !p.is_empty()) {
        out.push_str(&wrap(&paragraph, width, "  "));
        out.push('\n');
    }
    let date_from = match (row.text("published_from"), row.text("published_precision")) {
        ("", _) => String::new(),
        (origin, precision) => format!("{} (to the {precision}, from the {origin})", row.text("published")),
    };
    let list = [
        ("by", row.text("byline").to_owned()),
        ("agency", row.text("agency").into()),
        ("dateline", row.text("dateline").into()),
        ("published", date_from),
        ("copied from", row.text("copied_from").into()),
        ("copied by", row.text("copied_by").into()),
        ("version of", row.int("version_of").map(|n| format!("article:{n}")).unwrap_or_default()),
        ("replaced", if row.flag("is_latest") { String::new() } else { "there is a later version".into() }),
        ("url", row.text("url").into()),
        ("file", row.text("path").into()),
    ];
    out.push_str(&fact_lines(paint, &list));
    out + &context.output.next(&[format!("claims --source {}", crate::context::quote(row.text("source")))])
}

/// "claim:41 · Coastal Radio · 5 Mar 2031 07:00 · title of the article"
fn head(id: RowId, row: RowRef<'_>, paint: Paint) -> String {
    let published = row.text("published");
    let when = format!("{} {}", day_of_year(published), clock(published));
    let source = clean(row.text("source"));
    let pieces = [source.as_str(), when.trim()];
    let rest: Vec<&str> = pieces.into_iter().filter(|p| !p.is_empty()).collect();
    format!("{} · {}\n{}\n\n", paint.strong(&id.to_string()), rest.join(" · "), paint.faint(&clean(row.text("title"))))
}

fn figure(row: RowRef<'_>) -> String {
    let interval = parallax_analytics::figures::written(&row.interval());
    match (row.text("bound"), row.real("n")) {
        ("", _) => String::new(),
        (_, None) => format!("{:?}, no exact number", row.text("word")),
        (_, Some(n)) => {
            let hedge = row.text("hedge");
            let n = [hedge, &number(n), row.text("unit")].join(" ").trim().to_owned();
            format!("{n}  {interval}")
        }
    }
}

fn counts(row: RowRef<'_>) -> String {
    if row.text("bound").is_empty() {
        return String::new();
    }
    let mut words = vec![row.text("victims").to_owned()];
    words.extend(Some(row.text("scope")).filter(|s| !s.is_empty() && *s != "all").map(|s| s.replace('_', " ")));
    if row.flag("subset") {
        words.push(match row.int("superset_id") {
            Some(whole) => format!("part of claim:{whole}"),
            None => "part of another figure".into(),
        });
    }
    words.extend(Some(row.text("period")).filter(|p| !p.is_empty() && *p != "incident").map(|p| format!("{p} figure")));
    words.retain(|w| !w.is_empty());
    words.join(", ")
}

/// "corrected by decision 3; the machine read n 129, status occurred"
fn reviewed(row: RowRef<'_>) -> String {
    if row.text("review").is_empty() {
        return String::new();
    }
    let by = row.int("decision_id").map(|n| format!(" by decision {n}")).unwrap_or_default();
    let machine = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(row.text("machine"));
    let told: Vec<String> = machine
        .unwrap_or_default()
        .into_iter()
        .filter(|(column, _)| !matches!(column.as_str(), "low" | "high" | "low_open" | "high_open" | "approximate"))
        .filter_map(|(column, value)| match value {
            serde_json::Value::String(text) => Some(format!("{column} {text}")),
            serde_json::Value::Number(n) => Some(format!("{column} {}", number(n.as_f64()?))),
            serde_json::Value::Object(whom) => Some(format!("attributed to {}", whom.get("label")?.as_str()?)),
            _ => None,
        })
        .collect();
    let machine = if told.is_empty() { String::new() } else { format!("; the machine read {}", told.join(", ")) };
    format!("{}{by}{machine}", row.text("review"))
}

fn rule(row: RowRef<'_>) -> String {
    match (row.text("rule"), row.real("confidence")) {
        ("", _) => String::new(),
        (rule, None) => rule.to_owned(),
        (rule, Some(sure)) => format!("{rule} ({:.0} % sure)", 100.0 * sure),
    }
}

fn facts(paint: Paint, id: &str, name: &str, list: &[(&str, String)]) -> String {
    format!("{} · {}\n\n{}", paint.strong(id), clean(name), fact_lines(paint, list))
}

fn fact_lines(paint: Paint, list: &[(&str, String)]) -> String {
    let known: Vec<_> = list.iter().filter(|(_, value)| !value.is_empty()).collect();
    let width = known.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    known
        .iter()
        .map(|(name, value)| format!("{}  {}\n", paint.faint(&format!("{name:width$}")), clean(value)))
        .collect()
}

/// The sentence with its evidence marked, and a little of the text around it. On a terminal
/// the evidence is underlined; without colour it stands between » and «.
fn passage(
    text: &str,
    evidence: &[(usize, usize)],
    sentence: Option<(usize, usize)>,
    paint: Paint,
    width: usize,
) -> String {
    let found = cut(text, evidence, sentence);
    let mut shown = found.before;
    for (is_evidence, words) in found.pieces {
        match is_evidence {
            true => shown.push_str(&format!("{OPEN}{words}{CLOSE}")),
            false => shown.push_str(&words),
        }
    }
    shown.push_str(&found.after);
    let wrapped = wrap(&clean(&shown), width, "  ");
    let marked =
        if paint.is_on() { paint_evidence(&wrapped, paint) } else { wrapped.replace(OPEN, "»").replace(CLOSE, "«") };
    marked + "\n\n"
}

/// Signs around evidence until the text is wrapped: of Unicode's private area, so that no
/// article holds them for a reason.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Replaces the signs around evidence by colour, line by line.
fn paint_evidence(text: &str, paint: Paint) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        let indent = body.len() - body.trim_start().len();
        out.push_str(&body[..indent]);
        let mut run = String::new();
        for c in body[indent..].chars() {
            if matches!(c, OPEN | CLOSE) {
                out.push_str(&if inside { paint.evidence(&run) } else { run.clone() });
                run.clear();
                inside = c == OPEN;
            } else {
                run.push(c);
            }
        }
        out.push_str(&if inside { paint.evidence(&run) } else { run });
        out.push_str(&line[body.len()..]);
    }
    out
}

/// Text in lines of at most `width` cells, each indented.
fn wrap(text: &str, width: usize, indent: &str) -> String {
    use unicode_width::UnicodeWidthStr;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() + indent.len() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_marked_in_its_sentence() {
        let text = "At least 20 people died. The rest swam.";
        let plain = passage(text, &[(0, 23)], Some((0, 24)), Paint::plain(), 80);
        assert_eq!(plain, "  »At least 20 people died«. The rest swam.\n\n");
        let painted = passage(text, &[(9, 11)], Some((0, 24)), Paint::new(true), 80);
        assert!(painted.contains("20") && painted.contains("\u{1b}["), "{painted:?}");
        assert!(!painted.contains('\u{e000}'));
    }
}
