//! The report in Markdown: the same page for editors, issues and e-mail.

use super::page::{Conflict, EventChapter, Family, FigureView, Finding, Link, Page, PieceKind, Side};

/// Writes the page.
pub(crate) fn render(page: &Page) -> String {
    let mut out = format!("# {}\n\n", text(&page.title));
    if !page.lead.is_empty() {
        out.push_str(&format!("{}\n\n", text(&page.lead)));
    }
    let facts: Vec<String> = page
        .facts
        .iter()
        .map(|f| {
            let more = if f.more.is_empty() { String::new() } else { format!(" ({})", f.more) };
            format!("{} {}{more}", f.name.to_lowercase(), f.value)
        })
        .collect();
    out.push_str(&format!("{}\n", text(&facts.join(" · "))));
    for (title, findings) in [("Agreed", &page.agreed), ("Disputed", &page.disputed), ("Only one says", &page.single)] {
        out.push_str(&format!("\n## {title}\n\n"));
        out.push_str(&list(findings));
    }
    for event in &page.events {
        out.push_str(&chapter(event));
    }
    out.push_str(&people(page));
    out.push_str(&about_sources(page));
    out.push_str("\n## Evidence\n\n");
    for row in &page.evidence {
        let sentence: String = row
            .passage
            .pieces
            .iter()
            .map(|(is_evidence, words)| if *is_evidence { format!("**{}**", text(words.trim())) } else { text(words) })
            .collect();
        out.push_str(&format!(
            "- <a id=\"{}\"></a>`{}` {} · {}: {}\n",
            row.link.anchor,
            row.link.text,
            text(&row.what),
            text(&row.at),
            sentence.trim()
        ));
    }
    out.push_str(
        "\n## Methods and limits\n\nRows were found by rules and small trained models; nobody has confirmed them unless a \
         review says so. Follow a number to its sentence before you rely on it. Copies count once, at their origin. \
         This report compares accounts; it does not say which is true.\n",
    );
    out.push_str(&format!("\n{}\n", text(&page.made_by)));
    out
}

fn list(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "Nothing found.\n".into();
    }
    findings.iter().map(|f| format!("- **{}** – {}{}\n", text(&f.what), text(&f.who), links(&f.links))).collect()
}

fn chapter(event: &EventChapter) -> String {
    let mut out = format!("\n## {}\n\n{}\n", text(&event.title), text(&event.lead));
    for figure in &event.figures {
        out.push_str(&figure_table(figure));
    }
    if !event.conflicts.is_empty() {
        out.push_str("\n### Contradictions\n");
        out.extend(event.conflicts.iter().map(conflict));
    }
    if !event.blame.is_empty() {
        out.push_str("\n### Responsibility\n\n");
        let rows = event.blame.iter().map(|b| {
            vec![b.stance.clone(), b.actor.clone(), b.from.clone(), b.says.clone(), b.source.clone(), link(&b.link)]
        });
        out.push_str(&table(&["stance", "whom", "who says so", "words", "source", "evidence"], rows));
    }
    out
}

fn figure_table(figure: &FigureView) -> String {
    let rows = figure.rows.iter().map(|r| {
        vec![
            r.day.clone(),
            r.source.clone(),
            r.says.clone(),
            r.interval.clone(),
            r.from.clone(),
            r.notes.clone(),
            link(&r.link),
        ]
    });
    let head = ["day", "source", "says", "interval", "from", "note", "evidence"];
    format!("\n### {}\n\n{}\n\n{}", text(&figure.title), text(&figure.summary), table(&head, rows))
}

fn conflict(conflict: &Conflict) -> String {
    let side = |side: &Side| {
        let words: String = side.passage.pieces.iter().map(|(_, words)| words.as_str()).collect();
        format!("- **{}** – {}{}\n  > {}\n", text(&side.says), text(&side.who), links(&side.links), text(words.trim()))
    };
    let [left, right] = conflict.sides();
    format!("\n{}: {}\n\n{}{}", text(&conflict.what), text(&conflict.reason), side(left), side(right))
}

fn people(page: &Page) -> String {
    let mut out = String::new();
    if !page.meetings.list.is_empty() {
        out.push_str("\n## Who met whom\n\n");
        let rows = page.meetings.list.iter().map(|m| {
            vec![
                m.participants.clone(),
                m.story.clone(),
                m.when.clone(),
                m.place.clone(),
                m.form.clone(),
                m.sources.clone(),
                m.links.iter().map(link).collect::<Vec<_>>().join(" "),
            ]
        });
        out.push_str(&table(&["who", "status", "when", "where", "form", "sources", "evidence"], rows));
    }
    if !page.families.is_empty() {
        out.push_str("\n## One utterance, several wordings\n");
        out.extend(page.families.iter().map(family));
    }
    if !page.speakers.is_empty() {
        out.push_str("\n## Who says what\n");
    }
    for speaker in &page.speakers {
        out.push_str(&format!("\n### {} ({})\n\n", text(&speaker.name), speaker.count));
        for quote in &speaker.quotes {
            out.push_str(&format!("- {} – {} {}\n", text(&quote.says), text(&quote.by), link(&quote.link)));
        }
    }
    out
}

fn family(family: &Family) -> String {
    let mut out = format!(
        "\n- **{}**: {} – {} {}\n",
        text(&family.speaker),
        text(&family.text),
        text(&family.by),
        link(&family.link)
    );
    for variant in &family.variants {
        let words: Vec<String> = variant
            .pieces
            .iter()
            .map(|p| match p.kind {
                PieceKind::Same => text(&p.text),
                PieceKind::Added => format!("**{}**", text(&p.text)),
                PieceKind::Missing => format!("~~{}~~", text(&p.text)),
            })
            .collect();
        out.push_str(&format!("  - {} – {} {}\n", words.join(" "), text(&variant.by), link(&variant.link)));
    }
    out
}

fn about_sources(page: &Page) -> String {
    let mut out = String::new();
    if !page.naming.is_empty() {
        out.push_str("\n## Names used\n");
        for naming in &page.naming {
            out.push_str(&format!("\n**{}**\n\n", text(&naming.name)));
            for (source, names) in &naming.rows {
                out.push_str(&format!("- {}: {}\n", text(source), text(names)));
            }
        }
    }
    out.push_str("\n## Coverage\n\n");
    let mut head = vec!["source"];
    head.extend(page.coverage.days.iter().map(String::as_str));
    head.extend(["articles", "quotes", "claims", "gives no figure for"]);
    let rows = page.coverage.rows.iter().map(|r| {
        let mut row = vec![r.source.clone()];
        row.extend(r.days.iter().cloned());
        row.extend(r.totals.iter().cloned());
        row.push(r.silent_on.clone());
        row
    });
    out.push_str(&table(&head, rows));
    if !page.copies.is_empty() {
        out.push_str("\n### Copied texts\n\n");
        let rows =
            page.copies.iter().map(|c| vec![c.copy.clone(), c.original.clone(), c.share.clone(), c.basis.clone()]);
        out.push_str(&table(&["copy", "taken from", "share", "what shows it"], rows));
    }
    out
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for row in rows {
        // Links are made here and hold no text of articles.
        let cells: Vec<String> = row.iter().map(|c| if c.starts_with("[`") { c.clone() } else { text(c) }).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

fn links(all: &[Link]) -> String {
    all.iter().map(|l| format!(" {}", link(l))).collect()
}

fn link(link: &Link) -> String {
    format!("[`{}`](#{})", link.text, link.anchor)
}

/// Text of articles inside Markdown: its signs, and HTML's, mean nothing.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_articles_cannot_become_markup() {
        assert_eq!(text("a*b* [x](y) <script>\n| c"), "a\\*b\\* \\[x\\](y) &lt;script&gt; \\| c");
        let page = Page { title: "<img src=x>".into(), ..Page::default() };
        assert!(!render(&page).contains("<img"));
    }
}
