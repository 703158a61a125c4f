//! Titles of programmes and works between marks: on Radio Eastland's "Morning Tide".
//!
//! They look like speech, as marks stand around them and a cue often behind. Known misses: titles led in by no word for a work
//! and no owner, titles with small words of four letters and more.

use std::ops::Range;

use super::outline::Outline;
use crate::document::Document;
use crate::tagset::Upos;

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
        // 'She read "The Long Winter" to them': no comma or colon opens speech.
        _ if doc.upos[before] == Upos::Verb
            && matches!(
                doc.lemma(before),
                "read"
                    | "write"
                    | "sing"
                    | "recite"
                    | "perform"
                    | "play"
                    | "publish"
                    | "compose"
                    | "direct"
                    | "film"
                    | "watch"
            ) =>
        {
            !doc.form(tokens.end - 1 - usize::from(Outline::is_mark(doc, tokens.end - 1))).ends_with(['.', '!', '?'])
        }
        noun => matches!(
            noun,
            "show" | "program" | "programme" | "broadcast" | "film" | "movie" | "book" | "series" | "album" | "song"
        ),
    };
    led && (2..=6).contains(&words().count()) && words().next().is_some_and(is_big) && long().all(is_big)
}

/// Whether a stretch right behind a report names the programme where it was said: 'Holm said on "Tideway" that ...'.
pub(super) fn is_stage(doc: &Document<'_>, cue: usize, tokens: &Range<usize>) -> bool {
    let words = || tokens.clone().filter(|t| doc.form(*t).contains(char::is_alphabetic));
    let led = tokens.start > cue && tokens.start <= cue + 4 && doc.lower(tokens.start - 1) == "on";
    let follows = tokens.end < doc.len() && matches!(doc.lower(tokens.end), "that" | "," | "on" | "last" | "this");
    led && follows && words().count() <= 5 && words().all(|t| doc.form(t).starts_with(char::is_uppercase))
}
