//! Boxes of related headlines that scraping ran into a sentence.
//!
//! Some houses hang a box on a politician's name. Flattened, it stands in the middle of the
//! sentence: the name, the full name again with the first headline glued to it or behind it, more
//! headlines, and the label of the link: "Sen. Ida Berg Ida Maria BergHarbour vote put off Five things
//! to know about the vote MORE (R-Ore.) said". What is left reads "Sen. Ida Berg (R-Ore.) said".
//!
//! Known misses: boxes with another label than MORE, and under a name that is not repeated.

use std::ops::Range;

use parallax_records::SegmentKind::{Body, Related};

use super::Piece;

/// The label that closes a box.
const LABEL: &str = " MORE";
/// Longest box, in bytes.
const LONGEST: usize = 900;
/// Most words of a full name up to its repeated last word.
const FULL_NAME: usize = 7;

/// Sets the boxes inside running text apart.
pub(super) fn set_apart(raw: &str, pieces: &mut Vec<Piece>) {
    let has_box = |p: &Piece| p.kind == Body && !p.is_repeat && p.text(raw).contains(LABEL);
    if !pieces.iter().any(has_box) {
        return;
    }
    for piece in std::mem::take(pieces) {
        let found = if has_box(&piece) { boxes(piece.text(raw)) } else { Vec::new() };
        let mut at = piece.range.start;
        for inner in found {
            let inner = piece.range.start + inner.start..piece.range.start + inner.end;
            let before = at..at + raw[at..inner.start].trim_end().len();
            pieces.push(Piece { range: before, ..piece.clone() });
            at = inner.end + raw[inner.end..].len() - raw[inner.end..].trim_start().len();
            pieces.push(Piece { range: inner, kind: Related, sure: true, ..piece.clone() });
        }
        pieces.push(Piece { range: at.min(piece.range.end)..piece.range.end, ..piece });
    }
    pieces.retain(|p| !p.range.is_empty());
}

/// Where the boxes of a line stand, from the full name to the label.
fn boxes(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (label, _) in line.match_indices(LABEL) {
        let end = label + LABEL.len();
        if line[end..].starts_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let from = found.last().map_or(0, |last| last.end);
        let from = from.max(super::boundary(line, label.saturating_sub(LONGEST)));
        if let Some(start) = full_name(&line[from..label]) {
            found.push(from + start..end);
        }
    }
    found
}

/// Where a name begins to be told in full: the place behind its first telling.
fn full_name(text: &str) -> Option<usize> {
    let words: Vec<(usize, &str)> = text
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .collect();
    (1..words.len()).find_map(|at| {
        let word = words[at].1;
        let first = at.saturating_sub(FULL_NAME);
        let told = (first..at).rev().find(|before| repeats(words[*before].1, word))?;
        let named = words[told + 1..at].iter().all(|(_, w)| w.starts_with(|c: char| c.is_uppercase() || c == '('));
        let glued = word.len() > words[told].1.len();
        // "Ida Berg Ida Maria Berg Harbour vote": nothing is glued, the given name comes again.
        let again = || told > 0 && words[told - 1].1 == words[told + 1].1;
        let headline = || words.get(at + 1).is_some_and(|(_, w)| w.starts_with(char::is_uppercase));
        // "Bill Berg, Ida Berg" is a list; a name told again has its given name between.
        let between = told + 1 < at;
        (named && between && (glued || again() && headline())).then(|| words[told + 1].0)
    })
}

/// Whether a word is the last of a name that was told before, a headline glued to it or not.
fn repeats(told: &str, word: &str) -> bool {
    let name = told.len() >= 3 && told.starts_with(char::is_uppercase) && told.ends_with(char::is_alphabetic);
    let rest = |rest: &str| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "'‘\"“".contains(c));
    // "Berg's" is what the article writes; "Berg'Stay home'" is a headline in marks.
    let possessive = |rest: &str| matches!(rest, "'s" | "'");
    name && word.strip_prefix(told).is_some_and(|r| r.is_empty() || (rest(r) && !possessive(r)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(line: &str) -> String {
        let mut pieces = vec![Piece { range: 0..line.len(), kind: Body, is_repeat: false, sure: false }];
        set_apart(line, &mut pieces);
        let kept: Vec<&str> = pieces.iter().filter(|p| p.kind == Body).map(|p| p.text(line)).collect();
        kept.join(" ")
    }

    #[test]
    fn a_box_is_set_apart() {
        let line = "Sen. Ida Berg Ida (Idi) Maria BergHarbour vote put off Five things to know MORE (R-Ore.) said so.";
        assert_eq!(left(line), "Sen. Ida Berg (R-Ore.) said so.");
        let line = "It was Ida Berg Ida Maria Berg Harbour vote put off 12 towns sue MORE, not Tor Lind Tor Lind'Stay home,' mayor says MORE.";
        assert_eq!(left(line), "It was Ida Berg , not Tor Lind .");
    }

    #[test]
    fn capitals_alone_are_no_box() {
        for line in [
            "Ida Berg and Tor Berg Said they want MORE money.",
            "READ MORE about the Berg Harbour and the Berg Bridge.",
            "President Berg asked Ida Berg for MORE",
        ] {
            assert_eq!(left(line), line);
        }
    }
}
