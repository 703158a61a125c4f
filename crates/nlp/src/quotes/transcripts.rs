//! Transcripts: lines that open with their speaker, three at least.
//!
//! "HOLM: The port is open." Names in capitals are a transcript's; others only where two speak in turn ("Anna Holm: ..."), as a
//! single name before a colon may lead a heading. Known misses: turns without a line of their own.

use std::collections::BTreeSet;
use std::ops::Range;

use parallax_records::{QuoteKind, TextRange};

use super::extract::Draft;
use super::outline::Outline;
use super::uncued::{paragraph_end, starts_paragraph};
use crate::document::{Document, NameLabel};

/// Lines that open with their speaker in capitals and a colon, where the article has several.
pub(super) fn add(doc: &Document<'_>, outline: &Outline, taken: &mut [bool], drafts: &mut Vec<Draft>) {
    let mut lines = Vec::new();
    for sentence in &doc.sentences {
        let start = sentence.tokens.start;
        if !starts_paragraph(doc, start) {
            continue;
        }
        let first = start + usize::from(Outline::is_mark(doc, start));
        let limit = sentence.tokens.end.min(first + 6);
        let Some(colon) = (first..limit).find(|t| doc.form(*t) == ":").filter(|c| *c > first) else { continue };
        let name = first..colon;
        let capitals = name.clone().all(|t| {
            let form = doc.form(t);
            form.chars().any(char::is_alphabetic) && !form.chars().any(char::is_lowercase) || form == "."
        });
        let person = doc.name_at(name.start).is_some_and(|n| n.tokens == name && n.label == NameLabel::Per);
        let end = paragraph_end(doc, start);
        if (capitals || person) && colon + 1 < end {
            lines.push((name, colon, end));
        }
    }
    let text = |name: &Range<usize>| doc.range_of(name.clone()).slice(doc.text);
    let again = |name: &str| lines.iter().filter(|(other, ..)| text(other) == name).count() > 1;
    let turns: BTreeSet<&str> = lines.iter().map(|(name, ..)| text(name)).filter(|name| again(name)).collect();
    lines.retain(|(name, ..)| turns.len() > 1 || !text(name).contains(char::is_lowercase));
    if lines.len() < 3 {
        return;
    }
    for (name, colon, end) in lines {
        let content = colon + 1..end;
        // Whatever else was read from the line: it is its speaker's.
        drafts.retain(|d| !(name.start.saturating_sub(1)..end).contains(&d.first));
        let mut last = content.end;
        while last > content.start + 1 && Outline::is_mark(doc, last - 1) {
            last -= 1;
        }
        let first = content.start + usize::from(Outline::is_mark(doc, content.start) && content.start + 1 < last);
        let range = doc.range_of(first..last);
        let quoted: Vec<TextRange> = if outline.region[colon + 1] != 0 { vec![range] } else { Vec::new() };
        taken[content.clone()].fill(true);
        drafts.push(Draft {
            content: vec![range],
            quoted,
            kind: QuoteKind::Direct,
            speaker: Some(name),
            carried: None,
            cue: Some((colon, colon..colon + 1)),
            first: content.start,
            confidence: 0.85,
            rule: "transcript",
        });
    }
}
