//! Rows as aligned text: columns two spaces apart, numbers to the right, long text cut to
//! the terminal, control characters of the articles made harmless.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Answer, Paint};

/// The narrowest a cut column may become.
const NARROWEST: usize = 16;

/// The table of an answer, with its heading row, for a width in terminal cells.
pub(crate) fn table(answer: &Answer, width: usize, paint: Paint) -> String {
    let visible = answer.visible(true);
    let cells: Vec<Vec<String>> =
        answer.rows.iter().map(|row| visible.iter().map(|i| clean(&row[*i].shown())).collect()).collect();
    let names: Vec<String> = visible.iter().map(|i| answer.columns[*i].name.to_uppercase().replace('_', " ")).collect();
    let to_right: Vec<bool> = visible
        .iter()
        .map(|i| {
            let mut values = answer.rows.iter().map(|r| &r[*i]).filter(|c| **c != super::Cell::Null).peekable();
            values.peek().is_some() && values.all(|c| c.is_number())
        })
        .collect();
    let shrinks: Vec<bool> = visible.iter().map(|i| answer.columns[*i].shrinks).collect();
    let mut widths: Vec<usize> = (0..visible.len())
        .map(|c| cells.iter().map(|row| row[c].width()).max().unwrap_or(0).max(names[c].width()))
        .collect();
    fit(&mut widths, &shrinks, width);

    let mut out = String::new();
    let line = |values: &[String]| -> String {
        let padded: Vec<String> = values
            .iter()
            .enumerate()
            .map(|(c, value)| pad(&shorten(value, widths[c]), widths[c], to_right[c]))
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    out.push_str(&paint.faint(&line(&names)));
    out.push('\n');
    for row in &cells {
        out.push_str(&line(row));
        out.push('\n');
    }
    out
}

/// Takes width from the widest column that may shrink until the row fits.
fn fit(widths: &mut [usize], shrinks: &[bool], width: usize) {
    let gaps = 2 * widths.len().saturating_sub(1);
    let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(width);
    while excess > 0 {
        let widest = (0..widths.len()).filter(|c| shrinks[*c] && widths[*c] > NARROWEST).max_by_key(|c| widths[*c]);
        let Some(c) = widest else { break };
        widths[c] -= 1;
        excess -= 1;
    }
}

/// `text` cut to a width in terminal cells, its end marked with an ellipsis.
pub(crate) fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let cells = c.width().unwrap_or(0);
        if used + cells + 1 > width {
            break;
        }
        out.push(c);
        used += cells;
    }
    format!("{}…", out.trim_end())
}

fn pad(text: &str, width: usize, to_right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(text.width()));
    if to_right { space + text } else { text.to_owned() + &space }
}

/// Text on one line and harmless to a terminal: runs of white space become one space,
/// control and direction-override characters a replacement mark. An article that holds an
/// escape sequence must not be able to recolour, retitle or erase the reader's terminal.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                out.push('\u{fffd}')
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Cell, Column};

    fn answer() -> Answer {
        let mut answer = Answer::new([Column::new("source"), Column::new("n"), Column::text("text")]);
        answer.rows = vec![
            vec![Cell::from("Herald"), Cell::Int(41), Cell::from("a short one")],
            vec![Cell::Null, Cell::Int(1200), Cell::from("a rather longer text that does not fit the width")],
        ];
        answer
    }

    #[test]
    fn columns_are_aligned_and_cut() {
        let expected = "SOURCE      N  TEXT\n\
                        Herald     41  a short one\n\
                        –       1,200  a rather longer tex…\n";
        assert_eq!(table(&answer(), 35, Paint::plain()), expected);
    }

    #[test]
    fn wide_characters_count_double() {
        assert_eq!(shorten("東京新聞", 5), "東京…");
        assert_eq!(shorten("abc", 3), "abc");
    }

    #[test]
    fn escape_sequences_are_disarmed() {
        assert_eq!(clean("a\u{1b}[31m\nb\t c\u{202e}d"), "a\u{fffd}[31m b c\u{fffd}d");
    }
}
