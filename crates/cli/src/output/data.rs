//! Rows for programs (CSV, TSV, JSON, JSON Lines) and for documents (Markdown, `long`).

use serde_json::{Map, Value};

use super::{Answer, Format, Paint, clean};

/// The rows of an answer in a format other than `table`.
pub(crate) fn render(answer: &Answer, format: Format, paint: Paint) -> Result<String, csv::Error> {
    Ok(match format {
        Format::Csv => separated(answer, b',')?,
        Format::Tsv => separated(answer, b'\t')?,
        Format::Json => {
            let rows: Vec<Value> = objects(answer).collect();
            format!("{:#}\n", Value::Array(rows))
        }
        Format::Jsonl => objects(answer).map(|row| format!("{row}\n")).collect(),
        Format::Markdown => markdown(answer),
        Format::Long | Format::Table => long(answer, paint),
    })
}

fn separated(answer: &Answer, delimiter: u8) -> Result<String, csv::Error> {
    let visible = answer.visible(false);
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(visible.iter().map(|i| answer.columns[*i].name.as_str()))?;
    for row in &answer.rows {
        writer.write_record(visible.iter().map(|i| row[*i].plain()))?;
    }
    let bytes = writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn objects(answer: &Answer) -> impl Iterator<Item = Value> + '_ {
    let visible = answer.visible(false);
    answer.rows.iter().map(move |row| {
        let fields = visible.iter().map(|i| (answer.columns[*i].name.clone(), row[*i].json()));
        Value::Object(fields.collect::<Map<_, _>>())
    })
}

/// A Markdown table under the answer's heading, for pasting into a document.
fn markdown(answer: &Answer) -> String {
    let visible = answer.visible(true);
    let cell = |text: &str| clean(text).replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
    let mut out = String::new();
    if !answer.head.is_empty() {
        out.push_str(&format!("**{}**", cell(&answer.head)));
        if !answer.head_note.is_empty() {
            out.push_str(&format!(" · {}", cell(&answer.head_note)));
        }
        out.push_str("\n\n");
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&line(visible.iter().map(|i| cell(&answer.columns[*i].name.replace('_', " "))).collect()));
    out.push_str(&line(visible.iter().map(|_| "---".to_owned()).collect()));
    for row in &answer.rows {
        out.push_str(&line(visible.iter().map(|i| cell(&row[*i].shown())).collect()));
    }
    for foot in &answer.foot {
        out.push_str(&format!("\n{}\n", cell(foot)));
    }
    out
}

/// One field a line; a blank line between rows.
fn long(answer: &Answer, paint: Paint) -> String {
    let visible = answer.visible(false);
    let width = visible.iter().map(|i| answer.columns[*i].name.len()).max().unwrap_or(0);
    let blocks: Vec<String> = answer
        .rows
        .iter()
        .map(|row| {
            visible
                .iter()
                .map(|i| {
                    let name = format!("{:width$}", answer.columns[*i].name);
                    format!("{}  {}\n", paint.faint(&name), clean(&row[*i].shown()))
                })
                .collect()
        })
        .collect();
    blocks.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Cell, Column};

    fn answer() -> Answer {
        let mut answer = Answer::new([
            Column::new("source"),
            Column::people("interval"),
            Column::programs("low"),
            Column::text("text"),
        ]);
        answer.rows = vec![vec![
            Cell::from("A | B"),
            Cell::from("[121, …)"),
            Cell::Real(121.0),
            Cell::from("say \"more\", they"),
        ]];
        answer
    }

    fn text(format: Format) -> String {
        render(&answer(), format, Paint::plain()).expect("rows of equal length")
    }

    #[test]
    fn programs_get_data_columns() {
        assert_eq!(text(Format::Csv), "source,low,text\nA | B,121,\"say \"\"more\"\", they\"\n");
        assert_eq!(text(Format::Jsonl), "{\"source\":\"A | B\",\"low\":121,\"text\":\"say \\\"more\\\", they\"}\n");
        assert!(text(Format::Json).starts_with("[\n"));
        assert_eq!(text(Format::Tsv).lines().next(), Some("source\tlow\ttext"));
    }

    #[test]
    fn people_get_shown_columns() {
        assert_eq!(
            text(Format::Markdown),
            "| source | interval | text |\n| --- | --- | --- |\n| A \\| B | [121, …) | say \"more\", they |\n"
        );
        assert_eq!(text(Format::Long), "source  A | B\nlow     121\ntext    say \"more\", they\n");
    }

    #[test]
    fn no_rows_are_valid_data() {
        let none = Answer { rows: Vec::new(), ..answer() };
        let text = |format| render(&none, format, Paint::plain()).expect("no rows");
        assert_eq!(text(Format::Csv), "source,low,text\n");
        assert_eq!(text(Format::Json), "[]\n");
        assert_eq!(text(Format::Jsonl), "");
    }
}
