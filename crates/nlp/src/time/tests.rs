//! The list of hard news phrases (`phrases.tsv`), and properties.

use parallax_records::Date;

use super::find;
use crate::testing::document;

/// One line of the list: day of publication, sentence with the expression in brackets, interval.
fn rows() -> impl Iterator<Item = (&'static str, Option<Date>, &'static str, &'static str)> {
    include_str!("phrases.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 3, "{line:?}");
        (line, cells[0].parse().ok(), cells[1], cells[2])
    })
}

#[test]
fn news_phrases_resolve() {
    let mut wrong = Vec::new();
    let mut total = 0;
    for (_, published, marked, expected) in rows() {
        total += 1;
        let (start, end) = (marked.find('[').expect("["), marked.find(']').expect("]") - 1);
        let text: String = marked.chars().filter(|c| !matches!(c, '[' | ']')).collect();
        let doc = document(&text);
        let found = find(&doc, published);
        let hit = found.iter().find(|t| {
            let range = doc.range_of(t.tokens.clone());
            (range.start as usize) < end && start < range.end as usize
        });
        let got = match hit.map(|t| t.span) {
            None => "none".to_owned(),
            Some(None) => "open".to_owned(),
            Some(Some(span)) => match span.as_date() {
                Some(date) => date.to_string(),
                None => format!("{}..{}", span.from, span.to),
            },
        };
        if got != expected {
            wrong.push(format!("{marked}: {got}, expected {expected}"));
        }
    }
    assert!(total >= 60, "only {total} phrases");
    assert!(wrong.len() * 20 <= total, "{} of {total} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_relative_resolves_without_a_date_of_publication() {
    for (line, _, marked, _) in rows().filter(|r| r.3.len() == 10) {
        let text: String = marked.chars().filter(|c| !matches!(c, '[' | ']')).collect();
        let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|d| d.len() >= 4) || text.contains("9/11");
        for time in find(&document(&text), None) {
            assert!(time.span.is_none() || has_year, "{line}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "(\\PC{0,20}| (last|the|a|this|in|Friday|Nov.|2015|13|two|weeks|ago|day|before|,|-|of) ){0,12}") {
        let doc = document(&text);
        let mut end = 0;
        for time in find(&doc, "2015-11-17".parse().ok()) {
            assert!(time.tokens.start >= end && time.tokens.end > time.tokens.start && time.tokens.end <= doc.len());
            end = time.tokens.end;
        }
    }
}
