//! Titles of programmes and works between marks: on Radio Eastland's "Morning Tide".
//!
//! They look like speech, as marks stand around them and a cue often behind. Known misses: titles led in by no word for a work
//! and no owner, titles with small words of four letters and more.

use std::ops::Range;

use super::outline::Outline;
use crate::document::Document;

/// Whether a stretch is the title of a programme or a work: a few words with capitals, led in as one.
pub(super) fn is_title(doc: &Document<'_>, tokens: &Range<usize>) -> bool {
    let words = || tokens.clone().filter(|t| doc.form(*t).contains(char::is_alphabetic));
    let is_big = |t: usize| doc.form(t).starts_with(char::is_uppercase);
    let long = || words().filter(|t| doc.form(*t).len() > 3);
    let Some(before) =
        words().next().and_then(|first| (first.max(2) - 2..first).rev().find(|t| !Outline::is_mark(doc, *t)))
    else {
        return false;
    };
    let led = match doc.lower(before) {
        // "the latest episode of "The Morning Tide,""
        "of" => {
            before > 0
                && matches!(doc.lemma(before - 1), "episode" | "edition" | "host" | "issue" | "season" | "taping")
        }
        "on" | "'s" | "’s" => true,
        noun => matches!(
            noun,
            "show" | "program" | "programme" | "broadcast" | "film" | "movie" | "book" | "series" | "album" | "song"
        ),
    };
    led && (2..=6).contains(&words().count()) && words().next().is_some_and(is_big) && long().all(is_big)
}
